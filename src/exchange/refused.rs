//! The rows that an import leaves out, as a file with the same columns and the reason.

use super::csv::Writer;
use super::plan::Plan;
use super::report::{Reason, Report};

/// The rows of one file that are left out, as CSV text: what stood in them, and why, in words that
/// the caller has. `None` where all are taken.
pub fn refused_csv(
    plan: &Plan,
    report: &Report,
    file: usize,
    heading: &str,
    words: &dyn Fn(Reason) -> String,
) -> Option<String> {
    let sheet = &plan.files.get(file)?.sheet;
    let mut rows = report.left_out.iter().filter(|(at, ..)| *at == file).peekable();
    rows.peek()?;
    let mut writer = Writer::default();
    writer.row(sheet.header().iter().map(String::as_str).chain([heading]));
    for (_, row, reason) in rows {
        let why = words(*reason);
        let cells = (0..sheet.columns()).map(|column| sheet.cell(*row, column));
        writer.row(cells.chain([why.as_str()]));
    }
    Some(writer.finish())
}

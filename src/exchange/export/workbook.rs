//! A grid as an XLSX file. A job of the background worker: what writes the format is not part of
//! the page.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as Book, Worksheet, XlsxError,
};
use serde::{Deserialize, Serialize};

use super::grid::{Cell, Grid, GridColumn, Look};
use crate::exchange::csv::needs_guard;
use crate::model::Instant;
use crate::ports::background::{Bytes, Job, Progress};

/// The most characters that a cell holds.
const LONGEST: usize = 32_767;
/// The most rows below the header.
const MOST_ROWS: usize = 1_048_575;
/// The longest name of a sheet.
const NAME: usize = 31;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// Rows between two words about the progress.
const STEP: usize = 1_000;

/// Writes a grid as an XLSX file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WriteWorkbook {
    /// What is written; its name is that of the sheet.
    pub grid: Grid,
    /// The document's title.
    pub title: String,
    /// When it is made.
    pub created: Instant,
}

/// A written file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Its bytes.
    pub bytes: Bytes,
    /// Cells whose text was longer than the format allows and had to be cut.
    pub cut: usize,
}

/// Why no file came of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("the workbook was not written: {0}")]
pub struct Unwritten(pub String);

impl Job for WriteWorkbook {
    const NAME: &'static str = "write-workbook";
    type Outcome = Result<Workbook, Unwritten>;

    fn run(self, tell: &dyn Fn(Progress)) -> Self::Outcome {
        self.write(tell).map_err(|error| Unwritten(error.to_string()))
    }
}

impl WriteWorkbook {
    fn write(&self, tell: &dyn Fn(Progress)) -> Result<Workbook, XlsxError> {
        let mut book = Book::new();
        let created = ExcelDateTime::from_timestamp(self.created.0.div_euclid(1_000))?;
        book.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&created));
        let rows = self.grid.columns.first().map_or(0, |column| column.cells.len());
        let mut cut = 0;
        for from in (0..rows.max(1)).step_by(MOST_ROWS) {
            let sheet = book.add_worksheet();
            sheet.set_name(sheet_name(&self.grid.name, from / MOST_ROWS))?;
            sheet.set_freeze_panes(1, 0)?;
            let until = rows.min(from + MOST_ROWS);
            for (at, column) in self.grid.columns.iter().enumerate() {
                let at = u16::try_from(at).ok().ok_or(XlsxError::RowColumnLimitError)?;
                sheet.write_string_with_format(0, at, &column.heading, &heading())?;
                sheet.set_column_width(at, width(column))?;
            }
            cut += self.fill(sheet, from, until, tell)?;
            if let Some(last) = self.grid.columns.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()) {
                sheet.autofilter(0, 0, u32::try_from(until - from).unwrap_or(0), last)?;
            }
        }
        Ok(Workbook { bytes: Bytes(book.save_to_buffer()?), cut })
    }

    /// Fills a sheet with some rows; says how many cells had to be cut.
    fn fill(
        &self,
        sheet: &mut Worksheet,
        from: usize,
        until: usize,
        tell: &dyn Fn(Progress),
    ) -> Result<usize, XlsxError> {
        let total = self.grid.columns.first().map_or(0, |column| column.cells.len()) as u64;
        let looks: Vec<Format> = self.grid.columns.iter().map(|column| shown(column.look)).collect();
        // A spreadsheet keeps such a text as text, even when somebody edits it.
        let guarded = Format::new().set_quote_prefix();
        let mut cut = 0;
        for row in from..until {
            if row % STEP == 0 {
                tell(Progress { done: row as u64, total });
            }
            let line = u32::try_from(row - from + 1).ok().ok_or(XlsxError::RowColumnLimitError)?;
            for (at, (column, look)) in (0_u16..).zip(self.grid.columns.iter().zip(&looks)) {
                match column.cells.get(row) {
                    None | Some(Cell::Blank) => {}
                    Some(Cell::Number(number)) => drop(sheet.write_number_with_format(line, at, *number, look)?),
                    Some(Cell::Text(text)) => {
                        let fitting = fitting(text);
                        cut += usize::from(fitting.len() < text.len());
                        if needs_guard(fitting) {
                            sheet.write_string_with_format(line, at, fitting, &guarded)?;
                        } else {
                            sheet.write_string(line, at, fitting)?;
                        }
                    }
                }
            }
        }
        Ok(cut)
    }
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, char)| {
        units += char.len_utf16();
        units > LONGEST
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A name that a sheet may have; the parts of a long list are numbered.
fn sheet_name(name: &str, part: usize) -> String {
    let number = if part == 0 { String::new() } else { format!(" ({})", part + 1) };
    let allowed = |char: &char| !matches!(char, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !char.is_control();
    let room = NAME - number.len();
    let name: String = name.trim_matches('\'').chars().filter(allowed).take(room).collect();
    let name = if name.trim().is_empty() { "Fieldbook".to_owned() } else { name };
    name + &number
}

fn heading() -> Format {
    let (ink, tint) = (Color::RGB(0x1F_2A44), Color::RGB(0xEE_F1F7));
    let format = Format::new().set_bold().set_font_color(ink).set_background_color(tint);
    format.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

fn shown(look: Look) -> Format {
    let format = Format::new();
    match look {
        Look::Plain => format,
        Look::Amount(digits) => {
            let decimals = if digits == 0 { String::new() } else { format!(".{}", "0".repeat(digits.into())) };
            format.set_num_format(format!("#,##0{decimals}"))
        }
        Look::Percent => format.set_num_format("0.00\"%\""),
        Look::Day => format.set_num_format("yyyy-mm-dd"),
        Look::Instant => format.set_num_format("yyyy-mm-dd hh:mm"),
        Look::Duration => format.set_num_format("[h]:mm:ss"),
    }
}

/// A width that shows most of a column; wide signs count twice.
#[expect(clippy::cast_precision_loss, reason = "a handful of characters")]
fn width(column: &GridColumn) -> f64 {
    let wide = |text: &str| text.chars().map(|char| if char < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
    let cell = |cell: &Cell| match cell {
        Cell::Blank => 0,
        Cell::Text(text) => wide(text.lines().next().unwrap_or("")),
        Cell::Number(_) => match column.look {
            Look::Instant => 16,
            Look::Day | Look::Duration => 10,
            Look::Plain | Look::Percent => 8,
            Look::Amount(_) => 14,
        },
    };
    // Room for the filter's button beside the heading.
    let cells = column.cells.iter().map(cell).max().unwrap_or(0).max(wide(&column.heading) + 3);
    (cells + 1).clamp(WIDTHS.0, WIDTHS.1) as f64
}

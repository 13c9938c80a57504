//! XLSX: an archive of XML parts, unpacked within a budget and read as they stream by.

mod cells;
mod package;
mod strings;
mod styles;

use super::super::csv::{ReadError, ReadErrorKind};
use super::workbook::{Fault, Page, Pages};
use package::Package;

/// Whatever an archive or XML complains of: the place is what a person can use.
fn damaged<E: std::error::Error>(_: E) -> Fault {
    Fault::Damaged
}

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, ReadError> {
    let whole = |fault: Fault| ReadError::whole(fault.kind());
    let mut package = Package::open(bytes).map_err(whole)?;
    let book = package.book().map_err(whole)?;
    let styles = package.with(&book.styles, styles::read).map_err(whole)?.unwrap_or_default();
    let strings = package.with(&book.strings, strings::read).map_err(whole)?.unwrap_or_default();
    let context = cells::Context { strings: &strings, styles: &styles, from_1904: book.from_1904 };
    let mut pages = Pages::new();
    for sheet in book.sheets {
        let mut page = Page { name: sheet.name, ..Page::default() };
        let mut at = (1, 1);
        let outcome = package.with(&sheet.part, |xml| cells::read(xml, &context, &mut page, &mut at));
        pages.push(match outcome {
            Ok(Some(())) => Ok(page),
            // What the budget or the archive does not give is told with the place reached.
            Ok(None) => Err(ReadError { sheet: page.name, line: 1, column: 1, kind: ReadErrorKind::Damaged }),
            Err(fault) => Err(ReadError { sheet: page.name, line: at.0, column: at.1, kind: fault.kind() }),
        });
    }
    Ok(pages)
}

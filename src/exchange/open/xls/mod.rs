//! XLS, the workbook of Excel 97 to 2003: a stream of records in a compound file. Read here and
//! not by a library, since a damaged file must be told and never end the page.

mod container;
mod records;
mod sheet;
mod strings;

use super::super::csv::{ReadError, ReadErrorKind};
use super::serial::{Shown, built_in, shown};
use super::workbook::{Fault, Page, Pages};
use records::Records;
use strings::Text;

/// What cells refer to.
#[derive(Debug, Default)]
struct Book {
    strings: Vec<String>,
    /// The format of each style.
    styles: Vec<Shown>,
    from_1904: bool,
}

/// A sheet: its name and where its records begin.
struct Place {
    name: String,
    at: usize,
    hidden: bool,
}

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, ReadError> {
    let whole = |fault: Fault| ReadError::whole(fault.kind());
    let stream = container::workbook(bytes).map_err(whole)?;
    let (book, mut places) = globals(&stream).map_err(whole)?;
    if places.iter().any(|place| !place.hidden) {
        places.retain(|place| !place.hidden);
    }
    let page = |place: Place| {
        let mut page = Page { name: place.name, ..Page::default() };
        let mut at = (1, 1);
        match sheet::read(&stream, place.at, &book, &mut page, &mut at) {
            Ok(()) => Ok(page),
            Err(fault) => Err(ReadError { sheet: page.name, line: at.0, column: at.1, kind: fault.kind() }),
        }
    };
    let pages: Pages = places.into_iter().map(page).collect();
    if pages.is_empty() {
        return Err(ReadError::whole(ReadErrorKind::Damaged));
    }
    Ok(pages)
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
/// The version of Excel 97 and later.
const VERSION: u16 = 0x0600;

/// Reads what holds for the whole workbook.
fn globals(stream: &[u8]) -> Result<(Book, Vec<Place>), Fault> {
    let mut records = Records::at(stream, 0);
    let first = records.next().filter(|first| first.kind == BEGIN).ok_or(Fault::Damaged)?;
    if first.u16(0) != Some(VERSION) {
        return Err(Fault::Damaged);
    }
    let (mut book, mut places) = (Book::default(), Vec::new());
    let (mut own, mut formats): (Vec<(u16, Shown)>, Vec<u16>) = (Vec::new(), Vec::new());
    for record in records {
        match record.kind {
            END => break,
            0x002F => return Err(Fault::Locked),
            0x0022 => book.from_1904 = record.u16(0) == Some(1),
            0x041E => {
                let code = Text::of(&record, 2).long().ok_or(Fault::Damaged)?;
                own.extend(record.u16(0).map(|id| (id, shown(&code))));
            }
            0x00E0 => formats.push(record.u16(2).ok_or(Fault::Damaged)?),
            0x0085 => {
                let at = record.u32(0).and_then(|at| usize::try_from(at).ok()).ok_or(Fault::Damaged)?;
                let name = Text::of(&record, 6).short().ok_or(Fault::Damaged)?;
                // Charts and macros are sheets of other types.
                if record.u8(5) == Some(0) {
                    places.push(Place { name, at, hidden: record.u8(4).is_some_and(|state| state & 3 != 0) });
                }
            }
            0x00FC => book.strings = strings::shared(&record).ok_or(Fault::Damaged)?,
            _ => {}
        }
    }
    let style =
        |id: &u16| own.iter().find(|(known, _)| known == id).map_or_else(|| built_in(*id), |(_, own)| own.clone());
    book.styles = formats.iter().map(style).collect();
    Ok((book, places))
}

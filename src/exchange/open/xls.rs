//! XLS, the workbook of before 2007.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xls, XlsError};

use super::super::csv::{Limit, ReadError, ReadErrorKind};
use super::super::grid::{Grid, Merge};
use super::serial::{Shown, text_of};
use super::workbook::{Page, Pages};

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, ReadError> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadError::whole(ReadErrorKind::Locked),
        // A workbook of today that a password locks lies in such a container too.
        _ if has(bytes, "EncryptedPackage") => ReadError::whole(ReadErrorKind::Locked),
        _ => ReadError::whole(ReadErrorKind::Damaged),
    })?;
    let from_1904 = book.has_1904_epoch();
    let mut pages = Pages::new();
    for name in book.sheet_names() {
        let mut page = Page { name: name.clone(), ..Page::default() };
        let fail = |line, column, kind| Err(ReadError { sheet: name.clone(), line, column, kind });
        let Ok(range) = book.worksheet_range(&name) else {
            pages.push(fail(1, 1, ReadErrorKind::Damaged));
            continue;
        };
        pages.push(match fill(&mut page, &range, from_1904) {
            Ok(()) => {
                let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
                let regions = merges.iter().map(|region| (region.start, region.end));
                merge(&mut page.grid, regions);
                Ok(page)
            }
            Err((line, column, limit)) => fail(line, column, ReadErrorKind::TooLarge(limit)),
        });
    }
    Ok(pages)
}

/// Whether a container names a stream.
fn has(bytes: &[u8], stream: &str) -> bool {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|part| part == name)
}

fn fill(page: &mut Page, range: &calamine::Range<Data>, from_1904: bool) -> Result<(), (u32, u32, Limit)> {
    let Some((top, left)) = range.start() else { return Ok(()) };
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for (at, cells) in range.rows().enumerate() {
        let line = top + clip(at) + 1;
        let Some(last) = cells.iter().rposition(|cell| !matches!(cell, Data::Empty)) else { continue };
        page.grid.begin_row(line);
        for _ in 0..left {
            page.grid.put("");
        }
        for (column, cell) in cells.iter().enumerate().take(last + 1) {
            let column = left + clip(column) + 1;
            if matches!(cell, Data::Error(_)) {
                page.note_unsolved(line, column);
            }
            let text = text(cell, from_1904);
            if text.len() > Limit::Cell.most() {
                return Err((line, column, Limit::Cell));
            }
            page.grid.put(&text);
        }
        page.grid.end_row();
    }
    Ok(())
}

/// A cell as text.
fn text(cell: &Data, from_1904: bool) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => text_of(&number.to_string(), &Shown::Plain, false),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(time) => {
            let shown = if time.is_duration() { Shown::Duration } else { Shown::Date };
            text_of(&time.as_f64().to_string(), &shown, from_1904)
        }
        _ => String::new(),
    }
}

/// Takes regions over, as far as they hold rows of the grid.
fn merge(grid: &mut Grid, regions: impl Iterator<Item = ((u32, u32), (u32, u32))>) {
    let lines: Vec<u32> = (0..grid.rows()).map(|row| grid.line(row)).collect();
    for ((top, left), (bottom, right)) in regions {
        let first = lines.partition_point(|line| *line < top + 1);
        let next = lines.partition_point(|line| *line < bottom + 2);
        if lines.get(first) == Some(&(top + 1)) && next > first && right >= left {
            grid.merges.push(Merge { top: first, left: left as usize, bottom: next - 1, right: right as usize });
        }
    }
}

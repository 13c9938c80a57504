//! The cells of one sheet.

use super::super::serial::{Shown, text_of};
use super::super::workbook::{Fault, Page, Region, put_cell};
use super::records::{Record, Records};
use super::strings::Text;
use super::{BEGIN, Book, END};

/// A cell by line and column, from 1.
type Cell = (u32, u32, String);

/// Reads the cells of a sheet; `at` is the line and column reached, for what goes wrong.
pub(super) fn read(
    stream: &[u8],
    start: usize,
    book: &Book,
    page: &mut Page,
    at: &mut (u32, u32),
) -> Result<(), Fault> {
    let mut records = Records::at(stream, start);
    records.next().filter(|first| first.kind == BEGIN).ok_or(Fault::Damaged)?;
    let (mut cells, mut regions): (Vec<Cell>, Vec<Region>) = (Vec::new(), Vec::new());
    // Charts within the sheet are nested.
    let mut depth = 1;
    loop {
        let record = records.next().ok_or(Fault::Damaged)?;
        match record.kind {
            BEGIN => depth += 1,
            END if depth == 1 => break,
            END => depth -= 1,
            0x00E5 if depth == 1 => merged(&record, &mut regions),
            0x0207 if depth == 1 => {
                // The text that the formula before it came to.
                if let Some(last) = cells.last_mut() {
                    last.2 = Text::of(&record, 0).long().ok_or(Fault::Damaged)?;
                }
            }
            kind if depth == 1 && is_cell(kind) => {
                let place = (record.u16(0).ok_or(Fault::Damaged)?, record.u16(2).ok_or(Fault::Damaged)?);
                *at = (u32::from(place.0) + 1, u32::from(place.1) + 1);
                cell(&record, *at, book, page, &mut cells).ok_or(Fault::Damaged)?;
            }
            _ => {}
        }
    }
    cells.sort_by_key(|(line, column, _)| (*line, *column));
    // Of two texts in one place the later one counts.
    cells.reverse();
    cells.dedup_by_key(|(line, column, _)| (*line, *column));
    cells.reverse();
    let mut row: Vec<(u32, String)> = Vec::new();
    let mut current = 0;
    for (line, column, text) in cells {
        if line != current {
            page.put_row(current, &mut row)?;
            current = line;
        }
        *at = (line, column);
        put_cell(&mut row, column, text)?;
    }
    page.put_row(current, &mut row)?;
    page.merge(&regions);
    Ok(())
}

/// Whether a record holds one cell, or several of a row.
fn is_cell(kind: u16) -> bool {
    matches!(kind, 0x00FD | 0x0204 | 0x00D6 | 0x0203 | 0x027E | 0x00BD | 0x0006 | 0x0205)
}

/// Adds the cells of a record.
fn cell(record: &Record<'_>, at: (u32, u32), book: &Book, page: &mut Page, cells: &mut Vec<Cell>) -> Option<()> {
    let number = |number: f64, style: u16| {
        let shown = book.styles.get(usize::from(style)).unwrap_or(&Shown::Plain);
        text_of(&number.to_string(), shown, book.from_1904)
    };
    let text = match record.kind {
        0x00FD => book.strings.get(usize::try_from(record.u32(6)?).ok()?)?.clone(),
        0x0204 | 0x00D6 => Text::of(record, 6).long()?,
        0x0203 => number(record.f64(6)?, record.u16(4)?),
        0x027E => number(packed(record.u32(6)?), record.u16(4)?),
        0x00BD => {
            let count = record.bytes().len().checked_sub(6)? / 6;
            for nth in 0..count {
                let (style, value) = (record.u16(4 + nth * 6)?, record.u32(6 + nth * 6)?);
                cells.push((at.0, at.1 + u32::try_from(nth).ok()?, number(packed(value), style)));
            }
            return Some(());
        }
        0x0006 => match (record.u16(12)?, record.u8(6)?) {
            // A text follows in a record of its own; an empty one does not.
            (0xFFFF, 0 | 3) => String::new(),
            (0xFFFF, 1) => truth(record.u8(8)?),
            (0xFFFF, _) => {
                page.note_unsolved(at.0, at.1);
                String::new()
            }
            _ => number(record.f64(6)?, record.u16(4)?),
        },
        0x0205 if record.u8(7)? == 0 => truth(record.u8(6)?),
        _ => {
            page.note_unsolved(at.0, at.1);
            String::new()
        }
    };
    cells.push((at.0, at.1, text));
    Some(())
}

fn truth(byte: u8) -> String {
    if byte == 0 { "FALSE" } else { "TRUE" }.to_owned()
}

/// A number packed into four bytes.
fn packed(bits: u32) -> f64 {
    let number =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn merged(record: &Record<'_>, regions: &mut Vec<Region>) {
    let number = |at: usize| record.u16(at).map(|number| u32::from(number) + 1);
    let count = usize::from(record.u16(0).unwrap_or(0));
    for at in (0..count).map(|nth| 2 + nth * 8) {
        let region = || Some(((number(at)?, number(at + 4)?), (number(at + 2)?, number(at + 6)?)));
        regions.extend(region());
    }
}

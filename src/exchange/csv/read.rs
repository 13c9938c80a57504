//! Bytes to a sheet, or the line and column of what is wrong.

use std::collections::HashSet;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::super::fold::fold;
use super::error::{Limit, ReadError, ReadErrorKind};
use super::sheet::{Inner, Note, NoteKind, Sheet};
use super::sniff;

/// How a file is laid out, where a person says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What separates its cells; found out where `None`.
    pub delimiter: Option<char>,
    /// Whether its first row holds headings.
    pub headings: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { delimiter: None, headings: true }
    }
}

/// Reads a file: UTF-8 with or without byte order mark, any usual delimiter and line end.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, ReadError> {
    read_as(name, bytes, Shape::default())
}

/// Reads a file that is laid out in a certain way.
pub fn read_as(name: &str, bytes: &[u8], shape: Shape) -> Result<Sheet, ReadError> {
    if bytes.len() > Limit::Bytes.most() {
        return Err(ReadError { line: 1, column: 1, kind: ReadErrorKind::TooLarge(Limit::Bytes) });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let fail = |at: usize, kind| Err(error_at(bytes, at, kind));
    if let Err(error) = std::str::from_utf8(bytes) {
        return fail(error.valid_up_to(), ReadErrorKind::NotUtf8);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return fail(at, ReadErrorKind::Nul);
    }
    let (skip, found) = announced(bytes).unwrap_or_else(|| (0, sniff::delimiter(bytes)));
    let delimiter = shape.delimiter.and_then(|told| u8::try_from(told).ok()).unwrap_or(found);
    let mut cells = Cells::new(bytes, skip, delimiter);
    let mut grid = Grid::new(name, delimiter, shape.headings);
    while let Some(cell) = cells.next_cell()? {
        grid.put(bytes, &cell)?;
    }
    grid.finish(bytes, cells)
}

/// The delimiter that a first line `sep=;` names, as spreadsheets write it.
fn announced(bytes: &[u8]) -> Option<(usize, u8)> {
    let rest = bytes.strip_prefix(b"sep=")?;
    let (&delimiter, rest) = rest.split_first()?;
    let end = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
    let usable = end > 0 && delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n');
    usable.then_some((bytes.len() - rest.len() + end, delimiter))
}

fn error_at(bytes: &[u8], at: usize, kind: ReadErrorKind) -> ReadError {
    let before = &bytes[..at.min(bytes.len())];
    let start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1);
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let line = clip(line_ends(before)).saturating_add(1);
    let column = clip(String::from_utf8_lossy(&before[start..]).chars().count()).saturating_add(1);
    ReadError { line, column, kind }
}

/// Line ends in a piece of text; a carriage return before a line feed belongs to it.
fn line_ends(text: &[u8]) -> usize {
    let ends = |(at, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    text.iter().enumerate().filter(ends).count()
}

/// One cell, as the machine gave it.
struct Cell {
    /// Offset of its first byte, a quote included.
    at: usize,
    /// Its line.
    line: u32,
    /// End of its text in the heap, whose start is where the cell before ends.
    end: usize,
    /// Whether it is the last of its row.
    last: bool,
}

/// The cells of a file, one after the other, unquoted into a heap.
struct Cells<'a> {
    machine: Reader,
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    line: u32,
    heap: Vec<u8>,
    end: usize,
    fresh: bool,
}

impl<'a> Cells<'a> {
    fn new(bytes: &'a [u8], at: usize, delimiter: u8) -> Self {
        let machine = ReaderBuilder::new().delimiter(delimiter).build();
        let line = u32::try_from(line_ends(&bytes[..at])).unwrap_or(0) + 1;
        // Text never grows by being unquoted, so the heap never needs more room than the file.
        Self { machine, bytes, delimiter, at, line, heap: vec![0; bytes.len()], end: 0, fresh: true }
    }

    fn next_cell(&mut self) -> Result<Option<Cell>, ReadError> {
        let input = &self.bytes[self.at..];
        // What is left of the line end before, and empty lines, come before a row's first cell.
        let lead = if self.fresh { input.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count() } else { 0 };
        let mut eaten = 0;
        let last = loop {
            let (result, read, written) = self.machine.read_field(&input[eaten..], &mut self.heap[self.end..]);
            eaten += read;
            self.end += written;
            match result {
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::End => return Ok(None),
                // The heap has room for everything, so only the end of the input stops the machine.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull if eaten < input.len() => {}
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {
                    self.heap.resize(self.heap.len() + 1, 0);
                }
            }
        };
        let raw = &input[lead.min(eaten)..eaten];
        self.check_quotes(self.at + lead, raw)?;
        let before = self.at + lead.min(eaten);
        self.line += u32::try_from(self.ends_between(self.at, before)).unwrap_or(0);
        let cell = Cell { at: before, line: self.line, end: self.end, last };
        self.at += eaten;
        self.line += u32::try_from(self.ends_between(before, self.at)).unwrap_or(0);
        self.fresh = last;
        Ok(Some(cell))
    }

    /// Line ends that end within a range: one that began before it counts where it ends.
    fn ends_between(&self, from: usize, to: usize) -> usize {
        let piece = &self.bytes[from..to];
        let mut ends = line_ends(piece);
        // A return at the very end whose feed comes next is counted with the feed.
        if piece.last() == Some(&b'\r') && self.bytes.get(to) == Some(&b'\n') {
            ends -= 1;
        }
        ends
    }

    fn check_quotes(&self, at: usize, raw: &[u8]) -> Result<(), ReadError> {
        if raw.first() != Some(&b'"') {
            return Ok(());
        }
        let mut place = 1;
        while let Some(quote) = raw[place..].iter().position(|byte| *byte == b'"') {
            place += quote + 1;
            match raw.get(place) {
                Some(b'"') => place += 1,
                None | Some(b'\r' | b'\n') => return Ok(()),
                Some(byte) if *byte == self.delimiter => return Ok(()),
                Some(_) => return Err(error_at(self.bytes, at + place, ReadErrorKind::QuoteStray)),
            }
        }
        Err(error_at(self.bytes, at, ReadErrorKind::QuoteOpen))
    }
}

/// The grid in the making.
struct Grid {
    sheet: Inner,
    /// Cells of the row so far, and where the cell before ends.
    filled: usize,
    before: usize,
    in_header: bool,
    short: Option<(u32, u32, usize)>,
    header: Vec<(usize, u32, usize)>,
}

impl Grid {
    fn new(name: &str, delimiter: u8, headings: bool) -> Self {
        let sheet = Inner { name: name.to_owned(), delimiter, headings, ..Inner::default() };
        Self { sheet, filled: 0, before: 0, in_header: true, short: None, header: Vec::new() }
    }

    fn put(&mut self, bytes: &[u8], cell: &Cell) -> Result<(), ReadError> {
        let too_large = |limit| Err(error_at(bytes, cell.at, ReadErrorKind::TooLarge(limit)));
        if cell.end - self.before > Limit::Cell.most() {
            return too_large(Limit::Cell);
        }
        let empty = cell.end == self.before;
        self.before = cell.end;
        let end = u32::try_from(cell.end).unwrap_or(u32::MAX);
        if self.in_header {
            if self.header.len() == Limit::Columns.most() {
                return too_large(Limit::Columns);
            }
            self.header.push((cell.at, cell.line, cell.end));
            if self.sheet.headings {
                self.sheet.start = end;
            } else {
                // The first row says how many columns there are, and is a row like the others.
                if self.sheet.lines.is_empty() {
                    self.sheet.lines.push(cell.line);
                    self.sheet.rows.push(0);
                }
                self.sheet.ends.push(end);
            }
            self.in_header = !cell.last;
            return Ok(());
        }
        let columns = self.header.len();
        if self.filled == 0 {
            if self.sheet.lines.len() == Limit::Rows.most() {
                return too_large(Limit::Rows);
            }
            self.sheet.lines.push(cell.line);
            self.sheet.rows.push(u32::try_from(self.sheet.ends.len()).unwrap_or(u32::MAX));
        }
        self.filled += 1;
        if self.filled <= columns {
            self.sheet.ends.push(end);
        } else if !empty {
            // Delimiters without anything behind them are harmless; a cell without a heading is not.
            let kind = ReadErrorKind::LongRow { have: self.filled, want: columns };
            return Err(error_at(bytes, cell.at, kind));
        }
        if cell.last {
            if self.filled < columns {
                let first = error_at_once(self.short, bytes, cell);
                self.short = Some((first.0, first.1, first.2 + 1));
            }
            self.filled = 0;
        }
        Ok(())
    }

    fn finish(mut self, bytes: &[u8], cells: Cells<'_>) -> Result<Sheet, ReadError> {
        let mut heap = cells.heap;
        heap.truncate(cells.end);
        // Cut at bytes that are never part of a longer character, the text stays UTF-8.
        let text = String::from_utf8(heap)
            .map_err(|bad| error_at(bytes, bad.utf8_error().valid_up_to(), ReadErrorKind::NotUtf8))?;
        let mut start = 0;
        let mut seen = HashSet::new();
        if !self.sheet.headings {
            self.sheet.header = self.header.drain(..).map(|_| String::new()).collect();
        }
        for (at, line, end) in &self.header {
            let heading = super::guard::strip(&text[start..*end]).trim().to_owned();
            start = *end;
            let kind = if heading.is_empty() {
                Some(NoteKind::BlankHeader)
            } else {
                (!seen.insert(fold(&heading))).then_some(NoteKind::RepeatedHeader)
            };
            if let Some(kind) = kind {
                let column = error_at(bytes, *at, ReadErrorKind::Empty).column;
                self.sheet.notes.push(Note { line: *line, column, kind });
            }
            self.sheet.header.push(heading);
        }
        if self.sheet.header.iter().all(String::is_empty) && self.sheet.lines.is_empty() {
            return Err(error_at(bytes, 0, ReadErrorKind::Empty));
        }
        if self.sheet.lines.is_empty() {
            return Err(error_at(bytes, bytes.len(), ReadErrorKind::NoRows));
        }
        if let Some((line, column, count)) = self.short {
            self.sheet.notes.push(Note { line, column, kind: NoteKind::ShortRows(count) });
        }
        self.sheet.text = text;
        Ok(self.sheet.into())
    }
}

/// The place of the first short row, computed once.
fn error_at_once(known: Option<(u32, u32, usize)>, bytes: &[u8], cell: &Cell) -> (u32, u32, usize) {
    known.unwrap_or_else(|| {
        let place = error_at(bytes, cell.at, ReadErrorKind::Empty);
        (place.line, place.column, 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_may_say_how_a_file_is_laid_out() {
        let text = b"Acme;1,5\nBeta;2,5\n";
        let shape = Shape { delimiter: Some(';'), headings: false };
        let sheet = read_as("x.csv", text, shape).expect("a sheet");
        assert_eq!((sheet.rows(), sheet.columns(), sheet.line(0)), (2, 2, 1));
        assert_eq!((sheet.cell(0, 0), sheet.cell(0, 1), sheet.cell(1, 1)), ("Acme", "1,5", "2,5"));
        assert!(sheet.header().iter().all(String::is_empty) && sheet.notes().is_empty());
        let sheet = read_as("x.csv", text, Shape { delimiter: Some(','), headings: true }).expect("a sheet");
        assert_eq!((sheet.header()[0].as_str(), sheet.rows(), sheet.cell(0, 1)), ("Acme;1", 1, "5"));
        let one = read_as("x.csv", b"a,b", Shape { delimiter: None, headings: false }).expect("a sheet");
        assert_eq!((one.rows(), one.cell(0, 1)), (1, "b"));
    }
}

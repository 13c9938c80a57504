//! Text to a grid of cells, or the line and column of what is wrong.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::super::grid::{Frame, Grid, Places, lay_out};
use super::super::open::decode;
use super::super::shape::Shape;
use super::error::{Limit, ReadError, ReadErrorKind};
use super::sheet::Sheet;
use super::sniff;

/// Reads a text file: in any encoding known, with any usual delimiter and line end.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, ReadError> {
    read_as(name, bytes, Shape::default())
}

/// Reads a text file that is laid out in a certain way.
pub fn read_as(name: &str, bytes: &[u8], shape: Shape) -> Result<Sheet, ReadError> {
    if bytes.len() > Limit::Bytes.most() {
        return Err(ReadError::whole(ReadErrorKind::TooLarge(Limit::Bytes)));
    }
    let (text, encoding) = decode(bytes, shape.encoding)?;
    read_text(name, &text, Shape { encoding: Some(encoding), ..shape })
}

/// Reads text that is laid out in a certain way.
pub(in super::super) fn read_text(name: &str, text: &str, shape: Shape) -> Result<Sheet, ReadError> {
    let bytes = text.as_bytes();
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(error_at(bytes, at, ReadErrorKind::Nul));
    }
    let (skip, found) = announced(bytes).unwrap_or_else(|| (0, sniff::delimiter(bytes)));
    let delimiter = shape.delimiter.and_then(|told| u8::try_from(told).ok()).unwrap_or(found);
    let shape = Shape { delimiter: Some(char::from(delimiter)), ..shape };
    let attempt = |quoting: bool| {
        let (grid, starts) = cells(bytes, skip, delimiter, quoting)?;
        let places = TextPlaces { bytes, starts, delimiter, quoting };
        lay_out(grid, &places, Frame { name, file: name, sheet: "", shape, guarded: true, notes: Vec::new() })
    };
    match attempt(true) {
        // Spreadsheets copy a cell that merely begins with a quotation mark as it is.
        Err(error) if delimiter == b'\t' && error.is_about_quotes() => attempt(false).or(Err(error)),
        outcome => outcome,
    }
}

/// Where the cells of a text stand in it.
struct TextPlaces<'a> {
    bytes: &'a [u8],
    /// Where the first cell of each row begins.
    starts: Vec<usize>,
    delimiter: u8,
    quoting: bool,
}

impl Places for TextPlaces<'_> {
    fn place(&self, row: usize, column: usize) -> (u32, u32) {
        let mut at = self.starts.get(row).copied().unwrap_or(self.bytes.len());
        for _ in 0..column {
            at += cell_length(&self.bytes[at..], self.delimiter, self.quoting) + 1;
        }
        let error = error_at(self.bytes, at, ReadErrorKind::Empty);
        (error.line, error.column)
    }

    fn end(&self) -> (u32, u32) {
        let error = error_at(self.bytes, self.bytes.len(), ReadErrorKind::Empty);
        (error.line, error.column)
    }

    fn is_ragged(&self) -> bool {
        true
    }
}

/// Bytes of a cell up to its delimiter or line end.
fn cell_length(rest: &[u8], delimiter: u8, quoting: bool) -> usize {
    let mut quoted = quoting && rest.first() == Some(&b'"');
    let mut at = usize::from(quoted);
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' if quoted && rest.get(at + 1) == Some(&b'"') => at += 1,
            b'"' if quoted => quoted = false,
            byte if !quoted && (*byte == delimiter || matches!(byte, b'\r' | b'\n')) => return at,
            _ => {}
        }
        at += 1;
    }
    // So that one more, for the delimiter, is still within the text.
    rest.len().saturating_sub(1)
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
    ReadError { sheet: String::new(), line, column, kind }
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

/// All cells of a text, and where each row begins.
fn cells(bytes: &[u8], skip: usize, delimiter: u8, quoting: bool) -> Result<(Grid, Vec<usize>), ReadError> {
    let mut cells = Cells::new(bytes, skip, delimiter, quoting);
    let (mut grid, mut starts) = (Grid::default(), Vec::new());
    let (mut before, mut fresh) = (0, true);
    while let Some(cell) = cells.next_cell()? {
        let too_large = |limit| Err(error_at(bytes, cell.at, ReadErrorKind::TooLarge(limit)));
        if cell.end - before > Limit::Cell.most() {
            return too_large(Limit::Cell);
        }
        before = cell.end;
        if std::mem::replace(&mut fresh, cell.last) {
            // The header is one more.
            if starts.len() > Limit::Rows.most() {
                return too_large(Limit::Rows);
            }
            starts.push(cell.at);
            grid.begin_row(cell.line);
        }
        grid.put_end(cell.end);
        if cell.last {
            grid.end_row();
        }
    }
    let Cells { mut heap, end, .. } = cells;
    heap.truncate(end);
    // Cut at bytes that are never part of a longer character, the text stays UTF-8.
    grid.text = String::from_utf8(heap)
        .map_err(|bad| error_at(bytes, bad.utf8_error().valid_up_to(), ReadErrorKind::NotText))?;
    Ok((grid, starts))
}

/// The cells of a file, one after the other, unquoted into a heap.
struct Cells<'a> {
    machine: Reader,
    bytes: &'a [u8],
    delimiter: u8,
    quoting: bool,
    at: usize,
    line: u32,
    heap: Vec<u8>,
    end: usize,
    fresh: bool,
}

impl<'a> Cells<'a> {
    fn new(bytes: &'a [u8], at: usize, delimiter: u8, quoting: bool) -> Self {
        let machine = ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
        let line = u32::try_from(line_ends(&bytes[..at])).unwrap_or(0) + 1;
        // Text never grows by being unquoted, so the heap never needs more room than the file.
        Self { machine, bytes, delimiter, quoting, at, line, heap: vec![0; bytes.len()], end: 0, fresh: true }
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
        if !self.quoting || raw.first() != Some(&b'"') {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Headings;

    #[test]
    fn a_person_may_say_how_a_file_is_laid_out() {
        let text = b"Acme;1,5\nBeta;2,5\n";
        let shape = Shape { delimiter: Some(';'), headings: Headings::None, ..Shape::default() };
        let sheet = read_as("x.csv", text, shape).expect("a sheet");
        assert_eq!((sheet.rows(), sheet.columns(), sheet.line(0)), (2, 2, 1));
        assert_eq!((sheet.cell(0, 0), sheet.cell(0, 1), sheet.cell(1, 1)), ("Acme", "1,5", "2,5"));
        assert!(sheet.header().iter().all(String::is_empty) && sheet.notes().is_empty());
        let sheet = read_as("x.csv", text, Shape { delimiter: Some(','), ..Shape::default() }).expect("a sheet");
        assert_eq!((sheet.header()[0].as_str(), sheet.rows(), sheet.cell(0, 1)), ("Acme;1", 1, "5"));
        let one = read_as("x.csv", b"a,b", Shape { headings: Headings::None, ..Shape::default() }).expect("a sheet");
        assert_eq!((one.rows(), one.cell(0, 1)), (1, "b"));
    }
}

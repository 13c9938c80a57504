//! The sheets of a workbook, once their cells are read.

use super::super::csv::{Limit, Note, NoteKind, ReadError, ReadErrorKind, Sheet};
use super::super::grid::{Frame, Grid, Merge, Places, lay_out as sheet_of};
use super::super::shape::Shape;
use super::Opened;

/// Why a part of a workbook cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Damaged,
    Locked,
    TooLarge(Limit),
}

impl Fault {
    pub(super) fn kind(self) -> ReadErrorKind {
        match self {
            Self::Damaged => ReadErrorKind::Damaged,
            Self::Locked => ReadErrorKind::Locked,
            Self::TooLarge(limit) => ReadErrorKind::TooLarge(limit),
        }
    }
}

/// A region by lines and columns, from 1: its first cell and its last.
pub(super) type Region = ((u32, u32), (u32, u32));

/// A sheet of a workbook.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) grid: Grid,
    /// Formulas without a result, and errors: line and column of the first, and how many.
    pub(super) unsolved: Option<(u32, u32, usize)>,
}

impl Page {
    /// Adds a row to the grid, unless nothing stands in it.
    pub(super) fn put_row(&mut self, line: u32, row: &mut Vec<(u32, String)>) -> Result<(), Fault> {
        if row.is_empty() {
            return Ok(());
        }
        if row.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            return Err(Fault::Damaged);
        }
        let grid = &mut self.grid;
        grid.begin_row(line);
        let mut next = 1;
        for (column, text) in row.drain(..) {
            for _ in next..column {
                grid.put("");
            }
            grid.put(&text);
            next = column + 1;
        }
        grid.end_row();
        if grid.cells() > Limit::Cells.most() {
            return Err(Fault::TooLarge(Limit::Cells));
        }
        Ok(())
    }

    /// Takes the regions over, as far as they hold rows of the grid.
    pub(super) fn merge(&mut self, regions: &[Region]) {
        let lines: Vec<u32> = (0..self.grid.rows()).map(|row| self.grid.line(row)).collect();
        // Rows that regions may repeat their text in, all together.
        let mut most = Limit::Rows.most() * 4;
        for ((top, left), (bottom, right)) in regions {
            let first = lines.partition_point(|line| line < top);
            let next = lines.partition_point(|line| line <= bottom);
            most = most.saturating_sub(next.saturating_sub(first));
            // A region whose own row holds nothing has nothing to say.
            if lines.get(first) != Some(top) || next <= first || right < left || most == 0 {
                continue;
            }
            self.grid.merges.push(Merge {
                top: first,
                left: *left as usize - 1,
                bottom: next - 1,
                right: *right as usize - 1,
            });
        }
    }

    /// Counts a cell whose formula has no result.
    pub(super) fn note_unsolved(&mut self, line: u32, column: u32) {
        let (line, column, count) = self.unsolved.unwrap_or((line, column, 0));
        self.unsolved = Some((line, column, count + 1));
    }
}

/// Adds a cell to a row, unless nothing stands in it.
pub(super) fn put_cell(row: &mut Vec<(u32, String)>, column: u32, text: String) -> Result<(), Fault> {
    if text.is_empty() {
        return Ok(());
    }
    if text.len() > Limit::Cell.most() {
        return Err(Fault::TooLarge(Limit::Cell));
    }
    if column as usize > Limit::Columns.most() {
        return Err(Fault::TooLarge(Limit::Columns));
    }
    row.push((column, text));
    Ok(())
}

/// What was read of a workbook: its sheets, or why one of them cannot be.
pub(super) type Pages = Vec<Result<Page, ReadError>>;

/// Lines and columns as a workbook counts them.
struct PagePlaces {
    lines: Vec<u32>,
}

impl Places for PagePlaces {
    fn place(&self, row: usize, column: usize) -> (u32, u32) {
        (self.lines.get(row).copied().unwrap_or(1), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    fn end(&self) -> (u32, u32) {
        (self.lines.last().copied().unwrap_or(0) + 1, 1)
    }

    fn is_ragged(&self) -> bool {
        false
    }
}

/// The tables of a workbook's sheets. Sheets without one are skipped, as long as one has one.
pub(super) fn lay_out(file: &str, pages: Pages, shape: Shape) -> Result<Opened, ReadError> {
    let shape = Shape { delimiter: None, encoding: None, ..shape };
    let filled = pages.iter().flatten().filter(|page| page.grid.rows() > 0).count();
    let (mut sheets, mut skipped): (Vec<Sheet>, Vec<ReadError>) = (Vec::new(), Vec::new());
    for page in pages {
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                skipped.push(error);
                continue;
            }
        };
        let name = if filled > 1 { format!("{file} · {}", page.name) } else { file.to_owned() };
        let places = PagePlaces { lines: (0..page.grid.rows()).map(|row| page.grid.line(row)).collect() };
        let unsolved =
            page.unsolved.map(|(line, column, count)| Note { line, column, kind: NoteKind::Unsolved(count) });
        let frame = Frame {
            name: &name,
            file,
            sheet: &page.name,
            shape,
            guarded: false,
            notes: unsolved.into_iter().collect(),
        };
        match sheet_of(page.grid, &places, frame) {
            Ok(sheet) => sheets.push(sheet),
            Err(error) => skipped.push(error),
        }
    }
    if sheets.is_empty() {
        return Err(worst(&skipped));
    }
    Ok(Opened { sheets, skipped })
}

/// What to tell of a workbook without any table: an empty sheet is the least of it.
fn worst(skipped: &[ReadError]) -> ReadError {
    let is_empty = |error: &ReadError| error.kind == ReadErrorKind::Empty;
    let told = skipped.iter().find(|error| !is_empty(error)).or(skipped.first());
    told.cloned().unwrap_or_else(|| ReadError::whole(ReadErrorKind::Empty))
}

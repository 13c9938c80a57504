//! Cells in rows, before anyone knows which of them are headings; and how they become a sheet.

mod heading;
mod layout;
mod merged;
mod total;

pub(super) use layout::{Frame, Places, lay_out};
pub(super) use merged::Merge;

/// Cells in rows. A cell begins in the text where the one before it ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) text: String,
    ends: Vec<u32>,
    rows: Vec<(u32, u32)>,
    lines: Vec<u32>,
    /// Cells that a workbook shows as one.
    pub(super) merges: Vec<Merge>,
}

impl Grid {
    /// Begins a row that stands on a line.
    pub(super) fn begin_row(&mut self, line: u32) {
        let at = clip(self.ends.len());
        self.rows.push((at, at));
        self.lines.push(line);
    }

    /// Adds a cell that ends here in the text.
    pub(super) fn put_end(&mut self, end: usize) {
        self.ends.push(clip(end));
    }

    /// Adds a cell.
    pub(super) fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.put_end(self.text.len());
    }

    /// Ends the row begun last.
    pub(super) fn end_row(&mut self) {
        let at = clip(self.ends.len());
        if let Some(row) = self.rows.last_mut() {
            row.1 = at;
        }
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.ends.len()
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The line of a row.
    pub(super) fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// How many cells a row has.
    pub(super) fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |(first, next)| (next - first) as usize)
    }

    /// A cell without outer space; empty beyond the end.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.raw(row, column).trim()
    }

    /// A cell; empty beyond the end.
    pub(super) fn raw(&self, row: usize, column: usize) -> &str {
        if column >= self.width(row) {
            return "";
        }
        let at = self.rows[row].0 as usize + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start as usize..self.ends[at] as usize).unwrap_or("")
    }

    /// The cells of a row, without outer space.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// How many cells of a row hold something.
    pub(super) fn filled(&self, row: usize) -> usize {
        self.row(row).filter(|cell| !cell.is_empty()).count()
    }
}

fn clip(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! Cells that a workbook shows as one: the text stands in the first of them only.

use super::Grid;

/// A region of cells shown as one, by rows of the grid and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Merge {
    pub(in super::super) top: usize,
    pub(in super::super) left: usize,
    pub(in super::super) bottom: usize,
    pub(in super::super) right: usize,
}

impl Grid {
    /// Repeats what stands in a region that spans rows below the header in each of its rows; a
    /// region that spans columns keeps its text in the first.
    pub(super) fn fill_down(self, below: usize) -> Self {
        let is_tall = |merge: &&Merge| merge.top > below && merge.bottom > merge.top;
        let tall: Vec<Merge> = self.merges.iter().filter(is_tall).copied().collect();
        if tall.is_empty() {
            return self;
        }
        // Which region gives a cell its text, by row: few regions, many rows.
        let mut givers: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.rows()];
        for merge in &tall {
            for giver in givers.iter_mut().take(merge.bottom + 1).skip(merge.top + 1) {
                giver.push((merge.left, merge.top));
            }
        }
        let mut filled = Self { merges: self.merges.clone(), ..Self::default() };
        for (row, givers) in givers.iter().enumerate() {
            filled.begin_row(self.line(row));
            let widest = givers.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
            for column in 0..self.width(row).max(widest) {
                let own = self.raw(row, column);
                let giver = givers.iter().find(|(at, _)| *at == column && own.is_empty());
                filled.put(giver.map_or(own, |(_, top)| self.raw(*top, column)));
            }
            filled.end_row();
        }
        filled
    }
}

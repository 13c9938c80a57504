//! The dated entries of a timed field side by side: each row's in order of time, rows one after
//! another. Reading a whole column at a moment goes through memory once, where the lists that entries
//! are written to would lead from place to place.

use std::borrow::Cow;

use super::bits::Bits;
use super::packed::{Cells, Packed};
use super::past::ColumnAt;
use super::versions::{Entry, Versions};
use crate::model::Instant;

/// The entries of a timed column, withdrawn ones left out. Built when the past is first read, and
/// thrown away when an entry is written.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Where each row's entries begin; one more at the end.
    start: Vec<u32>,
    effective: Vec<Instant>,
    is_value: Bits,
    cells: Cells,
}

impl Timeline {
    /// The entries of so many rows.
    pub fn new(versions: &Versions, rows: usize, mut cells: Cells) -> Self {
        let mut start = Vec::with_capacity(rows + 1);
        let mut effective = Vec::with_capacity(versions.len());
        let mut values = Vec::with_capacity(versions.len());
        for row in 0..rows {
            start.push(place(effective.len()));
            for version in versions.row(row).filter(|version| version.entry != Entry::Withdrawn) {
                effective.push(version.effective);
                values.push(version.entry == Entry::Value);
                cells.push(version.cell);
            }
        }
        start.push(place(effective.len()));
        let is_value = Bits::those(values.len(), |at| values[at]);
        Self { start, effective, is_value, cells }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.effective.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.effective.is_empty()
    }

    /// The effective instants of a row's entries, in order.
    pub fn instants(&self, row: usize) -> &[Instant] {
        self.effective.get(self.range(row)).unwrap_or_default()
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        let at = |row: usize| self.start.get(row).map_or(0, |at| *at as usize);
        at(row)..at(row + 1)
    }

    /// The entry of a row in force at an instant.
    fn at(&self, row: usize, at: Instant) -> Option<usize> {
        let range = self.range(row);
        let entries = self.effective.get(range.clone())?;
        // Few entries a row: counting them beats halving.
        let before = entries.iter().take_while(|effective| **effective <= at).count();
        before.checked_sub(1).map(|last| range.start + last)
    }

    /// The whole column at an instant, over cells of its storage.
    pub fn column<'a>(&self, at: Instant, data: &'a Packed) -> ColumnAt<'a> {
        let rows = self.start.len().saturating_sub(1);
        let mut cells = data.cells_like();
        cells.resize(rows);
        let mut since = vec![Instant::ALWAYS; rows];
        let mut present = vec![false; rows];
        for row in 0..rows {
            let Some(entry) = self.at(row, at) else { continue };
            since[row] = self.effective[entry];
            if self.is_value.get(entry) {
                cells.set(row, self.cells.get(entry));
                present[row] = true;
            }
        }
        ColumnAt {
            data,
            cells: Cow::Owned(cells),
            present: Cow::Owned(Bits::those(rows, |row| present[row])),
            since: Cow::Owned(since),
        }
    }

    /// The earliest and the latest dated instant of all.
    pub fn span(&self) -> Option<(Instant, Instant)> {
        let dated = || self.effective.iter().copied().filter(|at| *at != Instant::ALWAYS);
        Some((dated().min()?, dated().max()?))
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

//! The dated entries of a timed field side by side: each row's in order of time, rows one after
//! another. Reading a whole column at a moment goes through memory once, where the lists that entries
//! are written to would lead from place to place; from one moment to the next only what came into
//! force between them is read.

use std::sync::{Arc, Mutex, PoisonError};

use super::bits::Bits;
use super::packed::{Cells, Packed};
use super::past::{ColumnAt, Held};
use super::versions::{Entry, Versions};
use crate::model::{Instant, order};

/// The entries of a timed column, withdrawn ones left out. Built when the past is first read, and
/// thrown away when an entry is written.
#[derive(Debug)]
pub struct Timeline {
    /// Where each row's entries begin; one more at the end.
    start: Vec<u32>,
    effective: Vec<Instant>,
    is_value: Bits,
    cells: Cells,
    /// The row of each entry.
    rows: Vec<u32>,
    /// The entries of all rows by instant.
    by_time: Vec<u32>,
    /// What was read last.
    last: Mutex<Option<Then>>,
}

/// A column as it was read.
#[derive(Debug)]
struct Then {
    at: Instant,
    cells: Arc<Cells>,
    present: Arc<Bits>,
    since: Arc<[Instant]>,
}

impl Clone for Timeline {
    fn clone(&self) -> Self {
        Self {
            start: self.start.clone(),
            effective: self.effective.clone(),
            is_value: self.is_value.clone(),
            cells: self.cells.clone(),
            rows: self.rows.clone(),
            by_time: self.by_time.clone(),
            last: Mutex::default(),
        }
    }
}

impl Timeline {
    /// The entries of so many rows.
    pub fn new(versions: &Versions, rows: usize, mut cells: Cells) -> Self {
        let mut start = Vec::with_capacity(rows + 1);
        let mut effective = Vec::with_capacity(versions.len());
        let mut values = Vec::with_capacity(versions.len());
        let mut row_of = Vec::with_capacity(versions.len());
        for row in 0..rows {
            start.push(place(effective.len()));
            for version in versions.row(row).filter(|version| version.entry != Entry::Withdrawn) {
                effective.push(version.effective);
                values.push(version.entry == Entry::Value);
                cells.push(version.cell);
                row_of.push(place(row));
            }
        }
        start.push(place(effective.len()));
        let is_value = Bits::those(values.len(), |at| values[at]);
        // From the least: never less than nothing, so it fits without a sign.
        let least = effective.iter().min().map_or(0, |at| at.0);
        let since = |at: &Instant| at.0.wrapping_sub(least).cast_unsigned();
        let by_time = order::by_digits(effective.iter().map(since).zip(0..).collect());
        let by_time = by_time.into_iter().map(|(_, entry)| entry).collect();
        Self { start, effective, is_value, cells, rows: row_of, by_time, last: Mutex::default() }
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
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let then = match last.take().map(|then| self.moved(then, at)) {
            Some(Ok(then)) => then,
            _ => self.read(at, data),
        };
        let column = ColumnAt {
            data,
            cells: Held::Kept(Arc::clone(&then.cells)),
            present: Held::Kept(Arc::clone(&then.present)),
            since: Held::Kept(Arc::clone(&then.since)),
        };
        *last = Some(then);
        column
    }

    /// The whole column, row by row.
    fn read(&self, at: Instant, data: &Packed) -> Then {
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
        let present = Bits::those(rows, |row| present[row]);
        Then { at, cells: Arc::new(cells), present: Arc::new(present), since: since.into() }
    }

    /// The column of another moment with what came into force between them, or went out of force. One
    /// that is too far away is given back: reading it anew takes less.
    fn moved(&self, mut then: Then, at: Instant) -> Result<Then, Then> {
        /// One entry in so many may lie between.
        const PART: usize = 4;
        let until = |at: Instant| self.by_time.partition_point(|entry| self.effective[*entry as usize] <= at);
        let (from, to) = (until(then.at), until(at));
        if from.abs_diff(to) > self.by_time.len() / PART {
            return Err(then);
        }
        let (cells, present) = (Arc::make_mut(&mut then.cells), Arc::make_mut(&mut then.present));
        let since = Arc::make_mut(&mut then.since);
        let mut show = |row: usize, entry: Option<usize>| {
            since[row] = entry.map_or(Instant::ALWAYS, |entry| self.effective[entry]);
            let value = entry.filter(|entry| self.is_value.get(*entry));
            present.set(row, value.is_some());
            if let Some(entry) = value {
                cells.set(row, self.cells.get(entry));
            }
        };
        for entry in self.by_time.get(from..to).unwrap_or_default() {
            let entry = *entry as usize;
            show(self.rows[entry] as usize, Some(entry));
        }
        for entry in self.by_time.get(to..from).unwrap_or_default().iter().rev() {
            let (entry, row) = (*entry as usize, self.rows[*entry as usize] as usize);
            show(row, entry.checked_sub(1).filter(|before| *before >= self.range(row).start));
        }
        then.at = at;
        Ok(then)
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

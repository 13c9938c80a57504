//! The dated entries of a timed field: per row a list in order of the effective instant.

use serde::{Deserialize, Serialize};

use super::packed::{Cell, Cells, lengthen, room};
use super::stamp::{StampNo, Stamps, UNWRITTEN};
use crate::model::Instant;

/// What a dated entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// From then on, this value.
    Value,
    /// From then on, empty.
    Empty,
    /// Withdrawn: as if it had never been.
    Withdrawn,
}

const END: u32 = u32::MAX;

/// The entries of one timed column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Versions {
    head: Vec<u32>,
    next: Vec<u32>,
    effective: Vec<Instant>,
    stamp: Vec<StampNo>,
    entry: Vec<Entry>,
    cells: Cells,
}

/// One entry, read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Version {
    /// From when it holds.
    pub effective: Instant,
    /// What it says.
    pub entry: Entry,
    /// Its cell in the column's pool, where it is a value.
    pub cell: Cell,
    /// Who wrote it last.
    pub stamp: StampNo,
}

impl Versions {
    /// No entries, over cells of the column's storage.
    pub fn new(cells: Cells) -> Self {
        Self { head: Vec::new(), next: Vec::new(), effective: Vec::new(), stamp: Vec::new(), entry: Vec::new(), cells }
    }

    /// How many entries there are, withdrawn ones included.
    pub fn len(&self) -> usize {
        self.effective.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for entries to come.
    pub(super) fn reserve(&mut self, entries: usize) {
        room(&mut self.next, entries);
        room(&mut self.effective, entries);
        room(&mut self.stamp, entries);
        room(&mut self.entry, entries);
        self.cells.reserve(entries);
    }

    /// Makes room for rows to come.
    pub(super) fn fit(&mut self, rows: usize) {
        if rows > self.head.len() {
            lengthen(&mut self.head, rows, END);
        }
    }

    /// Writes an entry unless a later stamp already stands at the same instant.
    /// Returns whether it was written.
    pub fn write(&mut self, row: usize, version: Version, stamps: &Stamps) -> bool {
        self.fit(row + 1);
        let (mut before, mut at) = (END, self.head[row]);
        while at != END && self.effective[at as usize] < version.effective {
            (before, at) = (at, self.next[at as usize]);
        }
        if at != END && self.effective[at as usize] == version.effective {
            let at = at as usize;
            if !stamps.wins(version.stamp, self.stamp[at]) {
                return false;
            }
            self.stamp[at] = version.stamp;
            self.entry[at] = version.entry;
            self.cells.set(at, version.cell);
            return true;
        }
        let new = u32::try_from(self.len()).unwrap_or(END - 1);
        self.effective.push(version.effective);
        self.stamp.push(version.stamp);
        self.entry.push(version.entry);
        self.cells.push(version.cell);
        self.next.push(at);
        if before == END {
            self.head[row] = new;
        } else {
            self.next[before as usize] = new;
        }
        true
    }

    /// Takes every entry of a row away (before a merged row is built anew).
    pub fn clear(&mut self, row: usize) {
        if let Some(head) = self.head.get_mut(row) {
            *head = END;
        }
    }

    /// The entries of a row by effective instant, withdrawn ones included.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Version> + '_ {
        let mut at = self.head.get(row).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            let now = at as usize;
            (at != END).then(|| {
                at = self.next[now];
                self.read(now)
            })
        })
    }

    fn read(&self, at: usize) -> Version {
        let (effective, entry, stamp) = (self.effective[at], self.entry[at], self.stamp[at]);
        Version { effective, entry, cell: self.cells.get(at), stamp }
    }

    /// The entry of a row exactly at an instant.
    pub fn exactly(&self, row: usize, effective: Instant) -> Option<Version> {
        self.row(row).find(|version| version.effective == effective)
    }

    /// Who wrote the entry of a row exactly at an instant; [`UNWRITTEN`] where there is none.
    pub fn stamp(&self, row: usize, effective: Instant) -> StampNo {
        self.exactly(row, effective).map_or(UNWRITTEN, |version| version.stamp)
    }

    /// The entry of a row in force at an instant.
    pub fn at(&self, row: usize, at: Instant) -> Option<Version> {
        self.around(row, at).0
    }

    /// The entry of a row in force at an instant, and the first effective instant after it, withdrawn or not.
    /// Asked for each row of a book that is read: only the entry that is in force is looked at whole.
    pub fn around(&self, row: usize, at: Instant) -> (Option<Version>, Option<Instant>) {
        let (mut current, mut next) = (END, self.head.get(row).copied().unwrap_or(END));
        while next != END && self.effective[next as usize] <= at {
            if self.entry[next as usize] != Entry::Withdrawn {
                current = next;
            }
            next = self.next[next as usize];
        }
        let current = (current != END).then(|| self.read(current as usize));
        (current, (next != END).then(|| self.effective[next as usize]))
    }
}

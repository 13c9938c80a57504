//! Applying a batch: the same function for a local act, an import, a pull, a replay and an undo.

use super::batch::{Batch, TableOps};
use super::stamp::StampNo;
use super::table::Table;
use super::work::{Upcoming, Work, Written};
use super::{Book, fields};
use crate::model::Instant;
use crate::model::time::DAY_MS;

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It changed the book.
    Done,
    /// It had been applied before.
    Known,
    /// Its clock is more than a day ahead of ours: it waits until ours has come near.
    Parked,
}

impl Book {
    /// Applies a batch.
    pub fn apply(&mut self, batch: &Batch) -> Applied {
        if !self.may_bring(batch) {
            return Applied::Known;
        }
        if batch.head.clock.time().0 > self.now.0.saturating_add(DAY_MS) {
            // Another part of it is another batch.
            let absent = |batch: &Batch| -> Vec<u32> {
                batch.body.tables.iter().flat_map(|ops| &ops.absent).map(|(place, _)| *place).collect()
            };
            let same = |parked: &Batch| parked.head.id == batch.head.id && absent(parked) == absent(batch);
            if !self.parked.iter().any(same) {
                self.parked.push(batch.clone());
            }
            return Applied::Parked;
        }
        self.admit(batch)
    }

    /// Applies a batch however far its clock is ahead: one that this very device wrote, whose clock
    /// once ran ahead and never goes back.
    pub fn admit(&mut self, batch: &Batch) -> Applied {
        if !self.may_bring(batch) {
            return Applied::Known;
        }
        let was_known = !self.seen.insert(batch.head.id);
        let stamp = self.stamps.number(batch.head.stamp());
        let known = self.tables.len();
        for ops in &batch.body.tables {
            let table = self.table_or_new(ops);
            self.apply_table(table, ops, stamp);
        }
        if self.tables.len() > known || batch.body.tables.iter().any(|ops| fields::defines(&ops.collection)) {
            self.define_fields();
        }
        self.note_part(batch, was_known);
        if !was_known {
            self.history.push(batch.head.clone());
        }
        self.version += 1;
        Applied::Done
    }

    /// Moves the present moment on: dated entries come into force, parked batches may be let in.
    pub fn advance(&mut self, now: Instant) {
        if now <= self.now {
            return;
        }
        self.now = now;
        if self.upcoming.iter().any(|(at, _)| *at <= now) {
            let (due, later) = std::mem::take(&mut self.upcoming).into_iter().partition(|(at, _)| *at <= now);
            self.upcoming = later;
            let due: Vec<(Instant, (usize, usize, usize))> = due;
            for (_, (table, field, row)) in due {
                self.refresh(table, field, row);
                self.version += 1;
            }
        }
        for batch in std::mem::take(&mut self.parked) {
            self.apply(&batch);
        }
    }

    fn refresh(&mut self, table: usize, field: usize, row: usize) {
        let next = self.tables[table].column_mut(field).and_then(|column| column.refresh(row, self.now));
        self.expect_change(table, field, row, next);
    }

    pub(super) fn expect_change(&mut self, table: usize, field: usize, row: usize, at: Option<Instant>) {
        if let Some(at) = at {
            self.upcoming.push((at, (table, field, row)));
        }
    }

    fn table_or_new(&mut self, ops: &TableOps) -> usize {
        self.tables.iter().position(|table| *table.key() == ops.collection).unwrap_or_else(|| {
            self.tables.push(Table::unknown(ops.collection.clone()));
            self.tables.len() - 1
        })
    }

    fn apply_table(&mut self, at: usize, ops: &TableOps, stamp: StampNo) {
        let (mut work, mut upcoming) = (Work::new(), Upcoming::new());
        let with = Written { stamp, stamps: &self.stamps, now: self.now };
        while !work.step(&mut self.tables[at], ops, with, &mut upcoming, usize::MAX) {}
        self.upcoming.extend(upcoming.into_iter().map(|(next, (field, row))| (next, (at, field, row))));
        if work.merges() {
            self.rebuild_joins(at);
        }
    }
}

//! Applying a batch: the same function for a local act, an import, a pull, a replay and an undo.

use super::batch::{Act, Batch, FieldOps, TableOps};
use super::packed::Cell;
use super::stamp::{StampNo, UNWRITTEN};
use super::table::Table;
use super::versions::{Entry, Version};
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
        if self.seen.contains(&batch.head.id) {
            return Applied::Known;
        }
        if batch.head.clock.time().0 > self.now.0.saturating_add(DAY_MS) {
            if !self.parked.iter().any(|parked| parked.head.id == batch.head.id) {
                self.parked.push(batch.clone());
            }
            return Applied::Parked;
        }
        self.admit(batch)
    }

    /// Applies a batch however far its clock is ahead: one that this very device wrote, whose clock
    /// once ran ahead and never goes back.
    pub fn admit(&mut self, batch: &Batch) -> Applied {
        if !self.seen.insert(batch.head.id) {
            return Applied::Known;
        }
        let stamp = self.stamps.number(batch.head.stamp());
        let known = self.tables.len();
        for ops in &batch.body.tables {
            let table = self.table_or_new(ops);
            self.apply_table(table, ops, stamp);
        }
        if self.tables.len() > known || batch.body.tables.iter().any(|ops| fields::defines(&ops.collection)) {
            self.define_fields();
        }
        self.history.push(batch.head.clone());
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
        let table = &mut self.tables[at];
        let rows: Vec<usize> = ops.ids.iter().map(|id| table.row_or_new(*id)).collect();
        table.fit();
        // A row that stands for others shows a merge; what is written to it alone is kept behind.
        let own: Vec<usize> = rows.iter().map(|row| table.own_of(*row)).collect();
        let merges = !ops.joins.is_empty() || own != rows || ops.ids.iter().any(|id| table.resolve(*id) != *id);
        for place in &ops.creates {
            let Some(&row) = own.get(*place as usize) else { continue };
            let created = table.states[row].created;
            if created == UNWRITTEN || !self.stamps.wins(stamp, created) {
                table.states[row].created = stamp;
            }
        }
        for field in &ops.fields {
            self.apply_field(at, field, &own, stamp);
        }
        let (table, stamps) = (&mut self.tables[at], &self.stamps);
        for (place, on) in &ops.archives {
            if let Some(&row) = own.get(*place as usize) {
                table.states[row].archived.write(*on, stamp, stamps);
            }
        }
        for (place, on) in &ops.retracts {
            if let Some(&row) = own.get(*place as usize) {
                table.states[row].retracted.write(*on, stamp, stamps);
            }
        }
        for (place, other, on) in &ops.joins {
            if let Some(&id) = ops.ids.get(*place as usize) {
                table.write_join(id, *other, *on, stamp, stamps);
            }
        }
        if merges {
            self.rebuild_joins(at);
        } else {
            for &row in &own {
                table.refresh_live(row);
            }
        }
    }

    fn apply_field(&mut self, at: usize, ops: &FieldOps, own: &[usize], stamp: StampNo) {
        let table = &mut self.tables[at];
        let Some(field) = table.column_for(&ops.key, ops.to.storage(), ops.act != Act::Set) else { return };
        let Some(column) = table.column_mut(field) else { return };
        let (stamps, now) = (&self.stamps, self.now);
        let translator = column.data_mut().translator(&ops.to);
        let mut changes = Vec::new();
        for (position, place) in ops.records.iter().enumerate() {
            let Some(&row) = own.get(*place as usize) else { continue };
            let cell = translator.cell(column.data_mut(), position);
            let effective = ops.effective_at(position);
            if ops.act == Act::Set {
                column.write(row, cell, stamp, stamps);
                continue;
            }
            let entry = match (ops.act, cell) {
                (Act::Withdraw, _) => Entry::Withdrawn,
                (_, Some(_)) => Entry::Value,
                (_, None) => Entry::Empty,
            };
            let version = Version { effective, entry, cell: cell.unwrap_or(Cell(0, 0)), stamp };
            if let Some(next) = column.write_dated(row, version, stamps, now) {
                changes.push((row, next));
            }
        }
        for (row, next) in changes {
            self.expect_change(at, field, row, Some(next));
        }
    }
}

//! What a batch does to one table, in as many steps as there is time for.

use std::ops::Range;

use super::batch::{Act, FieldOps, TableOps};
use super::headroom::headroom;
use super::packed::{Cell, Translator};
use super::stamp::{StampNo, Stamps, UNWRITTEN};
use super::table::Table;
use super::versions::{Entry, Version};
use crate::model::{Id, Instant};

/// What all operations of a batch have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    /// By whom and when.
    pub(super) stamp: StampNo,
    /// The stamps of the book.
    pub(super) stamps: &'a Stamps,
    /// The present moment.
    pub(super) now: Instant,
}

/// When which field of which row changes by itself.
pub(super) type Upcoming = Vec<(Instant, (usize, usize))>;

/// Which step comes next.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Rows,
    Creates,
    Field { field: usize, from: usize },
    Switches,
    Live { from: usize },
    Done,
}

/// How far it has come.
#[derive(Debug)]
pub(super) struct Work {
    phase: Phase,
    rows: Vec<usize>,
    /// The rows that keep what is written to each id alone.
    own: Vec<usize>,
    merges: bool,
    /// How the codes of the field under way read in its column.
    codes: Option<Vec<u32>>,
}

impl Work {
    /// Nothing done yet.
    pub(super) fn new() -> Self {
        Self { phase: Phase::Rows, rows: Vec::new(), own: Vec::new(), merges: false, codes: None }
    }

    /// The rows found so far, in the order of the ids.
    pub(super) fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Whether records are joined, so that the merged rows are still to be built anew.
    pub(super) fn merges(&self) -> bool {
        self.merges
    }

    /// Does one step of at most so many operations; whether all is done.
    pub(super) fn step(
        &mut self,
        table: &mut Table,
        ops: &TableOps,
        with: Written<'_>,
        upcoming: &mut Upcoming,
        most: usize,
    ) -> bool {
        self.phase = match self.phase {
            Phase::Rows => self.find_rows(table, ops, most),
            Phase::Creates => {
                self.create(table, ops, with);
                Phase::Field { field: 0, from: 0 }
            }
            Phase::Field { field, from } => match ops.fields.get(field) {
                None => Phase::Switches,
                Some(of) => {
                    let until = of.records.len().min(from.saturating_add(most));
                    self.write(table, of, from..until, with, upcoming);
                    if until < of.records.len() {
                        Phase::Field { field, from: until }
                    } else {
                        self.codes = None;
                        Phase::Field { field: field + 1, from: 0 }
                    }
                }
            },
            Phase::Switches => {
                self.switch(table, ops, with);
                if self.merges { Phase::Done } else { Phase::Live { from: 0 } }
            }
            Phase::Live { from } => {
                let until = self.own.len().min(from.saturating_add(most));
                for row in &self.own[from..until] {
                    table.refresh_live(*row);
                }
                if until < self.own.len() { Phase::Live { from: until } } else { Phase::Done }
            }
            Phase::Done => Phase::Done,
        };
        matches!(self.phase, Phase::Done)
    }

    fn find_rows(&mut self, table: &mut Table, ops: &TableOps, most: usize) -> Phase {
        let from = self.rows.len();
        let until = ops.ids.len().min(from.saturating_add(most));
        let row = |id: &Id| {
            headroom();
            table.row_or_new(*id)
        };
        self.rows.extend(ops.ids[from..until].iter().map(row));
        if until < ops.ids.len() {
            return Phase::Rows;
        }
        table.fit();
        // A row that stands for others shows a merge; what is written to it alone is kept behind.
        self.own = self.rows.iter().map(|row| table.own_of(*row)).collect();
        self.merges =
            !ops.joins.is_empty() || self.own != self.rows || ops.ids.iter().any(|id| table.resolve(*id) != *id);
        Phase::Creates
    }

    fn create(&self, table: &mut Table, ops: &TableOps, with: Written<'_>) {
        for place in &ops.creates {
            let Some(&row) = self.own.get(*place as usize) else { continue };
            let created = table.states.get(row).created;
            if created == UNWRITTEN || !with.stamps.wins(with.stamp, created) {
                table.states.create(row, with.stamp);
            }
        }
    }

    fn write(
        &mut self,
        table: &mut Table,
        ops: &FieldOps,
        positions: Range<usize>,
        with: Written<'_>,
        upcoming: &mut Upcoming,
    ) {
        let Some(field) = table.column_for(&ops.key, ops.to.storage(), ops.act != Act::Set) else { return };
        let Some(column) = table.column_mut(field) else { return };
        let translator = match self.codes.take() {
            Some(codes) => Translator::again(column.data(), &ops.to, codes),
            None => column.data_mut().translator(&ops.to),
        };
        for position in positions {
            headroom();
            let row = ops.records.get(position).and_then(|place| self.own.get(*place as usize));
            let Some(&row) = row else { continue };
            let cell = translator.cell(column.data_mut(), position);
            if column.versions().is_none() {
                column.write(row, cell, with.stamp, with.stamps);
                continue;
            }
            let entry = match (ops.act, cell) {
                (Act::Withdraw, _) => Entry::Withdrawn,
                (_, Some(_)) => Entry::Value,
                (_, None) => Entry::Empty,
            };
            let effective = ops.effective_at(position);
            let version = Version { effective, entry, cell: cell.unwrap_or(Cell(0, 0)), stamp: with.stamp };
            if let Some(next) = column.write_dated(row, version, with.stamps, with.now) {
                upcoming.push((next, (field, row)));
            }
        }
        self.codes = Some(translator.into_codes());
    }

    fn switch(&self, table: &mut Table, ops: &TableOps, with: Written<'_>) {
        for (place, on) in &ops.archives {
            if let Some(&row) = self.own.get(*place as usize) {
                table.states.archived(row).write(*on, with.stamp, with.stamps);
            }
        }
        for (place, on) in &ops.retracts {
            if let Some(&row) = self.own.get(*place as usize) {
                table.states.retracted(row).write(*on, with.stamp, with.stamps);
            }
        }
        for (place, other, on) in &ops.joins {
            if let Some(&id) = ops.ids.get(*place as usize) {
                table.write_join(id, *other, *on, with.stamp, with.stamps);
            }
        }
    }
}

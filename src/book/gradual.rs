//! A large batch let into a book in slices: on copies of the tables that it touches, so that the
//! book shows nothing of it until all of it is there.

use super::apply::Applied;
use super::batch::Batch;
use super::checkpoint::CHUNK;
use super::stamp::{StampNo, Stamps};
use super::table::Table;
use super::work::{Upcoming, Work, Written};
use super::{Book, fields};
use crate::model::{Instant, Key};

/// A batch on its way into a book.
#[derive(Debug)]
pub struct Gradual {
    /// The book's version when it began.
    version: u64,
    stamp: StampNo,
    stamps: Stamps,
    now: Instant,
    /// Copies of the tables touched so far, with their places in the book.
    tables: Vec<(usize, Table)>,
    /// Whether the last of them still lacks columns.
    copying: bool,
    upcoming: Vec<(Instant, (usize, usize, usize))>,
    /// The chunks of rows that it touches: table, number.
    chunks: Vec<(Key, usize)>,
    at: usize,
    work: Work,
}

impl Book {
    /// Begins to let a batch in, beside what the book shows. `None` where it has to be let in at
    /// once: it is known, or concerns joined records, collections that are not there, or fields.
    pub fn begin(&self, batch: &Batch) -> Option<Gradual> {
        let plain = |table: &Table| table.joins.is_empty() && table.shadows.is_empty();
        let ready = batch.body.tables.iter().all(|ops| {
            ops.joins.is_empty() && !fields::defines(&ops.collection) && self.table(&ops.collection).is_some_and(plain)
        });
        if !ready || self.seen.contains(&batch.head.id) {
            return None;
        }
        let mut stamps = self.stamps.clone();
        Some(Gradual {
            version: self.version,
            stamp: stamps.number(batch.head.stamp()),
            stamps,
            now: self.now,
            tables: Vec::new(),
            copying: false,
            upcoming: Vec::new(),
            chunks: Vec::new(),
            at: 0,
            work: Work::new(),
        })
    }

    /// Shows a batch that has been let in, and tells which chunks of rows it touched. One that the
    /// book has outrun meanwhile is let in at once; then nothing is told.
    pub fn publish(&mut self, batch: &Batch, made: Gradual) -> Option<Vec<(Key, usize)>> {
        if made.version != self.version || made.at < batch.body.tables.len() || !self.seen.insert(batch.head.id) {
            return (self.admit(batch) == Applied::Known).then(Vec::new);
        }
        self.stamps = made.stamps;
        for (at, table) in made.tables {
            self.tables[at] = table;
        }
        self.upcoming.extend(made.upcoming);
        self.history.push(batch.head.clone());
        self.version += 1;
        Some(made.chunks)
    }
}

impl Gradual {
    /// Does a step of at most so many operations; whether all is done.
    pub fn step(&mut self, book: &Book, batch: &Batch, most: usize) -> bool {
        let Some(ops) = batch.body.tables.get(self.at) else { return true };
        let Some(place) = book.tables.iter().position(|table| *table.key() == ops.collection) else {
            // It was there when this began, and tables never leave.
            self.at += 1;
            return false;
        };
        let Some((_, table)) = self.tables.iter_mut().find(|(at, _)| *at == place) else {
            self.tables.push((place, book.tables[place].copy_rows()));
            self.copying = true;
            return false;
        };
        if self.copying {
            self.copying = table.copy_column(&book.tables[place]);
            return false;
        }
        let with = Written { stamp: self.stamp, stamps: &self.stamps, now: self.now };
        let (mut upcoming, known) = (Upcoming::new(), self.work.rows().len());
        let done = self.work.step(table, ops, with, &mut upcoming, most);
        self.upcoming.extend(upcoming.into_iter().map(|(at, (field, row))| (at, (place, field, row))));
        let mut last = None;
        for row in &self.work.rows()[known..] {
            let chunk = row / CHUNK;
            if last != Some(chunk) {
                last = Some(chunk);
                let touched = (ops.collection.clone(), chunk);
                if !self.chunks.contains(&touched) {
                    self.chunks.push(touched);
                }
            }
        }
        if done {
            self.at += 1;
            self.work = Work::new();
        }
        false
    }
}

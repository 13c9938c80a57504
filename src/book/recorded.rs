//! The book as it was recorded: what it showed at any past moment, whatever came to be known later.
//!
//! The journal is read once, in the order in which it was written, and each change of a cell is kept
//! with the one before it. From then on the book moves between moments by what changed between them.

use std::collections::HashSet;

use super::batch::{Batch, TableOps};
use super::bits::Bits;
use super::packed::Cell;
use super::{Book, Table};
use crate::model::{Id, Instant};

/// What a place showed from a moment on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shown {
    /// The cell; nothing where empty.
    cell: Option<Cell>,
    /// From when it holds.
    since: Instant,
}

impl Shown {
    const NOTHING: Self = Self { cell: None, since: Instant::ALWAYS };
}

/// A place in the book.
#[derive(Clone, Copy, Debug)]
struct Place {
    table: u16,
    column: u16,
    row: u32,
}

/// In the place of a column: whether the row is live, and whether archived.
const STATE: u16 = u16::MAX;
/// In the place of a column: the row that stands for a joined one.
const STANDS: u16 = u16::MAX - 1;
const NONE: u32 = u32::MAX;

/// Every change of a cell, in the order of time.
#[derive(Debug, Default)]
struct Log {
    time: Vec<Instant>,
    place: Vec<Place>,
    cell: Vec<Cell>,
    present: Bits,
    since: Vec<Instant>,
    /// The change of the same place before it.
    previous: Vec<u32>,
}

impl Log {
    fn shown(&self, at: u32) -> Shown {
        let at = at as usize;
        match self.cell.get(at) {
            Some(cell) => Shown { cell: self.present.get(at).then_some(*cell), since: self.since[at] },
            None => Shown::NOTHING,
        }
    }
}

/// A book that shows what was recorded by a moment.
#[derive(Debug)]
pub struct Recorded {
    book: Book,
    log: Log,
    /// By table and column, the last change of each row. Used while the journal is read.
    last: Vec<Vec<Vec<u32>>>,
    /// How many changes are in force.
    cursor: usize,
}

impl Default for Recorded {
    fn default() -> Self {
        // Before any instant, so that everything is dated.
        Self { book: Book::new(Instant(i64::MIN + 1)), log: Log::default(), last: Vec::new(), cursor: 0 }
    }
}

impl Recorded {
    /// Takes in a batch. Batches come in the order of the times of their heads.
    pub fn add(&mut self, batch: &Batch) {
        self.advance(batch.head.time);
        let before: Vec<(usize, HashSet<Id>)> = batch
            .body
            .tables
            .iter()
            .filter_map(|ops| {
                let at = self.book.tables.iter().position(|table| *table.key() == ops.collection)?;
                let table = &self.book.tables[at];
                Some((at, if builds_anew(table, ops) { joined(table).collect() } else { HashSet::new() }))
            })
            .collect();
        self.book.admit(batch);
        for ops in &batch.body.tables {
            let Some(at) = self.book.tables.iter().position(|table| *table.key() == ops.collection) else { continue };
            let joined = before.iter().find(|(table, _)| *table == at).map(|(_, ids)| ids);
            self.note_batch(at, ops, joined);
        }
    }

    /// Brings what takes effect by itself into the log, up to a moment.
    pub fn advance(&mut self, now: Instant) {
        self.go_to_end();
        // One moment after the other: what takes effect may bring what takes effect next in the same place.
        let next =
            |book: &Book| book.upcoming.iter().map(|(at, _)| *at).filter(|at| *at > book.now && *at <= now).min();
        while let Some(at) = next(&self.book) {
            let due: Vec<_> = self.book.upcoming.iter().filter(|(of, _)| *of == at).map(|(_, place)| *place).collect();
            self.book.advance(at);
            for (table, column, row) in due {
                self.note_cell(at, table, column, row);
            }
        }
        self.book.advance(now);
    }

    /// The end of the journal was reached: what only reading needs is let go.
    pub fn finish(&mut self) {
        self.last = Vec::new();
        for values in [&mut self.log.time, &mut self.log.since] {
            values.shrink_to_fit();
        }
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.log.time.len()
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.log.time.is_empty()
    }

    /// The book as it was at the moment gone to.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// When the first thing was recorded.
    pub fn first(&self) -> Option<Instant> {
        self.log.time.first().copied()
    }

    /// Makes the book show what was recorded by a moment, and in force at it.
    pub fn go(&mut self, at: Instant) {
        let until = self.log.time.partition_point(|time| *time <= at);
        while self.cursor < until {
            let change = u32::try_from(self.cursor).unwrap_or(NONE);
            self.show(self.cursor, self.log.shown(change));
            self.cursor += 1;
        }
        while self.cursor > until {
            self.cursor -= 1;
            self.show(self.cursor, self.log.shown(self.log.previous[self.cursor]));
        }
        self.book.now = at;
        self.book.version += 1;
    }

    fn go_to_end(&mut self) {
        if self.cursor < self.log.time.len() {
            let now = self.book.now.max(self.log.time.last().copied().unwrap_or(self.book.now));
            self.go(now);
        }
    }

    fn show(&mut self, change: usize, shown: Shown) {
        let Place { table, column, row } = self.log.place[change];
        let Some(table) = self.book.tables.get_mut(usize::from(table)) else { return };
        let row = row as usize;
        match column {
            STATE => table.show_state(row, shown.cell.is_some(), shown.cell.is_some_and(|cell| cell.0 != 0)),
            STANDS => {
                let stands = shown.cell.and_then(|cell| usize::try_from(cell.0).ok()).and_then(|row| table.id(row));
                if let Some(id) = table.id(row) {
                    match stands {
                        Some(stands) => drop(table.stands_for.insert(id, stands)),
                        None => drop(table.stands_for.remove(&id)),
                    }
                }
            }
            column => {
                if let Some(column) = table.column_mut(usize::from(column)) {
                    column.show(row, shown.cell, shown.since);
                }
            }
        }
    }

    fn note_batch(&mut self, at: usize, ops: &TableOps, before: Option<&HashSet<Id>>) {
        let (time, table) = (self.book.now, &self.book.tables[at]);
        let mut rows: Vec<usize> =
            ops.ids.iter().flat_map(|id| [table.own_row(*id), table.row(*id)]).flatten().collect();
        let merges = builds_anew(table, ops) || before.is_some_and(|ids| !ids.is_empty());
        if merges {
            let ids = joined(table).chain(before.into_iter().flatten().copied());
            rows.extend(ids.filter_map(|id| table.own_row(id)));
        }
        crate::model::order::sort(&mut rows);
        rows.dedup();
        let written = |column: &super::column::Column| ops.fields.iter().any(|field| field.key == column.field().key);
        // A new record may hold what came before its create, and a merged one anything.
        let all = merges || !ops.creates.is_empty();
        let columns: Vec<usize> =
            (0..table.columns().len()).filter(|at| all || table.column(*at).is_some_and(written)).collect();
        for row in rows {
            let table = &self.book.tables[at];
            let archived = Cell(i64::from(table.state(row).archived.on), 0);
            let state = Shown { cell: table.is_live(row).then_some(archived), since: Instant::ALWAYS };
            let stands = stands(table, row);
            self.note(time, at, STATE, row, state);
            self.note(time, at, STANDS, row, stands);
            for column in &columns {
                self.note_cell(time, at, *column, row);
            }
        }
    }

    fn note_cell(&mut self, time: Instant, table: usize, column: usize, row: usize) {
        let Some(of) = self.book.tables.get(table).and_then(|table| table.column(column)) else { return };
        let since = of.since().get(row).copied().unwrap_or(Instant::ALWAYS);
        let shown = Shown { cell: of.data().cell(row), since };
        if let Ok(column) = u16::try_from(column) {
            self.note(time, table, column, row, shown);
        }
    }

    fn note(&mut self, time: Instant, table: usize, column: u16, row: usize, shown: Shown) {
        // States and joins stand behind the columns, of which there are far fewer.
        let slot = match column {
            STATE => 0,
            STANDS => 1,
            column => usize::from(column) + 2,
        };
        if self.last.len() <= table {
            self.last.resize_with(table + 1, Vec::new);
        }
        let columns = &mut self.last[table];
        if columns.len() <= slot {
            columns.resize_with(slot + 1, Vec::new);
        }
        let rows = &mut columns[slot];
        let before = rows.get(row).copied().unwrap_or(NONE);
        if self.log.shown(before) == shown {
            return;
        }
        if rows.len() <= row {
            rows.resize(row + 1, NONE);
        }
        rows[row] = u32::try_from(self.log.time.len()).unwrap_or(NONE);
        let (Ok(table), Ok(row)) = (u16::try_from(table), u32::try_from(row)) else { return };
        self.log.time.push(time);
        self.log.place.push(Place { table, column, row });
        self.log.cell.push(shown.cell.unwrap_or(Cell(0, 0)));
        self.log.present.push(shown.cell.is_some());
        self.log.since.push(shown.since);
        self.log.previous.push(before);
        self.cursor = self.log.time.len();
    }
}

/// Whether operations touch a joined record, so that what is joined shows something else after them.
fn builds_anew(table: &Table, ops: &TableOps) -> bool {
    let is_joined =
        |id: &Id| table.resolve(*id) != *id || table.own_row(*id).is_some_and(|row| table.own_of(row) != row);
    !ops.joins.is_empty() || ops.ids.iter().any(is_joined)
}

/// The ids that are joined, and those that stand for them.
fn joined(table: &Table) -> impl Iterator<Item = Id> + '_ {
    table.stands_for.iter().flat_map(|(id, to)| [*id, *to])
}

/// The row that stands for a row of a joined id.
fn stands(table: &Table, row: usize) -> Shown {
    let to = table.id(row).and_then(|id| table.stands_for.get(&id)).and_then(|id| table.own_row(*id));
    let cell = to.and_then(|row| i64::try_from(row).ok()).map(|row| Cell(row, 0));
    Shown { cell, since: Instant::ALWAYS }
}

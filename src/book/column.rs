//! One field of a table: the present value of every row, who wrote it, and its dated entries.

use std::sync::OnceLock;

use super::packed::{Cell, Packed, lengthen, typed};
use super::past::Moment;
use super::stamp::{StampNo, Stamps, UNWRITTEN};
use super::timeline::Timeline;
use super::versions::{Entry, Version, Versions};
use crate::model::field::{Custom, Options};
use crate::model::{Field, Instant, Key, Kind, Storage, Timed, Value};

/// A column of a table. Most fields of a record stay empty: a column takes no room for its rows before
/// something is written to one of them.
#[derive(Clone, Debug)]
pub struct Column {
    field: Field,
    /// Rows of the table.
    rows: usize,
    data: Packed,
    clocks: Vec<StampNo>,
    since: Vec<Instant>,
    versions: Option<Versions>,
    /// The entries side by side, since the past was read after the last was written.
    timeline: OnceLock<Timeline>,
}

impl Column {
    /// An empty column of a field; `None` for lines, which store nothing in their parent.
    pub fn new(field: Field) -> Option<Self> {
        let data = Packed::new(field.kind.storage()?);
        let versions = field.is_timed().then(|| Versions::new(data.cells_like()));
        let (clocks, since) = (Vec::new(), Vec::new());
        Some(Self { field, rows: 0, data, clocks, since, versions, timeline: OnceLock::new() })
    }

    /// A column for a field that this build does not know: carried along as it came.
    pub fn unknown(key: Key, storage: Storage, timed: bool) -> Option<Self> {
        let kind = match storage {
            Storage::Heap | Storage::Code => Kind::Text,
            Storage::Reference => Kind::Reference(Key::Borrowed("")),
            Storage::Integer => Kind::Duration,
            Storage::Float => Kind::Number,
            Storage::Day => Kind::Date,
            Storage::Money => Kind::Money,
            Storage::Blob => Kind::Tags,
        };
        let mut field = Field::new("", kind, Options::PLAIN);
        field.key = key;
        field.timed = if timed { Timed::Always } else { Timed::No };
        field.custom = Some(Box::new(Custom::UNDEFINED));
        let mut column = Self::new(field)?;
        column.data = Packed::new(storage);
        if timed {
            column.versions = Some(Versions::new(column.data.cells_like()));
        }
        Some(column)
    }

    /// Its field.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// Whether it keeps what is written to a field of this key in this manner: each manner has a column
    /// of its own, so that what arrives before the definition of its field, or against it, is kept.
    pub(super) fn keeps(&self, key: &str, storage: Storage, timed: bool) -> bool {
        self.field.key == key && self.data.storage() == storage && self.versions.is_some() == timed
    }

    /// Whether it also keeps undated values of this key: a declared field that is dated now and was not
    /// when they were written. They hold since always.
    pub(super) fn keeps_undated(&self, key: &str, storage: Storage) -> bool {
        self.field.custom.is_none() && self.keeps(key, storage, true)
    }

    /// Gives it another field of the same key, storage and dating.
    pub(super) fn define(&mut self, field: Field) {
        self.field = field;
    }

    /// The present values.
    pub fn data(&self) -> &Packed {
        &self.data
    }

    /// The present values, for a writer that encodes into their pool.
    pub(super) fn data_mut(&mut self) -> &mut Packed {
        &mut self.data
    }

    /// The dated entries, where the field is timed.
    pub fn versions(&self) -> Option<&Versions> {
        self.versions.as_ref()
    }

    /// The dated entries side by side, for reading the past of all rows.
    pub fn timeline(&self) -> Option<&Timeline> {
        let versions = self.versions.as_ref()?;
        Some(self.timeline.get_or_init(|| Timeline::new(versions, self.data.len(), self.data.cells_like())))
    }

    /// The effective instant of the entry in force in each row (timed fields only); none at all before
    /// something was written.
    pub fn since(&self) -> &[Instant] {
        &self.since
    }

    /// Who wrote the present value of a row that is not timed.
    pub fn clock(&self, row: usize) -> StampNo {
        self.clocks.get(row).copied().unwrap_or(UNWRITTEN)
    }

    /// The present value of a row.
    pub fn value(&self, row: usize) -> Option<Value> {
        self.data.get(row).map(|value| typed(value, &self.field.kind))
    }

    /// The value that a cell stands for.
    pub fn decode(&self, cell: Cell) -> Option<Value> {
        self.data.decode(cell).map(|value| typed(value, &self.field.kind))
    }

    /// Makes room for rows.
    pub(super) fn resize(&mut self, rows: usize) {
        self.rows = rows;
        if !self.data.is_empty() {
            self.fill();
        }
    }

    /// Makes room for entries to come, of which there are many.
    pub(super) fn make_room(&mut self, entries: usize) {
        if let Some(versions) = self.versions.as_mut() {
            versions.reserve(entries);
        }
    }

    /// Takes room for all rows before one of them is written to.
    fn touch(&mut self, row: usize) {
        if row >= self.data.len() {
            self.rows = self.rows.max(row + 1);
            self.fill();
        }
    }

    fn fill(&mut self) {
        if self.data.len() != self.rows {
            self.timeline.take();
        }
        self.data.resize(self.rows);
        if let Some(versions) = self.versions.as_mut() {
            lengthen(&mut self.since, self.rows, Instant::ALWAYS);
            versions.fit(self.rows);
        } else {
            lengthen(&mut self.clocks, self.rows, UNWRITTEN);
        }
    }

    /// Writes an undated value unless a later stamp already stands.
    pub(super) fn write(&mut self, row: usize, cell: Option<Cell>, stamp: StampNo, stamps: &Stamps) {
        if stamps.wins(stamp, self.clock(row)) {
            self.touch(row);
            self.clocks[row] = stamp;
            self.data.set_cell(row, cell);
        }
    }

    /// Shows another value in a row than the latest (the book as it was recorded).
    pub(super) fn show(&mut self, row: usize, cell: Option<Cell>, since: Instant) {
        if cell.is_some() {
            self.touch(row);
        }
        self.data.set_cell(row, cell);
        if let Some(shown) = self.since.get_mut(row) {
            *shown = since;
        }
    }

    /// A copy that shows what was in force at a moment, and knows nothing else.
    pub(super) fn still(&self, moment: Moment) -> Self {
        let (data, since) = match (moment, self.timeline()) {
            (Moment::At(at), Some(timeline)) => {
                let then = timeline.column(at, &self.data);
                let data = self.data.showing(then.cells.clone(), then.present.clone());
                (data, then.since.to_vec())
            }
            _ => (self.data.clone(), self.since.clone()),
        };
        let (field, rows) = (self.field.clone(), self.rows);
        Self { field, rows, data, clocks: Vec::new(), since, versions: None, timeline: OnceLock::new() }
    }

    /// Writes a dated entry and brings the present value up to date. Returns the next instant
    /// after `now` at which the row's value changes by itself.
    pub(super) fn write_dated(
        &mut self,
        row: usize,
        version: Version,
        stamps: &Stamps,
        now: Instant,
    ) -> Option<Instant> {
        if self.enter(row, version, stamps) { self.refresh(row, now) } else { None }
    }

    /// Writes a dated entry and leaves the present value to [`Column::refresh`]. Returns whether it was
    /// written.
    pub(super) fn enter(&mut self, row: usize, version: Version, stamps: &Stamps) -> bool {
        self.touch(row);
        let Some(versions) = self.versions.as_mut() else { return false };
        self.timeline.take();
        versions.write(row, version, stamps)
    }

    /// Brings the present value of a timed row up to date; returns when it changes next.
    pub(super) fn refresh(&mut self, row: usize, now: Instant) -> Option<Instant> {
        let versions = self.versions.as_ref()?;
        let (current, next) = versions.around(row, now);
        if let Some(since) = self.since.get_mut(row) {
            *since = current.map_or(Instant::ALWAYS, |version| version.effective);
        }
        self.data.set_cell(row, current.filter(|version| version.entry == Entry::Value).map(|version| version.cell));
        next
    }

    /// Copies one row's writes into another, each where its stamp wins (a join). Returns the next
    /// instant after `now` at which the merged value changes by itself.
    pub(super) fn merge_row(&mut self, from: usize, into: usize, stamps: &Stamps, now: Instant) -> Option<Instant> {
        if let Some(versions) = self.versions.as_mut() {
            self.timeline.take();
            let entries: Vec<_> = versions.row(from).collect();
            for version in entries {
                versions.write(into, version, stamps);
            }
            return self.refresh(into, now);
        }
        if self.clock(from) != UNWRITTEN {
            self.write(into, self.data.cell(from), self.clock(from), stamps);
        }
        None
    }

    /// Empties a row as if it had never been written.
    pub(super) fn clear_row(&mut self, row: usize) {
        self.data.set_cell(row, None);
        if let Some(versions) = self.versions.as_mut() {
            self.timeline.take();
            versions.clear(row);
        }
        if let Some(since) = self.since.get_mut(row) {
            *since = Instant::ALWAYS;
        }
        if let Some(clock) = self.clocks.get_mut(row) {
            *clock = UNWRITTEN;
        }
    }
}

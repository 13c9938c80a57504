//! The rows of one collection: ids, states, columns.

use std::collections::HashMap;

use super::bits::Bits;
use super::column::Column;
use super::past::Moment;
use super::roster::Roster;
use super::stamp::{Stamps, UNWRITTEN};
use super::states::States;
pub use super::states::{RowState, Switch};
use crate::model::{Collection, Field, Id, Instant, Key, Role, Storage, Value, Values};

/// Two ids that were said to be one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Join {
    /// The smaller id.
    pub a: Id,
    /// The larger id.
    pub b: Id,
    /// On while joined, off after a part.
    pub switch: Switch,
}

/// A table of a book.
#[derive(Clone, Debug)]
pub struct Table {
    key: Key,
    collection: Option<&'static Collection>,
    roster: Roster,
    pub(super) states: States,
    live: Bits,
    /// Rows that are archived.
    archived: Bits,
    columns: Vec<Column>,
    /// Positions of the company's own fields, in their order.
    own: Vec<usize>,
    pub(super) joins: Vec<Join>,
    /// Joined id → the id that stands for it.
    pub(super) stands_for: HashMap<Id, Id>,
    /// Row of an id that others joined → the row that keeps what was written to it alone.
    pub(super) shadows: HashMap<u32, u32>,
}

impl Table {
    /// An empty table with the columns of a declared collection.
    pub fn declared(collection: &'static Collection) -> Self {
        let mut table = Self::unknown(Key::Borrowed(collection.key));
        table.collection = Some(collection);
        table.columns = collection.fields.iter().cloned().filter_map(Column::new).collect();
        table
    }

    /// An empty table of a collection that this build does not know.
    pub fn unknown(key: Key) -> Self {
        Self {
            key,
            collection: None,
            roster: Roster::default(),
            states: States::default(),
            live: Bits::default(),
            archived: Bits::default(),
            columns: Vec::new(),
            own: Vec::new(),
            joins: Vec::new(),
            stands_for: HashMap::new(),
            shadows: HashMap::new(),
        }
    }

    /// A copy without its columns, which [`Table::copy_column`] adds one by one.
    pub(super) fn copy_rows(&self) -> Self {
        Self {
            key: self.key.clone(),
            collection: self.collection,
            roster: self.roster.clone(),
            states: self.states.clone(),
            live: self.live.clone(),
            archived: self.archived.clone(),
            columns: Vec::with_capacity(self.columns.len()),
            own: self.own.clone(),
            joins: self.joins.clone(),
            stands_for: self.stands_for.clone(),
            shadows: self.shadows.clone(),
        }
    }

    /// Adds to a copy its next column; whether there was one left.
    pub(super) fn copy_column(&mut self, of: &Self) -> bool {
        let next = of.columns.get(self.columns.len());
        self.columns.extend(next.cloned());
        next.is_some()
    }

    /// A copy that shows what was in force at a moment; without its columns where they are not wanted.
    pub(super) fn still(&self, moment: Moment, wanted: bool) -> Self {
        let mut copy = if wanted { self.copy_rows() } else { Self::unknown(self.key.clone()) };
        copy.collection = self.collection;
        if wanted {
            copy.columns = self.columns.iter().map(|column| column.still(moment)).collect();
        }
        copy
    }

    /// The permanent key of its collection.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The declaration, where this build knows it.
    pub fn collection(&self) -> Option<&'static Collection> {
        self.collection
    }

    /// Rows, live or not.
    pub fn len(&self) -> usize {
        self.roster.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows that are some id's: all but those that keep what lies behind a join.
    pub(super) fn named(&self) -> usize {
        self.roster.named()
    }

    /// Rows that lists, queries and exports see (archived ones included).
    pub fn live(&self) -> &Bits {
        &self.live
    }

    /// Rows that are out of the way, and still there.
    pub fn archived(&self) -> &Bits {
        &self.archived
    }

    /// The columns, built-in ones first in the order of the field table.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column at a position of the field table.
    pub fn column(&self, field: usize) -> Option<&Column> {
        self.columns.get(field)
    }

    pub(super) fn column_mut(&mut self, field: usize) -> Option<&mut Column> {
        self.columns.get_mut(field)
    }

    /// The position of a field by key, be it defined or only carried along.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.defined(key).or_else(|| self.columns.iter().position(|column| column.field().key == key))
    }

    /// The position of a field by key, where it is declared or defined.
    pub fn defined(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field().key == key && column.field().is_defined())
    }

    /// The column that keeps what is written to a field of a key in this manner.
    pub(super) fn keeper(&self, key: &str, storage: Storage, timed: bool) -> Option<usize> {
        let place = |keeps: &dyn Fn(&Column) -> bool| self.columns.iter().position(keeps);
        place(&|column| column.keeps(key, storage, timed))
            .or_else(|| place(&|column| !timed && column.keeps_undated(key, storage)))
    }

    /// The column that keeps what is written to a field of a key in this manner, made if new.
    pub(super) fn column_for(&mut self, key: &Key, storage: Storage, timed: bool) -> Option<usize> {
        let known = self.keeper(key, storage, timed);
        known.or_else(|| Some(self.add_column(Column::unknown(key.clone(), storage, timed)?)))
    }

    /// The fields that people see with their positions: the declared ones, then the company's own.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Field)> {
        let declared = self.columns.iter().enumerate().filter(|(_, column)| column.field().custom.is_none());
        let own = self.own.iter().filter_map(|at| Some((*at, self.columns.get(*at)?)));
        declared.chain(own).map(|(at, column)| (at, column.field()))
    }

    /// Gives it the company's own fields, in order; what was defined before and no longer is stays
    /// as it is carried along.
    pub(super) fn define(&mut self, fields: Vec<Field>) {
        for at in std::mem::take(&mut self.own) {
            let column = &self.columns[at];
            let (key, storage) = (column.field().key.clone(), column.data().storage());
            if let Some(blank) = Column::unknown(key, storage, column.versions().is_some()) {
                self.columns[at].define(blank.field().clone());
            }
        }
        for field in fields {
            let Some(storage) = field.kind.storage() else { continue };
            if let Some(at) = self.column_for(&field.key, storage, field.is_timed()) {
                self.columns[at].define(field);
                self.own.push(at);
            }
        }
    }

    /// The position of the first field with a role.
    pub fn role(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.field().role == Some(role))
    }

    /// The fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.columns.iter().map(Column::field)
    }

    /// Adds a column (a user's field, or one from a newer build).
    pub(super) fn add_column(&mut self, mut column: Column) -> usize {
        column.resize(self.len());
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// The row of an id, if it was ever named; joined ids lead to the record that stands for them.
    pub fn row(&self, id: Id) -> Option<usize> {
        self.roster.row(self.resolve(id))
    }

    /// The row of exactly this id: where a checkpoint keeps what was written to it.
    pub fn own_row(&self, id: Id) -> Option<usize> {
        self.roster.row(id)
    }

    /// The id that stands for an id.
    pub fn resolve(&self, id: Id) -> Id {
        if self.stands_for.is_empty() { id } else { self.stands_for.get(&id).copied().unwrap_or(id) }
    }

    /// Every id that another stands for, with that one, in the order of ids.
    pub(super) fn stood_for(&self) -> impl Iterator<Item = (Id, Id)> {
        let mut joined: Vec<(Id, Id)> = self.stands_for.keys().map(|id| (*id, self.resolve(*id))).collect();
        joined.sort_unstable();
        joined.into_iter()
    }

    /// The id of a row; `None` for rows that only keep what lies behind a join.
    pub fn id(&self, row: usize) -> Option<Id> {
        self.roster.id(row)
    }

    /// What is known of a row as a whole.
    pub fn state(&self, row: usize) -> RowState {
        self.states.get(row)
    }

    /// Whether the row is seen by lists and queries.
    pub fn is_live(&self, row: usize) -> bool {
        self.live.get(row)
    }

    /// Whether the row is archived: out of the way, and still there.
    pub fn is_archived(&self, row: usize) -> bool {
        self.archived.get(row)
    }

    /// Makes room for rows to come.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.roster.reserve(rows);
        self.states.reserve(rows);
    }

    /// The row of an id, made if new.
    pub(super) fn row_or_new(&mut self, id: Id) -> usize {
        if let Some(row) = self.roster.row(id) {
            return row;
        }
        self.roster.add(id);
        self.added()
    }

    /// Adds a row that is no id's.
    pub(super) fn add_row(&mut self) -> usize {
        self.roster.add_nameless();
        self.added()
    }

    fn added(&mut self) -> usize {
        self.states.push();
        self.live.push(false);
        self.archived.push(false);
        self.len() - 1
    }

    /// Gives every column room for every row. Called once after rows were added.
    pub(super) fn fit(&mut self) {
        let rows = self.len();
        for column in &mut self.columns {
            column.resize(rows);
        }
    }

    /// Brings the bits of a row up to date.
    pub(super) fn refresh_live(&mut self, row: usize) {
        let joined = self.id(row).is_none_or(|id| self.stands_for.contains_key(&id));
        let state = self.states.get(row);
        self.live.set(row, state.is_live() && !joined);
        self.archived.set(row, state.archived.on);
    }

    /// Shows a row as live or not, archived or not (the book as it was recorded).
    pub(super) fn show_state(&mut self, row: usize, live: bool, archived: bool) {
        self.live.set(row, live);
        self.archived.set(row, archived);
        if self.states.get(row).archived.on != archived {
            self.states.archived(row).on = archived;
        }
    }

    /// The present value of a row's field.
    pub fn value(&self, row: usize, field: usize) -> Option<Value> {
        self.columns.get(field)?.value(row)
    }

    /// A row as a source of values.
    pub fn at(&self, row: usize) -> Row<'_> {
        Row { table: self, row }
    }

    /// Empties a row in every column.
    pub(super) fn clear_row(&mut self, row: usize) {
        for column in &mut self.columns {
            column.clear_row(row);
        }
        self.states.set(row, RowState::AWAITED);
    }

    /// Merges one row's writes into another. Returns which fields of the merged row change by
    /// themselves after `now`, and when.
    pub(super) fn merge_row(
        &mut self,
        from: usize,
        into: usize,
        stamps: &Stamps,
        now: Instant,
    ) -> Vec<(usize, Instant)> {
        let merged = self.columns.iter_mut().map(|column| column.merge_row(from, into, stamps, now));
        let changes = merged.enumerate().filter_map(|(field, next)| Some((field, next?))).collect();
        let (theirs, mut own) = (self.states.get(from), self.states.get(into));
        own.archived.write(theirs.archived.on, theirs.archived.stamp, stamps);
        own.retracted.write(theirs.retracted.on, theirs.retracted.stamp, stamps);
        if own.created == UNWRITTEN || (theirs.created != UNWRITTEN && stamps.wins(own.created, theirs.created)) {
            own.created = theirs.created;
        }
        self.states.set(into, own);
        changes
    }
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    row: usize,
}

impl Values for Row<'_> {
    fn value(&self, field: usize) -> Option<Value> {
        self.table.value(self.row, field)
    }
}

//! The Book: columns, journal entries and how they are applied, undone, merged and read at any
//! moment. Knows records only by their field tables.

pub mod acts;
pub mod apply;
pub mod batch;
pub mod bits;
pub mod bulk;
pub mod chain;
pub mod checkpoint;
pub mod column;
pub mod command;
pub mod content;
pub mod define;
pub mod digest;
pub mod each;
pub mod fields;
pub mod frozen;
pub mod given;
pub mod gradual;
pub mod headroom;
mod join;
pub mod lack;
pub mod mend;
pub mod merge;
pub mod packed;
pub mod part;
pub mod past;
pub mod pieces;
pub mod recorded;
mod roster;
pub mod scope;
pub mod seal;
mod settled;
mod sight;
pub mod stamp;
mod states;
pub mod table;
pub mod timeline;
pub mod undo;
pub mod versions;
pub mod voice;
mod who;
pub mod whole;
mod work;
pub mod writer;

use std::collections::HashSet;

pub use batch::{Batch, Cause, Draft, Head, Label};
pub use command::{Command, Context, Rejection};
pub use past::{Moment, View};
pub use table::Table;

use crate::model::records::COLLECTIONS;
use crate::model::{Id, Instant, Record};
use stamp::Stamps;

/// All records of a company, as columns, at the present moment, with their dated entries.
#[derive(Clone, Debug)]
pub struct Book {
    tables: Vec<Table>,
    stamps: Stamps,
    now: Instant,
    seen: HashSet<Id>,
    history: Vec<Head>,
    parked: Vec<Batch>,
    /// Batches that are held in part.
    parts: HashSet<Id>,
    /// When which rows of which timed columns change by themselves: (table, field, row).
    upcoming: Vec<(Instant, (usize, usize, usize))>,
    version: u64,
}

impl Default for Book {
    fn default() -> Self {
        Self::new(Instant(0))
    }
}

impl Book {
    /// An empty book at a present moment.
    pub fn new(now: Instant) -> Self {
        Self {
            tables: COLLECTIONS.iter().copied().map(Table::declared).collect(),
            stamps: Stamps::default(),
            now,
            seen: HashSet::new(),
            history: Vec::new(),
            parked: Vec::new(),
            parts: HashSet::new(),
            upcoming: Vec::new(),
            version: 0,
        }
    }

    /// The present moment that the columns show.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Grows by one with every change: what was computed at an older version is stale.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The tables, the declared ones first in the order of [`COLLECTIONS`].
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table of a collection by key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| *table.key() == *key)
    }

    /// The table of a record type.
    pub fn of<R: Record>(&self) -> &Table {
        // Every declared collection has its table from the start, so the position always exists.
        let at = COLLECTIONS.iter().position(|collection| collection.key == R::COLLECTION.key).unwrap_or(0);
        &self.tables[at]
    }

    /// A typed view of a live record.
    pub fn get<R: Record>(&self, id: R::Id) -> Option<R> {
        let table = self.of::<R>();
        let id = table.resolve(id.into());
        let row = table.row(id)?;
        table.is_live(row).then(|| R::read(id, &table.at(row)))
    }

    /// Typed views of every live record, in the order of rows.
    pub fn all<R: Record>(&self) -> impl Iterator<Item = R> + '_ {
        let table = self.of::<R>();
        table.live().iter().filter_map(move |row| table.id(row).map(|id| R::read(id, &table.at(row))))
    }

    /// The heads of every batch applied, in the order of arrival.
    pub fn history(&self) -> &[Head] {
        &self.history
    }

    /// Batches from a clock more than a day ahead of ours, kept aside.
    pub fn parked(&self) -> &[Batch] {
        &self.parked
    }

    /// Whether a batch has been applied.
    pub fn knows(&self, batch: Id) -> bool {
        self.seen.contains(&batch)
    }

    /// The stamps behind the numbers in tables.
    pub fn stamps(&self) -> &Stamps {
        &self.stamps
    }
}

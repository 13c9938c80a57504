//! What the acting person sees: every screen reads the book through this.
//!
//! On a device the permission table shapes the screens; the book under them holds everything, and only
//! a server could keep it from anybody.

use super::context::Desk;
use crate::book::Moment;
use crate::model::Id;
use crate::query::{Scan, Seen};

impl Desk {
    /// The rows of a collection that are seen.
    pub fn seen(&self, collection: &str) -> Seen {
        self.sight.seen(self.book(), &self.actor, collection)
    }

    /// Whether a record is seen; one that is not there is not hidden.
    pub fn sees(&self, collection: &str, id: Id) -> bool {
        let row = self.book().table(collection).and_then(|table| table.row(id));
        row.zip(self.seen(collection)).is_none_or(|(row, seen)| seen.get(row))
    }

    /// A collection as it is now, as far as it is seen.
    pub fn scan(&self, collection: &str) -> Option<Scan<'_>> {
        self.scan_at(collection, Moment::Now)
    }

    /// A collection at a moment, as far as it is seen.
    pub fn scan_at(&self, collection: &str, moment: Moment) -> Option<Scan<'_>> {
        Some(Scan::new(self.book(), &self.zone, collection, moment)?.seen(self.seen(collection)))
    }
}

//! Whose each row of a table is: ids by row, and rows by id. There may be a million of them, so an id is
//! kept once, and the index holds rows alone.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::bits::Bits;
use crate::model::Id;

/// Stands in the place of an id that is not there.
const NONE: Id = Id(0);

/// The ids of a table's rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Roster {
    ids: Vec<Id>,
    /// Rows without an id. They are few: only those that keep what lies behind a join.
    nameless: Bits,
    rows: HashTable<u32>,
    hashing: RandomState,
}

impl Roster {
    /// Rows, with an id or not.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// How many rows have an id.
    pub(super) fn named(&self) -> usize {
        self.ids.len() - self.nameless.count()
    }

    /// The id of a row.
    pub(super) fn id(&self, row: usize) -> Option<Id> {
        self.ids.get(row).copied().filter(|_| !self.nameless.get(row))
    }

    /// The row of an id.
    pub(super) fn row(&self, id: Id) -> Option<usize> {
        let is = |row: &u32| self.ids.get(*row as usize) == Some(&id);
        self.rows.find(self.hashing.hash_one(id), is).map(|row| *row as usize)
    }

    /// Makes room for rows to come.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.ids.reserve_exact(rows);
        let (ids, hashing) = (&self.ids, &self.hashing);
        self.rows.reserve(rows, |row| hash(ids, hashing, *row));
    }

    /// Adds a row with an id that has none yet.
    pub(super) fn add(&mut self, id: Id) {
        let row = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        let (ids, hashing) = (&self.ids, &self.hashing);
        self.rows.insert_unique(hashing.hash_one(id), row, |row| hash(ids, hashing, *row));
    }

    /// Adds a row without an id.
    pub(super) fn add_nameless(&mut self) {
        self.nameless.set(self.ids.len(), true);
        self.ids.push(NONE);
    }
}

fn hash(ids: &[Id], hashing: &RandomState, row: u32) -> u64 {
    hashing.hash_one(ids.get(row as usize).copied().unwrap_or(NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_to_its_row_and_back() {
        let mut roster = Roster::default();
        let ids: Vec<Id> = (0..1_000_u32).map(|at| Id::derived(&["row", &at.to_string()])).collect();
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(roster.row(*id), None);
            roster.add(*id);
            if at == 500 {
                roster.add_nameless();
            }
        }
        assert_eq!((roster.len(), roster.named()), (1_001, 1_000));
        assert_eq!(roster.id(501), None);
        // No row is the nil id's, though it stands in the list.
        assert_eq!(roster.row(NONE).and_then(|row| roster.id(row)), None);
        for (at, id) in ids.iter().enumerate() {
            let row = at + usize::from(at > 500);
            assert_eq!((roster.row(*id), roster.id(row)), (Some(row), Some(*id)));
        }
    }
}

//! One number for what a book says: equal books, equal digests, however they came about.

use sha2::{Digest as _, Sha256};

use super::chain::canonical;
use super::column::Column;
use super::versions::Entry;
use super::{Book, Table};
use crate::model::share::{self, Share};
use crate::model::{Id, Value};

/// The digest of a book: the wrapping sum of a hash per live record, so that order plays no part.
///
/// Covers live values and every live dated entry (effective, value); not the present moment,
/// clocks, tombstones, dictionary order or archived history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u64; 4]);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|word| write!(f, "{word:016x}"))
    }
}

impl Book {
    /// The digest of all live records.
    pub fn digest(&self) -> Digest {
        let mut sum = [0_u64; 4];
        for table in &self.tables {
            for row in table.live().iter() {
                let hash = self.row_hash(table, row);
                for (word, bytes) in sum.iter_mut().zip(hash.chunks_exact(8)) {
                    let bytes: [u8; 8] = bytes.try_into().unwrap_or([0; 8]);
                    *word = word.wrapping_add(u64::from_le_bytes(bytes));
                }
            }
        }
        Digest(sum)
    }

    fn row_hash(&self, table: &Table, row: usize) -> [u8; 32] {
        let mut bytes = Vec::new();
        bytes.extend(table.key().as_bytes());
        bytes.extend(table.id(row).map_or([0; 16], Id::bytes));
        bytes.push(u8::from(table.state(row).archived.on));
        // By key and manner, since a book may have met its fields in any order.
        let manner = |column: &Column| (column.data().storage() as u8, column.versions().is_some());
        let mut columns: Vec<&Column> = table.columns().iter().collect();
        crate::model::order::by(&mut columns, |a, b| {
            a.field().key.cmp(&b.field().key).then_with(|| manner(a).cmp(&manner(b)))
        });
        for column in columns {
            let (before, key) = (bytes.len(), &column.field().key);
            bytes.extend((key.len() as u64).to_le_bytes());
            bytes.extend(key.as_bytes());
            let start = bytes.len();
            if let Some(versions) = column.versions() {
                for version in versions.row(row).filter(|version| version.entry != Entry::Withdrawn) {
                    bytes.extend(version.effective.0.to_le_bytes());
                    let value = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
                    canonical(value.map(|value| self.resolved(value)).as_ref(), &mut bytes);
                }
            } else if let Some(value) = column.value(row) {
                canonical(Some(&self.resolved(value)), &mut bytes);
            }
            if bytes.len() == start {
                bytes.truncate(before);
            }
        }
        Sha256::digest(&bytes).into()
    }

    /// A reference to a joined record as one to the record that stands for it.
    fn resolved(&self, value: Value) -> Value {
        match value {
            Value::Reference(id) => Value::Reference(self.resolve(id)),
            Value::Shares(shares) => {
                let resolved = shares.into_iter().map(|share| Share { of: self.resolve(share.of), ..share });
                Value::Shares(share::sorted(resolved.collect()))
            }
            value => value,
        }
    }

    /// The id that stands for an id, in whichever table it is.
    pub fn resolve(&self, id: Id) -> Id {
        self.tables.iter().map(|table| table.resolve(id)).find(|to| *to != id).unwrap_or(id)
    }
}

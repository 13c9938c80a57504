//! A batch: what one command did, as columns of field-level operations. The entry of the journal.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::headroom::headroom;
use super::packed::Packed;
use super::stamp::{Clock, Stamp};
use crate::model::{DeviceId, Id, Instant, Key, Storage, Value};

/// A SHA-256.
pub type Hash = [u8; 32];

/// Why a batch exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// A person did it on this device.
    Typed,
    /// A file was imported.
    Imported,
    /// It came from a server.
    Synced,
    /// It came from another device's bundle.
    HandedOver,
    /// It undoes the named batch.
    Undone(Id),
    /// It redoes what the named undoing batch undid.
    Redone(Id),
    /// A person signed: that is never undone.
    Signed,
}

/// What to call a batch: a message key and its values. The text is made when it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Key in the locale files.
    pub key: String,
    /// Values of the message.
    pub args: Vec<(String, String)>,
}

impl Label {
    /// A label of a message key.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// With a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}

/// What a batch says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its id.
    pub id: Id,
    /// The acting person, where one was chosen.
    pub actor: Option<Id>,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number among the device's batches, from 1.
    pub sequence: u64,
    /// The device's clock.
    pub clock: Clock,
    /// When it was recorded.
    pub time: Instant,
    /// What to call it.
    pub label: Label,
    /// Why it exists.
    pub cause: Cause,
    /// Hash of the device's previous batch; zeros for the first.
    pub previous: Hash,
    /// Root over the salted hashes of its records.
    pub root: Hash,
}

impl Head {
    /// The stamp of what it wrote.
    pub fn stamp(&self) -> Stamp {
        Stamp { clock: self.clock, device: self.device }
    }
}

/// What a column of operations does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Sets an undated field.
    Set,
    /// Sets a timed field from an instant on.
    SetDated,
    /// Withdraws a dated entry.
    Withdraw,
}

/// The operations on one field of one collection.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldOps {
    /// Permanent key of the field.
    pub key: Key,
    /// What they do.
    pub act: Act,
    /// Which records: positions in the table's ids.
    pub records: Vec<u32>,
    /// Effective instants (dated acts only).
    pub effective: Vec<Instant>,
    /// The new values (not for withdrawals).
    pub to: Packed,
    /// What stood there before, where anything did: what an undo puts back.
    pub from: Packed,
    /// Whether an entry stood there before (an entry may say "empty").
    pub stood: Bits,
}

impl FieldOps {
    /// From when an operation holds; an undated one since always.
    pub fn effective_at(&self, position: usize) -> Instant {
        let dated = self.act != Act::Set;
        self.effective.get(position).copied().filter(|_| dated).unwrap_or(Instant::ALWAYS)
    }
}

/// The operations on one collection.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableOps {
    /// Permanent key of the collection.
    pub collection: Key,
    /// The records that the batch touches.
    pub ids: Vec<Id>,
    /// A salt per record, so that its hash says nothing once the record is erased.
    pub salts: Vec<[u8; 16]>,
    /// Records created: positions in `ids`.
    pub creates: Vec<u32>,
    /// Field operations.
    pub fields: Vec<FieldOps>,
    /// Archived (on) or brought back (off).
    pub archives: Vec<(u32, bool)>,
    /// Retracted (on) or restored (off).
    pub retracts: Vec<(u32, bool)>,
    /// Joined with another id (on) or parted (off).
    pub joins: Vec<(u32, Id, bool)>,
    /// Hashes of records whose content is not here: erased, or left out of a bundle.
    pub absent: Vec<(u32, Hash)>,
}

impl TableOps {
    /// The places of records with any operation on them.
    pub(super) fn touched(&self) -> Bits {
        let mut touched = Bits::default();
        let places = self.creates.iter().chain(self.fields.iter().flat_map(|field| &field.records));
        let switched = self.archives.iter().chain(&self.retracts).map(|(place, _)| place);
        for place in places.chain(switched).chain(self.joins.iter().map(|(place, _, _)| place)) {
            // Places beyond the ids say nothing of any record.
            if (*place as usize) < self.ids.len() {
                touched.set(*place as usize, true);
            }
        }
        touched
    }
}

/// What a batch does.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// Operations by collection.
    pub tables: Vec<TableOps>,
}

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Batch {
    /// What it says of itself.
    pub head: Head,
    /// What it does.
    pub body: Body,
}

impl Batch {
    /// The files that it mentions, by the SHA-256 of their content: what it writes, and what stood
    /// there before.
    pub fn files(&self) -> Vec<Hash> {
        let fields = self.body.tables.iter().flat_map(|table| &table.fields);
        let blobs = fields.flat_map(|ops| [&ops.to, &ops.from]).filter(|packed| packed.storage() == Storage::Blob);
        let file = |value: Value| match value {
            Value::File(file) => Some(file.hash),
            _ => None,
        };
        blobs.flat_map(|packed| (0..packed.len()).filter_map(move |at| packed.get(at).and_then(file))).collect()
    }
}

/// A batch in the making: what a command decided, before it is stamped.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What to call it.
    pub label: Label,
    /// Why it exists.
    pub cause: Cause,
    body: Body,
    places: HashMap<(usize, Id), u32>,
}

/// One field operation, for [`Draft::write`].
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// Permanent key of the field.
    pub key: &'a Key,
    /// How it is stored.
    pub storage: Storage,
    /// What to do.
    pub act: Act,
    /// From when; `None` for an undated set.
    pub effective: Option<Instant>,
    /// The new value, `None` to empty.
    pub to: Option<&'a Value>,
    /// What stood there: `None` nothing, `Some(None)` an entry saying "empty".
    pub from: Option<Option<Value>>,
}

impl Draft {
    /// An empty draft.
    pub fn new(label: Label, cause: Cause) -> Self {
        Self { label, cause, body: Body::default(), places: HashMap::new() }
    }

    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.body.tables.iter().all(|table| {
            table.creates.is_empty()
                && table.fields.is_empty()
                && table.archives.is_empty()
                && table.retracts.is_empty()
                && table.joins.is_empty()
        })
    }

    /// What it does so far.
    pub fn body(&self) -> &Body {
        &self.body
    }

    pub(super) fn into_parts(self) -> (Label, Cause, Body) {
        (self.label, self.cause, self.body)
    }

    fn place(&mut self, collection: &Key, id: Id) -> (usize, u32) {
        headroom();
        let at = self.body.tables.iter().position(|table| table.collection == *collection).unwrap_or_else(|| {
            self.body.tables.push(TableOps {
                collection: collection.clone(),
                ids: Vec::new(),
                salts: Vec::new(),
                creates: Vec::new(),
                fields: Vec::new(),
                archives: Vec::new(),
                retracts: Vec::new(),
                joins: Vec::new(),
                absent: Vec::new(),
            });
            self.body.tables.len() - 1
        });
        let ids = &mut self.body.tables[at].ids;
        let place = *self.places.entry((at, id)).or_insert_with(|| {
            ids.push(id);
            u32::try_from(ids.len() - 1).unwrap_or(u32::MAX)
        });
        (at, place)
    }

    /// Creates a record.
    pub fn create(&mut self, collection: &Key, id: Id) {
        let (table, place) = self.place(collection, id);
        self.body.tables[table].creates.push(place);
    }

    /// Archives a record, or brings it back.
    pub fn archive(&mut self, collection: &Key, id: Id, on: bool) {
        let (table, place) = self.place(collection, id);
        self.body.tables[table].archives.push((place, on));
    }

    /// Retracts a record, or restores it.
    pub fn retract(&mut self, collection: &Key, id: Id, on: bool) {
        let (table, place) = self.place(collection, id);
        self.body.tables[table].retracts.push((place, on));
    }

    /// Joins two ids into one record, or parts them.
    pub fn join(&mut self, collection: &Key, id: Id, other: Id, on: bool) {
        let (table, place) = self.place(collection, id);
        self.body.tables[table].joins.push((place, other, on));
    }

    /// Adds a field operation.
    pub fn write(&mut self, collection: &Key, id: Id, write: &Write<'_>) {
        let (table, place) = self.place(collection, id);
        let fields = &mut self.body.tables[table].fields;
        let same = |ops: &FieldOps| ops.key == *write.key && ops.act == write.act && ops.to.storage() == write.storage;
        let at = fields.iter().position(same).unwrap_or_else(|| {
            fields.push(FieldOps {
                key: write.key.clone(),
                act: write.act,
                records: Vec::new(),
                effective: Vec::new(),
                to: Packed::new(write.storage),
                from: Packed::new(write.storage),
                stood: Bits::default(),
            });
            fields.len() - 1
        });
        let ops = &mut fields[at];
        ops.records.push(place);
        if write.act != Act::Set {
            ops.effective.push(write.effective.unwrap_or(Instant::ALWAYS));
        }
        ops.to.push(write.to);
        ops.from.push(write.from.as_ref().and_then(Option::as_ref));
        ops.stood.push(write.from.is_some());
    }
}

//! Hashes of a batch: per record over canonical bytes and a salt, a root over them, and the chain
//! of a device's batches.
//!
//! Canonical bytes name permanent keys and whole values, never dictionary codes, so that the same
//! operations hash alike however they were packed. Erasing a record drops its operations and its
//! salt and keeps its hash: root and chain still hold.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::batch::{Act, Batch, Body, FieldOps, Hash, Head, TableOps};
use super::bits::Bits;
use crate::model::{Id, Value};

/// The salted hash of each record of a collection's operations, in the order of its ids.
pub fn record_hashes(ops: &TableOps) -> Vec<Hash> {
    let mut hashing = Hashing::new();
    while !hashing.step(ops, usize::MAX) {}
    hashing.records
}

/// Which step of the hashes of a collection's records comes next.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Begin,
    Creates,
    Field { field: usize, from: usize },
    Switches,
    End,
    Absent,
    Done,
}

/// The hashes of a collection's records in the making.
#[derive(Debug)]
struct Hashing {
    phase: Phase,
    hashers: Vec<Sha256>,
    records: Vec<Hash>,
}

impl Hashing {
    fn new() -> Self {
        Self { phase: Phase::Begin, hashers: Vec::new(), records: Vec::new() }
    }

    /// Does a step of at most so many operations; whether all is done.
    fn step(&mut self, ops: &TableOps, most: usize) -> bool {
        self.phase = match self.phase {
            Phase::Begin => {
                let begun = self.hashers.len();
                for (id, salt) in ops.ids.iter().zip(&ops.salts).skip(begun).take(most) {
                    let mut hash = Sha256::new();
                    hash.update(salt);
                    text(&mut hash, &ops.collection);
                    hash.update(id.bytes());
                    self.hashers.push(hash);
                }
                let whole = ops.ids.len().min(ops.salts.len());
                if self.hashers.len() < whole { Phase::Begin } else { Phase::Creates }
            }
            Phase::Creates => {
                for place in &ops.creates {
                    tag(&mut self.hashers, *place, b'c', &[]);
                }
                Phase::Field { field: 0, from: 0 }
            }
            Phase::Field { field, from } => match ops.fields.get(field) {
                None => Phase::Switches,
                Some(of) => {
                    let until = of.records.len().min(from.saturating_add(most));
                    self.add(of, from..until);
                    let whole = until == of.records.len();
                    if whole { Phase::Field { field: field + 1, from: 0 } } else { Phase::Field { field, from: until } }
                }
            },
            Phase::Switches => {
                self.add_switches(ops);
                Phase::End
            }
            Phase::End => {
                let ended = self.records.len();
                let next = self.hashers.iter().skip(ended).take(most);
                self.records.extend(next.map(|hash| Hash::from(hash.clone().finalize())));
                if self.records.len() < self.hashers.len() { Phase::End } else { Phase::Absent }
            }
            Phase::Absent => {
                let touched = if ops.absent.is_empty() { Bits::default() } else { ops.touched() };
                for (place, hash) in &ops.absent {
                    // A kept hash vouches for a record that is not here, never for operations that are.
                    let slot = self.records.get_mut(*place as usize).filter(|_| !touched.get(*place as usize));
                    if let Some(slot) = slot {
                        *slot = *hash;
                    }
                }
                self.hashers = Vec::new();
                Phase::Done
            }
            Phase::Done => Phase::Done,
        };
        matches!(self.phase, Phase::Done)
    }

    fn add(&mut self, field: &FieldOps, positions: Range<usize>) {
        let mut bytes = Vec::new();
        for at in positions {
            let Some(hash) = field.records.get(at).and_then(|place| self.hashers.get_mut(*place as usize)) else {
                continue;
            };
            hash.update([match field.act {
                Act::Set => b's',
                Act::SetDated => b'd',
                Act::Withdraw => b'w',
            }]);
            text(hash, &field.key);
            if field.act != Act::Set {
                hash.update(field.effective_at(at).0.to_le_bytes());
            }
            for packed in [&field.to, &field.from] {
                bytes.clear();
                canonical(packed.get(at).as_ref(), &mut bytes);
                hash.update(&bytes);
            }
            hash.update([u8::from(field.stood.get(at))]);
        }
    }

    fn add_switches(&mut self, ops: &TableOps) {
        for (place, on) in &ops.archives {
            tag(&mut self.hashers, *place, b'a', &[u8::from(*on)]);
        }
        for (place, on) in &ops.retracts {
            tag(&mut self.hashers, *place, b'r', &[u8::from(*on)]);
        }
        for (place, other, on) in &ops.joins {
            tag(&mut self.hashers, *place, b'j', &[u8::from(*on)]);
            tag(&mut self.hashers, *place, b'o', &Id::bytes(*other));
        }
    }
}

/// The root over the records of a batch.
pub fn root(body: &Body) -> Hash {
    let mut rooting = Rooting::new();
    loop {
        if let Some(root) = rooting.step(body, usize::MAX) {
            return root;
        }
    }
}

/// The root of a batch in the making.
#[derive(Debug)]
pub struct Rooting {
    hash: Sha256,
    table: usize,
    records: Hashing,
}

impl Rooting {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self { hash: Sha256::new(), table: 0, records: Hashing::new() }
    }

    /// Does a step of at most so many operations; the root when all is done.
    pub fn step(&mut self, body: &Body, most: usize) -> Option<Hash> {
        let Some(ops) = body.tables.get(self.table) else { return Some(self.hash.clone().finalize().into()) };
        if self.records.step(ops, most) {
            text(&mut self.hash, &ops.collection);
            for record in std::mem::replace(&mut self.records, Hashing::new()).records {
                self.hash.update(record);
            }
            self.table += 1;
        }
        None
    }
}

impl Default for Rooting {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a batch that the device's next batch names: over its head, root included.
pub fn link(head: &Head) -> Hash {
    let mut hash = Sha256::new();
    hash.update(head.id.bytes());
    hash.update(head.actor.map_or([0; 16], Id::bytes));
    hash.update(head.device.0.to_le_bytes());
    hash.update(head.sequence.to_le_bytes());
    hash.update(head.clock.0.to_le_bytes());
    hash.update(head.time.0.to_le_bytes());
    text(&mut hash, &head.label.key);
    for (name, value) in &head.label.args {
        text(&mut hash, name);
        text(&mut hash, value);
    }
    hash.update(format!("{:?}", head.cause));
    hash.update(head.previous);
    hash.update(head.root);
    hash.finalize().into()
}

/// Whether a batch's content is what its root says.
pub fn is_intact(batch: &Batch) -> bool {
    root(&batch.body) == batch.head.root
}

fn tag(hashers: &mut [Sha256], place: u32, tag: u8, bytes: &[u8]) {
    if let Some(hash) = hashers.get_mut(place as usize) {
        hash.update([tag]);
        hash.update(bytes);
    }
}

fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text);
}

/// The canonical bytes of a value: a tag and the value, the same in every build.
pub fn canonical(value: Option<&Value>, out: &mut Vec<u8>) {
    let mut number = |tag: u8, number: i64| {
        out.push(tag);
        out.extend(number.to_le_bytes());
    };
    match value {
        None => out.push(0),
        Some(Value::Text(text)) => words(1, std::slice::from_ref(text), out),
        Some(Value::Money(money)) => {
            number(2, money.minor);
            out.extend(money.currency.code().as_bytes());
        }
        Some(Value::Number(value)) => number(3, value.to_bits().cast_signed()),
        // Percent, instant and duration share integer storage, so they share the tag.
        Some(Value::Percent(points)) => number(4, points.0),
        Some(Value::Instant(instant)) => number(4, instant.0),
        Some(Value::Duration(seconds)) => number(4, *seconds),
        Some(Value::Date(day)) => number(5, day.0.into()),
        Some(Value::Reference(id)) => {
            out.push(6);
            out.extend(id.bytes());
        }
        Some(Value::Place(place)) => {
            out.push(7);
            for part in [place.latitude, place.longitude, place.given.0, place.given.1] {
                out.extend(part.to_le_bytes());
            }
            out.push(place.datum as u8);
        }
        Some(Value::Tags(tags)) => words(8, tags, out),
        Some(Value::File(file)) => {
            words(9, &[file.name.clone(), file.media.clone()], out);
            out.extend(file.hash);
            out.extend(file.size.to_le_bytes());
        }
        Some(Value::Shares(shares)) => {
            number(10, i64::try_from(shares.len()).unwrap_or(i64::MAX));
            for share in shares {
                out.extend(share.of.bytes());
                out.extend(share.part.0.to_le_bytes());
            }
        }
        Some(Value::Windows(windows)) => {
            number(11, i64::try_from(windows.len()).unwrap_or(i64::MAX));
            for window in windows {
                out.push(window.weekday);
                out.extend(window.from.to_le_bytes());
                out.extend(window.to.to_le_bytes());
            }
        }
    }
}

fn words(tag: u8, words: &[String], out: &mut Vec<u8>) {
    out.push(tag);
    out.extend((words.len() as u64).to_le_bytes());
    for word in words {
        out.extend((word.len() as u64).to_le_bytes());
        out.extend(word.as_bytes());
    }
}

//! Part of a batch: what goes to somebody who may not have the whole of it. A record that is left out
//! leaves its hash behind, so that the root holds; its id, its salt and its operations stay away, and so
//! does the label, which may name it.
//!
//! A book knows of which batches it holds a part, and which records are missing in it: whatever brings one
//! of these is applied, in any order and any number of times, since what has been applied already wins
//! against itself.

use serde::{Deserialize, Serialize};

use super::Book;
use super::batch::{Batch, Body, FieldOps, Label, TableOps};
use super::bits::Bits;
use super::chain::record_hashes;
use super::packed::Packed;
use super::seal::{Unreadable, decode, encode};
use crate::model::{Id, Key};

/// The label of a part.
const LABEL: &str = "did-hand-part";

/// The records of a batch that are not here: bits by place, for each of its tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Missing(Vec<Bits>);

impl Missing {
    /// What a batch lacks; `None` where it is whole.
    fn of(batch: &Batch) -> Option<Self> {
        if batch.body.tables.iter().all(|ops| ops.absent.is_empty()) {
            return None;
        }
        let table = |ops: &TableOps| {
            let (mut missing, touched) = (Bits::default(), ops.touched());
            for (place, _) in &ops.absent {
                missing.set(*place as usize, !touched.get(*place as usize));
            }
            missing
        };
        let missing = Self(batch.body.tables.iter().map(table).collect());
        (missing.count() > 0).then_some(missing)
    }

    fn count(&self) -> usize {
        self.0.iter().map(Bits::count).sum()
    }

    /// What both lack.
    fn both(&self, other: &Self) -> Self {
        let table = |(at, missing): (usize, &Bits)| {
            let mut both = missing.clone();
            both.and(other.0.get(at).unwrap_or(&Bits::default()));
            both
        };
        Self(self.0.iter().enumerate().map(table).collect())
    }
}

/// The batches of which a book holds a part, in the order of ids: few, and a map of them would be code of its own
/// in what every page needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts(Vec<(Id, Missing)>);

impl Parts {
    /// Where a batch stands, or would stand.
    fn place(&self, batch: Id) -> Result<usize, usize> {
        self.0.binary_search_by_key(&batch, |(id, _)| *id)
    }

    fn get(&self, batch: Id) -> Option<&Missing> {
        self.place(batch).ok().map(|at| &self.0[at].1)
    }
}

impl Book {
    /// Whether applying a batch would bring anything that is not here yet.
    pub fn brings(&self, batch: &Batch) -> bool {
        let lacks = Missing::of(batch);
        if !self.seen.contains(&batch.head.id) {
            let same = |parked: &Batch| parked.head.id == batch.head.id && Missing::of(parked) == lacks;
            return !self.parked.iter().any(same);
        }
        let Some(missing) = self.parts.get(batch.head.id) else { return false };
        lacks.is_none_or(|lacks| missing.both(&lacks).count() < missing.count())
    }

    /// Whether a batch is here, but not the whole of it.
    pub fn holds_part(&self, batch: Id) -> bool {
        self.parts.get(batch).is_some()
    }

    /// Takes note of what is missing once a batch has been applied. `was_known`: whether it had been
    /// applied before, in part or whole.
    pub(super) fn note_part(&mut self, batch: &Batch, was_known: bool) {
        let (id, lacks) = (batch.head.id, Missing::of(batch));
        let place = self.parts.place(id);
        let Parts(parts) = &mut self.parts;
        let missing = match (lacks, place) {
            (Some(lacks), Ok(at)) => Some(parts[at].1.both(&lacks)),
            (Some(lacks), Err(_)) if !was_known => Some(lacks),
            _ => None,
        };
        match (missing.filter(|missing| missing.count() > 0), place) {
            (Some(missing), Ok(at)) => parts[at].1 = missing,
            (Some(missing), Err(at)) => parts.insert(at, (id, missing)),
            (None, Ok(at)) => drop(parts.remove(at)),
            (None, Err(_)) => {}
        }
    }

    /// What is to be remembered of batches that are here in part, as bytes; `None` where all are whole.
    pub fn parts(&self) -> Result<Option<Vec<u8>>, Unreadable> {
        if self.parts.0.is_empty() { Ok(None) } else { encode(&self.parts.0).map(Some) }
    }

    /// Remembers again what [`Book::parts`] gave.
    pub fn remember_parts(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let mut parts: Vec<(Id, Missing)> = decode(bytes)?;
        crate::model::order::by_key(&mut parts, |(id, _)| *id);
        self.parts = Parts(parts);
        Ok(())
    }
}

/// The part of a batch that holds certain records, by collection and id; `None` where it holds none of
/// them. A batch of which everything is kept stays as it is.
pub fn cut(batch: &Batch, keep: &mut dyn FnMut(&TableOps, usize) -> bool) -> Option<Batch> {
    let mut kept_any = false;
    let mut left_any = false;
    let tables = batch.body.tables.iter().map(|ops| {
        let touched = ops.touched();
        let kept: Vec<bool> = (0..ops.ids.len()).map(|place| touched.get(place) && keep(ops, place)).collect();
        kept_any |= kept.contains(&true);
        // What was left out before stays so, and makes nothing worse.
        left_any |= (0..ops.ids.len()).any(|place| touched.get(place) && !kept[place]);
        kept
    });
    let kept: Vec<Vec<bool>> = tables.collect();
    if !kept_any {
        return None;
    }
    if !left_any {
        return Some(batch.clone());
    }
    let tables = batch.body.tables.iter().zip(&kept).map(|(ops, kept)| cut_table(ops, kept)).collect();
    let mut head = batch.head.clone();
    head.label = Label::new(LABEL);
    Some(Batch { head, body: Body { tables } })
}

fn cut_table(ops: &TableOps, kept: &[bool]) -> TableOps {
    let is_kept = |place: u32| kept.get(place as usize) == Some(&true);
    let hashes = record_hashes(ops);
    let absent = hashes.into_iter().zip(0..).filter(|(_, place)| !is_kept(*place)).map(|(hash, place)| (place, hash));
    let place = |(at, id): (usize, &Id)| if kept.get(at) == Some(&true) { *id } else { Id(0) };
    let salt = |(at, salt): (usize, &[u8; 16])| if kept.get(at) == Some(&true) { *salt } else { [0; 16] };
    TableOps {
        collection: ops.collection.clone(),
        ids: ops.ids.iter().enumerate().map(place).collect(),
        salts: ops.salts.iter().enumerate().map(salt).collect(),
        creates: ops.creates.iter().copied().filter(|place| is_kept(*place)).collect(),
        fields: ops.fields.iter().filter_map(|field| cut_field(field, &is_kept)).collect(),
        archives: ops.archives.iter().copied().filter(|(place, _)| is_kept(*place)).collect(),
        retracts: ops.retracts.iter().copied().filter(|(place, _)| is_kept(*place)).collect(),
        joins: ops.joins.iter().copied().filter(|(place, ..)| is_kept(*place)).collect(),
        absent: absent.collect(),
    }
}

fn cut_field(field: &FieldOps, is_kept: &dyn Fn(u32) -> bool) -> Option<FieldOps> {
    let mut cut = FieldOps {
        key: field.key.clone(),
        act: field.act,
        records: Vec::new(),
        effective: Vec::new(),
        to: Packed::new(field.to.storage()),
        from: Packed::new(field.from.storage()),
        stood: Bits::default(),
    };
    for (at, place) in field.records.iter().enumerate().filter(|(_, place)| is_kept(**place)) {
        cut.records.push(*place);
        cut.effective.extend(field.effective.get(at));
        cut.to.push(field.to.get(at).as_ref());
        cut.from.push(field.from.get(at).as_ref());
        cut.stood.push(field.stood.get(at));
    }
    (!cut.records.is_empty()).then_some(cut)
}

/// Whether some records of the batch are not in it.
pub fn is_part(batch: &Batch) -> bool {
    Missing::of(batch).is_some()
}

/// The id under which a part is kept beside another part of its batch, or beside the whole.
pub fn id(batch: &Batch) -> Id {
    let Some(missing) = Missing::of(batch) else { return batch.head.id };
    let tables = batch.body.tables.iter().zip(&missing.0);
    let places = tables.flat_map(|(ops, missing)| (0..ops.ids.len()).filter(|place| !missing.get(*place)));
    let places: Vec<String> = places.map(|place| place.to_string()).collect();
    Id::derived(&["part", &batch.head.id.to_string(), &places.join(" ")])
}

/// Whether a batch takes a record from one charge into another, or away: of the fields by which somebody is
/// in charge, one is written, or it is deleted.
pub fn moves(ops: &TableOps, place: usize, charges: &[Key]) -> bool {
    let is_it = |at: &u32| *at as usize == place;
    ops.retracts.iter().any(|(at, _)| is_it(at))
        || ops.fields.iter().any(|field| charges.contains(&field.key) && field.records.iter().any(is_it))
}

//! Part of a batch: what goes to somebody who may not have the whole of it. A record that is left out
//! leaves its hash behind, so that the root holds; its id, its salt and its operations stay away, and so
//! does the label, which may name it.
//!
//! A book knows of which batches it holds a part: more of these is applied, in any order and any number of times,
//! since what has been applied already wins against itself.

use super::Book;
use super::batch::{Batch, Body, FieldOps, Label, TableOps};
use super::bits::Bits;
use super::chain::record_hashes;
use super::packed::Packed;
use super::seal::{Unreadable, decode, encode};
use crate::model::{Id, Key};

/// The label of a part.
const LABEL: &str = "did-hand-part";

impl Book {
    /// Whether applying a batch may bring anything that is not here yet: one that is not known, or of which a part
    /// is.
    pub fn may_bring(&self, batch: &Batch) -> bool {
        !self.seen.contains(&batch.head.id) || self.parts.contains(&batch.head.id)
    }

    /// Whether a batch is here, but perhaps not the whole of it.
    pub fn holds_part(&self, batch: Id) -> bool {
        self.parts.contains(&batch)
    }

    /// Takes note of whether a batch that has been applied was whole. `was_known`: whether it had been applied
    /// before, in part or whole.
    pub(super) fn note_part(&mut self, batch: &Batch, was_known: bool) {
        if !is_part(batch) {
            self.parts.remove(&batch.head.id);
        } else if !was_known {
            self.parts.insert(batch.head.id);
        }
    }

    /// What is to be remembered of batches that are here in part, as bytes; `None` where all are whole.
    pub fn parts(&self) -> Result<Option<Vec<u8>>, Unreadable> {
        if self.parts.is_empty() {
            return Ok(None);
        }
        let held = self.history.iter().map(|head| head.id).filter(|id| self.parts.contains(id));
        encode(&held.collect::<Vec<Id>>()).map(Some)
    }

    /// Remembers again what [`Book::parts`] gave.
    pub fn remember_parts(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let parts: Vec<Id> = decode(bytes)?;
        self.parts.extend(parts);
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
    batch.body.tables.iter().any(|ops| !ops.absent.is_empty())
}

/// The id under which a batch is kept: a part's follows from the records in it, so that it lies beside other parts
/// and beside the whole.
pub fn id(batch: &Batch) -> Id {
    if !is_part(batch) {
        return batch.head.id;
    }
    let places = batch.body.tables.iter().flat_map(|ops| {
        let touched = ops.touched();
        (0..ops.ids.len())
            .filter(move |place| touched.get(*place))
            .map(move |place| format!("{} {place}", ops.collection))
    });
    Id::derived(&["part", &batch.head.id.to_string(), &places.collect::<Vec<_>>().join(" ")])
}

/// Whether a batch takes a record from one charge into another, or away: of the fields by which somebody is
/// in charge, one is written, or it is deleted.
pub fn moves(ops: &TableOps, place: usize, charges: &[Key]) -> bool {
    let is_it = |at: &u32| *at as usize == place;
    ops.retracts.iter().any(|(at, _)| is_it(at))
        || ops.fields.iter().any(|field| charges.contains(&field.key) && field.records.iter().any(is_it))
}

//! Undo and redo: the inverse of a batch against the book as it stands, and which batch is next.

use super::batch::{Act, Batch, Cause, Draft, FieldOps, Head, Label, TableOps, Write};
use super::column::Column;
use super::packed::typed;
use super::versions::Entry;
use super::{Book, Command, Context, Rejection, Table};
use crate::model::permission::Actor;
use crate::model::{DeviceId, Id, Key, Value};

/// A field that an undo left alone, since it was changed after the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its collection.
    pub collection: Key,
    /// The record.
    pub id: Id,
    /// The field.
    pub field: Key,
}

/// The inverse of a batch.
#[derive(Clone, Debug)]
pub struct Inverse {
    /// What undoes it.
    pub draft: Draft,
    /// What stays as it is.
    pub kept: Vec<Kept>,
}

/// Wants a batch inverted.
#[derive(Clone, Debug)]
pub struct Invert {
    /// The batch.
    pub batch: Batch,
    /// [`Cause::Undone`] or [`Cause::Redone`].
    pub cause: Cause,
}

impl Command for Invert {
    fn decide(&self, book: &Book, _context: &Context<'_>) -> Result<Draft, Rejection> {
        let inverse = book.invert(&self.batch, self.cause);
        if inverse.draft.is_empty() { Err(Rejection::Nothing) } else { Ok(inverse.draft) }
    }
}

impl Book {
    /// The inverse of a batch, field by field: a field returns only if it still holds what the
    /// batch wrote. `cause` is [`Cause::Undone`] or [`Cause::Redone`].
    pub fn invert(&self, batch: &Batch, cause: Cause) -> Inverse {
        let label: Label = batch.head.label.clone();
        let mut inverse = Inverse { draft: Draft::new(label, cause), kept: Vec::new() };
        for ops in &batch.body.tables {
            if let Some(table) = self.table(&ops.collection) {
                invert_table(table, ops, &mut inverse);
            }
        }
        inverse
    }

    /// The batch that an undo by this person on this device would invert.
    pub fn next_undo(&self, device: DeviceId, actor: &Actor) -> Option<&Head> {
        self.undo_stacks(device, actor).0.last().copied()
    }

    /// The undoing batch that a redo would invert.
    pub fn next_redo(&self, device: DeviceId, actor: &Actor) -> Option<&Head> {
        self.undo_stacks(device, actor).1.last().copied()
    }

    fn undo_stacks(&self, device: DeviceId, actor: &Actor) -> (Vec<&Head>, Vec<&Head>) {
        let (mut done, mut undone): (Vec<&Head>, Vec<&Head>) = (Vec::new(), Vec::new());
        let own = |head: &&Head| head.device == device && head.actor == actor.person;
        for head in self.history().iter().filter(own) {
            match head.cause {
                Cause::Typed | Cause::Imported => {
                    done.push(head);
                    undone.clear();
                }
                Cause::Undone(what) => {
                    done.retain(|head| head.id != what);
                    undone.push(head);
                }
                Cause::Redone(what) => {
                    undone.retain(|head| head.id != what);
                    done.push(head);
                }
                Cause::Synced | Cause::HandedOver | Cause::Signed => {}
            }
        }
        (done, undone)
    }
}

fn invert_table(table: &Table, ops: &TableOps, inverse: &mut Inverse) {
    let mut created = vec![false; ops.ids.len()];
    for place in &ops.creates {
        let Some(&id) = ops.ids.get(*place as usize) else { continue };
        created[*place as usize] = true;
        if table.own_row(id).is_some_and(|row| !table.state(table.own_of(row)).retracted.on) {
            inverse.draft.retract(table.key(), id, true);
        }
    }
    let id_of = |place: u32| ops.ids.get(place as usize).copied().filter(|_| !created[place as usize]);
    for field in &ops.fields {
        invert_field(table, field, &id_of, inverse);
    }
    let switched = |place: u32, on: bool, read: &dyn Fn(usize) -> bool| {
        let id = id_of(place)?;
        rows(table, id)?.iter().all(|row| read(*row) == on).then_some(id)
    };
    for (place, on) in &ops.archives {
        if let Some(id) = switched(*place, *on, &|row| table.state(row).archived.on) {
            inverse.draft.archive(table.key(), id, !on);
        }
    }
    for (place, on) in &ops.retracts {
        if let Some(id) = switched(*place, *on, &|row| table.state(row).retracted.on) {
            inverse.draft.retract(table.key(), id, !on);
        }
    }
    for (place, other, on) in &ops.joins {
        if let Some(&id) = ops.ids.get(*place as usize).filter(|id| table.joined(**id, *other) == *on) {
            inverse.draft.join(table.key(), id, *other, !on);
        }
    }
}

fn invert_field(table: &Table, ops: &FieldOps, id_of: &dyn Fn(u32) -> Option<Id>, inverse: &mut Inverse) {
    let timed = ops.act != Act::Set;
    let keeps = |column: &&Column| column.keeps(&ops.key, ops.to.storage(), timed);
    let Some(column) = table.columns().iter().find(keeps) else { return };
    let kind = &column.field().kind;
    let read = |packed: &super::packed::Packed, at: usize| packed.get(at).map(|value| typed(value, kind));
    for (at, place) in ops.records.iter().enumerate() {
        let Some(id) = id_of(*place) else { continue };
        let Some(rows) = rows(table, id) else { continue };
        let (to, from, stood) = (read(&ops.to, at), read(&ops.from, at), ops.stood.get(at));
        let storage = column.data().storage();
        let blank = Write { key: &ops.key, storage, act: Act::Set, effective: None, to: None, from: None };
        let write: Option<Write<'_>> = match (ops.act, column.versions()) {
            (Act::Set, None) => {
                let holds = rows.iter().all(|row| column.value(*row) == to);
                holds.then_some(Write { to: from.as_ref(), from: Some(to), ..blank })
            }
            (Act::SetDated | Act::Withdraw, Some(versions)) => {
                let effective = ops.effective_at(at);
                let said = |row: &usize| -> Option<Option<Value>> {
                    let version = versions.exactly(*row, effective)?;
                    let value = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
                    (version.entry != Entry::Withdrawn).then_some(value)
                };
                let wrote = (ops.act == Act::SetDated).then_some(to);
                let holds = rows.iter().all(|row| said(row) == wrote);
                let act = if stood { Act::SetDated } else { Act::Withdraw };
                let effective = Some(effective);
                holds.then_some(Write { act, effective, to: from.as_ref(), from: wrote, ..blank })
            }
            _ => None,
        };
        match write {
            Some(write) => inverse.draft.write(table.key(), id, &write),
            None => inverse.kept.push(Kept { collection: table.key().clone(), id, field: ops.key.clone() }),
        }
    }
}

/// What an id says itself, and what the record that it is (part of) shows.
fn rows(table: &Table, id: Id) -> Option<[usize; 2]> {
    Some([table.own_of(table.own_row(id)?), table.row(id)?])
}

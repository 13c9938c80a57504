//! Undo and redo: the inverse of a batch against the book as it stands, and which batch is next.

use std::ops::Range;
use std::rc::Rc;

use super::batch::{Act, Batch, Cause, Draft, FieldOps, Head, TableOps, Write};
use super::bits::Bits;
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

/// Why the inverse of a batch exists: an undo, or of an undoing batch a redo.
pub fn inverse_cause(head: &Head) -> Cause {
    match head.cause {
        Cause::Undone(_) => Cause::Redone(head.id),
        _ => Cause::Undone(head.id),
    }
}

/// Wants a batch inverted.
#[derive(Clone, Debug)]
pub struct Invert {
    /// The batch.
    pub batch: Rc<Batch>,
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
        let mut inverting = Inverting::of(batch, cause);
        while !inverting.step(self, batch, usize::MAX) {}
        inverting.inverse
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

/// Which step of a table's inverse comes next.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Creates { from: usize },
    Field { field: usize, from: usize },
    Retracts { from: usize },
    Rest,
}

/// The inverse of a batch in the making.
#[derive(Debug)]
pub struct Inverting {
    inverse: Inverse,
    table: usize,
    phase: Phase,
    /// Which records of the table under way were created by the batch.
    created: Bits,
}

impl Inverting {
    /// Nothing done yet.
    pub fn of(batch: &Batch, cause: Cause) -> Self {
        let draft = Draft::new(batch.head.label.clone(), cause);
        let inverse = Inverse { draft, kept: Vec::new() };
        Self { inverse, table: 0, phase: Phase::Creates { from: 0 }, created: Bits::default() }
    }

    /// The inverse.
    pub fn finish(self) -> Inverse {
        self.inverse
    }

    /// Does a step of at most so many operations; whether all is done.
    pub fn step(&mut self, book: &Book, batch: &Batch, most: usize) -> bool {
        let Some(ops) = batch.body.tables.get(self.table) else { return true };
        let next = book.table(&ops.collection).and_then(|table| self.table_step(table, ops, most));
        if let Some(phase) = next {
            self.phase = phase;
        } else {
            (self.table, self.phase, self.created) = (self.table + 1, Phase::Creates { from: 0 }, Bits::default());
        }
        false
    }

    /// Goes on with a table; the next step, if there is one.
    fn table_step(&mut self, table: &Table, ops: &TableOps, most: usize) -> Option<Phase> {
        let until = |from: usize, of: usize| of.min(from.saturating_add(most));
        Some(match self.phase {
            Phase::Creates { from } => {
                let until = until(from, ops.creates.len());
                self.retract(table, ops, &ops.creates[from..until]);
                let whole = until == ops.creates.len();
                if whole { Phase::Field { field: 0, from: 0 } } else { Phase::Creates { from: until } }
            }
            Phase::Field { field, from } => match ops.fields.get(field) {
                None => Phase::Retracts { from: 0 },
                Some(of) => {
                    let until = until(from, of.records.len());
                    let created = &self.created;
                    let id = |place| id_of(created, ops, place);
                    invert_field(table, of, from..until, &id, &mut self.inverse);
                    let whole = until == of.records.len();
                    if whole { Phase::Field { field: field + 1, from: 0 } } else { Phase::Field { field, from: until } }
                }
            },
            Phase::Retracts { from } => {
                let until = until(from, ops.retracts.len());
                for (place, on) in &ops.retracts[from..until] {
                    let id = self.switched(table, ops, *place, *on, &|row| table.state(row).retracted.on);
                    if let Some(id) = id {
                        self.inverse.draft.retract(table.key(), id, !on);
                    }
                }
                if until == ops.retracts.len() { Phase::Rest } else { Phase::Retracts { from: until } }
            }
            Phase::Rest => {
                self.rest(table, ops);
                return None;
            }
        })
    }

    fn retract(&mut self, table: &Table, ops: &TableOps, places: &[u32]) {
        for place in places {
            let Some(&id) = ops.ids.get(*place as usize) else { continue };
            self.created.set(*place as usize, true);
            if table.own_row(id).is_some_and(|row| !table.state(table.own_of(row)).retracted.on) {
                self.inverse.draft.retract(table.key(), id, true);
            }
        }
    }

    fn rest(&mut self, table: &Table, ops: &TableOps) {
        for (place, on) in &ops.archives {
            if let Some(id) = self.switched(table, ops, *place, *on, &|row| table.state(row).archived.on) {
                self.inverse.draft.archive(table.key(), id, !on);
            }
        }
        for (place, other, on) in &ops.joins {
            if let Some(&id) = ops.ids.get(*place as usize).filter(|id| table.joined(**id, *other) == *on) {
                self.inverse.draft.join(table.key(), id, *other, !on);
            }
        }
    }

    /// The record at a place, if its switch still stands as the batch put it.
    fn switched(
        &self,
        table: &Table,
        ops: &TableOps,
        place: u32,
        on: bool,
        read: &dyn Fn(usize) -> bool,
    ) -> Option<Id> {
        let id = id_of(&self.created, ops, place)?;
        rows(table, id)?.iter().all(|row| read(*row) == on).then_some(id)
    }
}

/// The id at a place, unless the batch created its record.
fn id_of(created: &Bits, ops: &TableOps, place: u32) -> Option<Id> {
    ops.ids.get(place as usize).copied().filter(|_| !created.get(place as usize))
}

fn invert_field(
    table: &Table,
    ops: &FieldOps,
    positions: Range<usize>,
    id_of: &dyn Fn(u32) -> Option<Id>,
    inverse: &mut Inverse,
) {
    let keeper = table.keeper(&ops.key, ops.to.storage(), ops.act != Act::Set);
    let Some(column) = keeper.and_then(|at| table.column(at)) else { return };
    let kind = &column.field().kind;
    let read = |packed: &super::packed::Packed, at: usize| packed.get(at).map(|value| typed(value, kind));
    for at in positions {
        let Some(id) = ops.records.get(at).and_then(|place| id_of(*place)) else { continue };
        let Some(rows) = rows(table, id) else { continue };
        let (to, from, stood) = (read(&ops.to, at), read(&ops.from, at), ops.stood.get(at));
        let storage = column.data().storage();
        let blank = Write { key: &ops.key, storage, act: Act::Set, effective: None, to: None, from: None };
        let write: Option<Write<'_>> = match (ops.act, column.versions()) {
            (Act::Set, None) => {
                let holds = rows.iter().all(|row| column.value(*row) == to);
                holds.then_some(Write { to: from.as_ref(), from: Some(to), ..blank })
            }
            (act, Some(versions)) => {
                let effective = ops.effective_at(at);
                let said = |row: &usize| -> Option<Option<Value>> {
                    let version = versions.exactly(*row, effective)?;
                    let value = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
                    (version.entry != Entry::Withdrawn).then_some(value)
                };
                let wrote = (act != Act::Withdraw).then_some(to);
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

//! Commands: what a person wants, decided against the book into a draft or a typed refusal.

use std::rc::Rc;

use super::batch::{Act, Cause, Draft, Label, Write};
use super::lack::Lack;
use super::versions::Entry;
use super::{Book, Table, frozen, settled, whole};
use crate::model::id::IdMaker;
use crate::model::permission::{Actor, Verb};
use crate::model::validate::{Problem, check};
use crate::model::{Currency, Id, Instant, Key, Timed, Value, Zone};

/// Everything a decision may depend on beside the book.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Who acts.
    pub actor: Actor,
    /// When.
    pub now: Instant,
    /// The organisation's zone.
    pub zone: &'a Zone,
    /// The organisation's base currency.
    pub currency: Currency,
    /// Fresh ids.
    pub ids: &'a IdMaker,
}

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The permission table does not allow it.
    #[error("not allowed: {verb:?}")]
    NotAllowed {
        /// What was asked for.
        verb: Verb,
    },
    /// The record is not there (any more).
    #[error("{collection} {id} is gone")]
    Gone {
        /// Its collection.
        collection: Key,
        /// Its id.
        id: Id,
    },
    /// A value may not stand in its field.
    #[error("{field}: {problem:?}")]
    Invalid {
        /// Key of the field.
        field: Key,
        /// What is wrong.
        problem: Problem,
    },
    /// A rule of the business stands against it: the message that says so, and what to do.
    #[error("against a rule: {}", .0.key)]
    Against(Label),
    /// A rule of the business asks for something that is not there yet.
    #[error("{} things are lacking", .0.count())]
    Lacks(Box<Lack>),
    /// There is nothing to do.
    #[error("nothing to do")]
    Nothing,
}

/// Puts a command aside, so that it can be decided once more: all that can be cloned do so.
pub trait Aside {
    /// The same command on its own.
    fn aside(&self) -> Rc<dyn Command>;
}

impl<C: Command + Clone + 'static> Aside for C {
    fn aside(&self) -> Rc<dyn Command> {
        Rc::new(self.clone())
    }
}

/// What a person wants. It may be decided twice: where another tab wrote in between, once more
/// against what that made of the book.
pub trait Command: Aside {
    /// Decides: a draft of what to do, or why not.
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection>;
}

/// One field's new value: position in the table, value or empty.
pub type Change = (usize, Option<Value>);

/// Writes operations into a draft, looking up in the book what stood before.
#[derive(Debug)]
pub struct Editor<'a> {
    book: &'a Book,
    now: Instant,
    /// The draft so far.
    pub draft: Draft,
}

impl<'a> Editor<'a> {
    /// Starts a draft.
    pub fn new(book: &'a Book, now: Instant, label: Label, cause: Cause) -> Self {
        Self::going_on(book, now, Draft::new(label, cause))
    }

    /// Goes on with a draft that was decided of the same book so far.
    pub fn going_on(book: &'a Book, now: Instant, draft: Draft) -> Self {
        Self { book, now, draft }
    }

    fn table(&self, collection: &str, id: Id) -> Result<&'a Table, Rejection> {
        let gone = || Rejection::Gone { collection: Key::Owned(collection.to_owned()), id };
        self.book.table(collection).ok_or_else(gone)
    }

    /// Creates a record with values; defaults fill what is left out, a required field that stays
    /// empty refuses. `dates` overrides from when timed fields hold: (field, instant, value).
    pub fn create(
        &mut self,
        collection: &str,
        id: Id,
        values: &[Change],
        dates: &[(usize, Instant, Option<Value>)],
    ) -> Result<(), Rejection> {
        let table = self.table(collection, id)?;
        self.draft.create(table.key(), id);
        for (at, column) in table.columns().iter().enumerate() {
            let field = column.field();
            let default = || field.default_value().filter(|_| field.is_offered());
            let given = values.iter().find(|(field, _)| *field == at).map(|(_, value)| value.clone());
            let entries = dates.iter().filter(|(field, _, _)| *field == at);
            let value = given.unwrap_or_else(default);
            let valid = |value: Option<&Value>| {
                let kept = value.is_none() && !field.is_offered();
                let checked = if kept { Ok(()) } else { check(field, value) };
                checked.map_err(|problem| Rejection::Invalid { field: field.key.clone(), problem })
            };
            if entries.clone().next().is_none() {
                valid(value.as_ref())?;
            }
            let storage = column.data().storage();
            let undated = Write { key: &field.key, storage, act: Act::Set, effective: None, to: None, from: None };
            for (_, from, value) in entries {
                valid(value.as_ref())?;
                let write = Write { act: Act::SetDated, effective: Some(*from), to: value.as_ref(), ..undated.clone() };
                self.draft.write(table.key(), id, &write);
            }
            if let Some(value) = &value {
                let write = match field.timed {
                    Timed::No => Write { to: Some(value), ..undated },
                    Timed::Always => {
                        let effective = Some(Instant::ALWAYS);
                        Write { act: Act::SetDated, effective, to: Some(value), ..undated }
                    }
                    Timed::AtCreate => {
                        Write { act: Act::SetDated, effective: Some(self.now), to: Some(value), ..undated }
                    }
                };
                self.draft.write(table.key(), id, &write);
            }
        }
        Ok(())
    }

    /// Sets a field of a live record; a timed one from `effective` on, by default now. Setting
    /// what already holds does nothing.
    pub fn set(
        &mut self,
        collection: &str,
        id: Id,
        (field, value): Change,
        effective: Option<Instant>,
    ) -> Result<(), Rejection> {
        let (table, row) = self.live(collection, id)?;
        let Some(column) = table.column(field) else { return Err(Rejection::Nothing) };
        let key = &column.field().key;
        check(column.field(), value.as_ref()).map_err(|problem| Rejection::Invalid { field: key.clone(), problem })?;
        if column.field().fixed && column.value(row).is_some() && column.value(row) != value {
            return Err(Rejection::Invalid { field: key.clone(), problem: Problem::Fixed });
        }
        let storage = column.data().storage();
        let stamps = self.book.stamps();
        let (holder, write) = if let Some(versions) = column.versions() {
            let effective = effective.unwrap_or(self.now);
            let holds = versions.at(row, effective).filter(|version| version.entry == Entry::Value);
            if holds.and_then(|version| column.decode(version.cell)) == value {
                return Ok(());
            }
            let stood = versions.exactly(row, effective).filter(|version| version.entry != Entry::Withdrawn);
            let from =
                stood.map(|version| (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten());
            let holder = table.holder(id, stamps, |row| versions.stamp(row, effective));
            (holder, Write { key, storage, act: Act::SetDated, effective: Some(effective), to: value.as_ref(), from })
        } else {
            let from = column.value(row);
            if from == value {
                return Ok(());
            }
            let holder = table.holder(id, stamps, |row| column.clock(row));
            (holder, Write { key, storage, act: Act::Set, effective: None, to: value.as_ref(), from: Some(from) })
        };
        self.draft.write(table.key(), holder, &write);
        Ok(())
    }

    /// Writes a dated entry of a live record, also where the value before it is the same.
    pub fn date(
        &mut self,
        collection: &str,
        id: Id,
        (field, value): Change,
        effective: Instant,
    ) -> Result<(), Rejection> {
        let (table, row) = self.live(collection, id)?;
        let Some(column) = table.column(field) else { return Err(Rejection::Nothing) };
        let versions = column.versions().ok_or(Rejection::Nothing)?;
        let key = &column.field().key;
        check(column.field(), value.as_ref()).map_err(|problem| Rejection::Invalid { field: key.clone(), problem })?;
        let stood = versions.exactly(row, effective).filter(|version| version.entry != Entry::Withdrawn);
        let from = stood.map(|version| (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten());
        if from.as_ref() == Some(&value) {
            return Ok(());
        }
        let storage = column.data().storage();
        let holder = table.holder(id, self.book.stamps(), |row| versions.stamp(row, effective));
        let effective = Some(effective);
        let write = Write { key, storage, act: Act::SetDated, effective, to: value.as_ref(), from };
        self.draft.write(table.key(), holder, &write);
        Ok(())
    }

    /// Withdraws a dated entry of a live record.
    pub fn withdraw(&mut self, collection: &str, id: Id, field: usize, effective: Instant) -> Result<(), Rejection> {
        let (table, row) = self.live(collection, id)?;
        let Some(column) = table.column(field) else { return Err(Rejection::Nothing) };
        let versions = column.versions().ok_or(Rejection::Nothing)?;
        let stood = versions
            .exactly(row, effective)
            .filter(|version| version.entry != Entry::Withdrawn)
            .ok_or(Rejection::Nothing)?;
        let from = Some((stood.entry == Entry::Value).then(|| column.decode(stood.cell)).flatten());
        let (key, storage) = (&column.field().key, column.data().storage());
        let write = Write { key, storage, act: Act::Withdraw, effective: Some(effective), to: None, from };
        let holder = table.holder(id, self.book.stamps(), |row| versions.stamp(row, effective));
        self.draft.write(table.key(), holder, &write);
        Ok(())
    }

    /// Archives a record, or brings it back.
    pub fn archive(&mut self, collection: &str, id: Id, on: bool) -> Result<(), Rejection> {
        let (table, row) = self.live(collection, id)?;
        if table.state(row).archived.on != on {
            let holder = table.holder(id, self.book.stamps(), |row| table.state(row).archived.stamp);
            self.draft.archive(table.key(), holder, on);
        }
        Ok(())
    }

    /// Retracts a record, or restores it.
    pub fn retract(&mut self, collection: &str, id: Id, on: bool) -> Result<(), Rejection> {
        let table = self.table(collection, id)?;
        let gone = Rejection::Gone { collection: table.key().clone(), id };
        if table.row(id).ok_or(gone).map(|row| table.state(row).retracted.on)? != on {
            let holder = table.holder(id, self.book.stamps(), |row| table.state(row).retracted.stamp);
            self.draft.retract(table.key(), holder, on);
        }
        Ok(())
    }

    /// Says that two ids are one record, or parts them again.
    pub fn join(&mut self, collection: &str, id: Id, other: Id, on: bool) -> Result<(), Rejection> {
        let table = self.table(collection, id)?;
        if on != (table.resolve(id) == table.resolve(other)) {
            self.draft.join(table.key(), id, other, on);
        }
        Ok(())
    }

    /// The table and row of a live record.
    pub fn live(&self, collection: &str, id: Id) -> Result<(&'a Table, usize), Rejection> {
        let table = self.table(collection, id)?;
        match table.row(id).filter(|row| table.is_live(*row)) {
            Some(row) => Ok((table, row)),
            None => Err(Rejection::Gone { collection: table.key().clone(), id }),
        }
    }

    /// The draft, refused where it does nothing.
    pub fn finish(self) -> Result<Draft, Rejection> {
        if self.draft.is_empty() { Err(Rejection::Nothing) } else { Ok(self.draft) }
    }
}

/// Creates a record of any collection.
#[derive(Clone, Debug)]
pub struct Create {
    /// Its collection.
    pub collection: Key,
    /// Its id.
    pub id: Id,
    /// Its values.
    pub values: Vec<Change>,
    /// What to call it.
    pub label: Label,
}

impl Command for Create {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit_new(&context.actor, &self.collection, &self.values)?;
        book.keep_new_line(&self.collection, &self.values)?;
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let mut values = self.values.clone();
        values.extend(frozen::cost(book, context.zone, &self.collection, &values));
        edit.create(&self.collection, self.id, &values, &[])?;
        edit.finish()
    }
}

/// Changes fields of a record of any collection.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Its collection.
    pub collection: Key,
    /// Its id.
    pub id: Id,
    /// What changes.
    pub changes: Vec<Change>,
    /// From when timed fields hold; now where `None`.
    pub effective: Option<Instant>,
    /// What to call it.
    pub label: Label,
}

impl Command for Edit {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let (table, row) = edit.live(&self.collection, self.id)?;
        book.permit(&context.actor, Verb::Change, &self.collection, Some(row))?;
        book.keep_line(table, row)?;
        settled::by_hand(table, row, &self.changes)?;
        for change in &self.changes {
            edit.set(&self.collection, self.id, change.clone(), self.effective)?;
        }
        edit.finish()
    }
}

/// Deletes (retracts) or archives a record.
#[derive(Clone, Debug)]
pub struct Remove {
    /// Its collection.
    pub collection: Key,
    /// Its id.
    pub id: Id,
    /// Archive instead: hidden, but counted.
    pub archive: bool,
    /// What to call it.
    pub label: Label,
}

impl Command for Remove {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let (table, row) = edit.live(&self.collection, self.id)?;
        book.permit(&context.actor, Verb::Remove, &self.collection, Some(row))?;
        book.keep_line(table, row)?;
        if self.archive {
            edit.archive(&self.collection, self.id, true)?;
        } else {
            edit.retract(&self.collection, self.id, true)?;
            whole::retract_lines(&mut edit, book, table, self.id)?;
        }
        edit.finish()
    }
}

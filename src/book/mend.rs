//! Commands that mend what stands: archived and deleted records come back, dated entries get another
//! value, another day, or go.

use super::batch::{Cause, Draft, Label};
use super::command::{Command, Context, Editor, Rejection};
use super::{Book, whole};
use crate::model::permission::Verb;
use crate::model::{Id, Instant, Key, Value};

/// Brings back what was deleted or archived.
#[derive(Clone, Debug)]
pub struct Restore {
    /// Its collection.
    pub collection: Key,
    /// Its id.
    pub id: Id,
    /// What to call it.
    pub label: Label,
}

impl Command for Restore {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let gone = || Rejection::Gone { collection: self.collection.clone(), id: self.id };
        let table = book.table(&self.collection).ok_or_else(gone)?;
        let row = table.row(self.id).ok_or_else(gone)?;
        book.permit(&context.actor, Verb::Remove, &self.collection, Some(row))?;
        if table.is_live(row) {
            edit.archive(&self.collection, self.id, false)?;
        } else {
            edit.retract(&self.collection, self.id, false)?;
            whole::restore_lines(&mut edit, book, table, self.id)?;
        }
        edit.finish()
    }
}

/// Changes a dated entry of a record's field, or withdraws it.
#[derive(Clone, Debug)]
pub struct ChangeEntry {
    /// Its collection.
    pub collection: Key,
    /// Its id.
    pub id: Id,
    /// Position of the field.
    pub field: usize,
    /// From when the entry holds.
    pub from: Instant,
    /// What it is to say, and from when; withdrawn where `None`.
    pub to: Option<(Instant, Option<Value>)>,
    /// What to call it.
    pub label: Label,
}

impl Command for ChangeEntry {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let (_, row) = edit.live(&self.collection, self.id)?;
        book.permit(&context.actor, Verb::Change, &self.collection, Some(row))?;
        if self.to.as_ref().is_none_or(|(from, _)| *from != self.from) {
            edit.withdraw(&self.collection, self.id, self.field, self.from)?;
        }
        if let Some((from, value)) = &self.to {
            edit.date(&self.collection, self.id, (self.field, value.clone()), *from)?;
        }
        edit.finish()
    }
}

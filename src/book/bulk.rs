//! Commands on many records at once: one batch, one way back. Records that are gone, or that the
//! acting person may not touch, are left out; the label says how many.

use super::batch::Label;
use super::command::{Change, Editor};
use super::each::{self, Each};
use super::{Book, Command, Context, Draft, Rejection, settled, whole};
use crate::model::permission::Verb;
use crate::model::{Id, Instant, Key};

/// What is done to each of the records.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Fields change; timed ones from an instant on, now where `None`.
    Edit(Vec<Change>, Option<Instant>),
    /// They are hidden, or shown again.
    Archive(bool),
    /// They are deleted (retracted).
    Delete,
}

impl Deed {
    /// What to call it where so many records were changed, and so many left out.
    fn label(&self, n: usize, left: usize) -> Label {
        let (n, left) = (n.to_string(), (left > 0).then(|| left.to_string()));
        match (self, left) {
            (Self::Edit(..), None) => Label::new("did-edit-many").with("n", n),
            (Self::Edit(..), Some(left)) => Label::new("did-edit-many-left").with("n", n).with("left", left),
            (Self::Archive(true), None) => Label::new("did-archive-many").with("n", n),
            (Self::Archive(true), Some(left)) => Label::new("did-archive-many-left").with("n", n).with("left", left),
            (Self::Archive(false), None) => Label::new("did-restore-many").with("n", n),
            (Self::Archive(false), Some(left)) => Label::new("did-restore-many-left").with("n", n).with("left", left),
            (Self::Delete, None) => Label::new("did-delete-many").with("n", n),
            (Self::Delete, Some(left)) => Label::new("did-delete-many-left").with("n", n).with("left", left),
        }
    }
}

/// Does the same to many records of a collection.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// Their collection.
    pub collection: Key,
    /// The records.
    pub ids: Vec<Id>,
    /// What is done to each.
    pub deed: Deed,
}

impl Command for Bulk {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        each::decide(self, book, context)
    }
}

impl Each for Bulk {
    fn count(&self) -> usize {
        self.ids.len()
    }

    fn one(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        at: usize,
    ) -> Result<Result<(), Rejection>, Rejection> {
        let verb = if matches!(self.deed, Deed::Edit(..)) { Verb::Change } else { Verb::Remove };
        let Some(id) = self.ids.get(at).copied() else { return Err(Rejection::Nothing) };
        let may = edit.live(&self.collection, id).and_then(|(table, row)| {
            book.permit(&context.actor, verb, &self.collection, Some(row))?;
            book.keep_line(table, row)?;
            if let Deed::Edit(changes, _) = &self.deed { settled::by_hand(table, row, changes) } else { Ok(()) }
        });
        match may {
            Ok(()) => self.write(edit, id).map(Ok),
            Err(why) => Ok(Err(why)),
        }
    }

    fn end(&self, edit: &mut Editor<'_>, book: &Book, done: &[usize]) -> Result<(), Rejection> {
        let (Deed::Delete, Some(table)) = (&self.deed, book.table(&self.collection)) else { return Ok(()) };
        let gone: Vec<Id> = done.iter().filter_map(|at| self.ids.get(*at).copied()).collect();
        whole::retract_all_lines(edit, book, table, &gone)
    }

    fn label(&self, _: &Book, done: usize, left: usize) -> Label {
        self.deed.label(done, left)
    }
}

impl Bulk {
    /// A value that may not stand in its field refuses the whole: it would be the same for all.
    fn write(&self, edit: &mut Editor<'_>, id: Id) -> Result<(), Rejection> {
        match &self.deed {
            Deed::Edit(changes, effective) => {
                changes.iter().try_for_each(|change| edit.set(&self.collection, id, change.clone(), *effective))
            }
            Deed::Archive(on) => edit.archive(&self.collection, id, *on),
            Deed::Delete => edit.retract(&self.collection, id, true),
        }
    }
}

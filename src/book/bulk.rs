//! Commands on many records at once: one batch, one way back. Records that are gone, or that the
//! acting person may not touch, are left out; the label says how many.

use super::batch::{Cause, Label};
use super::command::{Change, Editor};
use super::{Book, Command, Context, Draft, Rejection};
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
    /// What to call it, where so many records were left out.
    fn label(&self, left: usize) -> Label {
        let label = match (self, left) {
            (Self::Edit(..), 0) => Label::new("did-edit-many"),
            (Self::Edit(..), _) => Label::new("did-edit-many-left"),
            (Self::Archive(true), 0) => Label::new("did-archive-many"),
            (Self::Archive(true), _) => Label::new("did-archive-many-left"),
            (Self::Archive(false), 0) => Label::new("did-restore-many"),
            (Self::Archive(false), _) => Label::new("did-restore-many-left"),
            (Self::Delete, 0) => Label::new("did-delete-many"),
            (Self::Delete, _) => Label::new("did-delete-many-left"),
        };
        if left > 0 { label.with("left", left.to_string()) } else { label }
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
        let verb = if matches!(self.deed, Deed::Edit(..)) { Verb::Change } else { Verb::Remove };
        let mut edit = Editor::new(book, context.now, self.deed.label(0), Cause::Typed);
        let (mut done, mut refusal) = (0_usize, None);
        for id in &self.ids {
            let may = edit
                .live(&self.collection, *id)
                .and_then(|(_, row)| book.permit(&context.actor, verb, &self.collection, Some(row)));
            match may {
                Ok(()) => {
                    self.one(&mut edit, *id)?;
                    done += 1;
                }
                Err(why) => refusal = Some(why),
            }
        }
        let left = self.ids.len() - done;
        if let (0, Some(why)) = (done, refusal) {
            return Err(why);
        }
        edit.draft.label = self.deed.label(left).with("n", done.to_string());
        edit.finish()
    }
}

impl Bulk {
    /// A value that may not stand in its field refuses the whole: it would be the same for all.
    fn one(&self, edit: &mut Editor<'_>, id: Id) -> Result<(), Rejection> {
        match &self.deed {
            Deed::Edit(changes, effective) => {
                changes.iter().try_for_each(|change| edit.set(&self.collection, id, change.clone(), *effective))
            }
            Deed::Archive(on) => edit.archive(&self.collection, id, *on),
            Deed::Delete => edit.retract(&self.collection, id, true),
        }
    }
}

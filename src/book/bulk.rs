//! Commands on many records at once: one batch, one way back. Records that are gone, or that the
//! acting person may not touch, are left out; the label says how many.

use super::batch::{Cause, Label};
use super::command::{Change, Editor};
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
        let verb = if matches!(self.deed, Deed::Edit(..)) { Verb::Change } else { Verb::Remove };
        let mut edit = Editor::new(book, context.now, self.deed.label(0, 0), Cause::Typed);
        let (mut done, mut refusal) = (Vec::new(), None);
        for id in &self.ids {
            let may = edit.live(&self.collection, *id).and_then(|(table, row)| {
                book.permit(&context.actor, verb, &self.collection, Some(row))?;
                book.keep_line(table, row)?;
                if let Deed::Edit(changes, _) = &self.deed { settled::by_hand(table, row, changes) } else { Ok(()) }
            });
            match may {
                Ok(()) => {
                    self.one(&mut edit, *id)?;
                    done.push(*id);
                }
                Err(why) => refusal = Some(why),
            }
        }
        let left = self.ids.len() - done.len();
        if let (true, Some(why)) = (done.is_empty(), refusal) {
            return Err(why);
        }
        if let (Deed::Delete, Some(table)) = (&self.deed, book.table(&self.collection)) {
            whole::retract_all_lines(&mut edit, book, table, &done)?;
        }
        edit.draft.label = self.deed.label(done.len(), left);
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

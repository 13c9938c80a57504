//! Telling two records that look alike apart, for good.

use std::collections::BTreeSet;

use super::Pair;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Apart, ApartId};
use crate::model::{Id, Record};
use crate::query::title;

/// Says that two records are not the same.
#[derive(Clone, Debug)]
pub struct TellApart {
    /// The id of what is said.
    pub id: ApartId,
    /// One record.
    pub one: Id,
    /// The other.
    pub other: Id,
}

impl Command for TellApart {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit_new(&context.actor, Apart::COLLECTION.key, &[])?;
        if told(book).contains(&in_order(book, self.one, self.other)) {
            return Err(Rejection::Nothing);
        }
        let name = |id: Id| title::anywhere(book, id).unwrap_or_default();
        let label = Label::new("did-apart").with("one", name(self.one)).with("other", name(self.other));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut values: Vec<Change> =
            vec![(Apart::ONE, Some(self.one.into())), (Apart::OTHER, Some(self.other.into()))];
        values.extend(context.actor.person.map(|person| (Apart::PERSON, Some(person.into()))));
        edit.create(Apart::COLLECTION.key, self.id.into(), &values, &[])?;
        edit.finish()
    }
}

fn in_order(book: &Book, one: Id, other: Id) -> (Id, Id) {
    let (one, other) = (book.resolve(one), book.resolve(other));
    (one.min(other), one.max(other))
}

/// The pairs that were told apart.
fn told(book: &Book) -> BTreeSet<(Id, Id)> {
    book.all::<Apart>().filter_map(|apart| Some(in_order(book, apart.one?, apart.other?))).collect()
}

/// The pairs that nobody told apart.
pub fn undecided(book: &Book, mut pairs: Vec<Pair>) -> Vec<Pair> {
    let told = told(book);
    pairs.retain(|pair| !told.contains(&in_order(book, pair.a, pair.b)));
    pairs
}

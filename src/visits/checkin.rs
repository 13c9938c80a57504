//! A check-in at a site whose place is not known says where it is: proposed, to be taken or refused.

use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection, Table};
use crate::model::permission::Verb;
use crate::model::records::{Account, Site, Visit, VisitId};
use crate::model::{Id, Instant, Key, Place, Record, Role, Value};
use crate::query::title;

/// Codes of the field that says whether a check-in was at the site itself.
const HERE: [&str; 2] = ["no", "yes"];

/// What a check-in proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The visit.
    pub visit: VisitId,
    /// Who checked in.
    pub by: Option<Id>,
    /// When.
    pub at: Instant,
    /// Where.
    pub place: Place,
}

/// The site or customer that a visit went to: collection and id.
fn whose(visit: &Visit) -> Option<(&'static str, Id)> {
    let site = visit.site.map(|site| (Site::COLLECTION.key, site));
    site.or_else(|| visit.account.map(|account| (Account::COLLECTION.key, account)))
}

fn proposed(visit: &Visit) -> Option<Proposal> {
    let refused = visit.at_site.as_deref() == Some(HERE[0]);
    let (at, place) = (visit.arrived?, visit.arrived_at?);
    (!refused).then_some(Proposal { visit: visit.id, by: visit.owner, at, place })
}

/// The table and row of a live record whose place is not known.
fn without_place<'a>(book: &'a Book, collection: &str, id: Id) -> Option<(&'a Table, usize)> {
    let table = book.table(collection)?;
    let row = table.row(id).filter(|row| table.is_live(*row))?;
    table.value(row, table.role(Role::Place)?).is_none().then_some((table, row))
}

/// The place that the first check-in proposes for a site, or for a customer visited without one.
pub fn proposal(book: &Book, collection: &str, id: Id) -> Option<Proposal> {
    without_place(book, collection, id)?;
    let id = book.resolve(id);
    let there = |visit: &Visit| whose(visit).is_some_and(|(of, whose)| of == collection && book.resolve(whose) == id);
    let proposals = book.all::<Visit>().filter(there).filter_map(|visit| proposed(&visit));
    proposals.min_by_key(|proposal| (proposal.at, proposal.visit))
}

/// Takes the position of a check-in for the place of the site.
#[derive(Clone, Debug)]
pub struct TakePlace {
    /// The visit.
    pub visit: VisitId,
}

/// Says that a check-in was somewhere else.
#[derive(Clone, Debug)]
pub struct RefusePlace {
    /// The visit.
    pub visit: VisitId,
}

fn gone(collection: &'static str, id: Id) -> Rejection {
    Rejection::Gone { collection: Key::Borrowed(collection), id }
}

impl Command for TakePlace {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = book.get::<Visit>(self.visit).ok_or_else(|| gone(Visit::COLLECTION.key, self.visit.into()))?;
        let (proposal, (collection, id)) = proposed(&visit).zip(whose(&visit)).ok_or(Rejection::Nothing)?;
        // A place that somebody set meanwhile stays.
        let (table, row) = without_place(book, collection, id).ok_or(Rejection::Nothing)?;
        book.permit(&context.actor, Verb::Change, collection, Some(row))?;
        let at = table.role(Role::Place).ok_or(Rejection::Nothing)?;
        let label = Label::new("did-take-place").with("name", title::named(book, table, row));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.set(collection, id, (at, Some(Value::Place(proposal.place))), None)?;
        edit.set(Visit::COLLECTION.key, self.visit.into(), (Visit::AT_SITE, Some(HERE[1].into())), None)?;
        edit.finish()
    }
}

impl Command for RefusePlace {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = book.get::<Visit>(self.visit).ok_or_else(|| gone(Visit::COLLECTION.key, self.visit.into()))?;
        let (collection, id) = whose(&visit).ok_or(Rejection::Nothing)?;
        let (table, row) = without_place(book, collection, id).ok_or(Rejection::Nothing)?;
        book.permit(&context.actor, Verb::Change, collection, Some(row))?;
        let label = Label::new("did-refuse-place").with("name", title::named(book, table, row));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.set(Visit::COLLECTION.key, self.visit.into(), (Visit::AT_SITE, Some(HERE[0].into())), None)?;
        edit.finish()
    }
}

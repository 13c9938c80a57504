//! The life of a visit, as commands: planned, checked in, checked out; put off, called off, missed;
//! nobody there; unplanned. What was said on the visit is kept by the form of the record.

mod check;
mod moved;
mod order;
mod photo;
mod plan;
mod put;

pub use check::{ArriveUnplanned, CheckIn, CheckOut, NobodyThere, checks_of, radius, whereabouts};
pub use moved::MoveVisit;
pub use order::Reorder;
pub use photo::AddPhoto;
pub use plan::{Answer, CallOff, Called, Confirm, Postpone, TakeOff, Why};
pub use put::PutOn;

use super::trace::Status;
use crate::book::command::Editor;
use crate::book::{Book, Context, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Account, Visit, VisitId};
use crate::model::{Id, Instant, Key, Record, Value};
use crate::query::title;

/// A visit that the acting person may change.
fn find(book: &Book, context: &Context<'_>, id: VisitId) -> Result<Visit, Rejection> {
    let gone = || Rejection::Gone { collection: Key::Borrowed(Visit::COLLECTION.key), id: id.into() };
    let visit = book.get::<Visit>(id).ok_or_else(gone)?;
    let row = book.of::<Visit>().row(visit.id.into());
    book.permit(&context.actor, Verb::Change, Visit::COLLECTION.key, row)?;
    Ok(visit)
}

fn status(visit: &Visit) -> Status {
    visit.status.as_deref().and_then(Status::parse).unwrap_or(Status::Planned)
}

/// What the customer of a visit is called.
fn customer(book: &Book, account: Option<Id>) -> String {
    account.and_then(|account| title::of(book, Account::COLLECTION.key, account)).unwrap_or_default()
}

fn about(key: &str, book: &Book, visit: &Visit) -> Label {
    Label::new(key).with("account", customer(book, visit.account))
}

/// A visit that is still to be made begins today at the earliest.
fn not_past(book: &Book, context: &Context<'_>, visit: &Visit, starts: Instant) -> Result<(), Rejection> {
    let is_past = context.zone.day_of(starts) < context.zone.day_of(context.now);
    if is_past { Err(Rejection::Against(about("refused-visit-past", book, visit))) } else { Ok(()) }
}

/// Sets fields of a visit.
fn set(edit: &mut Editor<'_>, visit: &Visit, changes: Vec<(usize, Option<Value>)>) -> Result<(), Rejection> {
    changes.into_iter().try_for_each(|change| edit.set(Visit::COLLECTION.key, visit.id.into(), change, None))
}

fn code(status: Status) -> Value {
    status.code().into()
}

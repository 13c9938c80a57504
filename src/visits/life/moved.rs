//! A visit put to another time, on its day or on another, or passed on to somebody else.

use super::{about, find, not_past, set, status};
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Person, Visit, VisitId};
use crate::model::{Id, Instant, Record, Value, window};
use crate::query::title;
use crate::visits::trace::Status;

/// Puts a planned visit to another time; it stays as long as it is. A fixed appointment is never moved. It is passed on
/// to oneself, or to somebody whom one leads.
#[derive(Clone, Debug)]
pub struct MoveVisit {
    /// The visit.
    pub visit: VisitId,
    /// When it shall begin.
    pub starts: Instant,
    /// Who makes it from now on; whoever did where nobody is named.
    pub to: Option<Id>,
}

impl Command for MoveVisit {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        if status(&visit) != Status::Planned || visit.arrived.is_some() {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        if visit.locked.as_deref() == Some("yes") {
            return Err(Rejection::Against(about("refused-visit-locked", book, &visit)));
        }
        let owner = visit.owner.map(|owner| book.resolve(owner));
        let to = self.to.map(|to| book.resolve(to)).filter(|to| owner != Some(*to));
        let may_pass = |to: Id| context.actor.person.is_none_or(|me| book.resolve(me) == to || book.leads(me, to));
        if to.is_some_and(|to| !may_pass(to)) {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        if visit.starts == Some(self.starts) && to.is_none() {
            return Err(Rejection::Nothing);
        }
        not_past(book, context, &visit, self.starts)?;
        let day = context.zone.day_of(self.starts).to_string();
        let time = window::clock(u16::try_from(context.zone.minute_of(self.starts)).unwrap_or(0));
        let name = to.and_then(|to| title::of(book, Person::COLLECTION.key, to));
        let label = match name {
            Some(name) => about("did-visit-pass", book, &visit).with("person", name),
            None => about("did-visit-move", book, &visit),
        };
        let label = label.with("day", day).with("time", time);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let length = visit.starts.zip(visit.ends).map(|(starts, ends)| ends.0 - starts.0).filter(|length| *length > 0);
        let ends = length.map(|length| Value::Instant(Instant(self.starts.0.saturating_add(length))));
        let mut changes = vec![(Visit::STARTS, Some(Value::Instant(self.starts)))];
        changes.extend(ends.map(|ends| (Visit::ENDS, Some(ends))));
        changes.extend(to.map(|to| (Visit::OWNER, Some(to.into()))));
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}

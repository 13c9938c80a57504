//! Before a visit, and instead of it: the customer is called; it is put off, called off or missed.

use super::{about, code, find, not_past, set, status};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Rejection, whole};
use crate::model::records::{Visit, VisitId};
use crate::model::validate::Problem;
use crate::model::{Id, Instant, Record, Value};
use crate::visits::trace::Status;

/// Why a visit is not made as planned: one of the company's reasons, words, or both.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// One of the company's reasons.
    pub incident: Option<Id>,
    /// In words.
    pub words: Option<String>,
}

impl Why {
    /// What it puts into the visit; refused where nothing is said.
    pub(super) fn changes(&self) -> Result<Vec<Change>, Rejection> {
        let words = self.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
        if words.is_none() && self.incident.is_none() {
            let field = Visit::COLLECTION.fields[Visit::REASON].key.clone();
            return Err(Rejection::Invalid { field, problem: Problem::Missing });
        }
        Ok(vec![(Visit::INCIDENT, self.incident.map(Value::Reference)), (Visit::REASON, words.map(Value::from))])
    }
}

/// Whether the customer knows that we come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// Nobody called.
    Unconfirmed,
    /// Called, and not yet agreed.
    Called,
    /// Agreed.
    Confirmed,
}

impl Called {
    /// Every state with its code in the field table.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Unconfirmed, "unconfirmed"), (Self::Called, "called"), (Self::Confirmed, "confirmed")];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(called, _)| *called == self).map_or("unconfirmed", |(_, code)| *code)
    }

    /// The state of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(called, _)| *called)
    }
}

/// Says whether the customer knows that we come.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// The visit.
    pub visit: VisitId,
    /// Whether they do.
    pub called: Called,
}

impl Command for Confirm {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        let mut edit = Editor::new(book, context.now, about("did-visit-confirm", book, &visit), Cause::Typed);
        set(&mut edit, &visit, vec![(Visit::CONFIRMATION, Some(self.called.code().into()))])?;
        edit.finish()
    }
}

/// What becomes of a visit that is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is called off: by us or by the customer, before anybody left.
    Cancelled,
    /// It was not made.
    Missed,
}

/// Calls a planned visit off, or says that it was missed.
#[derive(Clone, Debug)]
pub struct CallOff {
    /// The visit.
    pub visit: VisitId,
    /// Which of the two.
    pub answer: Answer,
    /// Why.
    pub why: Why,
}

impl Command for CallOff {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        // What is under way ends with a check-out, or with nobody there.
        if status(&visit) != Status::Planned {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        let (key, to) = match self.answer {
            Answer::Cancelled => ("did-visit-cancel", Status::Cancelled),
            Answer::Missed => ("did-visit-miss", Status::Missed),
        };
        let mut changes = self.why.changes()?;
        changes.push((Visit::STATUS, Some(code(to))));
        let mut edit = Editor::new(book, context.now, about(key, book, &visit), Cause::Typed);
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}

/// Takes a visit off a plan as if it had never been on it: one's own, and only before it has begun. What a
/// supervisor has approved shows as changed since.
#[derive(Clone, Debug)]
pub struct TakeOff {
    /// The visit.
    pub visit: VisitId,
}

impl Command for TakeOff {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        if status(&visit) != Status::Planned || visit.arrived.is_some() {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        let (of, id) = (Visit::COLLECTION.key, Id::from(visit.id));
        let mut edit = Editor::new(book, context.now, about("did-visit-take-off", book, &visit), Cause::Typed);
        edit.retract(of, id, true)?;
        for key in Visit::COLLECTION.lines() {
            let Some(lines) = book.table(key) else { continue };
            for line in whole::of(book, lines, id).into_iter().filter_map(|row| lines.id(row)) {
                edit.retract(key, line, true)?;
            }
        }
        edit.finish()
    }
}

/// Puts a visit off: it stays where it was, as put off, and another stands for it.
#[derive(Clone, Debug)]
pub struct Postpone {
    /// The visit.
    pub visit: VisitId,
    /// The id of the one that stands for it.
    pub id: VisitId,
    /// When that begins.
    pub starts: Instant,
    /// Why.
    pub why: Why,
}

/// What the visit that stands for another takes over from it.
const TAKEN: [usize; 8] = [
    Visit::ACCOUNT,
    Visit::SITE,
    Visit::OWNER,
    Visit::PURPOSES,
    Visit::AIM,
    Visit::DIRECTION,
    Visit::JOINED_BY,
    Visit::DEAL,
];

impl Command for Postpone {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        // One that was missed may still be put off; what was made or called off may not.
        if !matches!(status(&visit), Status::Planned | Status::Missed) {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        not_past(book, context, &visit, self.starts)?;
        let table = book.of::<Visit>();
        let row = table.row(visit.id.into()).ok_or(Rejection::Nothing)?;
        let mut values: Vec<Change> = TAKEN.iter().filter_map(|at| Some((*at, Some(table.value(row, *at)?)))).collect();
        let length = visit.starts.zip(visit.ends).map(|(starts, ends)| ends.0 - starts.0).filter(|length| *length > 0);
        let ends = length.map(|length| Value::Instant(Instant(self.starts.0.saturating_add(length))));
        values.push((Visit::STARTS, Some(Value::Instant(self.starts))));
        values.extend(ends.map(|ends| (Visit::ENDS, Some(ends))));
        values.push((Visit::INSTEAD_OF, Some(Id::from(visit.id).into())));
        let day = context.zone.day_of(self.starts);
        let label = about("did-visit-postpone", book, &visit).with("day", day.to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut changes = self.why.changes()?;
        changes.push((Visit::STATUS, Some(code(Status::Postponed))));
        set(&mut edit, &visit, changes)?;
        edit.create(Visit::COLLECTION.key, self.id.into(), &values, &[])?;
        edit.finish()
    }
}

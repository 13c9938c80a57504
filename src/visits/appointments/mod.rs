//! What stands in somebody's other calendar, and what becomes of it here: an appointment with a customer is a visit
//! that no planning moves, whole days are an absence, the rest is left with its reason.
//!
//! The record of an appointment has an id that follows from the appointment's, so that the same file again changes
//! what changed, and adds nothing.

mod recognise;
mod take;

pub use recognise::Names;
pub use take::TakeIn;

use crate::book::Book;
use crate::model::records::{Absence, Visit};
use crate::model::{Day, Id, Instant, Value};

/// When an appointment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// On whole days, the last included.
    Days(Day, Day),
    /// From a point in time to another.
    Time(Instant, Instant),
}

/// One occurrence of an event of another calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// What it is known by in its calendar, for good: with the day or time that it was meant for, where it
    /// is one of several.
    pub uid: String,
    /// What it is called.
    pub title: String,
    /// Where.
    pub place: String,
    /// What else is said of it.
    pub note: String,
    /// When.
    pub when: When,
    /// Whether it was called off.
    pub cancelled: bool,
    /// The number of its event's first line in its file, from 1.
    pub line: usize,
}

/// Why nothing becomes of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No customer is named in it.
    Nobody,
    /// Several customers are, and none better than the others.
    Several,
    /// It was called off, and is not here.
    Off,
    /// The visit has begun or is over: what is said of it here stands.
    Begun,
    /// It was deleted here.
    Deleted,
}

/// What becomes of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A visit to a customer.
    Visit {
        /// The customer.
        account: Id,
        /// The site, where one is named.
        site: Option<Id>,
    },
    /// Days on which somebody does not visit.
    Away,
    /// The visit or absence that it was before is called off.
    CalledOff,
    /// Nothing: what is here says the same.
    Same,
    /// Nothing, for this reason.
    Left(LeftOut),
}

/// What becomes of an appointment, with the record that it is or will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What becomes of it.
    pub fate: Fate,
    /// The visit or absence.
    pub id: Id,
    /// Whether that is here already.
    pub known: bool,
}

/// The id of the record of a person's appointment.
pub fn id(owner: Id, uid: &str) -> Id {
    Id::derived(&["appointment", &owner.to_string(), uid])
}

/// What would become of a person's appointment.
pub fn propose(book: &Book, names: &Names, owner: Id, appointment: &Appointment) -> Proposal {
    let id = id(book.resolve(owner), &appointment.uid);
    let (visit, away) = (book.of::<Visit>(), book.of::<Absence>());
    let known = visit.row(id).is_some() || away.row(id).is_some();
    let is_live = book.get::<Visit>(id.into()).is_some() || book.get::<Absence>(id.into()).is_some();
    let fate = if known && !is_live { Fate::Left(LeftOut::Deleted) } else { fate(book, names, id, appointment) };
    Proposal { fate, id, known }
}

fn fate(book: &Book, names: &Names, id: Id, appointment: &Appointment) -> Fate {
    if let Some(visit) = book.get::<Visit>(id.into()) {
        return of_visit(&visit, appointment);
    }
    if let Some(absence) = book.get::<Absence>(id.into()) {
        let When::Days(first, last) = appointment.when else { return Fate::Left(LeftOut::Begun) };
        let says = (absence.starts_on, absence.ends_on, absence.note.as_deref());
        let same = says == (Some(first), Some(last), said(&appointment.title));
        return match (appointment.cancelled, same) {
            (true, _) => Fate::CalledOff,
            (false, true) => Fate::Same,
            (false, false) => Fate::Away,
        };
    }
    match appointment.when {
        _ if appointment.cancelled => Fate::Left(LeftOut::Off),
        When::Days(..) => Fate::Away,
        When::Time(..) => match names.find(appointment) {
            Ok((account, site)) => Fate::Visit { account, site },
            Err(left) => Fate::Left(left),
        },
    }
}

fn of_visit(visit: &Visit, appointment: &Appointment) -> Fate {
    let status = visit.status.as_deref().unwrap_or("planned");
    let When::Time(starts, ends) = appointment.when else { return Fate::Left(LeftOut::Begun) };
    let Some(account) = visit.account else { return Fate::Left(LeftOut::Nobody) };
    match (status, appointment.cancelled) {
        ("cancelled", true) => Fate::Same,
        ("planned", true) => Fate::CalledOff,
        ("planned" | "cancelled", false) => {
            let says = (visit.starts, visit.ends, visit.aim.as_deref(), status);
            let same = says == (Some(starts), Some(ends), said(&appointment.title), "planned");
            if same { Fate::Same } else { Fate::Visit { account, site: visit.site } }
        }
        _ => Fate::Left(LeftOut::Begun),
    }
}

/// A text that says something.
fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A text as the value of a field.
fn text(text: &str) -> Option<Value> {
    // A line has room for so much.
    said(text).map(|text| text.chars().take(500).collect::<String>().replace('\n', " ").as_str().into())
}

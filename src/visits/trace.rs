//! Visits as far as rules need them, read from the columns: who, whom, when, how far it has come.

use std::collections::HashMap;

use crate::book::packed::Pool;
use crate::book::{Book, Table};
use crate::model::records::Visit;
use crate::model::{Id, Instant, Value};

/// How far a visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is to be made.
    Planned,
    /// Checked in, and not out.
    UnderWay,
    /// It was made.
    Done,
    /// It was not made.
    Missed,
    /// It was called off.
    Cancelled,
    /// Another stands for it.
    Postponed,
}

impl Status {
    /// Every status with its code in the field table.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Planned, "planned"),
        (Self::UnderWay, "under_way"),
        (Self::Done, "done"),
        (Self::Missed, "missed"),
        (Self::Cancelled, "cancelled"),
        (Self::Postponed, "postponed"),
    ];

    /// The status of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(status, _)| *status)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or("planned", |(_, code)| *code)
    }
}

/// A visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Which.
    pub id: Id,
    /// The customer.
    pub account: Option<Id>,
    /// Where.
    pub site: Option<Id>,
    /// Who visits.
    pub owner: Option<Id>,
    /// Who comes along, of the one that the visit itself names.
    pub joined_by: Option<Id>,
    /// Planned beginning.
    pub starts: Option<Instant>,
    /// Check-in.
    pub arrived: Option<Instant>,
    /// Check-out.
    pub left: Option<Instant>,
    /// How far it has come.
    pub status: Status,
    /// Whether nobody was there.
    pub nobody: bool,
    /// Whether it was made without having been planned.
    pub unplanned: bool,
    /// Whether the customer came to us.
    pub inbound: bool,
}

impl Trace {
    /// When it was, as far as it was made; else when it is to be.
    pub fn at(&self) -> Option<Instant> {
        self.arrived.or(self.starts)
    }

    /// Whether it counts as one more visit to the customer: made, with somebody there, by going there.
    pub fn counts(&self) -> bool {
        self.status == Status::Done && !self.nobody && !self.inbound
    }

    /// Whether somebody got there, whatever came of it.
    pub fn arrives(&self) -> bool {
        !self.inbound && (self.arrived.is_some() || self.status == Status::Done)
    }
}

fn instant(table: &Table, row: usize, field: usize) -> Option<Instant> {
    match table.value(row, field)? {
        Value::Instant(at) => Some(at),
        _ => None,
    }
}

/// The code that stands in a field of choices.
fn code(table: &Table, row: usize, field: usize) -> Option<&str> {
    let data = table.column(field)?.data();
    let Pool::Codes(codes) = data.pool() else { return None };
    codes.get(u32::try_from(data.cell(row)?.0).ok()?).map(String::as_str)
}

/// The visit of a row.
fn trace(book: &Book, table: &Table, row: usize) -> Option<Trace> {
    let reference = |field: usize| table.value(row, field)?.as_reference().map(|id| book.resolve(id));
    Some(Trace {
        id: table.id(row)?,
        account: reference(Visit::ACCOUNT),
        site: reference(Visit::SITE),
        owner: reference(Visit::OWNER),
        joined_by: reference(Visit::JOINED_BY),
        starts: instant(table, row, Visit::STARTS),
        arrived: instant(table, row, Visit::ARRIVED),
        left: instant(table, row, Visit::LEFT),
        status: code(table, row, Visit::STATUS).and_then(Status::parse).unwrap_or(Status::Planned),
        nobody: code(table, row, Visit::FOUND) == Some("nobody"),
        unplanned: code(table, row, Visit::UNPLANNED) == Some("yes"),
        inbound: code(table, row, Visit::DIRECTION) == Some("in"),
    })
}

/// Every live visit, in the order of rows.
pub fn all(book: &Book) -> impl Iterator<Item = Trace> + '_ {
    let table = book.of::<Visit>();
    table.live().iter().filter_map(move |row| trace(book, table, row))
}

/// One live visit.
pub fn one(book: &Book, id: Id) -> Option<Trace> {
    let table = book.of::<Visit>();
    let row = table.row(book.resolve(id)).filter(|row| table.is_live(*row))?;
    trace(book, table, row)
}

/// Visits by whose they are, in the order of time: what day plans and reports are looked up in.
#[derive(Debug, Default)]
pub struct Diary(HashMap<Id, Vec<Trace>>);

impl Diary {
    /// Of everybody.
    pub fn of(book: &Book) -> Self {
        let mut days: HashMap<Id, Vec<Trace>> = HashMap::new();
        for visit in all(book) {
            if let Some(owner) = visit.owner {
                days.entry(owner).or_default().push(visit);
            }
        }
        let sort = |visits: &mut Vec<Trace>| crate::model::order::by_key(visits, |visit| (visit.at(), visit.id));
        days.values_mut().for_each(sort);
        Self(days)
    }

    /// The visits of a person that were, or are to be, between two instants, the later not included:
    /// by their time as planned, and where they were not planned, by their check-in.
    pub fn between(&self, owner: Id, from: Instant, to: Instant) -> Vec<Trace> {
        let within = |at: Option<Instant>| at.is_some_and(|at| from <= at && at < to);
        let visits = self.0.get(&owner).into_iter().flatten();
        visits.filter(|visit| within(visit.starts.or(visit.arrived)) || within(visit.arrived)).copied().collect()
    }

    /// The visits of all people, each person's in the order of time.
    pub fn everybody(&self) -> impl Iterator<Item = &Trace> {
        let mut people: Vec<&Id> = self.0.keys().collect();
        people.sort_unstable();
        people.into_iter().filter_map(|person| self.0.get(person)).flatten()
    }

    /// All visits of a person, in the order of time.
    pub fn person(&self, owner: Id) -> &[Trace] {
        self.0.get(&owner).map_or(&[], Vec::as_slice)
    }
}

//! Plan against done: what became of each visit that was planned, and what came in addition.

use crate::book::Book;
use crate::kpi::chart::share;
use crate::model::{BasisPoints, Id, Instant};
use crate::visits::trace::{Status, Trace, all};

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made.
    Done,
    /// Nobody was there.
    Nobody,
    /// It is being made.
    UnderWay,
    /// Nothing yet, or nothing was said.
    Open,
    /// It was not made.
    Missed,
    /// It was called off.
    Cancelled,
    /// Another stands for it: when that is to be, where one is known.
    Postponed(Option<Instant>),
}

/// A visit as planned and as made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The visit.
    pub visit: Trace,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it was on the plan of the day.
    pub planned: bool,
    /// How many minutes later than planned it began; earlier where negative.
    pub late_by: Option<i64>,
    /// The visit that it stands for.
    pub instead_of: Option<Id>,
}

impl Line {
    /// Whether something is to be said of it: it was planned and is not done, or done and not planned.
    pub fn is_difference(&self) -> bool {
        !self.planned || self.outcome != Outcome::Done
    }
}

/// How a day went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayDone {
    /// Its visits, in the order of time.
    pub lines: Vec<Line>,
    /// Visits of others that the person came along on: they count in the day of whoever's they are.
    pub joined: Vec<Trace>,
    /// How many were planned and not called off.
    pub planned: u64,
    /// How many of those were made.
    pub done: u64,
    /// How many were made in addition.
    pub unplanned: u64,
    /// Arrivals, whatever came of them.
    pub arrivals: u64,
    /// How many of the arrivals met a named person and achieved something, or agreed on a dated next step.
    pub effective: u64,
}

impl DayDone {
    /// Visits made ÷ visits planned (访问完成率).
    pub fn completion(&self) -> Option<BasisPoints> {
        share(self.done, self.planned)
    }

    /// The effective visit rate (有效拜访率).
    pub fn effective_rate(&self) -> Option<BasisPoints> {
        share(self.effective, self.arrivals)
    }

    /// Whether every visit that was planned came to an end: made, or not made with a reason.
    pub fn is_settled(&self) -> bool {
        !self.lines.iter().any(|line| matches!(line.outcome, Outcome::Open | Outcome::UnderWay))
    }
}

/// How the visits of a day went that lies between two instants.
pub fn day_done(book: &Book, visits: &[Trace], (begins, ends): (Instant, Instant)) -> DayDone {
    let mut day = DayDone::default();
    for visit in visits {
        let planned = !visit.unplanned && visit.starts.is_some_and(|starts| begins <= starts && starts < ends);
        let record = book.get::<crate::model::records::Visit>(visit.id.into());
        let instead_of = record.as_ref().and_then(|record| record.instead_of).map(|id| book.resolve(id));
        let outcome = outcome(book, visit);
        let late_by = visit.arrived.zip(visit.starts).map(|(arrived, starts)| (arrived.0 - starts.0) / 60_000);
        let made = matches!(outcome, Outcome::Done);
        // What was called off was not to be made any more; what was put off was.
        day.planned += u64::from(planned && outcome != Outcome::Cancelled);
        day.done += u64::from(planned && made);
        day.unplanned += u64::from(!planned && made);
        day.arrivals += u64::from(visit.arrives());
        let is_effective = record.is_some_and(|record| {
            let met = record.met.is_some() || record.met_name.is_some_and(|name| !name.trim().is_empty());
            met && (record.achieved.as_deref() == Some("yes") || record.next_step_on.is_some())
        });
        day.effective += u64::from(made && visit.left.is_some() && visit.arrives() && is_effective);
        let late_by = late_by.filter(|_| planned);
        day.lines.push(Line { visit: *visit, outcome, planned, late_by, instead_of });
    }
    day
}

fn outcome(book: &Book, visit: &Trace) -> Outcome {
    match visit.status {
        Status::Done if visit.nobody => Outcome::Nobody,
        Status::Done => Outcome::Done,
        Status::UnderWay => Outcome::UnderWay,
        Status::Planned => Outcome::Open,
        Status::Missed => Outcome::Missed,
        Status::Cancelled => Outcome::Cancelled,
        Status::Postponed => {
            let stands_for = |other: &Trace| {
                let record = book.get::<crate::model::records::Visit>(other.id.into());
                record.and_then(|record| record.instead_of).map(|id| book.resolve(id)) == Some(visit.id)
            };
            let same = |other: &Trace| other.account == visit.account && other.id != visit.id;
            Outcome::Postponed(all(book).filter(same).find(stands_for).and_then(|other| other.at()))
        }
    }
}

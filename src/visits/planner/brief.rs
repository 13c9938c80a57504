//! What is to be said about a plan, kept on the page while the worker plans.

use crate::model::place::Point;
use crate::model::{Day, Id};
use crate::visits::cadence::Unit;
use crate::visits::wanted::{Reason, WhyNot};

/// What a candidate stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Seconds at the gate, before the visit.
    pub gate: i64,
    /// Where; `None` where that is not known: planned by area, and to be mended.
    pub place: Option<Point>,
    /// Why it is to be visited.
    pub reasons: Vec<Reason>,
    /// Visits in the book that have their day and may find another, in the order of time.
    pub visits: Vec<Id>,
    /// The visit in the book that stays where it is.
    pub settled: Option<Id>,
    /// From when on it would be due.
    pub due: Option<Day>,
    /// The first day on which it is visited in any case.
    pub scheduled: Option<Day>,
}

/// What is to be said about a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// Whose it is.
    pub person: Id,
    /// The days worked.
    pub days: Vec<Day>,
    /// What each candidate of the task stands for.
    pub entries: Vec<Entry>,
    /// Who is no candidate, and why not.
    pub others: Vec<(Unit, String, WhyNot)>,
    /// The places of the task by their numbers; for those that nobody knows, what stands in for them.
    pub places: Vec<Point>,
}

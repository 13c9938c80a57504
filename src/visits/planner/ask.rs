//! What a plan is asked for.

use crate::model::place::Point;
use crate::model::{Day, Id, Instant};
use crate::visits::cadence::Unit;

/// The most days a plan has: twelve weeks.
pub(super) const MOST_DAYS: i32 = 84;

/// What becomes of visits that have their day already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// They stay where they are.
    All,
    /// Fixed appointments and what the customer has agreed to stay; all others may find another time.
    Appointments,
}

/// A customer who is to be visited in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forced {
    /// Who.
    pub unit: Unit,
    /// When; on any day where nothing is said.
    pub day: Option<Day>,
}

/// Where the person is now, to plan the rest of the day from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    /// When.
    pub at: Instant,
    /// Where; the day begins as usual where nobody knows.
    pub place: Option<Point>,
}

/// What a plan is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whose.
    pub person: Id,
    /// Today, by which is told who is overdue.
    pub today: Day,
    /// First and last day; what lies beyond twelve weeks is left off.
    pub span: (Day, Day),
    /// What becomes of visits that have their day.
    pub keep: Keep,
    /// Who is to be visited in any case.
    pub forced: Vec<Forced>,
    /// Who is not.
    pub excluded: Vec<Unit>,
    /// Most visits of a day, appointments among them.
    pub most: Option<u32>,
    /// Where the person is now, where the span begins with today and that has begun.
    pub here: Option<Here>,
    /// The same seed and turns give the same plan.
    pub seed: u64,
    /// How long to search.
    pub turns: u32,
}

impl Ask {
    /// The days of the span, as many as are planned.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> {
        let (from, to) = self.span;
        (from.0..=to.0.min(from.0.saturating_add(MOST_DAYS - 1))).map(Day)
    }
}

//! How it stands with everybody who is to be visited: so many visits planned for the period by the
//! cadence, scheduled, done, remaining, and since when one is overdue.
//!
//! A visit counts where it was made by going there and somebody was there. What a customer was visited
//! for by several people together is one visit ([`super::joint`]).

use std::collections::HashMap;

use super::cadence::{Pace, Unit, Visited, everybody};
use super::joint;
use super::trace::{Status, Trace};
use crate::book::Book;
use crate::model::{Day, Zone};

/// When somebody is to be visited next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Nobody has visited yet.
    Never,
    /// The longest gap is over, for so many days.
    Overdue(i32),
    /// Between the shortest and the longest gap: the last day that is in time.
    Now(Day),
    /// Before the shortest gap is over: the first day that is not too early.
    From(Day),
}

/// How it stands with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Who is visited.
    pub of: Visited,
    /// How often.
    pub pace: Pace,
    /// First and last day of the period.
    pub period: (Day, Day),
    /// Visits that the cadence asks for in it.
    pub planned: u32,
    /// Visits made in it.
    pub done: u32,
    /// Visits that are still to be made in it and have their day.
    pub scheduled: u32,
    /// Visits that have no day yet.
    pub remaining: u32,
    /// The last visit, up to today.
    pub last: Option<Day>,
    /// The next visit that has its day.
    pub next: Option<Day>,
    /// When one is due.
    pub due: Due,
}

impl Cycle {
    /// Whether a visit is late, and none has its day.
    pub fn is_overdue(&self) -> bool {
        matches!(self.due, Due::Overdue(_))
    }

    /// For how many days a visit is late.
    pub fn overdue_days(&self) -> i32 {
        if let Due::Overdue(days) = self.due { days } else { 0 }
    }
}

/// The days of visits to one unit.
#[derive(Debug, Default)]
struct Days {
    made: Vec<Day>,
    planned: Vec<Day>,
}

/// How it stands on a day with everybody who has a cadence; the longest overdue first, then those whom
/// nobody has visited yet, then by when they are due.
pub fn cycles(book: &Book, zone: &Zone, today: Day) -> Vec<Cycle> {
    let everybody = everybody(book);
    let units: HashMap<Unit, usize> = (0..).zip(&everybody).map(|(at, visited)| (visited.unit, at)).collect();
    let mut days: Vec<Days> = everybody.iter().map(|_| Days::default()).collect();
    for visit in joint::once(book, zone) {
        let Some(at) = unit_of(&units, &visit) else { continue };
        if visit.counts() {
            days[at].made.extend(visit.at().map(|at| zone.day_of(at)));
        } else if matches!(visit.status, Status::Planned | Status::UnderWay) && !visit.inbound {
            days[at].planned.extend(visit.at().map(|at| zone.day_of(at)));
        }
    }
    let with_pace = |(visited, days): (Visited, &Days)| {
        let pace = visited.terms.pace?;
        Some(cycle(visited, pace, days, today))
    };
    let mut cycles: Vec<Cycle> = everybody.into_iter().zip(&days).filter_map(with_pace).collect();
    crate::model::order::by_key(&mut cycles, |cycle| (urgency(cycle.due), cycle.of.name.clone(), cycle.of.unit));
    cycles
}

/// Who is visited by a visit: the site where it stands for itself, else the customer.
fn unit_of(units: &HashMap<Unit, usize>, visit: &Trace) -> Option<usize> {
    let account = visit.account?;
    let site = visit.site.and_then(|site| units.get(&Unit { account, site: Some(site) }));
    site.or_else(|| units.get(&Unit { account, site: None })).copied()
}

fn cycle(of: Visited, pace: Pace, days: &Days, today: Day) -> Cycle {
    let period = pace.every.around(today);
    let within = |day: &&Day| (period.0..=period.1).contains(day);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let done = count(days.made.iter().filter(within).count());
    // What was planned for a day that is over and was not made has no day any more.
    let ahead = || days.planned.iter().filter(|day| **day >= today);
    let scheduled = count(ahead().filter(within).count());
    let last = days.made.iter().filter(|day| **day <= today).max().copied();
    let due = match last {
        None => Due::Never,
        Some(last) if today > last.plus(pace.max_gap) => Due::Overdue(today.0 - last.plus(pace.max_gap).0),
        Some(last) if today >= last.plus(pace.min_gap) => Due::Now(last.plus(pace.max_gap)),
        Some(last) => Due::From(last.plus(pace.min_gap)),
    };
    Cycle {
        planned: pace.visits,
        remaining: pace.visits.saturating_sub(done).saturating_sub(scheduled),
        next: ahead().min().copied(),
        of,
        pace,
        period,
        done,
        scheduled,
        last,
        due,
    }
}

/// What is to be seen first stands first.
fn urgency(due: Due) -> (u8, i32) {
    match due {
        Due::Overdue(days) => (0, -days),
        Due::Never => (1, 0),
        Due::Now(until) => (2, until.0),
        Due::From(day) => (3, day.0),
    }
}

/// A class, with the sums of those in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassSum {
    /// The class; `None` for those with a cadence of their own and no class.
    pub class: Option<String>,
    /// How many are in it.
    pub units: u32,
    /// Visits that the cadence asks for.
    pub planned: u32,
    /// Visits made, more than asked for included.
    pub done: u32,
    /// Visits that have their day.
    pub scheduled: u32,
    /// Visits that have none.
    pub remaining: u32,
    /// How many are overdue.
    pub overdue: u32,
    /// How many nobody has visited yet.
    pub never: u32,
}

/// The sums of each class, in their order; those without a class last.
pub fn by_class<'a>(cycles: impl IntoIterator<Item = &'a Cycle>) -> Vec<ClassSum> {
    let mut sums: Vec<ClassSum> = Vec::new();
    for cycle in cycles {
        let class = &cycle.of.terms.class;
        let at = sums.iter().position(|sum| sum.class == *class).unwrap_or_else(|| {
            sums.push(ClassSum { class: class.clone(), ..ClassSum::default() });
            sums.len() - 1
        });
        let sum = &mut sums[at];
        sum.units += 1;
        sum.planned += cycle.planned;
        sum.done += cycle.done;
        sum.scheduled += cycle.scheduled;
        sum.remaining += cycle.remaining;
        sum.overdue += u32::from(cycle.is_overdue());
        sum.never += u32::from(cycle.due == Due::Never);
    }
    crate::model::order::by_key(&mut sums, |sum| (sum.class.is_none(), sum.class.clone()));
    sums
}

//! What is to be planned, as it goes to the worker; and the problem that it comes to once gaps are
//! stretched by so much.

use serde::{Deserialize, Serialize};

use crate::model::Day;
use crate::visits::route::{Legs, Locked, Problem, Shift, Stop, Window};
use crate::visits::spread::{Gaps, Spread, overload};

/// What the road takes beside the visits, in thousandths of their time, before any plan is there: rather too little,
/// as gaps that turn out too short are stretched again.
const ROAD: i64 = 250;

/// Nobody is made to wait longer than four times the gap that the cadence asks for.
pub(super) const LONGEST: i32 = 4_000;

/// Of what could as well be done after the span, about a half is done in it.
const OPTIONAL: usize = 2;

/// How many visits a day may have above the even share.
const SLACK: usize = 1;

/// When somebody is to be visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// It is settled: on this shift, at this second of the day.
    Settled(Locked),
    /// Once, on one of these days, by their places in [`PlanWeeks::days`].
    Once(Vec<usize>),
    /// By the gaps of a cadence.
    Gaps {
        /// What the cadence asks for.
        gaps: Gaps,
        /// The last visit before the span.
        last: Option<Day>,
        /// Visits in the span that are planned for themselves.
        settled: Vec<Day>,
        /// At least once, also where it is not due.
        forced: bool,
    },
}

/// Somebody who may be visited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Where, by its number in the legs.
    pub place: usize,
    /// Seconds of a visit, gate and parking included.
    pub service: i64,
    /// When it may begin on each day of the task, gate and parking included.
    pub windows: Vec<Vec<Window>>,
    /// When it is wanted.
    pub wish: Wish,
    /// Seconds on the road that a visit is worth.
    pub price: i64,
}

/// What is to be planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWeeks {
    /// Ways between places.
    pub legs: Legs,
    /// The days worked, ascending.
    pub days: Vec<Day>,
    /// One shift a day.
    pub shifts: Vec<Shift>,
    /// Who may be visited.
    pub candidates: Vec<Candidate>,
    /// The same seed and turns give the same plan.
    pub seed: u64,
    /// How long to search.
    pub turns: u32,
}

/// A problem with what its stops stand for.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) problem: Problem,
    /// The candidate of each stop.
    pub(super) stops: Vec<usize>,
    /// Whether a stop cannot wait until after the span.
    pub(super) must: Vec<bool>,
    /// Candidates without a visit, and whether there is no day that keeps their gaps.
    pub(super) idle: Vec<(usize, bool)>,
}

/// What a candidate comes to.
enum Days {
    /// Sets of days, and whether it cannot wait.
    Sets(Vec<Vec<usize>>, bool),
    NotDue,
    Impossible,
}

impl PlanWeeks {
    /// The problem with gaps stretched by so many thousandths. Where days are to be `level`, none has many
    /// more visits than the others.
    pub(super) fn lay(&self, stretched: i32, level: bool) -> Laid {
        let problem =
            Problem { legs: self.legs.clone(), days: self.days.len(), stops: Vec::new(), shifts: self.shifts.clone() };
        let mut laid = Laid { problem, stops: Vec::new(), must: Vec::new(), idle: Vec::new() };
        for (number, candidate) in self.candidates.iter().enumerate() {
            let (patterns, must) = match self.days_of(candidate, stretched) {
                Days::Sets(patterns, must) => (patterns, must),
                Days::NotDue => {
                    laid.idle.push((number, false));
                    continue;
                }
                Days::Impossible => {
                    laid.idle.push((number, true));
                    continue;
                }
            };
            let visits = i64::try_from(patterns.first().map_or(1, Vec::len)).unwrap_or(1);
            // Whom nobody has visited yet is due now: the period only says how long they may wait for room.
            let is_due = must || matches!(candidate.wish, Wish::Gaps { last: None, .. });
            let locked: Vec<Locked> = match candidate.wish {
                Wish::Settled(locked) => vec![locked],
                _ => Vec::new(),
            };
            laid.problem.stops.push(Stop {
                place: candidate.place,
                service: candidate.service,
                load: i64::from(locked.is_empty()),
                windows: candidate.windows.clone(),
                release: 0,
                patterns,
                locked,
                price: candidate.price * visits / if is_due { 1 } else { 3 },
                person: None,
            });
            laid.stops.push(number);
            laid.must.push(must);
        }
        if level {
            laid.level();
        }
        laid
    }

    /// By how much gaps have to be stretched, at the least, for the work to fit the time there is.
    pub(super) fn fitting(&self, from: i32) -> i32 {
        let mut stretched = from;
        // The days of some do not depend on gaps: it need not come to rest.
        for _ in 0..4 {
            let load = overload(self.lay(stretched, false).needed(), &self.shifts, ROAD);
            if load <= 1_000 || stretched >= LONGEST {
                break;
            }
            let longer = i64::from(stretched) * i64::from(load) / 1_000;
            stretched = i32::try_from(longer).unwrap_or(LONGEST).min(LONGEST);
        }
        stretched
    }

    fn days_of(&self, candidate: &Candidate, stretched: i32) -> Days {
        let open: Vec<usize> = (0..self.days.len()).filter(|day| !candidate.windows_on(*day).is_empty()).collect();
        let once = |days: &[usize]| Days::Sets(days.iter().map(|day| vec![*day]).collect(), true);
        match &candidate.wish {
            Wish::Settled(locked) => match self.shifts.get(locked.shift) {
                Some(shift) => once(&[shift.day]),
                None => Days::Impossible,
            },
            Wish::Once(days) => {
                let days: Vec<usize> = days.iter().copied().filter(|day| open.contains(day)).collect();
                if days.is_empty() { Days::Impossible } else { once(&days) }
            }
            Wish::Gaps { gaps, last, settled, forced } => {
                // Days on which nobody opens are no days to this one.
                let days: Vec<Day> = open.iter().map(|day| self.days[*day]).collect();
                let (own, gaps) = (*gaps, gaps.stretched(stretched));
                match gaps.spread_around(&days, *last, settled) {
                    Spread::Sets(sets) => {
                        let sets = sets.into_iter().map(|set| set.into_iter().map(|at| open[at]).collect());
                        Days::Sets(sets.collect(), *forced || self.is_must(gaps, *last))
                    }
                    _ if *forced && !open.is_empty() => once(&open),
                    // Longer gaps put it off, but it is due by its own: where there is room it need not wait.
                    Spread::NotDue if stretched > 1_000 => match own.spread_around(&days, *last, settled) {
                        Spread::Sets(_) => {
                            let is_soon = |day: &usize| last.is_some_and(|last| self.days[*day].0 < last.0 + own.least);
                            let days = open.into_iter().filter(|day| !is_soon(day)).map(|day| vec![day]);
                            Days::Sets(days.collect(), false)
                        }
                        _ => Days::NotDue,
                    },
                    Spread::NotDue => Days::NotDue,
                    Spread::Impossible => Days::Impossible,
                }
            }
        }
    }

    /// Whether the longest gap ends in the span.
    fn is_must(&self, gaps: Gaps, last: Option<Day>) -> bool {
        let (Some(begin), Some(end)) = (self.days.first(), self.days.last()) else { return false };
        last.map_or(begin.0 + gaps.usual - 1, |last| last.0 + gaps.most) <= end.0
    }
}

impl Candidate {
    fn windows_on(&self, day: usize) -> &[Window] {
        self.windows.get(day).map_or(&[], Vec::as_slice)
    }
}

impl Laid {
    /// Seconds of all visits that cannot wait.
    fn needed(&self) -> i64 {
        let whole = |count: usize| i64::try_from(count).unwrap_or(0);
        // Of sets with more and with fewer visits, the mean.
        let time = |stop: &Stop| {
            let visits: usize = stop.patterns.iter().map(Vec::len).sum();
            stop.service * whole(visits) / whole(stop.patterns.len()).max(1)
        };
        let must = self.problem.stops.iter().zip(&self.must).filter(|(_, must)| **must);
        must.map(|(stop, _)| time(stop)).sum()
    }

    /// Keeps days from having many more visits than others.
    fn level(&mut self) {
        let visits = |stop: &Stop| stop.patterns.first().map_or(0, Vec::len);
        let movable = self.problem.stops.iter().zip(&self.must).filter(|(stop, _)| stop.load > 0);
        let expected: usize =
            movable.map(|(stop, must)| if *must { visits(stop) } else { visits(stop).div_ceil(OPTIONAL) }).sum();
        let share = expected.div_ceil(self.problem.shifts.len().max(1)) + SLACK;
        let share = i64::try_from(share).unwrap_or(i64::MAX);
        for shift in &mut self.problem.shifts {
            shift.capacity = shift.capacity.min(share);
        }
    }
}

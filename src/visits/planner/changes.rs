//! What a new plan of a day changes: which visits stay, move or are new, and which find no place any more. And which
//! appointments cannot be kept at all.

use super::agenda::{Agenda, LeftOut};
use super::brief::Brief;
use super::rest::{Rest, rest};
use super::task::{PlanWeeks, Wish};
use crate::book::Book;
use crate::model::{Id, Instant, Zone};
use crate::query::title;
use crate::visits::cadence::Unit;
use crate::visits::route::{Call, Drive, Objection, Plan, Problem, Shift, Stop, check};
use crate::visits::trace;
use crate::visits::wanted::{Reason, WhyNot};

/// Milliseconds of a minute: what is less is no other time.
const MINUTE: i64 = 60_000;

/// A stop of the new plan beside what was planned before.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// The visit in the book; none where it is new.
    pub visit: Option<Id>,
    /// When it was to begin; none where it is new.
    pub before: Option<Instant>,
    /// When it begins, and when it ends.
    pub times: (Instant, Instant),
    /// Whether it is an appointment, which stays.
    pub settled: bool,
    /// Why it is there.
    pub reasons: Vec<Reason>,
}

impl Changed {
    /// Whether it begins at another time than before.
    pub fn moves(&self) -> bool {
        self.before.is_some_and(|before| (before.0 - self.times.0.0).abs() >= MINUTE)
    }
}

/// A visit that was planned and finds no place any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// What the customer is called.
    pub name: String,
    /// What becomes of it.
    pub rest: Rest,
    /// Why it finds no place, as far as that is known.
    pub why: Option<WhyNot>,
}

/// What a new plan changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Its stops, in the order of time.
    pub stops: Vec<Changed>,
    /// What was planned and finds no place.
    pub aside: Vec<Aside>,
    /// Who else is not visited and why, but for those who need not be seen yet.
    pub left_out: Vec<LeftOut>,
}

impl Changes {
    /// Whether anything becomes different.
    pub fn is_any(&self) -> bool {
        self.stops.iter().any(|stop| stop.visit.is_none() || stop.moves())
            || self.aside.iter().any(|aside| aside.rest.times.0 != aside.rest.before)
    }
}

/// What a plan changes of what the book holds.
pub fn changes(book: &Book, zone: &Zone, agenda: &Agenda) -> Changes {
    let stop = |stop: &super::agenda::AgendaStop| Changed {
        unit: stop.unit,
        name: stop.name.clone(),
        visit: stop.visit,
        before: stop.visit.and_then(|visit| trace::one(book, visit)?.starts),
        times: (stop.starts, stop.ends),
        settled: stop.settled,
        reasons: stop.reasons.clone(),
    };
    let stops = agenda.days.iter().flat_map(|day| &day.stops).map(stop).collect();
    let is_of = |account: Id, unit: Unit| book.resolve(unit.account) == book.resolve(account);
    let aside = |rest: Rest| {
        let out = agenda.left_out.iter().find(|out| rest.account.is_some_and(|account| is_of(account, out.unit)));
        let name = rest.account.and_then(|account| title::anywhere(book, account)).unwrap_or_default();
        Aside { name, rest, why: out.map(|out| out.why.clone()) }
    };
    let aside: Vec<Aside> = rest(book, zone, agenda, &[]).into_iter().map(aside).collect();
    let is_told = |out: &LeftOut| {
        let is_aside = aside.iter().any(|one| one.rest.account.is_some_and(|account| is_of(account, out.unit)));
        is_aside || matches!(out.why, WhyNot::Early(_) | WhyNot::Scheduled(_))
    };
    let left_out = agenda.left_out.iter().filter(|out| !is_told(out)).cloned().collect();
    Changes { stops, aside, left_out }
}

/// The appointments of a task that cannot be kept, in the order of time: what comes before them ends too late, or the
/// way there takes too long. The independent checker follows each day from one to the next.
pub fn out_of_reach(task: &PlanWeeks, brief: &Brief) -> Vec<(Unit, String)> {
    let mut found = Vec::new();
    for (number, shift) in task.shifts.iter().enumerate() {
        let on = task.candidates.iter().enumerate().filter_map(|(at, candidate)| match candidate.wish {
            Wish::Settled(locked) if locked.shift == number => Some((locked.start, at)),
            _ => None,
        });
        let mut on: Vec<(i64, usize)> = on.collect();
        on.sort_unstable();
        if let Err(objections) = check_day(task, shift, &on) {
            let late = |stop: &usize| objections.contains(&Objection::TooFast(*stop));
            let late = (0..on.len()).filter(late).filter_map(|stop| brief.entries.get(on[stop].1));
            found.extend(late.map(|entry| (entry.unit, entry.name.clone())));
        }
    }
    found
}

/// Follows a day with its appointments alone.
fn check_day(task: &PlanWeeks, shift: &Shift, on: &[(i64, usize)]) -> Result<(), Vec<Objection>> {
    let (mut stops, mut calls, mut free): (Vec<Stop>, Vec<Call>, i64) = (Vec::new(), Vec::new(), shift.opens);
    for (start, candidate) in on {
        let candidate = &task.candidates[*candidate];
        let (start, end) = (*start, start + candidate.service);
        calls.push(Call { stop: stops.len(), leaves: free, arrives: start, start, end });
        stops.push(Stop {
            place: candidate.place,
            service: candidate.service,
            load: 0,
            windows: vec![vec![crate::visits::route::Window::ALWAYS]],
            release: 0,
            patterns: vec![vec![0]],
            locked: Vec::new(),
            price: 0,
            person: None,
        });
        free = free.max(end);
    }
    let shift = Shift { day: 0, lunch: None, closes: i64::MAX / 8, capacity: i64::MAX / 8, ..*shift };
    let drive = Drive { shift: 0, calls, leaves: free, returns: i64::MAX / 16, lunch: None };
    let problem = Problem { legs: task.legs.clone(), days: 1, stops, shifts: vec![shift] };
    check(&problem, &Plan { drives: vec![drive], unplaced: Vec::new(), cost: 0 }).map(drop)
}

//! Verifies a plan from nothing but the problem.
//!
//! Shares no code with the search and none of its ideas: it follows each drive moment by moment.
//! Every plan that is shown has passed it, also one that came from elsewhere: no number in a plan stops it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::plan::{Drive, Plan};
use super::problem::{Problem, Shift};

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Objection {
    /// A drive is of no shift, or of one that has another drive.
    NoSuchShift(usize),
    /// A drive visits nothing.
    EmptyDrive(usize),
    /// A number that stands for no stop.
    NoSuchStop(usize),
    /// The shift begins before it may.
    LeavesTooEarly(usize),
    /// The shift ends after its latest return.
    ReturnsTooLate(usize),
    /// More load than the shift takes.
    Overloaded(usize),
    /// A leg begins before the visit before it has ended.
    LeavesInVisit(usize),
    /// A leg takes less time than the way needs.
    TooFast(usize),
    /// A visit begins before the arrival.
    BeginsBeforeArrival(usize),
    /// A visit is not as long as it has to be.
    WrongLength(usize),
    /// A visit is made by somebody else than the one who goes there.
    WrongPerson(usize),
    /// A visit begins outside its windows, or before its release.
    OutsideWindows(usize),
    /// The break that is due is not there.
    NoLunch(usize),
    /// The break begins outside its window, or none is provided for.
    LunchOutsideWindow(usize),
    /// The break lies in a visit, on the way, or outside the shift.
    LunchCutShort(usize),
    /// A stop is visited twice on a day.
    TwiceADay(usize),
    /// The days of a stop are none of the sets that suit it.
    WrongDays(usize),
    /// A stop is neither visited nor among those left out, or both.
    Unaccounted(usize),
    /// A settled visit was moved or dropped.
    LockedMoved(usize),
    /// The cost is not what the ways and prices add up to.
    WrongCost,
}

/// What a checked plan amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Cost of all ways.
    pub ways: i64,
    /// Price of the stops left out.
    pub left_out: i64,
    /// Shifts that go out.
    pub drives: usize,
    /// Visits made.
    pub visits: usize,
}

/// Follows a plan through the problem: what it amounts to, or everything that is wrong with it.
pub fn check(problem: &Problem, plan: &Plan) -> Result<Seen, Vec<Objection>> {
    let mut wrong = Vec::new();
    let mut seen = Seen { drives: plan.drives.len(), ..Seen::default() };
    let mut days: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut last_shift = None;
    for drive in &plan.drives {
        let known = problem.shifts.get(drive.shift).filter(|_| last_shift.is_none_or(|last| last < drive.shift));
        last_shift = Some(drive.shift);
        let Some(shift) = known else {
            wrong.push(Objection::NoSuchShift(drive.shift));
            continue;
        };
        if let Some(call) = drive.calls.iter().find(|call| call.stop >= problem.stops.len()) {
            wrong.push(Objection::NoSuchStop(call.stop));
            continue;
        }
        follow(problem, shift, drive, &mut wrong);
        lunch(shift, drive, &mut wrong);
        for call in &drive.calls {
            days.entry(call.stop).or_default().push(shift.day);
        }
        seen.visits += drive.calls.len();
        seen.ways += ways(problem, shift, drive);
    }
    for (number, stop) in problem.stops.iter().enumerate() {
        let mut on = days.remove(&number).unwrap_or_default();
        on.sort_unstable();
        if on.windows(2).any(|pair| pair[0] == pair[1]) {
            wrong.push(Objection::TwiceADay(number));
        }
        let left_out = plan.unplaced.iter().filter(|unplaced| **unplaced == number).count();
        let only_locked = on.len() == stop.locked.len() && (on.is_empty() || !stop.patterns.contains(&on));
        match left_out {
            0 if on.is_empty() => wrong.push(Objection::Unaccounted(number)),
            0 if !stop.patterns.contains(&on) => wrong.push(Objection::WrongDays(number)),
            0 => {}
            // What is settled is visited even where the rest has found no days.
            1 if only_locked => seen.left_out += stop.price,
            _ => wrong.push(Objection::Unaccounted(number)),
        }
        for locked in &stop.locked {
            let kept = plan.drives.iter().filter(|drive| drive.shift == locked.shift);
            let mut kept = kept.flat_map(|drive| &drive.calls).filter(|call| call.stop == number);
            if kept.next().is_none_or(|call| call.start != locked.start) {
                wrong.push(Objection::LockedMoved(number));
            }
        }
    }
    if let Some(stranger) = plan.unplaced.iter().find(|stop| **stop >= problem.stops.len()) {
        wrong.push(Objection::NoSuchStop(*stranger));
    }
    if wrong.is_empty() && plan.cost != seen.ways + seen.left_out {
        wrong.push(Objection::WrongCost);
    }
    wrong.sort_unstable();
    wrong.dedup();
    if wrong.is_empty() { Ok(seen) } else { Err(wrong) }
}

/// Cost of a drive's ways.
fn ways(problem: &Problem, shift: &Shift, drive: &Drive) -> i64 {
    let mut at = shift.from;
    let mut sum = 0;
    for call in &drive.calls {
        let place = problem.stops[call.stop].place;
        sum += problem.legs.cost[at * problem.legs.places + place];
        at = place;
    }
    sum + problem.legs.cost[at * problem.legs.places + shift.to]
}

/// Walks through a drive.
fn follow(problem: &Problem, shift: &Shift, drive: &Drive, wrong: &mut Vec<Objection>) {
    let (mut at, mut free, mut load) = (shift.from, shift.opens, 0_i64);
    if drive.calls.is_empty() {
        wrong.push(Objection::EmptyDrive(drive.shift));
    }
    if drive.calls.first().is_some_and(|call| call.leaves < shift.opens) {
        wrong.push(Objection::LeavesTooEarly(drive.shift));
    }
    for call in &drive.calls {
        let stop = &problem.stops[call.stop];
        if call.leaves < free {
            wrong.push(Objection::LeavesInVisit(call.stop));
        }
        if call.arrives < call.leaves || !arrives(problem, at, stop.place, call.leaves, call.arrives) {
            wrong.push(Objection::TooFast(call.stop));
        }
        if call.start < call.arrives {
            wrong.push(Objection::BeginsBeforeArrival(call.stop));
        }
        if call.end.checked_sub(call.start) != Some(stop.service) {
            wrong.push(Objection::WrongLength(call.stop));
        }
        // A settled visit begins when it was settled, whatever the windows say.
        let locked = stop.locked.iter().any(|locked| locked.shift == drive.shift);
        let mut windows = stop.windows_on(shift.day).iter();
        let open = windows.any(|window| window.opens <= call.start && call.start <= window.closes);
        if !locked && (!open || call.start < stop.release) {
            wrong.push(Objection::OutsideWindows(call.stop));
        }
        if !locked && stop.person.is_some_and(|person| person != shift.person) {
            wrong.push(Objection::WrongPerson(call.stop));
        }
        (at, free) = (stop.place, call.end);
        load = load.saturating_add(stop.load);
    }
    if drive.leaves < free || drive.returns < drive.leaves {
        wrong.push(Objection::LeavesInVisit(drive.calls.last().map_or(0, |call| call.stop)));
    }
    if drive.returns > shift.closes || !arrives(problem, at, shift.to, drive.leaves, drive.returns) {
        wrong.push(Objection::ReturnsTooLate(drive.shift));
    }
    if load > shift.capacity {
        wrong.push(Objection::Overloaded(drive.shift));
    }
}

/// Whether a way is done by a moment: driven hour by hour, in thousandths of a unit of way.
fn arrives(problem: &Problem, from: usize, to: usize, leaves: i64, by: i64) -> bool {
    let cell = from * problem.legs.places + to;
    let way = problem.legs.time[cell];
    let fixed = problem.legs.fixed.get(cell).is_some_and(|fixed| *fixed);
    let Some(speeds) = problem.legs.speeds.as_ref().filter(|_| !fixed) else {
        return by.saturating_sub(leaves) >= way;
    };
    let (mut now, mut left) = (leaves.max(0), i128::from(way) * 1000);
    for (hour, speed) in speeds.thousandths.iter().enumerate() {
        let last = hour + 1 == speeds.thousandths.len();
        let until = i64::try_from(hour + 1).unwrap_or(i64::MAX).saturating_mul(speeds.hour);
        let until = if last { by } else { until.min(by) };
        if until > now {
            left -= (i128::from(until) - i128::from(now)) * i128::from(*speed);
            now = until;
        }
    }
    left <= 0
}

/// Looks at the break: due, in its window, and free of everything else.
fn lunch(shift: &Shift, drive: &Drive, wrong: &mut Vec<Objection>) {
    let Some(lunch) = shift.lunch else {
        if drive.lunch.is_some() {
            wrong.push(Objection::LunchOutsideWindow(drive.shift));
        }
        return;
    };
    let Some(start) = drive.lunch else {
        // Who starts after the break's time, or is back before it, eats apart.
        if shift.opens <= lunch.window.closes && drive.returns > lunch.window.closes {
            wrong.push(Objection::NoLunch(drive.shift));
        }
        return;
    };
    let end = start.saturating_add(lunch.lasts);
    if start < lunch.window.opens || start > lunch.window.closes {
        wrong.push(Objection::LunchOutsideWindow(drive.shift));
    }
    let apart = |from: i64, to: i64| to <= start || end <= from || from == to;
    let free = drive.calls.iter().all(|call| apart(call.leaves, call.arrives) && apart(call.start, call.end));
    if start < shift.opens || end > shift.closes || !free || !apart(drive.leaves, drive.returns) {
        wrong.push(Objection::LunchCutShort(drive.shift));
    }
}

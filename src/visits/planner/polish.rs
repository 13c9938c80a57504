//! Each day of a plan put in order by itself: with few visits no order is better.

use crate::visits::route::{Call, Drive, Legs, Locked, Plan, Problem, Shift, Stop, solve};

/// Looks at the clock of a search: a small day has so many turns of fifty.
const TURNS: u32 = 8;

/// A visit that is not to be dropped for a shorter way.
const DEAR: i64 = 1_000_000_000;

/// The plan with every day in an order that is no longer than before.
pub(super) fn polish(problem: &Problem, mut plan: Plan, seed: u64) -> Plan {
    for drive in &mut plan.drives {
        if let Some((saved, better)) = shorter(problem, drive, seed) {
            plan.cost -= saved;
            *drive = better;
        }
    }
    plan
}

/// A shorter drive with the same visits, and what it saves.
fn shorter(problem: &Problem, drive: &Drive, seed: u64) -> Option<(i64, Drive)> {
    let shift = problem.shifts.get(drive.shift)?;
    let stops: Vec<usize> = drive.calls.iter().map(|call| call.stop).collect();
    let places: Vec<usize> =
        stops.iter().map(|stop| problem.stops[*stop].place).chain([shift.from, shift.to]).collect();
    let day = Problem {
        legs: part(&problem.legs, &places),
        days: 1,
        stops: stops.iter().enumerate().map(|(at, stop)| alone(&problem.stops[*stop], at, drive, shift)).collect(),
        shifts: vec![Shift { day: 0, from: stops.len(), to: stops.len() + 1, capacity: i64::MAX / 8, ..*shift }],
    };
    let mut spent = 0;
    let found = solve(&day, seed, || {
        spent += 1;
        f64::from(spent - 1) / f64::from(TURNS)
    });
    let found = found.ok().filter(|found| found.unplaced.is_empty())?;
    let saved = ways(problem, shift, &stops) - found.cost;
    let better = found.drives.into_iter().next().filter(|_| saved > 0)?;
    let calls = better.calls.iter().map(|call| Call { stop: stops[call.stop], ..*call }).collect();
    Some((saved, Drive { shift: drive.shift, calls, ..better }))
}

/// A stop on its one day.
fn alone(stop: &Stop, at: usize, drive: &Drive, shift: &Shift) -> Stop {
    let settled = stop.locked.iter().find(|locked| locked.shift == drive.shift);
    Stop {
        place: at,
        load: 0,
        windows: vec![stop.windows_on(shift.day).to_vec()],
        patterns: vec![vec![0]],
        locked: settled.map(|locked| Locked { shift: 0, ..*locked }).into_iter().collect(),
        price: DEAR,
        person: None,
        ..stop.clone()
    }
}

/// The ways between some places.
fn part(legs: &Legs, places: &[usize]) -> Legs {
    let cells = || places.iter().flat_map(|from| places.iter().map(move |to| from * legs.places + to));
    Legs {
        places: places.len(),
        time: cells().map(|cell| legs.time[cell]).collect(),
        cost: cells().map(|cell| legs.cost[cell]).collect(),
        fixed: if legs.fixed.is_empty() { Vec::new() } else { cells().map(|cell| legs.fixed[cell]).collect() },
        speeds: legs.speeds.clone(),
    }
}

/// What the ways of a drive cost.
fn ways(problem: &Problem, shift: &Shift, stops: &[usize]) -> i64 {
    let places = stops.iter().map(|stop| problem.stops[*stop].place);
    let places: Vec<usize> = [shift.from].into_iter().chain(places).chain([shift.to]).collect();
    places.windows(2).map(|pair| problem.legs.cost[pair[0] * problem.legs.places + pair[1]]).sum()
}

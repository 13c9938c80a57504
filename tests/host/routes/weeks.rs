//! Weeks as people have them: a week around Suzhou, a cycle of four weeks, a team.

use fieldbook::visits::route::{Locked, Plan, Problem, Search, check};

use super::suzhou::{week, weeks};

fn planned(problem: &Problem, seed: u64, turns: u32) -> Plan {
    let mut search = Search::new(problem, seed).expect("a problem");
    let first = search.plan();
    check(problem, &first).expect("the first plan is usable");
    for turn in 0..turns {
        search.go_on(1, f64::from(turn) / f64::from(turns));
    }
    let plan = search.plan();
    check(problem, &plan).expect("the last plan is usable");
    assert!(plan.cost <= first.cost);
    plan
}

#[test]
fn a_week_around_suzhou() {
    let problem = week(1);
    let plan = planned(&problem, 1, 400);
    let appointment = plan.drives[1].calls.iter().find(|call| call.stop == 0).expect("the appointment");
    assert_eq!(appointment.start, 10 * 3_600);
    assert_eq!(plan.drives.len(), 5);
    for drive in &plan.drives {
        assert!(drive.calls.len() >= 6, "{drive:?}");
        assert!(drive.lunch.is_some());
    }
    // The night to Thursday is spent in the hotel, which stands away from home.
    let (home, hotel) = (problem.shifts[0].from, problem.legs.places - 1);
    assert_eq!((problem.shifts[2].to, problem.shifts[3].from), (hotel, hotel));
    assert!(problem.legs.time[home * problem.legs.places + hotel] > 1_800);
    assert_eq!(planned(&problem, 1, 400), plan, "the same seed gives the same plan");
    settled_stays(&problem, &plan, |shift| shift < 2, 100);
    // Who is worth more is seen rather.
    let dear = |stop: usize| problem.stops[stop].price > 60_000;
    assert!(plan.unplaced.iter().filter(|stop| dear(**stop)).count() * 4 < plan.unplaced.len());
}

/// Settles what a plan has on some shifts: planned anew, from whatever seed, it stays where it is.
fn settled_stays(problem: &Problem, plan: &Plan, on: impl Fn(usize) -> bool, turns: u32) {
    let mut problem = problem.clone();
    for drive in plan.drives.iter().filter(|drive| on(drive.shift)) {
        for call in &drive.calls {
            let stop = &mut problem.stops[call.stop];
            if stop.locked.iter().all(|locked| locked.shift != drive.shift) {
                stop.locked.push(Locked { shift: drive.shift, start: call.start });
            }
        }
    }
    let starts = |plan: &Plan| {
        let calls = plan.drives.iter().filter(|drive| on(drive.shift));
        calls.flat_map(|drive| drive.calls.iter().map(|call| (drive.shift, call.stop, call.start))).collect::<Vec<_>>()
    };
    let again = planned(&problem, 2, turns);
    let kept = starts(&again);
    assert!(starts(plan).iter().all(|call| kept.contains(call)));
    assert_eq!(planned(&problem, 2, turns), again, "the same seed gives the same plan");
}

#[test]
fn four_weeks_with_three_hundred_accounts() {
    let problem = weeks(2, 300, 1, 4);
    let plan = planned(&problem, 1, 40);
    // What the first week says is settled; the rest is planned anew.
    settled_stays(&problem, &plan, |shift| shift < 5, 40);
}

#[test]
fn twenty_people_with_a_thousand_accounts() {
    let problem = weeks(3, 1_000, 20, 1);
    let plan = planned(&problem, 1, 10);
    // A hundred days of work, and somebody to see on each of them.
    assert_eq!(plan.drives.len(), 100);
    // What three of them have on Monday is settled.
    settled_stays(&problem, &plan, |shift| shift < 3, 5);
}

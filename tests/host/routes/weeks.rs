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
    // Who is worth more is seen rather.
    let dear = |stop: usize| problem.stops[stop].price > 60_000;
    assert!(plan.unplaced.iter().filter(|stop| dear(**stop)).count() * 4 < plan.unplaced.len());
}

#[test]
fn four_weeks_with_three_hundred_accounts() {
    let mut problem = weeks(2, 300, 1, 4);
    let plan = planned(&problem, 1, 40);
    // What the first week says is settled; the rest is planned anew.
    for drive in plan.drives.iter().filter(|drive| drive.shift < 5) {
        for call in &drive.calls {
            problem.stops[call.stop].locked.push(Locked { shift: drive.shift, start: call.start });
        }
    }
    let again = planned(&problem, 2, 40);
    let starts = |plan: &Plan| {
        let calls = plan.drives.iter().filter(|drive| drive.shift < 5).flat_map(|drive| &drive.calls);
        calls.map(|call| (call.stop, call.start)).collect::<Vec<_>>()
    };
    let kept = starts(&again);
    assert!(starts(&plan).iter().all(|call| kept.contains(call)));
    assert_eq!(planned(&problem, 2, 40), again);
}

#[test]
fn twenty_people_with_a_thousand_accounts() {
    let mut problem = weeks(3, 1_000, 20, 1);
    // One day of all of them.
    problem.days = 1;
    problem.shifts.truncate(20);
    for stop in &mut problem.stops {
        stop.patterns = vec![vec![0]];
    }
    let plan = planned(&problem, 1, 20);
    assert_eq!(plan.drives.len(), 20);
}

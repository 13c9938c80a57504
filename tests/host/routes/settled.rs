//! What is settled stays; the same seed gives the same plan; what makes no sense is refused.

use std::cell::RefCell;

use fieldbook::ports::background::{Job, Known, message, perform};
use fieldbook::visits::route::{Legs, Locked, Plan, PlanRoutes, Problem, Refused, Search, Unplanned, check, solve};

use super::made::days;

/// A plan after some turns.
fn planned(problem: &Problem, seed: u64, turns: u32) -> Plan {
    let mut done = 0;
    let spent = || {
        done += 1;
        f64::from(done - 1) / f64::from(turns / 50)
    };
    let plan = solve(problem, seed, spent).expect("a problem");
    if let Err(wrong) = check(problem, &plan) {
        panic!("{wrong:?}\n{plan:#?}");
    }
    plan
}

#[test]
fn the_same_seed_gives_the_same_plan() {
    for seed in 0..6 {
        let problem = days(seed, 25, 2, 4);
        assert_eq!(planned(&problem, 7, 500), planned(&problem, 7, 500));
    }
}

#[test]
fn a_plan_gets_better_and_never_worse() {
    let problem = days(3, 40, 2, 4);
    let mut search = Search::new(&problem, 1).expect("a problem");
    let first = search.cost();
    let mut last = first;
    for turn in 0..20 {
        search.go_on(50, f64::from(turn) / 20.0);
        assert!(search.cost() <= last);
        last = search.cost();
        assert_eq!(search.plan().cost, last);
    }
    assert!(last < first);
}

#[test]
fn what_is_settled_never_moves() {
    for seed in 0..12 {
        let mut problem = days(seed, 20, 1, 3);
        let before = planned(&problem, seed, 300);
        // Every third visit of the first plan is settled, and the rest is planned anew.
        for drive in &before.drives {
            for call in drive.calls.iter().step_by(3) {
                problem.stops[call.stop].locked.push(Locked { shift: drive.shift, start: call.start });
            }
        }
        let after = planned(&problem, seed + 100, 500);
        for (number, stop) in problem.stops.iter().enumerate() {
            for locked in &stop.locked {
                let drive = after.drives.iter().find(|drive| drive.shift == locked.shift).expect("the drive");
                let call = drive.calls.iter().find(|call| call.stop == number).expect("the visit");
                assert_eq!(call.start, locked.start);
            }
        }
    }
}

#[test]
fn settled_visits_that_exclude_each_other_are_refused() {
    let mut problem = days(1, 5, 1, 1);
    problem.shifts[0].opens = 400;
    for stop in &mut problem.stops[..2] {
        stop.locked = vec![Locked { shift: 0, start: 600 }];
    }
    assert_eq!(Search::new(&problem, 1).err(), Some(Refused::Locked(0)));
}

#[test]
fn nothing_to_do_is_a_plan() {
    let problem = Problem { legs: Legs::default(), days: 0, stops: Vec::new(), shifts: Vec::new() };
    assert_eq!(planned(&problem, 1, 100), Plan::default());
    let mut nobody = days(1, 5, 1, 2);
    nobody.shifts.clear();
    assert_eq!(planned(&nobody, 1, 100).unplaced, [0, 1, 2, 3, 4]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sound = days(1, 5, 1, 2);
    let wrong = |change: &dyn Fn(&mut Problem)| {
        let mut problem = sound.clone();
        change(&mut problem);
        Search::new(&problem, 1).err()
    };
    assert_eq!(wrong(&|_| {}), None);
    assert_eq!(wrong(&|problem| problem.legs.time.truncate(3)), Some(Refused::Legs));
    assert_eq!(wrong(&|problem| problem.legs.cost[3] = -1), Some(Refused::Legs));
    assert_eq!(wrong(&|problem| problem.shifts[1].day = 2), Some(Refused::Shift(1)));
    assert_eq!(wrong(&|problem| problem.shifts[0].from = 99), Some(Refused::Shift(0)));
    assert_eq!(wrong(&|problem| problem.stops[2].place = 99), Some(Refused::Stop(2)));
    assert_eq!(wrong(&|problem| problem.stops[2].patterns = vec![vec![1, 0]]), Some(Refused::Stop(2)));
    assert_eq!(wrong(&|problem| problem.stops[4].service = -1), Some(Refused::Stop(4)));
    let nowhere = Locked { shift: 9, start: 600 };
    assert_eq!(wrong(&|problem| problem.stops[1].locked = vec![nowhere]), Some(Refused::Stop(1)));
}

#[test]
fn what_cannot_be_visited_is_left_out_and_nothing_else() {
    let mut problem = days(2, 12, 2, 2);
    problem.stops[3].service = 5_000;
    problem.stops[4].windows = vec![Vec::new()];
    problem.stops[5].patterns = Vec::new();
    let unplaced = planned(&problem, 1, 500).unplaced;
    assert!([3, 4, 5].iter().all(|stop| unplaced.contains(stop)), "{unplaced:?}");
}

#[test]
fn a_new_round_goes_on_from_the_best_plan() {
    let problem = days(5, 30, 2, 3);
    let mut search = Search::new(&problem, 1).expect("a problem");
    search.go_on(200, 0.2);
    let before = search.cost();
    for _ in 0..3 {
        search.again();
        search.go_on(200, 0.6);
        check(&problem, &search.plan()).expect("a plan");
    }
    assert!(search.cost() <= before);
}

#[test]
fn a_job_gives_the_plan_of_its_turns_and_tells_how_far_it_is() {
    let problem = days(6, 20, 2, 3);
    let told = RefCell::new(Vec::new());
    let job = PlanRoutes { problem: problem.clone(), seed: 3, turns: 120 };
    let plan = job.clone().run(&|progress| told.borrow_mut().push((progress.done, progress.total))).expect("a plan");
    assert!(check(&problem, &plan).is_ok());
    assert_eq!(told.into_inner(), [(50, 120), (100, 120), (120, 120)]);
    let bytes = message(&job).expect("a message");
    let outcome = perform(&[Known::of::<PlanRoutes>()], &bytes, &|_| ()).expect("an outcome");
    let outcome: Result<Plan, Unplanned> = postcard::from_bytes(&outcome).expect("what the job came to");
    assert_eq!(outcome, Ok(plan));
}

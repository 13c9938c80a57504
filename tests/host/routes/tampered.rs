//! The checker sees every way in which a plan can be wrong.

use fieldbook::visits::route::{Locked, Objection, Plan, Problem, check, solve};

use super::made::{Dice, day, days};

fn planned(problem: &Problem, seed: u64) -> Option<Plan> {
    let mut left = 6;
    let spent = || {
        left -= 1;
        if left == 0 { 1.0 } else { 0.5 }
    };
    let plan = solve(problem, seed, spent).ok()?;
    check(problem, &plan).map(|_| plan).map_err(|wrong| panic!("{wrong:?}")).ok()
}

/// A change to a plan, and what the checker has to say.
type Tamper = (&'static str, fn(&mut Plan, &mut Dice) -> bool, fn(&Objection) -> bool);

/// Every change makes the plan wrong, if it says that it could be made.
const TAMPERS: [Tamper; 14] = [
    (
        "a visit dropped",
        |plan, dice| {
            let drive = dice.pick(plan.drives.len());
            let call = dice.pick(plan.drives[drive].calls.len());
            plan.drives[drive].calls.remove(call);
            true
        },
        |wrong| matches!(wrong, Objection::Unaccounted(_) | Objection::WrongDays(_)),
    ),
    (
        "a visit twice",
        |plan, dice| {
            let drive = dice.pick(plan.drives.len());
            let call = plan.drives[drive].calls[0];
            plan.drives[drive].calls.push(call);
            true
        },
        |wrong| matches!(wrong, Objection::TwiceADay(_)),
    ),
    (
        "a visit also left out",
        |plan, _| {
            plan.unplaced.insert(0, plan.drives[0].calls[0].stop);
            true
        },
        |wrong| matches!(wrong, Objection::Unaccounted(_)),
    ),
    (
        "a visit cut short",
        |plan, dice| {
            let drive = dice.pick(plan.drives.len());
            plan.drives[drive].calls[0].end -= 1;
            true
        },
        |wrong| matches!(wrong, Objection::WrongLength(_)),
    ),
    (
        "a way too fast",
        |plan, dice| {
            let drive = dice.pick(plan.drives.len());
            let calls = &mut plan.drives[drive].calls;
            let Some(call) = calls.iter_mut().find(|call| call.arrives > call.leaves) else { return false };
            call.arrives -= 1;
            true
        },
        |wrong| matches!(wrong, Objection::TooFast(_)),
    ),
    (
        "a visit before the arrival",
        |plan, _| {
            let call = &mut plan.drives[0].calls[0];
            let back = call.start - call.arrives + 1;
            call.start -= back;
            call.end -= back;
            true
        },
        |wrong| matches!(wrong, Objection::BeginsBeforeArrival(_)),
    ),
    (
        "a way begun in a visit",
        |plan, _| {
            let Some(drive) = plan.drives.iter_mut().find(|drive| drive.calls.len() > 1) else { return false };
            drive.calls[1].leaves = drive.calls[0].end - 1;
            true
        },
        |wrong| matches!(wrong, Objection::LeavesInVisit(_)),
    ),
    (
        "a visit at night",
        |plan, _| {
            for drive in &mut plan.drives {
                for call in &mut drive.calls {
                    call.leaves += 2_000;
                    call.arrives += 2_000;
                    call.start += 2_000;
                    call.end += 2_000;
                }
                drive.leaves += 2_000;
                drive.returns += 2_000;
            }
            true
        },
        |wrong| matches!(wrong, Objection::OutsideWindows(_)),
    ),
    (
        "out before the shift",
        |plan, _| {
            plan.drives[0].calls[0].leaves = 0;
            true
        },
        |wrong| matches!(wrong, Objection::LeavesTooEarly(_)),
    ),
    (
        "a late return",
        |plan, _| {
            plan.drives[0].returns = 1_300;
            true
        },
        |wrong| matches!(wrong, Objection::ReturnsTooLate(_)),
    ),
    (
        "no lunch",
        |plan, _| {
            let hungry = plan.drives.iter_mut().find(|drive| drive.lunch.is_some() && drive.returns > 850);
            hungry.is_some_and(|drive| drive.lunch.take().is_some())
        },
        |wrong| matches!(wrong, Objection::NoLunch(_)),
    ),
    (
        "lunch in a visit",
        |plan, _| {
            let hungry = plan.drives.iter_mut().find(|drive| drive.lunch.is_some());
            hungry.is_some_and(|drive| {
                drive.lunch = Some(drive.calls[0].start);
                true
            })
        },
        |wrong| matches!(wrong, Objection::LunchCutShort(_)),
    ),
    (
        "another cost",
        |plan, _| {
            plan.cost += 1;
            true
        },
        |wrong| matches!(wrong, Objection::WrongCost),
    ),
    (
        "somebody else's shift",
        |plan, _| {
            plan.drives[0].shift = 99;
            true
        },
        |wrong| matches!(wrong, Objection::NoSuchShift(99)),
    ),
];

#[test]
fn a_tampered_plan_is_refused() {
    let mut made = [0; TAMPERS.len()];
    for seed in 0..60 {
        let problem = if seed % 2 == 0 { day(seed, 9, 1) } else { days(seed, 14, 2, 3) };
        let Some(plan) = planned(&problem, seed).filter(|plan| !plan.drives.is_empty()) else { continue };
        let mut dice = Dice::new(seed);
        for (number, (what, tamper, expected)) in TAMPERS.iter().enumerate() {
            let mut tampered = plan.clone();
            if !tamper(&mut tampered, &mut dice) {
                continue;
            }
            made[number] += 1;
            match check(&problem, &tampered) {
                Ok(_) => panic!("{what} was not seen, seed {seed}\n{tampered:#?}"),
                Err(wrong) => assert!(wrong.iter().any(expected), "{what}: {wrong:?}, seed {seed}"),
            }
        }
    }
    assert!(made.iter().all(|count| *count > 5), "{made:?}");
}

#[test]
fn a_settled_visit_that_moved_is_seen() {
    let mut problem = days(4, 12, 1, 2);
    let plan = planned(&problem, 1).expect("a plan");
    let call = plan.drives[0].calls[0];
    problem.stops[call.stop].locked = vec![Locked { shift: plan.drives[0].shift, start: call.start }];
    assert!(check(&problem, &plan).is_ok());
    problem.stops[call.stop].locked[0].start += 1;
    assert_eq!(check(&problem, &plan), Err(vec![Objection::LockedMoved(call.stop)]));
}

#[test]
fn somebody_else_at_the_door_is_seen() {
    let mut problem = days(4, 12, 2, 2);
    let plan = planned(&problem, 1).expect("a plan");
    let (stop, shift) = (plan.drives[0].calls[0].stop, plan.drives[0].shift);
    problem.stops[stop].person = Some(1 - problem.shifts[shift].person);
    let wrong = check(&problem, &plan).expect_err("somebody else");
    assert_eq!(wrong, [Objection::WrongPerson(stop)]);
}

#[test]
fn no_number_in_a_plan_stops_the_checker() {
    let problem = days(4, 12, 1, 2);
    let plan = planned(&problem, 1).expect("a plan");
    let fields: [fn(&mut Plan) -> &mut i64; 8] = [
        |plan| &mut plan.drives[0].calls[0].leaves,
        |plan| &mut plan.drives[0].calls[0].arrives,
        |plan| &mut plan.drives[0].calls[0].start,
        |plan| &mut plan.drives[0].calls[0].end,
        |plan| &mut plan.drives[0].leaves,
        |plan| &mut plan.drives[0].returns,
        |plan| plan.drives[0].lunch.insert(0),
        |plan| &mut plan.cost,
    ];
    for (number, field) in fields.iter().enumerate() {
        for extreme in [i64::MIN, i64::MAX] {
            let mut tampered = plan.clone();
            *field(&mut tampered) = extreme;
            assert!(check(&problem, &tampered).is_err(), "field {number}, {extreme}");
        }
    }
}

#[test]
fn too_much_load_is_seen() {
    let mut problem = days(4, 12, 1, 2);
    let plan = planned(&problem, 1).expect("a plan");
    let load: i64 = plan.drives[0].calls.iter().map(|call| problem.stops[call.stop].load).sum();
    let shift = plan.drives[0].shift;
    problem.shifts[shift].capacity = load;
    assert!(check(&problem, &plan).is_ok());
    problem.shifts[shift].capacity = load - 1;
    assert_eq!(check(&problem, &plan), Err(vec![Objection::Overloaded(shift)]));
}

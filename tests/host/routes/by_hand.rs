//! Orders made by hand, and why stops are left out.

use fieldbook::visits::route::{
    Hindrance, Legs, Objection, Plan, Problem, Search, Shift, Stop, Window, arrange, check, why_not,
};

use super::made::days;

fn orders(plan: &Plan) -> Vec<(usize, Vec<usize>)> {
    let order = |calls: &[fieldbook::visits::route::Call]| calls.iter().map(|call| call.stop).collect();
    plan.drives.iter().map(|drive| (drive.shift, order(&drive.calls))).collect()
}

#[test]
fn the_orders_of_a_plan_give_that_plan() {
    for seed in 0..10 {
        let problem = days(seed, 16, 2, 3);
        let mut search = Search::new(&problem, seed).expect("a problem");
        search.go_on(200, 0.5);
        let plan = search.plan();
        assert_eq!(arrange(&problem, &orders(&plan)).as_ref(), Ok(&plan));
    }
}

#[test]
fn an_order_that_breaks_something_says_what() {
    let mut late = 0;
    for seed in 0..20 {
        let problem = days(seed, 16, 2, 3);
        let plan = Search::new(&problem, seed).expect("a problem").plan();
        let mut turned = orders(&plan);
        for (_, stops) in &mut turned {
            stops.reverse();
        }
        let turned = arrange(&problem, &turned).expect("a plan");
        let wrong = check(&problem, &turned).err().unwrap_or_default();
        // Ways, lengths and days are as they must be: only times can be missed.
        for objection in &wrong {
            assert!(
                matches!(
                    objection,
                    Objection::OutsideWindows(_)
                        | Objection::ReturnsTooLate(_)
                        | Objection::LunchOutsideWindow(_)
                        | Objection::LunchCutShort(_)
                ),
                "{objection:?}"
            );
        }
        late += usize::from(!wrong.is_empty());
    }
    assert!(late > 5, "{late}");
}

/// A home, a place half an hour away, and one at the end of the world.
fn small(stops: &[Stop]) -> Problem {
    let ways = vec![0, 30, 400, 30, 0, 370, 400, 370, 0];
    let legs = Legs { places: 3, time: ways.clone(), cost: ways, ..Legs::default() };
    let shift = Shift { day: 0, person: 1, from: 0, to: 0, opens: 480, closes: 960, capacity: 9, lunch: None };
    Problem { legs, days: 1, stops: stops.to_vec(), shifts: vec![shift] }
}

fn stop(place: usize, service: i64) -> Stop {
    Stop {
        place,
        service,
        load: 1,
        windows: vec![vec![Window::ALWAYS]],
        release: 0,
        patterns: vec![vec![0]],
        locked: Vec::new(),
        price: 1_000,
        person: None,
    }
}

#[test]
fn every_stop_left_out_has_its_reason() {
    let why = |last: Stop| {
        let problem = small(&[stop(1, 300), last]);
        let plan = Search::new(&problem, 1).expect("a problem").plan();
        assert_eq!(plan.unplaced, [1]);
        why_not(&problem, &plan, 1).expect("a problem")
    };
    assert_eq!(why(Stop { patterns: Vec::new(), ..stop(1, 10) }), Some(Hindrance::NoDay));
    assert_eq!(why(Stop { windows: vec![Vec::new()], ..stop(1, 10) }), Some(Hindrance::NoDay));
    assert_eq!(why(Stop { person: Some(7), ..stop(1, 10) }), Some(Hindrance::Nobody));
    assert_eq!(why(stop(1, 600)), Some(Hindrance::TooLong));
    assert_eq!(why(stop(2, 10)), Some(Hindrance::TooFar));
    assert_eq!(why(Stop { price: 900, ..stop(1, 300) }), Some(Hindrance::Full));
    let alone = small(&[Stop { price: 10, ..stop(1, 10) }]);
    let plan = Search::new(&alone, 1).expect("a problem").plan();
    assert_eq!(why_not(&alone, &plan, 0), Ok(Some(Hindrance::Dear)));
    assert_eq!(why_not(&alone, &plan, 5), Ok(None));
}

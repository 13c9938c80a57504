//! Small days come out as well as they can.

use fieldbook::visits::route::{Problem, Refused, Search, check};

use super::brute::least;
use super::made::day;

/// The cost of a plan found in some turns, checked.
fn found(problem: &Problem, seed: u64, turns: usize) -> Option<i64> {
    let mut search = match Search::new(problem, seed) {
        Ok(search) => search,
        Err(Refused::Locked(_)) => return None,
        Err(other) => panic!("{other}"),
    };
    for done in (0..turns).step_by(50) {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        search.go_on(50, done as f64 / turns as f64);
    }
    let plan = search.plan();
    if let Err(wrong) = check(problem, &plan) {
        panic!("{wrong:?}\n{plan:#?}\n{problem:#?}");
    }
    Some(plan.cost)
}

#[test]
fn a_day_of_one_person_is_the_best_there_is() {
    let sizes = (1..=6).flat_map(|stops| (0..40).map(move |seed| (stops, seed)));
    let larger =
        [(7, 12), (8, 6), (9, 3)].into_iter().flat_map(|(stops, count)| (0..count).map(move |seed| (stops, seed)));
    let mut possible = 0;
    for (stops, seed) in sizes.chain(larger) {
        let problem = day(seed * 100 + u64::try_from(stops).expect("small"), stops, 1);
        let least = least(&problem);
        assert_eq!(found(&problem, seed, 0), least, "{stops} stops, seed {seed}\n{problem:#?}");
        possible += usize::from(least.is_some());
    }
    assert!(possible > 200, "{possible}");
}

#[test]
fn a_day_of_two_people_is_the_best_there_is() {
    let sizes = (2..=6).flat_map(|stops| (0..20).map(move |seed| (stops, seed)));
    let larger = [(7, 4), (8, 2)].into_iter().flat_map(|(stops, count)| (0..count).map(move |seed| (stops, seed)));
    for (stops, seed) in sizes.chain(larger) {
        let problem = day(50_000 + seed * 100 + u64::try_from(stops).expect("small"), stops, 2);
        let least = least(&problem);
        assert_eq!(found(&problem, seed, 4_000), least, "{stops} stops, seed {seed}\n{problem:#?}");
    }
}

//! Sets of days that keep an account's gaps; expected sets are worked by hand.

use fieldbook::model::Day;
use fieldbook::visits::spread::{Gaps, Spread, overload};

use super::suzhou::weeks;

const WEEKLY: Gaps = Gaps { least: 5, usual: 7, most: 9 };

/// Working days of some weeks from a Monday on.
fn days(weeks: i32) -> Vec<Day> {
    let monday = Day::ymd(2026, 11, 23).expect("a day");
    (0..weeks).flat_map(|week| (0..5).map(move |day| monday.plus(7 * week + day))).collect()
}

fn sets(spread: Spread) -> Vec<Vec<usize>> {
    match spread {
        Spread::Sets(sets) => sets,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_weekly_account_is_seen_every_week() {
    let sets = sets(WEEKLY.spread(&days(2), None));
    // The same weekday, or one of the two a working day off; a Friday is never followed by a Monday.
    for even in [[0, 5], [1, 6], [2, 7], [3, 8], [4, 9]] {
        assert!(sets.contains(&even.to_vec()), "{even:?} of {sets:?}");
    }
    assert!(sets.contains(&vec![1, 5]) && sets.contains(&vec![0, 6]), "{sets:?}");
    assert!(!sets.contains(&vec![4, 5]), "{sets:?}");
    for set in &sets {
        assert_eq!(set.len(), 2, "{set:?}");
    }
}

#[test]
fn the_last_visit_counts() {
    // Seen last Friday: not before Wednesday (5 days), not after the Sunday after next (9 days).
    let friday = Day::ymd(2026, 11, 20);
    let sets = sets(WEEKLY.spread(&days(1), friday));
    assert_eq!(sets, [vec![2], vec![3], vec![4]]);
    // Seen yesterday with a month between visits: not due.
    let monthly = Gaps { least: 20, usual: 28, most: 40 };
    assert_eq!(monthly.spread(&days(1), Day::ymd(2026, 11, 22)), Spread::NotDue);
    assert_eq!(monthly.spread(&[], None), Spread::NotDue);
}

#[test]
fn who_is_overdue_is_seen_soon() {
    let long_ago = Day::ymd(2026, 9, 1);
    let sets = sets(Gaps { least: 10, usual: 14, most: 20 }.spread(&days(2), long_ago));
    // Within half a usual gap: seven days from Monday on, to the Monday after.
    assert!(sets.iter().all(|set| set[0] <= 5), "{sets:?}");
    assert!(sets.iter().any(|set| set[0] == 0), "{sets:?}");
}

#[test]
fn gaps_that_no_days_keep_are_told() {
    let daily = Gaps { least: 1, usual: 1, most: 2 };
    // Friday to Monday is three days.
    assert_eq!(daily.spread(&days(2), None), Spread::Impossible);
}

#[test]
fn too_much_work_stretches_all_gaps_alike() {
    assert_eq!(WEEKLY.stretched(1_000), WEEKLY);
    assert_eq!(WEEKLY.stretched(1_500), Gaps { least: 5, usual: 11, most: 14 });
    // Five days of ten hours, of which lunch takes 45 minutes: 46 h 15 min.
    let shifts = weeks(1, 1, 1, 1).shifts;
    let hours = |hours: i64| hours * 3_600;
    // 37 hours of visits and half as much on the road are 55.5 hours: 1.2 times as long.
    assert_eq!(overload(hours(37), &shifts, 500), 1_200);
    assert_eq!(overload(hours(37), &shifts, 0), 1_000, "there is time");
    assert_eq!(overload(hours(37), &[], 0), 1_000, "nobody works: no gap is long enough");
}

#[test]
fn settled_visits_take_the_place_of_others() {
    let days = days(2);
    // A weekly account with an appointment on the first Wednesday: the second week is still to be planned, five days
    // later at the earliest and nine at the latest: Monday to Friday but for days too near to it.
    let sets = sets(WEEKLY.spread_around(&days, None, &[days[2]]));
    for set in &sets {
        assert_eq!(set.len(), 1, "{set:?}");
        let gap = days[set[0]].0 - days[2].0;
        assert!((5..=9).contains(&gap), "{set:?}");
    }
    assert!(sets.contains(&vec![7]), "a week later: {sets:?}");
    // Two appointments a week apart are all that is asked for.
    assert_eq!(WEEKLY.spread_around(&days, None, &[days[2], days[7]]), Spread::NotDue);
    assert_eq!(WEEKLY.spread_around(&days, None, &[]), WEEKLY.spread(&days, None));
}

//! What people pick for the head of a column equals naive loops, and follows the filter.

use std::collections::BTreeSet;

use fieldbook::book::Moment;
use fieldbook::model::records::{Account, Deal};
use fieldbook::model::{Currency, Day, Id, Record, Value};
use fieldbook::pipeline::board::{BoardQuery, board};
use fieldbook::query::{Filter, Key, Measure, Measured, MoneyBag, Query, Scan, Source};
use proptest::prelude::*;

use crate::world::{NOW, SHARES, Spec, World};

/// A deal, and the day on which it is expected to close.
fn specs() -> impl Strategy<Value = Vec<(Spec, Option<i32>)>> {
    let minor = prop::option::weighted(0.8, (-1_000_i64..100_000, any::<bool>()));
    let spec = (0..4_usize, prop::option::weighted(0.8, 0..3_usize), minor).prop_map(|(stage, owner, minor)| Spec {
        stage,
        owner,
        minor,
        days: 3,
    });
    prop::collection::vec((spec, prop::option::weighted(0.7, 20_000..21_000_i32)), 0..50)
}

fn built(specs: &[(Spec, Option<i32>)]) -> World {
    let only: Vec<Spec> = specs.iter().map(|(spec, _)| spec.clone()).collect();
    let mut world = World::new(&only);
    let deals = world.deals.clone();
    world.write(NOW, |edit| {
        for (deal, (_, day)) in deals.iter().zip(specs) {
            let change = (Deal::EXPECTED_CLOSE, day.map(|day| Value::Date(Day(day))));
            edit.set(Deal::COLLECTION.key, deal.0, change, None).expect("may be set");
        }
    });
    world
}

/// The nearest whole number, ties to the even one, told by trying neighbours.
fn rounded(sum: i128, count: i128) -> i128 {
    let guess = sum / count;
    let candidates = (guess - 2..=guess + 2).filter(|whole| (sum - whole * count).abs() * 2 <= count);
    let nearest: Vec<i128> = candidates.collect();
    *nearest.iter().find(|whole| nearest.len() == 1 || *whole % 2 == 0).expect("one is near")
}

fn naive_median(mut values: Vec<i64>) -> Option<i128> {
    values.sort_unstable();
    let count = values.len();
    match count {
        0 => None,
        _ if count % 2 == 1 => Some(values[count / 2].into()),
        _ => Some(rounded(i128::from(values[count / 2 - 1]) + i128::from(values[count / 2]), 2)),
    }
}

fn naive_mean(values: &[i64]) -> Option<i128> {
    let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
    (!values.is_empty()).then(|| rounded(sum, i128::try_from(values.len()).expect("few")))
}

fn of_money(measured: &Measured, currency: Currency) -> Option<i128> {
    let Measured::Money(bag) = measured else { panic!("{measured:?} is no money") };
    bag.sums().iter().find(|(have, _)| *have == currency).map(|(_, minor)| *minor)
}

const PICKED: [&str; 12] = [
    "count(amount)",
    "mean(amount)",
    "median(amount)",
    "min(amount)",
    "max(amount)",
    "mean(expected_close)",
    "median(expected_close)",
    "min(expected_close)",
    "max(expected_close)",
    "distinct(owner)",
    "distinct(owner.area)",
    "weighted(amount)",
];

fn half_even(minor: i64, share: i64) -> i128 {
    rounded(i128::from(minor) * i128::from(share), 10_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_picked_for_a_column_equals_a_loop(specs in specs(), picked in prop::option::of(0..3_usize)) {
        let world = built(&specs);
        let filter = picked.map_or(Filter::ALL, |at| Filter::key(Source::field("owner"), Key::Record(world.people[at].0)));
        let measures: Vec<Measure> = PICKED.iter().filter_map(|text| Measure::parse(text)).collect();
        prop_assert_eq!(measures.len(), PICKED.len());
        let query = BoardQuery { measures, ..BoardQuery::new(world.pipeline, filter, Moment::Now) };
        let board = board(world.book(), &world.zone, &query).expect("the pipeline is there");
        let columns = board.columns.iter().enumerate().map(|(at, column)| (Some(at), &column.measures));
        for (stage, measures) in columns.chain([(None, &board.measures)]) {
            let mine: Vec<&(Spec, Option<i32>)> = specs
                .iter()
                .filter(|(spec, _)| stage.is_none_or(|stage| spec.stage == stage))
                .filter(|(spec, _)| picked.is_none_or(|at| spec.owner == Some(at)))
                .collect();
            prop_assert_eq!(measures.len(), PICKED.len());
            prop_assert_eq!(measures[0].count(), mine.iter().filter(|(spec, _)| spec.minor.is_some()).count() as u64);
            for (euro, currency) in [(false, Currency::USD), (true, Currency::parse("EUR").expect("a code"))] {
                let amounts = mine.iter().filter_map(|(spec, _)| Some((spec.stage, spec.minor?)));
                let amounts: Vec<(usize, i64)> =
                    amounts.filter(|(_, minor)| minor.1 == euro).map(|(stage, minor)| (stage, minor.0)).collect();
                let minors: Vec<i64> = amounts.iter().map(|(_, minor)| *minor).collect();
                prop_assert_eq!(of_money(&measures[1], currency), naive_mean(&minors));
                prop_assert_eq!(of_money(&measures[2], currency), naive_median(minors.clone()));
                prop_assert_eq!(of_money(&measures[3], currency), minors.iter().min().map(|least| i128::from(*least)));
                prop_assert_eq!(of_money(&measures[4], currency), minors.iter().max().map(|most| i128::from(*most)));
                let weighted: i128 = amounts.iter().map(|(stage, minor)| half_even(*minor, SHARES[*stage])).sum();
                prop_assert_eq!(of_money(&measures[11], currency).unwrap_or(0), weighted);
            }
            let days: Vec<i64> = mine.iter().filter_map(|(_, day)| day.map(i64::from)).collect();
            let found = |at: usize| measures[at].day().map(|day| i128::from(day.0));
            prop_assert_eq!(found(5), naive_mean(&days));
            prop_assert_eq!(found(6), naive_median(days.clone()));
            prop_assert_eq!(found(7), days.iter().min().map(|day| i128::from(*day)));
            prop_assert_eq!(found(8), days.iter().max().map(|day| i128::from(*day)));
            let owners: BTreeSet<usize> = mine.iter().filter_map(|(spec, _)| spec.owner).collect();
            // Person n works in area n modulo 2.
            let areas: BTreeSet<usize> = owners.iter().map(|owner| owner % 2).collect();
            prop_assert_eq!((measures[9].count(), measures[10].count()), (owners.len() as u64, areas.len() as u64));
        }
    }

    #[test]
    fn numbers_are_measured_by_group(values in prop::collection::vec((0..3_usize, prop::option::of(-500..500_i32)), 0..40)) {
        let mut world = World::new(&[]);
        world.write(NOW, |edit| {
            for (at, (class, revenue)) in (0..).zip(&values) {
                let account = [
                    (Account::NAME, Some("A".into())),
                    (Account::CLASS, Some(["a", "b", "c"][*class].into())),
                    (Account::REVENUE, revenue.map(|revenue| Value::Number(f64::from(revenue) / 4.0))),
                ];
                edit.create(Account::COLLECTION.key, Id(1_000 + at), &account, &[]).expect("is made");
            }
        });
        let scan = Scan::new(world.book(), &world.zone, Account::COLLECTION.key, Moment::Now).expect("accounts");
        let of = || Source::field("revenue");
        let answer = scan.answer(&Query {
            collection: Account::COLLECTION.key.to_owned(),
            filter: Filter::ALL,
            groups: vec![Source::field("class")],
            measures: vec![
                Measure::Sum(of()),
                Measure::Mean(of()),
                Measure::Median(of()),
                Measure::Least(of()),
                Measure::Greatest(of()),
                Measure::Filled(of()),
            ],
        });
        for group in &answer.groups {
            let Key::Text(class) = &group.keys[0] else { panic!("each has a class") };
            let mine = values.iter().filter(|(at, _)| ["a", "b", "c"][*at] == class).filter_map(|(_, revenue)| *revenue);
            // Quarters are exact, whatever the order of adding.
            let mut mine: Vec<f64> = mine.map(|revenue| f64::from(revenue) / 4.0).collect();
            mine.sort_by(f64::total_cmp);
            let count = u32::try_from(mine.len()).expect("few");
            let some = |number: f64| (count > 0).then_some(number);
            let middle = || f64::midpoint(mine[(mine.len() - 1) / 2], mine[mine.len() / 2]);
            let sum: f64 = mine.iter().sum();
            prop_assert_eq!(group.measures[0].number(), some(sum));
            prop_assert_eq!(group.measures[1].number(), some(sum / f64::from(count)));
            prop_assert_eq!(group.measures[2].number(), (count > 0).then(middle));
            prop_assert_eq!(group.measures[3].number(), mine.first().copied());
            prop_assert_eq!(group.measures[4].number(), mine.last().copied());
            prop_assert_eq!(group.measures[5].count(), u64::from(count));
        }
    }
}

#[test]
fn what_nobody_has_filled_in_comes_to_nothing() {
    let mut world = World::new(&[]);
    world.write(NOW, |edit| {
        for at in 0..3 {
            edit.create(Account::COLLECTION.key, Id(1_000 + at), &[(Account::NAME, Some("A".into()))], &[])
                .expect("is made");
        }
    });
    let scan = Scan::new(world.book(), &world.zone, Account::COLLECTION.key, Moment::Now).expect("accounts");
    for (field, nothing) in
        [("revenue", Measured::Number(None)), ("credit_limit", Measured::Money(MoneyBag::default()))]
    {
        let of = || Source::field(field);
        let answer = scan.answer(&Query {
            collection: Account::COLLECTION.key.to_owned(),
            filter: Filter::ALL,
            groups: vec![Source::field("class")],
            measures: vec![Measure::Mean(of()), Measure::Median(of()), Measure::Least(of()), Measure::Greatest(of())],
        });
        assert_eq!(answer.total, vec![nothing; 4], "{field}");
    }
}

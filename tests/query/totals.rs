//! Counts, sums, weighted sums, ages and shares equal naive loops; money never mixes currencies.

use std::collections::BTreeMap;

use fieldbook::book::Moment;
use fieldbook::model::records::{Deal, Person};
use fieldbook::model::{Currency, Id, Record};
use fieldbook::pipeline::board::{BoardQuery, board};
use fieldbook::query::{Filter, Key, Measure, Query, Scan, Source};
use proptest::prelude::*;

use crate::world::{SHARES, Spec, World};

fn specs() -> impl Strategy<Value = Vec<Spec>> {
    let minor = prop::option::weighted(0.8, (-1_000_i64..10_000_000, any::<bool>()));
    let spec = (0..4_usize, prop::option::weighted(0.8, 0..3_usize), minor, 0..900_i64)
        .prop_map(|(stage, owner, minor, days)| Spec { stage, owner, minor, days });
    prop::collection::vec(spec, 0..60)
}

/// A share rounded half to even, worked out with remainders only.
fn half_even(minor: i64, share: i64) -> i128 {
    let exact = i128::from(minor) * i128::from(share);
    let (low, rest) = (exact.div_euclid(10_000), exact.rem_euclid(10_000));
    match rest.cmp(&5_000) {
        std::cmp::Ordering::Less => low,
        std::cmp::Ordering::Greater => low + 1,
        std::cmp::Ordering::Equal => low + low.rem_euclid(2),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_board_adds_up_like_a_loop(specs in specs(), picked in prop::option::of(0..2_usize)) {
        let world = World::new(&specs);
        let filter = picked.map_or(Filter::ALL, |at| {
            Filter::And(vec![Filter::key(Source::field("owner.area"), Key::Record(world.areas[at].0))])
        });
        let query = BoardQuery::new(world.pipeline, filter, Moment::Now);
        let board = board(world.book(), &world.zone, &query).expect("the pipeline is there");
        for (at, column) in board.columns.iter().enumerate() {
            // Person n works in area n modulo 2.
            let mine: Vec<&Spec> = specs
                .iter()
                .filter(|spec| spec.stage == at && picked.is_none_or(|area| spec.owner.is_some_and(|owner| owner % 2 == area)))
                .collect();
            prop_assert_eq!(column.count, mine.len() as u64);
            prop_assert_eq!(column.rows.len(), mine.len());
            for (euro, currency) in [(false, Currency::USD), (true, Currency::parse("EUR").expect("a code"))] {
                let amounts = mine.iter().filter_map(|spec| spec.minor).filter(|minor| minor.1 == euro);
                prop_assert_eq!(column.sum.of(currency), amounts.clone().map(|minor| i128::from(minor.0)).sum::<i128>());
                prop_assert_eq!(column.weighted.of(currency), amounts.map(|minor| half_even(minor.0, SHARES[at])).sum::<i128>());
            }
            let ages: f64 = mine.iter().map(|spec| f64::from(i32::try_from(spec.days).expect("small"))).sum();
            #[expect(clippy::cast_precision_loss, reason = "a few deals")]
            let mean = (!mine.is_empty()).then(|| ages / mine.len() as f64);
            prop_assert!(column.mean_age.is_some() == mean.is_some());
            prop_assert!((column.mean_age.unwrap_or(0.0) - mean.unwrap_or(0.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn groups_hold_exactly_their_rows(specs in specs()) {
        let world = World::new(&specs);
        let scan = Scan::new(world.book(), &world.zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
        let by = Source::field("owner.area");
        let answer = scan.answer(&Query {
            collection: Deal::COLLECTION.key.to_owned(),
            filter: Filter::ALL,
            groups: vec![by.clone(), Source::field("stage")],
            measures: vec![Measure::Count],
        });
        let mut naive: BTreeMap<(Option<Id>, Id), u64> = BTreeMap::new();
        for deal in world.book().all::<Deal>() {
            let owner = deal.owner.and_then(|owner| world.book().get::<Person>(owner.into()));
            *naive.entry((owner.and_then(|owner| owner.area), deal.stage.expect("a stage"))).or_default() += 1;
        }
        prop_assert_eq!(answer.groups.len(), naive.len());
        let parted = answer.parted();
        for (at, group) in answer.groups.iter().enumerate() {
            let area = if let Key::Record(id) = group.keys[0] { Some(id) } else { None };
            let Key::Record(stage) = group.keys[1] else { panic!("every deal has a stage") };
            prop_assert_eq!(group.measures[0].count(), naive[&(area, stage)]);
            // The filter that opens the group finds the very same rows.
            let filter = Filter::key(by.clone(), group.keys[0].clone()).and(Filter::key(Source::field("stage"), group.keys[1].clone()));
            let opened: Vec<usize> = scan.select(&filter).iter().collect();
            let part: Vec<usize> = parted[at].iter().map(|row| *row as usize).collect();
            prop_assert_eq!((&opened, &opened), (&answer.rows_of(at).collect::<Vec<_>>(), &part));
            // And so does the filter after a way through an address.
            let pairs = filter.to_pairs();
            let read = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            prop_assert_eq!(scan.select(&read), scan.select(&filter));
        }
    }
}

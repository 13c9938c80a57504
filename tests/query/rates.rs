//! Sums of several currencies as one, at the rates of the moment, each told.

use fieldbook::book::Moment;
use fieldbook::model::records::{ForeignCurrency, Organisation};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, Day, Id, Instant, Money, Record, Value};
use fieldbook::pipeline::board::{BoardQuery, board};
use fieldbook::pipeline::heat::{Band, By, heat};
use fieldbook::query::Filter;

use crate::world::{NOW, Spec, World};

fn day(ago: i64) -> Instant {
    Instant(NOW.0 - ago * DAY_MS)
}

fn deal(minor: i64, euro: bool) -> Spec {
    Spec { stage: 0, owner: None, minor: Some((minor, euro)), days: 90 }
}

#[test]
fn sums_are_converted_at_the_rate_of_the_moment() {
    let mut world = World::new(&[deal(10_000, false), deal(20_000, true), deal(101, true)]);
    let query = |moment| BoardQuery::new(world.pipeline, Filter::ALL, moment);
    let (now, then) = (query(Moment::Now), query(Moment::At(day(20))));
    let plain = board(world.book(), &world.zone, &now).expect("a board");
    assert_eq!(plain.rates.convert(&plain.columns[0].sum), None, "no currency of the company's own is set");
    world.write(NOW, |edit| {
        let own = [(Organisation::NAME, Some("Us".into())), (Organisation::CURRENCY, Some("USD".into()))];
        edit.create(Organisation::COLLECTION.key, Id(7), &own, &[]).expect("is made");
    });
    let left = board(world.book(), &world.zone, &now).expect("a board");
    let whole = left.rates.convert(&left.columns[0].sum).expect("there is a base");
    assert_eq!((whole.minor, whole.left.of(Currency::parse("EUR").expect("a code"))), (10_000, 20_101));
    world.write(NOW, |edit| {
        let euro = [(ForeignCurrency::CODE, Some("EUR".into())), (ForeignCurrency::SOURCE, Some("the bank".into()))];
        let rates =
            [(30, 1.0), (10, 1.25)].map(|(ago, rate)| (ForeignCurrency::RATE, day(ago), Some(Value::Number(rate))));
        edit.create(ForeignCurrency::COLLECTION.key, Id(8), &euro, &rates).expect("is made");
    });
    // 201.01 euro at 1.25 are 251.2625; at 1.00 they are themselves.
    for (query, minor, ago, worth) in [(&now, 10_000 + 25_126, 10, 1.25), (&then, 10_000 + 20_101, 30, 1.0)] {
        let board = board(world.book(), &world.zone, query).expect("a board");
        let whole = board.rates.convert(&board.columns[0].sum).expect("there is a base");
        assert_eq!((whole.minor, whole.left.sums().len(), whole.used.len()), (minor, 0, 1));
        let rate = &whole.used[0];
        assert_eq!(
            (rate.worth, rate.since, rate.source.as_deref()),
            (worth, Some(since(&world, ago)), Some("the bank"))
        );
    }
    // The sum itself is never mixed.
    let board = board(world.book(), &world.zone, &now).expect("a board");
    assert_eq!(board.columns[0].sum.of(Currency::USD), 10_000);
}

fn since(world: &World, ago: i64) -> Day {
    world.zone.day_of(day(ago))
}

/// The bands of a strip by amount, with how many deals each has.
fn amounts(world: &World) -> Vec<(Band, usize)> {
    let board = board(world.book(), &world.zone, &BoardQuery::new(world.pipeline, Filter::ALL, Moment::Now));
    let board = board.expect("a board");
    let columns: Vec<_> = board.columns.iter().map(|column| (&column.stage, column.rows.as_slice())).collect();
    heat(world.book(), &world.zone, Moment::Now, By::Amount, &columns).bands
}

#[test]
fn the_fifths_of_a_strip_are_of_one_currency() {
    // 100.00, 200.00, 300.00, 400.00 dollars, 150.00 euro, and one without an amount.
    let mut specs: Vec<Spec> = [10_000, 20_000, 30_000, 40_000].map(|minor| deal(minor, false)).to_vec();
    specs.extend([deal(15_000, true), Spec { minor: None, ..deal(0, false) }]);
    let mut world = World::new(&specs);
    let usd = |minor: i64| Money::new(minor, Currency::USD);
    let fifths = |tops: &[i64]| -> Vec<(Band, usize)> {
        let low = |at: usize| tops[at.saturating_sub(1)];
        let of = |(at, top): (usize, &i64)| Band::Amounts(u8::try_from(at + 1).expect("few"), usd(low(at)), usd(*top));
        tops.iter().enumerate().map(|one| (of(one), 1)).collect()
    };
    // No currency of the company's own: that of most deals; what the euro is worth in it is not known.
    let quarters = [
        (Band::NoAmount, 1),
        (Band::NoRate, 1),
        (Band::Amounts(1, usd(10_000), usd(10_000)), 1),
        (Band::Amounts(2, usd(10_000), usd(20_000)), 1),
        (Band::Amounts(3, usd(20_000), usd(30_000)), 1),
        (Band::Amounts(4, usd(30_000), usd(40_000)), 1),
    ];
    assert_eq!(amounts(&world), quarters);
    world.write(NOW, |edit| {
        let own = [(Organisation::NAME, Some("Us".into())), (Organisation::CURRENCY, Some("USD".into()))];
        edit.create(Organisation::COLLECTION.key, Id(7), &own, &[]).expect("is made");
        let euro = [(ForeignCurrency::CODE, Some("EUR".into()))];
        let rate = (ForeignCurrency::RATE, day(10), Some(Value::Number(3.0)));
        edit.create(ForeignCurrency::COLLECTION.key, Id(8), &euro, &[rate]).expect("is made");
    });
    // 150.00 euro are 450.00 dollars: more than any other.
    let mut wanted = vec![(Band::NoAmount, 1)];
    wanted.extend(fifths(&[10_000, 20_000, 30_000, 40_000, 45_000]));
    assert_eq!(amounts(&world), wanted);
}

//! Sums of several currencies as one, at the rates of the moment, each told.

use fieldbook::book::Moment;
use fieldbook::model::records::{ForeignCurrency, Organisation};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, Day, Id, Instant, Record, Value};
use fieldbook::pipeline::board::{BoardQuery, board};
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

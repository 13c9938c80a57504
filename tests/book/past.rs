//! The book at any moment: what it shows equals what a naive replay of the operations gives.

use fieldbook::book::command::{Create, Edit};
use fieldbook::book::past::{Moment, View};
use fieldbook::book::{Command, Context};
use fieldbook::model::records::{Deal, Stage};
use fieldbook::model::{Currency, Id, Instant, Key, Money, Record, Value};
use proptest::prelude::*;

use super::generate::{history, play};
use super::oracle::Oracle;
use super::world::{START, World, day, label, replay, restored};
use crate::cases;

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_book_at_any_moment_equals_a_naive_replay(turns in history(2, 1..40), picks in prop::collection::vec(any::<prop::sample::Index>(), 8)) {
        let world = play(2, &turns);
        let book = replay(day(400), &world.log);
        let oracle = Oracle::fold(&world.log);
        let mut instants = oracle.instants();
        instants.extend([Instant(START.0 - 1), day(-20), day(30), Instant::ALWAYS, Instant::NEVER]);
        for pick in picks {
            let at = instants[pick.index(instants.len())];
            for at in [Instant(at.0.saturating_sub(1)), at, Instant(at.0.saturating_add(1))] {
                oracle.agrees(&book, Moment::At(at)).map_err(TestCaseError::fail)?;
            }
        }
    }

    #[test]
    fn the_present_is_the_past_at_now_however_now_was_reached(turns in history(2, 1..40), stops in prop::collection::vec(-8..9_i64, 0..4)) {
        let world = play(2, &turns);
        let oracle = Oracle::fold(&world.log);
        // One book is made at the end of its time, the other moves there in steps, in the midst of
        // which it is stored and restored.
        let first = day(-3);
        let mut moving = replay(first, std::iter::empty());
        for batch in &world.log {
            moving.apply(batch);
        }
        let parked = moving.parked().len();
        let mut stops = stops;
        stops.sort_unstable();
        for stop in stops {
            moving.advance(day(stop));
            moving = restored(&moving);
        }
        moving.advance(day(400));
        prop_assert!(parked <= world.log.len() && moving.parked().is_empty());
        let fresh = replay(day(400), &world.log);
        prop_assert_eq!(moving.digest(), fresh.digest());
        for book in [&moving, &fresh] {
            prop_assert_eq!(book.now(), day(400));
            oracle.agrees(book, Moment::Now).map_err(TestCaseError::fail)?;
        }
        for table in moving.tables() {
            let (now, at) = (View::of(table, Moment::Now), View::of(table, Moment::At(moving.now())));
            for row in table.live().iter() {
                for field in 0..table.columns().len() {
                    let read = |view: &View<'_>| view.column(field).map(|column| (column.value(row), column.since.get(row).copied()));
                    prop_assert_eq!(read(&now), read(&at));
                }
            }
        }
    }
}

/// A world with two stages and a deal in the first, created at the start.
struct Scene {
    world: World,
    deal: Id,
    stages: [Id; 2],
}

fn scene() -> Scene {
    let mut world = World::new(1);
    let create = |world: &mut World, collection: &'static str, id: u128, values: Vec<(usize, Option<Value>)>| {
        let create = Create { collection: Key::Borrowed(collection), id: Id(id), values, label: label() };
        world.act(0, |book, context| create.decide(book, context)).expect("is created");
        Id(id)
    };
    let stages = [1, 2].map(|n: u128| {
        let values = vec![(Stage::NAME, Some(Value::from("stage"))), (Stage::PIPELINE, Some(Value::from(Id(99))))];
        create(&mut world, Stage::COLLECTION.key, n, values)
    });
    let amount = Money::new(500, Currency::CNY);
    let values = vec![
        (Deal::TITLE, Some(Value::from("deal"))),
        (Deal::STAGE, Some(stages[0].into())),
        (Deal::AMOUNT, Some(amount.into())),
    ];
    let deal = create(&mut world, Deal::COLLECTION.key, 3, values);
    Scene { world, deal, stages }
}

impl Scene {
    fn set(&mut self, field: usize, value: Option<Value>, from: Option<Instant>) {
        let (collection, id) = (Key::Borrowed(Deal::COLLECTION.key), self.deal);
        let edit = Edit { collection, id, changes: vec![(field, value)], effective: from, label: label() };
        self.world.act(0, |book, context: &Context<'_>| edit.decide(book, context)).expect("is set");
    }

    /// Stage and amount at a moment; `None` where the deal is not on the board.
    fn at(&self, moment: Moment) -> Option<(Option<Id>, Option<i64>)> {
        let book = &self.world.devices[0].book;
        let view = View::new(book, Deal::COLLECTION.key, moment)?;
        let row = view.table().row(self.deal)?;
        let value = |field| view.column(field).and_then(|column| column.value(row));
        let amount = value(Deal::AMOUNT).and_then(|value| value.as_money()).map(|money| money.minor);
        view.live().get(row).then(|| (value(Deal::STAGE).and_then(|value| value.as_reference()), amount))
    }
}

#[test]
fn an_undated_stage_starts_at_the_create_and_an_undated_amount_holds_since_always() {
    let scene = scene();
    let first = Some(scene.stages[0]);
    assert_eq!(scene.at(Moment::Now), Some((first, Some(500))));
    assert_eq!(scene.at(Moment::At(START)), Some((first, Some(500))));
    // Before its create the deal stands in no stage: it is not on the board.
    assert_eq!(scene.at(Moment::At(Instant(START.0 - 1))), None);
    let book = &scene.world.devices[0].book;
    let view = View::new(book, Deal::COLLECTION.key, Moment::At(day(-300))).expect("a table");
    let amount = view.column(Deal::AMOUNT).expect("a column");
    assert_eq!(amount.value(0), Some(Value::Money(Money::new(500, Currency::CNY))));
    assert_eq!(amount.since[0], Instant::ALWAYS);
}

#[test]
fn entries_for_the_future_come_into_force_and_those_for_the_past_change_it() {
    let mut scene = scene();
    let [first, second] = scene.stages.map(Some);
    scene.world.wait(1_000);
    scene.set(Deal::STAGE, second.map(Value::from), Some(day(3)));
    scene.set(Deal::AMOUNT, Some(Money::new(900, Currency::CNY).into()), Some(day(-2)));
    assert_eq!(scene.at(Moment::Now), Some((first, Some(900))));
    assert_eq!(scene.at(Moment::At(day(-1))), None);
    assert_eq!(scene.at(Moment::At(day(5))), Some((second, Some(900))));
    let before = scene.world.devices[0].book.version();
    scene.world.devices[0].book.advance(day(2));
    assert_eq!(scene.at(Moment::Now), Some((first, Some(900))));
    assert_eq!(scene.world.devices[0].book.version(), before, "nothing changed yet");
    scene.world.devices[0].book.advance(day(3));
    assert_eq!(scene.at(Moment::Now), Some((second, Some(900))));
    assert!(scene.world.devices[0].book.version() > before);
    // The present never moves back.
    scene.world.devices[0].book.advance(day(1));
    assert_eq!(scene.world.devices[0].book.now(), day(3));
}

#[test]
fn a_joined_record_shows_future_entries_of_either_when_they_come_into_force() {
    let mut scene = scene();
    let other = Id(4);
    let values = vec![(Deal::TITLE, Some(Value::from("twin"))), (Deal::STAGE, Some(scene.stages[0].into()))];
    let create = Create { collection: Key::Borrowed(Deal::COLLECTION.key), id: other, values, label: label() };
    scene.world.act(0, |book, context| create.decide(book, context)).expect("is created");
    scene.world.wait(1_000);
    scene.set(Deal::STAGE, Some(scene.stages[1].into()), Some(day(3)));
    scene.world.draft(0, |_, draft| draft.join(&Key::Borrowed(Deal::COLLECTION.key), scene.deal, other, true));
    scene.set(Deal::AMOUNT, Some(Money::new(7, Currency::CNY).into()), Some(day(4)));
    let mut book = restored(&scene.world.devices[0].book);
    for book in [&mut scene.world.devices[0].book, &mut book] {
        book.advance(day(5));
        let deal: Deal = book.get(scene.deal.into()).expect("is there");
        assert_eq!(deal.stage, Some(scene.stages[1]));
        assert_eq!(deal.amount, Some(Money::new(7, Currency::CNY)));
    }
}

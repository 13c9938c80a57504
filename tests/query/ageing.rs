//! How often a next step was put off, told from its dated history.

use fieldbook::book::Moment;
use fieldbook::model::records::Deal;
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, Day, Instant, Money, Record, Value};
use fieldbook::pipeline::board::card;
use fieldbook::pipeline::heat::{Band, Colour};

use crate::world::{NOW, Spec, World};

fn world() -> World {
    World::new(&[Spec { stage: 0, owner: Some(0), minor: None, days: 40 }])
}

fn later(days: i64) -> Instant {
    Instant(NOW.0 + days * DAY_MS)
}

/// Says on some day what is to be done, where it is said, and when.
fn say(world: &mut World, day: i64, what: Option<&str>, on: Option<&str>) {
    let deal = world.deals[0].0;
    let on = on.map(|on| Value::Date(Day::parse(on).expect(on)));
    world.write(later(day), |edit| {
        if let Some(what) = what {
            let what = (Deal::NEXT_STEP, Some(what.into()));
            edit.set(Deal::COLLECTION.key, deal, what, None).expect("may be set");
        }
        edit.set(Deal::COLLECTION.key, deal, (Deal::NEXT_STEP_ON, on), None).expect("may be set");
    });
}

fn put_off(world: &World, moment: Moment) -> (usize, Option<usize>) {
    let card = card(world.book(), &world.zone, moment, 0, |_| Some(30.0)).expect("a card");
    (card.age.put_off, card.age.often_put_off())
}

#[test]
fn a_step_moved_three_times_says_so() {
    let mut world = world();
    say(&mut world, 0, Some("Call"), Some("2026-11-25"));
    assert_eq!(put_off(&world, Moment::Now), (0, None));
    say(&mut world, 1, None, Some("2026-11-28"));
    say(&mut world, 2, None, Some("2026-11-27"));
    assert_eq!(put_off(&world, Moment::Now), (1, None), "an earlier day puts nothing off");
    say(&mut world, 3, None, Some("2026-11-30"));
    say(&mut world, 4, None, Some("2026-12-04"));
    assert_eq!(put_off(&world, Moment::Now), (3, Some(3)));
    // As it stood on the second day, and before anything was planned.
    let past = card(world.book(), &world.zone, Moment::At(later(1)), 0, |_| None).expect("a card");
    assert_eq!((past.age.put_off, past.deal.next_step_on), (1, Day::parse("2026-11-28")));
    let before = card(world.book(), &world.zone, Moment::At(later(-1)), 0, |_| None).expect("a card");
    assert_eq!((before.age.put_off, before.deal.next_step_on), (0, None));
}

#[test]
fn another_step_begins_anew() {
    let mut world = world();
    for (day, on) in ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"].into_iter().enumerate() {
        say(&mut world, i64::try_from(day).expect("few"), None, Some(on));
    }
    assert_eq!(put_off(&world, Moment::Now), (3, Some(3)));
    say(&mut world, 5, Some("Send the offer"), Some("2026-12-10"));
    assert_eq!(put_off(&world, Moment::Now).0, 0);
    say(&mut world, 6, None, Some("2026-12-11"));
    assert_eq!(put_off(&world, Moment::Now).0, 1);
    // Done, and nothing planned: nothing is put off; nor is what is planned then.
    say(&mut world, 7, None, None);
    assert_eq!(put_off(&world, Moment::Now), (0, None));
    say(&mut world, 8, None, Some("2026-12-20"));
    assert_eq!(put_off(&world, Moment::Now).0, 0);
}

#[test]
fn a_move_that_is_undone_was_none() {
    let mut world = world();
    say(&mut world, 0, Some("Call"), Some("2026-11-25"));
    say(&mut world, 1, None, Some("2026-11-26"));
    assert_eq!(put_off(&world, Moment::Now).0, 1);
    let head = world.book().history().last().expect("a batch").id;
    let batch = world.keeper.queued(head).cloned().expect("it waits to be stored");
    world.at(later(2), |keeper, context| keeper.invert(&batch, context)).expect("an undo");
    assert_eq!(put_off(&world, Moment::Now).0, 0);
    assert_eq!(world.book().get::<Deal>(world.deals[0]).and_then(|deal| deal.next_step_on), Day::parse("2026-11-25"));
}

#[test]
fn a_band_has_its_colour_whatever_others_there_are() {
    let days = [7, 30, 60, 90].map(|days| Band::Days(days).colour());
    assert_eq!(days, [1, 2, 3, 4].map(Colour::Heat));
    assert_eq!(Band::Older(90).colour(), Colour::Heat(5));
    let own = |fifth: u8| Band::Amounts(fifth, Money::new(0, Currency::CNY), Money::new(1, Currency::CNY));
    assert_eq!([1, 3, 5].map(|fifth| own(fifth).colour()), [1, 3, 5].map(Colour::Worth));
    assert_eq!([Band::NoAmount, Band::NoRate].map(Band::colour), [Colour::Nothing, Colour::Unknown]);
    let stand = [Band::Settled, Band::InTime, Band::NoStep, Band::Overdue, Band::Rots].map(Band::colour);
    assert_eq!(stand, [1, 2, 4, 5, 6].map(Colour::Heat));
}

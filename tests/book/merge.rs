//! Replicas that met the same batches say the same, whatever the order.

use fieldbook::book::Book;
use fieldbook::book::past::Moment;
use proptest::prelude::*;

use super::generate::{Turn, history, play};
use super::oracle::Oracle;
use super::world::{World, day, replay, restored};
use crate::cases;

/// A history with two orders of its batches, some of them twice.
fn shuffled() -> impl Strategy<Value = (Vec<Turn>, Vec<prop::sample::Index>)> {
    (history(3, 1..40), prop::collection::vec(any::<prop::sample::Index>(), 60))
}

/// The world's batches in an order made by picking from them, then every one left out.
fn reordered(world: &World, picks: &[prop::sample::Index]) -> Book {
    let mut left: Vec<_> = world.log.iter().collect();
    let mut order = Vec::new();
    for pick in picks.iter().take(left.len()) {
        let next = left.remove(pick.index(left.len()));
        order.push(next);
        // By and by, again what came before.
        order.push(order[pick.index(order.len())]);
    }
    order.extend(left);
    replay(day(400), order)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_order_of_the_same_batches_gives_the_same_digest((turns, picks) in shuffled()) {
        let mut world = play(3, &turns);
        let written = replay(day(400), &world.log);
        let other = reordered(&world, &picks);
        prop_assert_eq!(written.digest(), other.digest());
        // What the columns say agrees with the naive fold, so equal digests are not equally wrong.
        let oracle = Oracle::fold(&world.log);
        for book in [&written, &other] {
            oracle.agrees(book, Moment::Now).map_err(TestCaseError::fail)?;
        }
        for device in 0..3 {
            world.pull(device);
        }
        for device in &world.devices {
            prop_assert_eq!(device.book.digest(), written.digest());
            prop_assert_eq!(device.book.history().len(), world.log.len());
        }
    }

    #[test]
    fn a_replica_restored_half_way_ends_with_the_same_digest((turns, picks) in shuffled(), cut in any::<prop::sample::Index>()) {
        let world = play(3, &turns);
        let whole = replay(day(400), &world.log);
        let cut = if world.log.is_empty() { 0 } else { cut.index(world.log.len()) };
        let (first, rest) = world.log.split_at(cut);
        let mut book = restored(&replay(day(400), rest));
        for batch in first {
            book.apply(batch);
        }
        prop_assert_eq!(book.digest(), whole.digest());
        Oracle::fold(&world.log).agrees(&book, Moment::Now).map_err(TestCaseError::fail)?;
        prop_assert_eq!(restored(&reordered(&world, &picks)).digest(), whole.digest());
    }
}

#[test]
fn of_two_who_write_the_same_field_the_later_clock_wins_and_the_device_breaks_ties() {
    use super::generate::blind_set;
    use fieldbook::model::records::Account;
    use fieldbook::model::{Key, Record, Value};
    let mut world = World::new(2);
    (world.devices[0].skew, world.devices[1].skew) = (0, 0);
    let (key, id) = (Key::Borrowed(Account::COLLECTION.key), super::world::id(7));
    world.draft(0, |_, draft| draft.create(&key, id));
    world.pull(1);
    let sector = &Account::COLLECTION.fields[Account::SECTOR];
    let mut write = |device, text: &str| {
        let value: Value = text.into();
        world.draft(device, |_, draft| blind_set(draft, Account::COLLECTION.key, id, sector, &value));
    };
    // Both clocks stand at the same reading after the create: the second device wins the tie.
    write(1, "from the second");
    write(0, "from the first");
    let (first, second) = (world.log[1].head.clock, world.log[2].head.clock);
    assert_eq!(first, second);
    for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 0, 2]] {
        let book = replay(day(1), order.map(|at| &world.log[at]));
        let account: Account = book.get(id.into()).expect("is there");
        assert_eq!(account.sector.as_deref(), Some("from the second"), "{order:?}");
    }
    // A later clock wins over the higher device.
    world.wait(1);
    world.draft(0, |_, draft| blind_set(draft, Account::COLLECTION.key, id, sector, &"later".into()));
    let book = replay(day(1), world.log.iter().rev());
    assert_eq!(book.get::<Account>(id.into()).and_then(|account| account.sector).as_deref(), Some("later"));
}

//! What a book does with operations that come too early, from too far ahead, or from a newer build.

use fieldbook::book::apply::Applied;
use fieldbook::book::batch::{Act, Batch, Write};
use fieldbook::book::checkpoint::CHUNK;
use fieldbook::book::{Book, Draft};
use fieldbook::model::records::{Account, Area};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Id, Instant, Key, Place, Record, Storage, Value};
use proptest::prelude::*;

use super::generate::{Seed, blind_set};
use super::world::{START, World, day, id, replay, restored};
use crate::cases;

const AREAS: Key = Key::Borrowed(Area::COLLECTION.key);

fn name(draft: &mut Draft, of: Id, name: &str) {
    blind_set(draft, Area::COLLECTION.key, of, &Area::COLLECTION.fields[Area::NAME], &name.into());
}

fn area(book: &Book, of: Id) -> Option<String> {
    book.get::<Area>(of.into()).map(|area| area.name.unwrap_or_default())
}

#[test]
fn an_operation_on_an_unknown_record_waits_for_its_create() {
    let mut world = World::new(2);
    let create = world.draft(0, |_, draft| {
        draft.create(&AREAS, id(1));
        name(draft, id(1), "North");
    });
    world.wait(60 * 60_000);
    world.pull(1);
    let edit = world.draft(1, |_, draft| name(draft, id(1), "Northwest"));
    let remove = world.draft(1, |_, draft| draft.retract(&AREAS, id(1), true));
    let restore = world.draft(1, |_, draft| draft.retract(&AREAS, id(1), false));

    let mut book = replay(day(1), [&edit]);
    let empty = replay(day(1), []).digest();
    assert_eq!((area(&book, id(1)), book.digest()), (None, empty));
    assert_eq!(book.all::<Area>().count(), 0);
    book = restored(&book);
    assert_eq!(book.apply(&create), Applied::Done);
    assert_eq!(area(&book, id(1)).as_deref(), Some("Northwest"));

    // A deletion that came first holds, and so does its undoing.
    let mut book = replay(day(1), [&remove]);
    book.apply(&create);
    assert_eq!(area(&book, id(1)), None);
    book.apply(&edit);
    book.apply(&restore);
    assert_eq!(area(&book, id(1)).as_deref(), Some("Northwest"));
    assert_eq!(book.digest(), replay(day(1), &world.log).digest());
}

#[test]
fn a_batch_is_applied_once() {
    let mut world = World::new(1);
    let batch = world.draft(0, |_, draft| draft.create(&AREAS, id(1)));
    let mut book = replay(day(1), [&batch]);
    let version = book.version();
    assert_eq!(book.apply(&batch), Applied::Known);
    assert_eq!((book.version(), book.history().len()), (version, 1));
    assert_eq!(restored(&book).apply(&batch), Applied::Known);
}

/// A world whose second device is some milliseconds ahead, and one batch of each.
fn ahead(by: i64) -> (World, Batch) {
    let mut world = World::new(2);
    (world.devices[0].skew, world.devices[1].skew) = (0, by);
    world.draft(0, |_, draft| {
        draft.create(&AREAS, id(1));
        name(draft, id(1), "now");
    });
    let early = world.draft(1, |_, draft| {
        draft.create(&AREAS, id(1));
        name(draft, id(1), "from the future");
    });
    (world, early)
}

#[test]
fn a_batch_from_more_than_a_day_ahead_is_parked_until_our_clock_comes_near() {
    let (mut world, early) = ahead(3 * DAY_MS);
    let clock = world.devices[0].writer.clock;
    let before = world.devices[0].book.digest();
    world.pull(0);
    world.pull(0);
    let parked = |book: &Book| book.parked().iter().map(|batch| batch.head.id).collect::<Vec<_>>();
    assert_eq!(parked(&world.devices[0].book), [early.head.id]);
    assert!(!world.devices[0].book.knows(early.head.id));
    assert_eq!(world.devices[0].book.digest(), before);
    // The clock of what we write next is our own.
    world.wait(1_000);
    let next = world.draft(0, |_, draft| name(draft, id(1), "later"));
    assert!(next.head.clock.time() < day(1) && next.head.clock > clock);
    assert_eq!(area(&world.devices[0].book, id(1)).as_deref(), Some("later"));
    // It outlives a restart, waits to the last millisecond, and is let in then.
    let mut book = restored(&world.devices[0].book);
    assert_eq!(parked(&book), [early.head.id]);
    book.advance(Instant(day(2).0 - 1));
    assert_eq!(parked(&book), [early.head.id]);
    book.advance(day(2));
    assert_eq!(parked(&book), []);
    assert!(book.knows(early.head.id));
    assert_eq!(area(&book, id(1)).as_deref(), Some("from the future"));
    assert_eq!(book.digest(), replay(day(9), &world.log).digest());
}

#[test]
fn a_batch_from_a_day_ahead_is_applied_and_our_clock_follows_it() {
    let (mut world, early) = ahead(DAY_MS);
    world.pull(0);
    assert!(world.devices[0].book.parked().is_empty());
    let next = world.draft(0, |_, draft| name(draft, id(1), "after it"));
    assert!(next.head.clock > early.head.clock);
    assert_eq!(area(&world.devices[0].book, id(1)).as_deref(), Some("after it"));
}

#[test]
fn what_a_device_wrote_itself_is_never_parked_on_it() {
    let (_, own) = ahead(3 * DAY_MS);
    let mut book = Book::new(START);
    assert_eq!(book.admit(&own), Applied::Done);
    assert_eq!(area(&book, id(1)).as_deref(), Some("from the future"));
    assert_eq!((book.admit(&own), book.apply(&own)), (Applied::Known, Applied::Known));
}

/// A newer build's batch: a collection and fields that this build does not know.
fn newer(world: &mut World, device: usize, seed: u64) -> Batch {
    let mut seed = Seed(seed);
    world.draft(device, |_, draft| {
        let pets = Key::Borrowed("pets");
        let storages = [
            (Storage::Heap, Value::from("任意")),
            (Storage::Code, Value::from("code")),
            (Storage::Reference, Value::from(id(4))),
            (Storage::Integer, Value::Duration(i64::MIN)),
            (Storage::Float, Value::Number(0.25)),
            (Storage::Day, Value::Date(fieldbook::model::Day(-1))),
            (Storage::Blob, Value::Tags(vec!["a".to_owned(), String::new()])),
        ];
        for _ in 0..=seed.below(6) {
            let of = [&pets, &AREAS][seed.below(2)];
            let record = id(seed.below(3) as u128 + 1);
            if seed.below(2) == 0 {
                draft.create(of, record);
            }
            let (storage, value) = &storages[seed.below(storages.len())];
            let to = (seed.below(5) > 0).then_some(value);
            let storage = *storage;
            if seed.below(2) == 0 {
                let key = Key::Owned(format!("new {storage:?}"));
                draft.write(of, record, &Write { key: &key, storage, act: Act::Set, effective: None, to, from: None });
            } else {
                let key = Key::Owned(format!("new timed {storage:?}"));
                let act = if seed.below(4) == 0 { Act::Withdraw } else { Act::SetDated };
                let to = to.filter(|_| act == Act::SetDated);
                let effective = Some(day(i64::try_from(seed.below(3)).expect("small")));
                draft.write(of, record, &Write { key: &key, storage, act, effective, to, from: None });
            }
        }
    })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn unknown_collections_and_fields_are_carried_along(seeds in prop::collection::vec((0..2_usize, any::<u64>()), 1..12), cut in any::<prop::sample::Index>()) {
        let mut world = World::new(2);
        for (device, seed) in &seeds {
            world.wait(1_000);
            newer(&mut world, *device, *seed);
        }
        let book = replay(day(400), &world.log);
        prop_assert_eq!(replay(day(400), world.log.iter().rev()).digest(), book.digest());
        prop_assert_eq!(restored(&book).digest(), book.digest());
        let (first, rest) = world.log.split_at(cut.index(world.log.len()));
        let mut resumed = restored(&replay(day(400), rest));
        for batch in first {
            resumed.apply(batch);
        }
        prop_assert_eq!(resumed.digest(), book.digest());
    }
}

#[test]
fn an_unknown_field_counts_in_the_digest_and_its_values_can_be_read() {
    let mut world = World::new(1);
    let place = Value::Place(Place { latitude: 1, longitude: 2, given: (3, 4), datum: fieldbook::model::Datum::Bd09 });
    let key = Key::Borrowed("lair");
    let write = |draft: &mut Draft, to: Option<&Value>| {
        let write = Write { key: &key, storage: Storage::Blob, act: Act::Set, effective: None, to, from: None };
        draft.write(&Key::Borrowed("dragons"), id(1), &write);
    };
    world.draft(0, |_, draft| draft.create(&Key::Borrowed("dragons"), id(1)));
    let without = world.devices[0].book.digest();
    world.wait(1);
    world.draft(0, |_, draft| write(draft, Some(&place)));
    assert_ne!(world.devices[0].book.digest(), without);
    let book = restored(&world.devices[0].book);
    let table = book.table("dragons").expect("is carried along");
    assert_eq!(table.collection().map(|collection| collection.key), None);
    assert_eq!(table.value(0, table.position("lair").expect("is there")), Some(place));
    world.wait(1);
    world.draft(0, |_, draft| write(draft, None));
    assert_eq!(world.devices[0].book.digest(), without);
}

#[test]
fn chunks_that_did_not_change_can_be_taken_over_after_a_restart() {
    let mut world = World::new(1);
    // A join early on leaves a row behind that has no id: a restart must not shift the rows after it.
    for n in [1, 2] {
        world.draft(0, |_, draft| draft.create(&AREAS, id(n)));
    }
    world.draft(0, |_, draft| draft.join(&AREAS, id(1), id(2), true));
    world.draft(0, |_, draft| {
        for n in 0..CHUNK as u128 {
            draft.create(&AREAS, id(n + 10));
        }
    });
    let chunks = |book: &Book| {
        let table = book.of::<Area>();
        (0..book.chunks(table)).map(|at| book.chunk(table, at).expect("has bytes")).collect::<Vec<_>>()
    };
    let first = chunks(&world.devices[0].book);
    let mut book = restored(&world.devices[0].book);
    world.draft(0, |_, draft| draft.create(&AREAS, id(5)));
    book.apply(world.log.last().expect("a batch"));
    let mut second = chunks(&book);
    assert_eq!((first.len(), second.len()), (2, 2));
    second[0].clone_from(&first[0]);
    let third = Book::restore(book.frame(), |key, number| Ok(second.get(number).filter(|_| *key == AREAS).cloned()));
    let third = third.expect("reads back");
    assert_eq!(third.of::<Area>().live().count(), CHUNK + 2);
    assert_eq!(third.digest(), book.digest());
}

#[test]
fn a_user_field_and_a_built_in_one_live_side_by_side() {
    let mut world = World::new(1);
    let key = Key::Owned("0190b8b0-0000-7000-8000-000000000001".to_owned());
    world.draft(0, |_, draft| {
        draft.create(&Key::Borrowed(Account::COLLECTION.key), id(1));
        let value = Value::Number(7.5);
        let write =
            Write { key: &key, storage: Storage::Float, act: Act::Set, effective: None, to: Some(&value), from: None };
        draft.write(&Key::Borrowed(Account::COLLECTION.key), id(1), &write);
    });
    let book = restored(&world.devices[0].book);
    let table = book.of::<Account>();
    let at = table.position(&key).expect("is carried along");
    assert_eq!(at, Account::COLLECTION.fields.len(), "built-in fields keep their positions");
    assert_eq!(table.value(0, at), Some(Value::Number(7.5)));
}

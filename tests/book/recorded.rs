//! The past in both senses: what was in force at a moment, and what was recorded by it, against books
//! built anew from the journal.

use fieldbook::book::command::Create;
use fieldbook::book::merge::Merge;
use fieldbook::book::past::Moment;
use fieldbook::book::recorded::Recorded;
use fieldbook::book::{Batch, Book, Command};
use fieldbook::model::records::{Account, Deal, Person, Pipeline, PipelineId};
use fieldbook::model::{Id, Instant, Key, Record, Value, Zone};
use fieldbook::pipeline::board::{BoardQuery, board};
use fieldbook::query::{Filter, Key as Asked, MoneyBag, Source};
use proptest::prelude::*;

use super::generate::{Turn, history, perform};
use super::world::{START, World, day, label};
use crate::cases;

/// Every stage of a random history belongs to this one.
fn pipeline() -> Id {
    Id::derived(&["nobody"])
}

/// Plays a history in a company that has a pipeline.
fn play(devices: usize, turns: &[Turn]) -> World {
    let mut world = World::new(devices);
    let values = vec![(Pipeline::NAME, Some(Value::from("Main")))];
    let create = Create { collection: Key::Borrowed(Pipeline::COLLECTION.key), id: pipeline(), values, label: label() };
    world.act(0, |book, context| create.decide(book, context)).expect("a pipeline");
    for turn in turns {
        world.wait(turn.wait);
        if turn.pull {
            world.pull(turn.device);
        }
        perform(&mut world, turn.device, &turn.step);
    }
    world
}

/// A book of these batches at a moment.
fn rebuilt<'a>(now: Instant, batches: impl IntoIterator<Item = &'a Batch>) -> Book {
    let mut book = Book::new(now);
    for batch in batches {
        book.admit(batch);
    }
    book
}

/// What a column of a board says: its stage, how many, sum, weighted sum, mean age, its cards.
type Told = (Id, Option<String>, u64, MoneyBag, MoneyBag, Option<f64>, Vec<Option<Id>>);

fn told(book: &Book, moment: Moment, filter: &Filter) -> Vec<Told> {
    let query = BoardQuery::new(PipelineId(pipeline()), filter.clone(), moment);
    let Some(board) = board(book, &Zone::default(), &query) else { return Vec::new() };
    let table = book.of::<Deal>();
    let column = |column: &std::sync::Arc<fieldbook::pipeline::board::Column>| {
        let cards = column.rows.iter().map(|row| table.id(*row as usize)).collect();
        let stage = &column.stage;
        let (sum, weighted) = (column.sum.clone(), column.weighted.clone());
        (stage.id.into(), stage.name.clone(), column.count, sum, weighted, column.mean_age, cards)
    };
    board.columns.iter().map(column).collect()
}

/// Every live record with all its values, joined ids with what stands for them.
fn content(book: &Book) -> Vec<(String, Id, Vec<Option<Value>>, bool)> {
    let mut content = Vec::new();
    for table in book.tables() {
        for row in table.live().iter() {
            let id = table.id(row).expect("a live row has an id");
            let values = (0..table.columns().len()).map(|field| table.value(row, field)).collect();
            content.push((table.key().to_string(), id, values, table.is_archived(row)));
        }
    }
    content.sort_by_key(|(key, id, ..)| (key.clone(), *id));
    content
}

fn filters(book: &Book) -> Vec<Filter> {
    let owners = book.of::<Deal>().column(Deal::OWNER).map_or(0, |column| column.data().len());
    // One who is there: of ids that no record has yet, the two say different things.
    let people = book.of::<Person>();
    let is_there = |owner: &Id| people.own_row(*owner).is_some_and(|row| people.is_live(row));
    let owner = |row| book.of::<Deal>().value(row, Deal::OWNER)?.as_reference().filter(is_there);
    let owner = (0..owners).find_map(owner);
    let one = owner.map(|owner| Filter::key(Source::field("owner"), Asked::Record(owner)));
    [Some(Filter::ALL), one].into_iter().flatten().collect()
}

fn moments(world: &World, picks: &[prop::sample::Index]) -> Vec<Instant> {
    let mut all: Vec<Instant> = world.log.iter().map(|batch| batch.head.time).collect();
    all.extend([-8, -3, 0, 2, 5].map(day));
    all.extend([Instant(START.0 - 1), day(300)]);
    let near = |at: &Instant| [Instant(at.0 - 1), *at, Instant(at.0 + 1)];
    let all: Vec<Instant> = all.iter().flat_map(near).collect();
    picks.iter().map(|pick| *pick.get(&all)).collect()
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_board_as_recorded_is_that_of_a_book_rebuilt_up_to_then(turns in history(2, 1..40), picks in prop::collection::vec(any::<prop::sample::Index>(), 12)) {
        let world = play(2, &turns);
        let mut log = world.log.clone();
        log.sort_by_key(|batch| batch.head.time);
        let mut recorded = Recorded::default();
        for batch in &log {
            recorded.add(batch);
        }
        recorded.advance(day(400));
        recorded.finish();
        // To and fro, as a slider goes.
        for at in moments(&world, &picks) {
            let then = rebuilt(at, log.iter().filter(|batch| batch.head.time <= at));
            recorded.go(at);
            prop_assert_eq!(recorded.book().now(), at);
            prop_assert_eq!(content(recorded.book()), content(&then));
            for filter in filters(&then) {
                prop_assert_eq!(told(recorded.book(), Moment::Now, &filter), told(&then, Moment::Now, &filter));
            }
            for table in then.tables() {
                let same = recorded.book().table(table.key()).expect("the table");
                for row in 0..table.len() {
                    if let Some(id) = table.id(row) {
                        prop_assert_eq!(same.resolve(id), table.resolve(id));
                    }
                }
            }
        }
    }

    #[test]
    fn the_board_in_force_at_a_moment_is_that_of_a_book_whose_present_it_is(turns in history(2, 1..40), picks in prop::collection::vec(any::<prop::sample::Index>(), 8)) {
        let world = play(2, &turns);
        let book = rebuilt(day(400), &world.log);
        for at in moments(&world, &picks) {
            let then = rebuilt(at, &world.log);
            for filter in filters(&then) {
                prop_assert_eq!(told(&book, Moment::At(at), &filter), told(&then, Moment::Now, &filter));
            }
        }
    }
}

#[test]
fn entries_written_after_the_past_was_read_are_part_of_it() {
    let mut world = World::new(1);
    let (stage, deal) = (Id(5), Id(6));
    let create = |collection: &'static str, id: Id, values: Vec<(usize, Option<Value>)>| Create {
        collection: Key::Borrowed(collection),
        id,
        values,
        label: label(),
    };
    let made = create("stages", stage, vec![(0, Some("A".into())), (1, Some(pipeline().into()))]);
    world.act(0, |book, context| made.decide(book, context)).expect("a stage");
    let made = create("deals", deal, vec![(Deal::TITLE, Some("D".into())), (Deal::STAGE, Some(stage.into()))]);
    world.act(0, |book, context| made.decide(book, context)).expect("a deal");
    let stood = |book: &Book| {
        let view = fieldbook::book::View::new(book, "deals", Moment::At(day(-1))).expect("deals");
        view.live().count()
    };
    assert_eq!(stood(&world.devices[0].book), 0);
    let edit = fieldbook::book::command::Edit {
        collection: Key::Borrowed("deals"),
        id: deal,
        changes: vec![(Deal::STAGE, Some(stage.into()))],
        effective: Some(day(-2)),
        label: label(),
    };
    world.act(0, |book, context| edit.decide(book, context)).expect("an entry of the past");
    assert_eq!(stood(&world.devices[0].book), 1);
}

#[test]
fn what_is_written_after_a_merge_is_recorded_for_joined_and_other_records() {
    let mut world = World::new(1);
    let [one, other, third] = [Id(5), Id(6), Id(7)];
    for (id, name) in [(one, "One"), (other, "Other"), (third, "Third")] {
        let values = vec![(Account::NAME, Some(Value::from(name)))];
        let create = Create { collection: Key::Borrowed(Account::COLLECTION.key), id, values, label: label() };
        world.act(0, |book, context| create.decide(book, context)).expect("an account");
    }
    world.wait(1_000);
    let merge = Merge {
        collection: Key::Borrowed(Account::COLLECTION.key),
        a: one,
        b: other,
        take: Vec::new(),
        label: label(),
    };
    world.act(0, |book, context| merge.decide(book, context)).expect("a merge");
    for (id, name) in [(third, "Third again"), (other, "Both"), (third, "Third at last"), (one, "Both again")] {
        world.wait(1_000);
        let edit = fieldbook::book::command::Edit {
            collection: Key::Borrowed(Account::COLLECTION.key),
            id,
            changes: vec![(Account::NAME, Some(name.into()))],
            effective: None,
            label: label(),
        };
        world.act(0, |book, context| edit.decide(book, context)).expect("a change");
    }
    let mut recorded = Recorded::default();
    world.log.iter().for_each(|batch| recorded.add(batch));
    recorded.finish();
    let times: Vec<Instant> = world.log.iter().map(|batch| batch.head.time).collect();
    for at in times.iter().chain(times.iter().rev()) {
        recorded.go(*at);
        let then = rebuilt(*at, world.log.iter().filter(|batch| batch.head.time <= *at));
        assert_eq!(content(recorded.book()), content(&then), "{at:?}");
    }
    recorded.go(world.now);
    let name = |id: Id| recorded.book().get::<Account>(id.into()).and_then(|account| account.name);
    assert_eq!((name(other).as_deref(), name(third).as_deref()), (Some("Both again"), Some("Third at last")));
}

//! Undo gives back the book before, redo the book after, and neither touches what changed since.

use fieldbook::book::command::{Create, Edit, Editor};
use fieldbook::book::digest::Digest;
use fieldbook::book::undo::Kept;
use fieldbook::book::{Batch, Cause, Command};
use fieldbook::model::records::{Account, Deal, Stage};
use fieldbook::model::{Currency, Id, Key, Money, Record, Value};
use proptest::prelude::*;

use super::generate::{Step, history, perform, play, step};
use super::world::{World, day, label, replay, restored};
use crate::cases;

/// What a person does next in a walk through a history.
#[derive(Clone, Debug)]
enum Move {
    Act(Step),
    Undo,
    Redo,
}

fn walk() -> impl Strategy<Value = Vec<Move>> {
    let next = prop_oneof![3 => step().prop_map(Move::Act), 2 => Just(Move::Undo), 1 => Just(Move::Redo)];
    prop::collection::vec(next, 1..40)
}

fn joins(batch: &Batch) -> bool {
    batch.body.tables.iter().any(|table| !table.joins.is_empty())
}

fn digest(world: &World) -> Digest {
    world.devices[0].book.digest()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn an_act_and_its_undo_leave_the_digest_and_a_redo_brings_it_back(turns in history(2, 0..25), steps in prop::collection::vec(step(), 1..8)) {
        let mut world = play(2, &turns);
        world.pull(0);
        for step in steps {
            world.wait(1_000);
            let before = digest(&world);
            if perform(&mut world, 0, &step).is_none() {
                continue;
            }
            let after = digest(&world);
            world.wait(1_000);
            prop_assert!(world.undo(0).is_some());
            prop_assert_eq!(digest(&world), before, "undo of {:?}", step);
            prop_assert!(world.redo(0).is_some());
            prop_assert_eq!(digest(&world), after, "redo of {:?}", step);
            prop_assert!(world.undo(0).is_some());
            prop_assert_eq!(digest(&world), before, "second undo of {:?}", step);
        }
        // What undo wrote is a change like any other: replicas that hear of it agree.
        world.pull(1);
        prop_assert_eq!(world.devices[1].book.digest(), digest(&world));
        prop_assert_eq!(replay(day(400), world.log.iter().rev()).digest(), digest(&world));
    }

    #[test]
    fn as_many_undos_as_acts_step_back_and_redos_step_forth(turns in history(2, 0..12), steps in prop::collection::vec(step(), 1..20)) {
        let mut world = play(2, &turns);
        world.pull(0);
        let mut digests = vec![digest(&world)];
        // Undoing a part joins anew: what is shown then goes by who wrote last, undos included.
        for step in steps.into_iter().filter(|step| !matches!(step, Step::Part { .. })) {
            world.wait(1_000);
            if perform(&mut world, 0, &step).is_some() {
                digests.push(digest(&world));
            }
        }
        for before in digests.iter().rev().skip(1) {
            prop_assert!(world.undo(0).is_some());
            prop_assert_eq!(digest(&world), *before);
        }
        // Redone acts are new writes: what a join shows of two ids goes by who wrote last, so only
        // histories without one come back to the letter.
        if world.log.iter().any(joins) {
            return Ok(());
        }
        for after in &digests[1..] {
            prop_assert!(world.redo(0).is_some());
            prop_assert_eq!(digest(&world), *after);
        }
        prop_assert!(world.redo(0).is_none());
    }

    #[test]
    fn any_walk_of_acts_undos_and_redos_visits_the_digests_of_a_plain_stack(moves in walk()) {
        let mut world = World::new(1);
        let (mut states, mut at) = (vec![digest(&world)], 0);
        for (number, next) in moves.into_iter().enumerate() {
            world.wait(500);
            // The stack is in the history, so a restart in between changes nothing.
            if number % 7 == 3 {
                world.devices[0].book = restored(&world.devices[0].book);
            }
            match next {
                Move::Act(Step::Join { .. } | Step::Part { .. }) => {}
                Move::Act(step) => {
                    if perform(&mut world, 0, &step).is_some() {
                        states.truncate(at + 1);
                        states.push(digest(&world));
                        at += 1;
                    }
                }
                Move::Undo => {
                    prop_assert_eq!(world.undo(0).is_some(), at > 0);
                    at = at.saturating_sub(1);
                }
                Move::Redo => {
                    prop_assert_eq!(world.redo(0).is_some(), at + 1 < states.len());
                    at = (at + 1).min(states.len() - 1);
                }
            }
            prop_assert_eq!(digest(&world), states[at]);
        }
    }
}

/// A hundred deals with accounts, in one batch, dated like an import.
fn import(world: &mut World) {
    world
        .act(0, |book, context| {
            let mut edit = Editor::new(book, context.now, label(), Cause::Imported);
            let stages = [1, 2].map(Id);
            for stage in stages {
                let values = [(Stage::NAME, Some("stage".into())), (Stage::PIPELINE, Some(Id(9).into()))];
                edit.create(Stage::COLLECTION.key, stage, &values, &[])?;
            }
            for n in 0_i32..100 {
                let (account, deal) = (context.ids.next_id(), context.ids.next_id());
                edit.create(Account::COLLECTION.key, account, &[(Account::NAME, Some("客户".into()))], &[])?;
                let amount = Value::Money(Money::new(i64::from(n) * 100, Currency::USD));
                let dates = [
                    (Deal::STAGE, day(i64::from(-n)), Some(stages[0].into())),
                    (Deal::STAGE, day(i64::from(-n) + 3), Some(stages[1].into())),
                    (Deal::AMOUNT, day(i64::from(-n) + 3), Some(amount)),
                ];
                let values = [(Deal::TITLE, Some("deal".into())), (Deal::ACCOUNT, Some(account.into()))];
                edit.create(Deal::COLLECTION.key, deal, &values, &dates)?;
            }
            edit.finish()
        })
        .expect("is imported");
}

#[test]
fn an_import_of_a_hundred_records_goes_and_comes_back_whole() {
    let mut world = World::new(1);
    let before = digest(&world);
    import(&mut world);
    let after = digest(&world);
    let live = |world: &World| world.devices[0].book.of::<Deal>().live().count();
    assert_eq!((live(&world), before == after), (100, false));
    for _ in 0..2 {
        world.wait(1_000);
        assert_eq!(world.undo(0), Some(Vec::new()));
        assert_eq!((live(&world), digest(&world)), (0, before));
        // Gone from lists, kept in the journal.
        assert_eq!(world.devices[0].book.of::<Deal>().len(), 100);
        assert_eq!(world.redo(0), Some(Vec::new()));
        assert_eq!((live(&world), digest(&world)), (100, after));
    }
    assert_eq!(replay(day(1), &world.log).digest(), after);
}

fn create(world: &mut World, collection: &'static str, id: Id, values: &[(usize, Option<Value>)]) {
    let create = Create { collection: Key::Borrowed(collection), id, values: values.to_vec(), label: label() };
    world.act(0, |book, context| create.decide(book, context)).expect("is created");
}

fn edit(world: &mut World, device: usize, collection: &'static str, id: Id, changes: &[(usize, Option<Value>)]) {
    let collection = Key::Borrowed(collection);
    let edit = Edit { collection, id, changes: changes.to_vec(), effective: Some(day(-1)), label: label() };
    world.act(device, |book, context| edit.decide(book, context)).expect("is set");
}

#[test]
fn an_undo_keeps_and_lists_what_changed_since() {
    let (mut world, id, key) = (World::new(2), Id(5), Account::COLLECTION.key);
    create(&mut world, key, id, &[(Account::NAME, Some("old".into())), (Account::SECTOR, Some("old".into()))]);
    world.wait(60_000);
    let changes = [
        (Account::NAME, Some("new".into())),
        (Account::SECTOR, Some("new".into())),
        (Account::CLASS, Some("a".into())),
        (Account::OWNER, Some(Id(77).into())),
    ];
    edit(&mut world, 0, key, id, &changes);
    let first = world.log.last().cloned().expect("a batch");
    world.pull(1);
    world.wait(3_600_000);
    // Someone else changes one undated and one dated field.
    edit(&mut world, 1, key, id, &[(Account::SECTOR, Some("other".into())), (Account::CLASS, Some("b".into()))]);
    world.pull(0);
    world.wait(3_600_000);
    let kept = world.undo(0).expect("there is something to undo");
    let field = |field: &'static str| Kept { collection: Key::Borrowed(key), id, field: Key::Borrowed(field) };
    assert_eq!(kept, [field("sector"), field("class")]);
    let account: Account = world.devices[0].book.get(id.into()).expect("is there");
    assert_eq!(account.name.as_deref(), Some("old"));
    assert_eq!(account.sector.as_deref(), Some("other"));
    assert_eq!(account.class.as_deref(), Some("b"));
    assert_eq!(account.owner, None);
    // The undo wrote no more than it gave back.
    let undone = world.log.last().expect("a batch");
    assert_eq!(undone.head.cause, Cause::Undone(first.head.id));
    let fields: Vec<_> = undone.body.tables[0].fields.iter().map(|ops| ops.key.as_ref()).collect();
    assert_eq!(fields, ["name", "owner"]);
}

#[test]
fn undoing_a_move_leaves_no_trace_in_any_past_moment() {
    use fieldbook::book::past::{Moment, View};
    let (mut world, id) = (World::new(1), Id(5));
    let (first, second) = (Id(1), Id(2));
    create(
        &mut world,
        Deal::COLLECTION.key,
        id,
        &[(Deal::TITLE, Some("deal".into())), (Deal::STAGE, Some(first.into()))],
    );
    world.wait(86_400_000);
    let stage = |world: &World, days: i64| {
        let book = &world.devices[0].book;
        let view = View::new(book, Deal::COLLECTION.key, Moment::At(day(days)))?;
        let column = view.column(Deal::STAGE)?;
        Some((column.value(0)?.as_reference()?, column.since[0]))
    };
    let before = [0, 1, 2, 9].map(|days| stage(&world, days));
    let changes = vec![(Deal::STAGE, Some(second.into()))];
    let to = Edit { collection: Key::Borrowed(Deal::COLLECTION.key), id, changes, effective: None, label: label() };
    world.act(0, |book, context| to.decide(book, context)).expect("is moved");
    assert_eq!(stage(&world, 2), Some((second, day(1))));
    world.wait(86_400_000);
    assert_eq!(world.undo(0), Some(Vec::new()));
    assert_eq!([0, 1, 2, 9].map(|days| stage(&world, days)), before);
}

//! Dated entries as people change them: another value, another day, withdrawn; and what was archived
//! or deleted brought back.

use fieldbook::book::command::{Create, Edit, Remove};
use fieldbook::book::mend::{ChangeEntry, Restore};
use fieldbook::book::versions::Entry;
use fieldbook::book::{Book, Command, Rejection};
use fieldbook::model::records::Account;
use fieldbook::model::validate::Problem;
use fieldbook::model::{Id, Instant, Record, Value};

use super::world::{World, day, id, label};

const ACCOUNTS: &str = Account::COLLECTION.key;

fn class(text: &str) -> Option<Value> {
    Some(text.into()).filter(|_| !text.is_empty())
}

/// An account of class B since always, and A from day 10 on.
fn world() -> World {
    let mut world = World::new(1);
    let values = vec![(Account::NAME, Some("Acme".into())), (Account::CLASS, class("b"))];
    let create = Create { collection: ACCOUNTS.into(), id: id(1), values, label: label() };
    world.act(0, |book, context| create.decide(book, context)).expect("an account");
    let changes = vec![(Account::CLASS, class("a"))];
    let edit = Edit { collection: ACCOUNTS.into(), id: id(1), changes, effective: Some(day(10)), label: label() };
    world.act(0, |book, context| edit.decide(book, context)).expect("a dated class");
    world
}

fn entries(book: &Book) -> Vec<(Instant, Option<Value>)> {
    let table = book.of::<Account>();
    let column = table.column(Account::CLASS).expect("a column");
    let row = table.row(id(1)).expect("is there");
    let versions = column.versions().expect("is timed").row(row);
    let live = versions.filter(|version| version.entry != Entry::Withdrawn);
    live.map(|version| (version.effective, column.decode(version.cell).filter(|_| version.entry == Entry::Value)))
        .collect()
}

fn change(world: &mut World, from: Instant, to: Option<(Instant, Option<Value>)>) -> Result<(), Rejection> {
    let field = Account::CLASS;
    let change = ChangeEntry { collection: ACCOUNTS.into(), id: id(1), field, from, to, label: label() };
    world.act(0, |book, context| change.decide(book, context)).map(drop)
}

#[test]
fn an_entry_gets_another_value_another_day_or_goes() {
    let mut world = world();
    let start = world.devices[0].book.digest();
    let always = (Instant::ALWAYS, class("b"));
    change(&mut world, day(10), Some((day(10), class("c")))).expect("another value");
    assert_eq!(entries(&world.devices[0].book), [always.clone(), (day(10), class("c"))]);
    change(&mut world, day(10), Some((day(-5), class("c")))).expect("another day");
    assert_eq!(entries(&world.devices[0].book), [always.clone(), (day(-5), class("c"))]);
    // The day has come: it holds at once.
    let account: Account = world.devices[0].book.get(id(1).into()).expect("is there");
    assert_eq!(account.class.as_deref(), Some("c"));
    change(&mut world, day(-5), None).expect("is withdrawn");
    assert_eq!(entries(&world.devices[0].book), [always]);
    for _ in 0..3 {
        assert_eq!(world.undo(0).map(|kept| kept.len()), Some(0));
    }
    assert_eq!(world.devices[0].book.digest(), start);
}

#[test]
fn an_entry_may_repeat_what_holds_before_it() {
    let mut world = world();
    // Said again on purpose: what comes before may change later.
    change(&mut world, day(10), Some((day(12), class("b")))).expect("is moved");
    assert_eq!(entries(&world.devices[0].book), [(Instant::ALWAYS, class("b")), (day(12), class("b"))]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut world = world();
    assert_eq!(change(&mut world, day(3), None), Err(Rejection::Nothing));
    assert_eq!(change(&mut world, day(10), Some((day(10), class("a")))), Err(Rejection::Nothing));
    let refused = change(&mut world, day(10), Some((day(10), class("z"))));
    assert!(matches!(refused, Err(Rejection::Invalid { problem: Problem::WrongKind, .. })), "{refused:?}");
}

#[test]
fn what_was_archived_or_deleted_comes_back_as_it_was() {
    let mut world = world();
    let start = world.devices[0].book.digest();
    let restore = |of: Id| Restore { collection: ACCOUNTS.into(), id: of, label: label() };
    for archive in [true, false] {
        let remove = Remove { collection: ACCOUNTS.into(), id: id(1), archive, label: label() };
        world.act(0, |book, context| remove.decide(book, context)).expect("is removed");
        assert_ne!(world.devices[0].book.digest(), start);
        world.act(0, |book, context| restore(id(1)).decide(book, context)).expect("is back");
        assert_eq!(world.devices[0].book.digest(), start);
    }
    let refused = world.act(0, |book, context| restore(id(1)).decide(book, context));
    assert_eq!(refused.err(), Some(Rejection::Nothing));
    let gone = world.act(0, |book, context| restore(id(9)).decide(book, context));
    assert!(matches!(gone, Err(Rejection::Gone { .. })));
}

//! The company's own fields: defining, filling, undoing and merging them in any order.

use fieldbook::book::batch::{Act, Write};
use fieldbook::book::command::{Create, Edit, Editor, Remove};
use fieldbook::book::define::{AddField, ChangeField, ShiftField, filled};
use fieldbook::book::mend::Restore;
use fieldbook::book::{Batch, Book, Cause, Command, Moment, Rejection, Table};
use fieldbook::model::field::Standing;
use fieldbook::model::money::BasisPoints;
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{Account, CustomField, FieldChoice};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Field, Id, Instant, Key, Kind, Record, Storage, Value, Zone};
use fieldbook::query::{Filter, Scan, Source};
use proptest::prelude::*;

use super::generate::{Seed, value};
use super::world::{World, day, id, label, replay, restored};
use crate::cases;

const ACCOUNTS: &str = Account::COLLECTION.key;
const FIELDS: &str = CustomField::COLLECTION.key;

/// The kinds that histories define, with the storage that their values travel in.
const KINDS: [(&str, Storage); 8] = [
    ("text", Storage::Heap),
    ("number", Storage::Float),
    ("choice", Storage::Code),
    ("money", Storage::Money),
    ("percent", Storage::Integer),
    ("date", Storage::Day),
    ("duration", Storage::Integer),
    ("tags", Storage::Blob),
];

#[expect(clippy::unnecessary_wraps, reason = "a change takes what may be empty")]
fn text(value: &str) -> Option<Value> {
    Some(value.into())
}

fn definition(kind: &str, name: &str, timed: bool) -> Vec<(usize, Option<Value>)> {
    vec![
        (CustomField::NAME, text(name)),
        (CustomField::COLLECTION_KEY, text(ACCOUNTS)),
        (CustomField::KIND, text(kind)),
        (CustomField::TIMED, text(if timed { "yes" } else { "no" })),
    ]
}

fn add(world: &mut World, device: usize, field: Id, kind: &str, name: &str, timed: bool) -> Result<Batch, Rejection> {
    let choices = if kind == "choice" { vec!["North".to_owned(), "South".to_owned()] } else { Vec::new() };
    let add = AddField { id: field, values: definition(kind, name, timed), choices };
    world.act(device, |book, context| add.decide(book, context))
}

fn account(world: &mut World, device: usize, account: Id) -> Batch {
    let values = vec![(Account::NAME, text("Acme"))];
    let create = Create { collection: ACCOUNTS.into(), id: account, values, label: label() };
    world.act(device, |book, context| create.decide(book, context)).expect("an account")
}

fn fill(world: &mut World, device: usize, account: Id, field: Id, value: Value) -> Result<Batch, Rejection> {
    let key = field.to_string();
    let at = world.devices[device].book.of::<Account>().defined(&key).ok_or(Rejection::Nothing)?;
    let changes = vec![(at, Some(value))];
    let edit = Edit { collection: ACCOUNTS.into(), id: account, changes, effective: None, label: label() };
    world.act(device, |book, context| edit.decide(book, context))
}

fn shown(book: &Book) -> Vec<String> {
    let own = book.of::<Account>().shown().filter_map(|(_, field)| field.custom.as_ref());
    own.map(|custom| custom.name.clone()).collect()
}

fn own(table: &Table, field: Id) -> Option<&Field> {
    Some(table.column(table.defined(&field.to_string())?)?.field())
}

fn at(book: &Book, account: Id, field: Id) -> Option<Value> {
    let table = book.of::<Account>();
    table.value(table.row(account)?, table.defined(&field.to_string())?)
}

#[test]
fn a_field_is_one_more_column_from_the_moment_it_is_defined() {
    let mut world = World::new(1);
    let before = world.devices[0].book.digest();
    account(&mut world, 0, id(1));
    let built_in = world.devices[0].book.of::<Account>().columns().len();
    add(&mut world, 0, id(2), "number", "Shelf metres", false).expect("a field");
    let table = world.devices[0].book.of::<Account>();
    assert_eq!(table.columns().len(), built_in + 1);
    let field = own(table, id(2)).expect("is defined");
    assert_eq!((&field.kind, field.key.as_ref()), (&Kind::Number, id(2).to_string().as_str()));
    assert_eq!(shown(&world.devices[0].book), ["Shelf metres"]);
    fill(&mut world, 0, id(1), id(2), Value::Number(4.5)).expect("is filled");
    let book = &world.devices[0].book;
    assert_eq!(at(book, id(1), id(2)), Some(Value::Number(4.5)));
    assert_eq!(filled(book, id(2)), 1);
    // Another kind of value is refused as in any field.
    let refused = fill(&mut world, 0, id(1), id(2), "much".into());
    assert!(matches!(refused, Err(Rejection::Invalid { problem: Problem::WrongKind, .. })), "{refused:?}");
    for _ in 0..3 {
        assert!(world.undo(0).is_some());
    }
    assert_eq!(world.devices[0].book.digest(), before);
    assert_eq!(shown(&world.devices[0].book), Vec::<String>::new());
}

#[test]
fn values_wait_for_their_definition_and_stay_when_it_is_undone() {
    let mut world = World::new(2);
    account(&mut world, 0, id(1));
    let defined = add(&mut world, 0, id(2), "percent", "Share of shelf", true).expect("a field");
    fill(&mut world, 0, id(1), id(2), Value::Percent(BasisPoints(4_000))).expect("is filled");
    let key = id(2).to_string();
    // A device that hears of the value first carries it along and shows nothing.
    let mut late = replay(day(1), [&world.log[0], &world.log[2]]);
    assert_eq!(late.of::<Account>().defined(&key), None);
    assert!(late.of::<Account>().position(&key).is_some());
    assert_eq!(shown(&late), Vec::<String>::new());
    let mut saved = restored(&late);
    late.apply(&defined);
    saved.apply(&defined);
    for book in [&late, &saved] {
        assert_eq!(at(book, id(1), id(2)), Some(Value::Percent(BasisPoints(4_000))));
        assert_eq!(book.digest(), world.devices[0].book.digest());
    }
    // Undone, its values are neither shown nor found, nor lost.
    let with = world.devices[0].book.digest();
    let filter = Filter::IsNot(Source::field(&key), fieldbook::query::Test::In(Vec::new()));
    let found = |book: &Book| {
        let zone = Zone::default();
        let scan = Scan::new(book, &zone, ACCOUNTS, Moment::Now).expect("accounts");
        scan.select(&filter).count()
    };
    assert_eq!(found(&world.devices[0].book), 1);
    let (undo, kept) = world.invert(0, &defined);
    assert!(kept.is_empty());
    assert_eq!(at(&world.devices[0].book, id(1), id(2)), None);
    assert_eq!(found(&world.devices[0].book), 0);
    let copy = restored(&world.devices[0].book);
    assert_eq!(copy.digest(), world.devices[0].book.digest());
    world.invert(0, &undo);
    assert_eq!(at(&world.devices[0].book, id(1), id(2)), Some(Value::Percent(BasisPoints(4_000))));
    assert_eq!(world.devices[0].book.digest(), with);
}

#[test]
fn what_was_written_in_another_manner_is_kept_beside() {
    // Two replicas cannot disagree about a kind by any command, but altered bytes may say so.
    let mut world = World::new(1);
    account(&mut world, 0, id(1));
    add(&mut world, 0, id(2), "number", "Metres", false).expect("a field");
    fill(&mut world, 0, id(1), id(2), Value::Number(2.0)).expect("is filled");
    let key = Key::Owned(id(2).to_string());
    world.draft(0, |_, draft| {
        let word: Value = "two".into();
        let plain =
            Write { key: &key, storage: Storage::Heap, act: Act::Set, effective: None, to: Some(&word), from: None };
        draft.write(&Key::Borrowed(ACCOUNTS), id(1), &plain);
        let (two, from) = (Value::Number(3.0), Some(day(0)));
        let dated = Write { storage: Storage::Float, act: Act::SetDated, effective: from, to: Some(&two), ..plain };
        draft.write(&Key::Borrowed(ACCOUNTS), id(1), &dated);
    });
    let book = &world.devices[0].book;
    assert_eq!(at(book, id(1), id(2)), Some(Value::Number(2.0)));
    let reversed = replay(day(1), world.log.iter().rev());
    for copy in [&reversed, &restored(book), &restored(&reversed)] {
        assert_eq!(at(copy, id(1), id(2)), Some(Value::Number(2.0)));
        assert_eq!(copy.digest(), book.digest());
    }
}

#[test]
fn choices_are_renamed_and_left_out_without_touching_what_was_chosen() {
    let mut world = World::new(1);
    account(&mut world, 0, id(1));
    add(&mut world, 0, id(2), "choice", "Side", false).expect("a field");
    let codes = |book: &Book| -> Vec<(String, String)> {
        let field = own(book.of::<Account>(), id(2)).expect("is defined").clone();
        let Kind::Choice(codes) = &field.kind else { panic!("a choice") };
        codes.iter().map(|code| (code.to_string(), field.choice_name(code).expect("a name").to_owned())).collect()
    };
    let first = codes(&world.devices[0].book);
    assert_eq!(first.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["North", "South"]);
    fill(&mut world, 0, id(1), id(2), first[0].0.as_str().into()).expect("is filled");
    let south = Id::parse(&first[1].0).expect("an id");
    let choices = vec![(None, "East".to_owned()), (Some(south), "Deep south".to_owned())];
    let change = ChangeField { id: id(2), changes: vec![(CustomField::NAME, text("Direction"))], choices };
    world.act(0, |book, context| change.decide(book, context)).expect("is changed");
    let now = codes(&world.devices[0].book);
    assert_eq!(now.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["East", "Deep south"]);
    assert_eq!(now[1].0, first[1].0, "a renamed choice keeps its code");
    assert_eq!(shown(&world.devices[0].book), ["Direction"]);
    // What was chosen stays, and is no longer among what may be chosen.
    assert_eq!(at(&world.devices[0].book, id(1), id(2)), Some(first[0].0.as_str().into()));
    let refused = fill(&mut world, 0, id(1), id(2), "South".into());
    assert!(matches!(refused, Err(Rejection::Invalid { .. })));
    world.undo(0).expect("an undo");
    assert_eq!(codes(&world.devices[0].book), first);
}

#[test]
fn a_retired_field_is_shown_but_no_longer_asked_for() {
    let mut world = World::new(1);
    let mut values = definition("text", "Paper no.", false);
    values.push((CustomField::NEEDED, text("yes")));
    let add = AddField { id: id(2), values, choices: Vec::new() };
    world.act(0, |book, context| add.decide(book, context)).expect("a field");
    let create =
        Create { collection: ACCOUNTS.into(), id: id(1), values: vec![(Account::NAME, text("Acme"))], label: label() };
    let refused = world.act(0, |book, context| create.decide(book, context));
    assert!(matches!(refused, Err(Rejection::Invalid { problem: Problem::Missing, .. })), "{refused:?}");
    let retire = Remove { collection: FIELDS.into(), id: id(2), archive: true, label: label() };
    world.act(0, |book, context| retire.decide(book, context)).expect("is retired");
    let field = own(world.devices[0].book.of::<Account>(), id(2)).expect("is still defined").clone();
    assert_eq!(field.custom.as_ref().map(|custom| custom.standing), Some(Standing::Retired));
    assert!(field.is_defined() && !field.is_offered() && !field.required);
    world.act(0, |book, context| create.decide(book, context)).expect("is no longer asked for");
    let back = Restore { collection: FIELDS.into(), id: id(2), label: label() };
    world.act(0, |book, context| back.decide(book, context)).expect("is back");
    assert!(own(world.devices[0].book.of::<Account>(), id(2)).is_some_and(|field| field.required));
}

#[test]
fn definitions_that_make_no_sense_are_refused() {
    let mut world = World::new(1);
    add(&mut world, 0, id(2), "text", "Paper no.", false).expect("a field");
    let problem = |result: Result<Batch, Rejection>| match result {
        Err(Rejection::Invalid { field, problem }) => (field.to_string(), problem),
        other => panic!("not refused: {other:?}"),
    };
    let name = |problem: Problem| ("name".to_owned(), problem);
    assert_eq!(problem(add(&mut world, 0, id(3), "text", "PAPER NO.", false)), name(Problem::Taken));
    assert_eq!(problem(add(&mut world, 0, id(3), "text", "Phone", false)), name(Problem::Taken));
    assert_eq!(problem(add(&mut world, 0, id(3), "text", "  ", false)), name(Problem::Missing));
    assert_eq!(problem(add(&mut world, 0, id(3), "reference", "Depot", false)).0, "to");
    assert_eq!(problem(add(&mut world, 0, id(3), "colour", "Colour", false)), ("kind".to_owned(), Problem::WrongKind));
    let none = AddField { id: id(3), values: definition("choice", "Side", false), choices: vec![" ".into()] };
    assert_eq!(problem(world.act(0, |book, context| none.decide(book, context))).0, "choices");
    // What its values are made of never changes.
    let change = ChangeField { id: id(2), changes: vec![(CustomField::KIND, text("number"))], choices: Vec::new() };
    let refused = problem(world.act(0, |book, context| change.decide(book, context)));
    assert_eq!(refused, ("kind".to_owned(), Problem::Fixed));
    world.actor = Actor { person: None, layer: Layer::Salesperson };
    let refused = add(&mut world, 0, id(3), "text", "Mine", false);
    assert!(matches!(refused, Err(Rejection::NotAllowed { .. })));
}

#[test]
fn fields_are_put_in_order() {
    let mut world = World::new(1);
    for (at, name) in (2..).zip(["One", "Two", "Three"]) {
        add(&mut world, 0, id(at), "text", name, false).expect("a field");
    }
    assert_eq!(shown(&world.devices[0].book), ["One", "Two", "Three"]);
    let shift = |down| ShiftField { id: id(3), down };
    world.act(0, |book, context| shift(false).decide(book, context)).expect("is moved up");
    assert_eq!(shown(&world.devices[0].book), ["Two", "One", "Three"]);
    let refused = world.act(0, |book, context| shift(false).decide(book, context));
    assert_eq!(refused.err(), Some(Rejection::Nothing));
    world.act(0, |book, context| shift(true).decide(book, context)).expect("is moved down");
    assert_eq!(shown(&world.devices[0].book), ["One", "Two", "Three"]);
}

/// What a person does with fields.
#[derive(Clone, Debug)]
enum Step {
    Add { kind: usize, timed: bool },
    Account,
    Fill { pick: usize, field: usize, seed: u64, from: Option<i64> },
    Rename { field: usize, name: usize },
    Choices { field: usize },
    Shift { field: usize, down: bool },
    Retire { field: usize },
    Delete { field: usize },
    Undo,
    Redo,
}

fn turns() -> impl Strategy<Value = Vec<(usize, bool, Step)>> {
    let pick = || 0..8_usize;
    let step = prop_oneof![
        3 => (0..KINDS.len(), any::<bool>()).prop_map(|(kind, timed)| Step::Add { kind, timed }),
        2 => Just(Step::Account),
        8 => (pick(), pick(), any::<u64>(), prop::option::of(-3..4_i64))
            .prop_map(|(pick, field, seed, from)| Step::Fill { pick, field, seed, from }),
        1 => (pick(), pick()).prop_map(|(field, name)| Step::Rename { field, name }),
        1 => pick().prop_map(|field| Step::Choices { field }),
        1 => (pick(), any::<bool>()).prop_map(|(field, down)| Step::Shift { field, down }),
        1 => pick().prop_map(|field| Step::Retire { field }),
        1 => pick().prop_map(|field| Step::Delete { field }),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ];
    prop::collection::vec((0..3_usize, any::<bool>(), step), 1..40)
}

/// Performs a step; one that makes no sense now is passed over.
fn perform(world: &mut World, device: usize, step: &Step, number: u128) -> Option<()> {
    let book = world.devices[device].book.clone();
    let definitions: Vec<CustomField> = book.all().collect();
    let field = |pick: usize| definitions.get(pick.checked_rem(definitions.len())?).map(|field| field.id.0);
    match step {
        Step::Add { kind, timed } => {
            let (kind, _) = KINDS[*kind];
            drop(add(world, device, id(1_000 + number), kind, &format!("Field {number}"), *timed));
        }
        Step::Account => drop(account(world, device, id(number))),
        Step::Fill { pick, field, seed, from } => {
            let table = book.of::<Account>();
            let rows: Vec<Id> = table.live().iter().filter_map(|row| table.id(row)).collect();
            let own: Vec<(usize, &Field)> =
                table.shown().filter(|(_, field)| field.custom.is_some() && !no_choice(field)).collect();
            let (at, of) = *own.get(field.checked_rem(own.len())?)?;
            let of_record = *rows.get(pick.checked_rem(rows.len())?)?;
            let changes = vec![(at, Some(value(&book, of, &mut Seed(*seed))))];
            let effective = from.map(day);
            let edit = Edit { collection: ACCOUNTS.into(), id: of_record, changes, effective, label: label() };
            drop(world.act(device, |book, context| edit.decide(book, context)));
        }
        Step::Rename { field: pick, name } => {
            let changes = vec![(CustomField::NAME, Some(Value::Text(format!("Name {name}"))))];
            let change = ChangeField { id: field(*pick)?, changes, choices: Vec::new() };
            drop(world.act(device, |book, context| change.decide(book, context)));
        }
        Step::Choices { field: pick } => {
            let choices = vec![(None, format!("Choice {number}"))];
            let change = ChangeField { id: field(*pick)?, changes: Vec::new(), choices };
            drop(world.act(device, |book, context| change.decide(book, context)));
        }
        Step::Shift { field: pick, down } => {
            let shift = ShiftField { id: field(*pick)?, down: *down };
            drop(world.act(device, |book, context| shift.decide(book, context)));
        }
        Step::Retire { field: pick } | Step::Delete { field: pick } => {
            let archive = matches!(step, Step::Retire { .. });
            let remove = Remove { collection: FIELDS.into(), id: field(*pick)?, archive, label: label() };
            drop(world.act(device, |book, context| remove.decide(book, context)));
        }
        Step::Undo => drop(world.undo(device)),
        Step::Redo => drop(world.redo(device)),
    }
    Some(())
}

fn no_choice(field: &Field) -> bool {
    matches!(&field.kind, Kind::Choice(codes) if codes.is_empty())
}

/// The name of a field, where it stands, and every value that is shown.
type Seen = (String, Option<Standing>, Vec<(Id, Value)>);

/// What people see of the own fields, in order.
fn seen(book: &Book) -> Vec<Seen> {
    let table = book.of::<Account>();
    let fields = table.shown().filter(|(_, field)| field.custom.is_some());
    let told = fields.map(|(at, field)| {
        let rows = table.live().iter().filter_map(|row| Some((table.id(row)?, table.value(row, at)?)));
        let mut values: Vec<(Id, Value)> = rows.collect();
        values.sort_by_key(|(id, _)| *id);
        let custom = field.custom.as_ref();
        (custom.map(|custom| custom.name.clone()).unwrap_or_default(), custom.map(|custom| custom.standing), values)
    });
    told.collect()
}

fn played(turns: &[(usize, bool, Step)]) -> World {
    let mut world = World::new(3);
    for (number, (device, pull, step)) in (1..).zip(turns) {
        world.wait(60_000);
        if *pull {
            world.pull(*device);
        }
        perform(&mut world, *device, step, number);
    }
    world
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_order_of_definitions_and_values_gives_the_same_book(turns in turns(), order in any::<u64>()) {
        let mut world = played(&turns);
        let written = replay(day(400), &world.log);
        let (mut left, mut seed, mut shuffled) = (world.log.iter().collect::<Vec<_>>(), Seed(order), Vec::new());
        while !left.is_empty() {
            shuffled.push(left.remove(seed.below(left.len())));
        }
        let other = replay(day(400), shuffled.iter().copied());
        let (first, rest) = shuffled.split_at(shuffled.len() / 2);
        let mut half = restored(&replay(day(400), first.iter().copied()));
        for batch in rest {
            half.apply(batch);
        }
        for device in 0..3 {
            world.pull(device);
            world.devices[device].book.advance(day(400));
        }
        let devices = world.devices.iter().map(|device| &device.book);
        for book in [&other, &half, &restored(&written), &restored(&half)].into_iter().chain(devices) {
            prop_assert_eq!(book.digest(), written.digest());
            prop_assert_eq!(seen(book), seen(&written));
        }
    }

    #[test]
    fn undoing_everything_leaves_the_digest_of_an_empty_book(turns in turns()) {
        let mut world = World::new(1);
        let empty = world.devices[0].book.digest();
        for (number, (_, _, step)) in (1..).zip(&turns) {
            world.wait(1_000);
            perform(&mut world, 0, step, number);
        }
        let full = (world.devices[0].book.digest(), seen(&world.devices[0].book));
        let mut undone = 0;
        while world.undo(0).is_some() {
            world.wait(1_000);
            undone += 1;
        }
        prop_assert_eq!(world.devices[0].book.digest(), empty);
        prop_assert_eq!(shown(&world.devices[0].book).len(), 0);
        for _ in 0..undone {
            world.wait(1_000);
            prop_assert!(world.redo(0).is_some());
        }
        prop_assert_eq!((world.devices[0].book.digest(), seen(&world.devices[0].book)), full);
    }
}

#[test]
fn a_value_of_a_past_day_is_read_back() {
    let mut world = World::new(1);
    account(&mut world, 0, id(1));
    add(&mut world, 0, id(2), "text", "Grade", true).expect("a field");
    let table = world.devices[0].book.of::<Account>();
    let field = table.defined(&id(2).to_string()).expect("is defined");
    let set =
        |edit: &mut Editor<'_>, value: &str, from: Instant| edit.set(ACCOUNTS, id(1), (field, text(value)), Some(from));
    world
        .act(0, |book, context| {
            let mut edit = Editor::new(book, context.now, label(), Cause::Typed);
            set(&mut edit, "B", day(-10))?;
            set(&mut edit, "A", day(10))?;
            edit.finish()
        })
        .expect("is filled");
    let mut book = world.devices[0].book.clone();
    let read = |book: &Book, moment: Moment| {
        let view = fieldbook::book::View::new(book, ACCOUNTS, moment).expect("accounts");
        view.column(field).expect("a column").value(0)
    };
    assert_eq!(read(&book, Moment::At(day(-11))), None);
    assert_eq!(read(&book, Moment::Now), text("B"));
    assert_eq!(read(&book, Moment::At(day(11))), text("A"));
    book.advance(day(12));
    assert_eq!(read(&book, Moment::Now), text("A"));
    assert_eq!(FieldChoice::COLLECTION.key, "choices");
}

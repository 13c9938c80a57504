//! Random histories: what several devices did, and when they heard of one another.

use fieldbook::book::command::{Create, Edit, Editor, Remove};
use fieldbook::book::versions::Entry;
use fieldbook::book::{Batch, Book, Cause, Command, Context, Draft, Rejection, Table};
use fieldbook::model::money::BasisPoints;
use fieldbook::model::records::{Account, Area, Deal, Person, Stage};
use fieldbook::model::share::sorted;
use fieldbook::model::{Collection, Currency, Day, Field, Id, Instant, Key, Kind, Money, Record, Timed, Value};
use fieldbook::model::{Datum, Place, Share, Window};
use proptest::prelude::*;

use super::world::{World, day, label};

/// The collections that histories touch.
pub(crate) const TOUCHED: [&Collection; 5] =
    [Area::COLLECTION, Person::COLLECTION, Account::COLLECTION, Stage::COLLECTION, Deal::COLLECTION];

/// What a person does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Creates a record with values drawn from a seed.
    Create { of: usize, seed: u64 },
    /// Creates a record whose timed fields have several dated entries.
    Import { of: usize, seed: u64 },
    /// Sets a field; a timed one from a day on, or from now.
    Edit { of: usize, pick: usize, field: usize, seed: u64, from: Option<i64> },
    /// Sets several fields of several records in one batch.
    Sweep { of: usize, seed: u64 },
    /// Withdraws a dated entry.
    Withdraw { of: usize, pick: usize, field: usize, entry: usize },
    /// Archives or brings back.
    Archive { of: usize, pick: usize },
    /// Deletes.
    Remove { of: usize, pick: usize },
    /// Brings a deleted record back.
    Restore { of: usize, pick: usize },
    /// Joins two records.
    Join { of: usize, pick: usize, other: usize },
    /// Parts two joined ids.
    Part { of: usize, pick: usize },
}

/// A step with its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// Who does it.
    pub(crate) device: usize,
    /// Milliseconds that passed before.
    pub(crate) wait: i64,
    /// Whether the device first hears of everything written so far.
    pub(crate) pull: bool,
    /// What is done.
    pub(crate) step: Step,
}

/// Any step; joins are rare.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let of = || 0..TOUCHED.len();
    let pick = || 0..64_usize;
    prop_oneof![
        5 => (of(), any::<u64>()).prop_map(|(of, seed)| Step::Create { of, seed }),
        2 => (of(), any::<u64>()).prop_map(|(of, seed)| Step::Import { of, seed }),
        10 => (of(), pick(), pick(), any::<u64>(), prop::option::of(-6..7_i64))
            .prop_map(|(of, pick, field, seed, from)| Step::Edit { of, pick, field, seed, from }),
        2 => (of(), any::<u64>()).prop_map(|(of, seed)| Step::Sweep { of, seed }),
        3 => (of(), pick(), pick(), pick()).prop_map(|(of, pick, field, entry)| Step::Withdraw { of, pick, field, entry }),
        1 => (of(), pick()).prop_map(|(of, pick)| Step::Archive { of, pick }),
        1 => (of(), pick()).prop_map(|(of, pick)| Step::Remove { of, pick }),
        1 => (of(), pick()).prop_map(|(of, pick)| Step::Restore { of, pick }),
        2 => (of(), pick(), pick()).prop_map(|(of, pick, other)| Step::Join { of, pick, other }),
        1 => (of(), pick()).prop_map(|(of, pick)| Step::Part { of, pick }),
    ]
}

/// A history of some turns over some devices.
pub(crate) fn history(devices: usize, turns: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..devices, prop_oneof![Just(0), 1..5_000_i64, 1..3 * 86_400_000_i64], any::<bool>(), step())
        .prop_map(|(device, wait, pull, step)| Turn { device, wait, pull, step });
    prop::collection::vec(turn, turns)
}

/// Plays a history; steps that make no sense when their turn comes are passed over.
pub(crate) fn play(devices: usize, turns: &[Turn]) -> World {
    let mut world = World::new(devices);
    for turn in turns {
        world.wait(turn.wait);
        if turn.pull {
            world.pull(turn.device);
        }
        perform(&mut world, turn.device, &turn.step);
    }
    world
}

/// Performs a step on a device; `None` where it makes no sense now.
pub(crate) fn perform(world: &mut World, device: usize, step: &Step) -> Option<Batch> {
    let book = world.devices[device].book.clone();
    let refused = |rejection: Rejection| {
        let expected = matches!(rejection, Rejection::Nothing | Rejection::Gone { .. });
        assert!(expected, "a step was refused: {rejection}");
    };
    let result = match step {
        Step::Create { of, seed } => world.act(device, |book, context| {
            let (collection, mut seed) = (TOUCHED[*of], Seed(*seed));
            let values = values(book, collection, &mut seed);
            let id = context.ids.next_id();
            Create { collection: collection.key.into(), id, values, label: label() }.decide(book, context)
        }),
        Step::Import { of, seed } => {
            world.act(device, |book, context| import(book, context, TOUCHED[*of], Seed(*seed)))
        }
        Step::Edit { of, pick, field, seed, from } => {
            let (table, id) = live(&book, *of, *pick)?;
            let (at, of_field) = pick_field(table, *field, |_| true)?;
            let mut seed = Seed(*seed);
            let empty = !of_field.required && seed.below(5) == 0;
            let change = (at, (!empty).then(|| value(&book, of_field, &mut seed)));
            let (collection, effective) = (table.key().clone(), from.map(day));
            let edit = Edit { collection, id, changes: vec![change], effective, label: label() };
            world.act(device, |book, context| edit.decide(book, context))
        }
        Step::Sweep { of, seed } => world.act(device, |book, context| {
            let mut seed = Seed(*seed);
            let mut edit = Editor::new(book, context.now, label(), Cause::Typed);
            for _ in 0..=seed.below(3) {
                let Some((table, id)) = live(book, *of, seed.below(64)) else { break };
                for _ in 0..=seed.below(3) {
                    let Some((at, field)) = pick_field(table, seed.below(64), |_| true) else { break };
                    let from = (seed.below(2) == 0).then(|| seed.day());
                    edit.set(table.key(), id, (at, Some(value(book, field, &mut seed))), from)?;
                }
            }
            edit.finish()
        }),
        Step::Withdraw { of, pick, field, entry } => {
            let (table, id) = live(&book, *of, *pick)?;
            let (at, _) = pick_field(table, *field, Field::is_timed)?;
            let entries: Vec<Instant> = table
                .column(at)?
                .versions()?
                .row(table.row(id)?)
                .filter(|version| version.entry != Entry::Withdrawn)
                .map(|version| version.effective)
                .collect();
            let effective = *entries.get(entry.checked_rem(entries.len())?)?;
            edited(world, device, |edit| edit.withdraw(table.key(), id, at, effective))
        }
        Step::Archive { of, pick } => {
            let (table, id) = live(&book, *of, *pick)?;
            if table.state(table.row(id)?).archived.on {
                edited(world, device, |edit| edit.archive(table.key(), id, false))
            } else {
                remove(world, device, table, id, true)
            }
        }
        Step::Remove { of, pick } => {
            let (table, id) = live(&book, *of, *pick)?;
            remove(world, device, table, id, false)
        }
        Step::Restore { of, pick } => {
            let table = book.table(TOUCHED[*of].key)?;
            let gone: Vec<Id> = (0..table.len())
                .filter(|row| table.state(*row).retracted.on)
                .filter_map(|row| table.id(row))
                .filter(|id| table.resolve(*id) == *id)
                .collect();
            let id = *gone.get(pick.checked_rem(gone.len())?)?;
            edited(world, device, |edit| edit.retract(table.key(), id, false))
        }
        Step::Join { of, pick, other } => {
            let ((table, one), (_, other)) = (live(&book, *of, *pick)?, live(&book, *of, *other)?);
            edited(world, device, |edit| edit.join(table.key(), one, other, true))
        }
        Step::Part { of, pick } => {
            let table = book.table(TOUCHED[*of].key)?;
            let joined: Vec<Id> = (0..table.len())
                .filter_map(|row| table.id(row))
                .filter(|id| table.resolve(*id) != *id && has_join(world, *id, table.resolve(*id)))
                .collect();
            let id = *joined.get(pick.checked_rem(joined.len())?)?;
            let stands = table.resolve(id);
            edited(world, device, |edit| edit.join(table.key(), id, stands, false))
        }
    };
    result.map_err(refused).ok()
}

/// A few records whose timed fields have several dated entries each.
fn import(book: &Book, context: &Context<'_>, collection: &Collection, mut seed: Seed) -> Result<Draft, Rejection> {
    let mut edit = Editor::new(book, context.now, label(), Cause::Imported);
    for _ in 0..=seed.below(3) {
        let mut values = values(book, collection, &mut seed);
        let mut dates = Vec::new();
        for (at, field) in collection.fields.iter().enumerate().filter(|(_, field)| field.is_timed()) {
            if seed.below(2) == 0 {
                values.retain(|(have, _)| *have != at);
                for _ in 0..=seed.below(3) {
                    dates.push((at, seed.day(), Some(value(book, field, &mut seed))));
                }
            }
        }
        edit.create(collection.key, context.ids.next_id(), &values, &dates)?;
    }
    edit.finish()
}

fn edited(
    world: &mut World,
    device: usize,
    write: impl FnOnce(&mut Editor<'_>) -> Result<(), Rejection>,
) -> Result<Batch, Rejection> {
    world.act(device, |book, context| {
        let mut edit = Editor::new(book, context.now, label(), Cause::Typed);
        write(&mut edit)?;
        edit.finish()
    })
}

fn remove(world: &mut World, device: usize, table: &Table, id: Id, archive: bool) -> Result<Batch, Rejection> {
    let remove = Remove { collection: table.key().clone(), id, archive, label: label() };
    world.act(device, |book, context| remove.decide(book, context))
}

/// Whether some batch joined exactly these two.
fn has_join(world: &World, one: Id, other: Id) -> bool {
    world.log.iter().flat_map(|batch| &batch.body.tables).any(|table| {
        table.joins.iter().any(|(place, to, on)| {
            let id = table.ids[*place as usize];
            *on && ((id, *to) == (one, other) || (id, *to) == (other, one))
        })
    })
}

fn live(book: &Book, of: usize, pick: usize) -> Option<(&Table, Id)> {
    let table = book.table(TOUCHED[of].key)?;
    let ids: Vec<Id> = table.live().iter().filter_map(|row| table.id(row)).collect();
    Some((table, *ids.get(pick.checked_rem(ids.len())?)?))
}

fn pick_field(table: &Table, pick: usize, fits: impl Fn(&Field) -> bool) -> Option<(usize, &Field)> {
    let fields: Vec<(usize, &Field)> = table.fields().enumerate().filter(|(_, field)| fits(field)).collect();
    fields.get(pick.checked_rem(fields.len())?).copied()
}

/// A series of small numbers (splitmix64).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    /// The next number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The next number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.draw() % bound as u64).expect("below a usize")
    }

    /// One of few days, so that entries meet at the same instant.
    fn day(&mut self) -> Instant {
        day(i64::try_from(self.below(13)).expect("small") - 6)
    }
}

/// Values for a new record: every required field, others by chance.
fn values(book: &Book, collection: &Collection, seed: &mut Seed) -> Vec<(usize, Option<Value>)> {
    let mut values = Vec::new();
    for (at, field) in collection.fields.iter().enumerate() {
        if field.required || seed.below(3) == 0 || field.timed == Timed::AtCreate {
            values.push((at, Some(value(book, field, seed))));
        }
    }
    values
}

/// A value that may stand in a field: one of few, so that values repeat.
pub(crate) fn value(book: &Book, field: &Field, seed: &mut Seed) -> Value {
    let n = seed.below(4);
    let small = i64::try_from(n).expect("small");
    match &field.kind {
        Kind::Choice(options) => Value::Text(options[seed.below(options.len())].clone().into_owned()),
        Kind::Money => {
            let currency = [Currency::CNY, Currency::USD][seed.below(2)];
            Value::Money(Money::new(small * 100 - 50, currency))
        }
        Kind::Number => Value::Number(f64::from(u32::try_from(n).expect("small") + field_low(field))),
        Kind::Percent => Value::Percent(BasisPoints(small * 1_000)),
        Kind::Date => Value::Date(Day(20_000 + i32::try_from(n).expect("small"))),
        Kind::Instant => Value::Instant(day(small)),
        Kind::Duration => Value::Duration(small * 60),
        Kind::Reference(to) => Value::Reference(reference(book, to, seed)),
        Kind::Shares(to) => {
            // Of one record, or of two.
            let part = [10_000, 6_000][seed.below(2)];
            let share = |of, part| Share { of, part: BasisPoints(part) };
            let mut shares = vec![share(reference(book, to, seed), part)];
            shares.extend((part < 10_000).then(|| share(reference(book, to, seed), 10_000 - part)));
            Value::Shares(sorted(shares))
        }
        Kind::Place => {
            let (latitude, longitude) = (310_000_000 + i32::try_from(n).expect("small"), 1_214_000_000);
            Value::Place(Place { latitude, longitude, given: (latitude, longitude), datum: Datum::Gcj02 })
        }
        Kind::Tags => Value::Tags((0..n).map(|tag| format!("tag {tag}")).collect()),
        Kind::Windows => Value::Windows(vec![Window {
            weekday: u8::try_from(n).expect("small"),
            from: 540,
            to: 600 + u16::try_from(n).expect("small"),
        }]),
        Kind::Url => Value::Text(format!("https://example.org/{n}")),
        _ => Value::Text(["Acme", "上海远东", "Ω-7", "naïve"][n].to_owned()),
    }
}

fn field_low(field: &Field) -> u32 {
    field.bounds.map_or(0, |(low, _)| u32::try_from(low).unwrap_or(0))
}

/// An id of the collection, or by chance one that no record has (yet).
fn reference(book: &Book, to: &Key, seed: &mut Seed) -> Id {
    let ids: Vec<Id> =
        book.table(to).map(|table| (0..table.len()).filter_map(|row| table.id(row)).collect()).unwrap_or_default();
    if ids.is_empty() || seed.below(8) == 0 { Id::derived(&["nobody"]) } else { ids[seed.below(ids.len())] }
}

/// A draft that sets one undated field, whatever the book says.
pub(crate) fn blind_set(draft: &mut Draft, collection: &'static str, id: Id, field: &Field, value: &Value) {
    use fieldbook::book::batch::{Act, Write};
    let storage = field.kind.storage().expect("a stored field");
    let write = Write { key: &field.key, storage, act: Act::Set, effective: None, to: Some(value), from: None };
    draft.write(&Key::Borrowed(collection), id, &write);
}

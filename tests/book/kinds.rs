//! Every kind of field comes through journal and checkpoint as it went in.

use fieldbook::book::batch::{Act, Write};
use fieldbook::book::packed::typed;
use fieldbook::book::seal::{Unlocked, open_batch, seal_batch};
use fieldbook::book::{Batch, Book};
use fieldbook::model::money::BasisPoints;
use fieldbook::model::value::FileRef;
use fieldbook::model::{Currency, Datum, Day, Id, Instant, Key, Kind, Money, Place, Share, Value, Window};
use proptest::prelude::*;

use super::world::{World, day, replay, restored};
use crate::cases;

const THINGS: Key = Key::Borrowed("things");

/// Every kind that stores something, with a strategy for its values.
fn kinds() -> Vec<(Kind, BoxedStrategy<Value>)> {
    let text = || any::<String>().prop_map(Value::Text).boxed();
    let number = prop_oneof![
        4 => any::<f64>().prop_filter("finite", |number| number.is_finite()),
        1 => prop::sample::select(vec![0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 0.1]),
    ];
    let whole = || prop_oneof![4 => any::<i64>(), 1 => prop::sample::select(vec![i64::MIN, i64::MAX, 0, -1])];
    let currency = "[A-Z]{3}".prop_map(|code| Currency::parse(&code).expect("three letters"));
    let datum = prop::sample::select(vec![Datum::Wgs84, Datum::Gcj02, Datum::Bd09]);
    let place = (any::<i32>(), any::<i32>(), any::<(i32, i32)>(), datum)
        .prop_map(|(latitude, longitude, given, datum)| Value::Place(Place { latitude, longitude, given, datum }));
    let file = (any::<[u8; 32]>(), any::<String>(), any::<String>(), any::<u64>())
        .prop_map(|(hash, name, media, size)| Value::File(FileRef { hash, name, media, size }));
    let codes = ["one", "two", "Größe"];
    let choice = prop::sample::select(codes.to_vec()).prop_map(Value::from);
    let chosen = prop::sample::subsequence(codes.to_vec(), 0..=3)
        .prop_map(|codes| Value::Tags(codes.into_iter().map(str::to_owned).collect()));
    let share = (any::<u128>(), whole()).prop_map(|(of, part)| Share { of: Id(of), part: BasisPoints(part) });
    let window = any::<(u8, u16, u16)>().prop_map(|(weekday, from, to)| Window { weekday, from, to });
    vec![
        (Kind::Text, text()),
        (Kind::LongText, text()),
        (Kind::Choice(codes.iter().map(|code| Key::Borrowed(code)).collect::<Vec<_>>().into()), choice.boxed()),
        (Kind::Money, (whole(), currency).prop_map(|(minor, to)| Value::Money(Money::new(minor, to))).boxed()),
        (Kind::Number, number.prop_map(Value::Number).boxed()),
        (Kind::Percent, whole().prop_map(|points| Value::Percent(BasisPoints(points))).boxed()),
        (Kind::Date, any::<i32>().prop_map(|day| Value::Date(Day(day))).boxed()),
        (Kind::Instant, whole().prop_map(|instant| Value::Instant(Instant(instant))).boxed()),
        (Kind::Duration, whole().prop_map(Value::Duration).boxed()),
        (Kind::Reference(THINGS), any::<u128>().prop_map(|id| Value::Reference(Id(id))).boxed()),
        (Kind::Place, place.boxed()),
        (Kind::Phone, text()),
        (Kind::Email, text()),
        (Kind::Url, text()),
        (Kind::Tags, prop::collection::vec(any::<String>(), 0..5).prop_map(Value::Tags).boxed()),
        (Kind::Rank, text()),
        (Kind::File, file.boxed()),
        (Kind::Choices(codes.iter().map(|code| Key::Borrowed(code)).collect::<Vec<_>>().into()), chosen.boxed()),
        (Kind::Shares(THINGS), prop::collection::vec(share, 0..4).prop_map(Value::Shares).boxed()),
        (Kind::Windows, prop::collection::vec(window, 0..4).prop_map(Value::Windows).boxed()),
    ]
}

/// Values of every kind, for some records: undated, or dated at the instants beside them.
fn cells() -> impl Strategy<Value = Vec<Vec<(Instant, Option<Value>)>>> {
    let each: Vec<_> = kinds()
        .into_iter()
        .map(|(_, values)| {
            prop::collection::vec((any::<i64>().prop_map(Instant), prop::option::weighted(0.8, values)), 1..6)
        })
        .collect();
    each
}

fn key(kind: usize, dated: bool) -> Key {
    Key::Owned(format!("{kind:02} {dated}"))
}

/// Writes a record per value, undated and dated, into one batch of a collection made for it.
fn written(cells: &[Vec<(Instant, Option<Value>)>]) -> (World, Batch) {
    let mut world = World::new(1);
    let batch = world.draft(0, |_, draft| {
        for (at, (kind, _)) in kinds().iter().enumerate() {
            let storage = kind.storage().expect("it stores something");
            for (row, (effective, to)) in (1_u128..).zip(&cells[at]) {
                let (undated, dated) = (key(at, false), key(at, true));
                draft.create(&THINGS, Id(row));
                let to = to.as_ref();
                let write = Write { key: &undated, storage, act: Act::Set, effective: None, to, from: None };
                draft.write(&THINGS, Id(row), &write);
                let from = Some(to.cloned());
                let effective = Some(*effective);
                draft.write(&THINGS, Id(row), &Write { key: &dated, act: Act::SetDated, effective, from, ..write });
            }
        }
    });
    (world, batch)
}

/// Compares what a book holds with what was written.
fn holds(book: &Book, cells: &[Vec<(Instant, Option<Value>)>]) -> Result<(), TestCaseError> {
    let table = book.table("things").expect("the collection was carried along");
    for (at, (kind, _)) in kinds().iter().enumerate() {
        let column = |dated| {
            let at = table.position(&key(at, dated)).expect("the field was carried along");
            table.column(at).expect("is there")
        };
        for (row, (effective, value)) in (1_u128..).zip(&cells[at]) {
            let row = table.row(Id(row)).expect("the record is there");
            let undated = column(false).value(row).map(|value| typed(value, kind));
            prop_assert_eq!(&undated, value, "{:?}", kind);
            let version = column(true).versions().and_then(|versions| versions.exactly(row, *effective));
            let version = version.expect("the entry is there");
            let dated = value.as_ref().and_then(|_| column(true).decode(version.cell)).map(|value| typed(value, kind));
            prop_assert_eq!(&dated, value, "{:?}, dated", kind);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn every_kind_comes_through_journal_and_checkpoint(cells in cells()) {
        let (world, batch) = written(&cells);
        let book = &world.devices[0].book;
        holds(book, &cells)?;
        let read = open_batch(seal_batch(&batch, &Unlocked).expect("has bytes"), &Unlocked).expect("reads back");
        for (at, (kind, _)) in kinds().iter().enumerate() {
            for dated in [false, true] {
                let ops = read.body.tables[0].fields.iter().find(|ops| ops.key == key(at, dated)).expect("is there");
                for (position, (effective, value)) in cells[at].iter().enumerate() {
                    prop_assert_eq!(&ops.to.get(position).map(|value| typed(value, kind)), value);
                    if dated {
                        prop_assert_eq!(ops.effective[position], *effective);
                        prop_assert_eq!(&ops.from.get(position).map(|value| typed(value, kind)), value);
                        prop_assert!(ops.stood.get(position));
                    }
                }
            }
        }
        let replayed = replay(day(1), [&read]);
        holds(&replayed, &cells)?;
        let (once, twice) = (restored(&replayed), restored(&restored(&replayed)));
        holds(&once, &cells)?;
        holds(&twice, &cells)?;
        for copy in [&replayed, &once, &twice] {
            prop_assert_eq!(copy.digest(), book.digest());
        }
    }
}

#[test]
fn a_kind_of_lines_stores_nothing_in_its_parent() {
    assert_eq!(Kind::Lines(THINGS).storage(), None);
}

#[test]
fn a_money_column_with_more_currencies_than_codes_never_shows_another_currency() {
    let mut world = World::new(1);
    let currencies: Vec<Currency> = (0..400_u32)
        .map(|n| {
            let letter = |n: u32| char::from_u32(u32::from(b'A') + n % 26).expect("a letter");
            let code: String = [letter(n / 26), letter(n), 'X'].iter().collect();
            Currency::parse(&code).expect("three letters")
        })
        .collect();
    // In several batches, each with its own dictionary that is translated into the book's.
    for (start, some) in (0_usize..).step_by(100).zip(currencies.chunks(100)) {
        world.draft(0, |_, draft| {
            for (n, currency) in (start..).zip(some) {
                let (id, value) = (Id(n as u128 + 1), Value::Money(Money::new(1, *currency)));
                draft.create(&THINGS, id);
                let (key, storage) = (Key::Borrowed("worth"), fieldbook::model::Storage::Money);
                let write = Write { key: &key, storage, act: Act::Set, effective: None, to: Some(&value), from: None };
                draft.write(&THINGS, id, &write);
            }
        });
    }
    let book = &world.devices[0].book;
    for book in [book, &restored(book)] {
        let table = book.table("things").expect("is there");
        for (n, currency) in currencies.iter().enumerate() {
            let row = table.row(Id(n as u128 + 1)).expect("is there");
            let money = table.value(row, 0).and_then(|value| value.as_money());
            // There are fewer than 256 currencies in the world; what goes beyond is empty, not wrong.
            let expected = (n < 256).then(|| Money::new(1, *currency));
            assert_eq!(money, expected, "record {n}");
        }
    }
}

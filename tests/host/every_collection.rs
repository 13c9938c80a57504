//! One declaration is enough: records of every collection are typed into a form, stand in a list,
//! go out as CSV and come in again as they were.

use fieldbook::book::command::Editor;
use fieldbook::book::{Book, Cause, Label, Moment};
use fieldbook::exchange::typed::{Reading, has_control, read, write};
use fieldbook::exchange::{Target, collections, export};
use fieldbook::model::records::COLLECTIONS;
use fieldbook::model::validate::check;
use fieldbook::model::{Collection, Currency, Datum, Field, Id, Key, Kind, Place, Role, Value, Zone};
use fieldbook::query::listing::{Shown, Sort, columns, list};
use fieldbook::query::{Filter, Scan, title};

use super::import_desk::{Desk, NOW, sheet};

/// Collections that no file brings.
const NEVER: [&str; 6] = ["organisations", "signatures", "fields", "choices", "policy_readings", "claims"];

/// The one record of a collection.
pub(crate) fn id_of(collection: &str) -> Id {
    let at = COLLECTIONS.iter().position(|known| known.key == collection).expect("a collection");
    Id(at as u128 + 1)
}

/// What a person types into the control of a field; `None` where it has none.
fn typed(collection: &Collection, field: &Field) -> Option<String> {
    // What only acts set comes in from elsewhere all the same.
    if !has_control(field) && !field.acted {
        return None;
    }
    Some(match &field.kind {
        Kind::Text | Kind::LongText => format!("{} {}", collection.key, field.key),
        // A pipeline is one that deals can enter.
        Kind::Choice(codes) if field.role == Some(Role::StageKind) => codes.first()?.to_string(),
        Kind::Choice(codes) => codes.last()?.to_string(),
        Kind::Choices(codes) => codes.join(", "),
        Kind::Money => "1,234.50".to_owned(),
        Kind::Number => field.bounds.map_or("12.25".to_owned(), |(low, _)| low.to_string()),
        Kind::Percent => "12.5".to_owned(),
        Kind::Date => "2026-11-25".to_owned(),
        Kind::Instant => "2026-11-25T09:30".to_owned(),
        Kind::Duration => "90".to_owned(),
        // A record that is part of itself could not come in again alone.
        Kind::Reference(to) if *to == collection.key => return None,
        Kind::Reference(to) if to.is_empty() => id_of("orders").to_string(),
        Kind::Reference(to) => id_of(to).to_string(),
        Kind::Phone => "+86 21 5555 0123".to_owned(),
        Kind::Email => "someone@example.org".to_owned(),
        Kind::Url => "https://example.org/a".to_owned(),
        Kind::Tags => "north, key".to_owned(),
        Kind::Shares(to) => format!("{} 100", id_of(to)),
        Kind::Windows => "mon-fri 09:00-11:30 13:00-17:00; sat 09:00-12:00".to_owned(),
        Kind::File => format!("a\\;b.pdf;application/pdf;3;{}", "ba".repeat(32)),
        Kind::Place | Kind::Rank | Kind::Lines(_) => return None,
    })
}

/// What stands in a field that nobody types into.
fn set(field: &Field) -> Option<Value> {
    match field.kind {
        Kind::Rank => Some("m".into()),
        Kind::Place => Some(Value::Place(Place {
            latitude: 312_304_000,
            longitude: 1_214_737_000,
            given: (312_285_000, 1_214_782_000),
            datum: Datum::Gcj02,
        })),
        _ => None,
    }
}

/// A desk with one record of each collection, every field filled.
pub(crate) fn full() -> Desk {
    let mut desk = Desk::new();
    let zone = Zone::fixed("UTC", 0);
    let reading = Reading { currency: Currency::USD, zone: &zone };
    let mut edit = Editor::new(&desk.book, NOW, Label::new("label-test"), Cause::Typed);
    for collection in COLLECTIONS {
        let mut values = Vec::new();
        for (at, field) in collection.fields.iter().enumerate() {
            let name = format!("{}.{}", collection.key, field.key);
            let value = match typed(collection, field) {
                Some(text) => {
                    let value = read(field, &text, &reading).unwrap_or_else(|wrong| panic!("{name}: {wrong:?}"));
                    let again = read(field, &write(value.as_ref().expect("a value"), &zone), &reading);
                    assert_eq!(again, Ok(value.clone()), "{name}: what stands in a control reads back");
                    value
                }
                None => set(field),
            };
            assert_eq!(check(field, value.as_ref()), Ok(()), "{name}");
            values.push((at, value));
        }
        edit.create(collection.key, id_of(collection.key), &values, &[]).expect("is created");
    }
    let draft = edit.finish().expect("a draft");
    desk.keep(draft);
    desk
}

pub(crate) fn only_row(book: &Book, collection: &str) -> usize {
    let rows: Vec<usize> = book.table(collection).expect("a table").live().iter().collect();
    assert_eq!(rows.len(), 1, "{collection}");
    rows[0]
}

#[test]
fn every_collection_has_a_list() {
    let desk = full();
    let zone = Zone::fixed("UTC", 0);
    for collection in COLLECTIONS {
        let scan = Scan::new(&desk.book, &zone, collection.key, Moment::Now).expect("a collection");
        let table = scan.view().table();
        let shown = columns(table);
        let listed = |at: usize| shown.contains(&Shown::Value(at));
        for (at, field) in table.fields().enumerate() {
            let plain = matches!(
                field.kind,
                Kind::Text | Kind::Choice(_) | Kind::Money | Kind::Number | Kind::Date | Kind::Reference(_)
            );
            let filled = table.value(id_row(table, collection), at).is_some();
            if plain && filled && field.role != Some(Role::AmountBasis) {
                assert!(listed(at), "{}.{} has no column", collection.key, field.key);
            }
        }
        assert_eq!(list(&scan, &Filter::ALL, &Sort::usual(table), &shown).rows.len(), 1, "{}", collection.key);
    }
}

fn id_row(table: &fieldbook::book::Table, collection: &Collection) -> usize {
    table.row(id_of(collection.key)).expect("is there")
}

#[test]
fn every_collection_goes_out_and_comes_in_again() {
    let importable = collections(&full().book);
    let never: Vec<&str> =
        COLLECTIONS.iter().map(|known| known.key).filter(|key| !importable.contains(&Key::Borrowed(*key))).collect();
    // A book has one organisation, made with it; a signature is written by signing alone, a
    // reading by reading, a claim by claiming; the
    // company's own fields are laid down in the settings.
    assert_eq!(never, NEVER);
    for collection in COLLECTIONS.iter().filter(|known| !never.contains(&known.key)) {
        let mut desk = full();
        let key = collection.key;
        let text = export::to_csv(&desk.book, key, Currency::USD).expect("a collection");
        let row = only_row(&desk.book, key);
        let values = |book: &Book, row: usize| -> Vec<Option<Value>> {
            let table = book.table(key).expect("a table");
            (0..table.columns().len()).map(|field| table.value(row, field)).collect()
        };
        let before = values(&desk.book, row);
        let mut edit = Editor::new(&desk.book, NOW, Label::new("label-test"), Cause::Typed);
        edit.retract(key, id_of(key), true).expect("is there");
        let draft = edit.finish().expect("a draft");
        desk.keep(draft);
        let mut plan = desk.guess(vec![sheet(&format!("{key}.csv"), &text)]);
        assert_eq!(plan.files[0].collection.as_deref(), Some(key), "what {key}.csv is taken for");
        let fields = desk.book.table(key).expect("a table").columns().len();
        let targets: Vec<Target> = plan.files[0].columns.iter().map(|column| column.target).collect();
        assert_eq!(targets, (0..fields).map(Target::Field).collect::<Vec<_>>(), "{key}: {text}");
        for near in &mut plan.near {
            near.accepted = Some(false);
        }
        let dry = desk.check(&plan);
        assert_eq!((dry.creates(), dry.refused()), (1, 0), "{key}: {:?}\n{text}", dry.issues);
        let (report, _) = desk.import(&plan);
        assert_eq!((report.creates(), report.refused()), (1, 0), "{key}: {:?}\n{text}", report.issues);
        assert_eq!(values(&desk.book, only_row(&desk.book, key)), before, "{key}");
        assert_eq!(export::to_csv(&desk.book, key, Currency::USD), Some(text), "{key}");
    }
}

#[test]
fn every_record_is_called_something() {
    let desk = full();
    for collection in COLLECTIONS {
        let name = title::of(&desk.book, collection.key, id_of(collection.key));
        assert!(name.is_some_and(|name| !name.is_empty()), "{}", collection.key);
    }
    let called = |key: &str| title::of(&desk.book, key, id_of(key));
    assert_eq!(called("orders").as_deref(), Some("orders number"));
    assert_eq!(called("order_lines").as_deref(), Some("orders number · products name · 2026-11-25"));
    assert_eq!(called("targets").as_deref(), Some("people name · accounts name · areas name"));
}

//! A saved database of format version 1: every later build opens it.
//!
//! `FIELDBOOK_WRITE_FIXTURE=v1 cargo test --test store` tells the story anew and overwrites the
//! files; once version 1 is in use that is never right.

use std::path::PathBuf;

use fieldbook::book::column::Column;
use fieldbook::book::past::{Moment, View};
use fieldbook::model::records::{Account, Contact, Deal, Organisation, Person, Stage};
use fieldbook::model::{BasisPoints, Currency, Datum, DeviceId, Id, Instant, Money, Record, Value};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Keeper, Store};

use crate::saved::{self, DIGEST, ENTRIES, Saved};
use crate::story::{UNKNOWN, UNKNOWN_FIELD, hours, id, tell};
use crate::world::{batches, now_or_never};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1").join(name)
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The saved database.
fn saved() -> Saved {
    if std::env::var("FIELDBOOK_WRITE_FIXTURE").as_deref() == Ok("v1") {
        write();
    }
    Saved::read(&read("journal.bin"), &read("checkpoint.bin"), read("writer.bin"))
}

fn write() {
    let tab = tell();
    let entries = now_or_never(tab.store.entries(0, 999)).expect("reads");
    let checkpoint = now_or_never(tab.store.checkpoint(0)).expect("reads").expect("is there");
    let writer = now_or_never(tab.store.meta("writer".to_owned())).expect("reads").expect("is there");
    let (mut journal, mut parts) = (Vec::new(), checkpoint.upto.to_le_bytes().to_vec());
    for (_, bytes) in &entries {
        put(&mut journal, bytes);
    }
    for (name, bytes) in &checkpoint.parts {
        put(&mut parts, name.as_bytes());
        put(&mut parts, bytes);
    }
    for (name, bytes) in [("journal.bin", journal), ("checkpoint.bin", parts), ("writer.bin", writer)] {
        std::fs::write(file(name), bytes).expect("writes");
    }
    println!("digest {}, {} entries", tab.digest(), entries.len());
}

/// Appends a piece behind its length.
fn put(out: &mut Vec<u8>, piece: &[u8]) {
    out.extend(u32::try_from(piece.len()).expect("small").to_le_bytes());
    out.extend(piece);
}

fn store(saved: &Saved, with_checkpoint: bool) -> MemoryStore {
    let store = MemoryStore::default();
    now_or_never(saved::fill(&store, saved, with_checkpoint));
    store
}

fn open(store: &MemoryStore) -> Keeper {
    now_or_never(Keeper::open(store, DeviceId(0), hours(20))).expect("opens")
}

#[test]
fn a_saved_database_opens_with_and_without_its_checkpoint() {
    let saved = saved();
    for with_checkpoint in [true, false] {
        let keeper = open(&store(&saved, with_checkpoint));
        assert_eq!(keeper.book().digest().to_string(), DIGEST, "checkpoint: {with_checkpoint}");
        assert_eq!(keeper.book().history().len(), ENTRIES);
        assert_eq!(keeper.device(), DeviceId(20_260_105));
        holds_the_story(&keeper);
    }
}

fn holds_the_story(keeper: &Keeper) {
    let book = keeper.book();
    let organisation = book.get::<Organisation>(id("organisation").into()).expect("is there");
    assert_eq!(organisation.name.as_deref(), Some("行销簿有限公司"));
    assert_eq!(organisation.fiscal_start, Some(4.0));
    let zhou = book.get::<Person>(id("zhou").into()).expect("is there");
    assert_eq!((zhou.manager, zhou.role.as_deref()), (Some(id("lin")), Some("salesperson")));
    let won = book.get::<Stage>(id("Won").into()).expect("is there");
    assert_eq!((won.kind.as_deref(), won.probability), (Some("won"), Some(BasisPoints(10_000))));
    let account = book.get::<Account>(id("hui").into()).expect("is there");
    assert_eq!(
        account.place.map(|place| (place.latitude, place.given.1, place.datum)),
        Some((312_304_160, 1_214_781_000, Datum::Gcj02))
    );
    assert_eq!(account.tags, Some(vec!["key".to_owned(), "老客户".to_owned()]));
    assert_eq!(account.note.as_deref(), Some("Two lines:\nsecond \u{1f4d2} line"));

    let retrofit = book.get::<Deal>(id("retrofit").into()).expect("is there");
    assert_eq!(retrofit.stage, Some(id("Talks")), "the move was undone");
    assert_eq!(retrofit.next_step_on.map(|day| day.to_string()).as_deref(), Some("2026-01-09"));
    let deals = book.of::<Deal>();
    let row = deals.row(id("retrofit")).expect("is there");
    let said = deals.column(Deal::NEXT_STEP_ON).and_then(|column| column.versions()).expect("is dated");
    let since: Vec<Instant> = said.row(row).map(|version| version.effective).collect();
    assert_eq!(since, [Instant::ALWAYS], "it was written before the field was dated");
    let amount = |at: Instant| {
        let view = View::new(book, Deal::COLLECTION.key, Moment::At(at)).expect("is there");
        let row = view.table().row(id("retrofit")).expect("is there");
        view.column(Deal::AMOUNT).and_then(|column| column.value(row))
    };
    let yuan = |minor| Some(Value::from(Money::new(minor, Currency::CNY)));
    assert_eq!((amount(hours(-49)), amount(hours(-48))), (yuan(66_400_000), yuan(50_000_000)));
    assert_eq!(retrofit.amount, Some(Money::new(50_000_000, Currency::CNY)));
    let stage = |at: Instant| {
        let view = View::new(book, Deal::COLLECTION.key, Moment::At(at)).expect("is there");
        let row = view.table().row(id("spares")).expect("is there");
        view.column(Deal::STAGE).and_then(|column| column.value(row))
    };
    assert_eq!(stage(hours(239)), Some(Value::from(id("Talks"))));
    assert_eq!(stage(hours(240)), Some(Value::from(id("Won"))));

    assert_eq!(book.get::<Account>(id("gone").into()), None, "it was deleted");
    let contacts = book.of::<Contact>();
    let chen = contacts.row(id("chen")).expect("is kept");
    assert!(contacts.state(chen).archived.on);
    let stands: Id = id("twice").min(id("again"));
    assert_eq!((book.resolve(id("twice")), book.resolve(id("again"))), (stands, stands));

    let ships = book.table(&UNKNOWN).expect("is carried along");
    let ship = ships.row(id("ship")).expect("is there");
    let value = |name: &str| ships.position(name).and_then(|field| ships.value(ship, field));
    assert_eq!(value("name"), Some(Value::from("Rocinante")));
    assert_eq!(value("mass"), Some(Value::Number(-0.5)));
    assert!(matches!(value("plan"), Some(Value::File(file)) if file.hash == [7; 32] && file.size == 9));
    let deals = book.of::<Deal>();
    let (row, field) =
        (deals.row(id("spares")).expect("is there"), deals.position(&UNKNOWN_FIELD).expect("is carried"));
    assert_eq!(deals.value(row, field), Some(Value::from("blue")));
}

#[test]
fn a_saved_database_goes_on_being_written() {
    let store = store(&saved(), true);
    let mut keeper = open(&store);
    let last = batches(&store).last().expect("is there").head.clone();
    let undone = keeper.next_undo(&fieldbook::model::permission::Actor::FOUNDER).expect("is there").id;
    assert_eq!(undone, last.id);
    let mut tab = crate::world::Tab::open(&store, 3);
    tab.now = hours(30).0;
    tab.keeper.advance(hours(30));
    tab.invert(false).expect("there is something to undo");
    tab.flush().expect("writes");
    let head = batches(&store).last().expect("is there").head.clone();
    assert_eq!((head.device, head.sequence), (last.device, last.sequence + 1));
    assert_eq!(head.previous, fieldbook::book::chain::link(&last));
    tab.checkpoint();
    let digest = tab.digest();
    keeper.advance(hours(30));
    now_or_never(keeper.catch_up(&store)).expect("reads");
    assert_eq!((keeper.book().digest().to_string(), tab.reload().digest()), (digest.clone(), digest));
}

#[test]
fn the_story_told_today_says_what_it_said_then() {
    // Value by value: the next step has a date of its own today, and held since always then.
    let (then, mut today) = (open(&store(&saved(), false)), tell());
    today.keeper.advance(hours(20));
    for table in then.book().tables() {
        let other = today.keeper.book().table(table.key()).expect("is there");
        assert_eq!(table.live().count(), other.live().count(), "{}", table.key());
        for row in table.live().iter() {
            let same = table.id(row).and_then(|id| other.row(id)).expect("is there");
            for (field, column) in table.columns().iter().enumerate() {
                let key = &column.field().key;
                // What is carried along unread may stand under one key in several shapes.
                let like = |of: &Column| of.field().key == *key && of.data().storage() == column.data().storage();
                let value = other.columns().iter().position(like).and_then(|field| other.value(same, field));
                assert_eq!(table.value(row, field), value, "{}.{key}", table.key());
            }
        }
    }
}

//! The story whose journal is the saved database of format version 1. Frozen: it is told once,
//! and what it left is read by every later build.

use fieldbook::book::batch::{Act, Write};
use fieldbook::book::command::Editor;
use fieldbook::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use fieldbook::model::records::{Account, Area, Contact, Deal, Organisation, Person, Pipeline, Product, Stage};
use fieldbook::model::value::FileRef;
use fieldbook::model::{BasisPoints, Currency, Datum, Day, Id, Instant, Key, Money, Place, Record, Storage, Value};
use fieldbook::ports::memory::MemoryStore;

use crate::world::{START, Tab, create, edit, remove};

/// A collection that this build does not know: it is carried along.
pub(crate) const UNKNOWN: Key = Key::Borrowed("spaceships");
/// A field of deals that this build does not know.
pub(crate) const UNKNOWN_FIELD: Key = Key::Borrowed("0197f000-0000-7000-8000-000000000001");

/// A command made of a function.
#[derive(Clone)]
pub(crate) struct Custom<F>(pub(crate) F);

impl<F: Fn(&Book, &Context<'_>) -> Result<Draft, Rejection> + Clone + 'static> Command for Custom<F> {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        (self.0)(book, context)
    }
}

/// The id of a record of the story.
pub(crate) fn id(name: &str) -> Id {
    Id::derived(&["story", name])
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A moment of the story: hours after its start.
pub(crate) fn hours(count: i64) -> Instant {
    Instant(START + count * 3_600_000)
}

/// Tells the story on a new store; a checkpoint stands in the middle of it.
pub(crate) fn tell() -> Tab {
    let mut tab = Tab::open(&MemoryStore::default(), 20_260_105);
    company(&mut tab);
    customers(&mut tab);
    deals(&mut tab);
    tab.checkpoint();
    afterwards(&mut tab);
    tab
}

fn company(tab: &mut Tab) {
    let text = Value::from;
    let organisation = vec![
        (Organisation::NAME, text("行销簿有限公司")),
        (Organisation::ZONE, text("Asia/Shanghai")),
        (Organisation::CURRENCY, text("CNY")),
        (Organisation::FISCAL_START, Value::Number(4.0)),
        (Organisation::WEEK_START, text("monday")),
    ];
    tab.save(&create::<Organisation>(id("organisation"), organisation));
    tab.save(&create::<Area>(id("east"), vec![(Area::NAME, text("East"))]));
    let boss = vec![(Person::NAME, text("Lin Xiao 林晓")), (Person::ROLE, text("supervisor"))];
    tab.save(&create::<Person>(id("lin"), boss));
    let seller = vec![
        (Person::NAME, text("Zhou Min")),
        (Person::MANAGER, Value::from(id("lin"))),
        (Person::AREA, Value::from(id("east"))),
        (Person::PHONE, text("+86 21 5555 0100")),
        (Person::EMAIL, text("zhou@example.com")),
    ];
    tab.save(&create::<Person>(id("zhou"), seller));
    let product =
        vec![(Product::NAME, text("GTX Pro")), (Product::LIST_PRICE, Value::from(Money::new(482_100, Currency::USD)))];
    tab.save(&create::<Product>(id("gtx"), product));
    tab.save(&create::<Pipeline>(id("sales"), vec![(Pipeline::NAME, text("Sales"))]));
    for (name, rank, kind, chance) in [("Talks", "a", "open", 2_500), ("Won", "b", "won", 10_000)] {
        let stage = vec![
            (Stage::NAME, text(name)),
            (Stage::PIPELINE, Value::from(id("sales"))),
            (Stage::RANK, text(rank)),
            (Stage::KIND, text(kind)),
            (Stage::PROBABILITY, Value::Percent(BasisPoints(chance))),
        ];
        tab.save(&create::<Stage>(id(name), stage));
    }
}

fn customers(tab: &mut Tab) {
    let text = Value::from;
    let place = Place {
        latitude: 312_304_160,
        longitude: 1_214_737_010,
        given: (312_285_000, 1_214_781_000),
        datum: Datum::Gcj02,
    };
    let account = vec![
        (Account::NAME, text("苏州汇川")),
        (Account::CLASS, text("a")),
        (Account::OWNER, Value::from(id("zhou"))),
        (Account::PLACE, Value::Place(place)),
        (Account::WEB, text("https://example.com/")),
        (Account::NOTE, text("Two lines:\nsecond \u{1f4d2} line")),
        (Account::TAGS, Value::Tags(vec!["key".to_owned(), "老客户".to_owned()])),
        (Account::REVENUE, Value::Number(12.5)),
    ];
    tab.save(&create::<Account>(id("hui"), account));
    for name in ["twice", "again", "gone"] {
        tab.save(&create::<Account>(id(name), vec![(Account::NAME, text(name))]));
    }
    let contact = vec![(Contact::NAME, text("Chen Li")), (Contact::ACCOUNT, Value::from(id("hui")))];
    tab.save(&create::<Contact>(id("chen"), contact));
}

fn deals(tab: &mut Tab) {
    for (name, amount) in [("retrofit", 66_400_000), ("spares", 960_050)] {
        let deal = vec![
            (Deal::TITLE, Value::from(name)),
            (Deal::ACCOUNT, Value::from(id("hui"))),
            (Deal::STAGE, Value::from(id("Talks"))),
            (Deal::AMOUNT, Value::from(Money::new(amount, Currency::CNY))),
            (Deal::OWNER, Value::from(id("zhou"))),
            (Deal::PRODUCT, Value::from(id("gtx"))),
            (Deal::EXPECTED_CLOSE, Value::Date(day("2026-03-31"))),
        ];
        tab.save(&create::<Deal>(id(name), deal));
    }
    // An entry from an earlier day, and one that is to come.
    for (name, field, value, at) in [
        ("retrofit", Deal::AMOUNT, Value::from(Money::new(50_000_000, Currency::CNY)), -48),
        ("spares", Deal::STAGE, Value::from(id("Won")), 240),
    ] {
        let mut dated = edit::<Deal>(id(name), field, value);
        dated.effective = Some(hours(at));
        tab.save(&dated);
    }
    tab.save(&edit::<Deal>(id("retrofit"), Deal::STAGE, Value::from(id("Won"))));
    tab.invert(false).expect("there is something to undo");
    tab.flush().expect("writes");
}

fn afterwards(tab: &mut Tab) {
    tab.save(&remove::<Contact>(id("chen"), true));
    tab.save(&remove::<Account>(id("gone"), false));
    tab.save(&join("twice", "again"));
    tab.save(&Custom(|_: &Book, _: &Context<'_>| Ok(unknown())));
    // Two in one write.
    tab.act(&edit::<Deal>(id("retrofit"), Deal::NEXT_STEP, Value::from("Call"))).expect("is allowed");
    tab.act(&edit::<Deal>(id("retrofit"), Deal::NEXT_STEP_ON, Value::Date(day("2026-01-09")))).expect("is allowed");
    tab.flush().expect("writes");
}

/// Joins two accounts.
pub(crate) fn join(one: &'static str, other: &'static str) -> impl Command {
    Custom(move |book: &Book, context: &Context<'_>| {
        let mut editor = Editor::new(book, context.now, Label::new("label-join"), Cause::Typed);
        let accounts = Key::Borrowed(Account::COLLECTION.key);
        editor.draft.join(&accounts, id(one), id(other), true);
        editor.finish()
    })
}

fn blank(key: &Key, storage: Storage) -> Write<'_> {
    Write { key, storage, act: Act::Set, effective: None, to: None, from: Some(None) }
}

/// What a newer build might have written.
fn unknown() -> Draft {
    let mut draft = Draft::new(Label::new("label-future").with("name", "Rocinante"), Cause::Typed);
    draft.create(&UNKNOWN, id("ship"));
    let file = FileRef { hash: [7; 32], name: "plan.pdf".to_owned(), media: "application/pdf".to_owned(), size: 9 };
    let undated: [(&'static str, Storage, Value); 4] = [
        ("name", Storage::Heap, Value::from("Rocinante")),
        ("plan", Storage::Blob, Value::File(file)),
        ("launched", Storage::Integer, Value::Instant(hours(1))),
        ("mass", Storage::Float, Value::Number(-0.5)),
    ];
    for (key, storage, value) in &undated {
        let key = Key::Borrowed(*key);
        draft.write(&UNKNOWN, id("ship"), &Write { to: Some(value), ..blank(&key, *storage) });
    }
    let (crew, key) = (Value::Duration(4), Key::Borrowed("crew"));
    let dated = Write { act: Act::SetDated, effective: Some(hours(2)), from: None, ..blank(&key, Storage::Integer) };
    draft.write(&UNKNOWN, id("ship"), &Write { to: Some(&crew), ..dated });
    let colour = Value::from("blue");
    let deals = Key::Borrowed(Deal::COLLECTION.key);
    draft.write(&deals, id("spares"), &Write { to: Some(&colour), ..blank(&UNKNOWN_FIELD, Storage::Code) });
    draft
}

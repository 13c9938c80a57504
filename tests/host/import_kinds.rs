//! Out and in again: cells as they were, values of every kind as they were, a collection whole.

use fieldbook::book::batch::{Act, Write};
use fieldbook::book::{Cause, Draft, Label};
use fieldbook::exchange::csv::{Writer, read};
use fieldbook::exchange::{Form, export, values};
use fieldbook::model::field::Options;
use fieldbook::model::money::BasisPoints;
use fieldbook::model::records::{Account, Product};
use fieldbook::model::value::FileRef;
use fieldbook::model::{
    Currency, Datum, Day, Field, Id, Instant, Key, Kind, Money, Place, Record, Share, Value, Window, Zone,
};
use proptest::prelude::*;

use super::import_desk::{Desk, sheet};

/// Texts that are hard on a CSV file: marks, formulas, apostrophes, line ends, any letter.
fn hard() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ab,;|\t\r\n\"'=+@\\-5. 东\u{feff}]{0,12}",
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
        1 => prop::sample::select(vec!["=1+1", "'=x", "''@", "-5", "-5.5", "-", "+49 30", "\t", "\r\n", "sep=;", "\"", ""])
            .prop_map(ToOwned::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_come_back_as_they_were(rows in (1_usize..5).prop_flat_map(|width| {
        prop::collection::vec(prop::collection::vec(hard(), width), 1..8)
    })) {
        let mut writer = Writer::default();
        let header: Vec<String> = (0..rows[0].len()).map(|at| format!("h{at}")).collect();
        writer.row(header.iter().map(String::as_str));
        for row in &rows {
            writer.row(row.iter().map(String::as_str));
        }
        let text = writer.finish();
        let sheet = read("x.csv", text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error}: {text:?}")))?;
        prop_assert_eq!(sheet.header(), &header[..]);
        prop_assert_eq!(sheet.rows(), rows.len());
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                prop_assert_eq!(sheet.cell(at, column), cell.as_str(), "{:?}", text);
            }
        }
    }

    #[test]
    fn values_of_every_kind_come_back_as_they_were(cells in kinds()) {
        let zone = Zone::fixed("Asia/Shanghai", 480);
        let reading = values::Reading { currency: Currency::CNY, today: Day(20_000), zone: &zone, labels: None };
        let form = Form::PLAIN;
        for (kind, value) in cells {
            let mut writer = Writer::default();
            writer.row(["heading"]);
            writer.row([values::write(&value, Currency::CNY).as_str()]);
            let text = writer.finish();
            let sheet = read("x.csv", text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error}")))?;
            let field = Field::new("field", kind, Options::PLAIN);
            let back = values::parse(&field, sheet.cell(0, 0), form, &reading);
            prop_assert_eq!(back, Ok(Some(value)), "{:?}", text);
        }
    }
}

/// One value of every kind that a cell says by itself. One-line texts and words have no space
/// around them: an import takes it off.
fn kinds() -> impl Strategy<Value = Vec<(Kind, Value)>> {
    let line = || hard().prop_map(|text| text.trim().to_owned()).prop_filter("not empty", |text| !text.is_empty());
    let text = move || line().prop_map(Value::Text).boxed();
    let whole = || prop_oneof![4 => any::<i64>(), 1 => prop::sample::select(vec![i64::MIN, i64::MAX, 0, -1])];
    let number = prop_oneof![
        4 => any::<f64>().prop_filter("finite", |number| number.is_finite()),
        1 => prop::sample::select(vec![0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 0.1, -7.0]),
    ];
    let currency = prop::sample::select(vec!["CNY", "USD", "JPY", "KWD"]);
    let money = (whole(), currency)
        .prop_map(|(minor, code)| Value::Money(Money::new(minor, Currency::parse(code).expect("a code"))));
    let point = || (-900_000_000..=900_000_000_i32, -1_800_000_000..=1_800_000_000_i32);
    let datum = prop::sample::select(vec![Datum::Wgs84, Datum::Gcj02, Datum::Bd09]);
    let place = (point(), point(), datum)
        .prop_map(|((latitude, longitude), given, datum)| Value::Place(Place { latitude, longitude, given, datum }));
    // A word that says "nothing here" is no tag.
    let tag = line().prop_filter("a word", |tag| tag != "-");
    let tags = prop::collection::btree_set(tag, 1..5).prop_map(|tags| Value::Tags(tags.into_iter().collect()));
    let file = (any::<[u8; 32]>(), line(), line(), any::<u64>())
        .prop_map(|(hash, name, media, size)| Value::File(FileRef { hash, name, media, size }));
    let codes = ["one", "two", "ONE", "Größe"];
    let choice = prop::sample::select(codes.to_vec()).prop_map(Value::from);
    let codes: Vec<Key> = codes.iter().map(|code| Key::Borrowed(*code)).collect();
    let chosen = prop::sample::subsequence(vec!["one", "three", "two"], 1..=3)
        .prop_map(|codes| Value::Tags(codes.into_iter().map(ToOwned::to_owned).collect()));
    let shares = prop::collection::btree_map(any::<u128>(), 1..5_000_i64, 1..4).prop_map(|parts| {
        Value::Shares(parts.into_iter().map(|(of, part)| Share { of: Id(of), part: BasisPoints(part) }).collect())
    });
    // Three times of a day never meet, whatever the weekdays.
    let windows = prop::collection::btree_set((0..7_u8, 0..3_u16, 0..240_u16, 240..480_u16), 1..9).prop_map(|times| {
        let mut windows: Vec<Window> = times
            .into_iter()
            .map(|(weekday, third, from, to)| Window { weekday, from: third * 480 + from, to: third * 480 + to })
            .collect();
        windows.dedup_by_key(|window| (window.weekday, window.from / 480));
        Value::Windows(windows)
    });
    let long = hard().prop_filter("not blank", |text| !text.trim().is_empty()).prop_map(Value::Text);
    let days = Day::ymd(1, 1, 1).expect("a day").0..=Day::ymd(9999, 12, 31).expect("a day").0;
    let each: Vec<BoxedStrategy<(Kind, Value)>> = vec![
        (Just(Kind::Text), text()).boxed(),
        (Just(Kind::LongText), long).boxed(),
        (Just(Kind::Choice(codes.into())), choice).boxed(),
        (Just(Kind::Money), money).boxed(),
        (Just(Kind::Number), number.prop_map(Value::Number)).boxed(),
        (Just(Kind::Percent), whole().prop_map(|n| Value::Percent(BasisPoints(n)))).boxed(),
        (Just(Kind::Date), days.prop_map(|day| Value::Date(Day(day)))).boxed(),
        (Just(Kind::Instant), whole().prop_map(|n| Value::Instant(Instant(n)))).boxed(),
        (Just(Kind::Instant), (0..4_102_444_800_000_i64).prop_map(|n| Value::Instant(Instant(n)))).boxed(),
        (Just(Kind::Duration), whole().prop_map(Value::Duration)).boxed(),
        (Just(Kind::Place), place).boxed(),
        (Just(Kind::Phone), text()).boxed(),
        (Just(Kind::Email), text()).boxed(),
        (Just(Kind::Url), text()).boxed(),
        (Just(Kind::Tags), tags).boxed(),
        (Just(Kind::Rank), text()).boxed(),
        (Just(Kind::File), file).boxed(),
        (Just(Kind::Choices(vec![Key::Borrowed("one"), Key::Borrowed("two"), Key::Borrowed("three")].into())), chosen)
            .boxed(),
        (Just(Kind::Shares(Key::Borrowed("people"))), shares).boxed(),
        (Just(Kind::Windows), windows).boxed(),
        (Just(Kind::Reference(Key::Borrowed(""))), any::<u128>().prop_map(|id| Value::Reference(Id(id)))).boxed(),
    ];
    each
}

#[test]
fn collections_with_their_references_come_back_whole() {
    let mut first = Desk::new();
    let plan = first.guess(vec![
        sheet("areas.csv", "name,parent\nNorth,\nNorth-East,North\n"),
        sheet("people.csv", "name,role,manager,area,phone\nAnn,supervisor,Zoe,North,+49 30 1\nBo,salesperson,Ann,North-East,\n"),
        sheet(
            "accounts.csv",
            "name,code,sector,class,owner,area,parent,location,place,founded,revenue,employees,phone,web,note,tags\n\
             Acme,A1,\"=steel, iron\",a,Bo,North,,Berlin,52.52 13.405,1999,1.25,40,+49 30,acme.example,\"two\nlines\",key;\"\"\n\
             Bolt,B2,,,Ann,,Acme,,,,,,,,-5 %,\n",
        ),
        sheet("products.csv", "name,code,series,list_price\nGTX Pro,g1,GTX,4821\nGTX Basic,g2,GTX,550.5\n"),
    ]);
    assert_eq!(plan.open_questions(), 0);
    let (report, _) = first.import(&plan);
    assert_eq!((report.refused(), report.creates()), (0, 2 + 3 + 2 + 2));
    let out = |desk: &Desk| {
        ["areas", "people", "accounts", "products"]
            .map(|key| (key, export::to_csv(&desk.book, key, Currency::USD).expect("a collection")))
    };
    let written = out(&first);
    let mut second = Desk::new();
    let sheets = written.iter().map(|(key, text)| sheet(&format!("{key}.csv"), text)).collect();
    let plan = second.guess(sheets);
    let (report, _) = second.import(&plan);
    assert_eq!((report.refused(), report.creates()), (0, 2 + 3 + 2 + 2));
    assert_eq!(out(&second), written);
    let acme = second.book.all::<Account>().next().expect("an account");
    assert_eq!(acme.sector.as_deref(), Some("=steel, iron"));
    assert_eq!(acme.note.as_deref(), Some("two\nlines"));
    // 550.50 dollars.
    let basic = second.book.all::<Product>().nth(1).expect("a product");
    assert_eq!(basic.list_price, Some(Money::new(55_050, Currency::USD)));
    // The same files once more: everything is known.
    let sheets = written.iter().map(|(key, text)| sheet(&format!("{key}.csv"), text)).collect();
    let again = second.guess(sheets);
    assert_eq!(second.check(&again).creates(), 0);
}

#[test]
fn deals_go_out_and_come_back_into_the_same_pipeline() {
    let mut desk = Desk::new();
    let plan = desk.guess(vec![sheet(
        "deals.csv",
        "code,title,account,stage,amount,expected close\nD1,Big one,Acme,Offer,\"1,000.50\",2027-01-31\nD2,Small one,Bolt,Lead,,\n",
    )]);
    desk.import(&plan);
    let text = export::to_csv(&desk.book, "deals", Currency::USD).expect("deals");
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("title,account,stage,amount,basis,owner,product")));
    assert_eq!(lines.next().map(|line| &line[..33]), Some("Big one,Acme,Offer,1000.50,stated"));
    // Taken out of the book, the same rows come in again, into the pipeline that is there.
    let table = desk.book.table("deals").expect("a table");
    let mut draft = Draft::new(Label::new("label-test"), Cause::Typed);
    for row in table.live().iter() {
        draft.retract(table.key(), table.id(row).expect("an id"), true);
    }
    desk.keep(draft);
    let plan = desk.guess(vec![sheet("deals.csv", &text)]);
    let (report, _) = desk.import(&plan);
    assert_eq!((report.creates(), report.refused()), (2, 0));
    assert_eq!(export::to_csv(&desk.book, "deals", Currency::USD), Some(text));
}

#[test]
fn two_records_of_one_name_are_told_apart_by_code_or_id() {
    let mut desk = Desk::new();
    let mut draft = Draft::new(Label::new("label-test"), Cause::Typed);
    let key = Key::Borrowed(Account::COLLECTION.key);
    let set = |draft: &mut Draft, id: u128, at: usize, value: Value| {
        let field = &Account::COLLECTION.fields[at];
        let (act, effective) = if field.is_timed() { (Act::SetDated, Some(Instant::ALWAYS)) } else { (Act::Set, None) };
        let storage = field.kind.storage().expect("a storage");
        draft.write(&key, Id(id), &Write { key: &field.key, storage, act, effective, to: Some(&value), from: None });
    };
    for (id, code) in [(1, Some("X1")), (2, None), (3, None)] {
        draft.create(&key, Id(id));
        set(&mut draft, id, Account::NAME, if id == 3 { "Child" } else { "Twin" }.into());
        if let Some(code) = code {
            set(&mut draft, id, Account::CODE, code.into());
        }
    }
    draft.create(&key, Id(4));
    set(&mut draft, 4, Account::NAME, "Other".into());
    set(&mut draft, 3, Account::PARENT, Id(1).into());
    set(&mut draft, 4, Account::PARENT, Id(2).into());
    desk.keep(draft);
    let text = export::to_csv(&desk.book, "accounts", Currency::USD).expect("accounts");
    assert!(text.contains("Child,,,,,,,X1,"), "{text}");
    assert!(text.contains(&format!("Other,,,,,,,{},", Id(2))), "{text}");
}

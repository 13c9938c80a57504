//! The company's own fields in files: out under their names, in again as they were.

use fieldbook::book::Command;
use fieldbook::book::command::Create;
use fieldbook::book::define::AddField;
use fieldbook::exchange::export;
use fieldbook::model::records::{Account, CustomField};
use fieldbook::model::{Currency, Day, Id, Kind, Money, Record, Value};

use super::import_desk::{Desk, sheet};

const ACCOUNTS: &str = Account::COLLECTION.key;

/// A desk whose accounts have fields of their own: id, kind and name of each.
fn desk(fields: &[(u128, &str, &str)]) -> Desk {
    let mut desk = Desk::new();
    for (id, kind, name) in fields {
        let said = |field, text: &str| (field, Some(Value::from(text)));
        let values = vec![
            said(CustomField::NAME, name),
            said(CustomField::COLLECTION_KEY, ACCOUNTS),
            said(CustomField::KIND, kind),
            said(CustomField::TO, ACCOUNTS),
        ];
        let choices = if *kind == "choice" { ["North", "无", "无"].map(str::to_owned).to_vec() } else { Vec::new() };
        let add = AddField { id: Id(*id), values, choices };
        let draft = desk.with(|book, context| add.decide(book, context)).expect("a field");
        desk.keep(draft);
    }
    desk
}

fn create(desk: &mut Desk, id: u128, values: Vec<(usize, Option<Value>)>) {
    let label = fieldbook::book::Label::new("label-test");
    let create = Create { collection: ACCOUNTS.into(), id: Id(id), values, label };
    let draft = desk.with(|book, context| create.decide(book, context)).expect("an account");
    desk.keep(draft);
}

/// Every account by name, with the values of the own fields in their order.
fn seen(desk: &Desk) -> Vec<(String, Vec<Option<Value>>)> {
    let table = desk.book.of::<Account>();
    let own: Vec<usize> = table.shown().filter(|(_, field)| field.custom.is_some()).map(|(at, _)| at).collect();
    let row = |row: usize| {
        let name = table.value(row, Account::NAME).and_then(|name| name.as_text().map(str::to_owned));
        (name.unwrap_or_default(), own.iter().map(|at| table.value(row, *at)).collect())
    };
    let mut all: Vec<_> = table.live().iter().map(row).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn own_fields_go_out_under_their_names_and_come_back_as_they_were() {
    let fields = [
        (101, "text", "Paper no."),
        (102, "number", "货架米数"),
        (103, "choice", "Side"),
        (104, "money", "Deposit, paid"),
        (105, "date", "Fair"),
        (106, "tags", "Certificates"),
        (107, "reference", "Depot"),
    ];
    let mut from = desk(&fields);
    let table = from.book.of::<Account>();
    let at = |id: u128| table.defined(&Id(id).to_string()).expect("is defined");
    let Kind::Choice(codes) = &table.column(at(103)).expect("a column").field().kind else { panic!("a choice") };
    let codes = codes.clone();
    let values = |choice: usize, n: i32| {
        vec![
            (at(101), Some(Value::from("=007"))),
            (at(102), Some(Value::Number(f64::from(n) / 4.0))),
            (at(103), Some(Value::Text(codes[choice].clone().into_owned()))),
            (at(104), Some(Value::Money(Money::new(i64::from(n) * 100, Currency::USD)))),
            (at(105), Some(Value::Date(Day(20_000 + n)))),
            (at(106), Some(Value::Tags(vec!["a, b".into(), "c".into()]))),
            (at(107), Some(Value::Reference(Id(1)))),
        ]
    };
    let rows = [
        vec![(Account::NAME, Some(Value::from("Acme")))],
        [vec![(Account::NAME, Some(Value::from("Bolt")))], values(0, 3)].concat(),
        // Two choices of one name that also says "nothing" are told apart all the same.
        [vec![(Account::NAME, Some(Value::from("Cone")))], values(2, 5)].concat(),
    ];
    for (id, values) in (1..).zip(rows) {
        create(&mut from, id, values);
    }
    let csv = export::to_csv(&from.book, ACCOUNTS, Currency::USD).expect("a file");
    let header = csv.lines().next().expect("a header");
    for (_, _, name) in fields {
        assert!(header.contains(name), "{name} in {header}");
    }
    assert!(csv.contains("North") && !csv.contains(&*codes[0]) && csv.contains(&*codes[2]), "{csv}");

    // The same definitions in another book, without the accounts: its choices have other ids.
    let mut to = desk(&fields);
    let plan = to.guess(vec![sheet("accounts.csv", &csv)]);
    let (report, _) = to.import(&plan);
    assert!(report.issues.iter().all(|issue| !issue.reason.refuses()), "{:?}", report.issues);
    let (out, back) = (seen(&from), seen(&to));
    assert_eq!(back.len(), 3);
    for ((name, sent), (_, came)) in out.iter().zip(&back) {
        for (at, (sent, came)) in sent.iter().zip(came).enumerate() {
            if fields[at].1 == "reference" {
                assert_eq!(sent.is_some(), came.is_some(), "{name}");
            } else {
                assert_eq!(sent, came, "{name}, {}", fields[at].2);
            }
        }
    }
}

#[test]
fn a_field_that_is_gone_is_no_column_of_a_file() {
    use fieldbook::book::Label;
    use fieldbook::book::command::Remove;
    let mut desk = desk(&[(101, "text", "Paper no.")]);
    create(&mut desk, 1, vec![(Account::NAME, Some("Acme".into()))]);
    let with = export::to_csv(&desk.book, ACCOUNTS, Currency::USD).expect("a file");
    let remove = Remove { collection: "fields".into(), id: Id(101), archive: false, label: Label::new("label-test") };
    let draft = desk.with(|book, context| remove.decide(book, context)).expect("is removed");
    desk.keep(draft);
    let without = export::to_csv(&desk.book, ACCOUNTS, Currency::USD).expect("a file");
    let width = |csv: &str| csv.lines().next().map_or(0, |line| line.split(',').count());
    assert_eq!(width(&with), width(&without) + 1);
}

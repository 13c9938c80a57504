//! Sign-off: asked, signed or returned, and told when the form changes afterwards.

use std::fmt::Write as _;

use fieldbook::book::command::{Create, Edit};
use fieldbook::book::{Cause, Command, Rejection};
use fieldbook::control::form::{Difference, Form, Spot, differences, digest};
use fieldbook::control::inbox::{Answer, Request, inbox, of_form, waiting};
use fieldbook::control::sign::{Ask, Sign, Verdict};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{ApprovalId, Order, OrderLine, Person, Product, Signature};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Collection, Currency, Day, Id, Key, Money, Record, Value};
use sha2::{Digest as _, Sha256};

use super::import_desk::Desk;

const BOSS: Id = Id(1);
const LEAD: Id = Id(2);
const REP: Id = Id(3);
const PEER: Id = Id(4);
const ORDER: Id = Id(20);
const APPROVAL: ApprovalId = ApprovalId(Id(50));

fn today() -> Day {
    Day::parse("2026-11-25").expect("a day")
}

fn act(desk: &mut Desk, command: &dyn Command) -> Result<Cause, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft).head.cause)
}

fn create(desk: &mut Desk, collection: &Collection, id: Id, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let label = fieldbook::book::Label::new("label-test");
    let create = Create { collection: Key::Borrowed(collection.key), id, values, label };
    act(desk, &create).expect("is created");
}

fn edit(desk: &mut Desk, collection: &Collection, id: Id, change: (usize, Option<Value>)) {
    let label = fieldbook::book::Label::new("label-test");
    let collection = Key::Borrowed(collection.key);
    act(desk, &Edit { collection, id, changes: vec![change], effective: None, label }).expect("is changed");
}

/// A salesperson under a supervisor under a manager, a colleague, and an order of two lines.
fn company() -> Desk {
    let mut desk = Desk::new();
    for (person, manager) in [(BOSS, None), (LEAD, Some(BOSS)), (REP, Some(LEAD)), (PEER, Some(LEAD))] {
        let mut values = vec![(Person::NAME, Value::Text(format!("person {}", person.0)))];
        values.extend(manager.map(|manager| (Person::MANAGER, manager.into())));
        create(&mut desk, Person::COLLECTION, person, values);
    }
    create(&mut desk, Product::COLLECTION, Id(10), vec![(Product::NAME, "pump".into())]);
    let order = vec![
        (Order::NUMBER, "SO-1".into()),
        (Order::ACCOUNT, Id(9).into()),
        (Order::OWNER, REP.into()),
        (Order::NOTE, "two\nlines \\ here".into()),
    ];
    create(&mut desk, Order::COLLECTION, ORDER, order);
    for (id, rank, quantity) in [(21, "b", 5.0), (22, "a", 2.5)] {
        let line = vec![
            (OrderLine::ORDER, ORDER.into()),
            (OrderLine::PRODUCT, Id(10).into()),
            (OrderLine::QUANTITY, Value::Number(quantity)),
            (OrderLine::RANK, rank.into()),
        ];
        create(&mut desk, OrderLine::COLLECTION, Id(id), line);
    }
    as_person(&mut desk, REP, Layer::Salesperson);
    desk
}

fn as_person(desk: &mut Desk, person: Id, layer: Layer) {
    desk.actor = Actor { person: Some(person), layer };
}

fn ask(desk: &mut Desk, due: &str) -> Result<Cause, Rejection> {
    let due = Day::parse(due);
    act(desk, &Ask { id: APPROVAL, form: ORDER, asked_of: LEAD, due, note: Some(" please ".into()) })
}

fn sign(desk: &mut Desk, verdict: Verdict, remark: &str) -> Result<Cause, Rejection> {
    act(desk, &Sign { approval: APPROVAL, verdict, remark: Some(remark.into()) })
}

fn only(desk: &Desk, me: Id) -> Request {
    let mut requests = inbox(&desk.book, Some(me), today());
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

#[test]
fn content_is_what_was_filled_in_with_its_lines_in_their_order() {
    let desk = company();
    let form = Form::find(&desk.book, ORDER).expect("is there");
    let (nine, ten, rep) = (Id(9), Id(10), REP);
    // No empty field, no status, no position; references by id; a text stays on its line.
    let expected = format!(
        "account: {nine}\nnote: two\\nlines \\\\ here\nnumber: SO-1\nowner: {rep}\n\
         order_lines 1 product: {ten}\norder_lines 1 quantity: 2.5\n\
         order_lines 2 product: {ten}\norder_lines 2 quantity: 5\n"
    );
    assert_eq!(form.content(&desk.book), expected);
    let hex = Sha256::digest(expected.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes it");
        hex
    });
    assert_eq!(digest(&expected), hex);
    assert_eq!(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#[test]
fn a_request_is_signed_and_stays_approved_until_the_form_changes() {
    let mut desk = company();
    ask(&mut desk, "2026-11-26").expect("is asked");
    let request = only(&desk, LEAD);
    assert_eq!((request.answer.clone(), request.is_late, request.may_sign), (Answer::Open, false, true));
    assert_eq!((request.asked_by, request.asked_of, request.note.as_deref()), (Some(REP), Some(LEAD), Some("please")));
    assert_eq!(of_form(&desk.book, Some(LEAD), today(), ORDER), std::slice::from_ref(&request));
    assert_eq!(of_form(&desk.book, Some(LEAD), today(), BOSS), []);
    assert_eq!(waiting(&[request], Some(LEAD)), 1);

    as_person(&mut desk, LEAD, Layer::Supervisor);
    assert_eq!(sign(&mut desk, Verdict::Approved, ""), Ok(Cause::Signed));
    assert!(only(&desk, LEAD).answer.is_approved());
    assert_eq!(sign(&mut desk, Verdict::Approved, "again"), Err(Rejection::Nothing));
    let signature = desk.book.all::<Signature>().next().expect("a signature");
    let content = Form::find(&desk.book, ORDER).expect("is there").content(&desk.book);
    assert_eq!(signature.digest.as_deref(), Some(digest(&content).as_str()));
    assert_eq!((signature.content, signature.person, signature.form), (Some(content), Some(LEAD), Some(ORDER)));

    // Workflow state is no content.
    edit(&mut desk, Order::COLLECTION, ORDER, (Order::STATUS, Some("confirmed".into())));
    assert!(only(&desk, LEAD).answer.is_approved());

    edit(&mut desk, Order::COLLECTION, ORDER, (Order::NUMBER, Some("SO-2".into())));
    edit(&mut desk, Order::COLLECTION, ORDER, (Order::NOTE, None));
    edit(&mut desk, OrderLine::COLLECTION, Id(21), (OrderLine::QUANTITY, Some(Value::Number(6.0))));
    let cny = Money::new(1_050, Currency::CNY);
    edit(&mut desk, OrderLine::COLLECTION, Id(21), (OrderLine::PRICE, Some(cny.into())));
    let difference = |line: Option<usize>, field: &'static str, before: Option<&str>, now: Option<&str>| Difference {
        spot: Spot { line: line.map(|at| (Key::Borrowed("order_lines"), at)), field: Key::Borrowed(field) },
        before: before.map(str::to_owned),
        now: now.map(str::to_owned),
    };
    let changed = vec![
        difference(None, "number", Some("SO-1"), Some("SO-2")),
        difference(Some(2), "price", None, Some("10.50 CNY")),
        difference(Some(2), "quantity", Some("5"), Some("6")),
        difference(None, "note", Some("two\nlines \\ here"), None),
    ];
    let request = only(&desk, LEAD);
    assert_eq!(request.answer, Answer::ChangedSince(Verdict::Approved, changed));
    assert!(!request.answer.is_approved() && request.answer.is_waiting());
    assert_eq!(sign(&mut desk, Verdict::Approved, "fine"), Ok(Cause::Signed));
    let request = only(&desk, LEAD);
    assert!(request.answer.is_approved());
    assert_eq!(request.signed.and_then(|(_, _, remark)| remark).as_deref(), Some("fine"));
}

#[test]
fn a_form_that_goes_back_to_what_was_signed_is_approved_again() {
    let mut desk = company();
    ask(&mut desk, "").expect("is asked");
    as_person(&mut desk, LEAD, Layer::Supervisor);
    sign(&mut desk, Verdict::Approved, "").expect("is signed");
    edit(&mut desk, Order::COLLECTION, ORDER, (Order::NUMBER, Some("SO-2".into())));
    assert!(!only(&desk, LEAD).answer.is_approved());
    edit(&mut desk, Order::COLLECTION, ORDER, (Order::NUMBER, Some("SO-1".into())));
    assert!(only(&desk, LEAD).answer.is_approved());
}

#[test]
fn only_who_is_asked_or_leads_them_signs_and_a_return_says_why() {
    let mut desk = company();
    ask(&mut desk, "2026-11-24").expect("is asked");
    for person in [REP, PEER] {
        as_person(&mut desk, person, Layer::Salesperson);
        let refused = Err(Rejection::NotAllowed { verb: Verb::Change });
        assert_eq!(sign(&mut desk, Verdict::Approved, ""), refused);
    }
    // Who asked sees it; a colleague does not.
    assert!(!only(&desk, REP).may_sign);
    assert_eq!(inbox(&desk.book, Some(PEER), today()), []);
    as_person(&mut desk, BOSS, Layer::Manager);
    assert!(only(&desk, BOSS).is_late);
    let missing = Rejection::Invalid { field: Key::Borrowed("remark"), problem: Problem::Missing };
    assert_eq!(sign(&mut desk, Verdict::Returned, "  "), Err(missing));
    assert_eq!(sign(&mut desk, Verdict::Returned, "price?"), Ok(Cause::Signed));
    let request = only(&desk, REP);
    assert_eq!(request.answer, Answer::Signed(Verdict::Returned));
    assert!(!request.answer.is_waiting() && !request.is_late);
    // Second thoughts are a second signature; both stay.
    assert_eq!(sign(&mut desk, Verdict::Approved, ""), Ok(Cause::Signed));
    assert_eq!(desk.book.all::<Signature>().count(), 2);
}

#[test]
fn who_may_not_change_a_form_may_not_ask_for_it() {
    let mut desk = company();
    as_person(&mut desk, PEER, Layer::Salesperson);
    assert_eq!(ask(&mut desk, ""), Err(Rejection::NotAllowed { verb: Verb::Change }));
    assert!(desk.book.all::<fieldbook::model::records::Approval>().next().is_none());
}

#[test]
fn a_form_that_is_gone_is_said_to_be_gone() {
    let mut desk = company();
    ask(&mut desk, "").expect("is asked");
    desk.actor = Actor::FOUNDER;
    let label = fieldbook::book::Label::new("label-test");
    let collection = Key::Borrowed(Order::COLLECTION.key);
    act(&mut desk, &fieldbook::book::command::Remove { collection, id: ORDER, archive: false, label })
        .expect("deleted");
    let request = only(&desk, LEAD);
    assert_eq!((request.answer, request.form, request.may_sign), (Answer::Gone, None, false));
    assert!(matches!(sign(&mut desk, Verdict::Approved, ""), Err(Rejection::Gone { .. })));
}

#[test]
fn contents_that_agree_have_no_difference() {
    assert_eq!(differences("a: 1\nb: 2\n", "b: 2\na: 1\n"), []);
    // Whatever stands in a content that came from elsewhere, reading it does no harm.
    for strange in ["", "\n\n", "no colon", "a b c d: e", "lines x field: 1", ": ", "a: \\"] {
        differences(strange, "a: 1\n");
        differences("a: 1\n", strange);
    }
}

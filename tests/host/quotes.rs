//! Quotes, worked out by hand: ten lamps at 100.00 less 10 %, costing 80.00 each, taxed with 13 %.
//! More than 500 lines, since all of it rests on the one company made below.

use fieldbook::book::bulk::{Bulk, Deed};
use fieldbook::book::command::{Change, Create, Edit, Remove};
use fieldbook::book::merge::Merge;
use fieldbook::book::whole::{KeepWhole, Line, Lines, Whole};
use fieldbook::book::{Batch, Cause, Command, Label, Rejection, whole};
use fieldbook::control::quotes::{AnswerQuote, SendQuote};
use fieldbook::control::sign::{Ask, Sign, Verdict};
use fieldbook::model::line::totals;
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{
    Account, ApprovalId, CommitteeMember, Contact, Deal, DealId, DealLine, ForeignCurrency, Order, OrderId, OrderLine,
    Organisation, Person, Product, Quote, QuoteId, QuoteLine, Stage, StageId,
};
use fieldbook::model::{BasisPoints, Currency, Day, Id, Money, Record, Value};
use fieldbook::pipeline::close::{Amiss, Reopen, WriteOrder, amiss};
use fieldbook::pipeline::commands::{CreateDeal, MoveDeal, Spot};
use fieldbook::pipeline::gate::Brought;
use fieldbook::pipeline::quote::{Decide, Last, MakeQuote, NextVersion, Priced, last_price, margin, priced};
use fieldbook::pipeline::worth::by_lines;

use super::import_desk::Desk;

const DEAL: DealId = DealId(Id(50));
const ACCOUNT: Id = Id(11);
const LAMP: Id = Id(30);
const FIRST: QuoteId = QuoteId(Id(60));
const SECOND: QuoteId = QuoteId(Id(61));
const BOSS: Id = Id(3);

fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft))
}

fn make<R: Record>(desk: &mut Desk, id: Id, values: Vec<Change>) {
    let label = Label::new("label-test");
    act(desk, &Create { collection: R::COLLECTION.key.into(), id, values, label }).expect("is made");
}

fn edit<R: Record>(desk: &mut Desk, id: Id, changes: Vec<Change>) {
    let label = Label::new("label-test");
    let collection = R::COLLECTION.key.into();
    act(desk, &Edit { collection, id, changes, effective: None, label }).expect("is changed");
}

fn rule(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("{other:?} is not against a rule"),
    }
}

/// An order of lamps at a price less a discount.
fn ordered(desk: &mut Desk, id: u128, on: &str, status: &str, price: i64, discount: i64) {
    let order = vec![
        (Order::ACCOUNT, Some(ACCOUNT.into())),
        (Order::ORDERED_ON, Some(Value::Date(day(on)))),
        (Order::STATUS, Some(status.into())),
    ];
    make::<Order>(desk, Id(id), order);
    let line = vec![
        (OrderLine::ORDER, Some(Id(id).into())),
        (OrderLine::PRODUCT, Some(LAMP.into())),
        (OrderLine::QUANTITY, Some(Value::Number(1.0))),
        (OrderLine::PRICE, Some(cny(price).into())),
        (OrderLine::DISCOUNT, Some(Value::Percent(BasisPoints(discount)))),
    ];
    make::<OrderLine>(desk, Id(id + 1), line);
}

/// A company with a floor of 12 %, and a quote of ten lamps at 100.00 less 10 %.
fn quoted() -> Desk {
    let mut desk = Desk::new();
    let floor = Some(Value::Percent(BasisPoints(1_200)));
    make::<Organisation>(
        &mut desk,
        Id(9),
        vec![(Organisation::NAME, Some("Lamps".into())), (Organisation::MARGIN_FLOOR, floor)],
    );
    make::<Person>(&mut desk, BOSS, vec![(Person::NAME, Some("Boss".into()))]);
    make::<Account>(&mut desk, ACCOUNT, vec![(Account::NAME, Some("Customer".into()))]);
    let lamp = vec![
        (Product::NAME, Some("Lamp".into())),
        (Product::COST, Some(cny(8_000).into())),
        (Product::TAX_RATE, Some(Value::Percent(BasisPoints(1_300)))),
    ];
    make::<Product>(&mut desk, LAMP, lamp);
    make::<Stage>(&mut desk, Id(41), vec![(Stage::NAME, Some("Offer".into())), (Stage::PIPELINE, Some(Id(40).into()))]);
    let deal = vec![
        (Deal::TITLE, Some("Hall".into())),
        (Deal::STAGE, Some(Id(41).into())),
        (Deal::ACCOUNT, Some(ACCOUNT.into())),
        (Deal::PRODUCT, Some(LAMP.into())),
        (Deal::AMOUNT, Some(cny(95_000).into())),
    ];
    make::<Deal>(&mut desk, DEAL.0, deal);
    act(&mut desk, &MakeQuote { id: FIRST, deal: DEAL }).expect("is made");
    discounted(&mut desk, FIRST, 1_000, 90_000);
    desk
}

/// The line of a quote: ten at 100.00 less a discount.
fn discounted(desk: &mut Desk, quote: QuoteId, discount: i64, amount: i64) {
    let table = desk.book.of::<QuoteLine>();
    let row = whole::of(&desk.book, table, quote.into())[0];
    let line = table.id(row).expect("is there");
    let changes = vec![
        (QuoteLine::QUANTITY, Some(Value::Number(10.0))),
        (QuoteLine::PRICE, Some(cny(10_000).into())),
        (QuoteLine::DISCOUNT, Some(Value::Percent(BasisPoints(discount)))),
        (QuoteLine::AMOUNT, Some(cny(amount).into())),
    ];
    edit::<QuoteLine>(desk, line, changes);
}

fn status(desk: &Desk, quote: QuoteId) -> String {
    desk.book.get::<Quote>(quote).and_then(|quote| quote.status).expect("has one")
}

#[test]
fn a_quote_is_made_from_its_deal() {
    let mut desk = quoted();
    let quote = desk.book.get::<Quote>(FIRST).expect("is there");
    assert_eq!(quote.number.as_deref(), Some("Q20261125-1"));
    assert_eq!((quote.account, quote.deal), (Some(ACCOUNT), Some(DEAL.0)));
    assert_eq!((quote.quoted_on, quote.valid_until), (Some(day("2026-11-25")), Some(day("2026-12-25"))));
    act(&mut desk, &MakeQuote { id: SECOND, deal: DEAL }).expect("is made");
    assert_eq!(desk.book.get::<Quote>(SECOND).and_then(|quote| quote.number).as_deref(), Some("Q20261125-2"));
    // One of the product at the amount of the deal, until somebody says more.
    let line = &priced(&desk.book, SECOND)[0];
    assert_eq!((line.quantity, line.price, line.worth), (1.0, Some(cny(95_000)), Some(cny(95_000))));
    edit::<Deal>(&mut desk, DEAL.0, vec![(Deal::ACCOUNT, None)]);
    assert_eq!(rule(act(&mut desk, &MakeQuote { id: QuoteId(Id(62)), deal: DEAL })), "refused-quote-nobody");
}

#[test]
fn prices_margins_and_taxes_are_as_worked_out_by_hand() {
    let mut desk = quoted();
    ordered(&mut desk, 70, "2026-10-01", "confirmed", 10_000, 500);
    ordered(&mut desk, 72, "2026-11-01", "cancelled", 7_000, 0);
    ordered(&mut desk, 74, "2026-09-01", "completed", 12_000, 0);
    let lines = priced(&desk.book, FIRST);
    let line = &lines[0];
    // 900.00 less 800.00 is 100.00: a ninth.
    assert_eq!((line.worth, line.margin), (Some(cny(90_000)), Some(BasisPoints(1_111))));
    assert!(line.is_below());
    assert_eq!(line.last, Some(Last { price: cny(9_500), on: day("2026-10-01") }));
    assert_eq!(last_price(&desk.book, Id(12), LAMP), None);
    assert_eq!(line.with_tax(), Some(cny(11_300)));
    let total = totals(lines.iter().filter_map(|line| Some((line.worth?, line.rate))))[0];
    assert_eq!((total.net, total.tax, total.gross()), (90_000, 11_700, 101_700));
    // The floor of the product goes before that of the company.
    edit::<Product>(&mut desk, LAMP, vec![(Product::MARGIN_FLOOR, Some(Value::Percent(BasisPoints(1_100))))]);
    assert!(!priced(&desk.book, FIRST)[0].is_below());
    assert_eq!(margin(cny(0), cny(1)), Some(BasisPoints(i64::MIN)));
    assert_eq!(margin(cny(10_000), cny(12_500)), Some(BasisPoints(-2_500)));
    assert_eq!(margin(cny(1), Money::new(1, Currency::USD)), None);
}

#[test]
fn below_the_floor_it_is_sent_once_it_is_approved_as_it_stands() {
    let mut desk = quoted();
    assert_eq!(rule(act(&mut desk, &SendQuote { quote: FIRST })), "refused-quote-floor");
    let (approval, form) = (ApprovalId(Id(80)), FIRST.into());
    act(&mut desk, &Ask { id: approval, form, asked_of: BOSS, due: None, note: None }).expect("is asked");
    act(&mut desk, &Sign { approval, verdict: Verdict::Approved, remark: None }).expect("is signed");
    discounted(&mut desk, FIRST, 1_100, 89_000);
    assert_eq!(rule(act(&mut desk, &SendQuote { quote: FIRST })), "refused-quote-floor");
    discounted(&mut desk, FIRST, 1_000, 90_000);
    act(&mut desk, &SendQuote { quote: FIRST }).expect("is approved");
    assert_eq!(status(&desk, FIRST), "sent");
}

#[test]
fn a_version_follows_another_and_an_accepted_one_becomes_an_order() {
    let mut desk = quoted();
    act(&mut desk, &NextVersion { quote: FIRST, id: SECOND }).expect("is allowed");
    let second = desk.book.get::<Quote>(SECOND).expect("is there");
    assert_eq!((second.number.as_deref(), second.version), (Some("Q20261125-1/2"), Some(2.0)));
    assert_eq!((second.previous, status(&desk, FIRST).as_str()), (Some(FIRST.into()), "replaced"));
    discounted(&mut desk, SECOND, 0, 100_000);
    // The first version still says what it said.
    assert_eq!(priced(&desk.book, FIRST)[0].worth, Some(cny(90_000)));
    let order = OrderId(Id(90));
    assert_eq!(rule(act(&mut desk, &Decide { quote: SECOND, order: Some(order) })), "refused-quote-not-sent");
    act(&mut desk, &SendQuote { quote: SECOND }).expect("a fifth is left");
    let before = desk.book.digest();
    let batch = act(&mut desk, &Decide { quote: SECOND, order: Some(order) }).expect("is allowed");
    let made = desk.book.get::<Order>(order).expect("is made");
    assert_eq!((made.deal, made.account, made.status.as_deref()), (Some(DEAL.0), Some(ACCOUNT), Some("confirmed")));
    let lines: Vec<OrderLine> = desk.book.all::<OrderLine>().collect();
    assert_eq!((lines.len(), lines[0].quantity, lines[0].amount), (1, Some(10.0), Some(cny(100_000))));
    let deal = desk.book.get::<Deal>(DEAL).expect("is there");
    assert_eq!((deal.amount, deal.basis.as_deref()), (Some(cny(100_000)), Some("stated")));
    assert_eq!(status(&desk, SECOND), "accepted");
    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), before);
    act(&mut desk, &Decide { quote: SECOND, order: None }).expect("is allowed");
    assert_eq!(status(&desk, SECOND), "declined");
}

#[test]
fn an_accepted_quote_completes_the_order_of_its_deal_and_makes_no_second_one() {
    let mut desk = quoted();
    discounted(&mut desk, FIRST, 0, 100_000);
    act(&mut desk, &MakeQuote { id: SECOND, deal: DEAL }).expect("is made");
    discounted(&mut desk, SECOND, 0, 100_000);
    for quote in [FIRST, SECOND] {
        act(&mut desk, &SendQuote { quote }).expect("a fifth is left");
    }
    // The deal was won with an order of its amount.
    let won = vec![
        (Order::NUMBER, Some("SO-1".into())),
        (Order::ACCOUNT, Some(ACCOUNT.into())),
        (Order::DEAL, Some(DEAL.0.into())),
        (Order::AMOUNT, Some(cny(95_000).into())),
        (Order::STATUS, Some("confirmed".into())),
    ];
    make::<Order>(&mut desk, Id(90), won);
    act(&mut desk, &Decide { quote: FIRST, order: Some(OrderId(Id(91))) }).expect("is accepted");
    let orders: Vec<OrderId> = desk.book.all::<Order>().map(|order| order.id).collect();
    assert_eq!(orders, [OrderId(Id(90))]);
    let lines: Vec<_> = desk.book.all::<OrderLine>().map(|line| (line.order, line.amount)).collect();
    assert_eq!(lines, [(Some(Id(90)), Some(cny(100_000)))]);
    // What was ordered already is not ordered once more.
    let before = desk.book.digest();
    let again = Decide { quote: SECOND, order: Some(OrderId(Id(92))) };
    assert_eq!(rule(act(&mut desk, &again)), "refused-order-there");
    assert_eq!(desk.book.digest(), before);
    edit::<Order>(&mut desk, Id(90), vec![(Order::STATUS, Some("cancelled".into()))]);
    act(&mut desk, &again).expect("is accepted");
    assert!(desk.book.get::<Order>(OrderId(Id(92))).is_some());
}

#[test]
fn below_the_floor_nobody_approves_their_own_nor_a_colleagues() {
    let mut desk = quoted();
    let (rep, colleague) = (Id(4), Id(5));
    for (person, leader) in [(rep, Some(BOSS)), (colleague, None)] {
        let leader = (Person::MANAGER, leader.map(Value::Reference));
        make::<Person>(&mut desk, person, vec![(Person::NAME, Some("Somebody".into())), leader]);
    }
    edit::<Quote>(&mut desk, FIRST.into(), vec![(Quote::OWNER, Some(rep.into()))]);
    // Each is asked and signs: the one in charge, a colleague, and whoever leads the one in charge.
    for (n, signer, sends) in [(80, rep, false), (81, colleague, false), (82, BOSS, true)] {
        let (approval, form) = (ApprovalId(Id(n)), FIRST.into());
        desk.actor = Actor { person: Some(rep), layer: Layer::Salesperson };
        act(&mut desk, &Ask { id: approval, form, asked_of: signer, due: None, note: None }).expect("is asked");
        desk.actor = Actor { person: Some(signer), layer: Layer::Salesperson };
        act(&mut desk, &Sign { approval, verdict: Verdict::Approved, remark: None }).expect("is signed");
        desk.actor = Actor { person: Some(rep), layer: Layer::Salesperson };
        match act(&mut desk, &SendQuote { quote: FIRST }) {
            Ok(_) => assert!(sends, "{signer} signed"),
            refused => assert_eq!((rule(refused).as_str(), sends), ("refused-quote-floor", false)),
        }
    }
    assert_eq!(status(&desk, FIRST), "sent");
}

#[test]
fn a_number_of_its_own_with_a_slash_is_kept_and_so_is_an_answer() {
    let mut desk = quoted();
    let number = |desk: &Desk, quote| desk.book.get::<Quote>(quote).and_then(|quote| quote.number);
    edit::<Quote>(&mut desk, FIRST.into(), vec![(Quote::NUMBER, Some("2026/15".into()))]);
    act(&mut desk, &MakeQuote { id: SECOND, deal: DEAL }).expect("is made");
    edit::<Quote>(
        &mut desk,
        SECOND.into(),
        vec![(Quote::NUMBER, Some("2026/16".into())), (Quote::VERSION, Some(Value::Number(7.0)))],
    );
    let (third, fourth) = (QuoteId(Id(62)), QuoteId(Id(63)));
    act(&mut desk, &NextVersion { quote: FIRST, id: third }).expect("is allowed");
    assert_eq!((number(&desk, third).as_deref(), status(&desk, FIRST).as_str()), (Some("2026/15/2"), "replaced"));
    discounted(&mut desk, third, 0, 100_000);
    act(&mut desk, &SendQuote { quote: third }).expect("a fifth is left");
    act(&mut desk, &Decide { quote: third, order: None }).expect("is declined");
    act(&mut desk, &NextVersion { quote: third, id: fourth }).expect("is allowed");
    assert_eq!((number(&desk, fourth).as_deref(), status(&desk, third).as_str()), (Some("2026/15/3"), "declined"));
}

#[test]
fn an_accepted_quote_writes_where_it_may_and_no_deal_holds_it_up() {
    let mut desk = quoted();
    let (mine, others) = (Id(4), Id(5));
    for person in [mine, others] {
        make::<Person>(&mut desk, person, vec![(Person::NAME, Some("Somebody".into()))]);
    }
    discounted(&mut desk, FIRST, 0, 100_000);
    act(&mut desk, &MakeQuote { id: SECOND, deal: DEAL }).expect("is made");
    discounted(&mut desk, SECOND, 0, 100_000);
    for quote in [FIRST, SECOND] {
        edit::<Quote>(&mut desk, quote.into(), vec![(Quote::OWNER, Some(mine.into()))]);
        act(&mut desk, &SendQuote { quote }).expect("a fifth is left");
    }
    // The deal went to somebody else: the order is made, and the deal is theirs to change.
    edit::<Deal>(&mut desk, DEAL.0, vec![(Deal::OWNER, Some(others.into()))]);
    desk.actor = Actor { person: Some(mine), layer: Layer::Salesperson };
    act(&mut desk, &Decide { quote: FIRST, order: Some(OrderId(Id(90))) }).expect("is accepted");
    assert_eq!(desk.book.get::<Order>(OrderId(Id(90))).and_then(|order| order.deal), Some(DEAL.0));
    assert_eq!(desk.book.get::<Deal>(DEAL).and_then(|deal| deal.amount), Some(cny(95_000)));
    // The deal was deleted: the other quote is accepted all the same.
    desk.actor = Actor::FOUNDER;
    let label = Label::new("label-test");
    let gone = Remove { collection: Deal::COLLECTION.key.into(), id: DEAL.0, archive: false, label };
    act(&mut desk, &gone).expect("is deleted");
    act(&mut desk, &Decide { quote: SECOND, order: Some(OrderId(Id(91))) }).expect("is accepted");
    assert_eq!(desk.book.get::<Order>(OrderId(Id(91))).map(|order| order.deal), Some(None));
}

#[test]
fn the_floor_is_asked_again_when_it_is_accepted_and_in_any_currency() {
    let mut desk = quoted();
    let accept = AnswerQuote(Decide { quote: FIRST, order: Some(OrderId(Id(90))) });
    // No form calls it sent.
    let by_hand = Edit {
        collection: Quote::COLLECTION.key.into(),
        id: FIRST.into(),
        changes: vec![(Quote::STATUS, Some("sent".into()))],
        effective: None,
        label: Label::new("label-test"),
    };
    assert_eq!(rule(act(&mut desk, &by_hand)), "refused-by-hand");
    discounted(&mut desk, FIRST, 0, 100_000);
    act(&mut desk, &SendQuote { quote: FIRST }).expect("a fifth is left");
    // Dearer to make after it was sent: less is left than shall be.
    edit::<Product>(&mut desk, LAMP, vec![(Product::COST, Some(cny(9_500).into()))]);
    assert_eq!(rule(act(&mut desk, &accept)), "refused-quote-floor");
    let (approval, form) = (ApprovalId(Id(80)), FIRST.into());
    act(&mut desk, &Ask { id: approval, form, asked_of: BOSS, due: None, note: None }).expect("is asked");
    act(&mut desk, &Sign { approval, verdict: Verdict::Approved, remark: None }).expect("is signed");
    act(&mut desk, &accept).expect("is approved as it stands");

    // Ten at 10.00 dollars each, without a rate: nobody can tell, so somebody has to say so.
    edit::<Product>(&mut desk, LAMP, vec![(Product::COST, Some(Money::new(1_000, Currency::USD).into()))]);
    let line = |desk: &Desk| priced(&desk.book, FIRST).remove(0);
    assert_eq!((line(&desk).margin, line(&desk).is_below()), (None, true));
    // At 7 a dollar they cost 700.00 of 1,000.00.
    edit::<Organisation>(&mut desk, Id(9), vec![(Organisation::CURRENCY, Some("CNY".into()))]);
    let rate = vec![(ForeignCurrency::CODE, Some("USD".into())), (ForeignCurrency::RATE, Some(Value::Number(7.0)))];
    make::<ForeignCurrency>(&mut desk, Id(95), rate);
    assert_eq!((line(&desk).margin, line(&desk).is_below()), (Some(BasisPoints(3_000)), false));
}

#[test]
fn what_was_paid_last_is_told_for_each_product_of_a_quote() {
    let mut desk = quoted();
    let desk_lamp = Id(31);
    make::<Product>(&mut desk, desk_lamp, vec![(Product::NAME, Some("Desk lamp".into()))]);
    let line = vec![
        (QuoteLine::QUOTE, Some(FIRST.0.into())),
        (QuoteLine::PRODUCT, Some(desk_lamp.into())),
        (QuoteLine::QUANTITY, Some(Value::Number(1.0))),
    ];
    make::<QuoteLine>(&mut desk, Id(80), line);
    // Lamps at 95.00 in September and at 90.00 in October; one order of October was of desk lamps at 40.00.
    ordered(&mut desk, 70, "2026-09-01", "completed", 9_500, 0);
    ordered(&mut desk, 72, "2026-10-01", "confirmed", 10_000, 1_000);
    ordered(&mut desk, 74, "2026-10-02", "confirmed", 4_000, 0);
    edit::<OrderLine>(&mut desk, Id(75), vec![(OrderLine::PRODUCT, Some(desk_lamp.into()))]);
    let mut paid: Vec<(Id, Option<Last>)> =
        priced(&desk.book, FIRST).iter().map(|line| (line.product, line.last)).collect();
    paid.sort_by_key(|(product, _)| *product);
    let last = |price: i64, on: &str| Some(Last { price: cny(price), on: day(on) });
    assert_eq!(paid, [(LAMP, last(9_000, "2026-10-01")), (desk_lamp, last(4_000, "2026-10-02"))]);
    // A product under another id is the same product.
    let merge = Merge {
        collection: Product::COLLECTION.key.into(),
        a: LAMP,
        b: desk_lamp,
        take: Vec::new(),
        label: Label::new("label-test"),
    };
    act(&mut desk, &merge).expect("are merged");
    assert_eq!(last_price(&desk.book, ACCOUNT, desk_lamp), last(4_000, "2026-10-02"));
    assert!(priced(&desk.book, FIRST).iter().all(|line| line.last == last(4_000, "2026-10-02")));
}

/// A line of the deal: so many lamps at 100.00.
fn lamps(quantity: f64) -> Vec<Change> {
    vec![
        (DealLine::PRODUCT, Some(LAMP.into())),
        (DealLine::QUANTITY, Some(Value::Number(quantity))),
        (DealLine::PRICE, Some(cny(10_000).into())),
        (DealLine::TAX_RATE, Some(Value::Percent(BasisPoints(1_300)))),
    ]
}

fn new_lines(of: &'static str, lines: Vec<Vec<Change>>) -> Lines {
    let lines = lines.into_iter().map(|values| Line { id: None, values }).collect();
    Lines { collection: of.into(), lines, removed: Vec::new() }
}

#[test]
fn a_new_deal_is_worth_its_lines_and_a_quote_takes_them() {
    let mut desk = quoted();
    let contact = Id(51);
    make::<Contact>(&mut desk, contact, vec![(Contact::NAME, Some("Li Wei".into()))]);
    let deal = DealId(Id(21));
    let begun = |values: Vec<Change>| {
        let mut all = vec![
            (Deal::TITLE, Some("More lamps".into())),
            (Deal::STAGE, Some(Id(41).into())),
            (Deal::ACCOUNT, Some(ACCOUNT.into())),
        ];
        all.extend(values);
        all
    };
    let who = vec![(CommitteeMember::CONTACT, Some(contact.into())), (CommitteeMember::PART, Some("decides".into()))];
    let lines = vec![
        new_lines(DealLine::COLLECTION.key, vec![lamps(3.0), lamps(4.0)]),
        new_lines(CommitteeMember::COLLECTION.key, vec![who]),
    ];
    act(&mut desk, &CreateDeal { id: deal, values: begun(Vec::new()), lines }).expect("is made");
    let made = desk.book.get::<Deal>(deal).expect("is there");
    assert_eq!((made.amount, made.basis.as_deref()), (Some(cny(70_000)), Some("stated")));
    assert_eq!(by_lines(&desk.book, deal), Some(cny(70_000)));
    let committee: Vec<_> = desk.book.all::<CommitteeMember>().map(|one| (one.deal, one.contact, one.part)).collect();
    assert_eq!(committee, [(Some(deal.0), Some(contact), Some("decides".to_owned()))]);

    act(&mut desk, &MakeQuote { id: SECOND, deal }).expect("is made");
    let quoted: Vec<_> = priced(&desk.book, SECOND).iter().map(|line| (line.quantity, line.price)).collect();
    assert_eq!(quoted, [(3.0, Some(cny(10_000))), (4.0, Some(cny(10_000)))]);
    // 300.00 and 400.00, each with 13 % on it.
    let gross: Vec<_> = priced(&desk.book, SECOND).iter().map(Priced::worth_with_tax).collect();
    assert_eq!(gross, [Some(cny(33_900)), Some(cny(45_200))]);

    // An amount that is said stands; lines of two currencies come to no one amount.
    let other = DealId(Id(22));
    let mut dollars = lamps(1.0);
    dollars[2] = (DealLine::PRICE, Some(Money::new(500, Currency::USD).into()));
    let lines = vec![new_lines(DealLine::COLLECTION.key, vec![lamps(1.0), dollars])];
    let said = begun(vec![(Deal::AMOUNT, Some(cny(5).into()))]);
    act(&mut desk, &CreateDeal { id: other, values: said, lines }).expect("is made");
    assert_eq!(desk.book.get::<Deal>(other).and_then(|deal| deal.amount), Some(cny(5)));
    assert_eq!(by_lines(&desk.book, other), None);

    // Deleted together, they take their lines along.
    let gone = Bulk { collection: Deal::COLLECTION.key.into(), ids: vec![deal.0, other.0], deed: Deed::Delete };
    act(&mut desk, &gone).expect("are deleted");
    assert_eq!(desk.book.all::<DealLine>().count() + desk.book.all::<CommitteeMember>().count(), 0);
}

#[test]
fn what_the_customer_has_seen_stays_as_it_is() {
    let mut desk = quoted();
    discounted(&mut desk, FIRST, 0, 100_000);
    act(&mut desk, &SendQuote { quote: FIRST }).expect("a fifth is left");
    let before = desk.book.digest();
    let lines = QuoteLine::COLLECTION.key;
    let line = desk.book.all::<QuoteLine>().next().expect("has one").id;
    let label = || Label::new("label-test");
    let change = (QuoteLine::QUANTITY, Some(Value::Number(2.0)));
    let (collection, id) = (lines.into(), line.into());
    let changed = Edit { collection, id, changes: vec![change.clone()], effective: None, label: label() };
    assert_eq!(rule(act(&mut desk, &changed)), "refused-settled");
    let gone = Remove { collection: lines.into(), id, archive: false, label: label() };
    assert_eq!(rule(act(&mut desk, &gone)), "refused-settled");
    let more = vec![(QuoteLine::QUOTE, Some(FIRST.0.into())), (QuoteLine::PRODUCT, Some(LAMP.into())), change.clone()];
    let made = Create { collection: lines.into(), id: Id(81), values: more, label: label() };
    assert_eq!(rule(act(&mut desk, &made)), "refused-settled");
    let whole = KeepWhole {
        collection: Quote::COLLECTION.key.into(),
        id: FIRST.into(),
        whole: Whole::Changed(Vec::new(), None),
        lines: vec![Lines {
            collection: lines.into(),
            lines: vec![Line { id: Some(id), values: vec![change] }],
            removed: Vec::new(),
        }],
        label: label(),
    };
    assert_eq!(rule(act(&mut desk, &whole)), "refused-settled");
    assert_eq!(desk.book.digest(), before);
    // What is not printed may still be noted.
    edit::<Quote>(&mut desk, FIRST.into(), vec![(Quote::NOTE, Some("Call on Monday".into()))]);
    // Another version is open again.
    act(&mut desk, &NextVersion { quote: FIRST, id: SECOND }).expect("is allowed");
    discounted(&mut desk, SECOND, 500, 95_000);
    assert_eq!(priced(&desk.book, SECOND)[0].worth, Some(cny(95_000)));
}

#[test]
fn a_deal_and_its_order_are_told_apart_where_they_do_not_agree() {
    let mut desk = quoted();
    let won = StageId(Id(49));
    let pipeline = desk.book.get::<Stage>(StageId(Id(41))).and_then(|stage| stage.pipeline).expect("has one");
    let stage = vec![
        (Stage::NAME, Some("Won".into())),
        (Stage::PIPELINE, Some(pipeline.into())),
        (Stage::KIND, Some("won".into())),
    ];
    make::<Stage>(&mut desk, won.into(), stage);
    assert_eq!(amiss(&desk.book, DEAL), None);
    let order = OrderId(Id(90));
    let write = WriteOrder { deal: DEAL, order };
    assert_eq!(rule(act(&mut desk, &write)), "refused-order-not-won");
    let (to, spot) = (won, Spot::Usual);
    let moved = MoveDeal { deal: DEAL, to, spot, effective: None, brought: Brought::default() };
    act(&mut desk, &moved).expect("is won");
    assert_eq!(amiss(&desk.book, DEAL), Some(Amiss::Unwritten));
    act(&mut desk, &write).expect("is written");
    let written = desk.book.get::<Order>(order).expect("is there");
    assert_eq!((written.deal, written.account, written.amount), (Some(DEAL.0), Some(ACCOUNT), Some(cny(95_000))));
    assert_eq!((written.ordered_on, written.status.as_deref()), (Some(day("2026-11-25")), Some("confirmed")));
    assert_eq!(amiss(&desk.book, DEAL), None);
    assert_eq!(rule(act(&mut desk, &WriteOrder { deal: DEAL, order: OrderId(Id(91)) })), "refused-order-there");
    act(&mut desk, &Reopen { deal: DEAL, to: StageId(Id(41)) }).expect("goes on");
    assert_eq!(amiss(&desk.book, DEAL), Some(Amiss::Counts(order)));
    edit::<Order>(&mut desk, order.into(), vec![(Order::STATUS, Some("cancelled".into()))]);
    assert_eq!(amiss(&desk.book, DEAL), None);
}

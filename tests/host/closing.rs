//! Deals end, won with an order, lost or on hold, and are reopened; the way that they went stays.

use fieldbook::book::command::{Create, Edit};
use fieldbook::book::{Batch, Cause, Command, Label, Rejection};
use fieldbook::model::records::{
    Account, CloseReason, Competitor, Deal, DealId, Order, OrderId, Person, PipelineId, Stage, StageId,
};
use fieldbook::model::validate::Problem;
use fieldbook::model::{BasisPoints, Collection, Currency, Day, Id, Key, Money, Record, Share, Value, Zone};
use fieldbook::pipeline::board::stages;
use fieldbook::pipeline::close::{Close, Closing, OrderOf, Reopen};
use fieldbook::pipeline::gate::Brought;
use fieldbook::pipeline::path::travelled;
use fieldbook::pipeline::shape::{Reshape, Shaped};
use fieldbook::pipeline::template::{CreatePipeline, NewStage};
use fieldbook::pipeline::way::{NoDay, Way, ended_on, way};

use super::import_desk::Desk;

const ANN: Id = Id(1);
const BO: Id = Id(2);
const ACCOUNT: Id = Id(3);
const RIVAL: Id = Id(4);
const PRICE: Id = Id(5);
const GOOD: Id = Id(6);
const SALES: PipelineId = PipelineId(Id(10));
const DEAL: DealId = DealId(Id(20));
const OTHER: DealId = DealId(Id(21));
const ORDER: OrderId = OrderId(Id(30));

fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft))
}

fn create(desk: &mut Desk, collection: &Collection, id: Id, values: &[(usize, Value)]) {
    let values = values.iter().map(|(at, value)| (*at, Some(value.clone()))).collect();
    let create = Create { collection: Key::Borrowed(collection.key), id, values, label: Label::new("label-test") };
    act(desk, &create).expect("is created");
}

fn dollars(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

/// Two people, a customer, and two deals in the first of five stages.
fn company() -> (Desk, [StageId; 5]) {
    let mut desk = Desk::new();
    for person in [ANN, BO] {
        create(&mut desk, Person::COLLECTION, person, &[(Person::NAME, "person".into())]);
    }
    create(&mut desk, Account::COLLECTION, ACCOUNT, &[(Account::NAME, "Acme".into())]);
    create(&mut desk, Competitor::COLLECTION, RIVAL, &[(Competitor::NAME, "Rival".into())]);
    for (id, kind) in [(PRICE, "lost"), (GOOD, "won")] {
        create(
            &mut desk,
            CloseReason::COLLECTION,
            id,
            &[(CloseReason::NAME, kind.into()), (CloseReason::KIND, kind.into())],
        );
    }
    let stage = |(name, kind): (&str, &'static str)| NewStage { name: name.to_owned(), kind, expected_days: None };
    let named = [("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost"), ("Later", "hold")].map(stage);
    let pipeline = CreatePipeline { id: SALES.into(), name: "Sales".into(), stages: named.to_vec() };
    act(&mut desk, &pipeline).expect("is made");
    let ids: Vec<StageId> = stages(&desk.book, SALES).iter().map(|stage| stage.id).collect();
    let ids = <[StageId; 5]>::try_from(ids).expect("five stages");
    for deal in [DEAL, OTHER] {
        let values = [
            (Deal::TITLE, "Pumps".into()),
            (Deal::STAGE, Id::from(ids[0]).into()),
            (Deal::OWNER, ANN.into()),
            (Deal::ACCOUNT, ACCOUNT.into()),
            (Deal::AMOUNT, dollars(90_000).into()),
            (Deal::NOTE, "first call".into()),
        ];
        create(&mut desk, Deal::COLLECTION, deal.into(), &values);
    }
    (desk, ids)
}

fn close(closing: Closing, order: Option<OrderOf>) -> Close {
    Close { deal: DEAL, closing, order, brought: Brought::default(), effective: None }
}

fn share(of: Id, part: i64) -> Share {
    Share { of, part: BasisPoints(part) }
}

fn new_order(shares: Vec<Share>) -> OrderOf {
    OrderOf::New { id: ORDER, number: Some("SO-1".into()), shares }
}

fn rule(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("{other:?} is not against a rule"),
    }
}

fn undo(desk: &mut Desk, batch: &Batch) {
    let inverse = desk.book.invert(batch, Cause::Undone(batch.head.id));
    desk.keep(inverse.draft);
}

fn deal(desk: &Desk) -> Deal {
    desk.book.get::<Deal>(DEAL).expect("is there")
}

#[test]
fn a_won_deal_writes_its_order_with_credit_in_one_batch() {
    let (mut desk, [_, _, won, ..]) = company();
    let before = desk.book.digest();
    let closing = Closing { reason: Some(GOOD), amount: Some(dollars(80_000)), ..Closing::in_stage(won) };
    let batch =
        act(&mut desk, &close(closing, Some(new_order(vec![share(BO, 4_000), share(ANN, 6_000)])))).expect("is won");
    assert_eq!(batch.head.label.key, "did-close-won");
    let won_deal = deal(&desk);
    assert_eq!(
        (won_deal.stage, won_deal.reason, won_deal.amount),
        (Some(won.into()), Some(GOOD), Some(dollars(80_000)))
    );
    let order = desk.book.get::<Order>(ORDER).expect("is written");
    assert_eq!((order.account, order.deal, order.owner), (Some(ACCOUNT), Some(DEAL.into()), Some(ANN)));
    assert_eq!((order.number.as_deref(), order.amount), (Some("SO-1"), Some(dollars(80_000))));
    assert_eq!(order.shares, Some(vec![share(ANN, 6_000), share(BO, 4_000)]));
    // 2026-11-25T02:00Z is ten in the morning of that day in Shanghai.
    assert_eq!(order.ordered_on, Day::parse("2026-11-25"));
    undo(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);
    assert!(desk.book.get::<Order>(ORDER).is_none());
}

#[test]
fn without_shares_the_one_in_charge_is_credited() {
    let (mut desk, [_, _, won, ..]) = company();
    act(&mut desk, &close(Closing::in_stage(won), Some(new_order(vec![])))).expect("is won");
    let order = desk.book.get::<Order>(ORDER).expect("is written");
    assert_eq!((order.shares, order.amount), (Some(vec![share(ANN, 10_000)]), Some(dollars(90_000))));
}

#[test]
fn the_order_of_a_won_deal_has_what_the_gate_asked_for() {
    let (mut desk, [_, _, won, ..]) = company();
    // Nothing but its title and its stage was said of the deal before.
    let fields = [Deal::AMOUNT, Deal::ACCOUNT, Deal::OWNER];
    let emptied = fields.iter().map(|at| (*at, None)).collect();
    let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-test"));
    let edit = Edit { collection, id: DEAL.into(), changes: emptied, effective: None, label };
    act(&mut desk, &edit).expect("is emptied");
    let asked = fields.iter().map(|at| Deal::COLLECTION.fields[*at].key.to_string()).collect();
    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("label-test"));
    let changes = vec![(Stage::GATE_FIELDS, Some(Value::Tags(asked)))];
    act(&mut desk, &Edit { collection, id: won.into(), changes, effective: None, label }).expect("has a gate");
    let values = vec![
        (Deal::AMOUNT, Some(dollars(70_000).into())),
        (Deal::ACCOUNT, Some(ACCOUNT.into())),
        (Deal::OWNER, Some(BO.into())),
    ];
    let brought = Brought::of(values, Vec::new());
    let close = Close { brought, ..close(Closing::in_stage(won), Some(new_order(vec![]))) };
    act(&mut desk, &close).expect("is won");
    let order = desk.book.get::<Order>(ORDER).expect("is written");
    assert_eq!((order.amount, order.account, order.owner), (Some(dollars(70_000)), Some(ACCOUNT), Some(BO)));
    assert_eq!(order.shares, Some(vec![share(BO, 10_000)]));
    assert_eq!(deal(&desk).amount, Some(dollars(70_000)));
}

#[test]
fn a_deal_gets_no_second_order_unless_the_first_was_cancelled() {
    let (mut desk, [talk, _, won, ..]) = company();
    act(&mut desk, &close(Closing::in_stage(won), Some(new_order(vec![])))).expect("is won");
    let again = |id| OrderOf::New { id: OrderId(Id(id)), number: None, shares: vec![] };
    let before = desk.book.digest();
    // The dialog of another tab, and one after the deal was reopened.
    assert_eq!(rule(act(&mut desk, &close(Closing::in_stage(won), Some(again(31))))), "refused-order-there");
    assert_eq!(desk.book.digest(), before);
    act(&mut desk, &Reopen { deal: DEAL, to: talk }).expect("is reopened");
    assert_eq!(rule(act(&mut desk, &close(Closing::in_stage(won), Some(again(31))))), "refused-order-there");
    // Another deal has nothing to do with it.
    let other = Close { deal: OTHER, ..close(Closing::in_stage(won), Some(again(32))) };
    act(&mut desk, &other).expect("is won");
    let (collection, label) = (Key::Borrowed(Order::COLLECTION.key), Label::new("label-test"));
    let changes = vec![(Order::STATUS, Some("cancelled".into()))];
    act(&mut desk, &Edit { collection, id: ORDER.into(), changes, effective: None, label }).expect("is cancelled");
    act(&mut desk, &close(Closing::in_stage(won), Some(again(31)))).expect("is won again");
    assert_eq!(desk.book.all::<Order>().count(), 3);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let (mut desk, [talk, offer, won, lost, _]) = company();
    let before = desk.book.digest();
    for shares in [vec![share(ANN, 6_000), share(BO, 3_999)], vec![share(ANN, 12_000), share(BO, -2_000)]] {
        let refused = act(&mut desk, &close(Closing::in_stage(won), Some(new_order(shares)))).err();
        let whole = Rejection::Invalid { field: Key::Borrowed("shares"), problem: Problem::NotTheWhole };
        assert_eq!(refused, Some(whole));
    }
    assert_eq!(rule(act(&mut desk, &close(Closing::in_stage(offer), None))), "refused-not-closing");
    assert_eq!(rule(act(&mut desk, &close(Closing::in_stage(lost), Some(new_order(vec![]))))), "refused-order-not-won");
    let wrong = Closing { reason: Some(GOOD), ..Closing::in_stage(lost) };
    let refused = Rejection::Invalid { field: Key::Borrowed("reason"), problem: Problem::WrongKind };
    assert_eq!(act(&mut desk, &close(wrong, None)).err(), Some(refused));
    assert_eq!(rule(act(&mut desk, &Reopen { deal: DEAL, to: talk })), "refused-not-closed");
    // A chance is within 0 and 100 %.
    for chance in [-1, 10_001] {
        let mut stages: Vec<Shaped> = stages(&desk.book, SALES).iter().map(Shaped::of).collect();
        stages[0].probability = Some(BasisPoints(chance));
        let reshape = Reshape { pipeline: SALES, name: "Sales".into(), stages, carry: Vec::new() };
        let bounds =
            Rejection::Invalid { field: Key::Borrowed("probability"), problem: Problem::OutOfBounds(0, 10_000) };
        assert_eq!(act(&mut desk, &reshape).err(), Some(bounds));
    }
    assert_eq!(desk.book.digest(), before);

    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("label-test"));
    let archive = fieldbook::book::command::Remove { collection, id: won.into(), archive: true, label };
    act(&mut desk, &archive).expect("is archived");
    assert_eq!(rule(act(&mut desk, &close(Closing::in_stage(won), None))), "refused-stage-archived");
}

#[test]
fn an_order_that_is_there_is_linked_and_only_once() {
    let (mut desk, [_, _, won, ..]) = company();
    let shares = Value::Shares(vec![share(BO, 10_000)]);
    create(&mut desk, Order::COLLECTION, ORDER.into(), &[(Order::ACCOUNT, ACCOUNT.into()), (Order::SHARES, shares)]);
    let known = |shares| Some(OrderOf::Known { id: ORDER, shares });
    act(&mut desk, &close(Closing::in_stage(won), known(vec![]))).expect("is linked");
    let order = desk.book.get::<Order>(ORDER).expect("is there");
    assert_eq!((order.deal, order.shares), (Some(DEAL.into()), Some(vec![share(BO, 10_000)])));
    let other = Close { deal: OTHER, ..close(Closing::in_stage(won), known(vec![])) };
    assert_eq!(rule(act(&mut desk, &other)), "refused-order-linked");
    // A deal that is won already may get its order later, with other credit.
    act(&mut desk, &close(Closing::in_stage(won), known(vec![share(ANN, 10_000)]))).expect("is linked");
    assert_eq!(desk.book.get::<Order>(ORDER).and_then(|order| order.shares), Some(vec![share(ANN, 10_000)]));
}

#[test]
fn a_lost_deal_says_why_and_is_reopened_with_its_way_kept() {
    let (mut desk, [_, offer, _, lost, later]) = company();
    let closing = Closing {
        reason: Some(PRICE),
        competitor: Some(RIVAL),
        note: Some(" too dear ".into()),
        ..Closing::in_stage(lost)
    };
    let before = desk.book.digest();
    let batch = act(&mut desk, &close(closing.clone(), None)).expect("is lost");
    assert_eq!(batch.head.label.key, "did-close-lost");
    let gone = deal(&desk);
    assert_eq!((gone.stage, gone.reason, gone.competitor), (Some(lost.into()), Some(PRICE), Some(RIVAL)));
    assert_eq!(gone.note.as_deref(), Some("first call\ntoo dear"));
    undo(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);

    act(&mut desk, &close(closing, None)).expect("is lost");
    assert_eq!(rule(act(&mut desk, &Reopen { deal: DEAL, to: later })), "refused-not-reopening");
    let batch = act(&mut desk, &Reopen { deal: DEAL, to: offer }).expect("is reopened");
    assert_eq!(batch.head.label.key, "did-reopen");
    let open = deal(&desk);
    assert_eq!((open.stage, open.reason, open.competitor), (Some(offer.into()), None, Some(RIVAL)));
}

#[test]
fn the_way_that_a_deal_went_is_told_with_its_days() {
    let (mut desk, [talk, offer, _, lost, _]) = company();
    let day = |text: &str| Day::parse(text).expect(text);
    let entered = [(talk, "2026-10-01"), (offer, "2026-10-11"), (lost, "2026-10-15"), (offer, "2026-11-05")];
    for (stage, on) in entered {
        let effective = Some(desk.zone.start_of(day(on)));
        let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-test"));
        let changes = vec![(Deal::STAGE, Some(Id::from(stage).into()))];
        let edit = fieldbook::book::command::Edit { collection, id: DEAL.into(), changes, effective, label };
        act(&mut desk, &edit).expect("is dated");
    }
    let way: Vec<_> = travelled(&desk.book, &desk.zone, DEAL)
        .into_iter()
        .map(|stay| {
            (stay.stage, stay.from.map(|day| day.to_string()), stay.until.map(|day| day.to_string()), stay.days)
        })
        .collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        way[..3],
        [
            (talk, text("2026-10-01"), text("2026-10-11"), Some(10)),
            (offer, text("2026-10-11"), text("2026-10-15"), Some(4)),
            (lost, text("2026-10-15"), text("2026-11-05"), Some(21)),
        ]
    );
    // Created in the first stage on the 25th of November: the last stay but one ends there.
    assert_eq!(way[3], (offer, text("2026-11-05"), text("2026-11-25"), Some(20)));
    assert_eq!(way[4], (talk, text("2026-11-25"), None, Some(0)));
}

#[test]
fn a_move_says_what_it_comes_to() {
    let (mut desk, [talk, offer, won, lost, _]) = company();
    let way = |desk: &Desk, to| way(&desk.book, &desk.actor, DEAL, to, &Brought::default());
    // It is in the first stage.
    assert_eq!((way(&desk, talk), way(&desk, offer)), (Way::Plain, Way::Plain));
    assert!(matches!(way(&desk, won), Way::Ends(lack) if lack.is_empty()));
    let fields = (Stage::GATE_FIELDS, Some(Value::Tags(vec!["next_step".into()])));
    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("label-test"));
    let gate = Edit { collection, id: offer.into(), changes: vec![fields], effective: None, label };
    act(&mut desk, &gate).expect("has a gate");
    assert!(matches!(way(&desk, offer), Way::Gate(lack) if lack.fields == ["next_step"]));
    act(&mut desk, &close(Closing::in_stage(lost), None)).expect("is lost");
    assert_eq!(way(&desk, talk), Way::Reopens);
    assert!(matches!(way(&desk, won), Way::Ends(_)));
}

#[test]
fn the_day_on_which_a_deal_ended_lies_between_its_coming_and_today() {
    let (desk, _) = company();
    let zone = Zone::default();
    let today = zone.day_of(desk.book.now());
    let since = desk.book.of::<Deal>().column(Deal::STAGE).and_then(|column| column.since().first().copied());
    let since = zone.day_of(since.expect("it came"));
    assert_eq!(ended_on(&desk.book, &zone, DEAL, today), Ok(None));
    assert_eq!(ended_on(&desk.book, &zone, DEAL, Day(today.0 + 1)), Err(NoDay::Ahead));
    assert_eq!(ended_on(&desk.book, &zone, DEAL, Day(since.0 - 1)), Err(NoDay::Before(since)));
}

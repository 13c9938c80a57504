//! The pool of customers, worked out by hand: 30 days, two customers a person, ten days' wait.

use fieldbook::book::command::{Change, Create, Edit};
use fieldbook::book::{Batch, Cause, Command, Label, Rejection};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{Account, AccountId, Claim, Deal, Order, Organisation, Person, Stage, Visit};
use fieldbook::model::{Day, Id, Instant, Record, Value};
use fieldbook::pipeline::pool::{ClaimAccount, ReleaseAccount, ReturnDue, Rules, State, held, open_deals, standings};

use super::import_desk::{Desk, NOW};

const ANN: Id = Id(1);
const BO: Id = Id(2);
/// Customers: touched 30 days ago, 31 days ago, nobody's, only planned, key account, dealer, visited.
const A: AccountId = AccountId(Id(11));
const B: AccountId = AccountId(Id(12));
const C: AccountId = AccountId(Id(13));
const D: AccountId = AccountId(Id(14));
const E: AccountId = AccountId(Id(15));
const F: AccountId = AccountId(Id(16));
const G: AccountId = AccountId(Id(17));

fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft))
}

fn make<R: Record>(desk: &mut Desk, id: Id, values: Vec<Change>) {
    let label = Label::new("label-test");
    act(desk, &Create { collection: R::COLLECTION.key.into(), id, values, label }).expect("is made");
}

fn account(desk: &mut Desk, id: AccountId, name: &str, owner: Option<Id>, more: Option<Change>) {
    let mut values = vec![(Account::NAME, Some(name.into())), (Account::OWNER, owner.map(Value::Reference))];
    values.extend(more);
    make::<Account>(desk, id.into(), values);
}

fn order(desk: &mut Desk, id: u128, of: AccountId, day: &str, status: &str) {
    let day = Day::parse(day).expect("a day");
    let values = vec![
        (Order::ACCOUNT, Some(Id::from(of).into())),
        (Order::ORDERED_ON, Some(Value::Date(day))),
        (Order::STATUS, Some(status.into())),
    ];
    make::<Order>(desk, Id(id), values);
}

fn visit(desk: &mut Desk, id: u128, of: AccountId, arrived: Option<i64>, starts: Option<i64>) {
    let at = |days: Option<i64>| days.map(|days| Value::Instant(Instant(NOW.0 + days * 86_400_000)));
    let values =
        vec![(Visit::ACCOUNT, Some(Id::from(of).into())), (Visit::ARRIVED, at(arrived)), (Visit::STARTS, at(starts))];
    make::<Visit>(desk, Id(id), values);
}

/// The company on 25 November 2026.
fn company() -> Desk {
    let mut desk = Desk::new();
    let number = |number: f64| Some(Value::Number(number));
    let rules = vec![
        (Organisation::NAME, Some("Lamps".into())),
        (Organisation::POOL_DAYS, number(30.0)),
        (Organisation::POOL_HOLD, number(2.0)),
        (Organisation::POOL_WAIT, number(10.0)),
    ];
    make::<Organisation>(&mut desk, Id(9), rules);
    for (id, name) in [(ANN, "Ann"), (BO, "Bo")] {
        make::<Person>(&mut desk, id, vec![(Person::NAME, Some(name.into()))]);
    }
    account(&mut desk, A, "A", Some(ANN), None);
    account(&mut desk, B, "B", Some(ANN), None);
    account(&mut desk, C, "C", None, None);
    account(&mut desk, D, "D", Some(ANN), None);
    account(&mut desk, E, "E", Some(ANN), Some((Account::KEY_ACCOUNT, Some("yes".into()))));
    account(&mut desk, F, "F", Some(ANN), Some((Account::KIND, Some("dealer".into()))));
    account(&mut desk, G, "G", Some(ANN), None);
    order(&mut desk, 21, A, "2026-10-26", "confirmed");
    order(&mut desk, 22, B, "2026-10-25", "confirmed");
    order(&mut desk, 23, D, "2026-11-24", "cancelled");
    visit(&mut desk, 31, D, None, Some(1));
    visit(&mut desk, 32, G, Some(-5), Some(-6));
    desk
}

fn as_of(desk: &mut Desk, person: Option<Id>) {
    desk.actor = person.map_or(Actor::FOUNDER, |person| Actor { person: Some(person), layer: Layer::Salesperson });
}

fn states(desk: &Desk) -> Vec<(AccountId, State)> {
    let rules = Rules::of(&desk.book).expect("has a pool");
    let today = desk.zone.day_of(NOW);
    let mut all: Vec<(AccountId, State)> = standings(&desk.book, &desk.zone, today, &rules)
        .into_iter()
        .map(|standing| (standing.id, standing.state))
        .collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

fn rule(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("{other:?} is not against a rule"),
    }
}

#[test]
fn who_is_in_the_pool_follows_from_what_was_done() {
    let desk = company();
    // Thirty days ago is not more than thirty days ago; what is planned or cancelled is nothing done.
    let meant =
        [(A, State::Held(1)), (B, State::Due(31)), (C, State::Free), (D, State::Due(i32::MAX)), (G, State::Held(26))];
    assert_eq!(states(&desk), meant);
    assert_eq!(Rules::of(&Desk::new().book), None);
}

#[test]
fn claims_are_dated_and_limited() {
    let mut desk = company();
    assert_eq!(rule(act(&mut desk, &ClaimAccount { account: C })), "refused-pool-nobody");
    as_of(&mut desk, Some(ANN));
    assert_eq!(rule(act(&mut desk, &ClaimAccount { account: B })), "refused-pool-yours");
    as_of(&mut desk, Some(BO));
    assert_eq!(rule(act(&mut desk, &ClaimAccount { account: A })), "refused-pool-held");
    let before = desk.book.digest();
    let claimed = act(&mut desk, &ClaimAccount { account: B }).expect("is allowed");
    assert_eq!(desk.book.get::<Account>(B).and_then(|account| account.owner), Some(BO));
    let claim = desk.book.all::<Claim>().next().expect("is written down");
    assert_eq!((claim.person, claim.claimed, claim.ended), (Some(BO), Some(NOW), None));
    // A claim is something done: thirty days run from it.
    assert!(states(&desk).contains(&(B, State::Held(31))));
    act(&mut desk, &ClaimAccount { account: C }).expect("is allowed");
    assert_eq!(held(&desk.book, BO), [B, C]);
    assert_eq!(rule(act(&mut desk, &ClaimAccount { account: D })), "refused-pool-most");
    // Who gives one back cannot take it again at once, but takes another.
    act(&mut desk, &ReleaseAccount { account: C }).expect("is allowed");
    assert_eq!(held(&desk.book, BO), [B]);
    let again = act(&mut desk, &ClaimAccount { account: C });
    let Err(Rejection::Against(why)) = again else { panic!("{again:?}") };
    assert_eq!(why, Label::new("refused-pool-wait").with("account", "C").with("day", "2026-12-05"));
    act(&mut desk, &ClaimAccount { account: D }).expect("is allowed");
    // The one who left it alone waits, too.
    as_of(&mut desk, Some(ANN));
    let released = act(&mut desk, &ReleaseAccount { account: B });
    assert!(matches!(released, Err(Rejection::NotAllowed { .. })));
    let mut other = company();
    as_of(&mut other, Some(BO));
    let batch = act(&mut other, &ClaimAccount { account: B }).expect("is allowed");
    let inverse = other.book.invert(&batch, Cause::Undone(batch.head.id));
    other.keep(inverse.draft);
    assert_eq!(other.book.digest(), before);
    assert_eq!(claimed.head.label.key, "did-claim");
}

#[test]
fn what_was_left_alone_goes_back_as_one_act_once_confirmed() {
    let mut desk = company();
    as_of(&mut desk, Some(BO));
    assert!(matches!(act(&mut desk, &ReturnDue), Err(Rejection::NotAllowed { .. })));
    as_of(&mut desk, None);
    let before = desk.book.digest();
    let batch = act(&mut desk, &ReturnDue).expect("is allowed");
    assert!(states(&desk).contains(&(B, State::Free)) && states(&desk).contains(&(D, State::Free)));
    as_of(&mut desk, Some(ANN));
    assert_eq!(rule(act(&mut desk, &ClaimAccount { account: B })), "refused-pool-wait");
    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), before);
    // Without a rule there is no pool.
    as_of(&mut desk, None);
    let off = vec![(Organisation::POOL_DAYS, None)];
    let edit = Edit {
        collection: Organisation::COLLECTION.key.into(),
        id: Id(9),
        changes: off,
        effective: None,
        label: Label::new("label-test"),
    };
    act(&mut desk, &edit).expect("is allowed");
    assert_eq!(rule(act(&mut desk, &ReturnDue)), "refused-pool-off");
}

#[test]
fn a_project_that_is_registered_finds_the_open_ones_of_its_customer() {
    let mut desk = company();
    for (id, kind) in [(41, "open"), (42, "lost"), (43, "hold")] {
        let stage = vec![
            (Stage::NAME, Some(kind.into())),
            (Stage::KIND, Some(kind.into())),
            (Stage::PIPELINE, Some(Id(40).into())),
        ];
        make::<Stage>(&mut desk, Id(id), stage);
        let deal = vec![
            (Deal::TITLE, Some(kind.into())),
            (Deal::STAGE, Some(Id(id).into())),
            (Deal::ACCOUNT, Some(Id::from(A).into())),
        ];
        make::<Deal>(&mut desk, Id(id + 10), deal);
    }
    let titles: Vec<_> = open_deals(&desk.book, A.into()).into_iter().filter_map(|deal| deal.title).collect();
    assert_eq!(titles, ["open", "hold"]);
    assert_eq!(open_deals(&desk.book, B.into()), []);
}

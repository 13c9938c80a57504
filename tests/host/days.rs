//! The plan of a day: handed in, signed, returned, changed since.

use fieldbook::book::command::{Edit, Remove};
use fieldbook::book::{Batch, Label, Rejection};
use fieldbook::control::day::open::OpenPlan;
use fieldbook::control::day::standing::{Standing, decisive, standing};
use fieldbook::control::day::submit::Submit;
use fieldbook::control::day::{Paper, Sheet};
use fieldbook::control::form::{Difference, Spot};
use fieldbook::control::inbox::{inbox, of_form};
use fieldbook::control::sign::{Ask, Sign, Verdict};
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{ApprovalId, Cadence, DayPlan, Trip, Visit, VisitId};
use fieldbook::model::{Id, Instant, Key, Record, Value, window};
use fieldbook::visits::life::{Answer, CallOff, CheckIn, Why};

use super::import_desk::Desk;
use super::visits::{BOSS, LEAD, MINUTE, PEER, REP, account, act, act_at, as_person, at, company, create, day, visit};

pub(crate) const TODAY: &str = "2026-11-25";
pub(crate) const TOMORROW: &str = "2026-11-26";

pub(crate) fn planned(date: &str, hour: i64, aim: &str) -> Vec<(usize, Value)> {
    let starts = at(date, hour, 0);
    vec![
        (Visit::STARTS, Value::Instant(starts)),
        (Visit::ENDS, Value::Instant(Instant(starts.0 + 30 * MINUTE))),
        (Visit::AIM, aim.into()),
    ]
}

/// Tomorrow's plan of the salesperson: Alpha at nine, Beta at ten.
fn plan() -> (Desk, Id) {
    let mut desk = company();
    account(&mut desk, 10, "Alpha", vec![]);
    account(&mut desk, 11, "Beta", vec![]);
    account(&mut desk, 12, "Gamma", vec![]);
    visit(&mut desk, 30, 10, planned(TOMORROW, 9, "an order"));
    visit(&mut desk, 31, 11, planned(TOMORROW, 10, "a talk"));
    visit(&mut desk, 32, 12, planned("2026-11-27", 9, "another day"));
    act(&mut desk, &OpenPlan { owner: REP, day: day(TOMORROW) }).expect("opens");
    let sheet = Sheet::find(&desk.book, Paper::Plan, REP, day(TOMORROW)).expect("is there");
    (desk, sheet.id)
}

pub(crate) fn submit(form: Id) -> Submit {
    Submit { form, request: ApprovalId(Id(900)), asked_of: None, note: None }
}

pub(crate) fn stands(desk: &Desk, form: Id) -> Standing {
    let owner = Sheet::of(&desk.book, form).expect("is there").owner;
    let requests = of_form(&desk.book, Some(LEAD), day(TODAY), form);
    standing(decisive(&desk.book, owner, &requests))
}

pub(crate) fn sign(desk: &mut Desk, verdict: Verdict, remark: &str) {
    as_person(desk, LEAD, Layer::Supervisor);
    act(desk, &Sign { approval: ApprovalId(Id(900)), verdict, remark: Some(remark.into()) }).expect("is signed");
    as_person(desk, REP, Layer::Salesperson);
}

pub(crate) fn set(desk: &mut Desk, collection: &'static str, id: Id, change: (usize, Option<Value>)) {
    let edit = Edit {
        collection: Key::Borrowed(collection),
        id,
        changes: vec![change],
        effective: None,
        label: Label::new("label-test"),
    };
    act(desk, &edit).expect("is changed");
}

fn refused(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("was not refused by a rule: {other:?}"),
    }
}

pub(crate) fn difference(
    line: Option<usize>,
    field: &'static str,
    before: Option<&str>,
    now: Option<&str>,
) -> Difference {
    Difference {
        spot: Spot { line: line.map(|at| (Key::Borrowed("visits"), at)), field: Key::Borrowed(field) },
        before: before.map(str::to_owned),
        now: now.map(str::to_owned),
    }
}

/// How customers of class a are visited.
pub(crate) fn cadence(desk: &mut Desk, visits: f64, period: &str, more: Vec<(usize, Value)>) {
    let mut values = vec![
        (Cadence::NAME, "A".into()),
        (Cadence::CLASS, "a".into()),
        (Cadence::VISIT_COUNT, Value::Number(visits)),
        (Cadence::VISIT_PERIOD, period.into()),
    ];
    values.extend(more);
    create(desk, Cadence::COLLECTION, 500, values);
}

/// When somebody is there.
pub(crate) fn windows(text: &str) -> Value {
    Value::Windows(window::parse(text).expect("windows"))
}

#[test]
fn there_is_one_plan_of_a_person_and_day() {
    let (mut desk, id) = plan();
    assert_eq!(id, Paper::Plan.id(REP, day(TOMORROW)));
    assert!(matches!(act(&mut desk, &OpenPlan { owner: REP, day: day(TOMORROW) }), Err(Rejection::Nothing)));
    let plan = desk.book.get::<DayPlan>(id.into()).expect("is there");
    // The day of Shanghai begins eight hours before that of Greenwich.
    assert_eq!((plan.begins, plan.ends), (Some(at(TOMORROW, 0, 0)), Some(at("2026-11-27", 0, 0))));
    assert_eq!((plan.owner, plan.day, plan.trip), (Some(REP), Some(day(TOMORROW)), None));
    // Nobody plans for a colleague; whoever leads may.
    as_person(&mut desk, PEER, Layer::Salesperson);
    let other = OpenPlan { owner: REP, day: day("2026-11-27") };
    assert!(matches!(act(&mut desk, &other), Err(Rejection::NotAllowed { .. })));
    as_person(&mut desk, LEAD, Layer::Supervisor);
    let trip = vec![
        (Trip::PURPOSE, "Nanjing".into()),
        (Trip::OWNER, REP.into()),
        (Trip::STARTS_ON, Value::Date(day(TOMORROW))),
        (Trip::ENDS_ON, Value::Date(day("2026-11-28"))),
    ];
    create(&mut desk, Trip::COLLECTION, 95, trip);
    act(&mut desk, &other).expect("opens");
    let sheet = Sheet::find(&desk.book, Paper::Plan, REP, day("2026-11-27")).expect("is there");
    assert_eq!(desk.book.get::<DayPlan>(sheet.id.into()).and_then(|plan| plan.trip), Some(Id(95)));
    // What was deleted comes back as it was.
    let gone = Remove {
        collection: Key::Borrowed(DayPlan::COLLECTION.key),
        id: sheet.id,
        archive: false,
        label: Label::new("label-test"),
    };
    act(&mut desk, &gone).expect("is deleted");
    assert_eq!(Sheet::find(&desk.book, Paper::Plan, REP, day("2026-11-27")), None);
    act(&mut desk, &other).expect("opens again");
    assert_eq!(Sheet::find(&desk.book, Paper::Plan, REP, day("2026-11-27")).map(|again| again.id), Some(sheet.id));
}

#[test]
fn a_plan_is_handed_in_returned_mended_and_approved() {
    let (mut desk, form) = plan();
    assert_eq!(stands(&desk, form), Standing::Draft);
    assert_eq!(refused(act(&mut desk, &Submit { asked_of: Some(REP), ..submit(form) })), "refused-sign-own");
    act(&mut desk, &submit(form)).expect("is handed in");
    assert_eq!(stands(&desk, form), Standing::Waiting(vec![]));
    assert!(matches!(act(&mut desk, &submit(form)), Err(Rejection::Nothing)), "it waits already");
    let request = of_form(&desk.book, Some(LEAD), day(TODAY), form).remove(0);
    assert_eq!((request.asked_of, request.asked_by, request.may_sign), (Some(LEAD), Some(REP), true));
    for person in [REP, PEER] {
        as_person(&mut desk, person, Layer::Salesperson);
        let own = Sign { approval: ApprovalId(Id(900)), verdict: Verdict::Approved, remark: None };
        assert!(matches!(act(&mut desk, &own), Err(Rejection::NotAllowed { .. })), "{person:?}");
    }

    sign(&mut desk, Verdict::Returned, "see Gamma first");
    assert_eq!(stands(&desk, form), Standing::Returned);
    for silent in [None, Some(" ".to_owned())] {
        let again = Submit { note: silent, ..submit(form) };
        assert_eq!(refused(act(&mut desk, &again)), "refused-submit-unchanged");
    }
    // Gamma comes before the others, Alpha half an hour later: nothing else differs.
    visit(&mut desk, 33, 12, planned(TOMORROW, 8, "first"));
    let later = at(TOMORROW, 9, 30);
    set(&mut desk, "visits", Id(30), (Visit::STARTS, Some(Value::Instant(later))));
    let instant = |at: Instant| format!("{} ms", at.0);
    let gamma = Id(12).to_string();
    let expected = vec![
        difference(Some(1), "account", None, Some(&gamma)),
        difference(Some(1), "aim", None, Some("first")),
        difference(Some(1), "direction", None, Some("out")),
        difference(Some(1), "ends", None, Some(&instant(at(TOMORROW, 8, 30)))),
        difference(Some(1), "starts", None, Some(&instant(at(TOMORROW, 8, 0)))),
        difference(Some(2), "starts", Some(&instant(at(TOMORROW, 9, 0))), Some(&instant(later))),
    ];
    assert_eq!(stands(&desk, form), Standing::Changed(Verdict::Returned, expected.clone()));
    act(&mut desk, &submit(form)).expect("is handed in again");
    assert_eq!(stands(&desk, form), Standing::Waiting(expected));
    assert_eq!(inbox(&desk.book, Some(LEAD), day(TODAY)).len(), 1, "one request a form");

    sign(&mut desk, Verdict::Approved, "");
    assert_eq!(stands(&desk, form), Standing::Approved);
    // What is done of a plan does not change it; what is called off does.
    let now = at(TOMORROW, 9, 31);
    act_at(&mut desk, now, &CheckIn { visit: VisitId(Id(30)), found: None }).expect("checks in");
    set(&mut desk, "visits", Id(30), (Visit::CONFIRMATION, Some("called".into())));
    assert_eq!(stands(&desk, form), Standing::Approved);
    let why = Why { incident: None, words: Some("closed".to_owned()) };
    act(&mut desk, &CallOff { visit: VisitId(Id(31)), answer: Answer::Cancelled, why }).expect("is called off");
    let off = vec![difference(Some(3), "status", None, Some("cancelled"))];
    assert_eq!(stands(&desk, form), Standing::Changed(Verdict::Approved, off));
}

#[test]
fn what_was_returned_is_answered_in_words_alone() {
    let (mut desk, form) = plan();
    act(&mut desk, &submit(form)).expect("is handed in");
    sign(&mut desk, Verdict::Returned, "why Alpha again?");
    let answered = Submit { note: Some(" they asked for it ".to_owned()), ..submit(form) };
    act(&mut desk, &answered).expect("is handed in again");
    assert_eq!(stands(&desk, form), Standing::Waiting(vec![]));
    let requests = inbox(&desk.book, Some(LEAD), day(TODAY));
    let notes: Vec<_> = requests.iter().map(|request| request.note.as_deref()).collect();
    assert_eq!(notes, [Some("they asked for it")], "one request, with the answer");
    assert!(matches!(act(&mut desk, &submit(form)), Err(Rejection::Nothing)), "it waits already");

    sign(&mut desk, Verdict::Returned, "who did?");
    assert_eq!(stands(&desk, form), Standing::Returned, "an answer may be returned as well");
    assert_eq!(refused(act(&mut desk, &submit(form))), "refused-submit-unchanged");
    let again = Submit { note: Some("their buyer".to_owned()), ..submit(form) };
    act(&mut desk, &again).expect("is handed in once more");
    sign(&mut desk, Verdict::Approved, "");
    assert_eq!(stands(&desk, form), Standing::Approved);
}

#[test]
fn a_colleague_approves_nothing() {
    let (mut desk, form) = plan();
    assert_eq!(refused(act(&mut desk, &Submit { asked_of: Some(PEER), ..submit(form) })), "refused-submit-signer");
    let ask = Ask { id: ApprovalId(Id(901)), form, asked_of: PEER, due: None, note: None };
    act(&mut desk, &ask).expect("a colleague may be asked to look at it");
    as_person(&mut desk, PEER, Layer::Salesperson);
    let fine = Sign { approval: ApprovalId(Id(901)), verdict: Verdict::Approved, remark: None };
    act(&mut desk, &fine).expect("and say so");
    assert_eq!(stands(&desk, form), Standing::Draft);
    as_person(&mut desk, REP, Layer::Salesperson);
    act(&mut desk, &submit(form)).expect("is handed in");
    assert_eq!(stands(&desk, form), Standing::Waiting(vec![]));
    sign(&mut desk, Verdict::Approved, "");
    assert_eq!(stands(&desk, form), Standing::Approved);
}

#[test]
fn whoever_is_led_by_nobody_is_told_so() {
    let (mut desk, _) = plan();
    as_person(&mut desk, BOSS, Layer::Manager);
    act(&mut desk, &OpenPlan { owner: BOSS, day: day(TOMORROW) }).expect("opens");
    let form = Paper::Plan.id(BOSS, day(TOMORROW));
    assert_eq!(refused(act(&mut desk, &submit(form))), "refused-submit-nobody");
}

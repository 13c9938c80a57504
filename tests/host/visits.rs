//! Visits: how often they are due, what a position says of them, and their life as commands.

use fieldbook::book::command::Create;
use fieldbook::book::{Batch, Command, Context, Label, Rejection};
use fieldbook::control::day::lines::Lines;
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{
    Account, Area, Cadence, CloseReason, Expense, Organisation, Person, Site, Visit, VisitCompanion, VisitId,
    VisitPhoto, VisitPhotoId,
};
use fieldbook::model::validate::Problem;
use fieldbook::model::value::FileRef;
use fieldbook::model::{Collection, Currency, Datum, Day, Id, Instant, Key, Money, Place, Point, Record, Value};
use fieldbook::visits::cadence::{Every, Pace, Unit, terms};
use fieldbook::visits::coverage::coverage;
use fieldbook::visits::cycle::{ClassSum, Cycle, Due, by_class, cycles};
use fieldbook::visits::doubt::{Check, Doubt, Found, Picture, Verdict, of_check, of_pictures, verdict};
use fieldbook::visits::joint;
use fieldbook::visits::life::{
    AddPhoto, Answer, ArriveUnplanned, CallOff, Called, CheckIn, CheckOut, Confirm, NobodyThere, Postpone, TakeOff, Why,
};
use fieldbook::visits::trace::{Status, one};

use super::days::cadence;
use super::import_desk::{Desk, NOW};

pub(crate) const BOSS: Id = Id(1);
pub(crate) const LEAD: Id = Id(2);
pub(crate) const REP: Id = Id(3);
pub(crate) const PEER: Id = Id(4);

/// Milliseconds of a minute.
pub(crate) const MINUTE: i64 = 60_000;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A time of a day in Shanghai.
pub(crate) fn at(date: &str, hour: i64, minute: i64) -> Instant {
    Instant(i64::from(day(date).0) * 86_400_000 + (hour - 8) * 3_600_000 + minute * MINUTE)
}

/// Does something at a moment.
pub(crate) fn act_at(desk: &mut Desk, now: Instant, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, &Context { now, ..*context }))?;
    Ok(desk.keep(draft))
}

pub(crate) fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    act_at(desk, NOW, command)
}

pub(crate) fn create(desk: &mut Desk, collection: &Collection, id: u128, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let label = Label::new("label-test");
    let create = Create { collection: Key::Borrowed(collection.key), id: Id(id), values, label };
    let actor = std::mem::replace(&mut desk.actor, Actor::FOUNDER);
    act(desk, &create).expect("is created");
    desk.actor = actor;
}

/// A salesperson and a colleague under a supervisor under a manager; the salesperson acts.
pub(crate) fn company() -> Desk {
    let mut desk = Desk::new();
    let people = [(BOSS, None, "manager"), (LEAD, Some(BOSS), "supervisor"), (REP, Some(LEAD), "salesperson")];
    for (person, manager, role) in people.into_iter().chain([(PEER, Some(LEAD), "salesperson")]) {
        let mut values = vec![(Person::NAME, format!("person {}", person.0).as_str().into())];
        values.push((Person::ROLE, role.into()));
        values.extend(manager.map(|manager| (Person::MANAGER, manager.into())));
        create(&mut desk, Person::COLLECTION, person.0, values);
    }
    as_person(&mut desk, REP, Layer::Salesperson);
    desk
}

pub(crate) fn as_person(desk: &mut Desk, person: Id, layer: Layer) {
    desk.actor = Actor { person: Some(person), layer };
}

pub(crate) fn account(desk: &mut Desk, id: u128, name: &str, more: Vec<(usize, Value)>) {
    let mut values = vec![(Account::NAME, name.into())];
    values.extend(more);
    // Of two values of a field the first holds.
    values.push((Account::OWNER, REP.into()));
    create(desk, Account::COLLECTION, id, values);
}

pub(crate) fn visit(desk: &mut Desk, id: u128, account: u128, more: Vec<(usize, Value)>) {
    let mut values = vec![(Visit::ACCOUNT, Id(account).into())];
    if !more.iter().any(|(field, _)| *field == Visit::OWNER) {
        values.push((Visit::OWNER, REP.into()));
    }
    values.extend(more);
    create(desk, Visit::COLLECTION, id, values);
}

fn made(on: Instant) -> Vec<(usize, Value)> {
    vec![
        (Visit::STARTS, Value::Instant(on)),
        (Visit::ARRIVED, Value::Instant(on)),
        (Visit::LEFT, Value::Instant(Instant(on.0 + 30 * MINUTE))),
        (Visit::STATUS, "done".into()),
    ]
}

fn planned(on: Instant) -> Vec<(usize, Value)> {
    let ends = Value::Instant(Instant(on.0 + 45 * MINUTE));
    vec![(Visit::STARTS, Value::Instant(on)), (Visit::ENDS, ends)]
}

/// Every four weeks four visits to class a, each half an hour, with a quarter at the gate.
fn class_a(desk: &mut Desk) {
    cadence(desk, 4.0, "four_weeks", vec![]);
}

#[test]
fn what_is_nearest_to_the_door_holds() {
    let mut desk = company();
    class_a(&mut desk);
    let values = vec![
        (Cadence::NAME, "B".into()),
        (Cadence::CLASS, "b".into()),
        (Cadence::VISIT_COUNT, Value::Number(1.0)),
        (Cadence::VISIT_PERIOD, "week".into()),
        (Cadence::MAX_GAP, Value::Number(9.0)),
        (Cadence::GATE_TIME, Value::Duration(1200)),
    ];
    create(&mut desk, Cadence::COLLECTION, 501, values);
    account(&mut desk, 10, "Alpha", vec![(Account::CLASS, "a".into()), (Account::VISIT_TIME, Value::Duration(3600))]);
    account(&mut desk, 11, "Beta", vec![(Account::CLASS, "a".into()), (Account::VISIT_COUNT, Value::Number(2.0))]);
    account(&mut desk, 12, "Gamma", vec![]);
    let site = vec![
        (Site::NAME, "Gate 2".into()),
        (Site::ACCOUNT, Id(10).into()),
        (Site::CLASS, "b".into()),
        (Site::MIN_GAP, Value::Number(2.0)),
    ];
    create(&mut desk, Site::COLLECTION, 20, site);
    let of = |account: u128, site: Option<u128>| terms(&desk.book, Id(account), site.map(Id)).expect("is there");
    // Four in 28 days are one in seven: from half of that to one and a half.
    let four = Pace { visits: 4, every: Every::FourWeeks, min_gap: 3, max_gap: 11 };
    let alpha = of(10, None);
    assert_eq!((alpha.pace, alpha.stay, alpha.gate), (Some(four), 3600, 900));
    // Two in 28 days: one in fourteen.
    assert_eq!(of(11, None).pace, Some(Pace { visits: 2, min_gap: 7, max_gap: 21, ..four }));
    let gate = of(10, Some(20));
    assert_eq!(gate.class.as_deref(), Some("b"));
    assert_eq!(gate.pace, Some(Pace { visits: 1, every: Every::Week, min_gap: 2, max_gap: 9 }));
    assert_eq!((gate.stay, gate.gate), (3600, 1200), "the length of the customer, the gate of the class");
    assert_eq!((of(12, None).pace, of(12, None).stay), (None, 1800));
    // Alpha has a site that stands for itself: it is counted there.
    let units: Vec<Unit> =
        cycles(&desk.book, &desk.zone, day("2026-11-25")).iter().map(|cycle| cycle.of.unit).collect();
    assert_eq!(units.len(), 2);
    assert!(units.contains(&Unit { account: Id(10), site: Some(Id(20)) }));
    assert!(units.contains(&Unit { account: Id(11), site: None }));
    assert!(Pace { visits: 4, every: Every::Week, min_gap: 3, max_gap: 5 }.cannot_fit(), "nine days in seven");
    assert!(!four.cannot_fit());
}

#[test]
fn periods_hold_their_days() {
    let of = |every: Every, on: &str| every.around(day(on));
    // 2026-11-25 is a Wednesday; four weeks are counted from Monday 1970-01-05.
    assert_eq!(of(Every::Week, "2026-11-25"), (day("2026-11-23"), day("2026-11-29")));
    assert_eq!(of(Every::FourWeeks, "2026-11-25"), (day("2026-11-23"), day("2026-12-20")));
    assert_eq!(of(Every::FourWeeks, "2026-11-22"), (day("2026-10-26"), day("2026-11-22")));
    assert_eq!(of(Every::Month, "2026-02-28"), (day("2026-02-01"), day("2026-02-28")));
    assert_eq!(of(Every::Quarter, "2026-11-25"), (day("2026-10-01"), day("2026-12-31")));
    assert_eq!(of(Every::Year, "2026-11-25"), (day("2026-01-01"), day("2026-12-31")));
    for (every, code, _) in Every::ALL {
        assert_eq!(Every::parse(code), Some(every));
    }
}

/// Alpha was visited 15 days ago, Beta on Monday by two together, at Gamma nobody was there.
fn cycle_of_three() -> Desk {
    let mut desk = company();
    class_a(&mut desk);
    for (id, name, class) in [(10, "Alpha", "a"), (11, "Beta", "a"), (12, "Gamma", "a")] {
        let more = (id == 11).then_some((Account::VISIT_COUNT, Value::Number(2.0)));
        account(&mut desk, id, name, [(Account::CLASS, class.into())].into_iter().chain(more).collect());
    }
    account(&mut desk, 13, "Delta", vec![]);
    visit(&mut desk, 30, 10, made(at("2026-11-10", 9, 0)));
    visit(&mut desk, 31, 10, planned(at("2026-12-01", 9, 0)));
    visit(&mut desk, 32, 10, planned(at("2026-11-24", 9, 0)));
    visit(&mut desk, 33, 11, made(at("2026-11-23", 14, 0)));
    let along = vec![(VisitCompanion::VISIT, Id(33).into()), (VisitCompanion::PERSON, LEAD.into())];
    create(&mut desk, VisitCompanion::COLLECTION, 40, along);
    let mut second = made(at("2026-11-23", 14, 5));
    second.push((Visit::OWNER, LEAD.into()));
    visit(&mut desk, 34, 11, second);
    let mut nobody = made(at("2026-11-24", 16, 0));
    nobody.push((Visit::FOUND, "nobody".into()));
    visit(&mut desk, 35, 12, nobody);
    desk
}

#[test]
fn a_cycle_says_planned_scheduled_done_remaining_and_overdue() {
    let desk = cycle_of_three();
    let all = cycles(&desk.book, &desk.zone, day("2026-11-25"));
    let names: Vec<&str> = all.iter().map(|cycle| cycle.of.name.as_str()).collect();
    assert_eq!(names, ["Alpha", "Gamma", "Beta"], "Delta has no cadence");
    let figures = |cycle: &Cycle| [cycle.planned, cycle.done, cycle.scheduled, cycle.remaining];
    // Last on the 10th, eleven days at most: due by the 21st. What was planned for yesterday was not made.
    assert_eq!((all[0].due, all[0].last), (Due::Overdue(4), Some(day("2026-11-10"))));
    assert_eq!((figures(&all[0]), all[0].next), ([4, 0, 1, 3], Some(day("2026-12-01"))));
    assert_eq!((all[1].due, figures(&all[1])), (Due::Never, [4, 0, 0, 4]), "nobody there is no visit");
    assert_eq!((all[2].due, figures(&all[2])), (Due::From(day("2026-11-30")), [2, 1, 0, 1]), "joint: once");
    let sum = ClassSum {
        class: Some("a".to_owned()),
        units: 3,
        planned: 10,
        done: 1,
        scheduled: 1,
        remaining: 8,
        overdue: 1,
        never: 1,
    };
    assert_eq!(by_class(&all), [sum]);
    // On the day of the longest gap it is still in time.
    let all = cycles(&desk.book, &desk.zone, day("2026-11-21"));
    let alpha = all.iter().find(|cycle| cycle.of.name == "Alpha").expect("is there");
    assert_eq!(alpha.due, Due::Now(day("2026-11-21")));
}

#[test]
fn coverage_tells_what_visits_took() {
    let mut desk = cycle_of_three();
    for (id, name) in [(70, "North"), (71, "South")] {
        create(&mut desk, Area::COLLECTION, id, vec![(Area::NAME, name.into())]);
    }
    let south = |minor| Value::Money(Money::new(minor, Currency::CNY));
    account(&mut desk, 14, "Epsilon", vec![(Account::AREA, Id(71).into())]);
    account(&mut desk, 15, "Zeta", vec![(Account::AREA, Id(70).into())]);
    visit(&mut desk, 36, 15, made(at("2026-11-20", 9, 0)));
    for (id, on, minor) in [(80, "2026-11-20", 5_001), (81, "2026-11-23", 5_000), (82, "2026-10-31", 99)] {
        let values = vec![
            (Expense::PURPOSE, "taxi".into()),
            (Expense::OWNER, REP.into()),
            (Expense::SPENT_ON, Value::Date(day(on))),
            (Expense::AMOUNT, south(minor)),
        ];
        create(&mut desk, Expense::COLLECTION, id, values);
    }
    let figures = coverage(&desk.book, &desk.zone, (day("2026-11-01"), day("2026-11-25")), Some(&[REP]));
    // Alpha, Beta, Zeta; and at Gamma nobody. The supervisor's own record of the joint visit is no other.
    assert_eq!((figures.visits, figures.arrivals, figures.accounts), (3, 4, 3));
    assert_eq!((figures.timed, figures.seconds, figures.seconds_each()), (4, 7200, Some(1800)));
    assert_eq!(figures.blank, [Id(71)], "nobody was in the south");
    // 100.01 over three visits: 33.34.
    assert_eq!(figures.cost_each(), [Money::new(3_334, Currency::CNY)]);
    assert_eq!(figures.overdue.iter().map(|cycle| cycle.of.name.as_str()).collect::<Vec<_>>(), ["Alpha"]);
    assert_eq!(figures.metres, 0, "no place is known");
}

fn place(latitude: f64) -> Place {
    Place::new(Point::of_degrees(latitude, 121.0).expect("on the Earth"), Datum::Wgs84)
}

fn found(latitude: f64, within: u32) -> Option<Found> {
    let point = Point::of_degrees(latitude, 121.0)?;
    Some(Found { place: Place::new(point, Datum::Wgs84), within })
}

#[test]
fn a_position_says_inside_outside_or_nothing() {
    let customer = Some(place(31.0).point());
    // A degree of latitude is 111,195 m: 600 m are 0.005 396 degrees.
    for (found, want) in [
        (found(31.005_396, 50), Verdict::Outside),
        (found(31.005_396, 150), Verdict::Inside),
        (found(31.0, 0), Verdict::Inside),
        (found(31.005_396, 6_000), Verdict::Unknown),
        (found(32.0, 6_000), Verdict::Outside),
        (None, Verdict::Unknown),
    ] {
        assert_eq!(verdict(customer, found, 500), want, "{found:?}");
    }
    assert_eq!(verdict(None, found(31.0, 10), 500), Verdict::Unknown);
    for (verdict, code) in Verdict::ALL {
        assert_eq!((verdict.code(), Verdict::parse(code)), (code, Some(verdict)));
    }
}

#[test]
fn doubts_have_reasons() {
    let check = |visit: u128, at_whose: u128, minutes: i64, found: Option<Found>| Check {
        visit: Id(visit),
        at_whose: Some(Id(at_whose)),
        at: Instant(minutes * MINUTE),
        found,
    };
    // 0.54 degrees are 60,045 m, less ten at each end.
    let before = check(1, 10, 0, found(31.0, 10));
    let too_fast = check(2, 11, 6, found(31.54, 10));
    assert_eq!(
        of_check(&too_fast, &[before], None),
        [Doubt::Speed { from: Id(1), metres: 60_025, seconds: 360 }],
        "600 km/h"
    );
    assert_eq!(of_check(&Check { at: Instant(20 * MINUTE), ..too_fast }, &[before], None), [], "180 km/h");
    // 1,000 km in three hours is a flight, 60 km at that speed are not; no position says nothing.
    assert_eq!(of_check(&check(2, 11, 180, found(40.0, 10)), &[before], None), []);
    assert_eq!(of_check(&check(2, 11, 1, None), &[before], None), []);
    let same = check(2, 11, 600, found(31.0, 20));
    assert_eq!(of_check(&same, &[before], None), [Doubt::Identical { with: Id(1) }]);
    assert_eq!(of_check(&Check { at_whose: Some(Id(10)), ..same }, &[before], None), [], "at the same customer");
    let clock = |minutes: i64| of_check(&check(2, 10, 60, None), &[], Some(Instant(minutes * MINUTE)));
    assert_eq!(clock(70), [Doubt::Clock { seconds: 600 }]);
    assert_eq!((clock(61), clock(30)), (vec![], vec![]));
    let picture = |photo: u128, minutes: Option<i64>, live: bool| Picture {
        photo: Id(photo),
        taken: minutes.map(|minutes| Instant(minutes * MINUTE)),
        live,
    };
    let pictures =
        [picture(1, Some(65), true), picture(2, Some(65), false), picture(3, Some(10), true), picture(4, None, true)];
    let doubts = of_pictures(&pictures, Some(Instant(60 * MINUTE)), Some(Instant(90 * MINUTE)));
    assert_eq!(doubts, [Doubt::Photo { photo: Id(2) }, Doubt::Photo { photo: Id(3) }]);
    assert_eq!(doubts[0].code(), "photo");
}

fn later(minutes: i64) -> Instant {
    Instant(NOW.0 + minutes * MINUTE)
}

fn refused(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("was not refused by a rule: {other:?}"),
    }
}

/// Two customers with places, and a planned visit to each, at ten and at eleven.
fn round() -> Desk {
    let mut desk = company();
    account(&mut desk, 10, "Alpha", vec![(Account::PLACE, Value::Place(place(31.0)))]);
    account(&mut desk, 11, "Beta", vec![(Account::PLACE, Value::Place(place(31.1)))]);
    visit(&mut desk, 30, 10, planned(NOW));
    visit(&mut desk, 31, 11, planned(later(60)));
    desk
}

fn get(desk: &Desk, id: u128) -> Visit {
    desk.book.get::<Visit>(VisitId(Id(id))).expect("is there")
}

#[test]
fn a_visit_is_checked_in_and_out_with_a_verdict() {
    let mut desk = round();
    let check_in = CheckIn { visit: VisitId(Id(30)), found: found(31.001, 20) };
    act_at(&mut desk, later(4), &check_in).expect("checks in");
    let visit = get(&desk, 30);
    assert_eq!(
        (visit.arrived, visit.arrived_at, visit.arrived_within),
        (Some(later(4)), Some(place(31.001)), Some(20.0))
    );
    assert_eq!((visit.arrived_verdict.as_deref(), visit.status.as_deref()), (Some("inside"), Some("under_way")));
    assert_eq!(visit.doubts, None);
    let second = CheckIn { visit: VisitId(Id(31)), found: None };
    assert_eq!(refused(act_at(&mut desk, later(5), &second)), "refused-visit-under-way");
    assert_eq!(refused(act_at(&mut desk, later(5), &check_in)), "refused-visit-not-planned");
    // 0.1 degrees, 11 km, in one minute; and it is not where the customer is.
    let out = CheckOut { visit: VisitId(Id(30)), found: None };
    act_at(&mut desk, later(30), &out).expect("checks out");
    let visit = get(&desk, 30);
    assert_eq!((visit.left, visit.left_verdict.as_deref(), visit.left_at), (Some(later(30)), Some("unknown"), None));
    assert_eq!((visit.status.as_deref(), visit.found.as_deref()), (Some("done"), Some("met")));
    assert_eq!(refused(act_at(&mut desk, later(31), &out)), "refused-visit-not-in");
    let far = CheckIn { visit: VisitId(Id(31)), found: found(31.2, 10) };
    act_at(&mut desk, later(5), &far).expect("checks in");
    let visit = get(&desk, 31);
    assert_eq!(visit.arrived_verdict.as_deref(), Some("outside"));
    assert_eq!(visit.doubts, Some(vec!["speed".to_owned()]), "22 km within a minute of the first check-in");
}

#[test]
fn a_clock_set_back_and_another_radius_are_seen() {
    let mut desk = round();
    let organisation = vec![(Organisation::NAME, "We".into()), (Organisation::CHECK_RADIUS, Value::Number(100.0))];
    create(&mut desk, Organisation::COLLECTION, 90, organisation);
    // The journal was last written by this person now; ten minutes earlier is before that.
    act(&mut desk, &Confirm { visit: VisitId(Id(30)), called: Called::Confirmed }).expect("is said");
    assert_eq!(get(&desk, 30).confirmation.as_deref(), Some("confirmed"));
    act_at(&mut desk, later(-10), &CheckIn { visit: VisitId(Id(30)), found: found(31.001, 1) }).expect("checks in");
    let visit = get(&desk, 30);
    assert_eq!((visit.arrived_verdict.as_deref(), visit.doubts), (Some("outside"), Some(vec!["clock".to_owned()])));
}

#[test]
fn visits_are_put_off_called_off_missed_or_nobody_is_there() {
    let mut desk = round();
    let id = VisitId(Id(30));
    let none = CallOff { visit: id, answer: Answer::Cancelled, why: Why::default() };
    assert!(matches!(act(&mut desk, &none), Err(Rejection::Invalid { problem: Problem::Missing, .. })), "why?");
    let why = Why { incident: None, words: Some(" rain ".to_owned()) };
    let starts = at("2026-11-27", 9, 0);
    let put_off = Postpone { visit: id, id: VisitId(Id(60)), starts, why: why.clone() };
    let past = Postpone { starts: Instant(NOW.0 - 24 * 60 * MINUTE), ..put_off.clone() };
    assert_eq!(refused(act(&mut desk, &past)), "refused-visit-past");
    act(&mut desk, &put_off).expect("is put off");
    let (old, new) = (get(&desk, 30), get(&desk, 60));
    assert_eq!(
        (old.status.as_deref(), old.reason.as_deref(), old.starts),
        (Some("postponed"), Some("rain"), Some(NOW))
    );
    assert_eq!((new.status.as_deref(), new.instead_of, new.account), (Some("planned"), Some(Id(30)), Some(Id(10))));
    assert_eq!((new.starts, new.ends), (Some(starts), Some(Instant(starts.0 + 45 * MINUTE))), "as long as before");
    assert_eq!((new.owner, new.reason), (Some(REP), None));
    assert_eq!(refused(act(&mut desk, &CallOff { why: why.clone(), ..none })), "refused-visit-not-planned");

    create(&mut desk, CloseReason::COLLECTION, 95, vec![(CloseReason::NAME, "Car".into())]);
    let car = Why { incident: Some(Id(95)), words: None };
    act(&mut desk, &CallOff { visit: VisitId(Id(60)), answer: Answer::Missed, why: car }).expect("is missed");
    assert_eq!((get(&desk, 60).status.as_deref(), get(&desk, 60).incident), (Some("missed"), Some(Id(95))));

    let nobody = NobodyThere { visit: VisitId(Id(31)), found: found(31.1, 10), why: None };
    act_at(&mut desk, later(2), &nobody).expect("is said");
    let (visit, trace) = (get(&desk, 31), one(&desk.book, Id(31)).expect("is there"));
    assert_eq!((visit.found.as_deref(), visit.achieved.as_deref()), (Some("nobody"), Some("no")));
    assert_eq!((visit.arrived, visit.left), (Some(later(2)), Some(later(2))));
    assert_eq!((trace.status, trace.arrives(), trace.counts()), (Status::Done, true, false));

    let instead = ArriveUnplanned {
        id: VisitId(Id(61)),
        account: Id(10),
        site: None,
        owner: None,
        purposes: vec!["service".to_owned()],
        instead_of: Some(Id(31)),
        found: None,
    };
    act_at(&mut desk, later(20), &instead).expect("arrives");
    let visit = get(&desk, 61);
    assert_eq!((visit.unplanned.as_deref(), visit.instead_of, visit.owner), (Some("yes"), Some(Id(31)), Some(REP)));
    assert_eq!((visit.status.as_deref(), visit.starts), (Some("under_way"), None));
    assert_eq!(visit.purposes, Some(vec!["service".to_owned()]));
}

#[test]
fn another_persons_visit_is_not_mine_to_check_in() {
    let mut desk = round();
    as_person(&mut desk, PEER, Layer::Salesperson);
    let outcome = act(&mut desk, &CheckIn { visit: VisitId(Id(30)), found: None });
    assert!(matches!(outcome, Err(Rejection::NotAllowed { .. })), "{outcome:?}");
}

#[test]
fn whoever_came_along_is_told_so_and_counts_nothing() {
    let desk = cycle_of_three();
    let lines = Lines::of(&desk.book);
    let along = |person: Id| -> Vec<u128> {
        let visits = lines.along(person, at("2026-11-23", 0, 0), at("2026-11-24", 0, 0));
        visits.iter().map(|visit| visit.id.0).collect()
    };
    assert_eq!((along(LEAD), along(REP), along(PEER)), (vec![33], vec![], vec![]));
    let once: Vec<u128> = joint::once(&desk.book, &desk.zone).iter().map(|visit| visit.id.0).collect();
    assert_eq!(once, [30, 31, 32, 33, 35], "the supervisor's own record of it is no second visit");
}

#[test]
fn a_photo_from_elsewhere_is_asked_about() {
    let mut desk = round();
    act(&mut desk, &CheckIn { visit: VisitId(Id(30)), found: None }).expect("checks in");
    let photo = FileRef { hash: [7; 32], name: "a.jpg".to_owned(), media: "image/jpeg".to_owned(), size: 9 };
    let add = |id: u128, taken: Option<Instant>, live: bool| AddPhoto {
        visit: VisitId(Id(30)),
        id: VisitPhotoId(Id(id)),
        photo: photo.clone(),
        taken,
        live,
        note: Some(" shelf ".to_owned()),
    };
    act_at(&mut desk, later(3), &add(700, None, true)).expect("is kept");
    let kept = desk.book.get::<VisitPhoto>(VisitPhotoId(Id(700))).expect("is there");
    assert_eq!((kept.taken, kept.live.as_deref(), kept.note.as_deref()), (Some(later(3)), Some("yes"), Some("shelf")));
    assert_eq!((kept.visit, kept.photo), (Some(Id(30)), Some(photo.clone())));
    assert_eq!(get(&desk, 30).doubts, None);
    act_at(&mut desk, later(4), &add(701, Some(later(-60)), true)).expect("is kept");
    assert_eq!(get(&desk, 30).doubts, Some(vec!["photo".to_owned()]), "an hour before the check-in");
}

#[test]
fn a_visit_is_taken_off_the_plan_before_it_begins() {
    let mut desk = round();
    let along = vec![(VisitCompanion::VISIT, Id(31).into()), (VisitCompanion::PERSON, LEAD.into())];
    create(&mut desk, VisitCompanion::COLLECTION, 40, along);
    act(&mut desk, &TakeOff { visit: VisitId(Id(31)) }).expect("is taken off");
    assert_eq!(desk.book.get::<Visit>(VisitId(Id(31))), None);
    assert_eq!(desk.book.all::<VisitCompanion>().count(), 0, "with its lines");
    act(&mut desk, &CheckIn { visit: VisitId(Id(30)), found: None }).expect("checks in");
    assert_eq!(refused(act(&mut desk, &TakeOff { visit: VisitId(Id(30)) })), "refused-visit-not-planned");
}

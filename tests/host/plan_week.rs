//! A week planned by hand: what breaks where a visit stands, where it can go, and the month in numbers.

use fieldbook::book::Rejection;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Person, Visit, VisitId};
use fieldbook::model::{Calendar, Datum, Day, Id, Instant, Place, Point, Value};
use fieldbook::query::period::Period;
use fieldbook::visits::life::MoveVisit;
use fieldbook::visits::month::{DayCount, counts};
use fieldbook::visits::week::{Amiss, Days, snapped};
use fieldbook::visits::workday::{DayOff, SetWorkday};

use super::days::windows;
use super::import_desk::Desk;
use super::visits::{BOSS, LEAD, PEER, REP, account, act, as_person, at, company, day, visit};

/// A Monday.
const MONDAY: &str = "2026-11-30";

/// So many thousandths of a degree, about 111 metres each, north of the middle of Suzhou.
fn place(north: u32) -> Value {
    let point = Point::of_degrees(31.30 + f64::from(north) / 1_000.0, 120.62).expect("on the Earth");
    Value::Place(Place::new(point, Datum::Wgs84))
}

/// Alpha and Beta ten kilometres apart, Gamma where Alpha is and open in the afternoon, Delta nobody knows where.
fn round() -> Desk {
    let mut desk = company();
    account(&mut desk, 10, "Alpha", vec![(Account::PLACE, place(0))]);
    account(&mut desk, 11, "Beta", vec![(Account::PLACE, place(90))]);
    let hours = windows("mon-fri 14:00-16:00");
    account(&mut desk, 12, "Gamma", vec![(Account::PLACE, place(0)), (Account::WINDOWS, hours)]);
    account(&mut desk, 13, "Delta", vec![]);
    desk
}

/// A visit from one time of Monday to another, in hours and minutes.
fn plan(desk: &mut Desk, id: u128, account: u128, from: (i64, i64), to: (i64, i64)) {
    let on = |(hour, minute): (i64, i64)| Value::Instant(at(MONDAY, hour, minute));
    visit(desk, id, account, vec![(Visit::STARTS, on(from)), (Visit::ENDS, on(to))]);
}

fn days(desk: &Desk) -> Days {
    Days::of(&desk.book, (&desk.zone, &Calendar::weekends()), REP, (day(MONDAY), day(MONDAY).plus(6)))
}

fn amiss(desk: &Desk) -> Vec<(Id, Amiss)> {
    days(desk).amiss(day(MONDAY))
}

#[test]
fn a_way_that_is_too_long_is_told_with_what_it_takes() {
    let mut desk = round();
    plan(&mut desk, 30, 10, (10, 0), (10, 30));
    plan(&mut desk, 31, 11, (10, 45), (11, 15));
    // Ten kilometres are thirteen and a half on the road, at 32 km/h 25 minutes, one to get in and out; a quarter of
    // an hour for gate and parking: 41 minutes, where there are fifteen.
    let found = amiss(&desk);
    let [(id, Amiss::TooFar { from, takes, has })] = &found[..] else { panic!("{found:?}") };
    assert_eq!((*id, *from, *has), (Id(31), Some(Id(30)), 15 * 60));
    assert!((2_460..2_500).contains(takes), "{takes}");
    // Three quarters of an hour are enough; of what nobody knows where it is no way is too long.
    let days = days(&desk);
    let beta = days.visit(Id(31)).expect("is there");
    assert_eq!(days.with(beta, at(MONDAY, 11, 15)).amiss(day(MONDAY)), []);
    let mut desk = round();
    plan(&mut desk, 30, 10, (10, 0), (10, 30));
    plan(&mut desk, 31, 13, (10, 35), (11, 0));
    assert_eq!(amiss(&desk), []);
}

#[test]
fn what_overlaps_is_shut_or_over_the_hours_is_told() {
    let mut desk = round();
    plan(&mut desk, 30, 10, (10, 0), (10, 30));
    plan(&mut desk, 31, 12, (10, 15), (10, 45));
    assert_eq!(amiss(&desk), [(Id(31), Amiss::Closed), (Id(31), Amiss::Overlap(Id(30)))]);
    assert_eq!(days(&desk).lanes(day(MONDAY)), [(Id(30), 0, 2), (Id(31), 1, 2)]);
    let days = days(&desk);
    let gamma = days.visit(Id(31)).expect("is there");
    let moved = |time: Instant| days.with(gamma, time).amiss(desk.zone.day_of(time));
    assert_eq!(moved(at(MONDAY, 14, 30)), []);
    assert_eq!(moved(at(MONDAY, 15, 45)), [(Id(31), Amiss::Closed)], "it would end after they shut");
    assert_eq!(moved(at(MONDAY, 17, 15)), [(Id(31), Amiss::OverHours), (Id(31), Amiss::Closed)]);
    let weekend = moved(at("2026-12-05", 14, 30));
    assert_eq!(weekend, [(Id(31), Amiss::DayOff(DayOff::Weekend)), (Id(31), Amiss::Closed)]);
}

#[test]
fn lunch_and_the_way_back_are_looked_at() {
    let mut desk = round();
    let home = vec![(Person::START_PLACE, Some(place(0)))];
    act(&mut desk, &SetWorkday { person: REP, changes: home }).expect("is one's own");
    // Between half past eleven and half past one an hour is for lunch: a quarter is left.
    plan(&mut desk, 30, 13, (11, 15), (12, 15));
    plan(&mut desk, 31, 13, (12, 30), (13, 20));
    assert_eq!(amiss(&desk), [(Id(31), Amiss::NoLunch)]);
    // Until a quarter past five at Beta, home by half past: more than 26 minutes in the rush.
    let mut desk2 = round();
    let home = vec![(Person::START_PLACE, Some(place(0)))];
    act(&mut desk2, &SetWorkday { person: REP, changes: home }).expect("is one's own");
    plan(&mut desk2, 32, 11, (16, 45), (17, 15));
    let found = amiss(&desk2);
    let [(Id(32), Amiss::LateBack(late))] = found[..] else { panic!("{found:?}") };
    assert!((11 * 60..25 * 60).contains(&late), "{late}");
    // At nine at Beta: half an hour from when the day begins, and the way with the gate takes more.
    plan(&mut desk2, 33, 11, (9, 0), (9, 30));
    let found = amiss(&desk2);
    assert!(matches!(found[0], (Id(33), Amiss::TooFar { from: None, has: 1_800, .. })), "{found:?}");
}

#[test]
fn a_visit_goes_behind_others_and_to_quarters() {
    let mut desk = round();
    plan(&mut desk, 30, 10, (9, 0), (9, 40));
    plan(&mut desk, 31, 13, (15, 0), (15, 30));
    let days = days(&desk);
    let moved = days.visit(Id(31)).expect("is there");
    // First of the day: when work begins; behind Alpha: half an hour's way on, at a whole quarter.
    assert_eq!(days.behind(day(MONDAY), 0, moved), at(MONDAY, 8, 30));
    assert_eq!(days.behind(day(MONDAY), 1, moved), at(MONDAY, 10, 15));
    assert_eq!(days.behind(day("2026-12-01"), 0, moved), at("2026-12-01", 8, 30));
    assert_eq!([snapped(607.4), snapped(608.0), snapped(-20.0), snapped(5_000.0)], [600, 615, 0, 1_425]);
    // From half past eight to half past five, in whole hours.
    assert_eq!(days.hours(), (8, 18));
    assert_eq!(days.minutes(day(MONDAY), 8, (at(MONDAY, 9, 0), at(MONDAY, 9, 40))), (60, 40));
}

#[test]
fn a_visit_is_moved_as_long_as_it_is_open() {
    let mut desk = round();
    plan(&mut desk, 30, 10, (9, 0), (9, 40));
    let to = |hour: i64| MoveVisit { visit: VisitId(Id(30)), starts: at("2026-12-02", hour, 0), to: None };
    let batch = act(&mut desk, &to(14)).expect("is moved");
    assert_eq!(batch.head.label.key, "did-visit-move");
    let moved = desk.book.get::<Visit>(VisitId(Id(30))).expect("is there");
    assert_eq!(moved.starts.zip(moved.ends), Some((at("2026-12-02", 14, 0), at("2026-12-02", 14, 40))));
    assert_eq!(act(&mut desk, &to(14)).err(), Some(Rejection::Nothing));
    // The desk's clock stands at the twenty-fifth of November.
    let on = |date: &str| MoveVisit { visit: VisitId(Id(30)), starts: at(date, 0, 0), to: None };
    let past = act(&mut desk, &on("2026-11-24")).expect_err("is refused");
    assert!(matches!(&past, Rejection::Against(label) if label.key == "refused-visit-past"), "{past:?}");
    act(&mut desk, &on("2026-11-25")).expect("is moved to today");
    act(&mut desk, &to(14)).expect("is moved back");
    visit(&mut desk, 31, 10, vec![(Visit::STARTS, Value::Instant(at(MONDAY, 9, 0))), (Visit::LOCKED, "yes".into())]);
    visit(&mut desk, 32, 10, vec![(Visit::STARTS, Value::Instant(at(MONDAY, 9, 0))), (Visit::STATUS, "done".into())]);
    for (id, why) in [(31, "refused-visit-locked"), (32, "refused-visit-not-planned")] {
        let move_it = MoveVisit { visit: VisitId(Id(id)), starts: at(MONDAY, 11, 0), to: None };
        let refused = act(&mut desk, &move_it).expect_err("is refused");
        assert!(matches!(&refused, Rejection::Against(label) if label.key == why), "{refused:?}");
    }
}

#[test]
fn a_month_counts_what_is_planned_done_and_not_made() {
    let mut desk = round();
    let today = day("2026-11-25");
    let on = |date: &str, status: &str| {
        vec![(Visit::STARTS, Value::Instant(at(date, 9, 0))), (Visit::STATUS, status.into())]
    };
    let all = [
        ("2026-11-24", "done"),
        ("2026-11-24", "planned"),
        ("2026-11-24", "cancelled"),
        ("2026-11-25", "planned"),
        ("2026-11-25", "missed"),
        ("2026-11-30", "planned"),
        ("2026-12-01", "planned"),
    ];
    for (id, (date, status)) in (30..).zip(all) {
        visit(&mut desk, id, 10, on(date, status));
    }
    let found = counts(&desk.book, &desk.zone, REP, today, (day("2026-11-24"), day(MONDAY)));
    let count = |planned, done, overdue| DayCount { planned, done, overdue };
    let some: Vec<(Day, DayCount)> = found.iter().copied().filter(|(_, count)| !count.is_empty()).collect();
    let expected = [("2026-11-24", count(0, 1, 1)), ("2026-11-25", count(1, 0, 1)), (MONDAY, count(1, 0, 0))];
    assert_eq!(some, expected.map(|(date, count)| (day(date), count)));
    assert_eq!(found.len(), 7);
    // A week that begins on Sunday holds the Sunday before.
    assert_eq!(Period::ThisWeek(0).days_of(day(MONDAY), 6), (day("2026-11-29"), day("2026-12-05")));
}

#[test]
fn a_visit_is_passed_on_by_whoever_leads_both() {
    let mut desk = round();
    plan(&mut desk, 30, 10, (10, 0), (10, 30));
    let pass = |to: Id, hour: i64| MoveVisit { visit: VisitId(Id(30)), starts: at(MONDAY, hour, 0), to: Some(to) };
    // A salesperson leads nobody; to oneself, at the same time, is nothing.
    assert!(matches!(act(&mut desk, &pass(PEER, 10)), Err(Rejection::NotAllowed { .. })));
    assert_eq!(act(&mut desk, &pass(REP, 10)).err(), Some(Rejection::Nothing));
    as_person(&mut desk, LEAD, Layer::Supervisor);
    assert!(matches!(act(&mut desk, &pass(BOSS, 10)), Err(Rejection::NotAllowed { .. })));
    let batch = act(&mut desk, &pass(PEER, 11)).expect("leads both");
    assert_eq!(batch.head.label.key, "did-visit-pass");
    let visit = desk.book.get::<Visit>(VisitId(Id(30))).expect("is there");
    assert_eq!(
        (visit.owner, visit.starts, visit.ends),
        (Some(PEER), Some(at(MONDAY, 11, 0)), Some(at(MONDAY, 11, 30)),)
    );
    assert_eq!(days(&desk).visit(Id(30)), None);
}

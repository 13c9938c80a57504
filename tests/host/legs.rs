//! Ways whose time somebody has set: planner and checker reckon with them, there and back, before what the map says.

use fieldbook::book::Rejection;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Leg, Person, Visit};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Calendar, Datum, Id, Place, Point, Record, Value};
use fieldbook::visits::legs::{By, SetLeg, leg};
use fieldbook::visits::week::{Amiss, Days, Way};

use super::import_desk::Desk;
use super::planner::{MONDAY, ask, gathered, place, planned, row, unit};
use super::visits::{LEAD, PEER, REP, account, act, as_person, at, create, day, visit};

const MINUTE: i64 = 60;

/// Two customers ten hundredths of a degree apart, with a visit to each: at nine, and at a quarter past ten.
fn two() -> Desk {
    let mut desk = row(0);
    for (number, east, hour, minute) in [(10, 0, 9, 0), (11, 10, 10, 15)] {
        account(&mut desk, number, &format!("customer {number}"), vec![(Account::PLACE, place(east))]);
        let starts = Value::Instant(at(MONDAY, hour, minute));
        visit(&mut desk, number + 20, number, vec![(Visit::STARTS, starts), (Visit::LOCKED, "yes".into())]);
    }
    desk
}

fn set(from: Option<u128>, to: Option<u128>, seconds: Option<i64>) -> SetLeg {
    let ends = (from.map(unit), to.map(unit));
    SetLeg { person: REP, ends, seconds, by: By::Train, both_ways: true, note: None }
}

fn days(desk: &Desk) -> Days {
    Days::of(&desk.book, (&desk.zone, &Calendar::weekends()), REP, (day(MONDAY), day(MONDAY)))
}

fn way_to(desk: &Desk, visit: u128) -> Option<Way> {
    days(desk).ways(day(MONDAY)).into_iter().find(|way| way.visit == Id(visit))
}

#[test]
fn a_way_set_by_hand_holds_for_the_checker() {
    let mut desk = two();
    // 9.5 km are 12.83 on the road: 24 minutes at 32 km/h, and one to get in and out. At half past nine one leaves, and
    // with a quarter at the gate is at the door at ten past ten.
    let way = way_to(&desk, 31).expect("a way");
    assert_eq!((way.from, way.ends, way.is_set), (Some(Id(30)), (Some(unit(10)), Some(unit(11))), false));
    assert!((1_495..=1_510).contains(&way.seconds) && way.map == way.seconds, "{way:?}");
    assert_eq!(way_to(&desk, 30), None, "nobody knows where the day begins");
    assert_eq!(days(&desk).amiss(day(MONDAY)), []);
    act(&mut desk, &set(Some(10), Some(11), Some(40 * MINUTE))).expect("is set");
    let slow = way_to(&desk, 31).expect("a way");
    assert_eq!((slow.seconds, slow.map, slow.is_set), (40 * MINUTE, way.map, true));
    let amiss = days(&desk).amiss(day(MONDAY));
    let takes = 55 * MINUTE;
    assert_eq!(amiss, [(Id(31), Amiss::TooFar { from: Some(Id(30)), takes, has: 45 * MINUTE })]);
    // Set again it changes; there is one record.
    act(&mut desk, &set(Some(10), Some(11), Some(20 * MINUTE))).expect("is set");
    assert_eq!(desk.book.all::<Leg>().count(), 1);
    assert_eq!(way_to(&desk, 31).expect("a way").seconds, 20 * MINUTE);
    act(&mut desk, &set(Some(10), Some(11), None)).expect("is left to the map");
    assert_eq!(way_to(&desk, 31), Some(way));
    assert_eq!(act(&mut desk, &set(Some(10), Some(11), None)).err(), Some(Rejection::Nothing));
}

#[test]
fn the_planner_reckons_with_it_at_any_hour_there_and_back() {
    let mut desk = two();
    act(&mut desk, &set(Some(11), Some(10), Some(7 * MINUTE))).expect("is set");
    let (task, brief) = gathered(&desk, &ask(1));
    let of = |account: u128| {
        let entry = brief.entries.iter().position(|entry| entry.unit == unit(account)).expect("is there");
        task.candidates[entry].place
    };
    for (from, to) in [(10, 11), (11, 10)] {
        let cell = of(from) * task.legs.places + of(to);
        assert_eq!((task.legs.time[cell], task.legs.fixed[cell]), (7 * MINUTE, true));
    }
    let agenda = planned(&desk, &ask(1));
    let second = &agenda.days[0].stops[1];
    assert_eq!((second.arrives.0 - second.leaves.0) / 1_000, 7 * MINUTE);
    // One way only.
    act(&mut desk, &SetLeg { both_ways: false, ..set(Some(11), Some(10), Some(9 * MINUTE)) }).expect("is set");
    let (task, _) = gathered(&desk, &ask(1));
    let cell = |from: u128, to: u128| of(from) * task.legs.places + of(to);
    assert_eq!(task.legs.time[cell(11, 10)], 9 * MINUTE);
    assert!(!task.legs.fixed[cell(10, 11)] && task.legs.time[cell(10, 11)] > 20 * MINUTE);
}

#[test]
fn one_s_own_comes_before_everybodys_and_a_way_may_begin_at_home() {
    let mut desk = two();
    let home = Place::new(Point::of_degrees(31.30, 120.60).expect("on the Earth"), Datum::Wgs84);
    create(
        &mut desk,
        Person::COLLECTION,
        40,
        vec![(Person::NAME, "traveller".into()), (Person::START_PLACE, Value::Place(home))],
    );
    // What holds for everybody.
    let all = vec![
        (Leg::FROM_ACCOUNT, Id(10).into()),
        (Leg::TO_ACCOUNT, Id(11).into()),
        (Leg::TIME, Value::Duration(50 * MINUTE)),
    ];
    create(&mut desk, Leg::COLLECTION, 90, all);
    assert_eq!(way_to(&desk, 31).expect("a way").seconds, 50 * MINUTE);
    act(&mut desk, &set(Some(10), Some(11), Some(15 * MINUTE))).expect("is set");
    assert_eq!(way_to(&desk, 31).expect("a way").seconds, 15 * MINUTE);
    assert_eq!(leg(&desk.book, PEER, (Some(unit(10)), Some(unit(11)))).and_then(|leg| leg.time), Some(50 * MINUTE));
    // From home, for the one who lives there.
    as_person(&mut desk, Id(40), Layer::Salesperson);
    act(&mut desk, &SetLeg { person: Id(40), ..set(None, Some(10), Some(33 * MINUTE)) }).expect("is set");
    visit(&mut desk, 50, 10, vec![(Visit::OWNER, Id(40).into()), (Visit::STARTS, Value::Instant(at(MONDAY, 11, 0)))]);
    let theirs = Days::of(&desk.book, (&desk.zone, &Calendar::weekends()), Id(40), (day(MONDAY), day(MONDAY)));
    let ways = theirs.ways(day(MONDAY));
    assert_eq!((ways[0].from, ways[0].ends.0, ways[0].seconds, ways[0].is_set), (None, None, 33 * MINUTE, true));
}

#[test]
fn a_way_is_set_by_whose_it_is_and_is_no_longer_than_a_day() {
    let mut desk = two();
    as_person(&mut desk, PEER, Layer::Salesperson);
    let refused = act(&mut desk, &set(Some(10), Some(11), Some(MINUTE)));
    assert!(matches!(refused, Err(Rejection::NotAllowed { .. })), "{refused:?}");
    as_person(&mut desk, LEAD, Layer::Supervisor);
    act(&mut desk, &set(Some(10), Some(11), Some(MINUTE))).expect("is set by who leads them");
    for seconds in [-1, 24 * 3_600 + 1] {
        let refused = act(&mut desk, &set(Some(10), Some(11), Some(seconds)));
        let Err(Rejection::Invalid { problem, .. }) = refused else { panic!("is refused: {refused:?}") };
        assert_eq!(problem, Problem::OutOfBounds(0, 24 * 3_600));
    }
}

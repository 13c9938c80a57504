//! Trips that pay: reckoned by hand for customers far from home, with what a night is worth, and on which days.

use fieldbook::book::Rejection;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Absence, Account, Area, Person, Trip, Visit};
use fieldbook::model::{Calendar, Id, Record, Value};
use fieldbook::ports::background::Job;
use fieldbook::visits::cadence::Unit;
use fieldbook::visits::planner::{Agenda, Ask, Forced, gather};
use fieldbook::visits::trips::{Idea, MakeTrip, Policy, USUAL, ideas};

use super::import_desk::Desk;
use super::planner::{MONDAY, ask, place, unit};
use super::visits::{LEAD, PEER, account, act, as_person, at, company, create, day, visit};

/// Who travels.
const ME: Id = Id(40);
const HOUR: i64 = 3_600;

/// Somebody who lives in the west, with so many customers in a row so many hundredths of a degree to the east.
fn traveller(count: u32, east: u32) -> Desk {
    let mut desk = company();
    let me = vec![(Person::NAME, "traveller".into()), (Person::MANAGER, LEAD.into()), (Person::START_PLACE, place(0))];
    create(&mut desk, Person::COLLECTION, 40, me);
    create(&mut desk, Area::COLLECTION, 70, vec![(Area::NAME, "The East".into())]);
    for number in 0..count {
        let values = vec![
            (Account::OWNER, ME.into()),
            (Account::AREA, Id(70).into()),
            (Account::VISIT_COUNT, Value::Number(1.0)),
            (Account::VISIT_PERIOD, "week".into()),
            (Account::PLACE, place(east + number)),
        ];
        account(&mut desk, 10 + u128::from(number), &format!("customer {number}"), values);
    }
    desk
}

fn found(desk: &Desk, policy: &Policy) -> Vec<Idea> {
    let span = (day(MONDAY), day(MONDAY).plus(13));
    ideas(&desk.book, (&desk.zone, &Calendar::weekends()), ME, day(MONDAY), span, policy)
}

#[test]
fn a_night_away_pays_where_it_saves_the_way() {
    // The third of six lies 44 hundredths of a degree away, which are 41.8 km, 56.4 on the road, at 32 km/h 106 minutes
    // with getting in and out. Eight hours of work leave 4 h 28 min of visits a day; six of three quarters of an hour
    // with five ways of 3.4 minutes take 4 h 47: two days. On a trip of two there is room for more than twelve hours.
    // So one way there and back is saved, 3 h 32 min, which is more than two hours for the night.
    let desk = traveller(6, 42);
    let all = found(&desk, &USUAL);
    let [idea] = &all[..] else { panic!("one trip: {all:?}") };
    assert_eq!((idea.around.as_str(), idea.area), ("The East", Some(Id(70))));
    assert_eq!(idea.days, (day(MONDAY), day(MONDAY).plus(1)));
    let mut units = idea.units.clone();
    units.sort_unstable();
    assert_eq!(units, (10..16).map(unit).collect::<Vec<_>>());
    let minutes = idea.saved.expect("there and back is possible") / 60;
    assert!((209..=214).contains(&minutes), "{minutes} minutes");
    assert_eq!(idea.saved, Some(2 * idea.way));
    // Where a night is worth four hours it does not pay.
    assert_eq!(found(&desk, &Policy { night: 4 * HOUR, ..USUAL }), []);
    // Five fit into one day: 3 h 59.
    assert_eq!(found(&traveller(5, 42), &USUAL), []);
    // Nor where they are nearer than an hour, however many.
    assert_eq!(found(&traveller(12, 10), &USUAL), []);
}

#[test]
fn who_is_too_far_for_a_day_is_visited_on_a_trip() {
    // 4 h 50 one way: nobody is there and back in eight hours.
    let all = found(&traveller(3, 120), &USUAL);
    let [idea] = &all[..] else { panic!("one trip: {all:?}") };
    assert_eq!((idea.saved, idea.days.1.0 - idea.days.0.0), (None, 1));
    assert!((17_000..=17_800).contains(&idea.way), "{idea:?}");
    // Two places far from one another are two trips, and one of two days each.
    let mut desk = traveller(3, 120);
    let values = |east: u32| {
        vec![
            (Account::OWNER, ME.into()),
            (Account::VISIT_COUNT, Value::Number(1.0)),
            (Account::VISIT_PERIOD, "week".into()),
            (Account::PLACE, place(east)),
        ]
    };
    account(&mut desk, 90, "further", values(220));
    let names: Vec<String> = found(&desk, &Policy { most: 3, ..USUAL }).into_iter().map(|idea| idea.around).collect();
    assert_eq!(names, ["The East", "further"]);
    // Further than the days of a trip reach it is none.
    assert_eq!(found(&desk, &Policy { most: 2, ..USUAL }).len(), 1);
}

#[test]
fn a_trip_takes_days_that_are_free_and_follow_one_another() {
    let mut desk = traveller(6, 42);
    // Monday is taken by an appointment, Tuesday and Wednesday are spent away: Thursday and Friday are left.
    account(&mut desk, 80, "at home", vec![(Account::OWNER, ME.into()), (Account::PLACE, place(1))]);
    let appointment = vec![(Visit::OWNER, ME.into()), (Visit::STARTS, Value::Instant(at(MONDAY, 15, 0)))];
    visit(&mut desk, 30, 80, appointment);
    let away = vec![
        (Absence::OWNER, ME.into()),
        (Absence::STARTS_ON, Value::Date(day(MONDAY).plus(1))),
        (Absence::ENDS_ON, Value::Date(day(MONDAY).plus(2))),
    ];
    create(&mut desk, Absence::COLLECTION, 60, away);
    assert_eq!(found(&desk, &USUAL)[0].days, (day(MONDAY).plus(3), day(MONDAY).plus(4)));
    // Without the Friday it is the Monday after: a weekend is between no two days of a trip.
    let friday = vec![(Absence::OWNER, ME.into()), (Absence::STARTS_ON, Value::Date(day(MONDAY).plus(4)))];
    create(&mut desk, Absence::COLLECTION, 61, friday);
    assert_eq!(found(&desk, &USUAL)[0].days, (day(MONDAY).plus(7), day(MONDAY).plus(8)));
}

#[test]
fn a_trip_is_made_and_its_days_are_planned_with_less_driving() {
    let mut desk = traveller(6, 42);
    let plan = |desk: &Desk, forced: &[Unit]| -> Agenda {
        let forced = forced.iter().map(|unit| Forced { unit: *unit, day: None }).collect();
        let wish = Ask { person: ME, forced, ..ask(2) };
        let (task, brief) = gather(&desk.book, (&desk.zone, &Calendar::weekends()), &wish);
        let weeks = task.run(&|_| ()).expect("a plan that passes its check");
        brief.agenda(&desk.zone, &weeks)
    };
    let idea = found(&desk, &USUAL).remove(0);
    let before = plan(&desk, &idea.units);
    as_person(&mut desk, PEER, Layer::Salesperson);
    let make = MakeTrip { person: ME, purpose: "Around The East".to_owned(), idea: idea.clone() };
    assert!(matches!(act(&mut desk, &make), Err(Rejection::NotAllowed { .. })), "a colleague's trip is not theirs");
    as_person(&mut desk, ME, Layer::Salesperson);
    act(&mut desk, &make).expect("is made");
    let trip = desk.book.all::<Trip>().next().expect("a trip");
    assert_eq!((trip.starts_on, trip.ends_on, trip.area), (Some(idea.days.0), Some(idea.days.1), Some(Id(70))));
    assert_eq!(trip.hotel_place.map(fieldbook::model::Place::point), Some(idea.place));
    let after = plan(&desk, &idea.units);
    assert_eq!((before.sums().visits, after.sums().visits), (6, 6));
    // Planned day by day there are two ways there and back, on a trip there is one.
    let saved = before.sums().road - after.sums().road;
    let reckoned = idea.saved.expect("is known");
    assert!((reckoned * 8 / 10..=reckoned * 12 / 10).contains(&saved), "{saved} s, reckoned were {reckoned}");
    assert_eq!(found(&desk, &USUAL).first().map(|idea| idea.days), Some((day(MONDAY).plus(2), day(MONDAY).plus(3))));
}

//! Work dealt out to a team, by numbers and from the book; a trip with a night away.

use std::slice::from_ref;

use fieldbook::book::Rejection;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Absence, Account, Person, Trip, Visit};
use fieldbook::model::{Calendar, Datum, Id, Place, Point, Record, Value};
use fieldbook::ports::background::Job;
use fieldbook::visits::cadence::Unit;
use fieldbook::visits::planner::{
    Agenda, Ask, Hand, Instead, Keep, Lot, Share, Sums, TakeOver, TakeOverTeam, deal, gather_team,
};

use super::import_desk::Desk;
use super::visits::{LEAD, PEER, REP, account, act, as_person, at, company, create, day, visit};

const HOUR: i64 = 3_600;

/// Somewhere in Suzhou: so many hundredths of a degree east of its middle, which is a kilometre each.
fn point(east: u32) -> Point {
    Point::of_degrees(31.30, 120.62 + f64::from(east) / 100.0).expect("on the Earth")
}

fn place(east: u32) -> Value {
    Value::Place(Place::new(point(east), Datum::Wgs84))
}

/// Nobody's customer, to be visited once for an hour.
fn lot(east: u32) -> Lot {
    Lot { point: Some(point(east)), area: None, owner: None, fixed: None, visits: 1, seconds: HOUR }
}

/// Somebody with so many hours.
fn hand(east: u32, hours: i64) -> Hand {
    Hand { home: Some(point(east)), area: None, seconds: hours * HOUR }
}

#[test]
fn each_goes_to_who_is_near() {
    let lots = [lot(1), lot(41), lot(0), lot(39), lot(79), lot(80)];
    assert_eq!(
        deal(&lots, &[hand(0, 40), hand(40, 40), hand(80, 40)]),
        [Some(0), Some(1), Some(0), Some(1), Some(2), Some(2)]
    );
}

#[test]
fn nobody_gets_more_than_there_is_time_for_while_others_have_some() {
    let lots: Vec<Lot> = (0..12).map(lot).collect();
    let dealt = deal(&lots, &[hand(0, 6), hand(30, 6)]);
    let count = |hand: usize| dealt.iter().filter(|dealt| **dealt == Some(hand)).count();
    assert_eq!((count(0), count(1)), (6, 6));
    // Who is nearer to the other one is dealt to them.
    assert!(dealt[..6].iter().all(|hand| *hand == Some(0)), "{dealt:?}");
    // What is too much for both of them is still dealt out: what finds no day is told by the plan.
    assert!(deal(&lots, &[hand(0, 3), hand(30, 3)]).iter().all(Option::is_some));
}

#[test]
fn customers_stay_with_whom_they_belong_to_while_there_is_time() {
    // Ten kilometres nearer to a colleague.
    let own = Lot { owner: Some(0), ..lot(15) };
    assert_eq!(deal(from_ref(&own), &[hand(0, 40), hand(20, 40)]), [Some(0)]);
    assert_eq!(deal(from_ref(&own), &[hand(0, 0), hand(20, 40)]), [Some(1)], "somebody who is away");
    let arranged = Lot { fixed: Some(0), ..own };
    assert_eq!(deal(&[arranged], &[hand(0, 0), hand(20, 40)]), [Some(0)], "what is arranged stays");
    // Ten hours of visits, and six hours for them: four go to the colleague, and those that are nearest to them.
    let mine: Vec<Lot> = (0..10).map(|east| Lot { owner: Some(0), ..lot(2 * east) }).collect();
    let dealt = deal(&mine, &[hand(0, 6), hand(20, 40)]);
    assert!(dealt[..6].iter().all(|hand| *hand == Some(0)), "{dealt:?}");
    assert!(dealt[6..].iter().all(|hand| *hand == Some(1)), "{dealt:?}");
    assert_eq!(deal(&mine, &[]), vec![None; 10], "nobody is there");
}

#[test]
fn who_works_in_the_area_comes_before_who_is_a_little_nearer() {
    let (north, south) = (Id(70), Id(71));
    let hands = [Hand { area: Some(north), ..hand(0, 40) }, Hand { area: Some(south), ..hand(8, 40) }];
    let there = Lot { area: Some(north), ..lot(6) };
    assert_eq!(deal(from_ref(&there), &hands), [Some(0)]);
    assert_eq!(deal(&[Lot { area: None, ..there }], &hands), [Some(1)]);
}

/// A Monday.
const MONDAY: &str = "2026-11-30";

fn ask(person: Id) -> Ask {
    Ask {
        person,
        today: day(MONDAY),
        span: (day(MONDAY), day(MONDAY).plus(4)),
        keep: Keep::Appointments,
        forced: Vec::new(),
        excluded: Vec::new(),
        most: None,
        here: None,
        seed: 7,
        turns: 100,
    }
}

/// A week of two colleagues with twelve customers of the first one, each visited once, and one of nobody.
fn two() -> Desk {
    let mut desk = company();
    let once = || vec![(Account::VISIT_COUNT, Value::Number(1.0)), (Account::VISIT_PERIOD, "week".into())];
    for number in 0..12 {
        let id = 10 + u128::from(number);
        let values = [once(), vec![(Account::PLACE, place(number))]].concat();
        account(&mut desk, id, &format!("customer {id}"), values);
    }
    let values = [once(), vec![(Account::NAME, "nobody's".into()), (Account::PLACE, place(3))]].concat();
    create(&mut desk, Account::COLLECTION, 90, values);
    desk
}

fn shares(desk: &Desk, asks: &[Ask]) -> Vec<(Share, Agenda)> {
    let shares = gather_team(&desk.book, (&desk.zone, &Calendar::weekends()), asks);
    let planned = |share: Share| {
        let weeks = share.task.clone().run(&|_| ()).expect("a plan that passes its check");
        let agenda = share.brief.agenda(&desk.zone, &weeks);
        (share, agenda)
    };
    shares.into_iter().map(planned).collect()
}

fn units(agenda: &Agenda) -> Vec<Id> {
    let stops = agenda.days.iter().flat_map(|day| &day.stops);
    let mut units: Vec<Id> = stops.map(|stop| stop.unit.account).collect();
    units.sort_unstable();
    units
}

#[test]
fn a_team_sees_everybody_once() {
    let desk = two();
    let all: Vec<Id> = (10..22).map(Id).chain([Id(90)]).collect();
    let planned = shares(&desk, &[ask(REP), ask(PEER)]);
    assert_eq!((planned[0].1.person, planned[1].1.person), (REP, PEER));
    // There is time for one's own; what is nobody's goes to who has nothing to do.
    assert_eq!(units(&planned[0].1), &all[..12]);
    assert_eq!(units(&planned[1].1), [Id(90)]);
    assert!(planned.iter().all(|(share, _)| share.taken.is_empty()));
    assert_eq!(shares(&desk, &[ask(REP), ask(PEER)]), planned, "the same seed gives the same plan");
    // A colleague who is asked for alone sees no customers of others.
    assert_eq!(units(&shares(&desk, &[ask(PEER)])[0].1), [Id(90)]);
}

#[test]
fn who_is_away_is_stood_in_for() {
    let mut desk = two();
    let away = vec![
        (Absence::OWNER, REP.into()),
        (Absence::STARTS_ON, Value::Date(day(MONDAY))),
        (Absence::ENDS_ON, Value::Date(day(MONDAY).plus(6))),
    ];
    create(&mut desk, Absence::COLLECTION, 60, away);
    let planned = shares(&desk, &[ask(REP), ask(PEER)]);
    assert_eq!(units(&planned[0].1), []);
    assert_eq!(units(&planned[1].1).len(), 13);
    let mut taken: Vec<Unit> = planned[1].0.taken.iter().map(|taken| taken.unit).collect();
    taken.sort_unstable();
    assert!(planned[1].0.taken.iter().all(|taken| (taken.from, taken.why) == (REP, Instead::Away)));
    assert_eq!(taken, (10..22).map(|id| Unit { account: Id(id), site: None }).collect::<Vec<_>>());
    // The supervisor takes it over: the visits are the colleague's, the customers still belong to whom they did.
    as_person(&mut desk, LEAD, Layer::Supervisor);
    act(&mut desk, &TakeOver { agenda: planned[1].1.clone(), days: Vec::new() }).expect("is taken over");
    assert!(desk.book.all::<Visit>().all(|visit| visit.owner == Some(PEER)));
    assert_eq!(desk.book.all::<Visit>().count(), 13);
    let owner = desk.book.get::<Account>(Id(10).into()).and_then(|account| account.owner);
    assert_eq!(owner, Some(REP));
}

#[test]
fn what_is_arranged_stays_with_whom_it_is() {
    let mut desk = two();
    // A visit of the colleague to a customer of the first one, on Tuesday at ten.
    let fixed = vec![
        (Visit::OWNER, PEER.into()),
        (Visit::STARTS, Value::Instant(at("2026-12-01", 10, 0))),
        (Visit::LOCKED, "yes".into()),
    ];
    visit(&mut desk, 30, 12, fixed);
    let planned = shares(&desk, &[ask(REP), ask(PEER)]);
    assert!(!units(&planned[0].1).contains(&Id(12)), "nobody comes twice");
    let taken: Vec<_> = planned[1].0.taken.iter().map(|one| (one.unit.account, one.from, one.why)).collect();
    assert_eq!(taken, [(Id(12), REP, Instead::Arranged)]);
    let mut stops = planned[1].1.days.iter().flat_map(|day| &day.stops);
    let stop = stops.find(|stop| stop.unit.account == Id(12)).expect("the appointment");
    assert_eq!((stop.starts, stop.visit, stop.settled), (at("2026-12-01", 10, 0), Some(Id(30)), true));
}

#[test]
fn a_team_takes_its_plans_over_as_one_act() {
    let mut desk = two();
    let planned = shares(&desk, &[ask(REP), ask(PEER)]);
    let agendas: Vec<Agenda> = planned.iter().map(|(_, agenda)| agenda.clone()).collect();
    // Twelve visits of half an hour, and one; nobody is left out.
    let sums: Vec<Sums> = agendas.iter().map(Agenda::sums).collect();
    assert_eq!((sums[0].visits, sums[0].with_customers, sums[0].left_out), (12, 6 * HOUR, 0));
    assert_eq!((sums[1].days, sums[1].visits, sums[1].with_customers), (1, 1, HOUR / 2));
    assert_eq!(sums[0].days, agendas[0].days.len());
    let team = TakeOverTeam { agendas };
    as_person(&mut desk, REP, Layer::Salesperson);
    assert!(matches!(act(&mut desk, &team), Err(Rejection::NotAllowed { .. })), "a colleague's plan is not theirs");
    assert_eq!(desk.book.all::<Visit>().count(), 0, "nothing by halves");
    as_person(&mut desk, LEAD, Layer::Supervisor);
    let batch = act(&mut desk, &team).expect("is taken over");
    assert_eq!(batch.head.label.key, "did-take-team");
    let of = |person: Id| desk.book.all::<Visit>().filter(|visit| visit.owner == Some(person)).count();
    assert_eq!((of(REP), of(PEER)), (12, 1));
}

#[test]
fn who_has_too_much_is_helped_and_it_is_said_why() {
    let mut desk = company();
    // Sixty customers of one, each an hour and once this week, which has forty hours; the colleague has none.
    for number in 0..60 {
        let values = vec![
            (Account::VISIT_COUNT, Value::Number(1.0)),
            (Account::VISIT_PERIOD, "week".into()),
            (Account::VISIT_TIME, Value::Duration(HOUR)),
            (Account::PLACE, place(number % 10)),
        ];
        account(&mut desk, 10 + u128::from(number), &format!("customer {number}"), values);
    }
    let shares = gather_team(&desk.book, (&desk.zone, &Calendar::weekends()), &[ask(REP), ask(PEER)]);
    assert!(shares[0].taken.is_empty() && !shares[1].taken.is_empty());
    assert!(shares[1].taken.iter().all(|one| (one.from, one.why) == (REP, Instead::Full)));
    // Twenty of them are no more than there is time for; some lie at the colleague's door, whose week is empty.
    let mut desk = company();
    create(&mut desk, Person::COLLECTION, 40, vec![(Person::NAME, "near".into()), (Person::START_PLACE, place(300))]);
    for number in 0..20 {
        let values = vec![
            (Account::VISIT_COUNT, Value::Number(1.0)),
            (Account::VISIT_PERIOD, "week".into()),
            (Account::VISIT_TIME, Value::Duration(HOUR)),
            (Account::PLACE, place(if number < 15 { number } else { 300 })),
        ];
        account(&mut desk, 10 + u128::from(number), &format!("customer {number}"), values);
    }
    let shares = gather_team(&desk.book, (&desk.zone, &Calendar::weekends()), &[ask(REP), ask(Id(40))]);
    let taken: Vec<_> = shares[1].taken.iter().map(|one| (one.from, one.why)).collect();
    assert!(!taken.is_empty() && taken.iter().all(|one| *one == (REP, Instead::Even)), "{taken:?}");
}

#[test]
fn on_a_trip_the_night_is_spent_where_the_hotel_is() {
    let mut desk = company();
    let me = Id(40);
    let traveller =
        vec![(Person::NAME, "traveller".into()), (Person::MANAGER, LEAD.into()), (Person::START_PLACE, place(0))];
    create(&mut desk, Person::COLLECTION, 40, traveller);
    // Six customers of theirs 30 km to the east.
    let far = 30;
    for number in 0..6 {
        let values = vec![
            (Account::OWNER, me.into()),
            (Account::VISIT_COUNT, Value::Number(1.0)),
            (Account::VISIT_PERIOD, "week".into()),
            (Account::PLACE, place(far + number)),
        ];
        account(&mut desk, 10 + u128::from(number), &format!("customer {number}"), values);
    }
    let road = |desk: &Desk| {
        let planned = shares(desk, &[Ask { span: (day(MONDAY), day(MONDAY).plus(1)), ..ask(me) }]);
        assert_eq!(units(&planned[0].1).len(), 6, "{:?}", planned[0].1);
        (planned[0].0.task.clone(), planned[0].1.days.iter().map(|day| day.road).sum::<i64>())
    };
    let (_, without) = road(&desk);
    let trip = vec![
        (Trip::PURPOSE, "the east".into()),
        (Trip::OWNER, me.into()),
        (Trip::STARTS_ON, Value::Date(day(MONDAY))),
        (Trip::ENDS_ON, Value::Date(day(MONDAY).plus(1))),
        (Trip::HOTEL_PLACE, place(far)),
    ];
    create(&mut desk, Trip::COLLECTION, 95, trip);
    let (task, with) = road(&desk);
    // There on Monday, back on Tuesday: the way is driven half as often.
    assert_eq!(task.shifts[0].to, task.shifts[1].from);
    assert_ne!(task.shifts[0].from, task.shifts[0].to);
    assert!(with * 10 < without * 7, "{with} s of road with a night away, {without} s without");
}

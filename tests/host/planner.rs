//! Weeks of one person, from the book to an agenda and back: what holds of every plan is looked at in the agenda.

use std::cell::Cell;

use fieldbook::book::Rejection;
use fieldbook::book::command::Edit;
use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Area, Cadence, Complaint, Site, Visit};
use fieldbook::model::{Calendar, Datum, Day, Id, Instant, Place, Point, Record, Value};
use fieldbook::ports::background::Job;
use fieldbook::visits::cadence::Unit;
use fieldbook::visits::planner::{
    Agenda, AgendaStop, Ask, Brief, Forced, Here, Keep, PlanWeeks, TakeOver, gather, rest,
};
use fieldbook::visits::trace;
use fieldbook::visits::wanted::{Reason, WhyNot};

use super::days::{cadence, windows};
use super::import_desk::Desk;
use super::visits::{BOSS, MINUTE, PEER, REP, account, act, as_person, at, company, create, day, visit};

/// A Monday.
pub(crate) const MONDAY: &str = "2026-11-30";

/// Somewhere in Suzhou: so many hundredths of a degree east of its middle.
pub(crate) fn place(east: u32) -> Value {
    let point = Point::of_degrees(31.30, 120.62 + f64::from(east) / 100.0).expect("on the Earth");
    Value::Place(Place::new(point, Datum::Wgs84))
}

pub(crate) fn unit(account: u128) -> Unit {
    Unit { account: Id(account), site: None }
}

/// One visit a week to class a, half an hour, a quarter at the gate; from five days to nine after the last.
fn weekly(desk: &mut Desk) {
    cadence(desk, 1.0, "week", vec![(Cadence::MIN_GAP, Value::Number(5.0)), (Cadence::MAX_GAP, Value::Number(9.0))]);
}

/// So many customers of class a, from number 10 on, in a row a kilometre apart.
pub(crate) fn row(count: u32) -> Desk {
    let mut desk = company();
    weekly(&mut desk);
    for number in 0..count {
        let id = u128::from(number) + 10;
        account(
            &mut desk,
            id,
            &format!("customer {id}"),
            vec![(Account::CLASS, "a".into()), (Account::PLACE, place(number))],
        );
    }
    desk
}

pub(crate) fn ask(days: i32) -> Ask {
    Ask {
        person: REP,
        today: day(MONDAY),
        span: (day(MONDAY), day(MONDAY).plus(days - 1)),
        keep: Keep::Appointments,
        forced: Vec::new(),
        excluded: Vec::new(),
        most: None,
        here: None,
        seed: 7,
        turns: 200,
    }
}

pub(crate) fn gathered(desk: &Desk, ask: &Ask) -> (PlanWeeks, Brief) {
    gather(&desk.book, (&desk.zone, &Calendar::weekends()), ask)
}

pub(crate) fn planned(desk: &Desk, ask: &Ask) -> Agenda {
    let (task, brief) = gathered(desk, ask);
    let weeks = task.run(&|_| ()).expect("a plan that passes its check");
    let agenda = brief.agenda(&desk.zone, &weeks);
    holds(&agenda);
    agenda
}

/// What holds of every plan: one thing after the other, and nobody twice a day.
fn holds(agenda: &Agenda) {
    for day in &agenda.days {
        let mut free = day.stops[0].leaves;
        for stop in &day.stops {
            assert!(free <= stop.leaves && stop.leaves <= stop.arrives, "{stop:?}");
            assert!(stop.arrives <= stop.starts && stop.starts < stop.ends, "{stop:?}");
            free = stop.ends;
        }
        assert!(free <= day.leaves && day.leaves <= day.returns, "{day:?}");
        let mut units: Vec<Unit> = day.stops.iter().map(|stop| stop.unit).collect();
        units.sort_unstable();
        units.dedup();
        assert_eq!(units.len(), day.stops.len(), "{day:?}");
    }
}

fn stops(agenda: &Agenda) -> Vec<(Day, &AgendaStop)> {
    agenda.days.iter().flat_map(|day| day.stops.iter().map(|stop| (day.day, stop))).collect()
}

fn days_of(agenda: &Agenda, account: u128) -> Vec<Day> {
    stops(agenda).into_iter().filter(|(_, stop)| stop.unit == unit(account)).map(|(day, _)| day).collect()
}

fn why_not(agenda: &Agenda, account: u128) -> Option<WhyNot> {
    agenda.left_out.iter().find(|out| out.unit == unit(account)).map(|out| out.why.clone())
}

#[test]
fn a_week_is_planned_within_the_hours_and_says_why() {
    let desk = row(12);
    let agenda = planned(&desk, &ask(7));
    for number in 10..22 {
        assert_eq!(days_of(&agenda, number).len(), 1, "customer {number} of {agenda:?}");
    }
    assert_eq!((&agenda.left_out[..], agenda.stretched), (&[][..], None));
    for day in &agenda.days {
        // Nobody said when they work: from half past eight to half past five, with an hour for lunch.
        let date = day.day.to_string();
        assert!(day.stops[0].leaves >= at(&date, 8, 30) && day.returns <= at(&date, 17, 30), "{day:?}");
        assert!(day.day.weekday() < 5, "{day:?}");
        // Twelve visits in five days are three a day, and one more at the most where the days are alike.
        assert!(day.stops.len() <= 4, "{day:?}");
    }
    for (_, stop) in stops(&agenda) {
        assert_eq!(stop.reasons[..2], [Reason::Class("a".to_owned()), Reason::Never]);
        assert!(stop.starts.0 - stop.arrives.0 >= 15 * MINUTE, "a quarter at the gate: {stop:?}");
        assert_eq!(stop.ends.0 - stop.starts.0, 30 * MINUTE);
    }
    assert_eq!(planned(&desk, &ask(7)), agenda, "the same seed gives the same plan");
}

#[test]
fn gaps_are_kept_over_weeks() {
    let mut desk = row(3);
    // Customer 10 was seen on the Friday before.
    visit(
        &mut desk,
        30,
        10,
        vec![(Visit::STARTS, Value::Instant(at("2026-11-27", 10, 0))), (Visit::STATUS, "done".into())],
    );
    let agenda = planned(&desk, &ask(28));
    for number in 10..13 {
        let days = days_of(&agenda, number);
        assert!((3..=5).contains(&days.len()), "four weeks, a visit a week: {days:?}");
        assert!(days.windows(2).all(|pair| (5..=9).contains(&(pair[1].0 - pair[0].0))), "{days:?}");
    }
    let first = days_of(&agenda, 10)[0].0 - day("2026-11-27").0;
    assert!((5..=9).contains(&first), "{first}");
}

#[test]
fn appointments_stay_and_what_had_its_day_keeps_one() {
    let mut desk = row(6);
    let fixed = vec![
        (Visit::STARTS, Value::Instant(at("2026-12-02", 10, 0))),
        (Visit::ENDS, Value::Instant(at("2026-12-02", 12, 0))),
        (Visit::LOCKED, "yes".into()),
    ];
    visit(&mut desk, 30, 11, fixed);
    // On a Saturday, agreed with the customer: that day is worked for it.
    let agreed =
        vec![(Visit::STARTS, Value::Instant(at("2026-12-05", 9, 0))), (Visit::CONFIRMATION, "confirmed".into())];
    visit(&mut desk, 31, 12, agreed);
    // Put on Tuesday by hand, and free to move.
    visit(&mut desk, 32, 13, vec![(Visit::STARTS, Value::Instant(at("2026-12-01", 9, 0)))]);
    account(&mut desk, 90, "no cadence", vec![(Account::PLACE, place(3))]);
    visit(&mut desk, 33, 90, vec![(Visit::STARTS, Value::Instant(at("2026-12-01", 11, 0)))]);
    let agenda = planned(&desk, &ask(7));
    let find = |id: u128| stops(&agenda).into_iter().find(|(_, stop)| stop.visit == Some(Id(id)));
    let (_, stop) = find(30).expect("the appointment");
    assert_eq!((stop.starts, stop.ends, stop.settled), (at("2026-12-02", 10, 0), at("2026-12-02", 12, 0), true));
    assert_eq!(stop.reasons[0], Reason::Appointment);
    let (_, stop) = find(31).expect("what was agreed");
    assert_eq!((stop.starts, stop.settled), (at("2026-12-05", 9, 0), true));
    assert_eq!(days_of(&agenda, 11), [day("2026-12-02")], "the appointment is the visit of the week");
    assert_eq!(why_not(&agenda, 11), Some(WhyNot::Scheduled(day("2026-12-02"))));
    let (_, stop) = find(32).expect("what had its day");
    assert!(stop.reasons.contains(&Reason::Planned) && !stop.settled, "{stop:?}");
    let (_, stop) = find(33).expect("what had its day, without a cadence");
    assert_eq!(stop.reasons[0], Reason::Planned);
    assert_eq!(agenda.freed, []);
    // Where everything is kept nothing moves.
    let agenda = planned(&desk, &Ask { keep: Keep::All, ..ask(7) });
    let kept = stops(&agenda).into_iter().find(|(_, stop)| stop.visit == Some(Id(32))).expect("kept");
    assert_eq!((kept.1.starts, kept.1.settled), (at("2026-12-01", 9, 0), true));
}

#[test]
fn a_visit_that_finds_another_time_keeps_its_site_and_its_length() {
    let mut desk = row(2);
    let site = vec![
        (Site::NAME, "Gate 2".into()),
        (Site::ACCOUNT, Id(10).into()),
        (Site::PLACE, place(3)),
        (Site::WINDOWS, windows("mon-fri 14:00-16:00")),
    ];
    create(&mut desk, Site::COLLECTION, 600, site);
    let long = vec![
        (Visit::SITE, Id(600).into()),
        (Visit::STARTS, Value::Instant(at("2026-12-01", 14, 0))),
        (Visit::ENDS, Value::Instant(at("2026-12-01", 15, 10))),
    ];
    visit(&mut desk, 30, 10, long);
    let agenda = planned(&desk, &ask(5));
    let (on, stop) = stops(&agenda).into_iter().find(|(_, stop)| stop.visit == Some(Id(30))).expect("planned");
    let date = on.to_string();
    assert!(at(&date, 14, 0) <= stop.starts && stop.ends <= at(&date, 16, 0), "{stop:?}");
    assert_eq!(stop.ends.0 - stop.starts.0, 70 * MINUTE);
}

#[test]
fn appointments_that_exclude_each_other_are_told() {
    let mut desk = row(2);
    for (id, account) in [(30, 10), (31, 11)] {
        let fixed = vec![(Visit::STARTS, Value::Instant(at("2026-12-02", 10, 0))), (Visit::LOCKED, "yes".into())];
        visit(&mut desk, id, account, fixed);
    }
    let (task, _) = gathered(&desk, &ask(5));
    let refused = task.run(&|_| ()).expect_err("nobody is at two doors");
    // Wednesday is the third day.
    assert_eq!(refused.to_string(), "the settled visits of shift 2 do not fit together");
}

#[test]
fn who_is_forced_is_visited_and_who_is_excluded_is_not() {
    let mut desk = row(4);
    // Seen on Friday: too early, but somebody wants it on Monday; another has no cadence.
    let done = vec![(Visit::STARTS, Value::Instant(at("2026-11-27", 10, 0))), (Visit::STATUS, "done".into())];
    visit(&mut desk, 30, 10, done);
    account(&mut desk, 90, "no cadence", vec![(Account::PLACE, place(3))]);
    let sundays = windows("sun 9-12");
    account(&mut desk, 91, "sundays", vec![(Account::CLASS, "a".into()), (Account::WINDOWS, sundays)]);
    let often = vec![(Account::CLASS, "a".into()), (Account::VISIT_COUNT, Value::Number(3.0))];
    account(&mut desk, 92, "too often", often);
    account(&mut desk, 93, "a colleague's", vec![(Account::CLASS, "a".into()), (Account::OWNER, PEER.into())]);
    let wish = ask(1);
    let alone = planned(&desk, &wish);
    assert_eq!(why_not(&alone, 10), Some(WhyNot::Early(day("2026-12-04"))), "a week after Friday");
    let forced = vec![Forced { unit: unit(10), day: None }, Forced { unit: unit(90), day: Some(day(MONDAY)) }];
    let agenda = planned(&desk, &Ask { forced, excluded: vec![unit(11)], ..wish });
    assert_eq!(days_of(&agenda, 10), [day(MONDAY)]);
    assert_eq!(days_of(&agenda, 90), [day(MONDAY)]);
    assert_eq!((days_of(&agenda, 11), why_not(&agenda, 11)), (vec![], Some(WhyNot::Excluded)));
    assert_eq!(why_not(&agenda, 91), Some(WhyNot::NoHours));
    assert_eq!(why_not(&agenda, 92), Some(WhyNot::CannotFit));
    assert_eq!((days_of(&agenda, 93), why_not(&agenda, 93)), (vec![], None));
    let (_, stop) = stops(&agenda).into_iter().find(|(_, stop)| stop.unit == unit(90)).expect("forced");
    assert_eq!(stop.reasons[0], Reason::Forced);
}

#[test]
fn too_much_to_do_stretches_all_gaps_and_says_so() {
    // Everybody was seen nine days before Monday: all are due this week, which holds less than 54 visits of three
    // quarters of an hour, ways not counted.
    let due = |count: u32| {
        let mut desk = row(count);
        for number in 0..u128::from(count) {
            let done = vec![(Visit::STARTS, Value::Instant(at("2026-11-21", 10, 0))), (Visit::STATUS, "done".into())];
            visit(&mut desk, 200 + number, 10 + number, done);
        }
        planned(&desk, &Ask { turns: 50, ..ask(5) })
    };
    let agenda = due(80);
    assert!(agenda.stretched.is_some_and(|stretched| stretched > 1_200), "{:?}", agenda.stretched);
    let made = stops(&agenda).len();
    assert!((25..54).contains(&made), "as many as there is time for: {made}");
    assert_eq!(made + agenda.left_out.len(), 80, "everybody is accounted for");
    let agenda = due(20);
    assert_eq!((agenda.stretched, stops(&agenda).len()), (None, 20), "{agenda:?}");
}

#[test]
fn the_rest_of_today_is_planned_from_where_one_is() {
    let desk = row(4);
    let now = at(MONDAY, 14, 0);
    let here = Here { at: now, place: Point::of_degrees(31.30, 120.65) };
    let agenda = planned(&desk, &Ask { here: Some(here), ..ask(1) });
    let stops = stops(&agenda);
    assert!(!stops.is_empty() && stops.iter().all(|(_, stop)| stop.leaves >= now), "{agenda:?}");
    assert!(agenda.days[0].returns <= at(MONDAY, 17, 30), "{agenda:?}");
}

#[test]
fn who_was_never_visited_is_proposed_on_a_single_day() {
    let monthly = |count: u32| {
        let mut desk = row(count);
        let twice = [(Cadence::VISIT_COUNT, Value::Number(2.0)), (Cadence::VISIT_PERIOD, "month".into())];
        let changes = twice.into_iter().map(|(field, value)| (field, Some(value))).collect();
        let label = fieldbook::book::Label::new("label-test");
        let edit = Edit { collection: Cadence::COLLECTION.key.into(), id: Id(500), changes, effective: None, label };
        as_person(&mut desk, BOSS, Layer::Manager);
        act(&mut desk, &edit).expect("is changed");
        as_person(&mut desk, REP, Layer::Salesperson);
        desk
    };
    let agenda = planned(&monthly(3), &ask(1));
    let mut units: Vec<Id> = stops(&agenda).into_iter().map(|(_, stop)| stop.unit.account).collect();
    units.sort_unstable();
    assert_eq!((units, agenda.left_out.len()), (vec![Id(10), Id(11), Id(12)], 0));
    // Thirty compete for one day: eight hours without lunch hold ten visits of three quarters of an hour at the most.
    let full = planned(&monthly(30), &ask(1));
    let made = stops(&full).len();
    assert!((7..=10).contains(&made), "{made}");
    assert_eq!((made + full.left_out.len(), full.stretched), (30, None));
    assert!(full.left_out.iter().all(|out| matches!(out.why, WhyNot::Hindered(_))), "{:?}", full.left_out);
    // Over a week they are spread, and all of them find a day.
    let week = planned(&monthly(30), &ask(5));
    assert_eq!(stops(&week).len(), 30, "{:?}", week.left_out);
    // Who is seen on Tuesday is not proposed for Monday as well.
    let mut desk = monthly(3);
    visit(&mut desk, 30, 11, vec![(Visit::STARTS, Value::Instant(at("2026-12-01", 9, 0)))]);
    let agenda = planned(&desk, &ask(1));
    assert_eq!(stops(&agenda).len(), 2);
    assert_eq!(why_not(&agenda, 11), Some(WhyNot::Scheduled(day("2026-12-01"))));
}

#[test]
fn who_has_no_place_is_planned_by_area_and_a_day_has_no_more_than_asked() {
    let mut desk = row(6);
    create(&mut desk, Area::COLLECTION, 70, vec![(Area::NAME, "East".into())]);
    account(&mut desk, 90, "nowhere", vec![(Account::CLASS, "a".into()), (Account::AREA, Id(70).into())]);
    account(
        &mut desk,
        91,
        "somewhere",
        vec![(Account::CLASS, "a".into()), (Account::AREA, Id(70).into()), (Account::PLACE, place(5))],
    );
    create(
        &mut desk,
        Complaint::COLLECTION,
        80,
        vec![
            (Complaint::SUBJECT, "leaks".into()),
            (Complaint::ACCOUNT, Id(90).into()),
            (Complaint::RECEIVED_ON, Value::Date(day(MONDAY))),
        ],
    );
    let agenda = planned(&desk, &Ask { most: Some(2), ..ask(5) });
    let all = stops(&agenda);
    let (_, stop) = all.iter().find(|(_, stop)| stop.unit == unit(90)).expect("planned by area");
    assert_eq!(stop.place, None);
    assert!(stop.reasons.contains(&Reason::Complaint(Id(80))), "{stop:?}");
    assert!(agenda.days.iter().all(|day| day.stops.len() <= 2), "{agenda:?}");
    assert_eq!(all.len(), 8);
}

#[test]
fn a_plan_is_taken_over_into_the_book() {
    let mut desk = row(6);
    visit(&mut desk, 30, 10, vec![(Visit::STARTS, Value::Instant(at("2026-12-01", 9, 0)))]);
    let agenda = planned(&desk, &ask(5));
    let take = TakeOver { agenda: agenda.clone(), days: Vec::new() };
    act(&mut desk, &take).expect("is taken over");
    let visits = || {
        let mut all: Vec<(Option<Id>, Option<Instant>)> =
            trace::all(&desk.book).map(|visit| (visit.account, visit.starts)).collect();
        all.sort_unstable();
        all
    };
    let mut expected: Vec<(Option<Id>, Option<Instant>)> =
        stops(&agenda).iter().map(|(_, stop)| (Some(stop.unit.account), Some(stop.starts))).collect();
    expected.sort_unstable();
    assert_eq!(visits(), expected, "six visits, the one that was there among them");
    let lacking = desk.book.all::<Visit>().filter(|visit| visit.purposes.as_ref().is_none_or(Vec::is_empty));
    assert_eq!(lacking.count(), 1, "each new visit says what it is for; the one that was there says what it said");
    // What was taken over and is kept is the plan.
    let again = planned(&desk, &Ask { keep: Keep::All, ..ask(5) });
    let times = |agenda: &Agenda| -> Vec<(Unit, Instant)> {
        stops(agenda).iter().map(|(_, stop)| (stop.unit, stop.starts)).collect()
    };
    assert_eq!(times(&again), times(&agenda));
    as_person(&mut desk, PEER, Layer::Salesperson);
    assert!(matches!(act(&mut desk, &take), Err(Rejection::NotAllowed { .. })), "not a colleague's");
    as_person(&mut desk, BOSS, Layer::Manager);
    assert_eq!(act(&mut desk, &take).err(), Some(Rejection::Nothing), "nothing is left to do");
}

#[test]
fn what_finds_no_time_goes_behind_the_others_and_says_so() {
    let mut desk = row(3);
    let planned_at = |hour: i64, until: i64| {
        vec![(Visit::STARTS, Value::Instant(at(MONDAY, hour, 0))), (Visit::ENDS, Value::Instant(at(MONDAY, until, 0)))]
    };
    // Put on the plan by hand, two of them for longer than the day has: no route holds those.
    account(&mut desk, 90, "all day", vec![]);
    visit(&mut desk, 30, 90, planned_at(9, 19));
    account(&mut desk, 91, "early", vec![]);
    visit(&mut desk, 31, 91, planned_at(5, 6));
    visit(&mut desk, 32, 90, planned_at(10, 20));
    let mut agenda = planned(&desk, &ask(1));
    let kept: Vec<AgendaStop> = agenda.days[0].stops.iter().filter(|stop| stop.visit.is_none()).cloned().collect();
    agenda.days[0].stops = kept;
    agenda.freed = vec![Id(30), Id(31)];
    let last = agenda.days[0].stops.iter().map(|stop| stop.ends).max().expect("stops");
    assert!(last > at(MONDAY, 9, 0) && last < at(MONDAY, 13, 0), "{agenda:?}");
    let found = rest(&desk.book, &desk.zone, &agenda, &[]);
    // The early one meets nobody; the long one meets what stands from ten to eight, and the day ends before its end.
    assert_eq!(found[0].times, (at(MONDAY, 5, 0), at(MONDAY, 6, 0)));
    assert_eq!((found[1].visit, found[1].times), (Id(30), (at(MONDAY, 9, 0), at(MONDAY, 19, 0))));
    // Where only the stops stand before it, it goes behind them and the way, at a whole quarter.
    agenda.freed = vec![Id(30), Id(31), Id(32)];
    desk_short(&mut desk, 30);
    desk_short(&mut desk, 32);
    let found = rest(&desk.book, &desk.zone, &agenda, &[]);
    let times: Vec<(Instant, Instant)> = found.iter().map(|rest| rest.times).collect();
    for pair in times.windows(2) {
        assert!(pair[0].1.0 + 15 * MINUTE <= pair[1].0.0, "one after the other: {found:?}");
    }
    for (starts, ends) in &times[1..] {
        assert!(starts.0 - last.0 >= 15 * MINUTE && starts.0.rem_euclid(15 * MINUTE) == 0, "{found:?}");
        assert_eq!(ends.0 - starts.0, 60 * MINUTE, "as long as it was");
    }
    let batch = act(&mut desk, &TakeOver { agenda, days: Vec::new() }).expect("is taken over");
    assert_eq!(batch.head.label.key, "did-take-plan-aside");
    assert!(batch.head.label.args.contains(&("aside".to_owned(), "2".to_owned())), "{:?}", batch.head.label);
    let starts = |id: u128| trace::one(&desk.book, Id(id)).expect("is there").starts;
    assert_eq!((starts(31), starts(30), starts(32)), (Some(times[0].0), Some(times[1].0), Some(times[2].0)));
}

/// Makes a visit an hour long.
fn desk_short(desk: &mut Desk, id: u128) {
    let starts = trace::one(&desk.book, Id(id)).and_then(|visit| visit.starts).expect("has a time");
    let changes = vec![(Visit::ENDS, Some(Value::Instant(Instant(starts.0 + 60 * MINUTE))))];
    let label = fieldbook::book::Label::new("label-test");
    let edit = Edit { collection: Visit::COLLECTION.key.into(), id: Id(id), changes, effective: None, label };
    act(desk, &edit).expect("is changed");
}

#[test]
fn planning_goes_to_the_worker_and_back_and_tells_how_far_it_is() {
    let desk = row(14);
    let (task, brief) = gathered(&desk, &ask(5));
    let told = Cell::new((0, 0));
    let known = [fieldbook::ports::background::Known::of::<PlanWeeks>()];
    let message = fieldbook::ports::background::message(&task).expect("bytes");
    let bytes = fieldbook::ports::background::perform(&known, &message, &|progress| {
        assert!(progress.done >= told.get().0, "never back");
        told.set((progress.done, progress.total));
    });
    assert_eq!(told.get().0, told.get().1, "done at the end");
    assert!(!bytes.expect("an outcome").is_empty());
    assert_eq!(brief.entries.len(), 14);
}

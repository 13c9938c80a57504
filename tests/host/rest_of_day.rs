//! The rest of a day: planned anew from where one is, with what that changes; and who lies on the way between the stops
//! that are still to be made, by hand and against a naive search.

use fieldbook::model::permission::Layer;
use fieldbook::model::records::{Account, Visit};
use fieldbook::model::{Calendar, Datum, Id, Instant, Place, Point, Value, window};
use fieldbook::ports::background::Job;
use fieldbook::visits::on_the_way::{Ask as AskWay, CallOnTheWay, DETOUR, OnTheWay, on_the_way};
use fieldbook::visits::planner::{Ask, Changed, Here, TakeOver, changes, here, out_of_reach};
use fieldbook::visits::route::{Call, Drive, Locked, Lunch, Plan, Problem, Shift, Stop, Window, check};
use fieldbook::visits::trace;
use fieldbook::visits::travel::{Known, Roads};
use fieldbook::visits::wanted::{Reason, WhyNot};

use super::import_desk::Desk;
use super::planner::{MONDAY, ask, gathered, place, planned, row, unit};
use super::visits::{MINUTE, REP, account, act, as_person, at, visit};

fn from(hour: i64, minute: i64) -> (usize, Value) {
    (Visit::STARTS, Value::Instant(at(MONDAY, hour, minute)))
}

fn until(hour: i64, minute: i64) -> (usize, Value) {
    (Visit::ENDS, Value::Instant(at(MONDAY, hour, minute)))
}

fn point(east: f64) -> Point {
    Point::of_degrees(31.30, 120.62 + east / 100.0).expect("on the Earth")
}

fn here_now(desk: &Desk, now: Instant, found: Option<Point>) -> Option<Here> {
    here(&desk.book, (&desk.zone, &Calendar::weekends()), REP, now, found)
}

#[test]
fn one_is_where_the_device_says_or_with_the_last_customer() {
    let mut desk = row(3);
    let there = Some(point(7.0));
    // Nobody said when they work: the day begins at half past eight.
    assert_eq!(here_now(&desk, at(MONDAY, 7, 0), None), None);
    assert_eq!(here_now(&desk, at(MONDAY, 7, 0), there), Some(Here { at: at(MONDAY, 8, 30), place: there }));
    assert_eq!(here_now(&desk, at(MONDAY, 9, 0), None), Some(Here { at: at(MONDAY, 9, 0), place: None }));
    let made = vec![
        from(9, 0),
        (Visit::ARRIVED, Value::Instant(at(MONDAY, 9, 5))),
        (Visit::LEFT, Value::Instant(at(MONDAY, 9, 40))),
        (Visit::STATUS, "done".into()),
    ];
    visit(&mut desk, 30, 11, made);
    let now = at(MONDAY, 10, 0);
    assert_eq!(here_now(&desk, now, None), Some(Here { at: now, place: Some(point(1.0)) }));
    assert_eq!(here_now(&desk, now, there), Some(Here { at: now, place: there }));
    // Checked in at ten for three quarters of an hour: free at a quarter to eleven, at that customer's.
    let under_way =
        vec![from(9, 50), until(10, 35), (Visit::ARRIVED, Value::Instant(now)), (Visit::STATUS, "under_way".into())];
    visit(&mut desk, 31, 12, under_way);
    let free = Some(Here { at: at(MONDAY, 10, 45), place: Some(point(2.0)) });
    assert_eq!(here_now(&desk, at(MONDAY, 10, 10), there), free);
    let later = at(MONDAY, 11, 0);
    assert_eq!(here_now(&desk, later, None), Some(Here { at: later, place: Some(point(2.0)) }));
}

/// What the plan of the rest of the day has of a customer.
fn of(changed: &[Changed], account: u128) -> &Changed {
    changed.iter().find(|changed| changed.unit == unit(account)).expect("is in the plan")
}

#[test]
fn the_rest_of_today_keeps_what_is_fixed_and_says_what_changes() {
    let mut desk = row(4);
    // Nine o'clock was missed; fixed at three; agreed for a quarter to five; the fourth has no day yet.
    visit(&mut desk, 30, 10, vec![from(9, 0), until(9, 30)]);
    visit(&mut desk, 31, 11, vec![from(15, 0), until(15, 30), (Visit::LOCKED, "yes".into())]);
    visit(&mut desk, 32, 12, vec![from(16, 45), until(17, 15), (Visit::CONFIRMATION, "confirmed".into())]);
    let now = at(MONDAY, 13, 30);
    let start = here_now(&desk, now, Some(point(0.0)));
    let agenda = planned(&desk, &Ask { here: start, ..ask(1) });
    let changed = changes(&desk.book, &desk.zone, &agenda);
    let stops = &changed.stops;
    assert_eq!(stops.len(), 4, "{changed:?}");
    assert_eq!(of(stops, 11).times, (at(MONDAY, 15, 0), at(MONDAY, 15, 30)));
    assert_eq!(of(stops, 12).times, (at(MONDAY, 16, 45), at(MONDAY, 17, 15)));
    assert!([11, 12].iter().all(|account| of(stops, *account).settled && !of(stops, *account).moves()));
    let moved = of(stops, 10);
    assert_eq!((moved.visit, moved.before), (Some(Id(30)), Some(at(MONDAY, 9, 0))));
    assert!(moved.moves() && moved.times.0 >= now, "{moved:?}");
    let new = of(stops, 13);
    assert_eq!((new.visit, new.before), (None, None));
    assert!(changed.is_any() && changed.aside.is_empty() && changed.left_out.is_empty(), "{changed:?}");
    // Taken over it is one act, and afterwards nothing is left to change.
    act(&mut desk, &TakeOver { agenda: agenda.clone(), days: Vec::new() }).expect("is taken over");
    assert_eq!(trace::one(&desk.book, Id(30)).expect("is there").starts, Some(moved.times.0));
    assert!(!changes(&desk.book, &desk.zone, &agenda_again(&desk, start)).is_any());
}

fn agenda_again(desk: &Desk, start: Option<Here>) -> fieldbook::visits::planner::Agenda {
    planned(desk, &Ask { here: start, ..ask(1) })
}

#[test]
fn what_finds_no_time_any_more_is_said_with_the_reason() {
    let mut desk = row(0);
    for (number, start) in [(10, 13), (11, 14), (12, 15)] {
        account(&mut desk, number, &format!("customer {number}"), vec![(Account::PLACE, place(0))]);
        visit(&mut desk, number + 20, number, vec![from(start, 0), until(start, 45)]);
    }
    // From four to half past five one visit of three quarters of an hour with its quarter at the gate fits, never two.
    let now = at(MONDAY, 16, 0);
    let agenda = planned(&desk, &Ask { here: here_now(&desk, now, Some(point(0.0))), ..ask(1) });
    let changed = changes(&desk.book, &desk.zone, &agenda);
    assert_eq!((changed.stops.len(), changed.aside.len()), (1, 2), "{changed:?}");
    assert!(changed.aside.iter().all(|aside| matches!(aside.why, Some(WhyNot::Hindered(_)))), "{changed:?}");
    assert!(changed.aside.iter().all(|aside| aside.name.starts_with("customer ")), "{changed:?}");
}

#[test]
fn an_appointment_that_cannot_be_reached_is_named() {
    let mut desk = row(2);
    // Some 57 km as the crow flies: far more than an hour.
    account(&mut desk, 90, "far away", vec![(Account::PLACE, place(60))]);
    visit(&mut desk, 30, 90, vec![from(10, 0), (Visit::LOCKED, "yes".into())]);
    visit(&mut desk, 31, 10, vec![from(16, 0), (Visit::LOCKED, "yes".into())]);
    let wish = |hour: i64| Ask { here: here_now(&desk, at(MONDAY, hour, 0), Some(point(0.0))), ..ask(1) };
    let (task, brief) = gathered(&desk, &wish(9));
    assert_eq!(out_of_reach(&task, &brief), [(unit(90), "far away".to_owned())]);
    assert!(task.run(&|_| ()).is_err(), "no plan keeps it");
    // At six in the morning there is time.
    let early = Here { at: at(MONDAY, 6, 0), place: Some(point(0.0)) };
    let (task, brief) = gathered(&desk, &Ask { here: Some(early), ..ask(1) });
    assert_eq!(out_of_reach(&task, &brief), []);
    assert!(task.run(&|_| ()).is_ok());
}

fn way(desk: &Desk, now: Instant, east: f64) -> Vec<OnTheWay> {
    let wish = AskWay { person: REP, here: Here { at: now, place: Some(point(east)) }, detour: DETOUR, count: 9 };
    on_the_way(&desk.book, (&desk.zone, &Calendar::weekends()), &wish)
}

/// Two customers: one with a visit at a time ten kilometres away, one half way there that is due.
fn between(visit_values: Vec<(usize, Value)>) -> Desk {
    let mut desk = row(0);
    account(&mut desk, 10, "the next one", vec![(Account::PLACE, place(10))]);
    account(&mut desk, 11, "half way", vec![(Account::CLASS, "a".into()), (Account::PLACE, place(5))]);
    visit(&mut desk, 30, 10, visit_values);
    desk
}

#[test]
fn who_lies_between_here_and_the_next_stop_costs_a_stop_only() {
    // Five hundredths of a degree are 4.75 km, on the road 6.41, at 32 km/h 721 s and a minute to get in and out:
    // 13 minutes. So are the other five, and all ten are 25: half way costs one minute more, and a visit after a
    // quarter at the gate begins at 10:28, in whole steps at 10:30.
    let desk = between(vec![from(12, 0), until(12, 30), (Visit::LOCKED, "yes".into())]);
    let found = way(&desk, at(MONDAY, 10, 0), 0.0);
    let [one] = &found[..] else { panic!("one lies on the way: {found:?}") };
    assert_eq!((one.unit(), one.behind, one.before), (unit(11), None, Some(Id(30))));
    assert!((58..=62).contains(&one.detour), "{one:?}");
    assert_eq!(one.times, (at(MONDAY, 10, 30), at(MONDAY, 11, 0)));
    assert_eq!(one.moved, []);
    assert_eq!(one.reasons, [Reason::Class("a".to_owned()), Reason::Never]);
}

#[test]
fn an_appointment_is_kept_and_what_is_free_moves_on() {
    // At eleven one leaves half way, and is at the other's door at 11:28: too late for what is fixed at 11:15.
    let fixed = between(vec![from(11, 15), until(11, 45), (Visit::LOCKED, "yes".into())]);
    let found = way(&fixed, at(MONDAY, 10, 0), 0.0);
    // Behind it one is there at 11:58; but then no hour is left for lunch, so that comes first: 13:13, in steps 13:15.
    assert_eq!(
        found.iter().map(|one| (one.behind, one.before, one.times.0)).collect::<Vec<_>>(),
        [(Some(Id(30)), None, at(MONDAY, 13, 15))]
    );
    let agreed = between(vec![from(11, 15), until(11, 45), (Visit::CONFIRMATION, "confirmed".into())]);
    assert_eq!(way(&agreed, at(MONDAY, 10, 0), 0.0)[0].behind, Some(Id(30)));
    // What is free begins at the next step of five minutes.
    let mut free = between(vec![from(11, 15), until(11, 45)]);
    let found = way(&free, at(MONDAY, 10, 0), 0.0);
    assert_eq!((found[0].before, &found[0].moved[..]), (Some(Id(30)), &[(Id(30), at(MONDAY, 11, 30))][..]));
    as_person(&mut free, REP, Layer::Salesperson);
    let batch = act(&mut free, &CallOnTheWay { id: Id(77), person: REP, stop: found[0].clone() }).expect("is planned");
    assert_eq!(batch.head.label.key, "did-visit-plan");
    let of = |id: u128| trace::one(&free.book, Id(id)).expect("is there");
    assert_eq!((of(77).account, of(77).starts), (Some(Id(11)), Some(at(MONDAY, 10, 30))));
    assert_eq!(of(30).starts, Some(at(MONDAY, 11, 30)));
    let ends = free.book.get::<Visit>(Id(30).into()).and_then(|visit| visit.ends);
    assert_eq!(ends, Some(at(MONDAY, 12, 0)), "as long as it was");
    assert_eq!(way(&free, at(MONDAY, 10, 0), 0.0), [], "who has a visit today lies on no way");
}

#[test]
fn who_is_shut_too_far_or_not_due_does_not_lie_on_the_way() {
    let appointment = || vec![from(14, 0), until(14, 30), (Visit::LOCKED, "yes".into())];
    let mut desk = between(appointment());
    let evenings = Value::Windows(window::parse("mon 16-17").expect("windows"));
    account(
        &mut desk,
        12,
        "evenings",
        vec![(Account::CLASS, "a".into()), (Account::PLACE, place(4)), (Account::WINDOWS, evenings)],
    );
    account(&mut desk, 13, "far", vec![(Account::CLASS, "a".into()), (Account::PLACE, place(40))]);
    account(&mut desk, 14, "nowhere", vec![(Account::CLASS, "a".into())]);
    account(&mut desk, 15, "seen", vec![(Account::CLASS, "a".into()), (Account::PLACE, place(5))]);
    let seen = vec![(Visit::STARTS, Value::Instant(at("2026-11-27", 10, 0))), (Visit::STATUS, "done".into())];
    visit(&mut desk, 40, 15, seen);
    let found = way(&desk, at(MONDAY, 10, 0), 0.0);
    let units: Vec<_> = found.iter().map(OnTheWay::unit).collect();
    assert!(units.contains(&unit(11)) && units.iter().all(|one| [unit(11), unit(12)].contains(one)), "{found:?}");
    // In the evening it is the other way round: after the appointment, and no more than a quarter of an hour away.
    let evening = found.iter().find(|one| one.unit() == unit(12)).expect("after the appointment");
    assert_eq!((evening.behind, evening.times.0), (Some(Id(30)), at(MONDAY, 16, 0)));
    // When the day is over nobody lies on the way.
    assert_eq!(way(&desk, at(MONDAY, 17, 20), 0.0), []);
    assert_eq!(way(&desk, at("2026-12-05", 10, 0), 0.0), [], "on a Saturday nobody works");
}

/// Seconds at the usual speed between points, as they are assumed.
fn seconds(from: Point, to: Point) -> i64 {
    Roads::default().legs(&[from, to].map(|point| Known { point, area: 0 }), &[]).time[1]
}

/// A visit of a line: where, when it begins in seconds of the day, whether it stays.
type Placed = (Point, i64, bool);

const HOUR: i64 = 3_600;
const STAY: i64 = HOUR / 2;
const GATE: i64 = HOUR / 4;

/// Whether the checker lets a line pass, one visit of which may be new.
fn passes(start: (Point, i64), line: &[Placed], new: Option<usize>) -> bool {
    let points: Vec<Point> = [start.0].into_iter().chain(line.iter().map(|(point, ..)| *point)).collect();
    let known: Vec<Known> = points.iter().map(|point| Known { point: *point, area: 0 }).collect();
    let shift = Shift {
        day: 0,
        person: 0,
        from: 0,
        to: points.len() - 1,
        opens: start.1,
        closes: 17 * HOUR + HOUR / 2,
        capacity: 99,
        lunch: None::<Lunch>,
    };
    let mut problem =
        Problem { legs: Roads::default().legs(&known, &[]), days: 1, stops: Vec::new(), shifts: vec![shift] };
    let (mut calls, mut free, mut at, mut ways) = (Vec::new(), start.1, start.0, 0);
    for (number, (point, begins, fixed)) in line.iter().enumerate() {
        let ready = free + seconds(at, *point) + GATE;
        let is_new = new == Some(number);
        let late = is_new || (!fixed && ready > *begins);
        let begins = if late { (ready + 299) / 300 * 300 } else { *begins };
        let call = begins - GATE;
        calls.push(Call { stop: number, leaves: free, arrives: call, start: call, end: begins + STAY });
        problem.stops.push(Stop {
            place: number + 1,
            service: STAY + GATE,
            load: 0,
            windows: vec![vec![Window::ALWAYS]],
            release: 0,
            patterns: vec![vec![0]],
            locked: fixed.then_some(Locked { shift: 0, start: call }).into_iter().collect(),
            price: 0,
            person: None,
        });
        ways += seconds(at, *point);
        (free, at) = (begins + STAY, *point);
    }
    let drive = Drive { shift: 0, calls, leaves: free, returns: free, lunch: None };
    check(&problem, &Plan { drives: vec![drive], unplaced: Vec::new(), cost: ways }).is_ok()
}

#[test]
fn the_same_lie_on_the_way_as_when_everybody_is_tried_everywhere() {
    let mut state = 7_u64;
    let mut below = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % most).expect("small")
    };
    let (mut found_some, mut refused_some) = (0, 0);
    for _ in 0..40 {
        let mut desk = row(0);
        // Within eight kilometres, so that an hour and a quarter is enough from one to the next.
        let mut line: Vec<Placed> = Vec::new();
        for (number, quarters) in [57, 62, 67].into_iter().enumerate().take(usize::try_from(below(4)).expect("small")) {
            let (east, fixed) = (u32::try_from(below(8)).expect("small"), below(2) == 0);
            let id = 10 + u128::try_from(number).expect("small");
            account(&mut desk, id, &format!("planned {id}"), vec![(Account::PLACE, place(east))]);
            let (hour, minute) = (quarters / 4, quarters % 4 * 15);
            let mut values = vec![
                from(hour, minute),
                (Visit::ENDS, Value::Instant(Instant(at(MONDAY, hour, minute).0 + 30 * MINUTE))),
            ];
            if fixed {
                values.push((Visit::LOCKED, "yes".into()));
            }
            visit(&mut desk, id + 20, id, values);
            line.push((point(f64::from(east)), quarters * HOUR / 4, fixed));
        }
        let start = (point(3.0), 13 * HOUR + HOUR / 2);
        assert!(line.is_empty() || passes(start, &line, None), "the line alone can be kept: {line:?}");
        let mut expected = Vec::new();
        for number in 0..4_u128 {
            let (north, east) = (
                f64::from(i32::try_from(below(9)).expect("small")),
                f64::from(i32::try_from(below(9)).expect("small")),
            );
            let there = Point::of_degrees(31.30 + north / 100.0, 120.62 + east / 100.0).expect("on the Earth");
            let values =
                vec![(Account::CLASS, "a".into()), (Account::PLACE, Value::Place(Place::new(there, Datum::Wgs84)))];
            account(&mut desk, 50 + number, &format!("due {number}"), values);
            let mut best: Option<(i64, usize)> = None;
            for position in 0..=line.len() {
                let before = position.checked_sub(1).map_or(start.0, |before| line[before].0);
                let detour = match line.get(position) {
                    Some((next, ..)) => seconds(before, there) + seconds(there, *next) - seconds(before, *next),
                    // Nobody said where the day ends: it ends there.
                    None => seconds(before, there),
                };
                let mut with = line.clone();
                with.insert(position, (there, 0, false));
                if detour <= DETOUR && passes(start, &with, Some(position)) {
                    best = Some(best.map_or((detour, position), |best| best.min((detour, position))));
                } else {
                    refused_some += 1;
                }
            }
            expected.extend(best.map(|(detour, position)| (unit(50 + number), detour, position)));
        }
        let order: Vec<Option<Id>> =
            (0..line.len()).map(|number| Some(Id(30 + u128::try_from(number).expect("small")))).chain([None]).collect();
        let mut found: Vec<_> = way(&desk, at(MONDAY, 13, 30), 3.0)
            .into_iter()
            .map(|one| {
                (one.unit(), one.detour, order.iter().position(|next| *next == one.before).expect("one of the line"))
            })
            .collect();
        found.sort_unstable();
        found_some += found.len();
        assert_eq!(found, expected, "{line:?}");
    }
    assert!(found_some > 40 && refused_some > 40, "both were seen: {found_some} and {refused_some}");
}

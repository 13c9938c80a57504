//! Plans by the table of a routing server: its minutes are driven at any hour, and the checker agrees.

use fieldbook::model::records::Account;
use fieldbook::model::{Calendar, Datum, Place, Point, Value};
use fieldbook::ports::background::Job;
use fieldbook::visits::osrm::{BadAddress, BadAnswer, Server, Table, questions};
use fieldbook::visits::planner::{Ask, Brief, Keep, PlanWeeks, gather};
use fieldbook::visits::wanted::WhyNot;

use super::days::cadence;
use super::import_desk::Desk;
use super::visits::{REP, account, company, day};

/// A Monday.
const MONDAY: &str = "2026-11-30";

fn point(latitude: f64, longitude: f64) -> Point {
    Point::of_degrees(latitude, longitude).expect("on the Earth")
}

fn server(datum: Datum) -> Server {
    Server::parse("https://roads.example", datum).expect("an address")
}

/// Three customers of class a a kilometre apart, and a fourth three degrees of longitude away.
fn customers() -> Desk {
    let mut desk = company();
    cadence(&mut desk, 1.0, "week", vec![]);
    for (id, longitude) in [(10, 120.62), (11, 120.63), (12, 120.64), (13, 123.62)] {
        let place = Value::Place(Place::new(point(31.30, longitude), Datum::Wgs84));
        account(&mut desk, id, &format!("customer {id}"), vec![(Account::CLASS, "a".into()), (Account::PLACE, place)]);
    }
    desk
}

fn gathered(desk: &Desk) -> (PlanWeeks, Brief) {
    let span = (day(MONDAY), day(MONDAY));
    let (forced, excluded, keep) = (Vec::new(), Vec::new(), Keep::Appointments);
    let ask =
        Ask { person: REP, today: span.0, span, keep, forced, excluded, most: None, here: None, seed: 7, turns: 200 };
    gather(&desk.book, (&desk.zone, &Calendar::weekends()), &ask)
}

/// Seconds of the way from one place to another: ten minutes and a little, another way back, none where it is the same
/// point. The day begins in the middle of the customers, which is where one of them is.
fn seconds(points: &[Point], from: usize, to: usize) -> i64 {
    let first = |at: usize| points.iter().position(|point| *point == points[at]).expect("itself at the least");
    let (from, to) = (first(from), first(to));
    if from == to { 0 } else { 600 + i64::try_from(from * 10 + to).expect("small") }
}

/// What a server says in which each way takes that long.
fn table(points: &[Point]) -> Table {
    let all = 0..points.len();
    let row = |from: usize| all.clone().map(|to| seconds(points, from, to).to_string()).collect::<Vec<_>>().join(",");
    let rows: Vec<String> = all.clone().map(|from| format!("[{}]", row(from))).collect();
    let answer = format!(r#"{{"code":"Ok","durations":[{}]}}"#, rows.join(","));
    let asked = questions(&server(Datum::Wgs84), points);
    let mut table = Table::default();
    table.read(points, &asked[0], &answer).expect("is understood");
    table
}

#[test]
fn a_plan_by_a_table_drives_its_minutes_and_passes_the_check() {
    let desk = customers();
    let (task, brief) = gathered(&desk);
    let by_distance = task.run(&|_| ()).expect("a plan that passes its check");
    let out = brief.agenda(&desk.zone, &by_distance).left_out;
    assert_eq!(out.len(), 1, "the fourth is too far by the distance: {out:?}");
    assert!(matches!(out[0].why, WhyNot::Hindered(_)) && out[0].name == "customer 13", "{out:?}");

    let (mut task, brief) = gathered(&desk);
    assert_eq!(table(&brief.places).put(&brief.places, &mut task.legs), 0);
    let places: Vec<usize> = task.candidates.iter().map(|one| one.place).collect();
    let (from, to) = (task.shifts[0].from, task.shifts[0].to);
    let weeks = task.run(&|_| ()).expect("a plan that passes its check");
    assert_eq!(brief.agenda(&desk.zone, &weeks).left_out, [], "ten minutes away, all four are visited");
    let drive = &weeks.plan.drives[0];
    let mut at = from;
    for call in &drive.calls {
        // Also in the rush hour, in which a way that is reckoned takes longer.
        assert_eq!(
            call.arrives - call.leaves,
            seconds(&brief.places, at, places[call.stop]),
            "from {at} to {}",
            places[call.stop]
        );
        at = places[call.stop];
    }
    assert_eq!(drive.returns - drive.leaves, seconds(&brief.places, at, to));
}

#[test]
fn an_answer_cut_anywhere_is_refused() {
    let points = [point(52.517_037, 13.388_860), point(52.529_407, 13.397_634)];
    let asked = questions(&server(Datum::Wgs84), &points).remove(0);
    let answer = r#"{"sources":[{"location":[13.3888,52.517033],"name":"Friedrichstraße \"1\""}],
        "durations":[[0,192.6],[199,null]],"code":"Ok"}"#;
    assert_eq!(Table::default().read(&points, &asked, answer), Ok(()));
    for (cut, _) in answer.char_indices() {
        let read = Table::default().read(&points, &asked, &answer[..cut]);
        assert_eq!(read, Err(BadAnswer::Garbled), "cut at {cut}");
    }
}

#[test]
fn every_way_is_asked_for_once_and_no_more_than_a_hundred_places_at_a_time() {
    for count in (2..=8).chain([50, 99, 100, 101, 149, 150, 151, 237]) {
        let points: Vec<Point> = (0..count).map(|at| point(31.0, 100.0 + f64::from(at) / 100.0)).collect();
        let mut asked = vec![0; points.len() * points.len()];
        for question in questions(&server(Datum::Wgs84), &points) {
            let path = question.address.split("driving/").nth(1).and_then(|rest| rest.split('?').next());
            assert!(path.is_some_and(|path| path.split(';').count() <= 100), "{}", question.address);
            for from in &question.from {
                question.to.iter().for_each(|to| asked[from * points.len() + to] += 1);
            }
        }
        assert!(asked.iter().all(|times| *times == 1), "{count}");
    }
}

#[test]
fn shifted_coordinates_are_those_that_are_published() {
    // googollee/eviltransform's Shanghai, WGS-84 and GCJ-02.
    let points = [point(31.177_427_6, 121.527_210_6), point(31.2, 121.5)];
    let asked = questions(&server(Datum::Gcj02), &points).remove(0).address;
    let sent: Vec<f64> = asked.split(['/', ';', ',']).filter_map(|part| part.parse().ok()).collect();
    assert!((sent[0] - 121.531_541_859_215).abs() < 1e-5, "{asked}");
    assert!((sent[1] - 31.175_303_983_645_97).abs() < 1e-5, "{asked}");
}

#[test]
fn nothing_goes_over_an_open_line_but_to_this_very_device() {
    for address in ["http://192.168.1.4:5000", "http://127.0.0.1.example", "http://localhost.example:5000", "ftp://a"] {
        assert_eq!(Server::parse(address, Datum::Wgs84), Err(BadAddress::Unsafe), "{address}");
    }
    let machine = |address: &str| Server::parse(address, Datum::Wgs84).map(|server| server.host().to_owned());
    assert_eq!(machine("https://roads.example:8443/osrm/").as_deref(), Ok("roads.example:8443"));
    assert_eq!(machine("http://localhost:5000").as_deref(), Ok("localhost:5000"));
}

//! A routing server's table: what is asked of it, and OSRM's documented answers read back.

use fieldbook::model::{Datum, Place, Point};
use fieldbook::visits::osrm::{BadAddress, BadAnswer, Server, Table, questions};
use fieldbook::visits::route::Legs;
use fieldbook::visits::travel::{ByHand, Known, Roads};

/// The answer that OSRM's documentation gives for its request of a 3x3 duration matrix, hints and names included.
const DOCUMENTED: &str = r#"{
  "sources": [
    {
      "location": [13.3888, 52.517033],
      "hint": "PAMAgEVJAoAUAAAAIAAAAAcAAAAAAAAArss0Qa7LNEHiVIRA4lSEQAoAAAAQAAAABAAAAAAAAADMAAAAAEzMAKlYIQM8TMwArVghAwEA3wps52D3",
      "name": "Friedrichstraße"
    },
    {
      "location": [13.397631, 52.529432],
      "hint": "WIQBgL6mAoAEAAAABgAAAAAAAAA7AAAAhU6PQHvHj0IAAAAAQbyYQgQAAAAGAAAAAAAAADsAAADMAAAAf27MABiJIQOCbswA_4ghAwAAXwVs52D3",
      "name": "Torstraße"
    },
    {
      "location": [13.428554, 52.523239],
      "hint": "7UcAgP___38fAAAAUQAAACYAAABTAAAAhSQKQrXq5kKRbiZCWJo_Qx8AAABRAAAAJgAAAFMAAADMAAAASufMAOdwIQNL58wA03AhAwMAvxBs52D3",
      "name": "Platz der Vereinten Nationen"
    }
  ],
  "durations": [
    [0, 192.6, 382.8],
    [199, 0, 283.9],
    [344.7, 222.3, 0]
  ],
  "destinations": [],
  "code": "Ok",
  "distances": [[0, 1886.89, 3791.3], [1824, 0, 2838.09], [3275.36, 2361.73, 0]],
  "fallback_speed_cells": [[0, 1], [1, 0]]
}"#;

/// The places of the documented request.
fn berlin() -> Vec<Point> {
    [(52.517_037, 13.388_860), (52.529_407, 13.397_634), (52.523_219, 13.428_555)]
        .map(|(latitude, longitude)| Point::of_degrees(latitude, longitude).expect("on the Earth"))
        .to_vec()
}

fn server() -> Server {
    Server::parse("https://router.example.org/", Datum::Wgs84).expect("an address")
}

fn crow(points: &[Point]) -> Legs {
    let known: Vec<Known> = points.iter().map(|point| Known { point: *point, area: 0 }).collect();
    Roads::default().legs(&known, &[])
}

#[test]
fn the_documented_answer_becomes_ways() {
    let points = berlin();
    let asked = questions(&server(), &points);
    // As the documentation writes it.
    assert_eq!(
        asked[0].address,
        "https://router.example.org/table/v1/driving/13.388860,52.517037;13.397634,52.529407;13.428555,52.523219\
         ?annotations=duration"
    );
    assert_eq!(asked.len(), 1);
    let mut table = Table::default();
    assert!(!table.covers(&points));
    table.read(&points, &asked[0], DOCUMENTED).expect("is understood");
    assert!(table.covers(&points));
    let mut legs = crow(&points);
    assert_eq!(table.put(&points, &mut legs), 0);
    assert_eq!(legs.time, [0, 193, 383, 199, 0, 284, 345, 222, 0]);
    assert_eq!(legs.cost, legs.time);
}

#[test]
fn what_was_set_by_hand_stays_and_where_there_is_no_way_so_does_the_crow() {
    let points = berlin();
    let asked = questions(&server(), &points);
    let mut table = Table::default();
    let answer = r#"{"code":"Ok","durations":[[0,null,382.8],[199.5,0,283.9],[344.7,222.3,0]]}"#;
    table.read(&points, &asked[0], answer).expect("is understood");
    let mut legs = crow(&points);
    let before = legs.clone();
    legs = Roads::default().table(3, legs.time, &[ByHand { from: 2, to: 0, seconds: 60 }]);
    assert_eq!(table.put(&points, &mut legs), 1, "from the first to the second there is no way");
    assert_eq!(legs.time, [0, before.time[1], 383, 200, 0, 284, 60, 222, 0]);
}

#[test]
fn refusals_and_nonsense_are_told_apart() {
    let points = berlin();
    let asked = questions(&server(), &points).remove(0);
    let read = |answer: &str| Table::default().read(&points, &asked, answer);
    // As the documentation writes an error of a request with too many coordinates.
    let refused = read(r#"{"code": "TooBig", "message": "Too many table coordinates"}"#);
    assert_eq!(refused, Err(BadAnswer::Refused("TooBig".to_owned())));
    for nonsense in [
        "",
        "<html>",
        "[]",
        "{}",
        r#"{"code":"Ok"}"#,
        r#"{"code":"Ok","durations":[[0,1,2],[3,4,5]]}"#,
        r#"{"code":"Ok","durations":[[0,1],[3,4],[5,6]]}"#,
        r#"{"code":"Ok","durations":[[0,-1,2],[3,0,4],[5,6,0]]}"#,
        r#"{"code":"Ok","durations":[[0,"1",2],[3,0,4],[5,6,0]]}"#,
        r#"{"code":"Ok","durations":[[0,1,2],[3,0,4],[5,6,0]]} and more"#,
        r#"{"code":"Ok","durations":[[0,1e999,2],[3,0,4],[5,6,0]]}"#,
        r#"{"code":"Ok","durations":[[0,.5,2],[3,0,4],[5,6,0]]}"#,
    ] {
        assert_eq!(read(nonsense), Err(BadAnswer::Garbled), "{nonsense}");
    }
    assert_eq!(read(&"[".repeat(100_000)), Err(BadAnswer::Garbled), "however deep");
}

#[test]
fn large_tables_are_asked_for_in_blocks() {
    // 120 places in a row: blocks of fifty are three by three.
    let points: Vec<Point> =
        (0..120).map(|at| Point::of_degrees(31.0, 120.0 + f64::from(at) / 100.0).expect("on the Earth")).collect();
    let asked = questions(&server(), &points);
    assert_eq!(asked.len(), 9);
    let mut table = Table::default();
    for question in &asked {
        let coordinates = question.address.split("driving/").nth(1).and_then(|rest| rest.split('?').next());
        let coordinates: Vec<&str> = coordinates.expect("coordinates").split(';').collect();
        assert!(coordinates.len() <= 100, "{} at once", coordinates.len());
        // A server that answers with the difference of the numbers that it finds in the places.
        let number = |text: &str| {
            (text.split(',').next().and_then(|text| text.parse::<f64>().ok()).expect("a number") * 100.0).round()
        };
        let part = |name: &str| -> Vec<usize> {
            let list =
                question.address.split(&format!("&{name}=")).nth(1).map(|rest| rest.split('&').next().unwrap_or(rest));
            list.map_or((0..coordinates.len()).collect(), |list| {
                list.split(';').map(|at| at.parse().expect("a number")).collect()
            })
        };
        let (sources, destinations) = (part("sources"), part("destinations"));
        let row = |from: &usize| {
            let cells: Vec<String> = destinations
                .iter()
                .map(|to| (number(coordinates[*to]) - number(coordinates[*from])).abs().to_string())
                .collect();
            format!("[{}]", cells.join(","))
        };
        let rows: Vec<String> = sources.iter().map(row).collect();
        let answer = format!(r#"{{"code":"Ok","durations":[{}]}}"#, rows.join(","));
        table.read(&points, question, &answer).expect("is understood");
    }
    assert!(table.covers(&points));
    let mut legs = crow(&points);
    assert_eq!(table.put(&points, &mut legs), 0);
    for (from, to) in [(0, 119), (3, 60), (60, 3), (110, 111)] {
        assert_eq!(legs.time[from * 120 + to], i64::try_from(from.abs_diff(to)).expect("small"));
    }
    assert!(questions(&server(), &points[..1]).is_empty(), "one place has no ways");
}

#[test]
fn a_server_with_a_shifted_map_is_asked_in_its_datum() {
    let point = Point::of_degrees(31.23, 121.47).expect("on the Earth");
    let other = Point::of_degrees(-33.8568, -70.6483).expect("on the Earth");
    let shifted = Server { datum: Datum::Gcj02, ..server() };
    let asked = questions(&shifted, &[point, other]).remove(0).address;
    let there = Place::new(point, Datum::Wgs84).point_in(Datum::Gcj02);
    let coordinates = asked.split("driving/").nth(1).and_then(|rest| rest.split('?').next()).expect("coordinates");
    let first: Vec<f64> =
        coordinates.split(';').next().expect("one").split(',').map(|text| text.parse().expect("a number")).collect();
    assert!(
        (first[0] * 1e7 - f64::from(there.longitude)).abs() <= 5.0
            && (first[1] * 1e7 - f64::from(there.latitude)).abs() <= 5.0,
        "{asked}"
    );
    assert!((first[0] - 121.47).abs() > 0.003, "Shanghai is shifted by some five hundred metres");
    // Where maps are not shifted it is the same point, south and west of zero, too.
    assert!(coordinates.ends_with(";-70.648300,-33.856800"), "{asked}");
}

#[test]
fn only_safe_addresses_are_servers() {
    let parse = |text: &str| Server::parse(text, Datum::Wgs84).map(|server| server.address);
    assert_eq!(parse(" https://router.example.org/osrm/ "), Ok("https://router.example.org/osrm".to_owned()));
    assert_eq!(parse("http://localhost:5000"), Ok("http://localhost:5000".to_owned()));
    assert_eq!(parse("http://127.0.0.1:5000/"), Ok("http://127.0.0.1:5000".to_owned()));
    for text in
        ["http://router.example.org", "http://localhost.example.org", "router.example.org", "javascript:alert(1)", ""]
    {
        assert_eq!(parse(text), Err(BadAddress::Unsafe), "{text}");
    }
    for text in ["https://", "https:///x", "https://a b", "https://a?x=1", "https://me@a", "https://a#x"] {
        assert_eq!(parse(text), Err(BadAddress::Malformed), "{text}");
    }
}

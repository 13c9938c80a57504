//! What a map shows of a week, and the geometry under it: each against a worked example or a naive computation.

use std::sync::Arc;

use fieldbook::book::Rejection;
use fieldbook::model::records::{Account, Area, Cadence, Person, Site, Visit};
use fieldbook::model::{Calendar, Datum, Day, Id, Place, Point, Record, Value, window};
use fieldbook::visits::cadence::Unit;
use fieldbook::visits::cycle::Due;
use fieldbook::visits::life::{PutOn, TakeOff};
use fieldbook::visits::map::{Map, PATTERNS, encloses, groups, hit, hull, slot};
use fieldbook::visits::trace;
use fieldbook::visits::week::Days;
use fieldbook::visits::workday::SetWorkday;
use proptest::prelude::*;

use super::import_desk::Desk;
use super::visits::{PEER, REP, account, act, at, company, create, day, visit};

/// A Monday; the present is the Wednesday before it.
const MONDAY: &str = "2026-11-30";
const TODAY: &str = "2026-11-25";

/// Thousandths of a degree north and east of 31.3, 120.6.
fn point(north: i32, east: i32) -> Point {
    Point::new(313_000_000 + north * 10_000, 1_206_000_000 + east * 10_000).expect("on the Earth")
}

fn place(north: i32, east: i32) -> Value {
    Value::Place(Place::new(point(north, east), Datum::Wgs84))
}

fn unit(account: u128) -> Unit {
    Unit { account: Id(account), site: None }
}

fn plan(desk: &mut Desk, id: u128, account: u128, date: &str, (from, to): (i64, i64)) {
    let time = |hour: i64| Value::Instant(at(date, hour, 0));
    visit(desk, id, account, vec![(Visit::STARTS, time(from)), (Visit::ENDS, time(to))]);
}

fn week(desk: &Desk) -> Days {
    Days::of(&desk.book, (&desk.zone, &Calendar::weekends()), REP, (day(MONDAY), day(MONDAY).plus(6)))
}

fn map(desk: &Desk) -> Map {
    Map::of_days(&desk.book, &desk.zone, (REP, day(TODAY)), &week(desk))
}

/// Six customers of class A in two areas: Alpha and Beta are visited on Monday, Delta, of whom nobody knows where it
/// is, between them; Beta again on Wednesday; Gamma and Epsilon on no day; Zeta is a colleague's.
fn round() -> Desk {
    let mut desk = company();
    create(&mut desk, Area::COLLECTION, 5, vec![(Area::NAME, "North".into())]);
    create(&mut desk, Area::COLLECTION, 6, vec![(Area::NAME, "Empty".into())]);
    let often =
        vec![(Cadence::NAME, "A".into()), (Cadence::CLASS, "a".into()), (Cadence::VISIT_COUNT, Value::Number(1.0))];
    create(&mut desk, Cadence::COLLECTION, 7, often);
    let customer = |desk: &mut Desk, id: u128, name: &str, spot: Option<(i32, i32)>| {
        let mut values = vec![(Account::CLASS, "a".into()), (Account::AREA, Id(5).into())];
        values.extend(spot.map(|(north, east)| (Account::PLACE, place(north, east))));
        account(desk, id, name, values);
    };
    customer(&mut desk, 10, "Alpha", Some((0, 0)));
    customer(&mut desk, 11, "Beta", Some((10, 0)));
    customer(&mut desk, 12, "Gamma", Some((10, 10)));
    customer(&mut desk, 13, "Delta", None);
    customer(&mut desk, 14, "Epsilon", Some((0, 10)));
    create(
        &mut desk,
        Account::COLLECTION,
        15,
        vec![(Account::NAME, "Zeta".into()), (Account::OWNER, PEER.into()), (Account::PLACE, place(5, 5))],
    );
    plan(&mut desk, 30, 10, MONDAY, (9, 10));
    plan(&mut desk, 31, 13, MONDAY, (11, 12));
    plan(&mut desk, 32, 11, MONDAY, (14, 15));
    plan(&mut desk, 33, 11, "2026-12-02", (9, 10));
    desk
}

#[test]
fn a_week_is_a_route_for_each_day_with_its_stops_in_order() {
    let mut desk = round();
    // What is called off, and a customer who comes to us, is no stop.
    visit(
        &mut desk,
        34,
        12,
        vec![(Visit::STARTS, Value::Instant(at(MONDAY, 16, 0))), (Visit::STATUS, "cancelled".into())],
    );
    visit(&mut desk, 35, 12, vec![(Visit::STARTS, Value::Instant(at(MONDAY, 17, 0))), (Visit::DIRECTION, "in".into())]);
    let map = map(&desk);
    let seen: Vec<(Day, Vec<(usize, &str)>)> = map
        .routes
        .iter()
        .map(|route| (route.day, route.stops.iter().map(|stop| (stop.number, stop.name.as_str())).collect()))
        .collect();
    let monday = vec![(1, "Alpha"), (2, "Delta"), (3, "Beta")];
    assert_eq!(seen, [(day(MONDAY), monday), (day("2026-12-02"), vec![(1, "Beta")])]);
    // Nobody knows where Delta is, or where the day begins: no way is drawn that would skip it.
    assert_eq!(map.routes[0].legs(), []);
    assert!(map.routes[0].stops.iter().all(|stop| stop.is_open));
    assert_eq!((slot(day(MONDAY)), slot(day("2026-12-06"))), (1, 7));
}

#[test]
fn ways_go_from_where_the_day_begins_by_the_stops_to_where_it_ends() {
    let mut desk = round();
    let home = vec![(Person::START_PLACE, Some(place(-5, -5)))];
    act(&mut desk, &SetWorkday { person: REP, changes: home }).expect("is one's own");
    let routes = map(&desk).routes;
    assert_eq!(routes[0].legs(), [(point(-5, -5), point(0, 0)), (point(10, 0), point(-5, -5))]);
    assert_eq!(routes[1].legs(), [(point(-5, -5), point(10, 0)), (point(10, 0), point(-5, -5))]);
    // A second visit at the same door is no way.
    plan(&mut desk, 36, 11, "2026-12-02", (10, 11));
    assert_eq!(map(&desk).routes[1].legs().len(), 2);
}

#[test]
fn other_customers_are_told_by_how_overdue_they_are() {
    let mut desk = round();
    // A class of one visit a month: from 15 to 45 days; the last one at Epsilon was 50 days ago.
    let made = Value::Instant(at("2026-10-06", 9, 0));
    let done = vec![(Visit::STARTS, made.clone()), (Visit::ARRIVED, made), (Visit::STATUS, "done".into())];
    visit(&mut desk, 40, 14, done);
    account(&mut desk, 16, "Theta", vec![(Account::PLACE, place(3, 3))]);
    let map = map(&desk);
    let others: Vec<(&str, Option<&str>, Option<Due>, bool)> =
        map.others.iter().map(|one| (one.name.as_str(), one.class.as_deref(), one.due, one.is_wanting())).collect();
    assert_eq!(
        others,
        [
            ("Epsilon", Some("a"), Some(Due::Overdue(5)), true),
            ("Gamma", Some("a"), Some(Due::Never), true),
            ("Theta", None, None, false),
        ]
    );
    let unplaced: Vec<&str> = map.unplaced.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(unplaced, ["Delta"]);
    let everybody = Map::of_people(&desk.book, &desk.zone, None, day(TODAY), &[Id(5)]);
    assert_eq!(everybody.regions.iter().map(|region| region.is_blank).collect::<Vec<_>>(), [true]);
    assert_eq!((everybody.routes.len(), everybody.others.len()), (0, 6));
    let theirs = Map::of_people(&desk.book, &desk.zone, Some(&[PEER]), day(TODAY), &[]);
    assert_eq!(theirs.others.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Zeta"]);
    assert_eq!(theirs.points(), [point(5, 5)]);
    assert_eq!(theirs.focus(), [point(5, 5)]);
}

#[test]
fn an_area_is_the_hull_of_its_customers() {
    let mut desk = round();
    account(&mut desk, 17, "Inside", vec![(Account::AREA, Id(5).into()), (Account::PLACE, place(4, 6))]);
    let map = map(&desk);
    let [region] = &map.regions[..] else { panic!("{:?}", map.regions) };
    assert_eq!((region.area, region.name.as_str()), (Id(5), "North"));
    // A square of ten thousandths: west to east along the south, back along the north.
    assert_eq!(region.hull, [point(0, 0), point(0, 10), point(10, 10), point(10, 0)]);
    // The mean of 0, 10, 10, 0, 4 north and 0, 0, 10, 10, 6 east, in ten-thousandths of a thousandth of a degree.
    assert_eq!(region.middle, Point::new(313_048_000, 1_206_052_000).expect("on the Earth"));
}

#[test]
fn a_site_of_its_own_is_a_point_of_its_own() {
    let mut desk = round();
    let plant = vec![
        (Site::NAME, "Gamma plant".into()),
        (Site::ACCOUNT, Id(12).into()),
        (Site::CLASS, "a".into()),
        (Site::PLACE, place(20, 20)),
    ];
    create(&mut desk, Site::COLLECTION, 20, plant);
    let own = Unit { account: Id(12), site: Some(Id(20)) };
    let known = map(&desk).others.into_iter().find(|other| other.unit == own);
    assert_eq!(known.map(|other| (other.name, other.point)), Some(("Gamma plant".to_owned(), point(20, 20))));
    let on = Value::Instant(at(MONDAY, 16, 0));
    visit(&mut desk, 37, 12, vec![(Visit::SITE, Id(20).into()), (Visit::STARTS, on)]);
    let map = map(&desk);
    assert!(map.others.iter().all(|other| other.unit.account != Id(12)));
    assert_eq!(map.routes[0].stops[3].unit, Some(own));
    for unit in [own, unit(12)] {
        assert_eq!(Unit::parse(&unit.text()), Some(unit));
    }
    for text in ["", ".", "x", &format!("{}.x", Id(12)), &format!("{}.", Id(12))] {
        assert_eq!(Unit::parse(text), None, "{text}");
    }
}

#[test]
fn a_lasso_catches_each_customer_once() {
    let desk = round();
    let map = map(&desk);
    // Round Beta, visited twice, and Gamma.
    let line = [point(8, -2), point(8, 12), point(12, 12), point(12, -2)];
    assert_eq!(map.within(&line), [unit(11), unit(12)]);
    assert_eq!(map.name(unit(11)), Some("Beta"));
    assert_eq!(map.name(unit(12)), Some("Gamma"));
    assert_eq!(map.within(&line[..2]), []);
}

#[test]
fn what_a_line_goes_round_twice_is_outside() {
    // A star of five points drawn in one go: its tips are within, its middle is not.
    let tip = |turn: f64| {
        let (sin, cos) = (turn * 0.8 * std::f64::consts::PI).sin_cos();
        Point::of_degrees(10.0 + 5.0 * cos, 20.0 + 5.0 * sin).expect("on the Earth")
    };
    let star: Vec<Point> = (0..5).map(|turn| tip(f64::from(turn))).collect();
    let at = |latitude: f64, longitude: f64| Point::of_degrees(latitude, longitude).expect("on the Earth");
    assert!(!encloses(&star, at(10.0, 20.0)));
    assert!(encloses(&star, at(14.0, 20.0)));
    assert!(!encloses(&star, at(10.0, 25.5)));
    // Of a square the west and the south edge belong to it.
    let square = [at(0.0, 0.0), at(0.0, 1.0), at(1.0, 1.0), at(1.0, 0.0)];
    assert!(encloses(&square, at(0.5, 0.0)) && encloses(&square, at(0.0, 0.5)));
    assert!(!encloses(&square, at(0.5, 1.0)) && !encloses(&square, at(1.0, 0.5)));
}

#[test]
fn days_are_told_apart_without_colours() {
    for (at, pattern) in PATTERNS.iter().enumerate() {
        assert!(PATTERNS[..at].iter().all(|other| other != pattern), "{pattern:?}");
        assert_eq!(pattern.len() % 2, 0);
    }
}

#[test]
fn spots_that_would_cover_one_another_are_one_group() {
    // Twenty pixels: the second covers the first, the third only the second, which leads no group.
    assert_eq!(groups(&[(0.0, 0.0), (15.0, 0.0), (30.0, 0.0), (31.0, 1.0)], 20.0), [vec![0, 1], vec![2, 3]]);
    assert_eq!(hit(&[(0.0, 0.0), (30.0, 0.0)], (16.0, 0.0), 24.0), Some(1));
    assert_eq!(hit(&[(0.0, 0.0), (30.0, 0.0)], (15.0, 0.0), 24.0), Some(0));
    assert_eq!(hit(&[(0.0, 0.0)], (17.0, 17.0), 24.0), None, "24.04 away");
}

#[test]
fn chosen_customers_are_put_on_a_day_behind_one_another() {
    let mut desk = round();
    let hours = vec![(Person::HOURS, Some(Value::Windows(window::parse("mon-fri 8:30-17:30").expect("windows"))))];
    act(&mut desk, &SetWorkday { person: REP, changes: hours }).expect("is one's own");
    let put = |units: Vec<Unit>| PutOn {
        person: REP,
        day: day("2026-12-02"),
        units,
        calendar: Arc::new(Calendar::weekends()),
    };
    let batch = act(&mut desk, &put(vec![unit(12), unit(11), unit(14)])).expect("is planned");
    assert_eq!((batch.head.label.key.as_str(), batch.head.label.args[0].1.as_str()), ("did-visits-put", "2"));
    let mut planned: Vec<_> = trace::all(&desk.book)
        .filter(|visit| visit.starts.is_some_and(|starts| desk.zone.day_of(starts) == day("2026-12-02")))
        .map(|visit| (visit.starts, visit.account, visit.owner))
        .collect();
    planned.sort();
    // Beta from nine to ten was there; half an hour's way and half an hour's visit each, at whole quarters.
    let on = |hour, minute| Some(at("2026-12-02", hour, minute));
    assert_eq!(
        planned,
        [
            (on(9, 0), Some(Id(11)), Some(REP)),
            (on(10, 30), Some(Id(12)), Some(REP)),
            // From 11:00 and the way on, lunch comes first.
            (on(12, 30), Some(Id(14)), Some(REP)),
        ]
    );
    let again = act(&mut desk, &put(vec![unit(12)]));
    assert!(matches!(again, Err(Rejection::Against(_))), "{again:?}");
    let past = PutOn { day: day("2026-11-24"), ..put(vec![unit(12)]) };
    assert!(matches!(act(&mut desk, &past), Err(Rejection::Against(label)) if label.key == "refused-visit-past"));
    // Whose visit was taken off can be put there again, and alone is called by name.
    let gamma = trace::all(&desk.book).find(|visit| visit.account == Some(Id(12))).expect("is there");
    act(&mut desk, &TakeOff { visit: gamma.id.into() }).expect("is one's own");
    let batch = act(&mut desk, &put(vec![unit(12)])).expect("is planned");
    assert_eq!(batch.head.label.key, "did-visit-plan");
}

/// Points on a small grid, so that many of them stand on one spot or line.
fn points() -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec((-6..=6_i32, -6..=6_i32), 0..24)
        .prop_map(|all| all.into_iter().map(|(north, east)| point(north, east)).collect())
}

/// On which side of a way a point lies: positive on the left.
fn side(a: Point, b: Point, c: Point) -> i64 {
    let (a, b, c) = (
        (i64::from(a.longitude) / 10_000, i64::from(a.latitude) / 10_000),
        (i64::from(b.longitude) / 10_000, i64::from(b.latitude) / 10_000),
        (i64::from(c.longitude) / 10_000, i64::from(c.latitude) / 10_000),
    );
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

proptest! {
    #[test]
    fn the_hull_has_the_edges_that_leave_all_points_on_their_left(points in points()) {
        let found = hull(&points);
        // Naively: from one point to another, all others on the left or between the two.
        let mut edges: Vec<(Point, Point)> = Vec::new();
        for (a, b) in points.iter().flat_map(|a| points.iter().map(move |b| (*a, *b))) {
            let between = |c: Point| {
                let within = |x: i32, from: i32, to: i32| (from.min(to)..=from.max(to)).contains(&x);
                within(c.longitude, a.longitude, b.longitude) && within(c.latitude, a.latitude, b.latitude)
            };
            let is_edge = points.iter().all(|c| side(a, b, *c) > 0 || (side(a, b, *c) == 0 && between(*c)));
            if a != b && is_edge && !edges.contains(&(a, b)) {
                edges.push((a, b));
            }
        }
        let mut seen: Vec<(Point, Point)> =
            found.iter().zip(found.iter().cycle().skip(1)).map(|(a, b)| (*a, *b)).filter(|(a, b)| a != b).collect();
        seen.sort();
        edges.sort();
        prop_assert_eq!(seen, edges);
    }

    #[test]
    fn within_a_hull_is_on_the_left_of_all_its_edges(points in points(), (north, east) in (-6..=6_i32, -6..=6_i32)) {
        let (line, spot) = (hull(&points), point(north, east));
        let sides: Vec<i64> = line.iter().zip(line.iter().cycle().skip(1)).map(|(a, b)| side(*a, *b, spot)).collect();
        // On the line itself the edge decides, which another test looks at.
        if line.len() > 2 && sides.iter().all(|side| *side != 0) {
            prop_assert_eq!(encloses(&line, spot), sides.iter().all(|side| *side > 0));
        }
    }

    #[test]
    fn groups_are_those_of_a_search_without_a_grid(
        spots in prop::collection::vec((0..120_u8, 0..120_u8), 0..40),
        moved in (-500..500_i16, -500..500_i16),
    ) {
        let spots: Vec<(f64, f64)> = spots.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
        let mut naive: Vec<Vec<usize>> = Vec::new();
        for (at, (x, y)) in spots.iter().enumerate() {
            let far = |group: &[usize]| {
                let (a, b) = spots[group[0]];
                // Whole pixels: squares compare exactly.
                (a - x).powi(2) + (b - y).powi(2)
            };
            let mut best: Option<usize> = None;
            for group in 0..naive.len() {
                let nearer = best.is_none_or(|best| far(&naive[group]) < far(&naive[best]));
                if far(&naive[group]) < 400.0 && nearer {
                    best = Some(group);
                }
            }
            match best {
                Some(group) => naive[group].push(at),
                None => naive.push(vec![at]),
            }
        }
        prop_assert_eq!(&groups(&spots, 20.0), &naive);
        let (x, y) = (f64::from(moved.0), f64::from(moved.1));
        let there: Vec<(f64, f64)> = spots.iter().map(|spot| (spot.0 + x, spot.1 + y)).collect();
        prop_assert_eq!(groups(&there, 20.0), naive);
    }
}

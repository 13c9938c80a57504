//! Addresses: written and read back, relative to wherever the application is hosted.

use fieldbook::model::{Day, Id};
use fieldbook::ui::route::{Place, Route};

#[test]
fn every_route_reads_back_from_its_path() {
    let id = Id::derived(&["route"]);
    let mut routes = Route::all();
    routes.extend([Route::Board(Some(id)), Route::Record("deals", id), Route::deal(id), Route::Stop(id)]);
    let day = Day::parse("2026-11-25").expect("a day");
    routes.extend([Route::DayPlan(Some(day)), Route::DayReport(Some(day)), Route::Record("visits", id)]);
    for route in routes {
        assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
    }
    for nowhere in ["no-such-page", "deals/7", "deals/new/more", "pipeline/x", "visits/plan/today", "reports"] {
        assert_eq!(Route::parse(nowhere), Route::Missing, "{nowhere}");
    }
}

#[test]
fn no_address_looks_like_a_file() {
    for route in Route::all() {
        let path = route.path();
        assert!(path == "./" || !path.contains('.'), "{path}: a host would look for a file");
    }
}

#[test]
fn hosts_know_the_first_part_of_every_address() {
    // What `Route::parse` tells apart by its first part: `["kpi"] =>`, `["merge", name, ..] =>`.
    let source = include_str!("../../src/ui/route.rs");
    let told_apart = source.lines().filter_map(|line| line.trim().strip_prefix("[\"")?.split_once('"'));
    let parts = Route::parts();
    let mut seen = 0;
    for (part, _) in told_apart {
        assert!(parts.iter().any(|have| have == part), "{part} is missing in `Route::parts`");
        seen += 1;
    }
    assert!(seen > 5, "{seen}: the source reads differently now");
    for collection in fieldbook::model::records::COLLECTIONS {
        assert!(parts.iter().any(|have| have == collection.key), "{}", collection.key);
    }
}

#[test]
fn queries_read_back_whatever_is_in_them() {
    let odd = "a b+c&d=e?f#g%h/中文\u{1f600}";
    let place = Place::new(Route::Kpi).set("q", Some(odd.to_owned())).set("empty", Some(String::new()));
    let href = place.href();
    let (path, query) = href.split_once('?').expect("it has a query");
    assert_eq!(Place::parse(path, query), place);
    assert_eq!(place.get("q"), Some(odd));
}

//! Zones as tables of offsets, against days and offsets known from the tz database.

use fieldbook::browser::zone;
use fieldbook::model::{Day, Instant, Zone};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

fn load(name: &str) -> Zone {
    zone::load(name).expect("is known")
}

/// Minutes east of UTC at noon UTC of a day.
fn offset(zone: &Zone, day: &str) -> i32 {
    zone.offset(Instant(i64::from(Day::parse(day).expect("a day").0) * 86_400_000 + 43_200_000))
}

/// Hours of a day in a zone.
fn hours(zone: &Zone, day: &str) -> i64 {
    let day = Day::parse(day).expect("a day");
    (zone.start_of(day.plus(1)).0 - zone.start_of(day).0) / 3_600_000
}

#[wasm_bindgen_test]
fn shanghai_is_eight_hours_ahead() {
    let zone = load("Asia/Shanghai");
    for day in ["1993-07-01", "2017-01-01", "2017-07-01", "2026-11-25", "2040-12-31"] {
        assert_eq!(offset(&zone, day), 480, "{day}");
    }
    // Its last summer time: 1991-04-14 to 1991-09-15.
    assert_eq!(offset(&zone, "1991-07-01"), 540);
    assert_eq!(zone.start_of(Day::parse("2026-11-25").expect("a day")), Instant(1_795_536_000_000));
}

#[wasm_bindgen_test]
fn new_york_has_short_and_long_days() {
    let zone = load("America/New_York");
    assert_eq!((offset(&zone, "2017-01-15"), offset(&zone, "2017-07-15")), (-300, -240));
    for (day, want) in
        [("2017-03-12", 23), ("2017-11-05", 25), ("2017-07-04", 24), ("2006-04-02", 23), ("2006-10-29", 25)]
    {
        assert_eq!(hours(&zone, day), want, "{day}");
    }
    // 2017-03-12 02:00 EST is 07:00 UTC, to the minute.
    let change = 1_489_302_000_000;
    assert_eq!((zone.offset(Instant(change - 1)), zone.offset(Instant(change))), (-300, -240));
}

#[wasm_bindgen_test]
fn odd_offsets_and_moved_date_lines_are_right() {
    assert_eq!(offset(&load("Asia/Kolkata"), "2020-01-01"), 330);
    assert_eq!(offset(&load("Asia/Kathmandu"), "2020-01-01"), 345);
    let lord_howe = load("Australia/Lord_Howe");
    assert_eq!((offset(&lord_howe, "2020-01-01"), offset(&lord_howe, "2020-07-01")), (660, 630));
    // Samoa left out 2011-12-30.
    let samoa = load("Pacific/Apia");
    assert_eq!((offset(&samoa, "2011-12-28"), offset(&samoa, "2012-01-02")), (-600, 840));
}

#[wasm_bindgen_test]
fn an_unknown_zone_is_none_and_the_own_zone_is_known() {
    assert_eq!(zone::load("Mars/Olympus_Mons"), None);
    assert_eq!(zone::load(""), None);
    assert!(zone::load(&zone::own()).is_some());
    let start = js_sys::Date::now();
    load("Europe/Berlin");
    console_log!("a table with summer time took {} ms", js_sys::Date::now() - start);
}

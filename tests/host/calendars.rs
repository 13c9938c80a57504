//! The calendars that come with the application, against official announcements.

use std::fs;
use std::path::Path;

use fieldbook::model::{Calendar, Day};

fn calendar(code: &str) -> Calendar {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public/facts/calendar-{code}.txt"));
    Calendar::parse(&fs::read_to_string(file).expect("there")).expect("reads")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Checks every day of a year: the free stretches and make-up days of a notice, weekends otherwise.
fn year(code: &str, year: i32, free: &[(&str, &str)], worked: &[&str]) {
    let calendar = calendar(code);
    let full = |short: &str| day(&format!("{year}-{short}"));
    let (first, last) = (full("01-01"), full("12-31"));
    for at in (first.0..=last.0).map(Day) {
        let is_free = free.iter().any(|(from, to)| (full(from)..=full(to)).contains(&at));
        let is_made_up = worked.iter().any(|short| full(short) == at);
        let want = !is_free && (at.weekday() < 5 || is_made_up);
        assert_eq!(calendar.is_workday(at), want, "{code} {at}");
        assert_eq!(calendar.is_make_up(at), is_made_up, "{code} {at}");
    }
}

#[test]
fn the_mainland_follows_the_notices_of_the_state_council() {
    // 国务院办公厅关于2025年部分节假日安排的通知, 12 November 2024.
    let free = [
        ("01-01", "01-01"),
        ("01-28", "02-04"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("05-31", "06-02"),
        ("10-01", "10-08"),
    ];
    year("cn", 2025, &free, &["01-26", "02-08", "04-27", "09-28", "10-11"]);
    // 国务院办公厅关于2026年部分节假日安排的通知, 4 November 2025.
    let free = [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ];
    year("cn", 2026, &free, &["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]);
}

#[test]
fn what_is_not_announced_is_not_called_settled() {
    let mainland = calendar("cn");
    assert!(mainland.is_settled(day("2026-12-31")));
    // The law names these days; which others are moved the notice for 2027 will say.
    assert!(mainland.knows(day("2027-10-01")) && !mainland.is_settled(day("2027-10-01")));
    assert!(!mainland.is_workday(day("2027-10-01")));
}

#[test]
fn taiwan_follows_its_office_calendar() {
    // 行政院人事行政總處, 中華民國114年政府行政機關辦公日曆表, with the holidays that the act of
    // 28 May 2025 added in its second half.
    let free = [
        ("01-01", "01-01"),
        ("01-25", "02-02"),
        ("02-28", "02-28"),
        ("04-03", "04-06"),
        ("05-01", "05-01"),
        ("05-30", "06-01"),
        ("09-27", "09-29"),
        ("10-06", "10-06"),
        ("10-10", "10-12"),
        ("10-24", "10-26"),
        ("12-25", "12-25"),
    ];
    year("tw", 2025, &free, &["02-08"]);
    // 中華民國115年政府行政機關辦公日曆表: no make-up days.
    let free = [
        ("01-01", "01-01"),
        ("02-14", "02-22"),
        ("02-27", "03-01"),
        ("04-03", "04-06"),
        ("05-01", "05-03"),
        ("06-19", "06-21"),
        ("09-25", "09-28"),
        ("10-09", "10-11"),
        ("10-24", "10-26"),
        ("12-25", "12-25"),
    ];
    year("tw", 2026, &free, &[]);
}

#[test]
fn hong_kong_follows_its_general_holidays() {
    // General Holidays Ordinance (Cap. 149), general holidays for 2025 and 2026 (gov.hk).
    let one = |days: &[&'static str]| days.iter().map(|day| (*day, *day)).collect::<Vec<_>>();
    let days = [
        "01-01", "01-29", "01-30", "01-31", "04-04", "04-18", "04-19", "04-21", "05-01", "05-05", "05-31", "07-01",
        "10-01", "10-07", "10-29", "12-25", "12-26",
    ];
    year("hk", 2025, &one(&days), &[]);
    let days = [
        "01-01", "02-17", "02-18", "02-19", "04-03", "04-04", "04-06", "04-07", "05-01", "05-25", "06-19", "07-01",
        "09-26", "10-01", "10-19", "12-25", "12-26",
    ];
    year("hk", 2026, &one(&days), &[]);
}

//! Calendars against a day-by-day oracle. The data files are checked against official notices in
//! `tests/host/calendars.rs`.

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The Spring Festival of 2026 (State Council notice of 4 November 2025).
const SPRING: &str = "# made up from the notice\nweekend 6 7\ncovers 2026-01-01 2026-12-31\nsettled 2026-06-30\n\
    off 2026-02-16\noff 2026-02-17 # 春节\noff 2026-02-18\noff 2026-02-19\noff 2026-02-20\noff 2026-02-23\n\
    work 2026-02-14\nwork 2026-02-28\n";

#[test]
fn free_days_and_make_up_days_are_known() {
    let calendar = Calendar::parse(SPRING).expect("reads");
    for (text, want) in [
        ("2026-02-13", true),
        ("2026-02-14", true),
        ("2026-02-15", false),
        ("2026-02-16", false),
        ("2026-02-21", false),
        ("2026-02-23", false),
        ("2026-02-24", true),
        ("2026-02-28", true),
        ("2026-03-01", false),
    ] {
        assert_eq!(calendar.is_workday(day(text)), want, "{text}");
    }
    assert!(calendar.is_make_up(day("2026-02-14")) && calendar.is_holiday(day("2026-02-16")));
    assert!(calendar.is_settled(day("2026-06-30")) && !calendar.is_settled(day("2026-07-01")));
    assert!(calendar.knows(day("2026-12-31")) && !calendar.knows(day("2027-01-01")));
    assert!(!Calendar::weekends().knows(day("2026-01-01")) && !Calendar::weekends().is_workday(day("2026-02-14")));
}

#[test]
fn a_day_off_says_why_and_is_never_proposed() {
    let calendar = Calendar::parse(SPRING).expect("reads");
    for (text, want) in [
        ("2026-02-13", None),
        ("2026-02-14", None),
        ("2026-02-15", Some(Off::Weekend)),
        ("2026-02-16", Some(Off::Holiday)),
        ("2026-02-21", Some(Off::Weekend)),
    ] {
        assert_eq!(calendar.off(day(text)), want, "{text}");
    }
    // The day after falls into the festival, and so does the week after: both go on to its end. Four
    // weeks after a Friday is a Friday.
    let proposed = |text: &str| calendar.proposed(day(text)).map(|day| day.to_string());
    assert_eq!(proposed("2026-02-14"), ["2026-02-24", "2026-02-24", "2026-03-16"]);
    assert_eq!(proposed("2026-02-13"), ["2026-02-14", "2026-02-24", "2026-03-13"]);
}

#[test]
fn counting_agrees_with_counting_day_by_day() {
    for calendar in [Calendar::parse(SPRING).expect("reads"), Calendar::weekends()] {
        let start = day("2026-01-20");
        for from in 0..50 {
            for length in -3..60 {
                let (from, to) = (start.plus(from), start.plus(from + length));
                let slow = (from.0..=to.0).filter(|day| calendar.is_workday(Day(*day))).count();
                assert_eq!(calendar.between(from, to) as usize, slow, "{from} to {to}");
            }
        }
        for from in 0..50 {
            for n in -40..40_i32 {
                let from = start.plus(from);
                let mut at = from;
                let mut left = n;
                while left != 0 {
                    at = at.plus(n.signum());
                    left -= if calendar.is_workday(at) { n.signum() } else { 0 };
                }
                while n == 0 && !calendar.is_workday(at) {
                    at = at.plus(1);
                }
                assert_eq!(calendar.plus(from, n), at, "{from} and {n}");
            }
        }
        // 52 weeks and a day in 2023: no weekday is lost over long spans.
        assert_eq!(calendar.between(day("2023-01-01"), day("2023-12-31")), 260);
        assert_eq!(calendar.plus(day("2022-12-31"), 260), day("2023-12-29"));
    }
}

#[test]
fn what_is_no_calendar_says_where_it_is_wrong() {
    use CalendarError::{Covers, Idle, Outside, Value, Weekend, Word};
    let head = "weekend 6 7\ncovers 2026-01-01 2026-12-31\n";
    let check = |line: &str, want: CalendarError| {
        assert_eq!(Calendar::parse(&format!("{head}{line}")), Err(want), "{line}");
    };
    check("free 2026-01-01", Word(3));
    check("off", Value(3));
    check("off 2026-02-30", Value(3));
    check("off 2026-01-01 2026-01-02", Value(3));
    check("weekend 8", Value(3));
    check("weekend 1 2 3 4 5", Weekend);
    check("off 2026-01-03", Idle(3, day("2026-01-03")));
    check("work 2026-01-05", Idle(3, day("2026-01-05")));
    check("off 2026-01-01\noff 2026-01-01", Idle(4, day("2026-01-01")));
    check("off 2027-01-01", Outside(3, day("2027-01-01")));
    assert_eq!(Calendar::parse("covers 2026-01-01 2026-12-31"), Err(Weekend));
    assert_eq!(Calendar::parse("weekend 7"), Err(Covers));
}

//! Activities as a calendar file.

use fieldbook::exchange::calendar::{Heading, calendar, is_dated};
use fieldbook::model::records::{Account, Activity};
use fieldbook::model::{Id, Instant, Record};

use super::import_desk::{Desk, sheet};

#[test]
fn records_with_a_time_or_a_day_become_entries() {
    let mut desk = Desk::new();
    let text = "subject,starts,duration,due_on,status,note\r\n\
        \"Call; 华东, first\",2026-11-25T02:00:00.000Z,1:30:00,,done,\"one\ntwo\"\r\n\
        Send offer,,,2026-11-30,open,\r\n\
        Lunch,2026-12-01T04:00:00.000Z,,,cancelled,\r\n\
        Some day,,,,open,\r\n";
    let plan = desk.guess(vec![sheet("activities.csv", text)]);
    desk.import(&plan);
    let table = desk.book.table(Activity::COLLECTION.key).expect("is known");
    assert!(is_dated(table));
    let id = |row: usize| table.id(row).map(|id| id.to_string()).unwrap_or_default();
    // 2026-11-25T02:00Z.
    let heading = Heading { name: "活动".to_owned(), now: Instant(1_795_572_000_000) };
    let link = |id: Id| Some(format!("https://example.org/activities/{id}"));
    let written = calendar(&desk.book, table, &[0, 1, 2, 3], &heading, &link);
    let wanted = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Fieldbook//Fieldbook//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "X-WR-CALNAME:活动".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", id(0)),
        "DTSTAMP:20261125T020000Z".to_owned(),
        "DTSTART:20261125T020000Z".to_owned(),
        "DTEND:20261125T033000Z".to_owned(),
        "SUMMARY:Call\\; 华东\\, first".to_owned(),
        "DESCRIPTION:one\\ntwo".to_owned(),
        format!("URL:https://example.org/activities/{}", id(0)),
        "END:VEVENT".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", id(1)),
        "DTSTAMP:20261125T020000Z".to_owned(),
        "DTSTART;VALUE=DATE:20261130".to_owned(),
        "DTEND;VALUE=DATE:20261201".to_owned(),
        "SUMMARY:Send offer".to_owned(),
        format!("URL:https://example.org/activities/{}", id(1)),
        "END:VEVENT".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", id(2)),
        "DTSTAMP:20261125T020000Z".to_owned(),
        "DTSTART:20261201T040000Z".to_owned(),
        "SUMMARY:Lunch".to_owned(),
        "STATUS:CANCELLED".to_owned(),
        format!("URL:https://example.org/activities/{}", id(2)),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    let unfolded = written.replace("\r\n ", "");
    assert_eq!(unfolded.lines().collect::<Vec<_>>(), wanted);
    assert!(written.ends_with("END:VCALENDAR\r\n") && written.split("\r\n").all(|line| line.len() <= 75));
    assert!(!desk.book.table(Account::COLLECTION.key).is_some_and(is_dated));
}

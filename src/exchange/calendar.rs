//! Records that begin or end as an iCalendar file (RFC 5545). What is at a point in time is written
//! in UTC, what is on a day stays on that day everywhere. A record keeps its `UID`, so that a
//! calendar that reads a later file changes its entry and adds none.

use crate::book::{Book, Table};
use crate::model::time::DAY_MS;
use crate::model::{Day, Id, Instant, Kind, Role, Value};
use crate::query::title;

/// The most bytes of a line, without its end.
const LINE: usize = 75;

/// What stands at the head of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What the calendar is called.
    pub name: String,
    /// When it is written.
    pub now: Instant,
}

/// When a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// On whole days, the last included.
    Days(Day, Day),
    /// From a point in time, to another where it is known.
    Time(Instant, Option<Instant>),
}

/// Whether the records of a table can stand in a calendar.
pub fn is_dated(table: &Table) -> bool {
    [Role::Starts, Role::Ends].iter().any(|role| table.role(*role).is_some())
}

/// Some rows of a table as a calendar; rows without any date are left out. `link` gives the address
/// of a record.
pub fn calendar(
    book: &Book,
    table: &Table,
    rows: &[usize],
    heading: &Heading,
    link: &dyn Fn(Id) -> Option<String>,
) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Fieldbook//Fieldbook//EN");
    lines.add("CALSCALE", "GREGORIAN");
    lines.add("X-WR-CALNAME", &escaped(&heading.name));
    for row in rows {
        if let (Some(id), Some(when)) = (table.id(*row), when(table, *row)) {
            event(&mut lines, book, table, *row, heading.now, when, id);
            if let Some(link) = link(id) {
                lines.add("URL", &link);
            }
            lines.add("END", "VEVENT");
        }
    }
    lines.add("END", "VCALENDAR");
    lines.text
}

fn event(lines: &mut Lines, book: &Book, table: &Table, row: usize, now: Instant, when: When, id: Id) {
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", &id.to_string());
    lines.add("DTSTAMP", &utc(now));
    match when {
        When::Days(first, last) => {
            lines.add("DTSTART;VALUE=DATE", &date(first));
            // The end of days is the day after.
            lines.add("DTEND;VALUE=DATE", &date(last.plus(1)));
        }
        When::Time(start, end) => {
            lines.add("DTSTART", &utc(start));
            if let Some(end) = end {
                lines.add("DTEND", &utc(end));
            }
        }
    }
    lines.add("SUMMARY", &escaped(&summary(book, table, row)));
    let value = |role: Role| table.value(row, table.role(role)?);
    if let Some(Value::Place(place)) = value(Role::Place) {
        let degrees = |part: i32| crate::ports::format::decimal(part.into(), 7);
        lines.add("GEO", &format!("{};{}", degrees(place.latitude), degrees(place.longitude)));
    }
    let note = table.fields().position(|field| field.kind == Kind::LongText);
    if let Some(Value::Text(note)) = note.and_then(|field| table.value(row, field)) {
        lines.add("DESCRIPTION", &escaped(&note));
    }
    if value(Role::Status).is_some_and(|status| status.as_text() == Some("cancelled")) {
        lines.add("STATUS", "CANCELLED");
    }
}

/// What an entry is called: its title, else whom it is with.
fn summary(book: &Book, table: &Table, row: usize) -> String {
    let own = title::of_row(table, row);
    if !own.is_empty() {
        return own;
    }
    let account = table.role(Role::Account).and_then(|field| table.value(row, field));
    account.and_then(|account| title::anywhere(book, account.as_reference()?)).unwrap_or_default()
}

fn when(table: &Table, row: usize) -> Option<When> {
    let value = |role: Role| table.value(row, table.role(role)?);
    match (value(Role::Starts), value(Role::Ends)) {
        (Some(Value::Instant(start)), Some(Value::Instant(end))) => Some(When::Time(start, Some(end.max(start)))),
        (Some(Value::Instant(start)), _) => {
            Some(When::Time(start, lasting(table, row).map(|ms| Instant(start.0 + ms))))
        }
        (Some(Value::Date(start)), Some(Value::Date(end))) => Some(When::Days(start, end.max(start))),
        (Some(Value::Date(day)), _) | (_, Some(Value::Date(day))) => Some(When::Days(day, day)),
        (_, Some(Value::Instant(end))) => Some(When::Time(end, None)),
        _ => None,
    }
}

/// The milliseconds that a record says it takes.
fn lasting(table: &Table, row: usize) -> Option<i64> {
    let field = table.fields().position(|field| field.kind == Kind::Duration)?;
    match table.value(row, field)? {
        Value::Duration(seconds) if seconds > 0 => seconds.checked_mul(1_000),
        _ => None,
    }
}

fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn utc(at: Instant) -> String {
    let (day, rest) = (at.0.div_euclid(DAY_MS), at.0.rem_euclid(DAY_MS) / 1_000);
    let day = date(Day(i32::try_from(day).unwrap_or_default()));
    format!("{day}T{:02}{:02}{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

/// Text as a value: marks that mean something are escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' | ';' | ',' => out.extend(['\\', char]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            char if char.is_control() => {}
            char => out.push(char),
        }
    }
    out
}

/// Lines of content, folded.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn add(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for char in name.chars().chain([':']).chain(value.chars()) {
            if width + char.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                width = 1;
            }
            self.text.push(char);
            width += char.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_as_the_standard_shows() {
        // RFC 5545, 3.3.11.
        let text = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.";
        assert_eq!(escaped(text), "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.");
        assert_eq!(escaped("a,b;c\\d\r\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn points_in_time_and_days_are_written_as_the_standard_shows() {
        // RFC 5545, 3.3.5: 19 January 1998, at 0700 UTC; 3.3.4: 14 July 1997.
        assert_eq!(utc(Instant(885_193_200_000)), "19980119T070000Z");
        assert_eq!(Day::ymd(1997, 7, 14).map(date).as_deref(), Some("19970714"));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.add("DESCRIPTION", &"华东".repeat(40));
        let text = lines.text;
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        // Unfolding (3.1): a line break and the one blank after it go.
        assert_eq!(text.replace("\r\n ", ""), format!("DESCRIPTION:{}\r\n", "华东".repeat(40)));
        let mut short = Lines::default();
        short.add("A", &"b".repeat(73));
        assert_eq!(short.text, format!("A:{}\r\n", "b".repeat(73)));
    }
}

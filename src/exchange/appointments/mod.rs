//! Appointments out of an iCalendar file (RFC 5545): what somebody has in another calendar, occurrence by
//! occurrence, within a span of time. What they are to this company is not told here.
//!
//! A reading goes in steps, so that a file of many thousand events stops nobody. Lines that do not read are
//! left with their number and a reason; the rest of the file is read all the same.

mod lines;
mod rule;
mod when;

use std::collections::HashMap;

use crate::model::time::DAY_MS;
use crate::model::{Instant, Zone};
use crate::visits::appointments::{Appointment, When};
use lines::{Line, Lines};
use rule::Rule;
use when::{Moment, duration};

/// Most occurrences of one event within the span.
const MOST: usize = 1_000;

/// Why an event, or part of a file, was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It does not say when it begins.
    #[error("no beginning")]
    NoStart,
    /// A time, a day or a duration does not read.
    #[error("a time that does not read")]
    Time,
    /// It names a zone that nobody knows.
    #[error("an unknown time zone")]
    Zone,
    /// It recurs by a rule that is not read: it is there once, on the day on which it begins.
    #[error("a rule of recurrence that is not read")]
    Rule,
    /// It recurs more often than is taken.
    #[error("too many occurrences")]
    Many,
    /// Its end is missing.
    #[error("an event without an end")]
    Open,
}

/// What was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The number of the event's first line, from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a file is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// It does not begin as a calendar does.
    #[error("this is no calendar")]
    Foreign,
}

/// Where and when a calendar is read.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The first instant to be read of.
    pub from: Instant,
    /// The first that is not.
    pub until: Instant,
    /// The zone of times that name none: the company's.
    pub zone: &'a Zone,
    /// A zone by name.
    pub zones: &'a dyn Fn(&str) -> Option<Zone>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("from", &self.from).field("until", &self.until).finish_non_exhaustive()
    }
}

/// A calendar being read.
#[derive(Debug)]
pub struct Reading<'a> {
    lines: Lines<'a>,
    /// What is open around the next line, the outermost first.
    open: Vec<String>,
    event: Option<Event>,
    found: Vec<Found>,
    left: Vec<Left>,
}

/// An occurrence on its way to an appointment.
#[derive(Debug)]
struct Found {
    /// Nothing where it no longer lies in the span.
    appointment: Option<Appointment>,
    /// What it is known by.
    key: String,
    /// Whether it takes the place of what a rule says, and how often its event was changed.
    rank: (bool, u32),
}

/// An event as it stands in the file.
#[derive(Debug, Default)]
struct Event {
    line: usize,
    uid: String,
    title: String,
    place: String,
    note: String,
    starts: Option<Moment>,
    ends: Option<Moment>,
    lasts: Option<i64>,
    rule: Option<String>,
    except: Vec<Moment>,
    also: Vec<Moment>,
    /// The occurrence of a recurring event that it stands for.
    instead: Option<Moment>,
    cancelled: bool,
    /// How often it was changed in its calendar.
    sequence: u32,
    /// What of it did not read.
    wrong: Option<Why>,
}

impl Event {
    fn read(&mut self, line: &Line, reader: &Reader<'_>) {
        let moments = || Moment::read(line, reader);
        let read = match line.name.as_str() {
            "DTSTART" => moments().map(|at| self.starts = at.into_iter().next()),
            "DTEND" => moments().map(|at| self.ends = at.into_iter().next()),
            "RECURRENCE-ID" => moments().map(|at| self.instead = at.into_iter().next()),
            "EXDATE" => moments().map(|at| self.except.extend(at)),
            // Periods are not read: the beginnings are what matters.
            "RDATE" if line.param("VALUE") != Some("PERIOD") => moments().map(|at| self.also.extend(at)),
            "DURATION" => duration(&line.value).ok_or(Why::Time).map(|lasts| self.lasts = Some(lasts)),
            _ => {
                self.say(line);
                Ok(())
            }
        };
        self.wrong = self.wrong.or(read.err());
    }

    fn say(&mut self, line: &Line) {
        match line.name.as_str() {
            "UID" => line.value.trim().clone_into(&mut self.uid),
            "SUMMARY" => self.title = line.text(),
            "LOCATION" => self.place = line.text(),
            "DESCRIPTION" => self.note = line.text(),
            "RRULE" => self.rule = Some(line.value.clone()),
            "STATUS" => self.cancelled = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "SEQUENCE" => self.sequence = line.value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }

    /// When the occurrence that begins at a moment is.
    fn when(&self, starts: &Moment, at: &Moment, zone: &Zone) -> When {
        if let Moment::Day(day) = at {
            let until = self.ends.as_ref().map(|ends| ends.day().0 - starts.day().0);
            let lasts = self.lasts.map(|lasts| i32::try_from(lasts.div_euclid(DAY_MS)).unwrap_or(1));
            // The end of days is the day after the last.
            return When::Days(*day, day.plus(until.or(lasts).unwrap_or(1).max(1) - 1));
        }
        let (begins, first) = (at.instant(zone), starts.instant(zone));
        let lasts = self.ends.as_ref().map(|ends| ends.instant(zone).0 - first.0).or(self.lasts).unwrap_or(0);
        When::Time(begins, Instant(begins.0.saturating_add(lasts.max(0))))
    }

    fn known_by(&self, occurrence: Option<&Moment>, zone: &Zone) -> String {
        // An event without an id is known by what it says.
        let uid = if self.uid.is_empty() { format!("{} {}", self.title, self.place) } else { self.uid.clone() };
        match occurrence {
            Some(at) => format!("{uid} {}", at.known_by(zone)),
            None => uid,
        }
    }
}

impl<'a> Reading<'a> {
    /// Begins to read a file.
    pub fn new(bytes: &'a [u8]) -> Result<Self, CalendarError> {
        let mut lines = Lines::new(bytes);
        let first = lines.next().ok_or(CalendarError::Foreign)?;
        if first.name != "BEGIN" || !first.value.trim().eq_ignore_ascii_case("VCALENDAR") {
            return Err(CalendarError::Foreign);
        }
        let open = vec!["VCALENDAR".to_owned()];
        Ok(Self { lines, open, event: None, found: Vec::new(), left: Vec::new() })
    }

    /// Reads so many more lines; whether there are more.
    pub fn step(&mut self, reader: &Reader<'_>, most: usize) -> bool {
        for _ in 0..most {
            let Some(line) = self.lines.next() else {
                let left = self.event.take().map(|event| Left { line: event.line, why: Why::Open });
                self.left.extend(left);
                return false;
            };
            self.line(&line, reader);
        }
        true
    }

    /// The appointments of the span in the order of time, and what was left. What stands for one occurrence of a
    /// recurring event takes its place; of what is there twice that holds which was changed more often, or stands
    /// later.
    pub fn finish(self) -> (Vec<Appointment>, Vec<Left>) {
        let mut best: HashMap<String, usize> = HashMap::new();
        for (at, found) in self.found.iter().enumerate() {
            let before = best.get(&found.key).map(|before| self.found[*before].rank);
            if before.is_none_or(|before| found.rank >= before) {
                best.insert(found.key.clone(), at);
            }
        }
        let held = self.found.into_iter().enumerate().filter(|(at, found)| best.get(&found.key) == Some(at));
        let mut appointments: Vec<Appointment> = held.filter_map(|(_, found)| found.appointment).collect();
        crate::model::order::by_key(&mut appointments, |found| (found.when, found.line));
        (appointments, self.left)
    }

    fn line(&mut self, line: &Line, reader: &Reader<'_>) {
        let what = || line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                if what() == "VEVENT" && self.event.is_none() {
                    self.event = Some(Event { line: line.number, ..Event::default() });
                }
                self.open.push(what());
            }
            "END" => {
                if self.open.last() == Some(&what()) {
                    self.open.pop();
                }
                if let Some(event) = self.event.take_if(|_| what() == "VEVENT") {
                    self.add(&event, reader);
                }
            }
            // An alarm within an event has texts and times of its own.
            _ if self.open.last().is_some_and(|open| open == "VEVENT") => {
                if let Some(event) = &mut self.event {
                    event.read(line, reader);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, event: &Event, reader: &Reader<'_>) {
        let line = event.line;
        let left = |why: Why| Left { line, why };
        let starts = match (event.wrong, &event.starts) {
            (Some(why), _) => return self.left.push(left(why)),
            (None, None) => return self.left.push(left(Why::NoStart)),
            (None, Some(starts)) => starts,
        };
        let rule = event.rule.as_deref().map(Rule::parse);
        let mut occurrences = match &rule {
            Some(Some(rule)) => {
                let (days, all) = rule.days(starts, reader, MOST);
                self.left.extend((!all).then(|| left(Why::Many)));
                days.into_iter().map(|day| starts.on(day)).collect()
            }
            Some(None) => {
                self.left.push(left(Why::Rule));
                vec![starts.clone()]
            }
            None => vec![starts.clone()],
        };
        occurrences.extend(event.also.iter().cloned());
        let instant = |at: &Moment| at.instant(reader.zone);
        occurrences.retain(|at| !event.except.iter().any(|except| instant(except) == instant(at)));
        let recurs = rule.is_some() || !event.also.is_empty();
        for at in &occurrences {
            let when = event.when(starts, at, reader.zone);
            let key = event.known_by(event.instead.as_ref().or(recurs.then_some(at)), reader.zone);
            let appointment = reader.holds(when).then(|| Appointment {
                uid: key.clone(),
                title: event.title.clone(),
                place: event.place.clone(),
                note: event.note.clone(),
                when,
                cancelled: event.cancelled,
                line,
            });
            self.found.push(Found { appointment, key, rank: (event.instead.is_some(), event.sequence) });
        }
    }
}

impl Reader<'_> {
    /// Whether something lies within the span, at least in part.
    fn holds(&self, when: When) -> bool {
        match when {
            When::Days(first, last) => self.zone.start_of(first) < self.until && self.zone.end_of(last) >= self.from,
            When::Time(starts, ends) => starts < self.until && ends.max(starts) >= self.from,
        }
    }
}

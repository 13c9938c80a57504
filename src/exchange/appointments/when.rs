//! Points in time, days and durations as iCalendar writes them (RFC 5545, 3.3.4 to 3.3.6).

use super::lines::Line;
use super::{Reader, Why};
use crate::model::time::DAY_MS;
use crate::model::{Day, Instant, Zone};

/// Names that Windows and Exchange write in the place of IANA's, of the zones that matter here.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("China Standard Time", "Asia/Shanghai"),
    ("Taipei Standard Time", "Asia/Taipei"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("India Standard Time", "Asia/Kolkata"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("GMT Standard Time", "Europe/London"),
    ("Eastern Standard Time", "America/New_York"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("UTC", "Etc/UTC"),
];

/// A point in time, or a day, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day.
    Day(Day),
    /// Milliseconds after midnight of a day, in a zone.
    Local(Day, i64, Zone),
}

impl Moment {
    /// The moments of a line: one, or several with commas between.
    pub(super) fn read(line: &Line, reader: &Reader<'_>) -> Result<Vec<Self>, Why> {
        let zone = match line.param("TZID") {
            Some(name) => zone(name, reader)?,
            None => reader.zone.clone(),
        };
        line.value.split(',').map(|text| Self::parse(text.trim(), &zone).ok_or(Why::Time)).collect()
    }

    fn parse(text: &str, zone: &Zone) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else { return day(text).map(Self::Day) };
        let utc = Zone::default();
        let (time, zone) = match time.strip_suffix('Z') {
            Some(time) => (time, &utc),
            None => (time, zone),
        };
        let figures = |at: usize| two(time.get(at..at + 2)?);
        let (hour, minute, second) = (figures(0)?, figures(2)?, figures(4)?);
        // A leap second is the one before it.
        let fits = time.len() == 6 && hour < 24 && minute < 60 && second <= 60;
        let seconds = hour * 3_600 + minute * 60 + second.min(59);
        fits.then_some(Self::Local(day(date)?, seconds * 1_000, zone.clone()))
    }

    /// Its day, where it was written.
    pub(super) fn day(&self) -> Day {
        match self {
            Self::Day(day) | Self::Local(day, ..) => *day,
        }
    }

    /// The same time on another day.
    pub(super) fn on(&self, day: Day) -> Self {
        match self {
            Self::Day(_) => Self::Day(day),
            Self::Local(_, time, zone) => Self::Local(day, *time, zone.clone()),
        }
    }

    /// The point in time; of a day its beginning in a zone.
    pub(super) fn instant(&self, of_days: &Zone) -> Instant {
        match self {
            Self::Day(day) => of_days.start_of(*day),
            Self::Local(day, time, zone) => {
                let minute = u32::try_from(time / 60_000).unwrap_or(0);
                Instant(zone.at(*day, minute).0 + time % 60_000)
            }
        }
    }

    /// It as a text that stays the same: what an occurrence is known by.
    pub(super) fn known_by(&self, of_days: &Zone) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Local(..) => self.instant(of_days).0.to_string(),
        }
    }
}

/// The milliseconds of a duration, such as `PT1H30M`, `P2W` or `-P1D`.
pub(super) fn duration(text: &str) -> Option<i64> {
    let (sign, text) = match text.trim().split_at_checked(1)? {
        ("-", rest) => (-1, rest),
        ("+", rest) => (1, rest),
        _ => (1, text.trim()),
    };
    let (mut sum, mut number, mut in_time) = (0_i64, String::new(), false);
    let mut said = false;
    for char in text.strip_prefix('P')?.chars() {
        let unit = match (char, in_time) {
            ('0'..='9', _) => {
                number.push(char);
                continue;
            }
            ('T', false) if number.is_empty() => {
                in_time = true;
                continue;
            }
            ('W', false) => 7 * DAY_MS,
            ('D', false) => DAY_MS,
            ('H', true) => 3_600_000,
            ('M', true) => 60_000,
            ('S', true) => 1_000,
            _ => return None,
        };
        let count: i64 = std::mem::take(&mut number).parse().ok()?;
        sum = sum.checked_add(count.checked_mul(unit)?)?;
        said = true;
    }
    (said && number.is_empty()).then_some(sign * sum)
}

/// The zone of a name, as IANA or as Windows writes it.
fn zone(name: &str, reader: &Reader<'_>) -> Result<Zone, Why> {
    // Some programs put a path before the name.
    let name = name.trim().trim_start_matches('/');
    let other = OTHER_NAMES.iter().find(|(windows, _)| *windows == name).map(|(_, iana)| *iana);
    let tail = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
    let mut names = other.into_iter().chain([name]).chain(tail);
    names.find_map(|name| (reader.zones)(name)).ok_or(Why::Zone)
}

/// A day, as `19970714`.
pub(super) fn day(text: &str) -> Option<Day> {
    let is_day = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = text.parse().ok().filter(|_| is_day)?;
    let part = |number: i32| u32::try_from(number).unwrap_or(0);
    Day::ymd(number / 10_000, part(number / 100 % 100), part(number % 100))
}

fn two(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

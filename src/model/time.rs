//! Instants, calendar days and months. Business dates are days in the organisation's zone.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// "Since always": the effective instant of an undated value.
    pub const ALWAYS: Self = Self(i64::MIN);
    /// Later than every instant.
    pub const NEVER: Self = Self(i64::MAX);
}

/// Milliseconds in 24 hours.
pub const DAY_MS: i64 = 86_400_000;

/// The day of so many milliseconds of local time since 1970-01-01.
pub fn day_at(local: i64) -> Day {
    /// Milliseconds up to which a quotient of floats, which is faster, is surely right.
    const SURE: i64 = 1 << 48;
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "exact below 2^48 milliseconds")]
    if local > -SURE && local < SURE {
        return Day((local as f64 / DAY_MS as f64).floor() as i32);
    }
    Day(i32::try_from(local.div_euclid(DAY_MS)).unwrap_or(if local < 0 { i32::MIN } else { i32::MAX }))
}

/// A calendar day: days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a year, month (1-12) and day of month, if there is one.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// Reads `2017-03-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        Self::ymd(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// The day as chrono knows it.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(NaiveDate::MAX)
    }

    /// The month that holds the day.
    pub fn month(self) -> Month {
        let date = self.date();
        Month(date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0))
    }

    /// The day `n` days later (earlier where negative).
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Day of the month, from 1 on.
    pub fn of_month(self) -> u32 {
        self.date().day()
    }

    /// Day of the week, Monday = 0.
    pub fn weekday(self) -> u32 {
        self.date().weekday().num_days_from_monday()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A calendar month: year * 12 + month (0-11).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year and a month number (1-12).
    pub fn ym(year: i32, month: u32) -> Option<Self> {
        Day::ymd(year, month, 1).map(Day::month)
    }

    /// Year and month number (1-12).
    pub fn year_month(self) -> (i32, u32) {
        (self.0.div_euclid(12), u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1)
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        let (year, month) = self.year_month();
        Day::ymd(year, month, 1).unwrap_or(Day(i32::MAX))
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        Self(self.0 + 1).first_day().plus(-1)
    }

    /// Reads `2017-03`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        Self::ym(year.parse().ok()?, month.parse().ok()?)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.year_month();
        write!(f, "{year:04}-{month:02}")
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_with_its_first_millisecond() {
        for day in [-3_257_000, -20_000, -1, 0, 1, 20_479, 1_000_000, 3_257_000, 3_258_000, 2_000_000_000] {
            let begin = i64::from(day) * DAY_MS;
            let around = [-1, 0, 1, DAY_MS - 1].map(|by| day_at(begin + by).0);
            assert_eq!(around, [day - 1, day, day, day], "{day}");
        }
        assert_eq!([day_at(i64::MIN).0, day_at(i64::MAX).0], [i32::MIN, i32::MAX]);
    }

    #[test]
    fn days_and_months_read_and_write_themselves() {
        let day = Day::parse("2017-03-01").expect("a day");
        assert_eq!(day.0, 17_226); // 17,226 days after the epoch (date -d 2017-03-01 +%s / 86400)
        assert_eq!(day.to_string(), "2017-03-01");
        assert_eq!(day.weekday(), 2); // a Wednesday
        assert_eq!(day.month().to_string(), "2017-03");
        assert_eq!(day.month().last_day().to_string(), "2017-03-31");
        assert_eq!(Month::parse("2016-12").map(|m| m.last_day().to_string()), Some("2016-12-31".into()));
        assert_eq!(Day::parse("2017-02-29"), None);
    }
}

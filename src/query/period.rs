//! Periods: fixed ones and ones relative to today, with a text form for addresses.

use std::fmt;

use crate::model::records::Organisation;
use crate::model::{Day, Month};

/// A span of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// From a day to a day, both included.
    Days(Day, Day),
    /// A month.
    Month(Month),
    /// A calendar quarter: year and 1-4.
    Quarter(i32, u32),
    /// A calendar year.
    Year(i32),
    /// The month with today in it, moved by so many months.
    ThisMonth(i32),
    /// The quarter with today in it, moved by so many quarters.
    ThisQuarter(i32),
    /// The year with today in it, moved by so many years.
    ThisYear(i32),
    /// The last so many days, today included.
    LastDays(i32),
    /// The next so many days, today included.
    NextDays(i32),
    /// More than so many days ago.
    Older(i32),
    /// Today, moved by so many days.
    Today(i32),
    /// The week with today in it, moved by so many weeks.
    ThisWeek(i32),
}

/// The day on which the organisation's weeks begin, Monday = 0.
pub fn week_start(organisation: &Organisation) -> u32 {
    match organisation.week_start.as_deref() {
        Some("sunday") => 6,
        Some("saturday") => 5,
        _ => 0,
    }
}

impl Period {
    /// First and last day, where weeks begin on Monday.
    pub fn days(self, today: Day) -> (Day, Day) {
        self.days_of(today, 0)
    }

    /// First and last day, where weeks begin on a day, Monday = 0.
    pub fn days_of(self, today: Day, week_start: u32) -> (Day, Day) {
        let quarter = |first: Month| (first.first_day(), Month(first.0 + 2).last_day());
        let this = today.month();
        match self {
            Self::Days(from, to) => (from, to),
            Self::Month(month) => (month.first_day(), month.last_day()),
            Self::Quarter(year, quarter_of) => {
                quarter(Month(year * 12 + (i32::try_from(quarter_of).unwrap_or(1) - 1) * 3))
            }
            Self::Year(year) => (Month(year * 12).first_day(), Month(year * 12 + 11).last_day()),
            Self::ThisMonth(by) => (Month(this.0 + by).first_day(), Month(this.0 + by).last_day()),
            Self::ThisQuarter(by) => quarter(Month(this.0.div_euclid(3) * 3 + by * 3)),
            Self::ThisYear(by) => {
                let year = this.0.div_euclid(12) + by;
                (Month(year * 12).first_day(), Month(year * 12 + 11).last_day())
            }
            Self::LastDays(count) => (today.plus(1 - count.max(1)), today),
            Self::NextDays(count) => (today, today.plus(count.max(1) - 1)),
            Self::Older(count) => (Day(i32::MIN), today.plus(-1 - count)),
            Self::Today(by) => (today.plus(by), today.plus(by)),
            Self::ThisWeek(by) => {
                let into = i32::try_from((today.weekday() + 7 - week_start % 7) % 7).unwrap_or(0);
                let first = today.plus(by * 7 - into);
                (first, first.plus(6))
            }
        }
    }

    /// Reads `2017`, `2017-Q1`, `2017-03`, `2017-03-01..2017-03-31`, `today`, `this-week`,
    /// `last-quarter`, `last-90-days`, `next-30-days`, `older-14-days` and the like.
    pub fn parse(text: &str) -> Option<Self> {
        let relative = |text: &str| {
            Some(match text {
                "this-month" => Self::ThisMonth(0),
                "last-month" => Self::ThisMonth(-1),
                "next-month" => Self::ThisMonth(1),
                "this-quarter" => Self::ThisQuarter(0),
                "last-quarter" => Self::ThisQuarter(-1),
                "next-quarter" => Self::ThisQuarter(1),
                "this-year" => Self::ThisYear(0),
                "last-year" => Self::ThisYear(-1),
                "next-year" => Self::ThisYear(1),
                "yesterday" => Self::Today(-1),
                "today" => Self::Today(0),
                "tomorrow" => Self::Today(1),
                "this-week" => Self::ThisWeek(0),
                "last-week" => Self::ThisWeek(-1),
                "next-week" => Self::ThisWeek(1),
                _ => {
                    let (form, count) = text.strip_suffix("-days")?.split_once('-')?;
                    let count = count.parse().ok().filter(|count| (1..=36_600).contains(count))?;
                    match form {
                        "last" => Self::LastDays(count),
                        "next" => Self::NextDays(count),
                        "older" => Self::Older(count),
                        _ => return None,
                    }
                }
            })
        };
        if let Some(period) = relative(text) {
            return Some(period);
        }
        if let Some((from, to)) = text.split_once("..") {
            let from = if from.is_empty() { Day(i32::MIN) } else { Day::parse(from)? };
            let to = if to.is_empty() { Day(i32::MAX) } else { Day::parse(to)? };
            return Some(Self::Days(from, to));
        }
        if let Some((year, quarter)) = text.split_once("-Q") {
            let quarter = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            return Some(Self::Quarter(year.parse().ok()?, quarter));
        }
        let year = || text.parse().ok().filter(|year| (1..=9999).contains(year)).map(Self::Year);
        Day::parse(text).map(|day| Self::Days(day, day)).or_else(|| Month::parse(text).map(Self::Month)).or_else(year)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |by: i32| match by {
            ..0 => "last",
            0 => "this",
            _ => "next",
        };
        match self {
            Self::Days(from, to) => {
                let show =
                    |day: &Day| if matches!(day.0, i32::MIN | i32::MAX) { String::new() } else { day.to_string() };
                write!(f, "{}..{}", show(from), show(to))
            }
            Self::Month(month) => write!(f, "{month}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::ThisMonth(by) => write!(f, "{}-month", word(*by)),
            Self::ThisQuarter(by) => write!(f, "{}-quarter", word(*by)),
            Self::ThisYear(by) => write!(f, "{}-year", word(*by)),
            Self::LastDays(count) => write!(f, "last-{count}-days"),
            Self::NextDays(count) => write!(f, "next-{count}-days"),
            Self::Older(count) => write!(f, "older-{count}-days"),
            Self::Today(by) => f.write_str(match by {
                ..0 => "yesterday",
                0 => "today",
                _ => "tomorrow",
            }),
            Self::ThisWeek(by) => write!(f, "{}-week", word(*by)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_know_their_days() {
        let today = Day::parse("2026-11-22").expect("a day");
        for (text, from, to) in [
            ("2017", "2017-01-01", "2017-12-31"),
            ("2017-Q1", "2017-01-01", "2017-03-31"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("2017-03-01..2017-03-05", "2017-03-01", "2017-03-05"),
            ("this-month", "2026-11-01", "2026-11-30"),
            ("last-quarter", "2026-07-01", "2026-09-30"),
            ("next-year", "2027-01-01", "2027-12-31"),
            ("last-90-days", "2026-08-25", "2026-11-22"),
            ("next-30-days", "2026-11-22", "2026-12-21"),
            ("yesterday", "2026-11-21", "2026-11-21"),
            ("tomorrow", "2026-11-23", "2026-11-23"),
            // A Sunday: the last day of a week that begins on Monday.
            ("this-week", "2026-11-16", "2026-11-22"),
            ("last-week", "2026-11-09", "2026-11-15"),
            ("next-week", "2026-11-23", "2026-11-29"),
        ] {
            let period = Period::parse(text).expect(text);
            assert_eq!(period.to_string(), text);
            let (first, last) = period.days(today);
            assert_eq!((first.to_string().as_str(), last.to_string().as_str()), (from, to), "{text}");
        }
        let week = |start| Period::ThisWeek(0).days_of(today, start).0.to_string();
        assert_eq!((week(6).as_str(), week(5).as_str()), ("2026-11-22", "2026-11-21"));
        assert_eq!(Period::parse("older-14-days"), Some(Period::Older(14)));
        assert_eq!(Period::Older(14).days(today).1.to_string(), "2026-11-07");
        for text in ["", "2017-Q5", "last-0-days", "first-3-days", "2017-13", "..x"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}

//! Rules of recurrence (RFC 5545, 3.3.10), as far as appointments with customers have them: every so many
//! days, weeks on certain weekdays, months or years on the same day.

use super::Reader;
use super::when::{Moment, day};
use crate::model::{Day, Instant, Month, Zone};

/// How often something recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    every: Every,
    interval: i32,
    count: Option<usize>,
    until: Option<String>,
    /// Weekdays, Monday = 0.
    weekdays: Vec<u32>,
    /// The first day of a week.
    week_start: u32,
}

/// Days looked at for one rule: daily for a hundred years.
const MOST_DAYS: usize = 36_600;

impl Rule {
    /// Reads a rule; `None` where it says more than is read.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rule =
            Self { every: Every::Day, interval: 1, count: None, until: None, weekdays: Vec::new(), week_start: 0 };
        let mut said = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    said = true;
                    rule.every = match value.as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return None,
                    };
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| (1..=1_000).contains(interval))?,
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(value),
                "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
                "WKST" => rule.week_start = weekday(&value)?,
                _ => return None,
            }
        }
        let fits = rule.weekdays.is_empty() || matches!(rule.every, Every::Day | Every::Week);
        (said && fits).then_some(rule)
    }

    /// The days on which something begins that began first at a moment, as far as they touch the span, and
    /// whether these are all.
    pub(super) fn days(&self, first: &Moment, reader: &Reader<'_>, most: usize) -> (Vec<Day>, bool) {
        let (mut days, mut seen) = (Vec::new(), 0_usize);
        // What began two months before may still last.
        let from = reader.zone.day_of(reader.from).plus(-62);
        for day in self.all(first.day()).take(MOST_DAYS) {
            let at = first.on(day).instant(reader.zone);
            if at >= reader.until || self.is_over(day, at) || self.count.is_some_and(|count| seen >= count) {
                return (days, true);
            }
            seen += 1;
            if day >= from {
                if days.len() >= most {
                    return (days, false);
                }
                days.push(day);
            }
        }
        (days, false)
    }

    fn is_over(&self, on: Day, at: Instant) -> bool {
        let Some(until) = &self.until else { return false };
        match until.split_once('T') {
            None => day(until).is_some_and(|until| on > until),
            Some((date, time)) => {
                let seconds = |at: usize| time.get(at..at + 2).and_then(|two| two.parse::<i64>().ok()).unwrap_or(0);
                let time = seconds(0) * 3_600 + seconds(2) * 60 + seconds(4);
                day(date).is_some_and(|until| at.0 > Zone::default().start_of(until).0 + time * 1_000)
            }
        }
    }

    /// Every day of the rule from the first on, without an end.
    fn all(&self, first: Day) -> Box<dyn Iterator<Item = Day> + '_> {
        let steps = (0..).map(move |step: i32| step.saturating_mul(self.interval));
        let among =
            move |day: &Day| *day == first || self.weekdays.is_empty() || self.weekdays.contains(&day.weekday());
        match self.every {
            Every::Day => Box::new(steps.map(move |days| first.plus(days)).filter(among)),
            Every::Week => {
                let into = (first.weekday() + 7 - self.week_start) % 7;
                let start = first.plus(-i32::try_from(into).unwrap_or(0));
                let weekdays = if self.weekdays.is_empty() { vec![first.weekday()] } else { self.weekdays.clone() };
                let on = move |day: &Day| *day >= first && (*day == first || weekdays.contains(&day.weekday()));
                let week = move |weeks: i32| (0..7).map(move |day| start.plus(weeks.saturating_mul(7) + day));
                Box::new(steps.flat_map(week).filter(on))
            }
            Every::Month | Every::Year => {
                let months = if self.every == Every::Year { 12 } else { 1 };
                // A month without such a day is left out.
                let in_month = move |step: i32| {
                    let (year, month) = Month(first.month().0.saturating_add(step.saturating_mul(months))).year_month();
                    Day::ymd(year, month, first.of_month())
                };
                Box::new(steps.filter_map(in_month))
            }
        }
    }
}

/// A weekday without a number before it.
fn weekday(text: &str) -> Option<u32> {
    let at = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|name| *name == text.trim())?;
    u32::try_from(at).ok()
}

//! Working days: weekends, holidays and make-up workdays of a place.

mod read;

use super::time::Day;

pub use read::CalendarError;

/// Days in a week.
const WEEK: i32 = 7;

/// Codes of the calendars that come with the application, as the organisation names them. The last
/// has no file: nothing but weekends.
pub const CALENDARS: [&str; 4] = ["cn", "tw", "hk", "weekends"];

/// Why a day is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    /// It is a weekend, and not made up for.
    Weekend,
    /// It is free though it is no weekend.
    Holiday,
}

/// Which days are worked.
///
/// Beyond the years that its source covers only weekends are known: [`Calendar::knows`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// By day of the week from Monday: is it free?
    weekend: [bool; 7],
    /// Free days that are no weekend, sorted.
    off: Vec<Day>,
    /// Worked days of weekends, sorted.
    work: Vec<Day>,
    /// The first and last day that the source covers.
    covers: Option<(Day, Day)>,
    /// The last day for which the source is final: later ones may still be moved.
    settled: Option<Day>,
}

impl Calendar {
    /// Saturdays and Sundays are free, nothing else.
    pub fn weekends() -> Self {
        let weekend = [false, false, false, false, false, true, true];
        Self { weekend, off: Vec::new(), work: Vec::new(), covers: None, settled: None }
    }

    /// Reads a file `calendar-…` of `public/facts`.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        read::calendar(text)
    }

    /// Whether a day is worked.
    pub fn is_workday(&self, day: Day) -> bool {
        if self.is_weekend(day) { self.work.binary_search(&day).is_ok() } else { self.off.binary_search(&day).is_err() }
    }

    /// Why a day is off; `None` where it is worked.
    pub fn off(&self, day: Day) -> Option<Off> {
        let why = if self.is_weekend(day) { Off::Weekend } else { Off::Holiday };
        (!self.is_workday(day)).then_some(why)
    }

    /// Days to propose for a next step: the next workday, and those a week and a month on, or the first
    /// workday after them.
    pub fn proposed(&self, today: Day) -> [Day; 3] {
        [self.plus(today, 1), self.plus(today.plus(WEEK), 0), self.plus(today.plus(4 * WEEK), 0)]
    }

    /// Whether a weekend day is worked to make up for a day off.
    pub fn is_make_up(&self, day: Day) -> bool {
        self.work.binary_search(&day).is_ok()
    }

    /// Whether a day is free though it is no weekend.
    pub fn is_holiday(&self, day: Day) -> bool {
        self.off.binary_search(&day).is_ok()
    }

    fn is_weekend(&self, day: Day) -> bool {
        self.weekend[day.weekday() as usize % self.weekend.len()]
    }

    /// Whether the source says anything of a day; of others only its weekday is known.
    pub fn knows(&self, day: Day) -> bool {
        self.covers.is_some_and(|(first, last)| (first..=last).contains(&day))
    }

    /// Whether what the source says of a day is final.
    pub fn is_settled(&self, day: Day) -> bool {
        self.knows(day) && self.settled.is_some_and(|last| day <= last)
    }

    /// The `n`-th workday after a day, or before it where negative; for 0 the day itself if it is
    /// worked, else the next that is.
    pub fn plus(&self, day: Day, n: i32) -> Day {
        if n == 0 {
            return if self.is_workday(day) { day } else { self.plus(day, 1) };
        }
        let (step, mut left, mut at) = (n.signum(), n.unsigned_abs(), day);
        // Whole weeks at once, as far as no exception lies in them.
        let per_week = self.weekend.iter().filter(|free| !**free).count();
        let per_week = u32::try_from(per_week).unwrap_or(1).max(1);
        while left > 0 {
            let weeks = left.saturating_sub(1) / per_week;
            let far = at.plus(step * WEEK * i32::try_from(weeks).unwrap_or(0));
            if weeks > 0 && !self.has_exception(at.min(far), at.max(far)) {
                (at, left) = (far, left - weeks * per_week);
                continue;
            }
            let next = at.plus(step);
            if next == at {
                break; // The end of time.
            }
            at = next;
            left -= u32::from(self.is_workday(at));
        }
        at
    }

    /// How many days are worked from one day to another, both counted; 0 where they are out of order.
    pub fn between(&self, from: Day, to: Day) -> u32 {
        if to < from {
            return 0;
        }
        let days = i64::from(to.0) - i64::from(from.0) + 1;
        let free_per_week = i64::try_from(self.weekend.iter().filter(|free| **free).count()).unwrap_or(0);
        let (weeks, rest) = (days / i64::from(WEEK), days % i64::from(WEEK));
        let rest_from = to.plus(1 - i32::try_from(rest).unwrap_or(0));
        let free_rest = (rest_from.0..=to.0).filter(|day| self.is_weekend(Day(*day))).count();
        let within = |list: &[Day]| {
            let first = list.partition_point(|day| *day < from);
            i64::try_from(list.partition_point(|day| *day <= to) - first).unwrap_or(0)
        };
        let weekends = weeks * free_per_week + i64::try_from(free_rest).unwrap_or(0);
        u32::try_from(days - weekends - within(&self.off) + within(&self.work)).unwrap_or(0)
    }

    fn has_exception(&self, from: Day, to: Day) -> bool {
        let within = |list: &[Day]| {
            let first = list.partition_point(|day| *day < from);
            list.get(first).is_some_and(|day| *day <= to)
        };
        within(&self.off) || within(&self.work)
    }
}

#[cfg(test)]
mod tests;

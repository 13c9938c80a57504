//! The organisation's time zone as a table of offsets, which the browser computes once.

use serde::{Deserialize, Serialize};

use super::time::{DAY_MS, Day, Instant, day_at};

/// A zone: from each instant on, this many minutes east of UTC. The first row holds before it, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name, such as `Asia/Shanghai`.
    pub name: String,
    steps: Vec<(Instant, i32)>,
}

impl Zone {
    /// A zone with one offset, in minutes east of UTC.
    pub fn fixed(name: &str, minutes: i32) -> Self {
        Self { name: name.to_owned(), steps: vec![(Instant::ALWAYS, minutes)] }
    }

    /// A zone from its steps; sorts them. An empty table is UTC.
    pub fn from_steps(name: &str, mut steps: Vec<(Instant, i32)>) -> Self {
        super::order::sort(&mut steps);
        if steps.is_empty() {
            steps.push((Instant::ALWAYS, 0));
        }
        Self { name: name.to_owned(), steps }
    }

    /// Minutes east of UTC at an instant.
    pub fn offset(&self, at: Instant) -> i32 {
        let after = self.steps.partition_point(|(start, _)| *start <= at);
        self.steps.get(after.saturating_sub(1)).map_or(0, |(_, minutes)| *minutes)
    }

    /// From when the offset at an instant holds and before when, and its minutes east of UTC.
    pub fn step_of(&self, at: Instant) -> (Instant, Instant, i32) {
        let after = self.steps.partition_point(|(start, _)| *start <= at);
        let until = self.steps.get(after.max(1)).map_or(Instant::NEVER, |(start, _)| *start);
        // The first row holds before it, too.
        let from = if after > 1 { self.steps[after - 1].0 } else { Instant::ALWAYS };
        (from, until, self.offset(at))
    }

    /// The calendar day in which an instant falls.
    pub fn day_of(&self, at: Instant) -> Day {
        day_at(at.0.saturating_add(i64::from(self.offset(at)) * 60_000))
    }

    /// Minutes after midnight of an instant, in the zone.
    pub fn minute_of(&self, at: Instant) -> u32 {
        let local = at.0.saturating_add(i64::from(self.offset(at)) * 60_000);
        u32::try_from(local.rem_euclid(DAY_MS) / 60_000).unwrap_or(0)
    }

    /// 00:00 of a day. Where a change of offset skips midnight, the first instant of the day.
    pub fn start_of(&self, day: Day) -> Instant {
        let utc = i64::from(day.0) * DAY_MS;
        // The start lies within a day of midnight in UTC: at midnight by an offset in force there,
        // or at a change of offset that skips midnight. The day's first such instant is it.
        let (earliest, latest) = (Instant(utc - DAY_MS), Instant(utc + DAY_MS));
        let first = self.steps.partition_point(|(start, _)| *start <= earliest).saturating_sub(1);
        let last = self.steps.partition_point(|(start, _)| *start <= latest).max(first + 1);
        let around = self.steps.get(first..last).unwrap_or_default();
        let midnights = around.iter().map(|(_, minutes)| Instant(utc - i64::from(*minutes) * 60_000));
        let changes = around.iter().map(|(start, _)| *start).filter(|start| *start > earliest);
        midnights.chain(changes).filter(|at| self.day_of(*at) >= day).min().unwrap_or(Instant(utc))
    }

    /// A time of a day on the clock, in minutes after midnight. Where a change of offset skips it, as much
    /// later.
    pub fn at(&self, day: Day, minute: u32) -> Instant {
        let plain = i64::from(day.0) * DAY_MS + i64::from(minute) * 60_000;
        let guess = Instant(plain - i64::from(self.offset(self.start_of(day))) * 60_000);
        Instant(plain - i64::from(self.offset(guess)) * 60_000)
    }

    /// The last instant of a day: "as of day D" means this.
    pub fn end_of(&self, day: Day) -> Instant {
        Instant(self.start_of(day.plus(1)).0 - 1)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::fixed("UTC", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_shanghai_starts_at_four_in_the_afternoon_of_the_day_before_in_utc() {
        let zone = Zone::fixed("Asia/Shanghai", 480);
        let day = Day::parse("2026-11-25").expect("a day");
        assert_eq!(zone.start_of(day), Instant(1_795_536_000_000)); // 2026-11-24T16:00:00Z
        assert_eq!(zone.day_of(zone.start_of(day)), day);
        assert_eq!(zone.day_of(zone.end_of(day)), day);
        assert_eq!(zone.day_of(Instant(zone.end_of(day).0 + 1)), day.plus(1));
    }

    #[test]
    fn a_zone_with_summer_time_has_a_short_day() {
        // Berlin 2026: +60, from 2026-03-29T01:00Z +120.
        let change = Instant(1_774_746_000_000);
        let zone = Zone::from_steps("Europe/Berlin", vec![(Instant::ALWAYS, 60), (change, 120)]);
        let day = Day::parse("2026-03-29").expect("a day");
        assert_eq!(zone.end_of(day).0 + 1 - zone.start_of(day).0, 23 * 3_600_000);
        // 09:00 in summer time is 07:00Z; 01:30 lies before the change.
        assert_eq!(zone.at(day, 9 * 60), Instant(1_774_767_600_000));
        assert_eq!(zone.at(day, 90), Instant(change.0 - 30 * 60_000));
        assert_eq!(zone.step_of(Instant(change.0 - 1)), (Instant::ALWAYS, change, 60));
        assert_eq!(zone.step_of(change), (change, Instant::NEVER, 120));
        let late = Zone::from_steps("late", vec![(Instant(5), 60), (change, 120)]);
        assert_eq!(late.step_of(Instant(0)), (Instant::ALWAYS, change, 60));
    }
}

//! Arriving and leaving: ways at the speed of the hour, lunch, windows.
//!
//! Every function of arrival has its exact inverse, the latest moment to leave; both never decrease.
//! That is what lets an insertion be judged from the moments at its two neighbours alone. Way driven
//! at hourly speeds is added up as in Ichoua, Gendreau and Potvin (2003), so leaving later never
//! means arriving earlier.

use crate::visits::route::problem::{Lunch, Speeds, Window};

use super::net::{NEVER, Way};

/// No plan lasts that long: a shift or window without an end counts as ending here.
const FAR: i64 = 1_000_000_000_000;

/// Way driven by each full hour.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    hour: i64,
    /// Speed in the hour, and way driven before it, in thousandths.
    hours: Vec<(i64, i64)>,
    /// What a unit of way takes at the least, in parts of 65,536.
    least: i64,
}

/// One, as [`Clock::least`] counts.
const ONE: i64 = 1 << 16;

impl Clock {
    pub(super) fn new(speeds: Option<&Speeds>) -> Self {
        let Some(speeds) = speeds else { return Self { hour: 1, hours: Vec::new(), least: ONE } };
        let fastest = speeds.thousandths.iter().copied().max().unwrap_or(1_000);
        let mut driven = 0;
        let hours = speeds.thousandths.iter().map(|speed| {
            let before = driven;
            driven += speed * speeds.hour;
            (*speed, before)
        });
        Self { hours: hours.collect(), hour: speeds.hour, least: (ONE * 1_000 / fastest).min(16 * ONE) }
    }

    fn driven(&self, at: i64) -> i64 {
        let at = at.clamp(0, FAR);
        let number = usize::try_from(at / self.hour).unwrap_or(usize::MAX).min(self.hours.len() - 1);
        let (speed, before) = self.hours[number];
        before + (at - i64::try_from(number).unwrap_or(0) * self.hour) * speed
    }

    /// The hour in which a way driven is reached, with its begin.
    fn reached(&self, driven: i64) -> (i64, i64, i64) {
        let number = self.hours.partition_point(|(_, before)| *before < driven).saturating_sub(1);
        let (speed, before) = self.hours[number];
        (i64::try_from(number).unwrap_or(0) * self.hour, speed, driven - before)
    }

    /// What a way takes at the least, at whatever hour: never more than it does.
    #[inline]
    pub(super) fn least(&self, way: Way) -> i64 {
        // Longer ways are too rare to be worth a thought.
        if way.time < 0 { !way.time } else { (way.time.min(1 << 40) * self.least) >> 16 }
    }

    /// When a way begun at `leave` ends.
    #[inline]
    pub(super) fn arrive(&self, leave: i64, way: Way) -> i64 {
        if self.hours.is_empty() {
            return leave + way.time;
        }
        if way.time < 0 {
            return leave + !way.time;
        }
        if leave >= NEVER {
            return NEVER;
        }
        let (begin, speed, left) = self.reached(self.driven(leave) + way.time * 1000);
        // A way of no length ends as it begins, also within a unit of time.
        leave.max(begin + (left + speed - 1).div_euclid(speed))
    }

    /// The latest moment to leave for arriving by `by`.
    #[inline]
    pub(super) fn leave_by(&self, by: i64, way: Way) -> i64 {
        if self.hours.is_empty() {
            return by - way.time;
        }
        if way.time < 0 {
            return by - !way.time;
        }
        if by < 0 {
            return -NEVER;
        }
        let driven = self.driven(by) - way.time * 1000;
        if driven < 0 {
            return -NEVER;
        }
        let number = self.hours.partition_point(|(_, before)| *before <= driven).saturating_sub(1);
        let (speed, before) = self.hours[number];
        i64::try_from(number).unwrap_or(0) * self.hour + (driven - before) / speed
    }

    /// When a way ends that has lunch before or after it, and when that lunch begins.
    #[inline]
    pub(super) fn arrive_fed(&self, leave: i64, way: Way, lunch: &Lunch) -> (i64, i64) {
        let (opens, closes) = (lunch.window.opens, lunch.window.closes);
        let mut best = (NEVER, NEVER);
        if leave <= closes {
            let first = leave.max(opens);
            best = (self.arrive(first + lunch.lasts, way), first);
            let then = self.arrive(leave, way);
            if then <= closes && then.max(opens) + lunch.lasts < best.0 {
                best = (then.max(opens) + lunch.lasts, then.max(opens));
            }
        }
        best
    }

    /// The latest moment to leave for a way with lunch before or after it, done by `by`.
    pub(super) fn leave_fed_by(&self, by: i64, way: Way, lunch: &Lunch) -> i64 {
        let (opens, closes) = (lunch.window.opens, lunch.window.closes);
        let first = (self.leave_by(by, way) - lunch.lasts).min(closes);
        let then = (by - lunch.lasts).min(closes);
        let first = if first >= opens { first } else { -NEVER };
        first.max(if then >= opens { self.leave_by(then, way) } else { -NEVER })
    }
}

/// When a visit can begin after an arrival; [`NEVER`] where no window is left.
#[inline]
pub(super) fn begin(windows: &[Window], arrival: i64) -> i64 {
    let window = windows.iter().find(|window| arrival <= window.closes);
    window.map_or(NEVER, |window| window.opens.max(arrival))
}

/// The latest arrival from which a visit begins by `by`.
#[inline]
pub(super) fn latest(windows: &[Window], by: i64) -> i64 {
    let window = windows.iter().rev().find(|window| window.opens <= by);
    window.map_or(-NEVER, |window| window.closes.min(by))
}

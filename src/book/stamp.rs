//! The hybrid logical clock, and who wins when two replicas wrote the same thing.

use serde::{Deserialize, Serialize};

use crate::model::{DeviceId, Instant};

/// A hybrid logical clock reading: milliseconds in the upper 48 bits, a counter in the lower 16
/// (Kulkarni et al., "Logical Physical Clocks", 2014).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Clock(pub u64);

impl Clock {
    /// The first reading at or after `now` that is later than this one.
    #[must_use]
    pub fn next(self, now: Instant) -> Self {
        Self((u64::try_from(now.0).unwrap_or(0) << 16).max(self.0 + 1))
    }

    /// The wall time in it.
    pub fn time(self) -> Instant {
        Instant(i64::try_from(self.0 >> 16).unwrap_or(i64::MAX))
    }
}

/// When and where something was written: the latest wins, whatever the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Clock of the writing device.
    pub clock: Clock,
    /// The device, which breaks ties.
    pub device: DeviceId,
}

/// The number of a stamp in a book's list; tables keep this instead of the stamp.
pub type StampNo = u32;

/// No stamp: nothing was written yet.
pub const UNWRITTEN: StampNo = u32::MAX;

/// The stamps of a book by number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stamps(Vec<Stamp>);

impl Stamps {
    /// Adds a stamp; the last one is used again.
    pub fn number(&mut self, stamp: Stamp) -> StampNo {
        if self.0.last() != Some(&stamp) {
            self.0.push(stamp);
        }
        u32::try_from(self.0.len() - 1).unwrap_or(UNWRITTEN - 1)
    }

    /// The stamp of a number.
    pub fn get(&self, number: StampNo) -> Option<Stamp> {
        self.0.get(number as usize).copied()
    }

    /// Whether a write with the stamp `new` replaces one with `old`. Equal stamps come from one
    /// batch, where the later position, which is applied later, wins.
    #[inline]
    pub fn wins(&self, new: StampNo, old: StampNo) -> bool {
        new == old || self.get(new) >= self.get(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_forward_even_when_the_wall_clock_does_not() {
        let first = Clock::default().next(Instant(1_000));
        let second = first.next(Instant(900));
        assert!(second > first && second.time() == Instant(1_000));
        assert_eq!(second.next(Instant(2_000)).time(), Instant(2_000));
    }

    #[test]
    fn the_later_stamp_wins_and_the_device_breaks_ties() {
        let mut stamps = Stamps::default();
        let stamp = |clock, device| Stamp { clock: Clock(clock), device: DeviceId(device) };
        let (a, b, c) = (stamps.number(stamp(5, 1)), stamps.number(stamp(5, 2)), stamps.number(stamp(4, 9)));
        assert!(stamps.wins(b, a) && !stamps.wins(a, b) && !stamps.wins(c, a) && stamps.wins(a, a));
        assert!(stamps.wins(a, UNWRITTEN));
    }
}

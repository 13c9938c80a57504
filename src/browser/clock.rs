//! The device's clock.

use crate::model::Instant;
use crate::ports::Clock;

/// The clock of the device.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
    fn now(&self) -> Instant {
        Instant(js_sys::Date::now() as i64)
    }
}

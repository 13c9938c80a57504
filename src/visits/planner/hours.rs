//! Working hours, visiting hours and lunch as shifts and windows, in seconds of the day.

use crate::model::{Day, Instant, Zone};
use crate::visits::cadence::Terms;
use crate::visits::route::{Lunch, Shift, Window};
use crate::visits::workday::{Workday, of_day};

/// Seconds of a minute.
const MINUTE: i64 = 60;

/// More than any day is asked to take.
pub(in crate::visits) const ANY: i64 = i64::MAX / 8;

/// Seconds after midnight of an instant, by the clock on the wall.
pub(in crate::visits) fn second_of(zone: &Zone, at: Instant) -> i64 {
    at.0.saturating_add(i64::from(zone.offset(at)) * 60_000).rem_euclid(86_400_000) / 1_000
}

/// The instant of so many seconds after midnight, by the clock on the wall.
pub(in crate::visits) fn moment(zone: &Zone, day: Day, second: i64) -> Instant {
    let start = zone.start_of(day);
    let at = Instant(start.0.saturating_add(second.saturating_mul(1_000)));
    // Where the clock was set in between, the wall says something else.
    let set = i64::from(zone.offset(at)) - i64::from(zone.offset(start));
    Instant(at.0.saturating_sub(set * 60_000))
}

/// When a visit may begin on a day: gate and parking before the doors open, done before they shut.
pub(super) fn begins(worked: &Workday, day: Day, terms: &Terms) -> Vec<Window> {
    let open = if terms.windows.is_empty() { worked.hours.clone() } else { of_day(&terms.windows, day) };
    let mut all: Vec<Window> = Vec::new();
    for (from, to) in open {
        for (begin, end) in &worked.hours {
            let (from, to) = (from.max(*begin), to.min(*end));
            let opens = (i64::from(from) * MINUTE - terms.gate).max(i64::from(*begin) * MINUTE);
            let closes = i64::from(to) * MINUTE - terms.stay - terms.gate;
            // Windows that touch are one: what comes later begins after what comes before has shut.
            let opens = all.last().map_or(opens, |last| opens.max(last.closes + 1));
            if opens <= closes {
                all.push(Window { opens, closes });
            }
        }
    }
    all
}

/// The shift of a day; appointments outside the hours lengthen it by the way there and back.
pub(in crate::visits) fn shift(
    worked: &Workday,
    (day, from, to): (usize, usize, usize),
    settled: &[(i64, i64, i64)],
) -> Shift {
    let opens = worked.hours.first().map(|(from, _)| i64::from(*from) * MINUTE);
    let closes = worked.hours.last().map(|(_, to)| i64::from(*to) * MINUTE);
    let early = settled.iter().map(|(start, _, way)| (start - way).max(0)).min();
    let late = settled.iter().map(|(_, end, way)| end + way).max();
    Shift {
        day,
        person: 0,
        from,
        to,
        opens: opens.into_iter().chain(early).min().unwrap_or(0),
        closes: closes.into_iter().chain(late).max().unwrap_or(0),
        capacity: ANY,
        lunch: worked.lunch.map(|((from, to), lasts)| {
            let opens = i64::from(from) * MINUTE;
            Lunch { window: Window { opens, closes: (i64::from(to) * MINUTE - lasts).max(opens) }, lasts }
        }),
    }
}

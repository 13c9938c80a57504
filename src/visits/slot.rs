//! When the next visit of a day may begin: behind those that have their time, around lunch. A proposal
//! for whoever plans by hand; the planner reckons with ways.

use super::workday::Workday;

/// Minutes from one visit to the next, as long as nobody reckoned the way.
const WAY: u16 = 30;
/// Proposals begin at whole quarters of an hour.
const QUARTER: u16 = 15;
/// The last minute of a day.
const LAST: u16 = 24 * 60 - 1;
/// When the first visit begins where a day says no hours.
const MORNING: u16 = 9 * 60;

/// From when to when the next visit may be that takes so many minutes, in minutes of the day, behind the
/// visits that have their time.
pub fn next(taken: &[(u16, u16)], day: &Workday, minutes: u16) -> (u16, u16) {
    let opens = day.hours.first().map_or(MORNING, |(from, _)| *from);
    let behind = taken.iter().map(|(from, until)| until.max(from).saturating_add(WAY)).max();
    let mut from = behind.unwrap_or(opens).max(opens).next_multiple_of(QUARTER);
    if let Some(((lunch, _), seconds)) = day.lunch {
        let until = lunch.saturating_add(u16::try_from(seconds / 60).unwrap_or(0));
        // Lunch is had when its time comes, not between the halves of a visit.
        if from < until && from.saturating_add(minutes) > lunch {
            from = until.next_multiple_of(QUARTER);
        }
    }
    let from = from.min(LAST.saturating_sub(minutes));
    (from, from.saturating_add(minutes).min(LAST))
}

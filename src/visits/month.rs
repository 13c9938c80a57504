//! A month of visits in numbers: of each day how many are to be made, were made, or were not.

use super::trace::{Diary, Status};
use crate::book::Book;
use crate::model::{Day, Id, Zone};

/// The visits of a day, by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Still to be made, today or later, and under way.
    pub planned: u32,
    /// Made, whoever was there.
    pub done: u32,
    /// Not made: missed, or left standing on a day that is over.
    pub overdue: u32,
}

impl DayCount {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A person's visits from one day to another, by day; each visit on the day that it was made, else that it was
/// planned for. What was called off or put off is none.
pub fn counts(book: &Book, zone: &Zone, person: Id, today: Day, (from, to): (Day, Day)) -> Vec<(Day, DayCount)> {
    let mut all: Vec<(Day, DayCount)> = (from.0..=to.0).map(|day| (Day(day), DayCount::default())).collect();
    let span = (zone.start_of(from), zone.start_of(to.plus(1)));
    for visit in Diary::of(book).between(book.resolve(person), span.0, span.1) {
        let Some(day) = visit.at().map(|at| zone.day_of(at)) else { continue };
        let at = usize::try_from(day.0 - from.0).ok();
        let Some((_, count)) = at.and_then(|at| all.get_mut(at)) else { continue };
        match visit.status {
            Status::UnderWay => count.planned += 1,
            Status::Planned if day >= today => count.planned += 1,
            Status::Planned | Status::Missed => count.overdue += 1,
            Status::Done => count.done += 1,
            Status::Cancelled | Status::Postponed => {}
        }
    }
    all
}

//! Ageing: time in a stage counts from the effective entry; a deal rots when it exceeds the
//! stage's days and has no next step in time; at twice the stage's days it rots regardless.

use crate::book::Book;
use crate::book::stamp::UNWRITTEN;
use crate::book::versions::Entry;
use crate::model::records::Deal;
use crate::model::{Day, Instant, Value};

/// How often a next step has to be put off until that is said.
pub const OFTEN: usize = 3;

/// How a deal stands with its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// None: the loudest tag.
    None,
    /// It was due so many days ago.
    Overdue(i32),
    /// Today.
    Today,
    /// On this day.
    On(Day),
}

/// How a deal stands in its stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// Whole days in the stage.
    pub days: i32,
    /// Whether it rots.
    pub rotting: bool,
    /// Its next step.
    pub next: NextStep,
    /// How often that was put off.
    pub put_off: usize,
}

impl Age {
    /// How often the next step was put off, where that is often enough to be said.
    pub fn often_put_off(&self) -> Option<usize> {
        Some(self.put_off).filter(|times| *times >= OFTEN && self.next != NextStep::None)
    }
}

/// The age of a deal that entered its stage on a day.
pub fn age(entered: Day, today: Day, expected_days: Option<f64>, next_step_on: Option<Day>) -> Age {
    let days = today.0.saturating_sub(entered.0).max(0);
    let next = match next_step_on {
        None => NextStep::None,
        Some(due) if due < today => NextStep::Overdue(today.0 - due.0),
        Some(due) if due == today => NextStep::Today,
        Some(due) => NextStep::On(due),
    };
    let in_time = matches!(next, NextStep::Today | NextStep::On(_));
    let spent = f64::from(days);
    let rotting = expected_days.is_some_and(|limit| spent > limit && (spent >= 2.0 * limit || !in_time));
    Age { days, rotting, next, put_off: 0 }
}

/// How often the next step of a deal was moved to a later day, up to an instant. It counts anew with
/// each step: where the day was taken away, or what is to be done was written anew.
pub fn put_off(book: &Book, row: usize, until: Instant) -> usize {
    let table = book.of::<Deal>();
    let Some(column) = table.column(Deal::NEXT_STEP_ON) else { return 0 };
    let Some(versions) = column.versions() else { return 0 };
    let stamps = book.stamps();
    let named = table.column(Deal::NEXT_STEP).map_or(UNWRITTEN, |column| column.clock(row));
    // Of a past moment it is not known when that moment's step was written down.
    let named = if stamps.get(named).is_some_and(|stamp| stamp.clock.time() <= until) { named } else { UNWRITTEN };
    let (mut before, mut times) = (None, 0);
    let entries = versions.row(row).take_while(|version| version.effective <= until);
    for version in entries.filter(|version| version.entry != Entry::Withdrawn) {
        let value = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
        let day = value.and_then(|value| if let Value::Date(day) = value { Some(day) } else { None });
        let of_this_step = version.stamp != named && stamps.wins(version.stamp, named);
        times = match (before, day) {
            (_, None) => 0,
            (Some(before), Some(day)) if of_this_step && day > before => times + 1,
            _ if of_this_step => times,
            _ => 0,
        };
        before = day;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_rots_late_and_without_a_next_step_or_very_late() {
        let day = |text: &str| Day::parse(text).expect(text);
        let today = day("2026-11-25");
        for (entered, due, rotting, days) in [
            ("2026-11-20", None, false, 5),
            ("2026-11-10", None, true, 15),
            ("2026-11-10", Some("2026-11-28"), false, 15),
            ("2026-11-10", Some("2026-11-25"), false, 15),
            ("2026-11-10", Some("2026-11-22"), true, 15),
            ("2026-11-06", Some("2026-11-28"), false, 19),
            ("2026-11-05", Some("2026-11-28"), true, 20),
            ("2026-11-15", None, false, 10),
        ] {
            let age = age(day(entered), today, Some(10.0), due.map(day));
            assert_eq!((age.rotting, age.days), (rotting, days), "{entered} {due:?}");
        }
        assert_eq!(age(today, today, None, Some(day("2026-11-22"))).next, NextStep::Overdue(3));
        assert!(!age(day("2020-01-01"), today, None, None).rotting);
        // A stage that expects no days at all: not on the day of entry, but on the next.
        assert!(!age(today, today, Some(0.0), None).rotting && age(day("2026-11-24"), today, Some(0.0), None).rotting);
    }
}

//! Ageing: time in a stage counts from the effective entry; a deal rots when it exceeds the
//! stage's days and has no next step in time; at twice the stage's days it rots regardless.

use crate::model::Day;

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
    let over = |limit: f64| f64::from(days) > limit;
    let rotting = expected_days.is_some_and(|limit| over(2.0 * limit) || (over(limit) && !in_time));
    Age { days, rotting, next }
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
            ("2026-11-10", Some("2026-11-22"), true, 15),
            ("2026-11-04", Some("2026-11-28"), true, 21),
            ("2026-11-15", None, false, 10),
        ] {
            let age = age(day(entered), today, Some(10.0), due.map(day));
            assert_eq!((age.rotting, age.days), (rotting, days), "{entered} {due:?}");
        }
        assert_eq!(age(today, today, None, Some(day("2026-11-22"))).next, NextStep::Overdue(3));
        assert!(!age(day("2020-01-01"), today, None, None).rotting);
    }
}

//! The data files of calendars. A line is a word and what it says; `#` begins a comment:
//!
//! ```text
//! weekend 6 7            # ISO days of the week
//! covers 2025-01-01 2027-12-31
//! settled 2026-12-31     # later days are the law's, not yet announced
//! off 2026-02-16         # free, and no weekend
//! work 2026-02-14        # worked, though a weekend
//! ```

use super::{Calendar, Day};

/// Why a text is no calendar. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The line begins with no known word.
    #[error("line {0}: neither weekend, covers, settled, off nor work")]
    Word(usize),
    /// What follows the word is not what it needs.
    #[error("line {0}: not what follows such a word")]
    Value(usize),
    /// A free day is a weekend anyway, or a worked day is none, or a day stands twice.
    #[error("line {0}: {1} says nothing new")]
    Idle(usize, Day),
    /// The day lies outside what the calendar covers.
    #[error("line {0}: {1} is not covered")]
    Outside(usize, Day),
    /// There is no weekend, or nothing else.
    #[error("between one and six days of the week are free")]
    Weekend,
    /// It does not say which days it covers.
    #[error("it does not say which days it covers")]
    Covers,
}

pub(super) fn calendar(text: &str) -> Result<Calendar, CalendarError> {
    let mut calendar = Calendar { weekend: [false; 7], off: Vec::new(), work: Vec::new(), covers: None, settled: None };
    let mut exceptions = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or("");
        let mut words = line.split_whitespace();
        let Some(word) = words.next() else { continue };
        let wrong = || CalendarError::Value(number);
        let mut day = || words.next().and_then(Day::parse).ok_or_else(wrong);
        match word {
            "weekend" => {
                for word in words.by_ref() {
                    let at = word.parse::<usize>().ok().and_then(|iso| iso.checked_sub(1));
                    *at.and_then(|at| calendar.weekend.get_mut(at)).ok_or_else(wrong)? = true;
                }
            }
            "covers" => calendar.covers = Some((day()?, day()?)).filter(|(first, last)| first <= last),
            "settled" => calendar.settled = Some(day()?),
            "off" => exceptions.push((number, day()?, false)),
            "work" => exceptions.push((number, day()?, true)),
            _ => return Err(CalendarError::Word(number)),
        }
        if words.next().is_some() {
            return Err(wrong());
        }
    }
    let free = calendar.weekend.iter().filter(|free| **free).count();
    if !(1..7).contains(&free) {
        return Err(CalendarError::Weekend);
    }
    if calendar.covers.is_none() {
        return Err(CalendarError::Covers);
    }
    for (number, day, is_worked) in exceptions {
        if !calendar.knows(day) {
            return Err(CalendarError::Outside(number, day));
        }
        if calendar.is_workday(day) == is_worked {
            return Err(CalendarError::Idle(number, day));
        }
        let list = if is_worked { &mut calendar.work } else { &mut calendar.off };
        list.insert(list.partition_point(|known| *known < day), day);
    }
    Ok(calendar)
}

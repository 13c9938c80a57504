//! What keeps customers from being planned well, to be listed and mended: no place, hours in which nobody
//! works, visits longer than any of their hours, cadences that cannot be kept, nobody in charge.

use super::cadence::{Visited, everybody};
use super::life::whereabouts;
use super::workday::{of_day, workday};
use crate::book::Book;
use crate::model::{Calendar, Day, Id};

/// Days that are looked at for hours that meet: two weeks know every weekday, and most ways to make up
/// for a day off.
const AHEAD: i32 = 14;

/// A day with the spans of minutes that are worked on it.
type DayHours = (Day, Vec<(u16, u16)>);

/// What is to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// Nobody is in charge.
    NoOwner,
    /// Nobody knows where it is: it is planned by area.
    NoPlace,
    /// So many visits do not fit into their period with the gaps that are asked for.
    CannotFit,
    /// Its visiting hours and the working hours of the person in charge never meet.
    NeverOpen,
    /// The visit, gate and parking included, takes so many minutes more than any of its hours.
    TooLong(i64),
}

/// Everybody who is to be visited by a cadence and cannot be planned well, with what is to be mended; of
/// one person's customers, or of all. By name.
pub fn flaws(book: &Book, calendar: &Calendar, today: Day, person: Option<Id>) -> Vec<(Visited, Vec<Flaw>)> {
    let person = person.map(|person| book.resolve(person));
    let is_asked = |visited: &Visited| {
        let is_theirs = person.is_none() || visited.owner == person;
        is_theirs && visited.terms.pace.is_some()
    };
    // A person's days are the same for all their customers.
    let mut known: Vec<(Id, Vec<DayHours>)> = Vec::new();
    let mut found: Vec<(Visited, Vec<Flaw>)> = Vec::new();
    for visited in everybody(book).into_iter().filter(is_asked) {
        let mut flaws = Vec::new();
        match visited.owner {
            None => flaws.push(Flaw::NoOwner),
            Some(owner) => {
                let at = known.iter().position(|(person, _)| *person == owner).unwrap_or_else(|| {
                    let days = (0..AHEAD).map(|ahead| today.plus(ahead));
                    let hours = days.map(|day| (day, workday(book, calendar, owner, day).hours));
                    known.push((owner, hours.collect()));
                    known.len() - 1
                });
                flaws.extend(hours(&visited, &known[at].1));
            }
        }
        if whereabouts(book, Some(visited.unit.account), visited.unit.site).is_none() {
            flaws.push(Flaw::NoPlace);
        }
        if visited.terms.pace.is_some_and(|pace| pace.cannot_fit()) {
            flaws.push(Flaw::CannotFit);
        }
        if !flaws.is_empty() {
            flaws.sort_unstable();
            found.push((visited, flaws));
        }
    }
    crate::model::order::by_key(&mut found, |(visited, _)| (visited.name.clone(), visited.unit));
    found
}

/// Whether a visit fits into hours that both have.
fn hours(visited: &Visited, days: &[DayHours]) -> Option<Flaw> {
    let windows = &visited.terms.windows;
    let both = days.iter().flat_map(|(day, hours)| {
        let open = if windows.is_empty() { hours.clone() } else { of_day(windows, *day) };
        open.into_iter().flat_map(move |open| hours.iter().map(move |work| meet(open, *work)))
    });
    // Minutes that the longest of them has; on holiday for two weeks, nobody can tell.
    if days.iter().all(|(_, hours)| hours.is_empty()) {
        return None;
    }
    let Some(longest) = both.flatten().max() else { return Some(Flaw::NeverOpen) };
    let needed = (visited.terms.stay + visited.terms.gate + 59) / 60;
    (needed > longest).then_some(Flaw::TooLong(needed - longest))
}

/// Minutes that two spans of a day have in common; `None` where they do not meet.
fn meet(one: (u16, u16), other: (u16, u16)) -> Option<i64> {
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    (from < to).then(|| i64::from(to - from))
}

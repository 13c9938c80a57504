//! Visits that a plan has no more place for: where they would meet what the plan puts on their day, they go
//! behind it, to the next time that is free. None of them loses its day; what is too much is for people to call off.

use std::collections::HashSet;

use super::agenda::Agenda;
use crate::book::Book;
use crate::model::records::Visit;
use crate::model::{Day, Id, Instant, Zone};
use crate::visits::cadence;
use crate::visits::trace::{self, Status, Trace};

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;
/// Minutes from one visit to the next, as long as nobody reckoned the way.
const WAY: i64 = 15;
/// Times begin at whole quarters of an hour.
const QUARTER: i64 = 15 * MINUTE;

/// A visit that finds no time in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The visit.
    pub visit: Id,
    /// Whom it is to.
    pub account: Option<Id>,
    /// When it was to begin.
    pub before: Instant,
    /// When it begins, and when it ends: the same as before where nothing is in its way.
    pub times: (Instant, Instant),
}

/// What becomes of the visits that a plan has no place for, in the order of time; on some of its days, on all where
/// none are named.
pub fn rest(book: &Book, zone: &Zone, agenda: &Agenda, days: &[Day]) -> Vec<Rest> {
    let chosen = |day: Day| days.is_empty() || days.contains(&day);
    let mut freed: Vec<Trace> = agenda.freed.iter().filter_map(|visit| trace::one(book, *visit)).collect();
    freed.retain(|visit| {
        visit.status == Status::Planned && visit.starts.is_some_and(|starts| chosen(zone.day_of(starts)))
    });
    crate::model::order::by_key(&mut freed, |visit| (visit.starts, visit.id));
    let mut taken = taken(book, agenda, &freed, &chosen);
    let mut found = Vec::new();
    for visit in freed {
        let Some(before) = visit.starts else { continue };
        let ends = ends(book, &visit, before);
        let times = free(zone, &taken, (before, ends));
        taken.push(times);
        found.push(Rest { visit: visit.id, account: visit.account, before, times });
    }
    found
}

/// The spans of time that are not free: what the plan puts on its days, ways included, and what was there already.
fn taken(book: &Book, agenda: &Agenda, freed: &[Trace], chosen: &dyn Fn(Day) -> bool) -> Vec<(Instant, Instant)> {
    let days = agenda.days.iter().filter(|day| chosen(day.day));
    let stops = || days.clone().flat_map(|day| &day.stops);
    let moved: HashSet<Id> = stops().filter_map(|stop| stop.visit).chain(freed.iter().map(|visit| visit.id)).collect();
    let others = trace::all(book).filter(|visit| {
        let stands = matches!(visit.status, Status::Planned | Status::UnderWay);
        stands && visit.owner == Some(agenda.person) && !moved.contains(&visit.id)
    });
    let others = others.filter_map(|visit| Some((visit.starts?, ends(book, &visit, visit.starts?))));
    stops().map(|stop| (stop.leaves, stop.ends)).chain(others).collect()
}

fn ends(book: &Book, visit: &Trace, starts: Instant) -> Instant {
    let ends = book.get::<Visit>(visit.id.into()).and_then(|visit| visit.ends).filter(|ends| *ends > starts);
    let stay = || {
        let terms = visit.account.and_then(|account| cadence::terms(book, account, visit.site));
        Instant(starts.0.saturating_add(terms.map_or(cadence::STAY, |terms| terms.stay) * 1_000))
    };
    ends.unwrap_or_else(stay)
}

/// The next time of the same length that is free; the old one where the day has none.
fn free(zone: &Zone, taken: &[(Instant, Instant)], (from, to): (Instant, Instant)) -> (Instant, Instant) {
    let length = to.0 - from.0;
    let meets = |at: i64, way: i64| {
        let met = |(begins, ends): &&(Instant, Instant)| at < ends.0 + way && begins.0 < at + length + way;
        taken.iter().filter(met).map(|(_, ends)| ends.0).max()
    };
    // What stands clear of all others stays, however short the way to them.
    let mut at = from.0;
    let mut way = 0;
    while let Some(behind) = meets(at, way) {
        way = WAY * MINUTE;
        let earliest = behind + way;
        at = earliest + (QUARTER - earliest.rem_euclid(QUARTER)) % QUARTER;
        if zone.day_of(Instant(at + length)) != zone.day_of(from) {
            return (from, to);
        }
    }
    (Instant(at), Instant(at + length))
}

//! Where a person is in the middle of their day, and from when on they are free: the rest of it is planned from there.

use super::ask::Here;
use super::hours::moment;
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::Visit;
use crate::model::{Calendar, Id, Instant, Zone};
use crate::visits::cadence::{self, STAY};
use crate::visits::life::{radius, whereabouts};
use crate::visits::today::today;
use crate::visits::trace::{Diary, Trace};
use crate::visits::workday::workday;

/// Milliseconds of the steps in which a plan begins: whoever asks again at once gets the same.
const STEP: i64 = 5 * 60_000;

/// Where a person is at a moment: where the device was found, else with their last customer. Who is with a customer is
/// free once the visit has taken its time. `None` before the day begins, where nobody was found anywhere: such a day
/// is planned as any other.
pub fn here(
    book: &Book,
    (zone, calendar): (&Zone, &Calendar),
    person: Id,
    now: Instant,
    found: Option<Point>,
) -> Option<Here> {
    let soon = Instant(now.0.div_euclid(STEP) * STEP + if now.0.rem_euclid(STEP) > 0 { STEP } else { 0 });
    let (person, day) = (book.resolve(person), zone.day_of(now));
    let visits = Diary::of(book).between(person, zone.start_of(day), zone.start_of(day.plus(1)));
    let there = today(&visits);
    let begins = workday(book, calendar, person, day).hours.first().map(|(from, _)| i64::from(*from));
    let begins = begins.map(|minute| moment(zone, day, minute * 60));
    if let Some(visit) = &there.now {
        let place = whereabouts(book, visit.account, visit.site).or(found);
        return Some(Here { at: over(book, visit, soon), place });
    }
    let last =
        there.over.iter().filter(|visit| visit.arrives()).max_by_key(|visit| (visit.left.or(visit.at()), visit.id));
    if let Some(last) = last {
        // Who is still with the last customer is where that is: ways from there may have been set by hand.
        let there = whereabouts(book, last.account, last.site);
        let is_there = there.zip(found).is_none_or(|(there, found)| there.metres(found) <= f64::from(radius(book)));
        return Some(Here { at: soon, place: if is_there { there.or(found) } else { found } });
    }
    let has_begun = begins.is_some_and(|begins| now > begins);
    // Who is on the way early begins when their day does.
    let at = begins.map_or(soon, |begins| soon.max(begins));
    (has_begun || found.is_some()).then_some(Here { at, place: found })
}

/// When a visit that is under way will have taken its time.
fn over(book: &Book, visit: &Trace, now: Instant) -> Instant {
    let planned = book.get::<Visit>(visit.id.into()).and_then(|visit| Some(visit.ends?.0 - visit.starts?.0));
    let usual = || {
        let terms = visit.account.and_then(|account| cadence::terms(book, account, visit.site));
        terms.map_or(STAY, |terms| terms.stay) * 1_000
    };
    let length = planned.filter(|length| *length > 0).unwrap_or_else(usual);
    now.max(Instant(visit.arrived.map_or(now.0, |arrived| arrived.0.saturating_add(length))))
}

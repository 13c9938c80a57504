//! Today: what is under way, what comes next, what is over; and whom else one might see from where one
//! is, with the reason.

use super::cycle::{Cycle, Due, cycles};
use super::legs;
use super::life::whereabouts;
use super::trace::{Status, Trace};
use super::travel::{Known, Roads, road};
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::Visit;
use crate::model::{Day, Id, Zone};

/// The visits of a day as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Checked in, and not out.
    pub now: Option<Trace>,
    /// The next stop.
    pub next: Option<Trace>,
    /// What comes after it.
    pub later: Vec<Trace>,
    /// What came to an end, made or not.
    pub over: Vec<Trace>,
}

/// The visits of a day, in the order of time; what comes next is the first that has not been begun.
pub fn today(visits: &[Trace]) -> Today {
    let mut today = Today::default();
    for visit in visits {
        match visit.status {
            Status::UnderWay if today.now.is_none() => today.now = Some(*visit),
            // A second one that was never checked out of stays in sight.
            Status::UnderWay => today.later.insert(0, *visit),
            Status::Planned if today.next.is_none() => today.next = Some(*visit),
            Status::Planned => today.later.push(*visit),
            Status::Done | Status::Missed | Status::Cancelled | Status::Postponed => today.over.push(*visit),
        }
    }
    today
}

/// The way to a visit from where the last one ended, else from where the day begins: metres on the road, and
/// seconds at the usual speed; `None` where one of the two places is not known.
pub fn way(book: &Book, start: Option<Point>, over: &[Trace], next: &Trace) -> Option<(u64, i64)> {
    let there = |visit: &Trace| {
        let found = book.get::<Visit>(visit.id.into()).and_then(|visit| visit.left_at.or(visit.arrived_at));
        found.map(crate::model::Place::point).or_else(|| whereabouts(book, visit.account, visit.site))
    };
    let last = over.iter().filter(|visit| visit.arrives()).max_by_key(|visit| (visit.left.or(visit.at()), visit.id));
    let from = last.and_then(there).or(start)?;
    let to = whereabouts(book, next.account, next.site)?;
    let set = next.owner.map(|owner| legs::known(book, owner)).unwrap_or_default();
    let legs = Roads { set, ..Roads::default() }.legs(&[from, to].map(|point| Known { point, area: 0 }), &[]);
    Some((road(from, to), *legs.time.get(1)?))
}

/// Somebody who might be seen as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Who, and how it stands with them.
    pub cycle: Cycle,
    /// How far away, over the ground as the crow flies.
    pub metres: u32,
}

/// Whether somebody is this person's customer and due, and has no visit among those of today.
pub(super) fn is_open(cycle: &Cycle, today: Day, person: Id, visits: &[Trace]) -> bool {
    let unit = cycle.of.unit;
    let is_seen = visits
        .iter()
        .any(|visit| visit.account == Some(unit.account) && (unit.site.is_none() || unit.site == visit.site));
    let due = match cycle.due {
        Due::Never | Due::Overdue(_) => true,
        Due::Now(_) => cycle.remaining > 0,
        Due::From(_) => false,
    };
    due && !is_seen && cycle.next != Some(today) && cycle.of.owner == Some(person)
}

/// Whom a person might see who is at a point: their own customers within reach that are due and have no
/// day in this period, the most urgent first and of equals the nearest. Those of today's visits are left
/// out.
pub fn suggestions(
    book: &Book,
    zone: &Zone,
    today: Day,
    (person, from): (Id, Point),
    reach: u32,
    visits: &[Trace],
) -> Vec<Suggestion> {
    let person = book.resolve(person);
    let near = |cycle: Cycle| {
        let at = whereabouts(book, Some(cycle.of.unit.account), cycle.of.unit.site)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on the Earth")]
        let metres = from.metres(at).round() as u32;
        (metres <= reach).then_some(Suggestion { cycle, metres })
    };
    let open = cycles(book, zone, today).into_iter().filter(|cycle| is_open(cycle, today, person, visits));
    let mut near: Vec<Suggestion> = open.filter_map(near).collect();
    crate::model::order::by_key(&mut near, |suggestion| {
        let rank = match suggestion.cycle.due {
            Due::Overdue(days) => (0, -days),
            Due::Never => (1, 0),
            Due::Now(until) => (2, until.0),
            Due::From(from) => (3, from.0),
        };
        (rank, suggestion.metres, suggestion.cycle.of.unit)
    });
    near
}

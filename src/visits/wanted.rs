//! What there is to plan for a person: whom to visit in a span of days, between which days each visit is
//! to lie, and why; and whom not, and why not. Where and in which order is for the planner.

use std::collections::HashMap;

use super::cadence::{Pace, Unit, Visited};
use super::cycle::{Cycle, Due, cycles};
use super::life::whereabouts;
use super::route::Hindrance;
use super::trace::{self, Status};
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::{Complaint, Deal, Stage};
use crate::model::{Calendar, Day, Id, Zone};

/// Why somebody is to be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The class asks for it.
    Class(String),
    /// Overdue for so many days.
    Overdue(i32),
    /// Nobody has visited yet.
    Never,
    /// Due by a day.
    By(Day),
    /// A deal is open.
    Deal(Id),
    /// A complaint is open.
    Complaint(Id),
    /// It is a fixed appointment, or agreed with the customer.
    Appointment,
    /// It had its day already.
    Planned,
    /// Whoever asked for the plan wants it.
    Forced,
    /// So many metres from the next stop.
    Near(u32),
}

/// Why somebody is not planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It is too early: from a day on.
    Early(Day),
    /// Visits enough have their day: the next one.
    Scheduled(Day),
    /// The visiting hours leave no working day of the span.
    NoHours,
    /// So many visits do not fit between the gaps that are asked for: the cadence is to be mended.
    CannotFit,
    /// Whoever asked for the plan does not want it.
    Excluded,
    /// No days of the span keep its gaps.
    NoDays,
    /// Something on the road is in the way.
    Hindered(Hindrance),
}

/// Somebody to be visited.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Who, with what holds for the visit.
    pub of: Visited,
    /// How often.
    pub pace: Pace,
    /// The first and last day of each visit; where one is overdue both are the first day of the span.
    pub slots: Vec<(Day, Day)>,
    /// Where; `None` where that is not known: planned by area, and to be mended.
    pub place: Option<Point>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Whom a person is to visit from one day to another, the most urgent first; and whom not.
pub fn wanted(
    book: &Book,
    (zone, calendar): (&Zone, &Calendar),
    person: Id,
    today: Day,
    (from, to): (Day, Day),
) -> (Vec<Wanted>, Vec<(Visited, WhyNot)>) {
    let person = book.resolve(person);
    let ahead = Ahead::of(book, zone, today.min(from));
    let open = Open::of(book);
    let (mut wanted, mut others) = (Vec::new(), Vec::new());
    for cycle in cycles(book, zone, today).into_iter().filter(|cycle| cycle.of.owner == Some(person)) {
        let unit = cycle.of.unit;
        // What is planned for the days before counts as made by then.
        let (before, days) = ahead.around(unit, from);
        let slots = slots(cycle.last.max(before), cycle.pace, days, (from, to));
        let why_not = if cycle.pace.cannot_fit() {
            Some(WhyNot::CannotFit)
        } else if slots.is_empty() {
            Some(match (before.or(days.first().copied()), cycle.due) {
                (Some(next), _) => WhyNot::Scheduled(next),
                (None, Due::From(day)) => WhyNot::Early(day),
                (None, _) => WhyNot::Early(to.plus(1)),
            })
        } else {
            is_closed(calendar, &cycle, (from, to)).then_some(WhyNot::NoHours)
        };
        if let Some(why_not) = why_not {
            others.push((cycle.of, why_not));
            continue;
        }
        let mut reasons = by_cadence(&cycle, slots.first().map_or(to, |(_, last)| *last));
        reasons.extend(open.reasons(unit.account));
        let place = whereabouts(book, Some(unit.account), unit.site);
        wanted.push(Wanted { of: cycle.of, pace: cycle.pace, slots, place, reasons });
    }
    (wanted, others)
}

/// Whom a person is to visit on one day, the most urgent first: what has its day between today and then is as good
/// as made, and a day that is over is seen as it stood.
pub fn due_on(book: &Book, at: (&Zone, &Calendar), person: Id, today: Day, day: Day) -> Vec<Wanted> {
    wanted(book, at, person, today.min(day), (day, day)).0
}

/// Why somebody is to be visited by their cadence, by a day where they are not late.
pub(super) fn by_cadence(cycle: &Cycle, by: Day) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = cycle.of.terms.class.clone().map(Reason::Class).into_iter().collect();
    reasons.push(match cycle.due {
        Due::Overdue(days) => Reason::Overdue(days),
        Due::Never => Reason::Never,
        Due::Now(_) | Due::From(_) => Reason::By(by),
    });
    reasons
}

/// What is open at customers' and a reason to go there.
#[derive(Debug)]
pub(super) struct Open {
    deals: HashMap<Id, Vec<Id>>,
    complaints: HashMap<Id, Vec<Id>>,
}

impl Open {
    pub(super) fn of(book: &Book) -> Self {
        Self { deals: open_deals(book), complaints: open_complaints(book) }
    }

    /// Complaints and deals of a customer, as reasons.
    pub(super) fn reasons(&self, account: Id) -> impl Iterator<Item = Reason> {
        let of = |open: &HashMap<Id, Vec<Id>>| open.get(&account).cloned().unwrap_or_default();
        of(&self.complaints).into_iter().map(Reason::Complaint).chain(of(&self.deals).into_iter().map(Reason::Deal))
    }
}

/// Why a customer is visited on a day, though it has its day already: its class, how late it is, what is
/// open there.
pub fn reasons(book: &Book, zone: &Zone, (account, site): (Id, Option<Id>), today: Day) -> Vec<Reason> {
    let account = book.resolve(account);
    let of = |cycle: &Cycle| {
        cycle.of.unit.account == account && (cycle.of.unit.site.is_none() || cycle.of.unit.site == site)
    };
    let cycle = cycles(book, zone, today).into_iter().find(of);
    let by = |cycle: &Cycle| match cycle.due {
        Due::Now(until) => until,
        Due::From(from) => from.plus(cycle.pace.max_gap - cycle.pace.min_gap),
        Due::Overdue(_) | Due::Never => today,
    };
    let mut reasons = cycle.map(|cycle| by_cadence(&cycle, by(&cycle))).unwrap_or_default();
    reasons.extend(Open::of(book).reasons(account));
    reasons
}

/// What a visit is for that is made for some reasons, as codes of its purposes.
pub fn purposes(reasons: &[Reason]) -> Vec<&'static str> {
    let is = |open: fn(&Reason) -> bool| reasons.iter().any(open);
    let found = [
        (is(|reason| matches!(reason, Reason::Complaint(_))), "complaint"),
        (is(|reason| matches!(reason, Reason::Deal(_))), "order"),
        (is(|reason| matches!(reason, Reason::Never)), "develop"),
    ];
    let found: Vec<&str> = found.into_iter().filter(|(is, _)| *is).map(|(_, code)| code).collect();
    if found.is_empty() { vec!["service"] } else { found }
}

/// Between which days visits are to lie, after the last one and around those that have their day, within the span
/// or after it. A visit that may as well be made after the span is left to later; whom nobody has visited yet is
/// wanted at once.
pub fn slots(last: Option<Day>, pace: Pace, scheduled: &[Day], (from, to): (Day, Day)) -> Vec<(Day, Day)> {
    let even = pace.even();
    let (mut slots, mut ahead, mut at) = (Vec::new(), scheduled.iter().copied().peekable(), last);
    loop {
        let (first, latest) = match at {
            Some(at) => (at.plus(pace.min_gap), at.plus(pace.max_gap)),
            None => (from, from.plus(even - 1)),
        };
        let (first, latest) = (first.max(from), latest.max(from));
        // In time, or so soon after that another before it would come too near.
        let is_enough = |next: &Day| *next <= latest || next.plus(-pace.min_gap) < first;
        if let Some(next) = ahead.next_if(is_enough) {
            at = Some(next);
            continue;
        }
        let latest = if at.is_none() { first } else { latest };
        if first > to || latest > to {
            return slots;
        }
        // Not so late that the one that has its day would come too early after it.
        let latest = ahead.peek().map_or(latest, |next| latest.min(next.plus(-pace.min_gap)).max(first));
        slots.push((first, latest));
        let usual = at.map_or(first, |at| at.plus(even));
        at = Some(usual.max(first).min(latest));
    }
}

/// The days on which customers and sites are to be visited.
#[derive(Debug)]
pub(super) struct Ahead(HashMap<(Id, Option<Id>), Vec<Day>>);

impl Ahead {
    /// From a day on, whoever visits.
    pub(super) fn of(book: &Book, zone: &Zone, from: Day) -> Self {
        let mut days: HashMap<(Id, Option<Id>), Vec<Day>> = HashMap::new();
        for visit in trace::all(book) {
            let is_ahead = matches!(visit.status, Status::Planned | Status::UnderWay) && !visit.inbound;
            let day = visit.starts.filter(|_| is_ahead).map(|at| zone.day_of(at));
            let Some((account, day)) = visit.account.zip(day.filter(|day| *day >= from)) else { continue };
            days.entry((account, None)).or_default().push(day);
            if visit.site.is_some() {
                days.entry((account, visit.site)).or_default().push(day);
            }
        }
        let sort = |days: &mut Vec<Day>| crate::model::order::sort(days);
        days.values_mut().for_each(sort);
        Self(days)
    }

    /// The last of these days before a day, and those from it on.
    pub(super) fn around(&self, unit: Unit, day: Day) -> (Option<Day>, &[Day]) {
        let days = self.0.get(&(unit.account, unit.site)).map_or(&[][..], Vec::as_slice);
        let (before, after) = days.split_at(days.partition_point(|one| *one < day));
        (before.last().copied(), after)
    }
}

/// Whether no working day of a span lies within the visiting hours.
fn is_closed(calendar: &Calendar, cycle: &Cycle, (from, to): (Day, Day)) -> bool {
    let windows = &cycle.of.terms.windows;
    let open = |day: Day| {
        let on = |window: &crate::model::Window| u32::from(window.weekday) == day.weekday();
        calendar.is_workday(day) && windows.iter().any(on)
    };
    !windows.is_empty() && !(from.0..=to.0).any(|day| open(Day(day)))
}

fn open_deals(book: &Book) -> HashMap<Id, Vec<Id>> {
    let is_open = |deal: &Deal| {
        let stage = deal.stage.and_then(|stage| book.get::<Stage>(stage.into()));
        stage.and_then(|stage| stage.kind).is_none_or(|kind| kind == "open")
    };
    let of = |deal: Deal| Some((deal.account?, Id::from(deal.id)));
    grouped(book, book.all::<Deal>().filter(is_open).filter_map(of))
}

fn open_complaints(book: &Book) -> HashMap<Id, Vec<Id>> {
    let is_open = |complaint: &Complaint| !matches!(complaint.status.as_deref(), Some("closed" | "answered"));
    let of = |complaint: Complaint| Some((complaint.account?, Id::from(complaint.id)));
    grouped(book, book.all::<Complaint>().filter(is_open).filter_map(of))
}

fn grouped(book: &Book, pairs: impl Iterator<Item = (Id, Id)>) -> HashMap<Id, Vec<Id>> {
    let mut groups: HashMap<Id, Vec<Id>> = HashMap::new();
    for (account, id) in pairs {
        groups.entry(book.resolve(account)).or_default().push(id);
    }
    groups
}

//! What there is to plan, read from the book.

use std::collections::{BTreeMap, HashMap};

use super::ask::{Ask, Keep};
use super::brief::{Brief, Entry};
use super::hours::{ANY, begins, second_of, shift};
use super::roads::{Places, roads};
use super::task::{Candidate, PlanWeeks, Wish};
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::{Account, Site, Visit};
use crate::model::{Calendar, Day, Id, Record, Zone};
use crate::query::title;
use crate::visits::cadence::{self, Terms, Unit, Visited};
use crate::visits::cycle::{Cycle, cycles};
use crate::visits::life::whereabouts;
use crate::visits::route::{Legs, Locked, Shift, Window};
use crate::visits::spread::Gaps;
use crate::visits::trace::{Diary, Status, Trace};
use crate::visits::wanted::{Ahead, Open, Reason, WhyNot, by_cadence};
use crate::visits::workday::{Workday, workday};

/// Seconds of an hour: prices are in seconds on the road.
const HOUR: i64 = 3_600;

/// A visit in the book, as far as a plan needs it.
struct Set {
    trace: Trace,
    day: Day,
    unit: Unit,
    start: i64,
    end: i64,
    terms: Terms,
    area: Option<Id>,
    stays: bool,
}

/// What there is to plan, and what to say about it.
pub fn gather(book: &Book, at: (&Zone, &Calendar), ask: &Ask) -> (PlanWeeks, Brief) {
    let person = book.resolve(ask.person);
    gather_of(book, at, ask, &|cycle| cycle.of.owner == Some(person))
}

/// The same of those customers who are somebody's in this plan, whosever they are otherwise.
pub(super) fn gather_of(
    book: &Book,
    (zone, calendar): (&Zone, &Calendar),
    ask: &Ask,
    is_mine: &dyn Fn(&Cycle) -> bool,
) -> (PlanWeeks, Brief) {
    let person = book.resolve(ask.person);
    let diary = Diary::of(book);
    let cycles: Vec<Cycle> = cycles(book, zone, ask.today);
    let known: HashMap<Unit, &Visited> = cycles.iter().map(|cycle| (cycle.of.unit, &cycle.of)).collect();
    let sets = sets(book, zone, ask, (diary.person(person), &known));
    let worked = |day: Day| workday(book, calendar, person, day);
    // A day is worked where there are hours, or an appointment all the same.
    let is_worked = |day: &Day| !worked(*day).hours.is_empty() || sets.iter().any(|set| set.stays && set.day == *day);
    let days: Vec<Day> = ask.days().filter(is_worked).collect();
    let workdays: Vec<Workday> = days.iter().map(|day| worked(*day)).collect();
    let mut gathering = Gathering {
        book,
        ask,
        places: Places::of(book),
        task: PlanWeeks { days: days.clone(), seed: ask.seed, turns: ask.turns, ..PlanWeeks::default() },
        brief: Brief { person, days, entries: Vec::new(), others: Vec::new(), places: Vec::new() },
        workdays,
        open: Open::of(book),
    };
    gathering.appointments(&sets);
    gathering.by_cadence(
        cycles.iter().filter(|cycle| is_mine(cycle)),
        &sets,
        (&others(zone, ask, &diary, person), &Ahead::of(book, zone, ask.today.min(ask.span.0))),
    );
    gathering.once(&sets);
    let ends = gathering.ends();
    let known = gathering.places.known();
    gathering.brief.places = known.iter().map(|known| known.point).collect();
    let legs = roads(book, zone, &diary, person).legs(&known, &[]);
    let shifts = (0..ends.len()).map(|day| gathering.shift(day, ends[day], &sets, &legs));
    gathering.task.shifts = shifts.collect();
    if let Some((here, shift)) = ask.here.zip(gathering.task.shifts.first_mut())
        && gathering.task.days.first() == Some(&zone.day_of(here.at))
    {
        shift.opens = second_of(zone, here.at);
        shift.closes = shift.closes.max(shift.opens);
    }
    gathering.task.legs = legs;
    (gathering.task, gathering.brief)
}

/// The person's visits of the span that are still to be made.
fn sets(book: &Book, zone: &Zone, ask: &Ask, (visits, known): (&[Trace], &HashMap<Unit, &Visited>)) -> Vec<Set> {
    let set = |trace: &Trace| {
        let starts = trace.starts.filter(|_| trace.status == Status::Planned && !trace.inbound)?;
        let day = zone.day_of(starts);
        if !ask.days().any(|asked| asked == day) {
            return None;
        }
        let visit = book.get::<Visit>(trace.id.into())?;
        let own = Unit { account: trace.account?, site: trace.site };
        let whole = Unit { site: None, ..own };
        let unit = if known.contains_key(&own) { own } else { whole };
        let terms = cadence::terms(book, own.account, own.site)?;
        let length = visit.ends.map(|ends| (ends.0 - starts.0) / 1_000).filter(|length| *length > 0);
        let is_settled = visit.locked.as_deref() == Some("yes") || visit.confirmation.as_deref() == Some("confirmed");
        // What should have begun by now is as free as any other.
        let is_over = ask.here.is_some_and(|here| starts < here.at);
        let start = second_of(zone, starts);
        Some(Set {
            trace: *trace,
            day,
            unit: if known.contains_key(&unit) { unit } else { own },
            start,
            end: start + length.unwrap_or(terms.stay),
            area: known.get(&unit).and_then(|visited| visited.area),
            terms,
            stays: !is_over && (is_settled || ask.keep == Keep::All),
        })
    };
    visits.iter().filter_map(set).collect()
}

/// Days of the span on which others visit.
fn others(zone: &Zone, ask: &Ask, diary: &Diary, person: Id) -> BTreeMap<Id, Vec<Day>> {
    let mut days: BTreeMap<Id, Vec<Day>> = BTreeMap::new();
    for visit in diary.everybody().filter(|visit| visit.owner != Some(person) && !visit.inbound) {
        let Some((account, starts)) = visit.account.zip(visit.starts) else { continue };
        if visit.status == Status::Planned && (ask.span.0..=ask.span.1).contains(&zone.day_of(starts)) {
            days.entry(account).or_default().push(zone.day_of(starts));
        }
    }
    days
}

/// What has been gathered so far.
struct Gathering<'a> {
    book: &'a Book,
    ask: &'a Ask,
    places: Places,
    task: PlanWeeks,
    brief: Brief,
    workdays: Vec<Workday>,
    open: Open,
}

impl Gathering<'_> {
    fn add(&mut self, entry: Entry, area: Option<Id>, candidate: Candidate) {
        let place = self.places.add(entry.place, area);
        self.task.candidates.push(Candidate { place, ..candidate });
        self.brief.entries.push(entry);
    }

    fn entry(&self, unit: Unit, name: String, gate: i64) -> Entry {
        let place = whereabouts(self.book, Some(unit.account), unit.site);
        Entry {
            unit,
            name,
            gate,
            place,
            reasons: Vec::new(),
            visits: Vec::new(),
            settled: None,
            due: None,
            scheduled: None,
        }
    }

    fn windows(&self, terms: &Terms) -> Vec<Vec<Window>> {
        self.task.days.iter().zip(&self.workdays).map(|(day, worked)| begins(worked, *day, terms)).collect()
    }

    fn day_at(&self, day: Day) -> Option<usize> {
        self.task.days.binary_search(&day).ok()
    }

    /// Visits that stay where they are.
    fn appointments(&mut self, sets: &[Set]) {
        for set in sets.iter().filter(|set| set.stays) {
            let Some(shift) = self.day_at(set.day) else { continue };
            let mut entry = self.entry(set.unit, self.name(set.unit), set.terms.gate);
            entry.place = whereabouts(self.book, Some(set.unit.account), set.trace.site);
            entry.settled = Some(set.trace.id);
            entry.reasons.push(Reason::Appointment);
            entry.reasons.extend(self.open.reasons(set.unit.account));
            let start = (set.start - set.terms.gate).max(0);
            let wish = Wish::Settled(Locked { shift, start });
            let service = set.end - start;
            let windows = vec![Vec::new(); self.task.days.len()];
            self.add(entry, set.area, Candidate { place: 0, service, windows, wish, price: 1_000 * HOUR });
        }
    }

    /// Those whom a cadence asks for, and those who have one and are wanted in any case.
    fn by_cadence<'b>(
        &mut self,
        cycles: impl Iterator<Item = &'b Cycle>,
        sets: &[Set],
        (others, ahead): (&BTreeMap<Id, Vec<Day>>, &Ahead),
    ) {
        for cycle in cycles {
            let unit = cycle.of.unit;
            let (terms, site) = as_planned(cycle, sets);
            let asked = self.ask.forced.iter().find(|forced| forced.unit == unit);
            let mut windows = self.windows(&terms);
            let before = ahead.around(unit, self.ask.span.0).0;
            let after = ahead.around(unit, self.ask.span.1.plus(1)).1.first().copied();
            let is_open = windows.iter().any(|windows| !windows.is_empty());
            let here = || sets.iter().filter(|set| set.unit == unit);
            // Who has a day in the span keeps one.
            let is_free = asked.is_none() && here().all(|set| set.stays);
            if let Some(after) = after.filter(|_| is_free) {
                self.give_way(&mut windows, after, cycle);
            }
            let why_not = if self.ask.excluded.contains(&unit) {
                Some(WhyNot::Excluded)
            } else if cycle.pace.cannot_fit() {
                Some(WhyNot::CannotFit)
            } else if windows.iter().all(Vec::is_empty) {
                Some(after.filter(|_| is_open).map_or(WhyNot::NoHours, WhyNot::Scheduled))
            } else {
                None
            };
            if let Some(why_not) = why_not {
                self.brief.others.push((unit, cycle.of.name.clone(), why_not));
                continue;
            }
            let mut entry = self.entry(unit, cycle.of.name.clone(), terms.gate);
            entry.place = whereabouts(self.book, Some(unit.account), site);
            entry.visits = here().filter(|set| !set.stays).map(|set| set.trace.id).collect();
            entry.reasons.extend(asked.map(|_| Reason::Forced));
            entry.reasons.extend((!entry.visits.is_empty()).then_some(Reason::Planned));
            let even = cycle.pace.even();
            // What is planned for the days before counts as made by then.
            let last = cycle.last.max(before);
            let by = last.map_or(self.ask.span.0.plus(even), |last| last.plus(cycle.pace.max_gap));
            entry.reasons.extend(by_cadence(cycle, by));
            entry.reasons.extend(self.open.reasons(unit.account));
            entry.due = last.map(|last| last.plus(even));
            let price = price(&entry.reasons);
            let mut settled: Vec<Day> = here().filter(|set| set.stays).map(|set| set.day).collect();
            if unit.site.is_none() {
                settled.extend(others.get(&unit.account).into_iter().flatten());
            }
            entry.scheduled = settled.iter().min().copied().or(before);
            let gaps = Gaps { least: cycle.pace.min_gap, usual: even, most: cycle.pace.max_gap };
            let service = terms.stay + terms.gate;
            let wish = if let Some(day) = asked.and_then(|forced| forced.day) {
                // The wish for a day comes before the cadence.
                Wish::Once(self.day_at(day).into_iter().collect())
            } else {
                let forced = asked.is_some() || !entry.visits.is_empty();
                Wish::Gaps { gaps, last, settled, forced }
            };
            self.add(entry, cycle.of.area, Candidate { place: 0, service, windows, wish, price });
        }
    }

    /// Shuts the days on which a visit would come too near to the one that has its day after the span; all of them
    /// where that one is the first visit and in time.
    fn give_way(&self, windows: &mut [Vec<Window>], after: Day, cycle: &Cycle) {
        let is_first = cycle.last.is_none() && after <= self.ask.span.0.plus(cycle.pace.even() - 1);
        for (windows, day) in windows.iter_mut().zip(&self.task.days) {
            if is_first || day.plus(cycle.pace.min_gap) > after {
                windows.clear();
            }
        }
    }

    /// Those without a cadence of this person: who had their day, and who is wanted in any case.
    fn once(&mut self, sets: &[Set]) {
        let is_there = |brief: &Brief, unit: Unit| {
            brief.entries.iter().any(|entry| entry.unit == unit && entry.settled.is_none())
                || brief.others.iter().any(|(other, ..)| *other == unit)
        };
        let all: Vec<usize> = (0..self.task.days.len()).collect();
        let mut more: Vec<(Unit, Option<&Set>, Wish)> = Vec::new();
        for set in sets.iter().filter(|set| !set.stays && !is_there(&self.brief, set.unit)) {
            more.push((set.unit, Some(set), Wish::Once(all.clone())));
        }
        for forced in self.ask.forced.iter().filter(|forced| !is_there(&self.brief, forced.unit)) {
            let days = forced.day.map_or(all.clone(), |day| self.day_at(day).into_iter().collect());
            more.push((forced.unit, None, Wish::Once(days)));
        }
        for (unit, set, wish) in more {
            let Some(terms) = cadence::terms(self.book, unit.account, unit.site) else { continue };
            let mut entry = self.entry(unit, self.name(unit), terms.gate);
            entry.visits.extend(set.map(|set| set.trace.id));
            entry.reasons.push(if set.is_some() { Reason::Planned } else { Reason::Forced });
            entry.reasons.extend(self.open.reasons(unit.account));
            let length = set.map_or(terms.stay, |set| set.end - set.start);
            let terms = Terms { stay: length, ..terms };
            let (windows, price) = (self.windows(&terms), price(&entry.reasons));
            self.add(entry, None, Candidate { place: 0, service: length + terms.gate, windows, wish, price });
        }
    }

    /// Where each day begins and ends.
    fn ends(&mut self) -> Vec<(usize, usize)> {
        let mut ends = Vec::new();
        for (at, worked) in self.workdays.iter().enumerate() {
            let here = self.ask.here.filter(|_| at == 0 && self.task.days.first() == Some(&self.ask.today));
            let from: Option<Point> = here.and_then(|here| here.place).or(worked.start.map(crate::model::Place::point));
            let to = worked.end.map(crate::model::Place::point);
            ends.push((self.places.add(from, None), self.places.add(to.or(from), None)));
        }
        ends
    }

    fn shift(&self, day: usize, (from, to): (usize, usize), sets: &[Set], legs: &Legs) -> Shift {
        let on = self.task.candidates.iter().filter_map(|candidate| match candidate.wish {
            Wish::Settled(locked) if locked.shift == day => Some((locked.start, candidate)),
            _ => None,
        });
        let way = |from: usize, to: usize| 2 * legs.time.get(from * legs.places + to).copied().unwrap_or(0);
        let settled: Vec<(i64, i64, i64)> = on
            .map(|(start, candidate)| {
                let way = way(from, candidate.place).max(way(candidate.place, to));
                (start, start + candidate.service, way)
            })
            .collect();
        let settled = if is_outside(&self.workdays[day], &settled) { settled } else { Vec::new() };
        let stay = sets.iter().filter(|set| set.stays && self.task.days.get(day) == Some(&set.day)).count();
        let shift = shift(&self.workdays[day], (day, from, to), &settled);
        let most = self.ask.most.map_or(ANY, i64::from);
        // Appointments carry no load; a day that is full of them takes no more.
        let room = (most - i64::try_from(stay).unwrap_or(0)).max(0);
        Shift { capacity: if self.ask.most.is_some() { room } else { ANY }, ..shift }
    }

    fn name(&self, unit: Unit) -> String {
        let site = unit.site.and_then(|site| title::of(self.book, Site::COLLECTION.key, site));
        site.or_else(|| title::of(self.book, Account::COLLECTION.key, unit.account)).unwrap_or_default()
    }
}

/// What holds for the visits to a customer, and at which site: where one has its day already and may find another, it
/// is at its own site, by the hours there, and takes as long as it was planned for.
fn as_planned(cycle: &Cycle, sets: &[Set]) -> (Terms, Option<Id>) {
    let free = || sets.iter().filter(|set| set.unit == cycle.of.unit && !set.stays);
    let stay = free().map(|set| set.end - set.start).max();
    match (free().next(), stay) {
        (Some(set), Some(stay)) => (Terms { stay, ..set.terms.clone() }, set.trace.site),
        _ => (cycle.of.terms.clone(), cycle.of.unit.site),
    }
}

/// Whether an appointment cannot be kept within the hours, ways included.
fn is_outside(worked: &Workday, settled: &[(i64, i64, i64)]) -> bool {
    let hours = worked.hours.first().zip(worked.hours.last());
    hours.is_none_or(|((from, _), (_, to))| {
        settled.iter().any(|(start, end, way)| start - way < i64::from(*from) * 60 || end + way > i64::from(*to) * 60)
    })
}

/// What a visit is worth on the road, in seconds.
pub(in crate::visits) fn price(reasons: &[Reason]) -> i64 {
    let of = |reason: &Reason| match reason {
        Reason::Class(class) => match class.as_str() {
            "a" => 12 * HOUR,
            "b" => 8 * HOUR,
            "c" => 5 * HOUR,
            _ => 4 * HOUR,
        },
        Reason::Overdue(days) => i64::from((*days).clamp(0, 90)) * HOUR / 6,
        Reason::Complaint(_) => 6 * HOUR,
        Reason::Deal(_) => 3 * HOUR,
        Reason::Planned => 50 * HOUR,
        Reason::Forced => 200 * HOUR,
        Reason::Never | Reason::By(_) | Reason::Appointment | Reason::Near(_) => 0,
    };
    4 * HOUR + reasons.iter().map(of).sum::<i64>()
}

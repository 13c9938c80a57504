//! Days as they are planned by hand, and what breaks in them: visits that overlap, ways that are too far, doors
//! that are shut, hours that are over. The judge is the independent checker of routes ([`route::check`]); here its
//! objections become what can be said of a visit.

mod insert;
mod ways;

pub(super) use insert::Inserted;
pub use ways::Way;

use super::cadence;
use super::life::whereabouts;
use super::planner::{hours, roads};
use super::route::{self, Call, Drive, Legs, Objection, Plan, Problem, Shift, Stop};
use super::slot;
use super::trace::{Diary, Status, Trace};
use super::travel::{Known, Roads};
use super::workday::{DayOff, Workday, of_day, workday};
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::Visit;
use crate::model::{Calendar, Day, Id, Instant, Zone};

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;
/// Visits that are dragged begin at whole quarters of an hour.
const QUARTER: u16 = 15;

/// What is wrong with a visit where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// It begins before this one has ended.
    Overlap(Id),
    /// The way there takes so many seconds, and there are so many: from a visit, or from where the day begins.
    TooFar {
        /// Where the way begins; none: where the day does.
        from: Option<Id>,
        /// What the way and the gate take.
        takes: i64,
        /// What there is.
        has: i64,
    },
    /// The customer cannot be visited then.
    Closed,
    /// It lies outside the working hours.
    OverHours,
    /// After it one is not back before the working hours end, by so many seconds.
    LateBack(i64),
    /// No time is left for lunch.
    NoLunch,
    /// The day is not worked.
    DayOff(DayOff),
}

/// A visit on one of the days.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The visit.
    pub visit: Trace,
    /// When it begins.
    pub starts: Instant,
    /// When it ends.
    pub ends: Instant,
    /// Whether it is a fixed appointment.
    pub is_locked: bool,
    /// Whether its time is fixed, or agreed with the customer.
    pub is_settled: bool,
    /// Where; `None` where nobody knows.
    pub place: Option<Point>,
    terms: cadence::Terms,
}

impl Planned {
    /// Whether it can still find another time.
    pub fn is_open(&self) -> bool {
        self.visit.status == Status::Planned && self.visit.arrived.is_none()
    }

    /// Whether it takes time of the day: called off or put off it does not.
    pub fn stands(&self) -> bool {
        matches!(self.visit.status, Status::Planned | Status::UnderWay | Status::Done)
    }
}

/// Days of a person with their visits, judged without the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Days {
    zone: Zone,
    worked: Vec<(Day, Workday)>,
    visits: Vec<Planned>,
    roads: Roads,
    /// Where the person is on a day that has begun.
    here: Option<(Day, Point)>,
}

impl Days {
    /// From one day to another.
    pub fn of(book: &Book, (zone, calendar): (&Zone, &Calendar), person: Id, (from, to): (Day, Day)) -> Self {
        let person = book.resolve(person);
        let diary = Diary::of(book);
        let visits = diary.between(person, zone.start_of(from), zone.start_of(to.plus(1)));
        let mut visits: Vec<Planned> = visits.iter().filter_map(|visit| planned(book, visit)).collect();
        sort(&mut visits);
        let days = (from.0..=to.0).map(|day| (Day(day), workday(book, calendar, person, Day(day))));
        let roads = roads(book, zone, &diary, person);
        Self { zone: zone.clone(), worked: days.collect(), visits, roads, here: None }
    }

    /// The days with their hours.
    pub fn days(&self) -> &[(Day, Workday)] {
        &self.worked
    }

    /// The visits of a day, in the order of time.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Planned> {
        self.visits.iter().filter(move |planned| self.zone.day_of(planned.starts) == day)
    }

    /// One of the visits.
    pub fn visit(&self, id: Id) -> Option<&Planned> {
        self.visits.iter().find(|planned| planned.visit.id == id)
    }

    /// The same with a visit at another time; also with one from another day.
    #[must_use]
    pub fn with(&self, moved: &Planned, starts: Instant) -> Self {
        let mut days = self.clone();
        let ends = Instant(starts.0 + moved.ends.0 - moved.starts.0);
        days.visits.retain(|planned| planned.visit.id != moved.visit.id);
        days.visits.push(Planned { starts, ends, ..moved.clone() });
        sort(&mut days.visits);
        days
    }

    /// When a visit may begin that comes behind so many others of a day.
    pub fn behind(&self, day: Day, count: usize, moved: &Planned) -> Instant {
        let minute = |at: Instant| u16::try_from(self.zone.minute_of(at)).unwrap_or(0);
        let others = self.on(day).filter(|planned| planned.visit.id != moved.visit.id);
        let taken: Vec<(u16, u16)> =
            others.take(count).map(|planned| (minute(planned.starts), minute(planned.ends))).collect();
        let length = u16::try_from((moved.ends.0 - moved.starts.0) / MINUTE).unwrap_or(0);
        let none = Workday { off: None, hours: Vec::new(), lunch: None, start: None, end: None, trip: None };
        let worked = self.worked.iter().find(|(one, _)| *one == day).map_or(&none, |(_, worked)| worked);
        self.zone.at(day, slot::next(&taken, worked, length).0.into())
    }

    /// From how many minutes after an hour of a day on a span lies, and for how many.
    pub fn minutes(&self, day: Day, first: u16, (starts, ends): (Instant, Instant)) -> (u32, u32) {
        let from = (self.second_after(day, starts) / 60 - i64::from(first) * 60).max(0);
        (u32::try_from(from).unwrap_or(0), u32::try_from((ends.0 - starts.0) / MINUTE).unwrap_or(0))
    }

    /// Of each visit of a day side by side with others at the same time: the lane it has, and how many there are.
    pub fn lanes(&self, day: Day) -> Vec<(Id, usize, usize)> {
        let mut lanes: Vec<(Id, usize, usize)> = Vec::new();
        // Those that touch one another, with when each lane is free again.
        let (mut group, mut free): (usize, Vec<Instant>) = (0, Vec::new());
        for planned in self.on(day) {
            if free.iter().all(|free| *free <= planned.starts) {
                (group, free) = (lanes.len(), Vec::new());
            }
            let lane = free.iter().position(|free| *free <= planned.starts).unwrap_or_else(|| {
                free.push(planned.ends);
                free.len() - 1
            });
            free[lane] = planned.ends;
            lanes.push((planned.visit.id, lane, 1));
            lanes[group..].iter_mut().for_each(|one| one.2 = free.len());
        }
        lanes
    }

    /// The hours of the clock between which all visits and working hours of these days lie.
    pub fn hours(&self) -> (u16, u16) {
        let worked = self.worked.iter().flat_map(|(_, worked)| worked.hours.iter().copied());
        let visits = self.visits.iter().map(|planned| {
            let from = u16::try_from(self.second(planned.starts) / 60).unwrap_or(0);
            let length = u16::try_from((planned.ends.0 - planned.starts.0) / MINUTE).unwrap_or(0);
            (from, from.saturating_add(length).min(24 * 60))
        });
        let (from, to) = worked.chain(visits).fold((9 * 60, 17 * 60), |all, one| (all.0.min(one.0), all.1.max(one.1)));
        (from / 60, to.div_ceil(60).min(24))
    }

    /// What is wrong with the visits of a day that are still to be made, in the order of time.
    pub fn amiss(&self, day: Day) -> Vec<(Id, Amiss)> {
        let Some((_, worked)) = self.worked.iter().find(|(one, _)| *one == day) else { return Vec::new() };
        let visits: Vec<&Planned> = self.on(day).filter(|planned| planned.stands() && !planned.visit.inbound).collect();
        let mut found: Vec<(Id, Amiss)> = Vec::new();
        let Some(last) = visits.last() else { return found };
        let (problem, plan) = self.laid(day, worked, &visits);
        let objections = route::check(&problem, &plan).err().unwrap_or_default();
        for (number, planned) in visits.iter().enumerate() {
            if !planned.is_open() {
                continue;
            }
            let mut say = |amiss: Amiss| found.push((planned.visit.id, amiss));
            let hours = worked.hours.first().zip(worked.hours.last());
            let (starts, ends) = (self.second(planned.starts), self.second_after(day, planned.ends));
            match (&worked.off, hours) {
                (Some(off), _) => say(Amiss::DayOff(off.clone())),
                (None, Some((first, last))) if starts < minutes(first.0) || ends > minutes(last.1) => {
                    say(Amiss::OverHours);
                }
                _ => {}
            }
            if objections.contains(&Objection::OutsideWindows(number)) {
                say(Amiss::Closed);
            }
            let before = number.checked_sub(1).map(|before| visits[before]);
            let met = visits[..number].iter().rfind(|other| other.ends > planned.starts);
            if let Some(met) = met {
                say(Amiss::Overlap(met.visit.id));
            } else if objections.contains(&Objection::TooFast(number)) {
                let (call, place) = (plan.drives[0].calls[number], problem.stops[number].place);
                let from = before.map_or(problem.shifts[0].from, |_| problem.stops[number - 1].place);
                let takes = way(&problem.legs, (from, place), call.leaves) + planned.terms.gate;
                say(Amiss::TooFar { from: before.map(|before| before.visit.id), takes, has: starts - call.leaves });
            }
        }
        let is_back = !objections.contains(&Objection::ReturnsTooLate(0));
        let is_over = found.iter().any(|(id, amiss)| *id == last.visit.id && *amiss == Amiss::OverHours);
        if last.is_open() && worked.off.is_none() && !is_back && !is_over {
            let (shift, leaves) = (&problem.shifts[0], plan.drives[0].leaves);
            let late = leaves + way(&problem.legs, (visits.len() - 1, shift.to), leaves) - shift.closes;
            found.push((last.visit.id, Amiss::LateBack(late.max(60))));
        }
        if let Some(at) = self.unfed(day, worked, &visits) {
            found.push((at, Amiss::NoLunch));
        }
        found
    }

    /// A day as the checker knows days: what is planned, and the hours that bind.
    fn laid(&self, day: Day, worked: &Workday, visits: &[&Planned]) -> (Problem, Plan) {
        let (start, end) = self.ends(day, worked);
        let points: Vec<Option<Point>> = visits.iter().map(|planned| planned.place).chain([start, end]).collect();
        let shift = Shift { lunch: None, ..hours::shift(worked, (0, visits.len(), visits.len() + 1), &[]) };
        // Where the day has no hours, no time is outside them.
        let is_worked = !worked.hours.is_empty();
        let shift = if is_worked { shift } else { Shift { opens: 0, closes: hours::ANY, ..shift } };
        let mut problem = Problem { legs: self.legs(&points), days: 1, stops: Vec::new(), shifts: vec![shift] };
        let (mut calls, mut free): (Vec<Call>, i64) = (Vec::new(), shift.opens);
        for (number, planned) in visits.iter().enumerate() {
            let (starts, ends) = (self.second(planned.starts), self.second_after(day, planned.ends));
            // Gate and parking come before the first visit, too, but they are no reason to leave before the hours begin.
            let gate = planned.terms.gate.min((starts - free).max(0));
            let (at, service) = (starts - gate, ends - starts + gate);
            let open =
                if planned.terms.windows.is_empty() { vec![(0, 24 * 60)] } else { of_day(&planned.terms.windows, day) };
            let window = |(from, to): &(u16, u16)| {
                let (opens, closes) = (minutes(*from) - gate, minutes(*to) - (ends - starts) - gate);
                (opens <= closes).then_some(route::Window { opens, closes })
            };
            problem.stops.push(Stop {
                place: number,
                service,
                load: 0,
                windows: vec![open.iter().filter_map(window).collect()],
                release: 0,
                patterns: vec![vec![0]],
                locked: Vec::new(),
                price: 0,
                person: None,
            });
            let leaves = free.min(at);
            calls.push(Call { stop: number, leaves, arrives: at, start: at, end: at + service });
            free = ends.max(free);
        }
        let returns = shift.closes.max(free);
        let drive = Drive { shift: 0, calls, leaves: free, returns, lunch: None };
        (problem, Plan { drives: vec![drive], unplaced: Vec::new(), cost: 0 })
    }

    /// Where a day begins and ends.
    fn ends(&self, day: Day, worked: &Workday) -> (Option<Point>, Option<Point>) {
        let start = worked.start.map(crate::model::Place::point);
        let end = worked.end.map(crate::model::Place::point).or(start);
        let here = self.here.filter(|(on, _)| *on == day).map(|(_, point)| point);
        (here.or(start), end)
    }

    /// Ways between places; to and from those that nobody knows they take no time.
    fn legs(&self, points: &[Option<Point>]) -> Legs {
        let anywhere = points.iter().flatten().next().copied();
        let Some(anywhere) = anywhere else { return self.roads.table(points.len(), Vec::new(), &[]) };
        let known: Vec<Known> =
            points.iter().map(|point| Known { point: point.unwrap_or(anywhere), area: 0 }).collect();
        let mut legs = self.roads.legs(&known, &[]);
        for from in 0..points.len() {
            for to in 0..points.len() {
                if points[from].is_none() || points[to].is_none() {
                    legs.time[from * points.len() + to] = 0;
                }
            }
        }
        legs
    }

    /// The visit behind which there should have been lunch.
    fn unfed(&self, day: Day, worked: &Workday, visits: &[&Planned]) -> Option<Id> {
        let ((from, to), lasts) = worked.lunch?;
        let (from, to) = (minutes(from), minutes(to));
        let spans: Vec<(i64, i64, &Planned)> = visits
            .iter()
            .map(|planned| (self.second(planned.starts), self.second_after(day, planned.ends), *planned))
            .collect();
        let (first, last) = (spans.first()?.0, spans.iter().map(|(_, ends, _)| *ends).max()?);
        // Who begins after it or has done before it eats apart.
        if first >= to - lasts || last <= from + lasts {
            return None;
        }
        let mut free = from;
        for (starts, ends, _) in &spans {
            if starts - free >= lasts {
                return None;
            }
            free = free.max(*ends);
        }
        let within = spans.iter().rfind(|(starts, ends, planned)| *starts < to && *ends > from && planned.is_open());
        (to - free < lasts).then(|| within.map(|(.., planned)| planned.visit.id)).flatten()
    }

    fn second(&self, at: Instant) -> i64 {
        hours::second_of(&self.zone, at)
    }

    /// Seconds after midnight of a day, beyond its end where it is later.
    fn second_after(&self, day: Day, at: Instant) -> i64 {
        self.second(at) + i64::from(self.zone.day_of(at).0 - day.0) * 24 * 3_600
    }
}

/// The quarter of an hour that a minute of the day is nearest to.
pub fn snapped(minute: f64) -> u16 {
    let quarters = (minute / f64::from(QUARTER)).round().clamp(0.0, f64::from(24 * 60 / QUARTER - 1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a quarter of a day")]
    let quarters = quarters as u16;
    quarters * QUARTER
}

/// What a way takes that begins at a time of the day; what was set holds at any hour.
fn way(legs: &Legs, (from, to): (usize, usize), leaves: i64) -> i64 {
    let cell = from * legs.places + to;
    let way = legs.time[cell];
    if legs.fixed.get(cell) == Some(&true) {
        return way;
    }
    let pace = legs.speeds.as_ref().and_then(|speeds| {
        let hour = usize::try_from(leaves.max(0) / speeds.hour).ok()?;
        speeds.thousandths.get(hour).or(speeds.thousandths.last()).copied()
    });
    pace.filter(|pace| *pace > 0).map_or(way, |pace| way * 1_000 / pace)
}

fn minutes(minute: u16) -> i64 {
    i64::from(minute) * 60
}

fn planned(book: &Book, visit: &Trace) -> Option<Planned> {
    let record = book.get::<Visit>(visit.id.into())?;
    let starts = visit.starts.or(visit.arrived)?;
    let terms = visit.account.and_then(|account| cadence::terms(book, account, visit.site)).unwrap_or(cadence::Terms {
        class: None,
        pace: None,
        stay: cadence::STAY,
        gate: cadence::GATE,
        windows: Vec::new(),
    });
    let ends = record.ends.filter(|ends| *ends > starts);
    Some(Planned {
        visit: *visit,
        starts,
        ends: ends.unwrap_or(Instant(starts.0 + terms.stay * 1_000)),
        is_locked: record.locked.as_deref() == Some("yes"),
        is_settled: record.locked.as_deref() == Some("yes") || record.confirmation.as_deref() == Some("confirmed"),
        place: whereabouts(book, visit.account, visit.site),
        terms,
    })
}

fn sort(visits: &mut Vec<Planned>) {
    crate::model::order::by_key(visits, |planned| (planned.starts, planned.visit.id));
}

//! A plan as people read it: days with their stops in order, each with its times and why it is there;
//! and who found no day, and why.

use super::brief::{Brief, Entry};
use super::hours::moment;
use super::job::{Out, Weeks};
use crate::model::place::Point;
use crate::model::{Day, Id, Instant, Zone};
use crate::visits::cadence::Unit;
use crate::visits::route::{Call, Drive};
use crate::visits::wanted::{Reason, WhyNot};

/// How near the next stop has to be to be a reason, in metres.
const NEAR: f64 = 1_500.0;

/// A stop of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct AgendaStop {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// The visit in the book that this is; none where it is new.
    pub visit: Option<Id>,
    /// Whether it stays where it was.
    pub settled: bool,
    /// When the way there begins.
    pub leaves: Instant,
    /// When one is there, at the gate.
    pub arrives: Instant,
    /// When the visit begins.
    pub starts: Instant,
    /// When it ends.
    pub ends: Instant,
    /// Where; `None` where that is not known, and the way there is by area.
    pub place: Option<Point>,
    /// Why it is there.
    pub reasons: Vec<Reason>,
}

/// A day of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct AgendaDay {
    /// Which.
    pub day: Day,
    /// The stops in order; never none.
    pub stops: Vec<AgendaStop>,
    /// When lunch begins.
    pub lunch: Option<Instant>,
    /// When the way home begins.
    pub leaves: Instant,
    /// When it ends.
    pub returns: Instant,
    /// Seconds on the road.
    pub road: i64,
}

/// Somebody without a day.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Why there is no day.
    pub why: WhyNot,
}

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda {
    /// Whose.
    pub person: Id,
    /// The days on which somebody is visited, ascending.
    pub days: Vec<AgendaDay>,
    /// Who is not visited, by name.
    pub left_out: Vec<LeftOut>,
    /// Visits in the book that the plan has no more place for.
    pub freed: Vec<Id>,
    /// By how many thousandths all gaps are longer than the cadences ask for, because there is more to do than
    /// there is time; nothing where they are kept.
    pub stretched: Option<i32>,
}

/// What a plan amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Days on which somebody is visited.
    pub days: usize,
    /// Visits, appointments among them.
    pub visits: usize,
    /// Seconds with customers.
    pub with_customers: i64,
    /// Seconds on the road.
    pub road: i64,
    /// Customers that are due and find no day.
    pub left_out: usize,
}

impl Agenda {
    /// What it amounts to.
    pub fn sums(&self) -> Sums {
        let stops = || self.days.iter().flat_map(|day| &day.stops);
        let is_hindered = |out: &&LeftOut| !matches!(out.why, WhyNot::Early(_) | WhyNot::Scheduled(_));
        Sums {
            days: self.days.len(),
            visits: stops().count(),
            with_customers: stops().map(|stop| (stop.ends.0 - stop.starts.0) / 1_000).sum(),
            road: self.days.iter().map(|day| day.road).sum(),
            left_out: self.left_out.iter().filter(is_hindered).count(),
        }
    }
}

impl Brief {
    /// What a plan says.
    pub fn agenda(&self, zone: &Zone, weeks: &Weeks) -> Agenda {
        let mut visits: Vec<std::vec::IntoIter<Id>> =
            self.entries.iter().map(|entry| entry.visits.clone().into_iter()).collect();
        let drives = weeks.plan.drives.iter().filter(|drive| drive.shift < self.days.len());
        let days: Vec<AgendaDay> = drives.map(|drive| self.day(zone, drive, &mut visits)).collect();
        let out = weeks.out.iter().filter_map(|(number, out)| {
            let entry = self.entries.get(*number)?;
            let why = match (out, entry.due) {
                (Out::NotDue, Some(day)) => WhyNot::Early(day),
                (Out::NotDue | Out::NoDays, _) => WhyNot::NoDays,
                (Out::Hindered(hindrance), _) => WhyNot::Hindered(*hindrance),
            };
            // Whoever has an appointment in these days is visited.
            let why = entry.scheduled.filter(|_| *out == Out::NotDue).map_or(why, WhyNot::Scheduled);
            Some(LeftOut { unit: entry.unit, name: entry.name.clone(), why })
        });
        let others = self.others.iter().cloned().map(|(unit, name, why)| LeftOut { unit, name, why });
        let mut left_out: Vec<LeftOut> = out.chain(others).collect();
        crate::model::order::by_key(&mut left_out, |out| (out.name.clone(), out.unit));
        let stretched = Some(weeks.stretched).filter(|stretched| *stretched > 1_000);
        Agenda { person: self.person, days, left_out, freed: visits.into_iter().flatten().collect(), stretched }
    }

    fn day(&self, zone: &Zone, drive: &Drive, visits: &mut [std::vec::IntoIter<Id>]) -> AgendaDay {
        let day = self.days[drive.shift];
        let at = |second: i64| moment(zone, day, second);
        let mut stops = Vec::new();
        for (number, call) in drive.calls.iter().enumerate() {
            let Some(entry) = self.entries.get(call.stop) else { continue };
            let next = drive.calls.get(number + 1).and_then(|next| self.entries.get(next.stop));
            let visit = entry.settled.or_else(|| visits.get_mut(call.stop)?.next());
            stops.push(stop(entry, next, call, visit, &at));
        }
        let ways = drive.calls.iter().map(|call| call.arrives - call.leaves);
        AgendaDay {
            day,
            stops,
            lunch: drive.lunch.map(at),
            leaves: at(drive.leaves),
            returns: at(drive.returns),
            road: ways.sum::<i64>() + drive.returns - drive.leaves,
        }
    }
}

fn stop(
    entry: &Entry,
    next: Option<&Entry>,
    call: &Call,
    visit: Option<Id>,
    at: &dyn Fn(i64) -> Instant,
) -> AgendaStop {
    let metres = entry.place.zip(next.and_then(|next| next.place)).map(|(here, there)| here.metres(there));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres that are near")]
    let near = metres.filter(|metres| *metres <= NEAR).map(|metres| Reason::Near(metres.round() as u32));
    AgendaStop {
        unit: entry.unit,
        name: entry.name.clone(),
        visit,
        settled: entry.settled.is_some(),
        leaves: at(call.leaves),
        arrives: at(call.arrives),
        starts: at(call.start + entry.gate),
        ends: at(call.end),
        place: entry.place,
        reasons: entry.reasons.iter().cloned().chain(near).collect(),
    }
}

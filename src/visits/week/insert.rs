//! One more visit between those of a day: what comes behind it moves on as far as it may, and nothing becomes wrong
//! that was not wrong before.

use super::{Days, Planned, minutes, way};
use crate::model::place::Point;
use crate::model::{Day, Id, Instant};
use crate::visits::cadence::Terms;
use crate::visits::planner::{Here, hours};
use crate::visits::trace::{Status, Trace};
use crate::visits::travel::Known;
use crate::visits::workday::of_day;

/// Visits begin at whole steps of five minutes.
const STEP: i64 = 5 * 60;

/// What a visit is called that is in no book yet.
const NEW: Id = Id(0);

/// Where one more visit finds its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::visits) struct Inserted {
    /// Behind which visit; none: before all of them.
    pub(in crate::visits) behind: Option<Id>,
    /// Before which; none: behind all of them.
    pub(in crate::visits) before: Option<Id>,
    /// When it begins and ends.
    pub(in crate::visits) times: (Instant, Instant),
    /// Visits that begin later for it, with when.
    pub(in crate::visits) moved: Vec<(Id, Instant)>,
}

impl Days {
    /// What is left of a day from a moment on, where the person is: visits that are still to be made, and the hours
    /// that are still to come.
    pub(in crate::visits) fn left(mut self, here: Here) -> Self {
        let today = self.zone.day_of(here.at);
        self.visits.retain(|planned| planned.is_open() && !planned.visit.inbound);
        let now = u16::try_from(self.zone.minute_of(here.at)).unwrap_or(0);
        if let Some((_, worked)) = self.worked.iter_mut().find(|(day, _)| *day == today) {
            worked.hours.retain(|(_, until)| *until > now);
            if let Some((from, _)) = worked.hours.first_mut() {
                *from = now.max(*from);
            }
        }
        self.here = here.place.map(|place| (today, place));
        self
    }

    /// The places of a day in the order of time, with where it begins and ends.
    pub(in crate::visits) fn line(&self, day: Day) -> Vec<Option<Point>> {
        let worked = self.worked.iter().find(|(one, _)| *one == day);
        let (from, to) = worked.map_or((None, None), |(_, worked)| self.ends(day, worked));
        [from].into_iter().chain(self.on(day).map(|planned| planned.place)).chain([to]).collect()
    }

    /// Seconds of a way that begins at a moment.
    pub(in crate::visits) fn seconds(&self, from: Point, to: Point, at: Instant) -> i64 {
        let legs = self.roads.legs(&[from, to].map(|point| Known { point, area: 0 }), &[]);
        way(&legs, (0, 1), self.second(at))
    }

    /// A visit more, before the visit of a day that has this number, or behind all of them; `None` where it does not
    /// fit: the customer is not open, an appointment would be missed, or the day would become too long.
    pub(in crate::visits) fn insert(
        &self,
        day: Day,
        position: usize,
        (place, terms): (Point, &Terms),
    ) -> Option<Inserted> {
        let (_, worked) = self.worked.iter().find(|(one, _)| *one == day)?;
        // Where it leaves no time for lunch, it waits until lunch was had.
        let lunch = worked.lunch.map(|(_, lasts)| lasts);
        [Some(0), lunch].into_iter().flatten().find_map(|pause| self.inserted(day, (position, pause), (place, terms)))
    }

    /// The same after a pause.
    fn inserted(&self, day: Day, (position, pause): (usize, i64), (place, terms): (Point, &Terms)) -> Option<Inserted> {
        let (_, worked) = self.worked.iter().find(|(one, _)| *one == day)?;
        let last = worked.hours.last().filter(|_| worked.off.is_none())?.1;
        let visits: Vec<Planned> = self.on(day).cloned().collect();
        let opens = self.instant(day, minutes(worked.hours.first()?.0));
        let new = stop(place, terms, opens);
        let (before, after) = visits.split_at_checked(position)?;
        let with = [before, &[new], after].concat();
        let (base, with) = (self.kept(day, &visits, 0), self.kept(day, &with, pause));
        let (new, behind) = (&with[position], &with[position + 1..]);
        if self.second(new.starts) + terms.stay > minutes(last) {
            return None;
        }
        let known = self.holding(base.clone()).amiss(day);
        let is_new = |one: &(Id, super::Amiss)| !known.contains(one);
        if self.holding(with.clone()).amiss(day).iter().any(is_new) {
            return None;
        }
        // What is wrong already does not become worse.
        let is_wrong = |planned: &Planned| known.iter().any(|(id, _)| *id == planned.visit.id);
        if base[position..].iter().zip(behind).any(|(base, with)| is_wrong(base) && base.starts != with.starts) {
            return None;
        }
        let moved = after.iter().zip(behind).filter(|(was, is)| was.starts != is.starts);
        Some(Inserted {
            behind: before.last().map(|planned| planned.visit.id),
            before: after.first().map(|planned| planned.visit.id),
            times: (new.starts, new.ends),
            moved: moved.map(|(_, is)| (is.visit.id, is.starts)).collect(),
        })
    }

    /// The same days with other visits.
    fn holding(&self, visits: Vec<Planned>) -> Self {
        Self { visits, ..self.clone() }
    }

    /// Visits of a day, in this order, as they can be kept: each begins when it is to begin, or once one is there.
    /// What is settled stays where it is; before a new one there is a pause.
    fn kept(&self, day: Day, visits: &[Planned], pause: i64) -> Vec<Planned> {
        let Some((_, worked)) = self.worked.iter().find(|(one, _)| *one == day) else { return visits.to_vec() };
        let mut free = worked.hours.first().map_or(0, |(from, _)| minutes(*from));
        let mut at = self.ends(day, worked).0;
        let mut kept = Vec::new();
        for planned in visits {
            let length = planned.ends.0 - planned.starts.0;
            let ways = at.zip(planned.place).map(|(from, to)| self.seconds(from, to, self.instant(day, free)));
            let pause = if planned.visit.id == NEW { pause } else { 0 };
            let ready = free + pause + ways.unwrap_or(0) + planned.terms.gate;
            let starts = self.second_after(day, planned.starts);
            let is_kept = planned.is_settled || (ready <= starts && planned.visit.id != NEW);
            let starts = if is_kept {
                starts
            } else {
                opening(planned, day, ready.div_euclid(STEP) * STEP + if ready.rem_euclid(STEP) > 0 { STEP } else { 0 })
            };
            let begins = self.instant(day, starts);
            free = free.max(starts + length / 1_000);
            at = planned.place.or(at);
            kept.push(Planned { starts: begins, ends: Instant(begins.0 + length), ..planned.clone() });
        }
        kept
    }

    fn instant(&self, day: Day, second: i64) -> Instant {
        hours::moment(&self.zone, day, second)
    }
}

/// The first second from one on at which a visit may begin; that one where the day has no such second.
fn opening(planned: &Planned, day: Day, from: i64) -> i64 {
    let length = (planned.ends.0 - planned.starts.0) / 1_000;
    let open = of_day(&planned.terms.windows, day);
    let fits = |(opens, closes): &(u16, u16)| {
        let begin = from.max(minutes(*opens));
        (begin + length <= minutes(*closes)).then_some(begin)
    };
    open.iter().find_map(fits).unwrap_or(from)
}

/// A visit that is in no book yet.
fn stop(place: Point, terms: &Terms, from: Instant) -> Planned {
    Planned {
        visit: Trace {
            id: NEW,
            account: None,
            site: None,
            owner: None,
            joined_by: None,
            starts: Some(from),
            arrived: None,
            left: None,
            status: Status::Planned,
            nobody: false,
            unplanned: false,
            inbound: false,
        },
        starts: from,
        ends: Instant(from.0 + terms.stay * 1_000),
        is_locked: false,
        is_settled: false,
        place: Some(place),
        terms: terms.clone(),
    }
}

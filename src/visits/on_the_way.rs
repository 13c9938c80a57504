//! Who lies on the way: customers that are due, or worth a call, between two stops that are still to be made. Each is
//! tried at every place of the line; what comes after it moves on as far as it may, appointments never do, and the
//! independent checker has to find nothing wrong that was not wrong before.

use super::cadence::Unit;
use super::cycle::{Cycle, Due, cycles};
use super::life::whereabouts;
use super::planner::new_visit;
use super::planner::{Here, price};
use super::today::is_open;
use super::trace::{self, Diary, Status};
use super::wanted::{Open, Reason, by_cadence};
use super::week::{Days, Inserted};
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::place::Point;
use crate::model::records::Visit;
use crate::model::{Calendar, Day, Id, Instant, Record, Value, Zone};

/// Seconds of a minute.
const MINUTE: i64 = 60;

/// How much longer a day's way may become for one customer, in seconds, where nobody says otherwise: twenty minutes.
pub const DETOUR: i64 = 20 * MINUTE;

/// What is asked: whose day, where they are, how much longer the way may become, how many are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whose day.
    pub person: Id,
    /// From when and where on.
    pub here: Here,
    /// The most seconds that the way becomes longer.
    pub detour: i64,
    /// How many at the most.
    pub count: usize,
}

/// Somebody who lies on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct OnTheWay {
    /// Who, and how it stands with them.
    pub cycle: Cycle,
    /// Behind which visit that is still to be made; none: before all of them.
    pub behind: Option<Id>,
    /// Before which; none: on the way back.
    pub before: Option<Id>,
    /// Seconds on the road that it costs.
    pub detour: i64,
    /// When the visit begins and ends.
    pub times: (Instant, Instant),
    /// Visits that move on for it, with when they begin then.
    pub moved: Vec<(Id, Instant)>,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl OnTheWay {
    /// Who.
    pub fn unit(&self) -> Unit {
        self.cycle.of.unit
    }
}

/// A place of the line that somebody could be visited in.
struct Gap {
    from: Point,
    /// None where the day ends wherever one is.
    to: Option<Point>,
    /// Seconds of the way between the two.
    way: i64,
}

/// Who lies on the way, the most worth first: what the visit is worth on the road less what it costs there.
pub fn on_the_way(book: &Book, (zone, calendar): (&Zone, &Calendar), ask: &Ask) -> Vec<OnTheWay> {
    let person = book.resolve(ask.person);
    let today = zone.day_of(ask.here.at);
    let days = Days::of(book, (zone, calendar), person, (today, today)).left(ask.here);
    let line: Vec<Option<Point>> = days.line(today);
    let seconds = |from: Point, to: Point| days.seconds(from, to, ask.here.at);
    let gap = |(number, pair): (usize, &[Option<Point>])| {
        let (from, to) = (pair[0]?, pair[1]);
        let is_last = number + 2 == line.len();
        (to.is_some() || is_last).then(|| Gap { from, to, way: to.map_or(0, |to| seconds(from, to)) })
    };
    let gaps: Vec<Option<Gap>> = line.windows(2).enumerate().map(gap).collect();
    let open = Open::of(book);
    let mut tried = Vec::new();
    for cycle in worth_a_call(book, zone, today, person, &open) {
        let unit = cycle.of.unit;
        let Some(place) = whereabouts(book, Some(unit.account), unit.site) else { continue };
        let reasons = reasons(&cycle, today, &open);
        let worth = price(&reasons);
        for (position, gap) in gaps.iter().enumerate() {
            let Some(gap) = gap else { continue };
            let on = gap.to.map_or(0, |to| seconds(place, to));
            let detour = (seconds(gap.from, place) + on - gap.way).max(0);
            if detour <= ask.detour {
                tried.push((worth - detour, position, detour, place, cycle.clone(), reasons.clone()));
            }
        }
    }
    crate::model::order::by_key(&mut tried, |(worth, position, .., cycle, _)| (-worth, cycle.of.unit, *position));
    let mut found: Vec<OnTheWay> = Vec::new();
    for (_, position, detour, place, cycle, reasons) in tried {
        if found.len() >= ask.count {
            break;
        }
        if found.iter().any(|one| one.unit() == cycle.of.unit) {
            continue;
        }
        let Some(Inserted { behind, before, times, moved }) = days.insert(today, position, (place, &cycle.of.terms))
        else {
            continue;
        };
        found.push(OnTheWay { cycle, behind, before, detour, times, moved, reasons });
    }
    found
}

/// Why somebody is worth a call; whom one need not see yet is not due by any day.
fn reasons(cycle: &Cycle, today: Day, open: &Open) -> Vec<Reason> {
    let is_early = matches!(cycle.due, Due::From(_));
    let by = by_cadence(cycle, today).into_iter().filter(|reason| !is_early || !matches!(reason, Reason::By(_)));
    by.chain(open.reasons(cycle.of.unit.account)).collect()
}

/// The person's customers that are due, or have a complaint open, and have no visit on the day.
fn worth_a_call(book: &Book, zone: &Zone, today: Day, person: Id, open: &Open) -> Vec<Cycle> {
    let visits = Diary::of(book).between(person, zone.start_of(today), zone.start_of(today.plus(1)));
    let complains =
        |cycle: &Cycle| open.reasons(cycle.of.unit.account).any(|reason| matches!(reason, Reason::Complaint(_)));
    let is_worth = |cycle: &Cycle| {
        // Whom one need not see yet is seen for a complaint.
        let due = if complains(cycle) { Due::Never } else { cycle.due };
        is_open(&Cycle { due, ..cycle.clone() }, today, person, &visits)
    };
    cycles(book, zone, today).into_iter().filter(is_worth).collect()
}

/// Puts somebody who lies on the way on the plan; what comes after moves on in the same act.
#[derive(Clone, Debug)]
pub struct CallOnTheWay {
    /// The id of the visit.
    pub id: Id,
    /// Whose.
    pub person: Id,
    /// Who, when, and what moves on.
    pub stop: OnTheWay,
}

impl Command for CallOnTheWay {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let of = Visit::COLLECTION.key;
        let values = new_visit(self.stop.unit(), book.resolve(self.person), self.stop.times, &self.stop.reasons);
        book.permit_new(&context.actor, of, &values)?;
        let day = context.zone.day_of(self.stop.times.0).to_string();
        let label = Label::new("did-visit-plan").with("account", self.stop.cycle.of.name.clone()).with("day", day);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.create(of, self.id, &values, &[])?;
        for (id, starts) in &self.stop.moved {
            // What has begun, or is gone, since the way was reckoned is left alone.
            let Some(known) = trace::one(book, *id).filter(|visit| visit.status == Status::Planned) else { continue };
            book.permit(&context.actor, Verb::Change, of, book.of::<Visit>().row(known.id))?;
            let visit = book.get::<Visit>(known.id.into());
            let length = visit.and_then(|visit| Some(visit.ends?.0 - visit.starts?.0)).filter(|length| *length > 0);
            edit.set(of, known.id, (Visit::STARTS, Some(Value::Instant(*starts))), None)?;
            let ends = length.map(|length| Value::Instant(Instant(starts.0.saturating_add(length))));
            if ends.is_some() {
                edit.set(of, known.id, (Visit::ENDS, ends), None)?;
            }
        }
        edit.finish()
    }
}

//! Trips that pay: customers who are due, near one another and so far from where the days begin that spending a night
//! there saves more driving than it is worth to be at home.
//!
//! The reckoning, with `w` seconds of way there, `t` seconds a visit with gate and the way to the next, `c` seconds of
//! work a day: day by day there is room for `c - 2w` of visits on each; a trip of `d` days has room for `dc - 2w`
//! altogether. What is driven less is `2w` for each day that is no longer driven to and from.

use super::cadence::Unit;
use super::planner::{price, roads};
use super::trace::{Diary, Status, Trace};
use super::travel::{Known, Roads};
use super::wanted::{Wanted, wanted};
use super::workday::{Workday, workday};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::place::Point;
use crate::model::records::{Account, Person, Site, Trip};
use crate::model::{Calendar, Datum, Day, Id, Place, Record, Value, Zone};
use crate::query::title;

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// When a night away pays, in seconds on the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// From how far on, one way, a trip is thought of.
    pub far: i64,
    /// How far customers of one trip lie from its middle at the most.
    pub around: i64,
    /// How much driving a night has to save.
    pub night: i64,
    /// How many days a trip has at the most.
    pub most: i32,
}

/// An hour and more there; half an hour around; a night for two hours of driving; no longer than a working week.
pub const USUAL: Policy = Policy { far: HOUR, around: HOUR / 2, night: 2 * HOUR, most: 5 };

/// A trip that would pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// The area that most of them lie in, else the customer in the middle: what the trip is called by.
    pub around: String,
    /// That area.
    pub area: Option<Id>,
    /// Where the night could be spent: at the customer in the middle.
    pub place: Point,
    /// First and last day.
    pub days: (Day, Day),
    /// Who would be visited, the most urgent first.
    pub units: Vec<Unit>,
    /// Seconds of the way there.
    pub way: i64,
    /// Seconds that are driven less than day by day; none where one cannot be there and back in a day at all.
    pub saved: Option<i64>,
}

/// Somebody far away.
struct Far<'a> {
    wanted: &'a Wanted,
    point: Point,
    way: i64,
}

/// The days of a span, and which of them are taken.
type Days<'a> = (&'a [(Day, Workday)], &'a dyn Fn(Day) -> bool);

/// Trips that would pay for a person in a span of days, the one that saves the most first.
pub fn ideas(
    book: &Book,
    (zone, calendar): (&Zone, &Calendar),
    person: Id,
    today: Day,
    span: (Day, Day),
    policy: &Policy,
) -> Vec<Idea> {
    let person = book.resolve(person);
    let diary = Diary::of(book);
    let roads = roads(book, zone, &diary, person);
    let home = book.get::<Person>(person.into()).and_then(|person| person.start_place).map(Place::point);
    let Some(home) = home else { return Vec::new() };
    let worked: Vec<(Day, Workday)> =
        (span.0.0..=span.1.0).map(|day| (Day(day), workday(book, calendar, person, Day(day)))).collect();
    let (all, _) = wanted(book, (zone, calendar), person, today, span);
    let far = |wanted: &'_ Wanted| {
        let point = wanted.place?;
        let way = seconds(&roads, home, point);
        (way >= policy.far).then_some((point, way))
    };
    let mut left: Vec<Far<'_>> =
        all.iter().filter_map(|wanted| far(wanted).map(|(point, way)| Far { wanted, point, way })).collect();
    // Around whom most is to be done a trip is thought of first.
    crate::model::order::by_key(&mut left, |far| (-price(&far.wanted.reasons), far.wanted.of.unit));
    let taken = |day: Day| busy(zone, diary.person(person), day);
    let mut ideas = Vec::new();
    while let Some(seed) = left.first().map(|far| far.point) {
        let (near, others): (Vec<Far<'_>>, Vec<Far<'_>>) =
            left.into_iter().partition(|far| seconds(&roads, seed, far.point) <= policy.around);
        left = others;
        ideas.extend(idea(book, &roads, &near, (&worked, &taken), policy));
    }
    crate::model::order::by_key(&mut ideas, |idea| {
        (idea.saved.map_or(i64::MIN, |saved| -saved), idea.days, idea.place)
    });
    ideas
}

/// The trip to some that are near one another, where it pays.
fn idea(book: &Book, roads: &Roads, near: &[Far<'_>], (worked, taken): Days<'_>, policy: &Policy) -> Option<Idea> {
    let middle = near.iter().min_by_key(|one| {
        let ways: i64 = near.iter().map(|other| seconds(roads, one.point, other.point)).sum();
        (ways, one.wanted.of.unit)
    })?;
    let capacity = worked.iter().map(|(_, worked)| capacity(worked)).filter(|seconds| *seconds > 0).min()?;
    let visits: i64 = near.iter().map(|one| one.wanted.of.terms.stay + one.wanted.of.terms.gate).sum();
    let needed = visits + ways_between(roads, near);
    let there_and_back = 2 * middle.way;
    let longest = near.iter().map(|one| one.wanted.of.terms.stay + one.wanted.of.terms.gate).max()?;
    let days = (2..=policy.most).find(|days| i64::from(*days) * capacity - there_and_back >= needed)?;
    let room = capacity - there_and_back;
    let saved = if room >= longest {
        // Day by day each day has so much room; what fits into one needs no night.
        let by_day = (needed + room - 1) / room;
        if by_day < 2 {
            return None;
        }
        Some((by_day - 1) * there_and_back)
    } else {
        None
    };
    if saved.is_some_and(|saved| saved < i64::from(days - 1) * policy.night) {
        return None;
    }
    let (area, around) = called(book, near, middle.wanted);
    Some(Idea {
        around,
        area,
        place: middle.point,
        days: first_free(worked, days, taken)?,
        units: near.iter().map(|one| one.wanted.of.unit).collect(),
        way: middle.way,
        saved,
    })
}

/// Seconds of the ways from one to the next, each time to the nearest that is left.
fn ways_between(roads: &Roads, near: &[Far<'_>]) -> i64 {
    let mut left: Vec<Point> = near.iter().map(|one| one.point).collect();
    let Some(mut at) = left.pop() else { return 0 };
    let mut ways = 0;
    while let Some((next, way)) =
        left.iter().enumerate().map(|(next, point)| (next, seconds(roads, at, *point))).min_by_key(|(_, way)| *way)
    {
        ways += way;
        at = left.swap_remove(next);
    }
    ways
}

/// Seconds of a day's work, lunch left out.
fn capacity(worked: &Workday) -> i64 {
    let hours = worked.hours.first().zip(worked.hours.last());
    let length = hours.map_or(0, |((from, _), (_, to))| (i64::from(*to) - i64::from(*from)) * 60);
    (length - worked.lunch.map_or(0, |(_, lasts)| lasts)).max(0)
}

/// The first days in a row that are worked, with no other trip and nothing that is fixed.
fn first_free(worked: &[(Day, Workday)], days: i32, taken: &dyn Fn(Day) -> bool) -> Option<(Day, Day)> {
    let count = usize::try_from(days).ok()?;
    let is_free = |(day, worked): &(Day, Workday)| !worked.hours.is_empty() && worked.trip.is_none() && !taken(*day);
    let row = worked.windows(count).find(|row| row.iter().all(is_free))?;
    Some((row.first()?.0, row.last()?.0))
}

/// Whether something is planned on a day that is still to be made.
fn busy(zone: &Zone, visits: &[Trace], day: Day) -> bool {
    let is_planned = |visit: &&Trace| matches!(visit.status, Status::Planned | Status::UnderWay) && !visit.inbound;
    visits.iter().filter(is_planned).any(|visit| visit.starts.is_some_and(|starts| zone.day_of(starts) == day))
}

/// What a trip is called by.
fn called(book: &Book, near: &[Far<'_>], middle: &Wanted) -> (Option<Id>, String) {
    let area = |far: &Far<'_>| {
        let unit = far.wanted.of.unit;
        let site = unit.site.and_then(|site| book.get::<Site>(site.into())?.area);
        site.or_else(|| book.get::<Account>(unit.account.into())?.area).map(|area| book.resolve(area))
    };
    let areas: Vec<Id> = near.iter().filter_map(area).collect();
    let count = |area: &Id| areas.iter().filter(|one| *one == area).count();
    let most = areas.iter().copied().max_by_key(|area| (count(area), std::cmp::Reverse(*area)));
    let most = most.filter(|area| 2 * count(area) > near.len());
    let name = most.and_then(|area| title::anywhere(book, area)).filter(|name| !name.is_empty());
    (most, name.unwrap_or_else(|| middle.of.name.clone()))
}

fn seconds(roads: &Roads, from: Point, to: Point) -> i64 {
    roads.legs(&[from, to].map(|point| Known { point, area: 0 }), &[]).time[1]
}

/// Makes a trip of it: nights are then spent there, and the days between begin and end there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeTrip {
    /// Whose.
    pub person: Id,
    /// What for.
    pub purpose: String,
    /// The idea.
    pub idea: Idea,
}

impl Command for MakeTrip {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (of, person) = (Trip::COLLECTION.key, book.resolve(self.person));
        let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == person || book.leads(me, person));
        if !is_mine {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        let (first, last) = self.idea.days;
        let values: Vec<Change> = vec![
            (Trip::PURPOSE, Some(self.purpose.as_str().into())),
            (Trip::OWNER, Some(person.into())),
            (Trip::STARTS_ON, Some(Value::Date(first))),
            (Trip::ENDS_ON, Some(Value::Date(last))),
            (Trip::AREA, self.idea.area.map(Value::from)),
            (Trip::HOTEL_PLACE, Some(Value::Place(Place::new(self.idea.place, Datum::Wgs84)))),
        ];
        book.permit_new(&context.actor, of, &values)?;
        let label = Label::new("did-make-trip").with("name", self.purpose.clone()).with("day", first.to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.create(of, context.ids.next_id(), &values, &[])?;
        edit.finish()
    }
}

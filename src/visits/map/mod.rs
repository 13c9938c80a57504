//! What a map shows of a person's days: where each day leads, stop by stop; other customers and how overdue they
//! are; areas; and whom it cannot show, because nobody knows where they are. How it is drawn is no matter here.

mod group;
mod hull;
mod lasso;

use std::collections::{BTreeMap, BTreeSet};

use super::cadence::{Unit, Visited, everybody};
use super::cycle::{Due, cycles};
use super::life::whereabouts;
use super::week::{Days, Planned};
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::Area;
use crate::model::{Day, Id, Instant, Zone};
use crate::query::title;

pub use group::{groups, hit};
pub use hull::hull;
pub use lasso::encloses;

/// Of each weekday's line, Monday's first: pixels drawn and left out by turns. Days are told apart without colours.
pub const PATTERNS: [&[f64]; 7] = [
    &[],
    &[12.0, 5.0],
    &[2.0, 5.0],
    &[12.0, 4.0, 2.0, 4.0],
    &[5.0, 4.0],
    &[12.0, 4.0, 2.0, 4.0, 2.0, 4.0],
    &[22.0, 6.0],
];

/// The colour of a day and its place in [`PATTERNS`]: 1 for Mondays to 7 for Sundays.
pub fn slot(day: Day) -> u8 {
    u8::try_from(day.weekday() % 7).unwrap_or(0) + 1
}

/// A stop of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its place in the day, from 1.
    pub number: usize,
    /// The visit.
    pub visit: Id,
    /// Whom it is to; `None` where the visit names nobody.
    pub unit: Option<Unit>,
    /// What the customer is called.
    pub name: String,
    /// When it begins and when it ends.
    pub times: (Instant, Instant),
    /// Whether it is still to be made.
    pub is_open: bool,
    /// Where, in WGS-84; `None` where nobody knows.
    pub point: Option<Point>,
}

/// A day on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Which.
    pub day: Day,
    /// Where it begins; `None` where nobody knows.
    pub start: Option<Point>,
    /// Where it ends.
    pub end: Option<Point>,
    /// Its stops, in the order of time; never none.
    pub stops: Vec<Mark>,
}

impl Route {
    /// The ways of the day, in order: to the first stop, from each to the next, and back. Where one end of a way is
    /// not known there is no line for it, and none that skips it.
    pub fn legs(&self) -> Vec<(Point, Point)> {
        let stops = self.stops.iter().map(|stop| stop.point);
        let points: Vec<Option<Point>> = [self.start].into_iter().chain(stops).chain([self.end]).collect();
        points.windows(2).filter_map(|pair| pair[0].zip(pair[1])).filter(|(from, to)| from != to).collect()
    }
}

/// A customer without a visit on the days shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Its class.
    pub class: Option<String>,
    /// When a visit is due; `None` where nothing says how often.
    pub due: Option<Due>,
    /// Where, in WGS-84.
    pub point: Point,
}

impl Other {
    /// Whether a visit is late, or nobody has ever been there though somebody should.
    pub fn is_wanting(&self) -> bool {
        matches!(self.due, Some(Due::Overdue(_) | Due::Never))
    }
}

/// An area as far as the customers shown lie in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Which.
    pub area: Id,
    /// What it is called.
    pub name: String,
    /// The hull of its customers, counter-clockwise: a point or a line where they are few.
    pub hull: Vec<Point>,
    /// Where they lie on average.
    pub middle: Point,
    /// Whether nobody was there in the days that are asked about.
    pub is_blank: bool,
}

/// Somebody whom the map cannot show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
}

/// What a map shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The days with visits, ascending.
    pub routes: Vec<Route>,
    /// Customers without a visit on them, the most urgent first.
    pub others: Vec<Other>,
    /// Areas, by name.
    pub regions: Vec<Region>,
    /// Who is somewhere that nobody knows, by name.
    pub unplaced: Vec<Unplaced>,
}

impl Map {
    /// The days of a person, and their other customers as it stands today.
    pub fn of_days(book: &Book, zone: &Zone, (person, today): (Id, Day), days: &Days) -> Self {
        let routes = days.days().iter().filter_map(|(day, worked)| {
            let visits = days.on(*day).filter(|visit| visit.stands() && !visit.visit.inbound);
            let stops: Vec<Mark> = (1..).zip(visits).map(|(number, visit)| mark(book, number, visit)).collect();
            let start = worked.start.map(crate::model::Place::point);
            let end = worked.end.map(crate::model::Place::point).or(start);
            (!stops.is_empty()).then_some(Route { day: *day, start, end, stops })
        });
        Self::with(book, zone, Some(&[person]), today, routes.collect())
    }

    /// The customers of some people, of everybody where none are named, as it stands today; with the areas where nobody
    /// was.
    pub fn of_people(book: &Book, zone: &Zone, people: Option<&[Id]>, today: Day, blank: &[Id]) -> Self {
        let mut map = Self::with(book, zone, people, today, Vec::new());
        for region in &mut map.regions {
            region.is_blank = blank.contains(&region.area);
        }
        map
    }

    fn with(book: &Book, zone: &Zone, people: Option<&[Id]>, today: Day, mut routes: Vec<Route>) -> Self {
        let people: Option<Vec<Id>> = people.map(|people| people.iter().map(|one| book.resolve(*one)).collect());
        let is_theirs = |visited: &Visited| match &people {
            Some(people) => visited.owner.is_some_and(|owner| people.contains(&owner)),
            None => true,
        };
        let everybody = everybody(book);
        let known: BTreeSet<Unit> = everybody.iter().map(|visited| visited.unit).collect();
        let mut visited: BTreeSet<Unit> = BTreeSet::new();
        let mut unplaced: Vec<Unplaced> = Vec::new();
        for stop in routes.iter_mut().flat_map(|route| &mut route.stops) {
            // A visit is one to the site where that stands for itself, else to the customer.
            stop.unit = stop.unit.map(|unit| if known.contains(&unit) { unit } else { Unit { site: None, ..unit } });
            if let Some(unit) = stop.unit.filter(|unit| visited.insert(*unit) && stop.point.is_none()) {
                unplaced.push(Unplaced { unit, name: stop.name.clone() });
            }
        }
        let due: BTreeMap<Unit, (usize, Due)> =
            (0..).zip(cycles(book, zone, today)).map(|(at, cycle)| (cycle.of.unit, (at, cycle.due))).collect();
        let mut others: Vec<(usize, Other)> = Vec::new();
        let mut spots: BTreeMap<Id, Vec<Point>> = BTreeMap::new();
        for Visited { unit, name, area, terms, .. } in everybody.into_iter().filter(is_theirs) {
            let place = whereabouts(book, Some(unit.account), unit.site);
            if let Some((area, point)) = area.zip(place) {
                spots.entry(area).or_default().push(point);
            }
            match place {
                _ if visited.contains(&unit) => {}
                Some(point) => {
                    // Whom nothing says how often to visit comes last.
                    let (at, due) = due.get(&unit).map_or((usize::MAX, None), |(at, due)| (*at, Some(*due)));
                    others.push((at, Other { unit, name, class: terms.class, due, point }));
                }
                None => unplaced.push(Unplaced { unit, name }),
            }
        }
        crate::model::order::by_key(&mut others, |(at, other)| (*at, other.name.clone(), other.unit));
        crate::model::order::by_key(&mut unplaced, |one| (one.name.clone(), one.unit));
        let others = others.into_iter().map(|(_, other)| other).collect();
        let mut regions: Vec<Region> =
            spots.into_iter().filter_map(|(area, spots)| region(book, area, &spots)).collect();
        crate::model::order::by_key(&mut regions, |region| (region.name.clone(), region.area));
        Self { routes, others, regions, unplaced }
    }

    /// Every point that is shown, but for areas: where days begin and end, stops, customers.
    pub fn points(&self) -> Vec<Point> {
        let ends = self.routes.iter().flat_map(|route| [route.start, route.end]);
        let stops = self.routes.iter().flat_map(|route| &route.stops).map(|stop| stop.point);
        let others = self.others.iter().map(|other| Some(other.point));
        ends.chain(stops).chain(others).flatten().collect()
    }

    /// The points of the days alone; all points where they have none.
    pub fn focus(&self) -> Vec<Point> {
        let legs = self.routes.iter().flat_map(|route| {
            [route.start, route.end].into_iter().chain(route.stops.iter().map(|stop| stop.point)).flatten()
        });
        let points: Vec<Point> = legs.collect();
        if points.is_empty() { self.points() } else { points }
    }

    /// Whom a lasso catches, each once: those with a visit first, then the others in their order.
    pub fn within(&self, lasso: &[Point]) -> Vec<Unit> {
        let stops =
            self.routes.iter().flat_map(|route| &route.stops).filter_map(|stop| Some((stop.unit?, stop.point?)));
        let others = self.others.iter().map(|other| (other.unit, other.point));
        let mut caught: Vec<Unit> = Vec::new();
        for (unit, _) in stops.chain(others).filter(|(_, point)| encloses(lasso, *point)) {
            if !caught.contains(&unit) {
                caught.push(unit);
            }
        }
        caught
    }

    /// What somebody on the map is called.
    pub fn name(&self, unit: Unit) -> Option<&str> {
        let stop = self.routes.iter().flat_map(|route| &route.stops).find(|stop| stop.unit == Some(unit));
        let other = || self.others.iter().find(|other| other.unit == unit);
        stop.map(|stop| stop.name.as_str()).or_else(|| other().map(|other| other.name.as_str()))
    }
}

fn mark(book: &Book, number: usize, planned: &Planned) -> Mark {
    let visit = &planned.visit;
    let named = |id: Option<Id>| id.and_then(|id| title::anywhere(book, id));
    Mark {
        number,
        visit: visit.id,
        unit: visit.account.map(|account| Unit { account, site: visit.site }),
        name: named(visit.account).unwrap_or_default(),
        times: (planned.starts, planned.ends),
        is_open: planned.is_open(),
        point: planned.place,
    }
}

fn region(book: &Book, area: Id, spots: &[Point]) -> Option<Region> {
    let count = i64::try_from(spots.len()).ok()?;
    let mean =
        |of: fn(&Point) -> i32| i32::try_from(spots.iter().map(|spot| i64::from(of(spot))).sum::<i64>() / count).ok();
    let middle = Point::new(mean(|spot| spot.latitude)?, mean(|spot| spot.longitude)?)?;
    let name = book.get::<Area>(area.into())?.name?;
    Some(Region { area, name, hull: hull(spots), middle, is_blank: false })
}

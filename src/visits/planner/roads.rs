//! Roads as the person's own check-ins know them, and the places of a plan.

use std::collections::HashMap;

use crate::book::Book;
use crate::model::place::Point;
use crate::model::{Id, Zone};
use crate::visits::known;
use crate::visits::legs;
use crate::visits::life::whereabouts;
use crate::visits::trace::Diary;
use crate::visits::travel::{Journey, Known, Roads};

use super::hours::second_of;

/// What is assumed of roads, corrected by the person's journeys from check-out to check-in.
pub(in crate::visits) fn roads(book: &Book, zone: &Zone, diary: &Diary, person: Id) -> Roads {
    let made: Vec<_> = diary.person(person).iter().filter(|visit| visit.arrived.is_some()).collect();
    let journey = |pair: &[&crate::visits::trace::Trace]| {
        let (left, arrived) = (pair[0].left?, pair[1].arrived?);
        let is_one = left <= arrived && zone.day_of(left) == zone.day_of(arrived);
        let from = whereabouts(book, pair[0].account, pair[0].site).filter(|_| is_one)?;
        let to = whereabouts(book, pair[1].account, pair[1].site)?;
        Some(Journey {
            metres: whole(from.metres(to)),
            seconds: (arrived.0 - left.0) / 1_000,
            hour: usize::try_from(second_of(zone, left) / 3_600).unwrap_or(0),
            area: 0,
        })
    };
    let journeys: Vec<Journey> = made.windows(2).filter_map(journey).filter(|journey| journey.metres > 0).collect();
    Roads { set: legs::known(book, person), ..Roads::default().learned(&journeys) }
}

/// Places by number; those that nobody knows lie where their area does, or in the middle of the others.
#[derive(Debug)]
pub(super) struct Places {
    all: Vec<Option<Point>>,
    areas: HashMap<Id, Point>,
}

impl Places {
    pub(super) fn of(book: &Book) -> Self {
        let areas = known::areas(book).into_iter().map(|area| (area.id, area.point)).collect();
        Self { all: Vec::new(), areas }
    }

    /// The number of a place.
    pub(super) fn add(&mut self, point: Option<Point>, area: Option<Id>) -> usize {
        let point = point.or_else(|| self.areas.get(&area?).copied());
        if let Some(known) = self.all.iter().position(|known| *known == point) {
            return known;
        }
        self.all.push(point);
        self.all.len() - 1
    }

    /// All places, in the order of their numbers.
    pub(super) fn known(&self) -> Vec<Known> {
        // In the middle of most: one customer far away does not draw it to where nobody is.
        let median = |of: fn(&Point) -> i32| {
            let mut there: Vec<i32> = self.all.iter().flatten().map(of).collect();
            there.sort_unstable();
            there.get(there.len() / 2).copied().unwrap_or(0)
        };
        let middle = Point { latitude: median(|point| point.latitude), longitude: median(|point| point.longitude) };
        self.all.iter().map(|point| Known { point: point.unwrap_or(middle), area: 0 }).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "metres on the Earth")]
fn whole(metres: f64) -> i64 {
    metres.round() as i64
}

//! The ways of a day from one visit to the next: how long they take by the map, and as somebody has set them.

use super::{Days, Planned, way};
use crate::model::place::Point;
use crate::model::{Day, Id};
use crate::visits::cadence::Unit;
use crate::visits::legs::Ends;
use crate::visits::travel::{Known, Roads};

/// The way to a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The visit that it ends at.
    pub visit: Id,
    /// The one that it begins at; none: where the day begins.
    pub from: Option<Id>,
    /// The customers at its ends.
    pub ends: Ends,
    /// Seconds that it takes when it begins as planned.
    pub seconds: i64,
    /// What it would take by the map.
    pub map: i64,
    /// Whether its time is set.
    pub is_set: bool,
}

impl Days {
    /// The ways to the visits of a day, in the order of time; those of which an end is not known are left out.
    pub fn ways(&self, day: Day) -> Vec<Way> {
        let Some((_, worked)) = self.worked.iter().find(|(one, _)| *one == day) else { return Vec::new() };
        let visits: Vec<&Planned> = self.on(day).filter(|planned| planned.stands() && !planned.visit.inbound).collect();
        let map = Roads { set: Vec::new(), ..self.roads.clone() };
        let unit = |planned: &Planned| Some(Unit { account: planned.visit.account?, site: planned.visit.site });
        let of = |(number, planned): (usize, &&Planned)| {
            let before = number.checked_sub(1).map(|before| visits[before]);
            let from = before.map_or_else(|| self.ends(day, worked).0, |before| before.place)?;
            let to = planned.place?;
            let leaves = before.map_or(planned.starts, |before| before.ends);
            let by = |roads: &Roads| {
                let legs = roads.legs(&[from, to].map(|point: Point| Known { point, area: 0 }), &[]);
                way(&legs, (0, 1), self.second(leaves))
            };
            Some(Way {
                visit: planned.visit.id,
                from: before.map(|before| before.visit.id),
                ends: (before.and_then(unit), unit(planned)),
                seconds: by(&self.roads),
                map: by(&map),
                is_set: !self.roads.by_hand(&[from, to]).iter().all(|leg| (leg.from, leg.to) != (0, 1)),
            })
        };
        visits.iter().enumerate().filter_map(of).collect()
    }
}

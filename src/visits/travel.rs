//! How long ways take: great circle x road factor at the speed of area and hour, learned from the
//! person's own check-ins; legs set by hand, train legs, or the table of a routing server instead.

use crate::model::Point;

use super::route::{Legs, Speeds};

/// Seconds in an hour.
const HOUR: i64 = 3_600;

/// Hours in a day.
const HOURS: usize = 24;

/// How many journeys weigh as much as what was assumed before any.
const PRIOR: i64 = 5;

/// Journeys slower or faster than this, in metres per hour, are no journeys: a break, or a position that jumped.
const CREDIBLE: std::ops::RangeInclusive<i64> = 8_000..=140_000;

/// Road metres for a thousand metres as the crow flies, where nothing better is known.
const DETOUR: i64 = 1_350;

/// What is assumed, or was learned, of roads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roads {
    /// Road metres for a thousand metres as the crow flies.
    pub detour: i64,
    /// Metres per hour on the road, by area; places without an area use the first.
    pub areas: Vec<i64>,
    /// Thousandths of that by hour of the day.
    pub hours: Vec<i64>,
    /// Seconds that any way takes besides: getting in and out.
    pub handling: i64,
    /// Ways whose seconds somebody has set, at any hour: from, to, seconds. Of several the last one holds.
    pub set: Vec<(Point, Point, i64)>,
}

impl Default for Roads {
    /// A Chinese city and its surroundings by car: 1.35 x the crow's way, 32 km/h, slower at rush hours.
    fn default() -> Self {
        let mut hours = vec![1_000; HOURS];
        hours[..6].fill(1_400);
        hours[7..9].fill(750);
        hours[17..19].fill(700);
        hours[21..].fill(1_250);
        Self { detour: DETOUR, areas: vec![32_000], hours, handling: 60, set: Vec::new() }
    }
}

/// Somewhere to come from or go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where.
    pub point: Point,
    /// Its area, by its place in [`Roads::areas`].
    pub area: usize,
}

/// Seconds of one leg that somebody has set, or a timetable says; one direction only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// From this place.
    pub from: usize,
    /// To this place.
    pub to: usize,
    /// So many seconds, at any hour.
    pub seconds: i64,
}

/// A journey that was made: from one check-out to the next check-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// Metres as the crow flies.
    pub metres: i64,
    /// Seconds it took.
    pub seconds: i64,
    /// Hour of the day in which it began.
    pub hour: usize,
    /// Area in which it ended.
    pub area: usize,
}

impl Roads {
    /// Legs between places, with those that were set by hand.
    pub fn legs(&self, places: &[Known], by_hand: &[ByHand]) -> Legs {
        let seconds = places.iter().flat_map(|from| places.iter().map(|to| self.seconds(*from, *to)));
        let points: Vec<Point> = places.iter().map(|known| known.point).collect();
        let by_hand = [self.by_hand(&points), by_hand.to_vec()].concat();
        self.table(places.len(), seconds.collect(), &by_hand)
    }

    /// Ways between points whose seconds somebody has set.
    pub fn by_hand(&self, points: &[Point]) -> Vec<ByHand> {
        let at = |point: Point| (0..points.len()).filter(move |at| points[*at] == point);
        let of = |(from, to, seconds): &(Point, Point, i64)| {
            let (from, to, seconds) = (*from, *to, *seconds);
            at(from).flat_map(move |from| at(to).map(move |to| ByHand { from, to, seconds })).collect::<Vec<_>>()
        };
        self.set.iter().flat_map(of).collect()
    }

    /// Legs from the table of a routing server, with those that were set by hand. The server's times are for a
    /// free road: the hours slow them down.
    pub fn table(&self, places: usize, mut seconds: Vec<i64>, by_hand: &[ByHand]) -> Legs {
        seconds.resize(places * places, 0);
        let mut fixed = vec![false; places * places];
        for leg in by_hand.iter().filter(|leg| leg.from < places && leg.to < places) {
            seconds[leg.from * places + leg.to] = leg.seconds.max(0);
            fixed[leg.from * places + leg.to] = true;
        }
        let even = self.hours.iter().all(|hour| *hour == 1_000);
        let speeds = (!even).then(|| Speeds { hour: HOUR, thousandths: self.hours.clone() });
        Legs { places, cost: seconds.clone(), time: seconds, fixed, speeds }
    }

    /// Seconds of one way, at the usual speed.
    fn seconds(&self, from: Known, to: Known) -> i64 {
        let metres = whole(from.point.metres(to.point));
        if metres == 0 {
            return 0;
        }
        // Half of the way lies in the area where it begins, half in the one where it ends.
        let road = metres * self.detour / 1_000;
        let half = |area: usize| road * HOUR / (2 * self.speed(area));
        half(from.area) + half(to.area) + self.handling
    }

    fn speed(&self, area: usize) -> i64 {
        self.areas.get(area).or(self.areas.first()).copied().filter(|speed| *speed > 0).unwrap_or(30_000)
    }

    /// What is assumed, corrected by journeys that were made: the more of them, the more they weigh.
    #[must_use]
    pub fn learned(&self, journeys: &[Journey]) -> Self {
        let mut roads = self.clone();
        let credible = |journey: &&Journey| CREDIBLE.contains(&self.speed_of(journey).unwrap_or(0));
        let journeys: Vec<&Journey> = journeys.iter().filter(credible).collect();
        for area in 0..self.areas.len() {
            let here = journeys.iter().filter(|journey| journey.area == area);
            // At an even hour it would have been that fast.
            let even = here.filter_map(|journey| Some(self.speed_of(journey)? * 1_000 / self.pace(journey.hour)));
            roads.areas[area] = weighed(self.speed(area), even.collect());
        }
        for hour in 0..self.hours.len() {
            let now = journeys.iter().filter(|journey| journey.hour == hour);
            let paces = now.filter_map(|journey| Some(self.speed_of(journey)? * 1_000 / roads.speed(journey.area)));
            roads.hours[hour] = weighed(self.pace(hour), paces.collect());
        }
        roads
    }

    fn pace(&self, hour: usize) -> i64 {
        self.hours.get(hour).copied().filter(|pace| *pace > 0).unwrap_or(1_000)
    }

    /// Metres of road per hour.
    fn speed_of(&self, journey: &Journey) -> Option<i64> {
        let driven = journey.seconds - self.handling;
        (driven > 0).then(|| journey.metres * self.detour / 1_000 * HOUR / driven)
    }
}

/// Metres on the road from one point to another, as they are assumed.
pub fn road(from: Point, to: Point) -> u64 {
    u64::try_from(whole(from.metres(to)) * DETOUR / 1_000).unwrap_or(0)
}

/// What was seen, drawn towards what was assumed. Between two visits people also rest and write: that makes a way
/// slower, never faster, so what three of four stay below is taken, not the middle.
fn weighed(assumed: i64, mut seen: Vec<i64>) -> i64 {
    if seen.is_empty() {
        return assumed;
    }
    seen.sort_unstable();
    let count = i64::try_from(seen.len()).unwrap_or(PRIOR);
    let brisk = seen[seen.len() * 3 / 4];
    ((assumed * PRIOR + brisk * count) / (PRIOR + count)).max(1)
}

#[expect(clippy::cast_possible_truncation, reason = "metres on the Earth")]
fn whole(metres: f64) -> i64 {
    metres.round() as i64
}

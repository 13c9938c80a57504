//! What is to be planned, and what binds.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How large a leg, a service, a load or a price can be: sums of many still are numbers.
const SIZES: RangeInclusive<i64> = 0..=1_000_000_000_000;

/// When a visit may begin: from `opens` up to and including `closes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    /// Earliest begin.
    pub opens: i64,
    /// Latest begin.
    pub closes: i64,
}

impl Window {
    /// A window that never shuts.
    pub const ALWAYS: Self = Self { opens: 0, closes: i64::MAX / 8 };
}

/// A visit that is settled: on this shift, beginning at this moment. It never moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// The shift, by its place in [`Problem::shifts`].
    pub shift: usize,
    /// When it begins.
    pub start: i64,
}

/// Somewhere to go, once or several times in the days planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Where, by its number in [`Problem::legs`].
    pub place: usize,
    /// Time spent there, gate and parking included.
    pub service: i64,
    /// What it takes of a shift's capacity.
    pub load: i64,
    /// Windows of each day, in order and apart; day `d` has list `d % windows.len()`, so one list
    /// holds for all days and seven repeat by week.
    pub windows: Vec<Vec<Window>>,
    /// No visit begins before: the person or the goods are not there yet.
    pub release: i64,
    /// The sets of days that suit: one of them is chosen whole. Days ascend.
    pub patterns: Vec<Vec<usize>>,
    /// Visits already settled; at most one a day.
    pub locked: Vec<Locked>,
    /// What leaving the stop out costs, in units of cost.
    pub price: i64,
    /// Who alone goes there; none: whoever can. A settled visit is made by whom it was settled with.
    pub person: Option<usize>,
}

impl Stop {
    /// The windows of a day, as they are declared.
    pub fn windows_on(&self, day: usize) -> &[Window] {
        match self.windows.len() {
            0 => &[],
            lists => &self.windows[day % lists],
        }
    }
}

/// A break that is due when the shift lasts beyond its latest begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lunch {
    /// When it may begin.
    pub window: Window,
    /// How long it takes.
    pub lasts: i64,
}

/// One person, or one vehicle, on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shift {
    /// The day, below [`Problem::days`].
    pub day: usize,
    /// Who works it, by whatever number.
    pub person: usize,
    /// Where it starts: home, office, a hotel.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Not out before.
    pub opens: i64,
    /// Latest return.
    pub closes: i64,
    /// How much load it takes.
    pub capacity: i64,
    /// The break.
    pub lunch: Option<Lunch>,
}

/// How fast one gets on at each hour of the day, in thousandths of the speed behind the legs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speeds {
    /// Length of an hour, in the units of time.
    pub hour: i64,
    /// Thousandths per hour from moment 0 on; the last one holds for ever.
    pub thousandths: Vec<i64>,
}

/// Ways between all places, there and back apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legs {
    /// How many places there are.
    pub places: usize,
    /// Time from place `a` to place `b` at `a * places + b`.
    pub time: Vec<i64>,
    /// What is to be kept small, likewise.
    pub cost: Vec<i64>,
    /// Legs whose time holds at any hour (trains, times set by hand), likewise; empty: none.
    pub fixed: Vec<bool>,
    /// Speed by hour, for the other legs.
    pub speeds: Option<Speeds>,
}

/// What is to be planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Ways between places.
    pub legs: Legs,
    /// How many days there are.
    pub days: usize,
    /// Where to go.
    pub stops: Vec<Stop>,
    /// Who can go.
    pub shifts: Vec<Shift>,
}

/// Why a problem cannot be planned at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Refused {
    /// A table does not have the size of its places squared, or a leg is negative or beyond all bounds.
    #[error("the ways between places are incomplete, negative or endless")]
    Legs,
    /// A speed is not positive, or beyond all bounds.
    #[error("a speed is not positive, or beyond all bounds")]
    Speeds,
    /// A shift names a place or day that is not there.
    #[error("shift {0} names a place or a day that is not there")]
    Shift(usize),
    /// A stop names a place, day or shift that is not there, has windows out of order, or is negative.
    #[error("stop {0} is not well formed")]
    Stop(usize),
    /// The settled visits of a shift exclude each other.
    #[error("the settled visits of shift {0} do not fit together")]
    Locked(usize),
}

impl Problem {
    /// Whether every number in the problem points at something.
    pub fn validate(&self) -> Result<(), Refused> {
        let legs = &self.legs;
        let cells = legs.places * legs.places;
        let sized = legs.time.len() == cells && legs.cost.len() == cells;
        let sized = sized && (legs.fixed.is_empty() || legs.fixed.len() == cells);
        if !sized || legs.time.iter().chain(&legs.cost).any(|leg| !SIZES.contains(leg)) {
            return Err(Refused::Legs);
        }
        if legs.speeds.as_ref().is_some_and(|speeds| !speeds.is_sound()) {
            return Err(Refused::Speeds);
        }
        let shift_is_sound = |shift: &Shift| {
            shift.day < self.days && shift.from < legs.places && shift.to < legs.places && shift.opens >= 0
        };
        if let Some(wrong) = self.shifts.iter().position(|shift| !shift_is_sound(shift)) {
            return Err(Refused::Shift(wrong));
        }
        self.stops.iter().position(|stop| !self.is_sound(stop)).map_or(Ok(()), |wrong| Err(Refused::Stop(wrong)))
    }

    fn is_sound(&self, stop: &Stop) -> bool {
        let ordered = |list: &Vec<Window>| {
            list.iter().all(|window| window.opens <= window.closes)
                && list.windows(2).all(|pair| pair[0].closes < pair[1].opens)
        };
        let ascending = |days: &Vec<usize>| {
            days.windows(2).all(|pair| pair[0] < pair[1]) && days.iter().all(|day| *day < self.days)
        };
        let shifts = stop.locked.iter().map(|locked| self.shifts.get(locked.shift)).collect::<Option<Vec<&Shift>>>();
        let Some(shifts) = shifts else { return false };
        let days: BTreeSet<usize> = shifts.iter().map(|shift| shift.day).collect();
        stop.place < self.legs.places
            && SIZES.contains(&stop.service)
            && SIZES.contains(&stop.load)
            && SIZES.contains(&stop.price)
            && stop.windows.iter().all(ordered)
            && stop.patterns.iter().all(ascending)
            && days.len() == stop.locked.len()
    }
}

impl Speeds {
    fn is_sound(&self) -> bool {
        (1..=1_000_000_000).contains(&self.hour)
            && !self.thousandths.is_empty()
            && self.thousandths.iter().all(|speed| (1..=100_000).contains(speed))
    }
}

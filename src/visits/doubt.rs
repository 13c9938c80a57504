//! What a position says of a visit: a verdict on where a check-in was, and what is to be asked about. It
//! never convicts anybody: a browser's position can be faked, and a wrong one is no lie.

use crate::model::place::Point;
use crate::model::{Id, Instant, Place};

/// Within how many metres of a customer a check-in is there, where the company says nothing else.
pub const RADIUS: u32 = 500;
/// A position that is less certain than this says nothing about where somebody is.
const VAGUE: u32 = 5_000;
/// Metres up to which nobody flies.
const BY_LAND: f64 = 400_000.0;
/// Kilometres an hour that nobody reaches from door to door on land.
const LAND: f64 = 300.0;
/// Nor by air.
const AIR: f64 = 900.0;
/// So much may clocks and cameras differ.
const SLACK: i64 = 2 * 60_000;

/// Where a check-in was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At the customer's.
    Inside,
    /// Somewhere else.
    Outside,
    /// That cannot be told.
    Unknown,
}

impl Verdict {
    /// Every verdict with its code in the field table.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Inside, "inside"), (Self::Outside, "outside"), (Self::Unknown, "unknown")];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(verdict, _)| *verdict == self).map_or("unknown", |(_, code)| *code)
    }

    /// The verdict of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(verdict, _)| *verdict)
    }
}

/// Where a device was found: the place, and within how many metres of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub place: Place,
    /// How well.
    pub within: u32,
}

/// Whether a device was at a customer's: within the radius and what its position is uncertain by.
pub fn verdict(customer: Option<Point>, found: Option<Found>, radius: u32) -> Verdict {
    let Some((customer, found)) = customer.zip(found) else { return Verdict::Unknown };
    let metres = customer.metres(found.place.point());
    if metres > f64::from(radius) + f64::from(found.within) {
        return Verdict::Outside;
    }
    if found.within > VAGUE { Verdict::Unknown } else { Verdict::Inside }
}

/// Something to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Somebody would have had to travel faster than anybody does.
    Speed {
        /// From the check of which visit.
        from: Id,
        /// How far, at least.
        metres: u32,
        /// In which time.
        seconds: i64,
    },
    /// The very same coordinates as at another customer's.
    Identical {
        /// On which visit.
        with: Id,
    },
    /// The clock says that this was before what came first, by so many seconds.
    Clock {
        /// By how much.
        seconds: i64,
    },
    /// A picture was not taken there and then.
    Photo {
        /// Which.
        photo: Id,
    },
}

impl Doubt {
    /// Its code in the field table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Speed { .. } => "speed",
            Self::Identical { .. } => "identical",
            Self::Clock { .. } => "clock",
            Self::Photo { .. } => "photo",
        }
    }
}

/// A check-in or check-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Of which visit.
    pub visit: Id,
    /// At whose.
    pub at_whose: Option<Id>,
    /// When.
    pub at: Instant,
    /// Where, as far as it is known.
    pub found: Option<Found>,
}

/// A picture of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which.
    pub photo: Id,
    /// When it was taken, as it says.
    pub taken: Option<Instant>,
    /// Whether it came from the camera.
    pub live: bool,
}

/// What is to be asked about a check, seen beside the other checks of the same person. `latest` is the
/// latest moment that this device had seen before it.
pub fn of_check(check: &Check, others: &[Check], latest: Option<Instant>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    // The nearest in time before and after it: whoever is too fast is so from one to the next.
    let known = || others.iter().filter(|other| other.visit != check.visit && other.found.is_some());
    let before = known().filter(|other| other.at <= check.at).max_by_key(|other| (other.at, other.visit));
    let after = known().filter(|other| other.at > check.at).min_by_key(|other| (other.at, other.visit));
    doubts.extend([before, after].into_iter().flatten().find_map(|other| speed(check, other)));
    let same = |other: &&Check| {
        let (Some(here), Some(there)) = (check.found, other.found) else { return false };
        let elsewhere = check.at_whose.is_none() || other.at_whose != check.at_whose;
        elsewhere && here.place.point() == there.place.point()
    };
    doubts.extend(known().find(same).map(|other| Doubt::Identical { with: other.visit }));
    let back = latest.map_or(0, |latest| latest.0.saturating_sub(check.at.0));
    doubts.extend((back > SLACK).then_some(Doubt::Clock { seconds: back / 1000 }));
    doubts
}

fn speed(check: &Check, other: &Check) -> Option<Doubt> {
    let (here, there) = (check.found?, other.found?);
    let apart = here.place.metres(there.place) - f64::from(here.within) - f64::from(there.within);
    let milliseconds = (check.at.0 - other.at.0).abs();
    #[expect(clippy::cast_precision_loss, reason = "a time between two checks")]
    let hours = milliseconds as f64 / 3_600_000.0;
    let fastest = if apart <= BY_LAND { LAND } else { AIR };
    // What is within a customer's reach says nothing, however short the time.
    let too_fast = apart > f64::from(RADIUS) && apart / 1000.0 > fastest * hours;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on the Earth")]
    too_fast.then_some(Doubt::Speed { from: other.visit, metres: apart as u32, seconds: milliseconds / 1000 })
}

/// What is to be asked about pictures of a visit made between two instants.
pub fn of_pictures(pictures: &[Picture], arrived: Option<Instant>, left: Option<Instant>) -> Vec<Doubt> {
    let there_and_then = |picture: &Picture| {
        let early = picture.taken.zip(arrived).is_some_and(|(taken, arrived)| taken.0 < arrived.0 - SLACK);
        let late = picture.taken.zip(left).is_some_and(|(taken, left)| taken.0 > left.0 + SLACK);
        picture.live && !early && !late
    };
    let odd = pictures.iter().filter(|picture| !there_and_then(picture));
    odd.map(|picture| Doubt::Photo { photo: picture.photo }).collect()
}

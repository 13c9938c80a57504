//! Places: WGS-84 with the original value and datum kept beside it.
//!
//! Outside this module degrees are integers of 1e-7; the geodesy inside computes with floats.

mod datum;
mod link;
mod mercator;
mod provider;
mod read;
mod region;
mod sketch;
mod tiles;

use serde::{Deserialize, Serialize};

pub use link::Unread;
pub use provider::{Provider, geo};
pub use read::read;
pub use sketch::{Bar, Sketch};
pub use tiles::{BadTiles, Tile, Tiles, corner, number};

/// Units in a degree.
const DEGREE: i32 = 10_000_000;

/// Mean radius of the Earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;

/// The datum in which a coordinate was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Datum {
    /// What satellites give.
    Wgs84,
    /// The shifted datum of maps in mainland China.
    Gcj02,
    /// Baidu's.
    Bd09,
}

impl Datum {
    /// Every datum.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// Its code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }

    /// Its name as maps and standards write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS-84",
            Self::Gcj02 => "GCJ-02",
            Self::Bd09 => "BD-09",
        }
    }

    /// The datum of a code or name, however it is spaced: `GCJ-02`, `gcj02`, `bd09ll`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "wgs84" | "wgs84ll" | "gps" => Some(Self::Wgs84),
            "gcj02" | "gcj02ll" => Some(Self::Gcj02),
            "bd09" | "bd09ll" => Some(Self::Bd09),
            _ => None,
        }
    }
}

/// A latitude and a longitude in some datum, in 1e-7 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Latitude, north positive.
    pub latitude: i32,
    /// Longitude, east positive.
    pub longitude: i32,
}

impl Point {
    /// A point, if it lies on the Earth.
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let on = |value: i32, most: i32| value.unsigned_abs() <= most.unsigned_abs() * DEGREE.unsigned_abs();
        (on(latitude, 90) && on(longitude, 180)).then_some(Self { latitude, longitude })
    }

    /// A point of degrees, if it lies on the Earth.
    pub fn of_degrees(latitude: f64, longitude: f64) -> Option<Self> {
        let on = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        on.then(|| Self::rounded(latitude, longitude))
    }

    /// Degrees of latitude and longitude.
    pub fn degrees(self) -> (f64, f64) {
        let degrees = |value: i32| f64::from(value) / f64::from(DEGREE);
        (degrees(self.latitude), degrees(self.longitude))
    }

    fn rounded(latitude: f64, longitude: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "180 degrees fit; what is no number becomes 0")]
        let units = |degrees: f64| (degrees * f64::from(DEGREE)).round() as i32;
        Self { latitude: units(latitude), longitude: units(longitude) }
    }

    /// The same spot on the ground, from one datum to another.
    #[must_use]
    pub fn convert(self, from: Datum, to: Datum) -> Self {
        if from == to {
            return self;
        }
        let (latitude, longitude) = datum::convert(self.degrees(), from, to);
        Self::rounded(latitude, longitude)
    }

    /// Metres along the ground between two points of the same datum (great circle; within 0.6 % of
    /// the ellipsoid).
    pub fn metres(self, other: Self) -> f64 {
        let ((a_lat, a_lng), (b_lat, b_lng)) = (self.degrees(), other.degrees());
        let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let chord = half(a_lat, b_lat) + a_lat.to_radians().cos() * b_lat.to_radians().cos() * half(a_lng, b_lng);
        2.0 * RADIUS * chord.sqrt().min(1.0).asin()
    }

    /// `31.2304000, 121.4737000`, exactly.
    pub fn text(self) -> String {
        format!("{}, {}", plain(self.latitude), plain(self.longitude))
    }
}

/// 1e-7 degrees as a decimal number of degrees, exactly.
fn plain(units: i32) -> String {
    let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    format!("{sign}{}.{:07}", size / DEGREE.unsigned_abs(), size % DEGREE.unsigned_abs())
}

/// A point: latitude and longitude in 1e-7 degrees, in WGS-84 and as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Latitude, WGS-84, 1e-7 degrees.
    pub latitude: i32,
    /// Longitude, WGS-84, 1e-7 degrees.
    pub longitude: i32,
    /// Latitude and longitude as given, 1e-7 degrees.
    pub given: (i32, i32),
    /// The datum of what was given.
    pub datum: Datum,
}

impl Place {
    /// The place of a point given in a datum.
    pub fn new(given: Point, datum: Datum) -> Self {
        let Point { latitude, longitude } = given.convert(datum, Datum::Wgs84);
        Self { latitude, longitude, given: (given.latitude, given.longitude), datum }
    }

    /// The point in WGS-84.
    pub fn point(self) -> Point {
        Point { latitude: self.latitude, longitude: self.longitude }
    }

    /// The point in a datum; as it was given where that is the datum asked for.
    pub fn point_in(self, datum: Datum) -> Point {
        if datum == self.datum {
            return Point { latitude: self.given.0, longitude: self.given.1 };
        }
        self.point().convert(Datum::Wgs84, datum)
    }

    /// Metres along the ground to another place.
    pub fn metres(self, other: Self) -> f64 {
        self.point().metres(other.point())
    }

    /// As it was given, with its datum unless that is WGS-84: `31.1753040, 121.5315419 GCJ-02`.
    pub fn text(self) -> String {
        let text = self.point_in(self.datum).text();
        if self.datum == Datum::Wgs84 { text } else { format!("{text} {}", self.datum.name()) }
    }
}

#[cfg(test)]
mod tests;

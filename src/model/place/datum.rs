//! WGS-84, GCJ-02 and BD-09: the published formulas, and their inverses by iteration, so that a
//! round trip comes back to where it started.

use std::f64::consts::PI;

use super::Datum;
use super::region::is_shifted;

/// Semi-major axis of the Krasovsky 1940 ellipsoid, metres.
const AXIS: f64 = 6_378_245.0;

/// Square of its eccentricity.
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

/// How far Baidu moves a point beyond its turn, degrees of latitude and longitude.
const BAIDU: (f64, f64) = (0.006, 0.006_5);

/// An inverse is good when it misses by less than this, degrees: a thousandth of what is kept.
const NEAR: f64 = 1e-10;

/// Latitude and longitude in degrees.
pub(super) type Degrees = (f64, f64);

/// The same spot, from one datum to another.
pub(super) fn convert(point: Degrees, from: Datum, to: Datum) -> Degrees {
    // The shift bends slowly: which side of a border a point lies on is asked of what was given.
    if !is_shifted(point) {
        return point;
    }
    let gcj = match from {
        Datum::Wgs84 => shift(point),
        Datum::Gcj02 => point,
        Datum::Bd09 => inverse(point, turn),
    };
    match to {
        Datum::Wgs84 => inverse(gcj, shift),
        Datum::Gcj02 => gcj,
        Datum::Bd09 => turn(gcj),
    }
}

/// WGS-84 to GCJ-02.
fn shift((latitude, longitude): Degrees) -> Degrees {
    let (north, east) = offsets(latitude - 35.0, longitude - 105.0);
    let sine = latitude.to_radians().sin();
    let square = 1.0 - ECCENTRICITY * sine * sine;
    // Metres to degrees, along the meridian and along the parallel.
    let meridian = AXIS * (1.0 - ECCENTRICITY) / (square * square.sqrt());
    let parallel = AXIS / square.sqrt() * latitude.to_radians().cos();
    (latitude + (north / meridian).to_degrees(), longitude + (east / parallel).to_degrees())
}

/// The shift in metres northward and eastward, `y` and `x` degrees from 35° N, 105° E.
fn offsets(y: f64, x: f64) -> (f64, f64) {
    let wave = |times: f64, turns: f64| times * (turns * PI).sin();
    let root = x.abs().sqrt();
    let both = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    let north_waves = both + wave(20.0, y) + wave(40.0, y / 3.0) + wave(160.0, y / 12.0) + wave(320.0, y / 30.0);
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    let east_waves = both + wave(20.0, x) + wave(40.0, x / 3.0) + wave(150.0, x / 12.0) + wave(300.0, x / 30.0);
    (north + north_waves * 2.0 / 3.0, east + east_waves * 2.0 / 3.0)
}

/// GCJ-02 to BD-09.
fn turn((latitude, longitude): Degrees) -> Degrees {
    let waves = PI * 3_000.0 / 180.0;
    let radius = longitude.hypot(latitude) + 0.000_02 * (latitude * waves).sin();
    let angle = latitude.atan2(longitude) + 0.000_003 * (longitude * waves).cos();
    (radius * angle.sin() + BAIDU.0, radius * angle.cos() + BAIDU.1)
}

/// The point that a map leads to this one. Both maps move points by far less than they bend, so each
/// round mends most of what is left.
fn inverse(to: Degrees, map: impl Fn(Degrees) -> Degrees) -> Degrees {
    let mut guess = to;
    for _ in 0..30 {
        let there = map(guess);
        let (off_latitude, off_longitude) = (to.0 - there.0, to.1 - there.1);
        guess = (guess.0 + off_latitude, guess.1 + off_longitude);
        if off_latitude.abs() < NEAR && off_longitude.abs() < NEAR {
            break;
        }
    }
    guess
}

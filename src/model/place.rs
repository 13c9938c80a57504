//! Places: WGS-84 with the original value and datum kept beside it.

use serde::{Deserialize, Serialize};

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

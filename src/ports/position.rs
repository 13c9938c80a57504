//! Where the device is. Asked only when a person taps for it, never in the background.

use super::Task;
use crate::model::{Datum, Place, Point};

/// Where the device was found, and how well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Where: browsers give WGS-84.
    pub point: Point,
    /// It lies within so many metres of that, most likely.
    pub metres: u32,
}

impl Fix {
    /// The place of the fix.
    pub fn place(self) -> Place {
        Place::new(self.point, Datum::Wgs84)
    }
}

/// Why there is no fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PositionError {
    /// The person or the system does not allow it.
    #[error("not allowed")]
    Denied,
    /// The device does not know, or has no way to.
    #[error("not known")]
    Unknown,
    /// It took too long.
    #[error("took too long")]
    Late,
}

impl PositionError {
    /// Key of its sentence in the locale files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Denied => "position-denied",
            Self::Unknown => "position-unknown",
            Self::Late => "position-late",
        }
    }
}

/// Finds the device.
pub trait Position {
    /// Where it is now.
    fn find(&self) -> Task<'_, Result<Fix, PositionError>>;
}

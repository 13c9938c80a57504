//! What is proposed: every drive with every moment in it.

use serde::{Deserialize, Serialize};

/// One visit on a drive, and the way to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The stop, by its place in the problem.
    pub stop: usize,
    /// When the way to it begins.
    pub leaves: i64,
    /// When the way ends.
    pub arrives: i64,
    /// When the visit begins.
    pub start: i64,
    /// When it ends.
    pub end: i64,
}

/// What one shift does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drive {
    /// The shift, by its place in the problem.
    pub shift: usize,
    /// The visits in order; never none.
    pub calls: Vec<Call>,
    /// When the way home begins.
    pub leaves: i64,
    /// When it ends.
    pub returns: i64,
    /// When lunch begins.
    pub lunch: Option<i64>,
}

/// What all shifts do. A shift without visits has no drive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Drives, in the order of their shifts.
    pub drives: Vec<Drive>,
    /// Stops left out, ascending.
    pub unplaced: Vec<usize>,
    /// Cost of all ways, and the price of what is left out.
    pub cost: i64,
}

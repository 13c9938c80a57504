//! What cards stand in: a column, or where a lane crosses it.

use std::fmt;

use crate::model::records::StageId;
use crate::model::{Id, Month};

/// What a column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Col {
    /// A stage.
    Stage(StageId),
    /// A month of expected close; none where no day is given.
    Month(Option<Month>),
}

/// A lane: its number in the order in which this page has seen lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lane(pub u32);

impl Lane {
    /// The whole board, where it is not parted.
    pub(super) const WHOLE: Self = Self(u32::MAX);
}

/// A column in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    /// The lane.
    pub lane: Lane,
    /// The column.
    pub col: Col,
}

impl Col {
    fn parse(text: &str) -> Option<Self> {
        match text.split_once('=')? {
            ("stage", id) => Id::parse(id).map(|id| Self::Stage(id.into())),
            ("month", "") => Some(Self::Month(None)),
            ("month", month) => Month::parse(month).map(|month| Self::Month(Some(month))),
            _ => None,
        }
    }

    /// The whole column.
    pub(super) fn whole(self) -> Cell {
        Cell { lane: Lane::WHOLE, col: self }
    }
}

impl Cell {
    /// Reads the text form.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (lane, col) = text.split_once('/')?;
        Some(Self { lane: Lane(lane.parse().ok()?), col: Col::parse(col)? })
    }
}

impl fmt::Display for Col {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(id) => write!(f, "stage={}", Id::from(*id)),
            Self::Month(None) => f.write_str("month="),
            Self::Month(Some(month)) => write!(f, "month={month}"),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.lane.0, self.col)
    }
}

//! Charts as data: marks with values, and for each mark the filter that opens exactly its rows.

use crate::model::Currency;
use crate::query::{Filter, Key};

/// What a value is, which rules how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count.
    Count,
    /// Minor units of a currency.
    Money(Currency),
    /// A share in basis points.
    Share,
    /// Days.
    Days,
}

/// One mark: a bar, a point, a step of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub key: Key,
    /// Its value in the unit; `None` where there is no base to work it out from.
    pub value: Option<f64>,
    /// What the value is a share of, or made from: rows in the mark.
    pub base: u64,
    /// Opens exactly the rows behind it.
    pub rows: Filter,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Which chart: its texts have this key in the locale files.
    pub key: &'static str,
    /// The unit of its values.
    pub unit: Unit,
    /// Its marks in order.
    pub marks: Vec<Mark>,
    /// The value over all marks: the total, or the share over all rows.
    pub total: Option<f64>,
    /// Opens the rows behind all marks.
    pub rows: Filter,
    /// What it comes to, in words.
    pub verdict: Verdict,
}

/// What a chart comes to. The sentence is in the locale files.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is nothing to show.
    Nothing,
    /// The greatest mark.
    Best(Key, f64),
    /// The greatest and the least mark.
    Range(Key, f64, Key, f64),
    /// The step where most is lost: from, to, share that passes.
    Bottleneck(Key, Key, f64),
}

impl Chart {
    /// The greatest value.
    pub fn max(&self) -> f64 {
        self.marks.iter().filter_map(|mark| mark.value).fold(0.0, f64::max)
    }
}

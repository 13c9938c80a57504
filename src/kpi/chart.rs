//! Charts as data: marks with values, and for each mark the filter that opens exactly its rows.

use crate::model::{BasisPoints, Currency};
use crate::query::{Filter, Key, Period};

/// A value of a chart, exact, with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A count.
    Count(u64),
    /// Minor units of a currency.
    Money(i128, Currency),
    /// A share.
    Share(BasisPoints),
    /// Days.
    Days(f64),
}

impl Figure {
    /// The value as a length, for drawing and comparing.
    #[expect(clippy::cast_precision_loss, reason = "a length is read by eye; texts show the exact value")]
    pub fn size(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Money(minor, _) => minor as f64,
            Self::Share(points) => points.0 as f64,
            Self::Days(days) => days,
        }
    }

    /// A value of the same unit from a length: the text of an axis.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ticks are round numbers in reach")]
    #[must_use]
    pub fn like(self, size: f64) -> Self {
        match self {
            Self::Count(_) => Self::Count(size.round() as u64),
            Self::Money(_, currency) => Self::Money(size.round() as i128, currency),
            Self::Share(_) => Self::Share(BasisPoints(size.round() as i64)),
            Self::Days(_) => Self::Days(size),
        }
    }
}

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A record, a choice, or no value.
    Key(Key),
    /// A span of time.
    Period(Period),
    /// The many that a list has no room for, and how many they are.
    Others(usize),
    /// All of them.
    All,
}

/// One mark: a bar, a point, a step of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub of: Subject,
    /// Its value; `None` where there is no base to work it out from.
    pub value: Option<Figure>,
    /// How many rows it opens.
    pub base: u64,
    /// How many of these were won.
    pub won: u64,
    /// Opens exactly the rows behind it.
    pub rows: Filter,
}

impl Mark {
    /// The value as a length; zero where there is none.
    pub fn size(&self) -> f64 {
        self.value.map_or(0.0, Figure::size)
    }

    /// How many of its rows were not won.
    pub fn lost(&self) -> u64 {
        self.base.saturating_sub(self.won)
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its marks in order.
    pub marks: Vec<Mark>,
    /// All marks as one: the total, or the share over all rows.
    pub all: Mark,
    /// What it comes to, in words.
    pub verdict: Verdict,
}

impl Chart {
    /// The greatest value as a length.
    pub fn max(&self) -> f64 {
        self.marks.iter().map(Mark::size).fold(0.0, f64::max)
    }

    /// Positions of the marks whose numbers matter most: the greatest and the last.
    pub fn key_marks(&self) -> [Option<usize>; 2] {
        let greatest =
            (0..self.marks.len()).rev().max_by(|a, b| self.marks[*a].size().total_cmp(&self.marks[*b].size()));
        [greatest, self.marks.len().checked_sub(1)]
    }
}

/// What a chart comes to. The sentence is in the locale files.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is nothing to show.
    Nothing,
    /// The greatest mark, and how the last whole quarter stands against the one before.
    Best(Subject, Figure, Option<Trend>),
    /// The greatest mark and its share of all.
    Leads(Subject, BasisPoints),
    /// The greatest and the least mark, and how far the least lies behind all.
    Range(End, End, BasisPoints),
    /// The value over all rows, with the least and the greatest mark.
    Middle(f64, End, End),
    /// The step where most is lost: from, to, share that passes.
    Bottleneck(Key, Key, BasisPoints),
}

/// One end of a range: which mark, its value, and how many rows it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Which mark.
    pub of: Subject,
    /// Its value.
    pub value: Figure,
    /// Its rows.
    pub base: u64,
}

/// A quarter against the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The quarter.
    pub quarter: Period,
    /// By how much it lies above (below where negative) the one before.
    pub change: BasisPoints,
}

/// The step from one stage of a funnel to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The share that went on; `None` where none had come.
    pub passed: Option<BasisPoints>,
    /// How many were lost here.
    pub lost: u64,
    /// How many are still here.
    pub here: u64,
    /// Whether this is the bottleneck.
    pub worst: bool,
}

/// A funnel: its stages as marks, and what happens between each and the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// The stages.
    pub chart: Chart,
    /// Between each stage and the next.
    pub gaps: Vec<Gap>,
}

/// `part ÷ whole`; `None` without a base.
pub fn share(part: u64, whole: u64) -> Option<BasisPoints> {
    ratio(part.into(), whole.into())
}

/// `part ÷ whole`, rounded; `None` without a base or beyond reach.
pub fn ratio(part: i128, whole: i128) -> Option<BasisPoints> {
    let scaled = part.checked_mul(20_000)?.checked_add(whole)?;
    (whole > 0).then(|| i64::try_from(scaled.div_euclid(whole * 2)).ok().map(BasisPoints)).flatten()
}

/// The greatest and the least mark with a value, the first of equals.
pub fn ends(marks: &[Mark]) -> Option<(End, End)> {
    let mut ends: Option<(End, End)> = None;
    for mark in marks {
        let Some(value) = mark.value else { continue };
        let end = || End { of: mark.of.clone(), value, base: mark.base };
        match &mut ends {
            None => ends = Some((end(), end())),
            Some((most, least)) => {
                if value.size() > most.value.size() {
                    *most = end();
                }
                if value.size() < least.value.size() {
                    *least = end();
                }
            }
        }
    }
    ends
}

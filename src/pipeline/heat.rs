//! What a strip of deals shows by its colours: how old they are, what they are worth, or how they stand.

use super::ageing::{NextStep, age};
use crate::book::packed::Cells;
use crate::book::{Book, Moment, View};
use crate::model::records::{Deal, Stage};
use crate::model::{Day, Instant, Value, Zone};

/// By what deals are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Days in the stage.
    #[default]
    Age,
    /// What they are worth, in fifths.
    Amount,
    /// How they stand with their next step and the stage's days.
    Risk,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Age, Self::Amount, Self::Risk];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Amount => "amount",
            Self::Risk => "risk",
        }
    }

    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// What the deals of one colour have in common, from the coolest to the hottest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Band {
    /// At most so many days in the stage.
    Days(i32),
    /// More days than all before.
    Older(i32),
    /// No amount.
    NoAmount,
    /// From the first to the second, in minor units; deals of all currencies alike.
    Amounts(i64, i64),
    /// Won, lost or on hold: nothing is at risk.
    Settled,
    /// Its next step is in time.
    InTime,
    /// It has no next step.
    NoStep,
    /// Its next step is overdue.
    Overdue,
    /// It rots.
    Rots,
}

/// Days in the stage at which the colour changes.
const DAYS: [i32; 4] = [7, 30, 60, 90];
/// Colours of amounts.
const FIFTHS: usize = 5;

/// Bands, and the one of each deal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// The bands and how many deals each has.
    pub bands: Vec<(Band, usize)>,
    /// Per column the place of each deal's band, in the order of its cards.
    pub of: Vec<Vec<u8>>,
}

/// The bands of deals: per column its stage and its rows in the order of cards.
pub fn heat(book: &Book, zone: &Zone, moment: Moment, by: By, columns: &[(&Stage, &[u32])]) -> Heat {
    let view = View::of(book.of::<Deal>(), moment);
    let of: Vec<Vec<Band>> = match by {
        By::Age => {
            let today = today(book, zone, moment);
            let band = |row: u32| match today.0.saturating_sub(entered(&view, zone, today, row).0) {
                days if days > DAYS[3] => Band::Older(DAYS[3]),
                days => Band::Days(DAYS.into_iter().find(|most| days <= *most).unwrap_or(DAYS[3])),
            };
            each(columns, |_, row| band(row))
        }
        By::Amount => amounts(&view, columns),
        By::Risk => {
            let today = today(book, zone, moment);
            let steps = view.column(Deal::NEXT_STEP_ON);
            let step = |row: u32| steps.and_then(|steps| steps.value(row as usize)).and_then(|value| day(&value));
            each(columns, |stage, row| {
                if stage.kind.as_deref() != Some("open") {
                    return Band::Settled;
                }
                let age = age(entered(&view, zone, today, row), today, stage.expected_days, step(row));
                match age.next {
                    _ if age.rotting => Band::Rots,
                    NextStep::Overdue(_) => Band::Overdue,
                    NextStep::None => Band::NoStep,
                    NextStep::Today | NextStep::On(_) => Band::InTime,
                }
            })
        }
    };
    ranked(&of)
}

fn each(columns: &[(&Stage, &[u32])], band: impl Fn(&Stage, u32) -> Band) -> Vec<Vec<Band>> {
    columns.iter().map(|(stage, rows)| rows.iter().map(|row| band(stage, *row)).collect()).collect()
}

fn today(book: &Book, zone: &Zone, moment: Moment) -> Day {
    zone.day_of(match moment {
        Moment::Now => book.now(),
        Moment::At(at) => at,
    })
}

fn day(value: &Value) -> Option<Day> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

/// The day on which a deal entered its stage; today where that is not known.
fn entered(view: &View<'_>, zone: &Zone, today: Day, row: u32) -> Day {
    let since = view.column(Deal::STAGE).and_then(|column| column.since.get(row as usize)).copied();
    since.filter(|since| *since != Instant::ALWAYS).map_or(today, |since| zone.day_of(since))
}

/// Amounts in fifths of the deals that have one.
fn amounts(view: &View<'_>, columns: &[(&Stage, &[u32])]) -> Vec<Vec<Band>> {
    let column = view.column(Deal::AMOUNT);
    let amount = |row: u32| match column.map(|column| (column.cells.as_ref(), column.present.get(row as usize))) {
        Some((Cells::Money(minor, _), true)) => minor.get(row as usize).copied(),
        _ => None,
    };
    let mut all: Vec<i64> = columns.iter().flat_map(|(_, rows)| rows.iter().filter_map(|row| amount(*row))).collect();
    all.sort_unstable();
    // The amount up to which each fifth goes.
    let top = |fifth: usize| all.get((all.len() * fifth).div_ceil(FIFTHS).saturating_sub(1)).copied();
    let mut tops: Vec<i64> = (1..=FIFTHS).filter_map(top).collect();
    tops.dedup();
    let band = |row: u32| {
        let Some(amount) = amount(row) else { return Band::NoAmount };
        let at = tops.partition_point(|top| *top < amount);
        let below = at.checked_sub(1).and_then(|at| tops.get(at)).copied();
        Band::Amounts(below.or(all.first().copied()).unwrap_or(amount), tops.get(at).copied().unwrap_or(amount))
    };
    each(columns, |_, row| band(row))
}

/// Where a band stands among all.
fn rank(band: Band) -> (u8, i64) {
    match band {
        Band::Days(days) => (0, days.into()),
        Band::Older(days) => (1, days.into()),
        Band::NoAmount => (2, 0),
        Band::Amounts(_, most) => (3, most),
        Band::Settled => (4, 0),
        Band::InTime => (5, 0),
        Band::NoStep => (6, 0),
        Band::Overdue => (7, 0),
        Band::Rots => (8, 0),
    }
}

/// The bands there are, in order, with how many deals each has.
fn ranked(of: &[Vec<Band>]) -> Heat {
    let mut bands: Vec<(Band, usize)> = Vec::new();
    let count = |band: Band, bands: &mut Vec<(Band, usize)>| {
        let at = bands.iter().position(|(have, _)| *have == band).unwrap_or_else(|| {
            bands.push((band, 0));
            bands.len() - 1
        });
        bands[at].1 += 1;
        at
    };
    let first: Vec<Vec<usize>> =
        of.iter().map(|column| column.iter().map(|band| count(*band, &mut bands)).collect()).collect();
    let mut order: Vec<usize> = (0..bands.len()).collect();
    order.sort_by_key(|at| rank(bands[*at].0));
    let mut place = vec![0_u8; bands.len()];
    for (at, band) in (0..).zip(&order) {
        place[*band] = at;
    }
    let of = first.iter().map(|column| column.iter().map(|band| place[*band]).collect()).collect();
    Heat { bands: order.into_iter().map(|at| bands[at]).collect(), of }
}

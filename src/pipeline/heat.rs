//! What a strip of deals shows by its colours: how old they are, what they are worth, or how they stand.

use std::collections::BTreeMap;

use super::ageing::{NextStep, age};
use crate::book::{Book, Moment, View};
use crate::model::records::{Deal, Stage};
use crate::model::{Currency, Day, Instant, Money, Value, Zone};
use crate::query::Rates;

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
    /// An amount in a currency of which no rate is known: it cannot be told which of the others it is like.
    NoRate,
    /// Of which fifth, the least first, and from the first amount to the second: in the company's own
    /// currency, by the rates of the moment.
    Amounts(u8, Money, Money),
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

/// The colour of a band, whatever others there are: a deal keeps its colour when a filter leaves out others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// From 1, the coolest, to 6, which says that something is wrong.
    Heat(u8),
    /// Shades of one hue, from 1, the least, to 5: a large amount is nothing bad.
    Worth(u8),
    /// Nothing is there to be coloured.
    Nothing,
    /// Something is there that cannot be told.
    Unknown,
}

impl Band {
    /// Its colour.
    pub fn colour(self) -> Colour {
        match self {
            Self::Days(most) => Colour::Heat((1..).zip(DAYS).find(|(_, days)| most <= *days).map_or(4, |(at, _)| at)),
            Self::Older(_) | Self::Overdue => Colour::Heat(5),
            Self::NoAmount => Colour::Nothing,
            Self::NoRate => Colour::Unknown,
            Self::Amounts(fifth, ..) => Colour::Worth(fifth.clamp(1, FIFTHS)),
            Self::Settled => Colour::Heat(1),
            Self::InTime => Colour::Heat(2),
            Self::NoStep => Colour::Heat(4),
            Self::Rots => Colour::Heat(6),
        }
    }
}

/// Days in the stage at which the colour changes.
const DAYS: [i32; 4] = [7, 30, 60, 90];
/// Colours of amounts.
const FIFTHS: u8 = 5;

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
        By::Amount => amounts(&Rates::at(book, zone, moment), &view, columns),
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

/// Amounts in fifths of the deals that have one, all in one currency: the company's own, else the one
/// that most of them have.
fn amounts(rates: &Rates, view: &View<'_>, columns: &[(&Stage, &[u32])]) -> Vec<Vec<Band>> {
    let column = view.column(Deal::AMOUNT);
    let amount = |row: u32| column.and_then(|column| column.value(row as usize)).and_then(|value| value.as_money());
    let rows = || columns.iter().flat_map(|(_, rows)| rows.iter().copied());
    let Some(own) = rates.base.or_else(|| usual(rows().filter_map(amount))) else {
        return each(columns, |_, _| Band::NoAmount);
    };
    let worth = |money: Money| if money.currency == own { Some(money.minor) } else { Some(rates.one(money)?.minor) };
    let mut all: Vec<i64> = rows().filter_map(|row| worth(amount(row)?)).collect();
    all.sort_unstable();
    // The amount up to which each fifth goes; of equal ones the first fifth holds them all.
    let top = |fifth: u8| {
        let at = (all.len() * usize::from(fifth)).div_ceil(FIFTHS.into()).saturating_sub(1);
        all.get(at).map(|top| (fifth, *top))
    };
    let mut tops: Vec<(u8, i64)> = (1..=FIFTHS).filter_map(top).collect();
    tops.dedup_by_key(|(_, top)| *top);
    let band = |row: u32| {
        let Some(amount) = amount(row) else { return Band::NoAmount };
        let Some(worth) = worth(amount) else { return Band::NoRate };
        let at = tops.partition_point(|(_, top)| *top < worth);
        let below = at.checked_sub(1).and_then(|at| tops.get(at)).map(|(_, top)| *top);
        let low = below.or(all.first().copied()).unwrap_or(worth);
        let (fifth, high) = tops.get(at).copied().unwrap_or((FIFTHS, worth));
        Band::Amounts(fifth, Money::new(low, own), Money::new(high, own))
    };
    each(columns, |_, row| band(row))
}

/// The currency that most amounts have; of several the first by code.
fn usual(amounts: impl Iterator<Item = Money>) -> Option<Currency> {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    amounts.for_each(|amount| *counts.entry(amount.currency).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(currency, _)| currency)
}

/// Where a band stands among all.
fn rank(band: Band) -> (u8, i64) {
    match band {
        Band::Days(days) => (0, days.into()),
        Band::Older(days) => (1, days.into()),
        Band::NoAmount => (2, 0),
        Band::NoRate => (3, 0),
        Band::Amounts(_, _, most) => (4, most.minor),
        Band::Settled => (5, 0),
        Band::InTime => (6, 0),
        Band::NoStep => (7, 0),
        Band::Overdue => (8, 0),
        Band::Rots => (9, 0),
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

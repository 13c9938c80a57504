//! A board by the month in which its open deals are expected to close.

use std::sync::Arc;

use super::board::{USUAL, all_stages, stage_source};
use crate::model::records::{Deal, PipelineId};
use crate::model::{Month, Record, Value};
use crate::query::{Answer, Filter, Key, Measured, MoneyBag, Scan, Source, Test};

/// How many months from this one on are shown, though nothing is expected in them.
const AHEAD: i32 = 3;
/// How many months after this one are shown without a gap.
const FAR: i32 = 24;

/// A column of a board by month.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthColumn {
    /// The month; `None` for deals without a day.
    pub month: Option<Month>,
    /// How many deals.
    pub count: u64,
    /// The sum of their amounts.
    pub sum: MoneyBag,
    /// The sum weighted by the stages' probabilities.
    pub weighted: MoneyBag,
    /// Mean whole days since they entered their stage.
    pub mean_age: Option<f64>,
    /// What was asked for beside these.
    pub measures: Vec<Measured>,
    /// Rows of the table of deals, by day and then as they were made.
    pub rows: Vec<u32>,
}

impl MonthColumn {
    /// The month as the key of a group.
    pub fn key(&self) -> Key {
        self.month.map_or(Key::Empty, Key::Month)
    }
}

/// The month of expected close as a source.
pub fn source() -> Source {
    Source::field(&Deal::COLLECTION.fields[Deal::EXPECTED_CLOSE].key).month()
}

/// The filter of all deals in the open stages of a pipeline.
pub fn open_in(book: &crate::book::Book, pipeline: PipelineId) -> Filter {
    let open = all_stages(book, pipeline).into_iter().filter(|stage| stage.kind.as_deref() == Some("open"));
    Filter::Is(stage_source(), Test::In(open.map(|stage| Key::Record(stage.id.into())).collect()))
}

/// The columns: months with deals, the next ones without a gap, and deals without a day last.
pub(super) fn columns(scan: &Scan<'_>, answer: &Answer) -> Vec<Arc<MonthColumn>> {
    let this = scan.today().month();
    let month_of = |keys: &[Key]| if let Some(Key::Month(month)) = keys.first() { Some(*month) } else { None };
    let mut months: Vec<Month> = answer.groups.iter().filter_map(|group| month_of(&group.keys)).collect();
    let near = months.iter().map(|month| month.0).filter(|month| *month <= this.0 + FAR).max().unwrap_or(this.0);
    months.extend((this.0..=near.max(this.0 + AHEAD - 1)).map(Month));
    crate::model::order::sort(&mut months);
    months.dedup();
    let undated = answer.groups.iter().any(|group| month_of(&group.keys).is_none());
    let none: Vec<Measured> = answer.total.iter().map(Measured::nothing).collect();
    let mut parts = answer.parted();
    let mut column = |month: Option<Month>| {
        let found = answer.groups.iter().position(|group| month_of(&group.keys) == month);
        let measures = found.map_or(&none, |at| &answer.groups[at].measures);
        let measured = |at: usize| measures.get(at).unwrap_or(&Measured::Number(None));
        Arc::new(MonthColumn {
            month,
            count: measured(0).count(),
            sum: measured(1).money(),
            weighted: measured(2).money(),
            mean_age: measured(3).number(),
            measures: measures.get(USUAL..).unwrap_or_default().to_vec(),
            rows: found.map(|at| by_day(scan, &std::mem::take(&mut parts[at]))).unwrap_or_default(),
        })
    };
    months.into_iter().map(Some).chain(undated.then_some(None)).map(&mut column).collect()
}

fn by_day(scan: &Scan<'_>, rows: &[u32]) -> Vec<u32> {
    let (table, column) = (scan.view().table(), scan.view().column(Deal::EXPECTED_CLOSE));
    let day = |row: usize| match column.and_then(|column| column.value(row)) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    let mut rows: Vec<_> = rows.iter().map(|row| (day(*row as usize), table.id(*row as usize), *row)).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, _, row)| row).collect()
}

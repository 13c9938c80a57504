//! The board of a pipeline as a view model: its columns with figures, and the order of cards.

use std::sync::Arc;

use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Moment};
use crate::model::records::{Deal, Pipeline, PipelineId, Stage, StageId};
use crate::model::{Day, Id, Instant, Record, Value, Zone};
use crate::query::{Answer, Filter, Key, Measure, Measured, MoneyBag, Query, Rates, Scan, Source, Test};

use super::ageing::{Age, age, put_off};
use super::lanes::{self, Lane};
use super::limit::{self, Over};
use super::months::{self, MonthColumn};
use super::order::Order;

/// What the columns of a board stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// The stages of the pipeline.
    #[default]
    ByStage,
    /// The months in which its open deals are expected to close.
    ByMonth,
}

/// What a board shows.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardQuery {
    /// The pipeline.
    pub pipeline: PipelineId,
    /// Which deals.
    pub filter: Filter,
    /// When.
    pub moment: Moment,
    /// What the columns stand for.
    pub columns: Columns,
    /// By what the deals are parted into lanes.
    pub lanes: Option<Source>,
    /// What is worked out for each column beside its usual figures.
    pub measures: Vec<Measure>,
}

impl BoardQuery {
    /// The usual board: by stage, in one lane.
    pub fn new(pipeline: PipelineId, filter: Filter, moment: Moment) -> Self {
        Self { pipeline, filter, moment, columns: Columns::ByStage, lanes: None, measures: Vec::new() }
    }
}

/// A board.
#[derive(Clone, Debug)]
pub struct Board {
    /// The pipeline's name.
    pub name: String,
    /// Its columns by rank of the stage, where these are its columns.
    pub columns: Vec<Arc<Column>>,
    /// Its columns by month, where these are its columns.
    pub months: Vec<Arc<MonthColumn>>,
    /// Its lanes, where it is parted into some.
    pub lanes: Vec<Lane>,
    /// Deals in all columns.
    pub count: u64,
    /// What was asked for beside the usual figures, over all columns.
    pub measures: Vec<Measured>,
    /// What foreign money is worth at its moment.
    pub rates: Rates,
    /// The day that ages count to.
    pub today: Day,
}

/// A column of a board: a stage and its deals.
#[derive(Clone, Debug)]
pub struct Column {
    /// The stage.
    pub stage: Stage,
    /// How many deals.
    pub count: u64,
    /// The sum of their amounts.
    pub sum: MoneyBag,
    /// The sum weighted by the stage's probability.
    pub weighted: MoneyBag,
    /// Mean whole days since they entered the stage.
    pub mean_age: Option<f64>,
    /// What was asked for beside these.
    pub measures: Vec<Measured>,
    /// How far the stage is over its limits, whatever the filter.
    pub over: Option<Over>,
    /// Rows of the table of deals in the order of cards.
    pub rows: Vec<u32>,
}

/// A card of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The deal.
    pub deal: Deal,
    /// Its age.
    pub age: Age,
}

/// The stages of a pipeline by rank, archived ones left out.
pub fn stages(book: &Book, pipeline: PipelineId) -> Vec<Stage> {
    let mut stages = all_stages(book, pipeline);
    let table = book.of::<Stage>();
    stages.retain(|stage| table.row(stage.id.into()).is_none_or(|row| !table.is_archived(row)));
    stages
}

/// The stages of a pipeline by rank, with those that were archived: a deal may stand in one still,
/// or may have stood in it then.
pub fn all_stages(book: &Book, pipeline: PipelineId) -> Vec<Stage> {
    let mut stages: Vec<Stage> = book.all::<Stage>().filter(|stage| stage.pipeline == Some(pipeline.into())).collect();
    crate::model::order::by(&mut stages, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    stages
}

/// The filter of all deals of a pipeline.
pub fn in_pipeline(book: &Book, pipeline: PipelineId) -> Filter {
    let keys = all_stages(book, pipeline).into_iter().map(|stage| Key::Record(stage.id.into())).collect();
    Filter::Is(stage_source(), Test::In(keys))
}

/// The stage of a deal as a source.
pub fn stage_source() -> Source {
    Source::field(&Deal::COLLECTION.fields[Deal::STAGE].key)
}

fn stage_key() -> String {
    Deal::COLLECTION.fields[Deal::STAGE].key.clone().into_owned()
}

/// Reads a board of all deals; `None` where there is no such pipeline.
pub fn board(book: &Book, zone: &Zone, query: &BoardQuery) -> Option<Board> {
    board_of(&Scan::new(book, zone, Deal::COLLECTION.key, query.moment)?, query)
}

/// Reads a board of some deals, at their moment; `None` where there is no such pipeline.
pub fn board_of(scan: &Scan<'_>, query: &BoardQuery) -> Option<Board> {
    board_after(scan, query, None)
}

/// Reads a board like [`board_of`]. Where it is mostly as it was before, its cards are put in order in
/// a fraction of the time; it is the same board whatever was before.
pub fn board_after(scan: &Scan<'_>, query: &BoardQuery, before: Option<&Board>) -> Option<Board> {
    let book = scan.book();
    let pipeline = book.get::<Pipeline>(query.pipeline)?;
    let (by, within) = match query.columns {
        Columns::ByStage => (stage_source(), in_pipeline(book, query.pipeline)),
        Columns::ByMonth => (months::source(), months::open_in(book, query.pipeline)),
    };
    let asked = Asked { filter: query.filter.clone().and(within), by };
    let answer = scan.answer(&asked.query(&[], query.measures.clone()));
    let (mut columns, mut months) = (Vec::new(), Vec::new());
    match query.columns {
        Columns::ByStage => columns = by_stage(scan, query, &answer, before),
        Columns::ByMonth => months = months::columns(scan, &answer),
    }
    let shown: Vec<(Key, &[u32])> = match query.columns {
        Columns::ByStage => columns.iter().map(|at| (Key::Record(at.stage.id.into()), at.rows.as_slice())).collect(),
        Columns::ByMonth => months.iter().map(|at| (at.key(), at.rows.as_slice())).collect(),
    };
    let lanes = query.lanes.as_ref().map(|lane| lanes::lanes(scan, &asked, lane, &shown)).unwrap_or_default();
    Some(Board {
        name: pipeline.name.unwrap_or_default(),
        columns,
        months,
        lanes,
        count: answer.total.first().map_or(0, Measured::count),
        measures: answer.total.get(USUAL..).unwrap_or_default().to_vec(),
        rates: scan.rates(),
        today: scan.today(),
    })
}

/// How many figures each column has anyway.
pub(super) const USUAL: usize = 4;

/// What all questions for one board have in common.
pub(super) struct Asked {
    /// Which deals.
    filter: Filter,
    /// What the columns stand for.
    by: Source,
}

impl Asked {
    /// The usual figures and others, by column within other groups.
    pub(super) fn query(&self, within: &[Source], others: Vec<Measure>) -> Query {
        let amount = Source::field(&Deal::COLLECTION.fields[Deal::AMOUNT].key);
        let usual: [Measure; USUAL] =
            [Measure::Count, Measure::Sum(amount.clone()), Measure::Weighted(amount), Measure::MeanAge(stage_key())];
        Query {
            collection: Deal::COLLECTION.key.to_owned(),
            filter: self.filter.clone(),
            groups: within.iter().chain([&self.by]).cloned().collect(),
            measures: usual.into_iter().chain(others).collect(),
        }
    }
}

fn by_stage(scan: &Scan<'_>, query: &BoardQuery, answer: &Answer, before: Option<&Board>) -> Vec<Arc<Column>> {
    let book = scan.book();
    let (stages, all) = (stages(book, query.pipeline), all_stages(book, query.pipeline));
    let mut over = limit::over(scan, query.pipeline, &all);
    let none: Vec<Measured> = answer.total.iter().skip(USUAL).map(Measured::nothing).collect();
    let since = scan.view().column(Deal::STAGE).map(|column| column.since.as_ref()).unwrap_or_default();
    let mut parts = answer.parted();
    let order = Order::new(scan.view().table(), since);
    let known = |stage: StageId| {
        let columns = before.map(|before| before.columns.as_slice()).unwrap_or_default();
        columns.iter().find(|column| column.stage.id == stage).map(|column| column.rows.as_slice()).unwrap_or_default()
    };
    let columns = all.into_iter().filter_map(|stage| {
        let key = [Key::Record(stage.id.into())];
        let found = answer.groups.iter().position(|group| group.keys == key);
        // An archived stage is shown as long as there is a deal in it.
        if found.is_none() && !stages.iter().any(|other| other.id == stage.id) {
            return None;
        }
        let measures = found.map(|at| answer.groups[at].measures.clone()).unwrap_or_default();
        let measured = |at: usize| measures.get(at).unwrap_or(&Measured::Number(None));
        let over_at = over.iter().position(|(of, _)| *of == stage.id);
        Some(Arc::new(Column {
            count: measured(0).count(),
            sum: measured(1).money(),
            weighted: measured(2).money(),
            mean_age: measured(3).number(),
            measures: if found.is_some() { measures.get(USUAL..).unwrap_or_default().to_vec() } else { none.clone() },
            over: over_at.map(|at| over.swap_remove(at).1),
            rows: found.map(|at| order.of(std::mem::take(&mut parts[at]), known(stage.id))).unwrap_or_default(),
            stage,
        }))
    });
    columns.collect()
}

/// The rows of a stage's deals at present, in the order of cards.
pub fn order_now(book: &Book, stage: StageId) -> Vec<u32> {
    let Some(order) = Order::now(book) else { return Vec::new() };
    order.of(rows_now(book, stage), &[])
}

/// The rows of a stage's deals at present, as they were made.
pub(super) fn rows_now(book: &Book, stage: StageId) -> Vec<u32> {
    let table = book.of::<Deal>();
    let Some(column) = table.column(Deal::STAGE) else { return Vec::new() };
    let (Pool::Ids(dict), Cells::Code(codes)) = (column.data().pool(), column.data().cells()) else {
        return Vec::new();
    };
    let stages: Vec<bool> = dict.items().iter().map(|id| book.resolve(*id) == Id::from(stage)).collect();
    let (present, mut rows) = (column.data().present(), Vec::new());
    table.live().each(|row| {
        if present.get(row) && stages.get(codes[row] as usize) == Some(&true) {
            rows.push(u32::try_from(row).unwrap_or(u32::MAX));
        }
    });
    rows
}

/// The card of a row. Reads only this row, so that a column may hold any number of them.
/// `expected_days` says them of a stage.
pub fn card(
    book: &Book,
    zone: &Zone,
    moment: Moment,
    row: u32,
    expected_days: impl FnOnce(Option<Id>) -> Option<f64>,
) -> Option<Card> {
    let table = book.of::<Deal>();
    let row = row as usize;
    let mut deal = Deal::read(table.id(row)?, &table.at(row));
    let (now, stage) = match moment {
        Moment::Now => (book.now(), table.column(Deal::STAGE)?.since().get(row).copied()),
        Moment::At(at) => {
            let entry = |field: usize| table.column(field)?.versions()?.at(row, at);
            let value = |field: usize| table.column(field)?.decode(entry(field)?.cell);
            deal.amount = value(Deal::AMOUNT).and_then(|value| value.as_money());
            deal.owner = value(Deal::OWNER).and_then(|value| value.as_reference());
            deal.stage = value(Deal::STAGE).and_then(|value| value.as_reference());
            let day = |field: usize| if let Some(Value::Date(day)) = value(field) { Some(day) } else { None };
            (deal.expected_close, deal.next_step_on) = (day(Deal::EXPECTED_CLOSE), day(Deal::NEXT_STEP_ON));
            (at, entry(Deal::STAGE).map(|version| version.effective))
        }
    };
    let today = zone.day_of(now);
    let entered = stage.filter(|since| *since != Instant::ALWAYS).map_or(today, |since| zone.day_of(since));
    let age = age(entered, today, expected_days(deal.stage), deal.next_step_on);
    let put_off = if deal.next_step_on.is_some() { put_off(book, row, now) } else { 0 };
    Some(Card { deal, age: Age { put_off, ..age } })
}

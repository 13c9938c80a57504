//! The shape of a pipeline: its stages by name, order, kind and limits, changed as one act. Stages
//! come, go, are split and merged; their deals are carried along and keep the day they entered, for
//! a deal does not get younger because a column has another name. Deals that are carried along, and
//! those that go to another pipeline, meet no gate: it is whoever lays down the stages that says where
//! they belong.

use std::collections::HashSet;

use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId, Pipeline, PipelineId, Stage, StageId};
use crate::model::{BasisPoints, Id, Instant, Record, Value};

use super::asks::Asks;
use super::{board, rank, template};

/// A stage as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    /// Its id: of a stage of the pipeline, or a fresh one.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// `open`, `won`, `lost` or `hold`.
    pub kind: String,
    /// The chance that a deal in it is won; by its position where `None` and it is new.
    pub probability: Option<BasisPoints>,
    /// Days after which a deal in it is ageing.
    pub expected_days: Option<u16>,
    /// How many deals it shall hold at most.
    pub limit: Option<u16>,
    /// How many deals of one person it shall hold at most.
    pub limit_each: Option<u16>,
    /// What it asks of a deal that enters.
    pub asks: Asks,
}

impl Shaped {
    /// A stage as it is.
    pub fn of(stage: &Stage) -> Self {
        Self {
            id: stage.id,
            name: stage.name.clone().unwrap_or_default(),
            kind: stage.kind.as_deref().unwrap_or("open").to_owned(),
            probability: stage.probability,
            expected_days: whole(stage.expected_days),
            limit: whole(stage.limit),
            limit_each: whole(stage.limit_each),
            asks: Asks::of(stage),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the field's bounds are those of the type")]
pub(super) fn whole(number: Option<f64>) -> Option<u16> {
    number.filter(|number| (0.0..=f64::from(u16::MAX)).contains(number)).map(|number| number as u16)
}

/// Which deals of a stage go to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carry {
    /// The stage that they are in.
    pub from: StageId,
    /// Only these; all where `None`.
    pub only: Option<Vec<DealId>>,
    /// The stage that they go to.
    pub to: StageId,
}

/// Gives a pipeline another shape. Stages that are not named any more are archived.
#[derive(Clone, Debug)]
pub struct Reshape {
    /// The pipeline.
    pub pipeline: PipelineId,
    /// Its name.
    pub name: String,
    /// Its stages in order.
    pub stages: Vec<Shaped>,
    /// The deals that go from one stage to another; the first rule that fits a deal holds.
    pub carry: Vec<Carry>,
}

/// Makes a pipeline of a given shape.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its id, a fresh one.
    pub pipeline: PipelineId,
    /// Its name.
    pub name: String,
    /// Its stages in order, with fresh ids.
    pub stages: Vec<Shaped>,
}

impl Command for Found {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, Pipeline::COLLECTION.key, None)?;
        let Self { pipeline, name, stages } = self.clone();
        let shape = Reshape { pipeline, name, stages, carry: Vec::new() };
        shape.check()?;
        let label = Label::new("did-create-pipeline").with("name", self.name.as_str());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let name = (Pipeline::NAME, Some(Value::Text(shape.name.clone())));
        edit.create(Pipeline::COLLECTION.key, pipeline.into(), &[name], &[])?;
        shape.write_stages(book, &mut edit, &[])?;
        edit.finish()
    }
}

impl Command for Reshape {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, Pipeline::COLLECTION.key, None)?;
        let gone = || Rejection::Gone { collection: Pipeline::COLLECTION.key.into(), id: self.pipeline.into() };
        let pipeline = book.get::<Pipeline>(self.pipeline).ok_or_else(gone)?;
        self.check()?;
        let label = Label::new("did-reshape").with("name", pipeline.name.unwrap_or_default());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let name = (Pipeline::NAME, Some(Value::Text(self.name.clone())));
        edit.set(Pipeline::COLLECTION.key, self.pipeline.into(), name, None)?;
        let before = board::stages(book, self.pipeline);
        self.write_stages(book, &mut edit, &before)?;
        self.carry_deals(book, &mut edit, &before)?;
        for stage in before.iter().filter(|stage| !self.has(stage.id)) {
            edit.archive(Stage::COLLECTION.key, stage.id.into(), true)?;
        }
        edit.finish()
    }
}

impl Reshape {
    fn has(&self, stage: StageId) -> bool {
        self.stages.iter().any(|shaped| shaped.id == stage)
    }

    /// Refuses what would be no pipeline: nothing to be in, or deals sent to where nothing is.
    fn check(&self) -> Result<(), Rejection> {
        let has = |kind: &str| self.stages.iter().any(|stage| stage.kind == kind);
        if !has("open") {
            return Err(Rejection::Against(Label::new("refused-no-open-stage")));
        }
        if !has("won") || !has("lost") {
            return Err(Rejection::Against(Label::new("refused-no-end-stage")));
        }
        let named = |stage: &Shaped| stage.name.trim().to_lowercase();
        for (at, stage) in self.stages.iter().enumerate() {
            if self.stages[..at].iter().any(|other| named(other) == named(stage)) {
                return Err(Rejection::Against(Label::new("refused-stage-twice").with("stage", stage.name.trim())));
            }
        }
        if self.carry.iter().any(|carry| !self.has(carry.to)) {
            return Err(Rejection::Against(Label::new("refused-stage-leads-nowhere")));
        }
        Ok(())
    }

    fn write_stages(&self, book: &Book, edit: &mut Editor<'_>, before: &[Stage]) -> Result<(), Rejection> {
        let open = self.stages.iter().filter(|stage| stage.kind == "open").count();
        let ranks = ranks(&self.stages, before);
        let mut at = 0;
        for (stage, rank) in self.stages.iter().zip(ranks) {
            at += usize::from(stage.kind == "open");
            let number = |number: Option<u16>| number.map(|number| Value::Number(number.into()));
            let mut values = vec![
                (Stage::NAME, Some(Value::Text(stage.name.trim().to_owned()))),
                (Stage::RANK, Some(Value::Text(rank))),
                (Stage::KIND, Some(Value::Text(stage.kind.clone()))),
                (Stage::EXPECTED_DAYS, number(stage.expected_days)),
                (Stage::LIMIT, number(stage.limit)),
                (Stage::LIMIT_EACH, number(stage.limit_each)),
            ];
            let stands = book.get::<Stage>(stage.id);
            let known = stands.is_some();
            values.extend(stage.asks.values(stands.as_ref()));
            let probability = stage.probability.or_else(|| {
                (!known).then(|| match stage.kind.as_str() {
                    "open" => template::by_position(at, open),
                    "won" => BasisPoints::WHOLE,
                    _ => BasisPoints(0),
                })
            });
            values.push((Stage::PROBABILITY, probability.map(Value::Percent)));
            if !known {
                values.push((Stage::PIPELINE, Some(Id::from(self.pipeline).into())));
                edit.create(Stage::COLLECTION.key, stage.id.into(), &values, &[])?;
                continue;
            }
            for change in values {
                edit.set(Stage::COLLECTION.key, stage.id.into(), change, None)?;
            }
            // One that was archived is back.
            edit.archive(Stage::COLLECTION.key, stage.id.into(), false)?;
        }
        Ok(())
    }

    /// Carries deals along; a stage may only go when none is left in it.
    fn carry_deals(&self, book: &Book, edit: &mut Editor<'_>, before: &[Stage]) -> Result<(), Rejection> {
        let table = book.of::<Deal>();
        let Some(column) = table.column(Deal::STAGE) else { return Ok(()) };
        // Which deals a rule names is looked up once for each deal of the stage.
        let only = |carry: &Carry| carry.only.as_ref().map(|only| only.iter().copied().collect::<HashSet<DealId>>());
        let rules: Vec<(&Carry, Option<HashSet<DealId>>)> =
            self.carry.iter().map(|carry| (carry, only(carry))).collect();
        for stage in before {
            let mut left = 0_usize;
            for row in board::order_now(book, stage.id) {
                let row = row as usize;
                let Some(deal) = table.id(row).map(DealId) else { continue };
                let fits = |(carry, only): &&(&Carry, Option<HashSet<DealId>>)| {
                    carry.from == stage.id && only.as_ref().is_none_or(|only| only.contains(&deal))
                };
                let Some((carry, _)) = rules.iter().find(fits) else {
                    left += 1;
                    continue;
                };
                let since = column.since().get(row).copied().unwrap_or(Instant::ALWAYS);
                let to = (Deal::STAGE, Some(Value::Reference(carry.to.into())));
                edit.set(Deal::COLLECTION.key, deal.into(), to, Some(since))?;
            }
            if left > 0 && !self.has(stage.id) {
                let name = stage.name.clone().unwrap_or_default();
                let label = Label::new("refused-stage-holds").with("stage", name).with("n", left.to_string());
                return Err(Rejection::Against(label));
            }
        }
        Ok(())
    }
}

/// The ranks of stages in their order: those that stand keep theirs where the order allows it.
fn ranks(stages: &[Shaped], before: &[Stage]) -> Vec<String> {
    let old: Vec<Option<&str>> = stages
        .iter()
        .map(|stage| before.iter().find(|other| other.id == stage.id).and_then(|other| other.rank.as_deref()))
        .collect();
    let known: Vec<&str> = old.iter().flatten().copied().collect();
    if known.is_sorted() && known.windows(2).all(|pair| pair[0] != pair[1]) {
        let mut ranks: Vec<String> = Vec::new();
        for (at, rank) in old.iter().enumerate() {
            let next = old[at..].iter().flatten().next().copied();
            let made = || rank::between(ranks.last().map(String::as_str), next);
            let rank = rank.map_or_else(made, str::to_owned);
            ranks.push(rank);
        }
        return ranks;
    }
    rank::series(stages.len())
}

/// Moves deals to another pipeline: each to the stage that stands for its own there. No gate is asked:
/// what a deal had to have for its stage, it had.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The deals.
    pub deals: Vec<DealId>,
    /// For each stage that one of them is in, the stage there.
    pub mapping: Vec<(StageId, StageId)>,
}

impl Command for Transfer {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        // Whoever lays down stages says which stand for which: others move deals, past their gates.
        book.permit(&context.actor, Verb::Configure, Pipeline::COLLECTION.key, None)?;
        let label = Label::new("did-transfer").with("n", self.deals.len().to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        for deal in &self.deals {
            let (_, row) = edit.live(Deal::COLLECTION.key, (*deal).into())?;
            book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
            let Some(stage) = book.get::<Deal>(*deal).and_then(|deal| deal.stage).map(StageId) else { continue };
            let to = self.mapping.iter().find(|(from, _)| *from == stage).map(|(_, to)| *to);
            let Some(to) = to.filter(|to| super::commands::takes(book, *to)) else {
                let name = book.get::<Stage>(stage).and_then(|stage| stage.name).unwrap_or_default();
                return Err(Rejection::Against(Label::new("refused-no-stage-for").with("stage", name)));
            };
            let value = (Deal::STAGE, Some(Value::Reference(to.into())));
            let since = closed_since(book, row, stage, to);
            edit.set(Deal::COLLECTION.key, (*deal).into(), value, since)?;
            edit.set(Deal::COLLECTION.key, (*deal).into(), (Deal::RANK, None), None)?;
        }
        edit.finish()
    }
}

/// When a closed deal entered its stage, where it goes to one that closes it the same way: it was
/// won or lost then, not now.
fn closed_since(book: &Book, row: usize, from: StageId, to: StageId) -> Option<Instant> {
    let kind = |stage: StageId| book.get::<Stage>(stage)?.kind;
    let closed = kind(from).filter(|kind| kind == "won" || kind == "lost")?;
    (kind(to)? == closed).then(|| book.of::<Deal>().column(Deal::STAGE)?.since().get(row).copied())?
}

/// The stages of another pipeline that stand for those of one, as far as that can be told: of the same
/// name, else the last open one no further along. Closed deals stay unless a stage of their kind is there.
pub fn usual_map(book: &Book, from: PipelineId, to: PipelineId) -> Vec<(StageId, StageId)> {
    let (from, to) = (board::all_stages(book, from), board::stages(book, to));
    let kind = |stage: &Stage| stage.kind.clone().unwrap_or_else(|| "open".to_owned());
    let open = |stages: &[Stage]| stages.iter().filter(|stage| kind(stage) == "open").count();
    let (here, there) = (open(&from), open(&to));
    let mut at = 0;
    let mut map = Vec::new();
    for stage in &from {
        let is_open = kind(stage) == "open";
        let share = at * there / here.max(1);
        at += usize::from(is_open);
        let named = to.iter().find(|other| other.name == stage.name && kind(other) == kind(stage));
        let mut others = to.iter().filter(|other| kind(other) == kind(stage));
        let like = || others.nth(if is_open { share } else { 0 });
        map.extend(named.or_else(like).map(|other| (stage.id, other.id)));
    }
    map
}

/// The pipelines that are not archived.
pub fn open_pipelines(book: &Book) -> impl Iterator<Item = Pipeline> + '_ {
    let table = book.of::<Pipeline>();
    book.all::<Pipeline>().filter(|pipeline| table.row(pipeline.id.into()).is_none_or(|row| !table.is_archived(row)))
}

//! What can be done to a deal: create it, move it.

use crate::book::command::{Change, Editor};
use crate::book::whole::{self, Lines};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId, Stage, StageId};
use crate::model::validate::Problem;
use crate::model::{Instant, Record, Value};
use crate::query::title;

use super::gate::{self, Brought};
use super::order::Order;
use super::{board, rank};

/// Where in its column a deal shall stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Where it comes by itself: unranked, by stage entry.
    Usual,
    /// Right above another deal of the stage.
    Before(DealId),
    /// Below all others.
    Last,
}

/// Most cards that get a rank of their own because one was put below them.
const MOST_RANKED: usize = 500;

/// Whether deals may be moved to a stage: it is there and not archived.
pub fn takes(book: &Book, stage: StageId) -> bool {
    let table = book.of::<Stage>();
    table.row(table.resolve(stage.into())).is_some_and(|row| table.is_live(row) && !table.is_archived(row))
}

/// A stage that deals may be moved to.
pub(crate) fn open_to(book: &Book, stage: StageId) -> Result<Stage, Rejection> {
    let gone = || Rejection::Gone { collection: Stage::COLLECTION.key.into(), id: stage.into() };
    let found = book.get::<Stage>(stage).ok_or_else(gone)?;
    if takes(book, stage) {
        return Ok(found);
    }
    Err(Rejection::Against(Label::new("refused-stage-archived").with("stage", found.name.unwrap_or_default())))
}

/// Moves a deal to a stage, or to another place in its column.
#[derive(Clone, Debug)]
pub struct MoveDeal {
    /// The deal.
    pub deal: DealId,
    /// The stage to move to.
    pub to: StageId,
    /// Where in the column.
    pub spot: Spot,
    /// From when it holds; now where `None`.
    pub effective: Option<Instant>,
    /// What the gate of the stage asked for.
    pub brought: Brought,
}

impl Command for MoveDeal {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let gone = || Rejection::Gone { collection: Stage::COLLECTION.key.into(), id: self.to.into() };
        let stays = book.get::<Deal>(self.deal).is_some_and(|deal| deal.stage == Some(self.to.into()));
        // A deal may be put elsewhere in the column of a stage that takes no more.
        let stage = if stays { book.get::<Stage>(self.to).ok_or_else(gone)? } else { open_to(book, self.to)? };
        let label = Label::new("did-move")
            .with("deal", title::of(book, Deal::COLLECTION.key, self.deal.into()).unwrap_or_default())
            .with("stage", stage.name.unwrap_or_default());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let (_, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
        gate::pass(book, &context.actor, self.deal, self.to, &self.brought)?;
        gate::enter(&mut edit, book, self.deal, self.to, &self.brought, self.effective)?;
        let ranks = match self.spot {
            Spot::Usual if stays => Vec::new(),
            Spot::Usual => vec![(self.deal, None)],
            Spot::Before(other) => self.ranks(book, Some(other)),
            Spot::Last => self.ranks(book, None),
        };
        for (deal, rank) in ranks {
            edit.set(Deal::COLLECTION.key, deal.into(), (Deal::RANK, rank.map(Value::Text)), None)?;
        }
        edit.finish()
    }
}

impl MoveDeal {
    /// The ranks that put the deal right above another: its own, and those of unranked cards that
    /// shall stay above it. Beyond [`MOST_RANKED`] of them it is left where it comes by itself.
    fn ranks(&self, book: &Book, before: Option<DealId>) -> Vec<(DealId, Option<String>)> {
        let Some(order) = Order::now(book) else { return Vec::new() };
        // Rows, not records: a column may hold a hundred thousand, of which few are put in order.
        let mut rows = board::rows_now(book, self.to);
        rows.retain(|row| order.id(*row) != Some(self.deal.into()));
        let (ranked, others) = order.parts(rows);
        let place = |rows: &[u32]| {
            let below = before?;
            rows.iter().position(|row| order.id(*row) == Some(below.into()))
        };
        let rank_at = |at: usize| ranked.get(at).and_then(|row| order.rank(*row));
        let between = |at: usize| {
            let above = at.checked_sub(1).and_then(rank_at);
            vec![(self.deal, Some(rank::between(above, rank_at(at))))]
        };
        if let Some(at) = place(&ranked) {
            return between(at);
        }
        let mut above = match place(&others).map(|at| others[at]) {
            Some(below) => {
                let is_above = |row: &u32| order.compare(*row, below) == std::cmp::Ordering::Less;
                others.into_iter().filter(is_above).collect()
            }
            None => others,
        };
        if above.is_empty() {
            return between(ranked.len());
        }
        if above.len() > MOST_RANKED {
            return vec![(self.deal, None)];
        }
        crate::model::order::by(&mut above, |one, other| order.compare(*one, *other));
        let stem = rank::between(ranked.len().checked_sub(1).and_then(rank_at), None);
        let series = rank::series(above.len() + 1);
        let moved = above.into_iter().filter_map(|row| order.id(row).map(DealId)).chain([self.deal]);
        moved.zip(series).map(|(deal, rank)| (deal, Some(format!("{stem}{rank}")))).collect()
    }
}

/// The values of a deal of which some are given and others typed: what was typed goes before what is
/// given, and what was left empty leaves what is given.
pub fn typed_over(given: Vec<Change>, typed: Vec<Change>) -> Vec<Change> {
    let said = |at: usize| typed.iter().any(|(field, value)| *field == at && value.is_some());
    let mut values: Vec<Change> = given.into_iter().filter(|(at, _)| !said(*at)).collect();
    let rest: Vec<Change> = typed.into_iter().filter(|(at, _)| values.iter().all(|(have, _)| have != at)).collect();
    values.extend(rest);
    values
}

/// Creates a deal in a stage.
#[derive(Clone, Debug)]
pub struct CreateDeal {
    /// Its id.
    pub id: DealId,
    /// Its values by position in the field table; a title and a stage are required.
    pub values: Vec<(usize, Option<Value>)>,
    /// Its lines and its committee.
    pub lines: Vec<Lines>,
}

impl Command for CreateDeal {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, None)?;
        let value =
            |field: usize| self.values.iter().find(|(at, _)| *at == field).and_then(|(_, value)| value.as_ref());
        let title = value(Deal::TITLE).and_then(Value::as_text).unwrap_or_default();
        let label = Label::new("did-create").with("name", title);
        let stage = value(Deal::STAGE).and_then(Value::as_reference).map(StageId);
        let Some(stage) = stage.and_then(|stage| book.get::<Stage>(stage)) else {
            let field = Deal::COLLECTION.fields[Deal::STAGE].key.clone();
            return Err(Rejection::Invalid { field, problem: Problem::Missing });
        };
        open_to(book, stage.id)?;
        gate::begin(book, &context.actor, &self.values, &stage)?;
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut values = self.values.clone();
        let by_lines = super::worth::of_new(&self.lines).filter(|_| value(Deal::AMOUNT).is_none());
        if let Some(stated) = by_lines {
            values.retain(|(at, _)| stated.iter().all(|(field, _)| field != at));
            values.extend(stated);
        }
        edit.create(Deal::COLLECTION.key, self.id.into(), &values, &[])?;
        for lines in &self.lines {
            whole::keep(&mut edit, book, context, self.id.into(), lines)?;
        }
        edit.finish()
    }
}

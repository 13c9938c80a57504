//! What the parts of a board share: the question in the address, its answer, what is being carried.

use std::sync::Arc;

use leptos::prelude::*;

use crate::book::Moment;
use crate::model::records::{Deal, DealId, PipelineId, StageId};
use crate::model::{Day, Record};
use crate::pipeline::board::{Board, BoardQuery, Column, board_of};
use crate::pipeline::commands::{MoveDeal, Spot};
use crate::pipeline::gate::Brought;
use crate::pipeline::shape::open_pipelines;
use crate::query::{Filter, title};
use crate::ui::context::App;

/// A shared value that equals only itself, so that large answers are not compared.
#[derive(Clone, Debug)]
pub(super) struct Same<T>(pub Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A card on its way: which, from where, and where it would drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carry {
    /// The deal.
    pub deal: DealId,
    /// Its row.
    pub row: u32,
    /// Stage and place it was lifted from.
    pub from: (StageId, usize),
    /// Stage and place it would drop at.
    pub to: (StageId, usize),
    /// Whether a pointer carries it, else keys do.
    pub by_pointer: bool,
}

/// The state of a board, shared by context.
#[derive(Clone, Copy)]
pub(super) struct BoardState {
    /// The application.
    pub app: App,
    /// The pipeline shown.
    pub pipeline: Memo<Option<PipelineId>>,
    /// The question.
    pub query: Memo<Option<BoardQuery>>,
    /// The answer.
    pub board: Memo<Option<Same<Board>>>,
    /// Lines of name that a card has room for.
    pub lines: Memo<&'static str>,
    /// What is being carried.
    pub carry: RwSignal<Option<Carry>>,
    /// Where a pointer carries it.
    pub ghost: RwSignal<super::ghost::GhostPlace>,
    /// The card whose "Move to" dialog is open.
    pub moving: RwSignal<Option<u32>>,
}

/// The board of this component.
pub(super) fn use_board() -> BoardState {
    expect_context::<BoardState>()
}

/// Cards of a column whose names say how much room names need.
const SAMPLE: usize = 60;

/// Lines of name for the longest of these: one line holds some ten Han or twenty other letters.
fn lines(names: impl Iterator<Item = String>) -> &'static str {
    let width = |name: String| name.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>();
    match names.map(width).max().unwrap_or(0) {
        0..=20 => "1",
        21..=44 => "2",
        _ => "3",
    }
}

impl BoardState {
    /// The state of the board of a pipeline, of the first one where none is named.
    pub(super) fn new(app: App, pipeline: Option<PipelineId>) -> Self {
        let pipeline =
            Memo::new(move |_| app.read(|desk| pipeline.or_else(|| open_pipelines(desk.book()).next().map(|p| p.id))));
        let query = Memo::new(move |_| {
            let place = app.place.get();
            let day = place.get("at").and_then(Day::parse);
            let moment = day.map_or(Moment::Now, |day| Moment::At(app.zone().end_of(day)));
            let pairs = place.query.iter().filter(|(name, _)| name != "at");
            let filter = Filter::from_pairs(pairs.map(|(name, value)| (name.as_str(), value.as_str())));
            Some(BoardQuery::new(pipeline.get()?, filter, moment))
        });
        let answer = Memo::new(move |_| {
            let query = query.get()?;
            app.read(|desk| board_of(&desk.scan_at(Deal::COLLECTION.key, query.moment)?, &query))
                .map(|board| Same(Arc::new(board)))
        });
        let lines = Memo::new(move |_| {
            let board = answer.get();
            let rows =
                board.iter().flat_map(|board| &board.0.columns).flat_map(|column| column.rows.iter().take(SAMPLE));
            app.peek(|desk| lines(rows.map(|row| title::of_row(desk.book().of::<Deal>(), *row as usize))))
        });
        Self {
            app,
            pipeline,
            query,
            board: answer,
            lines,
            carry: RwSignal::new(None),
            ghost: RwSignal::new(super::ghost::GhostPlace { x: 0.0, y: 0.0, width: 0.0 }),
            moving: RwSignal::new(None),
        }
    }

    /// When the board is read.
    pub(super) fn moment(&self) -> Moment {
        self.query.with(|query| query.as_ref().map_or(Moment::Now, |query| query.moment))
    }

    /// Whether a past moment is shown: nothing can be moved then.
    pub(super) fn is_past(&self) -> bool {
        self.moment() != Moment::Now
    }

    /// A column of the board.
    pub(super) fn column(&self, stage: StageId) -> Option<Arc<Column>> {
        self.board.with(|board| board.as_ref()?.0.columns.iter().find(|column| column.stage.id == stage).cloned())
    }

    /// A column, read once.
    pub(super) fn column_now(&self, stage: StageId) -> Option<Arc<Column>> {
        untrack(|| self.column(stage))
    }

    /// The stage so many columns to the right.
    pub(super) fn neighbour(&self, stage: StageId, by: isize) -> Option<StageId> {
        self.board.with_untracked(|board| {
            let columns = &board.as_ref()?.0.columns;
            let at = columns.iter().position(|column| column.stage.id == stage)?.checked_add_signed(by)?;
            columns.get(at).map(|column| column.stage.id)
        })
    }

    /// Name of a stage.
    pub(super) fn stage_name(&self, stage: StageId) -> String {
        self.column_now(stage).and_then(|column| column.stage.name.clone()).unwrap_or_default()
    }

    /// Name of a deal.
    pub(super) fn deal_name(&self, row: u32) -> String {
        self.app.peek(|desk| title::of_row(desk.book().of::<Deal>(), row as usize))
    }

    /// Says something at once.
    pub(super) fn say(&self, text: String) {
        self.app.heard.set(text);
    }

    /// Drops what is carried where it would drop.
    pub(super) fn drop_carried(&self) {
        let Some(carry) = self.carry.get_untracked() else { return };
        self.carry.set(None);
        if carry.from == carry.to {
            self.say(t!(self.app, "board-heard-put-back", deal = self.deal_name(carry.row)));
            return;
        }
        let Some(column) = self.column_now(carry.to.0) else { return };
        let others: Vec<u32> = column.rows.iter().copied().filter(|row| *row != carry.row).collect();
        let id_at = |at: usize| self.app.peek(|desk| desk.book().of::<Deal>().id(*others.get(at)? as usize));
        // Taken out of its own column, what stood below moved up by one.
        let at = if carry.from.0 == carry.to.0 && carry.from.1 < carry.to.1 { carry.to.1 - 1 } else { carry.to.1 };
        let spot = match id_at(at) {
            Some(below) => Spot::Before(DealId(below)),
            None => Spot::Last,
        };
        // Carried by keys to another column without choosing a place: it comes where it comes.
        let spot = if carry.from.0 != carry.to.0 && at == 0 { Spot::Usual } else { spot };
        self.put(carry.deal, carry.row, carry.to.0, spot);
        if !carry.by_pointer {
            super::focus::card(*self, carry.to.0, carry.row);
        }
    }

    /// Moves a deal, says so, and keeps the focus on its card.
    pub(super) fn move_to(&self, deal: DealId, row: u32, to: StageId, spot: Spot) {
        self.put(deal, row, to, spot);
        super::focus::card(*self, to, row);
    }

    /// Moves a deal and says so.
    fn put(&self, deal: DealId, row: u32, to: StageId, spot: Spot) {
        let command = MoveDeal { deal, to, spot, effective: None, brought: Brought::default() };
        if self.app.act(&command).is_ok() {
            let (deal, stage) = (self.deal_name(row), self.stage_name(to));
            self.say(t!(self.app, "board-heard-dropped", deal = deal, stage = stage));
        }
    }

    /// Puts what is carried back.
    pub(super) fn cancel(&self) {
        if let Some(carry) = self.carry.get_untracked() {
            self.carry.set(None);
            self.say(t!(self.app, "board-heard-put-back", deal = self.deal_name(carry.row)));
        }
    }
}

//! What the parts of a board share: the question in the address, its answer, what is being carried.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::cell::{Cell, Col, Lane};
use super::choose::Chosen;
use super::lasso::Lasso;
use super::look::Look;
use super::time::Times;
use super::zoom::Zoom;
use crate::book::{Book, Moment};
use crate::model::Day;
use crate::model::records::{Deal, DealId, PipelineId, Stage};
use crate::pipeline::asked;
use crate::pipeline::board::{Board, BoardQuery, all_stages, board_after};
use crate::pipeline::lanes::Numbers;
use crate::pipeline::shape::open_pipelines;
use crate::query::{Key, Scan, title};
use crate::ui::context::App;
use crate::ui::moves::Moves;

/// A shared value that equals only itself, so that large answers are not compared.
#[derive(Debug)]
pub(super) struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: PartialEq> Same<T> {
    /// The one from before where nothing is different, so that nobody hears of it.
    pub(super) fn or_before(now: T, before: Option<&Self>) -> Self {
        before.filter(|before| *before.0 == now).cloned().unwrap_or_else(|| Self(Arc::new(now)))
    }
}

/// A card on its way: which, from where, and where it would drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carry {
    /// The deal.
    pub deal: DealId,
    /// Its row.
    pub row: u32,
    /// Cell and place it was lifted from.
    pub from: (Cell, usize),
    /// Cell and place it would drop at.
    pub to: (Cell, usize),
    /// Whether a pointer carries it, else keys do.
    pub by_pointer: bool,
}

/// Ways to look at a board.
#[derive(Clone, Copy)]
struct Ways {
    times: Times,
    zoom: Zoom,
    printing: RwSignal<bool>,
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
    /// What is being carried.
    pub carry: RwSignal<Option<Carry>>,
    parts: StoredValue<Parts>,
}

/// The rest of it, apart because a state is passed around a lot.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    /// The columns.
    pub columns: Memo<Vec<Col>>,
    /// The lanes that are shown: the first of the answer's, in its order.
    pub lanes: Memo<Vec<Lane>>,
    /// The stages of the pipeline, archived ones with them.
    pub stages: Memo<Same<Vec<Stage>>>,
    /// What cards show beside the usual.
    pub look: Memo<Same<Look>>,
    /// Lines of name that a card has room for.
    pub lines: Memo<&'static str>,
    /// The ways to look at it.
    ways: StoredValue<Ways, LocalStorage>,
    /// Lanes that are folded up.
    pub folded: RwSignal<HashSet<Lane>>,
    /// Where a pointer carries it.
    pub ghost: StoredValue<super::ghost::GhostPlace>,
    /// The card whose "Move to" dialog is open.
    pub moving: RwSignal<Option<(Cell, u32)>>,
    /// The card that is being edited in its place.
    pub editing: RwSignal<Option<(Cell, u32)>>,
    /// What is chosen.
    pub chosen: Chosen,
    /// The lasso that is being drawn.
    pub lasso: RwSignal<Option<Lasso>>,
    /// Moves, with what one of them may ask for.
    pub moves: Moves,
    /// What the lanes have in common, by their numbers.
    keys: StoredValue<Numbers>,
}

/// The board of this component.
pub(super) fn use_board() -> BoardState {
    expect_context::<BoardState>()
}

/// The board that was shown last, and all that it follows from: whoever comes back to it and finds nothing
/// changed need not wait until it has been worked out once more.
struct Last {
    /// Of what is shown, and of the book.
    version: (u64, u64),
    today: Day,
    query: BoardQuery,
    board: Same<Board>,
}

thread_local! {
    /// One board is shown at a time.
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

/// The board that a question has for an answer now, worked out anew only where it may be another one
/// than the last; much of the one before may still hold.
fn answered(app: App, times: Times, query: BoardQuery, before: Option<&Same<Board>>) -> Option<Same<Board>> {
    // What is archived is out of the way now; when it was not, it stood on the board.
    let past = query.moment != Moment::Now || times.reads_recorded(query.moment);
    app.read(|desk| {
        let version = (app.version(), desk.book().version());
        let today = desk.zone.day_of(desk.book().now());
        let last = LAST.with_borrow_mut(|last| if past { None } else { last.take() });
        if let Some(last) = &last
            && (last.version, last.today) == (version, today)
            && last.query == query
        {
            let board = last.board.clone();
            LAST.set(Some(Last { version, today, query, board: board.clone() }));
            return Some(board);
        }
        let before = before.or(last.as_ref().map(|last| &last.board)).map(|before| before.0.as_ref());
        let board = |scan: &Scan<'_>| {
            if past { board_after(scan, &query, before) } else { board_after(&scan.kept(), &query, before) }
        };
        let board = Same(Arc::new(times.scan(desk, query.moment, board)?));
        if !past {
            LAST.set(Some(Last { version, today, query, board: board.clone() }));
        }
        Some(board)
    })
}

/// Lanes that are shown at most: a text of its own for each deal would make as many as there are deals.
pub(super) const MOST_LANES: usize = 500;
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

/// The numbers of the lanes that are shown, known ones as before.
fn numbered(keys: StoredValue<Numbers>, board: &Board) -> Vec<Lane> {
    let all =
        |keys: &mut Numbers| board.lanes.iter().take(MOST_LANES).map(|lane| Lane(keys.number(&lane.key))).collect();
    keys.try_update_value(all).unwrap_or_default()
}

impl BoardState {
    /// The state of the board of a pipeline, of the first one where none is named.
    pub(super) fn new(app: App, pipeline: Option<PipelineId>) -> Self {
        let pipeline =
            Memo::new(move |_| app.read(|desk| pipeline.or_else(|| open_pipelines(desk.book()).next().map(|p| p.id))));
        let times = Times::new(app);
        let place = app.of_page(Clone::clone);
        let query = Memo::new(move |_| {
            let (place, moment) = (place.get(), times.moment());
            let query = asked::query(pipeline.get()?, &place.query, moment);
            let filter = app.read(|desk| query.filter.clone().seen_by(desk.book(), &desk.actor));
            Some(BoardQuery { filter, ..query })
        });
        let answer = Memo::new(move |before: Option<&Option<Same<Board>>>| {
            answered(app, times, query.get()?, before.and_then(|before| before.as_ref()))
        });
        let columns = Memo::new(move |_| {
            let board = answer.get();
            let stages =
                board.iter().flat_map(|board| board.0.columns.iter().map(|column| Col::Stage(column.stage.id)));
            let months = board.iter().flat_map(|board| board.0.months.iter().map(|column| Col::Month(column.month)));
            stages.chain(months).collect::<Vec<_>>()
        });
        let keys = StoredValue::new(Numbers::default());
        let lanes = Memo::new(move |_| {
            answer.with(|board| board.as_ref().map(|board| numbered(keys, &board.0)).unwrap_or_default())
        });
        let stages = Memo::new(move |before: Option<&Same<Vec<Stage>>>| {
            let of = |pipeline: PipelineId| app.read(|desk| all_stages(desk.book(), pipeline));
            Same::or_before(pipeline.get().map(of).unwrap_or_default(), before)
        });
        let lines = Memo::new(move |_| {
            let board = answer.get();
            let staged = board.iter().flat_map(|board| board.0.columns.iter().map(|column| &column.rows));
            let dated = board.iter().flat_map(|board| board.0.months.iter().map(|column| &column.rows));
            let rows = staged.chain(dated).flat_map(|rows| rows.iter().take(SAMPLE));
            app.peek(|desk| {
                times.look(desk, |book, _| lines(rows.map(|row| title::of_row(book.of::<Deal>(), *row as usize))))
            })
        });
        let parts = Parts {
            columns,
            lanes,
            stages,
            look: Memo::new(move |before: Option<&Same<Look>>| {
                let moment = query.get().map(|query| query.moment);
                Same::or_before(Look::read(app, &place.get(), moment), before)
            }),
            lines,
            folded: RwSignal::new(HashSet::new()),
            ways: StoredValue::new_local(Ways { times, zoom: Zoom::new(app), printing: RwSignal::new(false) }),
            ghost: StoredValue::new(super::ghost::GhostPlace::default()),
            moving: RwSignal::new(None),
            editing: RwSignal::new(None),
            chosen: Chosen::new(),
            lasso: RwSignal::new(None),
            moves: Moves::new(),
            keys,
        };
        let carry = RwSignal::new(None);
        Self { app, pipeline, query, board: answer, carry, parts: StoredValue::new(parts) }
    }

    /// Whether its page has been left.
    pub(super) fn is_gone(&self) -> bool {
        self.carry.try_get_untracked().is_none()
    }

    /// The parts that only some ask for.
    pub(super) fn parts(&self) -> Parts {
        self.parts.get_value()
    }

    /// The moment shown.
    pub(super) fn times(&self) -> Times {
        self.parts().ways.with_value(|ways| ways.times)
    }

    /// How large the deals are shown.
    pub(super) fn zoom(&self) -> Zoom {
        self.parts().ways.with_value(|ways| ways.zoom)
    }

    /// Whether all deals are there to be printed.
    pub(super) fn printing(&self) -> RwSignal<bool> {
        self.parts().ways.with_value(|ways| ways.printing)
    }

    /// When the board is read.
    pub(super) fn moment(&self) -> Moment {
        self.query.with(|query| query.as_ref().map_or(Moment::Now, |query| query.moment))
    }

    /// Whether a past moment is shown: nothing can be moved then.
    pub(super) fn is_past(&self) -> bool {
        let moment = self.moment();
        moment != Moment::Now || self.times().reads_recorded(moment)
    }

    /// Whether the deals are parted into lanes.
    pub(super) fn has_lanes(&self) -> bool {
        self.query.with(|query| query.as_ref().is_some_and(|query| query.lanes.is_some()))
    }

    /// What the deals of a lane have in common.
    pub(super) fn key_of(&self, lane: Lane) -> Option<Key> {
        self.parts().keys.with_value(|keys| keys.key(lane.0).cloned())
    }

    /// Reads the rows of a cell, in the order of cards.
    pub(super) fn rows<T>(&self, cell: Cell, read: impl FnOnce(&[u32]) -> T) -> Option<T> {
        self.board.with(|board| {
            let board = &board.as_ref()?.0;
            if cell.lane != Lane::WHOLE {
                let col = self.parts().columns.with(|columns| columns.iter().position(|col| *col == cell.col))?;
                let lane = self.parts().lanes.with(|lanes| lanes.iter().position(|lane| *lane == cell.lane))?;
                return Some(read(&board.lanes.get(lane)?.cells.get(col)?.rows));
            }
            let rows = match cell.col {
                Col::Stage(stage) => &board.columns.iter().find(|column| column.stage.id == stage)?.rows,
                Col::Month(month) => &board.months.iter().find(|column| column.month == month)?.rows,
            };
            Some(read(rows))
        })
    }

    /// How many cards a cell has.
    pub(super) fn count(&self, cell: Cell) -> usize {
        self.rows(cell, <[u32]>::len).unwrap_or(0)
    }

    /// How many it has, read once.
    pub(super) fn count_now(&self, cell: Cell) -> usize {
        untrack(|| self.count(cell))
    }

    /// The row of a card by its place, read once.
    pub(super) fn row_at(&self, cell: Cell, at: usize) -> Option<u32> {
        untrack(|| self.rows(cell, |rows| rows.get(at).copied())).flatten()
    }

    /// The place of a row in its cell, read once.
    pub(super) fn place_of(&self, cell: Cell, row: u32) -> Option<usize> {
        untrack(|| self.rows(cell, |rows| rows.iter().position(|have| *have == row))).flatten()
    }

    /// The cell so many columns to the right.
    pub(super) fn beside(&self, cell: Cell, by: isize) -> Option<Cell> {
        self.parts().columns.with_untracked(|columns| {
            let at = columns.iter().position(|col| *col == cell.col)?.checked_add_signed(by)?;
            columns.get(at).map(|col| Cell { col: *col, ..cell })
        })
    }

    /// The cell so many lanes further down, folded ones left out.
    pub(super) fn below(&self, cell: Cell, by: isize) -> Option<Cell> {
        let folded = self.parts().folded.get_untracked();
        self.parts().lanes.with_untracked(|lanes| {
            let open: Vec<Lane> = lanes.iter().copied().filter(|lane| !folded.contains(lane)).collect();
            let at = open.iter().position(|lane| *lane == cell.lane)?.checked_add_signed(by)?;
            open.get(at).map(|lane| Cell { lane: *lane, ..cell })
        })
    }

    /// Name of a column.
    pub(super) fn col_name(&self, col: Col) -> String {
        match col {
            Col::Stage(stage) => {
                let name = |stages: &Same<Vec<Stage>>| stages.0.iter().find(|one| one.id == stage)?.name.clone();
                self.parts().stages.with(name).unwrap_or_default()
            }
            Col::Month(Some(month)) => self.app.format().month(month),
            Col::Month(None) => t!(self.app, "board-no-month"),
        }
    }

    /// Name of a lane.
    pub(super) fn lane_name(&self, lane: Lane) -> String {
        let lanes = self.query.with_untracked(|query| query.as_ref().and_then(|query| query.lanes.clone()));
        let key = self.key_of(lane).unwrap_or(Key::Empty);
        lanes.map(|source| super::lanes::name(self.app, &source, &key)).unwrap_or_default()
    }

    /// Name of a cell as it is said.
    pub(super) fn cell_name(&self, cell: Cell) -> String {
        let column = untrack(|| self.col_name(cell.col));
        if cell.lane == Lane::WHOLE {
            return column;
        }
        t!(self.app, "board-cell", column = column, lane = self.lane_name(cell.lane))
    }

    /// Name of a deal.
    pub(super) fn deal_name(&self, row: u32) -> String {
        self.peek(|book| title::of_row(book.of::<Deal>(), row as usize))
    }

    /// Reads the book that is shown once.
    pub(super) fn peek<T: Default>(&self, read: impl FnOnce(&Book) -> T) -> T {
        untrack(|| self.app.peek(|desk| self.times().look(desk, |book, _| read(book))))
    }

    /// Says something at once.
    pub(super) fn say(&self, text: String) {
        self.app.heard.set(text);
    }
}

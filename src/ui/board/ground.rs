//! Where a board and its columns are in the window. Read once as a card is lifted, and again once
//! something has scrolled: whoever carries a card asks at every step, and each look at the page may
//! cost it a layout.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::cards::pitch;
use super::cell::Cell;
use super::state::BoardState;

/// The edges of something, in pixels of the window.
#[derive(Clone, Copy)]
pub(super) struct Edges {
    /// Left and right.
    pub across: (f64, f64),
    /// Top and bottom.
    pub down: (f64, f64),
}

impl Edges {
    /// The edges of an element.
    pub(super) fn of(element: &Element) -> Self {
        let bounds = element.get_bounding_client_rect();
        Self { across: (bounds.left(), bounds.right()), down: (bounds.top(), bounds.bottom()) }
    }

    fn holds(self, (x, y): (f64, f64)) -> bool {
        (self.across.0..self.across.1).contains(&x) && (self.down.0..self.down.1).contains(&y)
    }
}

/// A column: all of it is as good as its cards.
struct Column {
    cell: Cell,
    edges: Edges,
    body: (HtmlElement, Edges),
    /// Where its first card would begin if nothing were scrolled, and the height of a card with its gap.
    list: (f64, f64),
}

/// Where everything is.
pub(super) struct Ground {
    board: (Element, Edges),
    /// None where the board is parted into lanes: these come and go.
    columns: Vec<Column>,
}

thread_local! {
    static GROUND: RefCell<Option<Ground>> = const { RefCell::new(None) };
}

/// Forgets where things were.
pub(super) fn forget() {
    GROUND.take();
}

/// Reads where things are; `None` where there is no board.
pub(super) fn read<T>(state: BoardState, read: impl FnOnce(&Ground) -> T) -> Option<T> {
    let ground = GROUND.take().or_else(|| Ground::new(state))?;
    let answer = read(&ground);
    GROUND.set(Some(ground));
    Some(answer)
}

impl Ground {
    fn new(state: BoardState) -> Option<Self> {
        let board = document().query_selector(".board").ok().flatten()?;
        let edges = Edges::of(&board);
        let mut columns = Vec::new();
        if !untrack(|| state.has_lanes())
            && let Ok(bodies) = board.query_selector_all("[data-cell]")
        {
            let body = |at: u32| bodies.get(at)?.dyn_into::<HtmlElement>().ok();
            columns = (0..bodies.length()).filter_map(|at| column(state, body(at)?)).collect();
        }
        Some(Self { board: (board, edges), columns })
    }

    /// The board.
    pub(super) fn board(&self) -> (Element, Edges) {
        self.board.clone()
    }

    /// What scrolls the cards of a cell.
    pub(super) fn body(&self, cell: Cell) -> Option<(HtmlElement, Edges)> {
        self.columns.iter().find(|column| column.cell == cell).map(|column| column.body.clone())
    }

    /// The cell under a point and the place in it, however many cards it has.
    pub(super) fn under(&self, point: (f64, f64)) -> Option<(Cell, usize)> {
        let column = self.columns.iter().find(|column| column.edges.holds(point))?;
        let (top, pitch) = column.list;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from pixels")]
        let at = ((point.1 - top).max(0.0) / pitch) as usize;
        self.board.1.holds(point).then_some((column.cell, at))
    }
}

fn column(state: BoardState, body: HtmlElement) -> Option<Column> {
    let cell = Cell::parse(&body.get_attribute("data-cell")?)?;
    let whole = body.closest(".column").ok().flatten()?;
    let list: HtmlElement = body.query_selector(".column-list").ok().flatten()?.dyn_into().ok()?;
    let has_room = state.carry.get_untracked().is_some_and(|carry| carry.to.0 == cell && carry.to != carry.from);
    let slots = state.count_now(cell) + usize::from(has_room);
    let body_edges = Edges::of(&body);
    Some(Column {
        cell,
        edges: Edges::of(&whole),
        list: (list.get_bounding_client_rect().top(), pitch(&list, slots.max(1))),
        body: (body, body_edges),
    })
}

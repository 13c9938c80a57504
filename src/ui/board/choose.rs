//! Choosing cards: by click with a modifier or in the mode for it, by Shift a range, by keys; what is
//! chosen is marked on the cards in sight.

use std::collections::HashSet;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::cell::{Cell, Col};
use super::focus;
use super::state::BoardState;
use crate::book::bits::Bits;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;

/// What is chosen on a board.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// Rows of the deals.
    pub rows: RwSignal<HashSet<u32>>,
    /// Whether a press on a card chooses it.
    pub mode: RwSignal<bool>,
    /// The row chosen last, where a range begins.
    anchor: StoredValue<Option<u32>>,
}

impl Chosen {
    /// Nothing.
    pub(super) fn new() -> Self {
        Self { rows: RwSignal::new(HashSet::new()), mode: RwSignal::new(false), anchor: StoredValue::new(None) }
    }

    /// Nothing any longer.
    pub(super) fn clear(&self) {
        self.rows.update(HashSet::clear);
        self.mode.set(false);
    }

    /// One of the chosen rows: the first of the book.
    pub(super) fn first(&self) -> Option<u32> {
        self.rows.with_untracked(|rows| rows.iter().min().copied())
    }

    fn is_empty(&self) -> bool {
        self.rows.with_untracked(HashSet::is_empty)
    }
}

/// The chosen rows that the board shows, in its order.
pub(super) fn shown(state: BoardState) -> Vec<u32> {
    // The past cannot be changed, and rows of the book as recorded are not those of the present.
    if state.is_past() {
        return Vec::new();
    }
    state.parts().chosen.rows.with(|chosen| {
        if chosen.is_empty() {
            return Vec::new();
        }
        let columns = state.parts().columns.get();
        let of = |col: &Col| {
            let chosen = |rows: &[u32]| rows.iter().copied().filter(|row| chosen.contains(row)).collect::<Vec<_>>();
            state.rows(col.whole(), chosen).unwrap_or_default()
        };
        columns.iter().flat_map(of).collect()
    })
}

/// The rows that the board shows.
pub(super) fn on_board(state: BoardState) -> Bits {
    let mut all = Bits::default();
    for col in state.parts().columns.get() {
        state.rows(col.whole(), |rows| rows.iter().for_each(|row| all.set(*row as usize, true)));
    }
    all
}

/// Says how many are chosen.
pub(super) fn say(state: BoardState) {
    let n = untrack(|| shown(state)).len();
    state.say(t!(state.app, "chosen-count", n = counted(&state.app, n)));
}

/// Chooses a card, or no longer.
fn turn(state: BoardState, row: u32) {
    state.parts().chosen.anchor.set_value(Some(row));
    state.parts().chosen.rows.update(|rows| {
        if !rows.remove(&row) {
            rows.insert(row);
        }
    });
    say(state);
}

/// Chooses every card of a cell from the one chosen last to this; the card alone where that was in
/// another.
fn range(state: BoardState, cell: Cell, row: u32) {
    let rows = rows(state, cell);
    let at = |row: u32| rows.iter().position(|have| *have == row);
    let from = state.parts().chosen.anchor.get_value().and_then(at);
    let Some((from, to)) = from.zip(at(row)) else { return turn(state, row) };
    let range = from.min(to)..=from.max(to);
    state.parts().chosen.rows.update(|chosen| chosen.extend(&rows[range]));
    say(state);
}

/// The rows of a cell, read once.
fn rows(state: BoardState, cell: Cell) -> Vec<u32> {
    untrack(|| state.rows(cell, <[u32]>::to_vec)).unwrap_or_default()
}

/// Chooses every card of these cells.
pub(super) fn all(state: BoardState, cells: impl Iterator<Item = Cell>) {
    let all: Vec<u32> = cells.flat_map(|cell| rows(state, cell)).collect();
    state.parts().chosen.rows.update(|chosen| chosen.extend(all));
    say(state);
}

/// A click on the board: whether it chose something.
pub(super) fn click(state: BoardState, event: &MouseEvent) -> bool {
    let under = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let under = under.filter(|under| under.closest("button, input, select, textarea").ok().flatten().is_none());
    let Some((cell, row)) = under.as_ref().and_then(focus::of) else { return false };
    let alone = event.ctrl_key() || event.meta_key() || state.parts().chosen.mode.get_untracked();
    if state.is_past() || !(alone || event.shift_key()) {
        return false;
    }
    event.prevent_default();
    if event.shift_key() {
        range(state, cell, row);
    } else {
        turn(state, row);
    }
    true
}

/// A key on a card: whether it chose something.
pub(super) fn key(state: BoardState, event: &KeyboardEvent) -> bool {
    let on_card = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on_card = on_card.filter(|on| on.matches(".deal-link").unwrap_or(false));
    let Some((cell, row)) = on_card.as_ref().and_then(focus::of) else { return false };
    if state.is_past() || event.alt_key() || state.carry.with_untracked(Option::is_some) {
        return false;
    }
    let command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "x" | "X" if !command && event.shift_key() => range(state, cell, row),
        "x" | "X" if !command => turn(state, row),
        "a" | "A" if command => all(state, std::iter::once(cell)),
        "Escape" if !state.parts().chosen.is_empty() => {
            state.parts().chosen.clear();
            say(state);
        }
        _ => return false,
    }
    event.prevent_default();
    true
}

/// Marks the cards of a list that are chosen, and no others.
pub(super) fn mark(state: BoardState, list: &HtmlElement) {
    state.parts().chosen.rows.with(|chosen| {
        let mut next = list.first_element_child();
        while let Some(card) = next {
            next = card.next_element_sibling();
            let row = card.get_attribute("data-row").and_then(|row| row.parse().ok());
            let on = row.is_some_and(|row| chosen.contains(&row));
            if on != card.has_attribute("data-chosen") {
                set(state, &card, on);
            }
        }
    });
}

fn set(state: BoardState, card: &Element, on: bool) {
    let link = card.query_selector(".deal-link").ok().flatten();
    // Neither fails: the names are ones.
    if on {
        drop(card.set_attribute("data-chosen", ""));
        let said = t!(state.app, "board-chosen");
        drop(link.map(|link| link.set_attribute("aria-description", &said)));
    } else {
        drop(card.remove_attribute("data-chosen"));
        drop(link.map(|link| link.remove_attribute("aria-description")));
    }
}

/// The button that turns choosing by a press on and off.
#[component]
pub(super) fn ChooseButton() -> impl IntoView {
    let state = super::state::use_board();
    let app = state.app;
    let on = state.parts().chosen.mode;
    let press = move |_| {
        if on.get_untracked() {
            state.parts().chosen.clear();
        } else {
            on.set(true);
        }
    };
    let past = Memo::new(move |_| state.query.with(|_| state.is_past()));
    move || {
        (!past.get()).then(|| {
            view! {
                <button class="button" type="button" aria-label=t!(app, "board-choose") aria-pressed=move || on.get().to_string() on:click=press>
                    <Icon name="check"/><span class="wide-only">{t!(app, "board-choose")}</span>
                </button>
            }
        })
    }
}

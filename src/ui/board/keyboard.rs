//! Keys on cards: arrows move focus; Space lifts, arrows carry, Space drops, Escape cancels; M
//! opens "Move to", E edits the card in its place. At the end of a lane's column the next lane begins.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::cell::Cell;
use super::focus;
use super::state::{BoardState, Carry};
use crate::model::records::DealId;

/// A key on the board.
pub(super) fn press(state: BoardState, event: &KeyboardEvent) {
    if event.default_prevented() || super::choose::key(state, event) {
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if let Some(carry) = state.carry.get_untracked() {
        if !carry.by_pointer && carry_key(state, carry, &event.key()) {
            event.prevent_default();
        }
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some((cell, row)) = target.as_ref().and_then(focus::of) else { return };
    let on_link = target.is_some_and(|target| target.class_list().contains("deal-link"));
    let at = state.place_of(cell, row).unwrap_or(0);
    let last = state.count_now(cell).saturating_sub(1);
    let go = |at: usize| {
        if let Some(row) = state.row_at(cell, at.min(last)) {
            focus::card(state, cell, row);
        }
    };
    match event.key().as_str() {
        "ArrowDown" if at == last => below(state, cell, 1),
        "ArrowUp" if at == 0 => below(state, cell, -1),
        "ArrowDown" => go(at + 1),
        "ArrowUp" => go(at - 1),
        "Home" => go(0),
        "End" => go(last),
        "ArrowLeft" => aside(state, cell, at, -1),
        "ArrowRight" => aside(state, cell, at, 1),
        " " if on_link && !state.is_past() => lift(state, cell, row, at),
        "m" | "M" if !state.is_past() => state.parts().moving.set(Some((cell, row))),
        "e" | "E" if !state.is_past() => super::edit::open(state, (cell, row)),
        _ => return,
    }
    event.prevent_default();
}

/// Focus on the next column that has cards.
fn aside(state: BoardState, cell: Cell, at: usize, by: isize) {
    let mut next = state.beside(cell, by);
    while let Some(cell) = next {
        if let Some(last) = state.count_now(cell).checked_sub(1)
            && let Some(row) = state.row_at(cell, at.min(last))
        {
            focus::card(state, cell, row);
            return;
        }
        next = state.beside(cell, by);
    }
}

/// Focus on the next lane that has cards in this column: on the nearest of them.
fn below(state: BoardState, cell: Cell, by: isize) {
    let mut next = state.below(cell, by);
    while let Some(cell) = next {
        if let Some(last) = state.count_now(cell).checked_sub(1)
            && let Some(row) = state.row_at(cell, if by < 0 { last } else { 0 })
        {
            focus::card(state, cell, row);
            return;
        }
        next = state.below(cell, by);
    }
}

fn lift(state: BoardState, cell: Cell, row: u32, at: usize) {
    let Some(deal) = super::card::deal_of(state.app, row).map(DealId) else { return };
    state.carry.set(Some(Carry { deal, row, from: (cell, at), to: (cell, at), by_pointer: false }));
    state.say(t!(
        state.app,
        "board-heard-lifted",
        deal = state.deal_name(row),
        stage = state.cell_name(cell),
        at = at + 1,
        of = state.count_now(cell)
    ));
}

/// A key while a card is carried; whether it was used.
fn carry_key(state: BoardState, carry: Carry, key: &str) -> bool {
    let (cell, at) = carry.to;
    let count = |cell: Cell| state.count_now(cell);
    // In its own column the card stands in the list already, so there is one place less.
    let last = |cell: Cell| if cell == carry.from.0 { count(cell).saturating_sub(1) } else { count(cell) };
    let enter = |next: Option<Cell>, at: usize| match next {
        Some(next) if next == carry.from.0 => carry.from,
        Some(next) => (next, at),
        None => carry.to,
    };
    let to = match key {
        // At either end of a lane's column the next lane is one step further.
        "ArrowUp" if at == 0 => match state.below(cell, -1) {
            Some(next) => enter(Some(next), last(next)),
            None => carry.to,
        },
        "ArrowDown" if at >= last(cell) => enter(state.below(cell, 1), 0),
        "ArrowUp" => (cell, at - 1),
        "ArrowDown" => (cell, at + 1),
        "PageUp" | "PageDown" => enter(state.below(cell, if key == "PageUp" { -1 } else { 1 }), 0),
        "ArrowLeft" => enter(state.beside(cell, -1), 0),
        "ArrowRight" => enter(state.beside(cell, 1), 0),
        " " | "Enter" => {
            // Carried down in its own column, it goes below what stands at that place.
            let below = usize::from(cell == carry.from.0 && at > carry.from.1);
            state.carry.set(Some(Carry { to: (cell, at + below), ..carry }));
            state.drop_carried();
            return true;
        }
        "Escape" => {
            state.cancel();
            focus::card(state, carry.from.0, carry.row);
            return true;
        }
        "Tab" => {
            state.cancel();
            return false;
        }
        _ => return true,
    };
    if to != carry.to {
        state.carry.set(Some(Carry { to, ..carry }));
        focus::reveal(state, to.0, to.1);
        state.say(t!(state.app, "board-heard-at", stage = state.cell_name(to.0), at = to.1 + 1, of = last(to.0) + 1));
    }
    true
}

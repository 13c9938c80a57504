//! Keys on cards: arrows move focus; Space lifts, arrows carry, Space drops, Escape cancels; M
//! opens "Move to".

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::focus;
use super::state::{BoardState, Carry};
use crate::model::records::{DealId, StageId};

/// A key on the board.
pub(super) fn press(state: BoardState, event: &KeyboardEvent) {
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
    let Some((stage, row)) = target.as_ref().and_then(focus::of) else { return };
    let on_link = target.is_some_and(|target| target.class_list().contains("deal-link"));
    let Some(column) = state.column_now(stage) else { return };
    let at = column.rows.iter().position(|have| *have == row).unwrap_or(0);
    let go = |stage: StageId, at: usize| {
        if let Some(row) = state
            .column_now(stage)
            .and_then(|column| column.rows.get(at.min(column.rows.len().saturating_sub(1))).copied())
        {
            focus::card(state, stage, row);
        }
    };
    match event.key().as_str() {
        "ArrowDown" => go(stage, at + 1),
        "ArrowUp" => go(stage, at.saturating_sub(1)),
        "Home" => go(stage, 0),
        "End" => go(stage, column.rows.len().saturating_sub(1)),
        "ArrowLeft" => aside(state, stage, at, -1),
        "ArrowRight" => aside(state, stage, at, 1),
        " " if on_link && !state.is_past() => lift(state, stage, row, at),
        "m" | "M" if !state.is_past() => state.moving.set(Some(row)),
        _ => return,
    }
    event.prevent_default();
}

/// Focus on the next column that has cards.
fn aside(state: BoardState, stage: StageId, at: usize, by: isize) {
    let mut next = state.neighbour(stage, by);
    while let Some(stage) = next {
        if let Some(row) =
            state.column_now(stage).and_then(|column| column.rows.get(at).or(column.rows.last()).copied())
        {
            focus::card(state, stage, row);
            return;
        }
        next = state.neighbour(stage, by);
    }
}

fn lift(state: BoardState, stage: StageId, row: u32, at: usize) {
    let Some(deal) = super::card::deal_of(state.app, row).map(DealId) else { return };
    let count = state.column_now(stage).map_or(0, |column| column.rows.len());
    state.carry.set(Some(Carry { deal, row, from: (stage, at), to: (stage, at), by_pointer: false }));
    state.say(t!(
        state.app,
        "board-heard-lifted",
        deal = state.deal_name(row),
        stage = state.stage_name(stage),
        at = at + 1,
        of = count
    ));
}

/// A key while a card is carried; whether it was used.
fn carry_key(state: BoardState, carry: Carry, key: &str) -> bool {
    let (stage, at) = carry.to;
    let count = |stage: StageId| state.column_now(stage).map_or(0, |column| column.rows.len());
    // In its own column the card stands in the list already, so there is one place less.
    let last = |stage: StageId| if stage == carry.from.0 { count(stage).saturating_sub(1) } else { count(stage) };
    let to = match key {
        "ArrowUp" => (stage, at.saturating_sub(1)),
        "ArrowDown" => (stage, (at + 1).min(last(stage))),
        "ArrowLeft" | "ArrowRight" => match state.neighbour(stage, if key == "ArrowLeft" { -1 } else { 1 }) {
            Some(next) if next == carry.from.0 => carry.from,
            Some(next) => (next, 0),
            None => carry.to,
        },
        " " | "Enter" => {
            // Carried down in its own column, it goes below what stands at that place.
            let below = usize::from(stage == carry.from.0 && at > carry.from.1);
            state.carry.set(Some(Carry { to: (stage, at + below), ..carry }));
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
        state.say(t!(state.app, "board-heard-at", stage = state.stage_name(to.0), at = to.1 + 1, of = last(to.0) + 1));
    }
    true
}

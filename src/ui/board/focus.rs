//! Focus on cards, also on those that are not rendered yet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::cards::pitch;
use super::cell::{Cell, Lane};
use super::state::BoardState;

/// Frames to wait for a card to be rendered: its lane may have to come into sight first.
const FRAMES: u32 = 20;

/// The scroller and the list of a cell.
pub(super) fn parts(cell: Cell) -> Option<(HtmlElement, HtmlElement)> {
    let body = document().query_selector(&format!("[data-cell=\"{cell}\"]")).ok().flatten()?;
    let list = body.query_selector(".column-list").ok().flatten()?;
    Some((body.dyn_into().ok()?, list.dyn_into().ok()?))
}

/// Scrolls a place of a cell into sight.
pub(super) fn reveal(state: BoardState, cell: Cell, at: usize) {
    let Some((body, list)) = parts(cell) else {
        lane_into_sight(cell.lane);
        return;
    };
    let pitch = pitch(&list, state.count_now(cell).max(1));
    #[expect(clippy::cast_precision_loss, reason = "a place in a list")]
    let (top, height) = (at as f64 * pitch, f64::from(body.client_height()));
    let seen = f64::from(body.scroll_top());
    let to = if top < seen {
        top
    } else if top + pitch > seen + height {
        top + pitch - height
    } else {
        seen
    };
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    body.set_scroll_top(to.round() as i32);
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    body.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a lane into sight, which brings its cards onto the page.
fn lane_into_sight(lane: Lane) {
    let section = document().query_selector(&format!("[data-lane=\"{}\"]", lane.0)).ok().flatten();
    if let Some(section) = section {
        section.scroll_into_view_with_bool(false);
    }
}

/// The element of a row's card, where it is in sight.
pub(super) fn item(row: u32) -> Option<Element> {
    document().query_selector(&format!("li[data-row=\"{row}\"]")).ok().flatten()
}

/// Moves focus to the card of a row in a cell, once it is rendered.
pub(super) fn card(state: BoardState, cell: Cell, row: u32) {
    request_animation_frame(move || {
        if state.is_gone() {
            return;
        }
        if let Some(at) = state.place_of(cell, row) {
            reveal(state, cell, at);
            when_rendered(state, cell, row, FRAMES);
        }
    });
}

fn when_rendered(state: BoardState, cell: Cell, row: u32, frames: u32) {
    request_animation_frame(move || {
        if state.is_gone() {
            return;
        }
        let here = parts(cell).and_then(|(body, _)| {
            let card = body.query_selector(&format!("li[data-row=\"{row}\"] .deal-link")).ok().flatten()?;
            card.dyn_into::<HtmlElement>().ok()
        });
        match here {
            Some(link) => drop(link.focus()),
            None if frames > 0 => {
                if frames.is_multiple_of(4)
                    && let Some(at) = state.place_of(cell, row)
                {
                    reveal(state, cell, at);
                }
                when_rendered(state, cell, row, frames - 1);
            }
            None => {}
        }
    });
}

/// Cell and row of the card that holds an element.
pub(super) fn of(element: &Element) -> Option<(Cell, u32)> {
    let card = element.closest(".deal").ok().flatten()?;
    let row = card.get_attribute("data-row")?.parse().ok()?;
    let body = card.closest("[data-cell]").ok().flatten()?;
    Some((Cell::parse(&body.get_attribute("data-cell")?)?, row))
}

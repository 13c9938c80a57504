//! Focus on cards, also on those that are not rendered yet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::column::pitch;
use super::state::BoardState;
use crate::model::Id;
use crate::model::records::StageId;

/// The scroller and the list of a stage.
pub(super) fn parts(stage: StageId) -> Option<(HtmlElement, HtmlElement)> {
    let section = document().query_selector(&format!("[data-stage=\"{}\"]", Id::from(stage))).ok().flatten()?;
    let part = |class: &str| section.query_selector(class).ok().flatten()?.dyn_into::<HtmlElement>().ok();
    Some((part(".column-body")?, part(".column-list")?))
}

/// Scrolls a place of a column into sight.
pub(super) fn reveal(state: BoardState, stage: StageId, at: usize) {
    let Some((body, list)) = parts(stage) else { return };
    let cards = state.column_now(stage).map_or(0, |column| column.rows.len());
    let pitch = pitch(&list, cards.max(1));
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
    body.scroll_into_view_with_bool(false);
}

/// The element of a row's card, where it is in sight.
pub(super) fn item(row: u32) -> Option<Element> {
    document().query_selector(&format!("li[data-row=\"{row}\"]")).ok().flatten()
}

/// Moves focus to the card of a row in a stage, once it is rendered.
pub(super) fn card(state: BoardState, stage: StageId, row: u32) {
    let Some(at) = state.column_now(stage).and_then(|column| column.rows.iter().position(|have| *have == row)) else {
        return;
    };
    request_animation_frame(move || {
        reveal(state, stage, at);
        // One frame for the scroll to choose the cards, one for them to be rendered.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let link = item(row).and_then(|item| item.query_selector(".deal-link").ok().flatten());
                if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                    drop(link.focus());
                }
            });
        });
    });
}

/// Stage, place and row of the card that holds an element.
pub(super) fn of(element: &Element) -> Option<(StageId, u32)> {
    let card = element.closest(".deal").ok().flatten()?;
    let row = card.get_attribute("data-row")?.parse().ok()?;
    let section = card.closest("[data-stage]").ok().flatten()?;
    Some((Id::parse(&section.get_attribute("data-stage")?)?.into(), row))
}

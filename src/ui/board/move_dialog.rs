//! "Move to": lists of columns and lanes for whom dragging is not the way.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::cell::{Cell, Lane};
use super::focus;
use super::state::{BoardState, use_board};
use crate::model::records::DealId;
use crate::pipeline::commands::Spot;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::money;

/// A click on the board: on the button of a card it opens the dialog, on a figure of it its controls.
pub(super) fn open(state: BoardState, event: &MouseEvent) {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key();
    let under = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(card) = under.as_ref().and_then(focus::of).filter(|_| plain && !state.is_past()) else { return };
    let on = |what: &str| under.as_ref().is_some_and(|under| under.closest(what).ok().flatten().is_some());
    if on(".deal-more") {
        state.parts().moving.set(Some(card));
    } else if on(super::edit::WRITTEN) {
        super::edit::open(state, card);
    }
}

/// The dialog for a deal.
#[component]
pub(super) fn MoveDialog(
    /// Where it stands.
    cell: Cell,
    /// The deal's row.
    row: u32,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let close = Callback::new(move |()| {
        state.parts().moving.set(None);
        focus::card(state, cell, row);
    });
    let pick = move |to: Cell| {
        state.parts().moving.set(None);
        let deal = super::card::deal_of(app, row).map(DealId);
        if let Some(deal) = deal.filter(|_| to != cell) {
            state.move_to(deal, row, (cell, to), Spot::Usual);
        }
    };
    let item = move |to: Cell, name: String, count: usize| {
        let here = to == cell;
        view! {
            <li>
                <button class="menu-item" type="button" aria-current=here.then_some("true") on:click=move |_| pick(to)>
                    {name}
                    {here.then(|| view! { <span class="tag">{t!(app, "board-here")}</span> })}
                    <span class="menu-note num">{money::count(&app, count)}</span>
                </button>
            </li>
        }
    };
    let columns = state.parts().columns.get_untracked().into_iter().map(move |col| {
        let to = Cell { col, ..cell };
        item(to, untrack(|| state.col_name(col)), state.count_now(to))
    });
    // Only into lanes that ask something of the deal itself.
    let lanes: Vec<Lane> = state.parts().lanes.get_untracked();
    let lanes = lanes.into_iter().filter(|lane| *lane == cell.lane || state.wanted_by(*lane).is_some()).map(|lane| {
        let to = Cell { lane, ..cell };
        item(to, state.lane_name(lane), state.count_now(to))
    });
    let lanes: Vec<_> = lanes.collect();
    let lanes = (lanes.len() > 1).then(|| {
        view! { <h3 class="menu-title">{t!(app, "board-lanes")}</h3><ul class="menu" role="list">{lanes}</ul> }
    });
    view! {
        <Dialog title=t!(app, "board-move-title", deal = state.deal_name(row)) on_close=close>
            <ul class="menu" role="list">{columns.collect::<Vec<_>>()}</ul>
            {lanes}
            <div class="dialog-acts"><button class="button" type="button" on:click=move |_| close.run(())>{t!(app, "cancel")}</button></div>
        </Dialog>
    }
}

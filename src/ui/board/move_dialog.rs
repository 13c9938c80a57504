//! "Move to": a list of stages for whom dragging is not the way.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::focus;
use super::state::{BoardState, use_board};
use crate::model::records::{DealId, StageId};
use crate::pipeline::commands::Spot;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::money;

/// A click on the board: on the button of a card it opens the dialog.
pub(super) fn open(state: BoardState, event: &MouseEvent) {
    let under = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let button = under.and_then(|under| under.closest(".deal-more").ok().flatten());
    if let Some((_, row)) = button.as_ref().and_then(focus::of)
        && !state.is_past()
    {
        state.moving.set(Some(row));
    }
}

/// The dialog for a row's deal.
#[component]
pub(super) fn MoveDialog(
    /// The deal's row.
    row: u32,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let close = Callback::new(move |()| state.moving.set(None));
    let stages: Vec<(StageId, String, usize, bool)> = state.board.with_untracked(|board| {
        let of = |column: &std::sync::Arc<crate::pipeline::board::Column>| {
            let here = column.rows.contains(&row);
            (column.stage.id, column.stage.name.clone().unwrap_or_default(), column.rows.len(), here)
        };
        board.as_ref().map(|board| board.0.columns.iter().map(of).collect()).unwrap_or_default()
    });
    let pick = move |stage: StageId, here: bool| {
        state.moving.set(None);
        let deal = super::card::deal_of(app, row).map(DealId);
        if let Some(deal) = deal.filter(|_| !here) {
            state.move_to(deal, row, stage, Spot::Usual);
        }
    };
    let items = stages.into_iter().map(move |(stage, name, count, here)| {
        view! {
            <li>
                <button class="menu-item" type="button" aria-current=here.then_some("true") on:click=move |_| pick(stage, here)>
                    {name}
                    {here.then(|| view! { <span class="tag">{t!(app, "board-here")}</span> })}
                    <span class="menu-note num">{money::count(&app, count)}</span>
                </button>
            </li>
        }
    });
    view! {
        <Dialog title=t!(app, "board-move-title", deal = state.deal_name(row)) on_close=close>
            <ul class="menu" role="list">{items.collect::<Vec<_>>()}</ul>
            <div class="dialog-acts"><button class="button" type="button" on:click=move |_| close.run(())>{t!(app, "cancel")}</button></div>
        </Dialog>
    }
}

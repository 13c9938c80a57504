//! The bar of what can be done to the chosen cards, with their count and sum.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cell::Col;
use super::choose;
use super::state::{Same, use_board};
use crate::model::Value;
use crate::model::records::{Deal, DealId};
use crate::query::MoneyBag;
use crate::ui::moves::Many;
use crate::ui::parts::count::{counted, number};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::money;

/// The bar; nothing where no card is chosen and none is to be.
#[component]
pub(super) fn BulkBar(
    /// The chosen deals.
    many: Many,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let busy = many.busy();
    let on_board = Memo::new(move |_| Same(Arc::new(choose::on_board(state))));
    // Worked out from what is chosen: with a lasso that is a few of a hundred thousand, and changes each frame.
    let figures = Memo::new(move |_| {
        let none = (0, MoneyBag::default());
        state.parts().chosen.rows.with(|chosen| {
            if chosen.is_empty() || state.is_past() {
                return none;
            }
            let shown = on_board.get();
            app.read(|desk| {
                let table = desk.book().of::<Deal>();
                let rows = chosen.iter().map(|row| *row as usize).filter(|row| shown.0.get(*row));
                rows.fold(none, |(n, mut sum), row| {
                    let amount = table.value(row, Deal::AMOUNT);
                    if let Some(money) = amount.as_ref().and_then(Value::as_money) {
                        sum.add_money(money);
                    }
                    (n + 1, sum)
                })
            })
        })
    });
    let is_some = Memo::new(move |_| figures.with(|(n, _)| *n > 0));
    let said = move || {
        figures.with(|(n, sum)| t!(app, "board-choose-sum", n = counted(&app, *n), sum = money::bag(&app, sum)))
    };
    let acts = move || {
        if is_some.get() {
            view! { {many.buttons()}{many.usual_buttons()} }.into_any()
        } else {
            view! { <span class="second">{t!(app, "board-choose-hint")}</span> }.into_any()
        }
    };
    // The bar is not built anew with the first card that is chosen: focus may be on its buttons.
    let is_there = Memo::new(move |_| !state.is_past() && (is_some.get() || state.parts().chosen.mode.get()));
    move || {
        is_there.get().then(|| {
            view! {
                <div class="bulk board-bulk" role="toolbar" aria-label=t!(app, "bulk") inert=move || busy.get() aria-busy=move || busy.get().then_some("true")>
                    {move || is_some.get().then(|| view! { <strong class="num">{said}</strong> })}
                    {acts}
                    <All/>
                    <button class="button button-quiet push" type="button" on:click=move |_| state.parts().chosen.clear()>{t!(app, "bulk-none")}</button>
                </div>
            }
        })
    }
}

/// All of a column, or of the board, as the filter leaves them. Asked for in a dialog: a native list takes
/// the first that fits with each key that is pressed on it, and this is done at once.
#[component]
fn All() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let open = RwSignal::new(false);
    let shut = Callback::new(move |()| open.set(false));
    let item = move |name: String, columns: Vec<Col>| {
        let press = move |_| {
            choose::all(state, columns.iter().map(|col| col.whole()));
            open.set(false);
        };
        view! { <li><button class="menu-item" type="button" on:click=press>{name}</button></li> }
    };
    let items = move || {
        let columns = state.parts().columns.get();
        let counts: Vec<usize> = columns.iter().map(|col| state.count(col.whole())).collect();
        let column = |(col, n): (&Col, &usize)| {
            let (count, stage) = (number(&app, *n), state.col_name(*col));
            (*n > 0).then(|| item(t!(app, "board-choose-column", n = count, stage = stage), vec![*col]))
        };
        let whole = t!(app, "board-choose-all", n = number(&app, counts.iter().sum()));
        let each: Vec<_> = columns.iter().zip(&counts).filter_map(column).collect();
        std::iter::once(item(whole, columns.clone())).chain(each).collect::<Vec<_>>()
    };
    let dialog = move || {
        open.get().then(|| view! {
            <Dialog title=t!(app, "board-choose-which") on_close=shut>
                <ul class="menu" role="list">{untrack(items)}</ul>
                <div class="dialog-acts"><button class="button" type="button" on:click=move |_| open.set(false)>{t!(app, "cancel")}</button></div>
            </Dialog>
        })
    };
    view! {
        <button class="button" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>{t!(app, "board-choose-open")}</button>
        {dialog}
    }
}

/// Something was done to the chosen deals: the bar goes, and the focus to the first of them, or to the
/// heading where it left the board.
pub(super) fn done(state: super::state::BoardState) {
    let first = state.parts().chosen.first();
    state.parts().chosen.clear();
    request_animation_frame(move || {
        if state.is_gone() {
            return;
        }
        let card = first.and_then(super::focus::item);
        let link = card.and_then(|card| card.query_selector(".deal-link").ok().flatten());
        let element = link.or_else(|| document().query_selector("main h1").ok().flatten());
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// The chosen deals.
pub(super) fn chosen_deals(state: super::state::BoardState) -> Signal<Vec<DealId>> {
    Signal::derive(move || {
        let rows = choose::shown(state);
        state.app.peek(|desk| {
            let table = desk.book().of::<Deal>();
            rows.iter().filter_map(|row| table.id(*row as usize)).map(DealId).collect()
        })
    })
}

//! The bar of what can be done to the chosen cards, with their count and sum.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cell::Col;
use super::choose;
use super::state::use_board;
use crate::model::Value;
use crate::model::records::{Deal, DealId};
use crate::query::MoneyBag;
use crate::ui::moves::Many;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::{counted, number};
use crate::ui::parts::money;

/// The bar; nothing where no card is chosen and none is to be.
#[component]
pub(super) fn BulkBar(
    /// The chosen deals.
    many: Many,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let figures = Memo::new(move |_| {
        let rows = choose::shown(state);
        let sum = app.read(|desk| {
            let table = desk.book().of::<Deal>();
            let mut sum = MoneyBag::default();
            for row in &rows {
                let amount = table.value(*row as usize, Deal::AMOUNT);
                if let Some(money) = amount.as_ref().and_then(Value::as_money) {
                    sum.add_money(money);
                }
            }
            sum
        });
        (rows.len(), sum)
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
    move || {
        (!state.is_past() && (is_some.get() || state.parts().chosen.mode.get())).then(|| {
            view! {
                <div class="bulk board-bulk" role="toolbar" aria-label=t!(app, "bulk")>
                    {move || is_some.get().then(|| view! { <strong class="num">{said}</strong> })}
                    {acts}
                    <All/>
                    <button class="button button-quiet push" type="button" on:click=move |_| state.parts().chosen.clear()>{t!(app, "bulk-none")}</button>
                </div>
            }
        })
    }
}

/// All of a column, or of the board, as the filter leaves them.
#[component]
fn All() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let options = Memo::new(move |_| {
        let columns = state.parts().columns.get();
        let counts: Vec<usize> = columns.iter().map(|col| state.count(col.whole())).collect();
        let column = |(col, n): (&Col, &usize)| {
            let (count, stage) = (number(&app, *n), state.col_name(*col));
            (*n > 0).then(|| (col.to_string(), t!(app, "board-choose-column", n = count, stage = stage)))
        };
        let first = (String::new(), t!(app, "board-choose-which"));
        let whole = ("*".to_owned(), t!(app, "board-choose-all", n = number(&app, counts.iter().sum())));
        [first, whole].into_iter().chain(columns.iter().zip(&counts).filter_map(column)).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |value: String| {
        let columns = state.parts().columns.get_untracked();
        let wanted = columns.into_iter().filter(|col| value == "*" || col.to_string() == value);
        if !value.is_empty() {
            choose::all(state, wanted.map(Col::whole));
        }
    });
    let none = Signal::stored(String::new());
    view! { <Choose id="board-choose-all" class="select board-choose" label=t!(app, "board-choose-which") options=options value=none on_pick=pick/> }
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

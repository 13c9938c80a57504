//! The sums of what is shown, always in view.

use leptos::prelude::*;

use super::state::use_board;
use crate::query::MoneyBag;
use crate::ui::parts::money;

/// Count, sum and weighted sum of the open stages.
#[component]
pub(super) fn Summary() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    move || {
        let none = || (0, MoneyBag::default(), MoneyBag::default());
        let (count, sum, weighted) = state.board.with(|board| board.as_ref().map_or_else(none, super::figures::totals));
        let rates = state.board.with(|board| board.as_ref().map(|board| board.0.rates.clone()).unwrap_or_default());
        let sum = super::worth::sum(app, &rates, &sum, false);
        let weighted = match super::worth::sum(app, &rates, &weighted, true) {
            converted if converted.rates.is_some() => converted.text,
            _ => money::rounded(&app, &weighted),
        };
        view! {
            <p class="page-sum">
                <strong>{money::count(&app, count)}</strong>" "{t!(app, "board-open-deals", n = count)}" · "
                <strong>{sum.text}</strong>" · "
                {t!(app, "board-weighted", sum = weighted)}
                {sum.rates.map(|rates| view! { <span class="second small">" · "{rates}</span> })}
            </p>
        }
    }
}

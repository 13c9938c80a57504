//! What all lines come to: without tax, the tax, and with it.

use leptos::prelude::*;

use crate::model::line::{Total, totals};
use crate::model::{BasisPoints, Money};
use crate::ui::context::use_app;

/// The sums, one row for each currency; nothing where there are none.
#[component]
pub(super) fn Totals(
    /// What each line is worth without tax, and its tax rate.
    #[prop(into)]
    worth: Signal<Vec<(Money, Option<BasisPoints>)>>,
) -> impl IntoView {
    let app = use_app();
    let sums = Memo::new(move |_| totals(worth.get()));
    let one = move |total: Total| {
        let money = |minor: i128| app.format().money_sum(minor, total.currency);
        view! {
            <div><dt>{t!(app, "lines-net")}</dt><dd>{money(total.net)}</dd></div>
            <div><dt>{t!(app, "lines-tax")}</dt><dd>{money(total.tax)}</dd></div>
            <div class="lines-gross"><dt>{t!(app, "lines-gross")}</dt><dd>{money(total.gross())}</dd></div>
        }
    };
    move || {
        let sums = sums.get();
        (!sums.is_empty()).then(|| {
            view! { <dl class="lines-sums" aria-live="polite">{sums.into_iter().map(one).collect::<Vec<_>>()}</dl> }
        })
    }
}

//! The sums of what is shown, always in view, and the mark of a past moment.

use leptos::prelude::*;

use super::state::use_board;
use crate::book::Moment;
use crate::query::MoneyBag;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// Count, sum and weighted sum of the open stages.
#[component]
pub(super) fn Summary() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let back = move |_| app.go(&app.place.get_untracked().set("at", None));
    move || {
        let (mut count, mut sum, mut weighted) = (0, MoneyBag::default(), MoneyBag::default());
        state.board.with(|board| {
            let columns = board.iter().flat_map(|board| &board.0.columns);
            for column in columns.filter(|column| column.stage.kind.as_deref() == Some("open")) {
                count += column.rows.len();
                column.sum.sums().iter().for_each(|(currency, minor)| sum.add(*minor, *currency));
                column.weighted.sums().iter().for_each(|(currency, minor)| weighted.add(*minor, *currency));
            }
        });
        let past = match state.moment() {
            Moment::At(at) => Some(app.format().day(app.zone().day_of(at))),
            Moment::Now => None,
        };
        let past = past.map(|day| view! {
            <span class="tag tag-warning"><Icon name="history" class="icon-small"/>{t!(app, "board-as-of", day = day)}</span>
            <button class="button button-quiet" type="button" on:click=back>{t!(app, "board-to-now")}</button>
            " "
        });
        view! {
            <p class="page-sum">
                {past}
                <strong>{money::count(&app, count)}</strong>" "{t!(app, "board-open-deals", n = count)}" · "
                <strong>{money::bag(&app, &sum)}</strong>" · "
                {t!(app, "board-weighted", sum = money::rounded(&app, &weighted))}
            </p>
        }
    }
}

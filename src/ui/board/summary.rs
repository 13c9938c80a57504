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
    let sums = Memo::new(move |_| {
        let (mut count, mut sum, mut weighted) = (0, MoneyBag::default(), MoneyBag::default());
        state.board.with(|board| {
            for column in board.iter().flat_map(|board| &board.0.columns) {
                if column.stage.kind.as_deref() == Some("open") {
                    count += column.count;
                    column.sum.sums().iter().for_each(|(currency, minor)| sum.add(*minor, *currency));
                    column.weighted.sums().iter().for_each(|(currency, minor)| weighted.add(*minor, *currency));
                }
            }
        });
        (count, sum, weighted)
    });
    let count = move || usize::try_from(sums.with(|sums| sums.0)).unwrap_or(usize::MAX);
    let past = move || match state.moment() {
        Moment::At(at) => Some(app.format().day(app.zone().day_of(at))),
        Moment::Now => None,
    };
    let back = move |_| app.go(&app.place.get_untracked().set("at", None));
    view! {
        <p class="page-sum">
            {move || past().map(|day| view! {
                <span class="tag tag-warning"><Icon name="history" class="icon-small"/>{t!(app, "board-as-of", day = day)}</span>
                <button class="button button-quiet" type="button" on:click=back>{t!(app, "board-to-now")}</button>
                " "
            })}
            <strong>{move || money::count(&app, count())}</strong>" "{move || t!(app, "board-open-deals", n = count())}" · "
            <strong>{move || sums.with(|sums| money::bag(&app, &sums.1))}</strong>" · "
            {move || t!(app, "board-weighted", sum = sums.with(|sums| money::rounded(&app, &sums.2)))}
        </p>
    }
}

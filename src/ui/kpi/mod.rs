//! Charts: what was won, how surely, how fast, and where deals stay behind.

mod bars;
mod charts;
mod columns;
mod filters;
mod frame;
mod funnel;
mod table;
mod tiles;
mod words;

use leptos::prelude::*;

use crate::kpi::Dashboard;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use charts::Charts;
use filters::{Filters, choice, scan};
use tiles::Tiles;

/// The page.
#[component]
pub(super) fn KpiPage() -> impl IntoView {
    let app = use_app();
    let dashboard = Memo::new(move |_| {
        let choice = app.place.with(|place| choice(app, place));
        scan(app, |scan| (scan.view().live().count() > 0).then(|| Dashboard::of(scan, &choice))).flatten()
    });
    // Whether there is anything changes seldom; the charts keep their switches while figures change.
    let any = Memo::new(move |_| dashboard.with(Option::is_some));
    let print = move |_| drop(window().print());
    let closed = move || {
        let closed = dashboard.with(|dashboard| dashboard.as_ref().map(|dashboard| dashboard.closed))?;
        let format = app.format();
        Some(match closed {
            Some((from, to)) => t!(app, "kpi-closed", from = format.day(from), to = format.day(to)),
            None => t!(app, "kpi-none-closed"),
        })
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "nav-kpi")}</h1></div>
            <div class="page-actions"><button class="button wide-only" type="button" on:click=print>{t!(app, "print")}</button></div>
            <Filters/>
            <p class="page-sum">{closed}</p>
        </header>
        <div class="page-body">
            {move || if any.get() {
                view! { <Shown dashboard=dashboard/> }.into_any()
            } else {
                view! { <Nothing/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Shown(dashboard: Memo<Option<Dashboard>>) -> impl IntoView {
    let first = dashboard.get_untracked();
    let shown = first.map(|first| Memo::new(move |_| dashboard.get().unwrap_or_else(|| first.clone())));
    view! {
        <Tiles dashboard=dashboard/>
        {shown.map(|shown| view! { <Charts dashboard=shown/> })}
    }
}

/// What stands where no deal is.
#[component]
fn Nothing() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="chart" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "kpi-empty-title")}</h2>
            <p class="empty-text">{t!(app, "kpi-empty-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::Import).href()><Icon name="import"/>{t!(app, "nav-import")}</a>
            </div>
        </div>
    }
}

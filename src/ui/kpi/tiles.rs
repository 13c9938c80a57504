//! The figures on top: each opens exactly its rows and says how it is worked out.

use leptos::prelude::*;

use super::words;
use crate::kpi::{Dashboard, chart::Figure};
use crate::query::Filter;
use crate::ui::context::use_app;
use crate::ui::parts::money;

/// The tiles.
#[component]
pub(super) fn Tiles(
    /// What they show.
    dashboard: Memo<Option<Dashboard>>,
) -> impl IntoView {
    let app = use_app();
    move || {
        dashboard.with(|dashboard| {
            let of = dashboard.as_ref()?;
            let open = if of.open.estimates == 0 {
                t!(app, "tile-open-count", n = words::counted(&app, of.open.count))
            } else {
                let estimates = words::number(&app, of.open.estimates);
                t!(app, "tile-open-estimates", n = words::counted(&app, of.open.count), estimates = estimates)
            };
            let days = of.days.all.value.map(|value| match value {
                Figure::Days(days) => app.format().number(days, 1),
                other => words::figure(&app, other),
            });
            Some(view! {
                <div class="grid-tiles">
                    <Tile name=t!(app, "tile-won") figure=Some(money::bag(&app, &of.won.money)) rows=of.won.rows.clone()
                        verdict=t!(app, "tile-won-count", n = words::counted(&app, of.won.count)) formula=t!(app, "tile-won-formula")/>
                    <Tile name=t!(app, "tile-rate") figure=of.rate.value.map(|value| words::figure(&app, value)) rows=of.rate.rows.clone()
                        verdict=t!(app, "tile-rate-count", won = words::number(&app, of.rate.won), n = words::counted(&app, of.rate.base))
                        formula=t!(app, "tile-rate-formula")/>
                    <Tile name=t!(app, "tile-open") figure=Some(money::bag(&app, &of.open.money)) rows=of.open.rows.clone()
                        verdict=t!(app, "tile-open-weighted", sum = money::rounded(&app, &of.open.weighted)) formula=open/>
                    <Tile name=t!(app, "tile-days") figure=days unit=t!(app, "tile-days-unit") rows=of.days.all.rows.clone()
                        verdict=t!(app, "tile-days-count", n = words::counted(&app, of.days.all.base)) formula=t!(app, "tile-days-formula")/>
                </div>
            })
        })
    }
}

#[component]
fn Tile(
    /// What it measures.
    name: String,
    /// The figure; no base where `None`.
    figure: Option<String>,
    /// Its unit, where a word says it.
    #[prop(optional)]
    unit: Option<String>,
    /// Opens the rows.
    rows: Filter,
    /// What stands behind the figure.
    verdict: String,
    /// How it is worked out.
    formula: String,
) -> impl IntoView {
    let app = use_app();
    let unit = unit.filter(|_| figure.is_some());
    view! {
        <section class="panel tile">
            <h2 class="tile-name">{name}</h2>
            <a class="tile-figure" href=words::rows(&rows).href()>
                {figure.unwrap_or_else(|| t!(app, "no-base"))}
                {unit.map(|unit| view! { " "<span class="tile-unit">{unit}</span> })}
            </a>
            <p class="tile-verdict">{verdict}</p>
            <p class="formula">{formula}</p>
        </section>
    }
}

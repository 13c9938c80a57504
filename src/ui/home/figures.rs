//! How things stand: figures that open their rows, and the open stages.

use leptos::prelude::*;

use super::lately::Lately;
use crate::kpi::home::{Figure, Home, home};
use crate::model::records::{Deal, Pipeline, Stage};
use crate::model::{BasisPoints, Record};
use crate::query::{Filter, title};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::money;
use crate::ui::route::{Place, Route};

/// The list of deals that pass a filter.
fn deals(rows: &Filter) -> String {
    Place::new(Route::List(Deal::COLLECTION.key)).with(rows.to_pairs()).href()
}

fn count(figure: &Figure) -> usize {
    usize::try_from(figure.count).unwrap_or(usize::MAX)
}

/// The page.
#[component]
pub(in crate::ui) fn Standing() -> impl IntoView {
    let app = use_app();
    let figures = Memo::new(move |_| app.read(|desk| desk.scan(Deal::COLLECTION.key).map(|scan| home(&scan))));
    let today = app.format().day(app.zone().day_of(app.now()));
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "home")}</h1></div>
            <div class="page-actions">
                <a class="button" href=Place::new(Route::Import).href()>{t!(app, "nav-import")}</a>
                <a class="button button-primary" href=Place::new(Route::Board(None)).href()>{t!(app, "open-board")}</a>
            </div>
            <p class="page-sum">{today}</p>
        </header>
        <div class="page-body">
            {move || figures.with(|home| home.as_ref().map(|home| shown(app, home)))}
        </div>
    }
}

fn shown(app: App, home: &Home) -> AnyView {
    view! {
        {tiles(&app, home)}
        <div class="grid-2">
            {stages(&app, home)}
            <Lately/>
        </div>
    }
    .into_any()
}

/// The figures.
fn tiles(app: &App, home: &Home) -> impl IntoView + use<> {
    let worth = |figure: &Figure| money::bag(app, &figure.sum);
    let month_before =
        t!(app, "home-month-before", n = counted(app, count(&home.won_before)), sum = worth(&home.won_before));
    #[expect(clippy::cast_possible_truncation, reason = "a share in basis points")]
    let rate = home.win_rate().map(|share| app.format().percent(BasisPoints(share.round() as i64)));
    let rate = rate.map_or_else(|| t!(app, "no-base"), |rate| t!(app, "home-win-rate", rate = rate));
    let all_won = format!("{} · {rate}", worth(&home.won));
    let weighted =
        t!(app, "home-open-sums", sum = worth(&home.open), weighted = money::rounded(app, &home.open.weighted));
    let stepless = t!(app, "home-stepless-text", sum = worth(&home.stepless));
    view! {
        <div class="grid-tiles">
            {tile(app, "home-open", &home.open, weighted.into_any())}
            {tile(app, "home-stepless", &home.stepless, stepless.into_any())}
            {tile(app, "home-won-now", &home.won_now, view! {
                {worth(&home.won_now)}" · "<a href=deals(&home.won_before.rows)>{month_before}</a>
            }.into_any())}
            {tile(app, "home-won", &home.won, all_won.into_any())}
        </div>
    }
}

/// A figure: what it is, how many, and what they come to.
fn tile(app: &App, key: &'static str, figure: &Figure, verdict: AnyView) -> impl IntoView + use<> {
    view! {
        <section class="panel tile" aria-labelledby=key>
            <h2 class="tile-name" id=key>{app.text(key, &[])}</h2>
            <a class="tile-figure" href=deals(&figure.rows)>{money::count(app, count(figure))}</a>
            <p class="tile-verdict">{verdict}</p>
        </section>
    }
}

/// The open stages as bars.
fn stages(app: &App, home: &Home) -> impl IntoView + use<> {
    let most = home.stages.iter().map(|(_, figure)| figure.count).max().unwrap_or(0).max(1);
    let bar = |(stage, figure): &(Stage, Figure)| {
        let share = format!("{}%", figure.count * 1_000 / most / 10);
        view! {
            <li>
                <a class="bar" href=deals(&figure.rows)>
                    <span class="bar-name">{stage.name.clone()}</span>
                    <span class="bar-track"><span class="bar-fill" style=("--v", share)></span></span>
                    <span class="bar-value">{money::count(app, count(figure))}</span>
                    <span class="bar-note">{money::bag(app, &figure.sum)}</span>
                </a>
            </li>
        }
    };
    let of = |(stage, _): &(Stage, Figure)| stage.pipeline;
    let parts: Vec<&[(Stage, Figure)]> = home.stages.chunk_by(|one, next| of(one) == of(next)).collect();
    // One pipeline needs no name here.
    let several = parts.len() > 1;
    let part = |stages: &&[(Stage, Figure)]| {
        let name = stages.first().and_then(of).filter(|_| several);
        let name = name.and_then(|id| app.peek(|desk| title::of(desk.book(), Pipeline::COLLECTION.key, id)));
        let bars = stages.iter().map(bar).collect_view();
        view! { {name.map(|name| view! { <li class="bars-name">{name}</li> })}{bars} }
    };
    let parts = parts.iter().map(part).collect_view();
    view! {
        <section class="panel" aria-labelledby="home-stages">
            <div class="panel-head">
                <h2 id="home-stages">{t!(app, "home-stages")}</h2>
                <a href=Place::new(Route::Board(None)).href()>{t!(app, "open-board")}</a>
            </div>
            <div class="chart"><ul class="bars" role="list" aria-labelledby="home-stages">{parts}</ul></div>
        </section>
    }
}

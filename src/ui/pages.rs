//! Everything but the shell and the first steps in an empty book, which are the first screen: with the
//! feature `split` it is a wasm file of its own, loaded when any of it is needed and kept by the service
//! worker.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::{Over, use_app};
use super::fields::FIELDS;
use super::pipelines::PIPELINES;
use super::route::Route;
use super::upkeep::Upkeep;

/// What is loaded later.
#[derive(Clone)]
enum Later {
    /// The page of a route.
    Page(Route),
    /// The dialog that starts an empty book; told when it closes.
    StartEmpty(Callback<()>),
    /// The dialog that makes the demo company; told when it closes.
    LookAround(Callback<()>),
    /// What lies over the page.
    Over(Over),
    /// What stands in the way or is on offer.
    Notices,
    /// The home of a book that holds something.
    Standing,
    /// Work on the journal.
    Upkeep(Upkeep),
    /// The way out when the application does not start.
    Rescue,
}

/// Shows the page of a route once it is there.
pub(super) fn show(route: Route) -> AnyView {
    load(Later::Page(route))
}

/// Shows the dialog that starts an empty book once it is there.
pub(super) fn start_empty(on_close: Callback<()>) -> AnyView {
    load(Later::StartEmpty(on_close))
}

/// Shows the dialog that makes the demo company once it is there.
pub(super) fn look_around(on_close: Callback<()>) -> AnyView {
    load(Later::LookAround(on_close))
}

/// Shows what lies over the page once it is there.
pub(super) fn over(over: Over) -> AnyView {
    load(Later::Over(over))
}

/// Shows what stands in the way or is on offer.
pub(super) fn notices() -> AnyView {
    load(Later::Notices)
}

/// Shows how things stand once it is there.
pub(super) fn standing() -> AnyView {
    load(Later::Standing)
}

/// Does work on the journal once its code is there.
pub(super) fn upkeep(what: Upkeep) {
    // There is nothing to show.
    spawn_local(async move { drop(later(Later::Upkeep(what)).await) });
}

/// Shows the page that saves and restores without the book.
pub(super) fn rescue() -> AnyView {
    load(Later::Rescue)
}

fn load(what: Later) -> AnyView {
    let app = use_app();
    let page = move || {
        let what = what.clone();
        app.has_texts.get().then(move || {
            let content = move || {
                let what = what.clone();
                Suspend::new(async move { later(what).await })
            };
            view! { <Suspense fallback=|| ()>{content}</Suspense> }
        })
    };
    page.into_any()
}

/// Every later page. One function is one file: more of them would share their code through many
/// small ones.
#[cfg_attr(feature = "split", lazy)]
#[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "awaits its file when it is split off"))]
async fn later(what: Later) -> AnyView {
    // What a page reads while it is built is no reason to build it again: its parts listen for themselves.
    untrack(move || built(what))
}

fn built(what: Later) -> AnyView {
    let route = match what {
        Later::Page(route) => route,
        Later::Over(over) => return super::palette::over(over),
        Later::Standing => {
            let due = super::backup::days_due(use_app()).and_then(|days| usize::try_from(days).ok());
            let due = due.map(|days| view! { <super::backup::Due days=days/> });
            return view! { {due}<super::home::Standing/> }.into_any();
        }
        Later::Upkeep(what) => {
            spawn_local(super::upkeep::run(what));
            return ().into_any();
        }
        Later::Notices => return view! { <super::notices::Notices/> }.into_any(),
        Later::LookAround(on_close) => return view! { <super::home::LookAround on_close=on_close/> }.into_any(),
        Later::Rescue => return view! { <super::backup::Rescue/> }.into_any(),
        Later::StartEmpty(on_close) => return view! { <super::home::StartEmpty on_close=on_close/> }.into_any(),
    };
    match route {
        Route::Board(pipeline) => view! { <super::board::BoardPage pipeline=pipeline/> }.into_any(),
        Route::Kpi => view! { <super::kpi::KpiPage/> }.into_any(),
        Route::List(FIELDS) => view! { <super::fields::FieldsPage/> }.into_any(),
        Route::New(FIELDS) => view! { <super::fields::NewFieldPage/> }.into_any(),
        Route::Record(FIELDS, id) => view! { <super::fields::FieldPage id=id/> }.into_any(),
        Route::List(PIPELINES) => view! { <super::pipelines::PipelinesPage/> }.into_any(),
        Route::New(PIPELINES) => view! { <super::pipelines::NewPipelinePage/> }.into_any(),
        Route::Record(PIPELINES, id) => view! { <super::pipelines::PipelinePage id=id/> }.into_any(),
        Route::List(key) => view! { <super::list::ListPage collection=key/> }.into_any(),
        Route::Duplicates(key) => view! { <super::twins::PairsPage collection=key/> }.into_any(),
        Route::Merge(key, a, b) => view! { <super::twins::MergePage collection=key a=a b=b/> }.into_any(),
        Route::Record(key, id) => {
            super::palette::recent::note(use_app(), key, id);
            view! { <super::record::RecordPage collection=key id=id/> }.into_any()
        }
        Route::New(key) => view! { <super::record::NewPage collection=key/> }.into_any(),
        Route::Records => view! { <super::records::RecordsPage/> }.into_any(),
        Route::Pool => view! { <super::pool::PoolPage/> }.into_any(),
        Route::Sign => view! { <super::sign::SignPage/> }.into_any(),
        Route::Today => view! { <super::day::TodayPage/> }.into_any(),
        Route::Stop(id) => view! { <super::day::StopPage id=id/> }.into_any(),
        Route::DayPlan(day) => view! { <super::day::PlanPage day=day/> }.into_any(),
        Route::DayReport(day) => view! { <super::day::ReportPage day=day/> }.into_any(),
        Route::Coverage => view! { <super::day::CoveragePage/> }.into_any(),
        Route::HandOver => view! { <super::handover::HandOverPage/> }.into_any(),
        Route::Import => view! { <super::import::ImportPage/> }.into_any(),
        Route::History => view! { <super::history::HistoryPage/> }.into_any(),
        Route::Settings => view! { <super::settings::SettingsPage/> }.into_any(),
        Route::Home | Route::Missing => view! { <super::parts::missing::MissingPage/> }.into_any(),
    }
}

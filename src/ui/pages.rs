//! Pages beside the home, which is the first screen: with the feature `split` they are a wasm file of
//! their own, loaded on the first visit of any and kept by the service worker.

use leptos::prelude::*;

use super::context::{Over, use_app};
use super::fields::FIELDS;
use super::route::Route;

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
    /// A word about the last backup, so many days ago.
    BackupDue(usize),
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

/// Says once it is there that the last backup is so many days old.
pub(super) fn backup_due(days: usize) -> AnyView {
    load(Later::BackupDue(days))
}

/// Shows the page that saves and restores without the book.
pub(super) fn rescue() -> AnyView {
    load(Later::Rescue)
}

fn load(what: Later) -> AnyView {
    let content = move || {
        let what = what.clone();
        Suspend::new(async move { later(what).await })
    };
    view! { <Suspense fallback=|| ()>{content}</Suspense> }.into_any()
}

/// Every later page. One function is one file: more of them would share their code through many
/// small ones.
#[cfg_attr(feature = "split", lazy)]
#[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "awaits its file when it is split off"))]
async fn later(what: Later) -> AnyView {
    let route = match what {
        Later::Page(route) => route,
        Later::Over(over) => return super::palette::over(over),
        Later::Notices => return view! { <super::notices::Notices/> }.into_any(),
        Later::LookAround(on_close) => return view! { <super::home::LookAround on_close=on_close/> }.into_any(),
        Later::BackupDue(days) => return view! { <super::backup::Due days=days/> }.into_any(),
        Later::Rescue => return view! { <super::backup::Rescue/> }.into_any(),
        Later::StartEmpty(on_close) => return view! { <super::home::StartEmpty on_close=on_close/> }.into_any(),
    };
    match route {
        Route::Board(pipeline) => view! { <super::board::BoardPage pipeline=pipeline/> }.into_any(),
        Route::Kpi => view! { <super::kpi::KpiPage/> }.into_any(),
        Route::List(FIELDS) => view! { <super::fields::FieldsPage/> }.into_any(),
        Route::New(FIELDS) => view! { <super::fields::NewFieldPage/> }.into_any(),
        Route::Record(FIELDS, id) => view! { <super::fields::FieldPage id=id/> }.into_any(),
        Route::List(key) => view! { <super::list::ListPage collection=key/> }.into_any(),
        Route::Duplicates(key) => view! { <super::twins::PairsPage collection=key/> }.into_any(),
        Route::Merge(key, a, b) => view! { <super::twins::MergePage collection=key a=a b=b/> }.into_any(),
        Route::Record(key, id) => {
            super::palette::recent::note(use_app(), key, id);
            view! { <super::record::RecordPage collection=key id=id/> }.into_any()
        }
        Route::New(key) => view! { <super::record::NewPage collection=key/> }.into_any(),
        Route::Records => view! { <super::records::RecordsPage/> }.into_any(),
        Route::Sign => view! { <super::sign::SignPage/> }.into_any(),
        Route::Import => view! { <super::import::ImportPage/> }.into_any(),
        Route::History => view! { <super::history::HistoryPage/> }.into_any(),
        Route::Settings => view! { <super::settings::SettingsPage/> }.into_any(),
        Route::Home | Route::Missing => view! { <super::parts::missing::MissingPage/> }.into_any(),
    }
}

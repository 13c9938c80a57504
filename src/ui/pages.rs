//! Pages beside the home, which is the first screen: with the feature `split` they are a wasm file of
//! their own, loaded on the first visit of any and kept by the service worker.

use leptos::prelude::*;

use super::route::Route;

/// Shows the page of a route once it is there.
pub(super) fn show(route: Route) -> AnyView {
    let page = move || {
        let route = route.clone();
        Suspend::new(async move { later(route).await })
    };
    view! { <Suspense fallback=|| ()>{page}</Suspense> }.into_any()
}

/// Every later page. One function is one file: more of them would share their code through many
/// small ones.
#[cfg_attr(feature = "split", lazy)]
#[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "awaits its file when it is split off"))]
async fn later(route: Route) -> AnyView {
    match route {
        Route::Board(pipeline) => view! { <super::board::BoardPage pipeline=pipeline/> }.into_any(),
        Route::Kpi => view! { <super::kpi::KpiPage/> }.into_any(),
        Route::List(key) => view! { <super::list::ListPage collection=key/> }.into_any(),
        Route::Record(key, id) => view! { <super::record::RecordPage collection=key id=id/> }.into_any(),
        Route::New(key) => view! { <super::record::NewPage collection=key/> }.into_any(),
        Route::Import => view! { <super::import::ImportPage/> }.into_any(),
        Route::History => view! { <super::history::HistoryPage/> }.into_any(),
        Route::Settings => view! { <super::settings::SettingsPage/> }.into_any(),
        Route::Home | Route::Missing => view! { <super::parts::missing::MissingPage/> }.into_any(),
    }
}

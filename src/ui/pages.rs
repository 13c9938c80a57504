//! Pages beside the home, which is the first screen: with the feature `split` each group is a wasm file of
//! its own, loaded on the first visit and kept by the service worker.

use leptos::prelude::*;

use super::route::Route;
use crate::model::Id;

/// Shows the page of a route once it is there.
pub(super) fn show(route: Route) -> AnyView {
    let page = move || {
        let route = route.clone();
        Suspend::new(async move {
            match route {
                Route::Kpi => kpi().await,
                Route::List(key) => list(key).await,
                Route::Record(key, id) => record(key, id).await,
                Route::New(key) => new_record(key).await,
                Route::Import => import().await,
                Route::History => history().await,
                Route::Settings => settings().await,
                Route::Board(pipeline) => board(pipeline).await,
                Route::Home | Route::Missing => missing(),
            }
        })
    };
    view! { <Suspense fallback=|| ()>{page}</Suspense> }.into_any()
}

/// What is said where there is no such page.
fn missing() -> AnyView {
    view! { <super::parts::missing::MissingPage/> }.into_any()
}

/// Declares a page as a function that may live in a wasm file of its own.
macro_rules! page {
    ($name:ident($($arg:ident: $type:ty),*) $view:expr) => {
        #[cfg_attr(feature = "split", lazy)]
        #[cfg_attr(not(feature = "split"), expect(clippy::unused_async, reason = "awaits its file when it is split off"))]
        async fn $name($($arg: $type),*) -> AnyView {
            $view.into_any()
        }
    };
}

page!(board(pipeline: Option<Id>) view! { <super::board::BoardPage pipeline=pipeline/> });
page!(kpi() view! { <super::kpi::KpiPage/> });
page!(list(key: &'static str) view! { <super::list::ListPage collection=key/> });
page!(record(key: &'static str, id: Id) view! { <super::record::RecordPage collection=key id=id/> });
page!(new_record(key: &'static str) view! { <super::record::NewPage collection=key/> });
page!(import() view! { <super::import::ImportPage/> });
page!(history() view! { <super::history::HistoryPage/> });
page!(settings() view! { <super::settings::SettingsPage/> });

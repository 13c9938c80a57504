//! Lists: any collection from its field table, with search, conditions, order and pages in the
//! address.

mod chips;
mod empty;
mod export;
mod pager;
mod search;
mod state;
pub(in crate::ui) mod table;
pub(in crate::ui) mod words;

use leptos::prelude::*;

use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, money};
use crate::ui::route::{Place, Route};
use chips::Chips;
use empty::{NoMatch, NoRecords};
use export::Export;
use pager::Pager;
use search::Search;
use table::ListTable;

/// The page.
#[component]
pub(super) fn ListPage(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let state = state::state(app, collection);
    let title = app.text(&format!("collection-{collection}"), &[]);
    let shown = Memo::new(move |_| {
        state.with(|state| state.as_ref().map_or((0, 0), |state| (state.listed.rows.len(), state.all)))
    });
    let sum = move || {
        let (rows, all) = shown.get();
        let of = (rows != all).then(|| t!(app, "list-of", n = money::count(&app, all)));
        view! { <strong>{money::count(&app, rows)}</strong>" "{record_word(&app, collection, rows)}" "{of} }
    };
    let new = Place::new(Route::New(collection)).href();
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{title.clone()}</h1></div>
            <div class="page-actions">
                <Export collection=collection/>
                <a class="button button-primary" href=new><Icon name="plus"/>{app.text(&format!("new-{collection}"), &[])}</a>
            </div>
            <button class="chip filters-open phone-only" type="button" popovertarget="filters">
                <Icon name="search" class="icon-small"/>{t!(app, "list-search")}
            </button>
            <div class="page-filters" id="filters" popover=""><Search collection=collection/><Chips collection=collection/></div>
            <p class="page-sum">{sum}</p>
        </header>
        <div class="page-body">
            {move || match shown.get() {
                (_, 0) => view! { <NoRecords collection=collection/> }.into_any(),
                (0, _) => view! { <NoMatch collection=collection/> }.into_any(),
                _ => view! {
                    <section class="panel">
                        <ListTable collection=collection title=title.clone() state=state/>
                        <Pager state=state/>
                    </section>
                }
                .into_any(),
            }}
        </div>
    }
}

/// What so many records of a collection are called: `deal`, `deals`.
pub(in crate::ui) fn record_word(app: &crate::ui::context::App, collection: &str, n: usize) -> String {
    app.text(&format!("counted-{collection}"), &[("n", count::counted(app, n))])
}

//! Lists: any collection from its field table, with search, conditions, order, columns, totals and
//! pages in the address; rows are chosen, and edited in place.

mod arrange;
mod bulk;
pub(in crate::ui) mod chips;
mod choose;
mod empty;
mod export;
pub(in crate::ui) mod filter;
mod pager;
mod search;
pub(in crate::ui) mod state;
pub(in crate::ui) mod table;
pub(in crate::ui) mod views;
pub(in crate::ui) mod words;

use leptos::prelude::*;

use crate::model::Record;
use crate::model::records::Deal;
use crate::ui::board::tabs::DealTabs;
use crate::ui::board::time::{TimeBar, TimeButton};
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, money};
use crate::ui::policy::{POLICIES, Unread};
use crate::ui::route::{Place, Route};
use arrange::Arrange;
use bulk::BulkBar;
pub(in crate::ui) use bulk::EditMany;
use chips::Chips;
use empty::{NoMatch, NoRecords};
use export::Export;
use filter::FilterButton;
use pager::Pager;
use search::Search;
use state::List;
use table::ListTable;
use views::{SaveButton, ViewPicker};

/// The page.
#[component]
pub(super) fn ListPage(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    // The past of deals is shown, too.
    let is_deals = collection == Deal::COLLECTION.key;
    let list = if is_deals { List::timed(app, collection) } else { List::new(app, collection) };
    views::open_first(list);
    let filtering = RwSignal::new(false);
    let title = app.text(&format!("collection-{collection}"), &[]);
    let new = Place::new(Route::New(collection)).href();
    // Deals are shown in other ways, too.
    let tabs = is_deals.then(|| view! { <DealTabs pipeline=Signal::stored(None)/> });
    let shown = Memo::new(move |_| list.found.with(|found| (found.rows.len(), found.all)));
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{title.clone()}</h1>{tabs}</div>
            <div class="page-actions">
                {list.times().map(|times| view! { <TimeButton times=times/> })}
                <Export list=list/>
                {may_add(app, collection).then(|| view! {
                    <a class="button button-primary" href=new><Icon name="plus"/>{app.text(&format!("new-{collection}"), &[])}</a>
                })}
            </div>
            <button class="chip filters-open phone-only" type="button" popovertarget="filters">
                <Icon name="search" class="icon-small"/>{t!(app, "list-tools")}
            </button>
            <div class="page-filters" id="filters" popover="">
                <Search list=list/>
                <ViewPicker list=list/>
                <FilterButton list=list open=filtering/>
                <Chips list=list open=filtering/>
                <Arrange list=list/>
                <SaveButton list=list/>
            </div>
            <p class="page-sum">{move || sum(list)}</p>
        </header>
        {list.times().map(|times| {
            let nothing = Signal::derive(move || list.is_past() && list.found.with(|found| found.all == 0));
            view! { <TimeBar times=times nothing=nothing/> }
        })}
        {list.moves().dialog()}
        <div class="page-body">
            {(collection == POLICIES).then(|| view! { <Unread/> })}
            {move || match shown.get() {
                (_, 0) if list.is_past() => ().into_any(),
                (_, 0) => view! { <NoRecords collection=collection/> }.into_any(),
                (0, _) => view! { <NoMatch collection=collection/> }.into_any(),
                _ => view! {
                    <section class="panel panel-list" class:is-past=move || list.is_past()>
                        <ListTable list=list title=title.clone()/>
                        <BulkBar list=list/>
                        <Pager list=list/>
                    </section>
                }
                .into_any(),
            }}
        </div>
    }
}

/// How many records there are, of how many, and how many are archived.
fn sum(list: List) -> AnyView {
    let app = list.app;
    let (rows, archived, all) = list.found.with(|found| (found.rows.len(), found.archived, found.all));
    let of = (rows + archived != all).then(|| t!(app, "list-of", n = money::count(&app, all)));
    let is_shown = list.asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.archived));
    let show = move |on: bool| list.refine("archived", on.then(|| "shown".to_owned()));
    let hidden = (archived > 0).then(|| {
        view! { " · "{t!(app, "list-archived", n = count::counted(&app, archived))}" "<button class="link" type="button" on:click=move |_| show(true)>{t!(app, "list-archived-show")}</button> }
    });
    let hide = is_shown
        .then(|| view! { " · "<button class="link" type="button" on:click=move |_| show(false)>{t!(app, "list-archived-hide")}</button> });
    view! { <strong>{money::count(&app, rows)}</strong>" "{record_word(&app, list.collection, rows)}" "{of}{hidden}{hide} }
        .into_any()
}

/// What so many records of a collection are called: `deal`, `deals`.
pub(in crate::ui) fn record_word(app: &crate::ui::context::App, collection: &str, n: usize) -> String {
    app.text(&format!("counted-{collection}"), &[("n", count::counted(app, n))])
}

/// Whether the acting person may add records to a collection.
fn may_add(app: crate::ui::context::App, collection: &str) -> bool {
    app.peek(|desk| desk.book().permit_new(&desk.actor, collection, &[]).is_ok())
}

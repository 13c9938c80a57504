//! The page of a record, from its field table: facts, form, history, what refers to it; of a deal
//! also its way through the pipeline.

pub(super) mod cell;
mod control;
mod deal;
mod draft;
mod edit;
mod entry;
mod facts;
mod form;
mod new;
mod picker;
mod place;
mod related;
mod story;
mod tags;

use leptos::prelude::*;

use crate::model::records::Deal;
use crate::model::{Id, Record};
use crate::query::title;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::missing::MissingPage;
use crate::ui::route::{Place, Route};
use crate::ui::sign::AskButton;
use edit::{EditForm, delete, is_editing, row_of, set_editing};
use facts::Facts;
pub(super) use new::NewPage;
use related::RelatedPanels;
use story::Story;

/// The page.
#[component]
pub(super) fn RecordPage(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let there = Memo::new(move |_| app.read(|desk| row_of(desk.book(), collection, id).is_some()));
    move || {
        if there.get() {
            view! { <Shown collection=collection id=id/> }.into_any()
        } else {
            view! { <MissingPage/> }.into_any()
        }
    }
}

#[component]
fn Shown(collection: &'static str, id: Id) -> impl IntoView {
    let app = use_app();
    let is_deal = collection == Deal::COLLECTION.key;
    let editing = Memo::new(move |_| is_editing(app));
    let left = move || {
        if editing.get() {
            view! { <EditForm collection=collection id=id/> }.into_any()
        } else {
            view! { <Facts collection=collection id=id/> }.into_any()
        }
    };
    view! {
        <Head collection=collection id=id/>
        <div class="page-body">
            {is_deal.then(|| view! { <deal::Path id=id/> })}
            <div class="grid-2">{left}<Story collection=collection id=id/></div>
            <RelatedPanels collection=collection id=id/>
        </div>
    }
}

#[component]
fn Head(collection: &'static str, id: Id) -> impl IntoView {
    let app = use_app();
    let is_deal = collection == Deal::COLLECTION.key;
    let name = Memo::new(move |_| app.read(|desk| title::of(desk.book(), collection, id)).unwrap_or_default());
    let list = move || {
        let href = Place::new(Route::List(collection)).href();
        view! {
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=href>{app.text(&format!("collection-{collection}"), &[])}</a></nav>
        }
    };
    let acts = move || {
        (!is_editing(app)).then(|| view! {
            <div class="page-actions">
                <AskButton collection=collection id=id/>
                <button class="button" type="button" on:click=move |_| set_editing(app, true)><Icon name="edit"/>{t!(app, "edit")}</button>
                <button class="button button-danger" type="button" aria-label=t!(app, "delete") on:click=move |_| delete(app, collection, id)>
                    <Icon name="trash"/><span class="wide-only">{t!(app, "delete")}</span>
                </button>
            </div>
        })
    };
    view! {
        <header class="page-head">
            {if is_deal { view! { <deal::Crumbs id=id/> }.into_any() } else { list().into_any() }}
            <div class="page-title"><h1 tabindex="-1">{move || name.get()}</h1></div>
            {acts}
            {is_deal.then(|| view! { <deal::Sum id=id/> })}
        </header>
    }
}

//! The page of a record, from its field table: facts, form, history, what refers to it; of a deal
//! also its way through the pipeline.

mod beside;
pub(super) mod cell;
mod control;
mod dated;
mod deal;
mod draft;
mod edit;
mod entry;
mod facts;
mod form;
mod gone;
mod head;
mod new;
mod picker;
mod place;
mod related;
mod story;
mod tags;

use leptos::prelude::*;

use crate::model::records::Deal;
use crate::model::{Id, Record};
use crate::ui::context::use_app;
use dated::DatedPanel;
use edit::{EditForm, is_editing, row_of};
use facts::Facts;
use gone::Gone;
use head::Head;
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
            view! { <Gone collection=collection id=id/> }.into_any()
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
            <div class="grid-2">{left}<div class="stack"><DatedPanel collection=collection id=id/><Story collection=collection id=id/></div></div>
            <RelatedPanels collection=collection id=id/>
        </div>
    }
}

//! The page of a record, from its field table: facts, form, history, what refers to it; of a deal
//! also its way through the pipeline.

mod beside;
pub(super) mod cell;
mod control;
mod dated;
mod days;
mod deal;
mod dictate;
mod draft;
mod edit;
mod entry;
mod facts;
mod file;
mod form;
mod gone;
mod head;
mod lines;
mod new;
mod offers;
mod ordered;
mod picker;
mod place;
mod proposal;
mod recognition;
mod related;
mod several;
mod shares;
mod sketch;
mod some;
mod story;
mod tags;
mod travelled;
mod windows;

use leptos::prelude::*;

use crate::model::records::Deal;
use crate::model::{Id, Record};
use crate::ui::context::use_app;
use crate::ui::policy::{POLICIES, ReadersPanel};
use crate::ui::quotes::{Paper, QUOTES, QuoteDeal, QuotePanel, is_paper};
use crate::ui::sign::SignedPanel;
use dated::DatedPanel;
use edit::{EditForm, is_editing, row_of};
use facts::Facts;
use gone::{Gone, Hidden};
use head::Head;
use lines::LinesPanel;
pub(super) use new::NewPage;
use ordered::Ordered;
use proposal::Proposed;
use related::RelatedPanels;
pub(super) use some::{Of, Offers, SomeFields};
use story::Story;
use travelled::Travelled;

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
    let paper = is_paper(app);
    let hidden = Memo::new(move |_| app.read(|desk| !desk.sees(collection, id)));
    move || {
        if there.get() && hidden.get() {
            view! { <Hidden collection=collection/> }.into_any()
        } else if there.get() && collection == QUOTES && paper.get() {
            view! { <Paper id=id/> }.into_any()
        } else if there.get() {
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
    let editing = is_editing(app);
    let lines = lines::collections(collection);
    // Lines take the width of the page.
    let wide = !lines.is_empty();
    let form = move || view! { <EditForm collection=collection id=id/> }.into_any();
    let above = move || (wide && editing.get()).then(form);
    let left = move || match editing.get() {
        true if wide => ().into_any(),
        true => form(),
        false => view! { <Facts collection=collection id=id/> }.into_any(),
    };
    let panels = move || {
        let panel = |lines: &&'static str| view! { <LinesPanel collection=collection id=id lines=*lines/> };
        (!editing.get()).then(|| lines.iter().map(panel).collect::<Vec<_>>())
    };
    view! {
        <Head collection=collection id=id/>
        <div class="page-body">
            {is_deal.then(|| view! { <deal::Path id=id/><Ordered id=id/> })}
            <Proposed collection=collection id=id/>
            {above}
            <div class="grid-2">{left}<div class="stack"><SignedPanel id=id/>{is_deal.then(|| view! { <Travelled id=id/> })}<DatedPanel collection=collection id=id/><Story collection=collection id=id/></div></div>
            {panels}
            {is_deal.then(|| view! { <QuoteDeal id=id/> })}
            {(collection == QUOTES).then(|| view! { <QuotePanel id=id/> })}
            {(collection == POLICIES).then(|| view! { <ReadersPanel id=id/> })}
            <RelatedPanels collection=collection id=id/>
        </div>
    }
}

//! The head of a record's page: what it is, its key facts, and what can be done with it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::beside::{BesidePager, list};
use super::deal;
use super::edit::{delete, is_editing, row_of, set_archived, set_editing};
use crate::model::records::Deal;
use crate::model::{Id, Record, Role};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::sign::AskButton;

/// What says most of a record in a line, by role, in this order.
const KEYS: [Role; 8] =
    [Role::Account, Role::Parent, Role::Amount, Role::ListPrice, Role::Ends, Role::Person, Role::Area, Role::Code];

/// The head.
#[component]
pub(super) fn Head(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let is_deal = collection == Deal::COLLECTION.key;
    let name = Memo::new(move |_| app.read(|desk| title::of(desk.book(), collection, id)).unwrap_or_default());
    let archived = Memo::new(move |_| {
        app.read(|desk| row_of(desk.book(), collection, id).is_some_and(|(table, row)| table.state(row).archived.on))
    });
    let list = list(app, collection);
    let crumbs = view! {
        <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=move || list.get()>{app.text(&format!("collection-{collection}"), &[])}</a></nav>
    };
    let tag = move || archived.get().then(|| view! { <span class="tag">{t!(app, "archived")}</span> });
    let editing = is_editing(app);
    let acts = move || (!editing.get()).then(|| acts(app, collection, id, archived));
    view! {
        <header class="page-head">
            {if is_deal { view! { <deal::Crumbs id=id/> }.into_any() } else { crumbs.into_any() }}
            <div class="page-title"><h1 tabindex="-1">{move || name.get()}</h1>{tag}</div>
            {acts}
            {if is_deal { view! { <deal::Sum id=id/> }.into_any() } else { view! { <p class="page-sum">{move || keys(app, collection, id)}</p> }.into_any() }}
            <BesidePager collection=collection id=id/>
        </header>
    }
}

fn acts(app: App, collection: &'static str, id: Id, archived: Memo<bool>) -> AnyView {
    let stow = move || {
        let (icon, label) = if archived.get() { ("undo", t!(app, "bring-back")) } else { ("file", t!(app, "archive")) };
        view! {
            <button class="button button-icon" type="button" aria-label=label.clone() title=label on:click=move |_| set_archived(app, collection, id, !archived.get_untracked())>
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <div class="page-actions">
            <AskButton collection=collection id=id/>
            <button class="button" type="button" on:click=move |_| set_editing(app, true)><Icon name="edit"/>{t!(app, "edit")}</button>
            <button class="button button-icon" type="button" aria-label=t!(app, "copy-link") title=t!(app, "copy-link") on:click=move |_| copy_link(app)><Icon name="link"/></button>
            {stow}
            <button class="button button-danger" type="button" aria-label=t!(app, "delete") on:click=move |_| delete(app, collection, id)>
                <Icon name="trash"/><span class="wide-only">{t!(app, "delete")}</span>
            </button>
        </div>
    }
    .into_any()
}

/// The key facts in a line.
fn keys(app: App, collection: &'static str, id: Id) -> Vec<AnyView> {
    app.read(|desk| {
        let Some((table, row)) = row_of(desk.book(), collection, id) else { return Vec::new() };
        let fact = |role: &Role| {
            let column = table.column(table.role(*role)?)?;
            Some(field::show(&app, table.key(), column.field(), &column.value(row)?))
        };
        let facts = KEYS.iter().filter_map(fact).enumerate();
        facts.map(|(at, fact)| view! { {(at > 0).then_some(" · ")}{fact} }.into_any()).collect()
    })
}

/// Puts the address of the page where it can be pasted; without what the list asked for.
fn copy_link(app: App) {
    let location = window().location();
    let address = format!("{}{}", location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
    let copied = window().navigator().clipboard().write_text(&address);
    spawn_local(async move {
        let done = wasm_bindgen_futures::JsFuture::from(copied).await.is_ok();
        let said = if done { t!(app, "copy-link-done") } else { t!(app, "copy-link-failed", link = address) };
        app.toast(said, !done, false);
    });
}

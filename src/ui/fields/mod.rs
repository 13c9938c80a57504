//! The fields that the company added to its records: which there are, and the page of each.

mod choices;
mod form;
mod state;
mod table;

use leptos::prelude::*;

use super::context::{App, use_app};
use super::parts::missing::MissingPage;
use super::route::{Place, Route};
use crate::book::define::{AddField, ChangeField};
use crate::book::{Command, Rejection};
use crate::model::records::{COLLECTIONS, CustomField, FieldChoice};
use crate::model::{Id, Record};
use crate::query::title;
use form::{FieldForm, Wrong};
use state::State;

/// Key of the collection of definitions.
pub(super) const FIELDS: &str = CustomField::COLLECTION.key;

/// The collections that may have fields of the company's own, by key and name.
fn collections(app: App) -> Vec<(String, String)> {
    let own = [FIELDS, FieldChoice::COLLECTION.key];
    let keys = COLLECTIONS.iter().map(|collection| collection.key).filter(|key| !own.contains(key));
    keys.map(|key| (key.to_owned(), app.text(&format!("collection-{key}"), &[]))).collect()
}

/// The way to the fields, for the page of settings.
#[component]
pub(super) fn FieldsLink() -> impl IntoView {
    let app = use_app();
    view! {
        <section class="panel" aria-labelledby="settings-fields">
            <div class="panel-head"><h2 id="settings-fields">{t!(app, "own-fields")}</h2></div>
            <p class="second">{t!(app, "own-fields-text")}</p>
            <div class="panel-foot"><a class="button" href=Place::new(Route::List(FIELDS)).href()>{t!(app, "own-fields-open")}</a></div>
        </section>
    }
}

/// The page of all fields.
#[component]
pub(super) fn FieldsPage() -> impl IntoView {
    let app = use_app();
    let tables = move || table::panels(app, &collections(app));
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::Settings).href()>{t!(app, "settings")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{t!(app, "own-fields")}</h1></div>
            <div class="page-actions">
                <a class="button button-primary" href=Place::new(Route::New(FIELDS)).href()>{t!(app, "own-fields-add")}</a>
            </div>
        </header>
        <div class="page-body">
            <p class="prose second">{t!(app, "own-fields-text")}</p>
            {tables}
        </div>
    }
}

fn head(app: App, name: impl IntoView + 'static) -> impl IntoView {
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::List(FIELDS)).href()>{t!(app, "own-fields")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{name}</h1></div>
        </header>
    }
}

/// The page of a field that does not exist yet; the address may name its collection.
#[component]
pub(super) fn NewFieldPage() -> impl IntoView {
    let app = use_app();
    let collection = app.place.with_untracked(|place| place.get("collection").map(str::to_owned));
    let state = State::new(collection.unwrap_or_else(|| "accounts".to_owned()));
    let save = Callback::new(move |()| {
        let add = AddField { id: app.new_id(), values: state.values(app)?, choices: state.new_choices() };
        done(app, &add)
    });
    view! {
        {head(app, t!(app, "new-fields"))}
        <div class="page-body page-narrow"><FieldForm state=state on_save=save/></div>
    }
}

/// The page of a field.
#[component]
pub(super) fn FieldPage(
    /// Its definition.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let Some(state) = app.peek(|desk| State::of(desk.book(), id)) else {
        return view! { <MissingPage/> }.into_any();
    };
    let save = Callback::new(move |()| {
        let change = ChangeField { id, changes: state.changes(app)?, choices: state.choices() };
        done(app, &change)
    });
    let name = move || app.read(|desk| title::of(desk.book(), FIELDS, id)).unwrap_or_default();
    view! {
        {head(app, name)}
        <div class="page-body page-narrow"><FieldForm state=state on_save=save/></div>
    }
    .into_any()
}

/// Does it and goes back to all fields; what is refused is said where the form stands.
fn done(app: App, command: &dyn Command) -> Result<(), Wrong> {
    match app.with_context(|book, context| command.decide(book, context).err()) {
        None | Some(Rejection::Nothing) => {
            // The decision before was only to see what is wrong.
            drop(app.act(command));
            app.go_to(Route::List(FIELDS));
            Ok(())
        }
        Some(rejection) => Err(Wrong::of(&rejection)),
    }
}

//! What an empty list says: what belongs here, and how it comes in.

use leptos::prelude::*;

use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// A collection without records.
#[component]
pub(super) fn NoRecords(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="file" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "list-empty-title")}</h2>
            <p class="empty-text">{t!(app, "list-empty-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::Import).href()><Icon name="import"/>{t!(app, "list-empty-import")}</a>
                {super::may_add(app, collection).then(|| view! {
                    <a class="button" href=Place::new(Route::New(collection)).href()><Icon name="plus"/>{app.text(&format!("new-{collection}"), &[])}</a>
                })}
            </div>
        </div>
    }
}

/// Records, but none that is asked for.
#[component]
pub(super) fn NoMatch(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let clear = Place::new(Route::List(collection)).href();
    view! {
        <div class="empty">
            <Icon name="search" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "list-nothing-title")}</h2>
            <p class="empty-text">{t!(app, "list-nothing-text")}</p>
            <div class="empty-acts"><a class="button button-primary" href=clear>{t!(app, "list-nothing-clear")}</a></div>
        </div>
    }
}

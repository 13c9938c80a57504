//! The page of an address that leads nowhere.

use leptos::prelude::*;

use super::icon::Icon;
use crate::ui::context::use_app;
use crate::ui::route::{Place, Route};

/// Says so, and where to go instead.
#[component]
pub(in crate::ui) fn MissingPage() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="search" class="icon-large"/>
            <h1 class="empty-title" tabindex="-1">{t!(app, "missing-title")}</h1>
            <p class="empty-text">{t!(app, "missing-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::Home).href()>{t!(app, "missing-home")}</a>
            </div>
        </div>
    }
}

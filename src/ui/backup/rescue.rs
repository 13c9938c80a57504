//! The way out when the application does not start: saves and restores without opening the book.

use leptos::prelude::*;

use super::Backup;
use crate::ui::context::use_app;

/// The page.
#[component]
pub(in crate::ui) fn Rescue() -> impl IntoView {
    let app = use_app();
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "rescue-title")}</h1></div>
        </header>
        <div class="page-body page-narrow">
            <p>{t!(app, "rescue-text")}</p>
            <Backup/>
            <p><a class="button" href="./" target="_self">{t!(app, "rescue-back")}</a></p>
        </div>
    }
}

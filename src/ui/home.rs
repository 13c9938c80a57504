//! Home.

use leptos::prelude::*;

/// The page.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    view! { <h1 tabindex="-1"></h1> }
}

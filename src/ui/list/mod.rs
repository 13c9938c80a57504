//! Lists.

use leptos::prelude::*;

/// The page.
#[component]
pub(super) fn ListPage(collection: &'static str) -> impl IntoView {
    view! { <h1 tabindex="-1">{collection}</h1> }
}

//! Import.

use leptos::prelude::*;

/// The page.
#[component]
pub(super) fn ImportPage() -> impl IntoView {
    view! { <h1 tabindex="-1"></h1> }
}

//! Kpi.

use leptos::prelude::*;

/// The page.
#[component]
pub(super) fn KpiPage() -> impl IntoView {
    view! { <h1 tabindex="-1"></h1> }
}

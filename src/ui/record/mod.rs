//! Records.

use leptos::prelude::*;

use crate::model::Id;

/// The page.
#[component]
pub(super) fn RecordPage(collection: &'static str, id: Id) -> impl IntoView {
    view! { <h1 tabindex="-1">{collection}{id.to_string()}</h1> }
}

/// The form of a new record.
#[component]
pub(super) fn NewPage(collection: &'static str) -> impl IntoView {
    view! { <h1 tabindex="-1">{collection}</h1> }
}

//! The conditions of a list as chips: each says what it asks for, and goes when it is pressed.

use leptos::prelude::*;

use super::words;
use crate::query::listing::conditions;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// The chips.
#[component]
pub(super) fn Chips(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let remove = move |at: usize| {
        let mut place = app.place.get_untracked().set("page", None);
        if at < place.query.len() {
            place.query.remove(at);
        }
        app.refine(&place);
    };
    move || {
        let chip = |(at, filter)| {
            let words = words::condition(&app, collection, &filter);
            let label = t!(app, "filter-clear", what = words.as_str());
            view! {
                <button class="chip" type="button" aria-label=label on:click=move |_| remove(at)>
                    {words}<Icon name="close" class="icon-small"/>
                </button>
            }
        };
        app.place.with(|place| conditions(&place.query)).into_iter().map(chip).collect::<Vec<_>>()
    }
}

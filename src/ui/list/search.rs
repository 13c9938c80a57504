//! The search box of a list: what is typed goes to the address.

use std::time::Duration;

use leptos::prelude::*;

use super::state::List;
use crate::ui::parts::icon::Icon;

/// How long typing must rest before the list is read.
const REST: Duration = Duration::from_millis(150);

/// The search box.
#[component]
pub(super) fn Search(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let value = Memo::new(move |_| app.place.with(|place| place.get("q").unwrap_or_default().to_owned()));
    let search = leptos::leptos_dom::helpers::debounce(REST, move |text: String| {
        list.refine("q", Some(text).filter(|text| !text.trim().is_empty()));
        list.say_count();
    });
    let search = StoredValue::new_local(search);
    let typed = move |event| search.update_value(|search| search(event_target_value(&event)));
    let name = app.text(&format!("collection-{}", list.collection), &[]);
    view! {
        <span class="search">
            <Icon name="search"/>
            <input class="input" type="search" aria-label=t!(app, "list-search-in", what = name)
                placeholder=t!(app, "list-search-hint") prop:value=move || value.get() on:input=typed/>
        </span>
    }
}

//! A filter that is a native select in the shape of a chip.

use leptos::prelude::*;

use super::icon::Icon;
use crate::ui::context::use_app;

/// A choice of one among several, or of all.
#[component]
pub(in crate::ui) fn Pick(
    /// Its id in the page.
    id: &'static str,
    /// What it chooses.
    label: String,
    /// What it says when nothing is chosen.
    all: String,
    /// Value and text of each choice.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value, empty for all.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the newly chosen value.
    on_pick: Callback<String>,
) -> impl IntoView {
    let app = use_app();
    let chosen = move || !value.read().is_empty();
    let clear = t!(app, "filter-clear", what = label.as_str());
    view! {
        <span class="pick" class:pick-on=chosen>
            <label class="pick-label" for=id>{label}</label>
            <select class="pick-select" id=id prop:value=move || { options.track(); value.get() } on:change=move |event| on_pick.run(event_target_value(&event))>
                <option value="" selected=move || !chosen()>{all}</option>
                <For each=move || options.get() key=|option| option.clone() let:option>
                    {
                        let mine = option.0.clone();
                        view! { <option value=option.0 selected=move || *value.read() == mine>{option.1}</option> }
                    }
                </For>
            </select>
            <Icon name="down" class="icon-small"/>
            <Show when=chosen>
                <button class="pick-clear" type="button" aria-label=clear.clone() on:click=move |_| on_pick.run(String::new())>
                    <Icon name="close" class="icon-small"/>
                </button>
            </Show>
        </span>
    }
}

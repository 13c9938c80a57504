//! A native select whose value is always one of its options.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::Icon;

/// A select. Its label is beside it, by `id`.
#[component]
pub(in crate::ui) fn Choose(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// Its name, where no label is beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Its class.
    #[prop(default = "select")]
    class: &'static str,
    /// Value and text of each choice.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the newly chosen value.
    on_pick: Callback<String>,
) -> impl IntoView {
    let chosen = move || {
        options.track();
        value.get()
    };
    let pick = move |event: leptos::ev::Event| {
        on_pick.run(event_target_value(&event));
        // Where the choice was not taken the select goes back to what holds.
        let select = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let (Some(select), Some(value)) = (select, value.try_get_untracked()) {
            select.set_value(&value);
        }
    };
    view! {
        <select class=class id=id aria-label=label prop:value=chosen on:change=pick>
            <For each=move || options.get() key=Clone::clone let:option>
                {
                    let mine = option.0.clone();
                    view! { <option value=option.0 selected=move || *value.read() == mine>{option.1}</option> }
                }
            </For>
        </select>
    }
}

/// A select in the shape of a chip, with its label inside.
#[component]
pub(in crate::ui) fn ChooseChip(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// What it chooses.
    #[prop(into)]
    label: String,
    /// Value and text of each choice.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the newly chosen value.
    on_pick: Callback<String>,
) -> impl IntoView {
    view! {
        <span class="pick">
            <label class="pick-label" for=id.clone()>{label}</label>
            <Choose id=id class="pick-select" options=options value=value on_pick=on_pick/>
            <Icon name="down" class="icon-small"/>
        </span>
    }
}

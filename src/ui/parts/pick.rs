//! A filter that is a native select in the shape of a chip.

use leptos::html::Select;
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

use super::icon::Icon;
use crate::ui::context::use_app;

/// Writes the choices behind the first, which is for all of them. Plain elements: as components, the
/// choices of a board's filters took as long to build as half of its cards.
fn fill(select: &HtmlSelectElement, options: &[(String, String)]) {
    while let Some(old) = select.first_element_child().and_then(|all| all.next_element_sibling()) {
        old.remove();
    }
    let page = document();
    for (value, text) in options {
        let Ok(option) = page.create_element("option") else { continue };
        // Fail only for names that are none, and where the select is gone.
        drop(option.set_attribute("value", value));
        option.set_text_content(Some(text));
        drop(select.append_child(&option));
    }
}

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
    let select = NodeRef::<Select>::new();
    let filled = Memo::new(move |_| options.get());
    let choices = move || {
        let Some(select) = select.get() else { return };
        filled.with(|options| fill(&select, options));
        select.set_value(&value.get_untracked());
    };
    let choice = move || {
        let value = value.get();
        if let Some(select) = select.get() {
            select.set_value(&value);
        }
    };
    view! {
        <span class="pick" class:pick-on=chosen>
            <label class="pick-label" for=id>{label}</label>
            <select class="pick-select" id=id node_ref=select on:change=move |event| on_pick.run(event_target_value(&event))>
                <option value="">{all}</option>
            </select>
            {choices}
            {choice}
            <Icon name="down" class="icon-small"/>
            <Show when=chosen>
                <button class="pick-clear" type="button" aria-label=clear.clone() on:click=move |_| on_pick.run(String::new())>
                    <Icon name="close" class="icon-small"/>
                </button>
            </Show>
        </span>
    }
}

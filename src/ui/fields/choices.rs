//! The choices of a field in its form: typed, put in order, left out.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::form::Wrong;
use super::state::{Line, State};
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// The choices.
#[component]
pub(super) fn Choices(
    /// What is typed.
    state: State,
    /// What is wrong.
    wrong: RwSignal<Option<Wrong>>,
) -> impl IntoView {
    let app = use_app();
    let lines = state.lines;
    let mine = Memo::new(move |_| wrong.with(|wrong| wrong.as_ref().is_some_and(|wrong| wrong.field == "choices")));
    let error = move || {
        mine.get().then(|| view! {
            <p class="field-error" id="choices-error"><Icon name="alert" class="icon-small"/>{t!(app, "own-fields-no-choice")}</p>
        })
    };
    view! {
        <fieldset class="field field-wide choices" aria-describedby=move || mine.get().then_some("choices-error")>
            <legend class="field-label">{t!(app, "own-fields-choices")}</legend>
            <ol class="stack" role="list">
                <For each=move || lines.get() key=|line| line.number let:line>{one(state, line)}</For>
            </ol>
            {error}
            <div><button class="button" type="button" on:click=move |_| add(state)><Icon name="plus"/>{t!(app, "own-fields-add-choice")}</button></div>
        </fieldset>
    }
}

/// Adds a choice and goes to it.
fn add(state: State) {
    state.add_line();
    request_animation_frame(|| {
        let last = document().query_selector(".choices li:last-child input").ok().flatten();
        if let Some(last) = last.and_then(|last| last.dyn_into::<HtmlElement>().ok()) {
            drop(last.focus());
        }
    });
}

fn one(state: State, line: Line) -> AnyView {
    let app = use_app();
    let place = move || state.lines.with(|lines| lines.iter().position(|have| have.number == line.number)).unwrap_or(0);
    let up = move |_| {
        let at = place();
        state.lines.update(|lines| {
            if at > 0 {
                lines.swap(at, at - 1);
            }
        });
    };
    let out = move |_| state.lines.update(|lines| lines.retain(|have| have.number != line.number));
    // Enter in a choice asks for the next one instead of sending the form.
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            add(state);
        }
    };
    let called = move || t!(app, "own-fields-choice", n = place() + 1);
    view! {
        <li class="row choice">
            <input class="input" type="text" autocomplete="off" aria-label=called prop:value=line.name
                on:input=move |event| line.name.set(event_target_value(&event)) on:keydown=press/>
            <button class="button button-quiet button-icon" type="button" disabled=move || place() == 0 aria-label=move || t!(app, "own-fields-choice-up", n = place() + 1) on:click=up>
                <Icon name="up"/>
            </button>
            <button class="button button-quiet button-icon" type="button" aria-label=move || t!(app, "own-fields-choice-out", n = place() + 1) on:click=out>
                <Icon name="close"/>
            </button>
        </li>
    }
    .into_any()
}

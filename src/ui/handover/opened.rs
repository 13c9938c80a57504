//! A file that was opened: what it was, and what was done with it.

use leptos::prelude::*;

use super::opening::{Came, Opening};
use super::read::Outcome;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// The file as an item of a list.
#[component]
pub(super) fn OpenedFile(one: Came, opening: Opening) -> impl IntoView {
    let name = one.file.with_value(|(name, _)| name.clone());
    // What is typed is kept while the file asks once more.
    let phrase = RwSignal::new(String::new());
    let asks = Memo::new(move |_| one.outcome.with(|outcome| matches!(outcome, Outcome::Asks { .. })));
    let said = move || one.outcome.with(told);
    let form = move || asks.get().then(|| view! { <Unlock one=one opening=opening phrase=phrase/> });
    view! {
        <li class="hand-file">
            {said}
            {form}
            <p class="field-hint hand-file-from">{name}</p>
        </li>
    }
}

fn told(outcome: &Outcome) -> AnyView {
    let head = |title: &str, made: &str| {
        view! { <p class="hand-file-name">{title.to_owned()}</p><p class="field-hint">{made.to_owned()}</p> }
    };
    match outcome {
        Outcome::Waits => ().into_any(),
        Outcome::Works(said) => view! { <p class="field-hint" role="status">{said.clone()}</p> }.into_any(),
        Outcome::Asks { title, made, .. } => head(title, made).into_any(),
        Outcome::Taken { title, made, lines, .. } => {
            view! { {head(title, made)}{lined(lines, "check", "hand-said hand-said-good")} }.into_any()
        }
        Outcome::Refused { lines, .. } => lined(lines, "alert", "hand-said hand-said-bad"),
    }
}

/// What was done, in lines.
fn lined(lines: &[String], icon: &'static str, class: &'static str) -> AnyView {
    let line =
        |text: &String| view! { <p class=class><Icon name=icon class="icon-small"/><span>{text.clone()}</span></p> };
    view! { <div role="status">{lines.iter().map(line).collect::<Vec<_>>()}</div> }.into_any()
}

/// Asks for the passphrase.
#[component]
fn Unlock(one: Came, opening: Opening, phrase: RwSignal<String>) -> impl IntoView {
    let app = use_app();
    let id = format!("unlock-{}", one.number);
    let (error, hint) = (format!("{id}-error"), format!("{id}-hint"));
    let wrong = Memo::new(move |_| one.outcome.with(|outcome| matches!(outcome, Outcome::Asks { wrong: true, .. })));
    let (alone, both) = (hint.clone(), format!("{hint} {error}"));
    let described = move || if wrong.get() { both.clone() } else { alone.clone() };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        opening.unlock(app, one, phrase.get_untracked());
    };
    let why = move || {
        let error = error.clone();
        wrong.get().then(|| view! {
            <p class="field-error" id=error role="alert"><Icon name="alert" class="icon-small"/>{t!(app, "handover-wrong-phrase")}</p>
        })
    };
    view! {
        <form class="form" on:submit=submit>
            <div class="field">
                <label class="field-label" for=id.clone()>{t!(app, "handover-phrase")}</label>
                <input class="input hand-phrase" id=id autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby=described
                    prop:value=phrase on:input=move |event| phrase.set(event_target_value(&event))/>
                <p class="field-hint" id=hint>{t!(app, "handover-phrase-ask")}</p>
                {why}
            </div>
            <div class="row"><button class="button button-primary" type="submit"><Icon name="check"/>{t!(app, "handover-phrase-open")}</button></div>
        </form>
    }
}

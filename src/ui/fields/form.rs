//! The form of a field: what may be chosen depends on its kind.

use leptos::prelude::*;

use super::choices::Choices;
use super::state::State;
use super::{FIELDS, collections};
use crate::book::Rejection;
use crate::exchange::typed::Mistyped;
use crate::model::records::CustomField;
use crate::model::validate::Problem;
use crate::model::{Field, Kind, Record};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::route::Route;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    /// Key of the field of the definition; `choices` for its choices.
    pub(super) field: String,
    /// Key of the sentence.
    pub(super) key: &'static str,
}

impl Wrong {
    /// What a refusal says, and of which field.
    pub(super) fn of(rejection: &Rejection) -> Self {
        let (field, key) = match rejection {
            Rejection::Invalid { field, problem: Problem::OutOfBounds(..) } => (field.to_string(), "own-fields-bounds"),
            Rejection::Invalid { field, problem } => (field.to_string(), Mistyped::Problem(*problem).key()),
            Rejection::NotAllowed { .. } => (String::new(), "refused-not-allowed"),
            Rejection::Gone { .. } => (String::new(), "refused-gone"),
            // No rule of the business is about the definition of a field.
            Rejection::Against(_) | Rejection::Lacks(_) | Rejection::Nothing => (String::new(), "refused-nothing"),
        };
        Self { field, key }
    }
}

fn definition(at: usize) -> &'static Field {
    &CustomField::COLLECTION.fields[at]
}

/// The form.
#[component]
pub(super) fn FieldForm(
    /// What is typed.
    state: State,
    /// Keeps it.
    on_save: Callback<(), Result<(), Wrong>>,
) -> impl IntoView {
    let app = use_app();
    let wrong: RwSignal<Option<Wrong>> = RwSignal::new(None);
    // Where it is kept the page is left, and nothing of this form is to be told.
    let save = move || {
        if let Err(found) = on_save.run(()) {
            wrong.set(Some(found));
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let general = move || {
        wrong.get().filter(|wrong| wrong.field.is_empty()).map(|wrong| {
            view! { <div class="notice notice-bad field-wide" role="alert"><Icon name="alert"/><p>{app.text(wrong.key, &[])}</p></div> }
        })
    };
    let line = move |at: usize, number: bool| move || state.asks(at).then(|| text_line(app, state, wrong, at, number));
    let choices =
        move || (state.text(CustomField::KIND).get() == "choice").then(|| view! { <Choices state=state wrong=wrong/> });
    view! {
        <section class="panel">
            <form class="form form-2" novalidate=true on:submit=submit on:keydown=press>
                {general}
                {line(CustomField::NAME, false)}
                {one_of(app, state, CustomField::COLLECTION_KEY, Some(collections(app)))}
                {one_of(app, state, CustomField::KIND, None)}
                {move || state.asks(CustomField::TO).then(|| one_of(app, state, CustomField::TO, Some(collections(app))))}
                {choices}
                {line(CustomField::LOW, true)}
                {line(CustomField::HIGH, true)}
                {line(CustomField::START, false)}
                {line(CustomField::HINT, false)}
                <div class="field field-wide">
                    {yes(app, state, CustomField::NEEDED, t!(app, "own-fields-needed-hint"))}
                    {yes(app, state, CustomField::TIMED, t!(app, "own-fields-timed-hint"))}
                </div>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| app.go_to(Route::List(FIELDS))>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "form-save")}</button>
                </div>
            </form>
        </section>
    }
}

fn id_of(at: usize) -> String {
    format!("field-{}", definition(at).key)
}

/// A field of the definition that is typed.
fn text_line(app: App, state: State, wrong: RwSignal<Option<Wrong>>, at: usize, number: bool) -> AnyView {
    let of = definition(at);
    let (id, text) = (id_of(at), state.text(at));
    let error_id = format!("{id}-error");
    let mine = Memo::new(move |_| {
        wrong.with(|wrong| wrong.as_ref().filter(|wrong| *wrong.field == *of.key).map(|wrong| wrong.key))
    });
    let described = {
        let id = error_id.clone();
        move || mine.get().map(|_| id.clone())
    };
    let need = of.required.then(|| view! { " "<span class="field-need">{t!(app, "form-required")}</span> });
    let class = if number { "input input-number" } else { "input" };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{field::name(&app, FIELDS, of)}{need}</label>
            <input class=class id=id type="text" autocomplete="off" inputmode=number.then_some("decimal") aria-required=of.required.then_some("true")
                aria-invalid=move || mine.get().map(|_| "true") aria-describedby=described
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            {move || mine.get().map(|key| view! { <p class="field-error" id=error_id.clone()><Icon name="alert" class="icon-small"/>{app.text(key, &[])}</p> })}
        </div>
    }
    .into_any()
}

/// A field of the definition that is one of several; what is fixed shows as it is.
fn one_of(app: App, state: State, at: usize, options: Option<Vec<(String, String)>>) -> AnyView {
    let of = definition(at);
    let (id, text) = (id_of(at), state.text(at));
    let options = options.unwrap_or_else(|| match &of.kind {
        Kind::Choice(codes) => {
            // What has no control yet cannot be filled in.
            let codes = codes.iter().filter(|code| state.id.is_some() || *code != "file");
            codes.map(|code| (code.to_string(), field::choice(&app, FIELDS, of, code))).collect()
        }
        _ => Vec::new(),
    });
    let name = field::name(&app, FIELDS, of);
    if state.id.is_some() {
        let chosen = text.get_untracked();
        let shown = options.into_iter().find(|(code, _)| *code == chosen).map(|(_, name)| name);
        return view! { <div class="field"><span class="field-label">{name}</span><p>{shown}</p></div> }.into_any();
    }
    let none = text.with_untracked(String::is_empty).then(|| (String::new(), t!(app, "form-none")));
    let options: Vec<(String, String)> = none.into_iter().chain(options).collect();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{name}</label>
            <Choose id=id options=Signal::stored(options) value=text on_pick=Callback::new(move |code| text.set(code))/>
        </div>
    }
    .into_any()
}

/// A field of the definition that is yes or no.
fn yes(app: App, state: State, at: usize, hint: String) -> AnyView {
    let of = definition(at);
    let (id, text) = (id_of(at), state.text(at));
    let hint_id = format!("{id}-hint");
    let fixed = of.fixed && state.id.is_some();
    view! {
        <label class="check">
            <input type="checkbox" id=id disabled=fixed aria-describedby=hint_id.clone() prop:checked=move || text.get() == "yes"
                on:change=move |event| text.set(if event_target_checked(&event) { "yes" } else { "no" }.to_owned())/>
            {field::name(&app, FIELDS, of)}
        </label>
        <p class="field-hint" id=hint_id>{hint}</p>
    }
    .into_any()
}

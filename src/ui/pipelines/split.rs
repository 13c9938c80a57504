//! A stage is split: the name of the new one, and which deals go along.

use leptos::prelude::*;

use super::state::State;
use crate::exchange::typed::{Reading, read};
use crate::model::records::{Deal, DealId, Person, StageId};
use crate::model::{Id, Record, Value};
use crate::pipeline::split::{Which, chosen};
use crate::ui::context::App;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;

/// Codes of the ways to choose deals, with what they are called.
const WAYS: [(&str, &str); 4] = [
    ("none", "shape-split-none"),
    ("days", "shape-split-days"),
    ("worth", "shape-split-worth"),
    ("person", "shape-split-person"),
];

/// What was chosen, where it can be read.
fn which(app: App, way: &str, text: &str, person: &str) -> Option<Which> {
    match way {
        "days" => text.trim().parse().ok().filter(|days| *days >= 0).map(Which::Days),
        "worth" => app.peek(|desk| {
            let field = &Deal::COLLECTION.fields[Deal::AMOUNT];
            let reading = Reading { currency: desk.currency, zone: &desk.zone };
            match read(field, text.trim(), &reading) {
                Ok(Some(Value::Money(money))) => Some(Which::Worth(money)),
                _ => None,
            }
        }),
        "person" => Id::parse(person).map(Which::Of),
        _ => Some(Which::None),
    }
}

/// The dialog.
#[component]
pub(super) fn SplitDialog(
    /// The drawing.
    state: State,
    /// The stage.
    id: StageId,
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = state.app;
    let stage = state.shown.with_untracked(|sheet| {
        sheet.as_ref().and_then(|sheet| sheet.line(id)).map(|line| line.name().to_owned()).unwrap_or_default()
    });
    let (name, way, text) =
        (RwSignal::new(String::new()), RwSignal::new("none".to_owned()), RwSignal::new(String::new()));
    let people: Vec<(String, String)> = app.peek(|desk| {
        desk.book()
            .all::<Person>()
            .map(|person| (Id::from(person.id).to_string(), person.name.unwrap_or_default()))
            .collect()
    });
    let person = RwSignal::new(people.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let people = StoredValue::new(people);
    let tried = RwSignal::new(false);
    let blank = Memo::new(move |_| tried.get() && name.with(|name| name.trim().is_empty()));
    let along = Memo::new(move |_| {
        let which = which(app, &way.read(), &text.read(), &person.read())?;
        let deals: Vec<DealId> = app.read(|desk| chosen(desk.book(), &desk.zone, id, which));
        Some(state.read(|sheet| sheet.left(id, deals)))
    });
    let says = move || match along.with(|along| along.as_ref().map(Vec::len)) {
        Some(n) => t!(app, "shape-split-along", n = counted(&app, n)),
        None => t!(app, "shape-split-unread"),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        tried.set(true);
        let typed = name.with_untracked(|name| name.trim().to_owned());
        let Some(deals) = along.get_untracked().filter(|_| !typed.is_empty()) else { return };
        let new = StageId(app.new_id());
        on_close.run(());
        state.change(|sheet| sheet.split(id, new, &typed, deals));
    };
    let options: Vec<(String, String)> =
        WAYS.iter().map(|(code, key)| ((*code).to_owned(), app.text(key, &[]))).collect();
    let more = move || {
        match way.get().as_str() {
        "none" => ().into_any(),
        "person" => view! {
            <div class="field">
                <label class="field-label" for="split-person">{t!(app, "field-deals-owner")}</label>
                <Choose id="split-person" options=Signal::stored(people.get_value()) value=person on_pick=Callback::new(move |id| person.set(id))/>
            </div>
        }
        .into_any(),
        _ => view! {
            <div class="field">
                <label class="field-label" for="split-least">{t!(app, "shape-split-least")}</label>
                <input class="input input-number" id="split-least" type="text" inputmode="decimal" autocomplete="off" prop:value=move || text.get()
                    aria-invalid=move || along.with(Option::is_none).then_some("true") aria-describedby="split-along"
                    on:input=move |event| text.set(event_target_value(&event))/>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <Dialog title=t!(app, "shape-split-title", stage = stage) on_close=on_close>
            <form class="form" novalidate=true on:submit=submit>
                <div class="field">
                    <label class="field-label" for="split-name">{t!(app, "shape-split-name")}</label>
                    <input class="input" id="split-name" type="text" autocomplete="off" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))
                        aria-invalid=move || blank.get().then_some("true") aria-describedby=move || blank.get().then_some("split-name-error")/>
                    {move || blank.get().then(|| view! { <p class="field-error" id="split-name-error"><Icon name="alert" class="icon-small"/>{t!(app, "typed-missing")}</p> })}
                </div>
                <div class="field">
                    <label class="field-label" for="split-way">{t!(app, "shape-split-way")}</label>
                    <Choose id="split-way" options=Signal::stored(options) value=way on_pick=Callback::new(move |code| way.set(code))/>
                </div>
                {more}
                <p class="field-hint" id="split-along" role="status">{says}</p>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "shape-split")}</button>
                </div>
            </form>
        </Dialog>
    }
}

//! Many deals get somebody in charge, or labels.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Many;
use crate::model::Record;
use crate::model::records::Deal;
use crate::pipeline::many::Deed;
use crate::ui::context::use_app;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::record::cell::Cell;

/// Prefix of the ids of its controls.
const SCOPE: &str = "many-";

/// The dialog that asks who takes charge.
#[component]
pub(super) fn AssignMany(many: Many) -> impl IntoView {
    let app = use_app();
    let cell = Cell::over(app, Deal::COLLECTION.key, Deal::OWNER, None).map(|cell| cell.scoped(SCOPE));
    let control = cell.as_ref().map(|cell| cell.field(app));
    let cell = StoredValue::new(cell);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let read = cell.with_value(|cell| cell.as_ref().and_then(|cell| cell.read(app)));
        if let Some((_, person)) = read {
            many.act(Deed::Assign(person.and_then(|person| person.as_reference())));
        }
    };
    view! {
        <Dialog title=t!(app, "many-assign-title", n = counted(&app, many.now().len())) on_close=Callback::new(move |()| many.close())>
            <form class="form" novalidate=true on:submit=save>
                {control}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| many.close()>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "many-assign")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The labels that a text lists.
fn listed(text: &str) -> Vec<String> {
    let tags = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

/// The dialog that asks for labels.
#[component]
pub(super) fn TagMany(many: Many) -> impl IntoView {
    let app = use_app();
    let (add, remove, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let (add, remove) = (listed(&add.get_untracked()), listed(&remove.get_untracked()));
        if add.is_empty() && remove.is_empty() {
            return wrong.set(true);
        }
        many.act(Deed::Tag { add, remove });
    };
    let field = move |id: &'static str, label: String, text: RwSignal<String>| {
        view! {
            <div class="field">
                <label class="field-label" for=id>{label}</label>
                <input class="input" id=id type="text" autocomplete="off" aria-describedby="many-tag-hint" aria-invalid=move || wrong.get().then_some("true")
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            </div>
        }
    };
    view! {
        <Dialog title=t!(app, "many-tag-title", n = counted(&app, many.now().len())) on_close=Callback::new(move |()| many.close())>
            <form class="form" novalidate=true on:submit=save>
                {field("many-tag-add", t!(app, "many-tag-add"), add)}
                {field("many-tag-remove", t!(app, "many-tag-remove"), remove)}
                <p class="field-hint" id="many-tag-hint">{t!(app, "many-tag-hint")}</p>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| many.close()>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "many-tag")}</button>
                </div>
            </form>
        </Dialog>
    }
}

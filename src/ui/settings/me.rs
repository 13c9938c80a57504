//! Who acts on this device: one of the company's people, or somebody new. Nobody checks it.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::command::{Change, Create};
use crate::model::permission::Layer;
use crate::model::records::Person;
use crate::model::{Id, Key, Record, Value};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;

/// The panel.
#[component]
pub(in crate::ui) fn Me() -> impl IntoView {
    let app = use_app();
    let adding = RwSignal::new(false);
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t!(app, "me-nobody"))];
        options.extend(people(app));
        options
    });
    let chosen = Memo::new(move |_| app.read(|desk| desk.actor.person.map(|id| id.to_string()).unwrap_or_default()));
    let layer = move || {
        let layer = app.read(|desk| desk.actor.layer);
        layer_name(app, code(layer))
    };
    view! {
        <section class="panel" aria-labelledby="settings-me">
            <div class="panel-head"><h2 id="settings-me">{t!(app, "me-title")}</h2></div>
            <div class="form form-2">
                <div class="field">
                    <label class="field-label" for="me-person">{t!(app, "me-person")}</label>
                    <Choose id="me-person" options=options value=chosen on_pick=Callback::new(move |id: String| app.be(Id::parse(&id)))/>
                    <p class="field-hint">{t!(app, "me-claim")}</p>
                </div>
                <div class="field">
                    <p class="field-label">{t!(app, "me-layer")}</p>
                    <p>{layer}</p>
                    <p class="field-hint">{t!(app, "me-layer-hint")}</p>
                </div>
            </div>
            {move || if adding.get() {
                view! { <Add on_done=Callback::new(move |()| adding.set(false))/> }.into_any()
            } else {
                view! {
                    <div class="form-acts">
                        <button class="button" type="button" on:click=move |_| adding.set(true)>
                            <Icon name="plus"/>{t!(app, "me-add")}
                        </button>
                    </div>
                }.into_any()
            }}
        </section>
    }
}

/// The form that adds somebody who is not listed.
#[component]
fn Add(on_done: Callback<()>) -> impl IntoView {
    let app = use_app();
    let (name, above) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let layer = RwSignal::new(code(Layer::Salesperson).to_owned());
    let none = (String::new(), t!(app, "me-no-supervisor"));
    let supervisors: Vec<_> = std::iter::once(none).chain(people(app)).collect();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if !name.is_empty() && create(app, &name, &layer.get_untracked(), Id::parse(&above.get_untracked())) {
            on_done.run(());
        }
    };
    view! {
        <form class="form form-2" on:submit=add>
            <div class="field field-wide">
                <label class="field-label" for="me-name">{t!(app, "me-name")}</label>
                <input class="input" id="me-name" autocomplete="name" required prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label class="field-label" for="me-new-layer">{t!(app, "me-layer")}</label>
                <Choose id="me-new-layer" options=Signal::stored(layers(app)) value=layer on_pick=Callback::new(move |code| layer.set(code))/>
            </div>
            <div class="field">
                <label class="field-label" for="me-above">{t!(app, "me-supervisor")}</label>
                <Choose id="me-above" options=Signal::stored(supervisors) value=above on_pick=Callback::new(move |id| above.set(id))/>
            </div>
            <div class="form-acts">
                <button class="button" type="button" on:click=move |_| on_done.run(())>{t!(app, "cancel")}</button>
                <button class="button button-primary" type="submit">{t!(app, "me-add-do")}</button>
            </div>
        </form>
    }
}

/// Makes the person, who acts from then on; whether it was allowed.
fn create(app: App, name: &str, layer: &str, above: Option<Id>) -> bool {
    let id = app.new_id();
    let mut values: Vec<Change> =
        vec![(Person::NAME, Some(name.into())), (Person::ROLE, Some(Value::Text(layer.to_owned())))];
    values.extend(above.map(|above| (Person::MANAGER, Some(above.into()))));
    let (collection, label) = (Key::Borrowed(Person::COLLECTION.key), Label::new("did-create").with("name", name));
    let made = app.act(&Create { collection, id, values, label }).is_ok();
    if made {
        app.be(Some(id));
    }
    made
}

/// The people by name, with their layers.
fn people(app: App) -> Vec<(String, String)> {
    let mut people: Vec<(String, String)> = app.read(|desk| {
        let people = desk.book().all::<Person>();
        let named = people.map(|person| {
            let layer = person.role.as_deref().map(|code| layer_name(app, code)).unwrap_or_default();
            let name = person.name.unwrap_or_default();
            (Id::from(person.id).to_string(), t!(app, "me-option", name = name, layer = layer))
        });
        named.collect()
    });
    people.sort_by(|a, b| a.1.cmp(&b.1));
    people
}

/// Code and name of every layer.
pub(in crate::ui) fn layers(app: App) -> Vec<(String, String)> {
    Layer::ALL.iter().map(|(_, code)| ((*code).to_owned(), layer_name(app, code))).collect()
}

fn layer_name(app: App, code: &str) -> String {
    let at = Person::COLLECTION.fields.get(Person::ROLE);
    at.map(|field| crate::ui::parts::field::choice(&app, Person::COLLECTION.key, field, code)).unwrap_or_default()
}

fn code(layer: Layer) -> &'static str {
    Layer::ALL.iter().find(|(known, _)| *known == layer).map_or("salesperson", |(_, code)| code)
}

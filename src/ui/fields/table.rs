//! The fields of each collection, with what can be done to them.

use leptos::prelude::*;

use super::FIELDS;
use crate::book::Label;
use crate::book::command::Remove;
use crate::book::define::{ShiftField, filled};
use crate::book::mend::Restore;
use crate::model::field::Standing;
use crate::model::records::{CustomField, CustomFieldId};
use crate::model::{Field, Id, Key, Record};
use crate::ui::context::{App, Desk};
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// A panel per collection that has fields of its own.
pub(super) fn panels(app: App, collections: &[(String, String)]) -> Vec<AnyView> {
    app.read(|desk| {
        let panel = |(key, name): &(String, String)| {
            let own: Vec<&Field> = desk
                .book()
                .table(key)?
                .shown()
                .map(|(_, field)| field)
                .filter(|field| field.custom.is_some())
                .collect();
            (!own.is_empty()).then(|| panel(app, desk, key, name.clone(), &own))
        };
        let panels: Vec<AnyView> = collections.iter().filter_map(panel).collect();
        if panels.is_empty() { vec![empty(app)] } else { panels }
    })
}

fn empty(app: App) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="edit" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "own-fields-none")}</h2>
            <p class="empty-text">{t!(app, "own-fields-none-text")}</p>
        </div>
    }
    .into_any()
}

fn panel(app: App, desk: &Desk, key: &str, name: String, own: &[&Field]) -> AnyView {
    let id = format!("fields-of-{key}");
    let named = id.clone();
    let last = own.len() - 1;
    let rows: Vec<AnyView> =
        own.iter().enumerate().map(|(at, field)| row(app, desk, field, (at == 0, at == last))).collect();
    let add = Place::new(Route::New(FIELDS)).set("collection", Some(key.to_owned())).href();
    view! {
        <section class="panel" aria-labelledby=named>
            <div class="panel-head"><h2 id=id>{name}</h2><a class="panel-note" href=add>{t!(app, "own-fields-add")}</a></div>
            <ul class="stack" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(app: App, desk: &Desk, of: &Field, (first, last): (bool, bool)) -> AnyView {
    let (Some(custom), Some(id)) = (&of.custom, Id::parse(&of.key)) else { return ().into_any() };
    let retired = custom.standing == Standing::Retired;
    let definition: Option<CustomField> = desk.book().get(CustomFieldId(id));
    let of_kind = &CustomField::COLLECTION.fields[CustomField::KIND];
    let kind = definition.and_then(|definition| definition.kind);
    let kind = kind.map(|kind| field::choice(&app, FIELDS, of_kind, &kind));
    let tags = [(retired, "own-fields-retired"), (of.required, "form-required"), (of.is_timed(), "field-fields-timed")];
    let tags: Vec<AnyView> = tags
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, key)| view! { <span class="tag">{app.text(key, &[])}</span>" " }.into_any())
        .collect();
    let count = filled(desk.book(), id);
    let (name, label) = (custom.name.clone(), custom.name.clone());
    let shift = move |down: bool| drop(app.act(&ShiftField { id, down }));
    let said = StoredValue::new(label);
    let retire = move |_| {
        let name = said.get_value();
        if retired {
            drop(app.act(&Restore {
                collection: Key::Borrowed(FIELDS),
                id,
                label: Label::new("did-bring-back").with("name", name),
            }));
        } else {
            drop(app.act(&Remove {
                collection: Key::Borrowed(FIELDS),
                id,
                archive: true,
                label: Label::new("did-archive").with("name", name),
            }));
        }
    };
    let delete = move |_| {
        let label = Label::new("did-delete").with("name", said.get_value());
        drop(app.act(&Remove { collection: Key::Borrowed(FIELDS), id, archive: false, label }));
    };
    view! {
        <li class="own-field">
            <span class="own-field-name"><a href=Place::new(Route::Record(FIELDS, id)).href()>{name.clone()}</a>" "{tags}
                <span class="second">{kind}" · "{t!(app, "own-fields-filled", n = counted(&app, count))}</span></span>
            <span class="row">
                <button class="button button-quiet button-icon" type="button" disabled=first aria-label=t!(app, "own-fields-up", name = name.as_str()) on:click=move |_| shift(false)><Icon name="up"/></button>
                <button class="button button-quiet button-icon" type="button" disabled=last aria-label=t!(app, "own-fields-down", name = name.as_str()) on:click=move |_| shift(true)><Icon name="down"/></button>
                <button class="button" type="button" on:click=retire>{if retired { t!(app, "own-fields-bring-back") } else { t!(app, "own-fields-retire") }}</button>
                <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "own-fields-delete", name = name.as_str()) on:click=delete><Icon name="trash"/></button>
            </span>
        </li>
    }
    .into_any()
}

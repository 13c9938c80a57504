//! The company: its name, base currency and time zone.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::command::{Change, Create, Edit};
use crate::model::records::Organisation;
use crate::model::{Key, Record, Value};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::currencies;
use crate::ui::parts::icon::Icon;

/// The form.
#[component]
pub(super) fn Company() -> impl IntoView {
    let app = use_app();
    let (organisation, base, zone) =
        app.peek(|desk| (desk.book().all::<Organisation>().next(), desk.currency, desk.zone.name.clone()));
    let name = RwSignal::new(organisation.and_then(|organisation| organisation.name).unwrap_or_default());
    let currency = RwSignal::new(base.code().to_owned());
    let tried = RwSignal::new(false);
    let blank = Memo::new(move |_| tried.get() && name.with(|name| name.trim().is_empty()));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if !name.with_untracked(|name| name.trim().is_empty()) {
            keep(app, name.get_untracked().trim(), &currency.get_untracked());
        }
    };
    view! {
        <section class="panel" aria-labelledby="settings-company">
            <div class="panel-head"><h2 id="settings-company">{t!(app, "settings-company")}</h2></div>
            <form class="form form-2" on:submit=save novalidate>
                <div class="field">
                    <label class="field-label" for="company-name">{t!(app, "settings-company-name")}</label>
                    <input
                        class="input"
                        id="company-name"
                        autocomplete="organization"
                        prop:value=name
                        on:input=move |event| name.set(event_target_value(&event))
                        aria-invalid=move || blank.get().then_some("true")
                        aria-describedby=move || blank.get().then_some("company-name-error")
                    />
                    <Show when=move || blank.get()>
                        <p class="field-error" id="company-name-error"><Icon name="alert" class="icon-small"/>{t!(app, "problem-missing")}</p>
                    </Show>
                </div>
                <div class="field">
                    <label class="field-label" for="company-currency">{t!(app, "settings-currency")}</label>
                    <Choose id="company-currency" options=currencies::options(base) value=currency on_pick=Callback::new(move |code| currency.set(code))/>
                    <p class="field-hint">{t!(app, "settings-currency-hint")}</p>
                </div>
                <div class="field">
                    <p class="field-label">{t!(app, "settings-zone")}</p>
                    <p>{zone}</p>
                    <p class="field-hint">{t!(app, "settings-zone-hint")}</p>
                </div>
                <div class="form-acts">
                    <button class="button button-primary" type="submit">{t!(app, "save")}</button>
                </div>
            </form>
        </section>
    }
}

/// Keeps name and currency in the company's record, which is made where there is none.
fn keep(app: App, name: &str, currency: &str) {
    let known = app.peek(|desk| desk.book().all::<Organisation>().next());
    let collection = Key::Borrowed(Organisation::COLLECTION.key);
    let mut values: Vec<Change> = vec![
        (Organisation::NAME, Some(Value::Text(name.to_owned()))),
        (Organisation::CURRENCY, Some(Value::Text(currency.to_owned()))),
    ];
    // What is refused is told by the act itself.
    if let Some(organisation) = known {
        let (id, label) = (organisation.id.into(), Label::new("did-edit").with("name", name));
        drop(app.act(&Edit { collection, id, changes: values, effective: None, label }));
    } else {
        values.push((Organisation::ZONE, Some(Value::Text(app.zone().name))));
        let (id, label) = (app.new_id(), Label::new("did-create").with("name", name));
        drop(app.act(&Create { collection, id, values, label }));
    }
}

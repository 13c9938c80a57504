//! Starting empty: the company's name and currency, then a first pipeline with its stages.

use leptos::prelude::*;

use crate::model::Currency;
use crate::pipeline::set_up::{NewPerson, SetUp};
use crate::pipeline::template::{CreatePipeline, HANDBOOK, NewStage};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::currencies;
use crate::ui::parts::dialog::Dialog;
use crate::ui::route::Route;

/// The dialog.
#[component]
pub(in crate::ui) fn StartEmpty(on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let base = app.peek(|desk| desk.currency);
    let (name, currency) = (RwSignal::new(String::new()), RwSignal::new(base.code().to_owned()));
    let (me, layer) = (RwSignal::new(String::new()), RwSignal::new("manager".to_owned()));
    let layers = Signal::stored(crate::ui::settings::layers(app));
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let currency = currency.with_untracked(|code| Currency::parse(code)).unwrap_or(base);
        let me = me.with_untracked(|me| me.trim().to_owned());
        let me = (!me.is_empty()).then(|| NewPerson { id: app.new_id(), name: me, role: layer.get_untracked() });
        begin(app, name.get_untracked().trim(), currency, me);
    };
    let names: Vec<String> = HANDBOOK.stages.iter().map(|(key, _, _)| app.text(key, &[])).collect();
    let stages = names.join(" → ");
    view! {
        <Dialog title=t!(app, "start-title") on_close=on_close>
            <form class="form" on:submit=begin>
                <div class="field">
                    <label class="field-label" for="start-name">{t!(app, "start-name")}</label>
                    <input class="input" id="start-name" autocomplete="organization" prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
                    <p class="field-hint">{t!(app, "start-name-hint")}</p>
                </div>
                <div class="field">
                    <label class="field-label" for="start-currency">{t!(app, "start-currency")}</label>
                    <Choose id="start-currency" options=currencies::options(base) value=currency on_pick=Callback::new(move |code| currency.set(code))/>
                </div>
                <div class="field">
                    <label class="field-label" for="start-me">{t!(app, "start-me")}</label>
                    <input class="input" id="start-me" autocomplete="name" prop:value=me on:input=move |event| me.set(event_target_value(&event))/>
                    <p class="field-hint">{t!(app, "me-claim")}</p>
                </div>
                <div class="field">
                    <label class="field-label" for="start-layer">{t!(app, "start-layer")}</label>
                    <Choose id="start-layer" options=layers value=layer on_pick=Callback::new(move |code| layer.set(code))/>
                </div>
                <p class="field-hint">{t!(app, "start-stages", stages = stages)}</p>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "start-do")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// Makes company and pipeline, and opens the board.
fn begin(app: App, name: &str, currency: Currency, me: Option<NewPerson>) {
    let name = if name.is_empty() { t!(app, "start-name-default") } else { name.to_owned() };
    let stages = HANDBOOK.stages.iter().map(|(key, kind, days)| {
        let name = app.text(key, &[]);
        NewStage { name, kind, expected_days: *days }
    });
    let pipeline = CreatePipeline { id: app.new_id(), name: t!(app, "start-pipeline"), stages: stages.collect() };
    let board = pipeline.id;
    let person = me.as_ref().map(|me| me.id);
    let set_up = SetUp { id: app.new_id(), name, zone: app.zone().name, currency, pipeline, person: me };
    if app.act(&set_up).is_ok() {
        if person.is_some() {
            app.be(person);
        }
        app.go_to(Route::Board(Some(board)));
    }
}

//! The gate of a stage in the form: fields, checklist, approval.

use leptos::prelude::*;

use super::stage::{complaint, field_id, text};
use super::state::State;
use crate::model::Record;
use crate::model::records::{Deal, Stage, StageId};
use crate::pipeline::asks;
use crate::pipeline::blueprint::APPROVED;
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

const DEALS: &str = Deal::COLLECTION.key;
const STAGES: &str = Stage::COLLECTION.key;

/// The gate, folded away where it asks for nothing.
#[component]
pub(super) fn Gate(
    /// The drawing.
    state: State,
    /// The stage.
    id: StageId,
) -> impl IntoView {
    let app = state.app;
    let asked = Memo::new(move |_| {
        state.read(|sheet| {
            sheet.line(id).map_or(0, |line| {
                let asks = line.asks();
                asks.fields.len() + asks.checks.len() + usize::from(asks.approval)
            })
        })
    });
    let summary = move || match asked.get() {
        0 => t!(app, "shape-gate-none"),
        n => t!(app, "shape-gate", n = counted(&app, n)),
    };
    let wrong = state.wrong(Some(id), Some(Stage::GATE_FIELDS));
    let open = wrong.get_untracked().is_some();
    let checks = (field_id(id, Stage::GATE_CHECKS), text(state, id, Stage::GATE_CHECKS));
    let approval = text(state, id, Stage::GATE_APPROVAL);
    let of = |at: usize| field::name(&app, STAGES, &Stage::COLLECTION.fields[at]);
    let approve = move |event: leptos::ev::Event| {
        let code = if event_target_checked(&event) { APPROVED } else { "none" };
        state.change(|sheet| sheet.set(id, Stage::GATE_APPROVAL, code.to_owned()));
    };
    view! {
        <details class="fold stage-gate" open=open>
            <summary><Icon name="right" class="icon-small"/>{summary}</summary>
            <div class="form form-2">
                <div class="field">
                    {fields(state, id)}
                    {complaint(wrong, format!("{}-error", field_id(id, Stage::GATE_FIELDS)))}
                </div>
                <div class="field">
                    <label class="field-label" for=checks.0.clone()>{of(Stage::GATE_CHECKS)}</label>
                    <textarea class="area" id=checks.0.clone() rows="3" prop:value=move || checks.1.get()
                        on:input=move |event| state.change(|sheet| sheet.set(id, Stage::GATE_CHECKS, event_target_value(&event)))></textarea>
                    <p class="field-hint">{t!(app, "shape-checks-hint")}</p>
                    <label class="check">
                        <input type="checkbox" prop:checked=move || *approval.read() == *APPROVED on:change=approve/>
                        {t!(app, "shape-approval")}
                    </label>
                </div>
            </div>
        </details>
    }
}

/// The fields that it asks for, with those that may be asked for beside them.
fn fields(state: State, id: StageId) -> impl IntoView {
    let app = state.app;
    let chosen =
        Memo::new(move |_| state.read(|sheet| sheet.line(id).map(|line| line.fields.clone()).unwrap_or_default()));
    let name = move |key: &str| {
        app.peek(|desk| asks::fields(desk.book()).find(|of| of.key == key).map(|of| field::name(&app, DEALS, of)))
    };
    let set = move |change: &dyn Fn(&mut Vec<String>)| {
        state.change(|sheet| {
            if let Some(line) = sheet.lines.iter_mut().find(|line| line.id == id) {
                change(&mut line.fields);
            }
        });
    };
    let chip = move |key: String| {
        let named = name(&key);
        let gone = named.is_none();
        let named = named.unwrap_or_else(|| t!(app, "shape-field-gone"));
        let out = t!(app, "shape-field-out", field = named.as_str());
        view! {
            <li><button class="chip" class:tag-bad=gone type="button" aria-label=out on:click=move |_| set(&|fields| fields.retain(|have| *have != key))>{named}<Icon name="close" class="icon-small"/></button></li>
        }
    };
    let options = Memo::new(move |_| {
        let chosen = chosen.get();
        app.read(|desk| {
            let rest = asks::fields(desk.book()).filter(|of| !chosen.iter().any(|key| of.key == *key));
            rest.map(|of| (of.key.to_string(), field::name(&app, DEALS, of))).collect::<Vec<_>>()
        })
    });
    let add = move |event: leptos::ev::Event| {
        let key = event_target_value(&event);
        if !key.is_empty() {
            set(&|fields| fields.push(key.clone()));
        }
    };
    let select = field_id(id, Stage::GATE_FIELDS);
    view! {
        <label class="field-label" for=select.clone()>{field::name(&app, STAGES, &Stage::COLLECTION.fields[Stage::GATE_FIELDS])}</label>
        <ul class="row" role="list">{move || chosen.get().into_iter().map(chip).collect::<Vec<_>>()}</ul>
        <select class="select" id=select on:change=add prop:value=move || { chosen.track(); String::new() }>
            <option value="">{t!(app, "shape-field-add")}</option>
            <For each=move || options.get() key=Clone::clone let:option><option value=option.0>{option.1}</option></For>
        </select>
    }
}

//! A stage in the form of its pipeline: what is typed, and what can be done with it.

use leptos::prelude::*;

use super::drag;
use super::gate::Gate;
use super::leave::{Leave, LeaveDialog};
use super::split::SplitDialog;
use super::state::State;
use crate::model::records::{Stage, StageId};
use crate::model::{Id, Kind, Record};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

const STAGES: &str = Stage::COLLECTION.key;

/// The id of a control in the page.
pub(super) fn field_id(stage: StageId, field: usize) -> String {
    format!("stage-{}-{}", Id::from(stage), Stage::COLLECTION.fields[field].key)
}

/// What is open over a stage.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Split,
    Leave(Leave),
}

/// The line of a stage.
#[component]
pub(super) fn StageLine(
    /// The drawing.
    state: State,
    /// The stage.
    id: StageId,
) -> impl IntoView {
    let app = state.app;
    let place = Memo::new(move |_| {
        state.read(|sheet| (sheet.lines.iter().position(|line| line.id == id).unwrap_or(0), sheet.lines.len()))
    });
    let name =
        Memo::new(move |_| state.read(|sheet| sheet.line(id).map(|line| line.name().to_owned()).unwrap_or_default()));
    let holds = Memo::new(move |_| state.read(|sheet| sheet.holds(id)));
    let open: RwSignal<Option<Open>> = RwSignal::new(None);
    let close = Callback::new(move |()| open.set(None));
    let shift = move |by: isize| {
        let (at, _) = place.get_untracked();
        let to = at.saturating_add_signed(by);
        state.change(|sheet| sheet.put(id, to));
        let (at, all) = place.get_untracked();
        app.heard.set(t!(app, "shape-now-at", stage = name.get_untracked(), n = at + 1, all = all));
    };
    let leave = move |leave: Leave| {
        // What holds nothing is archived at once: there is nothing to ask.
        if leave == Leave::Archive && holds.get_untracked() == 0 {
            state.change(|sheet| sheet.remove(id, None));
        } else {
            open.set(Some(Open::Leave(leave)));
        }
    };
    let called = move |key: &'static str| move || app.text(key, &[("stage", name.get().into())]);
    let dialog = move || match open.get() {
        None => ().into_any(),
        Some(Open::Split) => view! { <SplitDialog state=state id=id on_close=close/> }.into_any(),
        Some(Open::Leave(leave)) => view! { <LeaveDialog state=state id=id leave=leave on_close=close/> }.into_any(),
    };
    let alone = move || place.get().1 < 2;
    view! {
        <li class="stage-line" data-stage=Id::from(id).to_string() class:is-dragged=move || state.dragged.get() == Some(id)>
            <div class="stage-line-head">
                <span class="stage-grip" aria-hidden="true" on:pointerdown=move |event| drag::begin(state, &event, id)><Icon name="grip"/></span>
                <strong class="num">{move || place.get().0 + 1}</strong>
                <span class="second num">{move || t!(app, "shape-deals", n = counted(&app, holds.get()))}</span>
                <span class="row stage-acts">
                    <button class="button button-quiet button-icon" type="button" disabled=move || place.get().0 == 0 aria-label=called("shape-up") on:click=move |_| shift(-1)><Icon name="up"/></button>
                    <button class="button button-quiet button-icon" type="button" disabled=move || { let (at, all) = place.get(); at + 1 == all } aria-label=called("shape-down") on:click=move |_| shift(1)><Icon name="down"/></button>
                    <button class="button button-quiet" type="button" aria-label=called("shape-split-of") on:click=move |_| open.set(Some(Open::Split))>{t!(app, "shape-split")}</button>
                    <button class="button button-quiet" type="button" disabled=alone aria-label=called("shape-merge-of") on:click=move |_| leave(Leave::Merge)>{t!(app, "shape-merge")}</button>
                    <button class="button button-quiet" type="button" disabled=alone aria-label=called("shape-archive-of-stage") on:click=move |_| leave(Leave::Archive)>{t!(app, "archive")}</button>
                </span>
            </div>
            <div class="stage-fields" role="group" aria-label=move || name.get()>
                {typed(state, id, Stage::NAME)}
                {kind(state, id)}
                {typed(state, id, Stage::PROBABILITY)}
                {typed(state, id, Stage::EXPECTED_DAYS)}
                {typed(state, id, Stage::LIMIT)}
                {typed(state, id, Stage::LIMIT_EACH)}
            </div>
            <Gate state=state id=id/>
            {dialog}
        </li>
    }
}

/// What stands in a field of a stage.
pub(super) fn text(state: State, id: StageId, at: usize) -> Memo<String> {
    Memo::new(move |_| state.read(|sheet| sheet.line(id).map(|line| line.text(at).to_owned()).unwrap_or_default()))
}

/// What is wrong with a control, under it.
pub(super) fn complaint(wrong: Memo<Option<String>>, id: String) -> impl IntoView {
    move || {
        let id = id.clone();
        wrong.get().map(|say| view! { <p class="field-error" id=id><Icon name="alert" class="icon-small"/>{say}</p> })
    }
}

/// A field that is typed.
fn typed(state: State, stage: StageId, at: usize) -> AnyView {
    let app = state.app;
    let of = &Stage::COLLECTION.fields[at];
    let (id, value, wrong) = (field_id(stage, at), text(state, stage, at), state.wrong(Some(stage), Some(at)));
    let error = format!("{id}-error");
    let described = error.clone();
    let number = of.kind != Kind::Text;
    let (class, wide) = if number { ("input input-number", "field") } else { ("input", "field stage-name-field") };
    view! {
        <div class=wide>
            <label class="field-label" for=id.clone()>{field::name(&app, STAGES, of)}{(of.kind == Kind::Percent).then_some(" %")}</label>
            <input class=class id=id type="text" autocomplete="off" inputmode=number.then_some("decimal") aria-required=of.required.then_some("true")
                aria-invalid=move || wrong.get().map(|_| "true") aria-describedby=move || wrong.get().map(|_| described.clone())
                prop:value=move || value.get() on:input=move |event| state.change(|sheet| sheet.set(stage, at, event_target_value(&event)))/>
            {complaint(wrong, error)}
        </div>
    }
    .into_any()
}

/// What a deal in the stage is.
fn kind(state: State, stage: StageId) -> AnyView {
    let app = state.app;
    let of = &Stage::COLLECTION.fields[Stage::KIND];
    let codes: Vec<String> = match &of.kind {
        Kind::Choice(codes) => codes.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let options: Vec<(String, String)> = codes
        .into_iter()
        .map(|code| {
            let name = field::choice(&app, STAGES, of, &code);
            (code, name)
        })
        .collect();
    let id = field_id(stage, Stage::KIND);
    let pick = Callback::new(move |code: String| state.change(|sheet| sheet.set(stage, Stage::KIND, code)));
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{field::name(&app, STAGES, of)}</label>
            <Choose id=id options=Signal::stored(options) value=text(state, stage, Stage::KIND) on_pick=pick/>
        </div>
    }
    .into_any()
}

//! The form of a pipeline: its name, its stages, what keeping it would do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::PIPELINES;
use super::archived::Absent;
use super::effects::Effects;
use super::stage::{StageLine, field_id};
use super::state::{State, written};
use super::transfer::TransferDialog;
use crate::model::Id;
use crate::model::permission::Verb;
use crate::model::records::{Pipeline, PipelineId, Stage, StageId};
use crate::pipeline::blueprint::{Blueprint, Effect, Line};
use crate::ui::context::{App, use_app};
use crate::ui::gradual;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::missing::MissingPage;
use crate::ui::route::{Place, Route};

/// As many deals as are carried in one go; more go in slices.
const AT_ONCE: usize = 300;

/// The id of what is wrong with the name.
const NAME_ERROR: &str = "pipeline-name-error";

/// The page of a pipeline that stands.
#[component]
pub(in crate::ui) fn PipelinePage(
    /// The pipeline.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let pipeline = PipelineId(id);
    let state = State::new(app, move |book| Blueprint::of(book, pipeline, &written));
    let there = Memo::new(move |_| state.shown.with(Option::is_some));
    move || if there.get() { shown(state, pipeline) } else { view! { <MissingPage/> }.into_any() }
}

fn shown(state: State, pipeline: PipelineId) -> AnyView {
    let app = state.app;
    let name = Memo::new(move |_| {
        app.read(|desk| desk.book().get::<Pipeline>(pipeline)).and_then(|pipeline| pipeline.name).unwrap_or_default()
    });
    let may = move || app.read(|desk| desk.book().permit(&desk.actor, Verb::Configure, PIPELINES, None).is_ok());
    let moving = RwSignal::new(false);
    let close = Callback::new(move |()| moving.set(false));
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::List(PIPELINES)).href()>{t!(app, "collection-pipelines")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{move || name.get()}</h1></div>
            <div class="page-actions">
                <a class="button" href=Place::new(Route::Board(Some(pipeline.into()))).href()><Icon name="board"/>{t!(app, "shape-board")}</a>
                {move || may().then(|| view! { <button class="button" type="button" on:click=move |_| moving.set(true)><Icon name="move"/>{t!(app, "shape-transfer")}</button> })}
            </div>
        </header>
        <div class="page-body"><Sheet state=state/></div>
        {move || moving.get().then(|| view! { <TransferDialog pipeline=pipeline on_close=close/> })}
    }
    .into_any()
}

/// The form.
#[component]
pub(super) fn Sheet(
    /// The drawing.
    state: State,
) -> impl IntoView {
    let app = state.app;
    let ids = Memo::new(move |_| state.read(|sheet| sheet.lines.iter().map(|line| line.id).collect::<Vec<_>>()));
    let is_new = state.shown.with_untracked(|sheet| sheet.as_ref().is_some_and(Blueprint::is_new));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        keep(state);
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            keep(state);
        }
    };
    let add = move |_| add(state);
    let keeps = if is_new { t!(app, "shape-make") } else { t!(app, "shape-keep") };
    let back = move |_| if is_new { app.go_to(Route::New(PIPELINES)) } else { state.start_over() };
    super::drag::listen(state);
    view! {
        <form class="stack" novalidate=true inert=move || state.busy.get() aria-busy=move || state.busy.get().then_some("true") on:submit=submit on:keydown=press>
            <section class="panel"><Name state=state/></section>
            <section class="panel" aria-labelledby="shape-stages">
                <div class="panel-head"><h2 id="shape-stages">{t!(app, "collection-stages")}</h2></div>
                <p class="field-hint">{t!(app, "shape-stages-text")}</p>
                {ends(state)}
                <ol class="stage-lines" role="list">
                    <For each=move || ids.get() key=|id| *id let:id><StageLine state=state id=id/></For>
                </ol>
                <div class="panel-foot">
                    <button class="button" type="button" on:click=add><Icon name="plus"/>{t!(app, "shape-add")}</button>
                </div>
                <Absent state=state/>
            </section>
            <Effects state=state/>
            <div class="form-acts shape-acts">
                <button class="button" type="button" disabled=move || !is_new && !state.is_changed() on:click=back>{if is_new { t!(app, "shape-other-template") } else { t!(app, "shape-start-over") }}</button>
                <button class="button button-primary" type="submit" disabled=move || !is_new && !state.is_changed()>{keeps}</button>
            </div>
        </form>
    }
}

/// The name of the pipeline.
#[component]
fn Name(state: State) -> impl IntoView {
    let app = state.app;
    let wrong = state.wrong(None, Some(Pipeline::NAME));
    let name = Memo::new(move |_| state.read(|sheet| sheet.name.clone()));
    view! {
        <div class="field">
            <label class="field-label" for="pipeline-name">{t!(app, "field-pipelines-name")}" "<span class="field-need">{t!(app, "form-required")}</span></label>
            <input class="input" id="pipeline-name" type="text" autocomplete="off" aria-required="true" aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=move || wrong.get().map(|_| NAME_ERROR)
                prop:value=move || name.get() on:input=move |event| state.change(|sheet| sheet.name = event_target_value(&event))/>
            {move || wrong.get().map(|say| view! { <p class="field-error" id=NAME_ERROR><Icon name="alert" class="icon-small"/>{say}</p> })}
        </div>
    }
}

/// What is wrong with the stages as a whole.
fn ends(state: State) -> impl IntoView {
    let said = Memo::new(move |_| {
        let of = |wrong: &&crate::pipeline::blueprint::Wrong| wrong.stage.is_none() && wrong.field.is_none();
        state.wrongs.with(|wrongs| wrongs.iter().filter(of).map(|wrong| wrong.key).collect::<Vec<_>>())
    });
    move || {
        let app = state.app;
        let line = |key: &'static str| {
            view! { <p class="field-error"><Icon name="alert" class="icon-small"/>{app.text(key, &[])}</p> }
        };
        said.with(|said| {
            (!said.is_empty()).then(|| {
                view! { <div role="alert" class="stack">{said.iter().map(|key| line(key)).collect::<Vec<_>>()}</div> }
            })
        })
    }
}

/// Adds a stage and goes to its name.
fn add(state: State) {
    let id = StageId(state.app.new_id());
    state.change(|sheet| sheet.add(Line::new(id, "", "open")));
    go_to(field_id(id, Stage::NAME));
}

/// Puts the focus on an element once it is there.
pub(super) fn go_to(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            drop(element.focus());
        }
    });
}

/// Keeps the drawing as one act; where something is wrong, goes to it.
fn keep(state: State) {
    let app = state.app;
    if state.busy.get_untracked() {
        return;
    }
    let Some(command) = state.command() else {
        request_animation_frame(|| {
            let first = document().query_selector("form [aria-invalid=true]").ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                drop(first.focus());
            }
        });
        return;
    };
    let (is_new, pipeline, carried) = state.shown.with_untracked(|sheet| {
        let count = |effect: &Effect| if let Effect::Carried(_, _, n) = effect { *n } else { 0 };
        sheet.as_ref().map_or((false, None, 0), |sheet| {
            (sheet.is_new(), Some(sheet.pipeline), sheet.effects().iter().map(count).sum())
        })
    });
    let done = move || match pipeline {
        Some(pipeline) if is_new => app.go_to(Route::Board(Some(pipeline.into()))),
        _ => state.start_over(),
    };
    if carried <= AT_ONCE {
        if app.act(&*command).is_ok() {
            done();
        }
        return;
    }
    state.busy.set(true);
    let after = move |kept: bool| {
        // The page may have been left meanwhile.
        state.busy.try_set(false);
        if kept {
            done();
        }
    };
    slices(app, move || app.with_context(|book, context| command.decide(book, context)), after);
}

/// Does something large in slices, and tells whether it was done.
pub(super) fn slices(
    app: App,
    decide: impl FnOnce() -> Result<crate::book::Draft, crate::book::Rejection> + 'static,
    after: impl FnOnce(bool) + 'static,
) {
    spawn_local(async move {
        let taken = match decide() {
            Ok(draft) => gradual::take(app, draft, || true).await,
            Err(rejection) => app.say(Err(rejection)),
        };
        after(taken.is_ok());
    });
}

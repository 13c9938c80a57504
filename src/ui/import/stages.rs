//! Where deals go: the currency of their amounts, the pipeline, and its stages in order.

use leptos::prelude::*;

use super::state::ImportState;
use crate::exchange::{PipelineChoice, Plan, StageKind, pipelines};
use crate::model::records::Stage;
use crate::model::{Currency, Id, Record};
use crate::ui::context::use_app;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{currencies, field};

/// Whether a new pipeline or a stage has no name.
pub(super) fn blank_name(plan: &Plan) -> bool {
    let blank = |name: &str| name.trim().is_empty();
    let staged = !plan.stages.is_empty();
    let pipeline = matches!(&plan.pipeline, PipelineChoice::New(name) if blank(name));
    staged && (pipeline || plan.stages.iter().any(|stage| blank(&stage.name)))
}

/// The panel of currency, pipeline and stages.
#[component]
pub(super) fn Ways() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let staged = Memo::new(move |_| {
        app.read(|desk| state.plan.with(|plan| plan.as_ref().is_some_and(|plan| plan.has_stages(desk.book()))))
    });
    let currency = Memo::new(move |_| {
        state.plan.with(|plan| plan.as_ref().map(|plan| plan.currency.code().to_owned()).unwrap_or_default())
    });
    let pick = move |code: String| {
        if let Some(currency) = Currency::parse(&code) {
            state.change(app, |plan, _| plan.currency = currency);
        }
    };
    let base = app.peek(|desk| desk.currency);
    let names = move || {
        state.plan.with(|plan| {
            plan.iter().flat_map(|plan| &plan.stages).map(|stage| stage.written.clone()).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="panel" aria-labelledby="import-ways">
            <div class="panel-head">
                <h2 id="import-ways">{move || if staged.get() { t!(app, "import-ways") } else { t!(app, "import-amounts") }}</h2>
            </div>
            <div class="form form-2">
                <div class="field">
                    <label class="field-label" for="import-currency">{t!(app, "import-currency")}</label>
                    <Choose id="import-currency" options=currencies::options(base) value=currency on_pick=Callback::new(pick)/>
                    <p class="field-hint">{t!(app, "import-currency-hint")}</p>
                </div>
                <Show when=move || staged.get()><PipelineField/></Show>
            </div>
            <Show when=move || staged.get() && !names().is_empty()>
                <ol class="map" role="list" aria-label=t!(app, "import-stages")>
                    <For each=names key=Clone::clone let:written><StageRow written=written/></For>
                </ol>
                <p class="field-hint">{t!(app, "import-stages-hint")}</p>
            </Show>
        </section>
    }
}

/// The pipeline: one of the book, or a new one with its name.
#[component]
fn PipelineField() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let known = app.peek(|desk| pipelines(desk.book()));
    let mut options = vec![(String::new(), t!(app, "import-pipeline-new"))];
    options.extend(known.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let choice = move || state.plan.with(|plan| plan.as_ref().map(|plan| plan.pipeline.clone()));
    let value = Memo::new(move |_| match choice() {
        Some(PipelineChoice::Existing(id)) => id.to_string(),
        _ => String::new(),
    });
    let name = Memo::new(move |_| match choice() {
        Some(PipelineChoice::New(name)) => Some(name),
        _ => None,
    });
    let given = StoredValue::new(name.get_untracked().unwrap_or_default());
    let pick = move |id: String| {
        let choice = Id::parse(&id).map_or_else(|| PipelineChoice::New(given.get_value()), PipelineChoice::Existing);
        state.change(app, |plan, _| plan.pipeline = choice);
    };
    let rename = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        given.set_value(name.clone());
        state.change(app, |plan, _| plan.pipeline = PipelineChoice::New(name));
    };
    let is_new = Memo::new(move |_| name.with(Option::is_some));
    let blank = Memo::new(move |_| name.with(|name| name.as_ref().is_some_and(|name| name.trim().is_empty())));
    let has_choice = options.len() > 1;
    view! {
        {has_choice.then(|| view! {
            <div class="field">
                <label class="field-label" for="import-pipeline">{t!(app, "import-pipeline")}</label>
                <Choose id="import-pipeline" options=options value=value on_pick=Callback::new(pick)/>
            </div>
        })}
        <Show when=move || is_new.get()>
            <div class="field">
                <label class="field-label" for="import-pipeline-name">{t!(app, "import-pipeline-name")}</label>
                <input
                    class="input"
                    id="import-pipeline-name"
                    prop:value=move || name.get().unwrap_or_default()
                    on:input=rename
                    aria-invalid=move || blank.get().then_some("true")
                    aria-describedby=move || blank.get().then_some("import-pipeline-error")
                />
                <Show when=move || blank.get()>
                    <p class="field-error" id="import-pipeline-error"><Icon name="alert" class="icon-small"/>{t!(app, "problem-missing")}</p>
                </Show>
            </div>
        </Show>
    }
}

/// A stage: as the file writes it, its name on the board, what a deal in it is, and its place.
#[component]
fn StageRow(written: String) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let id = format!("stage-{}", written.split_whitespace().collect::<Vec<_>>().join("-"));
    let kind_id = format!("{id}-kind");
    let (title, up, down, kind_label) = (
        written.clone(),
        t!(app, "import-stage-up", stage = written.as_str()),
        t!(app, "import-stage-down", stage = written.as_str()),
        t!(app, "import-stage-kind", stage = written.as_str()),
    );
    let written = StoredValue::new(written);
    let place =
        move |plan: &Plan| plan.stages.iter().position(|stage| written.with_value(|written| stage.written == *written));
    let found = Memo::new(move |_| {
        state.plan.with(|plan| {
            let plan = plan.as_ref()?;
            let at = place(plan)?;
            Some((at, plan.stages.len(), plan.stages[at].clone()))
        })
    });
    let name = Memo::new(move |_| {
        found.with(|found| found.as_ref().map(|(_, _, stage)| stage.name.clone()).unwrap_or_default())
    });
    let kind = Memo::new(move |_| {
        found.with(|found| found.as_ref().map(|(_, _, stage)| stage.kind.code().to_owned()).unwrap_or_default())
    });
    let count = Memo::new(move |_| found.with(|found| found.as_ref().map_or(0, |(_, _, stage)| stage.count)));
    let first = move || found.with(|found| found.as_ref().is_none_or(|(at, _, _)| *at == 0));
    let last = move || found.with(|found| found.as_ref().is_none_or(|(at, all, _)| at + 1 == *all));
    let blank = Memo::new(move |_| name.with(|name| name.trim().is_empty()));
    let change = move |change: &dyn Fn(&mut Plan, usize)| {
        state.change(app, |plan, _| {
            if let Some(at) = place(plan) {
                change(plan, at);
            }
        });
    };
    let rename = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        change(&|plan, at| plan.stages[at].name.clone_from(&name));
    };
    let pick = move |code: String| {
        if let Some(kind) = StageKind::parse(&code) {
            change(&|plan, at| plan.stages[at].kind = kind);
        }
    };
    let kinds: Vec<(String, String)> = StageKind::ALL
        .into_iter()
        .map(|kind| {
            (
                kind.code().to_owned(),
                field::choice(&app, Stage::COLLECTION.key, &Stage::COLLECTION.fields[Stage::KIND], kind.code()),
            )
        })
        .collect();
    view! {
        <li class="map-row">
            <div>
                <label class="map-column" for=id.clone()>{title}</label>
                <p class="field-hint num">{move || t!(app, "import-stage-rows", n = counted(&app, count.get()))}</p>
            </div>
            <Choose id=kind_id label=kind_label options=kinds value=kind on_pick=Callback::new(pick)/>
            <input class="input" id=id.clone() prop:value=name on:input=rename aria-invalid=move || blank.get().then_some("true")/>
            <span class="row">
                <button class="button button-icon" type="button" aria-label=up disabled=first on:click=move |_| change(&|plan, at| plan.stages.swap(at, at.saturating_sub(1)))>
                    <Icon name="up" class="icon-small"/>
                </button>
                <button class="button button-icon" type="button" aria-label=down disabled=last on:click=move |_| change(&|plan, at| {
                    if at + 1 < plan.stages.len() {
                        plan.stages.swap(at, at + 1);
                    }
                })>
                    <Icon name="down" class="icon-small"/>
                </button>
            </span>
        </li>
    }
}

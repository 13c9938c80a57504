//! What only a deal has: its way through the pipeline, and how it stands.

use leptos::prelude::*;

use super::travelled::Reopened;
use crate::model::Id;
use crate::model::records::{DealId, StageId};
use crate::pipeline::ageing::NextStep;
use crate::pipeline::path::{Standing, Step, Where, standing};
use crate::ui::context::{App, use_app};
use crate::ui::moves::{Moves, Wanted};
use crate::ui::parts::count;
use crate::ui::route::{Place, Route};

/// How a deal stands, again after each change.
pub(super) fn watch(app: App, id: Id) -> Option<Standing> {
    app.read(|desk| standing(desk.book(), &desk.zone, DealId(id)))
}

/// Where the deal is: pipeline and stage.
#[component]
pub(super) fn Crumbs(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    move || {
        let standing = watch(app, id)?;
        let pipeline = standing.pipeline?;
        let board = Place::new(Route::Board(Some(pipeline.id.into()))).href();
        Some(view! {
            <nav class="crumbs" aria-label=t!(app, "crumbs")>
                <a href=board>{pipeline.name}</a><span aria-hidden="true">"›"</span><span>{standing.stage.and_then(|stage| stage.name)}</span>
            </nav>
        })
    }
}

/// The deal in one line: amount, age, weighted amount, next step.
#[component]
pub(super) fn Sum(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    move || {
        let standing = watch(app, id)?;
        let amount = |money: crate::model::Money| app.format().money_sum(money.minor.into(), money.currency);
        let days = count::counted(&app, usize::try_from(standing.age.days).unwrap_or(0));
        let stage = standing.stage.as_ref();
        let name = stage.and_then(|stage| stage.name.clone()).unwrap_or_default();
        let open = stage.and_then(|stage| stage.kind.as_deref()) == Some("open");
        let age = if open {
            t!(app, "deal-age", n = days, stage = name)
        } else {
            t!(app, "deal-since", stage = name, n = days)
        };
        let class = (open && standing.age.rotting).then_some("bad");
        let next = open.then(|| next_step(app, &standing));
        let estimate = standing.deal.basis.as_deref() == Some("estimate");
        let worth = standing.deal.amount.map(amount);
        let worth = worth.map(|worth| view! { <strong>{estimate.then_some("≈ ")}{worth}</strong>" · " });
        let weighted = standing.weighted.map(|money| t!(app, "deal-weighted", sum = amount(money)));
        Some(view! {
            <p class="page-sum">
                {worth}<span class=class>{age}</span>{weighted.map(|weighted| format!(" · {weighted}"))}" "{next}
            </p>
        })
    }
}

fn next_step(app: App, standing: &Standing) -> AnyView {
    let what = standing.deal.next_step.clone().unwrap_or_else(|| t!(app, "next-step"));
    let days = |days: i32| usize::try_from(days).unwrap_or(0);
    let (class, words) = match standing.age.next {
        NextStep::None => ("tag tag-loud", t!(app, "next-none")),
        NextStep::Overdue(late) => ("tag tag-bad", t!(app, "next-overdue", n = days(late))),
        NextStep::Today => ("tag tag-warning", t!(app, "next-today", what = what)),
        NextStep::On(day) => ("tag", t!(app, "next-on", day = app.format().day(day), what = what)),
    };
    view! { <span class=class>{words}</span> }.into_any()
}

/// The stages of the pipeline; pressing one moves the deal there.
#[component]
pub(super) fn Path(
    /// The deal.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let moves = Moves::new();
    let steps = move || watch(app, id).map(|standing| standing.path).unwrap_or_default();
    let step = move |step: Step| {
        let passed = step.place == Where::Passed;
        let here = (step.place == Where::Here).then_some("step");
        let entered = step.entered.filter(|_| step.place != Where::Ahead).map(|day| {
            view! { <small>{t!(app, "path-since", day = app.format().day(day))}</small> }
        });
        let to: StageId = step.stage.id;
        let press = move |_| moves.go(Wanted::quiet(DealId(id), to));
        view! {
            <li>
                <button class="path-step" class:is-passed=passed type="button" data-kind=step.stage.kind aria-current=here on:click=press>
                    <span>{step.stage.name}</span>{entered}
                </button>
            </li>
        }
    };
    view! {
        <ol class="path" role="list" aria-label=t!(app, "path")>{move || steps().into_iter().map(step).collect::<Vec<_>>()}</ol>
        <Reopened id=id moves=moves/>
        {moves.dialog()}
    }
}

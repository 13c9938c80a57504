//! Planning beside the page: what there is to plan is read here, the worker plans, the outcome is read here. Meanwhile
//! the page says how far it is, and how to stop it.

use std::sync::Arc;

use leptos::prelude::*;

use super::roads::Ways;
use crate::ports::background::{self, BackgroundError, Heard, Progress};
use crate::ui::context::App;
use crate::visits::planner::{Agenda, Ask, Brief, PlanWeeks, gather, out_of_reach};

/// How long is searched: a day is found at once, a full week within seconds.
pub(super) const TURNS: u32 = 2_000;

/// How far a plan is.
#[derive(Clone, Debug, Default)]
pub(super) enum State {
    /// Nobody has asked.
    #[default]
    Idle,
    /// It is being worked out.
    Working(Progress),
    /// It is there, with ways from somewhere.
    Made(Arc<Agenda>, Ways),
    /// It came to nothing, and why.
    Failed(String),
}

/// Hears how far a plan is. A word that comes late says nothing about what is there by now.
pub(super) fn hear(state: RwSignal<State>) -> Heard {
    Box::new(move |progress| {
        state.try_update(|state| {
            if let State::Working(known) = state {
                *known = progress;
            }
        });
    })
}

/// What is asked comes to, or why to nothing, in words.
pub(super) async fn plan(app: App, ask: &Ask, heard: Heard) -> Result<(Agenda, Ways), String> {
    let calendar = untrack(|| crate::ui::parts::workdays::calendar(app));
    let (task, brief) = app.peek(|desk| gather(desk.book(), (&desk.zone, &calendar), ask));
    run(app, task, &brief, heard).await
}

/// What a task comes to, or why to nothing, in words. Where a routing server is set its table is asked for first.
pub(super) async fn run(app: App, mut task: PlanWeeks, brief: &Brief, heard: Heard) -> Result<(Agenda, Ways), String> {
    let ways = super::roads::ask(app, &brief.places, &mut task.legs).await;
    let task = &task;
    let worker = app.peek(|desk| desk.ports.background.clone());
    let weeks = background::run(&*worker, task, heard).await.map_err(|why| said(app, &why))?;
    let weeks = weeks.map_err(|_objected| refused(app, task, brief))?;
    Ok((brief.agenda(&app.zone(), &weeks), ways))
}

/// Why there is no plan: most often appointments that cannot all be kept.
fn refused(app: App, task: &PlanWeeks, brief: &Brief) -> String {
    let names: Vec<String> = out_of_reach(task, brief).into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        t!(app, "propose-refused")
    } else {
        t!(app, "propose-out-of-reach", names = names.join(", "))
    }
}

fn said(app: App, why: &BackgroundError) -> String {
    match why {
        BackgroundError::Unavailable(_) => t!(app, "propose-no-worker"),
        _ => t!(app, "propose-refused"),
    }
}

/// How far it is, with the way to stop it.
pub(super) fn working(app: App, state: RwSignal<State>, on_stop: Callback<()>) -> AnyView {
    let of = move |part: fn(&Progress) -> u64| {
        state.with(|state| if let State::Working(progress) = state { part(progress) } else { 0 })
    };
    view! {
        <div class="progress">
            <progress class="progress-bar" max=move || of(|progress| progress.total.max(1)) value=move || of(|progress| progress.done)
                aria-label=t!(app, "propose-working")></progress>
            <p class="field-hint" role="status">{t!(app, "propose-working")}</p>
        </div>
        <div class="panel-foot"><button class="button" type="button" on:click=move |_| on_stop.run(())>{t!(app, "cancel")}</button></div>
    }
    .into_any()
}

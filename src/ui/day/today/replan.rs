//! The rest of today planned anew, from where the person is: what stays, what moves, what is new and what finds no place
//! any more; taken over as one act, or dropped.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::Id;
use crate::model::place::Point;
use crate::ports::background::Progress;
use crate::ports::stop::Stop;
use crate::ui::context::{App, use_app};
use crate::ui::day::doing::Doing;
use crate::ui::day::plan::propose::shown::{left_out, why_not};
use crate::ui::day::planning::{State, TURNS, hear, plan, working};
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::planner::{Agenda, Aside, Ask, Changed, Keep, TakeOver, changes, here};

/// Plans the rest of the day from where the device was found, else from the last customer.
fn start(app: App, person: Id, found: Option<Point>, stop: Stop, state: RwSignal<State>) {
    let calendar = untrack(|| calendar(app));
    spawn_local(async move {
        let (now, zone) = (app.now(), app.zone());
        let today = zone.day_of(now);
        let here = app.peek(|desk| here(desk.book(), (&zone, &calendar), person, now, found));
        let (forced, excluded, keep) = (Vec::new(), Vec::new(), Keep::Appointments);
        let span = (today, today);
        let ask = Ask { person, today, span, keep, forced, excluded, most: None, here, seed: 1, turns: TURNS };
        let Some(made) = stop.unless(plan(app, &ask, hear(state))).await else { return };
        state.try_set(match made {
            Ok((agenda, ways)) => State::Made(Arc::new(agenda), ways),
            Err(why) => State::Failed(why),
        });
    });
}

/// The panel.
#[component]
pub(super) fn Replan(person: Id) -> impl IntoView {
    let app = use_app();
    let doing = Doing::from_here(app);
    let state = RwSignal::new(State::default());
    let stop = StoredValue::new_local(Stop::default());
    on_cleanup(move || stop.with_value(Stop::press));
    let begin = Callback::new(move |()| {
        doing.begin(move |found| {
            // The page may be gone by the time the device is found.
            let Some(()) = stop.try_with_value(Stop::press) else { return };
            stop.set_value(Stop::default());
            state.set(State::Working(Progress::default()));
            start(app, person, found.map(|found| found.place.point()), stop.get_value(), state);
        });
    });
    let drop_it = Callback::new(move |()| {
        stop.with_value(Stop::press);
        state.set(State::Idle);
    });
    // Progress alone does not build the rest again.
    let is_working = Memo::new(move |_| state.with(|state| matches!(state, State::Working(_))));
    let body = move || {
        if is_working.get() {
            return working(app, state, drop_it);
        }
        state.with(|state| match state {
            State::Made(agenda, ways) => view! { {ways.line(app)}{shown(app, agenda, drop_it)} }.into_any(),
            State::Failed(why) => {
                let why = t!(app, "propose-failed", why = why.as_str());
                view! { <p role="alert">{why}</p>{ask(app, doing, begin)} }.into_any()
            }
            State::Idle | State::Working(_) => ask(app, doing, begin),
        })
    };
    view! {
        <section class="panel" aria-labelledby="today-replan">
            <div class="panel-head"><h2 id="today-replan">{t!(app, "replan-title")}</h2></div>
            {body}
            {doing.waiting()}
        </section>
    }
}

fn ask(app: App, doing: Doing, begin: Callback<()>) -> AnyView {
    view! {
        <p class="second">{t!(app, "replan-hint")}</p>
        <div class="panel-foot">
            <button class="button" type="button" disabled=move || doing.is_busy() on:click=move |_| begin.run(())><Icon name="route"/>{t!(app, "replan-do")}</button>
        </div>
    }
    .into_any()
}

/// What changes, with the buttons that take it over or drop it.
fn shown(app: App, agenda: &Arc<Agenda>, on_drop: Callback<()>) -> AnyView {
    let changed = app.peek(|desk| changes(desk.book(), &desk.zone, agenda));
    let stops: Vec<AnyView> = changed.stops.iter().map(|one| stop(app, one)).collect();
    let said = match (stops.is_empty(), changed.is_any()) {
        (true, _) => Some(t!(app, "replan-none")),
        (false, false) => Some(t!(app, "replan-same")),
        (false, true) => None,
    };
    let back = agenda.days.first().map(|day| {
        let road = t!(app, "propose-road", time = words::length(app, day.road));
        let back = t!(app, "propose-back", time = words::clock(app, day.returns));
        view! { <p class="second figures">{[road, back].join(" \u{b7} ")}</p> }
    });
    let take = changed.is_any().then(|| {
        let command = TakeOver { agenda: (**agenda).clone(), days: Vec::new() };
        let press = move |_| {
            // A refusal has been said by the act itself.
            if app.act(&command).is_ok() {
                on_drop.run(());
            }
        };
        view! { <button class="button button-primary" type="button" on:click=press><Icon name="check"/>{t!(app, "propose-take")}</button> }
    });
    view! {
        {said.map(|said| view! { <p role="status">{said}</p> })}
        {back}
        <ol class="day-lines" role="list">{stops}</ol>
        {aside(app, &changed.aside)}
        {left_out(app, &changed.left_out)}
        <div class="panel-foot">
            {take}
            <button class="button" type="button" on:click=move |_| on_drop.run(())>{t!(app, "propose-drop")}</button>
        </div>
    }
    .into_any()
}

fn stop(app: App, stop: &Changed) -> AnyView {
    let (class, text) = match stop.before {
        None => ("tag tag-accent", t!(app, "replan-new")),
        Some(before) if stop.moves() => ("tag tag-warning", t!(app, "replan-was", time = words::clock(app, before))),
        Some(_) => ("tag", t!(app, "replan-stays")),
    };
    let (starts, ends) = stop.times;
    view! {
        <li class="day-line">
            <span class="day-line-time num">{words::clock(app, starts)}<span class="second">{words::clock(app, ends)}</span></span>
            <div class="day-line-body">
                <p class="row"><strong>{stop.name.clone()}</strong><span class=class>{text}</span></p>
                <p class="second">{words::reasons(app, &stop.reasons)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// What was planned and finds no place any more: why, and what becomes of it.
fn aside(app: App, all: &[Aside]) -> Option<AnyView> {
    let line = |one: &Aside| {
        let before = words::clock(app, one.rest.before);
        let text = if one.rest.times.0 == one.rest.before {
            t!(app, "propose-freed-stays", time = before)
        } else {
            t!(app, "propose-freed-moves", from = before, to = words::clock(app, one.rest.times.0))
        };
        let why = one.why.as_ref().map(|why| why_not(app, why));
        let said: Vec<String> = why.into_iter().chain([text]).collect();
        view! { <li><strong>{one.name.clone()}</strong>" "<span class="second">{said.join(" \u{b7} ")}</span></li> }
    };
    (!all.is_empty()).then(|| {
        view! {
            <p>{t!(app, "replan-aside", n = counted(&app, all.len()))}</p>
            <ul class="day-list" role="list">{all.iter().map(line).collect::<Vec<_>>()}</ul>
        }
        .into_any()
    })
}

//! The weeks of a team: who takes part and how many weeks; then one plan after the other is worked out beside the page,
//! and taken over together or one by one.

mod shown;
mod work;

use std::sync::Arc;

use leptos::prelude::*;

use super::views::{self, View};
use crate::model::records::Cadence;
use crate::model::{Day, Id};
use crate::ports::background::Progress;
use crate::ports::stop::Stop;
use crate::ui::context::{App, use_app};
use crate::ui::day::head::DayHead;
use crate::ui::day::whose::people;
use crate::ui::day::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::visits::planner::{Agenda, Taken};

/// Weeks that can be chosen: the planner's most are twelve.
const WEEKS: [i32; 6] = [1, 2, 3, 4, 8, 12];

/// Days of a week.
const WEEK: i32 = 7;

/// The plan of one of them, or why there is none.
#[derive(Clone, Debug)]
struct Part {
    person: Id,
    name: String,
    made: Result<Arc<Agenda>, String>,
    /// Customers of others that are visited instead of them.
    taken: Vec<Taken>,
}

/// How far the plans are.
#[derive(Clone, Debug, Default)]
enum State {
    /// Nobody has asked.
    #[default]
    Idle,
    /// Whose plan is being worked out, which number it has among how many, and how far it is.
    Working(String, (usize, usize), Progress),
    /// They are there.
    Made(Vec<Part>),
}

/// The page.
#[component]
pub(super) fn TeamPage(day: Day) -> impl IntoView {
    let app = use_app();
    let first = day.max(app.zone().day_of(app.now()));
    view! {
        <DayHead title=t!(app, "team-title") all=true/>
        <div class="page-body page-narrow">
            {views::tabs(app, day, View::Team)}
            <Team first=first/>
        </div>
    }
}

#[component]
fn Team(first: Day) -> impl IntoView {
    let app = use_app();
    let everybody = app.peek(people);
    let chosen = RwSignal::new(everybody.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    let weeks = RwSignal::new(WEEKS[0].to_string());
    let state = RwSignal::new(State::default());
    let stop = StoredValue::new_local(Stop::default());
    on_cleanup(move || stop.with_value(Stop::press));
    let last = move || {
        let weeks: i32 = weeks.with(|weeks| weeks.parse().unwrap_or(WEEKS[0]));
        first.plus(WEEK * weeks - 1 - i32::try_from(first.weekday()).unwrap_or(0))
    };
    let start = Callback::new(move |()| {
        stop.with_value(Stop::press);
        stop.set_value(Stop::default());
        let ids: Vec<Id> = chosen.with_untracked(|chosen| chosen.iter().filter_map(|id| Id::parse(id)).collect());
        state.set(State::Working(String::new(), (0, ids.len()), Progress::default()));
        work::start(app, ids, (first, untrack(last)), stop.get_value(), state);
    });
    let drop_it = Callback::new(move |()| {
        stop.with_value(Stop::press);
        state.set(State::Idle);
    });
    let person = move |(id, name): (String, String)| {
        let mine = id.clone();
        let on = Memo::new(move |_| chosen.with(|chosen| chosen.contains(&mine)));
        let toggle = move |_| {
            chosen.update(|chosen| match chosen.iter().position(|one| *one == id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(id.clone()),
            });
        };
        view! {
            <label class="chip chip-check" class:chip-on=move || on.get()>
                <input class="only-heard" type="checkbox" prop:checked=move || on.get() on:change=toggle/>{name}
            </label>
        }
    };
    let options: Vec<(String, String)> = WEEKS
        .iter()
        .map(|weeks| {
            (weeks.to_string(), t!(app, "team-weeks", n = counted(&app, usize::try_from(*weeks).unwrap_or(0))))
        })
        .collect();
    let lacks = app.read(|desk| desk.book().all::<Cadence>().next().is_none());
    let is_working = Memo::new(move |_| state.with(|state| matches!(state, State::Working(..))));
    let body = move || {
        if is_working.get() {
            return working(app, state, drop_it);
        }
        state.with(|state| match state {
            State::Made(parts) => shown::parts(app, parts, first, drop_it),
            State::Idle | State::Working(..) => ().into_any(),
        })
    };
    view! {
        <section class="panel" aria-labelledby="team-ask">
            <div class="panel-head"><h2 id="team-ask">{t!(app, "team-ask")}</h2></div>
            <div class="form">
            <p class="second field-wide">{t!(app, "team-hint")}</p>
            {lacks.then(|| view! { <p class="field-wide">{t!(app, "coverage-no-cadence")}</p> })}
            <div class="field field-wide">
                <span class="field-label" id="team-people">{t!(app, "team-people")}</span>
                <div class="row" role="group" aria-labelledby="team-people">{everybody.into_iter().map(person).collect::<Vec<_>>()}</div>
            </div>
            <div class="field">
                <label class="field-label" for="team-weeks">{t!(app, "team-how-long")}</label>
                <Choose id="team-weeks" options=Signal::stored(options) value=weeks on_pick=Callback::new(move |picked| weeks.set(picked))/>
                <p class="field-hint">{move || t!(app, "team-span", from = words::day(app, first), to = words::day(app, last()))}</p>
            </div>
            </div>
            <div class="panel-foot">
                <button class="button button-primary" type="button" disabled=move || is_working.get() || chosen.with(Vec::is_empty) on:click=move |_| start.run(())>
                    <Icon name="route"/>{t!(app, "team-do")}
                </button>
            </div>
        </section>
        {body}
    }
}

/// Whose plan is being worked out, with the way to stop it.
fn working(app: App, state: RwSignal<State>, on_stop: Callback<()>) -> AnyView {
    // Each plan is one part of the whole.
    let done = move || {
        state.with(|state| match state {
            State::Working(_, (number, _), progress) => {
                #[expect(clippy::cast_precision_loss, reason = "steps of a search")]
                let share = progress.done as f64 / progress.total.max(1) as f64;
                f64::from(u32::try_from(*number).unwrap_or(0)) + share
            }
            _ => 0.0,
        })
    };
    let most = move || {
        state.with(|state| match state {
            State::Working(_, (_, of), _) => (*of).max(1),
            _ => 1,
        })
    };
    let said = move || {
        state.with(|state| match state {
            State::Working(name, (number, of), _) if !name.is_empty() => {
                t!(app, "team-working", name = name.as_str(), n = (number + 1).to_string(), of = of.to_string())
            }
            _ => t!(app, "propose-working"),
        })
    };
    view! {
        <div class="panel">
            <div class="progress">
                <progress class="progress-bar" max=most value=done aria-label=t!(app, "propose-working")></progress>
                <p class="field-hint" role="status">{said}</p>
            </div>
            <div class="panel-foot"><button class="button" type="button" on:click=move |_| on_stop.run(())>{t!(app, "cancel")}</button></div>
        </div>
    }
    .into_any()
}

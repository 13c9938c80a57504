//! A plan that the planner proposes, for the day or for the days until the weekend: made beside the page, shown with
//! its reasons, taken over as a whole or dropped.

pub(in crate::ui::day) mod asked;
pub(in crate::ui::day) mod shown;
mod trip;
mod work;

use leptos::prelude::*;

use crate::model::permission::Verb;
use crate::model::records::Cadence;
use crate::model::{Day, Id, Record};
use crate::ports::background::Progress;
use crate::ports::stop::Stop;
use crate::ui::context::{App, use_app};
use crate::ui::day::head::kept;
use crate::ui::day::planning::{State, working};
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::ui::route::Route;
use work::Wish;

/// Days of a week.
const WEEK: i32 = 7;

/// The last day of the week that a day is in.
fn until(day: Day) -> Day {
    day.plus(WEEK - 1 - i32::try_from(day.weekday()).unwrap_or(0))
}

/// The panel; nothing on days that are over.
#[component]
pub(super) fn Propose(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let today = app.zone().day_of(app.now());
    let state = RwSignal::new(State::default());
    let stop = StoredValue::new_local(Stop::default());
    let wishes = asked::wishes(app);
    on_cleanup(move || stop.with_value(Stop::press));
    let start = Callback::new(move |wish: Wish| {
        stop.with_value(Stop::press);
        stop.set_value(Stop::default());
        state.set(State::Working(Progress::default()));
        let wishes = wishes.get_untracked();
        let forced = wishes.forced().into_iter().chain(wish.forced).collect();
        let wish = Wish { forced, without: wishes.without, ..wish };
        work::start(app, person, wish, stop.get_value(), state);
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
            State::Made(agenda, ways) => {
                view! { {ways.line(app)}{shown::agenda(app, agenda, day, drop_it)}{trip::ideas(app, person, day, start)} }.into_any()
            }
            State::Failed(why) => failed(app, why, day, start),
            State::Idle | State::Working(_) => asks(app, day, start),
        })
    };
    (day >= today).then(|| {
        view! {
            <section class="panel" aria-labelledby="plan-propose">
                <div class="panel-head"><h2 id="plan-propose">{t!(app, "propose-title")}</h2></div>
                {asked::shown(app, wishes)}
                {body}
            </section>
        }
    })
}

/// Without a cadence nobody is ever due: that comes first.
fn no_cadence(app: App) -> AnyView {
    let href = app.of_page(|place| kept(place, Route::Coverage));
    let may = app.read(|desk| desk.book().permit(&desk.actor, Verb::Configure, Cadence::COLLECTION.key, None).is_ok());
    let way = may.then(|| {
        view! { <div class="panel-foot"><a class="button" href=move || href.get()>{t!(app, "propose-cadence")}</a></div> }
    });
    view! { <p class="second">{t!(app, "coverage-no-cadence")}</p>{way} }.into_any()
}

fn asks(app: App, day: Day, start: Callback<Wish>) -> AnyView {
    if app.read(|desk| desk.book().all::<Cadence>().next().is_none()) {
        return no_cadence(app);
    }
    let last = until(day);
    let week = (last > day).then(|| {
        let name = t!(app, "propose-week", day = words::day(app, last));
        view! { <button class="button" type="button" on:click=move |_| start.run(Wish::days(day, last))>{name}</button> }
    });
    view! {
        <p class="second">{t!(app, "propose-hint")}</p>
        <div class="panel-foot">
            <button class="button" type="button" on:click=move |_| start.run(Wish::days(day, day))><Icon name="route"/>{t!(app, "propose-day")}</button>
            {week}
        </div>
    }
    .into_any()
}

fn failed(app: App, why: &str, day: Day, start: Callback<Wish>) -> AnyView {
    let why = why.to_owned();
    view! { <p role="alert">{t!(app, "propose-failed", why = why)}</p>{asks(app, day, start)} }.into_any()
}

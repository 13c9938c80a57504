//! Plan against done, as a difference: what was planned and made is one figure, the rest is named.

use leptos::prelude::*;

use super::made;
use crate::control::day::done::{Line, Outcome};
use crate::model::records::Visit;
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::paper;
use crate::ui::day::stop::Stop;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// The panel.
#[component]
pub(super) fn Done(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let done = Memo::new(move |_| app.read(|desk| made(desk, person, day)));
    let count = move |number: u64| counted(&app, usize::try_from(number).unwrap_or(usize::MAX));
    let sum = move || {
        done.with(|done| {
            let share = done.completion().map(|share| t!(app, "sign-completion", rate = app.format().percent(share))).unwrap_or_default();
            let said = t!(app, "day-plan-done", done = count(done.done), planned = count(done.planned), more = count(done.unplanned));
            let effective = done.effective_rate().map(|rate| t!(app, "report-effective", rate = app.format().percent(rate)));
            view! { <p><strong class="num">{share}</strong>" "{said}</p>{effective.map(|said| view! { <p class="second">{said}</p> })} }
        })
    };
    let lines = move || {
        done.with(|done| {
            let differs = done.lines.iter().filter(|line| line.is_difference());
            differs.map(|line| difference(app, line)).collect::<Vec<_>>()
        })
    };
    let open = Memo::new(move |_| done.with(|done| !done.is_settled()));
    let warning = move || {
        open.get().then(
            || view! { <div class="notice notice-warning" role="status"><Icon name="alert"/><p>{t!(app, "report-unsettled")}</p></div> },
        )
    };
    view! {
        <section class="panel" aria-labelledby="report-done">
            <div class="panel-head"><h2 id="report-done">{t!(app, "report-done")}</h2>{paper::link(app)}</div>
            {sum}
            <ul class="day-list" role="list">{lines}</ul>
            {warning}
        </section>
    }
}

/// What was planned and not made, or made and not planned.
fn difference(app: App, line: &Line) -> AnyView {
    let stop = app.peek(|desk| Stop::read(desk, line.visit.id));
    let (name, reason) = stop.map(|stop| (stop.name, stop.reason)).unwrap_or_default();
    let status = |code: &str| words::choice(app, Visit::STATUS, code);
    let (class, what) = match line.outcome {
        Outcome::Done => ("tag", app.text("field-visits-unplanned", &[])),
        Outcome::Nobody => ("tag tag-warning", words::choice(app, Visit::FOUND, "nobody")),
        Outcome::UnderWay => ("tag tag-accent", status("under_way")),
        Outcome::Open => ("tag tag-loud", t!(app, "report-open")),
        Outcome::Missed => ("tag tag-bad", status("missed")),
        Outcome::Cancelled => ("tag", status("cancelled")),
        Outcome::Postponed(None) => ("tag", status("postponed")),
        Outcome::Postponed(Some(to)) => {
            ("tag", t!(app, "report-postponed", day = app.format().instant(to, &app.zone())))
        }
    };
    let href = Place::new(Route::Stop(line.visit.id)).href();
    let reason = reason.map(|reason| view! { " "<span class="second">{reason}</span> });
    view! { <li><a href=href>{name}</a>" "<span class=class>{what}</span>{reason}</li> }.into_any()
}

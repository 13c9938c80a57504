//! One person's day: plan and report side by side, progress, cost; signed or returned, and on to the next.

use leptos::prelude::*;

use super::Rows;
use crate::control::day::row::{Row, Stands};
use crate::control::day::{Paper, Sheet};
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::plan::gap::aim;
use crate::ui::day::plan::planned;
use crate::ui::day::report::text::{sections, shown};
use crate::ui::day::stop::{Stop, tags};
use crate::ui::day::whose::PERSON;
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::ui::sign::SignedPanel;

/// The panels.
#[component]
pub(super) fn Detail(person: Id, day: Memo<Day>, all: Rows) -> impl IntoView {
    let app = use_app();
    let row = Memo::new(move |_| all.with(|all| all.iter().find(|row| row.person == person).cloned()));
    let at = Memo::new(move |_| all.with(|all| all.iter().position(|row| row.person == person)));
    let step = move |by: isize, icon: &'static str, label: String| {
        let to = Memo::new(move |_| {
            let at = at.get()?.checked_add_signed(by)?;
            all.with(|all| all.get(at).map(|row| row.person))
        });
        let press = move |_| {
            if let Some(to) = to.get_untracked() {
                app.refine(&app.place.get_untracked().set(PERSON, Some(to.to_string())));
            }
        };
        view! { <button class="button button-icon" type="button" aria-label=label disabled=move || to.get().is_none() on:click=press><Icon name=icon/></button> }
    };
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()));
    let facts = move || row.with(|row| row.as_ref().map(|row| facts(app, row)));
    view! {
        <section class="panel" aria-labelledby="sign-day">
            <div class="panel-head">
                <h2 id="sign-day">{name}</h2>
                <span class="row">{step(-1, "up", t!(app, "sign-previous"))}{step(1, "down", t!(app, "sign-next"))}</span>
            </div>
            {facts}
        </section>
        <div class="sign-pair">
            {move || side(app, Paper::Plan, person, day.get(), row)}
            {move || side(app, Paper::Report, person, day.get(), row)}
        </div>
    }
}

/// What came of the day, and how far the targets are.
fn facts(app: App, row: &Row) -> AnyView {
    let rate = row.done.completion().map(|rate| t!(app, "sign-completion", rate = app.format().percent(rate)));
    let effective =
        row.done.effective_rate().map(|rate| t!(app, "report-effective", rate = app.format().percent(rate)));
    let cost = row.cost_per_visit.map(|cost| t!(app, "sign-cost", cost = app.format().money(cost, false)));
    let said: Vec<String> = [rate, effective, cost].into_iter().flatten().collect();
    let aims: Vec<_> = row.progress.iter().map(|progress| aim(app, progress)).collect();
    view! {
        <p class="second figures">{said.join(" \u{b7} ")}</p>
        <ul class="day-aims" role="list">{aims}</ul>
    }
    .into_any()
}

/// One of the two forms, with what was asked and the way to answer.
fn side(app: App, paper: Paper, person: Id, day: Day, row: Memo<Option<Row>>) -> AnyView {
    let stands = Memo::new(move |_| {
        row.with(|row| {
            let row = row.as_ref()?;
            let of: &Option<Stands> = if paper == Paper::Plan { &row.plan } else { &row.report };
            of.clone()
        })
    });
    let form = Memo::new(move |_| app.read(|desk| Sheet::find(desk.book(), paper, person, day)).map(|sheet| sheet.id));
    let (id, key) = match paper {
        Paper::Plan => ("pair-plan", "record-day_plans"),
        Paper::Report => ("pair-report", "record-day_reports"),
    };
    let content = move || match paper {
        Paper::Plan => plan(app, person, day),
        Paper::Report => {
            let said = app.read(|desk| sections(app, desk, person, day));
            if said.is_empty() {
                view! { <p class="second">{t!(app, "sign-no-report")}</p> }.into_any()
            } else {
                shown(app, &said)
            }
        }
    };
    view! {
        <div class="stack">
            <section class="panel" aria-labelledby=id>
                <div class="panel-head"><h2 id=id>{app.text(key, &[])}</h2><span class="row">{move || stands.with(|stands| words::standing(app, stands.as_ref()))}</span></div>
                {content}
            </section>
            {move || form.get().map(|form| view! { <SignedPanel id=form of=id/> })}
        </div>
    }
    .into_any()
}

fn plan(app: App, person: Id, day: Day) -> AnyView {
    let stops: Vec<Stop> =
        app.read(|desk| planned(desk, person, day).iter().filter_map(|visit| Stop::read(desk, visit.id)).collect());
    let line = |stop: &Stop| {
        let purposes = stop.purposes(app);
        let parts: Vec<String> =
            [Some(purposes), stop.aim.clone()].into_iter().flatten().filter(|text| !text.is_empty()).collect();
        view! {
            <li>
                <p class="row"><span class="num">{words::span(app, stop.starts, stop.ends)}</span><strong>{stop.name.clone()}</strong>{tags(app, stop)}</p>
                <p class="second">{parts.join(" \u{b7} ")}</p>
            </li>
        }
    };
    let lines: Vec<_> = stops.iter().map(line).collect();
    if lines.is_empty() {
        return view! { <p class="second">{t!(app, "plan-empty")}</p> }.into_any();
    }
    view! { <ol class="day-list" role="list">{lines}</ol> }.into_any()
}

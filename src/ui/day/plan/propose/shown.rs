//! A proposed plan as people read it: each day with its stops and why they are there; who has no day, and why not.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::records::Account;
use crate::model::{Day, Record};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::day::head::kept;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::planner::{Agenda, AgendaDay, AgendaStop, LeftOut, Rest, TakeOver, rest};
use crate::visits::route::Hindrance;
use crate::visits::wanted::WhyNot;

/// The plan, with the buttons that take it over or drop it.
pub(super) fn agenda(app: App, agenda: &Arc<Agenda>, day: Day, on_drop: Callback<()>) -> AnyView {
    let days: Vec<AnyView> = agenda.days.iter().map(|one| of_day(app, one, day)).collect();
    let some = agenda.days.iter().flat_map(|day| &day.stops).any(|stop| !stop.settled);
    let none = days.is_empty().then(|| view! { <p>{t!(app, "propose-none")}</p> });
    // Of a single day it says nothing.
    let weeks = agenda.days.iter().any(|one| one.day != day);
    let stretched = agenda.stretched.filter(|_| weeks).map(|thousandths| {
        let share = app.format().number(f64::from(thousandths) / 1_000.0, 1);
        view! { <p><span class="tag tag-warning">{t!(app, "propose-full")}</span>" "{t!(app, "propose-stretched", share = share)}</p> }
    });
    let freed = freed(app, agenda);
    let take = some.then(|| {
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
        {none}{stretched}{freed}
        {days}
        {left_out(app, &agenda.left_out)}
        <div class="panel-foot">
            {take}
            <button class="button" type="button" on:click=move |_| on_drop.run(())>{t!(app, "propose-drop")}</button>
        </div>
    }
    .into_any()
}

/// What was planned before and has no place any more: what becomes of each visit.
fn freed(app: App, agenda: &Agenda) -> Option<AnyView> {
    let all = app.peek(|desk| rest(desk.book(), &desk.zone, agenda, &[]));
    let line = |one: &Rest| {
        let name = app.peek(|desk| title::anywhere(desk.book(), one.account?)).unwrap_or_default();
        let before = words::clock(app, one.before);
        let text = if one.times.0 == one.before {
            t!(app, "propose-freed-stays", time = before)
        } else {
            t!(app, "propose-freed-moves", from = before, to = words::clock(app, one.times.0))
        };
        view! { <li><strong>{name}</strong>" "<span class="second">{text}</span></li> }
    };
    (!all.is_empty()).then(|| {
        view! {
            <p>{t!(app, "propose-freed", n = counted(&app, all.len()))}</p>
            <ul class="day-list" role="list">{all.iter().map(line).collect::<Vec<_>>()}</ul>
        }
        .into_any()
    })
}

fn of_day(app: App, day: &AgendaDay, first: Day) -> AnyView {
    let count = t!(app, "plan-count", n = counted(&app, day.stops.len()));
    let road = t!(app, "propose-road", time = words::length(app, day.road));
    let back = t!(app, "propose-back", time = words::clock(app, day.returns));
    let name = words::day(app, day.day);
    // Another day has a page of its own.
    let heading = if day.day == first {
        name.into_any()
    } else {
        let on = day.day;
        let href = app.of_page(move |place| kept(place, Route::DayPlan(Some(on))));
        view! { <a href=move || href.get()>{name}</a> }.into_any()
    };
    let stops: Vec<_> = day.stops.iter().map(|one| stop(app, one)).collect();
    view! {
        <div class="propose-day">
            <h3>{heading}</h3>
            <p class="second figures">{[count, road, back].join(" \u{b7} ")}</p>
            <ol class="day-lines" role="list">{stops}</ol>
        </div>
    }
    .into_any()
}

fn stop(app: App, stop: &AgendaStop) -> AnyView {
    let no_place = stop.place.is_none().then(|| view! { <span class="tag">{t!(app, "plan-no-place")}</span> });
    let href = Place::new(Route::Record(Account::COLLECTION.key, stop.unit.account)).href();
    view! {
        <li class="day-line">
            <span class="day-line-time num">{words::clock(app, stop.starts)}<span class="second">{words::clock(app, stop.ends)}</span></span>
            <div class="day-line-body">
                <p class="row"><a class="propose-name" href=href>{stop.name.clone()}</a>{no_place}</p>
                <p class="second">{words::reasons(app, &stop.reasons)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// Who has no day: first whom something hinders, then who need not be seen yet.
pub(in crate::ui::day) fn left_out(app: App, all: &[LeftOut]) -> Option<AnyView> {
    let is_calm = |one: &LeftOut| matches!(one.why, WhyNot::Early(_) | WhyNot::Scheduled(_));
    let line = |one: &LeftOut| {
        view! { <li><strong>{one.name.clone()}</strong>" "<span class="second">{why_not(app, &one.why)}</span></li> }
    };
    let (calm, hindered): (Vec<&LeftOut>, Vec<&LeftOut>) = all.iter().partition(|one| is_calm(one));
    let lines: Vec<_> = hindered.iter().chain(&calm).map(|one| line(one)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <details class="changed-since">
                <summary>{t!(app, "propose-left", n = counted(&app, lines.len()))}</summary>
                <ul class="day-list" role="list">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

pub(in crate::ui::day) fn why_not(app: App, why: &WhyNot) -> String {
    match why {
        WhyNot::Early(day) => t!(app, "why-not-early", day = words::day(app, *day)),
        WhyNot::Scheduled(day) => t!(app, "why-not-scheduled", day = words::day(app, *day)),
        WhyNot::NoHours => t!(app, "why-not-hours"),
        WhyNot::CannotFit => t!(app, "why-not-fit"),
        WhyNot::Excluded => t!(app, "why-not-wanted"),
        WhyNot::NoDays => t!(app, "why-not-days"),
        WhyNot::Hindered(Hindrance::NoDay) => t!(app, "why-not-open"),
        WhyNot::Hindered(Hindrance::Nobody) => t!(app, "why-not-worked"),
        WhyNot::Hindered(Hindrance::TooLong) => t!(app, "why-not-long"),
        WhyNot::Hindered(Hindrance::TooFar) => t!(app, "why-not-far"),
        WhyNot::Hindered(Hindrance::Full) => t!(app, "why-not-full"),
        WhyNot::Hindered(Hindrance::Dear) => t!(app, "why-not-dear"),
    }
}

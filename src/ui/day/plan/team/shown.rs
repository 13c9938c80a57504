//! The plans of a team as people read them: of each person what it amounts to, who is left out, whose customers they
//! take and why; the whole of it taken over as one act, or one by one.

use leptos::prelude::*;

use super::super::propose::shown::left_out;
use super::super::views::{View, plan_of};
use super::Part;
use crate::model::{Day, Id};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::visits::planner::{Agenda, Instead, TakeOver, TakeOverTeam, Taken};

/// What there is to take over of a plan.
fn is_some(agenda: &Agenda) -> bool {
    agenda.days.iter().flat_map(|day| &day.stops).any(|stop| !stop.settled)
}

/// All plans, with the buttons that take them over or drop them.
pub(super) fn parts(app: App, parts: &[Part], first: Day, on_drop: Callback<()>) -> AnyView {
    // Who has been taken over by themselves.
    let done = RwSignal::new(Vec::<Id>::new());
    let cards: Vec<AnyView> = parts.iter().map(|one| card(app, one, first, done)).collect();
    let made: Vec<Agenda> = parts.iter().filter_map(|one| Some((**one.made.as_ref().ok()?).clone())).collect();
    let left = StoredValue::new(made.into_iter().filter(is_some).collect::<Vec<_>>());
    let all_done =
        Memo::new(move |_| done.with(|done| left.with_value(|left| left.iter().all(|one| done.contains(&one.person)))));
    let take = move |_| {
        let open = |agenda: &&Agenda| done.with_untracked(|done| !done.contains(&agenda.person));
        let agendas: Vec<Agenda> = left.with_value(|left| left.iter().filter(open).cloned().collect());
        // A refusal has been said by the act itself.
        if app.act(&TakeOverTeam { agendas }).is_ok() {
            on_drop.run(());
        }
    };
    view! {
        <section class="panel" aria-labelledby="team-made">
            <div class="panel-head"><h2 id="team-made">{t!(app, "team-made")}</h2></div>
            <ul class="stack" role="list">{cards}</ul>
            <div class="panel-foot">
                <button class="button button-primary" type="button" disabled=move || all_done.get() on:click=take><Icon name="check"/>{t!(app, "team-take")}</button>
                <button class="button" type="button" on:click=move |_| on_drop.run(())>{t!(app, "propose-drop")}</button>
            </div>
        </section>
    }
    .into_any()
}

fn card(app: App, part: &Part, first: Day, done: RwSignal<Vec<Id>>) -> AnyView {
    let person = part.person;
    let href = plan_of(person, View::Week, first);
    let agenda = match &part.made {
        Ok(agenda) => agenda.clone(),
        Err(why) => {
            let why = t!(app, "propose-failed", why = why.as_str());
            return view! { <li class="propose-day"><h3><a href=href>{part.name.clone()}</a></h3><p role="alert">{why}</p></li> }.into_any();
        }
    };
    let sums = agenda.sums();
    let parts = [
        t!(app, "team-days", n = counted(&app, sums.days)),
        t!(app, "plan-count", n = counted(&app, sums.visits)),
        t!(app, "team-with", time = words::length(app, sums.with_customers)),
        t!(app, "propose-road", time = words::length(app, sums.road)),
    ];
    let hindered = (sums.left_out > 0).then(|| {
        view! { <span class="tag tag-warning">{t!(app, "propose-left", n = counted(&app, sums.left_out))}</span> }
    });
    let stretched = agenda.stretched.map(|thousandths| {
        let share = app.format().number(f64::from(thousandths) / 1_000.0, 1);
        view! { <p class="second">{t!(app, "propose-stretched", share = share)}</p> }
    });
    let command = TakeOver { agenda: (*agenda).clone(), days: Vec::new() };
    let take = is_some(&agenda).then(|| {
        let label = t!(app, "team-take-of", name = part.name.as_str());
        let press = move |_| {
            if app.act(&command).is_ok() {
                done.update(|done| done.push(person));
            }
        };
        let is_done = Memo::new(move |_| done.with(|done| done.contains(&person)));
        view! { <button class="button" type="button" aria-label=label disabled=move || is_done.get() on:click=press>{t!(app, "propose-take")}</button> }
    });
    view! {
        <li class="propose-day">
            <div class="row"><h3><a href=href>{part.name.clone()}</a></h3>{hindered}<span class="push">{take}</span></div>
            <p class="second figures">{parts.join(" \u{b7} ")}</p>
            {stretched}
            {taken(app, &part.taken)}
            {left_out(app, &agenda.left_out)}
        </li>
    }
    .into_any()
}

/// Customers of others, each with whose it is and why somebody else comes.
fn taken(app: App, all: &[Taken]) -> Option<AnyView> {
    let line = |one: &Taken| {
        let name = app.peek(|desk| title::anywhere(desk.book(), one.from)).unwrap_or_default();
        let why = match one.why {
            Instead::Arranged => t!(app, "team-arranged", name = name),
            Instead::Away => t!(app, "team-away", name = name),
            Instead::Full => t!(app, "team-full", name = name),
            Instead::Even => t!(app, "team-even", name = name),
        };
        view! { <li><strong>{one.name.clone()}</strong>" "<span class="second">{why}</span></li> }
    };
    (!all.is_empty()).then(|| {
        view! {
            <details class="changed-since">
                <summary>{t!(app, "team-taken", n = counted(&app, all.len()))}</summary>
                <ul class="day-list" role="list">{all.iter().map(line).collect::<Vec<_>>()}</ul>
            </details>
        }
        .into_any()
    })
}

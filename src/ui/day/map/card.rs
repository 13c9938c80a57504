//! What is known of whom was pressed on a map: when, why, and what can be done about it.

use leptos::prelude::*;

use super::state::{Pick, Shown};
use super::{Acting, due};
use crate::model::records::Account;
use crate::model::{Day, Id, Record};
use crate::ui::context::{App, use_app};
use crate::ui::day::today::CallActs;
use crate::ui::day::words;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::cadence::Unit;
use crate::visits::map::{Mark, Other};
use crate::visits::wanted::reasons;

/// The card; nothing where nothing was pressed.
pub(super) fn card(
    shown: Shown,
    acting: Signal<Option<Acting>>,
    is_today: bool,
) -> impl Fn() -> Option<AnyView> + Copy {
    move || {
        let pick = shown.open.get()?;
        let (title, body) = match &pick {
            Pick::Stop(visit) => stop(shown, *visit, is_today)?,
            Pick::Other(unit) => other(shown, *unit, acting)?,
            Pick::Several(all) => several(shown, all),
        };
        let app = use_app();
        Some(
            view! {
                <div class="map-card" role="group" aria-label=title.clone()>
                    <div class="row map-card-head">
                        <strong>{title.clone()}</strong>
                        <button class="button button-icon button-quiet push" type="button" aria-label=t!(app, "close") on:click=move |_| shown.open.set(None)><Icon name="close"/></button>
                    </div>
                    {body}
                </div>
            }
            .into_any(),
        )
    }
}

/// The visit of a mark, with its day.
fn mark(shown: Shown, visit: Id) -> Option<(Day, Mark)> {
    shown.map.with(|map| {
        let stops = map.routes.iter().flat_map(|route| route.stops.iter().map(|stop| (route.day, stop)));
        stops.into_iter().find(|(_, stop)| stop.visit == visit).map(|(day, stop)| (day, stop.clone()))
    })
}

fn one_of(shown: Shown, unit: Unit) -> Option<Other> {
    shown.map.with(|map| map.others.iter().find(|other| other.unit == unit).cloned())
}

fn account(app: App, unit: Unit) -> AnyView {
    let href = Place::new(Route::Record(Account::COLLECTION.key, unit.account)).href();
    view! { <a class="button" href=href><Icon name="account"/>{t!(app, "daymap-account")}</a> }.into_any()
}

fn stop(shown: Shown, visit: Id, is_today: bool) -> Option<(String, AnyView)> {
    let app = use_app();
    let (day, mark) = mark(shown, visit)?;
    let when = [words::day(app, day), words::span(app, Some(mark.times.0), Some(mark.times.1))].join(" \u{b7} ");
    let today = app.zone().day_of(app.now());
    let why = mark.unit.map(|unit| {
        let why = app.peek(|desk| reasons(desk.book(), &desk.zone, (unit.account, unit.site), today));
        view! { <p class="second">{words::reasons(app, &why)}</p> }
    });
    let page = Place::new(Route::Stop(visit)).href();
    let call =
        mark.unit.filter(|_| is_today).map(|unit| view! { <CallActs account=Some(unit.account) site=unit.site/> });
    let body = view! {
        <p class="num">{when}</p>
        {why}
        <div class="row">
            <a class="button" href=page><Icon name="file"/>{t!(app, "daymap-visit")}</a>
            {mark.unit.map(|unit| account(app, unit))}
            {call}
        </div>
    };
    Some((mark.name, body.into_any()))
}

fn other(shown: Shown, unit: Unit, acting: Signal<Option<Acting>>) -> Option<(String, AnyView)> {
    let app = use_app();
    let other = one_of(shown, unit)?;
    let class = other.class.as_deref().map(|code| {
        let field = &Account::COLLECTION.fields[Account::CLASS];
        let class = field::choice(&app, Account::COLLECTION.key, field, code);
        view! { <span class="tag">{t!(app, "why-class", class = class)}</span> }
    });
    let is_chosen = move || shown.chosen.with(|chosen| chosen.contains(&unit));
    let choose = move || {
        acting.with(Option::is_some).then(|| {
            let name = if is_chosen() { t!(app, "daymap-unchoose") } else { t!(app, "daymap-choose") };
            view! { <button class="button" type="button" on:click=move |_| shown.choose(unit, !is_chosen())>{name}</button> }
        })
    };
    let body = view! {
        <p class="row">{class}<span class="second">{due(app, other.due)}</span></p>
        <div class="row">{account(app, unit)}{choose}</div>
    };
    Some((other.name, body.into_any()))
}

/// Several on one spot: each by its name.
fn several(shown: Shown, all: &[Pick]) -> (String, AnyView) {
    let app = use_app();
    let line = |pick: &Pick| {
        let name = match pick {
            Pick::Stop(visit) => mark(shown, *visit)
                .map(|(_, mark)| [mark.number.to_string(), mark.name, words::clock(app, mark.times.0)].join(" ")),
            Pick::Other(unit) => one_of(shown, *unit).map(|other| other.name),
            Pick::Several(_) => None,
        };
        let pick = pick.clone();
        name.map(|name| view! { <li><button class="map-stop" type="button" on:click=move |_| shown.show(pick.clone())>{name}</button></li> })
    };
    let lines: Vec<_> = all.iter().filter_map(line).collect();
    let title = t!(app, "daymap-several", n = crate::ui::parts::count::counted(&app, lines.len()));
    (title, view! { <ul class="map-several" role="list">{lines}</ul> }.into_any())
}

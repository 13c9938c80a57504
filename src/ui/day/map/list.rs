//! What a map shows, as lists: each day with its stops, other customers, and whom it cannot show. So all of it is
//! reached by keys and heard.

use leptos::prelude::*;

use super::state::{Pick, Shown};
use super::{Acting, due};
use crate::model::records::{Account, Site};
use crate::model::{Day, Record};
use crate::ui::context::{App, use_app};
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::route::{Place, Route};
use crate::visits::map::{Mark, Other, PATTERNS, Route as Way, Unplaced, slot};

/// Other customers that are listed at once.
const LISTED: usize = 40;

/// The lists.
pub(super) fn lists(shown: Shown, acting: Signal<Option<Acting>>) -> AnyView {
    let app = use_app();
    let days = move || shown.map.with(|map| map.routes.iter().map(|route| day(shown, route)).collect::<Vec<_>>());
    let listed = RwSignal::new(LISTED);
    let others = move || {
        let most = listed.get();
        shown.map.with(|map| map.others.iter().take(most).map(|one| other(shown, one, acting)).collect::<Vec<_>>())
    };
    let count = Memo::new(move |_| shown.map.with(|map| map.others.len()));
    let more = move || {
        let left = count.get().saturating_sub(listed.get());
        (left > 0).then(|| {
            view! { <button class="button" type="button" on:click=move |_| listed.update(|listed| *listed += LISTED)>{t!(app, "pool-more", n = counted(&app, left))}</button> }
        })
    };
    let some = Memo::new(move |_| count.get() > 0);
    let rest = move || {
        some.get().then(|| {
            view! {
                <details class="map-rest">
                    <summary>{move || t!(app, "daymap-others", n = counted(&app, count.get()))}</summary>
                    <ul role="list">{others}</ul>
                    {more}
                </details>
            }
        })
    };
    view! { {days}{rest}{move || shown.map.with(|map| unplaced(app, &map.unplaced))} }.into_any()
}

/// A line in the colour and the pattern of a day.
fn sample(day: Day) -> AnyView {
    let slot = slot(day);
    let pattern: Vec<String> = PATTERNS[usize::from(slot) - 1].iter().map(ToString::to_string).collect();
    view! {
        <svg class=format!("map-sample ink-{slot}") viewBox="0 0 32 8" aria-hidden="true"><path d="M0 4h32" stroke-dasharray=pattern.join(" ")></path></svg>
    }
    .into_any()
}

/// A day; its name makes it stand out on the map.
fn day(shown: Shown, route: &Way) -> AnyView {
    let (app, day) = (use_app(), route.day);
    let is_lit = move || shown.lit.get() == Some(day);
    let press = move |_| shown.lit.update(|lit| *lit = Some(day).filter(|day| *lit != Some(*day)));
    let stops: Vec<_> = route.stops.iter().map(|mark| stop(shown, mark, day)).collect();
    view! {
        <section class="map-day">
            <button class="map-lit" type="button" aria-pressed=move || is_lit().to_string() on:click=press>
                {sample(day)}<span>{words::day(app, day)}</span>
                <span class="second num">{t!(app, "plan-count", n = counted(&app, route.stops.len()))}</span>
            </button>
            <ol role="list">{stops}</ol>
        </section>
    }
    .into_any()
}

fn stop(shown: Shown, mark: &Mark, day: Day) -> AnyView {
    let (app, pick) = (use_app(), Pick::Stop(mark.visit));
    let no_place = mark.point.is_none().then(|| view! { <span class="tag">{t!(app, "plan-no-place")}</span> });
    let class = format!("map-number num ink-{}", slot(day));
    view! {
        <li><button class="map-stop" type="button" on:click=move |_| shown.show(pick.clone())>
            <span class=class><span>{mark.number.to_string()}</span></span>
            <span class="map-name">{mark.name.clone()}</span>{no_place}
            <span class="second num push">{words::clock(app, mark.times.0)}</span>
        </button></li>
    }
    .into_any()
}

fn other(shown: Shown, other: &Other, acting: Signal<Option<Acting>>) -> AnyView {
    let (app, unit) = (use_app(), other.unit);
    let name = other.name.clone();
    let is_chosen = move || shown.chosen.with(|chosen| chosen.contains(&unit));
    let label = t!(app, "daymap-choose-of", name = name.as_str());
    let choose = move || {
        let label = label.clone();
        acting.with(Option::is_some).then(|| {
            view! { <label class="map-check"><input type="checkbox" aria-label=label prop:checked=is_chosen on:change=move |event| shown.choose(unit, event_target_checked(&event))/></label> }
        })
    };
    let class = if other.is_wanting() { "small warning push" } else { "small second push" };
    view! {
        <li class="map-other">{choose}<button class="map-stop" type="button" on:click=move |_| shown.show(Pick::Other(unit))>
            <span class="map-name">{name}</span><span class=class>{due(app, other.due)}</span>
        </button></li>
    }
    .into_any()
}

/// Whom the map cannot show: each leads to where its place is set.
fn unplaced(app: App, all: &[Unplaced]) -> Option<AnyView> {
    let line = |one: &Unplaced| {
        let route = match one.unit.site {
            Some(site) => Route::Record(Site::COLLECTION.key, site),
            None => Route::Record(Account::COLLECTION.key, one.unit.account),
        };
        view! { <li><a href=Place::new(route).href()>{one.name.clone()}</a></li> }
    };
    (!all.is_empty()).then(|| {
        view! {
            <details class="map-rest">
                <summary>{t!(app, "daymap-unplaced", n = counted(&app, all.len()))}</summary>
                <p class="second small">{t!(app, "daymap-unplaced-hint")}</p>
                <ul role="list">{all.iter().take(LISTED).map(line).collect::<Vec<_>>()}</ul>
            </details>
        }
        .into_any()
    })
}

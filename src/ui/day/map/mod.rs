//! The map of a person's days, drawn on the device: sites, areas and routes, without anything fetched. Lists beside
//! it say the same. It folds; whether it is open stands in the address.

mod card;
mod chosen;
mod draw;
mod inks;
mod list;
mod names;
mod pointer;
mod state;
mod tiles;

use leptos::ev;
use leptos::prelude::*;

use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::page::matches;
use crate::ui::parts::theme::Theme;
use crate::visits::cycle::Due;
use crate::visits::map::Map;
use pointer::{Hand, TIMES};
use state::Shown;

/// Name in the address of whether it is open, and the values.
pub(in crate::ui::day) const MAP: &str = "map";
const OPEN: &str = "yes";
const SHUT: &str = "no";
/// From this width on there is room for it beside the page (`style/parts/map.css`).
const WIDE: &str = "(width >= 80rem)";
/// Longest bar that says how far things are apart, in pixels.
const BAR: f64 = 110.0;

/// Whom a visit can be planned for from the map, and on which days.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::day) struct Acting {
    /// Who visits.
    pub(in crate::ui::day) person: Id,
    /// The days that are still to come.
    pub(in crate::ui::day) days: Vec<Day>,
}

/// The map.
#[component]
pub(in crate::ui::day) fn DayMap(
    /// What it shows; worked out where it is open.
    map: Memo<Map>,
    /// For whom visits can be planned.
    #[prop(into)]
    acting: Signal<Option<Acting>>,
    /// Whether it stands beside the page where there is room: then it is open from the start.
    #[prop(optional)]
    beside: bool,
    /// Whether it is about today: then customers are called and found from it.
    #[prop(optional)]
    is_today: bool,
) -> impl IntoView {
    let app = use_app();
    let usual = beside && matches(WIDE);
    let is_open = app.of_page(move |place| place.get(MAP).map_or(usual, |asked| asked == OPEN));
    let press = move |_| {
        let asked = if is_open.get_untracked() { SHUT } else { OPEN };
        app.refine(&app.place.get_untracked().set(MAP, Some(asked.to_owned())));
    };
    let name = move || if is_open.get() { t!(app, "daymap-shut") } else { t!(app, "daymap-open") };
    let body = move || is_open.get().then(|| view! { <Body map=map acting=acting is_today=is_today/> });
    view! {
        <section class="panel map-panel" aria-labelledby="day-map">
            <div class="panel-head">
                <h2 id="day-map">{t!(app, "daymap-title")}</h2>
                <button class="button button-quiet push" type="button" aria-expanded=move || is_open.get().to_string() on:click=press><Icon name="area"/>{name}</button>
            </div>
            {body}
        </section>
    }
}

#[component]
fn Body(map: Memo<Map>, acting: Signal<Option<Acting>>, is_today: bool) -> impl IntoView {
    let app = use_app();
    let shown = Shown::new(map);
    let hand = Hand::new(shown);
    let resize = window_event_listener(ev::resize, move |_| shown.measure());
    on_cleanup(move || resize.remove());
    StoredValue::new_local(Theme::listen(move || shown.draw_anew()));
    // Parts of the view listen: an effect may be lost where the page came late.
    let drawn = move || {
        shown.track();
        shown.draw_soon();
    };
    // Where there was nothing to show before, it is fitted once there is.
    let measured = move || {
        shown.window.track();
        let is_empty = shown.map.with(|map| map.points().is_empty());
        request_animation_frame(move || {
            shown.measure();
            if !is_empty && shown.view.try_get_untracked().is_some_and(|view| view.is_none()) {
                shown.fit();
            }
        });
    };
    let summary = Memo::new(move |_| shown.map.with(|map| summary(app, map)));
    let lasso = move || {
        acting.with(Option::is_some).then(|| {
            view! {
                <button class="button" type="button" aria-pressed=move || shown.lassoing.get().to_string()
                    on:click=move |_| shown.lassoing.update(|on| *on = !*on)>{t!(app, "daymap-lasso")}</button>
            }
        })
    };
    let bar = Memo::new(move |_| shown.view.get().map(|view| view.bar(BAR)));
    let length = move || bar.get().map(|bar| words(app, bar.metres));
    let width = move || format!("{}px", bar.get().map_or(0.0, |bar| bar.pixels));
    view! {
        <div class="map-body">
            <div class="map-frame">
                <div class="map-window" class:map-lassoing=move || shown.lassoing.get() node_ref=shown.window tabindex="0" role="group"
                    aria-label=t!(app, "daymap-keys") on:keydown=move |event| hand.key(&event)
                    on:pointerdown=move |event| hand.down(&event) on:pointermove=move |event| hand.moved(&event)
                    on:pointerup=move |event| hand.up(&event) on:pointercancel=move |_| hand.cancel()
                    on:wheel=move |event| hand.wheel(&event)>
                    {tiles::layer(shown)}
                    <canvas class="map-canvas" node_ref=shown.canvas role="img" aria-label=move || summary.get()></canvas>
                    {inks::swatches()}
                </div>
                <div class="map-foot" aria-hidden="true"><span class="map-bar num" style=("--w", width)>{length}</span><span class="map-north"><Icon name="up" class="icon-small"/>{t!(app, "daymap-north")}</span></div>
                <div class="map-acts">
                    <button class="button button-icon" type="button" aria-label=t!(app, "sketch-in") on:click=move |_| shown.magnify(TIMES)><Icon name="plus"/></button>
                    <button class="button button-icon" type="button" aria-label=t!(app, "sketch-out") on:click=move |_| shown.magnify(1.0 / TIMES)><Icon name="minus"/></button>
                    <button class="button" type="button" on:click=move |_| shown.fit()>{t!(app, "daymap-fit")}</button>
                    {lasso}
                </div>
                {card::card(shown, acting, is_today)}
            </div>
            <div class="map-side">
                <p class="second">{move || summary.get()}</p>
                {chosen::chosen(shown, acting)}
                {list::lists(shown, acting)}
            </div>
            {drawn}{measured}
        </div>
    }
}

/// What the map shows, in words.
fn summary(app: App, map: &Map) -> String {
    let stops = map.routes.iter().map(|route| route.stops.len()).sum();
    let late = map.others.iter().filter(|other| other.is_wanting()).count();
    let count = |number: usize| counted(&app, number);
    let mut parts = vec![t!(app, "daymap-others", n = count(map.others.len()))];
    if stops > 0 {
        parts.insert(0, t!(app, "plan-count", n = count(stops)));
    }
    if late > 0 {
        parts.push(t!(app, "daymap-late", n = count(late)));
    }
    let blank = map.regions.iter().filter(|region| region.is_blank).count();
    if blank > 0 {
        parts.push(t!(app, "daymap-blank", n = count(blank)));
    }
    if !map.unplaced.is_empty() {
        parts.push(t!(app, "daymap-unplaced", n = count(map.unplaced.len())));
    }
    parts.join(" \u{b7} ")
}

/// A length on the ground in words.
fn words(app: App, metres: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on the Earth")]
    let whole = metres.round() as u64;
    super::words::metres(app, whole)
}

/// When a visit is due, in words.
fn due(app: App, due: Option<Due>) -> Option<String> {
    Some(match due? {
        Due::Overdue(days) => t!(app, "why-overdue", n = counted(&app, usize::try_from(days).unwrap_or(0))),
        Due::Never => t!(app, "why-never"),
        Due::Now(day) => t!(app, "why-by", day = app.format().day(day)),
        Due::From(day) => t!(app, "why-not-early", day = super::words::day(app, day)),
    })
}

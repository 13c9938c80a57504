//! What became of the pipeline between two moments: the way from one sum to the other, each figure of
//! which shows its deals.

use std::sync::Arc;

use leptos::prelude::*;

use super::moved::Moved;
use super::state::{Times, today};
use crate::book::Moment;
use crate::model::Day;
use crate::pipeline::movement::{Change, Movement, Part, Picture, movement};
use crate::query::MoneyBag;
use crate::ui::board::state::{Same, use_board};
use crate::ui::parts::money;

/// Two pictures, and what happened between them.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    /// The earlier one.
    pub(super) before: Picture,
    /// The later one.
    pub(super) after: Picture,
    /// What happened.
    pub(super) movement: Movement,
    /// The day of the earlier.
    pub(super) from: Day,
    /// The day of the later.
    pub(super) to: Day,
}

/// The comparison, where a day to compare with is chosen.
#[component]
pub(super) fn Compare() -> impl IntoView {
    let state = use_board();
    let (app, times) = (state.app, state.times());
    let compared = Memo::new(move |_| {
        let query = state.query.get()?;
        let (at, with) = (times.at.get(), times.with.get()?);
        let now = today(app);
        let (from, to) = if with <= at.unwrap_or(now) { (Some(with), at) } else { (at, Some(with)) };
        let moment = |day: Option<Day>| day.map_or(Moment::Now, |day| times.end_of(day));
        let picture = |day: Option<Day>| {
            app.read(|desk| {
                times.scan(desk, moment(day), |scan| Some(Picture::of(scan, query.pipeline, &query.filter)))
            })
        };
        let (before, after) = (picture(from)?, picture(to)?);
        let movement = movement(&before, &after);
        let day = |day: Option<Day>| day.unwrap_or(now);
        Some(Same(Arc::new(Compared { before, after, movement, from: day(from), to: day(to) })))
    });
    move || compared.get().map(|compared| view! { <Shown compared=compared.0/> })
}

#[component]
fn Shown(compared: Arc<Compared>) -> impl IntoView {
    let times = use_board().times();
    let app = times.app;
    let day = |day: Day| app.format().day(day);
    let title = t!(app, "time-between", from = day(compared.from), to = day(compared.to));
    let movement = &compared.movement;
    let heading = title.clone();
    let ends = |what: String, part: &Part| {
        view! { <tr class="time-end"><th scope="row">{what}</th><td class="cell-num">{money::count(&app, part.rows.len())}</td><td class="cell-num">{money::bag(&app, &part.money)}</td></tr> }
    };
    let first = ends(t!(app, "time-open-on", day = day(compared.from)), &movement.before);
    let last = ends(t!(app, "time-open-on", day = day(compared.to)), &movement.after);
    let counted = movement.parts.iter().filter(|(change, _)| change.counts());
    let counted = counted.map(|(change, part)| line(times, *change, part)).collect_view();
    let others = movement.parts.iter().filter(|(change, _)| !change.counts());
    let others = others.map(|(change, part)| line(times, *change, part)).collect_view();
    let compared = StoredValue::new(compared);
    view! {
        <div class="time-compare">
            <div class="table-wrap" role="region" tabindex="0" aria-label=title>
                <table class="table time-table">
                    <caption>{heading}</caption>
                    <thead><tr><th scope="col">{t!(app, "time-what")}</th><th class="cell-num" scope="col">{t!(app, "time-deals")}</th><th class="cell-num" scope="col">{t!(app, "time-value")}</th></tr></thead>
                    <tbody>{first}{counted}{last}</tbody>
                    <tbody>{others}</tbody>
                </table>
            </div>
            {move || times.change.get().map(|change| view! { <Moved compared=compared change=change/> })}
        </div>
    }
}

/// One change: its figure shows its deals.
fn line(times: Times, change: Change, part: &Part) -> AnyView {
    let app = times.app;
    let name = word(times, change);
    let count = money::count(&app, part.rows.len());
    let is_shown = move || times.change.get() == Some(change);
    let press = move |_| times.set("change", (!is_shown()).then(|| change.name().to_owned()));
    let label = t!(app, "time-show", what = name.as_str(), n = count.as_str());
    let figure = if part.rows.is_empty() {
        view! { <span>{count}</span> }.into_any()
    } else {
        view! { <button class="link" type="button" aria-label=label aria-expanded=move || is_shown().to_string() on:click=press>{count}</button> }
            .into_any()
    };
    let sum = if part.rows.is_empty() { String::new() } else { signed(times, change, &part.money) };
    let class = match change {
        Change::Came | Change::Grew | Change::Won => "is-good",
        Change::Lost => "is-bad",
        _ => "",
    };
    view! {
        <tr data-change=change.name()><th scope="row"><span class=class aria-hidden="true">{sign(change)}</span>" "{name}</th><td class="cell-num">{figure}</td><td class="cell-num">{sum}</td></tr>
    }
    .into_any()
}

/// What a change is called.
pub(super) fn word(times: Times, change: Change) -> String {
    times.app.text(
        match change {
            Change::Came => "time-came",
            Change::Won => "time-won",
            Change::Lost => "time-lost",
            Change::Held => "time-held",
            Change::Left => "time-left",
            Change::Grew => "time-grew",
            Change::Shrank => "time-shrank",
            Change::Moved => "time-moved",
            Change::Slipped => "time-slipped",
        },
        &[],
    )
}

fn sign(change: Change) -> &'static str {
    match change {
        Change::Came | Change::Grew => "+",
        Change::Moved | Change::Slipped => "→",
        _ => "−",
    }
}

/// A sum with its sign, where it is part of the way from one sum to the other.
fn signed(times: Times, change: Change, money: &MoneyBag) -> String {
    let sum = money::bag(&times.app, money);
    let grows = money.sums().iter().all(|(_, minor)| *minor >= 0);
    if change.counts() && grows { ["+", &sum].concat() } else { sum }
}

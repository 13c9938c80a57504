//! Columns over time, drawn from zero; each is a link to its rows.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::words;
use crate::kpi::chart::{Chart, Figure, Mark, Subject};
use crate::kpi::scale::{self, BASE, LEFT};
use crate::ui::context::{App, use_app};
use crate::ui::route::Place;

/// Most texts below the columns.
const TEXTS: usize = 12;

/// Columns that the text of a year spans.
const YEAR_SLOTS: usize = 2;

/// A height above the axis at which texts stand.
const ABOVE: f64 = 6.0;

fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

/// The drawing.
#[component]
pub(super) fn Columns(
    /// Id of its name.
    id: &'static str,
    /// What it shows.
    #[prop(into)]
    chart: Signal<Chart>,
    /// Whether a line marks the value over all.
    #[prop(default = false)]
    reference: bool,
) -> impl IntoView {
    let app = use_app();
    move || {
        chart.with(|chart| {
            let ticks = scale::ticks(chart.max(), 4);
            let most = ticks.last().copied().unwrap_or_default();
            let sizes: Vec<f64> = chart.marks.iter().map(Mark::size).collect();
            let drawn = scale::columns(&sizes, most);
            let unit = chart.marks.iter().find_map(|mark| mark.value);
            let marks =
                chart.marks.iter().zip(drawn).enumerate().map(|(at, (one, column))| mark(app, chart, at, one, column));
            let line = chart.all.value.filter(|_| reference).map(|value| {
                let y = scale::at(value.size(), most);
                view! { <line class="reference-line" x1=percent(LEFT) x2="100%" y1=y y2=y></line> }
            });
            view! {
                <svg class="plot" height="264" role="group" aria-labelledby=id>
                    {ticks.iter().map(|tick| grid(app, unit, *tick, most)).collect::<Vec<_>>()}
                    {marks.collect::<Vec<_>>()}
                    {line}
                </svg>
            }
        })
    }
}

fn grid(app: App, unit: Option<Figure>, tick: f64, most: f64) -> AnyView {
    let y = scale::at(tick, most);
    let class = if tick > 0.0 { "grid-line" } else { "axis-line" };
    let text =
        unit.map(|unit| if tick > 0.0 { words::short(&app, unit.like(tick)) } else { app.format().number(0.0, 0) });
    view! {
        <line class=class x1=percent(LEFT) x2="100%" y1=y y2=y></line>
        <text class="axis-text text-end" x=percent(LEFT - 1.2) y=y + 4.0>{text}</text>
    }
    .into_any()
}

fn mark(app: App, chart: &Chart, at: usize, mark: &Mark, column: scale::Column) -> AnyView {
    let place = words::rows(&mark.rows);
    let name = words::subject(&app, &mark.of);
    let label =
        t!(app, "chart-mark", name = name, value = words::value(&app, mark), n = words::counted(&app, mark.base));
    let few = chart.marks.len() <= TEXTS;
    let key = chart.key_marks().contains(&Some(at));
    let value = mark.value.filter(|value| (few || key) && value.size() > 0.0).map(|value| {
        // The last one would stand out of the drawing.
        let last = at + 1 == chart.marks.len() && !few;
        let class = match (key, last) {
            (true, true) => "mark-text text-end mark-text-key",
            (true, false) => "mark-text text-middle mark-text-key",
            _ => "mark-text text-middle",
        };
        let x = if last { column.slot.0 + column.slot.1 } else { column.middle };
        let text = words::short(&app, value);
        view! { <text class=class x=percent(x) y=column.rise.0 - ABOVE pointer-events="none" aria-hidden="true">{text}</text> }
    });
    let before: Option<&Subject> = at.checked_sub(1).and_then(|before| chart.marks.get(before)).map(|mark| &mark.of);
    let (text, year) = words::tick(&app, &mark.of, before);
    let every = chart.marks.len().div_ceil(TEXTS).max(1);
    let spare = if at / every % 2 == 1 { "axis-text text-middle axis-text-spare" } else { "axis-text text-middle" };
    let below = at
        .is_multiple_of(every)
        .then(|| view! { <text class=spare x=percent(column.middle) y=BASE + 18.0>{text}</text> });
    // The first year needs room before the next one.
    let crowded = at == 0
        && chart
            .marks
            .windows(2)
            .take(YEAR_SLOTS)
            .any(|two| words::tick(&app, &two[1].of, Some(&two[0].of)).1.is_some());
    let year = year
        .filter(|_| !crowded)
        .map(|year| view! { <text class="axis-text" x=percent(column.slot.0) y=BASE + 36.0>{year}</text> });
    let shapes = view! {
        <rect class="mark-hit" x=percent(column.slot.0) y="6" width=percent(column.slot.1) height=BASE - 6.0></rect>
        <rect class="mark-shape" x=percent(column.shape.0) y=column.rise.0 width=percent(column.shape.1) height=column.rise.1 rx="2"></rect>
    };
    // The macro would take it for a link of the page, which draws nothing here.
    let link = leptos::svg::a()
        .class("mark")
        .attr("href", place.href())
        .attr("aria-label", label)
        .on(leptos::ev::click, move |event| follow(app, &place, &event))
        .child(shapes);
    view! { {link}{value}{below}{year} }.into_any()
}

/// Follows a link of a drawing, which the listener for links of the page does not know.
fn follow(app: App, place: &Place, event: &MouseEvent) {
    if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
        event.prevent_default();
        app.go(place);
    }
}

//! Bars in a list, from zero to the whole; each is a link to its rows.

use leptos::prelude::*;

use super::words;
use crate::kpi::chart::{Chart, Figure, Mark};
use crate::ui::context::{App, use_app};

/// Rows from which two lists stand side by side.
const PAIR: usize = 12;

/// What a bar says beside its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// How many were won and lost.
    WonLost,
    /// The share of all.
    Share,
}

/// The list.
#[component]
pub(super) fn Bars(
    /// Id of its name.
    id: &'static str,
    /// What it shows.
    #[prop(into)]
    chart: Signal<Chart>,
    /// What stands behind each value.
    note: Note,
) -> impl IntoView {
    let app = use_app();
    move || {
        chart.with(|chart| {
            // A share is measured against the whole, anything else against the greatest.
            let whole = if matches!(chart.all.value, Some(Figure::Share(_))) { 10_000.0 } else { chart.max() };
            let line = (note == Note::WonLost).then(|| chart.all.size() / whole);
            let bars: Vec<AnyView> = chart.marks.iter().map(|mark| bar(app, chart, mark, whole, line, note)).collect();
            let total = total(app, chart, note);
            if bars.len() < PAIR {
                return view! { <ul class="bars" role="list" aria-labelledby=id>{bars}{total}</ul> }.into_any();
            }
            let mut first = bars;
            let second = first.split_off(first.len().div_ceil(2));
            view! {
                <div class="bars-pair">
                    <ul class="bars" role="list" aria-labelledby=id>{first}</ul>
                    <ul class="bars" role="list" aria-labelledby=id>{second}{total}</ul>
                </div>
            }
            .into_any()
        })
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
}

fn note_text(app: App, chart: &Chart, mark: &Mark, note: Note) -> String {
    match note {
        Note::WonLost => {
            t!(app, "chart-won-lost", won = words::number(&app, mark.won), lost = words::number(&app, mark.lost()))
        }
        Note::Share => crate::kpi::part(mark, &chart.all).map(|share| app.format().percent(share)).unwrap_or_default(),
    }
}

fn bar(app: App, chart: &Chart, mark: &Mark, whole: f64, line: Option<f64>, note: Note) -> AnyView {
    let length = if whole > 0.0 { mark.size() / whole } else { 0.0 };
    view! {
        <li>
            <a class="bar" href=words::rows(&mark.rows).href()>
                <span class="bar-name">{words::subject(&app, &mark.of)}</span>
                <span class="bar-track" data-ref=line.map(|_| "") style=("--ref", line.map(percent))>
                    <span class="bar-fill" style=("--v", percent(length))></span>
                </span>
                <span class="bar-value">{words::value(&app, mark)}</span>
                <span class="bar-note">{note_text(app, chart, mark, note)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn total(app: App, chart: &Chart, note: Note) -> AnyView {
    // A sum is longer than its parts: only a share has a bar of its own.
    let is_share = matches!(chart.all.value, Some(Figure::Share(_)));
    let track = is_share.then(|| percent(chart.all.size() / 10_000.0)).map(|length| {
        view! { <span class="bar-track"><span class="bar-fill bar-fill-muted" style=("--v", length)></span></span> }
            .into_any()
    });
    let track = track.unwrap_or_else(|| view! { <span></span> }.into_any());
    view! {
        <li class="bar-total">
            <a class="bar" href=words::rows(&chart.all.rows).href()>
                <span class="bar-name"><strong>{words::subject(&app, &chart.all.of)}</strong></span>
                {track}
                <span class="bar-value">{words::value(&app, &chart.all)}</span>
                <span class="bar-note">{note_text(app, chart, &chart.all, note)}</span>
            </a>
        </li>
    }
    .into_any()
}

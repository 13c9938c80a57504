//! The numbers of a chart as a table.

use leptos::prelude::*;

use super::words;
use crate::kpi::chart::{Chart, Figure, Funnel, Mark};
use crate::ui::context::{App, use_app};

/// What a column of a table shows of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Its value.
    Value,
    /// How many deals it rests on.
    Base,
    /// How many of these were won.
    Won,
    /// How many of these were lost.
    Lost,
    /// Its share of all.
    Share,
}

fn text(app: &App, chart: &Chart, mark: &Mark, of: Of) -> String {
    match of {
        Of::Value => words::value(app, mark),
        Of::Base => words::number(app, mark.base),
        Of::Won => words::number(app, mark.won),
        Of::Lost => words::number(app, mark.lost()),
        Of::Share => crate::kpi::part(mark, &chart.all).map(|share| app.format().percent(share)).unwrap_or_default(),
    }
}

/// The table of marks, with a row for all.
#[component]
pub(super) fn Marks(
    /// What the rows are.
    name: String,
    /// The columns: heading and content.
    columns: Vec<(String, Of)>,
    /// What it shows.
    #[prop(into)]
    chart: Signal<Chart>,
) -> impl IntoView {
    let app = use_app();
    let heads: Vec<_> =
        columns.iter().map(|(head, _)| view! { <th scope="col" class="cell-num">{head.clone()}</th> }).collect();
    let row = move |chart: &Chart, mark: &Mark| {
        let cells = columns.iter().map(|(_, of)| view! { <td class="cell-num">{text(&app, chart, mark, *of)}</td> });
        let href = words::rows(&mark.rows).href();
        view! { <tr><th scope="row"><a href=href>{words::subject(&app, &mark.of)}</a></th>{cells.collect::<Vec<_>>()}</tr> }
    };
    let rows = move || {
        chart.with(|chart| {
            let body: Vec<_> = chart.marks.iter().map(|mark| row(chart, mark)).collect();
            view! { <tbody>{body}</tbody><tfoot>{row(chart, &chart.all)}</tfoot> }
        })
    };
    view! { <table class="table"><thead><tr><th scope="col">{name}</th>{heads}</tr></thead>{rows}</table> }
}

/// The table of a funnel.
#[component]
pub(super) fn Steps(
    /// What it shows.
    #[prop(into)]
    funnel: Signal<Funnel>,
) -> impl IntoView {
    let app = use_app();
    let heads = ["chart-reached", "chart-went-on", "chart-lost", "chart-here"];
    let heads = heads.map(|key| view! { <th scope="col" class="cell-num">{app.text(key, &[])}</th> });
    let rows = move || {
        funnel.with(|funnel| {
            let rows = funnel.chart.marks.iter().enumerate().map(|(at, mark)| {
                let gap = funnel.gaps.get(at);
                let passed = gap.and_then(|gap| gap.passed).map(|passed| words::figure(&app, Figure::Share(passed)));
                let count = |of: fn(&crate::kpi::chart::Gap) -> u64| gap.map(|gap| words::number(&app, of(gap)));
                view! {
                    <tr>
                        <th scope="row"><a href=words::rows(&mark.rows).href()>{words::subject(&app, &mark.of)}</a></th>
                        <td class="cell-num">{words::value(&app, mark)}</td>
                        <td class="cell-num">{passed}</td>
                        <td class="cell-num">{count(|gap| gap.lost)}</td>
                        <td class="cell-num">{count(|gap| gap.here)}</td>
                    </tr>
                }
            });
            rows.collect::<Vec<_>>()
        })
    };
    view! { <table class="table"><thead><tr><th scope="col">{t!(app, "chart-stage")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table> }
}

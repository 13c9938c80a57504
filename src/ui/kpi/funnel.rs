//! The funnel: how many deals reached each stage, and what happened between two of them.

use leptos::prelude::*;

use super::words;
use crate::kpi::chart::{Funnel, Gap, Mark};
use crate::ui::context::{App, use_app};

/// The drawing.
#[component]
pub(super) fn FunnelList(
    /// Id of its name.
    id: &'static str,
    /// What it shows.
    #[prop(into)]
    funnel: Signal<Funnel>,
) -> impl IntoView {
    let app = use_app();
    move || {
        funnel.with(|funnel| {
            let most = funnel.chart.max();
            let stages = funnel.chart.marks.iter().enumerate().map(|(at, mark)| {
                let gap = at.checked_sub(1).and_then(|before| funnel.gaps.get(before));
                [gap.map(|gap| between(app, gap)), Some(stage(app, mark, most))]
            });
            view! { <ol class="funnel" role="list" aria-labelledby=id>{stages.flatten().collect::<Vec<_>>()}</ol> }
        })
    }
}

fn stage(app: App, mark: &Mark, most: f64) -> AnyView {
    let width = if most > 0.0 { format!("{:.2}%", mark.size() / most * 100.0) } else { "0%".to_owned() };
    view! {
        <li>
            <a class="funnel-stage" href=words::rows(&mark.rows).href()>
                <span>{words::subject(&app, &mark.of)}</span>
                <span class="funnel-bar" style=("--v", width)></span>
                <span class="funnel-count">{words::value(&app, mark)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn between(app: App, gap: &Gap) -> AnyView {
    let passed = match gap.passed {
        Some(passed) if gap.worst => t!(app, "funnel-worst", share = app.format().percent(passed)),
        Some(passed) => t!(app, "funnel-passed", share = app.format().percent(passed)),
        None => t!(app, "no-base"),
    };
    let class = gap.worst.then_some("funnel-gap-worst");
    view! { <li class="funnel-gap"><span class=class>{passed}</span><span>{rest(&app, gap)}</span></li> }.into_any()
}

/// What became of those that did not go on.
pub(super) fn rest(app: &App, gap: &Gap) -> String {
    let lost = t!(app, "funnel-lost", n = words::counted(app, gap.lost));
    let here = t!(app, "funnel-here", n = words::counted(app, gap.here));
    match (gap.lost, gap.here) {
        (0, 0) => String::new(),
        (0, _) => here,
        (_, 0) => lost,
        _ => t!(app, "funnel-both", lost = lost, here = here),
    }
}

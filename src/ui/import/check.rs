//! The third step: what would happen, in counts and reasons. Nothing is written yet.

use leptos::prelude::*;

use super::altered::{examples, refused_rows};
use super::state::{ImportState, Step};
use super::work::import;
use crate::exchange::csv::Sheet;
use crate::exchange::{Count, Issue, Plan, Report};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money::count as number;

/// The page of this step.
#[component]
pub(super) fn Checking() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let report = state.report.get_untracked();
    let plan = state.plan.get_untracked();
    let (acts, refused) = (report.creates() + report.changes(), report.refused());
    let act = t!(app, "import-do", n = counted(&app, acts));
    let rows = plan.as_ref().map(|plan| refused_rows(&app, plan, &report));
    let stopped = (acts == 0).then(|| {
        view! {
            <div class="notice notice-warning">
                <Icon name="info"/>
                <p class="notice-title">{t!(app, "import-nothing-new")}</p>
                <p>{t!(app, "import-nothing-new-text")}</p>
            </div>
        }
    });
    let left_out = (refused > 0).then(|| {
        view! {
            <div class="notice notice-warning">
                <Icon name="alert"/>
                <p class="notice-title">{t!(app, "import-refused-rows", n = counted(&app, refused))}</p>
                <p>{t!(app, "import-refused-rows-text")}</p>
                <div class="row">{rows}</div>
            </div>
        }
    });
    view! {
        {stopped}
        {left_out}
        <section class="panel">
            <div class="panel-head"><h2 id="import-counts">{t!(app, "import-would")}</h2></div>
            {counts(&app, &report)}
        </section>
        {examples(&app, &report)}
        {plan.map(|plan| remarks(&app, &report, &plan))}
        <div class="form-acts">
            <button class="button" type="button" on:click=move |_| state.go(Step::Match)>{t!(app, "back")}</button>
            <button class="button button-primary" type="button" disabled=acts == 0 on:click=move |_| import(app, state)>{act}</button>
        </div>
    }
}

/// A column of the table of counts: its heading, and what it counts.
type Counted = (&'static str, fn(&Count) -> usize);

/// The columns of the table of counts.
const COLUMNS: [Counted; 6] = [
    ("import-created", |count| count.created),
    ("import-named", |count| count.named),
    ("import-changed", |count| count.changed),
    ("import-unchanged", |count| count.unchanged),
    ("import-kept", |count| count.known + count.repeated),
    ("import-left-out", |count| count.refused),
];

/// The table of counts by collection; a column without any count is left away.
fn counts(app: &App, report: &Report) -> impl IntoView + use<> {
    let sum = |read: fn(&Count) -> usize| report.counts.iter().map(read).sum::<usize>();
    let columns: Vec<Counted> = COLUMNS.into_iter().filter(|(_, read)| sum(*read) > 0).collect();
    let cell = |count: usize| view! { <td class="cell-num">{number(app, count)}</td> };
    let row = |count: &Count| {
        let name = app.text(&format!("collection-{}", count.collection), &[]);
        let cells = columns.iter().map(|(_, read)| cell(read(count))).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let headings = columns.iter().map(|(key, _)| view! { <th scope="col" class="cell-num">{app.text(key, &[])}</th> });
    let headings = headings.collect_view();
    let rows = report.counts.iter().map(row).collect_view();
    let totals = columns.iter().map(|(_, read)| cell(sum(*read))).collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-labelledby="import-counts">
            <table class="table">
                <thead><tr><th scope="col">{t!(app, "import-collection")}</th>{headings}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{t!(app, "total")}</th>{totals}</tr></tfoot>
            </table>
        </div>
    }
}

/// What is good to know: estimates, names taken for others, reasons with their rows.
fn remarks(app: &App, report: &Report, plan: &Plan) -> impl IntoView + use<> {
    let line =
        |count: usize, text: String| view! { <li><strong class="num">{number(app, count)}</strong>" "{text}</li> };
    let mut lines = Vec::new();
    if report.estimates > 0 {
        lines.push(line(report.estimates, t!(app, "import-tell-estimates", n = counted(app, report.estimates))));
    }
    for near in plan.near.iter().filter(|near| near.accepted == Some(true)) {
        let (written, proposed) = (near.written.as_str(), near.proposed.as_str());
        lines.push(line(
            near.count,
            t!(app, "import-tell-near", n = counted(app, near.count), written = written, proposed = proposed),
        ));
    }
    for (reason, times) in &report.reasons {
        let what = app.text(reason.key(), &[]);
        let key = if reason.refuses() { "import-tell-refused" } else { "import-tell-warning" };
        lines.push(line(*times, t!(app, key, n = counted(app, *times), what = what)));
    }
    let issues = (!report.issues.is_empty()).then(|| issues(app, report, plan));
    (!lines.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="import-remarks">
                <div class="panel-head"><h2 id="import-remarks">{t!(app, "import-remarks")}</h2></div>
                <ul class="stack" role="list">{lines}</ul>
                {issues}
            </section>
        }
    })
}

/// The lines in question.
fn issues(app: &App, report: &Report, plan: &Plan) -> impl IntoView + use<> {
    let item = |issue: &Issue| {
        view! { <li><span>{place(app, plan, issue)}</span><br/><span class="second small">{app.text(issue.reason.key(), &[])}</span></li> }
    };
    let items = report.issues.iter().map(item).collect_view();
    let all: usize = report.reasons.iter().map(|(_, times)| times).sum();
    let more = (all > report.issues.len()).then(|| {
        let (shown, all) = (number(app, report.issues.len()), number(app, all));
        view! { <p class="second small">{t!(app, "import-lines-some", shown = shown, all = all)}</p> }
    });
    // Refused rows are what a person must see; mere remarks may stay folded.
    let open = report.refused() > 0;
    view! {
        <details class="fold" open=open>
            <summary><Icon name="right" class="icon-small"/><span>{t!(app, "import-lines")}</span></summary>
            <ul class="stack" role="list">{items}</ul>
            {more}
        </details>
    }
}

/// Where it is, and what stands there.
fn place(app: &App, plan: &Plan, issue: &Issue) -> String {
    let sheet = plan.files.get(issue.file).map(|file| &file.sheet);
    let file = sheet.map(Sheet::name).unwrap_or_default();
    let heading = sheet.and_then(|sheet| sheet.header().get(issue.column?)).cloned();
    let column = heading.or_else(|| field_name(app, plan, issue)).unwrap_or_default();
    let line = number(app, usize::try_from(issue.line).unwrap_or(0));
    if issue.cell.is_empty() {
        return t!(app, "import-issue-empty", file = file, line = line, column = column);
    }
    t!(app, "import-issue", file = file, line = line, column = column, cell = issue.cell.as_str())
}

/// The field that an issue is about, where no column is.
fn field_name(app: &App, plan: &Plan, issue: &Issue) -> Option<String> {
    let collection = plan.files.get(issue.file)?.collection.as_deref()?;
    app.peek(|desk| {
        let column = desk.book().table(collection)?.column(issue.field?)?;
        Some(crate::ui::parts::field::name(app, collection, column.field()))
    })
}

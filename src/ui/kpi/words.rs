//! Figures, marks and verdicts of charts in words.

use leptos::prelude::*;

use crate::kpi::chart::{Chart, End, Figure, Mark, Subject, Trend, Verdict};
use crate::model::BasisPoints;
use crate::model::messages::{Arg, Language};
use crate::query::{Key, Period};
use crate::ui::context::App;
use crate::ui::list::words;
use crate::ui::parts::{count, money};
use crate::ui::route::{Place, Route};

/// The address of the rows behind a filter.
pub(super) fn rows(filter: &crate::query::Filter) -> Place {
    Place::new(Route::List(crate::kpi::dashboard::COLLECTION)).with(filter.to_pairs())
}

/// A count for a message.
pub(super) fn counted(app: &App, n: u64) -> Arg {
    count::counted(app, usize::try_from(n).unwrap_or(usize::MAX))
}

/// A count.
pub(super) fn number(app: &App, n: u64) -> String {
    money::count(app, usize::try_from(n).unwrap_or(usize::MAX))
}

/// A figure in full.
pub(super) fn figure(app: &App, figure: Figure) -> String {
    match figure {
        Figure::Count(count) => number(app, count),
        Figure::Money(minor, currency) => app.format().money_sum(minor, currency),
        Figure::Share(share) => app.format().percent(share),
        Figure::Days(days) => t!(app, "days", n = half_days(app, days)),
    }
}

/// A figure in few characters, for marks and axes.
pub(super) fn short(app: &App, figure: Figure) -> String {
    match figure {
        Figure::Money(minor, currency) => app.format().money_short(minor, currency),
        Figure::Days(days) => app.format().number(days, 1),
        other => self::figure(app, other),
    }
}

/// Days for a message: a median may be half a day.
fn half_days(app: &App, days: f64) -> Arg {
    Arg { text: app.format().number(days, 1), number: Some(days) }
}

/// The value of a mark, or that there is no base.
pub(super) fn value(app: &App, mark: &Mark) -> String {
    mark.value.map_or_else(|| t!(app, "no-base"), |value| figure(app, value))
}

/// What a mark stands for.
pub(super) fn subject(app: &App, of: &Subject) -> String {
    match of {
        Subject::Key(Key::Empty) => t!(app, "chart-without"),
        Subject::Key(key) => words::key(app, None, key),
        Subject::Period(period) => words::period(app, *period),
        Subject::Others(n) => t!(app, "chart-others", n = count::counted(app, *n)),
        Subject::All => t!(app, "filter-all"),
    }
}

/// The text of a mark on a time axis, and the year that begins with it.
pub(super) fn tick(app: &App, of: &Subject, before: Option<&Subject>) -> (String, Option<String>) {
    let year = |of: &Subject| match of {
        Subject::Period(Period::Month(month)) => Some(month.year_month().0),
        Subject::Period(Period::Quarter(year, _)) => Some(*year),
        _ => None,
    };
    let text = match of {
        Subject::Period(Period::Month(month)) => words::month(app, *month),
        Subject::Period(Period::Quarter(_, quarter)) => t!(app, "quarter-short", quarter = quarter.to_string()),
        other => subject(app, other),
    };
    let new = year(of).filter(|own| before.and_then(year) != Some(*own));
    (text, new.map(|year| year.to_string()))
}

/// A part of a verdict that leads, and the rest. Chinese puts no gap between them.
fn sentence(app: &App, lead: String, class: Option<&'static str>, rest: String) -> AnyView {
    let gap = (app.format().language() == Language::En).then_some(" ");
    match class {
        Some(class) => view! { <span class=class>{lead}</span>{gap}{rest} }.into_any(),
        None => view! { <strong>{lead}</strong>{gap}{rest} }.into_any(),
    }
}

fn trend(app: &App, trend: Trend) -> String {
    let quarter = words::period(app, trend.quarter);
    let by = app.format().percent(BasisPoints(trend.change.0.abs()));
    match trend.change.0 {
        0 => t!(app, "verdict-trend-same", quarter = quarter),
        change if change > 0 => t!(app, "verdict-trend-up", quarter = quarter, by = by),
        _ => t!(app, "verdict-trend-down", quarter = quarter, by = by),
    }
}

fn end(app: &App, end: &End) -> (String, String) {
    (subject(app, &end.of), figure(app, end.value))
}

/// What a chart comes to.
pub(super) fn verdict(app: &App, chart: &Chart) -> AnyView {
    match &chart.verdict {
        Verdict::Nothing => t!(app, "verdict-nothing").into_any(),
        Verdict::Best(of, value, quarter) => {
            let lead = match of {
                Subject::Period(period) => t!(app, "verdict-best-period", what = words::period(app, *period)),
                other => t!(app, "verdict-best", what = subject(app, other)),
            };
            let rest = t!(app, "verdict-best-value", value = figure(app, *value));
            let quarter = quarter.map(|quarter| trend(app, quarter)).unwrap_or_default();
            sentence(app, lead, None, format!("{rest} {quarter}"))
        }
        Verdict::Leads(of, share) => sentence(
            app,
            t!(app, "verdict-leads", what = subject(app, of)),
            None,
            t!(app, "verdict-leads-share", share = app.format().percent(*share)),
        ),
        Verdict::Range(most, least, behind) => {
            let ((best, high), (worst, low)) = (end(app, most), end(app, least));
            let lead = t!(app, "verdict-range", what = best, value = high);
            let rest = t!(
                app,
                "verdict-range-rest",
                what = worst,
                value = low,
                most = counted(app, most.base),
                least = counted(app, least.base),
                points = points(app, *behind)
            );
            sentence(app, lead, None, rest)
        }
        Verdict::Middle(days, least, most) => {
            let ((quick, low), (slow, high)) = (end(app, least), end(app, most));
            let lead = t!(app, "verdict-middle", days = figure(app, Figure::Days(*days)));
            sentence(
                app,
                lead,
                None,
                t!(app, "verdict-middle-rest", quick = quick, low = low, slow = slow, high = high),
            )
        }
        Verdict::Bottleneck(from, to, passed) => {
            let (from, to) = (words::key(app, None, from), words::key(app, None, to));
            let lead = t!(app, "verdict-bottleneck", from = from.as_str(), to = to.as_str());
            let share = app.format().percent(*passed);
            sentence(app, lead, Some("bad"), t!(app, "verdict-bottleneck-rest", from = from, to = to, share = share))
        }
    }
}

/// A difference of shares in points.
#[expect(clippy::cast_precision_loss, reason = "a small number, shown with one decimal")]
fn points(app: &App, difference: BasisPoints) -> String {
    app.format().number(difference.0 as f64 / 100.0, 1)
}

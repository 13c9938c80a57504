//! The deals behind a figure of a comparison: what each was, and what it is.

use std::sync::Arc;

use leptos::prelude::*;

use super::compare::{Compared, word};
use super::state::Times;
use crate::model::records::Deal;
use crate::model::{Day, Money};
use crate::pipeline::movement::{Change, Stood};
use crate::query::title;
use crate::ui::board::state::use_board;
use crate::ui::parts::count;
use crate::ui::route::{Place, Route};

/// Deals shown at most; the rest is counted.
const MOST: usize = 200;

/// One deal: its name and page, how it stood and how it stands.
#[derive(Clone, Debug, Default)]
struct Line {
    name: String,
    href: String,
    was: Stood,
    is: Stood,
}

/// The deals of a change, those that are worth most first.
#[component]
pub(super) fn Moved(
    /// The comparison.
    compared: StoredValue<Arc<Compared>>,
    /// The change.
    change: Change,
) -> impl IntoView {
    let times = use_board().times();
    let app = times.app;
    let compared = compared.get_value();
    let mut rows = compared.movement.part(change).map(|part| part.rows.clone()).unwrap_or_default();
    let worth = |row: &u32| {
        let (was, is) = (compared.before.stood(*row).amount, compared.after.stood(*row).amount);
        let minor = |money: Option<Money>| money.map_or(0, |money| money.minor);
        let differs = matches!(change, Change::Grew | Change::Shrank);
        let by = if differs { minor(is).saturating_sub(minor(was)) } else { minor(is.or(was)) };
        std::cmp::Reverse(by.unsigned_abs())
    };
    rows.sort_by_cached_key(worth);
    let all = rows.len();
    rows.truncate(MOST);
    let lines = untrack(|| {
        app.peek(|desk| {
            times.look(desk, |book, _| {
                let table = book.of::<Deal>();
                let line = |row: &u32| Line {
                    name: title::of_row(table, *row as usize),
                    href: table.id(*row as usize).map(|id| Place::new(Route::deal(id)).href()).unwrap_or_default(),
                    was: compared.before.stood(*row),
                    is: compared.after.stood(*row),
                };
                rows.iter().map(line).collect::<Vec<_>>()
            })
        })
    });
    let name = t!(app, "time-deals-of", what = word(times, change), n = count::counted(&app, all));
    let heading = name.clone();
    let more = all.checked_sub(MOST).filter(|more| *more > 0);
    let more =
        more.map(|more| view! { <p class="time-note">{t!(app, "time-more", n = count::counted(&app, more))}</p> });
    let lines = lines.into_iter().map(|line| told(times, line)).collect_view();
    view! {
        <div class="table-wrap time-moved" role="region" tabindex="0" aria-label=name>
            <table class="table">
                <caption>{heading}</caption>
                <thead><tr>
                    <th scope="col">{t!(app, "time-deal")}</th><th scope="col">{t!(app, "time-stage")}</th>
                    <th class="cell-num" scope="col">{t!(app, "time-value")}</th><th scope="col">{t!(app, "time-close")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
            {more}
        </div>
    }
}

fn told(times: Times, line: Line) -> AnyView {
    let app = times.app;
    let format = app.format();
    let sum = |amount: Option<Money>| amount.map(|amount| format.money_sum(amount.minor.into(), amount.currency));
    let day = |day: Option<Day>| day.map(|day| format.day(day));
    view! {
        <tr>
            <th scope="row"><a href=line.href>{line.name}</a></th>
            <td>{both(times, line.was.stage, line.is.stage)}</td>
            <td class="cell-num">{both(times, sum(line.was.amount), sum(line.is.amount))}</td>
            <td>{both(times, day(line.was.close), day(line.is.close))}</td>
        </tr>
    }
    .into_any()
}

/// What it was and what it is, where these differ.
fn both(times: Times, was: Option<String>, is: Option<String>) -> String {
    match (was, is) {
        (Some(was), Some(is)) if was == is => is,
        (None, None) => String::new(),
        (was, is) => {
            let none = || t!(times.app, "time-nothing");
            t!(times.app, "time-from-to", from = was.unwrap_or_else(none), to = is.unwrap_or_else(none))
        }
    }
}

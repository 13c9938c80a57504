//! The figures of a column: count, sum, weighted sum, mean age, limits, and what the person picked.

use leptos::prelude::*;

use super::cell::Col;
use super::state::{BoardState, Same, use_board};
use super::worth;
use crate::model::Record;
use crate::model::records::{Deal, Stage};
use crate::pipeline::board::Board;
use crate::pipeline::limit::Over;
use crate::query::{Measure, Measured, MoneyBag, Rates, title};
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// People over their limit who are named; the others are counted.
const NAMED: usize = 2;

/// What a column's head says; it is written anew only where any of it has changed.
#[derive(Clone, PartialEq)]
struct Said {
    count: usize,
    sum: MoneyBag,
    weighted: MoneyBag,
    age: Option<f64>,
    share: u64,
    limit: Option<u64>,
    over: Option<Over>,
    picked: Vec<(Measure, Measured)>,
    rates: Rates,
}

fn said(state: BoardState, col: Col) -> Option<Said> {
    let measures = state.query.with(|query| query.as_ref().map(|query| query.measures.clone()))?;
    let picked = |values: &[Measured]| measures.iter().cloned().zip(values.iter().cloned()).collect();
    state.board.with(|board| {
        let board: &Board = &board.as_ref()?.0;
        let counts = board.columns.iter().map(|one| one.count).chain(board.months.iter().map(|one| one.count));
        // How full it is beside the fullest; of a limit, how much of that is taken.
        let most = counts.max().unwrap_or(0).max(1);
        match col {
            Col::Stage(stage) => {
                let at = board.columns.iter().find(|column| column.stage.id == stage)?;
                let limit = limit(&at.stage);
                Some(Said {
                    count: at.rows.len(),
                    sum: at.sum.clone(),
                    weighted: at.weighted.clone(),
                    age: at.mean_age,
                    share: (at.count * 100 / limit.unwrap_or(most)).min(100),
                    limit,
                    over: at.over.clone(),
                    picked: picked(&at.measures),
                    rates: board.rates.clone(),
                })
            }
            Col::Month(month) => {
                let at = board.months.iter().find(|column| column.month == month)?;
                Some(Said {
                    count: at.rows.len(),
                    sum: at.sum.clone(),
                    weighted: at.weighted.clone(),
                    age: at.mean_age,
                    share: at.count * 100 / most,
                    limit: None,
                    over: None,
                    picked: picked(&at.measures),
                    rates: board.rates.clone(),
                })
            }
        }
    })
}

fn limit(stage: &Stage) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the field")]
    stage.limit.filter(|limit| *limit >= 1.0).map(|limit| limit as u64)
}

/// The figures.
#[component]
pub(super) fn Figures(
    /// The column.
    col: Col,
) -> impl IntoView {
    let state = use_board();
    let shown = Memo::new(move |_| said(state, col));
    move || shown.get().map(|said| figures(state.app, &said))
}

fn figures(app: App, said: &Said) -> AnyView {
    let age = match said.age {
        Some(days) => t!(app, "board-column-age", days = app.format().number(days, 0)),
        None => t!(app, "board-column-no-age"),
    };
    let share = format!("{}%", said.share);
    let sum = worth::sum(app, &said.rates, &said.sum, false);
    let weighted = worth::sum(app, &said.rates, &said.weighted, true);
    let picked: Vec<_> = said
        .picked
        .iter()
        .map(|(measure, value)| {
            let (name, text) = (worth::name(app, measure), worth::text(app, &said.rates, measure, value));
            view! { <span class="column-picked"><span>{name}</span>" "<span class="num">{text}</span></span> }
        })
        .collect();
    let is_over = said.over.as_ref().is_some_and(|over| over.by > 0);
    let within = said.limit.filter(|_| !is_over).map(|limit| t!(app, "board-limit", n = limit.to_string()));
    view! {
        <span class="column-count">{money::count(&app, said.count)}{within.map(|words| format!(" {words}"))}</span>
        <span class="column-sum">{sum.text}</span>
        {said.over.as_ref().map(|over| limits(app, over, said.limit))}
        <span class="column-more">
            <span>{t!(app, "board-column-weighted", sum = weighted.text)}</span>
            <span>{age}</span>
            {sum.rates.map(|rates| view! { <span class="column-rates">{rates}</span> })}
            {picked}
        </span>
        <span class="column-meter" class:is-over=is_over style=("--v", share)></span>
    }
    .into_any()
}

/// How far a stage is over its limits, in words and with a sign.
fn limits(app: App, over: &Over, limit: Option<u64>) -> AnyView {
    let whole = limit.filter(|_| over.by > 0).map(|limit| {
        let words = t!(app, "board-over", held = money::count(&app, over.held), limit = limit.to_string());
        view! { <span class="tag tag-bad"><Icon name="alert" class="icon-small"/>{words}</span> }
    });
    let each = over.people.iter().take(NAMED).map(|holder| {
        let name = app.peek(|desk| title::anywhere(desk.book(), holder.person.into())).unwrap_or_default();
        let words = t!(app, "board-over-each", who = name, held = holder.held, limit = holder.held - holder.by);
        view! { <span class="tag tag-warning"><Icon name="alert" class="icon-small"/>{words}</span> }
    });
    let others = over.people.len().checked_sub(NAMED).filter(|more| *more > 0);
    let others =
        others.map(|more| view! { <span class="tag tag-warning">{t!(app, "board-over-others", n = more)}</span> });
    view! { <span class="column-limits">{whole}{each.collect::<Vec<_>>()}{others}</span> }.into_any()
}

/// Count, sum and weighted sum of all that the board shows.
pub(super) fn totals(board: &Same<Board>) -> (usize, MoneyBag, MoneyBag) {
    let (mut count, mut sum, mut weighted) = (0, MoneyBag::default(), MoneyBag::default());
    let mut add = |rows: usize, of: &MoneyBag, chance: &MoneyBag| {
        count += rows;
        of.sums().iter().for_each(|(currency, minor)| sum.add(*minor, *currency));
        chance.sums().iter().for_each(|(currency, minor)| weighted.add(*minor, *currency));
    };
    for column in board.0.columns.iter().filter(|column| column.stage.kind.as_deref() == Some("open")) {
        add(column.rows.len(), &column.sum, &column.weighted);
    }
    for column in &board.0.months {
        add(column.rows.len(), &column.sum, &column.weighted);
    }
    (count, sum, weighted)
}

/// What can be worked out for columns: of each field of a deal, each figure; text form and name.
pub(super) fn offered(app: App) -> Vec<(String, String)> {
    app.peek(|desk| {
        let table = desk.book().of::<Deal>();
        let all = crate::query::listing::offered(desk.book(), table);
        let plain = all.into_iter().filter(|shown| matches!(shown, crate::query::listing::Shown::Value(_)));
        let of = |shown: crate::query::listing::Shown| {
            let source = shown.source(desk.book(), table);
            let kind = table.column(shown.field()).map(|column| column.field().kind.clone());
            kind.map(|kind| Measure::offered(&kind, &source)).unwrap_or_default()
        };
        let measures = plain.flat_map(of).filter(|measure| !is_usual(measure));
        measures.map(|measure| (measure.to_string(), worth::name(app, &measure))).collect()
    })
}

/// Whether every column says it anyway.
fn is_usual(measure: &Measure) -> bool {
    let amount = crate::query::Source::field(&Deal::COLLECTION.fields[Deal::AMOUNT].key);
    matches!(measure, Measure::Sum(of) | Measure::Weighted(of) if *of == amount)
}

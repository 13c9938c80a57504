//! Figures in words: what a measure is called, what it comes to, and foreign money in the company's
//! own with the rate told.

use crate::model::records::Deal;
use crate::model::{BasisPoints, Kind, Record};
use crate::query::rates::Rate;
use crate::query::{Measure, Measured, MoneyBag, Rates, Source};
use crate::ui::context::App;
use crate::ui::list::words;
use crate::ui::parts::{count, money};

/// A sum in words, with the rates by which it was converted.
pub(super) struct Sum {
    /// The sum.
    pub text: String,
    /// The rates, in words.
    pub rates: Option<String>,
}

/// A sum in the company's own currency where rates are known; what has none stays beside it.
pub(super) fn sum(app: App, rates: &Rates, bag: &MoneyBag, short: bool) -> Sum {
    let write = |bag: &MoneyBag| if short { money::short(&app, bag) } else { money::bag(&app, bag) };
    let converted = rates.convert(bag).filter(|whole| !whole.used.is_empty());
    let Some(whole) = converted else { return Sum { text: write(bag), rates: None } };
    let mut all = whole.left.clone();
    all.add(whole.minor, whole.base);
    let told = words::joined(&app, "list-comma", whole.used.iter().map(|rate| told(app, rate, rates)));
    Sum { text: t!(app, "board-converted", sum = write(&all)), rates: Some(told) }
}

/// A rate in words: since when, and who says so.
fn told(app: App, rate: &Rate, rates: &Rates) -> String {
    let base = rates.base.map(|base| base.to_string()).unwrap_or_default();
    let worth = app.format().number(rate.worth, 6);
    let text = t!(app, "board-rate", currency = rate.currency.to_string(), worth = worth, base = base);
    match rate.since {
        Some(day) => t!(app, "board-rate-since", rate = text, day = app.format().day(day)),
        None => text,
    }
}

/// What a measure is called.
pub(super) fn name(app: App, measure: &Measure) -> String {
    let named =
        |key: &str, of: &Source| app.text(key, &[("field", words::path(&app, Deal::COLLECTION.key, of).into())]);
    match measure {
        Measure::Count => t!(app, "measure-count"),
        Measure::Filled(of) => named("measure-filled", of),
        Measure::Distinct(of) => named("measure-distinct", of),
        Measure::Sum(of) => named("measure-sum", of),
        Measure::Weighted(of) => named("measure-weighted", of),
        Measure::Mean(of) => named("measure-mean", of),
        Measure::Median(of) => named("measure-median", of),
        Measure::Least(of) => named("measure-least", of),
        Measure::Greatest(of) => named("measure-greatest", of),
        Measure::MeanAge(key) => named("measure-age", &Source::field(key)),
    }
}

/// What a measure comes to.
pub(super) fn text(app: App, rates: &Rates, measure: &Measure, value: &Measured) -> String {
    let none = || t!(app, "measure-none");
    match value {
        Measured::Count(n) => count::number(&app, usize::try_from(*n).unwrap_or(usize::MAX)),
        Measured::Money(bag) if bag.sums().is_empty() => none(),
        Measured::Money(bag) => match measure {
            Measure::Sum(_) | Measure::Weighted(_) => sum(app, rates, bag, true).text,
            // The least of several currencies is none of any: they stay apart.
            _ => money::short(&app, bag),
        },
        Measured::Day(day) => day.map_or_else(none, |day| app.format().day(day)),
        Measured::Number(None) => none(),
        #[expect(clippy::cast_possible_truncation, reason = "shares are at most ten thousand")]
        Measured::Number(Some(number)) => match kind(app, measure) {
            Some(Kind::Percent) => app.format().percent(BasisPoints(number.round() as i64)),
            _ => app.format().number(*number, 1),
        },
    }
}

/// The kind of the field that a measure is of.
fn kind(app: App, measure: &Measure) -> Option<Kind> {
    let (Measure::Mean(of) | Measure::Median(of) | Measure::Least(of) | Measure::Greatest(of)) = measure else {
        return None;
    };
    app.peek(|desk| {
        let table = desk.book().of::<Deal>();
        let shown = crate::query::listing::Shown::of(of, desk.book(), table)?;
        shown.end(desk.book(), table).map(|(_, column)| column.field().kind.clone())
    })
}

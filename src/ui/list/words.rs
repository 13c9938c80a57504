//! Keys, periods and conditions of queries in words.

use crate::book::Book;
use crate::model::{Field, Kind, Month, Role};
use crate::query::{Filter, Key, Period, Source, Test, title};
use crate::ui::context::App;
use crate::ui::parts::{count, field};

/// How many choices of a condition are named before the rest is only counted.
const NAMED: usize = 3;

/// The months of a year, for axes that say the year beside them.
const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

/// Texts one after another, by the message that puts two together.
pub(in crate::ui) fn joined(app: &App, key: &'static str, texts: impl Iterator<Item = String>) -> String {
    let pair = |a: String, b: String| app.text(key, &[("a", a.into()), ("b", b.into())]);
    texts.reduce(pair).unwrap_or_default()
}

/// A month without its year: `Mar`.
pub(in crate::ui) fn month(app: &App, month: Month) -> String {
    let at = usize::try_from(month.year_month().1).unwrap_or(1);
    app.text(MONTHS.get(at - 1).copied().unwrap_or_default(), &[])
}

/// A period: `This month`, `Q1 2017`.
pub(in crate::ui) fn period(app: &App, period: Period) -> String {
    let named = |by: i32, keys: [&str; 3]| app.text(keys[usize::try_from(by.signum() + 1).unwrap_or(1)], &[]);
    let counted = |days: i32| count::counted(app, usize::try_from(days).unwrap_or(0));
    let format = app.format();
    match period {
        Period::Days(from, to) if from == to => format.day(from),
        Period::Days(from, to) if from.0 == i32::MIN => t!(app, "period-until", day = format.day(to)),
        Period::Days(from, to) if to.0 == i32::MAX => t!(app, "period-from", day = format.day(from)),
        Period::Days(from, to) => t!(app, "period-days", from = format.day(from), to = format.day(to)),
        Period::Month(month) => format.month(month),
        Period::Quarter(year, quarter) => {
            t!(app, "period-quarter", year = year.to_string(), quarter = quarter.to_string())
        }
        Period::Year(year) => t!(app, "period-year", year = year.to_string()),
        Period::ThisMonth(by) => named(by, ["period-last-month", "period-this-month", "period-next-month"]),
        Period::ThisQuarter(by) => named(by, ["period-last-quarter", "period-this-quarter", "period-next-quarter"]),
        Period::ThisYear(by) => named(by, ["period-last-year", "period-this-year", "period-next-year"]),
        Period::LastDays(days) => t!(app, "period-last-days", n = counted(days)),
        Period::NextDays(days) => t!(app, "period-next-days", n = counted(days)),
        Period::Older(days) => t!(app, "period-older", n = counted(days)),
        Period::Today(by) => named(by, ["period-yesterday", "period-today", "period-tomorrow"]),
        Period::ThisWeek(by) => named(by, ["period-last-week", "period-this-week", "period-next-week"]),
    }
}

/// A key: the name of a record, of a choice, a month. `of` is the field it is a value of.
pub(in crate::ui) fn key(app: &App, of: Option<(&str, &Field)>, key: &Key) -> String {
    match (key, of) {
        (Key::Empty, _) => t!(app, "key-empty"),
        (Key::Me, _) => t!(app, "key-me"),
        (Key::MyPeople, _) => t!(app, "key-my-people"),
        (Key::Record(id), _) => {
            app.peek(|desk| title::anywhere(desk.book(), *id)).unwrap_or_else(|| t!(app, "key-gone"))
        }
        (Key::Text(code), Some((collection, of))) if matches!(of.kind, Kind::Choice(_)) => {
            field::choice(app, collection, of, code)
        }
        (Key::Text(text), _) => text.clone(),
        (Key::Month(month), _) => app.format().month(*month),
        (Key::Day(day), _) => app.format().day(*day),
    }
}

/// The collection and field that a source ends at.
fn end<'a>(book: &'a Book, collection: &'a str, source: &Source) -> Option<(&'a str, &'a Field)> {
    let path = match source {
        Source::Field(path) => path.as_slice(),
        Source::Since(key) | Source::First(key) | Source::Furthest(key) | Source::Days(key) => {
            std::slice::from_ref(key)
        }
        Source::Month(inner) => return end(book, collection, inner),
    };
    let (first, rest) = path.split_first()?;
    let table = book.table(collection)?;
    let field = table.column(table.defined(first)?)?.field();
    match &field.kind {
        Kind::Reference(to) if !rest.is_empty() => end(book, to, &Source::Field(rest.to_vec())),
        _ => Some((collection, field)),
    }
}

/// What a source is called: the name of its field, or what is asked of it.
pub(in crate::ui) fn source(app: &App, collection: &str, source: &Source) -> String {
    let named = |key: Option<&str>| {
        app.peek(|desk| {
            let (collection, of) = end(desk.book(), collection, source)?;
            let name = field::name(app, collection, of);
            // A stage has words of its own for when it was entered.
            let staged = of.role == Some(Role::Stage);
            Some(match key {
                None => name,
                Some("since") if staged => t!(app, "source-since-stage"),
                Some("first") if staged => t!(app, "source-first-stage"),
                Some("furthest") => t!(app, "source-furthest"),
                Some("days") => t!(app, "source-days"),
                Some("first") => t!(app, "source-first", field = name),
                Some(_) => t!(app, "source-since", field = name),
            })
        })
        .unwrap_or_else(|| t!(app, "source-gone"))
    };
    match source {
        Source::Field(_) => named(None),
        Source::Since(_) => named(Some("since")),
        Source::First(_) => named(Some("first")),
        Source::Furthest(_) => named(Some("furthest")),
        Source::Days(_) => named(Some("days")),
        Source::Month(inner) => self::source(app, collection, inner),
    }
}

/// What a source is called in full: one step away, what leads there, too: `Account › Area`.
pub(in crate::ui) fn path(app: &App, collection: &str, of: &Source) -> String {
    match of {
        Source::Field(path) if path.len() > 1 => {
            let lead = source(app, collection, &Source::Field(path[..1].to_vec()));
            t!(app, "source-path", lead = lead, end = source(app, collection, of))
        }
        _ => source(app, collection, of),
    }
}

fn test(app: &App, collection: &str, of: &Source, asked: &Test) -> String {
    let number = |bound: f64| app.format().number(bound, 3);
    match asked {
        Test::In(keys) => {
            let named = app.peek(|desk| {
                let of = end(desk.book(), collection, of);
                joined(app, "list-comma", keys.iter().take(NAMED).map(|one| key(app, of, one)))
            });
            match keys.len().checked_sub(NAMED).filter(|more| *more > 0) {
                Some(more) => t!(app, "condition-more", named = named, n = count::counted(app, more)),
                None if keys.is_empty() => t!(app, "key-empty"),
                None => named,
            }
        }
        Test::During(during) => period(app, *during),
        Test::Between(low, high) if low.total_cmp(high).is_eq() => number(*low),
        Test::Between(low, high) if low.is_infinite() => t!(app, "condition-at-most", high = number(*high)),
        Test::Between(low, high) if high.is_infinite() => t!(app, "condition-at-least", low = number(*low)),
        Test::Between(low, high) => t!(app, "condition-between", low = number(*low), high = number(*high)),
        Test::More(bound) => t!(app, "condition-over", low = number(*bound)),
        Test::Less(bound) => t!(app, "condition-under", high = number(*bound)),
        Test::Contains(text) => t!(app, "condition-has", text = text.as_str()),
    }
}

/// A condition: `Stage: Won`.
pub(in crate::ui) fn condition(app: &App, collection: &str, filter: &Filter) -> String {
    let there = |of: &Source| app.peek(|desk| end(desk.book(), collection, of).is_some());
    let one = |of: &Source, text: String| {
        if there(of) {
            t!(app, "condition", name = path(app, collection, of), value = text)
        } else {
            t!(app, "condition-unknown")
        }
    };
    let all =
        |parts: &[Filter], between| joined(app, between, parts.iter().map(|part| condition(app, collection, part)));
    match filter {
        Filter::And(parts) => all(parts, "list-comma"),
        Filter::Or(parts) => all(parts, "list-or"),
        Filter::Is(of, is) => one(of, test(app, collection, of, is)),
        // "Not none" would be a riddle.
        Filter::IsNot(of, Test::In(keys)) if keys.as_slice() == [Key::Empty] => one(of, t!(app, "condition-set")),
        Filter::IsNot(of, is) => one(of, t!(app, "condition-not", value = test(app, collection, of, is))),
    }
}

//! The charts over deals: won value by month, win rate, funnel, days to close.
//!
//! Win rate (赢单率) = won ÷ (won + lost) closed in the period, by count. The funnel counts deals
//! that reached a stage or a later one; its steps are out(stage → next) ÷ in(stage), the least of
//! them is the bottleneck (瓶颈). A deal closes on the day since which it is won or lost.

use super::chart::{Chart, Mark, Unit, Verdict};
use crate::book::Book;
use crate::model::records::{Deal, Stage};
use crate::model::{Currency, Id, Record};
use crate::query::{Filter, Key, Measure, Measured, Query, Scan, Source, Test};

fn key(field: usize) -> String {
    Deal::COLLECTION.fields[field].key.clone().into_owned()
}

fn field(at: usize) -> Source {
    Source::Field(vec![key(at)])
}

/// The day since which a deal stands in its stage: of a closed deal, the day it closed.
pub fn closed_on() -> Source {
    Source::Since(key(Deal::STAGE))
}

/// Deals in stages of these kinds.
pub fn in_kinds(book: &Book, kinds: &[&str]) -> Filter {
    let is = |stage: &Stage| stage.kind.as_deref().is_some_and(|kind| kinds.contains(&kind));
    let keys = book.all::<Stage>().filter(is).map(|stage| Key::Record(stage.id.into())).collect();
    Filter::Is(field(Deal::STAGE), Test::In(keys))
}

fn ask(scan: &Scan<'_>, filter: Filter, groups: Vec<Source>, measures: Vec<Measure>) -> crate::query::Answer {
    scan.answer(&Query { collection: Deal::COLLECTION.key.to_owned(), filter, groups, measures })
}

#[expect(clippy::cast_precision_loss, reason = "a chart's value is read by eye; rows and tables show the exact sum")]
fn units(measured: &Measured, currency: Currency) -> f64 {
    measured.money().of(currency) as f64
}

/// Won value by month of close, in one currency; months without a win between the first and the
/// last stand with zero.
pub fn won_by_month(scan: &Scan<'_>, filter: &Filter, currency: Currency) -> Chart {
    let won = filter.clone().and(in_kinds(scan.book(), &["won"]));
    let month = closed_on().month();
    let measures = vec![Measure::Sum(field(Deal::AMOUNT)), Measure::Count];
    let answer = ask(scan, won.clone(), vec![month.clone()], measures);
    let months: Vec<_> = answer
        .groups
        .iter()
        .filter_map(|group| match group.keys.first() {
            Some(Key::Month(month)) => Some((*month, group)),
            _ => None,
        })
        .collect();
    let (first, last) = (months.first().map_or(0, |(month, _)| month.0), months.last().map_or(-1, |(month, _)| month.0));
    let marks: Vec<Mark> = (first..=last)
        .map(|at| {
            let key = Key::Month(crate::model::Month(at));
            let group = months.iter().find(|(month, _)| month.0 == at).map(|(_, group)| group);
            let value = group.map_or(0.0, |group| units(&group.measures[0], currency));
            let base = group.map_or(0, |group| group.measures[1].count());
            Mark { rows: won.clone().and(Filter::key(month.clone(), key.clone())), key, value: Some(value), base }
        })
        .collect();
    let total = answer.total.first().map(|total| units(total, currency));
    let verdict = best(&marks);
    Chart { key: "chart-won", unit: Unit::Money(currency), marks, total, rows: won, verdict }
}

/// Win rate by a source (person, product), best first; those without a closed deal are left out.
pub fn win_rate(scan: &Scan<'_>, filter: &Filter, key: &'static str, by: &Source) -> Chart {
    let closed = filter.clone().and(in_kinds(scan.book(), &["won", "lost"]));
    let won = closed.clone().and(in_kinds(scan.book(), &["won"]));
    let all = ask(scan, closed.clone(), vec![by.clone()], vec![Measure::Count]);
    let wins = ask(scan, won, vec![by.clone()], vec![Measure::Count]);
    let mut marks: Vec<Mark> = all
        .groups
        .iter()
        .map(|group| {
            let base = group.measures[0].count();
            let won = wins.group(&group.keys).map_or(0, |group| group.measures[0].count());
            let key = group.keys.first().cloned().unwrap_or(Key::Empty);
            let rows = closed.clone().and(Filter::key(by.clone(), key.clone()));
            Mark { key, value: share(won, base), base, rows }
        })
        .collect();
    marks.sort_by(|a, b| b.value.partial_cmp(&a.value).unwrap_or(std::cmp::Ordering::Equal).then(a.key.cmp(&b.key)));
    let count = |measured: &[Measured]| measured.first().map_or(0, Measured::count);
    let total = share(count(&wins.total), count(&all.total));
    let verdict = range(&marks);
    Chart { key, unit: Unit::Share, marks, total, rows: closed, verdict }
}

/// The funnel of a pipeline: per open stage, and won, how many deals reached it or a later one.
/// `stages` are the pipeline's, by rank.
pub fn funnel(scan: &Scan<'_>, filter: &Filter, stages: &[Stage]) -> Chart {
    let kind = |kind: &'static str| stages.iter().filter(move |stage| stage.kind.as_deref() == Some(kind));
    let steps: Vec<Id> = kind("open").chain(kind("won")).map(|stage| stage.id.into()).collect();
    let furthest = Source::Furthest(key(Deal::STAGE));
    let answer = ask(scan, filter.clone(), vec![furthest.clone()], vec![Measure::Count]);
    let open = kind("open").count();
    let marks: Vec<Mark> = steps
        .iter()
        .enumerate()
        .filter(|(at, _)| *at <= open)
        .map(|(at, step)| {
            // All won stages are one step: the last.
            let reached: Vec<Key> = steps[at..].iter().map(|id| Key::Record(*id)).collect();
            let base = reached.iter().filter_map(|key| answer.group(std::slice::from_ref(key)));
            let base = base.map(|group| group.measures[0].count()).sum();
            let rows = filter.clone().and(Filter::Is(furthest.clone(), Test::In(reached)));
            #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
            let value = Some(base as f64);
            Mark { key: Key::Record(*step), value, base, rows }
        })
        .collect();
    let verdict = bottleneck(&marks);
    let total = marks.first().and_then(|mark| mark.value);
    Chart { key: "chart-funnel", unit: Unit::Count, marks, total, rows: filter.clone(), verdict }
}

/// Median days from a deal's first stage entry to its close, by month of close.
pub fn days_to_close(scan: &Scan<'_>, filter: &Filter) -> Chart {
    // A deal that was made closed has no way behind it, so zero days would only say that.
    let travelled = Filter::IsNot(Source::First(key(Deal::STAGE)), Test::In(vec![Key::Empty]));
    let won = filter.clone().and(in_kinds(scan.book(), &["won"])).and(travelled);
    let month = closed_on().month();
    let measures = vec![Measure::Median(Source::Days(key(Deal::STAGE))), Measure::Count];
    let answer = ask(scan, won.clone(), vec![month.clone()], measures);
    let marks: Vec<Mark> = answer
        .groups
        .iter()
        .map(|group| {
            let key = group.keys.first().cloned().unwrap_or(Key::Empty);
            let rows = won.clone().and(Filter::key(month.clone(), key.clone()));
            Mark { key, value: group.measures[0].number(), base: group.measures[1].count(), rows }
        })
        .collect();
    let total = answer.total.first().and_then(Measured::number);
    let verdict = range(&marks);
    Chart { key: "chart-days", unit: Unit::Days, marks, total, rows: won, verdict }
}

/// `part ÷ whole` in basis points; `None` without a base.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64 * 10_000.0)
}

fn extreme<'a>(marks: &'a [Mark], better: impl Fn(f64, f64) -> bool) -> Option<(&'a Mark, f64)> {
    let mut found: Option<(&Mark, f64)> = None;
    for mark in marks {
        if let Some(value) = mark.value {
            if found.is_none_or(|(_, best)| better(value, best)) {
                found = Some((mark, value));
            }
        }
    }
    found
}

fn best(marks: &[Mark]) -> Verdict {
    extreme(marks, |a, b| a > b).map_or(Verdict::Nothing, |(mark, value)| Verdict::Best(mark.key.clone(), value))
}

fn range(marks: &[Mark]) -> Verdict {
    match (extreme(marks, |a, b| a > b), extreme(marks, |a, b| a < b)) {
        (Some((high, most)), Some((low, least))) if marks.len() > 1 => {
            Verdict::Range(high.key.clone(), most, low.key.clone(), least)
        }
        (Some((high, most)), _) => Verdict::Best(high.key.clone(), most),
        _ => Verdict::Nothing,
    }
}

fn bottleneck(marks: &[Mark]) -> Verdict {
    let mut worst = Verdict::Nothing;
    let mut least = f64::INFINITY;
    for pair in marks.windows(2) {
        if let Some(passed) = share(pair[1].base, pair[0].base).filter(|passed| *passed < least) {
            least = passed;
            worst = Verdict::Bottleneck(pair[0].key.clone(), pair[1].key.clone(), passed);
        }
    }
    worst
}

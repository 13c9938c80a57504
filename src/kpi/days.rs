//! Days to close: from a deal's first stage entry to the day it was won; the median, since a few
//! deals that lay for a year say nothing about the usual one.

use super::chart::{Chart, Figure, Mark, Subject, Verdict, ends};
use super::deals::{began_on, closed_on, in_kinds, key};
use super::won::spans;
use crate::model::Day;
use crate::model::records::Deal;
use crate::query::axis::Series;
use crate::query::median;
use crate::query::{Filter, Key, Scan, Source, Test};

/// Median days to close of won deals, by month of close.
pub fn days_to_close(scan: &Scan<'_>, filter: &Filter) -> Chart {
    // A deal that was made closed has no way behind it, so zero days would only say that.
    let travelled = Filter::IsNot(began_on(), Test::In(vec![Key::Empty]));
    let won = filter.clone().and(in_kinds(scan.book(), &["won"])).and(travelled);
    let taken = taken(scan, &won);
    let month = |day: Option<i32>| day.map(|day| Day(day).month());
    let first = month(taken.iter().map(|(closed, _)| *closed).min());
    let last = month(taken.iter().map(|(closed, _)| *closed).max());
    let spans = first.zip(last).map(|(first, last)| spans(first, last)).unwrap_or_default();
    let ends_on: Vec<i32> = spans.iter().map(|span| span.days(scan.today()).1.0).collect();
    let mut by_span = vec![Vec::new(); spans.len()];
    for (closed, days) in &taken {
        if let Some(span) = by_span.get_mut(ends_on.partition_point(|end| end < closed)) {
            span.push(*days);
        }
    }
    let mark = |of: Subject, days: &mut Vec<f64>, rows: Filter| {
        let base = days.len() as u64;
        Mark { of, value: median(days).map(Figure::Days), base, won: base, rows }
    };
    let marks: Vec<Mark> = spans
        .into_iter()
        .zip(&mut by_span)
        .map(|(span, days)| {
            let rows = won.clone().and(Filter::Is(closed_on(), Test::During(span)));
            mark(Subject::Period(span), days, rows)
        })
        .collect();
    let all = mark(Subject::All, &mut taken.into_iter().map(|(_, days)| days).collect(), won);
    let verdict = match (all.value, ends(&marks)) {
        (Some(Figure::Days(days)), Some((slowest, quickest))) => Verdict::Middle(days, quickest, slowest),
        _ => Verdict::Nothing,
    };
    Chart { marks, all, verdict }
}

/// The day of closing of each deal, and the days it took.
fn taken(scan: &Scan<'_>, won: &Filter) -> Vec<(i32, f64)> {
    let series = scan.series(&Source::Days(key(Deal::STAGE)));
    let (Some((Series::Numbers(days), present)), Some(closed)) = (series, scan.days(&closed_on())) else {
        return Vec::new();
    };
    scan.select(won).iter().filter(|row| present[*row]).map(|row| (closed[row], days[row])).collect()
}

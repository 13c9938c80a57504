//! Days to close: from a deal's first stage entry to the day it was won; the median, since a few
//! deals that lay for a year say nothing about the usual one.

use super::chart::{Chart, Figure, Mark, Subject, Verdict, ends};
use super::deals::{ask, began_on, closed_on, in_kinds, key};
use crate::model::Month;
use crate::model::records::Deal;
use crate::query::{Filter, Key, Measure, Measured, Scan, Source, Test};

/// Median days to close of won deals, by month of close.
pub fn days_to_close(scan: &Scan<'_>, filter: &Filter) -> Chart {
    // A deal that was made closed has no way behind it, so zero days would only say that.
    let travelled = Filter::IsNot(began_on(), Test::In(vec![Key::Empty]));
    let won = filter.clone().and(in_kinds(scan.book(), &["won"])).and(travelled);
    let measures = vec![Measure::Median(Source::Days(key(Deal::STAGE))), Measure::Count];
    let months = ask(scan, won.clone(), vec![closed_on().month()], measures.clone());
    let of = |group: &crate::query::Group| {
        if let Some(Key::Month(month)) = group.keys.first() { Some(*month) } else { None }
    };
    let ends_at: Vec<Month> = months.groups.iter().filter_map(of).collect();
    let spans = match (ends_at.first(), ends_at.last()) {
        (Some(first), Some(last)) => super::won::spans(*first, *last),
        _ => Vec::new(),
    };
    let marks: Vec<Mark> = spans
        .into_iter()
        .map(|span| {
            let rows = won.clone().and(Filter::Is(closed_on(), Test::During(span)));
            let days = |answer: &[Measured]| answer.first().and_then(Measured::number).map(Figure::Days);
            let asked = ask(scan, rows.clone(), Vec::new(), measures.clone());
            let base = asked.total.get(1).map_or(0, Measured::count);
            Mark { of: Subject::Period(span), value: days(&asked.total), base, won: base, rows }
        })
        .collect();
    let overall = months.total.first().and_then(Measured::number);
    let base = months.total.get(1).map_or(0, Measured::count);
    let verdict =
        overall.zip(ends(&marks)).map_or(Verdict::Nothing, |(days, (most, least))| Verdict::Middle(days, least, most));
    let all = Mark { of: Subject::All, value: overall.map(Figure::Days), base, won: base, rows: won };
    Chart { marks, all, verdict }
}

//! Won value: by the time of close, and by what it was won with.

use super::chart::{Chart, Figure, Mark, Subject, Trend, Verdict, ends, ratio};
use super::deals::{ask, closed_on, during, in_kinds, read, value_and_count};
use crate::model::{Currency, Month};
use crate::query::{Filter, Key, Period, Scan, Source, Test};

/// Most marks that a chart over time shows, so that each can be told from its neighbours.
const MOST: i32 = 24;

/// Won value by month of close, in one currency; by quarter or year where months are too many.
/// Spans without a win between the first and the last stand with zero.
pub fn won_by_time(scan: &Scan<'_>, filter: &Filter, period: Option<Period>, currency: Currency) -> Chart {
    let won = during(filter, period).and(in_kinds(scan.book(), &["won"]));
    let answer = ask(scan, won.clone(), vec![closed_on().month()], value_and_count());
    let months: Vec<(Month, i128, u64)> = answer
        .groups
        .iter()
        .filter_map(|group| {
            let Some(Key::Month(month)) = group.keys.first() else { return None };
            let (minor, count) = read(&group.measures, currency);
            Some((*month, minor, count))
        })
        .collect();
    let sum = |period: Period| {
        let (from, to) = period.days(scan.today());
        let inside = months.iter().filter(|(month, _, _)| *month >= from.month() && *month <= to.month());
        inside.fold((0, 0), |(minor, count), more| (minor + more.1, count + more.2))
    };
    let spans = match (months.first(), months.last()) {
        (Some((first, ..)), Some((last, ..))) => spans(*first, *last),
        _ => Vec::new(),
    };
    let marks: Vec<Mark> = spans
        .iter()
        .map(|span| {
            let (minor, base) = sum(*span);
            let rows = won.clone().and(Filter::Is(closed_on(), Test::During(*span)));
            let value = Some(Figure::Money(minor, currency));
            Mark { of: Subject::Period(*span), value, base, won: base, rows }
        })
        .collect();
    let trend = months.first().zip(months.last()).and_then(|(first, last)| {
        let quarter = last_whole_quarter(last.0, scan.today().month())?;
        // The quarter before must lie in the chart, too: half a quarter is no base.
        let inside = period.is_none_or(|period| {
            let (from, to) = period.days(scan.today());
            from <= Month(quarter.0 - 3).first_day() && to >= Month(quarter.0 + 2).last_day()
        });
        (inside && Month(quarter.0 - 3) >= first.0).then_some(())?;
        let of = |first: Month| sum(quarter_of(first)).0;
        let (now, before) = (of(quarter), of(Month(quarter.0 - 3)));
        ratio(now - before, before).map(|change| Trend { quarter: quarter_of(quarter), change })
    });
    let (minor, base) = read(&answer.total, currency);
    let all = Mark { of: Subject::All, value: Some(Figure::Money(minor, currency)), base, won: base, rows: won };
    let verdict = ends(&marks).map_or(Verdict::Nothing, |(most, _)| Verdict::Best(most.of, most.value, trend));
    Chart { marks, all, verdict }
}

/// Months from the first to the last; quarters or years where these are more than [`MOST`].
pub(super) fn spans(first: Month, last: Month) -> Vec<Period> {
    let quarter = |month: Month| month.0.div_euclid(3);
    if last.0 - first.0 < MOST {
        (first.0..=last.0).map(|month| Period::Month(Month(month))).collect()
    } else if quarter(last) - quarter(first) < MOST {
        (quarter(first)..=quarter(last)).map(|at| quarter_of(Month(at * 3))).collect()
    } else {
        (first.year_month().0..=last.year_month().0).map(Period::Year).collect()
    }
}

/// The quarter that a month is in.
fn quarter_of(month: Month) -> Period {
    let (year, month) = month.year_month();
    Period::Quarter(year, (month - 1) / 3 + 1)
}

/// The first month of the last quarter up to a month that is over.
fn last_whole_quarter(last: Month, today: Month) -> Option<Month> {
    let begun = last.0.div_euclid(3) * 3;
    let over = begun + 3 <= today.0;
    // Data may end in the middle of a quarter that is long over; then the quarter is whole.
    Some(Month(if over { begun } else { begun.checked_sub(3)? }))
}

/// Won value by a source (area), greatest first, with each one's share of all.
pub fn won_by(scan: &Scan<'_>, filter: &Filter, currency: Currency, by: &Source) -> Chart {
    let won = filter.clone().and(in_kinds(scan.book(), &["won"]));
    let answer = ask(scan, won.clone(), vec![by.clone()], value_and_count());
    let mut marks: Vec<Mark> = answer
        .groups
        .iter()
        .map(|group| {
            let key = group.keys.first().cloned().unwrap_or(Key::Empty);
            let (minor, base) = read(&group.measures, currency);
            let rows = won.clone().and(Filter::key(by.clone(), key.clone()));
            Mark { of: Subject::Key(key), value: Some(Figure::Money(minor, currency)), base, won: base, rows }
        })
        .collect();
    crate::model::order::by(&mut marks, |a, b| b.size().total_cmp(&a.size()));
    let (minor, base) = read(&answer.total, currency);
    let all = Mark { of: Subject::All, value: Some(Figure::Money(minor, currency)), base, won: base, rows: won };
    let verdict = marks.first().and_then(|first| Some(Verdict::Leads(first.of.clone(), part(first, &all)?)));
    Chart { marks, all, verdict: verdict.unwrap_or(Verdict::Nothing) }
}

/// The share of a mark's money in that of all.
pub fn part(mark: &Mark, all: &Mark) -> Option<crate::model::BasisPoints> {
    match (mark.value, all.value) {
        (Some(Figure::Money(part, _)), Some(Figure::Money(whole, _))) => ratio(part, whole),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_cut_so_that_marks_can_be_told_apart() {
        let month = |text: &str| Month::parse(text).expect(text);
        for (first, last, count, from, to) in [
            ("2017-03", "2017-12", 10, "2017-03", "2017-12"),
            ("2016-01", "2017-12", 24, "2016-01", "2017-12"),
            ("2015-12", "2017-12", 9, "2015-Q4", "2017-Q4"),
            ("2010-05", "2017-12", 8, "2010", "2017"),
        ] {
            let spans = spans(month(first), month(last));
            let ends = [spans.first(), spans.last()].map(|span| span.map(ToString::to_string));
            assert_eq!((spans.len(), ends), (count, [Some(from.to_owned()), Some(to.to_owned())]), "{first} {last}");
        }
    }

    #[test]
    fn a_quarter_counts_once_it_is_over() {
        let month = |text: &str| Month::parse(text).expect(text);
        for (last, today, want) in
            [("2017-12", "2018-01", "2017-10"), ("2017-12", "2017-12", "2017-07"), ("2017-11", "2026-01", "2017-10")]
        {
            let first = last_whole_quarter(month(last), month(today)).map(|month| month.to_string());
            assert_eq!(first.as_deref(), Some(want), "{last} {today}");
        }
    }
}

//! Win rate (赢单率) by whatever deals have: person, product.

use super::chart::{Chart, Figure, Mark, Subject, Verdict, ends, share};
use super::deals::{ask, count, in_kinds};
use crate::model::BasisPoints;
use crate::query::{Filter, Key, Measure, Scan, Source, Test};

/// Most bars of a list; the rest stand together as the others.
const MOST: usize = 48;

fn rate(won: u64, base: u64) -> Option<Figure> {
    share(won, base).map(Figure::Share)
}

/// Win rate by a source, best first; those without a closed deal have no base and are left out.
pub fn win_rate(scan: &Scan<'_>, filter: &Filter, by: &Source) -> Chart {
    let closed = filter.clone().and(in_kinds(scan.book(), &["won", "lost"]));
    let wins = ask(scan, filter.clone().and(in_kinds(scan.book(), &["won"])), vec![by.clone()], vec![Measure::Count]);
    let answer = ask(scan, closed.clone(), vec![by.clone()], vec![Measure::Count]);
    let mut marks: Vec<Mark> = answer
        .groups
        .iter()
        .map(|group| {
            let base = count(&group.measures);
            let won = wins.group(&group.keys).map_or(0, |group| count(&group.measures));
            let key = group.keys.first().cloned().unwrap_or(Key::Empty);
            let rows = closed.clone().and(Filter::key(by.clone(), key.clone()));
            Mark { of: Subject::Key(key), value: rate(won, base), base, won, rows }
        })
        .collect();
    crate::model::order::by(&mut marks, |a, b| b.size().total_cmp(&a.size()).then(b.base.cmp(&a.base)));
    let verdict = match ends(&marks) {
        Some((most, least)) if marks.len() > 1 => {
            let all = share(count(&wins.total), count(&answer.total)).map_or(0, |all| all.0);
            let low = if let Figure::Share(low) = least.value { low.0 } else { all };
            Verdict::Range(most, least, BasisPoints(all - low))
        }
        Some((most, _)) => Verdict::Best(most.of, most.value, None),
        None => Verdict::Nothing,
    };
    gather(&mut marks, &closed, by);
    let (won, base) = (count(&wins.total), count(&answer.total));
    let all = Mark { of: Subject::All, value: rate(won, base), base, won, rows: closed };
    Chart { marks, all, verdict }
}

/// Puts the marks behind the first [`MOST`] together.
fn gather(marks: &mut Vec<Mark>, closed: &Filter, by: &Source) {
    if marks.len() <= MOST {
        return;
    }
    let rest = marks.split_off(MOST);
    let shown = marks.iter().filter_map(|mark| if let Subject::Key(key) = &mark.of { Some(key.clone()) } else { None });
    let rows = closed.clone().and(Filter::IsNot(by.clone(), Test::In(shown.collect())));
    let (won, base) = rest.iter().fold((0, 0), |(won, base), mark| (won + mark.won, base + mark.base));
    marks.push(Mark { of: Subject::Others(rest.len()), value: rate(won, base), base, won, rows });
}

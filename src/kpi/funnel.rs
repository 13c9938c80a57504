//! The funnel (漏斗): how many deals reached each stage or a later one. Its steps are
//! out(stage → next) ÷ in(stage); the least of them is the bottleneck (瓶颈).

use super::chart::{Chart, Figure, Funnel, Gap, Mark, Subject, Verdict, share};
use super::deals::{ask, count, in_kinds, key};
use crate::model::Id;
use crate::model::records::{Deal, Stage};
use crate::query::{Answer, Filter, Key, Measure, Scan, Source, Test};

/// The funnel of a pipeline: its open stages, and won. `stages` are the pipeline's, by rank.
pub fn funnel(scan: &Scan<'_>, filter: &Filter, stages: &[Stage]) -> Funnel {
    let kind = |kind: &'static str| stages.iter().filter(move |stage| stage.kind.as_deref() == Some(kind));
    let steps: Vec<Id> = kind("open").chain(kind("won")).map(|stage| stage.id.into()).collect();
    let open = kind("open").count();
    let furthest = Source::Furthest(key(Deal::STAGE));
    let lost = filter.clone().and(in_kinds(scan.book(), &["lost"]));
    let reached = ask(scan, filter.clone(), vec![furthest.clone()], vec![Measure::Count]);
    let lost = ask(scan, lost, vec![furthest.clone()], vec![Measure::Count]);
    let of = |answer: &Answer, id: &Id| answer.group(&[Key::Record(*id)]).map_or(0, |group| count(&group.measures));
    // All won stages are one step: the last.
    let shown = steps.iter().enumerate().filter(|(at, _)| *at <= open);
    let marks: Vec<Mark> = shown
        .map(|(at, step)| {
            let base = steps[at..].iter().map(|id| of(&reached, id)).sum();
            let keys = steps[at..].iter().map(|id| Key::Record(*id)).collect();
            let rows = filter.clone().and(Filter::Is(furthest.clone(), Test::In(keys)));
            let won = steps.iter().skip(open).map(|id| of(&reached, id)).sum();
            Mark { of: Subject::Key(Key::Record(*step)), value: Some(Figure::Count(base)), base, won, rows }
        })
        .collect();
    let mut gaps: Vec<Gap> = marks
        .windows(2)
        .zip(&steps)
        .map(|(pair, step)| {
            let lost = of(&lost, step);
            let here = pair[0].base.saturating_sub(pair[1].base + lost);
            Gap { passed: share(pair[1].base, pair[0].base), lost, here, worst: false }
        })
        .collect();
    let worst = (0..gaps.len()).filter(|at| gaps[*at].passed.is_some()).min_by_key(|at| gaps[*at].passed);
    let verdict = match worst {
        Some(at) => {
            gaps[at].worst = true;
            let passed = gaps[at].passed.unwrap_or(crate::model::BasisPoints(0));
            Verdict::Bottleneck(Key::Record(steps[at]), Key::Record(steps[at + 1]), passed)
        }
        None => Verdict::Nothing,
    };
    let keys = steps.iter().map(|id| Key::Record(*id)).collect();
    let base = marks.first().map_or(0, |mark| mark.base);
    let all = Mark {
        of: Subject::All,
        value: Some(Figure::Count(base)),
        base,
        won: marks.last().map_or(0, |mark| mark.won),
        rows: filter.clone().and(Filter::Is(furthest, Test::In(keys))),
    };
    Funnel { chart: Chart { marks, all, verdict }, gaps }
}

//! Takes out strings of visits that lie near one another: ruin of `SISR` (Christiaens and Vanden
//! Berghe, "Slack Induction by String Removals for Vehicle Routing Problems", 2020).

use super::chance::Chance;
use super::net::Net;
use super::state::State;

/// How much is taken out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// Visits taken out on average.
    pub(super) visits: f64,
    /// Longest string.
    pub(super) string: f64,
    /// How often a string keeps some of its middle.
    pub(super) split: f64,
    /// How often the stops keep their days.
    pub(super) held: f64,
}

/// Stops by nearness.
#[derive(Clone, Debug)]
pub(super) struct Near(Vec<Vec<usize>>);

/// Most neighbours kept for a stop.
const MOST_NEAR: usize = 250;

impl Near {
    pub(super) fn new(net: &Net) -> Self {
        let of = |stop: usize| {
            let way = net.out(stop);
            let back = net.into(stop);
            let key = |other: &usize| (way[*other].cost + back[*other].cost, *other != stop, *other);
            let mut near: Vec<usize> = (0..net.stops).collect();
            if near.len() > MOST_NEAR {
                near.select_nth_unstable_by_key(MOST_NEAR, key);
                near.truncate(MOST_NEAR);
            }
            near.sort_unstable_by_key(key);
            near
        };
        Self((0..net.stops).map(of).collect())
    }
}

/// Takes strings out; `out` receives the stops that miss days, with whether they keep their days.
pub(super) fn ruin(
    state: &mut State,
    net: &Net,
    near: &Near,
    measure: Measure,
    chance: &mut Chance,
    out: &mut Vec<(usize, bool)>,
) {
    if net.stops == 0 {
        return;
    }
    let held = net.days > 1 && chance.unit() < measure.held;
    let visits: usize = state.tours.iter().map(super::tour::Tour::len).sum();
    let used = state.tours.iter().filter(|tour| tour.len() > 0).count().max(1);
    let string = measure.string.min(real(visits) / real(used)).max(1.0);
    let strings = whole(1.0 + chance.unit() * (4.0 * measure.visits / (1.0 + string) - 1.0)).max(1);
    let seed = chance.below(net.stops);
    let first_day = chance.below(net.days);
    // Half of the time the strings lie on one day.
    let one_day = net.days > 1 && chance.unit() < 0.5;
    let mut ruined: Vec<usize> = Vec::with_capacity(strings);
    for stop in &near.0[seed] {
        if ruined.len() >= strings {
            break;
        }
        let from = if one_day { first_day } else { chance.below(net.days) };
        let span = if one_day { 1 } else { net.days };
        let tour = (0..span).find_map(|add| state.at(net, *stop, (from + add) % net.days));
        let Some(tour) = tour.filter(|tour| !ruined.contains(tour)) else { continue };
        ruined.push(tour);
        let longest = string.min(real(state.tours[tour].len()));
        let length = whole(1.0 + chance.unit() * longest).clamp(1, state.tours[tour].len());
        let gone = pick(state, net, tour, *stop, length, measure.split, chance);
        if gone.is_empty() {
            continue;
        }
        state.take_out(net, tour, &gone);
        for stop in gone {
            if !held {
                state.take_out_wholly(net, stop);
            }
            if !out.iter().any(|(known, _)| *known == stop) {
                out.push((stop, held));
            }
        }
    }
}

/// The string of a tour around a stop, without what is settled.
fn pick(
    state: &State,
    net: &Net,
    tour: usize,
    stop: usize,
    length: usize,
    split: f64,
    chance: &mut Chance,
) -> Vec<usize> {
    let day = net.shifts[tour].day;
    let spots = &state.tours[tour].spots;
    let count = state.tours[tour].len();
    let here = spots.iter().position(|spot| spot.node == stop).unwrap_or(1);
    let kept = if length > 1 && length < count && chance.unit() < split {
        let mut kept = 1;
        while length + kept < count && chance.unit() < 0.01 {
            kept += 1;
        }
        kept
    } else {
        0
    };
    let span = length + kept;
    let lowest = (here + 1).saturating_sub(span).max(1);
    let highest = here.min(count + 1 - span);
    let begin = lowest + chance.below(highest - lowest + 1);
    let hole = if kept == 0 { span } else { 1 + chance.below(length - 1) };
    let gone = (0..span).filter(|at| *at < hole || *at >= hole + kept).map(|at| spots[begin + at].node);
    gone.filter(|node| net.nodes[*node].locked >> day & 1 == 0).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of visits")]
pub(super) fn real(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers")]
fn whole(number: f64) -> usize {
    number as usize
}

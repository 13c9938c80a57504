//! The best day of one person with few stops, proven: all orders at once, by what was visited and
//! where one is (Held and Karp 1962), keeping of each only the beginnings that no other beats in
//! cost and in both moments, with lunch to come and with lunch had.

use super::clock::begin;
use super::net::{NEVER, Net};
use super::state::State;
use super::tour::{Spare, Tour, due};

/// Most stops for which this takes no time that a person would notice.
const MOST_STOPS: usize = 11;

/// A way to begin the day.
#[derive(Clone, Copy, Debug)]
struct Begun {
    cost: i64,
    leave: i64,
    leave_fed: i64,
    /// Where it came from: its place in the list of all that was begun.
    from: usize,
    stop: usize,
}

impl Begun {
    fn beats(&self, other: &Self) -> bool {
        self.cost <= other.cost && self.leave <= other.leave && self.leave_fed <= other.leave_fed
    }
}

/// Whether the problem is small enough.
pub(super) fn suits(net: &Net) -> bool {
    net.shifts.len() == 1 && net.stops <= MOST_STOPS && net.stops > 0
}

/// The best state there is; nothing where the settled visits leave no plan at all.
pub(super) fn best(net: &Net) -> Option<State> {
    let number = 0;
    let end = Tour::empty(net, number).spots[1];
    let shift = &net.shifts[number];
    let lunch = shift.lunch.filter(|_| due(shift).is_some());
    let first = Begun { cost: 0, leave: shift.opens, leave_fed: NEVER, from: 0, stop: net.ends[number].0 };
    let mut all = vec![first];
    // Of each set of stops and last stop, the beginnings that nothing beats.
    let mut lists: Vec<Vec<usize>> = vec![Vec::new(); (1 << net.stops) * net.stops];
    let loads: Vec<i64> = (0..1_usize << net.stops).map(|set| sum(net, set, |stop| net.nodes[stop].load)).collect();
    let settled = net.nodes.iter().enumerate().filter(|(_, node)| node.locked != 0);
    let settled = settled.fold(0_usize, |set, (stop, _)| set | 1 << stop);
    let is_possible = |stop: usize| {
        let node = &net.nodes[stop];
        !node.patterns.is_empty() && (node.locked != 0 || net.is_for(stop, number))
    };
    let possible: Vec<bool> = (0..net.stops).map(is_possible).collect();
    let price = |set: usize| sum(net, !set, |stop| net.nodes[stop].price);
    let mut best = (settled == 0).then(|| (price(0), 0, 0));
    for set in 0..1_usize << net.stops {
        let begun: Vec<usize> = match set {
            0 => vec![0],
            _ => (0..net.stops).flat_map(|last| lists[set * net.stops + last].iter().copied()).collect(),
        };
        for from in begun {
            let here = all[from];
            let home = net.way(here.stop, end.node);
            let in_time = net.clock.arrive(here.leave, home) <= end.by
                || lunch.is_some_and(|lunch| {
                    net.clock.arrive(here.leave_fed, home) <= end.by_fed
                        || net.clock.arrive_fed(here.leave, home, &lunch).0 <= end.by_fed
                });
            let cost = here.cost + home.cost + price(set);
            if set != 0 && set & settled == settled && in_time && best.is_none_or(|best| cost < best.0) {
                best = Some((cost, from, set));
            }
            for stop in (0..net.stops).filter(|stop| set >> stop & 1 == 0 && possible[*stop]) {
                let with = set | 1 << stop;
                if loads[with] > shift.capacity {
                    continue;
                }
                let way = net.way(here.stop, stop);
                let (windows, service) = (net.windows(stop, shift.day), net.nodes[stop].service);
                let fed = lunch.map_or(NEVER, |lunch| {
                    net.clock.arrive(here.leave_fed, way).min(net.clock.arrive_fed(here.leave, way, &lunch).0)
                });
                let next = Begun {
                    cost: here.cost + way.cost,
                    leave: (begin(windows, net.clock.arrive(here.leave, way)) + service).min(NEVER),
                    leave_fed: (begin(windows, fed) + service).min(NEVER),
                    from,
                    stop,
                };
                let list = &mut lists[with * net.stops + stop];
                if next.leave.min(next.leave_fed) >= NEVER || list.iter().any(|other| all[*other].beats(&next)) {
                    continue;
                }
                list.retain(|other| !next.beats(&all[*other]));
                list.push(all.len());
                all.push(next);
            }
        }
    }
    best.map(|(_, last, _)| state(net, &all, last))
}

fn sum(net: &Net, set: usize, of: impl Fn(usize) -> i64) -> i64 {
    (0..net.stops).filter(|stop| set >> stop & 1 == 1).map(of).sum()
}

/// The state at the end of a beginning.
fn state(net: &Net, all: &[Begun], mut last: usize) -> State {
    let mut order = Vec::new();
    while last != 0 {
        order.push(all[last].stop);
        last = all[last].from;
    }
    let mut state = State::bare(net);
    for (at, stop) in order.into_iter().rev().enumerate() {
        let before = state.tours[0].cost();
        state.put(net, stop, Spare { tour: 0, at: at + 1, added: 0 });
        state.choose(net, stop, 1);
        state.cost += state.tours[0].cost() - before;
    }
    if let Some(tour) = state.tours.first_mut() {
        tour.refresh_all(net, 0);
    }
    state
}

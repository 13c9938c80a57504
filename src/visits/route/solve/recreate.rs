//! Puts stops back greedily, each on the days and at the places where it costs least, with blinks:
//! recreation of `SISR`. Days are chosen by the sum of the cheapest places over each set of days.

use super::chance::Chance;
use super::net::Net;
use super::spare::Blink;
use super::state::State;
use super::tour::Spare;

/// How often a place is overlooked.
const BLINK: f64 = 0.01;

/// Orders in which stops are put back, as ranks by stop.
#[derive(Clone, Debug)]
pub(super) struct Orders {
    ranks: Vec<Vec<usize>>,
    /// How often each is used; chance order first.
    weights: Vec<usize>,
    /// Whoever is worth more is visited wherever there is room.
    beyond: i64,
}

impl Orders {
    pub(super) fn new(net: &Net) -> Self {
        let far = |stop: usize| {
            let ways = net.ends.iter().map(|(from, _)| net.way(*from, stop).cost);
            ways.min().unwrap_or(0)
        };
        let windows = |stop: usize| (0..net.days).flat_map(move |day| net.windows(stop, day));
        let width = |stop: usize| windows(stop).map(|window| window.closes - window.opens).sum::<i64>();
        let first = |stop: usize| windows(stop).map(|window| window.opens).min().unwrap_or(0);
        let last = |stop: usize| windows(stop).map(|window| window.closes).max().unwrap_or(0);
        let choice = |stop: usize| i64::try_from(net.nodes[stop].patterns.len()).unwrap_or(0);
        let rank = |key: &dyn Fn(usize) -> i64| {
            let mut stops: Vec<usize> = (0..net.stops).collect();
            stops.sort_by_key(|stop| (key(*stop), *stop));
            let mut ranks = vec![0; net.stops];
            for (rank, stop) in stops.into_iter().enumerate() {
                ranks[stop] = rank;
            }
            ranks
        };
        let ranks = vec![
            rank(&|stop| -net.nodes[stop].load),
            rank(&|stop| -far(stop)),
            rank(&far),
            rank(&width),
            rank(&first),
            rank(&|stop| -last(stop)),
            rank(&choice),
            rank(&|stop| -net.nodes[stop].price),
        ];
        let mut weights = vec![4, 4, 2, 1, 2, 2, 2, 0, 0];
        if net.days > 1 {
            weights[7] = 2;
        }
        if net.nodes.iter().any(|node| node.price != net.nodes[0].price) {
            weights[8] = 6;
        }
        // No stop of such a price is ever better left out.
        let beyond = (0..net.stops).map(|stop| 2 * far(stop)).max().unwrap_or(0).saturating_mul(4);
        Self { ranks, weights, beyond }
    }

    fn sort(&self, out: &mut [(usize, bool)], chance: &mut Chance) {
        let mut drawn = chance.below(self.weights.iter().sum());
        let mut chosen = 0;
        while drawn >= self.weights[chosen] {
            drawn -= self.weights[chosen];
            chosen += 1;
        }
        match chosen.checked_sub(1).and_then(|rank| self.ranks.get(rank)) {
            Some(ranks) => out.sort_unstable_by_key(|(stop, _)| ranks[*stop]),
            None => chance.shuffle(out),
        }
    }
}

/// What putting back needs besides the state, kept between turns for its memory.
#[derive(Clone, Debug)]
pub(super) struct Recreate {
    orders: Orders,
    blink: Blink,
    spares: Vec<Option<Spare>>,
}

impl Recreate {
    pub(super) fn new(net: &Net) -> Self {
        Self { orders: Orders::new(net), blink: Blink { left: 0 }, spares: vec![None; net.days] }
    }

    /// Puts back what can be; the rest is left out.
    pub(super) fn run(&mut self, state: &mut State, net: &Net, chance: &mut Chance, out: &mut [(usize, bool)]) {
        self.orders.sort(out, chance);
        for (stop, held) in out.iter().copied() {
            let days = state.chosen[stop];
            if held && days != 0 && self.put(state, net, chance, stop, &[days]) {
                continue;
            }
            if held {
                state.take_out_wholly(net, stop);
            }
            self.put(state, net, chance, stop, &net.nodes[stop].patterns);
        }
    }

    /// Puts a stop on the cheapest of the sets of days; says whether one was found.
    fn put(&mut self, state: &mut State, net: &Net, chance: &mut Chance, stop: usize, sets: &[u128]) -> bool {
        let price = self.bid(net.nodes[stop].price, chance);
        let wanted = sets.iter().fold(0, |all, days| all | days);
        for day in 0..net.days {
            self.spares[day] = None;
            if wanted >> day & 1 == 1 && state.at(net, stop, day).is_none() {
                self.spares[day] = self.spare(state, net, chance, stop, day, price);
            }
        }
        let mut best = (price.max(1), 0);
        let placed = placed(state, net, stop);
        for days in sets {
            let missing = days & !placed;
            let mut sum = Some(0);
            let mut left = missing;
            while left != 0 {
                let day = usize::try_from(left.trailing_zeros()).unwrap_or(0);
                left &= left - 1;
                sum = sum.zip(self.spares[day]).map(|(sum, spare)| sum + spare.added);
                if sum.is_none() {
                    break;
                }
            }
            if let Some(sum) = sum.filter(|sum| *sum < best.0) {
                best = (sum, *days);
            }
        }
        if best.1 == 0 {
            return false;
        }
        for day in 0..net.days {
            let spare = self.spares[day].filter(|_| best.1 >> day & 1 == 1);
            if let Some(spare) = spare {
                state.put(net, stop, spare);
            }
        }
        state.choose(net, stop, best.1);
        true
    }

    /// What a stop may cost. Sometimes more than it is worth: the next one may then cost less.
    fn bid(&self, price: i64, chance: &mut Chance) -> i64 {
        if price > self.orders.beyond || chance.below(4) != 0 { price } else { price.saturating_mul(4) }
    }

    /// The cheapest place on a day. Of alike shifts that are still free, one is looked at.
    fn spare(
        &mut self,
        state: &State,
        net: &Net,
        chance: &mut Chance,
        stop: usize,
        day: usize,
        price: i64,
    ) -> Option<Spare> {
        let mut found: Option<Spare> = None;
        let mut free = usize::MAX;
        let left = &mut self.blink.left;
        let mut blink = || {
            let now = *left == 0;
            *left = if now { until_blink(chance) } else { *left - 1 };
            now
        };
        for tour in &net.by_day[day] {
            if state.tours[*tour].len() == 0 {
                if free == net.alike[*tour] {
                    continue;
                }
                free = net.alike[*tour];
            }
            let below = found.map_or(price.max(1), |found| found.added);
            found = state.tours[*tour].spare(net, *tour, stop, below, &mut blink).or(found);
        }
        found
    }
}

fn placed(state: &State, net: &Net, stop: usize) -> u128 {
    (0..net.days).filter(|day| state.at(net, stop, *day).is_some()).fold(0, |bits, day| bits | 1 << day)
}

/// How many places are looked at before one is overlooked.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
fn until_blink(chance: &mut Chance) -> usize {
    (chance.positive().ln() / (1.0 - BLINK).ln()) as usize
}

//! The search: ruin and recreate under annealing, for as long as it is asked to go on.

mod chance;
mod clock;
mod exact;
mod hand;
mod net;
mod recreate;
mod ruin;
mod schedule;
mod spare;
mod state;
mod tour;
mod why;

use chance::Chance;
use net::Net;
use recreate::Recreate;
use ruin::{Measure, Near, real, ruin};
use state::State;

pub use hand::arrange;
pub use why::{Hindrance, hindrances, why_not};

use super::plan::Plan;
use super::problem::{Problem, Refused};

/// How bold a search is.
#[derive(Clone, Copy, Debug)]
struct Mood {
    /// Temperatures at the begin and the end, in mean ways between neighbours.
    hot: f64,
    cold: f64,
    /// How much a turn takes out. The paper has 10 visits; with a second's time fewer did better.
    measure: Measure,
}

/// For one day.
const DAY: Mood = Mood { hot: 1.5, cold: 0.03, measure: Measure { visits: 8.0, string: 10.0, split: 0.5, held: 0.0 } };

/// For several: a change of days moves a whole set of visits, so less heat is needed.
const DAYS: Mood = Mood { hot: 1.2, cold: 0.02, measure: Measure { visits: 9.0, string: 10.0, split: 0.5, held: 0.7 } };

/// Most stops left out that are tried again in one turn.
const MOST_AGAIN: usize = 12;

/// A search that can be asked to go on, and for its best plan, at any time.
#[derive(Clone, Debug)]
pub struct Search {
    net: Net,
    near: Near,
    chance: Chance,
    recreate: Recreate,
    now: State,
    best: State,
    /// Mean way between neighbours in the first plan.
    mean: f64,
    out: Vec<(usize, bool)>,
    /// The best plan is known to be the best there is.
    proven: bool,
}

impl Search {
    /// Makes a first plan.
    pub fn new(problem: &Problem, seed: u64) -> Result<Self, Refused> {
        let net = Net::new(problem)?;
        let mut chance = Chance::new(seed);
        let mut now = State::new(&net);
        let settled = now.tours.iter().enumerate();
        if let Some((wrong, _)) =
            settled.into_iter().find(|(number, tour)| tour.len() > 0 && !tour.is_possible(&net, *number))
        {
            return Err(Refused::Locked(wrong));
        }
        let exact = if exact::suits(&net) { exact::best(&net) } else { None };
        let proven = exact.is_some();
        if let Some(exact) = exact {
            now = exact;
        }
        let mut recreate = Recreate::new(&net);
        let mut out: Vec<(usize, bool)> = (0..net.stops).map(|stop| (stop, false)).collect();
        if !proven {
            recreate.run(&mut now, &net, &mut chance, &mut out);
        }
        now.mark();
        let visits: usize = now.tours.iter().map(|tour| tour.len() + 1).sum();
        let ways: i64 = now.tours.iter().map(tour::Tour::cost).sum();
        let mean = number(ways) / real(visits.max(1));
        Ok(Self { near: Near::new(&net), net, chance, recreate, best: now.clone(), now, mean, out, proven })
    }

    /// Takes some turns. `share` is how much of the budget is used, from 0 to 1: it sets how bold the turns are.
    pub fn go_on(&mut self, turns: usize, share: f64) {
        if self.proven || self.net.stops == 0 {
            return;
        }
        let mood = if self.net.days > 1 { DAYS } else { DAY };
        let heat = self.mean * mood.hot * (mood.cold / mood.hot).powf(share.clamp(0.0, 1.0));
        for _ in 0..turns {
            self.out.clear();
            ruin(&mut self.now, &self.net, &self.near, mood.measure, &mut self.chance, &mut self.out);
            self.call_again();
            self.recreate.run(&mut self.now, &self.net, &mut self.chance, &mut self.out);
            let before = self.now.back_cost();
            let allowed = number(before) - heat * self.chance.positive().ln();
            if number(self.now.cost) < allowed {
                if self.now.cost < self.best.cost {
                    self.best.copy_from(&self.now);
                }
                self.now.mark();
            } else {
                self.now.revert(&self.net);
            }
        }
    }

    /// Begins a new round from the best plan so far: for who goes on beyond the budget, with shares from
    /// about a third on.
    pub fn again(&mut self) {
        self.now.restart(&self.net, &self.best);
    }

    /// Stops left out get another chance.
    fn call_again(&mut self) {
        if self.now.absent == 0 {
            return;
        }
        let taken = self.out.len();
        let from = self.chance.below(self.net.stops);
        for add in 0..self.net.stops {
            let stop = (from + add) % self.net.stops;
            if self.now.chosen[stop] == 0 && !self.out[..taken].iter().any(|(out, _)| *out == stop) {
                self.out.push((stop, false));
                if self.out.len() >= taken + MOST_AGAIN {
                    break;
                }
            }
        }
    }

    /// Whether no plan is better than the best so far.
    pub fn is_proven(&self) -> bool {
        self.proven
    }

    /// The cost of the best plan so far.
    pub fn cost(&self) -> i64 {
        self.best.cost
    }

    /// The best plan so far.
    pub fn plan(&self) -> Plan {
        schedule::plan(&self.net, &self.best)
    }
}

/// Searches until `spent` says that the whole budget (1) is used.
pub fn solve(problem: &Problem, seed: u64, mut spent: impl FnMut() -> f64) -> Result<Plan, Refused> {
    let mut search = Search::new(problem, seed)?;
    loop {
        let share = spent();
        if share >= 1.0 || search.is_proven() {
            return Ok(search.plan());
        }
        search.go_on(50, share);
    }
}

#[expect(clippy::cast_precision_loss, reason = "costs stay far below the whole numbers that it holds exactly")]
fn number(cost: i64) -> f64 {
    cost as f64
}

//! All tours, and the way back from a change that was not worth it.

use super::net::Net;
use super::tour::{Spare, Tour};

/// No tour.
pub(super) const NOWHERE: usize = usize::MAX;

/// All tours.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) tours: Vec<Tour>,
    /// The tour of stop `s` on day `d` at `s * days + d`.
    at: Vec<usize>,
    /// The days chosen for each stop, as bits; 0: left out.
    pub(super) chosen: Vec<u128>,
    pub(super) cost: i64,
    /// How many stops are left out.
    pub(super) absent: usize,
    back: Back,
}

/// What a change has touched, as it was.
#[derive(Clone, Debug, Default)]
struct Back {
    tours: Vec<(usize, Tour)>,
    chosen: Vec<(usize, u128)>,
    cost: i64,
    absent: usize,
    /// Tours whose memory can be used again.
    pool: Vec<Tour>,
}

impl State {
    /// Nothing is visited, not even what is settled.
    pub(super) fn bare(net: &Net) -> Self {
        Self {
            tours: (0..net.shifts.len()).map(|number| Tour::empty(net, number)).collect(),
            at: vec![NOWHERE; net.stops * net.days],
            chosen: vec![0; net.stops],
            cost: net.nodes.iter().map(|node| node.price).sum(),
            absent: net.stops,
            back: Back::default(),
        }
    }

    /// Only the settled visits.
    pub(super) fn new(net: &Net) -> Self {
        let mut state = Self::bare(net);
        for (shift, _, stop) in &net.locked {
            let at = state.tours[*shift].spots.len() - 1;
            let before = state.tours[*shift].cost();
            state.tours[*shift].insert(net, *shift, *stop, at);
            state.tours[*shift].refresh_all(net, *shift);
            state.cost += state.tours[*shift].cost() - before;
            state.at[stop * net.days + net.shifts[*shift].day] = *shift;
        }
        state
    }

    /// The tour that visits a stop on a day.
    #[inline]
    pub(super) fn at(&self, net: &Net, stop: usize, day: usize) -> Option<usize> {
        Some(self.at[stop * net.days + day]).filter(|tour| *tour != NOWHERE)
    }

    /// From here on [`State::revert`] leads back to here.
    pub(super) fn mark(&mut self) {
        self.back.pool.extend(self.back.tours.drain(..).map(|(_, tour)| tour));
        self.back.chosen.clear();
        self.back.cost = self.cost;
        self.back.absent = self.absent;
    }

    fn touch(&mut self, tour: usize) {
        if self.back.tours.iter().any(|(touched, _)| *touched == tour) {
            return;
        }
        let mut saved = self.back.pool.pop().unwrap_or_else(|| Tour { spots: Vec::new(), load: 0 });
        saved.spots.clone_from(&self.tours[tour].spots);
        saved.load = self.tours[tour].load;
        self.back.tours.push((tour, saved));
    }

    /// Undoes everything since the mark.
    pub(super) fn revert(&mut self, net: &Net) {
        for (tour, _) in &self.back.tours {
            let day = net.shifts[*tour].day;
            for stop in self.tours[*tour].stops() {
                self.at[stop * net.days + day] = NOWHERE;
            }
        }
        while let Some((tour, saved)) = self.back.tours.pop() {
            let day = net.shifts[tour].day;
            for stop in saved.stops() {
                self.at[stop * net.days + day] = tour;
            }
            self.back.pool.push(std::mem::replace(&mut self.tours[tour], saved));
        }
        while let Some((stop, days)) = self.back.chosen.pop() {
            self.chosen[stop] = days;
        }
        self.cost = self.back.cost;
        self.absent = self.back.absent;
    }

    /// Sets the days of a stop, and with them whether it is left out.
    pub(super) fn choose(&mut self, net: &Net, stop: usize, days: u128) {
        let old = self.chosen[stop];
        if old == days {
            return;
        }
        self.back.chosen.push((stop, old));
        self.chosen[stop] = days;
        if old == 0 {
            self.absent -= 1;
            self.cost -= net.nodes[stop].price;
        } else if days == 0 {
            self.absent += 1;
            self.cost += net.nodes[stop].price;
        }
    }

    /// Takes marked stops out of a tour.
    pub(super) fn take_out(&mut self, net: &Net, tour: usize, out: &[usize]) {
        self.touch(tour);
        let day = net.shifts[tour].day;
        self.cost -= self.tours[tour].cost();
        for stop in out {
            self.at[stop * net.days + day] = NOWHERE;
        }
        self.tours[tour].retain(net, tour, |stop| !out.contains(&stop));
        self.cost += self.tours[tour].cost();
    }

    /// Takes a stop out on all its days that are not settled.
    pub(super) fn take_out_wholly(&mut self, net: &Net, stop: usize) {
        for day in 0..net.days {
            if net.nodes[stop].locked >> day & 1 == 1 {
                continue;
            }
            if let Some(tour) = self.at(net, stop, day) {
                self.take_out(net, tour, &[stop]);
            }
        }
        self.choose(net, stop, 0);
    }

    /// Puts a stop where a place was found.
    pub(super) fn put(&mut self, net: &Net, stop: usize, spare: Spare) {
        self.touch(spare.tour);
        self.tours[spare.tour].insert(net, spare.tour, stop, spare.at);
        self.at[stop * net.days + net.shifts[spare.tour].day] = spare.tour;
        self.cost += spare.added;
    }
}

impl State {
    /// The cost at the mark.
    pub(super) fn back_cost(&self) -> i64 {
        self.back.cost
    }

    /// Goes on from another state's tours.
    pub(super) fn restart(&mut self, net: &Net, other: &Self) {
        self.copy_from(other);
        self.at.fill(NOWHERE);
        for (number, tour) in self.tours.iter().enumerate() {
            let day = net.shifts[number].day;
            for stop in tour.stops() {
                self.at[stop * net.days + day] = number;
            }
        }
        self.mark();
    }

    /// Takes over tours and days of another state.
    pub(super) fn copy_from(&mut self, other: &Self) {
        for (tour, from) in self.tours.iter_mut().zip(&other.tours) {
            tour.spots.clone_from(&from.spots);
            tour.load = from.load;
        }
        self.chosen.clone_from(&other.chosen);
        self.cost = other.cost;
        self.absent = other.absent;
    }
}

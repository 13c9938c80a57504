//! One shift's visits in order, with the earliest and latest moments at each.

use crate::visits::route::problem::Shift;

use super::clock::{begin, latest};
use super::net::{NEVER, Net};

/// A node on a tour: the start, a stop, or the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) node: usize,
    /// Cost of the way to the next spot.
    pub(super) next: i64,
    /// Earliest moment to go on, with lunch still to come.
    pub(super) leave: i64,
    /// Earliest moment to go on, with lunch had.
    pub(super) leave_fed: i64,
    /// Latest arrival that keeps all that follows possible, with lunch still to come.
    pub(super) by: i64,
    /// Latest arrival, with lunch had.
    pub(super) by_fed: i64,
}

/// One shift's visits.
#[derive(Clone, Debug)]
pub(super) struct Tour {
    pub(super) spots: Vec<Spot>,
    pub(super) load: i64,
}

/// Where a stop would go, and what that adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spare {
    pub(super) tour: usize,
    /// Before the spot at this place.
    pub(super) at: usize,
    pub(super) added: i64,
}

impl Tour {
    pub(super) fn empty(net: &Net, number: usize) -> Self {
        let (shift, (from, to)) = (&net.shifts[number], net.ends[number]);
        let spot = |node| Spot { node, next: 0, leave: NEVER, leave_fed: NEVER, by: -NEVER, by_fed: -NEVER };
        let mut tour = Self { spots: vec![spot(from), spot(to)], load: 0 };
        tour.spots[0].leave = shift.opens;
        match due(shift) {
            Some(lunch) => {
                tour.spots[1].by = shift.closes.min(lunch);
                tour.spots[1].by_fed = shift.closes;
            }
            None => tour.spots[1].by = shift.closes,
        }
        tour.spots[0].next = net.way(from, to).cost;
        tour
    }

    /// How many stops it has.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.spots.len() - 2
    }

    /// The stops in order.
    pub(super) fn stops(&self) -> impl Iterator<Item = usize> {
        self.spots[1..self.spots.len() - 1].iter().map(|spot| spot.node)
    }

    /// The cost of its ways; a tour without stops costs nothing, whatever lies between its ends.
    pub(super) fn cost(&self) -> i64 {
        if self.len() == 0 { 0 } else { self.spots[..self.spots.len() - 1].iter().map(|spot| spot.next).sum() }
    }

    /// Puts a stop before a spot.
    pub(super) fn insert(&mut self, net: &Net, number: usize, node: usize, at: usize) {
        let spot = Spot { node, next: 0, leave: 0, leave_fed: NEVER, by: 0, by_fed: -NEVER };
        self.spots.insert(at, spot);
        self.load += net.nodes[node].load;
        self.refresh(net, number, at);
    }

    /// Takes out all stops that are not kept.
    pub(super) fn retain(&mut self, net: &Net, number: usize, keep: impl Fn(usize) -> bool) {
        let stops = net.stops;
        self.spots.retain(|spot| spot.node >= stops || keep(spot.node));
        self.load = self.stops().map(|stop| net.nodes[stop].load).sum();
        self.refresh_all(net, number);
    }

    pub(super) fn refresh_all(&mut self, net: &Net, number: usize) {
        if net.plain {
            self.forward(net, number, 1);
            self.backward(net, number, self.spots.len() - 2);
        } else {
            self.forward_fed(net, number, 1);
            self.backward_fed(net, number, self.spots.len() - 2);
        }
    }

    /// Works out the moments anew after a change at one spot.
    fn refresh(&mut self, net: &Net, number: usize, at: usize) {
        if net.plain {
            self.forward(net, number, at);
            self.backward(net, number, at);
        } else {
            self.forward_fed(net, number, at);
            self.backward_fed(net, number, at);
        }
    }

    fn forward(&mut self, net: &Net, number: usize, first: usize) {
        let day = net.shifts[number].day;
        for at in first..self.spots.len() {
            let before = self.spots[at - 1];
            let node = self.spots[at].node;
            let way = net.way(before.node, node);
            self.spots[at - 1].next = way.cost;
            if at + 1 < self.spots.len() {
                let start = begin(net.windows(node, day), before.leave + way.time);
                self.spots[at].leave = start + net.nodes[node].service;
            }
        }
    }

    fn backward(&mut self, net: &Net, number: usize, last: usize) {
        let day = net.shifts[number].day;
        for at in (1..=last).rev() {
            let after = self.spots[at + 1];
            let node = self.spots[at].node;
            let leave = after.by - net.way(node, after.node).time;
            self.spots[at].by = latest(net.windows(node, day), leave - net.nodes[node].service);
        }
    }

    fn forward_fed(&mut self, net: &Net, number: usize, first: usize) {
        let shift = &net.shifts[number];
        let lunch = shift.lunch.filter(|_| due(shift).is_some());
        for at in first..self.spots.len() {
            let before = self.spots[at - 1];
            let node = self.spots[at].node;
            let way = net.way(before.node, node);
            self.spots[at - 1].next = way.cost;
            if at + 1 < self.spots.len() {
                let (windows, service) = (net.windows(node, shift.day), net.nodes[node].service);
                self.spots[at].leave = begin(windows, net.clock.arrive(before.leave, way)) + service;
                let fed = lunch.map_or(NEVER, |lunch| {
                    let here = net.clock.arrive_fed(before.leave, way, &lunch).0;
                    here.min(net.clock.arrive(before.leave_fed, way))
                });
                self.spots[at].leave_fed = begin(windows, fed) + service;
            }
        }
    }

    fn backward_fed(&mut self, net: &Net, number: usize, last: usize) {
        let shift = &net.shifts[number];
        let lunch = shift.lunch.filter(|_| due(shift).is_some());
        for at in (1..=last).rev() {
            let after = self.spots[at + 1];
            let node = self.spots[at].node;
            let way = net.way(node, after.node);
            let (windows, service) = (net.windows(node, shift.day), net.nodes[node].service);
            let plain = net.clock.leave_by(after.by, way);
            let fed = lunch.map_or(-NEVER, |lunch| net.clock.leave_fed_by(after.by_fed, way, &lunch));
            self.spots[at].by = latest(windows, plain.max(fed) - service);
            self.spots[at].by_fed = latest(windows, net.clock.leave_by(after.by_fed, way) - service);
        }
    }

    /// Whether all its visits and the return are in time.
    pub(super) fn is_possible(&self, net: &Net, number: usize) -> bool {
        let first = self.spots[1];
        let way = net.way(self.spots[0].node, first.node);
        let shift = &net.shifts[number];
        let fed = due(shift)
            .and(shift.lunch)
            .is_some_and(|lunch| net.clock.arrive_fed(shift.opens, way, &lunch).0 <= first.by_fed);
        self.load <= shift.capacity && (fed || net.clock.arrive(shift.opens, way) <= first.by)
    }
}

/// The moment by which one has to be back to need no lunch, where lunch can be due.
pub(super) fn due(shift: &Shift) -> Option<i64> {
    shift.lunch.map(|lunch| lunch.window.closes).filter(|closes| shift.opens <= *closes)
}

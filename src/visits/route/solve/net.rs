//! The problem laid out for speed: ways by node in both directions, windows by day.
//!
//! A node is a stop, or a place where shifts start or end.

use std::collections::BTreeMap;

use crate::visits::route::problem::{Problem, Refused, Shift, Window};

use super::clock::Clock;

/// A moment that is never reached; far from the end of numbers, so that legs can be added.
pub(super) const NEVER: i64 = i64::MAX / 4;

/// One way. Where speed goes by the hour, the time of a way that does not is stored as its
/// complement, below zero: ways fill most of the memory that a search reads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Way {
    pub(super) cost: i64,
    pub(super) time: i64,
}

/// What the search knows of a stop.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) service: i64,
    pub(super) load: i64,
    pub(super) price: i64,
    /// Who alone goes there.
    pub(super) person: Option<usize>,
    /// Sets of days, as bits.
    pub(super) patterns: Vec<u128>,
    /// Days with a settled visit.
    pub(super) locked: u128,
}

/// The problem laid out for speed.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub(super) stops: usize,
    pub(super) days: usize,
    pub(super) nodes: Vec<Node>,
    /// Ways from node `n` at row `n`.
    out: Vec<Way>,
    /// Ways to node `n` at row `n`.
    into: Vec<Way>,
    width: usize,
    /// Windows of stop `s` on day `d` at `s * days + d`.
    windows: Vec<Vec<Window>>,
    pub(super) shifts: Vec<Shift>,
    /// Nodes where shifts start and end.
    pub(super) ends: Vec<(usize, usize)>,
    /// Shifts of each day, alike ones together.
    pub(super) by_day: Vec<Vec<usize>>,
    /// Alike shifts have the same number.
    pub(super) alike: Vec<usize>,
    pub(super) clock: Clock,
    /// One window a day, no lunch, the same speed all day: the short way to judge an insertion.
    pub(super) plain: bool,
    /// Settled visits: shift, start, stop; in order.
    pub(super) locked: Vec<(usize, i64, usize)>,
}

/// Most days that a problem can have.
const MOST_DAYS: usize = 128;

fn bits(days: &[usize]) -> u128 {
    days.iter().fold(0, |bits, day| bits | 1 << day)
}

impl Net {
    pub(super) fn new(problem: &Problem) -> Result<Self, Refused> {
        problem.validate()?;
        if problem.days > MOST_DAYS {
            return Err(Refused::Shift(problem.shifts.len()));
        }
        let stops = problem.stops.len();
        let mut places: Vec<usize> = problem.stops.iter().map(|stop| stop.place).collect();
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        let mut node = |place: usize| {
            *known.entry(place).or_insert_with(|| {
                places.push(place);
                places.len() - 1
            })
        };
        let ends = problem.shifts.iter().map(|shift| (node(shift.from), node(shift.to))).collect();
        let legs = &problem.legs;
        let way = |from: usize, to: usize| {
            let cell = from * legs.places + to;
            let fixed = legs.speeds.is_some() && legs.fixed.get(cell).is_some_and(|fixed| *fixed);
            Way { cost: legs.cost[cell], time: if fixed { !legs.time[cell] } else { legs.time[cell] } }
        };
        let mut net = Self {
            stops,
            days: problem.days,
            nodes: problem.stops.iter().map(|stop| Node::new(problem, stop)).collect(),
            out: places.iter().flat_map(|from| places.iter().map(move |to| way(*from, *to))).collect(),
            into: places.iter().flat_map(|to| places.iter().map(move |from| way(*from, *to))).collect(),
            width: places.len(),
            windows: windows(problem),
            shifts: problem.shifts.clone(),
            ends,
            by_day: Vec::new(),
            alike: Vec::new(),
            clock: Clock::new(legs.speeds.as_ref()),
            plain: legs.speeds.is_none() && problem.shifts.iter().all(|shift| shift.lunch.is_none()),
            locked: locked(problem),
        };
        net.plain &= net.windows.iter().all(|list| list.len() <= 1);
        net.group_shifts();
        Ok(net)
    }

    fn group_shifts(&mut self) {
        let mut kinds: Vec<Shift> = Vec::new();
        for shift in &self.shifts {
            let kind = kinds.iter().position(|kind| kind == shift).unwrap_or_else(|| {
                kinds.push(*shift);
                kinds.len() - 1
            });
            self.alike.push(kind);
        }
        self.by_day = (0..self.days)
            .map(|day| {
                let mut list: Vec<usize> =
                    (0..self.shifts.len()).filter(|shift| self.shifts[*shift].day == day).collect();
                list.sort_by_key(|shift| self.alike[*shift]);
                list
            })
            .collect();
    }

    /// Ways from a node.
    #[inline]
    pub(super) fn out(&self, node: usize) -> &[Way] {
        &self.out[node * self.width..(node + 1) * self.width]
    }

    /// Ways to a node.
    #[inline]
    pub(super) fn into(&self, node: usize) -> &[Way] {
        &self.into[node * self.width..(node + 1) * self.width]
    }

    /// One way.
    #[inline]
    pub(super) fn way(&self, from: usize, to: usize) -> Way {
        self.out[from * self.width + to]
    }

    /// Whether a stop is for whoever works a shift.
    #[inline]
    pub(super) fn is_for(&self, stop: usize, shift: usize) -> bool {
        self.nodes[stop].person.is_none_or(|person| person == self.shifts[shift].person)
    }

    /// When a visit may begin on a day.
    #[inline]
    pub(super) fn windows(&self, stop: usize, day: usize) -> &[Window] {
        &self.windows[stop * self.days + day]
    }
}

impl Node {
    fn new(problem: &Problem, stop: &crate::visits::route::Stop) -> Self {
        let locked = stop
            .locked
            .iter()
            .filter_map(|locked| problem.shifts.get(locked.shift))
            .fold(0, |bits, shift| bits | 1 << shift.day);
        let patterns: Vec<u128> =
            stop.patterns.iter().map(|days| bits(days)).filter(|days| days & locked == locked && *days != 0).collect();
        Self { service: stop.service, load: stop.load, price: stop.price, person: stop.person, patterns, locked }
    }
}

fn windows(problem: &Problem) -> Vec<Vec<Window>> {
    let of = |stop: &crate::visits::route::Stop, day: usize| {
        let settled = stop.locked.iter().find(|locked| problem.shifts[locked.shift].day == day);
        if let Some(settled) = settled {
            return vec![Window { opens: settled.start, closes: settled.start }];
        }
        let released = stop
            .windows_on(day)
            .iter()
            .map(|window| Window { opens: window.opens.max(stop.release), closes: window.closes });
        released.filter(|window| window.opens <= window.closes).collect()
    };
    problem.stops.iter().flat_map(|stop| (0..problem.days).map(move |day| of(stop, day))).collect()
}

fn locked(problem: &Problem) -> Vec<(usize, i64, usize)> {
    let settled = problem
        .stops
        .iter()
        .enumerate()
        .flat_map(|(number, stop)| stop.locked.iter().map(move |locked| (locked.shift, locked.start, number)));
    let mut settled: Vec<(usize, i64, usize)> = settled.collect();
    settled.sort_unstable();
    settled
}

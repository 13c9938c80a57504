//! Where in a tour a stop costs least.

use super::clock::begin;
use super::net::{NEVER, Net};
use super::tour::{Spare, Tour, due};

/// Overlooks a place now and then, so that the same holes are not always filled the same way.
#[derive(Clone, Debug)]
pub(super) struct Blink {
    /// Places until the next one is overlooked.
    pub(super) left: usize,
}

impl Tour {
    /// The cheapest place for a stop that adds less than `below`; `blink` is asked at each place worth a look.
    pub(super) fn spare(
        &self,
        net: &Net,
        number: usize,
        node: usize,
        below: i64,
        blink: &mut impl FnMut() -> bool,
    ) -> Option<Spare> {
        if self.load + net.nodes[node].load > net.shifts[number].capacity || !net.is_for(node, number) {
            return None;
        }
        if net.plain {
            self.spare_plain(net, number, node, below, blink)
        } else {
            self.spare_fed(net, number, node, below, blink)
        }
    }

    fn spare_plain(
        &self,
        net: &Net,
        number: usize,
        node: usize,
        below: i64,
        blink: &mut impl FnMut() -> bool,
    ) -> Option<Spare> {
        let window = *net.windows(node, net.shifts[number].day).first()?;
        let service = net.nodes[node].service;
        let (out, into) = (net.out(node), net.into(node));
        let earliest = window.opens + service;
        let mut best = below;
        let mut found = None;
        let empty = self.len() == 0;
        for (at, pair) in self.spots.windows(2).enumerate() {
            let (before, after) = (&pair[0], &pair[1]);
            if before.leave > window.closes {
                break;
            }
            let (there, on) = (into[before.node], out[after.node]);
            let saved = if empty { 0 } else { before.next };
            let added = there.cost + on.cost - saved;
            if added >= best || earliest + on.time > after.by {
                continue;
            }
            let arrival = before.leave + there.time;
            if arrival > window.closes || arrival.max(window.opens) + service + on.time > after.by || blink() {
                continue;
            }
            best = added;
            found = Some(Spare { tour: number, at: at + 1, added });
        }
        found
    }

    fn spare_fed(
        &self,
        net: &Net,
        number: usize,
        node: usize,
        below: i64,
        blink: &mut impl FnMut() -> bool,
    ) -> Option<Spare> {
        let shift = &net.shifts[number];
        let lunch = shift.lunch.filter(|_| due(shift).is_some());
        let windows = net.windows(node, shift.day);
        let (opens, closes) = (windows.first()?.opens, windows.last()?.closes);
        let service = net.nodes[node].service;
        let meal = lunch.map_or(NEVER, |lunch| lunch.lasts);
        let (out, into) = (net.out(node), net.into(node));
        let clock = &net.clock;
        let mut best = below;
        let mut found = None;
        let empty = self.len() == 0;
        for (at, pair) in self.spots.windows(2).enumerate() {
            let (before, after) = (&pair[0], &pair[1]);
            if before.leave > closes && before.leave_fed > closes {
                break;
            }
            let (there, on) = (into[before.node], out[after.node]);
            let added = there.cost + on.cost - if empty { 0 } else { before.next };
            if added >= best {
                continue;
            }
            // Most places can be told to be too tight without a look at the hours.
            let ready = |leave: i64| (leave + clock.least(there)).max(opens) + service + clock.least(on);
            let (hungry, fed) = (ready(before.leave), ready(before.leave_fed));
            if hungry > after.by && fed > after.by_fed && hungry + meal > after.by_fed {
                continue;
            }
            let hungry = begin(windows, clock.arrive(before.leave, there)) + service;
            let mut possible = hungry < NEVER && clock.arrive(hungry, on) <= after.by;
            if let Some(lunch) = lunch.filter(|_| !possible) {
                let arrival = clock.arrive_fed(before.leave, there, &lunch).0;
                let fed = begin(windows, arrival.min(clock.arrive(before.leave_fed, there))) + service;
                possible = fed < NEVER && clock.arrive(fed, on) <= after.by_fed
                    || hungry < NEVER && clock.arrive_fed(hungry, on, &lunch).0 <= after.by_fed;
            }
            if possible && !blink() {
                best = added;
                found = Some(Spare { tour: number, at: at + 1, added });
            }
        }
        found
    }
}

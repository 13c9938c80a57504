//! Orders made by hand: every moment in them, also where that breaks something.

use std::collections::BTreeMap;

use crate::visits::route::plan::{Call, Drive, Plan};
use crate::visits::route::problem::{Problem, Refused};

use super::clock::begin;
use super::net::{NEVER, Net};
use super::schedule;
use super::tour::{Tour, due};

/// The plan in which each shift visits these stops in this order, as early as it can. Where that cannot
/// be in time it is late: the checker says what breaks. Numbers that stand for nothing are left out.
pub fn arrange(problem: &Problem, orders: &[(usize, Vec<usize>)]) -> Result<Plan, Refused> {
    let net = Net::new(problem)?;
    let mut by_shift: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (shift, stops) in orders.iter().filter(|(shift, _)| *shift < net.shifts.len()) {
        by_shift.entry(*shift).or_default().extend(stops.iter().filter(|stop| **stop < net.stops));
    }
    let mut plan = Plan::default();
    let mut left_out = vec![true; net.stops];
    for (shift, stops) in by_shift.into_iter().filter(|(_, stops)| !stops.is_empty()) {
        let mut tour = Tour::empty(&net, shift);
        for stop in stops {
            left_out[stop] = false;
            let end = tour.spots.len() - 1;
            tour.insert(&net, shift, stop, end);
        }
        tour.refresh_all(&net, shift);
        plan.cost += tour.cost();
        plan.drives.push(schedule::drive(&net, shift, &tour).unwrap_or_else(|| late(&net, shift, &tour)));
    }
    plan.unplaced = (0..net.stops).filter(|stop| left_out[*stop]).collect();
    plan.cost += plan.unplaced.iter().map(|stop| net.nodes[*stop].price).sum::<i64>();
    Ok(plan)
}

/// Follows a tour that is not possible: visits begin too late rather than not at all.
fn late(net: &Net, number: usize, tour: &Tour) -> Drive {
    let shift = &net.shifts[number];
    let mut lunch = shift.lunch.filter(|_| due(shift).is_some());
    let mut drive = Drive { shift: number, calls: Vec::new(), leaves: 0, returns: 0, lunch: None };
    let mut free = shift.opens;
    for pair in tour.spots.windows(2) {
        let node = pair[1].node;
        let home = node >= net.stops;
        let way = net.way(pair[0].node, node);
        let (mut leaves, mut arrives) = (free, net.clock.arrive(free, way));
        let mut ready = arrives;
        if let Some(meal) =
            lunch.filter(|meal| arrives >= meal.window.opens && !(home && arrives <= meal.window.closes))
        {
            lunch = None;
            if arrives <= meal.window.closes {
                drive.lunch = Some(arrives);
                ready = arrives + meal.lasts;
            } else {
                let start = free.max(meal.window.opens);
                drive.lunch = Some(start);
                leaves = start + meal.lasts;
                arrives = net.clock.arrive(leaves, way);
                ready = arrives;
            }
        }
        if home {
            (drive.leaves, drive.returns) = (leaves, arrives);
            break;
        }
        let start = Some(begin(net.windows(node, shift.day), ready)).filter(|start| *start < NEVER).unwrap_or(ready);
        free = start + net.nodes[node].service;
        drive.calls.push(Call { stop: node, leaves, arrives, start, end: free });
    }
    drive
}

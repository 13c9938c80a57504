//! Tours with every moment in them.

use crate::visits::route::plan::{Call, Drive, Plan};

use super::clock::{begin, latest};
use super::net::{NEVER, Net};
use super::state::State;
use super::tour::{Tour, due};

/// The plan of a state.
pub(super) fn plan(net: &Net, state: &State) -> Plan {
    let busy = state.tours.iter().enumerate().filter(|(_, tour)| tour.len() > 0);
    Plan {
        drives: busy.filter_map(|(number, tour)| drive(net, number, tour)).collect(),
        unplaced: (0..net.stops).filter(|stop| state.chosen[*stop] == 0).collect(),
        cost: state.cost,
    }
}

/// Goes through a tour as early as possible, with lunch on the way to the spot where it fits first
/// among those that let all visits be in time; nothing where they cannot be.
pub(super) fn drive(net: &Net, number: usize, tour: &Tour) -> Option<Drive> {
    let shift = &net.shifts[number];
    let hungry = follow(net, number, tour, None);
    let needed = due(shift).is_some_and(|by| hungry.as_ref().is_none_or(|drive| drive.returns > by));
    let fed = || (1..tour.spots.len()).filter_map(|at| follow(net, number, tour, Some(at)));
    // The earliest return; of equal ones the earliest lunch.
    let best = if needed { fed().min_by_key(|drive| (drive.returns, drive.lunch)) } else { hungry };
    let mut drive = best?;
    leave_late(net, number, tour, &mut drive);
    Some(drive)
}

/// Follows a tour, with lunch on the way to a spot; nothing where that is not possible.
fn follow(net: &Net, number: usize, tour: &Tour, fed_at: Option<usize>) -> Option<Drive> {
    let shift = &net.shifts[number];
    let mut drive = Drive { shift: number, calls: Vec::new(), leaves: 0, returns: 0, lunch: None };
    let mut free = shift.opens;
    for (at, pair) in tour.spots.windows(2).enumerate() {
        let node = pair[1].node;
        let way = net.way(pair[0].node, node);
        let (mut leaves, mut arrives) = (free, net.clock.arrive(free, way));
        let mut ready = arrives;
        if let Some(lunch) = shift.lunch.filter(|_| fed_at == Some(at + 1)) {
            let (fed, start) = net.clock.arrive_fed(free, way, &lunch);
            if fed >= NEVER {
                return None;
            }
            ready = fed;
            drive.lunch = Some(start);
            if start < arrives {
                leaves = start + lunch.lasts;
                arrives = fed;
            }
        }
        if at + 2 == tour.spots.len() {
            (drive.leaves, drive.returns) = (leaves, arrives);
            return (ready <= shift.closes).then_some(drive);
        }
        let start = begin(net.windows(node, shift.day), ready);
        if start >= NEVER {
            return None;
        }
        free = start + net.nodes[node].service;
        drive.calls.push(Call { stop: node, leaves, arrives, start, end: free });
    }
    None
}

/// Nobody waits at the first door: the day begins as late as its first visit allows.
fn leave_late(net: &Net, number: usize, tour: &Tour, drive: &mut Drive) {
    let Some(first) = drive.calls.first_mut() else { return };
    // Lunch before the first visit stays where it was put.
    if drive.lunch.is_some_and(|lunch| lunch < first.start) {
        return;
    }
    let way = net.way(tour.spots[0].node, first.stop);
    let leave = net.clock.leave_by(latest(net.windows(first.stop, net.shifts[number].day), first.start), way);
    if leave > first.leaves {
        first.leaves = leave;
        first.arrives = net.clock.arrive(leave, way);
    }
}

//! Why a stop is left out.

use serde::{Deserialize, Serialize};

use crate::visits::route::plan::Plan;
use crate::visits::route::problem::{Problem, Refused};

use super::net::{NEVER, Net};
use super::tour::Tour;

/// Why a stop is left out; of several the one that would have to be cleared first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hindrance {
    /// No set of days suits it on which it is open.
    NoDay,
    /// Nobody works on its days who goes there.
    Nobody,
    /// The visit is longer than any of these shifts.
    TooLong,
    /// Even alone on a day it cannot be reached and left in time.
    TooFar,
    /// What else is planned leaves no room.
    Full,
    /// There is room, but the way costs more than leaving it out.
    Dear,
}

/// Why a plan leaves a stop out; nothing for a number that stands for no stop.
pub fn why_not(problem: &Problem, plan: &Plan, stop: usize) -> Result<Option<Hindrance>, Refused> {
    let net = Net::new(problem)?;
    Ok(hindrance(&net, &tours(&net, plan), stop))
}

/// Why a plan leaves out each stop that it leaves out.
pub fn hindrances(problem: &Problem, plan: &Plan) -> Result<Vec<(usize, Hindrance)>, Refused> {
    let net = Net::new(problem)?;
    let tours = tours(&net, plan);
    let all = plan.unplaced.iter().filter_map(|stop| Some((*stop, hindrance(&net, &tours, *stop)?)));
    Ok(all.collect())
}

fn hindrance(net: &Net, tours: &[Tour], stop: usize) -> Option<Hindrance> {
    let node = net.nodes.get(stop)?;
    let days = |set: u128| (0..net.days).filter(move |day| set >> day & 1 == 1);
    let open: Vec<u128> =
        node.patterns.iter().copied().filter(|set| days(*set).all(|day| !net.windows(stop, day).is_empty())).collect();
    if open.is_empty() {
        return Some(Hindrance::NoDay);
    }
    let shifts = |day: usize| net.by_day[day].iter().copied().filter(move |shift| net.is_for(stop, *shift));
    // Whether some set of days has, on each of its days, a shift like that.
    let some = |fits: &dyn Fn(usize) -> bool| {
        open.iter().any(|set| days(*set).all(|day| node.locked >> day & 1 == 1 || shifts(day).any(fits)))
    };
    let room = |tour: &Tour, shift: usize| tour.spare(net, shift, stop, NEVER, &mut || false).is_some();
    let length = |shift: usize| net.shifts[shift].closes.saturating_sub(net.shifts[shift].opens);
    let hindrance = if !some(&|_| true) {
        Hindrance::Nobody
    } else if !some(&|shift| length(shift) >= node.service) {
        Hindrance::TooLong
    } else if !some(&|shift| room(&Tour::empty(net, shift), shift)) {
        Hindrance::TooFar
    } else if !some(&|shift| room(&tours[shift], shift)) {
        Hindrance::Full
    } else {
        Hindrance::Dear
    };
    Some(hindrance)
}

/// The tours of a plan.
fn tours(net: &Net, plan: &Plan) -> Vec<Tour> {
    let mut tours: Vec<Tour> = (0..net.shifts.len()).map(|shift| Tour::empty(net, shift)).collect();
    for drive in &plan.drives {
        let Some(tour) = tours.get_mut(drive.shift) else { continue };
        for call in drive.calls.iter().filter(|call| call.stop < net.stops) {
            let end = tour.spots.len() - 1;
            tour.insert(net, drive.shift, call.stop, end);
        }
        tour.refresh_all(net, drive.shift);
    }
    tours
}

//! Days on which an account can be seen so that its gaps are kept: what a cadence means for a plan.
//!
//! All sets of days that keep the gaps are too many to look at. Here are the even ones from each day
//! on which the first visit can be, and those with one visit a working day off.

use serde::{Deserialize, Serialize};

use crate::model::Day;

use super::route::Shift;

/// Days between two visits of an account, by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    /// No sooner.
    pub least: i32,
    /// As a rule.
    pub usual: i32,
    /// No later.
    pub most: i32,
}

/// What gaps mean for the days of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// The next visit is due after these days, or those that are settled are enough.
    NotDue,
    /// Sets of days, each by places in the list of days, ascending.
    Sets(Vec<Vec<usize>>),
    /// No set of these days keeps the gaps.
    Impossible,
}

impl Gaps {
    /// Longer by so many thousandths, all alike: there is more to do than there is time. What is too soon stays as it
    /// is: nobody waits for the sake of waiting.
    #[must_use]
    pub fn stretched(self, thousandths: i32) -> Self {
        let longer = |days: i32| {
            let days = i64::from(days) * i64::from(thousandths);
            i32::try_from((days + 500) / 1_000).unwrap_or(i32::MAX / 4)
        };
        Self { least: self.least, usual: longer(self.usual), most: longer(self.most) }
    }

    fn allow(self, earlier: Day, later: Day) -> bool {
        (self.least..=self.most).contains(&(later.0 - earlier.0))
    }

    /// What these gaps mean for working days, ascending, of an account last seen on a day.
    pub fn spread(self, days: &[Day], last: Option<Day>) -> Spread {
        let (Some(begin), Some(end)) = (days.first(), days.last()) else { return Spread::NotDue };
        let usual = self.usual.max(1);
        // Who was never seen is seen within a usual gap; who is overdue, within half of one.
        let (from, to) = match last {
            None => (begin.0, begin.0 + usual - 1),
            Some(last) => (last.0 + self.least, (last.0 + self.most).max(begin.0 + usual / 2)),
        };
        if from > end.0 || last.is_some_and(|last| last.0 + self.usual > end.0) {
            return Spread::NotDue;
        }
        let can_begin = |at: usize| (from..=to).contains(&days[at].0);
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for first in (0..days.len()).filter(|at| can_begin(*at)) {
            let even = even(days, first, usual);
            for moved in 0..even.len() {
                for to in [even[moved].checked_sub(1), Some(even[moved] + 1)].into_iter().flatten() {
                    let mut other = even.clone();
                    other[moved] = to;
                    sets.push(other);
                }
            }
            sets.push(even);
        }
        sets.retain(|set| can_begin_at(set, days, &can_begin) && self.keeps(set, days));
        sets.sort_unstable();
        sets.dedup();
        if sets.is_empty() { Spread::Impossible } else { Spread::Sets(sets) }
    }

    /// The same around visits that are settled: the sets are of days beside these.
    pub fn spread_around(self, days: &[Day], last: Option<Day>, settled: &[Day]) -> Spread {
        let (Some(begin), Some(end)) = (days.first(), days.last()) else { return Spread::NotDue };
        let mut settled: Vec<Day> = settled.iter().copied().filter(|day| (*begin..=*end).contains(day)).collect();
        settled.sort_unstable();
        settled.dedup();
        if settled.is_empty() {
            return self.spread(days, last);
        }
        // As if what is settled were not, the gaps ask for these; those that come too near to a settled one give way.
        let Spread::Sets(sets) = self.spread(days, last) else { return Spread::NotDue };
        let is_near = |at: &usize| settled.iter().any(|day| (day.0 - days[*at].0).abs() < self.least.max(1));
        let mut around: Vec<Vec<usize>> = Vec::new();
        let mut enough = false;
        for set in sets {
            // Of two that give way to one settled visit, or of one in its place, none is left.
            let left: Vec<usize> = set.iter().copied().filter(|at| !is_near(at)).collect();
            let mut all: Vec<Day> = left.iter().map(|at| days[*at]).chain(settled.iter().copied()).collect();
            all.sort_unstable();
            let latest = last.map(|last| (last.0 + self.most).max(begin.0 + self.usual / 2));
            let first = all.first().zip(latest).is_none_or(|(first, latest)| first.0 <= latest);
            let between = all.windows(2).all(|pair| pair[1].0 - pair[0].0 <= self.most);
            let after = all.last().is_some_and(|at| at.0 + self.most >= end.0);
            if first && between && after {
                enough |= left.is_empty();
                around.push(left);
            }
        }
        around.sort_unstable();
        around.dedup();
        // What people have settled is never found fault with: where no set goes with it, it stands alone.
        if enough || around.is_empty() { Spread::NotDue } else { Spread::Sets(around) }
    }

    /// Whether a set keeps the gaps between its days, and leaves none too long at the end.
    fn keeps(self, set: &[usize], days: &[Day]) -> bool {
        let between = set.windows(2).all(|pair| self.allow(days[pair[0]], days[pair[1]]));
        let after = set.last().zip(days.last()).is_some_and(|(at, end)| days[*at].0 + self.most >= end.0);
        between && after
    }
}

fn can_begin_at(set: &[usize], days: &[Day], can_begin: &impl Fn(usize) -> bool) -> bool {
    set.iter().all(|at| *at < days.len()) && set.first().is_some_and(|first| can_begin(*first))
}

/// Days from a first one on, each the working day nearest to where an even gap would be.
fn even(days: &[Day], first: usize, usual: i32) -> Vec<usize> {
    let mut set = vec![first];
    let mut wanted = days[first].0 + usual;
    while days.last().is_some_and(|end| wanted <= end.0) {
        let nearest = (0..days.len()).min_by_key(|at| ((days[*at].0 - wanted).abs(), *at));
        // Holidays can bring two wishes together.
        set.extend(nearest.filter(|at| set.last().is_some_and(|last| last < at)));
        wanted += usual;
    }
    set
}

/// How much longer gaps have to be, in thousandths, for so many seconds of visits to fit the time there is, with as
/// much again on the road as `road` says in thousandths.
pub fn overload(needed: i64, shifts: &[Shift], road: i64) -> i32 {
    let eaten = |shift: &Shift| shift.lunch.map_or(0, |lunch| lunch.lasts);
    let time: i64 = shifts.iter().map(|shift| (shift.closes - shift.opens - eaten(shift)).max(0)).sum();
    let needed = needed * (1_000 + road);
    i32::try_from(needed.checked_div(time).unwrap_or(1_000)).unwrap_or(i32::MAX / 4).max(1_000)
}

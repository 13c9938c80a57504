//! The best there is, by trying every order, every choice of stops, and lunch on every way.

use fieldbook::visits::route::{Problem, Shift};

/// What a set of stops costs at least in one shift, by set; none where it cannot be done.
struct Tried<'a> {
    problem: &'a Problem,
    shift: &'a Shift,
    number: usize,
    best: Vec<Option<i64>>,
}

/// Drives minute by minute.
fn drive(problem: &Problem, from: usize, to: usize, leave: i64) -> i64 {
    let cell = from * problem.legs.places + to;
    let way = problem.legs.time[cell];
    let speeds = problem.legs.speeds.as_ref().filter(|_| !problem.legs.fixed.get(cell).copied().unwrap_or(false));
    let Some(speeds) = speeds else { return leave + way };
    let (mut now, mut left) = (leave, way * 1000);
    while left > 0 {
        let hour = usize::try_from(now / speeds.hour).expect("a day").min(speeds.thousandths.len() - 1);
        left -= speeds.thousandths[hour];
        now += 1;
    }
    now
}

impl Tried<'_> {
    /// The ends of a way: (moment, whether lunch was had).
    fn ways(&self, from: usize, to: usize, now: i64, fed: bool) -> Vec<(i64, bool)> {
        let plain = drive(self.problem, from, to, now);
        let mut ends = vec![(plain, fed)];
        if let Some(lunch) = self.shift.lunch.filter(|_| !fed) {
            let start = now.max(lunch.window.opens);
            if start <= lunch.window.closes {
                ends.push((drive(self.problem, from, to, start + lunch.lasts), true));
            }
            let start = plain.max(lunch.window.opens);
            if start <= lunch.window.closes {
                ends.push((start + lunch.lasts, true));
            }
        }
        ends
    }

    fn go(&mut self, set: usize, at: usize, now: i64, fed: bool, cost: i64, load: i64) {
        let (shift, places) = (self.shift, self.problem.legs.places);
        if set != 0 {
            let total = cost + self.problem.legs.cost[at * places + shift.to];
            for (end, fed) in self.ways(at, shift.to, now, fed) {
                let starving = shift
                    .lunch
                    .is_some_and(|lunch| !fed && shift.opens <= lunch.window.closes && end > lunch.window.closes);
                if end <= shift.closes && !starving && self.best[set].is_none_or(|best| total < best) {
                    self.best[set] = Some(total);
                }
            }
        }
        for (number, stop) in self.problem.stops.iter().enumerate() {
            let settled = stop.locked.first();
            if set >> number & 1 == 1
                || load + stop.load > shift.capacity
                || settled.is_some_and(|locked| locked.shift != self.number)
                || settled.is_none() && stop.person.is_some_and(|person| person != shift.person)
            {
                continue;
            }
            for (arrival, fed) in self.ways(at, stop.place, now, fed) {
                let begins = |from: i64, to: i64| Some(from.max(arrival)).filter(|start| *start <= to);
                let start = match settled {
                    Some(locked) => begins(locked.start, locked.start),
                    None => stop
                        .windows_on(0)
                        .iter()
                        .find_map(|window| begins(window.opens.max(stop.release), window.closes)),
                };
                if let Some(start) = start {
                    let cost = cost + self.problem.legs.cost[at * places + stop.place];
                    self.go(set | 1 << number, stop.place, start + stop.service, fed, cost, load + stop.load);
                }
            }
        }
    }
}

fn tried(problem: &Problem, number: usize) -> Vec<Option<i64>> {
    let shift = &problem.shifts[number];
    let mut tried = Tried { problem, shift, number, best: vec![None; 1 << problem.stops.len()] };
    tried.best[0] = Some(0);
    tried.go(0, shift.from, shift.opens, false, 0, 0);
    tried.best
}

/// The least cost of a day of one or two people; none where what is settled cannot be kept.
pub(super) fn least(problem: &Problem) -> Option<i64> {
    let everything = (1_usize << problem.stops.len()) - 1;
    let price = |set: usize| -> i64 {
        let out = problem.stops.iter().enumerate().filter(|(number, _)| set >> number & 1 == 1);
        out.map(|(_, stop)| stop.price).sum()
    };
    let settled = problem.stops.iter().enumerate().filter(|(_, stop)| !stop.locked.is_empty());
    let settled = settled.fold(0, |set, (number, _)| set | 1 << number);
    let first = tried(problem, 0);
    let second = if problem.shifts.len() > 1 { tried(problem, 1) } else { vec![Some(0)] };
    let mut least: Option<i64> = None;
    for (a, cost) in first.iter().enumerate() {
        let Some(cost) = cost else { continue };
        for (b, other) in second.iter().enumerate() {
            let Some(other) = other.filter(|_| a & b == 0 && (a | b) & settled == settled) else { continue };
            let total = cost + other + price(everything & !(a | b));
            least = Some(least.map_or(total, |least| least.min(total)));
        }
    }
    least
}

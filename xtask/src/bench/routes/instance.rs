//! Published instances: Solomon's (and Gehring and Homberger's) with time windows, Cordeau's periodic ones.

use fieldbook::visits::route::{Legs, Plan, Problem, Shift, Stop, Window};

/// Parts of a unit of the file. Ways are rounded up to them, so that a plan which is in time here is
/// in time without rounding as well.
const PARTS: f64 = 10_000.0;

/// No limit.
const ENDLESS: i64 = i64::MAX / 16;

/// Leaving a stop out is dearer than any way.
const PRICE: i64 = 100_000_000;

/// A problem with the coordinates it came from; place 0 is the depot.
pub(super) struct Instance {
    pub(super) problem: Problem,
    points: Vec<(f64, f64)>,
}

/// Numbers line by line; lines with words hold none.
type Lines = Vec<Vec<f64>>;

impl Instance {
    /// Reads a file; nothing if it has neither form.
    pub(super) fn read(text: &str) -> Option<Self> {
        let numbers = |line: &str| line.split_whitespace().map(|word| word.parse().ok()).collect::<Option<Vec<f64>>>();
        let lines: Lines = text.lines().filter_map(numbers).filter(|line| !line.is_empty()).collect();
        windows(&lines).or_else(|| periodic(&lines))
    }

    /// The distance of a plan, unrounded.
    pub(super) fn distance(&self, plan: &Plan) -> f64 {
        let mut sum = 0.0;
        for drive in &plan.drives {
            let mut at = 0;
            for to in drive.calls.iter().map(|call| self.problem.stops[call.stop].place).chain([0]) {
                sum += between(self.points[at], self.points[to]);
                at = to;
            }
        }
        sum
    }
}

fn between(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[expect(clippy::cast_possible_truncation, reason = "numbers of published instances")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

fn parts(number: f64) -> i64 {
    whole(number * PARTS)
}

fn count(number: f64) -> Option<usize> {
    usize::try_from(whole(number)).ok()
}

fn legs(points: &[(f64, f64)]) -> Legs {
    // A way that is a whole number of parts stays one.
    let part = |a, b| whole((between(a, b) * PARTS - 1e-6).ceil());
    let ways: Vec<i64> = points.iter().flat_map(|a| points.iter().map(move |b| part(*a, *b))).collect();
    Legs { places: points.len(), time: ways.clone(), cost: ways, ..Legs::default() }
}

fn shift(day: usize, closes: i64, capacity: i64) -> Shift {
    Shift { day, person: 0, from: 0, to: 0, opens: 0, closes, capacity, lunch: None }
}

fn stop(place: usize, service: f64, load: f64, window: Window, patterns: Vec<Vec<usize>>) -> Stop {
    let (service, load) = (parts(service), whole(load));
    Stop {
        place,
        service,
        load,
        windows: vec![vec![window]],
        release: 0,
        patterns,
        locked: Vec::new(),
        price: PRICE,
        person: None,
    }
}

/// Vehicles and capacity on a line, then seven numbers a line: number, x, y, demand, ready, due, service.
fn windows(lines: &Lines) -> Option<Instance> {
    let (head, rows) = lines.split_first()?;
    let [vehicles, capacity] = head[..] else { return None };
    let rows: Vec<&[f64; 7]> = rows.iter().map(|row| row.as_slice().try_into().ok()).collect::<Option<_>>()?;
    let points: Vec<(f64, f64)> = rows.iter().map(|row| (row[1], row[2])).collect();
    let stops = rows.iter().enumerate().skip(1).map(|(place, row)| {
        let window = Window { opens: parts(row[4]), closes: parts(row[5]) };
        stop(place, row[6], row[3], window, vec![vec![0]])
    });
    let closes = parts(rows.first()?[5]);
    let shifts = vec![shift(0, closes, whole(capacity)); count(vehicles)?];
    let problem = Problem { legs: legs(&points), days: 1, stops: stops.collect(), shifts };
    Some(Instance { problem, points })
}

/// Type 1, vehicles, customers, days; a line a day of longest duration and load (0: no limit); then
/// number, x, y, service, demand, frequency, how many sets of days, and these as bits, the first day highest.
fn periodic(lines: &Lines) -> Option<Instance> {
    let (head, rest) = lines.split_first()?;
    let [1.0, vehicles, customers, days] = head[..] else { return None };
    let (vehicles, customers, days) = (count(vehicles)?, count(customers)?, count(days)?);
    let (limits, rows) = rest.split_at_checked(days)?;
    let rows = rows.get(..=customers)?;
    let points = rows.iter().map(|row| Some((*row.get(1)?, *row.get(2)?))).collect::<Option<Vec<(f64, f64)>>>()?;
    let stops = rows.iter().enumerate().skip(1).map(|(place, row)| {
        let sets = row.get(7..)?.get(..count(*row.get(6)?)?)?;
        let on = |bits: i64| (0..days).filter(|day| bits >> (days - 1 - day) & 1 == 1).collect();
        let patterns = sets.iter().map(|bits| on(whole(*bits))).collect();
        Some(stop(place, row[3], row[4], Window::ALWAYS, patterns))
    });
    let stops = stops.collect::<Option<Vec<Stop>>>()?;
    let mut shifts = Vec::new();
    for (day, limit) in limits.iter().enumerate() {
        let [longest, load] = limit[..] else { return None };
        let limited = |limit: i64| if limit == 0 { ENDLESS } else { limit };
        shifts.extend(vec![shift(day, limited(parts(longest)), limited(whole(load))); vehicles]);
    }
    let problem = Problem { legs: legs(&points), days, stops, shifts };
    Some(Instance { problem, points })
}

#[cfg(test)]
mod tests {
    use super::Instance;

    #[test]
    fn windows_are_read() {
        let text = "R0\n\nVEHICLE\nNUMBER CAPACITY\n 2 10\n\nCUSTOMER\nCUST NO. X Y\n\n\
            0 0 0 0 0 100 0\n1 3 4 5 10 20 7\n2 0 1 5 0 50 7\n";
        let instance = Instance::read(text).expect("an instance");
        let problem = instance.problem;
        assert_eq!((problem.stops.len(), problem.shifts.len(), problem.days), (2, 2, 1));
        assert_eq!(problem.legs.time[1], 50_000);
        assert_eq!(problem.stops[0].windows[0][0].opens, 100_000);
        assert_eq!(problem.shifts[1].closes, 1_000_000);
    }

    #[test]
    fn days_are_read() {
        let text = "1 2 1 3\n0 10\n0 10\n50 10\n 0 0 0 0 0 0 0\n 1 3 4 7 5 2 2 5 6\n";
        let problem = Instance::read(text).expect("an instance").problem;
        assert_eq!((problem.stops.len(), problem.shifts.len(), problem.days), (1, 6, 3));
        assert_eq!(problem.stops[0].patterns, [vec![0, 2], vec![0, 1]]);
        assert_eq!(problem.shifts[4].closes, 500_000);
    }

    #[test]
    fn other_files_are_none() {
        assert!(Instance::read("").is_none());
        assert!(Instance::read("# notes\n1 2 3\n").is_none());
    }
}

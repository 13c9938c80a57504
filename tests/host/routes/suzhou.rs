//! Accounts around Suzhou, as a salesperson there has them; made by chance from a seed.

use fieldbook::model::Point;
use fieldbook::visits::route::{Locked, Lunch, Problem, Shift, Stop, Window};
use fieldbook::visits::travel::{Known, Roads};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Days in a week of work.
const WEEK: usize = 5;

/// Chance from a seed: the generator of Numerical Recipes.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

fn somewhere(dice: &mut Dice, centre: (f64, f64), within: u32) -> Known {
    let mut off = || f64::from(dice.roll(2 * within + 1)) / 1_000.0 - f64::from(within) / 1_000.0;
    let point = Point::of_degrees(centre.0 + off(), centre.1 + off());
    Known { point: point.unwrap_or(Point { latitude: 0, longitude: 0 }), area: 0 }
}

/// Towns, and how many thousandths of a degree they reach.
const TOWNS: [((f64, f64), u32); 5] =
    [((31.30, 120.62), 60), ((31.32, 120.72), 40), ((31.14, 120.64), 40), ((31.65, 120.75), 40), ((31.38, 120.95), 50)];

/// The accounts' place nearest to which the hotel stands: Changshu.
const AWAY: usize = 3;

fn at(hour: i64, minute: i64) -> i64 {
    hour * HOUR + minute * MINUTE
}

fn hours(dice: &mut Dice) -> Vec<Vec<Window>> {
    let morning = Window { opens: at(8, 30), closes: at(11, 15) };
    let afternoon = Window { opens: at(13, 30), closes: at(16, 45) };
    let all_day = Window { opens: at(8, 30), closes: at(16, 30) };
    match dice.roll(4) {
        0 => vec![vec![all_day]],
        1 => vec![
            vec![morning, afternoon],
            vec![morning],
            vec![morning, afternoon],
            vec![morning, afternoon],
            vec![morning],
        ],
        _ => vec![vec![morning, afternoon]],
    }
}

/// Days of so many visits a cycle, evenly apart by weeks, each up to a day early or late.
fn patterns(days: usize, visits: usize) -> Vec<Vec<usize>> {
    let gap = days / visits.clamp(1, days);
    let mut list = Vec::new();
    for first in 0..gap {
        let even: Vec<usize> = (0..visits).map(|visit| first + visit * gap).collect();
        for moved in 0..even.len() {
            for to in [even[moved].checked_sub(1), Some(even[moved] + 1)].into_iter().flatten() {
                let mut other = even.clone();
                other[moved] = to;
                if to < days && other.windows(2).all(|pair| pair[0] < pair[1]) {
                    list.push(other);
                }
            }
        }
        list.push(even);
    }
    list.sort();
    list.dedup();
    list
}

fn shift(day: usize, person: usize, home: usize) -> Shift {
    let lunch = Lunch { window: Window { opens: at(11, 30), closes: at(13, 0) }, lasts: 45 * MINUTE };
    Shift {
        day,
        person,
        from: home,
        to: home,
        opens: at(8, 0),
        closes: at(18, 0),
        capacity: i64::MAX / 8,
        lunch: Some(lunch),
    }
}

/// Accounts of classes A, B and C for some people over some weeks. The stops come first among the
/// places, then the people's homes, then the hotel.
pub(super) fn weeks(seed: u64, accounts: usize, people: usize, weeks: usize) -> Problem {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let days = weeks * WEEK;
    let mut places: Vec<Known> = (0..accounts)
        .map(|_| {
            let (centre, within) = TOWNS[[0, 0, 0, 1, 1, 2, 3, 4][dice.roll(8) as usize]];
            somewhere(&mut dice, centre, within)
        })
        .collect();
    places.extend((0..people).map(|_| somewhere(&mut dice, TOWNS[0].0, 60)));
    places.push(somewhere(&mut dice, TOWNS[AWAY].0, 5));
    let stops = (0..accounts).map(|place| {
        let (visits, minutes, price) = match dice.roll(10) {
            0..2 => (weeks.max(2), 40, 20 * HOUR),
            2..5 => (weeks.div_ceil(2), 30, 8 * HOUR),
            _ => (1, 20, 3 * HOUR),
        };
        Stop {
            place,
            // Gate and parking included.
            service: (minutes + 15) * MINUTE,
            load: 1,
            windows: hours(&mut dice),
            release: 0,
            patterns: patterns(days, visits),
            locked: Vec::new(),
            price,
            person: None,
        }
    });
    let stops = stops.collect();
    let shifts = (0..days).flat_map(|day| (0..people).map(move |person| shift(day, person, accounts + person)));
    Problem { legs: Roads::default().legs(&places, &[]), days, stops, shifts: shifts.collect() }
}

/// A week of one person: an appointment on Tuesday at ten, and the night to Thursday in a hotel.
pub(super) fn week(seed: u64) -> Problem {
    let mut problem = weeks(seed, 120, 1, 1);
    let hotel = problem.legs.places - 1;
    problem.shifts[2].to = hotel;
    problem.shifts[3].from = hotel;
    problem.stops[0].locked = vec![Locked { shift: 1, start: at(10, 0) }];
    problem.stops[0].patterns = vec![vec![1]];
    problem
}

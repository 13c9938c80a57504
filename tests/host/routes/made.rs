//! Problems made by chance, in minutes.

use fieldbook::visits::route::{Legs, Locked, Lunch, Problem, Shift, Speeds, Stop, Window};

/// Chance for tests: the generator of Numerical Recipes.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for _ in 0..4 {
            dice.roll(2);
        }
        dice
    }

    /// From 0 to one less than `sides`.
    pub(super) fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    pub(super) fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.roll(i64::try_from(count).expect("small"))).expect("not negative")
    }

    pub(super) fn one_in(&mut self, sides: i64) -> bool {
        self.roll(sides) == 0
    }
}

/// Ways between points of a square, a unit of distance a minute; a way back may take longer.
pub(super) fn legs(dice: &mut Dice, places: usize, side: i64) -> Legs {
    let points: Vec<(i64, i64)> = (0..places).map(|_| (dice.roll(side), dice.roll(side))).collect();
    let mut legs = Legs { places, ..Legs::default() };
    for (ax, ay) in &points {
        for (bx, by) in &points {
            let way = (ax - bx).abs() + (ay - by).abs();
            legs.time.push(way + if way > 0 { dice.roll(3) } else { 0 });
            legs.cost.push(way);
        }
    }
    legs
}

/// One to three windows of a day from 8 to 18.
fn windows(dice: &mut Dice) -> Vec<Window> {
    let (first, morning) = (480 + dice.roll(180), 30 + dice.roll(120));
    let mut list = vec![Window { opens: first, closes: first + morning }];
    if dice.one_in(2) {
        let noon = first + morning + 30 + dice.roll(120);
        list.push(Window { opens: noon, closes: noon + 20 + dice.roll(150) });
        if dice.one_in(3) {
            let last = list[1].closes + 10 + dice.roll(60);
            list.push(Window { opens: last, closes: last + dice.roll(90) });
        }
    }
    if dice.one_in(4) {
        list.remove(0);
    }
    if list.is_empty() { vec![Window { opens: 480, closes: 1080 }] } else { list }
}

/// A day of some people with up to nine stops; what binds differs from seed to seed.
pub(super) fn day(seed: u64, stops: usize, people: usize) -> Problem {
    let mut dice = Dice::new(seed);
    let side = 20 + dice.roll(60);
    let mut legs = legs(&mut dice, stops + 2, side);
    if dice.one_in(3) {
        let thousandths = (0..20).map(|_| 400 + 100 * dice.roll(9)).collect();
        legs.speeds = Some(Speeds { hour: 60, thousandths });
        legs.fixed = (0..legs.places * legs.places).map(|_| dice.one_in(5)).collect();
    }
    let lunch = dice.one_in(2).then(|| {
        let opens = 660 + dice.roll(60);
        Lunch { window: Window { opens, closes: opens + 30 + dice.roll(90) }, lasts: 30 + dice.roll(40) }
    });
    let cheap = dice.one_in(3);
    let one_window = dice.one_in(3);
    let chosen = dice.one_in(4);
    let list = (0..stops).map(|place| Stop {
        place,
        service: 10 + dice.roll(60),
        load: dice.roll(4),
        windows: vec![if one_window { windows(&mut dice)[..1].to_vec() } else { windows(&mut dice) }],
        release: if dice.one_in(5) { 480 + dice.roll(200) } else { 0 },
        patterns: vec![vec![0]],
        locked: Vec::new(),
        price: if cheap { 20 + dice.roll(60) } else { 1_000 },
        person: if chosen && dice.one_in(2) { Some(dice.pick(people)) } else { None },
    });
    let mut list: Vec<Stop> = list.collect();
    if dice.one_in(3) {
        let settled = dice.pick(stops);
        list[settled].locked = vec![Locked { shift: 0, start: 560 + dice.roll(300) }];
    }
    let capacity = if dice.one_in(3) { 6 } else { 1_000 };
    let to = stops + dice.pick(2);
    let opens = 460 + dice.roll(60);
    let closes = 900 + dice.roll(240);
    let shift = Shift { day: 0, person: 0, from: stops, to, opens, closes, capacity, lunch };
    let shifts = (0..people).map(|person| Shift { person, ..shift }).collect();
    Problem { legs, days: 1, stops: list, shifts }
}

/// Some days of some people, with stops visited once or several times; nothing settled.
pub(super) fn days(seed: u64, stops: usize, people: usize, days: usize) -> Problem {
    let mut problem = day(seed, stops, people);
    let mut dice = Dice::new(seed + 1_000_000);
    problem.days = days;
    let shifts = (0..days).flat_map(|day| problem.shifts.iter().map(move |shift| Shift { day, ..*shift }));
    problem.shifts = shifts.collect();
    for stop in &mut problem.stops {
        stop.locked.clear();
        let gap = 1 + dice.pick(days);
        let pattern = |first: usize| (first..days).step_by(gap).collect::<Vec<usize>>();
        stop.patterns = (0..gap).map(pattern).collect();
        stop.price = 10_000;
    }
    problem
}

//! Taking turns: ours, the floor, ours, the floor.

use super::table::{self, Line, ms};
use crate::Result;

/// How many rounds a figure takes.
const ROUNDS: usize = 9;
/// How often a figure is taken again when its floor is restless.
pub(super) const TRIES: usize = 3;
/// How much the middle half of the floor's rounds may spread, as a part of its median.
const RESTLESS: f64 = 0.10;

/// What one figure is about.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) what: String,
    pub(super) floor: &'static str,
    pub(super) budget: Option<f64>,
}

/// The medians of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Medians {
    pub(super) ours: f64,
    pub(super) floor: f64,
    pub(super) ratio: f64,
}

/// A peer that takes its turns with ours and the floor.
pub(super) struct Peer<'a> {
    /// What it is called.
    pub(super) name: &'static str,
    /// One round of it.
    pub(super) round: Box<dyn FnMut() -> Result<Vec<f64>> + 'a>,
}

/// Measures several figures that come out of the same rounds, and prints their lines.
///
/// Each closure does one round and returns a number of milliseconds per figure.
pub(super) fn measure(
    figures: &[Figure],
    ours: impl FnMut() -> Result<Vec<f64>>,
    floor: impl FnMut() -> Result<Vec<f64>>,
) -> Result<Vec<Medians>> {
    measure_beside(figures, ours, floor, Vec::new())
}

/// Measures as [`measure`] does, and beside peers, which take part in the first try only and print
/// lines of their own. One that fails or stands still for a minute is left out from there on.
pub(super) fn measure_beside(
    figures: &[Figure],
    mut ours: impl FnMut() -> Result<Vec<f64>>,
    mut floor: impl FnMut() -> Result<Vec<f64>>,
    peers: Vec<Peer<'_>>,
) -> Result<Vec<Medians>> {
    let mut medians = Vec::new();
    let mut spread: f64 = 0.0;
    let mut peers: Vec<Turns<'_>> = peers.into_iter().map(Turns::new).collect();
    for tried in 0..TRIES {
        let mut rounds = Vec::new();
        // The first round warms caches on both sides and does not count.
        for round in 0..=ROUNDS {
            let pair = (ours()?, floor()?);
            for peer in peers.iter_mut().filter(|_| tried == 0) {
                peer.turn(round, &pair.0);
            }
            if round > 0 {
                rounds.push(pair);
            }
        }
        medians.clear();
        spread = 0.0;
        for at in 0..figures.len() {
            let (ours, floor): (Vec<f64>, Vec<f64>) = rounds.iter().map(|(ours, floor)| (ours[at], floor[at])).unzip();
            let ratios = ours.iter().zip(&floor).map(|(ours, floor)| ours / floor).collect();
            spread = spread.max(middle_half(&floor) / median(floor.clone()));
            medians.push(Medians { ours: median(ours), floor: median(floor), ratio: median(ratios) });
        }
        if spread <= RESTLESS {
            break;
        }
    }
    for (at, (figure, median)) in figures.iter().zip(&medians).enumerate() {
        print(figure, median, figure.floor, figure.budget);
        for peer in &peers {
            peer.print(figure, at);
        }
    }
    if spread > RESTLESS {
        table::note("", &format!("(the floor above varied by {:.0} %, three times over)", spread * 100.0));
    }
    Ok(medians)
}

/// A peer and its rounds so far: ours and its, a number per figure.
struct Turns<'a> {
    peer: Peer<'a>,
    rounds: Vec<(Vec<f64>, Vec<f64>)>,
    failed: Option<String>,
}

impl<'a> Turns<'a> {
    fn new(peer: Peer<'a>) -> Self {
        Self { peer, rounds: Vec::new(), failed: None }
    }

    fn turn(&mut self, round: usize, ours: &[f64]) {
        if self.failed.is_some() {
            return;
        }
        match (self.peer.round)() {
            Ok(its) if round > 0 => self.rounds.push((ours.to_vec(), its)),
            Ok(_) => {}
            Err(error) => self.failed = Some(error.to_string()),
        }
    }

    fn print(&self, figure: &Figure, at: usize) {
        if let Some(error) = &self.failed {
            let rounds = self.rounds.len();
            table::note(figure.name, &format!("{}: {} after {rounds} rounds: {error}", figure.what, self.peer.name));
        }
        if self.rounds.is_empty() {
            return;
        }
        let (ours, its): (Vec<f64>, Vec<f64>) = self.rounds.iter().map(|(ours, its)| (ours[at], its[at])).unzip();
        let ratio = median(ours.iter().zip(&its).map(|(ours, its)| ours / its).collect());
        print(figure, &Medians { ours: median(ours), floor: median(its), ratio }, self.peer.name, None);
    }
}

fn print(figure: &Figure, medians: &Medians, beside: &str, budget: Option<f64>) {
    table::print(&Line {
        name: figure.name,
        what: figure.what.clone(),
        ours: ms(medians.ours),
        reference: format!("{beside} {}", ms(medians.floor)),
        ratio: medians.ratio,
        budget,
    });
}

/// The middle one of some numbers.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

fn middle_half(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |part: usize| sorted.get(sorted.len() * part / 4).copied().unwrap_or(f64::NAN);
    at(3) - at(1)
}

#[cfg(test)]
mod tests {
    use super::{median, middle_half};

    #[test]
    fn medians_ignore_outliers() {
        assert!((median(vec![9.0, 1.0, 2.0, 3.0, 1000.0]) - 3.0).abs() < f64::EPSILON);
        assert!(middle_half(&[1.0, 1.0, 1.0, 1.0, 50.0]).abs() < f64::EPSILON);
    }
}

//! Taking turns: ours, the floor, ours, the floor.

use super::table::{self, Line, ms};
use crate::Result;

/// How many rounds a figure takes.
const ROUNDS: usize = 9;
/// How often a figure is taken again when its floor is restless.
const TRIES: usize = 3;
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

/// Measures several figures that come out of the same rounds, and prints their lines.
///
/// Each closure does one round and returns a number of milliseconds per figure.
pub(super) fn measure(
    figures: &[Figure],
    mut ours: impl FnMut() -> Result<Vec<f64>>,
    mut floor: impl FnMut() -> Result<Vec<f64>>,
) -> Result<Vec<Medians>> {
    let mut medians = Vec::new();
    let mut spread: f64 = 0.0;
    for _ in 0..TRIES {
        let mut rounds = Vec::new();
        // The first round warms caches on both sides and does not count.
        for round in 0..=ROUNDS {
            let pair = (ours()?, floor()?);
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
    for (figure, median) in figures.iter().zip(&medians) {
        table::print(&Line {
            name: figure.name,
            what: figure.what.clone(),
            ours: ms(median.ours),
            reference: format!("{} {}", figure.floor, ms(median.floor)),
            ratio: median.ratio,
            budget: figure.budget,
        });
    }
    if spread > RESTLESS {
        table::note("", &format!("(the floor above varied by {:.0} %, three times over)", spread * 100.0));
    }
    Ok(medians)
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

//! Working out a measure per group.

use std::collections::HashSet;

use super::axis::{NO_DAY, Series};
use super::measure::{Measure, Measured, MoneyBag};
use super::run::Scan;
use super::source::Source;
use crate::book::bits::Bits;
use crate::model::money::weigh;
use crate::model::{BasisPoints, Currency, Day};

/// The rows that are measured, and the group of each.
#[derive(Clone, Copy)]
struct Grouped<'a> {
    rows: &'a Bits,
    of_row: &'a [u32],
    groups: usize,
}

/// One value out of many.
#[derive(Clone, Copy)]
enum Reduce {
    Mean,
    Median,
    Least,
    Greatest,
}

impl Scan<'_> {
    /// A measure for each group of rows.
    pub(super) fn measure(&self, measure: &Measure, rows: &Bits, of_row: &[u32], groups: usize) -> Vec<Measured> {
        let grouped = Grouped { rows, of_row, groups };
        match measure {
            Measure::Count => grouped.count(|_| true),
            Measure::Filled(source) => match self.present(source) {
                Some(present) => grouped.count(|row| present[row]),
                None => vec![Measured::Count(0); groups],
            },
            Measure::Distinct(source) => match self.axis(source) {
                Some(axis) => {
                    let mut seen = HashSet::new();
                    grouped.count(|row| axis.codes[row] != 0 && seen.insert((of_row[row], axis.codes[row])))
                }
                None => vec![Measured::Count(0); groups],
            },
            Measure::Sum(source) => match self.series(source) {
                Some((Series::Money(cells, currencies), present)) => {
                    let amounts = rows.iter().filter(|row| present[*row]).map(|row| (row, cells[row]));
                    money(amounts, of_row, groups, &currencies)
                }
                Some((Series::Numbers(numbers), present)) => grouped.sums(&numbers, &present),
                None => vec![Measured::Number(None); groups],
            },
            Measure::Weighted(source) => self.weighted(source, grouped),
            Measure::Mean(source) => self.reduced(source, grouped, Reduce::Mean),
            Measure::Median(source) => self.reduced(source, grouped, Reduce::Median),
            Measure::Least(source) => self.reduced(source, grouped, Reduce::Least),
            Measure::Greatest(source) => self.reduced(source, grouped, Reduce::Greatest),
            Measure::MeanAge(key) => {
                let Some(days) = self.days(&Source::Since(key.clone())) else {
                    return vec![Measured::Number(None); groups];
                };
                let today = self.today().0;
                let ages: Vec<f64> = days.iter().map(|day| f64::from(today.saturating_sub(*day))).collect();
                grouped.numbers(&ages, |row| days[row] != NO_DAY, Reduce::Mean)
            }
        }
    }

    /// Which rows have a value.
    fn present(&self, source: &Source) -> Option<Vec<bool>> {
        if let Some((_, present)) = self.series(source) {
            return Some(present);
        }
        Some(self.axis(source)?.codes.iter().map(|code| *code != 0).collect())
    }

    fn weighted(&self, source: &Source, grouped: Grouped<'_>) -> Vec<Measured> {
        let shares = self.chances();
        let (Some((series, present)), Some(shares)) = (self.series(source), shares) else {
            return vec![Measured::Money(MoneyBag::default()); grouped.groups];
        };
        match series {
            Series::Money(cells, currencies) => {
                let amounts = grouped
                    .rows
                    .iter()
                    .filter(|row| present[*row])
                    .map(|row| (row, (weigh(cells[row].0, BasisPoints(shares[row])), cells[row].1)));
                money(amounts, grouped.of_row, grouped.groups, &currencies)
            }
            Series::Numbers(numbers) => {
                #[expect(clippy::cast_precision_loss, reason = "shares are at most ten thousand")]
                let weighted: Vec<f64> =
                    numbers.iter().zip(&shares).map(|(number, share)| number * *share as f64 / 10_000.0).collect();
                grouped.sums(&weighted, &present)
            }
        }
    }

    /// One value of each group; money one for each currency.
    fn reduced(&self, source: &Source, grouped: Grouped<'_>, reduce: Reduce) -> Vec<Measured> {
        if let Some(days) = self.days(source) {
            let slots = grouped.slots(grouped.groups, |row| {
                (days[row] != NO_DAY).then(|| (grouped.of_row[row] as usize, i64::from(days[row])))
            });
            let day = |values: Vec<i64>| whole(values, reduce).and_then(|day| i32::try_from(day).ok()).map(Day);
            return slots.into_iter().map(|values| Measured::Day(day(values))).collect();
        }
        match self.series(source) {
            Some((Series::Money(cells, currencies), present)) => {
                let width = currencies.len().max(1);
                let slots = grouped.slots(grouped.groups * width, |row| {
                    let (minor, currency) = cells[row];
                    present[row].then(|| (grouped.of_row[row] as usize * width + usize::from(currency), minor))
                });
                let mut bags = vec![MoneyBag::default(); grouped.groups];
                for (slot, values) in slots.into_iter().enumerate() {
                    if let (Some(minor), Some(currency)) = (whole(values, reduce), currencies.get(slot % width)) {
                        bags[slot / width].add(minor, *currency);
                    }
                }
                bags.into_iter().map(Measured::Money).collect()
            }
            Some((Series::Numbers(numbers), present)) => grouped.numbers(&numbers, |row| present[row], reduce),
            None => vec![Measured::Number(None); grouped.groups],
        }
    }
}

impl Grouped<'_> {
    fn count(self, mut counts: impl FnMut(usize) -> bool) -> Vec<Measured> {
        let mut found = vec![0_u64; self.groups];
        for row in self.rows.iter() {
            found[self.of_row[row] as usize] += u64::from(counts(row));
        }
        found.into_iter().map(Measured::Count).collect()
    }

    fn sums(self, numbers: &[f64], present: &[bool]) -> Vec<Measured> {
        let (mut sums, mut any) = (vec![0.0; self.groups], vec![false; self.groups]);
        for row in self.rows.iter().filter(|row| present[*row]) {
            let group = self.of_row[row] as usize;
            sums[group] += numbers[row];
            any[group] = true;
        }
        sums.into_iter().zip(any).map(|(sum, any)| Measured::Number(any.then_some(sum))).collect()
    }

    /// The values of the rows, by slot.
    fn slots<T>(self, slots: usize, value: impl Fn(usize) -> Option<(usize, T)>) -> Vec<Vec<T>> {
        let mut found: Vec<Vec<T>> = (0..slots).map(|_| Vec::new()).collect();
        for (slot, value) in self.rows.iter().filter_map(value) {
            if let Some(values) = found.get_mut(slot) {
                values.push(value);
            }
        }
        found
    }

    fn numbers(self, numbers: &[f64], present: impl Fn(usize) -> bool, reduce: Reduce) -> Vec<Measured> {
        let slots = self.slots(self.groups, |row| present(row).then(|| (self.of_row[row] as usize, numbers[row])));
        slots.into_iter().map(|mut values| Measured::Number(number(&mut values, reduce))).collect()
    }
}

/// One number out of many.
fn number(values: &mut Vec<f64>, reduce: Reduce) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    let count = values.len() as f64;
    match reduce {
        Reduce::Mean => (count > 0.0).then(|| values.iter().sum::<f64>() / count),
        Reduce::Median => median(values),
        Reduce::Least => values.iter().copied().min_by(f64::total_cmp),
        Reduce::Greatest => values.iter().copied().max_by(f64::total_cmp),
    }
}

/// One of minor units or days out of many, rounded half-even.
fn whole(mut values: Vec<i64>, reduce: Reduce) -> Option<i128> {
    let count = values.len();
    if count == 0 {
        return None;
    }
    let sum = |values: &[i64]| values.iter().map(|value| i128::from(*value)).sum::<i128>();
    match reduce {
        Reduce::Mean => Some(halves_even(sum(&values), i128::try_from(count).ok()?)),
        Reduce::Median => {
            crate::model::order::sort(&mut values);
            let middle = &values[(count - 1) / 2..=count / 2];
            Some(halves_even(sum(middle), if middle.len() == 2 { 2 } else { 1 }))
        }
        Reduce::Least => values.into_iter().min().map(i128::from),
        Reduce::Greatest => values.into_iter().max().map(i128::from),
    }
}

/// A quotient rounded half-even; the divisor is positive.
pub(super) fn halves_even(number: i128, by: i128) -> i128 {
    let (whole, rest) = (number.div_euclid(by), number.rem_euclid(by));
    // `by - rest` rather than twice the rest: that might not fit.
    let up = match rest.cmp(&(by - rest)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => whole % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    whole + i128::from(up)
}

fn money(
    amounts: impl Iterator<Item = (usize, (i64, u8))>,
    of_row: &[u32],
    groups: usize,
    currencies: &[Currency],
) -> Vec<Measured> {
    let width = currencies.len().max(1);
    let (mut sums, mut seen) = (vec![0_i128; groups * width], vec![false; groups * width]);
    for (row, (minor, currency)) in amounts {
        let at = of_row[row] as usize * width + usize::from(currency);
        sums[at] += i128::from(minor);
        seen[at] = true;
    }
    let bag = |group: usize| {
        let mut bag = MoneyBag::default();
        for (at, currency) in currencies.iter().enumerate() {
            if seen[group * width + at] {
                bag.add(sums[group * width + at], *currency);
            }
        }
        Measured::Money(bag)
    };
    (0..groups).map(bag).collect()
}

/// The median; of an even count the mean of the middle two.
pub fn median(values: &mut Vec<f64>) -> Option<f64> {
    crate::model::order::by(values, f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        len if len % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

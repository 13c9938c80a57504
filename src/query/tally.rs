//! Working out a measure per group.

use std::collections::HashSet;

use super::axis::{NO_DAY, Series, ZoneDays};
use super::measure::{Measure, Measured, MoneyBag};
use super::run::Scan;
use super::source::Source;
use crate::book::bits::Bits;
use crate::book::packed::{Cells, Pool};
use crate::book::past::ColumnAt;
use crate::model::money::weigh;
use crate::model::{BasisPoints, Day, Instant};

/// The rows that are measured, and the group of each, in their order.
#[derive(Clone, Copy)]
pub(super) struct Grouped<'a> {
    /// The rows.
    pub(super) rows: &'a Bits,
    /// The group of each.
    pub(super) of_row: &'a [u32],
    /// How many groups there are.
    pub(super) groups: usize,
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
    /// A measure for each group of rows, and over all of them.
    pub(super) fn measure(&self, measure: &Measure, grouped: Grouped<'_>) -> (Vec<Measured>, Measured) {
        let usual = match measure {
            Measure::Count => Some(grouped.counted()),
            Measure::Sum(source) => self.money(source).map(|money| grouped.summed(&money, |_, minor| minor)),
            Measure::Weighted(source) => self.money(source).zip(self.chance()).map(|(money, chances)| {
                grouped.summed(&money, |row, minor| weigh(minor, BasisPoints(chances.of(row))))
            }),
            Measure::MeanAge(key) => self.mean_age(key, grouped),
            _ => None,
        };
        usual.unwrap_or_else(|| {
            let ones = vec![0; grouped.of_row.len()];
            let all = Grouped { of_row: &ones, groups: 1, ..grouped };
            let total = self.unusual(measure, all).pop();
            (self.unusual(measure, grouped), total.unwrap_or(Measured::Number(None)))
        })
    }

    /// A column of money.
    fn money(&self, source: &Source) -> Option<ColumnAt<'_>> {
        let Source::Field(path) = source else { return None };
        let [key] = path.as_slice() else { return None };
        let table = self.view().table();
        self.column(table, table.defined(key)?).filter(|column| matches!(column.cells.as_ref(), Cells::Money(..)))
    }

    /// The mean of whole days since a field holds what it holds.
    fn mean_age(&self, key: &str, grouped: Grouped<'_>) -> Option<(Vec<Measured>, Measured)> {
        let table = self.view().table();
        let column = self.column(table, table.defined(key)?)?;
        let (present, since) = (column.present.as_ref(), column.since.as_ref());
        let (today, mut days) = (self.today().0, ZoneDays::new(self.zone()));
        let mut sums = vec![(0_i64, 0_i64); grouped.groups];
        grouped.each(|row, group| {
            let since = since.get(row).copied().unwrap_or(Instant::ALWAYS);
            if present.get(row) && since != Instant::ALWAYS {
                let (sum, count) = &mut sums[group];
                *sum += i64::from(today.saturating_sub(days.day(since)));
                *count += 1;
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "days of rows stay far below 2^52")]
        let mean = |(sum, count): (i64, i64)| Measured::Number((count > 0).then(|| sum as f64 / count as f64));
        let all = sums.iter().fold((0, 0), |all, group| (all.0 + group.0, all.1 + group.1));
        Some((sums.into_iter().map(mean).collect(), mean(all)))
    }

    /// Other measures, and those of other kinds of values, for each group of rows.
    fn unusual(&self, measure: &Measure, grouped: Grouped<'_>) -> Vec<Measured> {
        let groups = grouped.groups;
        match measure {
            Measure::Count => grouped.counted().0,
            Measure::Filled(source) => match self.present(source) {
                Some(present) => grouped.count(|row, _| present[row]),
                None => vec![Measured::Count(0); groups],
            },
            Measure::Distinct(source) => match self.coded(source) {
                Some(axis) => {
                    let mut seen = HashSet::new();
                    grouped.count(|row, group| {
                        let code = axis.code(row);
                        code != 0 && seen.insert((group, code))
                    })
                }
                None => vec![Measured::Count(0); groups],
            },
            Measure::Sum(source) => match self.series(source) {
                Some((Series::Numbers(numbers), present)) => grouped.sums(&numbers, &present),
                _ => vec![Measured::Number(None); groups],
            },
            Measure::Weighted(source) => self.weighted(source, grouped),
            Measure::Mean(source) => self.reduced(source, grouped, Reduce::Mean),
            Measure::Median(source) => self.reduced(source, grouped, Reduce::Median),
            Measure::Least(source) => self.reduced(source, grouped, Reduce::Least),
            Measure::Greatest(source) => self.reduced(source, grouped, Reduce::Greatest),
            Measure::MeanAge(_) => vec![Measured::Number(None); groups],
        }
    }

    /// Which rows have a value.
    fn present(&self, source: &Source) -> Option<Vec<bool>> {
        if let Some((_, present)) = self.series(source) {
            return Some(present);
        }
        Some(self.axis(source)?.codes.iter().map(|code| *code != 0).collect())
    }

    /// Numbers, each with the chance of its row.
    fn weighted(&self, source: &Source, grouped: Grouped<'_>) -> Vec<Measured> {
        let (Some((Series::Numbers(numbers), present)), Some(shares)) = (self.series(source), self.chances()) else {
            return vec![Measured::Money(MoneyBag::default()); grouped.groups];
        };
        #[expect(clippy::cast_precision_loss, reason = "shares are at most ten thousand")]
        let weighted: Vec<f64> =
            numbers.iter().zip(&shares).map(|(number, share)| number * *share as f64 / 10_000.0).collect();
        grouped.sums(&weighted, &present)
    }

    /// One value of each group; money one for each currency.
    fn reduced(&self, source: &Source, grouped: Grouped<'_>, reduce: Reduce) -> Vec<Measured> {
        if let Some(days) = self.days(source) {
            let slots = grouped
                .slots(grouped.groups, |row, group| (days[row] != NO_DAY).then(|| (group, i64::from(days[row]))));
            let day = |values: Vec<i64>| whole(values, reduce).and_then(|day| i32::try_from(day).ok()).map(Day);
            return slots.into_iter().map(|values| Measured::Day(day(values))).collect();
        }
        match self.series(source) {
            Some((Series::Money(cells, currencies), present)) => {
                let width = currencies.len().max(1);
                let slots = grouped.slots(grouped.groups * width, |row, group| {
                    let (minor, currency) = cells[row];
                    present[row].then(|| (group * width + usize::from(currency), minor))
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
    /// Does something with each row and its group.
    fn each(self, mut with: impl FnMut(usize, usize)) {
        let mut of_row = self.of_row.iter();
        self.rows.each(|row| {
            if let Some(group) = of_row.next() {
                with(row, *group as usize);
            }
        });
    }

    /// How many rows.
    fn counted(self) -> (Vec<Measured>, Measured) {
        let mut found = vec![0_u64; self.groups];
        for group in self.of_row {
            found[*group as usize] += 1;
        }
        (found.into_iter().map(Measured::Count).collect(), Measured::Count(self.of_row.len() as u64))
    }

    /// Sums of money of what an amount counts for.
    fn summed(self, money: &ColumnAt<'_>, counts: impl Fn(usize, i64) -> i64) -> (Vec<Measured>, Measured) {
        let (Cells::Money(minor, codes), Pool::Currencies(dict)) = (money.cells.as_ref(), money.data.pool()) else {
            return (vec![Measured::Money(MoneyBag::default()); self.groups], Measured::Money(MoneyBag::default()));
        };
        let (currencies, present) = (dict.items(), money.present.as_ref());
        let width = currencies.len().max(1);
        let mut sums = vec![Total::default(); self.groups * width];
        self.each(|row, group| {
            if present.get(row) {
                sums[group * width + usize::from(codes[row])].add(counts(row, minor[row]));
            }
        });
        let mut total = MoneyBag::default();
        let mut bag = |group: usize| {
            let mut bag = MoneyBag::default();
            for (currency, sum) in currencies.iter().zip(&sums[group * width..]).filter(|(_, sum)| sum.any) {
                bag.add(sum.whole(), *currency);
                total.add(sum.whole(), *currency);
            }
            Measured::Money(bag)
        };
        let groups = (0..self.groups).map(&mut bag).collect();
        (groups, Measured::Money(total))
    }

    fn count(self, mut counts: impl FnMut(usize, usize) -> bool) -> Vec<Measured> {
        let mut found = vec![0_u64; self.groups];
        self.each(|row, group| found[group] += u64::from(counts(row, group)));
        found.into_iter().map(Measured::Count).collect()
    }

    fn sums(self, numbers: &[f64], present: &[bool]) -> Vec<Measured> {
        let (mut sums, mut any) = (vec![0.0; self.groups], vec![false; self.groups]);
        self.each(|row, group| {
            if present[row] {
                sums[group] += numbers[row];
                any[group] = true;
            }
        });
        sums.into_iter().zip(any).map(|(sum, any)| Measured::Number(any.then_some(sum))).collect()
    }

    /// The values of the rows, by slot.
    fn slots<T>(self, slots: usize, value: impl Fn(usize, usize) -> Option<(usize, T)>) -> Vec<Vec<T>> {
        let mut found: Vec<Vec<T>> = (0..slots).map(|_| Vec::new()).collect();
        self.each(|row, group| {
            if let Some((slot, value)) = value(row, group)
                && let Some(values) = found.get_mut(slot)
            {
                values.push(value);
            }
        });
        found
    }

    fn numbers(self, numbers: &[f64], present: impl Fn(usize) -> bool, reduce: Reduce) -> Vec<Measured> {
        let slots = self.slots(self.groups, |row, group| present(row).then(|| (group, numbers[row])));
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

/// A sum of minor units. Wide numbers are slow: only what no longer fits in a narrow one is kept in
/// one.
#[derive(Clone, Copy, Default)]
struct Total {
    narrow: i64,
    wide: i128,
    any: bool,
}

impl Total {
    fn add(&mut self, minor: i64) {
        self.any = true;
        if let Some(sum) = self.narrow.checked_add(minor) {
            self.narrow = sum;
        } else {
            self.wide += i128::from(self.narrow);
            self.narrow = minor;
        }
    }

    fn whole(&self) -> i128 {
        self.wide + i128::from(self.narrow)
    }
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

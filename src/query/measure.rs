//! Measures: what a query counts and adds up, per group.

use super::source::Source;
use crate::model::{Currency, Money};

/// What to work out for each group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many rows.
    Count,
    /// The sum of money or numbers.
    Sum(Source),
    /// The sum of money, each row weighted by the probability of its stage and rounded half-even.
    Weighted(Source),
    /// The mean of numbers over the rows that have one.
    Mean(Source),
    /// The median of numbers over the rows that have one: of an even count, the mean of the middle two.
    Median(Source),
    /// Mean whole days from the instant since which the timed field holds to the moment.
    MeanAge(String),
}

/// Sums of money, never mixed: one per currency, sorted by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyBag(Vec<(Currency, i128)>);

impl MoneyBag {
    /// Adds an amount.
    pub fn add(&mut self, minor: i128, currency: Currency) {
        match self.0.binary_search_by_key(&currency, |(have, _)| *have) {
            Ok(at) => self.0[at].1 += minor,
            Err(at) => self.0.insert(at, (currency, minor)),
        }
    }

    /// Adds money.
    pub fn add_money(&mut self, money: Money) {
        self.add(money.minor.into(), money.currency);
    }

    /// The sums: minor units by currency.
    pub fn sums(&self) -> &[(Currency, i128)] {
        &self.0
    }

    /// The sum in one currency.
    pub fn of(&self, currency: Currency) -> i128 {
        self.0.iter().find(|(have, _)| *have == currency).map_or(0, |(_, minor)| *minor)
    }
}

/// The outcome of a measure.
#[derive(Clone, Debug, PartialEq)]
pub enum Measured {
    /// A count.
    Count(u64),
    /// Money.
    Money(MoneyBag),
    /// A number; `None` where no row has one.
    Number(Option<f64>),
}

impl Measured {
    /// The count, where it is one.
    pub fn count(&self) -> u64 {
        if let Self::Count(count) = self { *count } else { 0 }
    }

    /// The money, where it is some.
    pub fn money(&self) -> MoneyBag {
        if let Self::Money(bag) = self { bag.clone() } else { MoneyBag::default() }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { *number } else { None }
    }
}

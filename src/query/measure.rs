//! Measures: what a query counts and adds up, per group.

use std::fmt;

use super::source::Source;
use crate::model::{Currency, Day, Kind, Money};

/// What to work out for each group. Money stays apart by currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// How many rows.
    Count,
    /// How many rows have a value.
    Filled(Source),
    /// How many different values there are.
    Distinct(Source),
    /// The sum of money or numbers.
    Sum(Source),
    /// The sum of money or numbers, each row weighted by the probability of its stage; money is
    /// rounded half-even.
    Weighted(Source),
    /// The mean of money, numbers or days over the rows that have one; money and days rounded half-even.
    Mean(Source),
    /// The median over the rows that have one: of an even count, the mean of the middle two.
    Median(Source),
    /// The least.
    Least(Source),
    /// The greatest.
    Greatest(Source),
    /// Mean whole days from the instant since which the timed field holds to the moment.
    MeanAge(String),
}

impl Measure {
    /// Reads the text form: `count`, `sum(amount)`, `distinct(owner.area)`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "count" {
            return Some(Self::Count);
        }
        let (name, inner) = text.strip_suffix(')')?.split_once('(')?;
        let of = || Source::parse(inner);
        Some(match name {
            "count" => Self::Filled(of()?),
            "distinct" => Self::Distinct(of()?),
            "sum" => Self::Sum(of()?),
            "weighted" => Self::Weighted(of()?),
            "mean" => Self::Mean(of()?),
            "median" => Self::Median(of()?),
            "min" => Self::Least(of()?),
            "max" => Self::Greatest(of()?),
            "age" => match Source::parse(inner)? {
                Source::Field(path) if path.len() == 1 => Self::MeanAge(inner.to_owned()),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// What can be worked out of a field of a kind, with its source.
    pub fn offered(kind: &Kind, source: &Source) -> Vec<Self> {
        let all: &[fn(Source) -> Self] = match kind {
            Kind::Money | Kind::Number | Kind::Duration => {
                &[Self::Sum, Self::Weighted, Self::Mean, Self::Median, Self::Least, Self::Greatest, Self::Filled]
            }
            // Shares of different wholes do not add up, nor do days.
            Kind::Percent | Kind::Date => &[Self::Mean, Self::Median, Self::Least, Self::Greatest, Self::Filled],
            Kind::Reference(_) | Kind::Choice(_) => &[Self::Distinct, Self::Filled],
            _ => &[],
        };
        all.iter().map(|measure| measure(source.clone())).collect()
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count => f.write_str("count"),
            Self::Filled(of) => write!(f, "count({of})"),
            Self::Distinct(of) => write!(f, "distinct({of})"),
            Self::Sum(of) => write!(f, "sum({of})"),
            Self::Weighted(of) => write!(f, "weighted({of})"),
            Self::Mean(of) => write!(f, "mean({of})"),
            Self::Median(of) => write!(f, "median({of})"),
            Self::Least(of) => write!(f, "min({of})"),
            Self::Greatest(of) => write!(f, "max({of})"),
            Self::MeanAge(key) => write!(f, "age({key})"),
        }
    }
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
    /// A day; `None` where no row has one.
    Day(Option<Day>),
}

impl Measured {
    /// What it is of no row.
    #[must_use]
    pub fn nothing(&self) -> Self {
        match self {
            Self::Count(_) => Self::Count(0),
            Self::Money(_) => Self::Money(MoneyBag::default()),
            Self::Number(_) => Self::Number(None),
            Self::Day(_) => Self::Day(None),
        }
    }

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

    /// The day, where it is one.
    pub fn day(&self) -> Option<Day> {
        if let Self::Day(day) = self { *day } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_back_from_their_text() {
        for text in [
            "count",
            "count(amount)",
            "distinct(owner.area)",
            "sum(amount)",
            "weighted(amount)",
            "mean(expected_close)",
            "median(days(stage))",
            "min(amount)",
            "max(since(stage))",
            "age(stage)",
        ] {
            assert_eq!(Measure::parse(text).map(|measure| measure.to_string()).as_deref(), Some(text));
        }
        for text in ["", "sum", "sum()", "count(", "age(owner.area)", "product(amount)", "sum(a))"] {
            assert_eq!(Measure::parse(text), None, "{text}");
        }
    }
}

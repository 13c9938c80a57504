//! What foreign money is worth in the company's own: by the rates in force at the moment that is read,
//! each told with the day since which it holds and who says so. What has no rate stays apart.

use super::measure::MoneyBag;
use super::run::Scan;
use super::tally::halves_even;
use crate::book::past::View;
use crate::book::{Book, Moment};
use crate::model::records::{ForeignCurrency, Organisation};
use crate::model::{Currency, Day, Instant, Money, Record, Value, Zone};

/// A rate is reckoned with in billionths.
const SCALE: i128 = 1_000_000_000;

/// What one unit of a currency is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// Of which currency.
    pub currency: Currency,
    /// Units of the base currency.
    pub worth: f64,
    /// The day since which it holds; `None` where it always has.
    pub since: Option<Day>,
    /// Who says so.
    pub source: Option<String>,
}

/// The rates at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// The company's own currency, where one is set.
    pub base: Option<Currency>,
    /// One a currency, by code.
    rates: Vec<Rate>,
}

/// Sums of several currencies as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// In the base currency.
    pub base: Currency,
    /// The sum in its minor units, of all that could be converted.
    pub minor: i128,
    /// The rates that were used.
    pub used: Vec<Rate>,
    /// What no rate is known of: no part of the sum.
    pub left: MoneyBag,
}

impl Rates {
    /// The rates in force at a moment.
    pub fn at(book: &Book, zone: &Zone, moment: Moment) -> Self {
        let base = book.all::<Organisation>().next().and_then(|own| Currency::parse(own.currency.as_deref()?.trim()));
        let table = book.of::<ForeignCurrency>();
        let view = View::of(table, moment);
        let mut rates: Vec<Rate> = Vec::new();
        for row in table.live().iter().filter(|row| !table.is_archived(*row)) {
            let Some(id) = table.id(row) else { continue };
            let currency = ForeignCurrency::read(id, &table.at(row));
            let Some(code) = currency.code.as_deref().and_then(|code| Currency::parse(code.trim())) else { continue };
            let Some(column) = view.column(ForeignCurrency::RATE) else { continue };
            let Some(Value::Number(worth)) = column.value(row) else { continue };
            if scaled(worth).is_none() {
                continue;
            }
            let since = column.since.get(row).copied().filter(|since| *since != Instant::ALWAYS);
            let rate = Rate { currency: code, worth, since: since.map(|at| zone.day_of(at)), source: currency.source };
            match rates.iter_mut().find(|known| known.currency == code) {
                // Of two records of one currency the one that was dated last holds.
                Some(known) if known.since < rate.since => *known = rate,
                Some(_) => {}
                None => rates.push(rate),
            }
        }
        crate::model::order::by_key(&mut rates, |rate| rate.currency);
        Self { base, rates }
    }

    /// The rate of a currency.
    pub fn of(&self, currency: Currency) -> Option<&Rate> {
        self.rates.iter().find(|rate| rate.currency == currency)
    }

    /// One amount in the base currency; `None` where no rate or no base currency is known.
    pub fn one(&self, amount: Money) -> Option<Money> {
        let base = self.base?;
        if amount.currency == base {
            return Some(amount);
        }
        let minor = worth(amount.minor.into(), self.of(amount.currency)?, base)?;
        Some(Money::new(i64::try_from(minor).ok()?, base))
    }

    /// Sums as one in the base currency: each currency's sum is converted whole and rounded once,
    /// half-even. `None` where no base currency is set.
    pub fn convert(&self, bag: &MoneyBag) -> Option<Converted> {
        let base = self.base?;
        let mut whole = Converted { base, minor: 0, used: Vec::new(), left: MoneyBag::default() };
        for (currency, minor) in bag.sums() {
            if *currency == base {
                whole.minor += *minor;
                continue;
            }
            let rate = self.of(*currency);
            match rate.and_then(|rate| Some((rate, worth(*minor, rate, base)?))) {
                Some((rate, minor)) => {
                    whole.minor += minor;
                    whole.used.push(rate.clone());
                }
                None => whole.left.add(*minor, *currency),
            }
        }
        Some(whole)
    }
}

impl Scan<'_> {
    /// The rates in force at its moment.
    pub fn rates(&self) -> Rates {
        Rates::at(self.book(), self.zone(), self.view().moment())
    }
}

/// A rate in billionths; `None` where it is none.
#[expect(clippy::cast_possible_truncation, reason = "far below 2^127, and whole")]
fn scaled(worth: f64) -> Option<i128> {
    let scaled = (worth * 1e9).round();
    (worth.is_finite() && (1.0..1e21).contains(&scaled)).then_some(scaled as i128)
}

/// Minor units of a currency in those of the base; `None` where they do not fit.
fn worth(minor: i128, rate: &Rate, base: Currency) -> Option<i128> {
    let (up, down) = (10_i128.pow(base.digits()), 10_i128.pow(rate.currency.digits()));
    let number = minor.checked_mul(scaled(rate.worth)?)?.checked_mul(up)?;
    Some(halves_even(number, SCALE * down))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_converted_once_and_told() {
        let code = |text: &str| Currency::parse(text).expect(text);
        let rate = |text: &str, worth: f64| Rate { currency: code(text), worth, since: None, source: None };
        let rates =
            Rates { base: Some(Currency::CNY), rates: vec![rate("JPY", 0.048_5), rate("KWD", 23.2), rate("USD", 7.1)] };
        let mut bag = MoneyBag::default();
        for (minor, currency) in [(10_050, "CNY"), (199, "USD"), (1_001, "JPY"), (2_500, "KWD"), (700, "EUR")] {
            bag.add(minor, code(currency));
        }
        let whole = rates.convert(&bag).expect("there is a base");
        // 100.50 + 1.99 x 7.1 = 14.129 + 1001 x 0.0485 = 48.5485 + 2.500 x 23.2 = 58, rounded one by one.
        assert_eq!(whole.minor, 10_050 + 1_413 + 4_855 + 5_800);
        assert_eq!(whole.left.sums(), [(code("EUR"), 700)]);
        let used: Vec<&str> = whole.used.iter().map(|rate| rate.currency.code()).collect();
        assert_eq!(used, ["JPY", "KWD", "USD"]);
        assert_eq!(Rates::default().convert(&bag), None);
        let one = |minor: i64, text: &str| rates.one(Money::new(minor, code(text)));
        assert_eq!([one(199, "USD"), one(5, "CNY")], [1_413, 5].map(|minor| Some(Money::new(minor, Currency::CNY))));
        assert_eq!((one(700, "EUR"), Rates::default().one(Money::new(5, Currency::CNY))), (None, None));
        // Halves go to the even neighbour: 0.05 x 0.5 = 0.025, 0.15 x 0.5 = 0.075.
        let half = Rates { base: Some(Currency::CNY), rates: vec![rate("USD", 0.5)] };
        for (minor, want) in [(5, 2), (15, 8), (-5, -2), (-15, -8)] {
            let mut bag = MoneyBag::default();
            bag.add(minor, Currency::USD);
            assert_eq!(half.convert(&bag).map(|whole| whole.minor), Some(want), "{minor}");
        }
        assert!([0.0, -1.0, f64::NAN, f64::INFINITY, 1e30].iter().all(|worth| scaled(*worth).is_none()));
    }
}

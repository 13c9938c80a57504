//! Lines of a record: what so much of something at a price comes to, and what all lines come to.

use super::money::{BasisPoints, Currency, Money};
use super::{Role, Value};

/// What a quantity at a price comes to, less a discount; rounded half-even to minor units. `None`
/// where the quantity is no plain number or the outcome does not fit.
pub fn amount(quantity: f64, price: Money, discount: BasisPoints) -> Option<Money> {
    // A quantity is what its decimals say, not the float nearest to them.
    let text = quantity.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let count: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let kept = BasisPoints::WHOLE.0.checked_sub(discount.0)?;
    let product = count.checked_mul(price.minor.into())?.checked_mul(kept.into())?;
    let per = scale.checked_mul(BasisPoints::WHOLE.0.into())?;
    let (mut minor, rest) = (product.div_euclid(per), product.rem_euclid(per));
    let twice = rest.checked_mul(2)?;
    if twice > per || (twice == per && minor % 2 != 0) {
        minor += 1;
    }
    Some(Money { minor: i64::try_from(minor).ok()?, ..price })
}

/// What a line is worth without tax: the amount it states, else its quantity at its price.
pub fn worth(value: impl Fn(Role) -> Option<Value>) -> Option<Money> {
    let money = |role: Role| value(role).and_then(|value| value.as_money());
    money(Role::Amount).or_else(|| {
        let Value::Number(quantity) = value(Role::Quantity)? else { return None };
        let discount = match value(Role::Discount) {
            Some(Value::Percent(discount)) => discount,
            _ => BasisPoints(0),
        };
        amount(quantity, money(Role::ListPrice)?, discount)
    })
}

/// What lines of one currency come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The currency.
    pub currency: Currency,
    /// Without tax, in minor units.
    pub net: i128,
    /// The tax, rounded line by line.
    pub tax: i128,
}

impl Total {
    /// With tax.
    pub fn gross(&self) -> i128 {
        self.net + self.tax
    }
}

/// What lines come to, by currency in the order in which they appear: each line is what it is worth
/// without tax, and its tax rate.
pub fn totals(lines: impl IntoIterator<Item = (Money, Option<BasisPoints>)>) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for (worth, rate) in lines {
        let tax = rate.map_or(0, |rate| worth.weighted(rate).minor);
        let at = totals.iter().position(|total| total.currency == worth.currency).unwrap_or_else(|| {
            totals.push(Total { currency: worth.currency, net: 0, tax: 0 });
            totals.len() - 1
        });
        totals[at].net += i128::from(worth.minor);
        totals[at].tax += i128::from(tax);
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny(minor: i64) -> Money {
        Money::new(minor, Currency::CNY)
    }

    #[test]
    fn an_amount_is_exact_and_rounded_half_to_even() {
        for (quantity, price, discount, want) in [
            (3.0, 1_999, 0, Some(5_997)),
            (12.0, 10_000, 1_250, Some(105_000)),
            // 0.1 and 0.7 are no floats: 0.7 x 0.15 = 0.105 lies half way, to the even 0.10.
            (0.7, 15, 0, Some(10)),
            (0.1, 250, 0, Some(25)),
            (1.5, 3, 0, Some(4)),
            (2.5, 1, 0, Some(2)),
            (3.5, 1, 0, Some(4)),
            (-1.5, 1, 0, Some(-2)),
            (1.0, 100, 10_000, Some(0)),
            (1e30, 100, 0, None),
            (f64::NAN, 100, 0, None),
        ] {
            let got = amount(quantity, cny(price), BasisPoints(discount));
            assert_eq!(got, want.map(cny), "{quantity} x {price} less {discount}");
        }
    }

    #[test]
    fn a_line_is_worth_what_it_states_else_what_it_comes_to() {
        let line = |amount: Option<i64>| {
            move |role: Role| match role {
                Role::Amount => amount.map(|minor| cny(minor).into()),
                Role::Quantity => Some(Value::Number(4.0)),
                Role::ListPrice => Some(cny(2_500).into()),
                Role::Discount => Some(Value::Percent(BasisPoints(1_000))),
                _ => None,
            }
        };
        assert_eq!(worth(line(None)), Some(cny(9_000)));
        assert_eq!(worth(line(Some(8_888))), Some(cny(8_888)));
        assert_eq!(worth(|_| None), None);
    }

    #[test]
    fn tax_is_rounded_line_by_line_and_currencies_stay_apart() {
        let usd = Money::new(1_000, Currency::USD);
        let thirteen = Some(BasisPoints(1_300));
        // 0.13 x 0.50 = 0.065 is 0.06 twice, not 0.13 of the sum.
        let got = totals([(cny(50), thirteen), (usd, None), (cny(50), thirteen)]);
        let want = [
            Total { currency: Currency::CNY, net: 100, tax: 12 },
            Total { currency: Currency::USD, net: 1_000, tax: 0 },
        ];
        assert_eq!(got, want);
        assert_eq!(got[0].gross(), 112);
        assert_eq!(totals([]), []);
    }
}

//! The format port: numbers, money and dates as people of a language write them.

use crate::model::messages::Language;
use crate::model::{BasisPoints, Currency, Day, Instant, Money, Month, Zone};

/// Writes values for people; the browser's twin asks `Intl`.
pub trait Format {
    /// The language it writes.
    fn language(&self) -> Language;
    /// A count or other number, with at most so many decimals: `8,800`.
    fn number(&self, number: f64, decimals: u8) -> String;
    /// Money in full: `$10,005,534`. Minor units are left out where `whole`.
    fn money(&self, money: Money, whole: bool) -> String;
    /// A sum of minor units, in full even where it is too large for [`Money`].
    fn money_sum(&self, minor: i128, currency: Currency) -> String;
    /// Money in few characters: `$10.0M`, `¥66.4 万`, `¥612 万`.
    fn money_short(&self, minor: i128, currency: Currency) -> String;
    /// A share with one decimal: `63.2 %`, with a no-break space.
    fn percent(&self, share: BasisPoints) -> String;
    /// A day: `1 Jul 2017`, `2017-07-01`.
    fn day(&self, day: Day) -> String;
    /// A month: `Jul 2017`, `2017 年 7 月`.
    fn month(&self, month: Month) -> String;
    /// A point in time in a zone, day and minute: `1 Jul 2017, 15:04`.
    fn instant(&self, instant: Instant, zone: &Zone) -> String;
}

/// An amount in few characters: a decimal number of a unit, and how many decimals to show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// The number in its unit, exact.
    pub number: String,
    /// The decimals to show.
    pub decimals: u8,
    /// Place of the unit among those offered; `None` for single units of the currency.
    pub unit: Option<usize>,
}

/// Shortens minor units of a currency to the largest fitting unit. `units` are powers of ten in
/// rising order: 3, 6, 9 for thousand, million, billion; 4 and 8 for 万 and 亿.
pub fn shorten(minor: i128, digits: u32, units: &[u32]) -> Short {
    let size = minor.unsigned_abs();
    let power = |unit: u32| 10_u128.saturating_pow(digits + unit);
    // What would round to a whole larger unit takes that one: not 1,000K but 1.0M.
    let fits = |at: &usize| {
        let smaller = power(at.checked_sub(1).map_or(0, |below| units[below]));
        size.saturating_add(smaller / 2) >= power(units[*at])
    };
    let Some(at) = (0..units.len()).rev().find(fits) else {
        return Short { number: decimal(minor, digits), decimals: 0, unit: None };
    };
    let unit = power(units[at]);
    let below = |count: u128, step: u128| size < (unit * count).saturating_sub(unit / step / 2);
    // Three figures or so; of the large units one more, since a tenth of them is much.
    let decimals = if units[at] >= 8 && below(10, 100) { 2 } else { u8::from(below(100, 10)) };
    Short { number: decimal(minor, digits + units[at]), decimals, unit: Some(at) }
}

/// The plain decimal number of an integer with so many places behind the point.
pub fn decimal(integer: i128, places: u32) -> String {
    let width = places as usize;
    let mut digits = format!("{:0>width$}", integer.unsigned_abs(), width = width + 1);
    if width > 0 {
        digits.insert(digits.len() - width, '.');
    }
    if integer < 0 { format!("-{digits}") } else { digits }
}

/// Small settings of this device that must be known before the book is open: language, theme.
/// Keys are whole, such as `fieldbook.theme`.
pub trait Settings {
    /// The setting of a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps a setting; a device that refuses keeps it for this visit only.
    fn set(&self, key: &str, value: &str);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (integer, places, want) in
            [(0, 0, "0"), (5, 2, "0.05"), (-5, 2, "-0.05"), (1_234, 2, "12.34"), (-12, 0, "-12")]
        {
            assert_eq!(decimal(integer, places), want);
        }
        assert_eq!(decimal(i128::MIN, 1), "-17014118346046923173168730371588410572.8");
    }

    #[test]
    fn the_largest_fitting_unit_is_taken() {
        let check = |minor, units: &[u32], number: &str, decimals, unit| {
            let want = Short { number: number.to_owned(), decimals, unit };
            assert_eq!(shorten(minor, 2, units), want, "{minor}");
        };
        let (western, chinese) = ([3, 6, 9], [4, 8]);
        check(95_049, &western, "950.49", 0, None);
        check(99_949, &western, "999.49", 0, None);
        check(99_950, &western, "0.99950", 1, Some(0)); // shown as 1.0K
        check(1_234_500, &western, "12.34500", 1, Some(0));
        check(9_994_000, &western, "99.94000", 1, Some(0));
        check(9_995_000, &western, "99.95000", 0, Some(0)); // 100K
        check(99_949_999, &western, "999.49999", 0, Some(0));
        check(99_950_000, &western, "0.99950000", 1, Some(1)); // 1.0M
        check(1_000_553_400, &western, "10.00553400", 1, Some(1));
        check(-1_000_553_400, &western, "-10.00553400", 1, Some(1));
        check(123_400_000_000, &western, "1.23400000000", 2, Some(2));
        check(9_600_000, &chinese, "9.600000", 1, Some(0)); // ¥9.6 万
        check(66_400_000, &chinese, "66.400000", 1, Some(0)); // ¥66.4 万
        check(612_000_000, &chinese, "612.000000", 0, Some(0)); // ¥612 万
        check(12_345_000_000, &chinese, "1.2345000000", 2, Some(1)); // ¥1.23 亿
    }
}

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
    /// A sum of minor units too large for [`Money`] is still written in full.
    fn money_sum(&self, minor: i128, currency: Currency) -> String;
    /// Money in few characters: `$10.0M`, `¥1,000.6 万`.
    fn money_short(&self, minor: i128, currency: Currency) -> String;
    /// A share with one decimal: `63.2 %`.
    fn percent(&self, share: BasisPoints) -> String;
    /// A day: `1 Jul 2017`, `2017-07-01`.
    fn day(&self, day: Day) -> String;
    /// A month: `Jul 2017`, `2017 年 7 月`.
    fn month(&self, month: Month) -> String;
    /// A point in time in a zone: day and minute.
    fn instant(&self, instant: Instant, zone: &Zone) -> String;
}

/// Small settings of this device that must be known before the book is open: language, theme.
pub trait Settings {
    /// The setting of a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps a setting; a device that refuses keeps it for this visit only.
    fn set(&self, key: &str, value: &str);
}

//! The currencies that selects offer.

use crate::model::Currency;

/// Codes of widely used currencies (ISO 4217), the usual ones of our languages first.
const CODES: [&str; 28] = [
    "CNY", "USD", "EUR", "TWD", "HKD", "JPY", "GBP", "SGD", "MYR", "AUD", "CAD", "CHF", "KRW", "INR", "THB", "VND",
    "IDR", "PHP", "BRL", "MXN", "AED", "SEK", "NOK", "DKK", "PLN", "NZD", "ZAR", "TRY",
];

/// Value and text of each currency to choose from; `also` is offered even where it is none of the usual.
pub(in crate::ui) fn options(also: Currency) -> Vec<(String, String)> {
    let known = CODES.contains(&also.code());
    let codes = CODES.iter().map(|code| (*code).to_owned());
    codes.chain((!known).then(|| also.code().to_owned())).map(|code| (code.clone(), code)).collect()
}

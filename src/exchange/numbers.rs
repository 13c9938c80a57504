//! Numbers in the forms in which people and programs write them, without passing through a float.

use serde::{Deserialize, Serialize};

use super::units::Unit;
use crate::model::Currency;

/// Which sign parts the fraction; the other may part groups of three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NumberForm {
    /// `1,234.5`, `1 234.5`.
    Point,
    /// `1.234,5`, `1 234,5`.
    Comma,
}

/// A number as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// A plain decimal, such as `-1234.5`.
    pub decimal: String,
    /// Whether a percent sign stood there.
    pub percent: bool,
    /// The currency, where its code stood there; a sign such as ¥ means several.
    pub currency: Option<Currency>,
    /// Whether a unit such as 万 stood there.
    pub scaled: bool,
}

impl Written {
    /// The number in a unit, unless it said one itself or is a share.
    #[must_use]
    pub(super) fn times(mut self, unit: Unit) -> Self {
        if unit.shift() == 0 || self.scaled || self.percent {
            return self;
        }
        let (sign, digits) = self.decimal.strip_prefix('-').map_or(("", self.decimal.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        self.decimal = format!("{sign}{}", shifted(whole, fraction, unit.shift()));
        self
    }
}

impl NumberForm {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Point => "import-number-point",
            Self::Comma => "import-number-comma",
        }
    }

    /// Reads a number: signs and codes of currencies, 万 and 亿, percent signs and accountants'
    /// parentheses are understood.
    pub fn parse(self, text: &str) -> Option<Written> {
        let mut text = text.trim();
        // Most cells are no numbers: the first look must be cheap.
        if text.len() > 400 || !text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80) {
            return None;
        }
        let half_width = text.bytes().any(|byte| byte >= 0x80).then(|| half_width(text));
        text = half_width.as_deref().unwrap_or(text).trim();
        let mut negative = false;
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (negative, text) = (true, inner.trim());
        }
        let mut written = Written { decimal: String::new(), percent: false, currency: None, scaled: false };
        let (mut signed, mut shift) = (negative, 0);
        // Signs, currencies and units may stand before and behind in any order.
        let bare = |text: &str| {
            let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
            digit(text.as_bytes().first()) && digit(text.as_bytes().last())
        };
        // 12k and 12w are twelve thousand and twelve times 万, if nothing but a number stands before.
        let before_letter =
            text.strip_suffix(['k', 'K', 'w', 'W', 'M']).filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        if let Some(rest) = before_letter {
            shift = match text.as_bytes().last() {
                Some(b'k' | b'K') => 3,
                Some(b'M') => 6,
                _ => 4,
            };
            text = rest;
        }
        // As programs write very large and very small numbers.
        let expanded = powers(text);
        text = expanded.as_deref().unwrap_or(text);
        // A code such as "D5-7" is no number, whatever is taken off its ends.
        let letters = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '/' | ':' | '@');
        if text.contains(letters) {
            return None;
        }
        while !bare(text) {
            let before = text;
            if let Some(rest) = text.strip_prefix(['-', '\u{2212}']).filter(|_| !signed) {
                (negative, signed, text) = (true, true, rest);
            } else if let Some(rest) = text.strip_prefix('+').filter(|_| !signed) {
                (signed, text) = (true, rest);
            } else if let Some((currency, rest)) = strip_currency(text) {
                written.currency = written.currency.or(currency);
                text = rest;
            } else if let Some(rest) = text.strip_suffix('%').filter(|_| !written.percent) {
                (written.percent, text) = (true, rest);
            } else if let Some(rest) = text.strip_suffix(['万', '萬']) {
                (shift, text) = (shift + 4, rest);
            } else if let Some(rest) = text.strip_suffix(['亿', '億']) {
                (shift, text) = (shift + 8, rest);
            }
            text = text.trim();
            if text.len() == before.len() || shift > 16 {
                break;
            }
        }
        let (whole, fraction) = self.digits(text)?;
        written.scaled = shift > 0;
        let decimal = shifted(&whole, fraction, shift);
        written.decimal = if negative { format!("-{decimal}") } else { decimal };
        Some(written)
    }

    /// The digits before and after the decimal sign.
    fn digits(self, text: &str) -> Option<(String, &str)> {
        let (point, group) = match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        };
        let (whole, fraction) = text.split_once(point).unwrap_or((text, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let is_group = |c: char| c == group || matches!(c, ' ' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}');
        let mut groups = whole.split(is_group);
        let first = groups.next().unwrap_or("");
        let mut digits = first.to_owned();
        let mut grouped = false;
        for group in groups {
            if group.len() != 3 {
                return None;
            }
            grouped = true;
            digits.push_str(group);
        }
        let sane = !grouped || (1..=3).contains(&first.len());
        (sane && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((digits, fraction))
    }
}

/// A number such as `1.5E+6` as a plain decimal; `None` where it is written plainly.
fn powers(text: &str) -> Option<String> {
    let (mantissa, power) = text.split_once(['E', 'e'])?;
    let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = power.starts_with(['+', '-']);
    let power: i32 = power.parse().ok().filter(|power: &i32| power.abs() <= 330)?;
    if whole.len() != 1 || !digits(whole) || !digits(fraction) || (!signed && fraction.is_empty()) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    let plain = match usize::try_from(power) {
        Ok(power) => shifted(whole, fraction, power),
        Err(_) => format!("0.{}{whole}{fraction}", "0".repeat(usize::try_from(-power - 1).ok()?)),
    };
    Some(format!("{sign}{plain}"))
}

/// The decimal of digits with the point moved to the right.
fn shifted(whole: &str, fraction: &str, shift: usize) -> String {
    let moved = fraction.len().min(shift);
    let mut digits = format!("{whole}{}{}", &fraction[..moved], "0".repeat(shift - moved));
    if digits.is_empty() {
        digits.push('0');
    }
    if moved < fraction.len() {
        digits.push('.');
        digits.push_str(&fraction[moved..]);
    }
    digits
}

fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

/// Signs and names that say "money" without saying which.
const SIGNS: &[&str] =
    &["US$", "NT$", "HK$", "$", "¥", "￥", "€", "£", "₩", "元", "圆", "圓", "人民币", "人民幣", "RMB"];

/// ISO 4217 codes that are understood beside a number. A list, since "GTX 500" is no amount.
const CODES: &[&str] = &[
    "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "MYR", "THB", "VND", "IDR", "PHP", "INR", "AUD",
    "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "TRY", "RUB", "UAH", "KZT", "BRL", "MXN",
    "ARS", "CLP", "COP", "PEN", "ZAR", "EGP", "NGN", "KES", "AED", "SAR", "QAR", "KWD", "BHD", "OMR", "JOD", "ILS",
    "PKR", "BDT", "LKR", "MOP", "MMK", "KHR", "LAK", "MNT", "TND", "MAD", "ISK",
];

fn strip_currency(text: &str) -> Option<(Option<Currency>, &str)> {
    // A code is three capitals at either end: one look at them, not one per code.
    let code = |letters: &str| CODES.contains(&letters).then(|| Currency::parse(letters));
    let ahead = text.split_at_checked(3).and_then(|(letters, rest)| Some((code(letters)?, rest)));
    let behind = || {
        let (rest, letters) = text.split_at_checked(text.len().checked_sub(3)?)?;
        Some((code(letters)?, rest))
    };
    ahead.or_else(behind).or_else(|| {
        let alphanumeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
        if alphanumeric(text.chars().next()) && alphanumeric(text.chars().next_back()) {
            return None;
        }
        let sign = SIGNS.iter().find_map(|sign| text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)));
        sign.map(|rest| (None, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_form() {
        use NumberForm::{Comma, Point};
        for (text, form, want) in [
            ("1234", Point, "1234"),
            ("1,234.5", Point, "1234.5"),
            ("1.234,5", Comma, "1234.5"),
            ("1 234,5", Comma, "1234.5"),
            ("1\u{202f}234\u{a0}567", Point, "1234567"),
            ("1'234.50", Point, "1234.50"),
            ("¥1,234", Point, "1234"),
            ("$ -5.25", Point, "-5.25"),
            ("-$5.25", Point, "-5.25"),
            ("12,50 €", Comma, "12.50"),
            ("3.5万", Point, "35000"),
            ("3.56789万元", Point, "35678.9"),
            ("1.2亿", Point, "120000000"),
            ("(1,234.00)", Point, "-1234.00"),
            ("15%", Point, "15"),
            ("+7", Point, "7"),
            ("\u{2212}7", Point, "-7"),
            (".5", Point, "0.5"),
            ("5.", Point, "5"),
            ("１２３．５", Point, "123.5"),
            ("0012", Point, "0012"),
            ("1.234", Comma, "1234"),
            ("1,234", Comma, "1.234"),
            ("1.2万元", Point, "12000"),
            ("3.5亿", Point, "350000000"),
            ("￥12.5", Point, "12.5"),
            ("RMB 1,200", Point, "1200"),
            ("NT$1,200", Point, "1200"),
            ("（1,234.00）", Point, "-1234.00"),
            ("12k", Point, "12000"),
            ("$1.5M", Point, "1500000"),
            ("3.5w", Point, "35000"),
            ("1.38E+10", Point, "13800000000"),
            ("-2.5E-3", Point, "-0.0025"),
        ] {
            assert_eq!(form.parse(text).map(|w| w.decimal).as_deref(), Some(want), "{text} {form:?}");
        }
        for (text, form) in [
            ("", Point),
            ("-", Point),
            ("abc", Point),
            ("GTX 500", Point),
            ("1,23", Point),
            ("1234,567", Point),
            ("1.2.3", Point),
            ("--5", Point),
            ("1-2", Point),
            ("1,2,3", Comma),
            ("1100.04", Comma),
            ("GTK", Point),
            ("5E7", Point),
            ("12E+400", Point),
            ("万", Point),
            ("¥", Point),
        ] {
            assert_eq!(form.parse(text), None, "{text} {form:?}");
        }
        assert_eq!(Point.parse("12.50 USD").and_then(|w| w.currency), Some(Currency::USD));
        assert_eq!(Point.parse("CNY 12.50").and_then(|w| w.currency), Some(Currency::CNY));
        assert!(Point.parse("12 %").is_some_and(|w| w.percent));
    }
}

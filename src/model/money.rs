//! Money: integer minor units and a currency. Never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ISO 4217 code, three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollar.
    pub const USD: Self = Self(*b"USD");
    /// Renminbi.
    pub const CNY: Self = Self(*b"CNY");

    /// Reads a code such as `CNY`; `None` unless three letters.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimal digits of the minor unit (ISO 4217, amendment 176).
    pub fn digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BasisPoints(pub i64);

impl BasisPoints {
    /// 100 %.
    pub const WHOLE: Self = Self(10_000);
}

/// An amount in minor units (cents, fen) of its currency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Which currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// An amount of whole units; `None` where it does not fit.
    pub fn whole(units: i64, currency: Currency) -> Option<Self> {
        Some(Self { minor: units.checked_mul(10_i64.pow(currency.digits()))?, currency })
    }

    /// The sum, where both have one currency and it fits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency).then_some(())?;
        Some(Self { minor: self.minor.checked_add(other.minor)?, ..self })
    }

    /// This share of the amount, rounded half-even to minor units.
    #[must_use]
    pub fn weighted(self, share: BasisPoints) -> Self {
        Self { minor: weigh(self.minor, share), ..self }
    }

    /// Reads a plain decimal number (`-1234.5`) in a currency. More digits than the currency has
    /// are rounded half-even; `None` where the text is no number or does not fit.
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let digits = currency.digits();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits_only(whole) || !digits_only(fraction) {
            return None;
        }
        let mut value: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        // Two guard digits beyond the minor unit, then whether anything follows, decide the rounding.
        for place in 0..digits as usize {
            let digit = fraction.as_bytes().get(place).map_or(0, |b| b - b'0');
            value = value.checked_mul(10)?.checked_add(digit.into())?;
        }
        let rest = fraction.get(digits as usize..).unwrap_or("");
        let half = rest.as_bytes().first().map_or(0, |b| b - b'0');
        let beyond = rest.bytes().skip(1).any(|b| b != b'0');
        if half > 5 || (half == 5 && (beyond || value % 2 == 1)) {
            value = value.checked_add(1)?;
        }
        let minor = i64::try_from(if negative { -value } else { value }).ok()?;
        Some(Self { minor, currency })
    }

    /// The plain decimal number, with all digits of the minor unit: `1234.50`.
    pub fn decimal(self) -> String {
        let digits = self.currency.digits();
        if digits == 0 {
            return self.minor.to_string();
        }
        let unit = 10_u64.pow(digits);
        let (whole, rest) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        let sign = if self.minor < 0 { "-" } else { "" };
        format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

/// `minor * share / 100 %`, rounded half-even.
pub fn weigh(minor: i64, share: BasisPoints) -> i64 {
    // What surely fits, nearly everything, takes a fraction of the time.
    if minor.unsigned_abs() < 1 << 48 && share.0.unsigned_abs() < 1 << 14 {
        let product = minor * share.0;
        let quotient = product.div_euclid(10_000);
        let rest = product - quotient * 10_000;
        return quotient + i64::from(rest > 5_000 || (rest == 5_000 && quotient % 2 != 0));
    }
    let product = i128::from(minor) * i128::from(share.0);
    let (mut quotient, rest) = (product.div_euclid(10_000), product.rem_euclid(10_000));
    if rest > 5_000 || (rest == 5_000 && quotient % 2 != 0) {
        quotient += 1;
    }
    i64::try_from(quotient).unwrap_or(if quotient < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_and_writes_decimals() {
        for (text, minor, back) in [
            ("1054", 105_400, "1054.00"),
            ("-0.5", -50, "-0.50"),
            ("12.345", 1_234, "12.34"),
            ("12.355", 1_236, "12.36"),
            (".07", 7, "0.07"),
            ("2.3451", 235, "2.35"),
        ] {
            let money = Money::parse(text, Currency::USD).expect(text);
            assert_eq!((money.minor, money.decimal().as_str()), (minor, back), "{text}");
        }
        let yen = Currency::parse("jpy").expect("a code");
        assert_eq!(Money::parse("1234", yen).map(|m| (m.minor, m.decimal())), Some((1_234, "1234".into())));
        for text in ["", "-", ".", "1,2", "1e5", "九", "99999999999999999999"] {
            assert_eq!(Money::parse(text, Currency::USD), None, "{text}");
        }
    }

    #[test]
    fn weighting_rounds_half_to_even() {
        for (minor, share, want) in
            [(5, 5_000, 2), (15, 5_000, 8), (7, 5_000, 4), (100, 3_333, 33), (-5, 5_000, -2), (-15, 5_000, -8)]
        {
            assert_eq!(weigh(minor, BasisPoints(share)), want, "{minor} x {share}");
        }
        // Beyond what a product fits in.
        assert_eq!(weigh(i64::MAX, BasisPoints(10_000)), i64::MAX);
        assert_eq!(weigh(4_000_000_000_000_000_001, BasisPoints(5_000)), 2_000_000_000_000_000_000);
    }

    #[test]
    fn currencies_never_mix() {
        assert_eq!(Money::new(1, Currency::USD).checked_add(Money::new(1, Currency::CNY)), None);
        assert_eq!(Money::new(i64::MAX, Currency::USD).checked_add(Money::new(1, Currency::USD)), None);
    }
}

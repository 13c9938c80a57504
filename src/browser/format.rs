//! Numbers, money and dates by the browser's `Intl`, in the shapes that the screens want.

use std::cell::RefCell;

use super::intl::{DateTimeFormat, NumberFormat};
use crate::model::messages::Language;
use crate::model::time::DAY_MS;
use crate::model::{BasisPoints, Currency, Day, Instant, Money, Month, Zone};
use crate::ports::Format;
use crate::ports::format::{decimal, shorten};

/// Keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

/// What a number format is made for: currency, fewest and most decimals.
type Shape = (Option<Currency>, u8, u8);

/// Writes values as people of a language do.
#[derive(Debug)]
pub struct IntlFormat {
    language: Language,
    /// Formats made so far: making one takes longer than using it.
    numbers: RefCell<Vec<(Shape, Option<NumberFormat>)>>,
    /// Powers of ten and their signs, in rising order: `K`, `M`; 万, 亿.
    units: Vec<(u32, String)>,
    days: Option<DateTimeFormat>,
    months: Option<DateTimeFormat>,
}

impl IntlFormat {
    /// The formats of a language.
    pub fn new(language: Language) -> Self {
        let date = |month: &str, day: bool| {
            let mut choices = vec![("timeZone", "UTC".into()), ("year", "numeric".into()), ("month", month.into())];
            if day {
                choices.push(("day", "numeric".into()));
            }
            DateTimeFormat::with(date_locale(language), &choices)
        };
        Self {
            language,
            numbers: RefCell::default(),
            units: units(language),
            days: date("short", true),
            months: date(if language == Language::En { "short" } else { "long" }, false),
        }
    }

    /// Writes a plain decimal number.
    fn write(&self, number: &str, (currency, least, most): Shape) -> String {
        let mut numbers = self.numbers.borrow_mut();
        let shape = (currency, least, most);
        let known = numbers.iter().position(|(have, _)| *have == shape);
        let at = known.unwrap_or_else(|| {
            let mut choices = vec![("minimumFractionDigits", least.into()), ("maximumFractionDigits", most.into())];
            if let Some(currency) = currency {
                choices.extend([("style", "currency".into()), ("currency", currency.code().into())]);
            }
            numbers.push((shape, NumberFormat::with(number_locale(self.language), &choices)));
            numbers.len() - 1
        });
        let format = numbers.get(at).and_then(|(_, format)| format.as_ref());
        // A currency that is no ISO code: the number with the code behind it.
        match (format, currency) {
            (Some(format), _) => format.text(number),
            (None, Some(currency)) => format!("{number}{NO_BREAK}{currency}"),
            (None, None) => number.to_owned(),
        }
    }

    fn date(format: Option<&DateTimeFormat>, day: Day) -> Option<String> {
        #[expect(clippy::cast_precision_loss, reason = "the milliseconds of a day in reach are exact")]
        let millis = (i64::from(day.0) * DAY_MS) as f64;
        // `Intl` throws beyond its calendar of 100,000,000 days.
        format.filter(|_| day.0.unsigned_abs() < 100_000_000).map(|format| format.text(millis))
    }
}

impl Format for IntlFormat {
    fn language(&self) -> Language {
        self.language
    }

    fn number(&self, number: f64, decimals: u8) -> String {
        // The browser writes a float in fewer bytes of program than the library does.
        let plain = js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default();
        self.write(&plain, (None, 0, decimals))
    }

    fn money(&self, money: Money, whole: bool) -> String {
        let digits = if whole { 0 } else { digits(money.currency) };
        self.write(&money.decimal(), (Some(money.currency), digits, digits))
    }

    fn money_sum(&self, minor: i128, currency: Currency) -> String {
        let whole = minor % 10_i128.pow(currency.digits()) == 0;
        let shown = if whole { 0 } else { digits(currency) };
        self.write(&decimal(minor, currency.digits()), (Some(currency), shown, shown))
    }

    fn money_short(&self, minor: i128, currency: Currency) -> String {
        let powers: Vec<u32> = self.units.iter().map(|(power, _)| *power).collect();
        let short = shorten(minor, currency.digits(), &powers);
        let mut text = self.write(&short.number, (Some(currency), short.decimals, short.decimals));
        if let Some((_, sign)) = short.unit.and_then(|unit| self.units.get(unit)) {
            if self.language != Language::En {
                text.push(NO_BREAK);
            }
            text.push_str(sign);
        }
        text
    }

    fn percent(&self, share: BasisPoints) -> String {
        let number = self.write(&decimal(share.0.into(), 2), (None, 1, 1));
        format!("{number}{NO_BREAK}%")
    }

    fn day(&self, day: Day) -> String {
        // Chinese screens write days as ISO 8601 does, which needs no help.
        let days = self.days.as_ref().filter(|_| self.language == Language::En);
        Self::date(days, day).unwrap_or_else(|| day.to_string())
    }

    fn month(&self, month: Month) -> String {
        Self::date(self.months.as_ref(), month.first_day()).map_or_else(|| month.to_string(), |text| spaced(&text))
    }

    fn instant(&self, instant: Instant, zone: &Zone) -> String {
        let (day, minute) = (self.day(zone.day_of(instant)), zone.minute_of(instant));
        let comma = if self.language == Language::En { "," } else { "" };
        format!("{day}{comma} {:02}:{:02}", minute / 60, minute % 60)
    }
}

fn number_locale(language: Language) -> &'static str {
    match language {
        Language::En => "en-US",
        Language::ZhHans => "zh-Hans-CN",
        Language::ZhHant => "zh-Hant-TW",
    }
}

/// English dates put the day first: `1 Jul 2017` is read alike everywhere.
fn date_locale(language: Language) -> &'static str {
    if language == Language::En { "en-GB" } else { number_locale(language) }
}

fn digits(currency: Currency) -> u8 {
    u8::try_from(currency.digits()).unwrap_or(2)
}

/// The powers of ten that have a sign in the language, as `Intl` knows them.
fn units(language: Language) -> Vec<(u32, String)> {
    let compact = NumberFormat::with(number_locale(language), &[("notation", "compact".into())]);
    let Some(compact) = compact else { return Vec::new() };
    let sign = |power: u32| {
        let number = 10_u64.pow(power).to_string();
        // 10K is ten of a unit; only where one is left does a unit begin.
        let begins = compact.part(&number, "integer").as_deref() == Some("1");
        compact.part(&number, "compact").filter(|_| begins).map(|sign| (power, sign))
    };
    (3..=12).filter_map(sign).collect()
}

/// A gap between figures and the characters after them: `2017 年 7 月`.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut last = None::<char>;
    for next in text.chars() {
        let meets =
            |last: char| last.is_ascii_digit() != next.is_ascii_digit() && (!last.is_ascii() || !next.is_ascii());
        if last.is_some_and(meets) {
            out.push(NO_BREAK);
        }
        out.push(next);
        last = Some(next);
    }
    out
}

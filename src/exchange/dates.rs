//! Calendar days in the forms in which people and programs write them.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use crate::model::{Day, Month};

/// The order in which a column writes year, month and day. Separators do not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateForm {
    /// `2017-03-01`, `2017/3/1`, `2017.3.1`, `2017年3月1日`, `20170301`.
    YearMonthDay,
    /// `1/3/2017`, `1.3.17`, `1 Mar 2017`.
    DayMonthYear,
    /// `3/1/2017`, `Mar 1, 2017`.
    MonthDayYear,
    /// `3月1日`, of the year that brings it nearest to the day of the import, or of one chosen.
    MonthDay,
    /// `45418`, the day's number in a spreadsheet.
    Serial,
}

impl DateForm {
    /// Every form.
    pub const ALL: [Self; 5] =
        [Self::YearMonthDay, Self::DayMonthYear, Self::MonthDayYear, Self::MonthDay, Self::Serial];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::YearMonthDay => "import-date-ymd",
            Self::DayMonthYear => "import-date-dmy",
            Self::MonthDayYear => "import-date-mdy",
            Self::MonthDay => "import-date-md",
            Self::Serial => "import-date-serial",
        }
    }

    /// Reads a day; a time of day behind it is left away. `today` settles a missing year.
    pub fn parse(self, text: &str, today: Day) -> Option<Day> {
        Parts::of(text)?.day(self, today)
    }

    /// Reads a day whose year, where none is written, is this one.
    pub(super) fn parse_in(self, text: &str, year: i32) -> Option<Day> {
        let parts = Parts::of(text)?;
        let today = Day::ymd(year, 7, 1)?;
        match self {
            Self::MonthDay => {
                parts.day(self, today).and(Day::ymd(year, parts.numbers[0].value, parts.numbers[1].value))
            }
            form => parts.day(form, today),
        }
    }
}

/// Whether a text may be a day's number in a spreadsheet, of this age: years 1954 to 2119.
pub(super) fn is_likely_serial(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    whole.len() == 5 && whole.bytes().all(|byte| byte.is_ascii_digit()) && ("20000"..="80000").contains(&whole)
}

/// A written day, taken apart.
pub(super) struct Parts {
    numbers: [Number; 3],
    count: usize,
    month_named: Option<usize>,
    year_marked: bool,
    /// Whether years are counted from 1912.
    republic: bool,
}

#[derive(Clone, Copy, Default)]
struct Number {
    value: u32,
    digits: usize,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Parts {
    /// Takes a text apart; `None` where it cannot be a day.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Most cells are no dates: the first look must be cheap.
        if !text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80) || text.len() > 64 {
            return None;
        }
        let folded = fold(text);
        let date = without_time(&folded);
        let bare = ["民国", "民國", "roc "].iter().find_map(|word| date.strip_prefix(word));
        let mut parts = Self {
            numbers: [Number::default(); 3],
            count: 0,
            month_named: None,
            year_marked: date.contains('年'),
            republic: bare.is_some(),
        };
        let mut rest = bare.unwrap_or(date).trim_start();
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_digit() {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                parts.push(rest[..end].parse().ok()?, end)?;
                rest = &rest[end..];
            } else if c.is_ascii_alphabetic() {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let month = MONTHS.iter().position(|name| rest[..end].starts_with(name))?;
                if parts.month_named.replace(parts.count).is_some() {
                    return None;
                }
                parts.push(u32::try_from(month).ok()? + 1, 0)?;
                rest = &rest[end..];
            } else if matches!(c, '-' | '/' | '.' | ' ' | ',' | '年' | '月' | '日' | '号' | '號') {
                if parts.count == 0 {
                    return None;
                }
                if c == '月' && parts.month_named.is_none() {
                    parts.month_named = Some(parts.count - 1);
                }
                rest = &rest[c.len_utf8()..];
            } else {
                return None;
            }
        }
        Some(parts)
    }

    fn push(&mut self, value: u32, digits: usize) -> Option<()> {
        *self.numbers.get_mut(self.count)? = Number { value, digits };
        self.count += 1;
        Some(())
    }

    /// The day in a form.
    pub(super) fn day(&self, form: DateForm, today: Day) -> Option<Day> {
        let [a, b, c] = self.numbers;
        let month_at = |at: usize| self.month_named.is_none_or(|named| named == at);
        match (form, self.count) {
            (DateForm::YearMonthDay, 1) if a.digits == 8 => {
                Day::ymd(i32::try_from(a.value / 10_000).ok()?, a.value / 100 % 100, a.value % 100)
            }
            (DateForm::YearMonthDay, 3) if month_at(1) => {
                let long = (3..=6).contains(&a.digits) || (self.year_marked && a.digits == 2) || self.republic;
                long.then(|| self.whole(a, b, c)).flatten()
            }
            (DateForm::DayMonthYear, 3) if month_at(1) => self.whole(c, b, a),
            (DateForm::MonthDayYear, 3) if month_at(0) => self.whole(c, a, b),
            (DateForm::MonthDay, 2) if self.month_named == Some(0) => nearest(a.value, b.value, today),
            // A fraction is the time of day.
            (DateForm::Serial, 1 | 2) if self.month_named.is_none() && (1..=7).contains(&a.digits) => serial(a.value),
            _ => None,
        }
    }

    fn whole(&self, year: Number, month: Number, day: Number) -> Option<Day> {
        let republic = self.republic || year.digits == 3;
        if !republic {
            return whole(year, month, day);
        }
        let year = year.value.checked_add(1911).filter(|year| (1912..=2110).contains(year))?;
        whole(Number { value: year, digits: 4 }, month, day)
    }
}

/// Spreadsheets count from 1899-12-30, but for the first sixty: they hold that 1900 was a leap year.
fn serial(number: u32) -> Option<Day> {
    let number = i32::try_from(number).ok().filter(|number| (1..=2_958_465).contains(number))?;
    Some(Day(number - 25_569 + i32::from(number < 60)))
}

fn whole(year: Number, month: Number, day: Number) -> Option<Day> {
    if month.digits > 2 || day.digits > 2 || day.digits == 0 {
        return None;
    }
    let year = match year.digits {
        // Two digits mean the century around now: 69 is 2069, 70 is 1970.
        2 => year.value + if year.value < 70 { 2000 } else { 1900 },
        4..=6 => year.value,
        _ => return None,
    };
    Day::ymd(i32::try_from(year).ok()?, month.value, day.value)
}

fn nearest(month: u32, day: u32, today: Day) -> Option<Day> {
    let (year, _) = Month::year_month(today.month());
    (year - 1..=year + 1).filter_map(|year| Day::ymd(year, month, day)).min_by_key(|day| (day.0 - today.0).abs())
}

/// The text before a time of day, such as `t12:30:00z` or ` 9:05 pm`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let hour = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    hour.strip_suffix(['t', ' ']).map_or(text, |date| date.trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_form() {
        use DateForm::{DayMonthYear, MonthDay, MonthDayYear, Serial, YearMonthDay};
        let today = Day::parse("2024-01-10").expect("a day");
        for (text, form, want) in [
            ("2017-03-01", YearMonthDay, "2017-03-01"),
            ("2017/3/1", YearMonthDay, "2017-03-01"),
            ("2024.5.6", YearMonthDay, "2024-05-06"),
            ("20170301", YearMonthDay, "2017-03-01"),
            ("2017年3月1日", YearMonthDay, "2017-03-01"),
            ("17年3月1日", YearMonthDay, "2017-03-01"),
            ("２０１７-０３-０１", YearMonthDay, "2017-03-01"),
            ("2017-03-01 23:59:59", YearMonthDay, "2017-03-01"),
            ("2017-03-01T00:00:00Z", YearMonthDay, "2017-03-01"),
            ("2017-Mar-01", YearMonthDay, "2017-03-01"),
            ("1/2/24", DayMonthYear, "2024-02-01"),
            ("1/2/24", MonthDayYear, "2024-01-02"),
            ("31.12.1999", DayMonthYear, "1999-12-31"),
            ("1-Mar-17", DayMonthYear, "2017-03-01"),
            ("Mar 1, 2017", MonthDayYear, "2017-03-01"),
            ("March 1, 2017 9:05 PM", MonthDayYear, "2017-03-01"),
            ("5月6日", MonthDay, "2024-05-06"),
            ("12月30日", MonthDay, "2023-12-30"),
            ("2月29日", MonthDay, "2024-02-29"),
            ("1/2/70", DayMonthYear, "1970-02-01"),
            ("民国113年5月6日", YearMonthDay, "2024-05-06"),
            ("民國99年12月31日", YearMonthDay, "2010-12-31"),
            ("民國 113.5.6", YearMonthDay, "2024-05-06"),
            ("113/05/06", YearMonthDay, "2024-05-06"),
            ("45418", Serial, "2024-05-06"),
            ("45418.5", Serial, "2024-05-06"),
            ("59", Serial, "1900-02-28"),
        ] {
            assert_eq!(form.parse(text, today).map(|day| day.to_string()).as_deref(), Some(want), "{text} {form:?}");
        }
        for (text, form) in [
            ("2017-02-29", YearMonthDay),
            ("2017-13-01", YearMonthDay),
            ("17-03-01", YearMonthDay),
            ("192.168.1", YearMonthDay),
            ("5月6日", Serial),
            ("0", Serial),
            ("9999999", Serial),
            ("1/2/2024", YearMonthDay),
            ("2024/1/2", DayMonthYear),
            ("13/1/24", MonthDayYear),
            ("1-Mar-17", MonthDayYear),
            ("201703", YearMonthDay),
            ("GTX 500", YearMonthDay),
            ("1/2", MonthDay),
            ("1/2/3/4", DayMonthYear),
            ("99999999999", YearMonthDay),
            ("", YearMonthDay),
            ("-", DayMonthYear),
        ] {
            assert_eq!(form.parse(text, today), None, "{text} {form:?}");
        }
    }
}

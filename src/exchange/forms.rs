//! In which form a column writes days and numbers, found over the whole column.

use serde::{Deserialize, Serialize};

use super::csv::Sheet;
use super::dates::{DateForm, Parts, is_likely_serial};
use super::fold::{fold, squeeze};
use super::numbers::NumberForm;
use super::units::Unit;
use super::words::{NOTHING, each};
use crate::model::{Datum, Day};

/// The forms of a column, and whether another form would read it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// How its days are read.
    pub date: DateForm,
    /// How its numbers are read.
    pub number: NumberForm,
    /// What its numbers are multiplied by, unless they say a unit themselves.
    pub unit: Unit,
    /// The unit in which the field counts: what names another one is turned into it.
    pub counted_in: Unit,
    /// The year of days that say none; else the one that brings them nearest to today.
    pub year: Option<i32>,
    /// The datum of its places, unless they say one themselves.
    pub datum: Datum,
    /// Whether nothing says which datum that is.
    pub datum_ambiguous: bool,
    /// Whether another form reads as many of its cells as other days.
    pub date_ambiguous: bool,
    /// Whether the other form reads as many of its cells as other numbers.
    pub number_ambiguous: bool,
}

impl Form {
    /// Plain days and numbers.
    pub const PLAIN: Self = Self {
        date: DateForm::YearMonthDay,
        number: NumberForm::Point,
        unit: Unit::One,
        counted_in: Unit::One,
        year: None,
        datum: Datum::Wgs84,
        datum_ambiguous: false,
        date_ambiguous: false,
        number_ambiguous: false,
    };
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The best forms.
    pub form: Form,
    /// Cells that hold something.
    pub filled: usize,
    /// Of these, cells that are days in the best form.
    pub dates: usize,
    /// Of these, cells that are numbers in the best form.
    pub numbers: usize,
    /// Of these, cells that may be numbers of days in a spreadsheet.
    pub serials: usize,
    /// How many different texts there are among them, as far as counted.
    pub distinct: usize,
}

impl Found {
    /// Whether nearly all filled cells are days.
    pub fn is_dates(&self) -> bool {
        self.filled > 0 && self.dates * 10 >= self.filled * 9
    }

    /// Whether nearly all filled cells are numbers.
    pub fn is_numbers(&self) -> bool {
        self.filled > 0 && self.numbers * 10 >= self.filled * 9
    }
}

/// Whether a cell says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    // The longest such word is short, so longer cells need no folding.
    if text.is_empty() || text.len() > 9 {
        return text.is_empty();
    }
    let folded = fold(text);
    each(NOTHING).any(|word| word == folded)
}

/// Finds the forms of a column.
pub fn detect(sheet: &Sheet, column: usize, today: Day) -> Found {
    let texts: Vec<(&str, usize)> = {
        let distinct = sheet.distinct(column);
        let pairs = distinct.texts.iter().zip(distinct.counts);
        pairs.filter(|(text, _)| !is_nothing(text)).map(|(text, count)| (*text, *count)).collect()
    };
    let (date, dates, date_ambiguous) = best_date(&texts, today);
    let (number, numbers, number_ambiguous) = best_number(&texts);
    let unit = sheet.header().get(column).map(|heading| Unit::of_heading(heading)).unwrap_or_default();
    let named = sheet.header().get(column).and_then(|heading| datum_of_heading(heading));
    let (datum, datum_ambiguous) = (named.unwrap_or(Datum::Wgs84), named.is_none());
    let serials = texts.iter().filter(|(text, _)| is_likely_serial(text)).map(|(_, count)| count).sum();
    Found {
        form: Form { date, number, unit, datum, datum_ambiguous, date_ambiguous, number_ambiguous, ..Form::PLAIN },
        filled: texts.iter().map(|(_, count)| count).sum(),
        dates,
        numbers,
        serials,
        distinct: texts.len(),
    }
}

/// The datum that a heading names, by itself or by the map that it is from.
fn datum_of_heading(heading: &str) -> Option<Datum> {
    let plain = squeeze(heading).replace(['-', '_'], "");
    let words = [
        (Datum::Wgs84, ["wgs84", "gps", "osm"].as_slice()),
        (Datum::Gcj02, &["gcj02", "火星", "高德", "amap", "腾讯", "騰訊", "tencent"]),
        (Datum::Bd09, &["bd09", "百度", "baidu"]),
    ];
    words.into_iter().find(|(_, words)| words.iter().any(|word| plain.contains(word))).map(|(datum, _)| datum)
}

fn best_date(texts: &[(&str, usize)], today: Day) -> (DateForm, usize, bool) {
    let mut hits = [0; DateForm::ALL.len()];
    // Whether two forms read some cell as different days.
    let mut differ = false;
    for (text, count) in texts {
        let Some(parts) = Parts::of(text) else { continue };
        // Any number may be that of a day: such a form is taken only where a column must hold days.
        for (hit, form) in hits.iter_mut().zip(DateForm::ALL).filter(|(_, form)| *form != DateForm::Serial) {
            *hit += if parts.day(form, today).is_some() { *count } else { 0 };
        }
        let (a, b) = (parts.day(DateForm::DayMonthYear, today), parts.day(DateForm::MonthDayYear, today));
        differ |= a.is_some() && b.is_some() && a != b;
    }
    let mut best = 0;
    for at in 1..hits.len() {
        if hits[at] > hits[best] {
            best = at;
        }
    }
    let ambiguous = best == 1 && hits[1] == hits[2] && differ;
    (DateForm::ALL[best], hits[best], ambiguous)
}

fn best_number(texts: &[(&str, usize)]) -> (NumberForm, usize, bool) {
    let (mut point, mut comma, mut differ) = (0, 0, false);
    for (text, count) in texts {
        let a = NumberForm::Point.parse(text);
        // A text without either sign reads the same in both forms.
        let b = if text.contains(['.', ',']) { NumberForm::Comma.parse(text) } else { a.clone() };
        point += if a.is_some() { *count } else { 0 };
        comma += if b.is_some() { *count } else { 0 };
        differ |= a.is_some() && b.is_some() && a != b;
    }
    if comma > point {
        (NumberForm::Comma, comma, false)
    } else {
        (NumberForm::Point, point, point > 0 && point == comma && differ)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv;

    fn found(cells: &[&str]) -> Found {
        let text = cells.iter().fold("x|y\n".to_owned(), |text, cell| text + cell + "|.\n");
        let sheet = csv::read("x.csv", text.as_bytes()).expect("a sheet");
        detect(&sheet, 0, Day::parse("2024-01-10").expect("a day"))
    }

    #[test]
    fn forms_are_found_over_the_whole_column() {
        use DateForm::{DayMonthYear, MonthDay, MonthDayYear, YearMonthDay};
        for (cells, form, ambiguous) in [
            (&["2017-03-01", "", "2017/12/31"][..], YearMonthDay, false),
            (&["20170301", "20171231"], YearMonthDay, false),
            (&["1/2/24", "13/2/24"], DayMonthYear, false),
            (&["1/2/24", "2/13/24"], MonthDayYear, false),
            (&["1/2/24", "3/4/24"], DayMonthYear, true),
            (&["1/1/24", "3/3/24"], DayMonthYear, false),
            (&["5月6日", "12月30日"], MonthDay, false),
        ] {
            let found = found(cells);
            assert!(found.is_dates(), "{cells:?}");
            assert_eq!((found.form.date, found.form.date_ambiguous), (form, ambiguous), "{cells:?}");
        }
        for (cells, form, ambiguous) in [
            (&["1,234.5", "12"][..], NumberForm::Point, false),
            (&["1.234,5", "1.234"], NumberForm::Comma, false),
            (&["1.234", "5.678"], NumberForm::Point, true),
            (&["1,234", "5"], NumberForm::Point, true),
            (&["12", "n/a", "(5)"], NumberForm::Point, false),
            (&["¥3.5万", "12"], NumberForm::Point, false),
        ] {
            let found = found(cells);
            assert!(found.is_numbers(), "{cells:?}");
            assert_eq!((found.form.number, found.form.number_ambiguous), (form, ambiguous), "{cells:?}");
        }
        let words = found(&["GTX Pro", "MG Special"]);
        assert!(!words.is_dates() && !words.is_numbers() && words.filled == 2 && words.distinct == 2);
    }
}

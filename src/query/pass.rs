//! Which rows pass a test: column by column, references by what they lead to.

use super::axis::Series;
use super::filter::Test;
use super::period::week_start;
use super::run::Scan;
use super::source::{Key, Source};
use super::{Period, title};
use crate::book::Table;
use crate::book::bits::Bits;
use crate::book::packed::{Cells, Dict, Pool};
use crate::book::past::ColumnAt;
use crate::model::records::Organisation;
use crate::model::{Currency, Day, Field, Id, Instant, Kind, Value};

impl Scan<'_> {
    /// The rows, of those given, whose value passes; `None` where there is no such value.
    pub(super) fn test(&self, source: &Source, test: &Test, within: &Bits) -> Option<Bits> {
        match source {
            Source::Field(path) => self.test_field(self.view().table(), path, test, within),
            _ => self.test_worked_out(source, test, within),
        }
    }

    fn test_field(&self, table: &Table, path: &[String], test: &Test, within: &Bits) -> Option<Bits> {
        let (first, rest) = path.split_first()?;
        let at = table.defined(first)?;
        let (field, column) = (table.column(at)?.field(), self.column(table, at)?);
        let empty = passes_empty(test);
        // One loop for all dictionaries: what each of its items comes to was asked before.
        let by_code = |verdicts: &[bool]| {
            let Cells::Code(codes) = column.cells.as_ref() else { return None };
            let passes = |row: usize| {
                if column.present.get(row) {
                    verdicts.get(codes[row] as usize).copied().unwrap_or(empty)
                } else {
                    empty
                }
            };
            Some(within.keep(passes))
        };
        match (column.data.pool(), &field.kind) {
            (Pool::Ids(dict), Kind::Reference(to)) => by_code(&self.references(dict, to, rest, test)?),
            _ if !rest.is_empty() => None,
            (Pool::Ids(dict), _) => by_code(&texts(dict.items(), |id| Some(Key::Record(*id)), test)),
            (Pool::Codes(dict), _) => by_code(&texts(dict.items(), |code| Some(Key::Text(code.clone())), test)),
            (Pool::Blobs(dict), _) => {
                let tags = |bytes: &Vec<u8>| match postcard::from_bytes(bytes) {
                    Ok(Value::Tags(tags)) => tags.into_iter().map(Key::Text).any(|tag| passes_key(&tag, test)),
                    _ => false,
                };
                by_code(&dict.items().iter().map(tags).collect::<Vec<_>>())
            }
            (Pool::Heap(_), _) => Some(heap(&column, within, test)),
            _ => self.plain(&column, field, within, test),
        }
    }

    /// What each reference of a dictionary comes to; one to a record that is gone is none.
    fn references(&self, dict: &Dict<Id>, to: &str, rest: &[String], test: &Test) -> Option<Vec<bool>> {
        let (target, empty) = (self.book().table(to)?, passes_empty(test));
        let inner = if rest.is_empty() {
            None
        } else {
            Some(self.test_field(target, rest, test, &Bits::filled(target.len(), true))?)
        };
        let all_live = target.live().count() == target.len();
        if let (None, true, Test::In(keys)) = (&inner, all_live, test) {
            let mut verdicts = vec![false; dict.items().len()];
            for key in keys {
                let code = if let Key::Record(id) = key { dict.find(id) } else { None };
                if let Some(code) = code {
                    verdicts[code as usize] = true;
                }
            }
            return Some(verdicts);
        }
        let text = if let Test::Contains(text) = test { text.to_lowercase() } else { String::new() };
        let verdict = |id: &Id| {
            let id = target.resolve(*id);
            let row = target.row(id).filter(|row| target.is_live(*row));
            match (&inner, row, test) {
                (Some(inner), Some(row), _) => inner.get(row),
                (None, Some(row), Test::Contains(_)) => title::of_row(target, row).to_lowercase().contains(&text),
                (None, Some(_), Test::In(keys)) => keys.contains(&Key::Record(id)),
                (None, None, Test::In(keys)) if all_live => keys.contains(&Key::Record(id)),
                (_, None, _) => empty,
                _ => false,
            }
        };
        Some(dict.items().iter().map(verdict).collect())
    }

    /// Days, points in time, numbers and money.
    fn plain(&self, column: &ColumnAt<'_>, field: &Field, within: &Bits, test: &Test) -> Option<Bits> {
        let present = |row: usize| column.present.get(row);
        let number = |divisor: f64, number: &dyn Fn(usize) -> f64| {
            let empty = passes_empty(test);
            let inside = |row: usize| if present(row) { passes_number(number(row) / divisor, test) } else { empty };
            within.keep(inside)
        };
        match (column.cells.as_ref(), column.data.pool()) {
            (Cells::Day(days), _) => Some(self.days_pass(within, test, |row| present(row).then(|| days[row]))),
            (Cells::Wide(instants), _) if field.kind == Kind::Instant => {
                let day = |row: usize| present(row).then(|| self.zone().day_of(Instant(instants[row])).0);
                Some(self.days_pass(within, test, day))
            }
            #[expect(clippy::cast_precision_loss, reason = "compared with a bound that a person typed")]
            (Cells::Wide(numbers), _) => {
                Some(number(if field.kind == Kind::Percent { 100.0 } else { 60.0 }, &|row| numbers[row] as f64))
            }
            (Cells::Float(numbers), _) => Some(number(1.0, &|row| numbers[row])),
            #[expect(clippy::cast_precision_loss, reason = "compared with a bound that a person typed")]
            (Cells::Money(minor, codes), Pool::Currencies(dict)) => {
                let units: Vec<f64> = dict.items().iter().map(|currency| unit(*currency)).collect();
                let units = |row: usize| units.get(usize::from(codes[row])).copied().unwrap_or(1.0);
                Some(number(1.0, &|row| minor[row] as f64 / units(row)))
            }
            _ => None,
        }
    }

    fn days_pass(&self, within: &Bits, test: &Test, day: impl Fn(usize) -> Option<i32>) -> Bits {
        let (from, to) = match test {
            Test::During(period) => self.days_of(*period),
            _ => (Day(0), Day(-1)),
        };
        let keys: &[Key] = if let Test::In(keys) = test { keys } else { &[] };
        let empty = passes_empty(test);
        let is = |day: i32| (from.0..=to.0).contains(&day) || keys.contains(&Key::Day(Day(day)));
        within.keep(|row| day(row).map_or(empty, is))
    }

    /// First and last day of a period, by today and the week of the organisation.
    pub(super) fn days_of(&self, period: Period) -> (Day, Day) {
        let week_start = match period {
            Period::ThisWeek(_) => self.book().all::<Organisation>().next().map_or(0, |company| week_start(&company)),
            _ => 0,
        };
        period.days_of(self.today(), week_start)
    }

    /// Of what is worked out per row: by its keys, days or numbers.
    fn test_worked_out(&self, source: &Source, test: &Test, within: &Bits) -> Option<Bits> {
        Some(match test {
            Test::In(_) | Test::Contains(_) => {
                let axis = self.axis(source)?;
                let verdicts: Vec<bool> = axis.keys.iter().map(|key| passes_key(key, test)).collect();
                within.keep(|row| verdicts[axis.codes[row] as usize])
            }
            Test::During(_) => {
                let days = self.days(source)?;
                self.days_pass(within, test, |row| Some(days[row]).filter(|day| *day != i32::MIN))
            }
            _ => {
                let (Series::Numbers(numbers), present) = self.series(source)? else { return None };
                within.keep(|row| present[row] && passes_number(numbers[row], test))
            }
        })
    }
}

/// Minor units of one unit of a currency.
pub(super) fn unit(currency: Currency) -> f64 {
    10_f64.powi(i32::try_from(currency.digits()).unwrap_or(2))
}

fn passes_empty(test: &Test) -> bool {
    matches!(test, Test::In(keys) if keys.contains(&Key::Empty))
}

fn passes_number(number: f64, test: &Test) -> bool {
    match test {
        Test::Between(low, high) => number >= *low && number <= *high,
        Test::More(bound) => number > *bound,
        Test::Less(bound) => number < *bound,
        _ => false,
    }
}

fn passes_key(key: &Key, test: &Test) -> bool {
    match (test, key) {
        (Test::In(keys), _) => keys.contains(key),
        (Test::Contains(text), Key::Text(value)) => value.to_lowercase().contains(&text.to_lowercase()),
        _ => false,
    }
}

fn texts<T>(items: &[T], key: impl Fn(&T) -> Option<Key>, test: &Test) -> Vec<bool> {
    items.iter().map(|item| key(item).is_some_and(|key| passes_key(&key, test))).collect()
}

/// Texts of a heap, each read once.
fn heap(column: &ColumnAt<'_>, within: &Bits, test: &Test) -> Bits {
    let empty = passes_empty(test);
    let text = |row: usize| column.data.text(column.cells.get(row));
    let wanted: Vec<&str> = match test {
        Test::In(keys) => {
            keys.iter().filter_map(|key| if let Key::Text(text) = key { Some(&**text) } else { None }).collect()
        }
        _ => Vec::new(),
    };
    let part = if let Test::Contains(part) = test { Some(part.to_lowercase()) } else { None };
    let passes = |text: &str| match &part {
        Some(part) => holds(text, part),
        None => wanted.contains(&text),
    };
    within.keep(|row| if column.present.get(row) { passes(text(row)) } else { empty })
}

/// Whether a text holds a part given in small letters, whatever its case.
fn holds(text: &str, part: &str) -> bool {
    if text.is_ascii() {
        let part = part.as_bytes();
        return part.is_empty() || text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    }
    text.to_lowercase().contains(part)
}

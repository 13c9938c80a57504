//! A source read for every row: as codes of a short list of keys, as days, or as numbers.

use std::collections::HashMap;

use super::run::Scan;
use super::source::{Key, Source};
use crate::book::packed::{Cells, Pool};
use crate::book::past::ColumnAt;
use crate::book::versions::Entry;
use crate::book::{Moment, Table};
use crate::model::field::Kind;
use crate::model::records::Stage;
use crate::model::{Currency, Day, Id, Instant, Record as _, Role, Zone};

/// A value per row as a code; code 0 is empty.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// The keys by code.
    pub keys: Vec<Key>,
    /// The code of each row.
    pub codes: Vec<u32>,
}

/// The absent day of a row.
pub(super) const NO_DAY: i32 = i32::MIN;

/// Numbers per row.
#[derive(Clone, Debug)]
pub enum Series {
    /// Minor units and currency code; the currencies by code.
    Money(Vec<(i64, u8)>, Vec<Currency>),
    /// Plain numbers.
    Numbers(Vec<f64>),
}

impl Scan<'_> {
    /// A source as codes.
    pub fn axis(&self, source: &Source) -> Option<Axis> {
        match source {
            Source::Field(path) => self.field_axis(self.view().table(), path),
            Source::Month(day) => {
                let days = self.days(day)?;
                Some(coded(
                    days.iter().map(|&day| if day == NO_DAY { Key::Empty } else { Key::Month(Day(day).month()) }),
                ))
            }
            Source::Since(_) | Source::First(_) => {
                let days = self.days(source)?;
                Some(coded(days.iter().map(|&day| if day == NO_DAY { Key::Empty } else { Key::Day(Day(day)) })))
            }
            Source::Furthest(key) => self.furthest(key),
            Source::Days(_) => None,
        }
    }

    fn field_axis(&self, table: &Table, path: &[String]) -> Option<Axis> {
        let (first, rest) = path.split_first()?;
        let field = table.defined(first)?;
        let column = self.column(table, field)?;
        let rows = table.len();
        let mut axis = plain_axis(&column, rows);
        // Joined records are one: their codes become the code of the record that stands for them.
        if let Some(Kind::Reference(to)) = table.fields().nth(field).map(|field| field.kind.clone()) {
            let target = self.book().table(&to)?;
            if target.live().count() != target.len() {
                let live = |key: &Key| match key {
                    Key::Record(id) => {
                        let id = target.resolve(*id);
                        if target.row(id).is_some_and(|row| target.is_live(row)) { Key::Record(id) } else { Key::Empty }
                    }
                    other => other.clone(),
                };
                axis = axis.map_keys(live);
            }
            if !rest.is_empty() {
                let next = self.field_axis(target, rest)?;
                let through = |key: &Key| match key {
                    Key::Record(id) => {
                        let code = target.row(*id).and_then(|row| next.codes.get(row)).copied().unwrap_or(0);
                        next.keys.get(code as usize).cloned().unwrap_or(Key::Empty)
                    }
                    _ => Key::Empty,
                };
                axis = axis.map_keys(through);
            }
        } else if !rest.is_empty() {
            return None;
        }
        Some(axis)
    }

    fn furthest(&self, key: &str) -> Option<Axis> {
        let table = self.view().table();
        let field = table.defined(key)?;
        let column = table.column(field)?;
        let versions = column.versions()?;
        let Pool::Ids(dict) = column.data().pool() else { return None };
        // Position of each stage among the stages: open ones by rank, won beyond all, others none.
        let stages = self.book().of::<Stage>();
        let place: Vec<(u8, String, Id)> = dict
            .items()
            .iter()
            .map(|id| {
                let stage = stages.row(*id).map(|row| Stage::read(*id, &stages.at(row)));
                let kind = match stage.as_ref().and_then(|stage| stage.kind.as_deref()) {
                    Some("open") => 1,
                    Some("won") => 2,
                    _ => 0,
                };
                (kind, stage.and_then(|stage| stage.rank).unwrap_or_default(), *id)
            })
            .collect();
        let until = match self.view().moment() {
            Moment::Now => self.book().now(),
            Moment::At(at) => at,
        };
        let keys = (0..table.len()).map(|row| {
            versions
                .row(row)
                .take_while(|version| version.effective <= until)
                .filter(|version| version.entry == Entry::Value)
                .filter_map(|version| place.get(usize::try_from(version.cell.0).ok()?))
                .filter(|place| place.0 > 0)
                .max()
                .map_or(Key::Empty, |place| Key::Record(place.2))
        });
        Some(coded(keys))
    }

    /// A source as day numbers, [`Day`] `i32::MIN` where there is none.
    pub fn days(&self, source: &Source) -> Option<Vec<i32>> {
        let table = self.view().table();
        match source {
            Source::Field(path) if path.len() == 1 => {
                let field = table.defined(path.first()?)?;
                let column = self.column(table, field)?;
                let Cells::Day(days) = column.cells.as_ref() else { return None };
                let day = |row: usize| if column.present.get(row) { days[row] } else { NO_DAY };
                Some((0..table.len()).map(day).collect())
            }
            Source::Since(key) => {
                let field = table.defined(key)?;
                let column = self.column(table, field)?;
                let mut zone = ZoneDays::new(self.zone());
                let since = |row: usize| {
                    let since = column.since.get(row).copied().unwrap_or(Instant::ALWAYS);
                    if column.present.get(row) && since != Instant::ALWAYS { zone.day(since) } else { NO_DAY }
                };
                Some((0..table.len()).map(since).collect())
            }
            Source::First(key) => {
                let versions = table.column(table.defined(key)?)?.versions()?;
                let mut zone = ZoneDays::new(self.zone());
                let first = |row: usize| {
                    let first = versions.row(row).find(|version| version.entry == Entry::Value);
                    first
                        .filter(|first| first.effective != Instant::ALWAYS)
                        .map_or(NO_DAY, |first| zone.day(first.effective))
                };
                Some((0..table.len()).map(first).collect())
            }
            _ => None,
        }
    }

    /// A source as numbers or money; rows without a value are `None` in the second part.
    pub fn series(&self, source: &Source) -> Option<(Series, Vec<bool>)> {
        let table = self.view().table();
        if let Source::Days(key) = source {
            let (from, to) = (self.days(&Source::First(key.clone()))?, self.days(&Source::Since(key.clone()))?);
            let present = from.iter().zip(&to).map(|(from, to)| *from != NO_DAY && *to != NO_DAY).collect();
            let days = from.iter().zip(&to).map(|(from, to)| f64::from(to.saturating_sub(*from))).collect();
            return Some((Series::Numbers(days), present));
        }
        let Source::Field(path) = source else { return None };
        let [key] = path.as_slice() else { return None };
        let column = self.column(table, table.defined(key)?)?;
        let present = (0..table.len()).map(|row| column.present.get(row)).collect();
        let series = match (column.cells.as_ref(), column.data.pool()) {
            (Cells::Money(minor, codes), Pool::Currencies(currencies)) => {
                Series::Money(minor.iter().copied().zip(codes.iter().copied()).collect(), currencies.items().to_vec())
            }
            (Cells::Float(numbers), _) => Series::Numbers(numbers.clone()),
            #[expect(clippy::cast_precision_loss, reason = "durations and shares stay far below 2^52")]
            (Cells::Wide(numbers), _) => Series::Numbers(numbers.iter().map(|number| *number as f64).collect()),
            _ => return None,
        };
        Some((series, present))
    }

    /// The chance of each row in basis points: its own where one is set and its stage is open still,
    /// else that of its stage.
    pub fn chances(&self) -> Option<Vec<i64>> {
        let mut chances = self.shares(Role::Stage, Role::Probability)?;
        let table = self.view().table();
        let own = table.role(Role::Probability).and_then(|field| self.column(table, field));
        let Some(own) = own.filter(|own| own.present.count() > 0) else { return Some(chances) };
        let stage = table.fields().nth(table.role(Role::Stage)?)?;
        let Kind::Reference(to) = &stage.kind else { return Some(chances) };
        let target = self.book().table(to)?;
        let kind = target.fields().nth(target.role(Role::StageKind)?)?;
        let kinds = self.axis(&Source::Field(vec![stage.key.to_string(), kind.key.to_string()]))?;
        let open = kinds.keys.iter().position(|key| *key == Key::Text("open".to_owned()));
        let Cells::Wide(cells) = own.cells.as_ref() else { return Some(chances) };
        for (row, chance) in chances.iter_mut().enumerate() {
            if own.present.get(row) && open == Some(kinds.codes[row] as usize) {
                *chance = cells[row];
            }
        }
        Some(chances)
    }

    /// Basis points per row, taken from the record that a reference points to (a deal's stage);
    /// rows without one count as zero.
    pub fn shares(&self, reference: Role, share: Role) -> Option<Vec<i64>> {
        let table = self.view().table();
        let field = table.role(reference)?;
        let Kind::Reference(to) = &table.fields().nth(field)?.kind else { return None };
        let target = self.book().table(to)?;
        let shares = target.column(target.role(share)?)?;
        let column = self.column(table, field)?;
        let (Cells::Code(codes), Pool::Ids(dict)) = (column.cells.as_ref(), column.data.pool()) else { return None };
        let by_code: Vec<i64> = dict
            .items()
            .iter()
            .map(|id| target.row(*id).and_then(|row| shares.data().cell(row)).map_or(0, |cell| cell.0))
            .collect();
        let of_row = |row: usize| {
            if column.present.get(row) { by_code.get(codes[row] as usize).copied().unwrap_or(0) } else { 0 }
        };
        Some((0..table.len()).map(of_row).collect())
    }
}

impl Axis {
    fn map_keys(self, map: impl Fn(&Key) -> Key) -> Self {
        let mut keys = Vec::new();
        let mut index = HashMap::new();
        let code_of = |key: Key, keys: &mut Vec<Key>, index: &mut HashMap<Key, u32>| {
            *index.entry(key.clone()).or_insert_with(|| {
                keys.push(key);
                u32::try_from(keys.len() - 1).unwrap_or(u32::MAX)
            })
        };
        code_of(Key::Empty, &mut keys, &mut index);
        let codes: Vec<u32> = self.keys.iter().map(|key| code_of(map(key), &mut keys, &mut index)).collect();
        let rows = self.codes.iter().map(|code| codes.get(*code as usize).copied().unwrap_or(0)).collect();
        Self { keys, codes: rows }
    }
}

/// The axis of a column's own values: dictionary codes as they are, others coded anew.
fn plain_axis(column: &ColumnAt<'_>, rows: usize) -> Axis {
    let shifted = |codes: &[u32]| {
        let code = |row: usize| if column.present.get(row) { codes[row] + 1 } else { 0 };
        (0..rows).map(code).collect()
    };
    let with_empty = |keys: Vec<Key>| std::iter::once(Key::Empty).chain(keys).collect();
    match (column.data.pool(), column.cells.as_ref()) {
        (Pool::Ids(dict), Cells::Code(codes)) => {
            let keys = with_empty(dict.items().iter().map(|id| Key::Record(*id)).collect());
            Axis { keys, codes: shifted(codes) }
        }
        (Pool::Codes(dict), Cells::Code(codes)) => {
            let keys = with_empty(dict.items().iter().map(|text| Key::Text(text.clone())).collect());
            Axis { keys, codes: shifted(codes) }
        }
        (Pool::Heap(_), _) => coded((0..rows).map(|row| {
            let text = || column.data.text(column.cells.get(row)).to_owned();
            if column.present.get(row) { Key::Text(text()) } else { Key::Empty }
        })),
        (Pool::Plain, Cells::Day(days)) => {
            coded((0..rows).map(|row| if column.present.get(row) { Key::Day(Day(days[row])) } else { Key::Empty }))
        }
        _ => coded((0..rows).map(|row| if column.present.get(row) { Key::Text("1".to_owned()) } else { Key::Empty })),
    }
}

fn coded(rows: impl Iterator<Item = Key>) -> Axis {
    let mut axis = Axis { keys: vec![Key::Empty], codes: Vec::new() };
    let mut index = HashMap::from([(Key::Empty, 0)]);
    for key in rows {
        let code = if let Some(code) = index.get(&key) {
            *code
        } else {
            let code = u32::try_from(axis.keys.len()).unwrap_or(u32::MAX);
            axis.keys.push(key.clone());
            index.insert(key, code);
            code
        };
        axis.codes.push(code);
    }
    axis
}

/// Days of instants in the organisation's zone, remembering the last one: neighbours are alike.
struct ZoneDays<'a> {
    zone: &'a Zone,
    last: (i64, i64, i32),
}

impl<'a> ZoneDays<'a> {
    fn new(zone: &'a Zone) -> Self {
        Self { zone, last: (1, 0, 0) }
    }

    fn day(&mut self, at: Instant) -> i32 {
        if at.0 < self.last.0 || at.0 > self.last.1 {
            let day = self.zone.day_of(at);
            self.last = (self.zone.start_of(day).0, self.zone.end_of(day).0, day.0);
        }
        self.last.2
    }
}

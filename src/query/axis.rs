//! A source read for every row: as codes of a short list of keys, as days, or as numbers.

use std::collections::HashMap;

use super::run::Scan;
use super::source::{Key, Source};
use crate::book::bits::Bits;
use crate::book::packed::{Cells, Pool};
use crate::book::past::ColumnAt;
use crate::book::versions::Entry;
use crate::book::{Moment, Table};
use crate::model::field::Kind;
use crate::model::records::Stage;
use crate::model::time::day_at;
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

/// A source as codes, which are read where they stand as far as they can be.
pub(super) struct Coded<'a> {
    /// The keys by code.
    pub(super) keys: Vec<Key>,
    codes: Codes<'a>,
}

/// Where codes stand.
enum Codes<'a> {
    /// In a list of their own, by row; rows beyond its end have none.
    Rows(Vec<u32>),
    /// In a column; the code of each of its own, after that of nothing.
    Column(ColumnAt<'a>, Vec<u32>),
}

impl Coded<'_> {
    /// No value in any row.
    pub(super) fn empty() -> Self {
        Self { keys: vec![Key::Empty], codes: Codes::Rows(Vec::new()) }
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> u32 {
        match &self.codes {
            Codes::Rows(codes) => codes.get(row).copied().unwrap_or(0),
            Codes::Column(column, new) => match column.cells.as_ref() {
                Cells::Code(codes) if column.present.get(row) => new[codes[row] as usize + 1],
                _ => new[0],
            },
        }
    }

    /// Tells the code of each of these rows, in their order.
    pub(super) fn each(&self, rows: &Bits, mut tell: impl FnMut(usize, usize)) {
        match &self.codes {
            Codes::Rows(codes) => rows.each(|row| tell(row, codes.get(row).map_or(0, |code| *code as usize))),
            Codes::Column(column, new) => {
                let Cells::Code(codes) = column.cells.as_ref() else { return };
                let present = column.present.as_ref();
                rows.each(|row| tell(row, new[if present.get(row) { codes[row] as usize + 1 } else { 0 }] as usize));
            }
        }
    }

    /// Other keys for its keys, equal ones under one code.
    fn map_keys(self, map: impl Fn(&Key) -> Key) -> Self {
        let (mut keys, mut index) = (vec![Key::Empty], HashMap::from([(Key::Empty, 0)]));
        let mut code_of = |key: Key| {
            *index.entry(key).or_insert_with_key(|key| {
                keys.push(key.clone());
                u32::try_from(keys.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let codes: Vec<u32> = self.keys.iter().map(|key| code_of(map(key))).collect();
        let new = |old: Vec<u32>| old.iter().map(|code| codes.get(*code as usize).copied().unwrap_or(0)).collect();
        let codes = match self.codes {
            Codes::Rows(old) => Codes::Rows(new(old)),
            Codes::Column(column, old) => Codes::Column(column, new(old)),
        };
        Self { keys, codes }
    }
}

impl From<Axis> for Coded<'_> {
    fn from(axis: Axis) -> Self {
        Self { keys: axis.keys, codes: Codes::Rows(axis.codes) }
    }
}

impl Scan<'_> {
    /// A source as codes of every row.
    pub fn axis(&self, source: &Source) -> Option<Axis> {
        let Coded { keys, codes } = self.coded(source)?;
        let codes = match codes {
            Codes::Rows(codes) => codes,
            codes @ Codes::Column(..) => {
                let coded = Coded { keys: Vec::new(), codes };
                (0..self.view().table().len()).map(|row| coded.code(row)).collect()
            }
        };
        Some(Axis { keys, codes })
    }

    /// A source as codes.
    pub(super) fn coded(&self, source: &Source) -> Option<Coded<'_>> {
        match source {
            Source::Field(path) => self.field_coded(self.view().table(), path),
            Source::Month(day) => {
                let days = self.days(day)?;
                let key = |&day: &i32| if day == NO_DAY { Key::Empty } else { Key::Month(Day(day).month()) };
                Some(coded(days.iter().map(key)).into())
            }
            Source::Since(_) | Source::First(_) => {
                let days = self.days(source)?;
                let key = |&day: &i32| if day == NO_DAY { Key::Empty } else { Key::Day(Day(day)) };
                Some(coded(days.iter().map(key)).into())
            }
            Source::Furthest(key) => self.furthest(key).map(Coded::from),
            Source::Days(_) => None,
        }
    }

    fn field_coded<'s>(&'s self, table: &'s Table, path: &[String]) -> Option<Coded<'s>> {
        let (first, rest) = path.split_first()?;
        let field = table.defined(first)?;
        let mut axis = plain(self.column(table, field)?, table.len());
        // Joined records are one: their codes become the code of the record that stands for them.
        if let Some(Kind::Reference(to)) = table.column(field).map(|column| column.field().kind.clone()) {
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
                let next = self.field_coded(target, rest)?;
                let through = |key: &Key| match key {
                    Key::Record(id) => {
                        let code = target.row(*id).map_or(0, |row| next.code(row));
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
        let mut series = match (column.cells.as_ref(), column.data.pool()) {
            (Cells::Money(minor, codes), Pool::Currencies(currencies)) => {
                Series::Money(minor.iter().copied().zip(codes.iter().copied()).collect(), currencies.items().to_vec())
            }
            (Cells::Float(numbers), _) => Series::Numbers(numbers.clone()),
            #[expect(clippy::cast_precision_loss, reason = "durations and shares stay far below 2^52")]
            (Cells::Wide(numbers), _) => Series::Numbers(numbers.iter().map(|number| *number as f64).collect()),
            _ => return None,
        };
        // A column that nobody has written to holds no cells.
        match &mut series {
            Series::Money(cells, _) => cells.resize(table.len(), (0, 0)),
            Series::Numbers(numbers) => numbers.resize(table.len(), 0.0),
        }
        Some((series, present))
    }

    /// The chance of each row in basis points: its own where one is set and its stage is open still,
    /// else that of its stage.
    pub fn chances(&self) -> Option<Vec<i64>> {
        let chances = self.chance()?;
        Some((0..self.view().table().len()).map(|row| chances.of(row)).collect())
    }

    /// The chances of rows, read where they stand.
    pub(super) fn chance(&self) -> Option<Chances<'_>> {
        let table = self.view().table();
        let field = table.role(Role::Stage)?;
        let stage = table.column(field)?.field();
        let Kind::Reference(to) = &stage.kind else { return None };
        let target = self.book().table(to)?;
        let shares = target.column(target.role(Role::Probability)?)?;
        let column = self.column(table, field)?;
        let Pool::Ids(dict) = column.data.pool() else { return None };
        let share = |id: &Id| target.row(*id).and_then(|row| shares.data().cell(row)).map_or(0, |cell| cell.0);
        let by_code = dict.items().iter().map(share).collect();
        let own = table.role(Role::Probability).and_then(|field| self.column(table, field));
        let own = own.filter(|own| own.present.count() > 0).and_then(|own| {
            let kind = target.column(target.role(Role::StageKind)?)?.field();
            let kinds = self.coded(&Source::Field(vec![stage.key.to_string(), kind.key.to_string()]))?;
            let open = kinds.keys.iter().position(|key| *key == Key::Text("open".to_owned()))?;
            Some((own, kinds, u32::try_from(open).ok()?))
        });
        Some(Chances { column, by_code, own })
    }
}

/// The chances of rows.
pub(super) struct Chances<'a> {
    column: ColumnAt<'a>,
    /// In basis points, by the stage's code.
    by_code: Vec<i64>,
    /// Those of rows themselves, the kinds of their stages, and the code of the open ones.
    own: Option<(ColumnAt<'a>, Coded<'a>, u32)>,
}

impl Chances<'_> {
    /// That of a row, in basis points; none is nothing.
    #[inline]
    pub(super) fn of(&self, row: usize) -> i64 {
        if let Some((own, kinds, open)) = &self.own
            && own.present.get(row)
            && kinds.code(row) == *open
            && let Cells::Wide(cells) = own.cells.as_ref()
        {
            return cells[row];
        }
        match self.column.cells.as_ref() {
            Cells::Code(codes) if self.column.present.get(row) => {
                self.by_code.get(codes[row] as usize).copied().unwrap_or(0)
            }
            _ => 0,
        }
    }
}

/// A column's own values: dictionary codes where they stand, others coded anew.
fn plain(column: ColumnAt<'_>, rows: usize) -> Coded<'_> {
    let keys = match column.data.pool() {
        Pool::Ids(dict) => dict.items().iter().map(|id| Key::Record(*id)).collect::<Vec<_>>(),
        Pool::Codes(dict) => dict.items().iter().map(|text| Key::Text(text.clone())).collect(),
        _ => return others(&column, rows).into(),
    };
    let new = (0..=u32::try_from(keys.len()).unwrap_or(u32::MAX)).collect();
    Coded { keys: std::iter::once(Key::Empty).chain(keys).collect(), codes: Codes::Column(column, new) }
}

/// Values that no dictionary has.
fn others(column: &ColumnAt<'_>, rows: usize) -> Axis {
    match (column.data.pool(), column.cells.as_ref()) {
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

/// Days of instants in the organisation's zone, remembering the offset: most are alike.
pub(super) struct ZoneDays<'a> {
    zone: &'a Zone,
    from: i64,
    until: i64,
    offset: i64,
}

impl<'a> ZoneDays<'a> {
    pub(super) fn new(zone: &'a Zone) -> Self {
        Self { zone, from: 1, until: 0, offset: 0 }
    }

    pub(super) fn day(&mut self, at: Instant) -> i32 {
        if at.0 < self.from || at.0 >= self.until {
            let (from, until, minutes) = self.zone.step_of(at);
            (self.from, self.until, self.offset) = (from.0, until.0, i64::from(minutes) * 60_000);
        }
        day_at(at.0.saturating_add(self.offset)).0
    }
}

//! Running a query.

use std::collections::HashMap;
use std::rc::Rc;

use super::axis::Coded;
use super::filter::Filter;
use super::measure::{Measure, Measured};
use super::sight::Seen;
use super::source::{Key, Source};
use super::tally::Grouped;
use crate::book::bits::Bits;
use crate::book::past::{ColumnAt, Held};
use crate::book::{Book, Moment, Table, View};
use crate::model::{Day, Zone};

/// A question to the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Key of the collection.
    pub collection: String,
    /// Which rows.
    pub filter: Filter,
    /// By what to group; nothing for one group of all.
    pub groups: Vec<Source>,
    /// What to work out per group.
    pub measures: Vec<Measure>,
}

/// One group of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its keys, one per source.
    pub keys: Vec<Key>,
    /// Its measures, in the order of the question.
    pub measures: Vec<Measured>,
}

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The rows that passed the filter.
    pub rows: Bits,
    /// The groups that have rows, by keys.
    pub groups: Vec<Group>,
    /// The measures over all rows.
    pub total: Vec<Measured>,
    /// The group of each row that passed, in their order.
    of_row: Vec<u32>,
}

impl Answer {
    /// The group with these keys.
    pub fn group(&self, keys: &[Key]) -> Option<&Group> {
        self.groups.iter().find(|group| group.keys == keys)
    }

    /// The rows of a group, by its position.
    pub fn rows_of(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        let group = u32::try_from(group).unwrap_or(u32::MAX);
        self.rows.iter().zip(&self.of_row).filter(move |(_, of)| **of == group).map(|(row, _)| row)
    }

    /// The rows of every group, in the order of groups.
    pub fn parted(&self) -> Vec<Vec<u32>> {
        let mut sizes = vec![0; self.groups.len()];
        for group in &self.of_row {
            sizes[*group as usize] += 1;
        }
        let mut parts: Vec<Vec<u32>> = sizes.into_iter().map(Vec::with_capacity).collect();
        let mut of_row = self.of_row.iter();
        self.rows.each(|row| {
            if let Some(group) = of_row.next() {
                parts[*group as usize].push(u32::try_from(row).unwrap_or(u32::MAX));
            }
        });
        parts
    }
}

/// One table of the book at a moment, being read by queries.
#[derive(Debug)]
pub struct Scan<'a> {
    book: &'a Book,
    zone: &'a Zone,
    view: View<'a>,
    seen: Seen,
}

impl<'a> Scan<'a> {
    /// Reads a collection at a moment; `None` where there is no such collection.
    pub fn new(book: &'a Book, zone: &'a Zone, collection: &str, moment: Moment) -> Option<Self> {
        Some(Self { book, zone, view: View::new(book, collection, moment)?, seen: None })
    }

    /// Only these rows of it: what the acting person sees.
    #[must_use]
    pub fn seen(self, seen: Seen) -> Self {
        Self { seen, ..self }
    }

    /// The same without what is archived.
    #[must_use]
    pub fn kept(&self) -> Self {
        let table = self.view.table();
        let mut seen = Bits::filled(table.len(), true);
        seen.leave_out(table.archived());
        if let Some(have) = &self.seen {
            seen.and(have);
        }
        let view = View::of(table, self.view.moment());
        Self { book: self.book, zone: self.zone, view, seen: Some(Rc::new(seen)) }
    }

    /// How many rows there are to be found.
    pub fn count(&self) -> usize {
        self.select(&Filter::ALL).count()
    }

    /// The book.
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// The organisation's zone.
    pub fn zone(&self) -> &'a Zone {
        self.zone
    }

    /// The table at the moment.
    pub fn view(&self) -> &View<'a> {
        &self.view
    }

    /// Today: the day of the moment.
    pub fn today(&self) -> Day {
        self.zone.day_of(match self.view.moment() {
            Moment::Now => self.book.now(),
            Moment::At(at) => at,
        })
    }

    /// A column of any table at the moment: of this one from the view, of others made for the
    /// occasion (they are short: people, accounts, stages).
    pub(super) fn column<'s>(&'s self, table: &'s Table, field: usize) -> Option<ColumnAt<'s>> {
        let borrowed = |column: &'s ColumnAt<'a>| ColumnAt {
            data: column.data,
            cells: Held::Lent(column.cells.as_ref()),
            present: Held::Lent(column.present.as_ref()),
            since: Held::Lent(column.since.as_ref()),
        };
        if table.key() == self.view.table().key() {
            return self.view.column(field).map(borrowed);
        }
        View::of(table, self.view.moment()).take_column(field)
    }

    /// The rows that pass a filter, live ones only. A condition on what does not exist (a field
    /// that was removed) passes no row.
    pub fn select(&self, filter: &Filter) -> Bits {
        let mut all = Bits::filled(self.view.table().len(), true);
        all.and(self.view.live());
        if let Some(seen) = &self.seen {
            all.and(seen);
        }
        self.pass(filter, &all)
    }

    /// The rows, of those given, that pass: each condition asks only what those before it left.
    fn pass(&self, filter: &Filter, within: &Bits) -> Bits {
        match filter {
            Filter::And(parts) => parts.iter().fold(within.clone(), |rows, part| self.pass(part, &rows)),
            Filter::Or(parts) => parts.iter().fold(Bits::filled(within.len(), false), |mut rows, part| {
                rows.or(&self.pass(part, within));
                rows
            }),
            Filter::Is(source, test) => {
                self.test(source, test, within).unwrap_or_else(|| Bits::filled(within.len(), false))
            }
            Filter::IsNot(source, test) => match self.test(source, test, within) {
                Some(passed) => {
                    let mut rows = within.clone();
                    rows.leave_out(&passed);
                    rows
                }
                None => Bits::filled(within.len(), false),
            },
        }
    }

    /// Answers a question; sources that do not exist group every row under one empty key, and
    /// measures over them are empty.
    pub fn answer(&self, query: &Query) -> Answer {
        let rows = self.select(&query.filter);
        let (mut of_row, keys) = self.grouped(&rows, &query.groups);
        let grouped = Grouped { rows: &rows, of_row: &of_row, groups: keys.len() };
        let (per_measure, total): (Vec<Vec<Measured>>, Vec<Measured>) =
            query.measures.iter().map(|measure| self.measure(measure, grouped)).unzip();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        crate::model::order::by(&mut order, |a, b| keys[*a].cmp(&keys[*b]));
        let mut position = vec![0; keys.len()];
        for (at, group) in (0..).zip(&order) {
            position[*group] = at;
        }
        let groups = order
            .iter()
            .map(|&group| Group {
                keys: keys[group].clone(),
                measures: per_measure.iter().map(|measures| measures[group].clone()).collect(),
            })
            .collect();
        for group in &mut of_row {
            *group = position[*group as usize];
        }
        Answer { rows, groups, total, of_row }
    }

    /// The group of each of these rows, in their order, and the keys of each group.
    fn grouped(&self, rows: &Bits, sources: &[Source]) -> (Vec<u32>, Vec<Vec<Key>>) {
        let (mut of_row, mut keys) = (Vec::with_capacity(rows.count()), Vec::new());
        let next = |keys: &Vec<Vec<Key>>| u32::try_from(keys.len()).unwrap_or(u32::MAX);
        let axes: Vec<Coded<'_>> =
            sources.iter().map(|source| self.coded(source).unwrap_or_else(Coded::empty)).collect();
        if let [axis] = axes.as_slice() {
            // The usual case needs no hashing: a code leads straight to its group.
            let mut group_of = vec![u32::MAX; axis.keys.len()];
            axis.each(rows, |_, code| {
                if group_of[code] == u32::MAX {
                    group_of[code] = next(&keys);
                    keys.push(vec![axis.keys[code].clone()]);
                }
                of_row.push(group_of[code]);
            });
            return (of_row, keys);
        }
        let mut index = HashMap::new();
        rows.each(|row| {
            let codes: Vec<u32> = axes.iter().map(|axis| axis.code(row)).collect();
            of_row.push(*index.entry(codes).or_insert_with_key(|codes| {
                keys.push(axes.iter().zip(codes).map(|(axis, code)| axis.keys[*code as usize].clone()).collect());
                next(&keys) - 1
            }));
        });
        (of_row, keys)
    }
}

//! The order of cards in their column: those with a place of their own by rank, then the others by
//! stage entry, the latest first, then by id.

use std::cmp::Ordering;

use super::latest::{later_first, latest_first};
use crate::book::bits::Bits;
use crate::book::column::Column;
use crate::book::packed::Packed;
use crate::book::{Book, Table};
use crate::model::records::Deal;
use crate::model::{Id, Instant};

/// What decides it, at a moment.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    /// The deals.
    pub(super) table: &'a Table,
    /// Since when each is in its stage.
    since: &'a [Instant],
    /// Their ranks, once one of them has one.
    ranks: Option<&'a Packed>,
}

impl<'a> Order<'a> {
    /// That of the moment since when each deal is in its stage.
    pub(super) fn new(table: &'a Table, since: &'a [Instant]) -> Self {
        let ranks = table.column(Deal::RANK).map(Column::data).filter(|ranks| !ranks.is_empty());
        Self { table, since, ranks }
    }

    /// That of the present.
    pub(super) fn now(book: &'a Book) -> Option<Self> {
        let table = book.of::<Deal>();
        Some(Self::new(table, table.column(Deal::STAGE)?.since()))
    }

    /// The id of a row.
    pub(super) fn id(self, row: u32) -> Option<Id> {
        self.table.id(row as usize)
    }

    /// The rank of a row.
    pub(super) fn rank(self, row: u32) -> Option<&'a str> {
        let ranks = self.ranks?;
        ranks.cell(row as usize).map(|cell| ranks.text(cell))
    }

    /// Which of two rows comes first.
    #[inline]
    pub(super) fn compare(self, one: u32, other: u32) -> Ordering {
        match (self.rank(one), self.rank(other)) {
            (Some(rank), Some(rank_of_other)) => {
                rank.cmp(rank_of_other).then_with(|| self.id(one).cmp(&self.id(other)))
            }
            (None, None) => later_first((one, other), self.since, |row| self.id(row)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }

    /// Rows that have a rank, in order, and the others in none.
    pub(super) fn parts(self, rows: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
        let Some(ranks) = self.ranks else { return (Vec::new(), rows) };
        let ranked = |row: &u32| ranks.present().get(*row as usize);
        let (mut ranked, others): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(ranked);
        crate::model::order::by(&mut ranked, |one, other| self.compare(*one, *other));
        (ranked, others)
    }

    /// Rows in order. Where most of them stand in `known` in their order, only the others are put among
    /// them.
    pub(super) fn of(self, rows: Vec<u32>, known: &[u32]) -> Vec<u32> {
        self.among(&rows, known).unwrap_or_else(|| self.anew(rows))
    }

    fn anew(self, rows: Vec<u32>) -> Vec<u32> {
        let (mut ranked, others) = self.parts(rows);
        ranked.extend(latest_first(others, self.since, |row| self.id(row)));
        ranked
    }

    /// Rows in order after the order in which most of them stood: those that are out of it, and new
    /// ones, are put in order by themselves and merged.
    fn among(self, rows: &[u32], known: &[u32]) -> Option<Vec<u32>> {
        /// One in so many may be new; more are as fast put in order anew.
        const PART: usize = 4;
        if known.len().abs_diff(rows.len()) > known.len() / PART {
            return None;
        }
        let mut missing = Bits::filled(self.table.len(), false);
        for row in rows {
            missing.set(*row as usize, true);
        }
        let mut sorted: Vec<u32> = Vec::with_capacity(rows.len());
        for row in known.iter().filter(|row| missing.get(**row as usize)) {
            let stands = |at: Option<&u32>| at.is_none_or(|before| self.compare(*before, *row) != Ordering::Greater);
            if !stands(sorted.last()) {
                // Either this one or the one before it has gone elsewhere: whoever does not fit the
                // one before both.
                if !stands(sorted.iter().rev().nth(1)) {
                    continue;
                }
                sorted.pop();
            }
            sorted.push(*row);
        }
        for row in &sorted {
            missing.set(*row as usize, false);
        }
        let mut others = Vec::with_capacity(rows.len() - sorted.len());
        missing.each(|row| others.push(u32::try_from(row).unwrap_or(u32::MAX)));
        if others.len() > known.len() / PART {
            return None;
        }
        Some(self.merged(&sorted, self.anew(others)))
    }

    /// Two lists in order as one.
    fn merged(self, sorted: &[u32], others: Vec<u32>) -> Vec<u32> {
        let mut merged = Vec::with_capacity(sorted.len() + others.len());
        let mut rest = sorted;
        for other in others {
            let comes_first = |row: &u32| self.compare(*row, other) == Ordering::Less;
            // The next one is mostly near: looked for in steps that double, then between the last two.
            let mut step = 1;
            while rest.get(step).is_some_and(comes_first) {
                step *= 2;
            }
            let near = &rest[..rest.len().min(step + 1)];
            let (before, behind) = rest.split_at(near.partition_point(comes_first));
            merged.extend_from_slice(before);
            merged.push(other);
            rest = behind;
        }
        merged.extend_from_slice(rest);
        merged
    }
}

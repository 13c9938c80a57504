//! All pairs of a collection's records that may be one, found in slices by what they have equal.

use std::collections::{HashMap, HashSet};

use super::core::LONG;
use super::marks::{Marks, Why};
use crate::book::{Book, Table};
use crate::model::{Id, Key};
use crate::query::search::Han;

/// More records than this that share a mark share it for another reason: a switchboard, a dealer's
/// address.
const CROWD: usize = 12;

/// Two records that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The record that was made first.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// Why, the surest first.
    pub why: Vec<Why>,
}

/// What records may have equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    Equal(Why, String),
    Name(String),
    Sound(String),
    /// A core with a letter left out: cores one slip apart have one of these equal.
    Short(String),
}

/// Looks through a collection.
#[derive(Clone, Debug)]
pub struct Finder {
    collection: Key,
    next: usize,
    rows: HashMap<Mark, Vec<u32>>,
}

impl Finder {
    /// A finder over a collection.
    pub fn new(collection: &Key) -> Self {
        Self { collection: collection.clone(), next: 0, rows: HashMap::new() }
    }

    /// How many rows have been read.
    pub fn read(&self) -> usize {
        self.next
    }

    /// Reads at most so many rows on; whether all are read.
    pub fn advance(&mut self, book: &Book, han: &Han, most: usize) -> bool {
        let Some(table) = book.table(&self.collection) else { return true };
        let end = (self.next + most).min(table.len());
        for row in (self.next..end).filter(|row| table.is_live(*row)) {
            let Ok(number) = u32::try_from(row) else { continue };
            for mark in marks(&Marks::of_row(table, row, han)) {
                let rows = self.rows.entry(mark).or_default();
                // One more than a crowd tells that it is one.
                if rows.len() <= CROWD && rows.last() != Some(&number) {
                    rows.push(number);
                }
            }
        }
        self.next = end;
        end == table.len()
    }

    /// The pairs found, the surest first, at most so many.
    pub fn pairs(&self, book: &Book, han: &Han, most: usize) -> Vec<Pair> {
        let Some(table) = book.table(&self.collection) else { return Vec::new() };
        let mut met: HashSet<(u32, u32)> = HashSet::new();
        for rows in self.rows.values().filter(|rows| rows.len() > 1 && rows.len() <= CROWD) {
            for (at, a) in rows.iter().enumerate() {
                met.extend(rows[at + 1..].iter().map(|b| (*a, *b)));
            }
        }
        let mut pairs: Vec<Pair> =
            met.into_iter().filter_map(|(a, b)| pair(table, a as usize, b as usize, han)).collect();
        // Several reasons make a pair surer than one.
        crate::model::order::by(&mut pairs, |one, other| {
            let key = |pair: &Pair| (pair.why.first().copied(), std::cmp::Reverse(pair.why.len()), pair.a, pair.b);
            key(one).cmp(&key(other))
        });
        pairs.truncate(most);
        pairs
    }
}

fn marks(marks: &Marks) -> Vec<Mark> {
    let mut all: Vec<Mark> = marks.equal.iter().map(|(why, text)| Mark::Equal(*why, text.clone())).collect();
    if marks.core.is_empty() {
        return all;
    }
    all.push(Mark::Name(marks.core.iter().collect()));
    all.extend(marks.sound.clone().map(Mark::Sound));
    // The core itself stands for "one letter too many in the other".
    if marks.core.len() >= LONG {
        all.push(Mark::Short(marks.core.iter().collect()));
        let without =
            |left: usize| marks.core.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, c)| *c).collect();
        all.extend((0..marks.core.len()).map(|left| Mark::Short(without(left))));
    }
    all
}

fn pair(table: &Table, a: usize, b: usize, han: &Han) -> Option<Pair> {
    let (one, other) = (Marks::of_row(table, a, han), Marks::of_row(table, b, han));
    let mut why: Vec<Why> = one.equal.iter().filter(|mark| other.equal.contains(mark)).map(|(why, _)| *why).collect();
    why.extend(one.by_name(&other));
    crate::model::order::sort(&mut why);
    why.dedup();
    let (a, b) = (table.id(a)?, table.id(b)?);
    (!why.is_empty()).then(|| Pair { a: a.min(b), b: a.max(b), why })
}

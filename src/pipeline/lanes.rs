//! Swimlanes: a board parted by any field, or by one that a reference leads to. Each lane has the
//! columns of the board, with figures of its own.

use std::collections::HashMap;

use super::board::Asked;
use crate::model::Kind;
use crate::query::{Key, Measured, MoneyBag, Scan, Source, title};

/// A lane of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What its deals have in common; empty where they have nothing there.
    pub key: Key,
    /// How many deals.
    pub count: u64,
    /// The sum of their amounts.
    pub sum: MoneyBag,
    /// The sum weighted by the stages' probabilities.
    pub weighted: MoneyBag,
    /// Its deals, in the order of the board's columns.
    pub cells: Vec<Cell>,
}

/// Where a lane meets a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The sum of the amounts.
    pub sum: MoneyBag,
    /// The weighted sum.
    pub weighted: MoneyBag,
    /// Rows of the table of deals in the order of cards.
    pub rows: Vec<u32>,
}

/// Numbers of lanes in the order in which they were first seen: a lane keeps its own while others come
/// and go.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    keys: Vec<Key>,
    of: HashMap<Key, u32>,
}

impl Numbers {
    /// The number of the lane of a key, a new one where it has none.
    pub fn number(&mut self, key: &Key) -> u32 {
        if let Some(number) = self.of.get(key) {
            return *number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.keys.push(key.clone());
        self.of.insert(key.clone(), number);
        number
    }

    /// What the deals of the lane of a number have in common.
    pub fn key(&self, number: u32) -> Option<&Key> {
        self.keys.get(number as usize)
    }
}

/// The lanes of columns, each with its key and rows. A source that does not exist (any more) makes
/// one lane of all.
pub(super) fn lanes(scan: &Scan<'_>, asked: &Asked, by: &Source, columns: &[(Key, &[u32])]) -> Vec<Lane> {
    let Some(axis) = scan.axis(by) else {
        let mut all = blank(Key::Empty, columns.len());
        for (cell, (_, rows)) in all.cells.iter_mut().zip(columns) {
            cell.rows = rows.to_vec();
        }
        return filled(scan, asked, &[], vec![all], columns);
    };
    let mut at_code: Vec<Option<usize>> = vec![None; axis.keys.len()];
    let mut lanes: Vec<Lane> = Vec::new();
    for (at, (_, rows)) in columns.iter().enumerate() {
        for row in *rows {
            let code = axis.codes.get(*row as usize).map_or(0, |code| *code as usize);
            let lane = *at_code[code].get_or_insert_with(|| {
                lanes.push(blank(axis.keys[code].clone(), columns.len()));
                lanes.len() - 1
            });
            lanes[lane].cells[at].rows.push(*row);
        }
    }
    let place = places(scan, by);
    // Its place takes a name to be looked up: once a lane, not once a comparison.
    let mut placed: Vec<_> = lanes.into_iter().map(|lane| (place(&lane.key), lane)).collect();
    crate::model::order::by(&mut placed, |(a, _), (b, _)| a.cmp(b));
    let lanes = placed.into_iter().map(|(_, lane)| lane).collect();
    filled(scan, asked, std::slice::from_ref(by), lanes, columns)
}

fn blank(key: Key, columns: usize) -> Lane {
    let (sum, weighted) = (MoneyBag::default(), MoneyBag::default());
    Lane { key, count: 0, sum, weighted, cells: vec![Cell::default(); columns] }
}

/// Lanes with their figures.
fn filled(scan: &Scan<'_>, asked: &Asked, by: &[Source], mut lanes: Vec<Lane>, columns: &[(Key, &[u32])]) -> Vec<Lane> {
    let answer = scan.answer(&asked.query(by, Vec::new()));
    let figures: HashMap<&[Key], &[Measured]> =
        answer.groups.iter().map(|group| (group.keys.as_slice(), group.measures.as_slice())).collect();
    for lane in &mut lanes {
        for (cell, (column, _)) in lane.cells.iter_mut().zip(columns) {
            let keys: Vec<Key> = by.iter().map(|_| lane.key.clone()).chain([column.clone()]).collect();
            let Some([count, sum, weighted, ..]) = figures.get(keys.as_slice()) else { continue };
            lane.count += count.count();
            (cell.sum, cell.weighted) = (sum.money(), weighted.money());
            for (bag, cell) in [(&mut lane.sum, &cell.sum), (&mut lane.weighted, &cell.weighted)] {
                cell.sums().iter().for_each(|(currency, minor)| bag.add(*minor, *currency));
            }
        }
    }
    lanes
}

/// Where a lane stands among the others: choices in their order, records by name, months and days by
/// date, and what has nothing last.
fn places(scan: &Scan<'_>, by: &Source) -> impl Fn(&Key) -> (bool, usize, String, Key) {
    let table = scan.view().table();
    let choices = match by {
        Source::Field(path) if path.len() == 1 => {
            let column = table.defined(&path[0]).and_then(|at| table.column(at));
            match column.map(|column| &column.field().kind) {
                Some(Kind::Choice(codes)) => codes.to_vec(),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    let book = scan.book();
    move |key| {
        let (mut choice, mut name) = (usize::MAX, String::new());
        match key {
            Key::Text(text) => choice = choices.iter().position(|code| code == text).unwrap_or(usize::MAX),
            Key::Record(id) => {
                let of = book.tables().iter().find_map(|table| Some((table, table.row(*id)?)));
                name = of.map(|(table, row)| title::of_row(table, row).to_lowercase()).unwrap_or_default();
            }
            _ => {}
        }
        (*key == Key::Empty, choice, name, key.clone())
    }
}

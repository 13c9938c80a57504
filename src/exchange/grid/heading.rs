//! Which rows of a grid are its headings: under titles, over one line or several.

use super::super::dates::{DateForm, Parts};
use super::super::numbers::NumberForm;
use super::super::words::is_heading;
use super::{Grid, Merge};
use crate::model::Day;

/// How many rows are looked at.
const LOOKED_AT: usize = 30;
/// Headings stand on so many lines at most.
const DEEPEST: usize = 3;
/// No heading is longer, in letters.
const LONGEST: usize = 60;

/// The rows of a header: its first, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) first: usize,
    pub(super) rows: usize,
}

/// Finds the header.
pub(super) fn find(grid: &Grid) -> Header {
    let first = first_row(grid);
    Header { first, rows: depth(grid, first) }
}

/// The headings that stand in the rows of a header, joined where they stand over one another.
pub(super) fn names(grid: &Grid, header: Header, columns: usize) -> Vec<String> {
    let rows = header.first..header.first + header.rows;
    let merges: Vec<&Merge> =
        grid.merges.iter().filter(|merge| merge.top < rows.end && merge.bottom >= rows.start).collect();
    let part = |row: usize, column: usize, last: bool| {
        // What stands over several columns is said in the first of them.
        let over = merges
            .iter()
            .find(|merge| (merge.top..=merge.bottom).contains(&row) && (merge.left..=merge.right).contains(&column));
        let own = match over {
            Some(merge) => grid.cell(merge.top, merge.left),
            None => grid.cell(row, column),
        };
        let spread = own.is_empty() && !last && over.is_none() && grid.merges.is_empty();
        if spread { (0..column).rev().map(|column| grid.cell(row, column)).find(|cell| !cell.is_empty()) } else { None }
            .unwrap_or(own)
    };
    let name = |column: usize| {
        let mut parts: Vec<&str> = Vec::new();
        for row in rows.clone() {
            let last = row + 1 == rows.end;
            // Only what stands over something is spread to the right.
            let last = last || grid.cell(rows.end - 1, column).is_empty();
            let part = part(row, column, last);
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    (0..columns).map(name).collect()
}

/// The first row of the header. The first row of all, unless another one clearly is.
fn first_row(grid: &Grid) -> usize {
    let rows = grid.rows().min(LOOKED_AT);
    let known = |row: usize| grid.row(row).filter(|cell| is_heading(cell)).count();
    let mut best = (known(0).max(1), 0);
    for row in 1..rows.min(grid.rows().saturating_sub(1)) {
        // Words that usually stand at the head are the surest sign.
        let count = known(row);
        if count > best.0 && says_only_words(grid, row) {
            best = (count, row);
        }
    }
    if best.0 >= 2 {
        return best.1;
    }
    let filled: Vec<usize> = (0..rows).map(|row| grid.filled(row)).collect();
    let widest = filled.iter().copied().max().unwrap_or(0);
    if widest < 3 || filled.first().is_none_or(|first| *first * 2 >= widest) {
        return 0;
    }
    // Under titles, which fill few columns, comes a row of words that fills most of them.
    let is_header = |row: &usize| filled[*row] * 5 >= widest * 3 && says_only_words(grid, *row) && *row + 1 < rows;
    (1..rows).find(is_header).unwrap_or(0)
}

/// Whether the cells of a row are short words that differ.
fn says_only_words(grid: &Grid, row: usize) -> bool {
    let cells: Vec<&str> = grid.row(row).filter(|cell| !cell.is_empty()).collect();
    let differ = || cells.iter().enumerate().all(|(at, cell)| !cells[..at].contains(cell));
    cells.iter().all(|cell| is_word(cell)) && (differ() || !grid.merges.is_empty())
}

/// Whether a cell can be a heading: no number, no day, not long.
fn is_word(cell: &str) -> bool {
    let is_number = || NumberForm::ALL.iter().any(|form| form.parse(cell).is_some());
    let is_day =
        || Parts::of(cell).is_some_and(|day| DateForm::ALL.iter().any(|form| day.day(*form, Day(0)).is_some()));
    cell.chars().count() <= LONGEST && !is_number() && !is_day()
}

/// On how many lines the headings stand.
fn depth(grid: &Grid, first: usize) -> usize {
    let at_most = DEEPEST.min(grid.rows().saturating_sub(first + 1)).max(1);
    let touching = grid.merges.iter().filter(|merge| merge.top == first);
    let tall = touching.clone().map(|merge| merge.bottom - merge.top + 1).max().unwrap_or(1);
    if tall > 1 {
        return tall.min(at_most);
    }
    let below = first + 1;
    if at_most < 2 || !says_only_words(grid, below) || grid.filled(below) == 0 {
        return 1;
    }
    // A heading over several columns has its own below it, for each of them.
    let wide = |merge: &Merge| {
        merge.right > merge.left && (merge.left..=merge.right).all(|column| !grid.cell(below, column).is_empty())
    };
    let known = grid.row(below).filter(|cell| is_heading(cell)).count();
    if touching.clone().any(wide) && (known > 0 || has_numbers_under(grid, below)) {
        return 2;
    }
    // Without merged regions, as in text: gaps in the upper line that the lower one fills.
    let columns = grid.width(first).max(grid.width(below));
    let says = |row: usize, column: usize| !grid.cell(row, column).is_empty();
    let gap = |column: usize| !says(first, column) && says(below, column);
    let whole = (0..columns).all(|column| says(first, column) || says(below, column));
    let alone = (0..columns).any(|column| says(first, column) && !says(below, column));
    let gaps = (0..columns).filter(|column| gap(*column)).count();
    if whole && alone && gaps > 0 && known >= 2 { 2 } else { 1 }
}

/// Whether something other than words stands under a row.
fn has_numbers_under(grid: &Grid, row: usize) -> bool {
    (row + 1..grid.rows().min(row + 4)).any(|row| grid.row(row).any(|cell| !cell.is_empty() && !is_word(cell)))
}

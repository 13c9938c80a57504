//! A grid to a sheet: headings apart from rows, titles and totals left out, and what is odd noted.

use std::collections::HashSet;

use super::super::csv::{Inner, Limit, Note, NoteKind, ReadError, ReadErrorKind, Sheet};
use super::super::fold::fold;
use super::super::shape::{Headings, Shape, Totals};
use super::super::units::Unit;
use super::heading::{self, Header};
use super::{Grid, clip};

/// Where cells stand in their file.
pub(in super::super) trait Places {
    /// Line and column of a cell, from 1.
    fn place(&self, row: usize, column: usize) -> (u32, u32);
    /// Where the file ends.
    fn end(&self) -> (u32, u32);
    /// Whether a row that is longer than the header is a fault, as it is in text, where a
    /// delimiter may have been meant as part of a cell.
    fn is_ragged(&self) -> bool;
}

/// What a sheet is called and how it is laid out.
pub(in super::super) struct Frame<'a> {
    pub(in super::super) name: &'a str,
    pub(in super::super) file: &'a str,
    /// The sheet of the workbook; empty where there is none.
    pub(in super::super) sheet: &'a str,
    pub(in super::super) shape: Shape,
    /// Whether cells may carry a guard against formulas.
    pub(in super::super) guarded: bool,
    /// What is worth telling already.
    pub(in super::super) notes: Vec<Note>,
}

impl Frame<'_> {
    fn fail<T>(&self, (line, column): (u32, u32), kind: ReadErrorKind) -> Result<T, ReadError> {
        Err(ReadError { sheet: self.sheet.to_owned(), line, column, kind })
    }
}

/// Makes the sheet of a grid.
pub(in super::super) fn lay_out(grid: Grid, places: &dyn Places, frame: Frame<'_>) -> Result<Sheet, ReadError> {
    if grid.rows() == 0 || (0..grid.rows()).all(|row| grid.filled(row) == 0) {
        return frame.fail((1, 1), ReadErrorKind::Empty);
    }
    let header = match frame.shape.headings {
        Headings::Found => Some(heading::find(&grid)),
        Headings::Line(line) => {
            let on = |row: &usize| grid.line(*row) >= line;
            (0..grid.rows()).find(on).map(|first| Header { first, rows: 1 })
        }
        Headings::None => None,
    };
    let body = header.map_or(0, |header| header.first + header.rows);
    let columns = columns(&grid, header, places, &frame)?;
    let grid = grid.fill_down(body.saturating_sub(1));
    let mut inner = Inner {
        name: frame.name.to_owned(),
        file: frame.file.to_owned(),
        shape: frame.shape,
        guarded: frame.guarded,
        ..Inner::default()
    };
    match header {
        Some(header) => head(&mut inner, &grid, header, columns, places),
        None => inner.header = vec![String::new(); columns],
    }
    let mut totals: Option<(u32, usize)> = None;
    for row in body..grid.rows() {
        if frame.shape.totals == Totals::Dropped && grid.is_total(row) {
            let (line, count) = totals.unwrap_or((grid.line(row), 0));
            totals = Some((line, count + 1));
            continue;
        }
        if inner.lines.len() == Limit::Rows.most() {
            return frame.fail(places.place(row, 0), ReadErrorKind::TooLarge(Limit::Rows));
        }
        let (first, next) = grid.rows[row];
        inner.rows.push((first, next.min(first.saturating_add(clip(columns)))));
        inner.lines.push(grid.line(row));
        let beyond = (columns..grid.width(row)).find(|column| !grid.raw(row, *column).is_empty());
        // Delimiters without anything behind them are harmless; a cell without a heading is not.
        if let Some(column) = beyond.filter(|_| places.is_ragged()) {
            let kind = ReadErrorKind::LongRow { have: column + 1, want: columns };
            return frame.fail(places.place(row, column), kind);
        }
    }
    if inner.lines.is_empty() {
        return frame.fail(places.end(), ReadErrorKind::NoRows);
    }
    if let Some((line, count)) = totals {
        inner.notes.push(Note { line, column: 1, kind: NoteKind::Totals(count) });
    }
    if places.is_ragged() {
        note_short_rows(&mut inner, &grid, body, columns, places);
    }
    note_shortened(&mut inner, &grid, body);
    inner.notes.extend(frame.notes);
    inner.text = grid.text;
    inner.ends = grid.ends;
    Ok(inner.into())
}

/// How many columns there are: as many as the header has, in a workbook as many as hold something.
fn columns(grid: &Grid, header: Option<Header>, places: &dyn Places, frame: &Frame<'_>) -> Result<usize, ReadError> {
    let top = header.map_or(0, |header| header.first);
    let depth = header.map_or(1, |header| header.rows);
    let mut columns = (top..top + depth).map(|row| grid.width(row)).max().unwrap_or(0);
    if !places.is_ragged() {
        columns = (top..grid.rows()).map(|row| grid.width(row)).max().unwrap_or(columns);
    }
    if columns > Limit::Columns.most() {
        let widest = (top..grid.rows()).find(|row| grid.width(*row) > Limit::Columns.most()).unwrap_or(top);
        return frame.fail(places.place(widest, Limit::Columns.most()), ReadErrorKind::TooLarge(Limit::Columns));
    }
    Ok(columns)
}

/// Takes the headings, and notes what is odd about them.
fn head(inner: &mut Inner, grid: &Grid, header: Header, columns: usize, places: &dyn Places) {
    let last = header.first + header.rows - 1;
    inner.header_lines = (grid.line(header.first), grid.line(last));
    let mut seen = HashSet::new();
    for (column, heading) in heading::names(grid, header, columns).into_iter().enumerate() {
        let heading = if inner.guarded { super::super::csv::unguarded(&heading).trim().to_owned() } else { heading };
        let kind = if heading.is_empty() {
            Some(NoteKind::BlankHeader)
        } else {
            (!seen.insert(fold(&heading))).then_some(NoteKind::RepeatedHeader)
        };
        if let Some(kind) = kind {
            let (line, column) = places.place(last, column);
            inner.notes.push(Note { line, column, kind });
        }
        inner.header.push(heading);
    }
    let above = || (0..header.first).flat_map(|row| grid.row(row));
    let says_unit = |text: &&str| text.contains("单位") || text.contains("單位");
    inner.unit = above().filter(says_unit).map(Unit::of_heading).find(|unit| *unit != Unit::One).unwrap_or_default();
    let titles = (0..header.first).filter(|row| grid.filled(*row) > 0).count();
    if titles > 0 {
        inner.notes.push(Note { line: grid.line(0), column: 1, kind: NoteKind::Titles(titles) });
    }
}

fn note_short_rows(inner: &mut Inner, grid: &Grid, body: usize, columns: usize, places: &dyn Places) {
    let mut short = (body..grid.rows()).filter(|row| grid.width(*row) < columns);
    if let Some(first) = short.next() {
        let count = 1 + short.count();
        let (line, column) = places.place(first, grid.width(first).saturating_sub(1));
        inner.notes.push(Note { line, column, kind: NoteKind::ShortRows(count) });
    }
}

/// Notes long numbers that a spreadsheet has cut short: nobody can bring their digits back.
fn note_shortened(inner: &mut Inner, grid: &Grid, body: usize) {
    let is_cut = |cell: &str| {
        let Some((mantissa, power)) = cell.split_once("E+") else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        digits(mantissa) && digits(power) && (3..=8).contains(&mantissa.len())
    };
    let mut cut: Option<(u32, usize, usize)> = None;
    for row in body..grid.rows() {
        for column in 0..grid.width(row) {
            if is_cut(grid.cell(row, column)) {
                let (line, at, count) = cut.unwrap_or((grid.line(row), column, 0));
                cut = Some((line, at, count + 1));
            }
        }
    }
    if let Some((line, column, count)) = cut {
        inner.notes.push(Note { line, column: clip(column + 1), kind: NoteKind::Shortened(count) });
    }
}

//! A file as a grid of cells: one text and where in it each cell ends.

use std::collections::HashMap;
use std::sync::Arc;

use super::guard;

/// Something worth telling that does not keep a file from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What it is.
    pub kind: NoteKind,
}

/// What a note tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A column has no heading.
    BlankHeader,
    /// A heading stands twice.
    RepeatedHeader,
    /// So many rows have fewer cells than the header; the first is where the note points.
    ShortRows(usize),
}

impl Note {
    /// The key of its message.
    pub fn key(&self) -> &'static str {
        match self.kind {
            NoteKind::BlankHeader => "import-note-blank-header",
            NoteKind::RepeatedHeader => "import-note-repeated-header",
            NoteKind::ShortRows(_) => "import-note-short-rows",
        }
    }

    /// The values of its message.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("line", self.line.to_string()), ("column", self.column.to_string())];
        if let NoteKind::ShortRows(count) = self.kind {
            args.push(("count", count.to_string()));
        }
        args
    }
}

/// A file, read. Clones share the cells.
#[derive(Clone, Debug)]
pub struct Sheet(Arc<Inner>);

#[derive(Debug, Default)]
pub(super) struct Inner {
    pub(super) name: String,
    pub(super) delimiter: u8,
    pub(super) header: Vec<String>,
    pub(super) text: String,
    /// Where each cell ends in the text, row by row; a cell begins where the one before ends.
    pub(super) ends: Vec<u32>,
    /// Where the first cell begins.
    pub(super) start: u32,
    /// The line of each row.
    pub(super) lines: Vec<u32>,
    pub(super) notes: Vec<Note>,
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Inner> for Sheet {
    fn from(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }
}

impl Sheet {
    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What separates its cells.
    pub fn delimiter(&self) -> char {
        char::from(self.0.delimiter)
    }

    /// The headings.
    pub fn header(&self) -> &[String] {
        &self.0.header
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.0.header.len()
    }

    /// How many rows below the header.
    pub fn rows(&self) -> usize {
        self.0.lines.len()
    }

    /// The line, from 1, on which a row begins.
    pub fn line(&self, row: usize) -> u32 {
        self.0.lines.get(row).copied().unwrap_or(0)
    }

    /// What is worth telling.
    pub fn notes(&self) -> &[Note] {
        &self.0.notes
    }

    /// A cell as it was meant, without a guard against formulas; empty beyond the end.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let columns = self.columns();
        if column >= columns {
            return "";
        }
        let at = row * columns + column;
        let Some(&end) = self.0.ends.get(at) else { return "" };
        let start = if at == 0 { self.0.start } else { self.0.ends[at - 1] };
        guard::strip(self.0.text.get(start as usize..end as usize).unwrap_or(""))
    }

    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.rows()).map(move |row| self.cell(row, column))
    }

    /// Whether every cell of a row is blank.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.columns()).all(|column| self.cell(row, column).trim().is_empty())
    }

    /// The different texts of a column, without outer space.
    pub fn distinct(&self, column: usize) -> Distinct<'_> {
        let mut distinct = Distinct { texts: Vec::new(), counts: Vec::new(), first: Vec::new(), codes: Vec::new() };
        let mut index: HashMap<&str, u32> = HashMap::new();
        distinct.codes.reserve(self.rows());
        for row in 0..self.rows() {
            let text = self.cell(row, column).trim();
            let code = *index.entry(text).or_insert_with(|| {
                distinct.texts.push(text);
                distinct.counts.push(0);
                distinct.first.push(row);
                u32::try_from(distinct.texts.len() - 1).unwrap_or(u32::MAX)
            });
            distinct.counts[code as usize] += 1;
            distinct.codes.push(code);
        }
        distinct
    }
}

/// The different texts of a column.
#[derive(Debug)]
pub struct Distinct<'a> {
    /// Each text once, in the order of their first row.
    pub texts: Vec<&'a str>,
    /// How many rows hold each.
    pub counts: Vec<usize>,
    /// The first row that holds each.
    pub first: Vec<usize>,
    /// The position of each row's text in `texts`.
    pub codes: Vec<u32>,
}

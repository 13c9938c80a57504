//! A file as a grid of cells: one text and where in it each cell ends.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

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
    pub(super) headings: bool,
    pub(super) header: Vec<String>,
    pub(super) text: String,
    /// Where each cell ends in the text, row by row; a cell begins where the one before ends.
    pub(super) ends: Vec<u32>,
    /// Where the first cell begins.
    pub(super) start: u32,
    /// Which cell is the first of each row. Rows may be shorter than the header.
    pub(super) rows: Vec<u32>,
    /// The line of each row.
    pub(super) lines: Vec<u32>,
    pub(super) notes: Vec<Note>,
    /// What [`Sheet::distinct`] found out, by column.
    pub(super) counted: Vec<OnceLock<Counted>>,
}

/// The different texts of a column by their first rows.
#[derive(Debug)]
pub(super) struct Counted {
    first: Vec<usize>,
    counts: Vec<usize>,
    codes: Vec<u32>,
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Inner> for Sheet {
    fn from(mut inner: Inner) -> Self {
        inner.counted = inner.header.iter().map(|_| OnceLock::new()).collect();
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

    /// Whether its first row holds headings; else they are blank.
    pub fn has_headings(&self) -> bool {
        self.0.headings
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
        let Some(&first) = self.0.rows.get(row) else { return "" };
        let next = self.0.rows.get(row + 1).map_or(self.0.ends.len(), |next| *next as usize);
        let at = first as usize + column;
        if at >= next {
            return "";
        }
        let end = self.0.ends[at];
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

    /// The different texts of a column, without outer space. Counted once per sheet.
    pub fn distinct(&self, column: usize) -> Distinct<'_> {
        let Some(counted) = self.0.counted.get(column).map(|slot| slot.get_or_init(|| self.count(column))) else {
            return Distinct { texts: Vec::new(), counts: &[], codes: &[] };
        };
        let texts = counted.first.iter().map(|row| self.cell(*row, column).trim()).collect();
        Distinct { texts, counts: &counted.counts, codes: &counted.codes }
    }

    fn count(&self, column: usize) -> Counted {
        let mut counted = Counted { first: Vec::new(), counts: Vec::new(), codes: Vec::with_capacity(self.rows()) };
        let mut index: HashMap<&str, u32> = HashMap::new();
        for row in 0..self.rows() {
            let code = *index.entry(self.cell(row, column).trim()).or_insert_with(|| {
                counted.counts.push(0);
                counted.first.push(row);
                u32::try_from(counted.first.len() - 1).unwrap_or(u32::MAX)
            });
            counted.counts[code as usize] += 1;
            counted.codes.push(code);
        }
        counted
    }
}

/// The different texts of a column.
#[derive(Debug)]
pub struct Distinct<'a> {
    /// Each text once, in the order of their first row.
    pub texts: Vec<&'a str>,
    /// How many rows hold each.
    pub counts: &'a [usize],
    /// The position of each row's text in `texts`.
    pub codes: &'a [u32],
}

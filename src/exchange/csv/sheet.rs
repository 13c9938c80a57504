//! A file as a grid of cells: one text and where in it each cell ends.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::forms::{Found, detect};
use super::super::shape::Shape;
use super::super::units::Unit;
use super::guard;
use crate::model::Day;

/// Something worth telling that does not keep a file from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1: in characters, in a workbook in columns.
    pub column: u32,
    /// What it is.
    pub kind: NoteKind,
}

/// What a note tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// A column has no heading.
    BlankHeader,
    /// A heading stands twice.
    RepeatedHeader,
    /// So many rows have fewer cells than the header; the first is where the note points.
    ShortRows(usize),
    /// So many lines above the header are titles and left out.
    Titles(usize),
    /// So many rows of totals are left out; the first is where the note points.
    Totals(usize),
    /// So many formulas have no stored result, or an error: these cells count as empty.
    Unsolved(usize),
    /// So many long numbers were cut to the form `1.38E+10` by a spreadsheet.
    Shortened(usize),
}

impl Note {
    /// The key of its message.
    pub fn key(&self) -> &'static str {
        match self.kind {
            NoteKind::BlankHeader => "import-note-blank-header",
            NoteKind::RepeatedHeader => "import-note-repeated-header",
            NoteKind::ShortRows(_) => "import-note-short-rows",
            NoteKind::Titles(_) => "import-note-titles",
            NoteKind::Totals(_) => "import-note-totals",
            NoteKind::Unsolved(_) => "import-note-unsolved",
            NoteKind::Shortened(_) => "import-note-shortened",
        }
    }

    /// How many it is about, where it is about several.
    pub fn count(&self) -> Option<usize> {
        match self.kind {
            NoteKind::BlankHeader | NoteKind::RepeatedHeader => None,
            NoteKind::ShortRows(count)
            | NoteKind::Titles(count)
            | NoteKind::Totals(count)
            | NoteKind::Unsolved(count)
            | NoteKind::Shortened(count) => Some(count),
        }
    }

    /// The values of its message.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("line", self.line.to_string()), ("column", self.column.to_string())];
        args.extend(self.count().map(|count| ("count", count.to_string())));
        args
    }
}

/// A file, or a sheet of a workbook, read. Clones share the cells.
#[derive(Clone, Debug)]
pub struct Sheet(Arc<Inner>);

#[derive(Debug, Default, Serialize, Deserialize)]
pub(in super::super) struct Inner {
    pub(in super::super) name: String,
    pub(in super::super) file: String,
    pub(in super::super) shape: Shape,
    /// Whether cells may carry a guard against formulas; those of workbooks need none.
    pub(in super::super) guarded: bool,
    pub(in super::super) header: Vec<String>,
    /// The lines that the header stands on, first and last; 0 where there is none.
    pub(in super::super) header_lines: (u32, u32),
    pub(in super::super) text: String,
    /// Where each cell ends in the text, row by row; a cell begins where the one before ends.
    #[serde(with = "super::numbers")]
    pub(in super::super) ends: Vec<u32>,
    /// The first cell of each row and the one after its last. Rows may be shorter than the header.
    #[serde(with = "super::numbers")]
    pub(in super::super) rows: Vec<(u32, u32)>,
    /// The line of each row.
    #[serde(with = "super::numbers")]
    pub(in super::super) lines: Vec<u32>,
    pub(in super::super) notes: Vec<Note>,
    /// The unit that stands above the table.
    pub(in super::super) unit: Unit,
    /// What was found out about its columns.
    #[serde(skip)]
    pub(in super::super) learnt: Vec<Learnt>,
}

/// The different texts of a column by their first rows.
#[derive(Debug, Serialize, Deserialize)]
pub(in super::super) struct Counted {
    #[serde(with = "super::numbers")]
    first: Vec<usize>,
    #[serde(with = "super::numbers")]
    counts: Vec<usize>,
    #[serde(with = "super::numbers")]
    codes: Vec<u32>,
}

/// What was found out about a column.
#[derive(Debug, Default)]
pub(in super::super) struct Learnt {
    counted: OnceLock<Counted>,
    /// In which forms it writes, read on a day.
    found: OnceLock<(Day, Found)>,
}

impl Learnt {
    fn of((counted, found): (Option<Counted>, Option<(Day, Found)>)) -> Self {
        let full = |known: Option<Counted>| known.map(OnceLock::from).unwrap_or_default();
        Self { counted: full(counted), found: found.map(OnceLock::from).unwrap_or_default() }
    }
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Inner> for Sheet {
    fn from(mut inner: Inner) -> Self {
        inner.learnt.resize_with(inner.header.len(), Learnt::default);
        Self(Arc::new(inner))
    }
}

impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let learnt: Vec<_> = self.0.learnt.iter().map(|learnt| (learnt.counted.get(), learnt.found.get())).collect();
        (&*self.0, learnt).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mut inner, learnt): (Inner, Vec<_>) = Deserialize::deserialize(deserializer)?;
        inner.learnt = learnt.into_iter().map(Learnt::of).collect();
        Ok(Self::from(inner))
    }
}

impl Sheet {
    /// What it is called: the name of the file, and of its sheet where it has several.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.0.file
    }

    /// How it is laid out, as found or as a person said.
    pub fn shape(&self) -> Shape {
        self.0.shape
    }

    /// What separates its cells; none in a workbook.
    pub fn delimiter(&self) -> Option<char> {
        self.0.shape.delimiter
    }

    /// The lines that the header stands on, first and last; `None` where columns have no headings.
    pub fn header_lines(&self) -> Option<(u32, u32)> {
        (self.0.header_lines.0 > 0).then_some(self.0.header_lines)
    }

    /// The headings; blank where there are none.
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

    /// The unit of amounts that stands above the table, as in 单位：万元.
    pub fn unit(&self) -> Unit {
        self.0.unit
    }

    /// A cell as it was meant, without a guard against formulas; empty beyond the end.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let Some(&(first, next)) = self.0.rows.get(row) else { return "" };
        let at = first as usize + column;
        if at >= next as usize {
            return "";
        }
        let end = self.0.ends.get(at).copied().unwrap_or(0);
        let start = if at == 0 { 0 } else { self.0.ends[at - 1] };
        let text = self.0.text.get(start as usize..end as usize).unwrap_or("");
        if self.0.guarded { guard::strip(text) } else { text }
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
        let slot = self.0.learnt.get(column).map(|learnt| &learnt.counted);
        let Some(counted) = slot.map(|slot| slot.get_or_init(|| self.count(column))) else {
            return Distinct { texts: Vec::new(), counts: &[], codes: &[] };
        };
        let texts = counted.first.iter().map(|row| self.cell(*row, column).trim()).collect();
        Distinct { texts, counts: &counted.counts, codes: &counted.codes }
    }

    /// In which forms a column writes, as of a day. Found out once per sheet and day.
    pub fn found(&self, column: usize, today: Day) -> Found {
        let Some(learnt) = self.0.learnt.get(column) else { return detect(self, column, today) };
        let (day, found) = learnt.found.get_or_init(|| (today, detect(self, column, today)));
        if *day == today { *found } else { detect(self, column, today) }
    }

    /// Finds out beforehand what an import will ask of its columns.
    pub fn learn(&self, today: Day) {
        for column in 0..self.columns() {
            self.found(column, today);
        }
    }

    /// At most so many of the different texts of a column, from all over it.
    pub fn some(&self, column: usize, most: usize) -> Vec<&str> {
        let Some(learnt) = self.0.learnt.get(column) else { return Vec::new() };
        let first = &learnt.counted.get_or_init(|| self.count(column)).first;
        let every = first.len().div_ceil(most.max(1)).max(1);
        first.iter().step_by(every).map(|row| self.cell(*row, column).trim()).collect()
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

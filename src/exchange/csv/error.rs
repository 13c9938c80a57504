//! What can be wrong with a file as a whole, and where.

use serde::{Deserialize, Serialize};

/// A size that a file may not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Bytes of the file.
    Bytes,
    /// Bytes of what a workbook holds once it is unpacked.
    Unpacked,
    /// Cells of a table, the empty ones before filled ones included.
    Cells,
    /// Rows below the header.
    Rows,
    /// Columns.
    Columns,
    /// Bytes of one cell.
    Cell,
}

impl Limit {
    /// The largest size taken.
    pub const fn most(self) -> usize {
        match self {
            Self::Bytes => 64 * 1024 * 1024,
            Self::Unpacked => 512 * 1024 * 1024,
            Self::Cells => 32_000_000,
            Self::Rows => 1_000_000,
            Self::Columns => 512,
            Self::Cell => crate::model::validate::MAX_TEXT,
        }
    }
}

/// A kind of file that is recognised and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// A binary workbook, XLSB.
    BinaryWorkbook,
    /// A table of an open document format.
    OpenDocument,
    /// A page of the web, often under the name of a workbook.
    WebPage,
    /// XML, often under the name of a workbook.
    Xml,
    /// Another archive, document or picture.
    Other,
}

impl Foreign {
    /// The key of its message.
    fn key(self) -> &'static str {
        match self {
            Self::BinaryWorkbook => "import-error-xlsb",
            Self::OpenDocument => "import-error-ods",
            Self::WebPage => "import-error-web-page",
            Self::Xml => "import-error-xml",
            Self::Other => "import-error-other-kind",
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadErrorKind {
    /// The bytes are no text in any encoding known, or not in the one chosen.
    NotText,
    /// The file is of a kind that is not read.
    Foreign(Foreign),
    /// The workbook is locked by a password.
    Locked,
    /// The workbook is damaged.
    Damaged,
    /// A NUL byte: not a text file.
    Nul,
    /// The file holds nothing.
    Empty,
    /// The file holds a header and no rows.
    NoRows,
    /// A quote is opened and never closed.
    QuoteOpen,
    /// Text follows a closing quote.
    QuoteStray,
    /// A row has more cells than the header.
    LongRow {
        /// Cells of the row.
        have: usize,
        /// Cells of the header.
        want: usize,
    },
    /// The file is too large in some way.
    TooLarge(Limit),
}

/// Why a file cannot be read, and where: line and column from 1, the column in characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{sheet} line {line}, column {column}: {kind:?}")]
pub struct ReadError {
    /// The sheet of the workbook; empty where there is none.
    pub sheet: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1: in characters, in a workbook in columns.
    pub column: u32,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

impl ReadError {
    /// An error of a file as a whole.
    pub fn whole(kind: ReadErrorKind) -> Self {
        Self { sheet: String::new(), line: 1, column: 1, kind }
    }

    /// Whether a quotation mark is wrong.
    pub(super) fn is_about_quotes(&self) -> bool {
        matches!(self.kind, ReadErrorKind::QuoteOpen | ReadErrorKind::QuoteStray)
    }

    /// The key of its message.
    pub fn key(&self) -> &'static str {
        match self.kind {
            ReadErrorKind::NotText => "import-error-not-text",
            ReadErrorKind::Foreign(foreign) => foreign.key(),
            ReadErrorKind::Locked => "import-error-locked",
            ReadErrorKind::Damaged => "import-error-damaged",
            ReadErrorKind::Nul => "import-error-nul",
            ReadErrorKind::Empty => "import-error-empty",
            ReadErrorKind::NoRows => "import-error-no-rows",
            ReadErrorKind::QuoteOpen => "import-error-quote-open",
            ReadErrorKind::QuoteStray => "import-error-quote-stray",
            ReadErrorKind::LongRow { .. } => "import-error-long-row",
            ReadErrorKind::TooLarge(Limit::Bytes) => "import-error-too-big",
            ReadErrorKind::TooLarge(Limit::Unpacked) => "import-error-too-big-unpacked",
            ReadErrorKind::TooLarge(Limit::Cells) => "import-error-too-many-cells",
            ReadErrorKind::TooLarge(Limit::Rows) => "import-error-too-many-rows",
            ReadErrorKind::TooLarge(Limit::Columns) => "import-error-too-many-columns",
            ReadErrorKind::TooLarge(Limit::Cell) => "import-error-cell-too-long",
        }
    }

    /// The values of its message: always `line` and `column`.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("line", self.line.to_string()), ("column", self.column.to_string())];
        match self.kind {
            ReadErrorKind::LongRow { have, want } => {
                args.extend([("have", have.to_string()), ("want", want.to_string())]);
            }
            ReadErrorKind::TooLarge(limit) => args.push(("limit", limit.most().to_string())),
            _ => {}
        }
        args
    }
}

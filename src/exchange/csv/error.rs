//! What can be wrong with a file as a whole, and where.

/// A size that a file may not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    Bytes,
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
            Self::Rows => 1_000_000,
            Self::Columns => 512,
            Self::Cell => crate::model::validate::MAX_TEXT,
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// The bytes are not UTF-8.
    NotUtf8,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {kind:?}")]
pub struct ReadError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

impl ReadError {
    /// The key of its message.
    pub fn key(&self) -> &'static str {
        match self.kind {
            ReadErrorKind::NotUtf8 => "import-error-utf8",
            ReadErrorKind::Nul => "import-error-nul",
            ReadErrorKind::Empty => "import-error-empty",
            ReadErrorKind::NoRows => "import-error-no-rows",
            ReadErrorKind::QuoteOpen => "import-error-quote-open",
            ReadErrorKind::QuoteStray => "import-error-quote-stray",
            ReadErrorKind::LongRow { .. } => "import-error-long-row",
            ReadErrorKind::TooLarge(Limit::Bytes) => "import-error-too-big",
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

//! How a file is laid out: found out, or said by a person where the finding was wrong.

use serde::{Deserialize, Serialize};

use super::open::Encoding;

/// How a file is laid out. In what is asked for, `None` means "find out".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// What separates its cells.
    pub delimiter: Option<char>,
    /// How its letters are written as bytes.
    pub encoding: Option<Encoding>,
    /// Where its headings stand.
    pub headings: Headings,
    /// What becomes of rows of totals.
    pub totals: Totals,
}

/// Where the headings stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Headings {
    /// Where they are found, under titles.
    #[default]
    Found,
    /// Nowhere: the first row is data.
    None,
    /// On this line, from 1.
    Line(u32),
}

/// What becomes of rows of totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Totals {
    /// They are left out.
    #[default]
    Dropped,
    /// They are rows like the others.
    Kept,
}

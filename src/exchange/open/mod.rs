//! Bytes of any kind to sheets. What a file is follows from its content, never from its name.
//!
//! Nothing is ever run: of a formula only the result counts that its workbook has stored.

mod common;
mod encoding;
mod kind;
mod serial;
mod workbook;
mod xls;
mod xlsx;

use serde::{Deserialize, Serialize};

use super::csv::{Limit, ReadError, ReadErrorKind, Sheet, read_text};
use super::shape::Shape;
use crate::model::Day;
use crate::ports::background::{Bytes, Job, Progress};
pub use encoding::Encoding;
pub(super) use encoding::decode;
use kind::Kind;

/// What a file held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Its tables: one, or one per sheet of a workbook.
    pub sheets: Vec<Sheet>,
    /// Sheets of a workbook that hold no table, and why.
    pub skipped: Vec<ReadError>,
}

/// Opens a file beside the page, which stays usable meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
    /// How it is laid out, where somebody said so.
    pub shape: Shape,
    /// The present day, for days without a year.
    pub today: Day,
}

impl Job for OpenFile {
    const NAME: &'static str = "open-file";
    type Outcome = Result<Opened, ReadError>;

    fn run(self, _: &dyn Fn(Progress)) -> Self::Outcome {
        let opened = open(&self.name, &self.bytes.0, self.shape)?;
        // What the page would find out of all rows at once.
        opened.sheets.iter().for_each(|sheet| sheet.learn(self.today));
        Ok(opened)
    }
}

/// Opens text in UTF-8; `None` where that is not what the bytes are. What reads all else stands in the
/// worker alone: this is for where there is none.
pub fn open_plain(name: &str, bytes: &[u8], shape: Shape) -> Option<Result<Opened, ReadError>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shape = Shape { encoding: Some(Encoding::Utf8), ..shape };
    let large = (bytes.len() > Limit::Bytes.most()).then_some(ReadErrorKind::TooLarge(Limit::Bytes));
    let foreign = || kind::of_text(text).map(ReadErrorKind::Foreign);
    Some(match large.or_else(foreign) {
        Some(kind) => Err(ReadError::whole(kind)),
        None => read_text(name, text, shape).map(|sheet| Opened { sheets: vec![sheet], skipped: Vec::new() }),
    })
}

/// Opens a file: text in any encoding known, XLSX or XLS. The shape applies to each of its tables.
pub fn open(name: &str, bytes: &[u8], shape: Shape) -> Result<Opened, ReadError> {
    if bytes.len() > Limit::Bytes.most() {
        return Err(ReadError::whole(ReadErrorKind::TooLarge(Limit::Bytes)));
    }
    let read = match kind::of(bytes) {
        Kind::Xlsx => xlsx::read(bytes)?,
        Kind::Xls => xls::read(bytes)?,
        Kind::Foreign(foreign) => return Err(ReadError::whole(ReadErrorKind::Foreign(foreign))),
        Kind::Text => {
            let (text, encoding) = decode(bytes, shape.encoding)?;
            if let Some(foreign) = kind::of_text(&text) {
                return Err(ReadError::whole(ReadErrorKind::Foreign(foreign)));
            }
            let sheet = read_text(name, &text, Shape { encoding: Some(encoding), ..shape })?;
            return Ok(Opened { sheets: vec![sheet], skipped: Vec::new() });
        }
    };
    workbook::lay_out(name, read, shape)
}

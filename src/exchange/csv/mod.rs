//! Sheets of cells: text to a sheet, cells to CSV text. Knows nothing of records.

mod error;
mod guard;
mod numbers;
mod read;
mod sheet;
mod sniff;
mod write;

pub(in crate::exchange) use guard::needs as needs_guard;

pub use error::{Foreign, Limit, ReadError, ReadErrorKind};
pub(super) use guard::strip as unguarded;
pub(super) use read::read_text;
pub use read::{read, read_as};
pub(super) use sheet::Inner;
pub use sheet::{Distinct, Note, NoteKind, Sheet};
pub use write::Writer;

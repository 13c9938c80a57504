//! CSV in and out: bytes to a sheet of cells, cells to text. Knows nothing of records.

mod error;
mod guard;
mod read;
mod sheet;
mod sniff;
mod write;

pub(in crate::exchange) use guard::needs as needs_guard;

pub use error::{Limit, ReadError, ReadErrorKind};
pub use read::{Shape, read, read_as};
pub use sheet::{Distinct, Note, NoteKind, Sheet};
pub use write::Writer;

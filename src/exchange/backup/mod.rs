//! Everything that a device keeps, as one file, and back.
//!
//! The file, version 1: twelve bytes that name it and break when a transfer takes it for text; the
//! version in two bytes; then parts. A part is a byte that says what it is, the length of its
//! content in four bytes, the content, and the first eight bytes of the SHA-256 of the whole file
//! so far, so that damage is found at the part where it begins. First stands what the backup is of
//! ([`About`]), last how much there is of everything with the whole SHA-256. Contents pass through
//! the [`Sealer`](crate::book::seal::Sealer) like everything else that is kept. Numbers are little
//! endian.

mod check;
mod file;
mod work;

pub use check::{Check, Damage, Devices, Summary};
pub use file::{About, Backup, BackupError, Encoder, FORMAT, open};
pub use work::{Restored, SaveError, Saved, due, restore, save};

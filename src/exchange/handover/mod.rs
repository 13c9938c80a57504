//! Hand-over without a server: one sealed file a person sets a phone up, hands a day in, or brings the
//! answer back.
//!
//! - [`Purpose::SetUp`], lead to person: what the person may have of the book, with a key of their own; sealed by
//!   a passphrase ([`DeriveKey`], Argon2id) that is asked for once.
//! - [`Purpose::Day`], person to whoever leads them: what they have written and nobody has acknowledged.
//! - [`Purpose::Answer`], lead to person: signatures, remarks, and all else that is new and theirs.
//!
//! Each file says what its writer has received ([`Heard`]), so that the other one knows what is delivered.
//! What goes are entries of the journal, whole or in part ([`crate::book::part`]): applied in any order, any
//! number of times. A file is one page of bytes:
//!
//! | Bytes | What |
//! | --- | --- |
//! | 12 | `FIELDHAND`, CR, LF, 0x1A |
//! | 2 | format |
//! | 2 | length of the cover |
//! | 4 | length of the sealed content |
//! | any | cover: readable without a key, and authenticated with every piece of the content |
//! | any | content in pieces of 65,536 bytes, each sealed by XChaCha20-Poly1305 with 16 bytes of tag |
//! | 32 | SHA-256 of everything before: damage is told apart from a wrong passphrase |
//!
//! Writing: [`Parcel`] decides from the book what goes; [`write()`] gathers it from the store and seals it.
//! Reading: [`look`] reads the cover, [`fit`] says what can be done with it here, [`Unsealing`] opens it in steps,
//! [`Check`] looks through it against the book, [`take`] puts it into the store at once or not at all.

mod check;
mod cipher;
mod content;
mod cover;
mod delivery;
mod fit;
mod had;
mod key;
mod ledger;
mod parcel;
mod take;
mod thumbs;
mod waiting;
mod write;

pub use check::{Check, Summary};
pub use cipher::Unsealing;
pub use content::{Content, Heard, Manifest};
pub use cover::{Cover, FORMAT, FileError, Lock, Looked, Purpose, look};
pub use delivery::{Delivery, delivered};
pub use fit::{Fit, Here, Misfit, fit};
pub use key::{DeriveKey, KeyId, Passkey, SecretKey, Stretch};
pub use ledger::{Ledger, LedgerError, Standing};
pub use parcel::{Parcel, Refused};
pub use take::{TakeError, Taken, take};
pub use thumbs::{MOST_THUMB, Thumbnails, thumbnail};
pub use waiting::waiting;
pub use write::{Sender, WriteError, Written, write};

//! Search as you type over every record: by name, code, telephone and e-mail; Chinese names also
//! by pinyin, initials and either script.
//!
//! [`Index`] knows which records have which pairs of letters and follows the book in slices;
//! [`search`] reads the few records that may match and ranks them. Nothing is kept twice: texts
//! are read from the book.

mod blocks;
mod find;
mod fit;
mod fold;
mod grams;
pub mod han;
mod index;
pub mod phone;

pub use find::{Ask, Found, Hit, search};
pub use fit::{Fit, Match, matches};
pub use fold::{Glyph, fold, letters};
pub use han::Han;
pub use index::Index;

//! Thumbnails: what travels in the place of pictures. They are kept as settings under the SHA-256 of the
//! picture that they are of, never among the files, whose content is what its hash says.

use std::fmt::Write as _;

use crate::ports::files::FileHash;
use crate::ports::{Store, StoreError, Task};

/// Most bytes of one thumbnail.
pub const MOST_THUMB: usize = 48 * 1024;
/// Most bytes of all thumbnails of a file.
pub(super) const MOST_THUMBS: usize = 12 * 1024 * 1024;

/// Makes small pictures.
pub trait Thumbnails {
    /// A small picture (JPEG or WebP, at most [`MOST_THUMB`] bytes) of the content of a file; `None`
    /// where it is no picture.
    fn shrink(&self, content: Vec<u8>) -> Task<'_, Option<Vec<u8>>>;
}

/// The setting under which the thumbnail of a picture is kept.
pub(super) fn key(of: &FileHash) -> String {
    let mut key = "thumb-".to_owned();
    for byte in of {
        // Writing to a text cannot fail.
        write!(key, "{byte:02x}").ok();
    }
    key
}

/// The thumbnail of a picture that is not on this device, where one came with a hand-over.
pub async fn thumbnail(store: &dyn Store, of: &FileHash) -> Result<Option<Vec<u8>>, StoreError> {
    store.meta(key(of)).await
}

//! The files port: contents by their SHA-256. Records say which file they mean; this keeps the bytes.
//!
//! A file is kept before the record that refers to it, so at first it is fresh: perhaps nobody will
//! ever refer to it. [`sweep`] settles that later, by the journal: what any entry mentions stays for
//! ever, since an undo may bring it back.

use sha2::{Digest, Sha256};

use super::store::{Store, StoreError, Task};
use crate::book::seal::{Sealer, open_batch};
use crate::model::Instant;
use crate::model::time::DAY_MS;

/// The SHA-256 of a file's content.
pub type FileHash = [u8; 32];

/// A file as it is stored: its hash and its sealed content.
pub type StoredFile = (FileHash, Vec<u8>);

/// Most bytes of one file.
pub const MAX_FILE: u64 = 10_000_000;

/// How long a form may stand open before a file that was chosen in it is taken for left behind.
const PATIENCE_MS: i64 = 7 * DAY_MS;

/// Journal entries read at once.
const PAGE: usize = 64;

/// The hash of a content.
pub fn hash(content: &[u8]) -> FileHash {
    Sha256::digest(content).into()
}

/// Where files are kept. Every call has happened whole when its task ends well, or not at all, and
/// may be repeated.
pub trait Files {
    /// Keeps the sealed content of a file, fresh since an instant. One that is there is not written
    /// again: only how fresh it is, if it is still fresh.
    fn put_file(&self, file: StoredFile, since: Instant) -> Task<'_, Result<(), StoreError>>;

    /// The sealed content of a file.
    fn file(&self, hash: FileHash) -> Task<'_, Result<Option<Vec<u8>>, StoreError>>;

    /// Every file, in the order of hashes.
    fn files(&self) -> Task<'_, Result<Vec<FileHash>, StoreError>>;

    /// The files of which nobody knows yet whether they are referred to, and since when.
    fn fresh_files(&self) -> Task<'_, Result<Vec<(FileHash, Instant)>, StoreError>>;

    /// Keeps some fresh files for good, and drops others: these only where they are as fresh as said.
    fn settle_files(&self, kept: Vec<FileHash>, dropped: Vec<(FileHash, Instant)>) -> Task<'_, Result<(), StoreError>>;
}

/// What a sweep came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that turned out to be referred to.
    pub kept: usize,
    /// Files that were dropped.
    pub dropped: usize,
}

/// Settles files that have been fresh for long. `waiting` are sealed entries that are not stored yet.
/// Where an entry of the journal does not read nothing is dropped: it may mention anything.
pub async fn sweep(
    files: &dyn Files,
    store: &dyn Store,
    waiting: Vec<Vec<u8>>,
    sealer: &dyn Sealer,
    now: Instant,
) -> Result<Swept, StoreError> {
    let mut old = files.fresh_files().await?;
    old.retain(|(_, since)| since.0.saturating_add(PATIENCE_MS) < now.0);
    if old.is_empty() {
        return Ok(Swept::default());
    }
    // Nobody writes an entry that mentions one of them meanwhile.
    let _held = store.hold().await;
    let (mut mentioned, mut all_read, mut after) = (Vec::new(), true, 0);
    let mut read = |sealed: Vec<u8>| match open_batch(sealed, sealer) {
        Ok(batch) => {
            mentioned.extend(batch.files().into_iter().filter(|hash| old.iter().any(|(have, _)| have == hash)));
        }
        Err(_) => all_read = false,
    };
    loop {
        let page = store.entries(after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (_, sealed) in page {
            read(sealed);
        }
    }
    for sealed in waiting {
        read(sealed);
    }
    let (kept, mut dropped): (Vec<_>, Vec<_>) = old.into_iter().partition(|(hash, _)| mentioned.contains(hash));
    if !all_read {
        dropped.clear();
    }
    let swept = Swept { kept: kept.len(), dropped: dropped.len() };
    files.settle_files(kept.into_iter().map(|(hash, _)| hash).collect(), dropped).await?;
    Ok(swept)
}

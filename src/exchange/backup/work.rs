//! Saving a store as a backup, and putting a backup in the place of what a store holds.

use super::check::{Check, Summary};
use super::file::{About, Encoder};
use crate::book::seal::{Sealer, Unreadable};
use crate::model::Instant;
use crate::model::time::DAY_MS;
use crate::ports::{Files, Store, StoreError};

/// Entries read at once.
const PAGE: usize = 64;
/// So many changes without a backup are worth a word ...
const CHANGES: u64 = 20;
/// ... after so many days.
const DAYS: i64 = 7;

/// Why no backup came of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something could not be written.
    #[error(transparent)]
    Unwritable(#[from] Unreadable),
}

/// A backup: its pieces, one after the other, are the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The pieces.
    pub pieces: Vec<Vec<u8>>,
    /// Journal entries in it.
    pub entries: u64,
}

/// Saves everything that a store holds. `waiting` are sealed entries that are shown but could not be
/// stored yet; entries that cannot be read are saved as they are.
pub async fn save(
    (store, files): (&dyn Store, &dyn Files),
    about: &About,
    waiting: Vec<Vec<u8>>,
    sealer: &dyn Sealer,
    tell: &dyn Fn(u64),
) -> Result<Saved, SaveError> {
    let kept = files.files().await?;
    let start = if kept.is_empty() { Encoder::start } else { Encoder::start_with_files };
    let (mut encoder, start) = start(about, sealer)?;
    let (mut pieces, mut entries, mut after) = (vec![start], 0, 0);
    loop {
        let page = store.entries(after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        entries += page.len() as u64;
        pieces.extend(page.iter().map(|(_, sealed)| encoder.entry(sealed)));
        tell(entries);
    }
    for sealed in &waiting {
        entries += 1;
        pieces.push(encoder.entry(sealed));
    }
    for (key, value) in store.metas().await? {
        if !is_own(&key) {
            pieces.push(encoder.setting(&key, &value, sealer)?);
        }
    }
    for id in store.outbox().await? {
        pieces.push(encoder.mark(id, sealer)?);
    }
    for hash in kept {
        // One that is gone by now was referred to by nobody.
        pieces.extend(files.file(hash).await?.map(|sealed| encoder.file(&sealed)));
    }
    pieces.push(encoder.finish());
    Ok(Saved { pieces, entries })
}

/// Settings that belong to a device and its chain: who restores is a new device.
fn is_own(key: &str) -> bool {
    matches!(key, "device" | "writer")
}

/// What a restore brought.
pub type Restored = Summary;

/// Puts a backup that was looked through in the place of everything in a store, at once or not at
/// all. The next start is that of a new device, whose chain begins there.
pub async fn restore(store: &dyn Store, check: Check) -> Result<Restored, StoreError> {
    let summary = check.summary().clone();
    let (entries, settings, files) = check.contents();
    store.replace(entries, settings, files).await?;
    Ok(summary)
}

/// The days since the last backup (since the first change, where there was none), once there are
/// enough of them and enough changes to say so. `last` says when it was made and how many changes
/// it held.
pub fn due(last: Option<(Instant, u64)>, first: Option<Instant>, now: Instant, changes: u64) -> Option<i64> {
    let (since, held) = last.or(first.map(|first| (first, 0)))?;
    let days = (now.0 - since.0).div_euclid(DAY_MS);
    (days >= DAYS && changes.saturating_sub(held) >= CHANGES).then_some(days)
}

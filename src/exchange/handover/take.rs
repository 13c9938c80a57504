//! Taking a file in: its entries, its thumbnails and what is remembered of it go into the store in one
//! transaction, or nothing happens. The book reads them there, as it reads what another tab wrote.

use super::check::Check;
use super::cover::Purpose;
use super::had::Had;
use super::ledger::{Ledger, LedgerError};
use super::thumbs::key as thumb_key;
use crate::book::seal::Unreadable;
use crate::model::{DeviceId, Id};
use crate::ports::store::Setting;
use crate::ports::{Files, NewEntry, Store, StoreError};

/// Why a file was not taken in. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TakeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is remembered of hand-overs does not read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Something cannot be written.
    #[error(transparent)]
    Unwritable(#[from] Unreadable),
    /// The file was not looked through to its end.
    #[error("the file was not looked through")]
    Unchecked,
    /// Another tab has made this the device of somebody else meanwhile.
    #[error("this device is somebody else's by now")]
    Changed,
}

/// What taking a file brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Entries that brought something new.
    pub fresh: usize,
    /// Those of them that are kept aside, since their clock is more than a day ahead.
    pub ahead: usize,
    /// Thumbnails that were not here.
    pub thumbs: usize,
    /// Who acts on this device from now on: after a set-up.
    pub acts_as: Option<Id>,
}

/// Takes a file in that was looked through to its end. What it brought is to be read afterwards
/// ([`crate::ports::sharing::read_others`]); after a set-up, the person acts from then on.
pub async fn take(
    check: Check,
    (store, files): (&dyn Store, &dyn Files),
    device: DeviceId,
) -> Result<Taken, TakeError> {
    if check.is_unfinished() {
        return Err(TakeError::Unchecked);
    }
    let cover = &check.summary.cover;
    let _held = store.hold().await;
    let mut ledger = Ledger::load(store, device).await?;
    let mut settings = Vec::new();
    let acts_as = if cover.purpose == Purpose::SetUp {
        if ledger.me().is_some_and(|me| Some(me) != cover.to) {
            return Err(TakeError::Changed);
        }
        let own = check.manifest.own.clone().ok_or(TakeError::Unchecked)?;
        ledger.become_device_of((cover.company, cover.to), cover.from, own);
        cover.to
    } else {
        None
    };
    note(&mut ledger, &check);
    if let Some(from) = cover.from {
        let mut had = Had::load(store, from).await?;
        let mine = check.manifest.receipts.iter().find(|receipt| receipt.device == device);
        if mine.is_some_and(|receipt| had.read(&receipt.serials)) {
            settings.push(had.setting(from)?);
        }
    }
    let mut thumbs = 0;
    for (of, small) in &check.thumbs {
        let key = thumb_key(of);
        if store.meta(key.clone()).await?.is_none() && files.file(*of).await?.is_none() {
            thumbs += 1;
            settings.push((key, small.clone()));
        }
    }
    settings.push(ledger.setting()?);
    let ahead = check.summary.ahead;
    let fresh = put(store, check, settings).await?;
    Ok(Taken { fresh, ahead, thumbs, acts_as })
}

/// What is remembered of a file that comes in.
fn note(ledger: &mut Ledger, check: &Check) {
    let (cover, manifest) = (&check.summary.cover, &check.manifest);
    let writer = (cover.from, cover.device);
    ledger.came(writer, manifest.serial, (manifest.after, manifest.upto), cover.made);
    ledger.retire(&manifest.former);
    ledger.acknowledge(writer, &manifest.receipts, cover.made);
    for device in check.devices.iter().chain([&cover.device]) {
        ledger.note_source(*device, cover.device, check.below);
    }
    for (person, known) in &manifest.keys {
        if Some(*person) != ledger.me() {
            ledger.learn(*person, known.clone());
        }
    }
}

/// Stores everything at once; how many entries were not there.
async fn put(store: &dyn Store, check: Check, mut settings: Vec<Setting>) -> Result<usize, TakeError> {
    // On a new device nothing can be there already.
    let is_new = store.entries(0, 1).await?.is_empty();
    let mut entries = Vec::with_capacity(check.fresh.len());
    for fresh in check.fresh {
        if is_new || store.entry(fresh.id).await?.is_none() {
            entries.push(NewEntry { id: fresh.id, bytes: fresh.bytes, outbox: false, meta: Vec::new() });
        }
    }
    let Some(last) = entries.last_mut() else {
        // The ledger stands last: what it acknowledges is there before it says so.
        for (key, value) in settings {
            store.put_meta(key, value).await?;
        }
        return Ok(0);
    };
    last.meta.append(&mut settings);
    let count = entries.len();
    store.append(entries).await?;
    Ok(count)
}

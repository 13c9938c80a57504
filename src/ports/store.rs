//! The store port: the journal, its outbox marks, checkpoints and small settings, as bytes.

use std::future::Future;
use std::pin::Pin;

use crate::model::Id;

/// A future that stays on its thread.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The number of a journal entry in the order in which this database received it, from 1.
pub type Arrival = u64;

/// A journal entry to append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The batch's id.
    pub id: Id,
    /// Its sealed bytes.
    pub bytes: Vec<u8>,
    /// Whether it waits to be sent to a server.
    pub outbox: bool,
    /// Settings written in the same transaction, by key.
    pub meta: Vec<(String, Vec<u8>)>,
}

/// One part of a checkpoint: a name and sealed bytes.
pub type Part = (String, Vec<u8>);

/// A checkpoint as it is stored: the journal up to an arrival, as named parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// The last entry that it covers.
    pub upto: Arrival,
    /// Its parts. A part with the name and arrival of an older checkpoint is not written again.
    pub parts: Vec<Part>,
}

/// Why the store did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no storage: private mode, or it was refused.
    #[error("storage is not available: {0}")]
    Unavailable(String),
    /// The device's space for the application is used up.
    #[error("storage is full")]
    Full,
    /// Another tab holds an older version open.
    #[error("another tab keeps the database from being upgraded")]
    Blocked,
    /// The database was written by a newer build.
    #[error("the database was written by a newer version")]
    Newer,
    /// Anything else the browser said.
    #[error("storage failed: {0}")]
    Failed(String),
}

/// Where the journal is kept.
///
/// Every call is atomic: it has happened whole, durably, when its task ends well, or not at all.
pub trait Store {
    /// Appends entries, their outbox marks and settings in one strict transaction; an entry whose
    /// id is already there is not written twice. Gives the arrival of the last.
    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>>;

    /// Entries after an arrival, in order, at most so many.
    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<(Arrival, Vec<u8>)>, StoreError>>;

    /// The entry of a batch.
    fn entry(&self, id: Id) -> Task<'_, Result<Option<Vec<u8>>, StoreError>>;

    /// Ids of entries that wait to be sent, in order of arrival.
    fn outbox(&self) -> Task<'_, Result<Vec<Id>, StoreError>>;

    /// Takes a mark off the outbox.
    fn sent(&self, id: Id) -> Task<'_, Result<(), StoreError>>;

    /// Stores a checkpoint and keeps the one before it; drops older ones. `unchanged` names parts
    /// taken over from the newest stored checkpoint.
    fn put_checkpoint(
        &self,
        checkpoint: StoredCheckpoint,
        unchanged: Vec<String>,
    ) -> Task<'_, Result<(), StoreError>>;

    /// The stored checkpoints, newest first.
    fn checkpoints(&self) -> Task<'_, Result<Vec<StoredCheckpoint>, StoreError>>;

    /// A setting.
    fn meta(&self, key: String) -> Task<'_, Result<Option<Vec<u8>>, StoreError>>;

    /// Writes a setting.
    fn put_meta(&self, key: String, bytes: Vec<u8>) -> Task<'_, Result<(), StoreError>>;

    /// Removes everything from the device.
    fn wipe(&self) -> Task<'_, Result<(), StoreError>>;
}

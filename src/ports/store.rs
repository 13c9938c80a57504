//! The store port: the journal, its outbox marks, checkpoints and small settings, as bytes.

use std::future::Future;
use std::pin::Pin;

use super::files::StoredFile;
use crate::model::Id;

/// A future that stays on its thread.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The number of a journal entry in the order in which this database received it, from 1 and
/// without gaps.
pub type Arrival = u64;

/// The right to write, held until it is dropped; see [`Store::hold`].
#[derive(Default)]
pub struct Held(Option<Box<dyn FnOnce()>>);

impl Held {
    /// Held until `release` is called.
    pub fn until(release: impl FnOnce() + 'static) -> Self {
        Self(Some(Box::new(release)))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            release();
        }
    }
}

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

/// A journal entry as stored: its arrival and sealed bytes.
pub type Entry = (Arrival, Vec<u8>);

/// A setting: its key and bytes.
pub type Setting = (String, Vec<u8>);

/// One part of a checkpoint: a name and sealed bytes.
pub type Part = (String, Vec<u8>);

/// The number that the store gives a checkpoint: a later one has a greater number.
pub type CheckpointNo = u64;

/// A checkpoint to store: the journal up to an arrival, as named parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCheckpoint {
    /// The last entry that it covers.
    pub upto: Arrival,
    /// Its parts, but for the unchanged ones.
    pub parts: Vec<Part>,
    /// The parts that are as they were in an older checkpoint, and are not written again.
    pub unchanged: Option<Unchanged>,
}

/// Parts that a new checkpoint shares with a stored one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchanged {
    /// The stored checkpoint.
    pub of: CheckpointNo,
    /// Names of the shared parts.
    pub names: Vec<String>,
}

/// A checkpoint as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// Its number.
    pub number: CheckpointNo,
    /// The last entry that it covers.
    pub upto: Arrival,
    /// All its parts, sorted by name.
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
    /// The browser does not answer: another page of the application hangs, or the disk does.
    #[error("the database does not answer")]
    Silent,
    /// A new checkpoint shares parts with one that is no longer there.
    #[error("the checkpoint to share parts with is gone")]
    Stale,
    /// Another tab put other content in the place of everything, or wiped it, and this one missed it.
    #[error("what is stored was replaced since it was opened")]
    Replaced,
    /// Anything else the browser said.
    #[error("storage failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Key of the message that says what happened and what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "store-unavailable",
            Self::Full => "store-full",
            Self::Blocked => "store-blocked",
            Self::Newer => "store-newer",
            Self::Silent => "store-silent",
            Self::Stale => "store-stale",
            Self::Replaced => "store-replaced",
            Self::Failed(_) => "store-failed",
        }
    }

    /// The browser's own words, for the message's `$why`.
    pub fn why(&self) -> &str {
        if let Self::Failed(why) = self { why } else { "" }
    }
}

/// Where the journal is kept.
///
/// Every call is atomic: it has happened whole, durably, when its task ends well, or not at all.
/// A call may be repeated when its outcome is unknown.
pub trait Store {
    /// Waits for the right to write, which one tab has at a time. A tab that does not give it back
    /// in a few seconds (the browser froze it) is passed over, and where there is no such right this
    /// is no wait at all: [`Store::append_after`] guards the journal by itself.
    fn hold(&self) -> Task<'_, Held>;

    /// Appends entries, their outbox marks and settings in one strict transaction; an entry whose
    /// id is already there is not written twice. Gives the arrival of the last entry of the
    /// journal.
    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>>;

    /// Appends as [`Store::append`] does, provided that the journal ends at `after`; `None` where
    /// others wrote in between: then nothing was written, and what they wrote is to be read first.
    fn append_after(&self, after: Arrival, entries: Vec<NewEntry>) -> Task<'_, Result<Option<Arrival>, StoreError>>;

    /// Calls `heard` whenever another connection to the same database has appended.
    fn listen(&self, heard: Box<dyn Fn()>);

    /// Entries after an arrival, in order, at most so many.
    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<Entry>, StoreError>>;

    /// The entry of a batch.
    fn entry(&self, id: Id) -> Task<'_, Result<Option<Vec<u8>>, StoreError>>;

    /// Ids of entries that wait to be sent, in order of arrival.
    fn outbox(&self) -> Task<'_, Result<Vec<Id>, StoreError>>;

    /// Takes a mark off the outbox.
    fn sent(&self, id: Id) -> Task<'_, Result<(), StoreError>>;

    /// Stores a checkpoint and keeps the one before it; drops older ones. Refuses as
    /// [`StoreError::Stale`] where parts to share are gone: the next one is then to be whole.
    fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Task<'_, Result<CheckpointNo, StoreError>>;

    /// A stored checkpoint by age: 0 is the newest, 1 the one before it.
    fn checkpoint(&self, age: usize) -> Task<'_, Result<Option<StoredCheckpoint>, StoreError>>;

    /// A setting.
    fn meta(&self, key: String) -> Task<'_, Result<Option<Vec<u8>>, StoreError>>;

    /// Writes a setting.
    fn put_meta(&self, key: String, bytes: Vec<u8>) -> Task<'_, Result<(), StoreError>>;

    /// All settings, by key.
    fn metas(&self) -> Task<'_, Result<Vec<Setting>, StoreError>>;

    /// Puts other entries, settings and files in the place of everything, in one strict transaction.
    /// Other connections end: what they show is no longer what is stored. One that missed this is
    /// refused as [`StoreError::Replaced`] whenever it reads entries, appends or stores a checkpoint.
    fn replace(
        &self,
        entries: Vec<NewEntry>,
        settings: Vec<Setting>,
        files: Vec<StoredFile>,
    ) -> Task<'_, Result<(), StoreError>>;

    /// Removes everything from the device. Other connections end.
    fn wipe(&self) -> Task<'_, Result<(), StoreError>>;
}

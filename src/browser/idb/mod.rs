//! The store in `IndexedDB`: the port's calls as transactions.
//!
//! Object stores, version 1: `batches` (arrival → bytes), `arrivals` (batch id → arrival),
//! `outbox` (arrival → batch id), `checkpoints` (number → record), `chunks` (part key → bytes),
//! `versions`, `remote` (empty so far), `files` (see there), `meta` (key → bytes, the journal's length, and
//! how often everything was replaced).
//! Bytes are always `Uint8Array`.

mod channel;
mod checkpoints;
pub mod connect;
mod failure;
mod files;
mod leaving;
mod lock;
mod transact;

use std::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::KeyRange;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use wasm_bindgen::JsValue;

use crate::model::{Id, Instant};
use crate::ports::files::{FileHash, Files, StoredFile};
use crate::ports::store::{CheckpointNo, Entry, Held, Setting};
use crate::ports::{Arrival, NewCheckpoint, NewEntry, Store, StoreError, StoredCheckpoint, Task};
use channel::Channel;
use connect::{Connection, Lost};
use failure::broken;
use transact::{Key, bytes, read_arrival};

const BATCHES: &str = "batches";
const ARRIVALS: &str = "arrivals";
const OUTBOX: &str = "outbox";
const META: &str = "meta";

/// Key in `meta` of the journal's length. Its slash keeps it apart from the settings' keys.
const LENGTH: &str = "journal/length";

/// Key in `meta` of how often everything was replaced or removed.
const EPOCH: &str = "journal/epoch";

/// A connection to the database on this device.
pub struct IdbStore {
    /// Name of the right to write.
    lock: String,
    connection: Rc<Connection>,
    channel: Rc<Channel>,
    /// The epoch in which this connection first looked.
    epoch: Cell<Option<Arrival>>,
}

impl IdbStore {
    /// Opens a database, making it where it is not there yet. `lost` hears why, when the
    /// connection ends: another tab brings a newer version, or the browser took the storage away.
    /// Whoever listens to other tabs is called then, too.
    pub async fn open(name: &str, lost: impl Fn(Lost) + 'static) -> Result<Self, StoreError> {
        let channel = Rc::new(Channel::new(name));
        let ears = channel.clone();
        let end = move |why| {
            lost(why);
            ears.stir();
        };
        let connection = connect::connect(name, connect::VERSION, Box::new(end)).await?;
        Ok(Self { lock: format!("{name}/journal"), connection, channel, epoch: Cell::new(None) })
    }

    /// Refuses where everything was replaced since this connection first looked: a tab that missed the
    /// news would go on with a book that is no longer kept.
    async fn same(&self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let now = epoch(tx).await?;
        let seen = self.epoch.get().unwrap_or(now);
        self.epoch.set(Some(seen));
        if seen == now { Ok(()) } else { Err(StoreError::Replaced) }
    }

    /// Makes everything as new; this connection goes on in what there is then.
    async fn renew(
        &self,
        entries: Vec<NewEntry>,
        settings: Vec<Setting>,
        files: Vec<StoredFile>,
    ) -> Result<(), StoreError> {
        let put = async move |tx: &Transaction<'_>| {
            let next = epoch(tx).await? + 1;
            clear(tx)?;
            let meta = tx.object_store(META).map_err(broken)?;
            meta.put(Key(next)).with_key(EPOCH).primitive().map_err(broken)?;
            append(tx, None, entries).await?;
            for (key, value) in &settings {
                meta.put(bytes(value)).with_key(key.as_str()).primitive().map_err(broken)?;
            }
            files.iter().try_for_each(|file| files::restore(tx, file))?;
            Ok(next)
        };
        let next = self.connection.write(&connect::STORES, put).await?;
        self.epoch.set(Some(next));
        self.channel.announce_other();
        Ok(())
    }

    async fn append_if(&self, after: Option<Arrival>, entries: Vec<NewEntry>) -> Result<Option<Arrival>, StoreError> {
        let stores = [BATCHES, ARRIVALS, OUTBOX, META];
        let write = async |tx: &Transaction<'_>| {
            self.same(tx).await?;
            append(tx, after, entries).await
        };
        let last = self.connection.write(&stores, write).await?;
        if let Some(end) = last {
            self.channel.announce(end);
        }
        Ok(last)
    }
}

/// The epoch of the database.
async fn epoch(tx: &Transaction<'_>) -> Result<Arrival, StoreError> {
    read_arrival(&tx.object_store(META).map_err(broken)?, EPOCH).await
}

/// Appends; where `after` is given, only if the journal ends there.
async fn append(
    tx: &Transaction<'_>,
    after: Option<Arrival>,
    entries: Vec<NewEntry>,
) -> Result<Option<Arrival>, StoreError> {
    let (batches, arrivals) = (tx.object_store(BATCHES).map_err(broken)?, tx.object_store(ARRIVALS).map_err(broken)?);
    let (outbox, meta) = (tx.object_store(OUTBOX).map_err(broken)?, tx.object_store(META).map_err(broken)?);
    // Everything is read before anything is written: a browser that does not take back what was
    // awaited then has nothing to take back.
    let known: Vec<_> = entries
        .iter()
        .map(|entry| arrivals.get::<Key, _, _>(entry.id.to_string()).primitive().map_err(broken))
        .collect::<Result<_, _>>()?;
    let before = read_arrival(&meta, LENGTH).await?;
    if after.is_some_and(|after| after != before) {
        return Ok(None);
    }
    let mut last = before;
    for (entry, known) in entries.into_iter().zip(known) {
        if known.await.map_err(broken)?.is_none() {
            last += 1;
            let id = entry.id.to_string();
            batches.add(bytes(&entry.bytes)).with_key(Key(last)).primitive().map_err(broken)?;
            arrivals.add(Key(last)).with_key(id.as_str()).primitive().map_err(broken)?;
            if entry.outbox {
                outbox.add(id.as_str()).with_key(Key(last)).primitive().map_err(broken)?;
            }
        }
        for (key, value) in &entry.meta {
            meta.put(bytes(value)).with_key(key.as_str()).primitive().map_err(broken)?;
        }
    }
    if last > before {
        meta.put(Key(last)).with_key(LENGTH).primitive().map_err(broken)?;
    }
    Ok(Some(last))
}

async fn entries(tx: &Transaction<'_>, after: Arrival, limit: usize) -> Result<Vec<Entry>, StoreError> {
    let batches = tx.object_store(BATCHES).map_err(broken)?;
    // A limit of 0 would mean none.
    let limit = u32::try_from(limit).unwrap_or(u32::MAX).max(1);
    let range = || KeyRange::LowerBound(Key(after), true);
    let keys =
        batches.get_all_keys::<Key>().with_query::<Key, _>(range()).with_limit(limit).primitive().map_err(broken)?;
    let values =
        batches.get_all::<JsValue>().with_query::<Key, _>(range()).with_limit(limit).primitive().map_err(broken)?;
    let keys = keys.await.map_err(broken)?;
    let values = values.await.map_err(broken)?;
    keys.zip(values)
        .map(|(key, value)| Ok((key.map_err(broken)?.0, transact::content(value.map_err(broken)?)?)))
        .collect()
}

async fn entry(tx: &Transaction<'_>, id: Id) -> Result<Option<Vec<u8>>, StoreError> {
    let arrival = read_arrival(&tx.object_store(ARRIVALS).map_err(broken)?, &id.to_string()).await?;
    let batches = tx.object_store(BATCHES).map_err(broken)?;
    // Numbers start at 1, so an unknown id finds nothing here.
    transact::read_bytes(&batches, Key(arrival)).await
}

/// The settings, but for what the store itself keeps among them.
async fn metas(tx: &Transaction<'_>) -> Result<Vec<Setting>, StoreError> {
    let meta = tx.object_store(META).map_err(broken)?;
    let keys = meta.get_all_keys::<String>().primitive().map_err(broken)?;
    let values = meta.get_all::<JsValue>().primitive().map_err(broken)?;
    let (keys, values) = (keys.await.map_err(broken)?, values.await.map_err(broken)?);
    let mut settings = Vec::new();
    for (key, value) in keys.zip(values) {
        let key = key.map_err(broken)?;
        if key != LENGTH && key != EPOCH {
            settings.push((key, transact::content(value.map_err(broken)?)?));
        }
    }
    Ok(settings)
}

/// Empties every object store.
fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for name in connect::STORES {
        tx.object_store(name).map_err(broken)?.clear().map_err(broken)?;
    }
    Ok(())
}

async fn outbox(tx: &Transaction<'_>) -> Result<Vec<Id>, StoreError> {
    let store = tx.object_store(OUTBOX).map_err(broken)?;
    let ids = store.get_all::<String>().await.map_err(broken)?;
    // A mark that is no id could never be sent.
    Ok(ids.filter_map(|id| Id::parse(&id.ok()?)).collect())
}

async fn sent(tx: &Transaction<'_>, id: Id) -> Result<(), StoreError> {
    let arrival = read_arrival(&tx.object_store(ARRIVALS).map_err(broken)?, &id.to_string()).await?;
    tx.object_store(OUTBOX).map_err(broken)?.delete(Key(arrival)).primitive().map_err(broken)?;
    Ok(())
}

impl Store for IdbStore {
    fn hold(&self) -> Task<'_, Held> {
        Box::pin(lock::hold(&self.lock, "exclusive"))
    }

    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>> {
        // Without a condition there is always an outcome.
        Box::pin(async move { Ok(self.append_if(None, entries).await?.unwrap_or(0)) })
    }

    fn append_after(&self, after: Arrival, entries: Vec<NewEntry>) -> Task<'_, Result<Option<Arrival>, StoreError>> {
        Box::pin(self.append_if(Some(after), entries))
    }

    fn listen(&self, heard: Box<dyn Fn()>) {
        self.channel.listen(heard);
    }

    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<Entry>, StoreError>> {
        let read = async move |tx: &Transaction<'_>| {
            self.same(tx).await?;
            entries(tx, after, limit).await
        };
        Box::pin(self.connection.read(&[BATCHES, META], read))
    }

    fn entry(&self, id: Id) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(async move { self.connection.read(&[ARRIVALS, BATCHES], async |tx| entry(tx, id).await).await })
    }

    fn outbox(&self) -> Task<'_, Result<Vec<Id>, StoreError>> {
        Box::pin(self.connection.read(&[OUTBOX], async |tx| outbox(tx).await))
    }

    fn sent(&self, id: Id) -> Task<'_, Result<(), StoreError>> {
        Box::pin(async move { self.connection.write(&[ARRIVALS, OUTBOX], async |tx| sent(tx, id).await).await })
    }

    fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Task<'_, Result<CheckpointNo, StoreError>> {
        let [records, chunks] = checkpoints::STORES;
        let put = async move |tx: &Transaction<'_>| {
            self.same(tx).await?;
            checkpoints::put(tx, checkpoint).await
        };
        Box::pin(async move { self.connection.write(&[records, chunks, META], put).await })
    }

    fn checkpoint(&self, age: usize) -> Task<'_, Result<Option<StoredCheckpoint>, StoreError>> {
        Box::pin(self.connection.read(&checkpoints::STORES, async move |tx| checkpoints::get(tx, age).await))
    }

    fn meta(&self, key: String) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(
            self.connection.read(&[META], async move |tx| {
                transact::read_bytes(&tx.object_store(META).map_err(broken)?, key).await
            }),
        )
    }

    fn put_meta(&self, key: String, value: Vec<u8>) -> Task<'_, Result<(), StoreError>> {
        Box::pin(self.connection.write(&[META], async move |tx| {
            let meta = tx.object_store(META).map_err(broken)?;
            meta.put(bytes(&value)).with_key(key).primitive().map_err(broken)?;
            Ok(())
        }))
    }

    fn metas(&self) -> Task<'_, Result<Vec<Setting>, StoreError>> {
        Box::pin(self.connection.read(&[META], async |tx| metas(tx).await))
    }

    fn replace(
        &self,
        entries: Vec<NewEntry>,
        settings: Vec<Setting>,
        files: Vec<StoredFile>,
    ) -> Task<'_, Result<(), StoreError>> {
        Box::pin(self.renew(entries, settings, files))
    }

    fn wipe(&self) -> Task<'_, Result<(), StoreError>> {
        Box::pin(self.renew(Vec::new(), Vec::new(), Vec::new()))
    }
}

impl Files for IdbStore {
    fn put_file(&self, file: StoredFile, since: Instant) -> Task<'_, Result<(), StoreError>> {
        Box::pin(self.connection.write(&[files::FILES], async move |tx| files::put(tx, file, since).await))
    }

    fn file(&self, hash: FileHash) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        Box::pin(self.connection.read(&[files::FILES], async move |tx| files::get(tx, hash).await))
    }

    fn files(&self) -> Task<'_, Result<Vec<FileHash>, StoreError>> {
        Box::pin(self.connection.read(&[files::FILES], async |tx| files::all(tx).await))
    }

    fn fresh_files(&self) -> Task<'_, Result<Vec<(FileHash, Instant)>, StoreError>> {
        Box::pin(self.connection.read(&[files::FILES], async |tx| files::fresh(tx).await))
    }

    fn settle_files(&self, kept: Vec<FileHash>, dropped: Vec<(FileHash, Instant)>) -> Task<'_, Result<(), StoreError>> {
        Box::pin(self.connection.write(&[files::FILES], async move |tx| files::settle(tx, kept, dropped).await))
    }
}

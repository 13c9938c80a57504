//! Checkpoints: a record per checkpoint that names its parts, and the parts as chunks of bytes,
//! which two checkpoints may share.

use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::failure::broken;
use super::transact::{Key, bytes, content};
use crate::book::seal::{decode, encode};
use crate::ports::store::CheckpointNo;
use crate::ports::{Arrival, NewCheckpoint, StoreError, StoredCheckpoint};

const CHECKPOINTS: &str = "checkpoints";
const CHUNKS: &str = "chunks";

/// The object stores that checkpoints use.
pub(super) const STORES: [&str; 2] = [CHECKPOINTS, CHUNKS];

/// How many checkpoints stay.
const KEPT: usize = 2;

/// What a checkpoint is made of.
#[derive(Serialize, Deserialize)]
struct Record {
    upto: Arrival,
    /// Part names and the keys of their chunks, sorted.
    parts: Vec<(String, String)>,
}

/// Stores a checkpoint and removes what only older ones used.
pub(super) async fn put(tx: &Transaction<'_>, new: NewCheckpoint) -> Result<CheckpointNo, StoreError> {
    let (records, chunks) = (tx.object_store(CHECKPOINTS).map_err(broken)?, tx.object_store(CHUNKS).map_err(broken)?);
    let numbers = numbers(&records).await?;
    let mut stored = Vec::new();
    for number in &numbers {
        stored.push((*number, read(&records, *number).await?));
    }
    let chunk_keys: Vec<String> =
        chunks.get_all_keys::<String>().await.map_err(broken)?.collect::<Result<_, _>>().map_err(broken)?;

    let number = numbers.first().copied().unwrap_or(0) + 1;
    let mut record = Record { upto: new.upto, parts: Vec::new() };
    if let Some(unchanged) = new.unchanged {
        let base = stored.iter().find(|(number, _)| *number == unchanged.of).and_then(|(_, record)| record.as_ref());
        let base = base.ok_or(StoreError::Stale)?;
        for name in unchanged.names {
            let part = base.parts.iter().find(|part| part.0 == name && chunk_keys.contains(&part.1));
            record.parts.push(part.ok_or(StoreError::Stale)?.clone());
        }
    }
    for (name, part) in new.parts {
        let key = format!("{number}/{name}");
        chunks.put(bytes(&part)).with_key(key.as_str()).primitive().map_err(broken)?;
        record.parts.push((name, key));
    }
    crate::model::order::sort(&mut record.parts);
    let encoded = encode(&record).map_err(|error| StoreError::Failed(error.to_string()))?;
    records.put(bytes(&encoded)).with_key(Key(number)).primitive().map_err(broken)?;

    for (old, _) in stored.iter().skip(KEPT - 1) {
        records.delete(Key(*old)).primitive().map_err(broken)?;
    }
    let kept = stored.iter().take(KEPT - 1).filter_map(|(_, record)| record.as_ref()).chain([&record]);
    let used: Vec<&str> = kept.flat_map(|record| &record.parts).map(|(_, key)| key.as_str()).collect();
    for key in chunk_keys.iter().filter(|key| !used.contains(&key.as_str())) {
        chunks.delete(key.as_str()).primitive().map_err(broken)?;
    }
    Ok(number)
}

/// Reads a checkpoint by age with all its parts. A part that is missing comes back empty, which
/// no part is: the reader passes such a checkpoint over.
pub(super) async fn get(tx: &Transaction<'_>, age: usize) -> Result<Option<StoredCheckpoint>, StoreError> {
    let (records, chunks) = (tx.object_store(CHECKPOINTS).map_err(broken)?, tx.object_store(CHUNKS).map_err(broken)?);
    let Some(number) = numbers(&records).await?.get(age).copied() else { return Ok(None) };
    let record = read(&records, number).await?.unwrap_or(Record { upto: 0, parts: Vec::new() });
    let mut asked = Vec::new();
    for (name, key) in record.parts {
        asked.push((name, chunks.get::<JsValue, _, _>(key).primitive().map_err(broken)?));
    }
    let mut parts = Vec::new();
    for (name, request) in asked {
        let part = request.await.map_err(broken)?.map(content).transpose()?;
        parts.push((name, part.unwrap_or_default()));
    }
    Ok(Some(StoredCheckpoint { number, upto: record.upto, parts }))
}

/// Numbers of the stored checkpoints, newest first.
async fn numbers(records: &ObjectStore<'_>) -> Result<Vec<CheckpointNo>, StoreError> {
    let keys = records.get_all_keys::<Key>().await.map_err(broken)?;
    let mut numbers: Vec<_> = keys.map(|key| key.map(|key| key.0)).collect::<Result<_, _>>().map_err(broken)?;
    numbers.reverse();
    Ok(numbers)
}

/// A checkpoint's record; `None` where it does not read.
async fn read(records: &ObjectStore<'_>, number: CheckpointNo) -> Result<Option<Record>, StoreError> {
    Ok(super::transact::read_bytes(records, Key(number)).await?.and_then(|bytes| decode(&bytes).ok()))
}

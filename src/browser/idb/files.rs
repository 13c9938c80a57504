//! Files: under the hexadecimal SHA-256 the content, under the same behind `fresh/` since when
//! nobody knows whether the file is referred to.

use indexed_db_futures::KeyRange;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;

use super::failure::broken;
use super::transact::{bytes, read_bytes};
use crate::model::Instant;
use crate::ports::StoreError;
use crate::ports::files::{FileHash, StoredFile};

pub(super) const FILES: &str = "files";

/// What the key of a mark begins with.
const FRESH: &str = "fresh/";

fn name(hash: &FileHash) -> String {
    hash.iter().fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
}

fn hash(name: &str) -> Option<FileHash> {
    let mut hash = [0; 32];
    if name.len() != 64 || !name.is_ascii() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(name.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(hash)
}

fn mark(hash: &FileHash) -> String {
    format!("{FRESH}{}", name(hash))
}

fn instant(bytes: &[u8]) -> Instant {
    // A mark that does not read is as old as can be.
    Instant(bytes.try_into().map_or(i64::MIN, i64::from_le_bytes))
}

/// Every key from one on, up to another.
async fn keys(tx: &Transaction<'_>, from: &str, to: &str) -> Result<Vec<String>, StoreError> {
    let files = tx.object_store(FILES).map_err(broken)?;
    let range = KeyRange::Bound(from.to_owned(), false, to.to_owned(), true);
    let keys = files.get_all_keys::<String>().with_query::<String, _>(range).primitive().map_err(broken)?;
    keys.await.map_err(broken)?.collect::<Result<_, _>>().map_err(broken)
}

pub(super) async fn put(tx: &Transaction<'_>, (hash, content): StoredFile, since: Instant) -> Result<(), StoreError> {
    let files = tx.object_store(FILES).map_err(broken)?;
    let (name, mark) = (name(&hash), mark(&hash));
    let is_there = keys(tx, &name, &format!("{name} ")).await?.contains(&name);
    let is_fresh = read_bytes(&files, mark.clone()).await?.is_some();
    if !is_there {
        files.put(bytes(&content)).with_key(name).primitive().map_err(broken)?;
    }
    if !is_there || is_fresh {
        files.put(bytes(&since.0.to_le_bytes())).with_key(mark).primitive().map_err(broken)?;
    }
    Ok(())
}

/// Puts a file that is known to be referred to.
pub(super) fn restore(tx: &Transaction<'_>, (hash, content): &StoredFile) -> Result<(), StoreError> {
    let files = tx.object_store(FILES).map_err(broken)?;
    files.put(bytes(content)).with_key(name(hash)).primitive().map_err(broken)?;
    Ok(())
}

pub(super) async fn get(tx: &Transaction<'_>, hash: FileHash) -> Result<Option<Vec<u8>>, StoreError> {
    read_bytes(&tx.object_store(FILES).map_err(broken)?, name(&hash)).await
}

pub(super) async fn all(tx: &Transaction<'_>) -> Result<Vec<FileHash>, StoreError> {
    // Hexadecimal digits sort before the marks, but for a to e: these are told apart by their length.
    Ok(keys(tx, "", "g").await?.iter().filter_map(|name| hash(name)).collect())
}

pub(super) async fn fresh(tx: &Transaction<'_>) -> Result<Vec<(FileHash, Instant)>, StoreError> {
    let files = tx.object_store(FILES).map_err(broken)?;
    let mut fresh = Vec::new();
    for key in keys(tx, FRESH, "fresh0").await? {
        let Some(hash) = key.strip_prefix(FRESH).and_then(hash) else { continue };
        let since = read_bytes(&files, key).await?.unwrap_or_default();
        fresh.push((hash, instant(&since)));
    }
    Ok(fresh)
}

pub(super) async fn settle(
    tx: &Transaction<'_>,
    kept: Vec<FileHash>,
    dropped: Vec<(FileHash, Instant)>,
) -> Result<(), StoreError> {
    let files = tx.object_store(FILES).map_err(broken)?;
    let mut gone = Vec::new();
    for (hash, since) in dropped {
        if read_bytes(&files, mark(&hash)).await?.map(|bytes| instant(&bytes)) == Some(since) {
            gone.push(hash);
        }
    }
    for hash in kept.iter().chain(&gone) {
        files.delete(mark(hash).as_str()).primitive().map_err(broken)?;
    }
    for hash in &gone {
        files.delete(name(hash).as_str()).primitive().map_err(broken)?;
    }
    Ok(())
}

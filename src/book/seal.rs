//! Storage format, version 1: how batches become bytes and back, and the seal they pass through.

use super::batch::Batch;

/// The format that this build writes.
pub const FORMAT: u8 = 1;

/// Turns stored bytes into sealed ones and back: the identity until a lock is set.
pub trait Sealer {
    /// Seals bytes for storage.
    fn seal(&self, bytes: Vec<u8>) -> Vec<u8>;
    /// Opens sealed bytes.
    fn open(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable>;
}

/// No lock: bytes as they are.
#[derive(Clone, Copy, Debug)]
pub struct Unlocked;

impl Sealer for Unlocked {
    fn seal(&self, bytes: Vec<u8>) -> Vec<u8> {
        bytes
    }

    fn open(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        Ok(bytes)
    }
}

/// Why stored bytes cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Written by a newer build.
    #[error("the data has format {0}, this build reads up to {FORMAT}")]
    Newer(u8),
    /// Not what was written.
    #[error("the data is damaged: {0}")]
    Damaged(String),
    /// The seal does not open.
    #[error("the data is locked")]
    Locked,
}

/// The bytes of anything stored: a format byte, then the encoding.
pub fn encode<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Unreadable> {
    postcard::to_extend(value, vec![FORMAT]).map_err(|error| Unreadable::Damaged(error.to_string()))
}

/// Reads what [`encode`] wrote.
pub fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    next(begin(bytes)?).map(|(value, _)| value)
}

/// The bytes behind the format byte, to be read part by part.
pub(super) fn begin(bytes: &[u8]) -> Result<&[u8], Unreadable> {
    match bytes.split_first() {
        Some((&FORMAT, rest)) => Ok(rest),
        Some((&format, _)) if format > FORMAT => Err(Unreadable::Newer(format)),
        _ => Err(Unreadable::Damaged("no format byte".to_owned())),
    }
}

/// Reads the next part, and gives the bytes behind it.
pub(super) fn next<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<(T, &[u8]), Unreadable> {
    postcard::take_from_bytes(bytes).map_err(|error| Unreadable::Damaged(error.to_string()))
}

/// The sealed bytes of a batch.
pub fn seal_batch(batch: &Batch, sealer: &dyn Sealer) -> Result<Vec<u8>, Unreadable> {
    Ok(sealer.seal(encode(batch)?))
}

/// Opens a batch and checks that its content is what its root says.
pub fn open_batch(bytes: Vec<u8>, sealer: &dyn Sealer) -> Result<Batch, Unreadable> {
    let batch: Batch = decode(&sealer.open(bytes)?)?;
    if super::chain::is_intact(&batch) {
        Ok(batch)
    } else {
        Err(Unreadable::Damaged(format!("entry {} does not match its hash", batch.head.id)))
    }
}

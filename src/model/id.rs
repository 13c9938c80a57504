//! Ids: 128-bit UUIDs of version 7, made from a seed that comes in as an argument.

use std::cell::Cell;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::time::Instant;

/// The id of any record, batch or database. Typed ids (`DealId`) wrap it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(pub u128);

impl Id {
    /// The id that always stands for the same parts, such as (server, collection, remote id).
    pub fn derived(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid().as_u128())
    }

    /// Reads the usual hyphenated form; `None` where the text is not a UUID.
    pub fn parse(text: &str) -> Option<Self> {
        uuid::Uuid::try_parse(text).ok().map(|id| Self(id.as_u128()))
    }

    /// The 16 bytes, most significant first.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_u128(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One device (one database on one browser), drawn at random when the database is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(pub u64);

/// Makes fresh ids from a random seed and an instant: pure, so a command can be decided again
/// and again with the same outcome.
#[derive(Clone, Debug)]
pub struct IdMaker {
    now: Instant,
    seed: [u8; 32],
    made: Cell<u64>,
}

impl IdMaker {
    /// Starts a series; `seed` is 32 random bytes from the port.
    pub fn new(now: Instant, seed: [u8; 32]) -> Self {
        Self { now, seed, made: Cell::new(0) }
    }

    /// The next id of the series.
    pub fn next_id(&self) -> Id {
        let count = self.made.get();
        self.made.set(count + 1);
        let digest = Sha256::new().chain_update(self.seed).chain_update(count.to_le_bytes()).finalize();
        let mut random = [0_u8; 10];
        random.copy_from_slice(&digest[..10]);
        let millis = u64::try_from(self.now.0).unwrap_or(0);
        Id(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().as_u128())
    }

    /// 16 random bytes drawn from the same series.
    pub fn next_bytes(&self) -> [u8; 16] {
        let count = self.made.get();
        self.made.set(count + 1);
        let digest =
            Sha256::new().chain_update(self.seed).chain_update(count.to_le_bytes()).chain_update(b"salt").finalize();
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_series_differ_and_sort_by_time() {
        let early = IdMaker::new(Instant(1_000), [7; 32]);
        let late = IdMaker::new(Instant(2_000), [7; 32]);
        let (a, b) = (early.next_id(), early.next_id());
        assert_ne!(a, b);
        assert!(a < late.next_id() && b < late.next_id());
        assert_eq!(IdMaker::new(Instant(1_000), [7; 32]).next_id(), a);
    }

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = Id::derived(&["server", "deals", "42"]);
        assert_eq!(Id::parse(&id.to_string()), Some(id));
        assert_ne!(id, Id::derived(&["server", "deals4", "2"]));
        assert_eq!(Id::parse("not an id"), None);
    }
}

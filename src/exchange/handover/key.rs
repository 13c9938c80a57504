//! Keys: a person's own, and the one that a passphrase is stretched into.

use std::fmt;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ports::Random;
use crate::ports::background::{Job, Progress};

/// A key of 32 bytes. It is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretKey(pub(super) [u8; 32]);

impl SecretKey {
    /// A fresh key.
    pub fn fresh(random: &dyn Random) -> Self {
        Self(random.seed())
    }

    /// Of 32 bytes.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its name, which says nothing of it.
    pub fn id(&self) -> KeyId {
        let mut id = [0; 8];
        let hash = Sha256::new().chain_update(b"fieldbook key").chain_update(self.0).finalize();
        id.copy_from_slice(&hash[..8]);
        KeyId(id)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretKey").field(&self.id()).finish()
    }
}

/// The name of a key: it stands on covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyId(pub [u8; 8]);

/// How a passphrase becomes a key (Argon2id, RFC 9106).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The salt.
    pub salt: [u8; 16],
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// Most memory that a file may ask for, in KiB.
const MOST_MEMORY: u32 = 64 * 1024;
/// Least memory.
const LEAST_MEMORY: u32 = 8 * 1024;
/// Most passes that it may ask for.
const MOST_PASSES: u32 = 8;

impl Stretch {
    /// What OWASP's Password Storage Cheat Sheet asks for at least: 19 MiB, two passes, one lane.
    pub fn fresh(random: &dyn Random) -> Self {
        let mut salt = [0; 16];
        salt.copy_from_slice(&random.seed()[..16]);
        Self { salt, memory: 19 * 1024, passes: 2, lanes: 1 }
    }

    /// Whether it asks for no more than a phone has, and for enough to be worth it: a file from elsewhere
    /// is not to bring the device to a stop.
    pub fn is_bearable(&self) -> bool {
        (LEAST_MEMORY..=MOST_MEMORY).contains(&self.memory)
            && (1..=MOST_PASSES).contains(&self.passes)
            && self.lanes == 1
    }
}

/// A key made of a passphrase, with how it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The key.
    pub key: SecretKey,
    /// How it was made.
    pub stretch: Stretch,
}

/// Makes a key of a passphrase. It takes a second or so on a phone: a job for the worker.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeriveKey {
    /// What was typed; spaces around it do not count.
    pub passphrase: String,
    /// How.
    pub stretch: Stretch,
}

impl fmt::Debug for DeriveKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeriveKey").field("stretch", &self.stretch).finish_non_exhaustive()
    }
}

impl Job for DeriveKey {
    const NAME: &'static str = "derive-key";
    /// `None` where it asks for more than is bearable, or there is no memory for it.
    type Outcome = Option<Passkey>;

    fn run(self, _: &dyn Fn(Progress)) -> Self::Outcome {
        let Self { passphrase, stretch } = self;
        if !stretch.is_bearable() {
            return None;
        }
        let params = Params::new(stretch.memory, stretch.passes, stretch.lanes, Some(32)).ok()?;
        let (mut key, mut memory) = ([0; 32], vec![Block::default(); params.block_count()]);
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let passphrase = passphrase.trim().as_bytes();
        argon.hash_password_into_with_memory(passphrase, &stretch.salt, &mut key, &mut memory).ok()?;
        Some(Passkey { key: SecretKey(key), stretch })
    }
}

//! The outside of a hand-over file: what can be read without a key, and whether the file is whole.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::key::{KeyId, Stretch};
use crate::book::seal::{Unreadable, decode, encode};
use crate::model::{DeviceId, Id, Instant};

/// The newest format that this build reads, and the one it writes.
pub const FORMAT: u16 = 1;

/// What every hand-over file begins with.
const MAGIC: [u8; 12] = *b"FIELDHAND\r\n\x1a";
/// Bytes before the cover.
const START: usize = MAGIC.len() + 8;
/// Bytes of the checksum at the end.
const SUM: usize = 32;
/// Most bytes of a cover.
const MOST_COVER: usize = 512;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Purpose {
    /// Makes a device a person's.
    SetUp,
    /// Brings what a person has written to whoever leads them.
    Day,
    /// Brings signatures and all else that is new back.
    Answer,
}

/// What opens a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lock {
    /// A passphrase, stretched so.
    Passphrase(Stretch),
    /// The key with this name.
    Key(KeyId),
}

/// What can be read of a file without a key. It is authenticated: a file whose cover was changed does
/// not open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The company that it is of.
    pub company: Id,
    /// What it is for.
    pub purpose: Purpose,
    /// Who wrote it; nobody in particular where the company was set up without choosing a person.
    pub from: Option<Id>,
    /// Whom it is for.
    pub to: Option<Id>,
    /// The device that wrote it.
    pub device: DeviceId,
    /// When, by that device's clock.
    pub made: Instant,
    /// What opens it.
    pub lock: Lock,
    /// The first bytes of the nonces of its pieces.
    pub nonce: [u8; 19],
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It begins like something else.
    #[error("this is no hand-over file")]
    Foreign,
    /// A newer build wrote it.
    #[error("the file has format {0}, this build reads up to {FORMAT}")]
    Newer(u16),
    /// Its end is missing: so many bytes are there.
    #[error("the file ends too early, at byte {0}")]
    Truncated(usize),
    /// It is not what was written.
    #[error("the file is damaged")]
    Damaged,
    /// The passphrase is another one, or the key is.
    #[error("the file does not open with this passphrase or key")]
    WrongKey,
    /// It opened, and what is in it does not read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A file that is whole, looked at from outside.
#[derive(Clone, Debug)]
pub struct Looked<'a> {
    /// Its cover.
    pub cover: Cover,
    /// Everything before the content: what is authenticated with it.
    pub(super) head: &'a [u8],
    /// The sealed content.
    pub(super) sealed: &'a [u8],
}

/// Looks at a file from outside: whether it is one, whether it is whole, and what its cover says.
pub fn look(bytes: &[u8]) -> Result<Looked<'_>, FileError> {
    let known = MAGIC.len().min(bytes.len());
    if bytes[..known] != MAGIC[..known] || bytes.is_empty() {
        return Err(FileError::Foreign);
    }
    let truncated = || FileError::Truncated(bytes.len());
    let sizes = bytes.get(MAGIC.len()..START).ok_or_else(truncated)?;
    let short = |at: usize| u16::from_le_bytes([sizes[at], sizes[at + 1]]);
    match short(0) {
        FORMAT => {}
        newer if newer > FORMAT => return Err(FileError::Newer(newer)),
        _ => return Err(FileError::Damaged),
    }
    let cover = usize::from(short(2));
    let content = u32::from_le_bytes([sizes[4], sizes[5], sizes[6], sizes[7]]) as usize;
    if cover > MOST_COVER {
        return Err(FileError::Damaged);
    }
    let (Some(head), Some(end)) = (bytes.get(..START + cover), (START + cover).checked_add(content)) else {
        return Err(truncated());
    };
    let (Some(sealed), Some(whole)) = (bytes.get(START + cover..end), end.checked_add(SUM)) else {
        return Err(truncated());
    };
    let sum = bytes.get(end..whole).ok_or_else(truncated)?;
    if whole < bytes.len() || sum != &Sha256::digest(&bytes[..end])[..] {
        return Err(FileError::Damaged);
    }
    let cover: Cover = decode(&head[START..])?;
    match &cover.lock {
        Lock::Passphrase(stretch) if !stretch.is_bearable() => Err(FileError::Damaged),
        _ => Ok(Looked { cover, head, sealed }),
    }
}

/// Everything before the content of a file whose sealed content has so many bytes.
pub(super) fn head(cover: &Cover, content: usize) -> Result<Vec<u8>, Unreadable> {
    let cover = encode(cover)?;
    let too_large = |_| Unreadable::Damaged("too large for a file".to_owned());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(u16::try_from(cover.len()).map_err(too_large)?.to_le_bytes());
    bytes.extend(u32::try_from(content).map_err(too_large)?.to_le_bytes());
    bytes.extend(cover);
    Ok(bytes)
}

/// The file with its checksum at the end.
pub(super) fn finished(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = Sha256::digest(&bytes);
    bytes.extend(sum);
    bytes
}

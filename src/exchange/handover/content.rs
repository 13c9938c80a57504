//! What is inside a hand-over file: a manifest, entries of the journal, thumbnails; as parts of a kind (1 byte),
//! a length (4 bytes, little endian) and a content. The last part says how many there are.

use serde::{Deserialize, Serialize};

use super::cover::{Cover, FileError};
use super::key::SecretKey;
use super::thumbs::MOST_THUMB;
use crate::book::seal::{Unreadable, decode, encode};
use crate::model::{DeviceId, Id, Instant};
use crate::ports::Arrival;
use crate::ports::files::FileHash;

/// Bytes of a part before its content.
const HEAD: usize = 5;

const END: u8 = 0;
const MANIFEST: u8 = 1;
const ENTRY: u8 = 2;
const THUMB: u8 = 3;

/// That its writer has everything that a device had written down up to an arrival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The device whose files were read.
    pub device: DeviceId,
    /// Everything up to here was in them, without a gap.
    pub upto: Arrival,
    /// The numbers of the last files read.
    pub serials: Vec<u64>,
}

/// A person's key, and since when it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// When it was drawn.
    pub since: Instant,
    /// The key.
    pub key: SecretKey,
}

/// What a file says of itself inside its seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The number of the file among those of its device, from 1.
    pub serial: u64,
    /// It holds what arrived in its writer's journal after this ...
    pub after: Arrival,
    /// ... and up to this, as far as whoever it is for may have it.
    pub upto: Arrival,
    /// The ids that its writer's device had before it was restored from backups.
    pub former: Vec<DeviceId>,
    /// What its writer has received.
    pub receipts: Vec<Heard>,
    /// A set-up: the key that is the person's from now on.
    pub own: Option<Known>,
    /// Keys of people whom the reader leads, or whom the writer leads where the reader leads the writer.
    pub keys: Vec<(Id, Known)>,
}

/// A thumbnail: the SHA-256 of the picture that it is of, and a small picture.
pub(super) type Thumb = (FileHash, Vec<u8>);

/// What is inside a file.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its cover.
    pub cover: Cover,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Entries of the journal, encoded as in a journal without a lock, in the order of the writer's.
    pub entries: Vec<Vec<u8>>,
    /// Thumbnails of pictures that the entries mention.
    pub(super) thumbs: Vec<Thumb>,
}

/// Writes a content part by part.
#[derive(Debug, Default)]
pub(super) struct Packing {
    bytes: Vec<u8>,
    entries: u64,
    thumbs: u64,
}

impl Packing {
    /// Everything so far behind a manifest, which stands first.
    pub(super) fn behind(self, manifest: &Manifest) -> Result<Self, Unreadable> {
        let mut packing = Self { entries: self.entries, thumbs: self.thumbs, bytes: Vec::new() };
        packing.part(MANIFEST, &encode(manifest)?)?;
        packing.bytes.extend(self.bytes);
        Ok(packing)
    }

    /// An entry.
    pub(super) fn entry(&mut self, encoded: &[u8]) -> Result<(), Unreadable> {
        self.entries += 1;
        self.part(ENTRY, encoded)
    }

    /// A thumbnail.
    pub(super) fn thumb(&mut self, of: &FileHash, small: &[u8]) -> Result<(), Unreadable> {
        self.thumbs += 1;
        self.part(THUMB, &[of.as_slice(), small].concat())
    }

    /// Everything written.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unreadable> {
        let counts = encode(&(self.entries, self.thumbs))?;
        self.part(END, &counts)?;
        Ok(self.bytes)
    }

    fn part(&mut self, kind: u8, content: &[u8]) -> Result<(), Unreadable> {
        let too_large = |_| Unreadable::Damaged("a part is too large".to_owned());
        let length = u32::try_from(content.len()).map_err(too_large)?;
        self.bytes.push(kind);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(content);
        Ok(())
    }
}

impl Content {
    /// Reads what was opened. Its bytes are authentic: what does not read was written wrong.
    pub(super) fn read(bytes: &[u8], cover: &Cover) -> Result<Self, FileError> {
        let mut parts = Parts { left: bytes };
        let (MANIFEST, manifest) = parts.next()? else { return Err(damaged("no manifest").into()) };
        let manifest = decode(manifest)?;
        let mut content = Self { cover: cover.clone(), manifest, entries: Vec::new(), thumbs: Vec::new() };
        loop {
            match parts.next()? {
                (ENTRY, entry) => content.entries.push(entry.to_vec()),
                (THUMB, thumb) => {
                    let (of, small) = thumb.split_first_chunk().ok_or_else(|| damaged("a thumbnail"))?;
                    // Nothing of that size is a thumbnail.
                    if small.len() <= MOST_THUMB {
                        content.thumbs.push((*of, small.to_vec()));
                    }
                }
                (END, counts) => {
                    let (entries, _): (u64, u64) = decode(counts)?;
                    let whole = parts.left.is_empty() && entries == content.entries.len() as u64;
                    return if whole { Ok(content) } else { Err(damaged("not everything is there").into()) };
                }
                _ => return Err(damaged("a part of an unknown kind").into()),
            }
        }
    }
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::Damaged(why.to_owned())
}

struct Parts<'a> {
    left: &'a [u8],
}

impl<'a> Parts<'a> {
    fn next(&mut self) -> Result<(u8, &'a [u8]), Unreadable> {
        let cut = || damaged("a part is cut off");
        let (head, rest) = self.left.split_at_checked(HEAD).ok_or_else(cut)?;
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let (content, rest) = rest.split_at_checked(length).ok_or_else(cut)?;
        self.left = rest;
        Ok((head[0], content))
    }
}

//! The backup file: parts to bytes, bytes to parts. Knows nothing of what an entry says.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::book::seal::{Sealer, Unreadable, decode, encode};
use crate::model::{DeviceId, Id, Instant};
use crate::ports::store::Setting;

/// The newest format that this build reads and writes.
pub const FORMAT: u16 = 2;
/// The format of a backup without files, which older builds read, too.
const PLAIN: u16 = 1;

/// What every backup begins with.
const MAGIC: [u8; 12] = *b"FIELDBOOK\r\n\x1a";
/// Bytes before the first part.
const START: usize = MAGIC.len() + 2;
/// Bytes of a part before its content.
const HEAD: usize = 5;
/// Bytes of a part after its content.
const CHECK: usize = 8;

const END: u8 = 0;
const ABOUT: u8 = 1;
const ENTRY: u8 = 2;
const SETTING: u8 = 3;
const MARK: u8 = 4;
const FILE: u8 = 5;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The company's name.
    pub company: String,
    /// When it was made.
    pub made: Instant,
    /// The device that made it.
    pub device: DeviceId,
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    entries: u64,
    settings: u64,
    marks: u64,
    /// Of a format that has any.
    files: Option<u64>,
}

impl Counts {
    fn of(format: u16) -> Self {
        Self { files: (format > PLAIN).then_some(0), ..Self::default() }
    }

    fn bytes(self) -> Vec<u8> {
        let counts = [self.entries, self.settings, self.marks].into_iter().chain(self.files);
        counts.flat_map(u64::to_le_bytes).collect()
    }
}

/// Why a file is no backup that can be restored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It begins like something else.
    #[error("this is no backup")]
    Foreign,
    /// A newer build wrote it.
    #[error("the backup has format {0}, this build reads up to {FORMAT}")]
    Newer(u16),
    /// Its end is missing.
    #[error("the backup ends too early, at byte {0}")]
    Truncated(usize),
    /// Its content is not what was written, from this byte on.
    #[error("the backup is damaged from byte {0} on")]
    Damaged(usize),
    /// What it is of cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Writes a backup piece by piece: the pieces one after the other are the file.
#[derive(Clone, Debug)]
pub struct Encoder {
    hash: Sha256,
    counts: Counts,
}

impl Encoder {
    /// Begins a backup without files.
    pub fn start(about: &About, sealer: &dyn Sealer) -> Result<(Self, Vec<u8>), Unreadable> {
        Self::start_as(PLAIN, about, sealer)
    }

    /// Begins a backup with files.
    pub fn start_with_files(about: &About, sealer: &dyn Sealer) -> Result<(Self, Vec<u8>), Unreadable> {
        Self::start_as(FORMAT, about, sealer)
    }

    fn start_as(format: u16, about: &About, sealer: &dyn Sealer) -> Result<(Self, Vec<u8>), Unreadable> {
        let mut encoder = Self { hash: Sha256::new(), counts: Counts::of(format) };
        let mut bytes = MAGIC.to_vec();
        bytes.extend(format.to_le_bytes());
        encoder.hash.update(&bytes);
        bytes.extend(encoder.part(ABOUT, &sealer.seal(encode(about)?)));
        Ok((encoder, bytes))
    }

    /// A journal entry, sealed as it is stored.
    pub fn entry(&mut self, sealed: &[u8]) -> Vec<u8> {
        self.counts.entries += 1;
        self.part(ENTRY, sealed)
    }

    /// A setting.
    pub fn setting(&mut self, key: &str, value: &[u8], sealer: &dyn Sealer) -> Result<Vec<u8>, Unreadable> {
        self.counts.settings += 1;
        Ok(self.part(SETTING, &sealer.seal(encode(&(key, value))?)))
    }

    /// The mark of an entry that waits to be sent to a server.
    pub fn mark(&mut self, id: Id, sealer: &dyn Sealer) -> Result<Vec<u8>, Unreadable> {
        self.counts.marks += 1;
        Ok(self.part(MARK, &sealer.seal(encode(&id)?)))
    }

    /// The content of a file, sealed as it is stored; only of a backup begun with files.
    pub fn file(&mut self, sealed: &[u8]) -> Vec<u8> {
        self.counts.files = self.counts.files.map(|files| files + 1);
        self.part(FILE, sealed)
    }

    /// The end.
    pub fn finish(mut self) -> Vec<u8> {
        let mut content = self.counts.bytes();
        let mut whole = self.hash.clone();
        whole.update(&content);
        content.extend(whole.finalize());
        self.part(END, &content)
    }

    fn part(&mut self, kind: u8, content: &[u8]) -> Vec<u8> {
        // An entry of four gigabytes cannot have been stored, let alone be read back.
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(HEAD + content.len() + CHECK);
        bytes.push(kind);
        bytes.extend(length.to_le_bytes());
        bytes.extend(content);
        self.hash.update(&bytes);
        bytes.extend(check(&self.hash));
        self.hash.update(&bytes[HEAD + content.len()..]);
        bytes
    }
}

/// The first bytes of the hash so far.
fn check(hash: &Sha256) -> [u8; CHECK] {
    let mut check = [0; CHECK];
    check.copy_from_slice(&hash.clone().finalize()[..CHECK]);
    check
}

/// A backup, every byte of which is as it was written.
#[derive(Clone, Debug)]
pub struct Backup<'a> {
    /// What it is of.
    pub about: About,
    /// Journal entries in order of arrival, sealed.
    pub entries: Vec<&'a [u8]>,
    /// Settings by key.
    pub settings: Vec<Setting>,
    /// Entries that wait to be sent.
    pub marks: Vec<Id>,
    /// Contents of files, sealed.
    pub files: Vec<&'a [u8]>,
}

/// Reads a backup, and makes sure that it is whole.
pub fn open<'a>(bytes: &'a [u8], sealer: &dyn Sealer) -> Result<Backup<'a>, BackupError> {
    let known = MAGIC.len().min(bytes.len());
    if bytes[..known] != MAGIC[..known] || bytes.is_empty() {
        return Err(BackupError::Foreign);
    }
    let Some(version) = bytes.get(MAGIC.len()..START) else { return Err(BackupError::Truncated(bytes.len())) };
    let format = u16::from_le_bytes([version[0], version[1]]);
    match format {
        PLAIN..=FORMAT => {}
        version if version > FORMAT => return Err(BackupError::Newer(version)),
        _ => return Err(BackupError::Damaged(MAGIC.len())),
    }
    let mut parts = Parts { bytes, at: START, hash: Sha256::new() };
    parts.hash.update(&bytes[..START]);
    let Part { kind: ABOUT, content, .. } = parts.next()? else { return Err(BackupError::Damaged(START)) };
    let about = decode(&sealer.open(content.to_vec())?)?;
    let mut backup = Backup { about, entries: Vec::new(), settings: Vec::new(), marks: Vec::new(), files: Vec::new() };
    loop {
        let part = parts.next()?;
        let damaged = |_| BackupError::Damaged(part.at);
        match part.kind {
            ENTRY => backup.entries.push(part.content),
            SETTING => backup.settings.push(decode(&sealer.open(part.content.to_vec())?).map_err(damaged)?),
            MARK => backup.marks.push(decode(&sealer.open(part.content.to_vec())?).map_err(damaged)?),
            FILE if format > PLAIN => backup.files.push(part.content),
            END => {
                let count = |length: usize| length as u64;
                let counts = Counts {
                    entries: count(backup.entries.len()),
                    settings: count(backup.settings.len()),
                    marks: count(backup.marks.len()),
                    files: Counts::of(format).files.map(|_| count(backup.files.len())),
                };
                let mut whole = part.before;
                whole.update(counts.bytes());
                let is_whole = part
                    .content
                    .strip_prefix(counts.bytes().as_slice())
                    .is_some_and(|hash| hash == &whole.finalize()[..]);
                return if !is_whole {
                    Err(BackupError::Damaged(part.at))
                } else if parts.at < bytes.len() {
                    Err(BackupError::Damaged(parts.at))
                } else {
                    Ok(backup)
                };
            }
            // A newer build would have said a newer format.
            _ => return Err(BackupError::Damaged(part.at)),
        }
    }
}

struct Part<'a> {
    kind: u8,
    content: &'a [u8],
    /// Where it begins.
    at: usize,
    /// The hash of everything before it.
    before: Sha256,
}

struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
    hash: Sha256,
}

impl<'a> Parts<'a> {
    fn next(&mut self) -> Result<Part<'a>, BackupError> {
        let at = self.at;
        let cut = || BackupError::Truncated(self.bytes.len());
        let rest = &self.bytes[at..];
        let (head, rest) = rest.split_at_checked(HEAD).ok_or_else(cut)?;
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let (content, rest) = rest.split_at_checked(length).ok_or_else(cut)?;
        let (sum, _) = rest.split_at_checked(CHECK).ok_or_else(cut)?;
        let before = self.hash.clone();
        self.hash.update(head);
        self.hash.update(content);
        if check(&self.hash) != sum {
            return Err(BackupError::Damaged(at));
        }
        self.hash.update(sum);
        self.at = at + HEAD + length + CHECK;
        Ok(Part { kind: head[0], content, at, before })
    }
}

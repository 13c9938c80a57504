//! A book as the named parts of a checkpoint, and back. Every part ends in a checksum: a cache
//! that was damaged is to be passed over, not read.

use super::store::{Part, StoredCheckpoint};
use crate::book::Book;
use crate::book::checkpoint::{ChunkBytes, Frame};
use crate::book::seal::{Sealer, Unreadable, decode, encode};
use crate::model::Key;

/// Part name of a checkpoint's frame.
const FRAME: &str = "frame";
/// Part name of what is remembered of batches that are held in part; not there where there are none.
const PARTS: &str = "parts";

/// The parts of a checkpoint.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// The parts that changed.
    pub(super) parts: Vec<Part>,
    /// The names of those that did not.
    pub(super) unchanged: Vec<String>,
}

impl Snapshot {
    /// The names of all parts but those that never stay unchanged.
    pub(super) fn names(&self) -> Vec<String> {
        let changed = self.parts.iter().map(|(name, _)| name).filter(|name| *name != FRAME && *name != PARTS);
        changed.chain(&self.unchanged).cloned().collect()
    }
}

/// The part that holds some rows of a table.
pub(super) fn part_name(table: &Key, number: usize) -> String {
    format!("{table}/{number:06}")
}

/// The parts of a checkpoint in the making. The book must stay as it is meanwhile.
#[derive(Debug)]
pub(super) struct Making {
    /// The book's version.
    pub(super) version: u64,
    snapshot: Snapshot,
    /// The chunks to be written, the last one first: part, place of the table, number.
    left: Vec<(String, usize, usize)>,
    chunk: Option<ChunkBytes>,
}

impl Making {
    /// Begins with all parts but those that `unchanged` says are as they were.
    pub(super) fn begin(
        book: &Book,
        sealer: &dyn Sealer,
        unchanged: impl Fn(&str) -> bool,
    ) -> Result<Self, Unreadable> {
        let frame = (FRAME.to_owned(), sealer.seal(checked(encode(&book.frame())?)));
        let mut snapshot = Snapshot { parts: vec![frame], unchanged: Vec::new() };
        let parts = book.parts()?.map(|parts| (PARTS.to_owned(), sealer.seal(checked(parts))));
        snapshot.parts.extend(parts);
        let mut left = Vec::new();
        for (place, table) in book.tables().iter().enumerate() {
            for number in 0..book.chunks(table) {
                let name = part_name(table.key(), number);
                if unchanged(&name) {
                    snapshot.unchanged.push(name);
                } else {
                    left.push((name, place, number));
                }
            }
        }
        left.reverse();
        Ok(Self { version: book.version(), snapshot, left, chunk: None })
    }

    /// Writes the next piece; whether all is written.
    pub(super) fn step(&mut self, book: &Book, sealer: &dyn Sealer) -> Result<bool, Unreadable> {
        let Some((name, place, number)) = self.left.last() else { return Ok(true) };
        let Some(table) = book.tables().get(*place) else { return Ok(true) };
        let Some(chunk) = &mut self.chunk else {
            self.chunk = Some(ChunkBytes::begin(table, *number)?);
            return Ok(false);
        };
        if let Some(bytes) = chunk.step(table)? {
            self.snapshot.parts.push((name.clone(), sealer.seal(checked(bytes))));
            self.chunk = None;
            self.left.pop();
        }
        Ok(false)
    }

    /// The parts.
    pub(super) fn finish(self) -> Snapshot {
        self.snapshot
    }
}

/// Reads a book from the parts of a checkpoint, with the names of the parts but the frame.
#[inline(never)]
pub(super) fn read(stored: StoredCheckpoint, sealer: &dyn Sealer) -> Result<(Book, Vec<String>), Unreadable> {
    let (mut frame, mut parts, mut chunks) = (None, None, Vec::new());
    for (name, bytes) in stored.parts {
        if name == FRAME {
            frame = Some(read_frame(&opened(&name, bytes, sealer)?)?);
        } else if name == PARTS {
            parts = Some(opened(&name, bytes, sealer)?);
        } else {
            chunks.push((name, bytes));
        }
    }
    let frame = frame.ok_or_else(|| Unreadable::Damaged("the checkpoint has no frame".to_owned()))?;
    let names = chunks.iter().map(|(name, _)| name.clone()).collect();
    let mut book = Book::restore(frame, |key, number| {
        let name = part_name(key, number);
        let Some((_, bytes)) = chunks.iter_mut().find(|(of, _)| *of == name) else { return Ok(None) };
        opened(&name, std::mem::take(bytes), sealer).map(Some)
    })?;
    if let Some(parts) = parts {
        book.remember_parts(&parts)?;
    }
    Ok((book, names))
}

fn damaged(name: &str) -> Unreadable {
    Unreadable::Damaged(format!("checkpoint part {name}"))
}

#[inline(never)]
fn read_frame(bytes: &[u8]) -> Result<Frame, Unreadable> {
    decode(bytes)
}

/// The content of a part, where it is what was written.
#[inline(never)]
fn opened(name: &str, bytes: Vec<u8>, sealer: &dyn Sealer) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = sealer.open(bytes)?;
    let length = content(&bytes).ok_or_else(|| damaged(name))?.len();
    bytes.truncate(length);
    Ok(bytes)
}

fn checked(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

#[inline(never)]
fn content(bytes: &[u8]) -> Option<&[u8]> {
    let (content, sum) = bytes.split_last_chunk::<8>()?;
    (checksum(content) == u64::from_le_bytes(*sum)).then_some(content)
}

/// FNV-1a over words of eight bytes, with a turn so that high bits count: quick, and sure to see
/// a torn or altered part. It guards against accidents, not against people.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(PRIME).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(0xcbf2_9ce4_8422_2325, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let tail = rest.iter().fold(sum, |sum, byte| mix(sum, (*byte).into()));
    mix(tail, bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_altered_or_missing_byte_shows() {
        let whole = checked((0..=40).collect());
        assert_eq!(content(&whole), Some(&whole[..41]));
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut altered = whole.clone();
                altered[at] ^= 1 << bit;
                assert_eq!(content(&altered), None, "byte {at} bit {bit}");
            }
            assert_eq!(content(&whole[..at]), None, "cut at {at}");
        }
    }
}

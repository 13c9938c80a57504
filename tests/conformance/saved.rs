//! The saved database of format version 1 as three files: the journal, a checkpoint of a part of
//! it, and the state of its writer.

use fieldbook::book::seal::{Unlocked, open_batch};
use fieldbook::ports::store::Part;
use fieldbook::ports::{Arrival, NewCheckpoint, NewEntry, Store};

/// What the book of the saved database says.
pub(crate) const DIGEST: &str = "822696bc14bccf672f502cc7aa1e488a879bac44854ea42ffcecea8bf11c2959";
/// How many entries its journal has.
pub(crate) const ENTRIES: usize = 25;

/// The saved database.
pub(crate) struct Saved {
    /// The entries, in order.
    pub(crate) journal: Vec<Vec<u8>>,
    /// The last entry that the checkpoint covers.
    pub(crate) upto: Arrival,
    /// The parts of the checkpoint.
    pub(crate) parts: Vec<Part>,
    /// The writer's state, from the settings.
    pub(crate) writer: Vec<u8>,
}

impl Saved {
    /// Reads the files.
    pub(crate) fn read(journal: &[u8], checkpoint: &[u8], writer: Vec<u8>) -> Self {
        let (upto, checkpoint) = checkpoint.split_first_chunk::<8>().expect("begins with an arrival");
        let mut pieces = pieces(checkpoint).into_iter();
        let mut parts = Vec::new();
        while let (Some(name), Some(bytes)) = (pieces.next(), pieces.next()) {
            parts.push((String::from_utf8(name).expect("a name"), bytes));
        }
        Self { journal: self::pieces(journal), upto: u64::from_le_bytes(*upto), parts, writer }
    }
}

/// Pieces of bytes, each behind its length.
fn pieces(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    while let Some((len, rest)) = bytes.split_first_chunk::<4>() {
        let (piece, rest) = rest.split_at(u32::from_le_bytes(*len) as usize);
        pieces.push(piece.to_vec());
        bytes = rest;
    }
    pieces
}

/// Puts the saved database into an empty store.
pub(crate) async fn fill(store: &dyn Store, saved: &Saved, with_checkpoint: bool) {
    let entry = |bytes: &Vec<u8>| {
        let id = open_batch(bytes.clone(), &Unlocked).expect("is intact").head.id;
        NewEntry { id, bytes: bytes.clone(), outbox: true, meta: vec![("writer".to_owned(), saved.writer.clone())] }
    };
    store.append(saved.journal.iter().map(entry).collect()).await.expect("writes");
    if with_checkpoint {
        let checkpoint = NewCheckpoint { upto: saved.upto, parts: saved.parts.clone(), unchanged: None };
        store.put_checkpoint(checkpoint).await.expect("writes");
    }
}

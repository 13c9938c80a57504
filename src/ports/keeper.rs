//! The keeper: the book of this tab with the writing end of its journal, and the queue of batches
//! that are shown but not yet stored. Itself without I/O: it says what to write and is told how it
//! went, so a refused write loses nothing.

use std::collections::{BTreeSet, VecDeque};

use super::store::{Arrival, NewEntry, Store, StoreError, StoredCheckpoint};
use crate::book::checkpoint::{CHUNK, Chunk, Frame};
use crate::book::seal::{Sealer, Unlocked, Unreadable, decode, encode, open_batch, seal_batch};
use crate::book::undo::Kept;
use crate::book::writer::Writer;
use crate::book::apply::Applied;
use crate::book::{Batch, Book, Cause, Command, Context, Draft, Head, Rejection};
use crate::model::permission::Actor;
use crate::model::{DeviceId, Id, Instant, Key};

/// Settings key of the writer's state.
const WRITER: &str = "writer";
/// Part name of a checkpoint's frame.
const FRAME: &str = "frame";
/// Entries read at once while starting.
const PAGE: usize = 64;
/// A checkpoint is due after so many entries ...
const DUE_ENTRIES: u64 = 64;
/// ... or so many bytes since the last.
const DUE_BYTES: usize = 256 * 1024;

/// Why a book could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry of the journal cannot be read. The entries before it are in the book.
    #[error("journal entry {arrival}: {why}")]
    Entry {
        /// Its arrival number.
        arrival: Arrival,
        /// What is wrong with it.
        why: Unreadable,
    },
}

/// What an act came to: shown at once, stored when its batch leaves the queue.
#[derive(Clone, Debug)]
pub struct Acted {
    /// The head of its batch.
    pub head: Head,
    /// Fields that an undo left alone.
    pub kept: Vec<Kept>,
}

/// The book of this tab and the writing end of its journal.
#[derive(Debug)]
pub struct Keeper {
    book: Book,
    writer: Writer,
    queue: VecDeque<Batch>,
    /// Whether the batch at the front is being written now.
    writing: bool,
    arrived: Arrival,
    checkpointed: Arrival,
    unsaved_bytes: usize,
    dirty: BTreeSet<String>,
    parts: BTreeSet<String>,
}

impl Keeper {
    /// A keeper of an empty book on a new device.
    pub fn new(device: DeviceId, now: Instant) -> Self {
        Self {
            book: Book::new(now),
            writer: Writer::new(device),
            queue: VecDeque::new(),
            writing: false,
            arrived: 0,
            checkpointed: 0,
            unsaved_bytes: 0,
            dirty: BTreeSet::new(),
            parts: BTreeSet::new(),
        }
    }

    /// Opens what the store holds: the newest checkpoint that reads, then the entries after it.
    /// `device` names this device where the store is new.
    pub async fn open(store: &dyn Store, device: DeviceId, now: Instant) -> Result<Self, OpenError> {
        let mut keeper = Self::new(device, now);
        if let Some(writer) = store.meta(WRITER.to_owned()).await?.and_then(|bytes| decode(&bytes).ok()) {
            keeper.writer = writer;
        }
        for stored in store.checkpoints().await? {
            // A checkpoint is a cache: one that does not read is passed over for an older one or
            // for the journal itself.
            if let Ok((book, parts)) = read_checkpoint(&stored, &Unlocked) {
                (keeper.book, keeper.parts) = (book, parts);
                keeper.arrived = stored.upto;
                keeper.checkpointed = stored.upto;
                break;
            }
        }
        keeper.book.advance(now);
        keeper.catch_up(store).await?;
        Ok(keeper)
    }

    /// Reads entries that arrived since (from another tab, or after the checkpoint).
    pub async fn catch_up(&mut self, store: &dyn Store) -> Result<(), OpenError> {
        loop {
            let page = store.entries(self.arrived, PAGE).await?;
            if page.is_empty() {
                return Ok(());
            }
            for (arrival, bytes) in page {
                let size = bytes.len();
                let batch = open_batch(bytes, &Unlocked).map_err(|why| OpenError::Entry { arrival, why })?;
                if self.book.apply(&batch) != Applied::Parked {
                    self.writer.note(&batch.head);
                }
                self.mark_dirty(&batch);
                self.arrived = arrival;
                self.unsaved_bytes += size;
            }
        }
    }

    /// The book.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.writer.device
    }

    /// Moves the present moment on.
    pub fn advance(&mut self, now: Instant) {
        self.book.advance(now);
    }

    /// Decides a command, shows its outcome and queues its batch for storing.
    pub fn act(&mut self, command: &dyn Command, context: &Context<'_>) -> Result<Acted, Rejection> {
        let draft = command.decide(&self.book, context)?;
        Ok(self.take(draft, context, Vec::new()))
    }

    /// Shows and queues a draft that was decided against this very book.
    pub fn take(&mut self, draft: Draft, context: &Context<'_>, kept: Vec<Kept>) -> Acted {
        self.book.advance(context.now);
        let batch = self.writer.stamp(draft, context.actor.person, context.now, context.ids);
        self.writer.note(&batch.head);
        self.book.apply(&batch);
        self.mark_dirty(&batch);
        let head = batch.head.clone();
        self.queue.push_back(batch);
        Acted { head, kept }
    }

    /// The batch that an undo would invert.
    pub fn next_undo(&self, actor: &Actor) -> Option<&Head> {
        self.book.next_undo(self.writer.device, actor)
    }

    /// The batch that a redo would invert.
    pub fn next_redo(&self, actor: &Actor) -> Option<&Head> {
        self.book.next_redo(self.writer.device, actor)
    }

    /// A batch that is still in the queue; others are read from the store.
    pub fn queued(&self, id: Id) -> Option<&Batch> {
        self.queue.iter().find(|batch| batch.head.id == id)
    }

    /// Inverts a batch and queues the outcome: an undo, or of an undoing batch a redo.
    pub fn invert(&mut self, batch: &Batch, context: &Context<'_>) -> Result<Acted, Rejection> {
        let cause = match batch.head.cause {
            Cause::Undone(_) => Cause::Redone(batch.head.id),
            _ => Cause::Undone(batch.head.id),
        };
        self.book.advance(context.now);
        let inverse = self.book.invert(batch, cause);
        if inverse.draft.is_empty() && inverse.kept.is_empty() {
            return Err(Rejection::Nothing);
        }
        Ok(self.take(inverse.draft, context, inverse.kept))
    }

    /// Batches shown but not yet stored.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// What to append next; `None` while a write is under way or nothing waits. Everything that
    /// waits goes in one transaction, in order.
    pub fn next_write(&mut self) -> Option<Vec<NewEntry>> {
        if self.writing || self.queue.is_empty() {
            return None;
        }
        let writer = encode(&self.writer).ok()?;
        let mut entries = Vec::new();
        for batch in &self.queue {
            let bytes = seal_batch(batch, &Unlocked).ok()?;
            entries.push(NewEntry { id: batch.head.id, bytes, outbox: true, meta: Vec::new() });
        }
        if let Some(last) = entries.last_mut() {
            last.meta.push((WRITER.to_owned(), writer));
        }
        self.writing = true;
        Some(entries)
    }

    /// Takes note of how the write went: stored batches leave the queue, refused ones stay.
    pub fn wrote(&mut self, entries: &[(Id, usize)], result: Result<Arrival, StoreError>) -> Result<(), StoreError> {
        self.writing = false;
        let arrival = result?;
        // Where another tab wrote in between, the numbers do not follow on: `catch_up` reads them.
        if arrival == self.arrived + entries.len() as Arrival {
            self.arrived = arrival;
        }
        self.queue.retain(|batch| !entries.iter().any(|(id, _)| *id == batch.head.id));
        self.unsaved_bytes += entries.iter().map(|(_, size)| size).sum::<usize>();
        Ok(())
    }

    fn mark_dirty(&mut self, batch: &Batch) {
        for ops in &batch.body.tables {
            let Some(table) = self.book.table(&ops.collection) else { continue };
            for id in &ops.ids {
                if let Some(row) = table.row(*id) {
                    self.dirty.insert(part_name(table.key(), row / CHUNK));
                }
            }
        }
    }

    /// Whether enough has changed since the last checkpoint.
    pub fn checkpoint_due(&self) -> bool {
        self.queue.is_empty()
            && (self.arrived >= self.checkpointed + DUE_ENTRIES || self.unsaved_bytes >= DUE_BYTES)
    }

    /// A checkpoint of the book as stored, with the names of the parts that did not change.
    pub fn checkpoint(&mut self) -> Result<(StoredCheckpoint, Vec<String>), Unreadable> {
        let mut parts = vec![(FRAME.to_owned(), Unlocked.seal(encode(&self.book.frame())?))];
        let (mut unchanged, mut names) = (Vec::new(), BTreeSet::new());
        for table in self.book.tables() {
            for number in 0..self.book.chunks(table) {
                let name = part_name(table.key(), number);
                if self.parts.contains(&name) && !self.dirty.contains(&name) {
                    unchanged.push(name.clone());
                } else {
                    parts.push((name.clone(), Unlocked.seal(encode(&self.book.chunk(table, number))?)));
                }
                names.insert(name);
            }
        }
        self.parts = names;
        self.dirty.clear();
        self.checkpointed = self.arrived;
        self.unsaved_bytes = 0;
        Ok((StoredCheckpoint { upto: self.arrived, parts }, unchanged))
    }

    /// Takes note that a checkpoint was not stored: the next one writes every part.
    pub fn checkpoint_failed(&mut self) {
        self.parts.clear();
    }
}

fn part_name(table: &Key, number: usize) -> String {
    format!("{table}/{number:06}")
}

fn read_checkpoint(stored: &StoredCheckpoint, sealer: &dyn Sealer) -> Result<(Book, BTreeSet<String>), Unreadable> {
    let read = |bytes: &Vec<u8>| sealer.open(bytes.clone());
    let frame = stored
        .parts
        .iter()
        .find(|(name, _)| name == FRAME)
        .ok_or_else(|| Unreadable::Damaged("the checkpoint has no frame".to_owned()))?;
    let frame: Frame = decode(&read(&frame.1)?)?;
    let mut chunks: Vec<(&str, Chunk)> = Vec::new();
    for (name, bytes) in stored.parts.iter().filter(|(name, _)| name != FRAME) {
        chunks.push((name, decode(&read(bytes)?)?));
    }
    chunks.sort_unstable_by_key(|(name, _)| *name);
    let parts = chunks.iter().map(|(name, _)| (*name).to_owned()).collect();
    let book = Book::restore(frame, |key| {
        let of_table = |name: &str| name.rsplit_once('/').is_some_and(|(table, _)| table == key);
        let (mine, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut chunks).into_iter().partition(|(name, _)| of_table(name));
        chunks = rest;
        mine.into_iter().map(|(_, chunk)| chunk).collect()
    });
    Ok((book, parts))
}

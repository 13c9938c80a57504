//! The keeper: the book of this tab with the writing end of its journal, and the queue of batches
//! that are shown but not yet stored. Itself without I/O: it says what to write and is told how it
//! went, so a refused write loses nothing.

use std::collections::VecDeque;
use std::rc::Rc;

use super::slices::{Step, Ticket};
use super::snapshot::{self, Making};
use super::store::{Arrival, CheckpointNo, Entry, NewCheckpoint, NewEntry, Store, StoreError};
use super::under_way::Change;
use super::waiting::{Deed, Waiting};
use crate::book::apply::Applied;
use crate::book::checkpoint::CHUNK;
use crate::book::pieces::whole;
use crate::book::seal::{Sealer, Unlocked, Unreadable, decode, encode, open_batch, seal_batch};
use crate::book::undo::{Invert, Kept, inverse_cause};
use crate::book::writer::Writer;
use crate::book::{Batch, Book, Command, Context, Draft, Head, Rejection};
use crate::model::id::IdMaker;
use crate::model::permission::Actor;
use crate::model::{DeviceId, Id, Instant, Key};

/// Settings key of the writer's state.
const WRITER: &str = "writer";
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
    /// An entry of the journal is from a newer build or under a lock. The entries before it are in
    /// the book.
    #[error("journal entry {arrival}: {why}")]
    Entry {
        /// Its arrival number.
        arrival: Arrival,
        /// What is wrong with it.
        why: Unreadable,
    },
}

/// An entry of the journal that is not what was written, and is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Its arrival number.
    pub arrival: Arrival,
    /// What is wrong with it.
    pub why: Unreadable,
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
    pub(super) book: Book,
    /// The end of this device's chain with what waits.
    pub(super) writer: Writer,
    /// The end of this device's chain in the journal.
    kept: Writer,
    pub(super) queue: VecDeque<Waiting>,
    /// Whether others wrote after something in the queue was decided.
    overtaken: bool,
    pub(super) damaged: Vec<Damaged>,
    /// What `kept` becomes when the write that is under way succeeds.
    writing: Option<Writer>,
    pub(super) arrived: Arrival,
    pub(super) checkpointed: Arrival,
    pub(super) unsaved_bytes: usize,
    /// Parts that changed since the last checkpoint.
    pub(super) dirty: Vec<String>,
    /// The stored checkpoint whose unchanged parts the next one shares, and its parts.
    pub(super) base: Option<(CheckpointNo, Vec<String>)>,
    /// Parts of the checkpoint that is being stored now.
    pub(super) storing: Option<Vec<String>>,
    /// The checkpoint that is being made.
    pub(super) making: Option<Making>,
    /// The change that is being made in slices: whatever else happens first brings it to its end.
    pub(super) under_way: Option<(Ticket, Box<dyn Change>)>,
    /// What became of changes made in slices, until whoever began them asks.
    pub(super) outcomes: Vec<(Ticket, Result<Acted, Rejection>)>,
    pub(super) tickets: Ticket,
}

impl Keeper {
    /// A keeper of an empty book on a new device.
    pub fn new(device: DeviceId, now: Instant) -> Self {
        Self {
            book: Book::new(now),
            writer: Writer::new(device),
            kept: Writer::new(device),
            queue: VecDeque::new(),
            overtaken: false,
            damaged: Vec::new(),
            writing: None,
            arrived: 0,
            checkpointed: 0,
            unsaved_bytes: 0,
            dirty: Vec::new(),
            base: None,
            storing: None,
            making: None,
            under_way: None,
            outcomes: Vec::new(),
            tickets: 0,
        }
    }

    /// Opens what the store holds: the newest checkpoint that reads, then the entries after it.
    /// `device` names this device where the store is new.
    pub async fn open(store: &dyn Store, device: DeviceId, now: Instant) -> Result<Self, OpenError> {
        let mut keeper = Self::new(device, now);
        if let Some(writer) = store.meta(WRITER.to_owned()).await?.and_then(|bytes| decode(&bytes).ok()) {
            keeper.writer = writer;
        }
        let mut age = 0;
        while let Some(stored) = store.checkpoint(age).await? {
            // A checkpoint is a cache: one that does not read is passed over for an older one or
            // for the journal itself.
            let (number, upto) = (stored.number, stored.upto);
            if let Ok((book, parts)) = snapshot::read(stored, &Unlocked) {
                // The settings may be behind the journal, never ahead of it.
                for head in book.history() {
                    keeper.writer.note(head);
                }
                keeper.book = book;
                keeper.base = Some((number, parts));
                (keeper.arrived, keeper.checkpointed) = (upto, upto);
                break;
            }
            age += 1;
        }
        keeper.kept = keeper.writer.clone();
        keeper.advance(now);
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
            self.receive(page)?;
        }
    }

    /// The last entry of the journal that is in the book, with all before it: what comes after it
    /// is to be [received](Keeper::receive).
    pub fn arrived(&self) -> Arrival {
        self.arrived
    }

    /// Takes in entries that follow on [`Keeper::arrived`], in order. One that is damaged is passed
    /// over: see [`Keeper::damaged`].
    pub fn receive(&mut self, page: Vec<Entry>) -> Result<(), OpenError> {
        self.settle();
        for (arrival, bytes) in page {
            if arrival <= self.arrived {
                continue;
            }
            let size = bytes.len();
            let batch = match open_batch(bytes, &Unlocked) {
                Ok(batch) => batch,
                Err(why @ Unreadable::Damaged(_)) => {
                    self.damaged.push(Damaged { arrival, why });
                    self.arrived = arrival;
                    continue;
                }
                Err(why) => return Err(OpenError::Entry { arrival, why }),
            };
            // This device's own batches are never parked: its clock was set back since.
            let own = batch.head.device == self.writer.device;
            let applied = if own { self.book.admit(&batch) } else { self.book.apply(&batch) };
            if applied != Applied::Parked {
                self.writer.note(&batch.head);
                self.kept.note(&batch.head);
            }
            self.mark_dirty(&batch);
            // A write whose outcome was not heard of may have happened all the same.
            let before = self.queue.len();
            self.queue.retain(|waiting| waiting.batch.head.id != batch.head.id);
            self.overtaken = !self.queue.is_empty() && (self.overtaken || self.queue.len() == before);
            self.arrived = arrival;
            self.unsaved_bytes += size;
        }
        Ok(())
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
        self.settle();
        let parked = self.book.parked().to_vec();
        self.book.advance(now);
        for batch in &parked {
            if self.book.knows(batch.head.id) {
                self.writer.note(&batch.head);
                self.mark_dirty(batch);
            }
        }
    }

    /// Decides a command, shows its outcome and queues its batch for storing.
    pub fn act(&mut self, command: &dyn Command, context: &Context<'_>) -> Result<Acted, Rejection> {
        self.settle();
        let deed = Deed::new(command, context);
        let draft = command.decide(&self.book, context)?;
        Ok(self.show(draft, context, Some(deed), Vec::new()))
    }

    /// Shows and queues a draft that was decided against this very book.
    pub fn take(&mut self, draft: Draft, context: &Context<'_>, kept: Vec<Kept>) -> Acted {
        self.show(draft, context, None, kept)
    }

    fn show(&mut self, draft: Draft, context: &Context<'_>, deed: Option<Deed>, kept: Vec<Kept>) -> Acted {
        self.advance(context.now);
        let batch = self.stamped(draft, context.actor.person, context.now, context.ids);
        let head = batch.head.clone();
        self.queue_up(Waiting { batch, deed, body: None });
        Acted { head, kept }
    }

    /// A batch of a draft, behind all that is known.
    pub(super) fn stamped(&self, draft: Draft, actor: Option<Id>, time: Instant, ids: &IdMaker) -> Batch {
        self.writer.stamp(draft, actor, time, ids)
    }

    /// Puts a batch that was made before behind all that is known now.
    pub(super) fn follow(&self, batch: &mut Batch) {
        batch.head.clock = self.writer.clock.next(batch.head.time);
        self.writer.place(&mut batch.head);
    }

    /// Shows and queues a batch.
    pub(super) fn queue_up(&mut self, waiting: Waiting) {
        self.writer.note(&waiting.batch.head);
        self.book.admit(&waiting.batch);
        self.mark_dirty(&waiting.batch);
        self.queue.push_back(waiting);
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
        self.queue.iter().map(|waiting| &waiting.batch).find(|batch| batch.head.id == id)
    }

    /// Inverts a batch and queues the outcome: an undo, or of an undoing batch a redo.
    pub fn invert(&mut self, batch: &Batch, context: &Context<'_>) -> Result<Acted, Rejection> {
        let cause = inverse_cause(&batch.head);
        self.advance(context.now);
        let inverse = self.book.invert(batch, cause);
        if inverse.draft.is_empty() && inverse.kept.is_empty() {
            return Err(Rejection::Nothing);
        }
        let deed = Deed::new(&Invert { batch: Rc::new(batch.clone()), cause }, context);
        Ok(self.show(inverse.draft, context, Some(deed), inverse.kept))
    }

    /// Batches shown but not yet stored.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Whether others wrote after something that waits was decided: it is to be decided again.
    pub(super) fn is_overtaken(&self) -> bool {
        self.overtaken
    }

    /// The entries of the journal that were passed over since they are damaged.
    pub fn damaged(&self) -> &[Damaged] {
        &self.damaged
    }

    /// Goes on without the damaged entries: the next checkpoint covers them, and they are not read
    /// again.
    pub fn accept_damage(&mut self) {
        self.damaged.clear();
    }

    /// The sealed bytes of batches that are shown but not yet stored.
    pub fn unsaved(&self) -> Vec<Vec<u8>> {
        self.queue.iter().filter_map(|waiting| seal_batch(&waiting.batch, &Unlocked).ok()).collect()
    }

    /// What to append next, after [`Keeper::arrived`]; `None` while a write is under way or nothing
    /// waits. Everything that waits goes in one transaction, in order.
    pub fn next_write(&mut self) -> Option<Vec<NewEntry>> {
        if self.writing.is_some() || self.queue.is_empty() {
            return None;
        }
        // Another tab of this device may have gone first: the chain goes on from where it is.
        let mut end = Writer { clock: self.writer.clock, ..self.kept.clone() };
        let mut entries = Vec::new();
        for Waiting { batch, body, .. } in &mut self.queue {
            if end.place(&mut batch.head) {
                self.book.moved(&batch.head);
            }
            end.note(&batch.head);
            let bytes = match body {
                Some(body) => Unlocked.seal(whole(&batch.head, body).ok()?),
                None => seal_batch(batch, &Unlocked).ok()?,
            };
            entries.push(NewEntry { id: batch.head.id, bytes, outbox: true, meta: Vec::new() });
        }
        entries.last_mut()?.meta.push((WRITER.to_owned(), encode(&end).ok()?));
        self.writer = end.clone();
        self.writing = Some(end);
        Some(entries)
    }

    /// Takes note of how the write went: stored batches leave the queue, refused ones stay, and so
    /// do those that came too late (`None` of [`Store::append_after`]).
    pub fn wrote(
        &mut self,
        entries: &[(Id, usize)],
        result: Result<impl Into<Option<Arrival>>, StoreError>,
    ) -> Result<(), StoreError> {
        let end = self.writing.take();
        let (Some(arrival), Some(end)) = (result?.into(), end) else { return Ok(()) };
        // Where another tab wrote in between, the numbers do not follow on: `catch_up` reads them.
        if arrival == self.arrived + entries.len() as Arrival {
            self.arrived = arrival;
        }
        // Another tab's entries after these may have been read already.
        if end.sequence > self.kept.sequence {
            self.kept = end;
        }
        self.queue.retain(|waiting| !entries.iter().any(|(id, _)| *id == waiting.batch.head.id));
        self.overtaken &= !self.queue.is_empty();
        self.unsaved_bytes += entries.iter().map(|(_, size)| size).sum::<usize>();
        Ok(())
    }

    pub(super) fn mark_dirty(&mut self, batch: &Batch) {
        for ops in &batch.body.tables {
            let Some(table) = self.book.table(&ops.collection) else { continue };
            let mut last = None;
            // A joined record keeps what was written to it alone in a row of its own.
            for id in ops.ids.iter().chain(ops.joins.iter().map(|(_, other, _)| other)) {
                let chunk = table.own_row(*id).map(|row| row / CHUNK);
                if let Some(chunk) = chunk.filter(|_| chunk != last) {
                    last = Some(chunk);
                    let name = snapshot::part_name(table.key(), chunk);
                    if !self.dirty.contains(&name) {
                        self.dirty.push(name);
                    }
                }
            }
        }
    }

    pub(super) fn mark(&mut self, table: &Key, chunk: usize) {
        let name = snapshot::part_name(table, chunk);
        if !self.dirty.contains(&name) {
            self.dirty.push(name);
        }
    }

    /// Whether enough has changed since the last checkpoint.
    pub fn checkpoint_due(&self) -> bool {
        self.queue.is_empty()
            && self.storing.is_none()
            && self.damaged.is_empty()
            && (self.arrived >= self.checkpointed + DUE_ENTRIES || self.unsaved_bytes >= DUE_BYTES)
    }

    /// A checkpoint of the book as stored; `None` while batches wait or another is being stored.
    /// How it went is told by [`Keeper::checkpointed`].
    pub fn checkpoint(&mut self) -> Option<NewCheckpoint> {
        self.begin_checkpoint();
        loop {
            match self.go_on_checkpoint()? {
                Step::Working => {}
                Step::Done(checkpoint) => return Some(checkpoint),
            }
        }
    }

    /// Takes note of how storing a checkpoint went. After a failure the next one is whole.
    pub fn checkpointed(&mut self, result: Result<CheckpointNo, StoreError>) {
        self.base = self.storing.take().and_then(|parts| Some((result.ok()?, parts)));
    }
}

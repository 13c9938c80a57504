//! The writing end of a device's journal: stamps drafts into batches, in one hash chain.

use serde::{Deserialize, Serialize};

use super::Book;
use super::batch::{Batch, Body, Cause, Draft, Hash, Head, Label};
use super::chain::{self, Rooting};
use super::stamp::Clock;
use crate::model::id::IdMaker;
use crate::model::{DeviceId, Id, Instant};

/// What a device must remember to write its next batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// The device.
    pub device: DeviceId,
    /// Number of its last batch; 0 before the first.
    pub sequence: u64,
    /// Its clock.
    pub clock: Clock,
    /// Hash of its last batch.
    pub last: Hash,
}

impl Writer {
    /// The writer of a new device.
    pub fn new(device: DeviceId) -> Self {
        Self { device, sequence: 0, clock: Clock::default(), last: [0; 32] }
    }

    /// Stamps a draft. The writer itself moves on only by [`Writer::note`], once the batch is kept.
    pub fn stamp(&self, draft: Draft, actor: Option<Id>, now: Instant, ids: &IdMaker) -> Batch {
        let mut stamping = Stamping::of(draft);
        let root = loop {
            if let Some(root) = stamping.step(ids, usize::MAX) {
                break root;
            }
        };
        stamping.finish(self, root, actor, now, ids)
    }

    /// Puts a batch that was stamped but not kept yet behind the last one; whether it had to move.
    pub fn place(&self, head: &mut Head) -> bool {
        let place = (self.sequence + 1, self.last);
        let moves = (head.sequence, head.previous) != place;
        (head.sequence, head.previous) = place;
        moves
    }

    /// Takes note of a batch that was kept or received: the clock never falls behind it.
    pub fn note(&mut self, head: &Head) {
        self.clock = self.clock.max(head.clock);
        if head.device == self.device && head.sequence > self.sequence {
            self.sequence = head.sequence;
            self.last = chain::link(head);
        }
    }
}

/// A draft on its way to be a batch: its records get salts and hashes.
#[derive(Debug)]
pub struct Stamping {
    label: Label,
    cause: Cause,
    body: Body,
    /// The table that gets salts next.
    table: usize,
    rooting: Rooting,
}

impl Stamping {
    /// Nothing done yet.
    pub fn of(draft: Draft) -> Self {
        let (label, cause, body) = draft.into_parts();
        Self { label, cause, body, table: 0, rooting: Rooting::new() }
    }

    /// Does a step of at most so many records or operations; the root when all is done.
    pub fn step(&mut self, ids: &IdMaker, most: usize) -> Option<Hash> {
        let Some(table) = self.body.tables.get_mut(self.table) else { return self.rooting.step(&self.body, most) };
        let missing = table.ids.len() - table.salts.len().min(table.ids.len());
        table.salts.extend((0..missing.min(most)).map(|_| ids.next_bytes()));
        self.table += usize::from(table.salts.len() == table.ids.len());
        None
    }

    /// The batch, behind the last of its writer.
    pub fn finish(self, writer: &Writer, root: Hash, actor: Option<Id>, now: Instant, ids: &IdMaker) -> Batch {
        let head = Head {
            id: ids.next_id(),
            actor,
            device: writer.device,
            sequence: writer.sequence + 1,
            clock: writer.clock.next(now),
            time: now,
            label: self.label,
            cause: self.cause,
            previous: writer.last,
            root,
        };
        Batch { head, body: self.body }
    }
}

impl Book {
    /// Takes note that a batch which was shown before it was kept moved in its device's chain.
    pub fn moved(&mut self, head: &Head) {
        if let Some(known) = self.history.iter_mut().rev().find(|known| known.id == head.id) {
            known.clone_from(head);
        }
    }
}

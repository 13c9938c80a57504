//! The writing end of a device's journal: stamps drafts into batches, in one hash chain.

use serde::{Deserialize, Serialize};

use super::Book;
use super::batch::{Batch, Draft, Hash, Head};
use super::chain;
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
        let (label, cause, mut body) = draft.into_parts();
        for table in &mut body.tables {
            table.salts = table.ids.iter().map(|_| ids.next_bytes()).collect();
        }
        let head = Head {
            id: ids.next_id(),
            actor,
            device: self.device,
            sequence: self.sequence + 1,
            clock: self.clock.next(now),
            time: now,
            label,
            cause,
            previous: self.last,
            root: chain::root(&body),
        };
        Batch { head, body }
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

impl Book {
    /// Takes note that a batch which was shown before it was kept moved in its device's chain.
    pub fn moved(&mut self, head: &Head) {
        if let Some(known) = self.history.iter_mut().rev().find(|known| known.id == head.id) {
            known.clone_from(head);
        }
    }
}

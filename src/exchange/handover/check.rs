//! Looking through an opened file against the book, entry by entry: every entry is intact, and what it would
//! bring is told before anything is taken.

use super::content::{Content, Manifest, Thumb};
use super::cover::{Cover, FileError, Purpose};
use super::fit::Here;
use crate::book::part::id as part_id;
use crate::book::seal::{Unlocked, open_batch};
use crate::book::voice::sealed_by;
use crate::book::{Batch, Head};
use crate::model::time::DAY_MS;
use crate::model::{DeviceId, Id, Instant};

/// What taking a file would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its cover.
    pub cover: Cover,
    /// Entries in it.
    pub entries: usize,
    /// Those that bring something new; of a batch of which a part is here, perhaps nothing.
    pub fresh: usize,
    /// Those from a clock more than a day ahead: they are kept aside until then.
    pub ahead: usize,
    /// In whose names signatures and the like are that its writer has no business to bring: the entries that hold
    /// them are left out.
    pub left_out: Vec<Id>,
    /// Whether a file with its number was read before.
    pub read_before: bool,
    /// When the first of the new ones was recorded.
    pub first: Option<Instant>,
    /// When the last of the new ones was recorded.
    pub last: Option<Instant>,
    /// Thumbnails in it.
    pub thumbs: usize,
}

/// An entry that brings something new.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    /// Under which id it is kept.
    pub(super) id: Id,
    pub(super) bytes: Vec<u8>,
}

/// A file while it is looked through.
#[derive(Clone, Debug)]
pub struct Check {
    pub(super) summary: Summary,
    pub(super) manifest: Manifest,
    pub(super) thumbs: Vec<Thumb>,
    pub(super) fresh: Vec<Fresh>,
    /// The devices whose batches are in it.
    pub(super) devices: Vec<DeviceId>,
    /// Whether its writer is led by this device's person.
    pub(super) below: bool,
    left: std::vec::IntoIter<Vec<u8>>,
}

impl Check {
    /// Begins to look through a file that was opened.
    pub fn new(content: Content, here: &Here<'_>) -> Self {
        let Content { cover, manifest, entries, thumbs } = content;
        let me = if cover.purpose == Purpose::SetUp { cover.to } else { here.ledger.me() };
        let from = cover.from;
        let leads = |me: Id| from.is_some_and(|from| here.book.leads(me, from));
        let summary = Summary {
            entries: entries.len(),
            fresh: 0,
            ahead: 0,
            left_out: Vec::new(),
            read_before: here.ledger.has_read(cover.device, manifest.serial),
            first: None,
            last: None,
            thumbs: thumbs.len(),
            cover,
        };
        Self {
            below: summary.cover.purpose == Purpose::Day && me.is_none_or(leads),
            summary,
            manifest,
            thumbs,
            fresh: Vec::new(),
            devices: Vec::new(),
            left: entries.into_iter(),
        }
    }

    /// Looks at so many more entries; says how many are left. Where one does not read, none of them is taken.
    pub fn step(&mut self, here: &Here<'_>, most: usize) -> Result<usize, FileError> {
        for _ in 0..most {
            let Some(bytes) = self.left.next() else { break };
            let batch = open_batch(bytes.clone(), &Unlocked)?;
            if !self.devices.contains(&batch.head.device) {
                self.devices.push(batch.head.device);
            }
            if !self.is_fresh(&batch, here) {
                continue;
            }
            if let Some(person) = self.forged(&batch, here) {
                self.summary.left_out.push(person);
            } else {
                self.summary.note(&batch.head, here.book.now());
                self.fresh.push(Fresh { id: part_id(&batch), bytes });
            }
        }
        Ok(self.left.len())
    }

    /// Whether an entry may bring something: of a file that was taken before, nothing does.
    fn is_fresh(&self, batch: &Batch, here: &Here<'_>) -> bool {
        let is_parked = || here.book.parked().iter().any(|parked| part_id(parked) == part_id(batch));
        !self.summary.read_before && here.book.may_bring(batch) && !is_parked()
    }

    /// Who is made to sign in an entry by somebody who may not speak for them.
    fn forged(&self, batch: &Batch, here: &Here<'_>) -> Option<Id> {
        let Cover { purpose: Purpose::Day, from: Some(from), .. } = self.summary.cover else { return None };
        sealed_by(batch).into_iter().find(|person| !here.book.speaks_for(from, *person))
    }

    /// Whether some entries were not looked at yet.
    pub(super) fn is_unfinished(&self) -> bool {
        self.left.len() > 0
    }

    /// What it found so far.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }
}

impl Summary {
    fn note(&mut self, head: &Head, now: Instant) {
        self.fresh += 1;
        self.ahead += usize::from(head.clock.time().0 > now.0.saturating_add(DAY_MS));
        self.first = Some(self.first.map_or(head.time, |first| first.min(head.time)));
        self.last = self.last.max(Some(head.time));
    }
}

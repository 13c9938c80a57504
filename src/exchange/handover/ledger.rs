//! What a device remembers of hand-overs: whose it is, the keys, what went out and what came in, and what
//! was acknowledged. A setting in the store beside the journal, so that a backup holds it and a wipe removes it.
//!
//! Whoever holds the device holds its keys: the person's own, and those of the people they lead. They open no
//! file of anybody else. A new set-up for a person draws a new key; what was sealed with the one before
//! still opens, and says so.
//!
//! What is acknowledged is counted by arrivals in the journal of one database. After a restore the device is a
//! new one, so that all of it starts over: more is sent than had to be, and nothing less.

use serde::{Deserialize, Serialize};

use super::content::{Heard, Known};
use super::cover::Purpose;
use super::key::{KeyId, SecretKey};
use crate::book::seal::{Unreadable, decode, encode};
use crate::model::{DeviceId, Id, Instant};
use crate::ports::{Arrival, Store, StoreError};

/// Settings key of the ledger.
pub(super) const KEY: &str = "handover";
/// Most keys that are remembered of one person.
const MOST_KEYS: usize = 8;
/// Most files that are remembered, of those that went out and of those that came in from one device.
const MOST_FILES: usize = 256;

/// Why the ledger cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was written by a newer build, or is damaged.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A file that went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Out {
    pub(super) serial: u64,
    pub(super) purpose: Purpose,
    pub(super) to: Option<Id>,
    /// What had arrived in the journal by then.
    pub(super) upto: Arrival,
    /// The number of this device's last batch in it.
    pub(super) own: u64,
    pub(super) made: Instant,
}

/// What came in from a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct In {
    from: Option<Id>,
    device: DeviceId,
    /// Everything up to here came in.
    upto: Arrival,
    /// What came in behind a gap.
    ahead: Vec<(Arrival, Arrival)>,
    serials: Vec<u64>,
    /// When the latest of its files was made.
    made: Instant,
}

impl In {
    fn note(&mut self, serial: u64, (after, upto): (Arrival, Arrival), made: Instant) {
        if !self.serials.contains(&serial) {
            self.serials.push(serial);
            let many = self.serials.len().saturating_sub(MOST_FILES);
            self.serials.drain(..many);
        }
        self.made = self.made.max(made);
        self.ahead.push((after, upto));
        crate::model::order::sort(&mut self.ahead);
        for (after, upto) in std::mem::take(&mut self.ahead) {
            if after <= self.upto {
                self.upto = self.upto.max(upto);
            } else {
                self.ahead.push((after, upto));
            }
        }
    }
}

/// What somebody's device has acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Ack {
    by: Option<Id>,
    device: DeviceId,
    upto: Arrival,
}

/// That somebody has all batches of this device up to a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Received {
    /// This device, by the id that it had then.
    pub(super) device: DeviceId,
    pub(super) own: u64,
    pub(super) by: Option<Id>,
    /// When they said so.
    pub(super) at: Instant,
}

/// Which way the batches of a device came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Source {
    device: DeviceId,
    /// Whether that is somebody whom this device's person leads.
    below: bool,
}

/// How it stands with a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the last set-up was made for them.
    pub set_up: Option<Instant>,
    /// Whether any of their devices has acknowledged it.
    pub is_set_up: bool,
    /// When the last answer was made for them.
    pub answered: Option<Instant>,
    /// Whether it was acknowledged.
    pub has_answer: bool,
    /// When the last file that came from them was made.
    pub heard: Option<Instant>,
}

/// What a device remembers of hand-overs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    device: DeviceId,
    /// The ids that this device had before.
    former: Vec<DeviceId>,
    company: Option<Id>,
    me: Option<Id>,
    lead: Option<Id>,
    /// Newest first.
    own: Vec<Known>,
    ring: Vec<(Id, Vec<Known>)>,
    serial: u64,
    outs: Vec<Out>,
    ins: Vec<In>,
    acks: Vec<Ack>,
    received: Vec<Received>,
    sources: Vec<Source>,
}

impl Ledger {
    /// Of a device that has handed nothing over yet.
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            former: Vec::new(),
            company: None,
            me: None,
            lead: None,
            own: Vec::new(),
            ring: Vec::new(),
            serial: 0,
            outs: Vec::new(),
            ins: Vec::new(),
            acks: Vec::new(),
            received: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Reads what the store remembers. `device` is this device ([`crate::ports::Keeper::device`]).
    pub async fn load(store: &dyn Store, device: DeviceId) -> Result<Self, LedgerError> {
        let Some(bytes) = store.meta(KEY.to_owned()).await? else { return Ok(Self::new(device)) };
        let mut ledger: Self = decode(&bytes)?;
        if ledger.device != device {
            ledger.former.push(ledger.device);
            (ledger.device, ledger.serial) = (device, 0);
            (ledger.outs, ledger.acks) = (Vec::new(), Vec::new());
        }
        Ok(ledger)
    }

    /// The setting that holds it.
    pub(super) fn setting(&self) -> Result<(String, Vec<u8>), Unreadable> {
        Ok((KEY.to_owned(), encode(self)?))
    }

    /// Whose device it was set up as; nobody's where no set-up was opened on it.
    pub fn me(&self) -> Option<Id> {
        self.me
    }

    /// The company that it was set up for.
    pub fn company(&self) -> Option<Id> {
        self.company
    }

    /// Who set it up, where that was anybody in particular.
    pub fn lead(&self) -> Option<Id> {
        self.lead
    }

    /// This device.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The people who were set up from here, or whose keys came with this device's own set-up.
    pub fn people(&self) -> impl Iterator<Item = Id> + '_ {
        self.ring.iter().map(|(person, _)| *person)
    }

    /// How it stands with a person, as far as this device knows.
    pub fn standing(&self, person: Id) -> Standing {
        let mut standing = Standing::default();
        let upto = self.acks.iter().filter(|ack| ack.by == Some(person)).map(|ack| ack.upto).max();
        for out in self.outs.iter().filter(|out| out.to == Some(person)) {
            let has_it = upto.is_some_and(|upto| upto >= out.upto);
            match out.purpose {
                Purpose::SetUp => (standing.set_up, standing.is_set_up) = (Some(out.made), upto.is_some()),
                Purpose::Answer => (standing.answered, standing.has_answer) = (Some(out.made), has_it),
                Purpose::Day => {}
            }
        }
        standing.heard = self.ins.iter().filter(|came| came.from == Some(person)).map(|came| came.made).max();
        standing
    }

    /// Whether a file that this device has read already has this number.
    pub fn has_read(&self, device: DeviceId, serial: u64) -> bool {
        self.ins.iter().any(|came| came.device == device && came.serials.contains(&serial))
    }

    /// When something was last handed in from this device.
    pub fn handed_in(&self) -> Option<Instant> {
        self.outs.iter().rev().find(|out| out.purpose == Purpose::Day).map(|out| out.made)
    }

    /// The key of a name, whose it is, and whether it was replaced by a newer one.
    pub(super) fn key(&self, id: KeyId) -> Option<(Option<Id>, &SecretKey, bool)> {
        let ring = self.ring.iter().map(|(person, keys)| (Some(*person), keys));
        let keys = std::iter::once((self.me, &self.own)).chain(ring);
        keys.flat_map(|(of, keys)| keys.iter().enumerate().map(move |(age, known)| (of, &known.key, age > 0)))
            .find(|(_, key, _)| key.id() == id)
    }

    /// The key of this device's person.
    pub(super) fn own_key(&self) -> Option<&SecretKey> {
        self.own.first().map(|known| &known.key)
    }

    /// The newest key of a person.
    pub(super) fn key_of(&self, person: Id) -> Option<&Known> {
        self.ring.iter().find(|(of, _)| *of == person)?.1.first()
    }

    /// Makes this the device of a person.
    pub(super) fn become_device_of(&mut self, (company, me): (Id, Option<Id>), lead: Option<Id>, own: Known) {
        (self.company, self.me, self.lead) = (Some(company), me, lead);
        learn(&mut self.own, own);
    }

    /// Takes note of a person's key.
    pub(super) fn learn(&mut self, person: Id, known: Known) {
        match self.ring.iter_mut().find(|(of, _)| *of == person) {
            Some((_, keys)) => learn(keys, known),
            None => self.ring.push((person, vec![known])),
        }
    }

    /// The number of the next file.
    pub(super) fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Up to where everybody's devices have what this one's journal holds.
    pub(super) fn floor(&self, of: Option<Id>) -> Arrival {
        self.acks.iter().filter(|ack| ack.by == of).map(|ack| ack.upto).min().unwrap_or(0)
    }

    /// Forgets what a person has acknowledged: their next device starts with nothing.
    pub(super) fn start_over(&mut self, person: Option<Id>) {
        self.acks.retain(|ack| ack.by != person);
    }

    /// Takes note of a file that goes out.
    pub(super) fn went(&mut self, out: Out) {
        self.outs.push(out);
        let many = self.outs.len().saturating_sub(MOST_FILES);
        self.outs.drain(..many);
    }

    /// The number of this device's last batch that somebody has acknowledged.
    pub(super) fn acknowledged(&self, by: Option<Id>) -> u64 {
        let mine = self.received.iter().filter(|received| received.device == self.device && received.by == by);
        mine.map(|received| received.own).max().unwrap_or(0)
    }

    /// What this device has received.
    pub(super) fn receipts(&self) -> Vec<Heard> {
        let receipt = |came: &In| Heard { device: came.device, upto: came.upto, serials: came.serials.clone() };
        self.ins.iter().map(receipt).collect()
    }

    /// What this device has received of one person.
    pub(super) fn receipts_of(&self, person: Option<Id>) -> Vec<Heard> {
        let theirs = |receipt: &Heard| self.ins.iter().any(|came| came.device == receipt.device && came.from == person);
        self.receipts().into_iter().filter(theirs).collect()
    }

    /// Takes note of a file that came in: of its number and of the arrivals that it covers.
    pub(super) fn came(
        &mut self,
        (from, device): (Option<Id>, DeviceId),
        serial: u64,
        span: (Arrival, Arrival),
        made: Instant,
    ) {
        let at = self.ins.iter().position(|came| (came.from, came.device) == (from, device)).unwrap_or_else(|| {
            self.ins.push(In { from, device, upto: 0, ahead: Vec::new(), serials: Vec::new(), made });
            self.ins.len() - 1
        });
        self.ins[at].note(serial, span, made);
    }

    /// Takes note of what the writer of a file has received.
    pub(super) fn acknowledge(&mut self, (by, device): (Option<Id>, DeviceId), receipts: &[Heard], at: Instant) {
        let upto = receipts.iter().filter(|receipt| receipt.device == self.device).map(|receipt| receipt.upto).max();
        let Some(upto) = upto else { return };
        match self.acks.iter_mut().find(|ack| (ack.by, ack.device) == (by, device)) {
            Some(ack) => ack.upto = ack.upto.max(upto),
            None => self.acks.push(Ack { by, device, upto }),
        }
        let days = self.outs.iter().filter(|out| out.purpose == Purpose::Day && out.upto <= upto);
        let own = days.map(|out| out.own).max().unwrap_or(0);
        if own > self.acknowledged(by) {
            self.received.push(Received { device: self.device, own, by, at });
            let many = self.received.len().saturating_sub(4 * MOST_FILES);
            self.received.drain(..many);
        }
    }

    /// Takes note that batches of a device came in a file that `writer` wrote; `below`: whether its person is led.
    pub(super) fn note_source(&mut self, device: DeviceId, writer: DeviceId, below: bool) {
        if self.is_own(device) {
            return;
        }
        match self.sources.iter_mut().find(|source| source.device == device) {
            // Who leads somebody hears of their work from them, whoever told of it first.
            Some(source) if device == writer || below => source.below = below,
            Some(_) => {}
            None => self.sources.push(Source { device, below }),
        }
    }

    /// Whether batches of a device are this device's person's own, or of people led.
    pub(super) fn goes_up(&self, device: DeviceId) -> bool {
        self.sources.iter().find(|source| source.device == device).is_none_or(|source| source.below)
    }

    /// The only device of a person, where there is one that was heard of, and no other.
    pub(super) fn only_device(&self, person: Option<Id>) -> Option<DeviceId> {
        let mut theirs = self.acks.iter().filter(|ack| ack.by == person).map(|ack| ack.device);
        theirs.next().filter(|_| theirs.next().is_none())
    }

    /// The ids that this device had before.
    pub(super) fn former(&self) -> &[DeviceId] {
        &self.former
    }

    /// Forgets what devices have acknowledged that are others by now.
    pub(super) fn retire(&mut self, devices: &[DeviceId]) {
        self.acks.retain(|ack| !devices.contains(&ack.device));
    }

    /// Whether an id is, or was, this device's.
    pub(super) fn is_own(&self, device: DeviceId) -> bool {
        self.device == device || self.former.contains(&device)
    }

    /// What was acknowledged of this device's batches, in the order in which that was heard.
    pub(super) fn received(&self) -> &[Received] {
        &self.received
    }

    /// The files that went out, in order.
    pub(super) fn outs(&self) -> &[Out] {
        &self.outs
    }
}

/// Keeps a key among those of a person, the newest first.
fn learn(keys: &mut Vec<Known>, known: Known) {
    if !keys.contains(&known) {
        keys.push(known);
        crate::model::order::by_key(keys, |known| std::cmp::Reverse(known.since));
        keys.truncate(MOST_KEYS);
    }
}

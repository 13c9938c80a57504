//! Twins of the ports in memory, for tests and for a browser without storage.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::files::{FileHash, Files, StoredFile};
use super::store::{
    Arrival, CheckpointNo, Entry, Held, NewCheckpoint, NewEntry, Setting, Store, StoreError, StoredCheckpoint, Task,
};
use super::{Clock, Fix, Position, PositionError, Random};
use crate::model::{Id, Instant};

#[derive(Clone, Debug, Default)]
struct State {
    entries: Vec<(Id, Vec<u8>)>,
    outbox: Vec<Id>,
    checkpoints: Vec<StoredCheckpoint>,
    meta: BTreeMap<String, Vec<u8>>,
    /// Contents, and since when they are fresh.
    files: BTreeMap<FileHash, (Vec<u8>, Option<Instant>)>,
    /// How often everything was replaced.
    epoch: u64,
}

impl State {
    fn append(&mut self, entries: Vec<NewEntry>) -> Arrival {
        for entry in entries {
            if !self.entries.iter().any(|(id, _)| *id == entry.id) {
                self.entries.push((entry.id, entry.bytes));
                if entry.outbox {
                    self.outbox.push(entry.id);
                }
            }
            self.meta.extend(entry.meta);
        }
        self.entries.len() as Arrival
    }

    fn put_checkpoint(&mut self, new: NewCheckpoint) -> Result<CheckpointNo, StoreError> {
        let mut parts = new.parts;
        if let Some(unchanged) = new.unchanged {
            let base = self.checkpoints.iter().find(|stored| stored.number == unchanged.of).ok_or(StoreError::Stale)?;
            for name in unchanged.names {
                parts.push(base.parts.iter().find(|part| part.0 == name).ok_or(StoreError::Stale)?.clone());
            }
        }
        crate::model::order::sort(&mut parts);
        let number = self.checkpoints.first().map_or(0, |newest| newest.number) + 1;
        self.checkpoints.insert(0, StoredCheckpoint { number, upto: new.upto, parts });
        self.checkpoints.truncate(2);
        Ok(number)
    }
}

/// A store in memory. Clones share their content, as tabs share a database.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    state: Rc<RefCell<State>>,
    fault: Rc<RefCell<Option<StoreError>>>,
    /// The epoch in which this connection first looked.
    epoch: Cell<Option<u64>>,
    lock: Rc<MemoryLock>,
}

/// The right to write among the clones of a store.
#[derive(Debug, Default)]
struct MemoryLock {
    taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl MemoryStore {
    /// Makes every write fail with an error until it is taken away again.
    pub fn fail_with(&self, fault: Option<StoreError>) {
        *self.fault.borrow_mut() = fault;
    }

    /// Takes the checkpoints away: only the journal is left.
    pub fn forget_checkpoints(&self) {
        self.state.borrow_mut().checkpoints.clear();
    }

    /// A store with the same content that shares nothing with this one: the disk at this moment.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { state: Rc::new(RefCell::new(self.state.borrow().clone())), ..Self::default() }
    }

    /// Refuses where everything was replaced since this connection first looked.
    fn same(&self) -> Result<(), StoreError> {
        let now = self.state.borrow().epoch;
        let seen = self.epoch.get().unwrap_or(now);
        self.epoch.set(Some(seen));
        if seen == now { Ok(()) } else { Err(StoreError::Replaced) }
    }

    /// Makes everything as new; this connection goes on in what there is then.
    fn renew(&self, change: impl FnOnce(&mut State)) -> Result<(), StoreError> {
        self.write(|state| {
            *state = State { epoch: state.epoch + 1, ..State::default() };
            change(state);
            self.epoch.set(Some(state.epoch));
        })
    }

    fn write<T>(&self, change: impl FnOnce(&mut State) -> T) -> Result<T, StoreError> {
        match self.fault.borrow().clone() {
            Some(fault) => Err(fault),
            None => Ok(change(&mut self.state.borrow_mut())),
        }
    }
}

fn ready<'a, T: 'a>(value: T) -> Task<'a, T> {
    Box::pin(std::future::ready(value))
}

fn arrival(index: usize) -> Arrival {
    index as Arrival + 1
}

impl Store for MemoryStore {
    fn hold(&self) -> Task<'_, Held> {
        let lock = self.lock.clone();
        Box::pin(poll_fn(move |context| {
            if lock.taken.replace(true) {
                lock.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            let lock = lock.clone();
            Poll::Ready(Held::until(move || {
                lock.taken.set(false);
                lock.waiting.take().into_iter().for_each(Waker::wake);
            }))
        }))
    }

    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>> {
        ready(self.same().and_then(|()| self.write(|state| state.append(entries))))
    }

    fn append_after(&self, after: Arrival, entries: Vec<NewEntry>) -> Task<'_, Result<Option<Arrival>, StoreError>> {
        let append = |state: &mut State| (state.entries.len() as Arrival == after).then(|| state.append(entries));
        ready(self.same().and_then(|()| self.write(append)))
    }

    /// Nobody else is there to be heard: clones are for tests, which know when they write.
    fn listen(&self, _heard: Box<dyn Fn()>) {}

    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<Entry>, StoreError>> {
        if let Err(error) = self.same() {
            return ready(Err(error));
        }
        let state = self.state.borrow();
        let skip = usize::try_from(after).unwrap_or(usize::MAX);
        let entries = state.entries.iter().enumerate().skip(skip).take(limit);
        ready(Ok(entries.map(|(at, (_, bytes))| (arrival(at), bytes.clone())).collect()))
    }

    fn entry(&self, id: Id) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        let state = self.state.borrow();
        ready(Ok(state.entries.iter().find(|(have, _)| *have == id).map(|(_, bytes)| bytes.clone())))
    }

    fn outbox(&self) -> Task<'_, Result<Vec<Id>, StoreError>> {
        ready(Ok(self.state.borrow().outbox.clone()))
    }

    fn sent(&self, id: Id) -> Task<'_, Result<(), StoreError>> {
        ready(self.write(|state| state.outbox.retain(|have| *have != id)))
    }

    fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Task<'_, Result<CheckpointNo, StoreError>> {
        ready(self.same().and_then(|()| self.write(|state| state.put_checkpoint(checkpoint)).flatten()))
    }

    fn checkpoint(&self, age: usize) -> Task<'_, Result<Option<StoredCheckpoint>, StoreError>> {
        ready(Ok(self.state.borrow().checkpoints.get(age).cloned()))
    }

    fn meta(&self, key: String) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        ready(Ok(self.state.borrow().meta.get(&key).cloned()))
    }

    fn put_meta(&self, key: String, bytes: Vec<u8>) -> Task<'_, Result<(), StoreError>> {
        ready(self.write(|state| {
            state.meta.insert(key, bytes);
        }))
    }

    fn metas(&self) -> Task<'_, Result<Vec<Setting>, StoreError>> {
        let state = self.state.borrow();
        ready(Ok(state.meta.iter().map(|(key, bytes)| (key.clone(), bytes.clone())).collect()))
    }

    fn replace(
        &self,
        entries: Vec<NewEntry>,
        settings: Vec<Setting>,
        files: Vec<StoredFile>,
    ) -> Task<'_, Result<(), StoreError>> {
        ready(self.renew(|state| {
            state.append(entries);
            state.meta.extend(settings);
            state.files.extend(files.into_iter().map(|(hash, content)| (hash, (content, None))));
        }))
    }

    fn wipe(&self) -> Task<'_, Result<(), StoreError>> {
        ready(self.renew(|_| ()))
    }
}

impl Files for MemoryStore {
    fn put_file(&self, (hash, content): StoredFile, since: Instant) -> Task<'_, Result<(), StoreError>> {
        ready(self.write(|state| {
            let (_, fresh) = state.files.entry(hash).or_insert((content, Some(since)));
            *fresh = fresh.map(|_| since);
        }))
    }

    fn file(&self, hash: FileHash) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        ready(Ok(self.state.borrow().files.get(&hash).map(|(content, _)| content.clone())))
    }

    fn files(&self) -> Task<'_, Result<Vec<FileHash>, StoreError>> {
        ready(Ok(self.state.borrow().files.keys().copied().collect()))
    }

    fn fresh_files(&self) -> Task<'_, Result<Vec<(FileHash, Instant)>, StoreError>> {
        let state = self.state.borrow();
        ready(Ok(state.files.iter().filter_map(|(hash, (_, since))| Some((*hash, (*since)?))).collect()))
    }

    fn settle_files(&self, kept: Vec<FileHash>, dropped: Vec<(FileHash, Instant)>) -> Task<'_, Result<(), StoreError>> {
        ready(self.write(|state| {
            state
                .files
                .retain(|hash, (_, since)| !dropped.iter().any(|(gone, then)| gone == hash && *since == Some(*then)));
            for hash in kept {
                if let Some((_, since)) = state.files.get_mut(&hash) {
                    *since = None;
                }
            }
        }))
    }
}

/// A clock that a test sets.
#[derive(Clone, Debug)]
pub struct SetClock(pub Rc<Cell<i64>>);

impl SetClock {
    /// A clock that stands at an instant.
    pub fn at(instant: Instant) -> Self {
        Self(Rc::new(Cell::new(instant.0)))
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant(self.0.get())
    }
}

/// Random bytes that repeat with their seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct SeededRandom(Rc<Cell<u64>>);

impl SeededRandom {
    /// The series of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Rc::new(Cell::new(seed)))
    }

    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Random for SeededRandom {
    fn seed(&self) -> [u8; 32] {
        let mut seed = [0; 32];
        for chunk in seed.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes());
        }
        seed
    }
}

/// A device that stands still, or cannot be found.
#[derive(Clone, Copy, Debug)]
pub struct StillPosition(pub Result<Fix, PositionError>);

impl Position for StillPosition {
    fn find(&self) -> Task<'_, Result<Fix, PositionError>> {
        ready(self.0)
    }
}

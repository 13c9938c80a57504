//! Damaged bytes: a checkpoint is passed over, an entry is named; nothing panics.

use fieldbook::book::seal::{FORMAT, Unreadable};
use fieldbook::model::{DeviceId, Id, Instant};
use fieldbook::ports::keeper::OpenError;
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::store::{CheckpointNo, Entry};
use fieldbook::ports::{Arrival, Keeper, NewCheckpoint, NewEntry, Store, StoreError, StoredCheckpoint, Task};

use crate::world::{Ground, START, Tab, now_or_never};

/// What a damaged disk gives back.
type Harm = Box<dyn Fn(&mut Vec<u8>)>;

/// What a damaged disk gives back of a checkpoint, by age and part name.
type PartHarm = Box<dyn Fn(usize, &str, &mut Vec<u8>)>;

/// A store whose disk was damaged: one entry, and parts of checkpoints, come back altered.
struct Worn {
    inner: MemoryStore,
    entry: Option<(Arrival, Harm)>,
    checkpoint: PartHarm,
}

impl Worn {
    fn new(inner: &MemoryStore) -> Self {
        Self { inner: inner.copy(), entry: None, checkpoint: Box::new(|_, _, _| ()) }
    }

    fn entry(inner: &MemoryStore, arrival: Arrival, harm: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        Self { entry: Some((arrival, Box::new(harm))), ..Self::new(inner) }
    }

    fn checkpoint(inner: &MemoryStore, harm: impl Fn(usize, &str, &mut Vec<u8>) + 'static) -> Self {
        Self { checkpoint: Box::new(harm), ..Self::new(inner) }
    }

    fn open(&self) -> Result<Keeper, OpenError> {
        now_or_never(Keeper::open(self, DeviceId(9), Instant(START + 1_000_000)))
    }
}

impl Store for Worn {
    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>> {
        self.inner.append(entries)
    }

    fn append_after(&self, after: Arrival, entries: Vec<NewEntry>) -> Task<'_, Result<Option<Arrival>, StoreError>> {
        self.inner.append_after(after, entries)
    }

    fn listen(&self, heard: Box<dyn Fn()>) {
        self.inner.listen(heard);
    }

    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<Entry>, StoreError>> {
        let mut entries = now_or_never(self.inner.entries(after, limit));
        for (arrival, bytes) in entries.iter_mut().flatten() {
            if let Some((_, harm)) = self.entry.as_ref().filter(|(which, _)| which == arrival) {
                harm(bytes);
            }
        }
        Box::pin(std::future::ready(entries))
    }

    fn entry(&self, id: Id) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        self.inner.entry(id)
    }

    fn outbox(&self) -> Task<'_, Result<Vec<Id>, StoreError>> {
        self.inner.outbox()
    }

    fn sent(&self, id: Id) -> Task<'_, Result<(), StoreError>> {
        self.inner.sent(id)
    }

    fn put_checkpoint(&self, checkpoint: NewCheckpoint) -> Task<'_, Result<CheckpointNo, StoreError>> {
        self.inner.put_checkpoint(checkpoint)
    }

    fn checkpoint(&self, age: usize) -> Task<'_, Result<Option<StoredCheckpoint>, StoreError>> {
        let mut stored = now_or_never(self.inner.checkpoint(age));
        if let Ok(Some(stored)) = &mut stored {
            for (name, bytes) in &mut stored.parts {
                (self.checkpoint)(age, name, bytes);
            }
        }
        Box::pin(std::future::ready(stored))
    }

    fn meta(&self, key: String) -> Task<'_, Result<Option<Vec<u8>>, StoreError>> {
        self.inner.meta(key)
    }

    fn put_meta(&self, key: String, bytes: Vec<u8>) -> Task<'_, Result<(), StoreError>> {
        self.inner.put_meta(key, bytes)
    }

    fn wipe(&self) -> Task<'_, Result<(), StoreError>> {
        self.inner.wipe()
    }
}

/// A store with two checkpoints and entries after them, and what its book says.
fn store() -> (MemoryStore, String) {
    let mut tab = Tab::open(&MemoryStore::default(), 1);
    let ground = Ground::lay(&mut tab);
    for number in 1..=9 {
        tab.save(&ground.deal(number));
        if number == 3 || number == 6 {
            tab.checkpoint();
        }
    }
    (tab.store.clone(), tab.digest())
}

#[test]
fn a_damaged_checkpoint_is_passed_over_whatever_is_wrong_with_it() {
    let (store, digest) = store();
    let open = |worn: &Worn| worn.open().map(|keeper| keeper.book().digest().to_string());
    let parts = now_or_never(store.checkpoint(0)).expect("reads").expect("is there").parts;
    for (name, bytes) in &parts {
        for at in (0..bytes.len()).step_by(bytes.len().div_ceil(40)) {
            let harmed = name.clone();
            let flip = Worn::checkpoint(&store, move |age, name, bytes| {
                if age == 0 && name == harmed {
                    bytes[at] ^= 0x10;
                }
            });
            assert_eq!(open(&flip).as_deref(), Ok(digest.as_str()), "{name} at {at}");
            let harmed = name.clone();
            let cut = Worn::checkpoint(&store, move |age, name, bytes| {
                if age == 0 && name == harmed {
                    bytes.truncate(at);
                }
            });
            assert_eq!(open(&cut).as_deref(), Ok(digest.as_str()), "{name} cut at {at}");
        }
    }
    let both = Worn::checkpoint(&store, |_, _, bytes| bytes.clear());
    assert_eq!(open(&both).as_deref(), Ok(digest.as_str()), "the journal alone");
}

#[test]
fn after_a_damaged_checkpoint_the_next_ones_are_sound() {
    let (store, _) = store();
    let worn = Worn::checkpoint(&store, |age, name, bytes| {
        if age == 0 && name == "frame" {
            bytes.clear();
        }
    });
    let mut keeper = worn.open().expect("opens by the older one");
    let checkpoint = keeper.checkpoint().expect("everything is stored");
    let number = now_or_never(worn.inner.put_checkpoint(checkpoint)).expect("writes");
    assert!(number > 2);
    let again = now_or_never(Keeper::open(&worn.inner, DeviceId(9), Instant(START + 1_000_000))).expect("opens");
    assert_eq!(again.book().digest(), keeper.book().digest());
    assert_eq!(again.book().history(), keeper.book().history());
}

#[test]
fn a_damaged_entry_is_named() {
    let (store, _) = store();
    let error = |worn: Worn| worn.open().err();
    let last = 12;
    let named = |why| Some(OpenError::Entry { arrival: last, why });
    assert!(
        matches!(error(Worn::entry(&store, last, |bytes| bytes[0] = FORMAT + 1)), Some(OpenError::Entry { arrival, why: Unreadable::Newer(_) }) if arrival == last)
    );
    assert_eq!(error(Worn::entry(&store, last, Vec::clear)), named(Unreadable::Damaged("no format byte".to_owned())));
    // Its content does not match its hash: the title of the deal in it.
    let retitled = Worn::entry(&store, last, |bytes| {
        let at = bytes.windows(6).position(|six| six == b"Deal 9").expect("the title is there");
        bytes[at + 5] = b'8';
    });
    assert!(
        matches!(error(retitled), Some(OpenError::Entry { arrival, why: Unreadable::Damaged(_) }) if arrival == last)
    );
    // An entry that a sound checkpoint covers is not read at all.
    assert_eq!(error(Worn::entry(&store, 2, Vec::clear)), None);
}

#[test]
fn a_torn_tail_is_named_and_what_stands_before_it_reads() {
    let (store, _) = store();
    let entries = now_or_never(store.entries(0, 99)).expect("reads");
    let (last, bytes) = entries.last().expect("is there").clone();
    for len in 0..bytes.len() {
        let torn = Worn::entry(&store, last, move |bytes| bytes.truncate(len));
        match torn.open() {
            Err(OpenError::Entry { arrival, why: Unreadable::Damaged(_) }) => assert_eq!(arrival, last),
            other => panic!("cut at {len}: {other:?}"),
        }
        let before = now_or_never(torn.entries(0, entries.len() - 1)).expect("reads");
        assert_eq!(before, entries[..entries.len() - 1]);
    }
}

#[test]
fn no_flipped_bit_of_an_entry_brings_the_program_down() {
    let (store, digest) = store();
    let len = now_or_never(store.entries(11, 1)).expect("reads")[0].1.len();
    for at in 0..len {
        for bit in [0x01, 0x10, 0x80] {
            let worn = Worn::entry(&store, 12, move |bytes| bytes[at] ^= bit);
            match worn.open() {
                // The root covers what an entry does. Its head is covered by the next link alone: a
                // clock that was set far ahead by the damage parks the entry.
                Ok(keeper) if keeper.book().parked().is_empty() => {
                    assert_eq!(keeper.book().digest().to_string(), digest, "byte {at}");
                }
                Ok(keeper) => assert_eq!(keeper.book().parked().len(), 1, "byte {at}"),
                Err(OpenError::Entry { arrival, .. }) => assert_eq!(arrival, 12),
                Err(other) => panic!("byte {at}: {other}"),
            }
        }
    }
}

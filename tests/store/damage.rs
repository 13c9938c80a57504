//! Damaged bytes: a checkpoint is passed over, an entry is named; nothing panics.

use fieldbook::book::seal::{FORMAT, Unreadable};
use fieldbook::model::{DeviceId, Id, Instant};
use fieldbook::ports::files::StoredFile;
use fieldbook::ports::keeper::OpenError;
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::store::{CheckpointNo, Entry, Held, Setting};
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
    fn hold(&self) -> Task<'_, Held> {
        self.inner.hold()
    }

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

    fn metas(&self) -> Task<'_, Result<Vec<Setting>, StoreError>> {
        self.inner.metas()
    }

    fn replace(
        &self,
        entries: Vec<NewEntry>,
        settings: Vec<Setting>,
        files: Vec<StoredFile>,
    ) -> Task<'_, Result<(), StoreError>> {
        self.inner.replace(entries, settings, files)
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

/// What the journal says without one of its entries.
fn without(store: &MemoryStore, arrival: Arrival) -> String {
    let mut book = fieldbook::book::Book::new(Instant(START));
    for (batch, number) in crate::world::batches(store).iter().zip(1..) {
        if number != arrival {
            book.apply(batch);
        }
    }
    book.digest().to_string()
}

#[test]
fn a_damaged_entry_is_named_and_the_rest_is_shown() {
    let (store, digest) = store();
    let last = 12;
    let check = |worn: Worn, why: Option<&str>| {
        let keeper = worn.open().expect("opens");
        let [damaged] = keeper.damaged() else { panic!("one entry is damaged: {:?}", keeper.damaged()) };
        assert_eq!((damaged.arrival, keeper.arrived()), (last, last));
        if let Some(why) = why {
            assert_eq!(damaged.why, Unreadable::Damaged(why.to_owned()));
        }
        assert_eq!(keeper.book().digest().to_string(), without(&store, last));
    };
    check(Worn::entry(&store, last, Vec::clear), Some("no format byte"));
    // Its content does not match its hash: the title of the deal in it.
    let retitled = Worn::entry(&store, last, |bytes| {
        let at = bytes.windows(6).position(|six| six == b"Deal 9").expect("the title is there");
        bytes[at + 5] = b'8';
    });
    check(retitled, None);
    // An entry that a sound checkpoint covers is not read at all.
    let keeper = Worn::entry(&store, 2, Vec::clear).open().expect("opens");
    assert_eq!((keeper.damaged(), keeper.book().digest().to_string()), (&[][..], digest));
}

#[test]
fn an_entry_of_a_newer_build_stops_the_start() {
    let (store, _) = store();
    let newer = Worn::entry(&store, 12, |bytes| bytes[0] = FORMAT + 1).open().err();
    assert_eq!(newer, Some(OpenError::Entry { arrival: 12, why: Unreadable::Newer(FORMAT + 1) }));
}

#[test]
fn the_book_goes_on_beside_a_damaged_entry_and_speaks_of_it_until_told_not_to() {
    let (store, _) = store();
    let worn = Worn::entry(&store, 9, Vec::clear);
    worn.inner.forget_checkpoints();
    let mut tab = Tab::over(&worn.inner, worn.open().expect("opens"));
    let ground = Ground::known();
    tab.save(&ground.deal(20));
    assert!(tab.keeper.checkpoint().is_none(), "it would cover the damage");
    let again = worn.open().expect("opens");
    assert_eq!(again.damaged().len(), 1);
    assert_eq!(again.book().digest(), tab.keeper.book().digest());
    tab.keeper.accept_damage();
    tab.checkpoint();
    let again = worn.open().expect("opens");
    assert_eq!((again.damaged().len(), again.book().digest()), (0, tab.keeper.book().digest()));
}

#[test]
fn a_torn_tail_is_named_and_what_stands_before_it_reads() {
    let (store, _) = store();
    let entries = now_or_never(store.entries(0, 99)).expect("reads");
    let (last, bytes) = entries.last().expect("is there").clone();
    let want = without(&store, last);
    for len in 0..bytes.len() {
        let torn = Worn::entry(&store, last, move |bytes| bytes.truncate(len)).open().expect("opens");
        assert_eq!(torn.damaged().iter().map(|damaged| damaged.arrival).collect::<Vec<_>>(), [last], "cut at {len}");
        assert_eq!(torn.book().digest().to_string(), want, "cut at {len}");
    }
}

#[test]
fn no_flipped_bit_of_an_entry_brings_the_program_down() {
    let (store, digest) = store();
    let want = without(&store, 12);
    let len = now_or_never(store.entries(11, 1)).expect("reads")[0].1.len();
    for at in 0..len {
        for bit in [0x01, 0x10, 0x80] {
            let worn = Worn::entry(&store, 12, move |bytes| bytes[at] ^= bit);
            match worn.open() {
                Ok(keeper) if !keeper.damaged().is_empty() => {
                    assert_eq!(keeper.book().digest().to_string(), want, "byte {at}");
                }
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

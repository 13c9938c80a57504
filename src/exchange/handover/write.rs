//! Writing a hand-over file: gathered from the store page by page, sealed, and noted before it leaves.

use std::collections::HashSet;

use super::cipher::{seal, sealed_length};
use super::content::{Known, Manifest, Packing};
use super::cover::{Cover, Purpose, finished, head};
use super::had::Had;
use super::key::SecretKey;
use super::ledger::{Ledger, LedgerError, Out};
use super::parcel::Parcel;
use super::thumbs::{MOST_THUMB, MOST_THUMBS, Thumbnails, key as thumb_key};
use crate::book::given::leaves;
use crate::book::part::cut;
use crate::book::seal::{Sealer, Unlocked, Unreadable, encode, open_batch};
use crate::book::{Batch, Head};
use crate::model::{DeviceId, Instant};
use crate::ports::files::FileHash;
use crate::ports::{Arrival, Files, Random, Store, StoreError, Task};

/// Entries read at once.
const PAGE: usize = 32;

/// The device that writes.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// Its store. What waits to be stored there is in no file: it is to be stored first.
    pub store: &'a dyn Store,
    /// Its files.
    pub files: &'a dyn Files,
    /// Makes thumbnails.
    pub thumbs: &'a dyn Thumbnails,
    /// The device.
    pub device: DeviceId,
    /// The present instant.
    pub now: Instant,
    /// For keys and nonces.
    pub random: &'a dyn Random,
    /// Lets the page breathe: called between pieces of work.
    pub pause: &'a dyn Fn() -> Task<'static, ()>,
}

impl std::fmt::Debug for Sender<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").field("device", &self.device).field("now", &self.now).finish_non_exhaustive()
    }
}

/// Why no file came of it. Nothing was noted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is remembered of hand-overs does not read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Something cannot be written.
    #[error(transparent)]
    Unwritable(#[from] Unreadable),
}

/// A hand-over file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its cover.
    pub cover: Cover,
    /// Its number among the files of this device.
    pub serial: u64,
    /// Entries in it, whole or in part.
    pub entries: usize,
    /// Thumbnails in it.
    pub thumbs: usize,
    /// Pictures that are mentioned and did not find room, or are not here.
    pub without_thumb: usize,
    /// Entries of this journal that do not read, and are left out.
    pub damaged: usize,
}

/// What is being gathered.
struct Gathering<'a> {
    parcel: &'a Parcel,
    ledger: &'a Ledger,
    had: &'a Had,
    /// What the reader has acknowledged.
    floor: Arrival,
    packing: Packing,
    entries: usize,
    damaged: usize,
    upto: Arrival,
    own: u64,
    pictures: Vec<FileHash>,
    known: HashSet<FileHash>,
}

/// Writes a file, and takes note of it. `tell` hears how many entries have been looked at.
pub async fn write(parcel: &Parcel, sender: &Sender<'_>, tell: &dyn Fn(u64)) -> Result<Written, WriteError> {
    let Sender { store, device, now, .. } = *sender;
    let (mut ledger, mut had, serial) = begin(parcel, sender).await?;
    if parcel.purpose == Purpose::SetUp {
        ledger.start_over(parcel.to);
    }
    let floor = ledger.floor(parcel.to);
    let own = (parcel.purpose == Purpose::SetUp).then(|| Known { since: now, key: SecretKey::fresh(sender.random) });
    let keys = parcel.led.iter().filter_map(|person| Some((*person, ledger.key_of(*person)?.clone()))).collect();
    let mut gathering = Gathering {
        parcel,
        ledger: &ledger,
        had: &had,
        floor,
        packing: Packing::default(),
        entries: 0,
        damaged: 0,
        upto: 0,
        own: ledger.acknowledged(parcel.to),
        pictures: Vec::new(),
        known: HashSet::new(),
    };
    gathering.gather(sender, tell).await?;
    let Gathering { packing, entries, damaged, upto, own: last, pictures, .. } = gathering;
    // Who is handed a day hears of everything that came in, whoever is led of what came from them.
    let receipts = if parcel.purpose == Purpose::Day { ledger.receipts() } else { ledger.receipts_of(parcel.to) };
    let former = ledger.former().to_vec();
    let manifest = Manifest { serial, after: floor, upto, former, receipts, own: own.clone(), keys };
    let mut packing = packing.behind(&manifest)?;
    let (thumbs, without_thumb) = add_thumbs(&mut packing, &pictures, sender).await?;
    let plain = packing.finish()?;
    (sender.pause)().await;

    let mut nonce = [0; 19];
    nonce.copy_from_slice(&sender.random.seed()[..19]);
    let Parcel { company, purpose, from, to, .. } = *parcel;
    let cover = Cover { company, purpose, from, to, device, made: now, lock: parcel.lock.clone(), nonce };
    let mut bytes = head(&cover, sealed_length(plain.len()))?;
    let sealed = seal(&parcel.key, &nonce, &bytes, &plain)?;
    bytes.extend(sealed);
    let bytes = finished(bytes);

    // Only what is noted leaves: else its receipt would say nothing.
    let _held = store.hold().await;
    ledger = Ledger::load(store, device).await?;
    if let (Some(own), Some(to)) = (own, to) {
        ledger.start_over(Some(to));
        ledger.learn(to, own);
    }
    ledger.went(Out { serial, purpose, to, upto, own: last, made: now });
    if let Some(to) = to.filter(|_| purpose != Purpose::Day && !parcel.given.is_all()) {
        had.went(serial, &parcel.given);
        let (key, value) = had.setting(to)?;
        store.put_meta(key, value).await?;
    }
    let (key, value) = ledger.setting()?;
    store.put_meta(key, value).await?;
    Ok(Written { bytes, cover, serial, entries, thumbs, without_thumb, damaged })
}

/// Draws the number of a file, and reads what the reader was given before.
async fn begin(parcel: &Parcel, sender: &Sender<'_>) -> Result<(Ledger, Had, u64), WriteError> {
    let Sender { store, device, .. } = *sender;
    let _held = store.hold().await;
    let mut ledger = Ledger::load(store, device).await?;
    let serial = ledger.next_serial();
    let (key, value) = ledger.setting()?;
    store.put_meta(key, value).await?;
    let had = match (parcel.purpose, parcel.to) {
        (Purpose::Answer, Some(to)) => Had::load(store, to).await?,
        // Whoever is set up starts with nothing.
        _ => Had::default(),
    };
    Ok((ledger, had, serial))
}

impl Gathering<'_> {
    async fn gather(&mut self, sender: &Sender<'_>, tell: &dyn Fn(u64)) -> Result<(), WriteError> {
        // What became the reader's since then has its past in older entries.
        let is_down = self.parcel.purpose != Purpose::Day;
        let from_start = is_down && !self.parcel.given.is_all() && self.had.lacks(&self.parcel.given);
        let mut after = if from_start { 0 } else { self.floor };
        self.upto = self.floor;
        let mut looked = 0;
        loop {
            let page = sender.store.entries(after, PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for (arrival, sealed) in page {
                self.upto = self.upto.max(arrival);
                looked += 1;
                match open_batch(sealed, &Unlocked) {
                    Ok(batch) => self.add(&batch, arrival)?,
                    Err(Unreadable::Damaged(_)) => self.damaged += 1,
                    Err(newer) => return Err(newer.into()),
                }
            }
            tell(looked);
            (sender.pause)().await;
        }
    }

    /// Puts what the reader may have of an entry into the file.
    fn add(&mut self, batch: &Batch, arrival: Arrival) -> Result<(), Unreadable> {
        let Some(part) = self.part(batch, arrival) else { return Ok(()) };
        if part.head.device == self.ledger.device() {
            self.own = self.own.max(part.head.sequence);
        }
        self.entries += 1;
        let files = part.files().into_iter().filter(|hash| self.known.insert(*hash));
        self.pictures.extend(files);
        self.packing.entry(&Unlocked.seal(encode(&part)?))
    }

    fn part(&self, batch: &Batch, arrival: Arrival) -> Option<Batch> {
        let (given, had) = (&self.parcel.given, self.had);
        if self.parcel.purpose == Purpose::Day {
            return self.ledger.goes_up(batch.head.device).then(|| batch.clone());
        }
        let is_new = arrival > self.floor;
        if given.is_all() {
            return (is_new && !self.has_it(&batch.head)).then(|| batch.clone());
        }
        if is_new && self.has_it(&batch.head) {
            return None;
        }
        cut(batch, &mut |ops, place| {
            let Some(id) = ops.ids.get(place) else { return false };
            if is_new {
                given.has(*id) || (had.had(*id) && leaves(ops, place))
            } else {
                given.has(*id) && !had.has(*id)
            }
        })
    }

    /// Whether the reader's only device wrote it.
    fn has_it(&self, head: &Head) -> bool {
        self.parcel.purpose == Purpose::Answer && self.ledger.only_device(self.parcel.to) == Some(head.device)
    }
}

/// Adds thumbnails of pictures, the latest first, while there is room; how many, and how many are not there.
async fn add_thumbs(
    packing: &mut Packing,
    pictures: &[FileHash],
    sender: &Sender<'_>,
) -> Result<(usize, usize), WriteError> {
    let (mut added, mut without, mut room) = (0, 0, MOST_THUMBS);
    for picture in pictures.iter().rev() {
        let small = match sender.files.file(*picture).await? {
            Some(sealed) => sender.thumbs.shrink(Unlocked.open(sealed)?).await,
            None => sender.store.meta(thumb_key(picture)).await?,
        };
        match small.filter(|small| small.len() <= MOST_THUMB.min(room)) {
            Some(small) => {
                packing.thumb(picture, &small)?;
                (added, room) = (added + 1, room - small.len());
            }
            None => without += 1,
        }
        (sender.pause)().await;
    }
    Ok((added, without))
}

//! Several devices with a book each, and the journal of everything that any of them wrote.

use fieldbook::book::apply::Applied;
use fieldbook::book::undo::Kept;
use fieldbook::book::writer::Writer;
use fieldbook::book::{Batch, Book, Cause, Context, Draft, Head, Label, Rejection};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{Currency, DeviceId, Id, Instant, Zone};

/// Where the wall clock of every world starts: 2026-01-01T00:00Z.
pub(crate) const START: Instant = Instant(1_767_225_600_000);

/// Some days after the start of a world (before it where negative).
pub(crate) fn day(n: i64) -> Instant {
    Instant(START.0 + n * DAY_MS)
}

/// One device: its book, and the writing end of its journal.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) book: Book,
    pub(crate) writer: Writer,
    /// How far its clock is ahead of the world's, in milliseconds.
    pub(crate) skew: i64,
}

/// The devices and what they wrote.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) devices: Vec<Device>,
    pub(crate) log: Vec<Batch>,
    pub(crate) now: Instant,
    pub(crate) actor: Actor,
    acts: u64,
}

impl World {
    /// Devices numbered from 1 whose clocks differ by minutes.
    pub(crate) fn new(devices: usize) -> Self {
        let device = |at: usize| Device {
            book: Book::new(START),
            writer: Writer::new(DeviceId(at as u64 + 1)),
            skew: [0, 7 * 60_000, -11 * 60_000][at % 3],
        };
        Self {
            devices: (0..devices).map(device).collect(),
            log: Vec::new(),
            now: START,
            actor: Actor::FOUNDER,
            acts: 0,
        }
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, millis: i64) {
        self.now = Instant(self.now.0 + millis);
    }

    /// Decides and applies on a device, as the keeper does.
    pub(crate) fn act(
        &mut self,
        device: usize,
        decide: impl FnOnce(&Book, &Context<'_>) -> Result<Draft, Rejection>,
    ) -> Result<Batch, Rejection> {
        self.acts += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.acts.to_le_bytes());
        let own = &mut self.devices[device];
        let now = Instant(self.now.0 + own.skew);
        own.book.advance(now);
        let (zone, ids) = (Zone::default(), IdMaker::new(now, seed));
        let context = Context { actor: self.actor, now, zone: &zone, currency: Currency::CNY, ids: &ids };
        let draft = decide(&own.book, &context)?;
        let batch = own.writer.stamp(draft, self.actor.person, now, &ids);
        own.writer.note(&batch.head);
        assert_eq!(own.book.apply(&batch), Applied::Done);
        self.log.push(batch.clone());
        Ok(batch)
    }

    /// Acts by a draft made from nothing but the book.
    pub(crate) fn draft(&mut self, device: usize, fill: impl FnOnce(&Book, &mut Draft)) -> Batch {
        let made = self.act(device, |book, _| {
            let mut draft = Draft::new(Label::new("label-test"), Cause::Typed);
            fill(book, &mut draft);
            Ok(draft)
        });
        made.expect("a draft is never refused")
    }

    /// Inverts a batch on a device: an undo, or of an undoing batch a redo.
    pub(crate) fn invert(&mut self, device: usize, batch: &Batch) -> (Batch, Vec<Kept>) {
        let cause = match batch.head.cause {
            Cause::Undone(_) => Cause::Redone(batch.head.id),
            _ => Cause::Undone(batch.head.id),
        };
        let mut kept = Vec::new();
        let made = self.act(device, |book, _| {
            let inverse = book.invert(batch, cause);
            kept = inverse.kept;
            Ok(inverse.draft)
        });
        (made.expect("an undo is never refused"), kept)
    }

    /// The batch of a head.
    pub(crate) fn batch(&self, head: &Head) -> Batch {
        self.log.iter().find(|batch| batch.head.id == head.id).expect("every head has its batch").clone()
    }

    /// Undoes what is next on a device; `None` where nothing is.
    pub(crate) fn undo(&mut self, device: usize) -> Option<Vec<Kept>> {
        let own = &self.devices[device];
        let next = self.batch(own.book.next_undo(own.writer.device, &self.actor)?);
        Some(self.invert(device, &next).1)
    }

    /// Redoes what is next on a device; `None` where nothing is.
    pub(crate) fn redo(&mut self, device: usize) -> Option<Vec<Kept>> {
        let own = &self.devices[device];
        let next = self.batch(own.book.next_redo(own.writer.device, &self.actor)?);
        Some(self.invert(device, &next).1)
    }

    /// Brings everything that was written to a device.
    pub(crate) fn pull(&mut self, device: usize) {
        let (own, now) = (&mut self.devices[device], self.now);
        own.book.advance(Instant(now.0 + own.skew));
        for batch in &self.log {
            if own.book.apply(batch) == Applied::Done {
                own.writer.note(&batch.head);
            }
        }
    }
}

/// An empty book at a moment that has met these batches, in this order.
pub(crate) fn replay<'a>(now: Instant, batches: impl IntoIterator<Item = &'a Batch>) -> Book {
    let mut book = Book::new(now);
    for batch in batches {
        book.apply(batch);
    }
    book
}

/// The book after a round trip through the bytes of a checkpoint.
pub(crate) fn restored(book: &Book) -> Book {
    use fieldbook::book::checkpoint::Frame;
    use fieldbook::book::seal::{decode, encode};
    let bytes = encode(&book.frame()).expect("a frame has bytes");
    let frame: Frame = decode(&bytes).expect("a frame reads back");
    let restored = Book::restore(frame, |key, number| {
        let table = book.table(key).filter(|table| number < book.chunks(table));
        table.map(|table| book.chunk(table, number)).transpose()
    });
    restored.expect("reads back")
}

/// A label for tests.
pub(crate) fn label() -> Label {
    Label::new("label-test")
}

/// The id of a small number.
pub(crate) fn id(n: u128) -> Id {
    Id(n)
}

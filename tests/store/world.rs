//! A device with its store: what a tab does between the screen and the disk.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::task::{Context as Polling, Poll, Waker};

use fieldbook::book::command::{Create, Edit, Remove};
use fieldbook::book::seal::{Unlocked, open_batch};
use fieldbook::book::{Batch, Book, Command, Context, Label, Rejection};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::records::{Deal, Pipeline, Stage};
use fieldbook::model::{Currency, DeviceId, Id, Instant, Key, Money, Record, Value, Zone};
use fieldbook::ports::keeper::Acted;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};
use fieldbook::ports::sharing::{self, store_waiting};
use fieldbook::ports::{Keeper, NewEntry, Random, Store, StoreError, TakenBack};

/// 2026-01-05T00:00Z.
pub(crate) const START: i64 = 1_767_571_200_000;

/// Runs a future that never waits: the store in memory answers at once.
pub(crate) fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Polling::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the store in memory made somebody wait"),
    }
}

/// One tab: a keeper, its store, a clock that moves a second with every act.
pub(crate) struct Tab {
    pub(crate) store: MemoryStore,
    pub(crate) keeper: Keeper,
    pub(crate) now: i64,
    /// What had to be taken back so far.
    pub(crate) taken_back: Vec<TakenBack>,
    pub(crate) random: SeededRandom,
}

/// A keeper as storing reaches it, and what it was told.
pub(crate) struct Desk {
    pub(crate) keeper: RefCell<Keeper>,
    pub(crate) now: Cell<i64>,
    pub(crate) taken_back: RefCell<Vec<TakenBack>>,
}

impl Desk {
    pub(crate) fn new(keeper: Keeper, now: i64) -> Self {
        Self { keeper: RefCell::new(keeper), now: Cell::new(now), taken_back: RefCell::default() }
    }
}

impl sharing::Tab for Desk {
    fn with(&self, act: &mut dyn FnMut(&mut Keeper)) {
        act(&mut self.keeper.borrow_mut());
    }

    fn now(&self) -> Instant {
        Instant(self.now.get())
    }

    fn storing(&self, _waiting: usize) {}

    fn changed(&self) {}

    fn taken_back(&self, changes: Vec<TakenBack>) {
        self.taken_back.borrow_mut().extend(changes);
    }
}

impl Tab {
    /// A tab on a store, opened as the application opens it.
    pub(crate) fn open(store: &MemoryStore, seed: u64) -> Self {
        let keeper = now_or_never(Keeper::open(store, DeviceId(seed), Instant(START))).expect("opens");
        Self { store: store.clone(), keeper, now: START, taken_back: Vec::new(), random: SeededRandom::new(seed) }
    }

    /// A tab with a keeper that was opened in another way.
    pub(crate) fn over(store: &MemoryStore, keeper: Keeper) -> Self {
        let (now, random) = (START + 1_000_000, SeededRandom::new(77));
        Self { store: store.clone(), keeper, now, taken_back: Vec::new(), random }
    }

    /// The same tab after a reload: only what the store holds is left.
    pub(crate) fn reload(self) -> Self {
        let keeper = now_or_never(Keeper::open(&self.store, DeviceId(0), Instant(self.now))).expect("opens");
        Self { keeper, ..self }
    }

    /// Decides and queues.
    pub(crate) fn act(&mut self, command: &dyn Command) -> Result<Acted, Rejection> {
        self.with_context(|keeper, context| keeper.act(command, context))
    }

    /// Does something with the context of the present moment.
    pub(crate) fn with_context<T>(&mut self, act: impl FnOnce(&mut Keeper, &Context<'_>) -> T) -> T {
        self.now += 1_000;
        let now = Instant(self.now);
        let (zone, ids) = (Zone::default(), IdMaker::new(now, self.random.seed()));
        let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::CNY, ids: &ids };
        act(&mut self.keeper, &context)
    }

    /// Writes what waits as the application does; says how it went.
    pub(crate) fn flush(&mut self) -> Result<(), StoreError> {
        let spare = Keeper::new(DeviceId(0), Instant(self.now));
        let desk = Desk::new(std::mem::replace(&mut self.keeper, spare), self.now);
        let outcome = now_or_never(store_waiting(&desk, &self.store));
        self.keeper = desk.keeper.into_inner();
        self.taken_back.extend(desk.taken_back.take());
        outcome
    }

    /// Decides, queues and writes.
    pub(crate) fn save(&mut self, command: &dyn Command) -> Acted {
        let acted = self.act(command).expect("is allowed");
        self.flush().expect("writes");
        acted
    }

    /// Stores a checkpoint.
    pub(crate) fn checkpoint(&mut self) {
        let checkpoint = self.keeper.checkpoint().expect("everything is stored");
        let result = now_or_never(self.store.put_checkpoint(checkpoint));
        self.keeper.checkpointed(result);
    }

    /// Reads what other tabs wrote.
    pub(crate) fn catch_up(&mut self) {
        now_or_never(self.keeper.catch_up(&self.store)).expect("reads");
    }

    /// Inverts the batch that is next for undo, or for redo.
    pub(crate) fn invert(&mut self, redo: bool) -> Option<Acted> {
        let actor = Actor::FOUNDER;
        let head = if redo { self.keeper.next_redo(&actor) } else { self.keeper.next_undo(&actor) };
        let id = head?.id;
        let batch = self.keeper.queued(id).cloned().unwrap_or_else(|| batch(&self.store, id));
        self.with_context(|keeper, context| keeper.invert(&batch, context)).ok()
    }

    /// What the book says.
    pub(crate) fn digest(&self) -> String {
        self.keeper.book().digest().to_string()
    }
}

/// A batch from the journal.
pub(crate) fn batch(store: &dyn Store, id: Id) -> Batch {
    let bytes = now_or_never(store.entry(id)).expect("reads").expect("is there");
    open_batch(bytes, &Unlocked).expect("is intact")
}

/// Every batch of the journal, in order.
pub(crate) fn batches(store: &dyn Store) -> Vec<Batch> {
    let entries = now_or_never(store.entries(0, usize::MAX)).expect("reads");
    entries.into_iter().map(|(_, bytes)| open_batch(bytes, &Unlocked).expect("is intact")).collect()
}

/// A store with the journal of another and nothing else: no settings, no checkpoints.
pub(crate) fn journal_only(store: &MemoryStore) -> MemoryStore {
    let copy = MemoryStore::default();
    deliver(store, &copy);
    copy
}

/// Brings what one store's journal has into another's, as a hand-over does.
pub(crate) fn deliver(from: &MemoryStore, to: &MemoryStore) {
    let bytes = now_or_never(from.entries(0, usize::MAX)).expect("reads").into_iter().map(|(_, bytes)| bytes);
    let entries = batches(from).into_iter().zip(bytes);
    let new = entries.map(|(batch, bytes)| NewEntry { id: batch.head.id, bytes, outbox: false, meta: Vec::new() });
    now_or_never(to.append(new.collect())).expect("writes");
}

/// The book that the journal alone gives, without keeper or checkpoint.
pub(crate) fn replay(store: &dyn Store, now: i64) -> Book {
    let mut book = Book::new(Instant(now));
    for batch in batches(store) {
        book.apply(&batch);
    }
    book
}

/// A record of a pipeline with two stages, which deals need.
pub(crate) struct Ground {
    pub(crate) stages: [Id; 2],
}

impl Ground {
    /// The one that was laid before.
    pub(crate) fn known() -> Self {
        Self { stages: ["open", "won"].map(|name| Id::derived(&["ground", name])) }
    }

    /// Creates and stores it.
    pub(crate) fn lay(tab: &mut Tab) -> Self {
        let [pipeline, open, won] = ["pipeline", "open", "won"].map(|name| Id::derived(&["ground", name]));
        tab.save(&create::<Pipeline>(pipeline, vec![(Pipeline::NAME, Value::from("Sales"))]));
        for (id, name, kind) in [(open, "Open", "open"), (won, "Won", "won")] {
            let values = vec![
                (Stage::NAME, Value::from(name)),
                (Stage::PIPELINE, Value::from(pipeline)),
                (Stage::KIND, Value::from(kind)),
            ];
            tab.save(&create::<Stage>(id, values));
        }
        Self { stages: [open, won] }
    }

    /// A new deal.
    pub(crate) fn deal(&self, number: usize) -> Create {
        let values = vec![
            (Deal::TITLE, Value::from(format!("Deal {number}").as_str())),
            (Deal::STAGE, Value::from(self.stages[0])),
            (Deal::AMOUNT, Value::from(Money::new(i64::try_from(number).unwrap_or(0) * 100, Currency::CNY))),
        ];
        create::<Deal>(deal_id(number), values)
    }

    /// A deal's move to a stage.
    pub(crate) fn move_deal(&self, number: usize, stage: usize) -> Edit {
        edit::<Deal>(deal_id(number), Deal::STAGE, Value::from(self.stages[stage]))
    }
}

/// The id of a deal by number.
pub(crate) fn deal_id(number: usize) -> Id {
    Id::derived(&["deal", &number.to_string()])
}

/// Fields with a default that were declared after the database of format version 1 was saved.
const YOUNGER: [(&str, &str); 2] = [("organisations", "sales_basis"), ("accounts", "kind")];

/// A command that creates a record.
pub(crate) fn create<R: Record>(id: Id, values: Vec<(usize, Value)>) -> Create {
    let key = |field: usize| R::COLLECTION.fields[field].key.as_ref();
    // Fields with a default that are younger than the saved database stay as empty as they were in it.
    let younger = |field: &usize| {
        YOUNGER.contains(&(R::COLLECTION.key, key(*field))) && !values.iter().any(|(given, _)| given == field)
    };
    let empty: Vec<(usize, Option<Value>)> =
        (0..R::COLLECTION.fields.len()).filter(younger).map(|field| (field, None)).collect();
    let values = values.into_iter().map(|(field, value)| (field, Some(value))).chain(empty).collect();
    Create { collection: Key::Borrowed(R::COLLECTION.key), id, values, label: Label::new("label-create") }
}

/// A command that sets one field.
pub(crate) fn edit<R: Record>(id: Id, field: usize, value: Value) -> Edit {
    Edit {
        collection: Key::Borrowed(R::COLLECTION.key),
        id,
        changes: vec![(field, Some(value))],
        effective: None,
        label: Label::new("label-edit"),
    }
}

/// A command that retracts a record.
pub(crate) fn remove<R: Record>(id: Id, archive: bool) -> Remove {
    Remove { collection: Key::Borrowed(R::COLLECTION.key), id, archive, label: Label::new("label-remove") }
}

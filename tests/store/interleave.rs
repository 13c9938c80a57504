//! Tabs of one device whose writes interleave in every possible order: nothing acknowledged is lost,
//! what was refused is told, all agree, and the chain is whole.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as Polling, Poll, Wake, Waker};

use fieldbook::book::command::Editor;
use fieldbook::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::records::Deal;
use fieldbook::model::{Currency, DeviceId, Id, Instant, Money, Record, Value, Zone};
use fieldbook::ports::files::StoredFile;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};
use fieldbook::ports::sharing::{read_others, store_waiting};
use fieldbook::ports::store::{CheckpointNo, Entry, Held, Setting};
use fieldbook::ports::{Arrival, Keeper, NewCheckpoint, NewEntry, Random, Store, StoreError, StoredCheckpoint, Task};

use crate::tabs::one_chain;
use crate::world::{Desk, Ground, START, Tab, batches, deal_id, now_or_never, remove, replay};

/// A store that makes everybody wait once before each of its answers.
struct Slow {
    inner: MemoryStore,
    /// Whether the right to write is given at all.
    locks: bool,
}

fn later<'a, T: 'a>(answer: impl FnOnce() -> Task<'a, T> + 'a) -> Task<'a, T> {
    Box::pin(async move {
        let mut waited = false;
        poll_fn(|context| {
            if std::mem::replace(&mut waited, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        answer().await
    })
}

impl Store for Slow {
    fn hold(&self) -> Task<'_, Held> {
        if self.locks { later(|| self.inner.hold()) } else { Box::pin(std::future::ready(Held::default())) }
    }

    fn append(&self, entries: Vec<NewEntry>) -> Task<'_, Result<Arrival, StoreError>> {
        later(|| self.inner.append(entries))
    }

    fn append_after(&self, after: Arrival, entries: Vec<NewEntry>) -> Task<'_, Result<Option<Arrival>, StoreError>> {
        later(move || self.inner.append_after(after, entries))
    }

    fn listen(&self, heard: Box<dyn Fn()>) {
        self.inner.listen(heard);
    }

    fn entries(&self, after: Arrival, limit: usize) -> Task<'_, Result<Vec<Entry>, StoreError>> {
        later(move || self.inner.entries(after, limit))
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
        self.inner.checkpoint(age)
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

/// Adds to a deal's amount what it is: a decision that is wrong when made against an old book.
#[derive(Clone)]
struct Add(usize, i64);

impl Command for Add {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, Label::new("label-add"), Cause::Typed);
        let (collection, id) = (Deal::COLLECTION.key, deal_id(self.0));
        edit.live(collection, id)?;
        let sum = amount(book, self.0) + self.1;
        edit.set(collection, id, (Deal::AMOUNT, Some(Value::from(Money::new(sum, Currency::CNY)))), None)?;
        edit.finish()
    }
}

fn amount(book: &Book, deal: usize) -> i64 {
    book.get::<Deal>(deal_id(deal).into()).and_then(|deal| deal.amount).map_or(0, |money| money.minor)
}

/// What a tab does, one after the other, storing after each.
type Script = Vec<Step>;

enum Step {
    Act(Box<dyn Command>),
    /// Decided here and now, and never again, as an import is.
    Take(Box<dyn Command>),
    Undo,
}

fn act(command: impl Command + 'static) -> Step {
    Step::Act(Box::new(command))
}

/// One tab at work.
struct Worker {
    desk: Desk,
    random: SeededRandom,
    /// Ids of what was shown as done.
    shown: RefCell<Vec<Id>>,
    /// What was refused at once.
    refused: Cell<usize>,
}

impl Worker {
    fn open(store: &MemoryStore, seed: u64) -> Self {
        let keeper = now_or_never(Keeper::open(store, DeviceId(seed), Instant(START))).expect("opens");
        let desk = Desk::new(keeper, START + 100_000);
        Self { desk, random: SeededRandom::new(seed), shown: RefCell::default(), refused: Cell::new(0) }
    }

    fn step(&self, store: &MemoryStore, step: &Step) {
        // The tabs' clocks show the same millisecond: only the order of the journal tells them apart.
        let now = Instant(self.desk.now.get());
        let (zone, ids) = (Zone::default(), IdMaker::new(now, self.random.seed()));
        let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::CNY, ids: &ids };
        let keeper = &mut *self.desk.keeper.borrow_mut();
        let acted = match step {
            Step::Act(command) => keeper.act(&**command, &context),
            Step::Take(command) => {
                command.decide(keeper.book(), &context).map(|draft| keeper.take(draft, &context, Vec::new()))
            }
            Step::Undo => match keeper.next_undo(&Actor::FOUNDER).map(|head| head.id) {
                Some(id) => {
                    let queued = keeper.queued(id).cloned();
                    let batch = queued.unwrap_or_else(|| crate::world::batch(store, id));
                    keeper.invert(&batch, &context)
                }
                None => Err(Rejection::Nothing),
            },
        };
        match acted {
            Ok(acted) => self.shown.borrow_mut().push(acted.head.id),
            Err(_) => self.refused.set(self.refused.get() + 1),
        }
    }

    async fn work(&self, store: &Slow, script: &Script) {
        for step in script {
            self.step(&store.inner, step);
            store_waiting(&self.desk, store).await.expect("writes");
        }
    }
}

/// Tells whether a task has something to go on with.
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs tasks to their end. `choose` picks one of those that can go on, given how many there are.
fn run<'a>(mut tasks: Vec<Pin<Box<dyn Future<Output = ()> + 'a>>>, mut choose: impl FnMut(usize) -> usize) {
    let flags: Vec<_> = tasks.iter().map(|_| Arc::new(Flag(AtomicBool::new(true)))).collect();
    let mut open: Vec<usize> = (0..tasks.len()).collect();
    while !open.is_empty() {
        let ready: Vec<usize> = open.iter().copied().filter(|task| flags[*task].0.load(Ordering::Relaxed)).collect();
        assert!(!ready.is_empty(), "everybody waits for somebody");
        let task = ready[choose(ready.len())];
        flags[task].0.store(false, Ordering::Relaxed);
        let waker = Waker::from(flags[task].clone());
        if tasks[task].as_mut().poll(&mut Polling::from_waker(&waker)).is_ready() {
            open.retain(|other| *other != task);
        }
    }
}

/// Walks through every sequence of choices there is.
#[derive(Default)]
struct Every {
    /// What is chosen at each step, and out of how many.
    path: Vec<(usize, usize)>,
    at: usize,
}

impl Every {
    fn choose(&mut self, of: usize) -> usize {
        if self.at == self.path.len() {
            self.path.push((0, of));
        }
        let (choice, known) = self.path[self.at];
        assert_eq!(known, of, "the same choices lead to the same place");
        self.at += 1;
        choice
    }

    /// Goes on to the next sequence; `false` after the last.
    fn next(&mut self) -> bool {
        self.at = 0;
        while let Some((choice, of)) = self.path.pop() {
            if choice + 1 < of {
                self.path.push((choice + 1, of));
                return true;
            }
        }
        false
    }
}

/// A store with a deal 1 over 1.00 in the first stage.
fn base() -> (MemoryStore, Ground) {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let ground = Ground::lay(&mut tab);
    tab.save(&ground.deal(1));
    (store, ground)
}

/// Lets tabs work, each by its script, and demands what holds in every order. Gives the books.
fn work_together(base: &MemoryStore, scripts: &[Script], locks: bool, choose: impl FnMut(usize) -> usize) -> Outcome {
    let store = Rc::new(Slow { inner: base.copy(), locks });
    let before = batches(&store.inner).len();
    let workers: Vec<Worker> = (2..).take(scripts.len()).map(|seed| Worker::open(&store.inner, seed)).collect();
    let tasks = workers
        .iter()
        .zip(scripts)
        .map(|(worker, script)| -> Pin<Box<dyn Future<Output = ()>>> { Box::pin(worker.work(&store, script)) });
    run(tasks.collect(), choose);

    let journal = batches(&store.inner);
    let known: Vec<Id> = journal.iter().map(|batch| batch.head.id).collect();
    let mut told = 0;
    for worker in &workers {
        let taken_back = worker.desk.taken_back.borrow();
        let shown = worker.shown.borrow();
        let kept = shown.iter().filter(|id| known.contains(id)).count();
        assert_eq!(kept + taken_back.len(), shown.len(), "what was shown is kept, or its taking back is told");
        told += taken_back.len();
    }
    let shown: usize = workers.iter().map(|worker| worker.shown.borrow().len()).sum();
    assert_eq!(known.len() - before, shown - told, "and nothing else is kept");
    one_chain(&store.inner);
    let clocks: Vec<_> = journal.iter().map(|batch| batch.head.clock).collect();
    assert!(clocks.is_sorted_by(|a, b| a < b), "who came later wins");
    let want = replay(&store.inner, START + 100_000).digest();
    for worker in &workers {
        now_or_never(read_others(&worker.desk, &store.inner)).expect("reads");
        assert_eq!(worker.desk.keeper.borrow().book().digest(), want, "all agree");
    }
    let fresh = now_or_never(Keeper::open(&store.inner, DeviceId(0), Instant(START + 100_000))).expect("opens");
    assert_eq!(fresh.book().digest(), want);
    let refused = workers.iter().map(|worker| worker.refused.get()).sum();
    let reasons = workers.iter().flat_map(|worker| worker.desk.taken_back.take()).map(|change| change.why).collect();
    Outcome { book: fresh.book().clone(), refused, reasons }
}

/// How it ended.
struct Outcome {
    book: Book,
    /// Acts refused at once.
    refused: usize,
    /// Why acts were taken back.
    reasons: Vec<Rejection>,
}

/// Runs scripts in every order, with and without locks; says in how many.
fn in_every_order(scripts: &dyn Fn(&Ground) -> Vec<Script>, check: &dyn Fn(&Outcome)) -> usize {
    let (base, ground) = base();
    let mut orders = 0;
    for locks in [true, false] {
        let mut every = Every::default();
        loop {
            check(&work_together(&base, &scripts(&ground), locks, |of| every.choose(of)));
            orders += 1;
            if !every.next() {
                break;
            }
        }
    }
    orders
}

#[test]
fn sums_of_two_tabs_add_up_in_every_order() {
    let scripts = |_: &Ground| vec![vec![act(Add(1, 10)), act(Add(1, 20))], vec![act(Add(1, 400))]];
    let orders = in_every_order(&scripts, &|outcome| {
        assert_eq!(amount(&outcome.book, 1), 100 + 430);
        assert_eq!((outcome.refused, outcome.reasons.len()), (0, 0));
    });
    assert!(orders > 100, "{orders}");
}

#[test]
fn what_may_not_stand_beside_anothers_act_is_taken_back_with_its_reason() {
    let scripts = |_: &Ground| vec![vec![act(Add(1, 10))], vec![act(remove::<Deal>(deal_id(1), false))]];
    let taken = Cell::new([0, 0, 0]);
    in_every_order(&scripts, &|outcome| {
        let mut counts = taken.get();
        match outcome.reasons.as_slice() {
            [Rejection::Gone { id, .. }] => {
                assert_eq!((*id, outcome.refused), (deal_id(1), 0));
                counts[0] += 1;
            }
            [] if outcome.refused == 1 => counts[1] += 1,
            [] => counts[2] += 1,
            other => panic!("{other:?}"),
        }
        assert!(outcome.book.get::<Deal>(deal_id(1).into()).is_none(), "the deal is gone in the end");
        taken.set(counts);
    });
    // Too late, not even tried, and early enough: each happens in some order.
    let [late, untried, early] = taken.get();
    assert!(late > 0 && early > 0, "{late} {untried} {early}");
}

#[test]
fn what_hangs_on_something_taken_back_is_taken_back_too() {
    // The tab that makes deal 2 a second time is told so, and what it adds goes onto the first.
    let scripts = |ground: &Ground| {
        let (one, two) = (ground.deal(2), ground.move_deal(1, 1));
        vec![vec![act(one), act(Add(2, 1))], vec![act(remove::<Deal>(deal_id(1), false)), act(two)]]
    };
    in_every_order(&scripts, &|outcome| {
        assert_eq!(amount(&outcome.book, 2), 201);
        assert_eq!(outcome.refused, 1, "a move of a deal that this tab removed itself");
    });
}

#[test]
fn an_import_and_an_undo_stand_beside_what_others_do() {
    let scripts = |ground: &Ground| {
        let import = vec![Step::Take(Box::new(ground.deal(2))), Step::Undo];
        vec![import, vec![act(Add(1, 5))]]
    };
    in_every_order(&scripts, &|outcome| {
        let both = (outcome.book.get::<Deal>(deal_id(2).into()).is_some(), amount(&outcome.book, 1));
        // One device has one undo: it takes back the last act of the person, in whichever tab.
        assert!([(false, 105), (true, 100)].contains(&both), "{both:?}");
    });
}

#[test]
fn a_move_of_another_tab_is_in_force_when_it_is_heard_of() {
    let (store, ground) = base();
    let (idle, busy) = (Worker::open(&store, 2), Worker::open(&store, 3));
    for desk in [&idle.desk, &busy.desk] {
        desk.now.set(START + 500_000);
    }
    let slow = Slow { inner: store.copy(), locks: true };
    let script = vec![act(ground.move_deal(1, 1))];
    run(vec![Box::pin(busy.work(&slow, &script))], |_| 0);
    now_or_never(read_others(&idle.desk, &slow.inner)).expect("reads");
    let keeper = idle.desk.keeper.borrow();
    let deal = keeper.book().get::<Deal>(deal_id(1).into()).expect("is there");
    assert_eq!(deal.stage, Some(ground.stages[1]));
}

#[test]
fn random_scripts_of_three_tabs_agree() {
    let (base, ground) = base();
    for seed in 0..120 {
        let random = SeededRandom::new(seed);
        let scripts: Vec<Script> = (0..3)
            .map(|_| {
                let bytes = random.seed();
                let steps = bytes[..4].iter().map(|byte| match byte % 8 {
                    0 | 1 => act(ground.deal(usize::from(byte / 8 % 4))),
                    2 => act(ground.move_deal(1, usize::from(byte / 8 % 2))),
                    3 => act(remove::<Deal>(deal_id(1), byte / 8 % 2 == 0)),
                    4 => Step::Take(Box::new(Add(1, 3))),
                    5 => Step::Undo,
                    _ => act(Add(1, i64::from(*byte))),
                });
                steps.collect()
            })
            .collect();
        let choose = |of: usize| usize::from(random.seed()[0]) % of;
        work_together(&base, &scripts, seed % 4 != 0, choose);
    }
}

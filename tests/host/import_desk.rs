//! A book and somebody who imports files into it.

use fieldbook::book::apply::Applied;
use fieldbook::book::writer::Writer;
use fieldbook::book::{Batch, Book, Context, Draft, Rejection};
use fieldbook::exchange::csv::{self, Sheet};
use fieldbook::exchange::{Mode, Plan, Report, Run, Target, check};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::{Currency, DeviceId, Instant, Zone};

/// When every import here takes place: 2026-11-25T02:00Z.
pub(crate) const NOW: Instant = Instant(1_795_572_000_000);

pub(crate) struct Desk {
    pub(crate) book: Book,
    pub(crate) writer: Writer,
    pub(crate) zone: Zone,
    pub(crate) actor: Actor,
    acts: u64,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            book: Book::new(NOW),
            writer: Writer::new(DeviceId(1)),
            zone: Zone::fixed("Asia/Shanghai", 480),
            actor: Actor::FOUNDER,
            acts: 0,
        }
    }

    /// Does something that asks for a context.
    pub(crate) fn with<T>(&mut self, act: impl FnOnce(&Book, &Context<'_>) -> T) -> T {
        self.acts += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.acts.to_le_bytes());
        let ids = IdMaker::new(NOW, seed);
        let context = Context { actor: self.actor, now: NOW, zone: &self.zone, currency: Currency::USD, ids: &ids };
        act(&self.book, &context)
    }

    pub(crate) fn guess(&mut self, sheets: Vec<Sheet>) -> Plan {
        self.with(|book, context| Plan::guess(sheets, book, context))
    }

    pub(crate) fn check(&mut self, plan: &Plan) -> Report {
        self.with(|book, context| check(plan, book, context)).expect("a report")
    }

    /// Runs a plan in slices and gives what was reported beside the draft.
    pub(crate) fn run(&mut self, plan: &Plan) -> (Report, Result<Draft, Rejection>) {
        self.with(|book, context| {
            let mut run = Run::new(plan, book, context, Mode::Write).expect("allowed");
            loop {
                let progress = run.step(book, 997);
                assert!(progress.done <= progress.total);
                if progress.done == progress.total {
                    break;
                }
            }
            (run.report().clone(), run.finish(book))
        })
    }

    /// Runs a plan and applies what came of it.
    pub(crate) fn import(&mut self, plan: &Plan) -> (Report, Batch) {
        let dry = self.check(plan);
        let (report, draft) = self.run(plan);
        assert_eq!(dry, report, "the dry run says what happens");
        let batch = self.keep(draft.expect("a draft"));
        (report, batch)
    }

    /// Stamps and applies a draft.
    pub(crate) fn keep(&mut self, draft: Draft) -> Batch {
        let (writer, actor) = (self.writer.clone(), self.actor.person);
        let batch = self.with(|_, context| writer.stamp(draft, actor, NOW, context.ids));
        assert_eq!(self.book.apply(&batch), Applied::Done);
        self.writer.note(&batch.head);
        batch
    }
}

/// A sheet that must be readable.
pub(crate) fn sheet(name: &str, text: &str) -> Sheet {
    csv::read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a plan makes of a file, by headings: the collection, and the field key or pseudo target
/// of each column.
pub(crate) fn targets(plan: &Plan, file: usize, book: &Book) -> (String, Vec<String>) {
    let plan = &plan.files[file];
    let collection = plan.collection.clone().unwrap_or_default().into_owned();
    let table = book.table(&collection);
    let name = |target: Target| match (target, table) {
        (Target::Field(field), Some(table)) => table.columns()[field].field().key.to_string(),
        (target, _) => target.key().unwrap_or("?").replace("import-target-", "@"),
    };
    let columns = plan.columns.iter().map(|column| name(column.target)).collect();
    (collection, columns)
}

//! The import under way. It is kept beside the pages: a page is built anew when the language
//! changes or the person looks at something else in between.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::book::Book;
use crate::exchange::csv::{ReadError, ReadErrorKind};
use crate::exchange::{Plan, Progress, Report};
use crate::model::{Id, Instant};
use crate::ui::context::App;

/// Milliseconds after which work shows its progress.
const SHOWN_AFTER: i64 = 250;
/// Milliseconds after which it can be told how long is left.
const TOLD_AFTER: i64 = 1_000;

/// Where in the import the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Choosing files.
    Files,
    /// Saying what files and columns are.
    Match,
    /// Seeing what would happen.
    Check,
    /// Done.
    Done,
}

/// Why a file could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Its content is broken.
    Content(ReadError),
    /// The browser could not read it.
    Unreadable,
    /// It takes a background worker to read it, and there is none.
    NoWorker,
}

/// What is being done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Reading files.
    Read,
    /// The dry run.
    Check,
    /// Making the records.
    Write,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work {
    /// What is done.
    pub(super) task: Task,
    /// Steps done and in all.
    pub(super) progress: Progress,
    /// Whether it has taken long enough to be shown.
    pub(super) shown: bool,
    /// Seconds left, once that can be told.
    pub(super) left: Option<usize>,
    since: Instant,
}

/// What an import came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    /// Its batch.
    pub(super) batch: Id,
    /// Its counts.
    pub(super) report: Report,
    /// The pipeline that it filled.
    pub(super) pipeline: Option<Id>,
}

/// A file's name and content.
type NamedBytes = (String, Rc<[u8]>);

/// The import under way.
#[derive(Clone, Copy)]
pub(in crate::ui) struct ImportState {
    /// Where the person is.
    pub(super) step: RwSignal<Step>,
    /// What is to be imported.
    pub(super) plan: RwSignal<Option<Plan>>,
    /// Files that could not be taken, by name.
    pub(super) refused: RwSignal<Vec<(String, Trouble)>>,
    /// What would happen.
    pub(super) report: RwSignal<Report>,
    /// What is being done now.
    pub(super) work: RwSignal<Option<Work>>,
    /// What it came to.
    pub(super) outcome: RwSignal<Option<Outcome>>,
    /// Sheets of workbooks that hold no table, by the name of their file.
    pub(super) skipped: RwSignal<Vec<(String, ReadError)>>,
    turn: StoredValue<u64>,
    /// The bytes of the files taken, so that they can be read in another way.
    bytes: StoredValue<Vec<NamedBytes>, LocalStorage>,
}

impl ImportState {
    /// Nothing chosen yet.
    pub(in crate::ui) fn new() -> Self {
        Self {
            step: RwSignal::new(Step::Files),
            plan: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            report: RwSignal::new(Report::default()),
            work: RwSignal::new(None),
            outcome: RwSignal::new(None),
            skipped: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            bytes: StoredValue::new_local(Vec::new()),
        }
    }

    /// Forgets everything chosen.
    pub(super) fn reset(self) {
        self.stop();
        self.forget_files();
        self.refused.set(Vec::new());
        self.outcome.set(None);
        self.go(Step::Files);
    }

    /// Lets go of the files, which may be large.
    pub(super) fn forget_files(self) {
        self.plan.set(None);
        self.skipped.set(Vec::new());
        self.bytes.set_value(Vec::new());
    }

    /// Goes to a step, with focus on the heading as after a click on a link.
    pub(super) fn go(self, step: Step) {
        if self.step.get_untracked() == step {
            return;
        }
        self.step.set(step);
        request_animation_frame(|| {
            // The person may be elsewhere by now, where nothing must jump.
            let heading = document().query_selector("main:has(.steps) h1").ok().flatten();
            if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                drop(heading.focus());
            }
        });
    }

    /// Keeps the bytes of a file.
    pub(super) fn keep(self, name: String, bytes: Rc<[u8]>) {
        self.bytes.update_value(|kept| {
            kept.retain(|(known, _)| *known != name);
            kept.push((name, bytes));
        });
    }

    /// Takes note of the sheets of a file that hold no table. Empty ones are not worth telling.
    pub(super) fn skip(self, name: &str, sheets: Vec<ReadError>) {
        self.skipped.update(|known| {
            known.retain(|(file, _)| file != name);
            let told = sheets.into_iter().filter(|error| error.kind != ReadErrorKind::Empty);
            known.extend(told.map(|error| (name.to_owned(), error)));
        });
    }

    /// The bytes of a file.
    pub(super) fn bytes_of(self, name: &str) -> Option<Rc<[u8]>> {
        self.bytes.with_value(|kept| kept.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone()))
    }

    /// Changes the plan.
    pub(super) fn change(self, app: App, change: impl FnOnce(&mut Plan, &Book)) {
        if let Some(mut plan) = self.plan.get_untracked() {
            app.peek(|desk| change(&mut plan, desk.book()));
            self.plan.set(Some(plan));
        }
    }

    /// Begins a work; whatever else was going on stops. Gives the number to ask with whether it
    /// still goes on.
    pub(super) fn begin(self, task: Task, now: Instant) -> u64 {
        self.turn.update_value(|turn| *turn += 1);
        let progress = Progress { done: 0, total: 1 };
        self.work.set(Some(Work { task, progress, shown: false, left: None, since: now }));
        self.turn.get_value()
    }

    /// Whether this work still goes on.
    pub(super) fn goes_on(self, turn: u64) -> bool {
        self.turn.get_value() == turn
    }

    /// Stops whatever goes on. Nothing has been changed by it.
    pub(super) fn stop(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.work.set(None);
    }

    /// Takes note of how far the work has come.
    pub(super) fn note(self, progress: Progress, now: Instant) {
        self.work.update(|work| {
            if let Some(work) = work {
                let took = now.0 - work.since.0;
                work.progress = progress;
                work.shown |= took > SHOWN_AFTER;
                work.left = seconds_left(took, progress).filter(|_| took > TOLD_AFTER);
            }
        });
    }
}

/// Seconds that the rest takes if it goes on as before.
fn seconds_left(took: i64, progress: Progress) -> Option<usize> {
    let took = usize::try_from(took).ok()?;
    let rest = progress.total.saturating_sub(progress.done);
    Some(took.checked_mul(rest)?.checked_div(progress.done)?.div_ceil(1_000))
}

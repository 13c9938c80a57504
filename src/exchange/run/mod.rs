//! Turns a plan into one draft, or only counts what it would do, in slices so that a screen stays
//! alive. Nothing is applied here: a run that is dropped has changed nothing.

mod known;
mod layout;
mod link;
mod row;
mod screen;
mod update;

use std::collections::HashSet;

use super::names::Names;
use super::plan::{Plan, Target};
use super::report::{Issue, Reason, Report};
use super::values::Reading;
use crate::book::command::Editor;
use crate::book::{Book, Cause, Context, Draft, Label, Rejection};
use crate::model::field::Upkeep;
use crate::model::id::IdMaker;
use crate::model::permission::{Actor, Verb, scope};
use crate::model::records;
use crate::model::{Day, Id, Instant, Key, Kind, Role, Zone};
use known::{Decided, Known, Met, decide};
use layout::Layout;
use link::{Reference, Stages};
use screen::{Fate, Screened};

/// Rows of the book that are read in one step.
const READ: usize = 16;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To know what would happen.
    Check,
    /// To make the draft.
    Write,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

/// What stays the same during a run.
#[derive(Debug)]
struct Setup {
    plan: Plan,
    now: Instant,
    today: Day,
    zone: Zone,
    /// Whether what only the company's keepers may make may come into being by being named.
    may_configure: bool,
    actor: Actor,
    mode: Mode,
}

impl Setup {
    fn reading<'a>(&'a self, collection: &'a str) -> Reading<'a> {
        let labels = Some((&*self.plan.labels, collection));
        Reading { currency: self.plan.currency, today: self.today, zone: &self.zone, labels }
    }

    /// Whether records of a collection may come into being because others name them.
    fn may_make(&self, collection: &str) -> bool {
        let upkeep = records::collection(collection).map(|collection| collection.upkeep);
        self.may_configure || upkeep != Some(Upkeep::Configured)
    }
}

/// One file that takes part.
#[derive(Debug)]
struct State {
    /// Position in the plan.
    at: usize,
    table: Key,
    layout: Layout,
    /// Position of its collection among the names, where its records can be told apart.
    names: Option<usize>,
    /// Where a person says by what its records are recognised.
    known: Option<Known>,
    fates: Vec<Fate>,
    references: Vec<Reference>,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Names { at: usize },
    Known { at: usize },
    Screen { state: usize, row: usize },
    Link,
    Write { state: usize, row: usize },
    Done,
}

/// An import under way.
#[derive(Debug)]
pub struct Run {
    setup: Setup,
    version: u64,
    phase: Phase,
    progress: Progress,
    states: Vec<State>,
    names: Vec<Names>,
    stages: Option<Stages>,
    /// Records of the book that a row changes already.
    updated: HashSet<Id>,
    /// Records that others name as [`super::words::NAMED_BY`] says.
    led: HashSet<Id>,
    ids: IdMaker,
    draft: Draft,
    failed: Option<Rejection>,
    report: Report,
}

impl Run {
    /// Starts a run; refused where the acting person may not import what the files hold.
    pub fn new(plan: &Plan, book: &Book, context: &Context<'_>, mode: Mode) -> Result<Self, Rejection> {
        let mut files = Vec::new();
        for (_, file, table) in plan.tables(book) {
            book.permit(&context.actor, Verb::Import, table.key(), None)?;
            files.push(file.sheet.name());
        }
        let may_configure = scope(context.actor.layer, Verb::Configure).is_some();
        let label = Label::new("label-import").with("files", files.join(", "));
        let rows: usize = plan.tables(book).map(|(_, file, _)| file.sheet.rows()).sum();
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(&context.ids.next_bytes());
        seed[16..].copy_from_slice(&context.ids.next_bytes());
        let mut run = Self {
            setup: Setup {
                plan: plan.clone(),
                now: context.now,
                today: context.zone.day_of(context.now),
                zone: context.zone.clone(),
                may_configure,
                actor: context.actor,
                mode,
            },
            version: book.version(),
            phase: Phase::Names { at: 0 },
            progress: Progress { done: 0, total: rows * 2 + 1 },
            states: Vec::new(),
            names: Vec::new(),
            stages: None,
            updated: HashSet::new(),
            led: HashSet::new(),
            ids: IdMaker::new(context.now, seed),
            draft: Draft::new(label, Cause::Imported),
            failed: None,
            report: Report::default(),
        };
        run.prepare(book);
        Ok(run)
    }

    fn prepare(&mut self, book: &Book) {
        let plan = &self.setup.plan;
        for (at, file, table) in plan.tables(book) {
            let shared =
                table.fields().filter_map(|field| if let Kind::Shares(of) = &field.kind { Some(of) } else { None });
            for to in file.references(table).map(|(_, _, to)| to).chain(shared) {
                begin_index(&mut self.names, book, to);
            }
            let layout = Layout::of(file, table, plan, book);
            // Without a code, records in stages cannot be told apart by what they are called.
            let by_code = table.role(Role::Code).is_some_and(|code| file.column_of(Target::Field(code)).is_some());
            let apart = by_code || table.role(Role::Stage).is_none();
            let names = apart.then(|| begin_index(&mut self.names, book, table.key())).flatten();
            let fates = Vec::with_capacity(file.sheet.rows());
            let known = file.known_by.and_then(|field| Known::begin(file, table, field));
            let (table, references) = (table.key().clone(), Vec::new());
            self.states.push(State { at, table, layout, names, known, fates, references });
        }
    }

    /// Goes on by so many rows.
    pub fn step(&mut self, book: &Book, rows: usize) -> Progress {
        let draft = std::mem::replace(&mut self.draft, Draft::new(Label::new(""), Cause::Imported));
        let mut edit = Editor::new(book, self.setup.now, draft.label.clone(), draft.cause);
        edit.draft = draft;
        for _ in 0..rows.max(1) {
            match self.phase {
                Phase::Names { at } => self.read_names(book, at),
                Phase::Known { at } => self.read_known(book, at),
                Phase::Screen { state, row } => self.screen(book, state, row),
                Phase::Link => {
                    self.link(book, &mut edit);
                    self.progress.done += 1;
                    self.phase = Phase::Write { state: 0, row: 0 };
                }
                Phase::Write { state, row } => self.write(book, &mut edit, state, row),
                Phase::Done => break,
            }
        }
        self.draft = edit.draft;
        if self.progress.done == self.progress.total {
            self.end(book);
        }
        self.progress
    }

    /// Reads the names of the book, a row for each step.
    fn read_names(&mut self, book: &Book, at: usize) {
        let Some(names) = self.names.get_mut(at) else {
            self.phase = Phase::Known { at: 0 };
            return;
        };
        let done = book.table(&names.collection.clone()).is_none_or(|table| names.read(book, table, READ));
        if done {
            self.phase = Phase::Names { at: at + 1 };
        }
    }

    /// Reads what records of the book are recognised by.
    fn read_known(&mut self, book: &Book, at: usize) {
        let Some(state) = self.states.get_mut(at) else {
            self.phase = Phase::Screen { state: 0, row: 0 };
            return;
        };
        let table = book.table(&state.table);
        let done = table.zip(state.known.as_mut()).is_none_or(|(table, known)| known.read(table, READ));
        if done {
            self.phase = Phase::Known { at: at + 1 };
        }
    }

    fn screen(&mut self, book: &Book, at: usize, row: usize) {
        let Some(state) = self.states.get_mut(at) else {
            self.phase = Phase::Link;
            return;
        };
        let file = &self.setup.plan.files[state.at];
        let (true, Some(table)) = (row < file.sheet.rows(), book.table(&state.table)) else {
            self.phase = Phase::Screen { state: at + 1, row: 0 };
            return;
        };
        let fate = match screen::row(&self.setup, file, &state.layout, table, row) {
            Screened::Blank => Fate::Out,
            Screened::Bad { reason, column, field } => {
                self.report.leave_out(&state.table, (state.at, row), reason);
                self.report.add(reason, || issue(&self.setup, state.at, row, column, field, reason));
                Fate::Out
            }
            Screened::Good { identity, price, missing } => {
                let mut names = state.names.and_then(|names| self.names.get_mut(names));
                let met = match &mut state.known {
                    Some(known) => known.meet(file.sheet.cell(row, known.column)),
                    None => names.as_ref().map_or(Met::Nobody, |names| names.meet(&identity)),
                };
                let column = state.known.as_ref().map(|known| known.column);
                let column = column.or(state.layout.code).or(state.layout.title);
                let decided = decide(met, file.existing, missing, column, |id| {
                    let row = table.row(id);
                    book.permit(&self.setup.actor, Verb::Change, table.key(), row).is_ok()
                });
                match decided {
                    Decided::New => {
                        let id = self.ids.next_id();
                        if let Some(names) = &mut names {
                            names.add(id, &identity, price);
                        }
                        Fate::New(id)
                    }
                    Decided::Update(id) if self.updated.insert(id) => Fate::Update(id),
                    Decided::Update(_) => {
                        let reason = Reason::Repeated;
                        self.report.tally(&state.table).repeated += 1;
                        self.report.add(reason, || issue(&self.setup, state.at, row, column, None, reason));
                        Fate::Out
                    }
                    Decided::Out(reason, column, field) => {
                        match reason {
                            Reason::Known => self.report.tally(&state.table).known += 1,
                            Reason::Repeated => self.report.tally(&state.table).repeated += 1,
                            _ => self.report.leave_out(&state.table, (state.at, row), reason),
                        }
                        self.report.add(reason, || issue(&self.setup, state.at, row, column, field, reason));
                        Fate::Out
                    }
                }
            }
        };
        state.fates.push(fate);
        self.progress.done += 1;
        self.phase = Phase::Screen { state: at, row: row + 1 };
    }

    fn write(&mut self, book: &Book, edit: &mut Editor<'_>, at: usize, row: usize) {
        let Some(state) = self.states.get(at) else {
            self.end(book);
            return;
        };
        let (Some(fate), Some(table)) = (state.fates.get(row), book.table(&state.table)) else {
            self.phase = Phase::Write { state: at + 1, row: 0 };
            return;
        };
        self.progress.done += 1;
        self.phase = Phase::Write { state: at, row: row + 1 };
        let (id, updates) = match *fate {
            Fate::New(id) => (id, false),
            Fate::Update(id) => (id, true),
            Fate::Out => return,
        };
        let made = match row::make(self, state, book, table, (row, id), updates) {
            Ok(made) => made,
            Err((column, field)) => {
                let reason = Reason::UnknownReference;
                let issue = || issue(&self.setup, state.at, row, Some(column), Some(field), reason);
                self.report.leave_out(&state.table, (state.at, row), reason);
                self.report.add(reason, issue);
                return;
            }
        };
        if updates {
            if let Some(field) = update::settled(table, id, &made) {
                let reason = Reason::NotAllowed;
                let column = self.setup.plan.files[state.at].column_of(Target::Field(field));
                self.report.leave_out(&state.table, (state.at, row), reason);
                self.report.add(reason, || issue(&self.setup, state.at, row, column, Some(field), reason));
                return;
            }
            let line = self.setup.plan.files[state.at].sheet.line(row);
            let place = update::Place { file: state.at, line, id };
            update::change(&mut self.report, &mut self.failed, edit, table, place, &made, self.setup.now);
            return;
        }
        self.report.tally(&state.table).created += 1;
        self.report.estimates += usize::from(made.is_estimate);
        if made.ends_before_start {
            let reason = Reason::EndsBeforeStart;
            self.report.add(reason, || issue(&self.setup, state.at, row, state.layout.end, None, reason));
        }
        if self.setup.mode == Mode::Write
            && let Err(rejection) = edit.create(&state.table, id, &made.values, &made.dates)
        {
            self.failed.get_or_insert(rejection);
        }
    }

    fn end(&mut self, book: &Book) {
        self.phase = Phase::Done;
        let place = |key: &Key| book.tables().iter().position(|table| table.key() == key);
        crate::model::order::by_key(&mut self.report.counts, |count| place(&count.collection));
        crate::model::order::by_key(&mut self.report.issues, |issue| (issue.file, issue.line));
    }

    /// What was found out so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether the book has changed since the run began: then it must begin again.
    pub fn is_stale(&self, book: &Book) -> bool {
        self.version != book.version()
    }

    /// The draft, after whatever is left to do. Refused where nothing new would come of it.
    pub fn finish(self, book: &Book) -> Result<Draft, Rejection> {
        self.finish_with(book, |_| Ok(()))
    }

    /// The draft with what else its maker wants in the same batch, such as the company itself.
    pub fn finish_with(
        mut self,
        book: &Book,
        more: impl FnOnce(&mut Editor<'_>) -> Result<(), Rejection>,
    ) -> Result<Draft, Rejection> {
        while !matches!(self.phase, Phase::Done) {
            self.step(book, usize::MAX);
        }
        match self.failed {
            Some(rejection) => Err(rejection),
            None if self.draft.is_empty() => Err(Rejection::Nothing),
            None => {
                let mut edit = Editor::new(book, self.setup.now, self.draft.label.clone(), self.draft.cause);
                edit.draft = self.draft;
                more(&mut edit)?;
                Ok(edit.draft)
            }
        }
    }
}

/// Counts what an import would do.
pub fn check(plan: &Plan, book: &Book, context: &Context<'_>) -> Result<Report, Rejection> {
    let mut run = Run::new(plan, book, context, Mode::Check)?;
    while !matches!(run.phase, Phase::Done) {
        run.step(book, usize::MAX);
    }
    match run.failed {
        Some(rejection) => Err(rejection),
        None => Ok(run.report),
    }
}

/// The position of a collection's names, which are still to be read from the book.
fn begin_index(names: &mut Vec<Names>, book: &Book, collection: &Key) -> Option<usize> {
    names.iter().position(|names| names.collection == *collection).or_else(|| {
        names.push(Names::begin(book.table(collection)?));
        Some(names.len() - 1)
    })
}

/// The position of a collection's names, read from the book when first asked for.
fn index(names: &mut Vec<Names>, book: &Book, collection: &Key) -> Option<usize> {
    names.iter().position(|names| names.collection == *collection).or_else(|| {
        names.push(Names::of(book, book.table(collection)?));
        Some(names.len() - 1)
    })
}

fn issue(setup: &Setup, file: usize, row: usize, column: Option<usize>, field: Option<usize>, reason: Reason) -> Issue {
    let sheet = &setup.plan.files[file].sheet;
    let cell = column.map(|column| sheet.cell(row, column).to_owned()).unwrap_or_default();
    Issue { file, line: sheet.line(row), column, field, cell, reason }
}

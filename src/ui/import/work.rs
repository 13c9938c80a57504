//! The work of an import, in slices so that the page stays alive: reading, dry run, import.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::state::{ImportState, Outcome, Step, Task, Trouble};
use crate::exchange::csv::{Limit, ReadError, ReadErrorKind, Sheet};
use crate::exchange::{
    Labels, Mode, OpenFile, Opened, PipelineChoice, Plan, Progress, Run, Shape, open_plain, pipelines, remember,
};
use crate::model::permission::Verb;
use crate::model::records::Organisation;
use crate::model::{Id, Record};
use crate::pipeline::set_up::make_company;
use crate::ports::background::{self, BackgroundError, Bytes};
use crate::ui::context::{App, Desk};
use crate::ui::gradual;
use crate::ui::labels::labels;
use crate::ui::parts::pause::{pause, slice};
use crate::ui::parts::refusal;

/// The setting of this device that remembers how files were imported.
const MEMORY: &str = "fieldbook.import";

/// Rows between two looks at the clock.
const ROWS: usize = 64;

/// Something that arrives to be read.
pub(super) enum Source {
    /// A file.
    File(File),
    /// Text under a name, as pasted.
    Text(String, String),
}

impl Source {
    fn name(&self) -> String {
        match self {
            Self::File(file) => file.name(),
            Self::Text(name, _) => name.clone(),
        }
    }
}

/// Reads files, or pasted text, and guesses what they are.
pub(super) fn take(app: App, state: ImportState, sources: Vec<Source>) {
    if sources.is_empty() {
        return;
    }
    if state.step.get_untracked() == Step::Done {
        state.reset();
    }
    let turn = state.begin(Task::Read, app.now());
    spawn_local(async move {
        let (mut sheets, mut refused): (Vec<Sheet>, Vec<(String, Trouble)>) = (Vec::new(), Vec::new());
        let names: Vec<String> = sources.iter().map(Source::name).collect();
        let total = sources.len();
        for (at, source) in sources.into_iter().enumerate() {
            let name = names[at].clone();
            let outcome = read(app, source).await;
            if !state.goes_on(turn) {
                return;
            }
            // Of two files with one name the later one counts.
            sheets.retain(|sheet| sheet.file() != name);
            match outcome {
                Ok((opened, bytes)) => {
                    state.keep(name.clone(), bytes);
                    state.skip(&name, opened.skipped);
                    sheets.extend(opened.sheets);
                }
                Err(trouble) => refused.push((name, trouble)),
            }
            state.note(Progress { done: at + 1, total }, app.now());
            pause().await;
        }
        if !state.goes_on(turn) {
            return;
        }
        state.refused.update(|known| {
            known.retain(|(name, _)| !names.contains(name));
            known.append(&mut refused);
        });
        if !sheets.is_empty() {
            let labels = labels(app).await;
            if !state.goes_on(turn) {
                return;
            }
            add(app, state, sheets, labels);
            state.go(Step::Match);
        }
        state.stop();
    });
}

/// Adds sheets to the plan, or begins one with them.
fn add(app: App, state: ImportState, sheets: Vec<Sheet>, labels: Arc<Labels>) {
    let before = state.plan.get_untracked();
    let memory = app.peek(|desk| desk.ports.settings.get(MEMORY)).unwrap_or_default();
    let plan = app.with_context(|book, context| {
        if let Some(plan) = before {
            return plan.with_more(sheets, book, context);
        }
        let mut plan = Plan::guess_by(labels, sheets, book, context);
        plan.recall(&memory, book);
        plan
    });
    state.plan.set(Some(plan));
}

/// Reads a file again as a person says that it is laid out. Where that does not work all stays.
pub(super) fn reshape(app: App, state: ImportState, name: &str, shape: Shape) {
    let file = state.plan.with_untracked(|plan| {
        let mut files = plan.iter().flat_map(|plan| &plan.files);
        files.find(|file| file.sheet.name() == name).map(|file| file.sheet.file().to_owned())
    });
    let Some((file, bytes)) = file.and_then(|file| Some((file.clone(), state.bytes_of(&file)?))) else { return };
    let (name, turn) = (name.to_owned(), state.begin(Task::Read, app.now()));
    spawn_local(async move {
        let found = open_beside(app, file, &bytes, shape).await.and_then(|opened| {
            // Of a workbook only this sheet is laid out anew.
            let sheet = opened.sheets.into_iter().find(|sheet| sheet.name() == name);
            sheet.ok_or_else(|| Trouble::Content(ReadError::whole(ReadErrorKind::NoRows)))
        });
        let labels = labels(app).await;
        if !state.goes_on(turn) {
            return;
        }
        state.stop();
        match found {
            Ok(sheet) => add(app, state, vec![sheet], labels),
            Err(trouble) => {
                let (place, what) = super::refused::words(&app, &name, &trouble);
                app.toast(t!(app, "import-shape-refused", place = place, what = what), true, false);
            }
        }
    });
}

async fn read(app: App, source: Source) -> Result<(Opened, Rc<[u8]>), Trouble> {
    let name = source.name();
    let bytes: Rc<[u8]> = match source {
        Source::File(file) => bytes_of(&file).await?.into(),
        Source::Text(_, text) => text.into_bytes().into(),
    };
    let opened = open_beside(app, name, &bytes, Shape::default()).await?;
    Ok((opened, bytes))
}

/// Opens a file in the background worker; where there is none, plain text here.
async fn open_beside(app: App, name: String, bytes: &[u8], shape: Shape) -> Result<Opened, Trouble> {
    let today = app.zone().day_of(app.now());
    let job = OpenFile { name, bytes: Bytes(bytes.to_vec()), shape, today };
    let background = app.peek(|desk| desk.ports.background.clone());
    match background::run(&*background, &job, Box::new(|_| ())).await {
        Ok(outcome) => outcome.map_err(Trouble::Content),
        Err(BackgroundError::Unavailable(_)) => match open_plain(&job.name, &job.bytes.0, shape) {
            Some(outcome) => outcome.map_err(Trouble::Content),
            None => Err(Trouble::NoWorker),
        },
        // Whatever took the worker down is in the file.
        Err(_) => Err(Trouble::Content(ReadError::whole(ReadErrorKind::Damaged))),
    }
}

async fn bytes_of(file: &File) -> Result<Vec<u8>, Trouble> {
    #[expect(clippy::cast_precision_loss, reason = "compared with a limit")]
    if file.size() > Limit::Bytes.most() as f64 {
        return Err(Trouble::Content(ReadError::whole(ReadErrorKind::TooLarge(Limit::Bytes))));
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return Err(Trouble::Unreadable) };
    let Ok(buffer) = buffer.dyn_into::<js_sys::ArrayBuffer>() else { return Err(Trouble::Unreadable) };
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Works out what the import would do, then shows it. Open proposals count as confirmed.
pub(super) fn check(app: App, state: ImportState) {
    state.change(app, |plan, _| {
        for near in &mut plan.near {
            near.accepted = near.accepted.or(Some(true));
        }
    });
    spawn_local(async move {
        if let Some((run, _)) = run(app, state, Task::Check, Mode::Check).await {
            state.report.set(run.report().clone());
            state.stop();
            state.go(Step::Check);
        }
    });
}

/// Imports: one draft, taken whole at the end.
pub(super) fn import(app: App, state: ImportState) {
    spawn_local(async move {
        let Some((run, turn)) = run(app, state, Task::Write, Mode::Write).await else { return };
        let report = run.report().clone();
        let before = app.peek(|desk| pipelines(desk.book()));
        let company = state.plan.get_untracked().map(|plan| (app.new_id(), plan.currency));
        let outcome = app.peek(|desk| {
            run.finish_with(desk.book(), |edit| {
                // An import into an empty book begins the company as well, in the same step.
                let (Some((id, currency)), true) = (company, may_begin(desk)) else { return Ok(()) };
                let (name, zone) = (t!(app, "start-name-default"), desk.zone.name.clone());
                make_company(desk.book(), edit, id, name, zone, currency)
            })
        });
        match outcome {
            Ok(draft) => {
                let taken = gradual::take(app, draft, || state.goes_on(turn)).await;
                state.stop();
                if let Ok(head) = taken {
                    let pipeline = filled_pipeline(app, state, &before);
                    keep_in_mind(app, state);
                    state.outcome.set(Some(Outcome { batch: head.id, report, pipeline }));
                    state.go(Step::Done);
                    state.forget_files();
                }
            }
            Err(rejection) => {
                state.stop();
                app.toast(refusal::text(&app, &rejection), true, false);
            }
        }
    });
}

/// Remembers on this device how the files were imported.
fn keep_in_mind(app: App, state: ImportState) {
    state.plan.with_untracked(|plan| {
        let Some(plan) = plan else { return };
        app.peek(|desk| {
            let settings = &desk.ports.settings;
            let memory = remember(plan, desk.book(), &settings.get(MEMORY).unwrap_or_default());
            settings.set(MEMORY, &memory);
        });
    });
}

/// Whether the person may make the company, if there is none.
fn may_begin(desk: &Desk) -> bool {
    desk.book().permit(&desk.actor, Verb::Configure, Organisation::COLLECTION.key, None).is_ok()
}

/// The pipeline that the import filled: the chosen one, or the one that was not there before.
fn filled_pipeline(app: App, state: ImportState, before: &[(Id, String)]) -> Option<Id> {
    let plan = state.plan.get_untracked()?;
    app.peek(|desk| match plan.pipeline {
        _ if !plan.has_stages(desk.book()) => None,
        PipelineChoice::Existing(id) => Some(id),
        PipelineChoice::New(_) => {
            let fresh = |(id, _): &(Id, String)| before.iter().all(|(known, _)| known != id);
            pipelines(desk.book()).into_iter().find(fresh).map(|(id, _)| id)
        }
    })
}

/// Runs to the end and tells its turn; `None` where it was refused or cancelled.
async fn run(app: App, state: ImportState, task: Task, mode: Mode) -> Option<(Run, u64)> {
    let plan = state.plan.get_untracked()?;
    let turn = state.begin(task, app.now());
    // What another tab writes in between is a reason to begin again.
    loop {
        let mut run = match app.with_context(|book, context| Run::new(&plan, book, context, mode)) {
            Ok(run) => run,
            Err(rejection) => {
                state.stop();
                app.toast(refusal::text(&app, &rejection), true, false);
                return None;
            }
        };
        while !app.peek(|desk| run.is_stale(desk.book())) {
            let (started, slice) = (app.now(), slice());
            let progress = loop {
                let progress = app.peek(|desk| run.step(desk.book(), ROWS));
                if progress.done >= progress.total || app.now().0 - started.0 >= slice {
                    break progress;
                }
            };
            if progress.done >= progress.total {
                return Some((run, turn));
            }
            state.note(progress, app.now());
            pause().await;
            if !state.goes_on(turn) {
                return None;
            }
        }
    }
}

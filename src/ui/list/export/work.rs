//! A list to a file: in slices on the page, a workbook then in the background.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::state::List;

use crate::book::{Book, Moment};
use crate::exchange::Labels;
use crate::exchange::calendar::{Heading, calendar};
use crate::exchange::export::{BYTE_ORDER_MARK, Column, Export, WriteWorkbook};
use crate::model::Kind;
use crate::model::records::Organisation;
use crate::ports::background::{self, BackgroundError, Progress};
use crate::ports::stop::Stop;
use crate::query::listing::Shown;
use crate::ui::board::time::Past;
use crate::ui::context::{App, Desk};
use crate::ui::labels::labels;
use crate::ui::list::table::heading;
use crate::ui::parts::download::{download, file_name};
use crate::ui::parts::pause::{pause, slice};
use crate::ui::parts::{count, field};
use crate::ui::route::{Place, Route};

/// Rows between two looks at the clock.
const ROWS: usize = 64;

/// What a list is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    Csv,
    Workbook,
    Calendar,
}

impl As {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
            Self::Calendar => "ics",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Calendar => "text/calendar;charset=utf-8",
        }
    }
}

/// What was asked for.
pub(super) struct Asked {
    pub(super) collection: &'static str,
    pub(super) form: As,
    pub(super) rows: Vec<usize>,
    /// The columns of the list; `None` for every field.
    pub(super) columns: Option<Vec<Shown>>,
    /// The past that the list shows.
    pub(super) past: Option<Past>,
}

impl Asked {
    /// The book that the list shows.
    fn book<'a>(&'a self, desk: &'a Desk) -> &'a Book {
        self.past.as_ref().map_or_else(|| desk.book(), |past| &past.book)
    }
}

/// The chosen rows of a list, else all it found, in its order.
pub(super) fn rows(list: List) -> Vec<usize> {
    let found: Vec<usize> = list.found.with_untracked(|found| found.rows.iter().map(|row| *row as usize).collect());
    let chosen = list.chosen.get_untracked();
    if chosen.is_empty() || list.is_still() {
        return found;
    }
    list.app.peek(|desk| {
        let id = |row: usize| desk.book().table(list.collection)?.id(row);
        found.into_iter().filter(|row| id(*row).is_some_and(|id| chosen.contains(&id))).collect()
    })
}

/// The columns that a list shows, in its order.
pub(super) fn shown(list: List) -> Vec<Shown> {
    list.asked.with_untracked(|asked| asked.iter().flat_map(|asked| &asked.columns).copied().collect())
}

/// Makes the file and hands it out; says what went wrong.
pub(super) fn start(app: App, asked: Asked, stop: Stop, working: RwSignal<Option<Progress>>, on_close: Callback<()>) {
    spawn_local(async move {
        let Some(made) = stop.unless(make(app, &asked, working)).await else { return };
        let then = match asked.past.as_ref().map(|past| past.moment) {
            Some(Moment::At(at)) => at,
            _ => app.now(),
        };
        let day = app.format().day(app.zone().day_of(then));
        let name = file_name(&title(app, &asked, &day), asked.form.ending());
        let outcome =
            made.and_then(|bytes| download(&name, asked.form.media(), [bytes.as_slice()]).map_err(|_refused| None));
        on_close.try_run(());
        if let Err(why) = outcome {
            let text =
                why.map_or_else(|| t!(app, "list-export-failed"), |why: String| t!(app, "export-refused", why = why));
            app.toast(text, true, false);
        }
    });
}

/// Company, list and day.
fn title(app: App, asked: &Asked, day: &str) -> String {
    let list = app.text(&format!("collection-{}", asked.collection), &[]);
    let company = app.peek(|desk| desk.book().all::<Organisation>().next().and_then(|company| company.name));
    match company {
        Some(company) => t!(app, "export-name", company = company, list = list, day = day),
        None => t!(app, "export-name-plain", list = list, day = day),
    }
}

/// The bytes of the file; an error may say why there are none.
async fn make(app: App, asked: &Asked, working: RwSignal<Option<Progress>>) -> Result<Vec<u8>, Option<String>> {
    match asked.form {
        As::Csv => {
            let labels = labels(app).await;
            let export = app.peek(|desk| prepare(app, desk, asked, &labels)).ok_or(None)?;
            let mut writer = export.csv();
            in_slices(app, asked, working, |desk, rows| {
                let book = asked.book(desk);
                if let Some(table) = book.table(asked.collection) {
                    export.add_csv(book, table, rows, &mut writer);
                }
            })
            .await;
            Ok((BYTE_ORDER_MARK.to_owned() + &writer.finish()).into_bytes())
        }
        As::Workbook => workbook(app, asked, working).await,
        As::Calendar => {
            let now = app.now();
            let name = app.text(&format!("collection-{}", asked.collection), &[]);
            let link = |id| absolute(&Place::new(Route::Record(asked.collection, id)).href());
            let text = app.peek(|desk| {
                let book = asked.book(desk);
                let table = book.table(asked.collection)?;
                Some(calendar(book, table, &asked.rows, &Heading { name, now }, &link))
            });
            Ok(text.ok_or(None)?.into_bytes())
        }
    }
}

async fn workbook(app: App, asked: &Asked, working: RwSignal<Option<Progress>>) -> Result<Vec<u8>, Option<String>> {
    let name = app.text(&format!("collection-{}", asked.collection), &[]);
    let labels = labels(app).await;
    let (export, mut grid) = app
        .peek(|desk| {
            let export = prepare(app, desk, asked, &labels)?;
            let book = asked.book(desk);
            let grid = export.grid(book, book.table(asked.collection)?, name.clone());
            Some((export, grid))
        })
        .ok_or(None)?;
    in_slices(app, asked, working, |desk, rows| {
        let book = asked.book(desk);
        if let Some(table) = book.table(asked.collection) {
            export.add_grid(book, table, rows, &mut grid);
        }
    })
    .await;
    let job = WriteWorkbook { grid, title: name, created: app.now() };
    let worker = app.peek(|desk| desk.ports.background.clone());
    let heard = Box::new(move |progress| {
        working.try_set(Some(progress));
    });
    let written = background::run(&*worker, &job, heard).await.map_err(|error| match error {
        BackgroundError::Unavailable(_) => Some(t!(app, "export-no-worker")),
        error => Some(error.to_string()),
    })?;
    let written = written.map_err(|error| Some(error.to_string()))?;
    if written.cut > 0 {
        app.toast(t!(app, "export-cut", n = count::counted(&app, written.cut)), true, false);
    }
    Ok(written.bytes.0)
}

/// Works through the rows without keeping the page from answering.
async fn in_slices(
    app: App,
    asked: &Asked,
    working: RwSignal<Option<Progress>>,
    mut each: impl FnMut(&Desk, &[usize]),
) {
    let (total, mut started) = (asked.rows.len() as u64, app.now());
    for (at, rows) in asked.rows.chunks(ROWS).enumerate() {
        app.peek(|desk| each(desk, rows));
        if app.now().0 - started.0 >= slice() {
            // A dialog that is gone needs no progress.
            working.try_set(Some(Progress { done: (at * ROWS) as u64, total }));
            pause().await;
            started = app.now();
        }
    }
}

fn prepare(app: App, desk: &Desk, asked: &Asked, labels: &Labels) -> Option<Export> {
    let book = asked.book(desk);
    let table = book.table(asked.collection)?;
    let every = || table.shown().map(|(at, _)| Shown::Value(at)).collect();
    let columns = asked.columns.clone().unwrap_or_else(every).into_iter();
    let column = |shown: Shown| {
        let (target, of) = shown.end(book, table).map(|(target, column)| (target, column.field()))?;
        let choices = match &of.kind {
            Kind::Choice(codes) => {
                codes.iter().map(|code| (code.to_string(), field::choice(&app, target.key(), of, code))).collect()
            }
            _ => Vec::new(),
        };
        Some(match shown {
            Shown::Value(at) => Column::named(table, at, &field::name(&app, asked.collection, of), choices, labels),
            _ => Column::beside(shown, &heading(app, table, shown), choices),
        })
    };
    let columns = columns.filter_map(column).collect();
    Some(Export::new(book, table, columns, desk.currency, desk.zone.clone(), labels))
}

/// The whole address of a page of the application.
fn absolute(href: &str) -> Option<String> {
    let base = document().base_uri().ok()??;
    web_sys::Url::new_with_base(href, &base).ok().map(|url| url.href())
}

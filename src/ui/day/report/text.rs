//! The sections of a report in words, and the whole as text for a group chat.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::made;
use crate::control::day::copy::{Section, sections as written, text};
use crate::control::day::standing::is_late;
use crate::control::day::{Paper, Sheet};
use crate::model::records::DayReport;
use crate::model::{Day, Id};
use crate::ui::context::{App, Desk};
use crate::ui::day::words::Spoken;
use crate::ui::parts::download;
use crate::ui::parts::picture::drawn;

/// The sections of the report of a person and day; none where it was not opened.
pub(in crate::ui) fn sections(app: App, desk: &Desk, person: Id, day: Day) -> Vec<Section> {
    let found = || {
        let sheet = Sheet::find(desk.book(), Paper::Report, person, day)?;
        desk.book().get::<DayReport>(sheet.id.into())
    };
    let Some(report) = found() else { return Vec::new() };
    written(desk.book(), &report, &made(desk, person, day), &Spoken(app))
}

/// The sections, each with what it says, or that there is nothing.
pub(in crate::ui) fn shown(app: App, sections: &[Section]) -> AnyView {
    let section = |section: &Section| {
        let lines = section.lines.iter().map(|line| view! { <p>{line.clone()}</p> }.into_any());
        let mut lines: Vec<AnyView> = lines.collect();
        if lines.is_empty() {
            lines.push(view! { <p class="second">{t!(app, "day-none")}</p> }.into_any());
        }
        view! { <div><dt>{section.name.clone()}</dt><dd>{lines}</dd></div> }
    };
    view! { <dl class="day-sections">{sections.iter().map(section).collect::<Vec<_>>()}</dl> }.into_any()
}

/// The whole report as text.
fn whole(app: App, person: Id, day: Day) -> Option<String> {
    let now = app.now();
    app.peek(|desk| {
        let sheet = Sheet::find(desk.book(), Paper::Report, person, day)?;
        let report = desk.book().get::<DayReport>(sheet.id.into())?;
        let done = made(desk, person, day);
        Some(text(desk.book(), &report, (&done, is_late(desk.book(), &sheet, now)), &Spoken(app)))
    })
}

/// Puts the report where it can be pasted.
pub(super) fn copy(app: App, person: Id, day: Day) {
    let Some(said) = whole(app, person, day) else { return };
    let copied = window().navigator().clipboard().write_text(&said);
    spawn_local(async move {
        let done = wasm_bindgen_futures::JsFuture::from(copied).await.is_ok();
        let words = if done { t!(app, "report-copied") } else { t!(app, "report-not-copied") };
        app.toast(words, !done, false);
    });
}

/// Hands the report out as a picture.
pub(super) fn picture(app: App, person: Id, day: Day) {
    let Some(said) = whole(app, person, day) else { return };
    let name = download::file_name(said.lines().next().unwrap_or_default(), "png");
    spawn_local(async move {
        let handed = drawn(&said).await.is_some_and(|bytes| download::bytes(&name, &bytes));
        if !handed {
            app.toast(t!(app, "list-export-failed"), true, false);
        }
    });
}

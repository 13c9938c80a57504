//! Pages and commands of the palette.

use leptos::prelude::*;

use super::row::{Aim, Row, icon};
use crate::model::messages::Language;
use crate::model::records::{Account, COLLECTIONS, Contact, Deal};
use crate::model::{Collection, Record};
use crate::query::search::{Fit, Han, matches};
use crate::ui::context::{App, Over};
use crate::ui::route::{Place, Route};

/// Something to do or a page to go to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Command {
    /// A page: its route by position among the pages.
    Page(usize),
    /// The list of a collection.
    List(&'static str),
    /// The form of a new record.
    New(&'static str),
    /// Undo the last act.
    Undo,
    /// Redo what was undone.
    Redo,
    /// A theme, by its code.
    Theme(&'static str),
    /// A language, by its tag.
    Speak(&'static str),
    /// The table of keys.
    Keys,
}

/// Pages beside the lists: route, name, icon.
const PAGES: &[(Route, &str, &str)] = &[
    (Route::Home, "nav-home", "home"),
    (Route::Board(None), "nav-pipeline", "board"),
    (Route::Kpi, "nav-kpi", "chart"),
    (Route::Records, "nav-all-records", "more"),
    (Route::Today, "nav-visits", "route"),
    (Route::DayPlan(None), "day-tab-plan", "route"),
    (Route::DayReport(None), "day-tab-report", "file"),
    (Route::Coverage, "day-tab-coverage", "area"),
    (Route::Sign, "nav-sign", "check"),
    (Route::HandOver, "handover", "export"),
    (Route::Pool, "nav-pool", "pool"),
    (Route::Import, "nav-import", "import"),
    (Route::History, "nav-history", "history"),
    (Route::Settings, "nav-settings", "settings"),
    (Route::Duplicates(Account::COLLECTION.key), "duplicates-title", "pair"),
];

impl Command {
    pub(super) fn route(self) -> Option<Route> {
        match self {
            Self::Page(at) => PAGES.get(at).map(|(route, _, _)| route.clone()),
            Self::List(key) => Some(Route::List(key)),
            Self::New(key) => Some(Route::New(key)),
            _ => None,
        }
    }

    /// Does it.
    pub(super) fn run(self, app: App) {
        match self {
            Self::Undo => app.undo(),
            Self::Redo => app.redo(),
            Self::Theme(theme) => crate::ui::settings::set_theme(app, theme),
            Self::Speak(tag) => app.speak(Language::of(tag)),
            Self::Keys => app.over.set(Some(Over::Keys)),
            Self::Page(_) | Self::List(_) | Self::New(_) => {
                if let Some(route) = self.route() {
                    app.go(&Place::new(route));
                }
            }
        }
    }
}

/// Every page and command, those used most first.
pub(super) fn all(app: App) -> Vec<Row> {
    let row = |command, icon, name: String, note: &str| {
        let note = if note.is_empty() { String::new() } else { app.text(note, &[]) };
        Row { aim: Aim::Command(command), icon, name, note }
    };
    let new = |collection: &Collection| {
        let key = collection.key;
        row(Command::New(key), "plus", app.text(&format!("new-{key}"), &[]), "palette-command")
    };
    let first = [Deal::COLLECTION, Account::COLLECTION, Contact::COLLECTION];
    let later = COLLECTIONS.iter().filter(|collection| first.iter().all(|first| first.key != collection.key));
    let mut rows: Vec<Row> = first.iter().map(|collection| new(collection)).collect();
    let pages = PAGES.iter().enumerate();
    rows.extend(pages.map(|(at, (_, name, icon))| row(Command::Page(at), icon, app.text(name, &[]), "palette-page")));
    rows.extend(COLLECTIONS.iter().map(|collection| {
        let key = collection.key;
        row(Command::List(key), icon(key), app.text(&format!("collection-{key}"), &[]), "palette-page")
    }));
    rows.push(row(Command::Undo, "undo", t!(app, "undo"), "palette-command"));
    rows.push(row(Command::Redo, "redo", t!(app, "redo"), "palette-command"));
    for (theme, key) in [("light", "theme-light"), ("dark", "theme-dark"), ("system", "theme-system")] {
        rows.push(row(Command::Theme(theme), "settings", app.text(key, &[]), "settings-theme"));
    }
    for (tag, key) in [("en", "language-en"), ("zh-Hans", "language-zh-Hans"), ("zh-Hant", "language-zh-Hant")] {
        rows.push(row(Command::Speak(tag), "settings", app.text(key, &[]), "settings-language"));
    }
    rows.push(row(Command::Keys, "info", t!(app, "keys-title"), "palette-command"));
    rows.extend(later.map(|collection| new(collection)));
    rows
}

/// Pages and commands for a query, the best first; those used most where nothing is typed.
pub(super) fn find(rows: &[Row], query: &str, han: &Han, limit: usize) -> Vec<Row> {
    if query.trim().is_empty() {
        return rows.iter().take(limit).cloned().collect();
    }
    let fit = |row: &Row| {
        let name = matches(&row.name, query, han);
        name.or_else(|| matches(&format!("{} {}", row.note, row.name), query, han).map(|fit| fit.max(Fit::Inside)))
    };
    let mut found: Vec<(Fit, &Row)> = rows.iter().filter_map(|row| Some((fit(row)?, row))).collect();
    crate::model::order::by_key(&mut found, |(fit, _)| *fit);
    found.truncate(limit);
    found.into_iter().map(|(_, row)| row.clone()).collect()
}

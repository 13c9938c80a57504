//! What is typed into the lines of a record.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::super::entry::{self, Entry, entries};
use super::prefill::Seen;
use crate::book::whole::{self, Line, Lines};
use crate::exchange::typed::has_control;
use crate::model::{BasisPoints, Field, Id, Money, Role, Value, line};
use crate::ui::context::App;

/// A line.
#[derive(Clone)]
pub(in crate::ui::record) struct LineRow {
    /// Its number in the form.
    pub(super) number: usize,
    /// The line that it is, where there is one already.
    pub(super) id: Option<Id>,
    /// Its fields.
    pub(super) entries: Vec<Entry>,
    /// What was last made use of, for what follows from it.
    pub(super) seen: StoredValue<Seen>,
}

impl LineRow {
    /// The entry of a field with a role.
    pub(super) fn of(&self, role: Role) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field.role == Some(role))
    }

    /// Whether anything was typed.
    pub(super) fn is_touched(&self) -> bool {
        self.entries.iter().any(|entry| entry.typed().is_some())
    }

    /// Moves the focus to its first control.
    pub(super) fn focus(&self) {
        let Some(id) = self.entries.first().map(Entry::id) else { return };
        request_animation_frame(move || {
            let element = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
            if let Some(element) = element {
                drop(element.focus());
            }
        });
    }
}

/// The lines of one collection.
#[derive(Clone, Copy)]
pub(in crate::ui::record) struct Sheet {
    /// Key of their collection.
    pub(in crate::ui::record) collection: &'static str,
    /// The lines in order.
    pub(super) rows: RwSignal<Vec<LineRow>>,
    /// The customer of what they are lines of.
    pub(super) about: Option<Signal<Option<Id>>>,
    /// Those that go.
    pub(super) removed: RwSignal<Vec<Id>>,
    /// What lines belong to that are added later, long after the form was built.
    owner: StoredValue<Owner>,
    /// The number of the next line.
    next: StoredValue<usize>,
}

impl Sheet {
    /// The lines of a record; of a new one, none yet.
    pub(in crate::ui::record) fn new(
        app: App,
        collection: &'static str,
        whole: Option<Id>,
        about: Option<Signal<Option<Id>>>,
    ) -> Self {
        let sheet = Self {
            collection,
            about,
            rows: RwSignal::new(Vec::new()),
            removed: RwSignal::new(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            next: StoredValue::new(0),
        };
        let rows = app.peek(|desk| {
            let table = desk.book().table(collection)?;
            Some(whole::of(desk.book(), table, whole?).into_iter().map(|row| (row, table.id(row))).collect::<Vec<_>>())
        });
        let rows = rows.unwrap_or_default().into_iter().map(|(row, id)| sheet.line(app, Some(row), id));
        sheet.rows.set(rows.collect());
        sheet
    }

    /// The sheets of all lines of a record.
    pub(in crate::ui::record) fn all(
        app: App,
        collection: &str,
        whole: Option<Id>,
        about: Option<Signal<Option<Id>>>,
    ) -> Vec<Self> {
        super::collections(collection).into_iter().map(|lines| Self::new(app, lines, whole, about)).collect()
    }

    fn line(&self, app: App, row: Option<usize>, id: Option<Id>) -> LineRow {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let (collection, about) = (self.collection, self.about);
        let parent = app.peek(|desk| desk.book().table(collection).and_then(|table| table.role(Role::Parent)));
        let build = move || {
            let mut entries = entries(app, collection, row, &[]);
            entries.retain(|entry| Some(entry.at) != parent);
            for entry in &mut entries {
                entry.scope = format!("{collection}-{number}-");
                entry.about = about;
            }
            let seen = Seen::of(app, &entries);
            LineRow { number, id, entries, seen: StoredValue::new(seen) }
        };
        // What a line is made of lives as long as the form, not as long as the press that added it.
        match self.owner.try_get_value() {
            Some(owner) => owner.with(build),
            None => build(),
        }
    }

    /// Has a first line to type into, where there is none.
    pub(in crate::ui::record) fn begin(&self, app: App) {
        if self.rows.with_untracked(Vec::is_empty) {
            self.add(app);
        }
    }

    /// Adds an empty line.
    pub(super) fn add(&self, app: App) -> LineRow {
        let row = self.line(app, None, None);
        self.rows.update(|rows| rows.push(row.clone()));
        row
    }

    /// Adds an empty line and goes there.
    pub(super) fn add_and_focus(&self, app: App) {
        self.add(app).focus();
    }

    /// Takes a line out; the focus goes to the one in its place.
    pub(super) fn remove(&self, number: usize) {
        let rows = self.rows.get_untracked();
        let Some(at) = rows.iter().position(|row| row.number == number) else { return };
        if let Some(id) = rows[at].id {
            self.removed.update(|removed| removed.push(id));
        }
        self.rows.update(|rows| {
            rows.remove(at);
        });
        if let Some(row) = rows.get(at + 1).or_else(|| rows.get(at.checked_sub(1)?)) {
            row.focus();
        }
    }

    /// Goes to the line behind this one; behind the last there is a new one.
    pub(super) fn go_on(&self, app: App, number: usize) {
        let rows = self.rows.get_untracked();
        let at = rows.iter().position(|row| row.number == number);
        match at.and_then(|at| rows.get(at + 1)) {
            Some(next) => next.focus(),
            // An empty line is not followed by another.
            None if rows.last().is_some_and(|last| last.id.is_none() && !last.is_touched()) => {}
            None => self.add_and_focus(app),
        }
    }

    /// The columns: what people type into, but for the whole that every line is part of.
    pub(super) fn columns(&self, app: App) -> Vec<(usize, Field)> {
        app.peek(|desk| {
            let Some(table) = desk.book().table(self.collection) else { return Vec::new() };
            let shown = table.shown().filter(|(_, field)| has_control(field) && field.role != Some(Role::Parent));
            shown.map(|(at, field)| (at, field.clone())).collect()
        })
    }

    /// What each line is worth without tax, with its tax rate; listens to what is typed.
    pub(super) fn worth(&self, app: App) -> Vec<(Money, Option<BasisPoints>)> {
        let of = |row: &LineRow| {
            let said = |role: Role| row.of(role)?.now(app);
            let rate = match said(Role::TaxRate) {
                Some(Value::Percent(rate)) => Some(rate),
                _ => None,
            };
            Some((line::worth(said)?, rate))
        };
        self.rows.with(|rows| rows.iter().filter_map(of).collect())
    }
}

/// Reads all lines of a form, or how many of their cells are wrong; these say so themselves. New
/// lines into which nothing was typed are none.
pub(in crate::ui::record) fn read_all(app: App, sheets: &[Sheet]) -> Result<Vec<Lines>, usize> {
    let (mut all, mut wrongs) = (Vec::new(), 0);
    for sheet in sheets {
        let mut lines = Vec::new();
        for row in sheet.rows.get_untracked() {
            if row.id.is_none() && !row.is_touched() {
                continue;
            }
            match entry::read_all(app, &row.entries) {
                // A new line starts with what is not said; one that is there keeps it.
                Ok(values) if row.id.is_none() => {
                    let values = values.into_iter().filter(|(_, value)| value.is_some()).collect();
                    lines.push(Line { id: None, values });
                }
                Ok(values) => lines.push(Line { id: row.id, values }),
                Err(count) => wrongs += count,
            }
        }
        all.push(Lines { collection: sheet.collection.into(), lines, removed: sheet.removed.get_untracked() });
    }
    if wrongs == 0 { Ok(all) } else { Err(wrongs) }
}

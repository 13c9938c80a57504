//! The control of one field outside a form: in a cell of a list, or for many records at once.

use leptos::prelude::*;

use super::control::{control, input, label, problem};
use super::entry::{Entry, entries, read_all};
use crate::book::command::Change;
use crate::exchange::typed::Mistyped;
use crate::model::Value;
use crate::model::validate::Problem;
use crate::ui::context::App;

/// One field with what is typed into it.
#[derive(Clone)]
pub(in crate::ui) struct Cell(Entry);

impl Cell {
    /// The field at a position, over a row, or empty; `None` where people do not type into it.
    pub(in crate::ui) fn new(app: App, collection: &'static str, at: usize, row: Option<usize>) -> Option<Self> {
        let find = |entries: Vec<Entry>| entries.into_iter().find(|entry| entry.at == at).map(Self);
        find(entries(app, collection, row, &[])).or_else(|| {
            // The form of a record leaves its stage to its path; a list has none.
            let row = row?;
            let start = app.peek(|desk| desk.book().table(collection).and_then(|table| table.value(row, at)));
            find(entries(app, collection, None, &[(at, start)]))
        })
    }

    /// The field at a position, over a value of its own.
    pub(in crate::ui) fn over(app: App, collection: &'static str, at: usize, value: Option<Value>) -> Option<Self> {
        let field = app.peek(|desk| desk.book().table(collection)?.column(at).map(|column| column.field().clone()))?;
        Some(Self(Entry::new(app, collection, at, &field, value)))
    }

    /// The same with a prefix to its id, where the page may hold that control already.
    #[must_use]
    pub(in crate::ui) fn scoped(mut self, scope: &str) -> Self {
        scope.clone_into(&mut self.0.scope);
        self
    }

    /// Its label, control and what is wrong, as in a form.
    pub(in crate::ui) fn field(&self, app: App) -> AnyView {
        control(app, &self.0)
    }

    /// What was typed, which must be something; what is wrong with it says so itself.
    pub(in crate::ui) fn need(&self, app: App) -> Option<Change> {
        let change = self.read(app)?;
        if change.1.is_none() {
            self.0.complain(app, Mistyped::Problem(Problem::Missing));
            return None;
        }
        Some(change)
    }

    /// Its control with a label that is only heard, and what is wrong.
    pub(in crate::ui) fn view(&self, app: App) -> AnyView {
        let label = label(app, &self.0, true, ().into_any());
        view! { {label}{input(app, &self.0)}{problem(&self.0)} }.into_any()
    }

    /// Its control with a label that is seen, and what is wrong.
    pub(in crate::ui) fn labelled(&self, app: App) -> AnyView {
        let label = label(app, &self.0, false, ().into_any());
        view! { <div class="field">{label}{input(app, &self.0)}{problem(&self.0)}</div> }.into_any()
    }

    /// What stood there when it was opened.
    pub(in crate::ui) fn opened(&self) -> Change {
        (self.0.at, self.0.before.clone())
    }

    /// What was typed; what is wrong with it says so itself.
    pub(in crate::ui) fn read(&self, app: App) -> Option<Change> {
        read_all(app, std::slice::from_ref(&self.0)).ok()?.pop()
    }
}

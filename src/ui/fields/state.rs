//! What is typed into the form of a field.

use leptos::prelude::*;

use super::form::Wrong;
use crate::book::Book;
use crate::book::command::Change;
use crate::book::define::ChoiceLine;
use crate::exchange::typed::{Reading, read, write};
use crate::model::records::{CustomField, CustomFieldId, FieldChoice};
use crate::model::{Id, Record, Value, Zone};
use crate::ui::context::App;

/// One choice in the form.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Its number in the form.
    pub(super) number: usize,
    /// The choice that it is, where there is one already.
    pub(super) known: Option<Id>,
    /// Its name.
    pub(super) name: RwSignal<String>,
}

/// The form.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// The definition, where there is one already.
    pub(super) id: Option<Id>,
    /// What stands in the text of each field of a definition, by position.
    texts: StoredValue<Vec<RwSignal<String>>>,
    /// Its choices.
    pub(super) lines: RwSignal<Vec<Line>>,
}

impl State {
    fn blank(id: Option<Id>) -> Self {
        let texts = CustomField::COLLECTION
            .fields
            .iter()
            .map(|field| RwSignal::new(field.default.as_deref().unwrap_or_default().to_owned()));
        Self { id, texts: StoredValue::new(texts.collect()), lines: RwSignal::new(Vec::new()) }
    }

    /// A new field of a collection, with two choices to fill in.
    pub(super) fn new(collection: String) -> Self {
        let state = Self::blank(None);
        state.text(CustomField::COLLECTION_KEY).set(collection);
        state.add_line();
        state.add_line();
        state
    }

    /// What a live definition says.
    pub(super) fn of(book: &Book, id: Id) -> Option<Self> {
        let table = book.of::<CustomField>();
        let row = table.row(id).filter(|row| table.is_live(*row))?;
        let state = Self::blank(Some(id));
        for at in 0..CustomField::COLLECTION.fields.len() {
            let text = table.value(row, at).map(|value| write(&value, &Zone::default()));
            state.text(at).set(text.unwrap_or_default());
        }
        let of_field = |choice: &FieldChoice| choice.field.map(|field| book.resolve(field)) == Some(id);
        let table = book.of::<FieldChoice>();
        let offered = |choice: &FieldChoice| table.row(choice.id.0).is_some_and(|row| !table.state(row).archived.on);
        let mut choices: Vec<FieldChoice> = book.all().filter(|choice| of_field(choice) && offered(choice)).collect();
        choices.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        let lines = choices.into_iter().enumerate().map(|(number, choice)| {
            let name = RwSignal::new(choice.name.unwrap_or_default());
            Line { number, known: Some(choice.id.0), name }
        });
        state.lines.set(lines.collect());
        Some(state)
    }

    /// What stands in the text of a field of the definition.
    pub(super) fn text(&self, field: usize) -> RwSignal<String> {
        // Every field has its text from the start.
        self.texts.with_value(|texts| texts.get(field).copied()).unwrap_or_else(|| RwSignal::new(String::new()))
    }

    /// Adds an empty choice.
    pub(super) fn add_line(&self) {
        self.lines.update(|lines| {
            let number = lines.iter().map(|line| line.number + 1).max().unwrap_or(0);
            lines.push(Line { number, known: None, name: RwSignal::new(String::new()) });
        });
    }

    /// The choices, in order.
    pub(super) fn choices(&self) -> Vec<ChoiceLine> {
        if self.text(CustomField::KIND).get_untracked() != "choice" {
            return Vec::new();
        }
        self.lines.get_untracked().iter().map(|line| (line.known, line.name.get_untracked())).collect()
    }

    /// The names of the choices, in order.
    pub(super) fn new_choices(&self) -> Vec<String> {
        self.choices().into_iter().map(|(_, name)| name).collect()
    }

    /// What a new definition says.
    pub(super) fn values(&self, app: App) -> Result<Vec<Change>, Wrong> {
        let (zone, currency) = app.peek(|desk| (desk.zone.clone(), desk.currency));
        let reading = Reading { currency, zone: &zone };
        let mut values: Vec<Change> = Vec::new();
        for (at, field) in CustomField::COLLECTION.fields.iter().enumerate().filter(|(at, _)| *at != CustomField::RANK)
        {
            let text = self.text(at).get_untracked();
            let text = if self.asks(at) { text.as_str() } else { "" };
            let value = read(field, text, &reading)
                .map_err(|wrong| Wrong { field: field.key.to_string(), key: wrong.key() })?;
            values.push((at, value));
        }
        Ok(values)
    }

    /// What changes of a definition.
    pub(super) fn changes(&self, app: App) -> Result<Vec<Change>, Wrong> {
        let before: Option<CustomField> = app.peek(|desk| desk.book().get(CustomFieldId(self.id?)));
        let mut values = self.values(app)?;
        values.retain(|(at, _)| !CustomField::COLLECTION.fields[*at].fixed);
        // A blank definition is one that went away meanwhile: the command says so.
        values.retain(|(at, value)| *at == CustomField::NAME || before.is_none() || *value != self.stood(app, *at));
        Ok(values)
    }

    fn stood(&self, app: App, field: usize) -> Option<Value> {
        app.peek(|desk| {
            let table = desk.book().of::<CustomField>();
            table.value(table.row(self.id?)?, field)
        })
    }

    /// Whether a field of a definition matters for the kind that is chosen; what it depends on is
    /// read reactively.
    pub(super) fn asks(&self, field: usize) -> bool {
        let kind = self.text(CustomField::KIND).get();
        match field {
            CustomField::TO => kind == "reference",
            CustomField::LOW | CustomField::HIGH => matches!(kind.as_str(), "number" | "percent"),
            CustomField::START => matches!(kind.as_str(), "text" | "number" | "phone" | "email" | "url"),
            _ => true,
        }
    }
}

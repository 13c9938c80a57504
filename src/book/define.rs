//! Commands about the company's own fields: adding one, changing one, putting them in order.

use super::batch::{Cause, Draft, Label};
use super::command::{Change, Command, Context, Editor, Rejection};
use super::{Book, Table};
use crate::model::permission::Verb;
use crate::model::records::{CustomField, FieldChoice};
use crate::model::validate::Problem;
use crate::model::{Id, Key, Record, Value, rank};

const FIELDS: &str = CustomField::COLLECTION.key;
const CHOICES: &str = FieldChoice::COLLECTION.key;

/// A choice of a field as it is to be: one that there is, by its id, or a new one.
pub type ChoiceLine = (Option<Id>, String);

/// Adds a field to a collection, with its choices.
#[derive(Clone, Debug)]
pub struct AddField {
    /// The id of its definition, which is its key.
    pub id: Id,
    /// What the definition says, by position in its own field table.
    pub values: Vec<Change>,
    /// Its choices, in order.
    pub choices: Vec<String>,
}

impl Command for AddField {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, FIELDS, None)?;
        let said = |field: usize| said(&self.values, field);
        let collection = said(CustomField::COLLECTION_KEY).unwrap_or_default();
        let table = book.table(&collection).ok_or_else(|| wrong(CustomField::COLLECTION_KEY, Problem::WrongKind))?;
        let name = named(&self.values)?;
        free(table, &name, self.id)?;
        let kind = said(CustomField::KIND).unwrap_or_default();
        if kind == "reference" && said(CustomField::TO).is_none_or(|to| book.table(&to).is_none()) {
            return Err(wrong(CustomField::TO, Problem::Missing));
        }
        if kind == "choice" && self.choices.iter().all(|choice| choice.trim().is_empty()) {
            return Err(Rejection::Invalid { field: Key::Borrowed("choices"), problem: Problem::Missing });
        }
        ordered(&self.values)?;
        let label = Label::new("did-add-field").with("name", name);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut values = self.values.clone();
        values.retain(|(field, _)| *field != CustomField::RANK);
        let last = ranked(book, &collection).into_iter().next_back().and_then(|(_, rank)| rank);
        values.push((CustomField::RANK, Some(Value::Text(rank::between(last.as_deref(), None)))));
        edit.create(FIELDS, self.id, &values, &[])?;
        let lines: Vec<ChoiceLine> = self.choices.iter().map(|choice| (None, choice.clone())).collect();
        choose(&mut edit, book, context, self.id, &lines)?;
        edit.finish()
    }
}

/// Changes a field: what its definition says, and its choices.
#[derive(Clone, Debug)]
pub struct ChangeField {
    /// Its definition.
    pub id: Id,
    /// What changes.
    pub changes: Vec<Change>,
    /// Its choices from now on; those that are left out are no longer offered, and are kept where
    /// they were chosen.
    pub choices: Vec<ChoiceLine>,
}

impl Command for ChangeField {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, FIELDS, None)?;
        let table = book.of::<CustomField>();
        let row = table.row(self.id).filter(|row| table.is_live(*row));
        let row = row.ok_or(Rejection::Gone { collection: Key::Borrowed(FIELDS), id: self.id })?;
        let stood = || table.value(row, CustomField::NAME).as_ref().and_then(Value::as_text).map(str::to_owned);
        let renamed = self.changes.iter().any(|(field, _)| *field == CustomField::NAME);
        let name = if renamed { named(&self.changes)? } else { stood().unwrap_or_default() };
        let collection = table.value(row, CustomField::COLLECTION_KEY);
        if let Some(of) = collection.as_ref().and_then(Value::as_text).and_then(|key| book.table(key)) {
            free(of, &name, self.id)?;
        }
        ordered(&self.changes)?;
        let label = Label::new("did-change-field").with("name", name);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        for change in &self.changes {
            edit.set(FIELDS, self.id, change.clone(), None)?;
        }
        choose(&mut edit, book, context, self.id, &self.choices)?;
        edit.finish()
    }
}

/// Moves a field by one place among the company's own of its collection.
#[derive(Clone, Debug)]
pub struct ShiftField {
    /// Its definition.
    pub id: Id,
    /// Towards the end; else towards the beginning.
    pub down: bool,
}

impl Command for ShiftField {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, FIELDS, None)?;
        let table = book.of::<CustomField>();
        let text =
            |field: usize| table.value(table.row(self.id)?, field).as_ref().and_then(Value::as_text).map(str::to_owned);
        let gone = || Rejection::Gone { collection: Key::Borrowed(FIELDS), id: self.id };
        let mut order = ranked(book, &text(CustomField::COLLECTION_KEY).ok_or_else(gone)?);
        let at = order.iter().position(|(id, _)| *id == self.id).ok_or_else(gone)?;
        let to = if self.down { at + 1 } else { at.wrapping_sub(1) };
        if to >= order.len() {
            return Err(Rejection::Nothing);
        }
        order.swap(at, to);
        let label = Label::new("did-change-field").with("name", text(CustomField::NAME).unwrap_or_default());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        // Two fields of one rank (from two devices) get new ones with the rest: they are few.
        for ((id, _), rank) in order.iter().zip(rank::series(order.len())) {
            edit.set(FIELDS, *id, (CustomField::RANK, Some(Value::Text(rank))), None)?;
        }
        edit.finish()
    }
}

/// The live definitions of a collection with their ranks, in order.
fn ranked(book: &Book, collection: &str) -> Vec<(Id, Option<String>)> {
    let table = book.of::<CustomField>();
    let text = |row: usize, field: usize| table.value(row, field).as_ref().and_then(Value::as_text).map(str::to_owned);
    let rows = table.live().iter().filter(|row| text(*row, CustomField::COLLECTION_KEY).as_deref() == Some(collection));
    let mut all: Vec<(Id, Option<String>)> =
        rows.filter_map(|row| Some((table.id(row)?, text(row, CustomField::RANK)))).collect();
    crate::model::order::by(&mut all, |a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    all
}

/// Writes the choices of a field as they are to be.
fn choose(
    edit: &mut Editor<'_>,
    book: &Book,
    context: &Context<'_>,
    field: Id,
    lines: &[ChoiceLine],
) -> Result<(), Rejection> {
    let table = book.of::<FieldChoice>();
    let of_field = |row: &usize| table.value(*row, FieldChoice::FIELD).and_then(|value| value.as_reference());
    let lines: Vec<&ChoiceLine> = lines.iter().filter(|(_, name)| !name.trim().is_empty()).collect();
    for row in table.live().iter().filter(|row| of_field(row) == Some(field)) {
        let Some(id) = table.id(row) else { continue };
        edit.archive(CHOICES, id, !lines.iter().any(|(known, _)| *known == Some(id)))?;
    }
    for ((known, name), rank) in lines.iter().zip(rank::series(lines.len())) {
        let name = (FieldChoice::NAME, Some(Value::from(name.trim())));
        let rank = (FieldChoice::RANK, Some(Value::Text(rank)));
        if let Some(id) = known {
            edit.set(CHOICES, *id, name, None)?;
            edit.set(CHOICES, *id, rank, None)?;
        } else {
            let values = [name, rank, (FieldChoice::FIELD, Some(Value::Reference(field)))];
            edit.create(CHOICES, context.ids.next_id(), &values, &[])?;
        }
    }
    Ok(())
}

fn said(values: &[Change], field: usize) -> Option<String> {
    values.iter().find(|(at, _)| *at == field)?.1.as_ref()?.as_text().map(str::to_owned)
}

fn wrong(field: usize, problem: Problem) -> Rejection {
    Rejection::Invalid { field: CustomField::COLLECTION.fields[field].key.clone(), problem }
}

fn named(values: &[Change]) -> Result<String, Rejection> {
    let name = said(values, CustomField::NAME).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    name.ok_or_else(|| wrong(CustomField::NAME, Problem::Missing))
}

/// Refuses a name that another field of the company's in the same collection has: nobody could tell
/// them apart, and no file could say which is meant.
fn free(table: &Table, name: &str, id: Id) -> Result<(), Rejection> {
    let own = id.to_string();
    let taken = table.shown().any(|(_, field)| match &field.custom {
        Some(custom) => field.key != own && custom.name.to_lowercase() == name.to_lowercase(),
        None => *field.key == name.to_lowercase(),
    });
    if taken { Err(wrong(CustomField::NAME, Problem::Taken)) } else { Ok(()) }
}

/// Refuses a smallest number above the largest.
fn ordered(values: &[Change]) -> Result<(), Rejection> {
    let number = |field: usize| match values.iter().find(|(at, _)| *at == field) {
        Some((_, Some(Value::Number(number)))) => Some(*number),
        _ => None,
    };
    match (number(CustomField::LOW), number(CustomField::HIGH)) {
        (Some(low), Some(high)) if low > high => {
            Err(wrong(CustomField::HIGH, Problem::OutOfBounds(bound(low), i64::MAX)))
        }
        _ => Ok(()),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a bound that a person typed; beyond the integers it saturates")]
fn bound(number: f64) -> i64 {
    number as i64
}

/// How many live records hold a value in a field of the company's.
pub fn filled(book: &Book, id: Id) -> usize {
    let key = id.to_string();
    let of = |table: &Table| {
        let column = table.column(table.defined(&key)?)?;
        Some(table.live().iter().filter(|row| column.data().present().get(*row)).count())
    };
    book.tables().iter().find_map(of).unwrap_or(0)
}

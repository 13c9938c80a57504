//! The entries of a form: what was typed into each field, and what is wrong with it.

use leptos::prelude::*;

use crate::book::Table;
use crate::book::command::Change;
use crate::exchange::typed::{Mistyped, Reading, has_control, read, write};
use crate::model::validate::{Problem, check};
use crate::model::{Currency, Field, Id, Kind, Role, Value};
use crate::query::title;
use crate::ui::context::App;

/// Records up to which a reference is chosen from a list; beyond, its name is typed.
pub(super) const CHOSEN: usize = 30;

/// One field of a form.
#[derive(Clone)]
pub(super) struct Entry {
    /// Position of the field.
    pub(super) at: usize,
    /// The field.
    pub(super) field: Field,
    /// Its collection.
    pub(super) collection: &'static str,
    /// What tells its control from that of the same field in another line.
    pub(super) scope: String,
    /// The customer that all of it is about, whose own records are proposed first.
    pub(super) about: Option<Signal<Option<Id>>>,
    /// What stood there when the form was opened.
    pub(super) before: Option<Value>,
    /// What is typed.
    pub(super) text: RwSignal<String>,
    /// The currency chosen beside an amount.
    pub(super) currency: RwSignal<String>,
    /// The record that was picked, and the name under which it was.
    pub(super) picked: RwSignal<Option<(String, Id)>>,
    /// Whether a record is named instead of chosen from a list.
    pub(super) by_name: RwSignal<bool>,
    /// What is wrong, in words.
    pub(super) error: RwSignal<Option<String>>,
    /// Words that are offered under the control.
    pub(super) offers: Vec<String>,
    /// Whether it can be dictated, where the device can listen.
    pub(super) is_dictated: bool,
    first: (String, String),
}

impl Entry {
    /// An entry of a field with what stands there.
    pub(super) fn new(app: App, collection: &'static str, at: usize, field: &Field, value: Option<Value>) -> Self {
        let currency = value.as_ref().and_then(Value::as_money).map(|money| money.currency);
        let currency = currency.unwrap_or_else(|| app.peek(|desk| desk.currency)).to_string();
        let text = value.as_ref().map(|value| shown(app, field, value)).unwrap_or_default();
        let picked = value.as_ref().and_then(Value::as_reference).map(|id| (text.clone(), id));
        let many = |to: &str| app.peek(|desk| desk.book().table(to).is_some_and(|table| table.live().count() > CHOSEN));
        Self {
            at,
            field: field.clone(),
            collection,
            scope: String::new(),
            about: None,
            before: value,
            text: RwSignal::new(text.clone()),
            currency: RwSignal::new(currency.clone()),
            picked: RwSignal::new(picked),
            by_name: RwSignal::new(matches!(&field.kind, Kind::Reference(to) if many(to))),
            error: RwSignal::new(None),
            offers: Vec::new(),
            is_dictated: false,
            first: (text, currency),
        }
    }

    /// Its id in the page.
    pub(super) fn id(&self) -> String {
        format!("{}field-{}", self.scope, self.field.key)
    }

    /// Its key with what is typed, where that differs from what stood there.
    pub(super) fn typed(&self) -> Option<(String, String, String)> {
        let now = (self.text.try_get_untracked()?, self.currency.try_get_untracked()?);
        // A currency without an amount says nothing.
        let same = now.0 == self.first.0 && (now.0.is_empty() || now.1 == self.first.1);
        (!same).then(|| (self.field.key.to_string(), now.0, now.1))
    }

    /// Puts back what stood there.
    pub(super) fn reset(&self) {
        self.text.set(self.first.0.clone());
        self.currency.set(self.first.1.clone());
        self.error.set(None);
    }

    /// Reads what is typed. What nobody touched is what it was, however it may be written.
    fn value(&self, app: App) -> Result<Option<Value>, Mistyped> {
        let (text, currency) = (self.text.get_untracked(), self.currency.get_untracked());
        if text == self.first.0 && (text.is_empty() || currency == self.first.1) {
            return check(&self.field, self.before.as_ref()).map(|()| self.before.clone()).map_err(Mistyped::Problem);
        }
        let zone = app.zone();
        let currency = Currency::parse(&currency).unwrap_or_else(|| app.peek(|desk| desk.currency));
        let reading = Reading { currency, zone: &zone };
        match &self.field.kind {
            Kind::Reference(to) if !text.trim().is_empty() && Id::parse(&text).is_none() => {
                let picked = self.picked.with_untracked(|picked| picked.clone().filter(|(name, _)| *name == text));
                let found = picked.map(|(_, id)| id).or_else(|| app.peek(|desk| title::find(desk.book(), to, &text)));
                Ok(Some(Value::Reference(found.ok_or(Mistyped::Record)?)))
            }
            _ => read(&self.field, &text, &reading),
        }
    }

    /// The value that is typed, where it is one.
    pub(super) fn said(&self, app: App) -> Option<Value> {
        self.value(app).ok().flatten()
    }

    /// The value that is typed, where it is one; what asks for it runs again when it changes.
    pub(super) fn now(&self, app: App) -> Option<Value> {
        self.text.track();
        self.currency.track();
        self.said(app)
    }

    /// Says what is wrong with what is typed.
    pub(super) fn complain(&self, app: App, wrong: Mistyped) {
        let (low, high) =
            if let Mistyped::Problem(Problem::OutOfBounds(low, high)) = wrong { (low, high) } else { (0, 0) };
        #[expect(clippy::cast_precision_loss, reason = "bounds are small whole numbers")]
        let bound = |bound: i64| {
            let number = Value::Number(bound as f64);
            let percent = Value::Percent(crate::model::BasisPoints(bound));
            let value = if self.field.kind == Kind::Percent { percent } else { number };
            crate::ui::parts::field::text(&app, self.collection, &self.field, &value)
        };
        let args =
            [("text", self.text.get_untracked().into()), ("low", bound(low).into()), ("high", bound(high).into())];
        self.error.set(Some(app.text(wrong.key(), &args)));
    }
}

/// What stands in a control for a value: of a reference among many its name, else its id.
fn shown(app: App, field: &Field, value: &Value) -> String {
    if let (Kind::Reference(to), Value::Reference(id)) = (&field.kind, value) {
        let by_name = app.peek(|desk| {
            let many = desk.book().table(to).is_some_and(|table| table.live().count() > CHOSEN);
            many.then(|| title::of(desk.book(), to, *id)).flatten()
        });
        return by_name.unwrap_or_else(|| id.to_string());
    }
    write(value, &app.zone())
}

/// The entries of a form over a row, or over a new record with what it starts with.
pub(super) fn entries(app: App, collection: &'static str, row: Option<usize>, start: &[Change]) -> Vec<Entry> {
    app.peek(|desk| {
        let Some(table) = desk.book().table(collection) else { return Vec::new() };
        let typed = |field: &Field| {
            // A deal moves on its path, and its amount says itself what it rests on.
            let moved = row.is_some() && field.role == Some(Role::Stage);
            // What is fixed was said when the record was made.
            let fixed = row.is_some() && field.fixed;
            has_control(field) && !moved && !fixed && field.role != Some(Role::AmountBasis)
        };
        let fields = table.shown().filter(|(_, field)| typed(field));
        let entry = |(at, field): (usize, &Field)| {
            let given = start.iter().find(|(start, _)| *start == at).and_then(|(_, value)| value.clone());
            let default = || field.default_value();
            let value = match row {
                Some(row) => table.value(row, at),
                None => given.or_else(default),
            };
            Entry::new(app, collection, at, field, value)
        };
        fields.map(entry).collect()
    })
}

/// The customer that is typed into a form.
pub(super) fn customer(app: App, entries: &[Entry]) -> Option<Signal<Option<Id>>> {
    let of = entries.iter().find(|entry| entry.field.role == Some(Role::Account))?.clone();
    Some(Memo::new(move |_| of.now(app).and_then(|value| value.as_reference())).into())
}

/// Reads all entries: every value, or how many are wrong; these say so themselves.
pub(super) fn read_all(app: App, entries: &[Entry]) -> Result<Vec<Change>, usize> {
    let (mut values, mut wrongs) = (Vec::new(), 0);
    for entry in entries {
        match entry.value(app) {
            Ok(value) => {
                entry.error.set(None);
                values.push((entry.at, value));
            }
            Err(wrong) => {
                entry.complain(app, wrong);
                wrongs += 1;
            }
        }
    }
    if wrongs == 0 { Ok(values) } else { Err(wrongs) }
}

/// What a new record starts with, from the names and values of an address.
pub(super) fn start(table: &Table, query: &[(String, String)]) -> Vec<Change> {
    let value = |field: &Field, text: &str| {
        let text = text.strip_prefix("in:").unwrap_or(text);
        match &field.kind {
            Kind::Reference(_) => Id::parse(text).map(Value::Reference),
            Kind::Text | Kind::Choice(_) => Some(Value::Text(text.to_owned())),
            _ => None,
        }
    };
    let change = |(name, text): &(String, String)| {
        let at = table.position(name)?;
        let field = table.column(at)?.field();
        Some((at, Some(value(field, text).filter(|value| field.kind.accepts(value))?)))
    };
    query.iter().filter_map(change).collect()
}

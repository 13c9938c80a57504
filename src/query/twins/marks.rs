//! The marks of a record by which it may be the same as another.

use super::core::{core, sound};
use crate::book::Table;
use crate::book::command::Change;
use crate::model::{Id, Kind, Role, Value};
use crate::query::search::{Han, phone};

/// Why two records may be one, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The same public number: a unified social credit code.
    Register,
    /// The same code of ours.
    Code,
    /// The same name, legal form and script aside.
    Name,
    /// The same e-mail address.
    Email,
    /// The same telephone number.
    Phone,
    /// Names one letter apart.
    Near,
    /// Names that are read alike.
    Sound,
}

impl Why {
    /// The key of its message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Register => "twin-register",
            Self::Code => "twin-code",
            Self::Name => "twin-name",
            Self::Email => "twin-email",
            Self::Phone => "twin-phone",
            Self::Near => "twin-near",
            Self::Sound => "twin-sound",
        }
    }
}

/// The key of a public number that is given once: the unified social credit code.
const REGISTER: &str = "credit_code";
/// Shorter numbers are extensions and the like.
const NUMBER: usize = 7;

/// The marks of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Equal ones say that records are the same.
    pub(super) equal: Vec<(Why, String)>,
    /// The core of its name.
    pub(super) core: Vec<char>,
    /// How the core is read.
    pub(super) sound: Option<String>,
    /// The customer that it belongs to: of people, the same name says something only there.
    pub(super) account: Option<Id>,
}

/// Whether records of a table are compared: those that have a name and a way to reach them.
pub fn is_compared(table: &Table) -> bool {
    let reached = table.fields().any(|field| matches!(field.kind, Kind::Phone | Kind::Email));
    reached && table.role(Role::Title).is_some()
}

impl Marks {
    /// The marks of a row.
    pub(super) fn of_row(table: &Table, row: usize, han: &Han) -> Self {
        Self::of(table, &|at| table.value(row, at), han)
    }

    /// The marks of what is typed into a form.
    pub(super) fn of_changes(table: &Table, values: &[Change], han: &Han) -> Self {
        let value = |at: usize| values.iter().find(|(field, _)| *field == at).and_then(|(_, value)| value.clone());
        Self::of(table, &value, han)
    }

    fn of(table: &Table, value: &dyn Fn(usize) -> Option<Value>, han: &Han) -> Self {
        let mut marks = Self::default();
        for (at, field) in table.fields().enumerate() {
            let marked = matches!(field.kind, Kind::Phone | Kind::Email)
                || matches!(field.role, Some(Role::Title | Role::Code | Role::Account))
                || field.key == REGISTER;
            let Some(value) = marked.then(|| value(at)).flatten() else { continue };
            if field.role == Some(Role::Account) {
                marks.account = value.as_reference();
            }
            let Some(text) = value.as_text() else { continue };
            match (&field.kind, field.role) {
                (_, Some(Role::Title)) if marks.core.is_empty() => {
                    let core = core(text, han);
                    marks.sound = sound(&core, han);
                    marks.core = core.into_iter().map(|glyph| glyph.c).collect();
                }
                (_, Some(Role::Code)) => marks.add(Why::Code, squeezed(text)),
                _ if field.key == REGISTER => marks.add(Why::Register, squeezed(text)),
                (Kind::Email, _) => marks.add(Why::Email, text.trim().to_lowercase()),
                (Kind::Phone, _) => {
                    let digits = phone::digits(text);
                    if digits.len() >= NUMBER {
                        marks.add(Why::Phone, digits);
                    }
                }
                _ => {}
            }
        }
        marks
    }

    fn add(&mut self, why: Why, text: String) {
        if !text.is_empty() {
            self.equal.push((why, text));
        }
    }

    /// Why another record may be this one; the surest reason.
    pub(super) fn why(&self, other: &Self) -> Option<Why> {
        let equal = self.equal.iter().filter(|mark| other.equal.contains(mark)).map(|(why, _)| *why).min();
        [equal, self.by_name(other)].into_iter().flatten().min()
    }

    pub(super) fn by_name(&self, other: &Self) -> Option<Why> {
        // Two people of one name at different customers, or at none, are two people.
        if self.core.is_empty() || self.account != other.account {
            return None;
        }
        if self.core == other.core {
            return Some(Why::Name);
        }
        if super::core::is_near(&self.core, &other.core) {
            return Some(Why::Near);
        }
        (self.sound.is_some() && self.sound == other.sound).then_some(Why::Sound)
    }
}

/// Letters and digits alone, in upper case.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

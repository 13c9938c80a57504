//! What a stage asks for as it is written down: what a person puts together when shaping a pipeline.

use crate::book::Book;
use crate::book::command::Change;
use crate::model::records::{Deal, Stage};
use crate::model::{Field, Kind, Record, Value};

/// What is written down of a gate; fields that were removed since are still named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Keys of fields that must be filled in.
    pub fields: Vec<String>,
    /// Lines that must be ticked.
    pub checks: Vec<String>,
    /// Whether a manager must approve.
    pub approval: bool,
}

impl Asks {
    /// What a stage asks for.
    pub fn of(stage: &Stage) -> Self {
        Self {
            fields: stage.gate_fields.clone().unwrap_or_default(),
            checks: lines(stage.gate_checks.as_deref()),
            approval: stage.gate_approval.as_deref() == Some("manager"),
        }
    }

    /// What two stages ask for together: what is merged into one is not let in more easily.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        let add = |mine: &mut Vec<String>, theirs: &[String]| {
            for one in theirs {
                if !mine.contains(one) {
                    mine.push(one.clone());
                }
            }
        };
        add(&mut self.fields, &other.fields);
        add(&mut self.checks, &other.checks);
        self.approval |= other.approval;
        self
    }

    /// The values that say so of a stage.
    pub(super) fn values(&self, stands: Option<&Stage>) -> [Change; 3] {
        let mut fields = self.fields.clone();
        crate::model::order::sort(&mut fields);
        fields.dedup();
        let checks = lines(Some(&self.checks.join("\n")));
        // Saying that nobody has to approve is as good as saying nothing: what stands is left alone.
        let none = stands.and_then(|stage| stage.gate_approval.clone()).filter(|said| said != "manager");
        let approval = if self.approval { Some("manager".to_owned()) } else { none };
        [
            (Stage::GATE_FIELDS, (!fields.is_empty()).then_some(Value::Tags(fields))),
            (Stage::GATE_CHECKS, (!checks.is_empty()).then(|| Value::Text(checks.join("\n")))),
            (Stage::GATE_APPROVAL, approval.map(Value::Text)),
        ]
    }
}

/// The fields of a deal that a stage may ask for: those in use that people fill in, and its lines.
pub fn fields(book: &Book) -> impl Iterator<Item = &Field> {
    let table = book.of::<Deal>();
    let own = [Deal::STAGE, Deal::RANK].map(|at| &Deal::COLLECTION.fields[at].key);
    let typed = table.fields().filter(move |field| field.is_offered() && !own.contains(&&field.key));
    typed.chain(Deal::COLLECTION.fields.iter().filter(|field| matches!(field.kind, Kind::Lines(_))))
}

/// Whether a stage may ask for the field with a key.
pub fn may_ask(book: &Book, key: &str) -> bool {
    fields(book).any(|field| field.key == key)
}

/// The lines of a checklist, each once.
pub(super) fn lines(text: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

//! What a rule of the business asks for and a record does not have: enough to ask for just that.

use crate::model::Key;

/// What is lacking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lack {
    /// The name of what asks for it.
    pub asked_by: String,
    /// Keys of fields that must be filled in.
    pub fields: Vec<Key>,
    /// Lines of a checklist that nobody has ticked.
    pub ticks: Vec<String>,
    /// Whether somebody must approve.
    pub approval: bool,
}

impl Lack {
    /// Whether nothing is lacking.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many things are lacking.
    pub fn count(&self) -> usize {
        self.fields.len() + self.ticks.len() + usize::from(self.approval)
    }

    /// Whether an approval is all that is lacking.
    pub fn is_approval_alone(&self) -> bool {
        self.approval && self.count() == 1
    }
}

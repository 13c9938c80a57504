//! Who acts: a person of the book, in the layer that the record says.

use super::Book;
use crate::model::Id;
use crate::model::permission::{Actor, Layer};
use crate::model::records::Person;

impl Book {
    /// A person as the one who acts; `None` where there is no such person (any more).
    pub fn actor(&self, person: Id) -> Option<Actor> {
        let (table, person) = (self.of::<Person>(), self.resolve(person));
        table.row(person).filter(|row| table.is_live(*row))?;
        let role = self.get::<Person>(person.into())?.role;
        let layer = role.as_deref().and_then(Layer::parse).unwrap_or(Layer::Salesperson);
        Some(Actor { person: Some(person), layer })
    }
}

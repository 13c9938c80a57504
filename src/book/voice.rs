//! In whose name a batch speaks where nothing speaks against it later: signatures, readings, claims, whatever is
//! sealed once it is written.

use super::Book;
use super::batch::Batch;
use super::versions::Entry;
use crate::model::field::Upkeep;
use crate::model::records::{self, Person};
use crate::model::{Id, Role, Value};

/// The people in whose name sealed records of a batch are.
pub fn sealed_by(batch: &Batch) -> Vec<Id> {
    let mut people = Vec::new();
    for ops in &batch.body.tables {
        let known = records::collection(&ops.collection).filter(|known| known.upkeep == Upkeep::Sealed);
        let Some(person) = known.and_then(|known| known.fields.get(known.role(Role::Person)?)) else { continue };
        for field in ops.fields.iter().filter(|field| field.key == person.key) {
            people.extend((0..field.to.len()).filter_map(|at| field.to.get(at)?.as_reference()));
        }
    }
    people
}

impl Book {
    /// Whether a person may speak for another: for themselves, and for whoever they lead or once led; for somebody
    /// whom this book does not know as well, since whoever does may have hired them since.
    pub fn speaks_for(&self, person: Id, other: Id) -> bool {
        let (person, table) = (self.resolve(person), self.of::<Person>());
        let mut asked = vec![self.resolve(other)];
        let mut at = 0;
        while let Some(next) = asked.get(at).copied() {
            at += 1;
            if next == person {
                return true;
            }
            let Some(row) = table.row(next) else {
                if at == 1 {
                    return true;
                }
                continue;
            };
            let managers = table.column(Person::MANAGER).and_then(|column| Some((column, column.versions()?)));
            let Some((column, versions)) = managers else { continue };
            for version in versions.row(row).filter(|version| version.entry == Entry::Value) {
                if let Some(Value::Reference(manager)) = column.decode(version.cell)
                    && !asked.contains(&self.resolve(manager))
                {
                    asked.push(self.resolve(manager));
                }
            }
        }
        false
    }
}

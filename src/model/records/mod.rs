//! The collections of a book, one declaration each.

mod company;
mod customer;
mod fields;
mod pipeline;
mod views;

pub use company::{Area, AreaId, Organisation, OrganisationId, Person, PersonId};
pub use customer::{Account, AccountId, Contact, ContactId, Product, ProductId};
pub use fields::{CustomField, CustomFieldId, FieldChoice, FieldChoiceId};
pub use pipeline::{Deal, DealId, Pipeline, PipelineId, Stage, StageId};
pub use views::{SavedView, SavedViewId};

use super::field::Collection;
use super::record::Record;

/// Every built-in collection, in the order of a book's tables.
pub const COLLECTIONS: &[&Collection] = &[
    Organisation::COLLECTION,
    Area::COLLECTION,
    Person::COLLECTION,
    Account::COLLECTION,
    Contact::COLLECTION,
    Product::COLLECTION,
    Pipeline::COLLECTION,
    Stage::COLLECTION,
    Deal::COLLECTION,
    SavedView::COLLECTION,
    CustomField::COLLECTION,
    FieldChoice::COLLECTION,
];

/// The collection with a key.
pub fn collection(key: &str) -> Option<&'static Collection> {
    COLLECTIONS.iter().copied().find(|collection| collection.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Kind;

    #[test]
    fn keys_are_unique_and_references_lead_somewhere() {
        let mut collections = BTreeSet::new();
        for collection in COLLECTIONS {
            assert!(collections.insert(collection.key), "{}", collection.key);
            let mut fields = BTreeSet::new();
            for field in collection.fields {
                assert!(fields.insert(field.key.as_ref()), "{}.{}", collection.key, field.key);
                if let Kind::Reference(to) | Kind::Lines(to) = &field.kind {
                    assert!(super::collection(to).is_some(), "{}.{} refers to {to}", collection.key, field.key);
                }
            }
        }
    }
}

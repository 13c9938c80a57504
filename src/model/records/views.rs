//! Saved views of lists.

use crate::model::field::Role;
use crate::record;

record! {
    /// A view of a list that somebody saved: the query of its address under a name.
    SavedView, SavedViewId, "views" {
        /// What it is called.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Key of the collection that it lists.
        COLLECTION_KEY collection: (Text) { required: true },
        /// The query of its address: conditions, order, columns, totals.
        QUERY query: (LongText) {},
        /// Who saved it.
        PERSON person: (Reference "people") { role: Some(Role::Person) },
        /// Whether everybody is offered it.
        SHARED shared: (Choice "no" "yes") { default: Some("no") },
        /// Whether the list opens with it: for who saved it, for everybody where it is shared.
        FIRST first: (Choice "no" "yes") { default: Some("no") },
    }
}

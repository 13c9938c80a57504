//! What somebody said of two records that look alike: they are two.

use crate::model::field::Role;
use crate::record;

record! {
    /// Two records that are not the same, however alike they look.
    Apart, ApartId, "apart" {
        /// One of them: a record of any collection.
        ONE one: (Reference "") { required: true },
        /// The other.
        OTHER other: (Reference "") { required: true },
        /// Who said so.
        PERSON person: (Reference "people") { role: Some(Role::Person) },
    }
}

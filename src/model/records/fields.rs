//! The company's own fields: each live record here is one more column of a collection.

use crate::model::field::Role;
use crate::record;

record! {
    /// A field that the company added to a collection. Its permanent key is its id.
    CustomField, CustomFieldId, "fields", Configured {
        /// What people call it.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Key of the collection that it belongs to.
        COLLECTION_KEY collection: (Text) { required: true, fixed: true },
        /// What it holds.
        KIND kind: (Choice "text" "long_text" "choice" "number" "money" "percent" "date" "instant" "duration"
            "reference" "tags" "phone" "email" "url" "place" "file") {
            required: true, fixed: true, default: Some("text"),
        },
        /// Key of the collection that a reference leads to.
        TO to: (Text) { fixed: true },
        /// Whether it keeps effective dates.
        TIMED timed: (Choice "no" "yes") { fixed: true, default: Some("no") },
        /// Whether a new record without it is refused.
        NEEDED needed: (Choice "no" "yes") { default: Some("no") },
        /// What a new record starts with.
        START start: (Text) {},
        /// The smallest number or percentage.
        LOW low: (Number) {},
        /// The largest number or percentage.
        HIGH high: (Number) {},
        /// What it is for, in a sentence.
        HINT hint: (Text) {},
        /// Position among the company's own fields of the collection.
        RANK rank: (Rank) { role: Some(Role::Rank) },
    }
}

record! {
    /// One of the values that a field of choices offers. Its code is its id.
    FieldChoice, FieldChoiceId, "choices", Configured {
        /// What people call it.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The field.
        FIELD field: (Reference "fields") { required: true, fixed: true, role: Some(Role::Parent) },
        /// Position among the choices.
        RANK rank: (Rank) { role: Some(Role::Rank) },
    }
}

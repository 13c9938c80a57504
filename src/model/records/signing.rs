//! Sign-off: requests for approval, and the signatures that answer them.

use crate::model::field::Role;
use crate::record;

record! {
    /// Somebody is asked to sign a form.
    Approval, ApprovalId, "approvals" {
        /// The form: a record of any collection.
        FORM form: (Reference "") { required: true },
        /// Who asks.
        ASKED_BY asked_by: (Reference "people") { role: Some(Role::Person) },
        /// Who is asked.
        ASKED_OF asked_of: (Reference "people") { required: true },
        /// When.
        ASKED asked: (Instant) { role: Some(Role::Starts) },
        /// By when.
        DUE_ON due_on: (Date) { role: Some(Role::Ends) },
        /// What to look at.
        NOTE note: (LongText) {},
        /// The stage that the form, a deal, enters once it is approved.
        STAGE stage: (Reference "stages") {},
        /// Why the deal would end there: the deal itself says nothing of it before.
        REASON reason: (Reference "reasons") {},
        /// Who would get it.
        COMPETITOR competitor: (Reference "competitors") {},
        /// What to remember of its end.
        CLOSING_NOTE closing_note: (LongText) {},
    }
}

record! {
    /// What somebody said of a form on one day, and exactly of what content. Never changes.
    Signature, SignatureId, "signatures", Sealed {
        /// The form: a record of any collection.
        FORM form: (Reference "") { required: true },
        /// The request that it answers.
        APPROVAL approval: (Reference "approvals") {},
        /// Who signed.
        PERSON person: (Reference "people") { role: Some(Role::Person) },
        /// When.
        SIGNED signed: (Instant) { required: true, role: Some(Role::Starts) },
        /// What was said.
        VERDICT verdict: (Choice "approved" "returned") { required: true },
        /// The remark.
        REMARK remark: (LongText) {},
        /// Whether there is something to talk about, alone or with others.
        TALK talk: (Choice "alone" "together") {},
        /// SHA-256 of the content that was signed.
        DIGEST digest: (Text) { required: true },
        /// The content that was signed, a line for each field.
        CONTENT content: (LongText) {},
    }
}

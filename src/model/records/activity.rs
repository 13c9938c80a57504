//! What is done with customers beside visits: calls, messages, meetings, notes and tasks.

use crate::model::field::Role;
use crate::record;

record! {
    /// A call, message, meeting, note or task.
    Activity, ActivityId, "activities" {
        /// What it is about.
        SUBJECT subject: (Text) { required: true, role: Some(Role::Title) },
        /// What it is.
        KIND kind: (Choice "call" "message" "meeting" "note" "task") { default: Some("call") },
        /// Who began it: we (out) or the customer (in).
        DIRECTION direction: (Choice "out" "in") {},
        /// The customer.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// The person spoken to.
        CONTACT contact: (Reference "contacts") {},
        /// The deal it serves.
        DEAL deal: (Reference "deals") {},
        /// The lead it serves.
        LEAD lead: (Reference "leads") {},
        /// Whose it is.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// When it begins or began.
        STARTS starts: (Instant) { role: Some(Role::Starts) },
        /// How long it took.
        DURATION duration: (Duration) {},
        /// By when a task is to be done.
        DUE_ON due_on: (Date) { role: Some(Role::Ends) },
        /// How far it has come.
        STATUS status: (Choice "open" "done" "cancelled") { role: Some(Role::Status), default: Some("open") },
        /// What came of it.
        OUTCOME outcome: (Choice "reached" "not_reached" "interested" "agreed" "declined" "call_back") {},
        /// What was said.
        NOTE note: (LongText) {},
    }
}

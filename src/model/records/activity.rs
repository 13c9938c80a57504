//! What is done with customers: visits, and calls, messages, meetings, notes and tasks.

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

record! {
    /// A visit: as planned, as made, and what came of it.
    Visit, VisitId, "visits" {
        /// The customer.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// Where.
        SITE site: (Reference "sites") {},
        /// Who visits.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// Planned beginning; an unplanned visit has none.
        STARTS starts: (Instant) { role: Some(Role::Starts) },
        /// Planned end.
        ENDS ends: (Instant) { role: Some(Role::Ends) },
        /// What for.
        PURPOSES purposes: (Choices "develop" "research" "collect" "service" "complaint" "order" "other") {},
        /// What it should bring, in words.
        AIM aim: (Text) {},
        /// Whether we go there (out) or the customer comes (in).
        DIRECTION direction: (Choice "out" "in") { default: Some("out") },
        /// How far it has come.
        STATUS status: (Choice "planned" "under_way" "done" "missed" "cancelled") {
            role: Some(Role::Status),
            default: Some("planned"),
        },
        /// Who comes along: a joint visit.
        JOINED_BY joined_by: (Reference "people") {},
        /// The deal it serves.
        DEAL deal: (Reference "deals") {},
        /// Check-in.
        ARRIVED arrived: (Instant) {},
        /// Where the check-in was.
        ARRIVED_AT arrived_at: (Place) {},
        /// Whether that was at the site itself, so that its place is known from it.
        AT_SITE at_site: (Choice "yes" "no") {},
        /// Check-out.
        LEFT left: (Instant) {},
        /// Where the check-out was.
        LEFT_AT left_at: (Place) {},
        /// The person met; nobody where empty.
        MET met: (Reference "contacts") {},
        /// Whether the purpose was achieved.
        ACHIEVED achieved: (Choice "yes" "partly" "no") {},
        /// What came of it.
        RESULT result: (LongText) {},
        /// What competitors do there.
        COMPETITION competition: (LongText) {},
        /// What the customer thinks.
        OPINION opinion: (LongText) {},
        /// What is new at the customer's.
        NEWS news: (LongText) {},
        /// What happens next.
        NEXT_STEP next_step: (Text) {},
        /// When that is due.
        NEXT_STEP_ON next_step_on: (Date) {},
    }
}

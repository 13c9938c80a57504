//! Visits: as planned, as made, what came of them, who came along and what was seen.

use crate::model::field::{Personal, Role};
use crate::record;

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
        STATUS status: (Choice "planned" "under_way" "done" "missed" "cancelled" "postponed") {
            role: Some(Role::Status),
            default: Some("planned"),
        },
        /// Whether the customer knows that we come.
        CONFIRMATION confirmation: (Choice "unconfirmed" "called" "confirmed") { default: Some("unconfirmed") },
        /// Whether it is a fixed appointment, which no planning moves.
        LOCKED locked: (Choice "yes" "no") {},
        /// Whether it was made without having been planned.
        UNPLANNED unplanned: (Choice "yes" "no") {},
        /// The visit that it stands for: one put off, or one where nobody was there.
        INSTEAD_OF instead_of: (Reference "visits") {},
        /// What kept it from being made as planned.
        INCIDENT incident: (Reference "reasons") {},
        /// That in words.
        REASON reason: (Text) {},
        /// Who comes along: a joint visit.
        JOINED_BY joined_by: (Reference "people") {},
        /// The deal it serves.
        DEAL deal: (Reference "deals") {},
        /// Check-in.
        ARRIVED arrived: (Instant) {},
        /// Where the check-in was.
        ARRIVED_AT arrived_at: (Place) {},
        /// Within how many metres of that, most likely.
        ARRIVED_WITHIN arrived_within: (Number) { bounds: Some((0, 1_000_000)) },
        /// Whether that was at the customer's.
        ARRIVED_VERDICT arrived_verdict: (Choice "inside" "outside" "unknown") {},
        /// Whether that was at the site itself, so that its place is known from it.
        AT_SITE at_site: (Choice "yes" "no") {},
        /// Check-out.
        LEFT left: (Instant) {},
        /// Where the check-out was.
        LEFT_AT left_at: (Place) {},
        /// Within how many metres of that, most likely.
        LEFT_WITHIN left_within: (Number) { bounds: Some((0, 1_000_000)) },
        /// Whether that was at the customer's.
        LEFT_VERDICT left_verdict: (Choice "inside" "outside" "unknown") {},
        /// What about its times and places is to be asked about.
        DOUBTS doubts: (Choices "speed" "identical" "clock" "photo") {},
        /// Whether anybody was there.
        FOUND found: (Choice "met" "nobody") {},
        /// The person met; nobody where empty.
        MET met: (Reference "contacts") {},
        /// The name of a person met whom no record knows.
        MET_NAME met_name: (Text) { personal: Personal::Identity },
        /// Whether the purpose was achieved.
        ACHIEVED achieved: (Choice "yes" "partly" "no") {},
        /// What came of it, in words to choose from.
        CHIPS chips: (Tags) {},
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
        /// Who else comes along.
        COMPANIONS companions: (Lines "visit_companions") {},
        /// Pictures taken there.
        PHOTOS photos: (Lines "visit_photos") {},
    }
}

record! {
    /// Somebody who comes along on a visit: the visit counts once, for whoever's it is.
    VisitCompanion, VisitCompanionId, "visit_companions" {
        /// The visit.
        VISIT visit: (Reference "visits") { required: true, role: Some(Role::Parent) },
        /// Who.
        PERSON person: (Reference "people") { required: true },
        /// What for.
        NOTE note: (Text) {},
    }
}

record! {
    /// A picture taken on a visit.
    VisitPhoto, VisitPhotoId, "visit_photos" {
        /// The visit.
        VISIT visit: (Reference "visits") { required: true, role: Some(Role::Parent) },
        /// The picture, shrunk and stamped.
        PHOTO photo: (File) { required: true },
        /// When it was taken, as the picture says.
        TAKEN taken: (Instant) { role: Some(Role::Starts) },
        /// Whether it came from the camera there and then.
        LIVE live: (Choice "yes" "no") {},
        /// What it shows.
        NOTE note: (Text) {},
    }
}

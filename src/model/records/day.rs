//! The day of a salesperson: planned (F1), reported (F2), away on a trip, absent, and the phrases used; ways whose time
//! somebody has set.

use crate::model::field::Role;
use crate::record;

record! {
    /// A daily visit plan (F1). Its lines are the visits planned for the person between the two
    /// instants: these stand in it, and not in the zone of whoever reads, so that a signature holds
    /// everywhere.
    DayPlan, DayPlanId, "day_plans" {
        /// Whose it is.
        OWNER owner: (Reference "people") { required: true, fixed: true, role: Some(Role::Person) },
        /// Which day.
        DAY day: (Date) { required: true, fixed: true, role: Some(Role::Starts) },
        /// When that day begins where the company is.
        BEGINS begins: (Instant) { fixed: true },
        /// When it ends.
        ENDS ends: (Instant) { fixed: true },
        /// The trip that it is a day of.
        TRIP trip: (Reference "trips") {},
        /// What to say about it.
        NOTE note: (LongText) {},
        /// When it was handed in first.
        SUBMITTED submitted: (Instant) { fixed: true, role: Some(Role::Submitted) },
    }
}

record! {
    /// A daily sales report (F2). Its lines are the visits of the person between the two instants, as
    /// they were made.
    DayReport, DayReportId, "day_reports" {
        /// Whose it is.
        OWNER owner: (Reference "people") { required: true, fixed: true, role: Some(Role::Person) },
        /// Which day.
        DAY day: (Date) { required: true, fixed: true, role: Some(Role::Starts) },
        /// When that day begins where the company is.
        BEGINS begins: (Instant) { fixed: true },
        /// When it ends.
        ENDS ends: (Instant) { fixed: true },
        /// Whether the person was at work.
        ATTENDANCE attendance: (Choice "present" "trip" "training" "meeting" "leave" "sick" "absent") {},
        /// When work began: the first check-in.
        CAME came: (Instant) {},
        /// When it ended: the last check-out.
        WENT went: (Instant) {},
        /// How complaints were handled.
        COMPLAINTS complaints: (LongText) {},
        /// What was collected that day.
        COLLECTED collected: (Money) {},
        /// What was to be collected that day.
        COLLECTION_TARGET collection_target: (Money) {},
        /// What was ordered that day.
        ORDERED ordered: (Money) {},
        /// What was to be ordered that day.
        ORDER_TARGET order_target: (Money) {},
        /// What the day cost.
        SPENT spent: (Money) {},
        /// What competitors do.
        COMPETITION competition: (LongText) {},
        /// What customers think.
        OPINIONS opinions: (LongText) {},
        /// What is new at customers'.
        NEWS news: (LongText) {},
        /// What was learned.
        INSIGHT insight: (LongText) {},
        /// When it was handed in first.
        SUBMITTED submitted: (Instant) { fixed: true, role: Some(Role::Submitted) },
    }
}

record! {
    /// A business trip: days, nights and expenses that belong together.
    Trip, TripId, "trips" {
        /// What for.
        PURPOSE purpose: (Text) { required: true, role: Some(Role::Title) },
        /// Who travels.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// First day.
        STARTS_ON starts_on: (Date) { required: true, role: Some(Role::Starts) },
        /// Last day.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// The area travelled to.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// Where the nights are spent.
        HOTEL hotel: (Text) {},
        /// Where that is.
        HOTEL_PLACE hotel_place: (Place) { role: Some(Role::Place) },
        /// The advance that it is paid from.
        ADVANCE advance: (Reference "advances") {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// Days on which somebody does not visit.
    Absence, AbsenceId, "absences" {
        /// Who.
        OWNER owner: (Reference "people") { required: true, role: Some(Role::Person) },
        /// Why.
        KIND kind: (Choice "leave" "sick" "training" "meeting" "other") { default: Some("leave") },
        /// First day.
        STARTS_ON starts_on: (Date) { required: true, role: Some(Role::Starts) },
        /// Last day.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// Words that somebody uses often.
    Phrase, PhraseId, "phrases" {
        /// The words.
        TEXT text: (Text) { required: true, role: Some(Role::Title) },
        /// Whose they are; everybody's where empty.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// Where they are offered.
        USED_FOR used_for: (Choice "result" "chip" "competition" "opinion" "news" "next_step" "reason" "insight" "remark") {
            default: Some("result"),
        },
        /// Position among them.
        RANK rank: (Rank) { role: Some(Role::Rank) },
    }
}

record! {
    /// How long a way takes, set by somebody who knows, or by a timetable.
    Leg, LegId, "legs" {
        /// Whose ways; everybody's where empty.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// The customer it begins at; where the day does where empty.
        FROM_ACCOUNT from_account: (Reference "accounts") {},
        /// The site it begins at.
        FROM_SITE from_site: (Reference "sites") {},
        /// The customer it ends at; where the day does where empty.
        TO_ACCOUNT to_account: (Reference "accounts") { role: Some(Role::Account) },
        /// The site it ends at.
        TO_SITE to_site: (Reference "sites") {},
        /// How long it takes.
        TIME time: (Duration) { required: true },
        /// How.
        MODE mode: (Choice "car" "train" "walk") { default: Some("car") },
        /// Whether the way back takes as long.
        BOTH_WAYS both_ways: (Choice "yes" "no") { default: Some("yes") },
        /// Train, platform, where to change.
        NOTE note: (Text) {},
    }
}

//! What climbs at once: market reports (F4) and complaints (F5).

use crate::model::field::Role;
use crate::record;

record! {
    /// A market report (F4): something out there that may hurt sales.
    MarketReport, MarketReportId, "market_reports" {
        /// What happened, in a few words.
        SUBJECT subject: (Text) { required: true, role: Some(Role::Title) },
        /// What kind of thing it is.
        TRIGGER trigger: (Choice "opinion" "promotion" "new_product" "dealer" "personnel" "other") {
            required: true,
            default: Some("other"),
        },
        /// The customer where it was seen.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// The visit on which it was seen.
        VISIT visit: (Reference "visits") {},
        /// The competitor that it is about.
        COMPETITOR competitor: (Reference "competitors") {},
        /// The product that it is about.
        PRODUCT product: (Reference "products") { role: Some(Role::Product) },
        /// Who reports it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// The area that it happens in.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// When.
        SEEN_ON seen_on: (Date) { required: true, role: Some(Role::Starts) },
        /// What exactly.
        DESCRIPTION description: (LongText) {},
        /// How severe it is.
        SEVERITY severity: (Choice "low" "medium" "high" "severe") { default: Some("medium") },
        /// Whether it hurts sales.
        HURTS_SALES hurts_sales: (Choice "yes" "no") {},
        /// Whom it was reported to.
        REPORTED_TO reported_to: (Reference "people") {},
        /// When.
        REPORTED reported: (Instant) {},
        /// What is to be done.
        HANDLING handling: (LongText) {},
        /// How far it has come.
        STATUS status: (Choice "open" "reported" "handled" "closed") {
            role: Some(Role::Status),
            default: Some("open"),
        },
        /// A picture of it.
        PHOTO photo: (File) {},
    }
}

record! {
    /// A complaint and how it is handled (F5).
    Complaint, ComplaintId, "complaints" {
        /// What it is about, in a few words.
        SUBJECT subject: (Text) { required: true, role: Some(Role::Title) },
        /// Who complains.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// The person who does.
        CONTACT contact: (Reference "contacts") {},
        /// The visit on which it was heard.
        VISIT visit: (Reference "visits") {},
        /// What it is about: the goods, how people were treated, or what came after the sale.
        KIND kind: (Choice "quality" "attitude" "after_sales" "delivery" "other") { default: Some("quality") },
        /// The product.
        PRODUCT product: (Reference "products") { role: Some(Role::Product) },
        /// The order.
        ORDER order: (Reference "orders") {},
        /// Who heard it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// When.
        RECEIVED_ON received_on: (Date) { required: true, role: Some(Role::Starts) },
        /// What exactly.
        CONTENT content: (LongText) {},
        /// How severe it is.
        SEVERITY severity: (Choice "low" "medium" "high" "severe") { default: Some("medium") },
        /// What it comes from.
        CAUSE cause: (LongText) {},
        /// What is done about it.
        MEASURE measure: (LongText) {},
        /// Who sees to it.
        RESPONSIBLE responsible: (Reference "people") {},
        /// By when.
        DUE_ON due_on: (Date) { role: Some(Role::Ends) },
        /// What the customer was told.
        ANSWER answer: (LongText) {},
        /// When.
        ANSWERED_ON answered_on: (Date) {},
        /// What came of it.
        RESULT result: (LongText) {},
        /// How content the customer is with that.
        SATISFACTION satisfaction: (Choice "very" "content" "neutral" "unhappy" "angry") {},
        /// What is to be learned from it.
        LESSON lesson: (LongText) {},
        /// How far it has come.
        STATUS status: (Choice "open" "handling" "answered" "closed") {
            role: Some(Role::Status),
            default: Some("open"),
        },
    }
}

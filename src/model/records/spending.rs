//! What selling costs: expenses, advances, commission.

use crate::model::field::Role;
use crate::record;

record! {
    /// What somebody spent for the company.
    Expense, ExpenseId, "expenses" {
        /// What for.
        PURPOSE purpose: (Text) { required: true, role: Some(Role::Title) },
        /// Who.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// What it is.
        KIND kind: (Choice "travel" "hotel" "meals" "entertainment" "gifts" "samples" "freight" "office" "other") {
            default: Some("travel"),
        },
        /// When.
        SPENT_ON spent_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// The visit it served.
        VISIT visit: (Reference "visits") {},
        /// The trip it belongs to.
        TRIP trip: (Reference "trips") {},
        /// The customer it served.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// The deal it served.
        DEAL deal: (Reference "deals") {},
        /// The advance it is paid from.
        ADVANCE advance: (Reference "advances") {},
        /// The area it counts in.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// How far it has come.
        STATUS status: (Choice "draft" "submitted" "paid") { role: Some(Role::Status), default: Some("draft") },
        /// The receipt or invoice for it.
        RECEIPT receipt: (File) {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// Money that somebody has in advance for expenses.
    Advance, AdvanceId, "advances" {
        /// What for.
        PURPOSE purpose: (Text) { required: true, role: Some(Role::Title) },
        /// Who has it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// Since when.
        TAKEN_ON taken_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// When it is to be settled.
        DUE_ON due_on: (Date) { role: Some(Role::Ends) },
        /// What was given back unspent.
        RETURNED returned: (Money) {},
        /// When.
        RETURNED_ON returned_on: (Date) {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// What is paid for selling.
    CommissionRule, CommissionRuleId, "commission_rules", Configured {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// What it is reckoned from.
        MEASURE measure: (Choice "sales" "margin" "collection" "orders" "calls") {
            required: true,
            default: Some("sales"),
        },
        /// The share of the measure that is paid.
        RATE rate: (Percent) { bounds: Some((0, 10_000)) },
        /// What is paid for each one counted.
        PER_UNIT per_unit: (Money) {},
        /// From which amount on.
        THRESHOLD threshold: (Money) {},
        /// Whom it is for; everybody where empty.
        PERSON person: (Reference "people") {},
        /// The area it is for.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// The product it is for.
        PRODUCT product: (Reference "products") {},
        /// From when it holds.
        STARTS_ON starts_on: (Date) { role: Some(Role::Starts) },
        /// Until when.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// Commission that was paid.
    CommissionPayment, CommissionPaymentId, "commission_payments", Configured {
        /// Who was paid.
        PERSON person: (Reference "people") { required: true, role: Some(Role::Person) },
        /// By which rule.
        RULE rule: (Reference "commission_rules") {},
        /// The first day it is for.
        STARTS_ON starts_on: (Date) { role: Some(Role::Starts) },
        /// The last day.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// When.
        PAID_ON paid_on: (Date) {},
        /// The order it is for.
        ORDER order: (Reference "orders") {},
        /// Notes.
        NOTE note: (Text) {},
    }
}

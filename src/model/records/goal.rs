//! What is aimed at and what may be spent: targets, budgets, and how large the market is.

use crate::model::field::Role;
use crate::record;

record! {
    /// What somebody is to reach in a period.
    SalesTarget, SalesTargetId, "targets", Configured {
        /// What is measured.
        MEASURE measure: (Choice "sales" "margin" "collection" "orders" "signed" "quantity" "new_accounts" "outlets" "visits" "calls") {
            required: true,
            default: Some("sales"),
        },
        /// Whose it is.
        PERSON person: (Reference "people") { role: Some(Role::Person) },
        /// The dealer whose it is.
        DEALER dealer: (Reference "accounts") { role: Some(Role::Account) },
        /// The area it is for.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// The product it is for.
        PRODUCT product: (Reference "products") {},
        /// The length of its period.
        PERIOD period: (Choice "month" "quarter" "year") { required: true, default: Some("month") },
        /// The first day of its period.
        STARTS_ON starts_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much, of money.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// How much, of what is counted.
        QUANTITY quantity: (Number) { role: Some(Role::Quantity) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// What may be spent in a month.
    Budget, BudgetId, "budgets", Configured {
        /// Who may spend it.
        PERSON person: (Reference "people") { role: Some(Role::Person) },
        /// The area it is for.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// What for; anything where empty.
        KIND kind: (Choice "travel" "hotel" "meals" "entertainment" "gifts" "samples" "freight" "office" "other") {},
        /// The first day of its month.
        STARTS_ON starts_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// What everybody together sold in an area in a period.
    MarketTotal, MarketTotalId, "market_totals", Configured {
        /// Where.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// What.
        PRODUCT product: (Reference "products") {},
        /// First day.
        STARTS_ON starts_on: (Date) { required: true, role: Some(Role::Starts) },
        /// Last day.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// How much, of money.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// How much, of what is counted.
        QUANTITY quantity: (Number) { role: Some(Role::Quantity) },
        /// Who says so.
        SOURCE source: (Text) {},
    }
}

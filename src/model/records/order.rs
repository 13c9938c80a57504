//! What is sold: orders and their lines.

use crate::model::field::Role;
use crate::record;

record! {
    /// An order: the one source of sales.
    Order, OrderId, "orders" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// Who orders.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// The deal it came from.
        DEAL deal: (Reference "deals") {},
        /// The visit on which it was taken.
        VISIT visit: (Reference "visits") {},
        /// Whom it was agreed with.
        CONTACT contact: (Reference "contacts") {},
        /// Where the goods go.
        SITE site: (Reference "sites") {},
        /// The dealer it goes through.
        DEALER dealer: (Reference "accounts") {},
        /// The salesperson in charge.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// Who is credited, fixed at the order date.
        SHARES shares: (Shares "people") {},
        /// The area it counts in.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// When it was placed.
        ORDERED_ON ordered_on: (Date) { role: Some(Role::Starts) },
        /// When delivery was promised.
        PROMISED_ON promised_on: (Date) { role: Some(Role::Ends) },
        /// Value without tax, where it has no lines.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// How it is paid.
        PAYMENT payment: (Choice "prepaid" "on_delivery" "credit" "instalments") {},
        /// How far it has come.
        STATUS status: (Choice "draft" "confirmed" "completed" "cancelled") {
            role: Some(Role::Status),
            default: Some("draft"),
        },
        /// Who found it right and complete.
        CHECKED_BY checked_by: (Reference "people") {},
        /// When.
        CHECKED_ON checked_on: (Date) {},
        /// Who carries it out.
        ASSIGNED_TO assigned_to: (Reference "people") {},
        /// Notes.
        NOTE note: (LongText) {},
        /// What is ordered.
        LINES lines: (Lines "order_lines") {},
    }
}

record! {
    /// A line of an order.
    OrderLine, OrderLineId, "order_lines" {
        /// The order.
        ORDER order: (Reference "orders") { required: true, role: Some(Role::Parent) },
        /// What is ordered.
        PRODUCT product: (Reference "products") { required: true, role: Some(Role::Product) },
        /// How much.
        QUANTITY quantity: (Number) { required: true, role: Some(Role::Quantity) },
        /// Price of one unit, without tax.
        PRICE price: (Money) { role: Some(Role::ListPrice) },
        /// Taken off the price.
        DISCOUNT discount: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::Discount) },
        /// Value without tax.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// Tax on it.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// When delivery was promised, where this is not the order's day.
        PROMISED_ON promised_on: (Date) { role: Some(Role::Ends) },
        /// Position in the order.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

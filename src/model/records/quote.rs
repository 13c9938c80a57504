//! What is offered: quotes and their lines, a record for each version.

use crate::model::field::Role;
use crate::record;

record! {
    /// A quote: one version of what is offered to a customer.
    Quote, QuoteId, "quotes" {
        /// The number people use for it, with the version behind it.
        NUMBER number: (Text) { required: true, role: Some(Role::Title) },
        /// Who is offered it.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// The deal it is for.
        DEAL deal: (Reference "deals") {},
        /// Whom it is addressed to.
        CONTACT contact: (Reference "contacts") {},
        /// The salesperson in charge.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// Which version it is, from 1.
        VERSION version: (Number) { bounds: Some((1, 999)), default: Some("1") },
        /// The version before it.
        PREVIOUS previous: (Reference "quotes") {},
        /// When it was written.
        QUOTED_ON quoted_on: (Date) { role: Some(Role::Starts) },
        /// Until when it holds.
        VALID_UNTIL valid_until: (Date) { role: Some(Role::Ends) },
        /// Whether prices are printed with tax or without.
        PRICES prices: (Choice "without_tax" "with_tax") { default: Some("without_tax") },
        /// How it is paid.
        PAYMENT payment: (Choice "prepaid" "on_delivery" "credit" "instalments") {},
        /// How far it has come.
        STATUS status: (Choice "draft" "sent" "accepted" "declined" "replaced") {
            role: Some(Role::Status),
            default: Some("draft"),
            acted: true,
        },
        /// When it was sent.
        SENT_ON sent_on: (Date) { role: Some(Role::Status), acted: true },
        /// When the customer said yes or no.
        DECIDED_ON decided_on: (Date) { role: Some(Role::Status), acted: true },
        /// On what terms.
        TERMS terms: (LongText) {},
        /// Notes, which are not printed.
        NOTE note: (LongText) {},
        /// What is offered.
        LINES lines: (Lines "quote_lines") {},
    }
}

record! {
    /// A line of a quote.
    QuoteLine, QuoteLineId, "quote_lines" {
        /// The quote.
        QUOTE quote: (Reference "quotes") { required: true, role: Some(Role::Parent) },
        /// What is offered.
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
        /// Position in the quote.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

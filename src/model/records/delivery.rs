//! What becomes of an order's lines, each on its day: shipments, invoices, returns, credit notes.

use crate::model::field::Role;
use crate::record;

record! {
    /// Goods of an order line that left the house.
    Shipment, ShipmentId, "shipments" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// The order line.
        LINE line: (Reference "order_lines") { required: true, role: Some(Role::Parent) },
        /// When.
        SHIPPED_ON shipped_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        QUANTITY quantity: (Number) { required: true, role: Some(Role::Quantity) },
        /// Value without tax.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// Tax on it.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// What one unit cost the company on that day; it stays so.
        UNIT_COST unit_cost: (Money) { role: Some(Role::FrozenCost) },
        /// Who carries it.
        CARRIER carrier: (Text) {},
        /// The carrier's number.
        TRACKING tracking: (Text) {},
        /// When the customer had it.
        DELIVERED_ON delivered_on: (Date) { role: Some(Role::Ends) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// What was invoiced of an order line.
    Invoice, InvoiceId, "invoices" {
        /// Its number.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// The order line.
        LINE line: (Reference "order_lines") { required: true, role: Some(Role::Parent) },
        /// When.
        ISSUED_ON issued_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        QUANTITY quantity: (Number) { role: Some(Role::Quantity) },
        /// Value without tax.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// Tax on it.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// Goods of an order line that came back.
    GoodsReturn, GoodsReturnId, "returns" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// The order line.
        LINE line: (Reference "order_lines") { required: true, role: Some(Role::Parent) },
        /// When it was posted.
        RETURNED_ON returned_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        QUANTITY quantity: (Number) { required: true, role: Some(Role::Quantity) },
        /// Value without tax.
        AMOUNT amount: (Money) { role: Some(Role::Amount) },
        /// Tax on it.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// The shipment that came back.
        SHIPMENT shipment: (Reference "shipments") {},
        /// What one unit cost when it was shipped.
        UNIT_COST unit_cost: (Money) { role: Some(Role::FrozenCost) },
        /// Why.
        REASON reason: (Text) {},
    }
}

record! {
    /// Value of an order line that was given back without goods.
    CreditNote, CreditNoteId, "credit_notes" {
        /// Its number.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// The order line.
        LINE line: (Reference "order_lines") { required: true, role: Some(Role::Parent) },
        /// When it was posted.
        POSTED_ON posted_on: (Date) { required: true, role: Some(Role::Starts) },
        /// For how much of the goods.
        QUANTITY quantity: (Number) { role: Some(Role::Quantity) },
        /// Value without tax.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// Tax on it.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// The invoice it corrects.
        INVOICE invoice: (Reference "invoices") {},
        /// Why.
        REASON reason: (Text) {},
    }
}

//! What customers owe and pay: receivables, receipts and their allocation, advance payments.

use crate::model::field::Role;
use crate::record;

record! {
    /// What a customer owes, tax included.
    Receivable, ReceivableId, "receivables" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// Who owes.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// The order it comes from.
        ORDER order: (Reference "orders") {},
        /// The invoice it comes from.
        INVOICE invoice: (Reference "invoices") {},
        /// Who sees to it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// Since when.
        POSTED_ON posted_on: (Date) { role: Some(Role::Starts) },
        /// When it is due.
        DUE_ON due_on: (Date) { required: true, role: Some(Role::Ends) },
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// What a customer paid, took back, or paid with a bill that was dishonoured.
    Receipt, ReceiptId, "receipts" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// Who paid.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// Who collected it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// What it is; all but a payment subtract.
        KIND kind: (Choice "payment" "refund" "dishonoured") { default: Some("payment") },
        /// When.
        RECEIVED_ON received_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// How.
        METHOD method: (Choice "transfer" "cash" "cheque" "acceptance" "online" "other") {},
        /// When an acceptance bill matures.
        MATURES_ON matures_on: (Date) { role: Some(Role::Ends) },
        /// The receipt that it takes back.
        RECEIPT receipt: (Reference "receipts") {},
        /// Notes.
        NOTE note: (LongText) {},
        /// What it pays for.
        ALLOCATIONS allocations: (Lines "allocations") {},
    }
}

record! {
    /// A part of a receipt, or of an advance payment, that pays for a receivable.
    Allocation, AllocationId, "allocations" {
        /// The receipt.
        RECEIPT receipt: (Reference "receipts") { role: Some(Role::Parent) },
        /// The advance payment, where it is no receipt.
        ADVANCE_PAYMENT advance_payment: (Reference "advance_payments") {},
        /// What is paid for.
        RECEIVABLE receivable: (Reference "receivables") { required: true },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// When.
        ALLOCATED_ON allocated_on: (Date) { role: Some(Role::Starts) },
    }
}

record! {
    /// What a customer paid before owing it.
    AdvancePayment, AdvancePaymentId, "advance_payments" {
        /// The number people use for it.
        NUMBER number: (Text) { role: Some(Role::Title) },
        /// Who paid.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// The order it is for.
        ORDER order: (Reference "orders") {},
        /// Who collected it.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// When.
        RECEIVED_ON received_on: (Date) { required: true, role: Some(Role::Starts) },
        /// How much.
        AMOUNT amount: (Money) { required: true, role: Some(Role::Amount) },
        /// How.
        METHOD method: (Choice "transfer" "cash" "cheque" "acceptance" "online" "other") {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}

//! The collections of a book, one declaration each.

mod activity;
mod apart;
mod cadence;
mod claim;
mod company;
mod customer;
mod day;
mod delivery;
mod exception;
mod fields;
mod goal;
mod market;
mod order;
mod payment;
mod pipeline;
mod quote;
mod rule;
mod signing;
mod spending;
mod views;
mod visit;

pub use activity::{Activity, ActivityId};
pub use apart::{Apart, ApartId};
pub use cadence::{Cadence, CadenceId};
pub use claim::{Claim, ClaimId};
pub use company::{Area, AreaId, ForeignCurrency, ForeignCurrencyId, Organisation, OrganisationId, Person, PersonId};
pub use customer::{Account, AccountId, Contact, ContactId, Product, ProductId};
pub use day::{
    Absence, AbsenceId, DayPlan, DayPlanId, DayReport, DayReportId, Leg, LegId, Phrase, PhraseId, Trip, TripId,
};
pub use delivery::{CreditNote, CreditNoteId, GoodsReturn, GoodsReturnId, Invoice, InvoiceId, Shipment, ShipmentId};
pub use exception::{Complaint, ComplaintId, MarketReport, MarketReportId};
pub use fields::{CustomField, CustomFieldId, FieldChoice, FieldChoiceId};
pub use goal::{Budget, BudgetId, MarketTotal, MarketTotalId, SalesTarget, SalesTargetId};
pub use market::{Competitor, CompetitorId, Lead, LeadId, Site, SiteId};
pub use order::{Order, OrderId, OrderLine, OrderLineId};
pub use payment::{
    AdvancePayment, AdvancePaymentId, Allocation, AllocationId, Receipt, ReceiptId, Receivable, ReceivableId,
};
pub use pipeline::{
    CommitteeMember, CommitteeMemberId, Deal, DealId, DealLine, DealLineId, Pipeline, PipelineId, Stage, StageId,
};
pub use quote::{Quote, QuoteId, QuoteLine, QuoteLineId};
pub use rule::{
    CloseReason, CloseReasonId, Policy, PolicyId, PolicyProduct, PolicyProductId, PolicyReading, PolicyReadingId,
};
pub use signing::{Approval, ApprovalId, Signature, SignatureId};
pub use spending::{
    Advance, AdvanceId, CommissionPayment, CommissionPaymentId, CommissionRule, CommissionRuleId, Expense, ExpenseId,
};
pub use views::{SavedView, SavedViewId};
pub use visit::{Visit, VisitCompanion, VisitCompanionId, VisitId, VisitPhoto, VisitPhotoId};

use super::field::Collection;
use super::record::Record;

/// Every built-in collection, in the order of a book's tables.
pub const COLLECTIONS: &[&Collection] = &[
    Organisation::COLLECTION,
    Area::COLLECTION,
    Person::COLLECTION,
    Account::COLLECTION,
    Contact::COLLECTION,
    Product::COLLECTION,
    Pipeline::COLLECTION,
    Stage::COLLECTION,
    Deal::COLLECTION,
    Site::COLLECTION,
    Lead::COLLECTION,
    Activity::COLLECTION,
    Visit::COLLECTION,
    Competitor::COLLECTION,
    CloseReason::COLLECTION,
    Policy::COLLECTION,
    PolicyProduct::COLLECTION,
    Order::COLLECTION,
    OrderLine::COLLECTION,
    Shipment::COLLECTION,
    Invoice::COLLECTION,
    GoodsReturn::COLLECTION,
    CreditNote::COLLECTION,
    Receivable::COLLECTION,
    Receipt::COLLECTION,
    Allocation::COLLECTION,
    AdvancePayment::COLLECTION,
    Expense::COLLECTION,
    Advance::COLLECTION,
    CommissionRule::COLLECTION,
    CommissionPayment::COLLECTION,
    SalesTarget::COLLECTION,
    Budget::COLLECTION,
    MarketTotal::COLLECTION,
    Approval::COLLECTION,
    Signature::COLLECTION,
    ForeignCurrency::COLLECTION,
    SavedView::COLLECTION,
    Apart::COLLECTION,
    CustomField::COLLECTION,
    FieldChoice::COLLECTION,
    PolicyReading::COLLECTION,
    Claim::COLLECTION,
    Quote::COLLECTION,
    QuoteLine::COLLECTION,
    DealLine::COLLECTION,
    CommitteeMember::COLLECTION,
    Cadence::COLLECTION,
    VisitCompanion::COLLECTION,
    VisitPhoto::COLLECTION,
    DayPlan::COLLECTION,
    DayReport::COLLECTION,
    Trip::COLLECTION,
    Absence::COLLECTION,
    Phrase::COLLECTION,
    Leg::COLLECTION,
    MarketReport::COLLECTION,
    Complaint::COLLECTION,
];

/// The collection with a key.
pub fn collection(key: &str) -> Option<&'static Collection> {
    COLLECTIONS.iter().copied().find(|collection| collection.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Kind, Role};

    #[test]
    fn keys_are_unique_and_references_lead_somewhere() {
        let mut collections = BTreeSet::new();
        for collection in COLLECTIONS {
            assert!(collections.insert(collection.key), "{}", collection.key);
            let mut fields = BTreeSet::new();
            for field in collection.fields {
                assert!(fields.insert(field.key.as_ref()), "{}.{}", collection.key, field.key);
                if let Kind::Reference(to) | Kind::Lines(to) | Kind::Shares(to) = &field.kind {
                    // A reference to no collection by name may lead to any.
                    assert!(
                        to.is_empty() || super::collection(to).is_some(),
                        "{}.{} refers to {to}",
                        collection.key,
                        field.key
                    );
                }
            }
        }
    }

    #[test]
    fn lines_stand_last_and_know_their_whole() {
        for collection in COLLECTIONS {
            let stored = collection.fields.iter().take_while(|field| field.kind.storage().is_some()).count();
            assert_eq!(collection.fields.len() - stored, collection.lines().count(), "{}", collection.key);
            for key in collection.lines() {
                let child = super::collection(key).expect("is declared");
                let parent = child.role(Role::Parent).expect("knows its whole");
                assert_eq!(child.fields[parent].kind, Kind::Reference(collection.key.into()), "{key}");
                assert_eq!(child.upkeep, collection.upkeep, "{key}");
            }
        }
    }
}

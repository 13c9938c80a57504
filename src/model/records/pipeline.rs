//! What is being sold: pipelines, their stages, and the deals in them.

use crate::model::field::{Role, Timed};
use crate::record;

record! {
    /// A pipeline: an ordered set of stages.
    Pipeline, PipelineId, "pipelines", Configured {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
    }
}

record! {
    /// A stage of a pipeline.
    Stage, StageId, "stages", Configured {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The pipeline that it belongs to.
        PIPELINE pipeline: (Reference "pipelines") { required: true, role: Some(Role::Parent) },
        /// Position among the stages.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// What a deal in it is.
        KIND kind: (Choice "open" "won" "lost" "hold") {
            role: Some(Role::StageKind),
            default: Some("open"),
        },
        /// Chance that a deal in it is won.
        PROBABILITY probability: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::Probability) },
        /// Days after which a deal in it is ageing.
        EXPECTED_DAYS expected_days: (Number) { bounds: Some((0, 3650)) },
        /// How many deals it shall hold at most.
        LIMIT limit: (Number) { bounds: Some((1, 65_535)) },
        /// How many deals of one person it shall hold at most.
        LIMIT_EACH limit_each: (Number) { bounds: Some((1, 65_535)) },
        /// Keys of fields that a deal must have before it enters.
        GATE_FIELDS gate_fields: (Tags) {},
        /// What must be ticked before it enters, a line each.
        GATE_CHECKS gate_checks: (LongText) {},
        /// Who must approve that it enters.
        GATE_APPROVAL gate_approval: (Choice "none" "manager") {},
    }
}

record! {
    /// A sales opportunity.
    Deal, DealId, "deals" {
        /// Name.
        TITLE title: (Text) { required: true, role: Some(Role::Title) },
        /// The customer's.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// The stage it stands in, which also names its pipeline.
        STAGE stage: (Reference "stages") { required: true, role: Some(Role::Stage), timed: Timed::AtCreate },
        /// What it is worth; of a won deal, the signed value.
        AMOUNT amount: (Money) { role: Some(Role::Amount), timed: Timed::Always },
        /// Whether the amount was stated or estimated from a list price.
        BASIS basis: (Choice "stated" "estimate") { role: Some(Role::AmountBasis), timed: Timed::Always },
        /// The salesperson in charge.
        OWNER owner: (Reference "people") { role: Some(Role::Person), timed: Timed::Always },
        /// What is sold.
        PRODUCT product: (Reference "products") { role: Some(Role::Product) },
        /// When it is expected to close.
        EXPECTED_CLOSE expected_close: (Date) { role: Some(Role::Ends), timed: Timed::Always },
        /// The code people use for it.
        CODE code: (Text) { role: Some(Role::Code) },
        /// What happens next.
        NEXT_STEP next_step: (Text) {},
        /// When that is due.
        NEXT_STEP_ON next_step_on: (Date) { timed: Timed::Always },
        /// Who else is after it.
        COMPETITOR competitor: (Reference "competitors") {},
        /// Why it was won, lost or put on hold.
        REASON reason: (Reference "reasons") {},
        /// Position in its column; unranked deals sort by stage entry.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// Notes.
        NOTE note: (LongText) {},
        /// Free labels.
        TAGS tags: (Tags) {},
        /// What was ticked of the checklists of its stages, a line each.
        CHECKED checked: (LongText) { role: Some(Role::Status) },
        /// Chance that it is won, where somebody knows better than its stage; while it is open.
        PROBABILITY probability: (Percent) {
            bounds: Some((0, 10_000)),
            role: Some(Role::Probability),
            timed: Timed::Always,
        },
        /// Who has a part in it, of the whole.
        SHARES shares: (Shares "people") {},
        /// What it is about, by product.
        LINES lines: (Lines "deal_lines") {},
        /// Who at the customer has a say in it.
        COMMITTEE committee: (Lines "committee_members") {},
    }
}

record! {
    /// A line of a deal: a product that is asked for.
    DealLine, DealLineId, "deal_lines" {
        /// The deal.
        DEAL deal: (Reference "deals") { required: true, role: Some(Role::Parent) },
        /// What is asked for.
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
        /// Position in the deal.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

record! {
    /// A member of a buying committee: a contact who has a say in a deal.
    CommitteeMember, CommitteeMemberId, "committee_members" {
        /// The deal.
        DEAL deal: (Reference "deals") { required: true, role: Some(Role::Parent) },
        /// Who it is.
        CONTACT contact: (Reference "contacts") { required: true },
        /// What part the contact has in it.
        PART part: (Choice "decides" "approves" "influences" "uses" "purchases" "champions") {},
        /// How the contact stands to it.
        ATTITUDE attitude: (Choice "for" "neutral" "against") {},
        /// How much the contact's word weighs.
        INFLUENCE influence: (Choice "high" "medium" "low") {},
        /// Position in the committee.
        RANK rank: (Rank) { role: Some(Role::Rank) },
        /// Notes.
        NOTE note: (Text) {},
    }
}

//! What the company lays down: reasons to choose from, and sales policies.

use crate::model::field::Role;
use crate::record;

record! {
    /// Why a deal was won, lost or put on hold, or what kind of incident happened.
    CloseReason, CloseReasonId, "reasons", Configured {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// What it is a reason of.
        KIND kind: (Choice "won" "lost" "hold" "incident") { required: true, default: Some("lost") },
        /// Position among the reasons.
        RANK rank: (Rank) { role: Some(Role::Rank) },
    }
}

record! {
    /// A sales policy that salespeople read before they plan.
    Policy, PolicyId, "policies", Configured {
        /// Title.
        TITLE title: (Text) { required: true, role: Some(Role::Title) },
        /// What it says.
        TEXT text: (LongText) {},
        /// From when it is in force.
        STARTS_ON starts_on: (Date) { role: Some(Role::Starts) },
        /// Until when.
        ENDS_ON ends_on: (Date) { role: Some(Role::Ends) },
        /// Where it is in force; everywhere where empty.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// What it is about; everything where there is none.
        PRODUCTS products: (Lines "policy_products") {},
    }
}

record! {
    /// A product that a policy is about.
    PolicyProduct, PolicyProductId, "policy_products", Configured {
        /// The policy.
        POLICY policy: (Reference "policies") { required: true, role: Some(Role::Parent) },
        /// The product.
        PRODUCT product: (Reference "products") { required: true, role: Some(Role::Product) },
        /// What holds for it alone.
        NOTE note: (Text) {},
    }
}

record! {
    /// Somebody has read and understood a policy, exactly as it stood. Never changes.
    PolicyReading, PolicyReadingId, "policy_readings", Sealed {
        /// The policy.
        POLICY policy: (Reference "policies") { required: true, role: Some(Role::Parent) },
        /// Who.
        PERSON person: (Reference "people") { required: true, role: Some(Role::Person) },
        /// When.
        READ read: (Instant) { required: true, role: Some(Role::Starts) },
        /// SHA-256 of what it said.
        DIGEST digest: (Text) { required: true },
    }
}

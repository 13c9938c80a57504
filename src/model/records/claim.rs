//! Claims: who took which customer from the pool, and until when they had it.

use crate::model::field::Role;
use crate::record;

record! {
    /// Somebody took a customer from the pool. Written by that act alone.
    Claim, ClaimId, "claims", Sealed {
        /// The customer.
        ACCOUNT account: (Reference "accounts") { required: true, role: Some(Role::Account) },
        /// Who.
        PERSON person: (Reference "people") { required: true, role: Some(Role::Person) },
        /// When.
        CLAIMED claimed: (Instant) { required: true, role: Some(Role::Starts) },
        /// When it went back, or to somebody else.
        ENDED ended: (Instant) { role: Some(Role::Ends) },
    }
}

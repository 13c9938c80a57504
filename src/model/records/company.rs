//! The company itself: the organisation, its areas and its people.

use crate::model::field::{Personal, Role, Timed};
use crate::record;

record! {
    /// The company: one record per book.
    Organisation, OrganisationId, "organisations" {
        /// Its name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// IANA time zone in which its days begin and end.
        ZONE zone: (Text) {},
        /// ISO 4217 code of the base currency.
        CURRENCY currency: (Text) {},
        /// First month of the fiscal year, 1-12.
        FISCAL_START fiscal_start: (Number) { bounds: Some((1, 12)) },
        /// First day of the week.
        WEEK_START week_start: (Choice "monday" "sunday" "saturday") {},
    }
}

record! {
    /// A sales area or regional office.
    Area, AreaId, "areas" {
        /// Its name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The area that it is part of.
        PARENT parent: (Reference "areas") { role: Some(Role::Parent) },
    }
}

record! {
    /// A person of the company: salesperson, supervisor, manager, owner, office staff.
    Person, PersonId, "people" {
        /// Full name.
        NAME name: (Text) { required: true, role: Some(Role::Title), personal: Personal::Identity },
        /// The layer of management, which rules the home screen and what may be done.
        ROLE role: (Choice "salesperson" "office_head" "supervisor" "manager" "owner" "office") {
            default: Some("salesperson"),
        },
        /// Who signs this person's plans and reports.
        MANAGER manager: (Reference "people") { role: Some(Role::Parent), timed: Timed::Always },
        /// The area worked in.
        AREA area: (Reference "areas") { role: Some(Role::Area), timed: Timed::Always },
        /// Telephone.
        PHONE phone: (Phone) { personal: Personal::Contact },
        /// E-mail.
        EMAIL email: (Email) { personal: Personal::Contact },
    }
}

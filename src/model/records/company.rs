//! The company itself: the organisation, its areas and its people.

use crate::model::field::{Personal, Role, Timed};
use crate::record;

record! {
    /// The company: one record per book.
    Organisation, OrganisationId, "organisations", Configured {
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
        /// Whose holidays and make-up workdays its working days know.
        CALENDAR calendar: (Choice "cn" "tw" "hk" "weekends") {},
        /// What counts as sales: orders signed, goods shipped, or goods invoiced.
        SALES_BASIS sales_basis: (Choice "signed" "shipped" "invoiced") { default: Some("shipped") },
        /// After how many days without anything a customer goes back to the pool; never where empty.
        POOL_DAYS pool_days: (Number) { bounds: Some((1, 3650)) },
        /// How many customers from the pool one person holds at most.
        POOL_HOLD pool_hold: (Number) { bounds: Some((1, 65_535)) },
        /// For how many days whoever lost a customer cannot claim it again.
        POOL_WAIT pool_wait: (Number) { bounds: Some((0, 3650)) },
        /// What shall be left over of a quoted price at least.
        MARGIN_FLOOR margin_floor: (Percent) { bounds: Some((0, 10_000)) },
        /// Within how many metres of a customer a check-in is there.
        CHECK_RADIUS check_radius: (Number) { bounds: Some((10, 100_000)) },
        /// How many hours after the day began its report is due.
        REPORT_HOURS report_hours: (Number) { bounds: Some((1, 72)) },
    }
}

record! {
    /// A sales area or regional office.
    Area, AreaId, "areas", Configured {
        /// Its name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The area that it is part of.
        PARENT parent: (Reference "areas") { role: Some(Role::Parent) },
    }
}

record! {
    /// A person of the company: salesperson, supervisor, manager, owner, office staff.
    Person, PersonId, "people", Configured {
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
        /// Where days begin: at home, at the office.
        START_PLACE start_place: (Place) { personal: Personal::Contact },
        /// Where they end, where this is somewhere else.
        END_PLACE end_place: (Place) { personal: Personal::Contact },
        /// Working hours.
        HOURS hours: (Windows) {},
        /// Within which times lunch is had.
        LUNCH lunch: (Windows) {},
        /// How long it takes.
        LUNCH_TIME lunch_time: (Duration) {},
    }
}

record! {
    /// A currency, with what one unit of it is worth in the base currency from each day on.
    ForeignCurrency, ForeignCurrencyId, "currencies", Configured {
        /// Its ISO 4217 code.
        CODE code: (Text) { required: true, role: Some(Role::Title) },
        /// Units of the base currency that one unit is worth.
        RATE rate: (Number) { timed: Timed::Always },
        /// Who says so.
        SOURCE source: (Text) {},
    }
}

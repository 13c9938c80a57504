//! Where customers come from and who else wants them: sites, leads, competitors.

use crate::model::field::{Personal, Role};
use crate::record;

record! {
    /// A site of an account, where visits go.
    Site, SiteId, "sites" {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Whose it is.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// What it is.
        KIND kind: (Choice "office" "factory" "warehouse" "shop" "other") {},
        /// Code.
        CODE code: (Text) { role: Some(Role::Code) },
        /// Postal address.
        ADDRESS address: (Text) {},
        /// Where it is.
        PLACE place: (Place) { role: Some(Role::Place) },
        /// The area it lies in, where this is not the account's.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// Whom to ask for.
        CONTACT contact: (Reference "contacts") {},
        /// Telephone.
        PHONE phone: (Phone) {},
        /// How to get in: gate, parking, whom to call.
        GATE_NOTE gate_note: (LongText) {},
        /// Class that rules cadence, where it is visited for itself.
        CLASS class: (Choice "a" "b" "c" "d") {},
        /// Visits in a period, where this differs from the class.
        VISIT_COUNT visit_count: (Number) { bounds: Some((0, 366)) },
        /// The period, where this differs.
        VISIT_PERIOD visit_period: (Choice "week" "two_weeks" "four_weeks" "month" "quarter" "year") {},
        /// Fewest days from one visit to the next, where this differs.
        MIN_GAP min_gap: (Number) { bounds: Some((0, 366)) },
        /// Most days from one visit to the next, where this differs.
        MAX_GAP max_gap: (Number) { bounds: Some((1, 732)) },
        /// When it may be visited.
        WINDOWS windows: (Windows) {},
        /// How long a visit usually takes.
        VISIT_TIME visit_time: (Duration) {},
        /// What gate and parking take, where this differs.
        GATE_TIME gate_time: (Duration) {},
    }
}

record! {
    /// Somebody who may become a customer.
    Lead, LeadId, "leads" {
        /// Company, or the person where there is none.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Whom to speak to.
        PERSON person: (Text) { personal: Personal::Identity },
        /// Telephone.
        PHONE phone: (Phone) { personal: Personal::Contact },
        /// E-mail.
        EMAIL email: (Email) { personal: Personal::Contact },
        /// Where it came from.
        SOURCE source: (Choice "research" "industry" "exhibition" "delivery" "referral" "web" "campaign" "other") {},
        /// How far it has come.
        STATUS status: (Choice "new" "working" "qualified" "converted" "disqualified") {
            role: Some(Role::Status),
            default: Some("new"),
        },
        /// The salesperson in charge.
        OWNER owner: (Reference "people") { role: Some(Role::Person) },
        /// The area it lies in.
        AREA area: (Reference "areas") { role: Some(Role::Area) },
        /// What it may want.
        PRODUCT product: (Reference "products") {},
        /// When it came.
        RECEIVED_ON received_on: (Date) { role: Some(Role::Starts) },
        /// The account it became.
        ACCOUNT account: (Reference "accounts") {},
        /// The deal it became.
        DEAL deal: (Reference "deals") {},
        /// Notes.
        NOTE note: (LongText) {},
        /// Free labels.
        TAGS tags: (Tags) {},
    }
}

record! {
    /// A company that sells against us.
    Competitor, CompetitorId, "competitors" {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Web site.
        WEB web: (Url) {},
        /// What it does well.
        STRENGTHS strengths: (LongText) {},
        /// What it does not do well.
        WEAKNESSES weaknesses: (LongText) {},
        /// Notes.
        NOTE note: (LongText) {},
        /// Free labels.
        TAGS tags: (Tags) {},
    }
}

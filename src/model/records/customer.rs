//! Who is sold to and what is sold: accounts, contacts, products.

use crate::model::field::{Personal, Role, Timed};
use crate::record;

record! {
    /// A customer or prospect.
    Account, AccountId, "accounts" {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The company's own code for it.
        CODE code: (Text) { role: Some(Role::Code) },
        /// Line of business.
        SECTOR sector: (Text) {},
        /// What it is to us.
        KIND kind: (Choice "customer" "dealer" "partner") { default: Some("customer") },
        /// Class that rules cadence: A is seen most.
        CLASS class: (Choice "a" "b" "c" "d") { timed: Timed::Always },
        /// The person in charge.
        OWNER owner: (Reference "people") { role: Some(Role::Person), timed: Timed::Always },
        /// The area it lies in.
        AREA area: (Reference "areas") { role: Some(Role::Area), timed: Timed::Always },
        /// The account that owns it.
        PARENT parent: (Reference "accounts") { role: Some(Role::Parent) },
        /// Country or town.
        LOCATION location: (Text) {},
        /// Where it is.
        PLACE place: (Place) { role: Some(Role::Place) },
        /// Year of foundation.
        FOUNDED founded: (Number) { bounds: Some((1000, 2200)) },
        /// Yearly revenue, in millions of its currency.
        REVENUE revenue: (Number) {},
        /// Number of employees.
        EMPLOYEES employees: (Number) { bounds: Some((0, 100_000_000)) },
        /// Whether it is in the special care of one person.
        KEY_ACCOUNT key_account: (Choice "yes" "no") {},
        /// Unified social credit code, by which companies are told apart.
        CREDIT_CODE credit_code: (Text) {},
        /// How much it may owe.
        CREDIT_LIMIT credit_limit: (Money) { timed: Timed::Always },
        /// Days it may take to pay.
        CREDIT_DAYS credit_days: (Number) { bounds: Some((0, 3650)) },
        /// Telephone.
        PHONE phone: (Phone) {},
        /// Web site.
        WEB web: (Url) {},
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
        /// How long a visit usually takes, where this differs.
        VISIT_TIME visit_time: (Duration) {},
        /// What gate and parking take, where this differs.
        GATE_TIME gate_time: (Duration) {},
        /// Notes.
        NOTE note: (LongText) {},
        /// Free labels.
        TAGS tags: (Tags) {},
    }
}

record! {
    /// A person at an account.
    Contact, ContactId, "contacts" {
        /// Full name.
        NAME name: (Text) { required: true, role: Some(Role::Title), personal: Personal::Identity },
        /// The account that the person works for.
        ACCOUNT account: (Reference "accounts") { role: Some(Role::Account) },
        /// Position held.
        POSITION position: (Text) {},
        /// Telephone.
        PHONE phone: (Phone) { personal: Personal::Contact },
        /// E-mail.
        EMAIL email: (Email) { personal: Personal::Contact },
        /// The day on which the person left.
        LEFT_ON left_on: (Date) {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// A product or service.
    Product, ProductId, "products", Configured {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Code.
        CODE code: (Text) { role: Some(Role::Code) },
        /// Series or family.
        SERIES series: (Text) {},
        /// List price of one unit.
        LIST_PRICE list_price: (Money) { role: Some(Role::ListPrice) },
        /// What it is counted in.
        UNIT unit: (Text) { role: Some(Role::Unit) },
        /// What one unit costs the company from each day on.
        COST cost: (Money) { role: Some(Role::Cost), timed: Timed::Always },
        /// Tax on its sale.
        TAX_RATE tax_rate: (Percent) { bounds: Some((0, 10_000)), role: Some(Role::TaxRate) },
        /// What shall be left over of its quoted price at least; the company's where empty.
        MARGIN_FLOOR margin_floor: (Percent) { bounds: Some((0, 10_000)) },
    }
}

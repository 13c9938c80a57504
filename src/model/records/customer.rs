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
        /// Telephone.
        PHONE phone: (Phone) {},
        /// Web site.
        WEB web: (Url) {},
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
        /// Notes.
        NOTE note: (LongText) {},
    }
}

record! {
    /// A product or service.
    Product, ProductId, "products" {
        /// Name.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// Code.
        CODE code: (Text) { role: Some(Role::Code) },
        /// Series or family.
        SERIES series: (Text) {},
        /// List price of one unit.
        LIST_PRICE list_price: (Money) { role: Some(Role::ListPrice) },
    }
}

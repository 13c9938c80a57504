//! The one permission table: who may do what, to whose records.
//!
//! On a device it shapes the screens; only a server can enforce it.

use serde::{Deserialize, Serialize};

use super::id::Id;

/// The layer of management of the acting person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Layer {
    /// Sells.
    Salesperson,
    /// Heads a small office and sells.
    OfficeHead,
    /// Leads the people of an area.
    Supervisor,
    /// Leads supervisors.
    Manager,
    /// Owns the company.
    Owner,
    /// Keeps orders, deliveries and receivables.
    Office,
}

impl Layer {
    /// Every layer with its code in the field table of people.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Salesperson, "salesperson"),
        (Self::OfficeHead, "office_head"),
        (Self::Supervisor, "supervisor"),
        (Self::Manager, "manager"),
        (Self::Owner, "owner"),
        (Self::Office, "office"),
    ];

    /// The layer of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(layer, _)| *layer)
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Read, in lists and pages.
    See,
    /// Create, change, move.
    Change,
    /// Delete (retract), archive.
    Remove,
    /// Import files.
    Import,
    /// Stages, products, people, areas, settings of the company.
    Configure,
}

/// Whose records a row of the table covers; each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Records in the person's own charge.
    Own,
    /// Records in the charge of the people led.
    MyPeople,
    /// Records of the person's area.
    MyArea,
    /// Every record.
    All,
}

/// The acting person: a claim made on the device, unless a server signed them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The record of the person, once chosen.
    pub person: Option<Id>,
    /// The layer acted in.
    pub layer: Layer,
}

impl Actor {
    /// Who acts before anybody has been chosen: the one who set the book up.
    pub const FOUNDER: Self = Self { person: None, layer: Layer::Owner };

    /// Whether every record is shown.
    pub fn sees_all(&self) -> bool {
        self.person.is_none() || scope(self.layer, Verb::See) == Some(Scope::All)
    }
}

/// The table. What has no row is not allowed.
const TABLE: &[(Layer, Verb, Scope)] = &[
    (Layer::Salesperson, Verb::See, Scope::Own),
    (Layer::Salesperson, Verb::Change, Scope::Own),
    (Layer::Salesperson, Verb::Import, Scope::Own),
    (Layer::OfficeHead, Verb::See, Scope::MyArea),
    (Layer::OfficeHead, Verb::Change, Scope::MyPeople),
    (Layer::OfficeHead, Verb::Remove, Scope::Own),
    (Layer::OfficeHead, Verb::Import, Scope::MyPeople),
    (Layer::Supervisor, Verb::See, Scope::MyArea),
    (Layer::Supervisor, Verb::Change, Scope::MyArea),
    (Layer::Supervisor, Verb::Remove, Scope::MyPeople),
    (Layer::Supervisor, Verb::Import, Scope::MyArea),
    (Layer::Manager, Verb::See, Scope::All),
    (Layer::Manager, Verb::Change, Scope::All),
    (Layer::Manager, Verb::Remove, Scope::All),
    (Layer::Manager, Verb::Import, Scope::All),
    (Layer::Manager, Verb::Configure, Scope::All),
    (Layer::Owner, Verb::See, Scope::All),
    (Layer::Owner, Verb::Change, Scope::All),
    (Layer::Owner, Verb::Remove, Scope::All),
    (Layer::Owner, Verb::Import, Scope::All),
    (Layer::Owner, Verb::Configure, Scope::All),
    (Layer::Office, Verb::See, Scope::All),
    (Layer::Office, Verb::Change, Scope::All),
    (Layer::Office, Verb::Import, Scope::All),
];

/// How far a layer may go with a verb; `None` where not at all.
pub fn scope(layer: Layer, verb: Verb) -> Option<Scope> {
    TABLE.iter().find(|row| row.0 == layer && row.1 == verb).map(|row| row.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_may_do_what_they_may_not_see() {
        for (layer, _) in Layer::ALL {
            let sees = scope(layer, Verb::See).expect("every layer sees something");
            for verb in [Verb::Change, Verb::Remove] {
                assert!(scope(layer, verb).is_none_or(|scope| scope <= sees), "{layer:?} {verb:?}");
            }
        }
        assert_eq!(scope(Layer::Salesperson, Verb::Configure), None);
    }

    #[test]
    fn layers_read_back_from_their_codes() {
        for (layer, code) in Layer::ALL {
            assert_eq!(Layer::parse(code), Some(layer));
        }
        assert_eq!(Layer::parse("king"), None);
    }
}

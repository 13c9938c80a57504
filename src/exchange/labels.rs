//! What the application calls collections, fields and choices in each of its languages: read from
//! its own message catalogues, so that what it writes in one language it reads back in any.

use std::collections::HashMap;

use super::fold::squeeze;
use super::units::Unit;
use crate::model::{Field, Key};

/// The families of messages that name things.
const NAMES: [&str; 3] = ["collection-", "field-", "choice-"];

/// Names by the key of their message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Ready to be compared.
    names: HashMap<String, Vec<String>>,
    /// The units that some of them name.
    units: HashMap<String, Unit>,
}

impl Labels {
    /// No names.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the names in the source of a catalogue.
    pub fn add(&mut self, source: &str) {
        for line in source.lines() {
            let Some((key, text)) = line.split_once('=') else { continue };
            let key = key.trim_end();
            // A name with a placeholder names nothing by itself.
            if !NAMES.iter().any(|family| key.starts_with(family)) || text.contains('{') {
                continue;
            }
            let unit = Unit::of_heading(text);
            if unit != Unit::One {
                self.units.insert(key.to_owned(), unit);
            }
            let (name, names) = (squeeze(text), self.names.entry(key.to_owned()).or_default());
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }

    fn of(&self, key: &str) -> &[String] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// The names of a collection, squeezed.
    pub(super) fn collection(&self, collection: &str) -> &[String] {
        self.of(&format!("collection-{collection}"))
    }

    /// The names of a declared field, squeezed.
    pub(super) fn field(&self, collection: &str, key: &str) -> &[String] {
        self.of(&format!("field-{collection}-{key}"))
    }

    /// The unit in which a declared field counts, as its name says.
    pub(super) fn unit(&self, collection: &str, key: &str) -> Unit {
        self.units.get(&format!("field-{collection}-{key}")).copied().unwrap_or_default()
    }

    /// The code that a squeezed word stands for among the choices of a field, if it is only one.
    pub(super) fn choice<'a>(&self, collection: &str, field: &Field, codes: &'a [Key], word: &str) -> Option<&'a Key> {
        let said = |code: &&Key| {
            let names = self.of(&format!("choice-{collection}-{}-{code}", field.key));
            names.iter().any(|name| name == word)
        };
        let mut named = codes.iter().filter(said);
        named.next().filter(|_| named.next().is_none())
    }
}

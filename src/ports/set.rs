//! All ports together, as the entry point builds them and the interface receives them.

use std::rc::Rc;

use super::{Background, Clock, Files, Format, Position, Random, Settings, Store, Task};
use crate::model::Zone;
use crate::model::messages::Language;

/// A part of a message catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// What the first screen says.
    First,
    /// What all other pages say.
    Later,
}

/// Loads what depends on language and place.
pub trait Locale {
    /// A formatter of a language.
    fn format(&self, language: Language) -> Rc<dyn Format>;
    /// The source of a part of a language's message catalogue; `Err` says why it did not come.
    fn catalogue(&self, language: Language, part: Texts) -> Task<'_, Result<String, String>>;
    /// A file of facts of the site, by name; `Err` says why it did not come.
    fn facts(&self, name: &str) -> Task<'_, Result<String, String>>;
    /// A zone by IANA name; the device's own for `None` or an unknown name.
    fn zone(&self, name: Option<&str>) -> Zone;
    /// The language that the device prefers.
    fn preferred(&self) -> Language;
}

/// All ports.
#[derive(Clone)]
pub struct Ports {
    /// Where the journal is kept.
    pub store: Rc<dyn Store>,
    /// Where files are kept.
    pub files: Rc<dyn Files>,
    /// Tells the time.
    pub clock: Rc<dyn Clock>,
    /// Gives random bytes.
    pub random: Rc<dyn Random>,
    /// Small settings of the device.
    pub settings: Rc<dyn Settings>,
    /// Finds the device.
    pub position: Rc<dyn Position>,
    /// What depends on language and place.
    pub locale: Rc<dyn Locale>,
    /// Does long work beside the page.
    pub background: Rc<dyn Background>,
}

//! One value of a field, as it travels: into commands, out of rows, through files.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::money::{BasisPoints, Money};
use super::place::Place;
use super::share::Share;
use super::time::{Day, Instant};
use super::window::Window;

/// A value. Which variants a field takes follows from its kind's storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text, long text, choice code, phone, e-mail, URL, rank.
    Text(String),
    /// Money.
    Money(Money),
    /// A number; never money.
    Number(f64),
    /// Percent, in basis points.
    Percent(BasisPoints),
    /// A calendar day.
    Date(Day),
    /// A point in time.
    Instant(Instant),
    /// A duration in seconds.
    Duration(i64),
    /// Another record.
    Reference(Id),
    /// A place.
    Place(Place),
    /// A set of words, kept sorted.
    Tags(Vec<String>),
    /// A file on the device, addressed by the SHA-256 of its content.
    File(FileRef),
    /// Parts of a whole, kept sorted by record.
    Shares(Vec<Share>),
    /// When somebody may be visited, kept sorted.
    Windows(Vec<Window>),
}

/// A file kept on the device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// Its name.
    pub name: String,
    /// Media type.
    pub media: String,
    /// Bytes.
    pub size: u64,
}

impl Value {
    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The referenced record, where it is one.
    pub fn as_reference(&self) -> Option<Id> {
        if let Self::Reference(id) = self { Some(*id) } else { None }
    }

    /// The money, where it is some.
    pub fn as_money(&self) -> Option<Money> {
        if let Self::Money(money) = self { Some(*money) } else { None }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Self {
        Self::Reference(id)
    }
}

//! The one declaration of a record, and what it yields: an id type, a typed view, a field table.

use std::borrow::Cow;

use super::field::Collection;
use super::id::Id;
use super::money::{BasisPoints, Money};
use super::place::Place;
use super::share::Share;
use super::time::{Day, Instant};
use super::value::{FileRef, Value};
use super::window::Window;

/// Where a typed view reads its fields from: by position in the field table.
pub trait Values {
    /// The value of a field, `None` where it is empty.
    fn value(&self, field: usize) -> Option<Value>;
}

/// A typed view of one record, built on read.
pub trait Record: Sized {
    /// Its id type.
    type Id: Copy + From<Id> + Into<Id>;
    /// Its collection and field table.
    const COLLECTION: &'static Collection;
    /// Builds the view.
    fn read(id: Id, values: &impl Values) -> Self;
}

/// What a field's value is in a typed view.
pub trait FromValue: Sized {
    /// The value as this type; `None` where it is of another.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($variant:ident => $type:ty),* $(,)?) => {
        $(impl FromValue for $type {
            fn from_value(value: Value) -> Option<Self> {
                if let Value::$variant(inner) = value { Some(inner) } else { None }
            }
        })*
    };
}

from_value! {
    Text => String, Money => Money, Number => f64, Percent => BasisPoints, Date => Day, Instant => Instant,
    Duration => i64, Reference => Id, Place => Place, Tags => Vec<String>, File => FileRef,
    Shares => Vec<Share>, Windows => Vec<Window>,
}

/// Lines stand in their own collection: the parent holds nothing.
impl FromValue for () {
    fn from_value(_: Value) -> Option<Self> {
        None
    }
}

/// The position of a field in a field table, at compile time.
///
/// # Panics
///
/// Where the field is not in the table: the build fails.
pub const fn position(collection: &Collection, name: &str) -> usize {
    let mut at = 0;
    while at < collection.fields.len() {
        let Cow::Borrowed(key) = collection.fields[at].key else { panic!("a built-in key is borrowed") };
        let (have, want) = (key.as_bytes(), name.as_bytes());
        let mut same = have.len() == want.len();
        let mut byte = 0;
        while same && byte < have.len() {
            same = have[byte] == want[byte];
            byte += 1;
        }
        if same {
            return at;
        }
        at += 1;
    }
    panic!("the field is not in the table")
}

/// The Rust type of a kind.
#[macro_export]
#[doc(hidden)]
macro_rules! kind_type {
    (Money) => { $crate::model::Money };
    (Number) => { f64 };
    (Percent) => { $crate::model::BasisPoints };
    (Date) => { $crate::model::Day };
    (Instant) => { $crate::model::Instant };
    (Duration) => { i64 };
    (Reference $to:literal) => { $crate::model::Id };
    (Place) => { $crate::model::Place };
    (Tags) => { Vec<String> };
    (Choices $($code:literal)+) => { Vec<String> };
    (Shares $of:literal) => { Vec<$crate::model::Share> };
    (Windows) => { Vec<$crate::model::Window> };
    (Lines $of:literal) => { () };
    (File) => { $crate::model::value::FileRef };
    ($($text:tt)*) => { String };
}

/// The kind of a field.
#[macro_export]
#[doc(hidden)]
macro_rules! kind {
    // Of a collection, who keeps it.
    (@) => { $crate::model::field::Upkeep::Work };
    (@ $upkeep:ident) => { $crate::model::field::Upkeep::$upkeep };
    (Reference $to:literal) => { $crate::model::Kind::Reference(std::borrow::Cow::Borrowed($to)) };
    (Shares $of:literal) => { $crate::model::Kind::Shares(std::borrow::Cow::Borrowed($of)) };
    (Lines $of:literal) => { $crate::model::Kind::Lines(std::borrow::Cow::Borrowed($of)) };
    (Choices $($code:literal)+) => {
        $crate::model::Kind::Choices(std::borrow::Cow::Borrowed(&[$(std::borrow::Cow::Borrowed($code)),+]))
    };
    (Choice $($code:literal)+) => {
        $crate::model::Kind::Choice(std::borrow::Cow::Borrowed(&[$(std::borrow::Cow::Borrowed($code)),+]))
    };
    ($kind:ident) => { $crate::model::Kind::$kind };
}

/// Declares a record: `Type, IdType, "collection key" { CONSTANT name: (Kind) { field options }, ... }`.
/// Behind the key may stand who keeps its records: `"collection key", Configured { ... }`.
///
/// The permanent key of a field is the given `name`; it must never change.
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* $record:ident, $id:ident, $key:literal $(, $upkeep:ident)? {
        $($(#[$field_doc:meta])* $slot:ident $name:ident: ($($kind:tt)+) { $($option:ident: $value:expr),* $(,)? },)*
    }) => {
        #[doc = concat!("The id of a [`", stringify!($record), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $id(pub $crate::model::Id);

        impl From<$crate::model::Id> for $id {
            fn from(id: $crate::model::Id) -> Self {
                Self(id)
            }
        }

        impl From<$id> for $crate::model::Id {
            fn from(id: $id) -> Self {
                id.0
            }
        }

        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $record {
            /// Its id.
            pub id: $id,
            $($(#[$field_doc])* pub $name: Option<$crate::kind_type!($($kind)+)>,)*
        }

        impl $record {
            $(#[doc = concat!("Position of `", stringify!($name), "` in the field table.")]
            pub const $slot: usize =
                $crate::model::record::position(<Self as $crate::model::Record>::COLLECTION, stringify!($name));)*
        }

        impl $crate::model::Record for $record {
            type Id = $id;

            const COLLECTION: &'static $crate::model::Collection = &$crate::model::Collection {
                key: $key,
                upkeep: $crate::kind!(@ $($upkeep)?),
                fields: &[$($crate::model::Field::new(
                    stringify!($name),
                    $crate::kind!($($kind)+),
                    $crate::model::field::Options { $($option: $value,)* ..$crate::model::field::Options::PLAIN },
                )),*],
            };

            fn read(id: $crate::model::Id, values: &impl $crate::model::Values) -> Self {
                Self {
                    id: $id(id),
                    $($name: values.value(Self::$slot).and_then($crate::model::record::FromValue::from_value),)*
                }
            }
        }
    };
}

//! Field tables: what a collection's fields are, once, for every use of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::value::Value;

/// A permanent key of a collection or a field. Built-in ones are words; a user's are UUIDs.
pub type Key = Cow<'static, str>;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// One of these codes.
    Choice(Cow<'static, [Key]>),
    /// Money.
    Money,
    /// A number.
    Number,
    /// Percent in basis points.
    Percent,
    /// A calendar day.
    Date,
    /// A point in time.
    Instant,
    /// Seconds.
    Duration,
    /// A record of the named collection.
    Reference(Key),
    /// A place.
    Place,
    /// A telephone number, kept as text.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A set of words; merges whole.
    Tags,
    /// A set of these codes; merges whole.
    Choices(Cow<'static, [Key]>),
    /// Parts that sum to the whole, each of a record of the named collection; merges whole.
    Shares(Key),
    /// When somebody may be visited, by weekday; merges whole.
    Windows,
    /// A fractional position among siblings.
    Rank,
    /// A file on the device.
    File,
    /// Lines: records of the named child collection. Nothing is stored in the parent.
    Lines(Key),
}

/// How a kind is stored in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Storage {
    /// Spans of a text heap.
    Heap,
    /// Codes of a dictionary of texts.
    Code,
    /// Codes of a dictionary of ids.
    Reference,
    /// 64-bit integers: instants, seconds, basis points.
    Integer,
    /// 64-bit floats.
    Float,
    /// Day numbers.
    Day,
    /// Minor units and a currency code.
    Money,
    /// Codes of a dictionary of encoded values: places, tags, files, shares, windows.
    Blob,
}

impl Kind {
    /// How the kind is stored; `None` for lines, which are stored in their own collection.
    pub fn storage(&self) -> Option<Storage> {
        Some(match self {
            Self::Text | Self::LongText | Self::Phone | Self::Email | Self::Url | Self::Rank => Storage::Heap,
            Self::Choice(_) => Storage::Code,
            Self::Money => Storage::Money,
            Self::Number => Storage::Float,
            Self::Percent | Self::Instant | Self::Duration => Storage::Integer,
            Self::Date => Storage::Day,
            Self::Reference(_) => Storage::Reference,
            Self::Place | Self::Tags | Self::Choices(_) | Self::Shares(_) | Self::Windows | Self::File => Storage::Blob,
            Self::Lines(_) => return None,
        })
    }

    /// Whether the value is of this kind.
    pub fn accepts(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Choice(options), Value::Text(code)) => options.iter().any(|option| option == code),
            (Self::Choices(options), Value::Tags(codes)) => {
                codes.iter().all(|code| options.iter().any(|option| option == code))
            }
            (Self::Number, Value::Number(number)) => number.is_finite(),
            (Self::Text | Self::LongText | Self::Phone | Self::Email | Self::Url | Self::Rank, Value::Text(_))
            | (Self::Money, Value::Money(_))
            | (Self::Percent, Value::Percent(_))
            | (Self::Date, Value::Date(_))
            | (Self::Instant, Value::Instant(_))
            | (Self::Duration, Value::Duration(_))
            | (Self::Reference(_), Value::Reference(_))
            | (Self::Place, Value::Place(_))
            | (Self::Tags, Value::Tags(_))
            | (Self::Shares(_), Value::Shares(_))
            | (Self::Windows, Value::Windows(_))
            | (Self::File, Value::File(_)) => true,
            _ => false,
        }
    }
}

/// Whether a field keeps effective dates, and what an undated value in a create means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timed {
    /// One value, no effective date.
    No,
    /// Dated; undated in a create it holds since always.
    Always,
    /// Dated; undated in a create it starts at the create.
    AtCreate,
}

/// What a field means, for rooms that know records only by their field tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Names the record.
    Title,
    /// A code that people use for the record.
    Code,
    /// The person in charge.
    Person,
    /// The area it belongs to.
    Area,
    /// The customer.
    Account,
    /// The product.
    Product,
    /// The stage it stands in.
    Stage,
    /// Open, won, lost or on hold (of a stage).
    StageKind,
    /// Chance of winning (of a stage).
    Probability,
    /// The whole that the record is part of: a stage's pipeline, a person's supervisor.
    Parent,
    /// Position among siblings.
    Rank,
    /// What it is worth.
    Amount,
    /// Whether the amount is stated or estimated.
    AmountBasis,
    /// The usual price (of a product).
    ListPrice,
    /// When it begins, or the day it is of.
    Starts,
    /// When it is expected to end, or is due.
    Ends,
    /// How far it has come: no part of what is signed.
    Status,
    /// How much of something.
    Quantity,
    /// What one unit costs the company (of a product, by date).
    Cost,
    /// What one unit cost when it was delivered: frozen there.
    FrozenCost,
    /// Where it is.
    Place,
    /// What is taken off a price.
    Discount,
    /// Tax on it.
    TaxRate,
    /// What something is counted in.
    Unit,
    /// When it was handed in: no part of what is signed.
    Submitted,
}

/// How closely a field touches a natural person, for export and erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Personal {
    /// Says nothing about a person.
    No,
    /// Names or identifies a person.
    Identity,
    /// Reaches a person.
    Contact,
}

/// One field of a collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Permanent key, unique in its collection.
    pub key: Key,
    /// What it holds.
    pub kind: Kind,
    /// Whether it keeps effective dates.
    pub timed: Timed,
    /// Whether a record without it is refused.
    pub required: bool,
    /// The code, number or text that a new record starts with.
    pub default: Option<Key>,
    /// Smallest and largest value: of numbers as they are, of percent in basis points.
    pub bounds: Option<(i64, i64)>,
    /// What it means.
    pub role: Option<Role>,
    /// Personal data class.
    pub personal: Personal,
    /// Whether it stays as it was when the record was made.
    pub fixed: bool,
    /// Whether only acts of its own set it: sending, answering. No form, list or bulk change does.
    #[serde(skip)]
    pub acted: bool,
    /// What is particular to a field that no declaration names.
    pub custom: Option<Box<Custom>>,
}

/// What is particular to a field that was not declared in code: one that the company added, or that
/// nothing here knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custom {
    /// Whether it is in use.
    pub standing: Standing,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub hint: String,
    /// The names of its choices, in the order of their codes.
    pub choices: Vec<String>,
}

/// Where a field that was not declared in code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Defined and in use.
    InUse,
    /// Defined, but no longer to be filled in: what it holds is still shown.
    Retired,
    /// No definition names it (yet, or any more): its values are carried along and not shown.
    Undefined,
}

impl Custom {
    /// Of a field without a definition.
    pub const UNDEFINED: Self =
        Self { standing: Standing::Undefined, name: String::new(), hint: String::new(), choices: Vec::new() };
}

/// What a declaration may say of a field beside key and kind.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether it keeps effective dates.
    pub timed: Timed,
    /// Whether a record without it is refused.
    pub required: bool,
    /// What a new record starts with.
    pub default: Option<&'static str>,
    /// Smallest and largest value.
    pub bounds: Option<(i64, i64)>,
    /// What it means.
    pub role: Option<Role>,
    /// Personal data class.
    pub personal: Personal,
    /// Whether it stays as it was when the record was made.
    pub fixed: bool,
    /// Whether only acts of its own set it.
    pub acted: bool,
}

impl Options {
    /// Not timed, not required, no role.
    pub const PLAIN: Self = Self {
        timed: Timed::No,
        required: false,
        default: None,
        bounds: None,
        role: None,
        personal: Personal::No,
        fixed: false,
        acted: false,
    };
}

impl Field {
    /// A built-in field.
    pub const fn new(key: &'static str, kind: Kind, options: Options) -> Self {
        Self {
            key: Cow::Borrowed(key),
            kind,
            timed: options.timed,
            required: options.required,
            default: match options.default {
                Some(text) => Some(Cow::Borrowed(text)),
                None => None,
            },
            bounds: options.bounds,
            role: options.role,
            personal: options.personal,
            fixed: options.fixed,
            acted: options.acted,
            custom: None,
        }
    }

    /// Whether a definition or a declaration names it.
    pub fn is_defined(&self) -> bool {
        self.custom.as_ref().is_none_or(|custom| custom.standing != Standing::Undefined)
    }

    /// Whether it is to be filled in: not retired, nor without a definition.
    pub fn is_offered(&self) -> bool {
        self.custom.as_ref().is_none_or(|custom| custom.standing == Standing::InUse)
    }

    /// The name that the company gave to a choice of its own field.
    pub fn choice_name(&self, code: &str) -> Option<&str> {
        let Kind::Choice(codes) = &self.kind else { return None };
        let at = codes.iter().position(|known| known == code)?;
        self.custom.as_ref()?.choices.get(at).map(String::as_str)
    }

    /// What a new record starts with.
    pub fn default_value(&self) -> Option<Value> {
        let text = self.default.as_deref()?;
        let value = match &self.kind {
            Kind::Number => Value::Number(super::number::parse(text)?),
            Kind::Percent => Value::Percent(super::BasisPoints(text.parse().ok()?)),
            _ => Value::Text(text.to_owned()),
        };
        self.kind.accepts(&value).then_some(value)
    }

    /// Whether it keeps effective dates.
    pub fn is_timed(&self) -> bool {
        self.timed != Timed::No
    }
}

/// Who keeps the records of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upkeep {
    /// Those in whose charge they are, as the permission table says.
    Work,
    /// Those who may configure the company.
    Configured,
    /// Nobody, once they are written.
    Sealed,
}

/// A collection: its permanent key and its built-in fields.
#[derive(Debug)]
pub struct Collection {
    /// Permanent key.
    pub key: &'static str,
    /// Who keeps its records.
    pub upkeep: Upkeep,
    /// The built-in fields, in the order of forms and lists.
    pub fields: &'static [Field],
}

impl Collection {
    /// The position of the field with a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The position of the first field with a role.
    pub fn role(&self, role: Role) -> Option<usize> {
        self.fields.iter().position(|field| field.role == Some(role))
    }

    /// The collections whose records are lines of its records.
    pub fn lines(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().filter_map(|field| match &field.kind {
            Kind::Lines(Cow::Borrowed(key)) => Some(*key),
            _ => None,
        })
    }
}

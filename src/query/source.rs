//! What a query can filter, group and measure by, with a text form for addresses.

use std::fmt;

use crate::model::{Day, Id, Month};

/// Where a query takes a value from, per row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A field, or one reached through references: `owner.area`.
    Field(Vec<String>),
    /// The day from which the value of a timed field holds: `since(stage)`.
    Since(String),
    /// The day of the first entry of a timed field: `first(stage)`.
    First(String),
    /// The furthest stage that was reached, by rank: a won deal reached the won stage, a lost one
    /// the last open stage it was in: `furthest(stage)`.
    Furthest(String),
    /// The month of a day: `month(since(stage))`.
    Month(Box<Source>),
    /// Whole days from the first entry of a timed field to the one in force: `days(stage)`.
    Days(String),
}

impl Source {
    /// A field of the collection.
    pub fn field(key: &str) -> Self {
        Self::Field(key.split('.').map(str::to_owned).collect())
    }

    /// The month of this day.
    #[must_use]
    pub fn month(self) -> Self {
        Self::Month(Box::new(self))
    }

    /// Reads the text form.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((name, rest)) = text.split_once('(') else {
            let plain = !text.is_empty() && !text.contains(')') && text.split('.').all(|part| !part.is_empty());
            return plain.then(|| Self::field(text));
        };
        let inner = rest.strip_suffix(')')?;
        let key = || (!inner.is_empty() && !inner.contains(['(', ')', '.'])).then(|| inner.to_owned());
        Some(match name {
            "since" => Self::Since(key()?),
            "first" => Self::First(key()?),
            "furthest" => Self::Furthest(key()?),
            "days" => Self::Days(key()?),
            "month" => Self::parse(inner)?.month(),
            _ => return None,
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(path) => f.write_str(&path.join(".")),
            Self::Since(key) => write!(f, "since({key})"),
            Self::First(key) => write!(f, "first({key})"),
            Self::Furthest(key) => write!(f, "furthest({key})"),
            Self::Month(day) => write!(f, "month({day})"),
            Self::Days(key) => write!(f, "days({key})"),
        }
    }
}

/// The value of one group, or of one choice in a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// No value.
    Empty,
    /// A record.
    Record(Id),
    /// A choice or text.
    Text(String),
    /// A month.
    Month(Month),
    /// A day.
    Day(Day),
    /// The acting person.
    Me,
    /// The acting person and everybody led, directly or through others.
    MyPeople,
}

impl Key {
    /// Reads the text form: an id, a month, a day, `me`, `my-people`, `-` for empty, else text
    /// behind `~`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "-" => return Some(Self::Empty),
            "me" => return Some(Self::Me),
            "my-people" => return Some(Self::MyPeople),
            _ => {}
        }
        if let Some(text) = text.strip_prefix('~') {
            return Some(Self::Text(text.to_owned()));
        }
        Id::parse(text)
            .map(Self::Record)
            .or_else(|| Day::parse(text).map(Self::Day))
            .or_else(|| Month::parse(text).map(Self::Month))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("-"),
            Self::Record(id) => write!(f, "{id}"),
            Self::Text(text) => write!(f, "~{text}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Me => f.write_str("me"),
            Self::MyPeople => f.write_str("my-people"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_keys_read_back_from_their_text() {
        for text in ["owner.area", "amount", "since(stage)", "month(since(stage))", "furthest(stage)", "days(stage)"] {
            assert_eq!(Source::parse(text).map(|source| source.to_string()).as_deref(), Some(text));
        }
        for text in ["", "owner.", "month(", "since(a.b)", "year(x)", "a)"] {
            assert_eq!(Source::parse(text), None, "{text}");
        }
        let keys = [
            Key::Empty,
            Key::Record(Id(7)),
            Key::Text("~-".into()),
            Key::Text("2017-03".into()),
            Key::Me,
            Key::MyPeople,
        ];
        for key in keys {
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        assert_eq!(Key::parse("2017-03"), Month::ym(2017, 3).map(Key::Month));
        assert_eq!(Key::parse("2017-03-01"), Day::ymd(2017, 3, 1).map(Key::Day));
    }
}

//! Addresses: every place of the application, written and read in one file.
//!
//! Paths are relative to the base of the document, so that the application may be hosted under
//! any path. Filters, period and mode of a view are its query.

use crate::model::records::{Account, COLLECTIONS, Deal, collection};
use crate::model::{Day, Id, Record};

/// A place of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home of the person's layer.
    Home,
    /// The board of a pipeline; of the first one where none is named.
    Board(Option<Id>),
    /// Charts.
    Kpi,
    /// The list of a collection, by its key.
    List(&'static str),
    /// The page of a record.
    Record(&'static str, Id),
    /// The form of a new record.
    New(&'static str),
    /// Pairs of records of a collection that may be one.
    Duplicates(&'static str),
    /// Two records side by side, to be merged.
    Merge(&'static str, Id, Id),
    /// All collections, with how many records each has.
    Records,
    /// Customers that may be claimed.
    Pool,
    /// Requests for signatures.
    Sign,
    /// The visits of today.
    Today,
    /// A visit as it is made.
    Stop(Id),
    /// The plan of a day; of the next one where none is named.
    DayPlan(Option<Day>),
    /// The report of a day; of today where none is named.
    DayReport(Option<Day>),
    /// How well customers are covered.
    Coverage,
    /// Files from device to device.
    HandOver,
    /// Import of files.
    Import,
    /// What was done, with undo.
    History,
    /// Language, theme, storage.
    Settings,
    /// No such place.
    Missing,
}

impl Route {
    /// The path, relative to the base.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "./".to_owned(),
            Self::Board(None) => "pipeline".to_owned(),
            Self::Board(Some(id)) => format!("pipeline/{id}"),
            Self::Kpi => "kpi".to_owned(),
            Self::List(key) => (*key).to_owned(),
            Self::Record(key, id) => format!("{key}/{id}"),
            Self::New(key) => format!("{key}/new"),
            Self::Duplicates(key) => format!("duplicates/{key}"),
            Self::Merge(key, a, b) => format!("merge/{key}/{a}/{b}"),
            Self::Records => "records".to_owned(),
            Self::Pool => "pool".to_owned(),
            Self::Sign => "sign".to_owned(),
            Self::Today => "visits/today".to_owned(),
            Self::Stop(id) => format!("visits/today/{id}"),
            Self::DayPlan(None) => "visits/plan".to_owned(),
            Self::DayPlan(Some(day)) => format!("visits/plan/{day}"),
            Self::DayReport(None) => "reports/day".to_owned(),
            Self::DayReport(Some(day)) => format!("reports/day/{day}"),
            Self::Coverage => "visits/coverage".to_owned(),
            Self::HandOver => "handover".to_owned(),
            Self::Import => "import".to_owned(),
            Self::History => "history".to_owned(),
            Self::Settings => "settings".to_owned(),
            Self::Missing => "missing".to_owned(),
        }
    }

    /// Reads a path relative to the base.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let key = |name: &str| collection(name).map(|collection| collection.key);
        match parts.as_slice() {
            [] | ["index.html"] => Self::Home,
            ["pipeline"] => Self::Board(None),
            ["pipeline", id] => Id::parse(id).map_or(Self::Missing, |id| Self::Board(Some(id))),
            ["kpi"] => Self::Kpi,
            ["records"] => Self::Records,
            ["pool"] => Self::Pool,
            ["sign"] => Self::Sign,
            ["visits", "today"] => Self::Today,
            ["visits", "today", id] => Id::parse(id).map_or(Self::Missing, Self::Stop),
            ["visits", "plan"] => Self::DayPlan(None),
            ["visits", "plan", day] => Day::parse(day).map_or(Self::Missing, |day| Self::DayPlan(Some(day))),
            ["visits", "coverage"] => Self::Coverage,
            ["reports", "day"] => Self::DayReport(None),
            ["reports", "day", day] => Day::parse(day).map_or(Self::Missing, |day| Self::DayReport(Some(day))),
            ["handover"] => Self::HandOver,
            ["import"] => Self::Import,
            ["history"] => Self::History,
            ["settings"] => Self::Settings,
            ["duplicates", name] => key(name).map_or(Self::Missing, Self::Duplicates),
            ["merge", name, a, b] => match (key(name), Id::parse(a), Id::parse(b)) {
                (Some(key), Some(a), Some(b)) => Self::Merge(key, a, b),
                _ => Self::Missing,
            },
            [name] => key(name).map_or(Self::Missing, Self::List),
            [name, "new"] => key(name).map_or(Self::Missing, Self::New),
            [name, id] => match (key(name), Id::parse(id)) {
                (Some(key), Some(id)) => Self::Record(key, id),
                _ => Self::Missing,
            },
            _ => Self::Missing,
        }
    }

    /// The page of a deal.
    pub fn deal(id: impl Into<Id>) -> Self {
        Self::Record(Deal::COLLECTION.key, id.into())
    }

    /// The places that need no record, for checks that visit every page. What hosts answer with the
    /// page follows from it, too: see [`Route::parts`].
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Home, Self::Board(None), Self::Kpi, Self::Import, Self::History, Self::Settings];
        all.extend([Self::Records, Self::Pool, Self::Sign, Self::HandOver, Self::Duplicates(Account::COLLECTION.key)]);
        all.extend([Self::Today, Self::DayPlan(None), Self::DayReport(None), Self::Coverage]);
        all.extend(COLLECTIONS.iter().flat_map(|collection| [Self::List(collection.key), Self::New(collection.key)]));
        all
    }
}

impl Route {
    /// The first part of every address but the home's, each once.
    pub fn parts() -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let of_records = Self::Merge(Account::COLLECTION.key, Id(0), Id(0));
        for route in Self::all().into_iter().chain([of_records]) {
            let path = route.path();
            let part = path.split('/').next().unwrap_or_default();
            if part != "." && !parts.iter().any(|have| have == part) {
                parts.push(part.to_owned());
            }
        }
        parts
    }
}

/// A route with its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub route: Route,
    /// How: filters, period, mode, in order.
    pub query: Vec<(String, String)>,
}

impl Place {
    /// A route without a query.
    pub fn new(route: Route) -> Self {
        Self { route, query: Vec::new() }
    }

    /// With the conditions of a filter.
    #[must_use]
    pub fn with(mut self, pairs: Vec<(String, String)>) -> Self {
        self.query.extend(pairs);
        self
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// With a name set to a value, or without it.
    #[must_use]
    pub fn set(mut self, name: &str, value: Option<String>) -> Self {
        let at = self.query.iter().position(|(have, _)| have == name);
        match (at, value) {
            (Some(at), Some(value)) => self.query[at].1 = value,
            (Some(at), None) => drop(self.query.remove(at)),
            (None, Some(value)) => self.query.push((name.to_owned(), value)),
            (None, None) => {}
        }
        self
    }

    /// The address relative to the base.
    pub fn href(&self) -> String {
        let mut href = self.route.path();
        for (at, (name, value)) in self.query.iter().enumerate() {
            href.push(if at == 0 { '?' } else { '&' });
            escape(name, &mut href);
            if !value.is_empty() {
                href.push('=');
                escape(value, &mut href);
            }
        }
        href
    }

    /// What a list asks for, as one text for the addresses of its records; `None` where it asks for
    /// nothing.
    pub fn asked(&self) -> Option<String> {
        let href = self.clone().set("page", None).set("from", None).href();
        href.split_once('?').map(|(_, query)| query.to_owned())
    }

    /// Reads a path relative to the base and a query with or without its `?`.
    pub fn parse(path: &str, query: &str) -> Self {
        let pairs = query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        let query = pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (unescape(name), unescape(value))
            })
            .collect();
        Self { route: Route::parse(path), query }
    }
}

/// Percent-encodes all but letters, digits and what stays readable in a query.
fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~():,!*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let decoded = (byte == b'%').then(|| {
            let mut ahead = rest.clone();
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit(ahead.next())?, digit(ahead.next())?);
            rest = ahead;
            u8::try_from(high * 16 + low).ok()
        });
        bytes.push(match decoded {
            Some(Some(byte)) => byte,
            _ if byte == b'+' => b' ',
            _ => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

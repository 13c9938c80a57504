//! Filters: tests on sources in and/or groups, with a text form for addresses.

use super::period::Period;
use super::source::{Key, Source};

/// A test of one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is one of these.
    In(Vec<Key>),
    /// The day lies in the period.
    During(Period),
    /// The number (money: whole units) lies between, both included.
    Between(f64, f64),
    /// The text holds this, whatever the case.
    Contains(String),
}

/// Which rows a query reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Rows that pass every part.
    And(Vec<Filter>),
    /// Rows that pass some part.
    Or(Vec<Filter>),
    /// Rows whose value passes.
    Is(Source, Test),
    /// Rows whose value does not pass.
    IsNot(Source, Test),
}

impl Filter {
    /// Every row.
    pub const ALL: Self = Self::And(Vec::new());

    /// This filter and another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(mut parts), Self::And(more)) => {
                parts.extend(more);
                Self::And(parts)
            }
            (Self::And(mut parts), other) => {
                parts.push(other);
                Self::And(parts)
            }
            (one, other) => Self::And(vec![one, other]),
        }
    }

    /// Rows whose value is this key.
    pub fn key(source: Source, key: Key) -> Self {
        Self::Is(source, Test::In(vec![key]))
    }

    /// The conditions of an address: one pair a part that all rows pass. Groups of alternatives
    /// stand under `any`, their parts separated by `|`.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        match self {
            Self::And(parts) => parts.iter().flat_map(Self::to_pairs).collect(),
            Self::Or(parts) => {
                let inner: Vec<String> = parts
                    .iter()
                    .flat_map(Self::to_pairs)
                    .map(|(name, value)| format!("{name}:{}", value.replace('%', "%25").replace('|', "%7C")))
                    .collect();
                vec![("any".to_owned(), inner.join("|"))]
            }
            Self::Is(source, test) => vec![(source.to_string(), test.to_text())],
            Self::IsNot(source, test) => vec![(source.to_string(), format!("!{}", test.to_text()))],
        }
    }

    /// Reads the pairs of an address; what is no condition is left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let parts = pairs.into_iter().filter_map(|(name, value)| {
            if name != "any" {
                return Self::part(name, value);
            }
            let parts = value.split('|').filter_map(|part| {
                let (name, value) = part.split_once(':')?;
                Self::part(name, &value.replace("%7C", "|").replace("%25", "%"))
            });
            Some(Self::Or(parts.collect()))
        });
        Self::And(parts.collect())
    }

    fn part(name: &str, value: &str) -> Option<Self> {
        let source = Source::parse(name)?;
        match value.strip_prefix('!') {
            Some(value) => Some(Self::IsNot(source, Test::parse(value)?)),
            None => Some(Self::Is(source, Test::parse(value)?)),
        }
    }
}

impl Test {
    fn to_text(&self) -> String {
        match self {
            Self::In(keys) => {
                let keys: Vec<String> =
                    keys.iter().map(|key| key.to_string().replace('%', "%25").replace(',', "%2C")).collect();
                format!("in:{}", keys.join(","))
            }
            Self::During(period) => format!("during:{period}"),
            Self::Between(low, high) => format!("between:{}..{}", plain(*low), plain(*high)),
            Self::Contains(text) => format!("has:{text}"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (form, rest) = text.split_once(':')?;
        Some(match form {
            "in" if rest.is_empty() => Self::In(Vec::new()),
            "in" => Self::In(
                rest.split(',')
                    .map(|key| Key::parse(&key.replace("%2C", ",").replace("%25", "%")))
                    .collect::<Option<_>>()?,
            ),
            "during" => Self::During(Period::parse(rest)?),
            "between" => {
                let (low, high) = rest.split_once("..")?;
                Self::Between(unplain(low)?, unplain(high)?)
            }
            "has" => Self::Contains(rest.to_owned()),
            _ => return None,
        })
    }
}

/// A bound with at most three decimals, by integers alone: the library's float printing and reading
/// would be a tenth of the first screen.
#[expect(clippy::cast_possible_truncation, reason = "bounds beyond 2^63 thousandths saturate")]
fn plain(bound: f64) -> String {
    let thousandths = (bound * 1_000.0).round() as i64;
    let (whole, rest) = (thousandths.unsigned_abs() / 1_000, thousandths.unsigned_abs() % 1_000);
    let sign = if thousandths < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:03}") }
}

#[expect(clippy::cast_precision_loss, reason = "bounds that people type")]
fn unplain(text: &str) -> Option<f64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.len() > 3 {
        return None;
    }
    let power = 10_u32.pow(3 - u32::try_from(fraction.len()).ok()?);
    let thousandths = whole.parse::<u64>().ok()?.checked_mul(1_000)? + u64::from(fraction.parse::<u32>().ok()? * power);
    let size = thousandths as f64 / 1_000.0;
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn filters_read_back_from_addresses() {
        let filter = Filter::And(vec![
            Filter::key(Source::field("owner.area"), Key::Record(Id(9))),
            Filter::Is(Source::Since("stage".into()), Test::During(Period::Quarter(2017, 1))),
            Filter::IsNot(Source::field("amount"), Test::Between(0.0, 1_000.5)),
            Filter::Is(Source::field("title"), Test::Contains("50 %|a,b".into())),
            Filter::Is(Source::field("sector"), Test::In(vec![Key::Text("a,b%".into()), Key::Empty])),
            Filter::Is(Source::field("stage"), Test::In(Vec::new())),
            Filter::Or(vec![
                Filter::Is(Source::field("title"), Test::Contains("x|y".into())),
                Filter::key(Source::field("basis"), Key::Text("estimate".into())),
            ]),
        ]);
        let pairs = filter.to_pairs();
        let read = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(read, filter);
        assert_eq!(Filter::from_pairs([("utm_source", "x"), ("(", "in:-")]), Filter::ALL);
    }
}

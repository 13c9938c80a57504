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
    /// The number lies between, both included; infinite where there is no bound. Money is in whole
    /// units, percent in hundredths, durations in minutes: as people type them.
    Between(f64, f64),
    /// The number is greater.
    More(f64),
    /// The number is less.
    Less(f64),
    /// The text holds this, whatever the case.
    Contains(String),
}

/// How deep groups may stand in groups.
const DEEPEST: usize = 8;

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

    /// The conditions of an address: one pair a part that all rows pass. A group of alternatives
    /// stands under `any`, its parts separated by `|`; in it, parts that belong together under `all`.
    pub fn to_pairs(&self) -> Vec<(String, String)> {
        match self {
            Self::And(parts) => parts.iter().map(Self::pair).collect(),
            one => vec![one.pair()],
        }
    }

    /// The name and value of one part.
    fn pair(&self) -> (String, String) {
        let inner = |parts: &[Self]| {
            let texts = parts.iter().map(|part| {
                let (name, value) = part.pair();
                format!("{name}:{}", value.replace('%', "%25").replace('|', "%7C"))
            });
            texts.collect::<Vec<_>>().join("|")
        };
        match self {
            Self::And(parts) => ("all".to_owned(), inner(parts)),
            Self::Or(parts) => ("any".to_owned(), inner(parts)),
            Self::Is(source, test) => (source.to_string(), test.to_text()),
            Self::IsNot(source, test) => (source.to_string(), format!("!{}", test.to_text())),
        }
    }

    /// Reads the pairs of an address; what is no condition is left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::And(pairs.into_iter().filter_map(|(name, value)| Self::part(name, value, 0)).collect())
    }

    fn part(name: &str, value: &str, depth: usize) -> Option<Self> {
        if matches!(name, "any" | "all") {
            // An address is foreign data: it does not rule how deep this calls itself.
            if depth == DEEPEST {
                return None;
            }
            let parts = value.split('|').filter_map(|part| {
                let (name, value) = part.split_once(':')?;
                Self::part(name, &value.replace("%7C", "|").replace("%25", "%"), depth + 1)
            });
            let parts = parts.collect();
            return Some(if name == "any" { Self::Or(parts) } else { Self::And(parts) });
        }
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
            Self::More(bound) => format!("more:{}", plain(*bound)),
            Self::Less(bound) => format!("less:{}", plain(*bound)),
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
                let bound = |text: &str, none| if text.is_empty() { Some(none) } else { unplain(text) };
                Self::Between(bound(low, f64::NEG_INFINITY)?, bound(high, f64::INFINITY)?)
            }
            "more" => Self::More(unplain(rest)?),
            "less" => Self::Less(unplain(rest)?),
            "has" => Self::Contains(rest.to_owned()),
            _ => return None,
        })
    }
}

/// A bound with at most three decimals, by integers alone: the library's float printing and reading
/// would be a tenth of the first screen.
#[expect(clippy::cast_possible_truncation, reason = "bounds beyond 2^63 thousandths saturate")]
fn plain(bound: f64) -> String {
    if bound.is_infinite() {
        return String::new();
    }
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
                Filter::And(vec![
                    Filter::Is(Source::field("amount"), Test::Between(5.0, f64::INFINITY)),
                    Filter::Or(vec![
                        Filter::Is(Source::field("title"), Test::Contains("a|b%7C".into())),
                        Filter::Is(Source::field("amount"), Test::Less(-0.125)),
                    ]),
                ]),
            ]),
            Filter::IsNot(Source::field("owner"), Test::In(vec![Key::Me, Key::MyPeople])),
            Filter::Is(Source::field("expected_close"), Test::During(Period::Older(30))),
            Filter::Is(Source::field("amount"), Test::More(1_000.0)),
            Filter::Is(Source::field("amount"), Test::Between(f64::NEG_INFINITY, 7.0)),
        ]);
        let pairs = filter.to_pairs();
        let read = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(read, filter);
        assert_eq!(Filter::from_pairs([("utm_source", "x"), ("(", "in:-")]), Filter::ALL);
        // A part that is none is left out, however deep.
        assert_eq!(Filter::from_pairs([("any", "all:|x:y")]), Filter::And(vec![Filter::Or(vec![Filter::ALL])]));
        let deep = (0..100).fold("title:has%3Ax".to_owned(), |inner, _| format!("any:{}", inner.replace('%', "%25")));
        assert_eq!(Filter::from_pairs([("any", deep.as_str())]).to_pairs().len(), 1);
    }
}

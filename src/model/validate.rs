//! Whether a value may stand in a field: by the field table alone.

use super::field::{Field, Kind};
use super::value::Value;
use super::{share, window};

/// What is wrong with a value. The text is made where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The field must hold something.
    Missing,
    /// The value is not of the field's kind.
    WrongKind,
    /// It lies outside these bounds.
    OutOfBounds(i64, i64),
    /// It is not a web, mail or telephone address that may be opened.
    UnsafeLink,
    /// The text is longer than a field takes.
    TooLong,
    /// The parts do not sum to the whole, or somebody has two.
    NotTheWhole,
    /// The windows overlap, or one ends before it begins.
    NoWindows,
    /// It stays as it was when the record was made.
    Fixed,
    /// Another one has it already.
    Taken,
}

/// Longest text in bytes of one field.
pub const MAX_TEXT: usize = 64 * 1024;

/// Checks a value, `None` for empty, against its field.
pub fn check(field: &Field, value: Option<&Value>) -> Result<(), Problem> {
    let Some(value) = value else {
        return if field.required { Err(Problem::Missing) } else { Ok(()) };
    };
    if !field.kind.accepts(value) {
        return Err(Problem::WrongKind);
    }
    match value {
        Value::Shares(shares) if !share::is_whole(shares) => return Err(Problem::NotTheWhole),
        Value::Windows(windows) if !window::are_apart(windows) => return Err(Problem::NoWindows),
        _ => {}
    }
    if let Value::Text(text) = value {
        if text.len() > MAX_TEXT {
            return Err(Problem::TooLong);
        }
        if field.required && text.trim().is_empty() {
            return Err(Problem::Missing);
        }
        if field.kind == Kind::Url && !is_safe_link(text) {
            return Err(Problem::UnsafeLink);
        }
    }
    if let Some((low, high)) = field.bounds {
        let outside = match value {
            Value::Percent(points) => points.0 < low || points.0 > high,
            #[expect(clippy::cast_precision_loss, reason = "bounds are small whole numbers")]
            Value::Number(number) => *number < low as f64 || *number > high as f64,
            _ => false,
        };
        if outside {
            return Err(Problem::OutOfBounds(low, high));
        }
    }
    Ok(())
}

/// Whether a link may be opened: only the web, mail, telephone and map schemes, or none.
pub fn is_safe_link(link: &str) -> bool {
    let link = link.trim();
    let Some((scheme, _)) = link.split_once(':') else { return true };
    // A colon behind a slash or a dot belongs to a port or a path, not to a scheme.
    let is_scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'));
    !is_scheme || ["http", "https", "mailto", "tel", "geo"].contains(&scheme.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BasisPoints;
    use crate::model::Record;
    use crate::model::records::{Account, Stage};

    #[test]
    fn the_field_table_rules() {
        let stage = |at: usize| &Stage::COLLECTION.fields[at];
        assert_eq!(check(stage(Stage::NAME), None), Err(Problem::Missing));
        assert_eq!(check(stage(Stage::NAME), Some(&"  ".into())), Err(Problem::Missing));
        assert_eq!(check(stage(Stage::KIND), Some(&"won".into())), Ok(()));
        assert_eq!(check(stage(Stage::KIND), Some(&"one".into())), Err(Problem::WrongKind));
        let percent = |points| Value::Percent(BasisPoints(points));
        assert_eq!(check(stage(Stage::PROBABILITY), Some(&percent(10_000))), Ok(()));
        assert_eq!(check(stage(Stage::PROBABILITY), Some(&percent(10_001))), Err(Problem::OutOfBounds(0, 10_000)));
        let web = &Account::COLLECTION.fields[Account::WEB];
        for (link, want) in [
            ("https://example.org/a:b", Ok(())),
            ("example.org:8080", Ok(())),
            ("javascript:alert(1)", Err(Problem::UnsafeLink)),
            ("JavaScript:alert(1)", Err(Problem::UnsafeLink)),
            ("data:text/html,x", Err(Problem::UnsafeLink)),
        ] {
            assert_eq!(check(web, Some(&link.into())), want, "{link}");
        }
        assert_eq!(
            check(&Account::COLLECTION.fields[Account::REVENUE], Some(&Value::Number(f64::NAN))),
            Err(Problem::WrongKind)
        );
    }
}

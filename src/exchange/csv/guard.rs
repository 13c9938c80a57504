//! The guard against formulas: a cell that a spreadsheet would run is written with an apostrophe
//! before it, which reading takes off again.

/// Whether a spreadsheet might take a cell, without leading apostrophes, for a formula.
fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether the text is a negative number, which is harmless and wanted as a number.
fn is_negative_number(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.ends_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

/// Whether a cell is written with a guard.
pub(in crate::exchange) fn needs(text: &str) -> bool {
    is_risky(text) && !is_negative_number(text)
}

/// The cell without its guard. Undoes exactly what [`needs`] asks for: a cell that begins with
/// apostrophes and a risky character has one apostrophe more than was meant.
pub(in super::super) fn strip(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guard_hides_comes_back() {
        for (text, guarded) in [
            ("=1+1", true),
            ("+49 30", true),
            ("-5", false),
            ("-5.25", false),
            ("-5+cmd", true),
            ("-", true),
            ("@x", true),
            ("\tx", true),
            ("\rx", true),
            ("'=x", true),
            ("'x", false),
            ("", false),
            ("'", false),
            ("a=b", false),
        ] {
            assert_eq!(needs(text), guarded, "{text:?}");
            let written = if guarded { format!("'{text}") } else { text.to_owned() };
            assert_eq!(strip(&written), text, "{text:?}");
        }
    }
}

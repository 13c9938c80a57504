//! Several texts in one cell: parted by semicolons, with a backslash before what is meant as it is.

/// Joins texts into one.
pub(super) fn join<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            joined.push(';');
        }
        for c in part.chars() {
            if is_parting(c) || c == '\\' {
                joined.push('\\');
            }
            joined.push(c);
        }
    }
    joined
}

/// Parts a text at separators that have no backslash before them.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if is_parting(c) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            // A backslash before an ordinary letter is one that people wrote: it stays.
            match (c, chars.clone().next()) {
                ('\\', Some(next)) if is_parting(next) || next == '\\' => {
                    part.push(next);
                    chars.next();
                }
                _ => part.push(c),
            }
        }
    }
    parts
}

fn is_parting(c: char) -> bool {
    matches!(c, ';' | ',' | '|' | '；' | '，' | '、')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_parts_again() {
        for parts in [vec!["a", "b"], vec!["a;b", "c\\"], vec!["\\;", ""], vec![""], vec!["C:\\dir", "，"]] {
            assert_eq!(split(&join(parts.iter().copied())), parts);
        }
        assert_eq!(split("大客户、试点，华东"), ["大客户", "试点", "华东"]);
        assert_eq!(split("C:\\dir;x"), ["C:\\dir", "x"]);
    }
}

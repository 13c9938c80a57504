//! Which character separates the cells of a file.

/// The delimiters known, the most usual first.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many records are looked at.
const LOOKED_AT: usize = 50;

/// The delimiter of a text: the one that most often parts records into as many cells as the first.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let mut best = (0_usize, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let counts = per_record(text, delimiter);
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == first).count();
        // Records that agree weigh most; among equals the one that parts into more cells.
        let score = if first == 0 { 0 } else { alike * 1_000 / counts.len() * 1_000 + first.min(999) };
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How often the delimiter stands outside quotes, per record.
fn per_record(text: &[u8], delimiter: u8) -> Vec<usize> {
    let (mut counts, mut count, mut quoted, mut filled) = (Vec::new(), 0, false, false);
    for &byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if filled {
                    counts.push(count);
                }
                (count, filled) = (0, false);
                if counts.len() == LOOKED_AT {
                    return counts;
                }
                continue;
            }
            byte if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
        filled = true;
    }
    if filled {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        for (text, want) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n3,5;4,5\n", b';'),
            ("a\tb\n1, 2\t3\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("name\nx\n", b','),
            ("\"a;b\",c\r\n\"d;e\",f\r\n", b','),
            ("name;note\nx;\"one, two, three\"\ny;\"four\"\n", b';'),
            ("", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), want, "{text:?}");
        }
    }
}

//! When two written forms are the same name: folding of case, width and space, and nearness.

/// The text in lower case, in half width, with single spaces and none around it.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_whitespace() || byte == 0x0b {
                space = !folded.is_empty();
                continue;
            }
            if std::mem::take(&mut space) {
                folded.push(' ');
            }
            folded.push(char::from(byte.to_ascii_lowercase()));
        }
        return folded;
    }
    for c in text.chars() {
        let c = half_width(c);
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        folded.extend(c.to_lowercase());
    }
    folded
}

/// The folded letters and digits alone.
pub(super) fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A full-width form as its usual character.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// How many letters two texts may differ by and still be taken for one name.
fn tolerance(len: usize) -> usize {
    match len {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    }
}

/// A name ready to be compared with many others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Squeezed {
    letters: Vec<char>,
    digits: String,
}

impl Squeezed {
    /// Prepares a name.
    pub(super) fn of(text: &str) -> Self {
        let letters: Vec<char> = squeeze(text).chars().collect();
        let digits = letters.iter().copied().filter(|c| c.is_numeric()).collect();
        Self { letters, digits }
    }

    /// How near another name is: the number of letters to change, or `None` where it is a
    /// different name. Digits must agree: "Type 5" is not a slip for "Type 6".
    pub(super) fn nearness(&self, other: &Self) -> Option<usize> {
        let (a, b) = (&self.letters, &other.letters);
        if a == b {
            return (!a.is_empty()).then_some(0);
        }
        let most = tolerance(a.len().min(b.len()));
        if most == 0 || a.len().abs_diff(b.len()) > most || self.digits != other.digits {
            return None;
        }
        let distance = distance(a, b);
        (distance <= most).then_some(distance)
    }
}

/// Edit distance in which two swapped neighbours count as one change.
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut rows = vec![0; (a.len() + 1) * width];
    for (j, cell) in rows.iter_mut().take(width).enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        rows[i * width] = i;
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[(i - 1) * width + j] + 1).min(rows[i * width + j - 1] + 1);
            best = best.min(rows[(i - 1) * width + j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[(i - 2) * width + j - 2] + 1);
            }
            rows[i * width + j] = best;
        }
    }
    rows[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_space_fold() {
        for (text, want) in [
            ("  GTX  Pro ", "gtx pro"),
            ("\u{ff27}\u{ff34}\u{ff38}\u{3000}Pro", "gtx pro"),
            ("东 方\u{ff08}集团\u{ff09}", "东 方(集团)"),
            ("", ""),
            ("\n a", "a"),
        ] {
            assert_eq!(fold(text), want, "{text:?}");
        }
        assert_eq!(squeeze("GTX-Pro (new)"), "gtxpronew");
    }

    #[test]
    fn near_names_are_near_and_others_are_not() {
        for (one, other, want) in [
            ("GTXPro", "GTX Pro", Some(0)),
            ("Philipines", "Philippines", Some(1)),
            ("technolgy", "technology", Some(1)),
            ("Dustin Brinkman", "Dustin Brinkmann", Some(1)),
            ("Marxen Melvni", "Marxen Melvin", Some(1)),
            ("East", "West", None),
            ("GTK 500", "GTK 600", None),
            ("Product 1", "Product 11", None),
            ("GTX Plus Pro", "GTX Pro", None),
            ("MG Special", "MG Advanced", None),
            ("Finhigh", "Finjob", None),
        ] {
            assert_eq!(Squeezed::of(one).nearness(&Squeezed::of(other)), want, "{one} / {other}");
        }
    }
}

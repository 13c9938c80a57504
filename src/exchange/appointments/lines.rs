//! Content lines of an iCalendar file: unfolded, with their names, parameters and values (RFC 5545, 3.1).

/// Most bytes of one line: a picture within the file is no line that is read.
const MOST: usize = 64 * 1024;

/// A content line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The number of its first line in the file, from 1.
    pub(super) number: usize,
    /// Its name in capitals.
    pub(super) name: String,
    /// Its parameters, their names in capitals.
    pub(super) params: Vec<(String, String)>,
    /// Its value as it stands.
    pub(super) value: String,
}

impl Line {
    /// The value of a parameter.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text: what is escaped stands for itself.
    pub(super) fn text(&self) -> String {
        let (mut out, mut chars) = (String::new(), self.value.chars());
        while let Some(char) = chars.next() {
            out.push(match char {
                '\\' => match chars.next() {
                    Some('n' | 'N') => '\n',
                    Some(other) => other,
                    None => '\\',
                },
                char => char,
            });
        }
        out.trim().to_owned()
    }

    fn parse(number: usize, text: &str) -> Option<Self> {
        let mut quoted = false;
        let mut ends = text.char_indices().filter(|(_, char)| {
            quoted ^= *char == '"';
            !quoted && matches!(char, ';' | ':')
        });
        let (first, _) = ends.next()?;
        let name = text[..first].trim().to_ascii_uppercase();
        let (mut params, mut at, mut is_value) = (Vec::new(), first, text[first..].starts_with(':'));
        while !is_value {
            let (end, char) = ends.next()?;
            if let Some((name, value)) = text[at + 1..end].split_once('=') {
                params.push((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
            }
            (at, is_value) = (end, char == ':');
        }
        Some(Self { number, name, params, value: text[at + 1..].to_owned() })
    }
}

/// The content lines of a file. What is none is passed over.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    left: &'a [u8],
    number: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let left = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        Self { left, number: 0 }
    }

    /// The next line of the file as it stands, without its end.
    fn raw(&mut self) -> Option<&'a [u8]> {
        if self.left.is_empty() {
            return None;
        }
        let end = self.left.iter().position(|byte| *byte == b'\n');
        let (line, rest) = match end {
            Some(end) => (&self.left[..end], &self.left[end + 1..]),
            None => (self.left, &self.left[self.left.len()..]),
        };
        (self.left, self.number) = (rest, self.number + 1);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            // Folding counts bytes, and may part a character: what belongs together is put together first.
            let mut whole = self.raw()?.to_vec();
            let number = self.number;
            while self.left.starts_with(b" ") || self.left.starts_with(b"\t") {
                let more = self.raw().unwrap_or_default();
                if whole.len() < MOST {
                    whole.extend(&more[1..]);
                }
            }
            if let Some(line) = Line::parse(number, &String::from_utf8_lossy(&whole)) {
                return Some(line);
            }
        }
    }
}

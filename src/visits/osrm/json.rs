//! As much of JSON (RFC 8259) as the answers of a server need: read whole, or not at all.

/// How deep lists and maps may lie in one another.
const DEPTH: u32 = 32;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Switch(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl Json {
    /// The value of a key of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text that it is.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The list that it is.
    pub(super) fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }
}

/// The value that a text is; `None` where it is none, or anything stands behind it.
pub(super) fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { left: text };
    let value = reader.value(0)?;
    reader.space();
    reader.left.is_empty().then_some(value)
}

struct Reader<'a> {
    left: &'a str,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.left = self.left.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Takes a sign, with the space before it.
    fn sign(&mut self, sign: &str) -> Option<()> {
        self.space();
        self.left = self.left.strip_prefix(sign)?;
        Some(())
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        self.space();
        match self.left.as_bytes().first()? {
            _ if depth > DEPTH => None,
            b'{' => self.map(depth),
            b'[' => self.list(depth),
            b'"' => self.text().map(Json::Text),
            b't' => self.sign("true").map(|()| Json::Switch(true)),
            b'f' => self.sign("false").map(|()| Json::Switch(false)),
            b'n' => self.sign("null").map(|()| Json::Null),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        self.sign("[")?;
        let mut list = Vec::new();
        if self.sign("]").is_some() {
            return Some(Json::List(list));
        }
        loop {
            list.push(self.value(depth + 1)?);
            if self.sign(",").is_none() {
                self.sign("]")?;
                return Some(Json::List(list));
            }
        }
    }

    fn map(&mut self, depth: u32) -> Option<Json> {
        self.sign("{")?;
        let mut entries = Vec::new();
        if self.sign("}").is_some() {
            return Some(Json::Map(entries));
        }
        loop {
            self.space();
            let name = self.text()?;
            self.sign(":")?;
            entries.push((name, self.value(depth + 1)?));
            if self.sign(",").is_none() {
                self.sign("}")?;
                return Some(Json::Map(entries));
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let is_part = |char: char| char.is_ascii_digit() || matches!(char, '-' | '+' | '.' | 'e' | 'E');
        let end = self.left.find(|char| !is_part(char)).unwrap_or(self.left.len());
        let (number, left) = self.left.split_at(end);
        let digits = number.strip_prefix('-').unwrap_or(number);
        let begins = digits.starts_with(|char: char| char.is_ascii_digit()) && !number.ends_with('.');
        let number = number.parse::<f64>().ok().filter(|number| begins && number.is_finite())?;
        self.left = left;
        Some(Json::Number(number))
    }

    fn text(&mut self) -> Option<String> {
        self.left = self.left.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let end = self.left.find(['"', '\\'])?;
            let (plain, left) = self.left.split_at(end);
            text.push_str(plain);
            self.left = &left[1..];
            if left.starts_with('"') {
                return Some(text);
            }
            text.push(self.escaped()?);
        }
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let sign = self.take(1)?;
        Some(match sign {
            "n" => '\n',
            "t" => '\t',
            "r" => '\r',
            "b" => '\u{8}',
            "f" => '\u{c}',
            "u" => {
                let first = u32::from_str_radix(self.take(4)?, 16).ok()?;
                // A character of the upper planes is two halves.
                if (0xD800..0xDC00).contains(&first) && self.left.starts_with("\\u") {
                    self.take(2)?;
                    let second = u32::from_str_radix(self.take(4)?, 16).ok()?.checked_sub(0xDC00)?;
                    char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + second)?
                } else {
                    char::from_u32(first)?
                }
            }
            "\"" | "\\" | "/" => sign.chars().next()?,
            _ => return None,
        })
    }

    /// So many bytes, which are whole characters.
    fn take(&mut self, bytes: usize) -> Option<&'a str> {
        let taken = self.left.get(..bytes)?;
        self.left = self.left.get(bytes..)?;
        Some(taken)
    }
}

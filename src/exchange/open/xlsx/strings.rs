//! The texts that cells share.

use quick_xml::events::Event;

use super::damaged;
use super::package::{Xml, referred};
use crate::exchange::csv::Limit;
use crate::exchange::open::workbook::Fault;

/// Texts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// A text by its number.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}

/// Reads all shared texts.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) if start.local_name().as_ref() == "si" => {
                let text = rich_text(xml, "si")?;
                strings.text.push_str(&text);
                strings.ends.push(strings.text.len());
            }
            Event::Empty(start) if start.local_name().as_ref() == "si" => strings.ends.push(strings.text.len()),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of an element whose runs stand in `t`; how it is pronounced is left out.
pub(super) fn rich_text(xml: &mut Xml<'_>, end: &str) -> Result<String, Fault> {
    let (mut text, mut inside, mut aside) = (String::new(), false, false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(damaged)?;
        let mut says = |part: &str| {
            if inside && !aside {
                text.push_str(part);
            }
        };
        match &event {
            Event::Text(part) => says(&part.xml10_content()),
            Event::CData(part) => says(&part.xml10_content()),
            Event::GeneralRef(reference) => says(referred(reference).ok_or(Fault::Damaged)?.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => inside = true,
                "rPh" => aside = true,
                _ => {}
            },
            Event::End(close) => match close.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => aside = false,
                name if name == end => break,
                _ => {}
            },
            Event::Eof => return Err(Fault::Damaged),
            _ => {}
        }
        if text.len() > Limit::Cell.most() * 4 {
            return Err(Fault::TooLarge(Limit::Cell));
        }
    }
    Ok(unescaped(text))
}

/// Signs that XML cannot hold stand as `_x000D_`.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let hex = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let c = hex.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        plain.push_str(&rest[..if c.is_some() { at } else { at + 2 }]);
        plain.extend(c);
        rest = &rest[at + if c.is_some() { 7 } else { 2 }..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_comes_back() {
        for (text, want) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00_", "_x00_"),
            ("_xD800_", "_xD800_"),
            ("tax_x", "tax_x"),
            ("_x东东东_", "_x东东东_"),
        ] {
            assert_eq!(unescaped(text.to_owned()), want);
        }
    }
}

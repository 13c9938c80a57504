//! The cells of one sheet.

use quick_xml::events::{BytesStart, Event};

use super::super::serial::{Shown, text_of};
use super::super::workbook::{Fault, Page, Region, put_cell};
use super::damaged;
use super::package::{Xml, attribute, referred};
use super::strings::{Strings, rich_text};
use crate::exchange::csv::Limit;

/// A workbook has no more columns, and no more rows.
const MOST: (u32, u32) = (1_048_576, 16_384);
/// Regions beyond so many are not looked at.
const MERGES: usize = 100_000;

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a [Shown],
    pub(super) from_1904: bool,
}

/// Reads the cells of a sheet; `at` is the line and column reached, for what goes wrong.
pub(super) fn read(
    xml: &mut Xml<'_>,
    context: &Context<'_>,
    page: &mut Page,
    at: &mut (u32, u32),
) -> Result<(), Fault> {
    let mut regions: Vec<Region> = Vec::new();
    let mut row: Vec<(u32, String)> = Vec::new();
    let (mut line, mut column) = (0, 0);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    page.put_row(line, &mut row)?;
                    let next = attribute(&start, "r").and_then(|line| line.parse().ok()).unwrap_or(line + 1);
                    if next <= line || next > MOST.0 {
                        return Err(Fault::Damaged);
                    }
                    (line, column) = (next, 0);
                }
                "c" => {
                    let place = attribute(&start, "r").map(|name| address(&name).ok_or(Fault::Damaged)).transpose()?;
                    column = place.map_or(column + 1, |(_, column)| column);
                    *at = (line.max(1), column);
                    if line == 0 {
                        return Err(Fault::Damaged);
                    }
                    let text = cell(xml, &start, context, page, *at)?;
                    put_cell(&mut row, column, text)?;
                }
                _ => {}
            },
            Event::Empty(start) => match start.local_name().as_ref() {
                "c" => {
                    let place = attribute(&start, "r").and_then(|name| address(&name));
                    column = place.map_or(column + 1, |(_, column)| column);
                }
                "mergeCell" if regions.len() < MERGES => {
                    regions.extend(attribute(&start, "ref").and_then(|region| {
                        let (from, to) = region.split_once(':')?;
                        address(from).zip(address(to))
                    }));
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    page.put_row(line, &mut row)?;
    page.merge(&regions);
    Ok(())
}

/// The text of a cell.
fn cell(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    context: &Context<'_>,
    page: &mut Page,
    at: (u32, u32),
) -> Result<String, Fault> {
    let kind = attribute(start, "t").unwrap_or_default();
    let style = attribute(start, "s").and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
    let (mut inline, mut value, mut computed) = (None, String::new(), false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "is" => inline = Some(rich_text(xml, "is")?),
                "v" => value = plain_text(xml, "v")?,
                "f" => {
                    plain_text(xml, "f")?;
                    computed = true;
                }
                _ => {}
            },
            Event::Empty(start) => computed |= start.local_name().as_ref() == "f",
            Event::End(end) if end.local_name().as_ref() == "c" => break,
            Event::Eof => return Err(Fault::Damaged),
            _ => {}
        }
    }
    if let Some(inline) = inline {
        return Ok(inline);
    }
    if kind == "e" || (computed && value.is_empty() && kind != "str") {
        page.note_unsolved(at.0, at.1);
        return Ok(String::new());
    }
    Ok(match kind.as_str() {
        "s" if value.is_empty() => value,
        "s" => {
            let shared = value.trim().parse().ok().and_then(|at| context.strings.get(at));
            shared.ok_or(Fault::Damaged)?.to_owned()
        }
        "b" => if matches!(value.as_str(), "1" | "true") { "TRUE" } else { "FALSE" }.to_owned(),
        "d" => value.trim_end_matches('Z').trim_end_matches("T00:00:00").replace('T', " "),
        "str" | "inlineStr" => value,
        _ if value.is_empty() => value,
        _ => text_of(&value, context.styles.get(style).unwrap_or(&Shown::Plain), context.from_1904),
    })
}

/// The text of an element that holds nothing else.
fn plain_text(xml: &mut Xml<'_>, end: &str) -> Result<String, Fault> {
    let mut text = String::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => text.push(referred(&reference).ok_or(Fault::Damaged)?),
            Event::End(close) if close.local_name().as_ref() == end => return Ok(text),
            Event::Eof => return Err(Fault::Damaged),
            _ => {}
        }
        if text.len() > Limit::Cell.most() * 4 {
            return Err(Fault::TooLarge(Limit::Cell));
        }
    }
}

/// Line and column, from 1, of a cell such as `AB12`.
fn address(name: &str) -> Option<(u32, u32)> {
    let name = name.trim_start_matches('$');
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, line) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let line: u32 = line.trim_start_matches('$').parse().ok()?;
    ((1..=MOST.0).contains(&line) && column <= MOST.1).then_some((line, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for (name, want) in [
            ("A1", Some((1, 1))),
            ("$AB$12", Some((12, 28))),
            ("XFD1048576", Some(MOST)),
            ("XFE1", None),
            ("A0", None),
            ("12", None),
            ("ABCD1", None),
            ("A1B", None),
            ("A99999999999", None),
        ] {
            assert_eq!(address(name), want, "{name}");
        }
    }
}

//! A place from what a person types or pastes: decimal degrees, degrees with minutes and seconds,
//! with or without the points of the compass, or a link of a map.

use super::link::{self, Unread};
use super::{DEGREE, Datum, Place, Point};

/// Digits kept behind the point while reading: more than a place has, so that rounding is right.
const PLACES: u32 = 12;

/// Reads a place. Bare coordinates are in `datum`, unless the text names another behind them; a link
/// is in the datum of its map.
pub fn read(text: &str, datum: Datum) -> Result<Place, Unread> {
    if let Some(found) = link::read(text) {
        return found;
    }
    let (text, datum) = named(text, datum);
    let point = coordinates(&text).ok_or(Unread::NotAPlace)?;
    Ok(Place::new(point, datum))
}

/// The text without a datum's name at its end, and that datum: `31.2, 121.5 (GCJ-02)`.
fn named(text: &str, datum: Datum) -> (String, Datum) {
    let trimmed = text.trim().trim_end_matches([')', '）', ']']);
    let split = trimmed.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '（' | '[' | ',' | '，'));
    let last = split.and_then(|at| Some((at, Datum::parse(trimmed.get(at..)?)?)));
    match last {
        Some((at, named)) => (trimmed[..at].trim_end().to_owned(), named),
        None => (text.to_owned(), datum),
    }
}

/// One thing in a written coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// A number in units of 10^-[`PLACES`].
    Number(i128),
    /// Degrees, minutes or seconds: 0, 1, 2.
    Unit(usize),
    /// A point of the compass, or the name of an axis: is it of latitude, does it turn the sign?
    Axis(bool, bool),
    /// Between latitude and longitude.
    Comma,
}

/// Words for the axes and the points of the compass; longer ones before those that begin them.
const AXES: &[(&str, Token)] = &[
    ("latitude", Token::Axis(true, false)),
    ("longitude", Token::Axis(false, false)),
    ("long", Token::Axis(false, false)),
    ("lat", Token::Axis(true, false)),
    ("lng", Token::Axis(false, false)),
    ("lon", Token::Axis(false, false)),
    ("北纬", Token::Axis(true, false)),
    ("北緯", Token::Axis(true, false)),
    ("南纬", Token::Axis(true, true)),
    ("南緯", Token::Axis(true, true)),
    ("东经", Token::Axis(false, false)),
    ("東經", Token::Axis(false, false)),
    ("西经", Token::Axis(false, true)),
    ("西經", Token::Axis(false, true)),
    ("纬度", Token::Axis(true, false)),
    ("緯度", Token::Axis(true, false)),
    ("经度", Token::Axis(false, false)),
    ("經度", Token::Axis(false, false)),
    ("n", Token::Axis(true, false)),
    ("s", Token::Axis(true, true)),
    ("e", Token::Axis(false, false)),
    ("w", Token::Axis(false, true)),
];

/// Full-width signs and other ways of writing the same.
fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '、' | ';' => ',',
        'º' | '˚' => '°',
        '′' | '’' | '‘' | '´' | '`' => '\'',
        '″' | '”' | '“' => '"',
        '−' | '–' => '-',
        c => c,
    };
    text.chars().map(one).collect::<String>().to_ascii_lowercase().replace("''", "\"")
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = plain(text);
    let (mut rest, mut tokens) = (text.as_str(), Vec::new());
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let word = AXES.iter().find(|(word, _)| rest.starts_with(word));
        let (token, next) = match (first, word) {
            ('0'..='9' | '-' | '+' | '.', _) => {
                let end = after.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(after.len());
                (Some(Token::Number(number(&rest[..first.len_utf8() + end])?)), &after[end..])
            }
            ('°' | '度', _) => (Some(Token::Unit(0)), after),
            ('\'' | '分', _) => (Some(Token::Unit(1)), after),
            ('"' | '秒', _) => (Some(Token::Unit(2)), after),
            (',' | '/', _) => (Some(Token::Comma), after),
            (' ' | '\t' | '\n' | '\r' | ':' | '=' | '(' | ')' | '[' | ']', _) => (None, after),
            (_, Some((word, token))) => (Some(*token), &rest[word.len()..]),
            _ => return None,
        };
        tokens.extend(token);
        rest = next;
    }
    Some(tokens)
}

/// A decimal number in units of 10^-[`PLACES`]; digits beyond are dropped.
fn number(text: &str) -> Option<i128> {
    let (negative, size) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = format!("{fraction:0<12}");
    let value = whole.parse::<i128>().ok()? * 10_i128.pow(PLACES) + fraction.get(..12)?.parse::<i128>().ok()?;
    Some(if negative { -value } else { value })
}

/// A coordinate in the making: degrees, minutes, seconds.
#[derive(Default)]
struct Parts {
    values: [Option<i128>; 3],
    axis: Option<(bool, bool)>,
}

impl Parts {
    /// In 1e-7 degrees.
    fn units(&self) -> Option<i32> {
        let [degrees, minutes, seconds] = self.values;
        let degrees = degrees?;
        let scale = 10_i128.pow(PLACES);
        let small = |part: Option<i128>| part.is_none_or(|part| (0..60 * scale).contains(&part));
        // Minutes go with whole degrees, and seconds with whole minutes.
        let whole =
            |part: Option<i128>, next: Option<i128>| next.is_none() || part.is_some_and(|part| part % scale == 0);
        if !small(minutes) || !small(seconds) || !whole(Some(degrees), minutes) || !whole(minutes, seconds) {
            return None;
        }
        let size = degrees.abs() * 3_600 + minutes.unwrap_or(0) * 60 + seconds.unwrap_or(0);
        let unit = scale * 3_600 / i128::from(DEGREE);
        let rounded = i32::try_from((size + unit / 2) / unit).ok()?;
        let turned = self.axis.is_some_and(|(_, turns)| turns);
        Some(if (degrees < 0) == turned { rounded } else { -rounded })
    }
}

/// The point that a text of two coordinates says.
fn coordinates(text: &str) -> Option<Point> {
    let tokens = tokens(text)?;
    let numbers = tokens.iter().filter(|token| matches!(token, Token::Number(_))).count();
    if !matches!(numbers, 2 | 4 | 6) && !tokens.iter().any(|token| matches!(token, Token::Unit(_))) {
        return None;
    }
    let axes: Vec<(bool, bool)> = tokens
        .iter()
        .filter_map(|token| if let Token::Axis(latitude, turns) = token { Some((*latitude, *turns)) } else { None })
        .collect();
    let [mut first, mut second] = split(&tokens, numbers)?;
    match axes[..] {
        [] => {}
        [a, b] if a.0 != b.0 => (first.axis, second.axis) = (Some(a), Some(b)),
        _ => return None,
    }
    // Latitude comes first, unless the axes say otherwise or it can only be a longitude.
    let (a, b) = (first.units()?, second.units()?);
    let swapped = match first.axis {
        Some((is_latitude, _)) => !is_latitude,
        None => a.unsigned_abs() > 90 * DEGREE.unsigned_abs(),
    };
    if swapped { Point::new(b, a) } else { Point::new(a, b) }
}

/// The numbers as two coordinates: by their units where they have some, else in halves.
fn split(tokens: &[Token], numbers: usize) -> Option<[Parts; 2]> {
    let mut found: Vec<Parts> = Vec::new();
    let has_units = tokens.iter().any(|token| matches!(token, Token::Unit(_)));
    let (mut seen, mut last) = (0, None);
    for (at, token) in tokens.iter().enumerate() {
        let Token::Number(value) = token else { continue };
        let unit = match tokens.get(at + 1) {
            Some(Token::Unit(unit)) => *unit,
            // A number without its sign is of the next smaller unit, or begins a coordinate.
            _ if has_units => last.map_or(0, |last: usize| (last + 1) % 3),
            _ => seen % (numbers / 2).max(1),
        };
        seen += 1;
        last = Some(unit);
        if unit == 0 || found.is_empty() {
            found.push(Parts::default());
        }
        let slot = found.last_mut()?.values.get_mut(unit)?;
        if slot.replace(*value).is_some() {
            return None;
        }
    }
    <[Parts; 2]>::try_from(found).ok()
}

//! Numbers of a workbook as text: days and times from serial numbers, codes with their zeros.

use crate::model::Day;

/// What the format of a cell makes of its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As it is.
    #[default]
    Plain,
    /// A day, a time of day, or both.
    Date,
    /// A duration, in hours, minutes and seconds.
    Duration,
    /// A share of a hundred.
    Percent,
    /// A whole number of at least so many digits.
    Padded(usize),
    /// An amount in the currency with this code.
    Money(String),
}

/// What a number format means.
pub(super) fn shown(code: &str) -> Shown {
    // The first section is for positive numbers.
    let mut bare = String::new();
    let mut chars = code.chars();
    let mut bracket = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().take_while(|c| *c != '"').count()),
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let elapsed =
                    !inside.is_empty() && inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if elapsed {
                    return Shown::Duration;
                }
                if inside.starts_with('$') {
                    bracket = inside;
                }
            }
            ';' => break,
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    if bare == "general" || bare == "@" {
        return Shown::Plain;
    }
    if bare.contains(['y', 'd', 'h', 's']) || (bare.contains('m') && !bare.contains(['0', '#'])) || bare.contains("aaa")
    {
        return Shown::Date;
    }
    if bare.contains('%') {
        return Shown::Percent;
    }
    if bare.len() > 1 && bare.chars().all(|c| c == '0') {
        return Shown::Padded(bare.len());
    }
    let letters = bracket.trim_start_matches('$').split('-').next().unwrap_or("");
    if letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Shown::Money(letters.to_owned());
    }
    Shown::Plain
}

/// What a number format that has no code of its own means, by its number.
pub(super) fn built_in(id: u16) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
        46 => Shown::Duration,
        9 | 10 => Shown::Percent,
        _ => Shown::Plain,
    }
}

/// A number, as a workbook writes it, as the text that its cell means.
pub(super) fn text_of(written: &str, shown: &Shown, from_1904: bool) -> String {
    let Some(plain) = decimal(written) else { return written.to_owned() };
    match shown {
        Shown::Date => date(&plain, from_1904).unwrap_or(plain),
        Shown::Duration => duration(&plain).unwrap_or(plain),
        Shown::Percent => format!("{}%", shifted(&plain, 2)),
        Shown::Padded(digits) if plain.bytes().all(|byte| byte.is_ascii_digit()) => format!("{plain:0>digits$}"),
        Shown::Plain | Shown::Padded(_) => plain,
        Shown::Money(code) => format!("{plain} {code}"),
    }
}

/// A number as a plain decimal. Whole numbers keep every digit; others have the fifteen that a
/// spreadsheet shows, so that 0.1 does not come as 0.10000000000000001.
fn decimal(written: &str) -> Option<String> {
    let written = written.trim();
    let (negative, digits) = written.strip_prefix('-').map_or((false, written), |rest| (true, rest));
    let (mantissa, power) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let power: i32 = power.parse().ok().filter(|power: &i32| power.abs() <= 400)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let sane = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !sane(whole) || !sane(fraction) || whole.len() + fraction.len() == 0 || mantissa.len() > 400 {
        return None;
    }
    if fraction.is_empty() && power == 0 {
        return Some(signed(negative, trimmed(whole, "")));
    }
    let mut all: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    // How many of the digits stand before the point.
    let mut point = i32::try_from(whole.len()).ok()? + power;
    let lead = all.iter().take_while(|digit| **digit == 0).count();
    all.drain(..lead);
    point -= i32::try_from(lead).ok()?;
    if all.len() > 15 {
        let up = all[15] >= 5;
        all.truncate(15);
        if up && raise(&mut all) {
            point += 1;
        }
    }
    while all.last() == Some(&0) {
        all.pop();
    }
    let text: String = all.iter().map(|digit| char::from(b'0' + digit)).collect();
    let (whole, fraction) = match usize::try_from(point) {
        Ok(point) if point >= text.len() => (format!("{text}{}", "0".repeat(point - text.len())), String::new()),
        Ok(point) => (text[..point].to_owned(), text[point..].to_owned()),
        Err(_) => (String::new(), format!("{}{text}", "0".repeat(usize::try_from(-point).ok()?))),
    };
    Some(signed(negative, trimmed(&whole, &fraction)))
}

/// Adds one to the last digit; says whether there is one digit more before the point now.
fn raise(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        *digit += 1;
        if *digit < 10 {
            return false;
        }
        *digit = 0;
    }
    digits[0] = 1;
    true
}

fn trimmed(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

fn signed(negative: bool, text: String) -> String {
    if negative && text != "0" { format!("-{text}") } else { text }
}

/// The decimal with its point moved to the right.
fn shifted(plain: &str, places: usize) -> String {
    let (negative, text) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let moved = fraction.len().min(places);
    let whole = format!("{whole}{}{}", &fraction[..moved], "0".repeat(places - moved));
    signed(negative, trimmed(&whole, &fraction[moved..]))
}

/// Whole days and milliseconds of the day.
fn parts(plain: &str) -> Option<(i64, i64)> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let days: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<12}")[..12].parse().ok()?;
    // To the nearest millisecond: a workbook stores 13:30:00 as a fraction that is not exact.
    let millis = (i128::from(fraction) * 86_400_000 + 500_000_000_000) / 1_000_000_000_000;
    let millis = i64::try_from(millis).ok()?;
    Some((days + millis / 86_400_000, millis % 86_400_000))
}

/// A serial number as a day, a time of day, or both.
fn date(plain: &str, from_1904: bool) -> Option<String> {
    if plain.starts_with('-') {
        return None;
    }
    let (days, millis) = parts(plain)?;
    let clock = clock(millis);
    if days == 0 && !from_1904 && millis > 0 {
        return Some(clock);
    }
    // Workbooks count from 1899-12-30, but for the first sixty: they hold that 1900 was a leap year.
    let epoch = if from_1904 { -24_107 } else { -25_569 + i64::from(days < 60) };
    let day = i32::try_from(days + epoch).ok().map(Day).filter(|_| (0..=2_958_465).contains(&days))?;
    Some(if millis == 0 { day.to_string() } else { format!("{day} {clock}") })
}

fn clock(millis: i64) -> String {
    let seconds = millis / 1_000;
    let (hours, minutes, seconds, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60, millis % 1_000);
    let rest = if rest == 0 { String::new() } else { format!(".{rest:03}") };
    format!("{hours:02}:{minutes:02}:{seconds:02}{rest}")
}

fn duration(plain: &str) -> Option<String> {
    let (negative, text) = plain.strip_prefix('-').map_or((false, plain), |rest| (true, rest));
    let (days, millis) = parts(text)?;
    let seconds = days.checked_mul(86_400)?.checked_add((millis + 500) / 1_000)?;
    let sign = if negative { "-" } else { "" };
    Some(format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (written, code, want) in [
            ("13800138000", "General", "13800138000"),
            ("123456789012345678", "@", "123456789012345678"),
            ("1.3800138E+10", "General", "13800138000"),
            ("0.1", "0.00", "0.1"),
            ("0.30000000000000004", "General", "0.3"),
            ("1234.5600000000001", "#,##0.00", "1234.56"),
            ("0.99999999999999995", "0.00", "1"),
            ("-5", "General", "-5"),
            ("1E-3", "General", "0.001"),
            ("123", "000000", "000123"),
            ("0.155", "0.0%", "15.5%"),
            ("1", "0%", "100%"),
            ("12.5", "[$USD] #,##0.00", "12.5 USD"),
            ("12.5", "\"¥\"#,##0.00", "12.5"),
            ("45418", "yyyy\\-mm\\-dd", "2024-05-06"),
            ("45418.5625", "yyyy/m/d h:mm", "2024-05-06 13:30:00"),
            ("45418.999988425923", "yyyy/m/d h:mm:ss", "2024-05-06 23:59:59"),
            ("1", "d/m/yyyy", "1900-01-01"),
            ("59", "d/m/yyyy", "1900-02-28"),
            ("61", "d/m/yyyy", "1900-03-01"),
            ("0.5625", "h:mm", "13:30:00"),
            ("1.5", "[h]:mm", "36:00:00"),
            ("45418", "yyyy\"年\"m\"月\"d\"日\"", "2024-05-06"),
            ("45418", "[$-804]aaaa;@", "2024-05-06"),
            ("x", "General", "x"),
            ("1e999", "General", "1e999"),
            ("99999999", "yyyy-mm-dd", "99999999"),
            ("5", "#,##0_);(#,##0)", "5"),
            ("5", "0.00E+00", "5"),
        ] {
            assert_eq!(text_of(written, &shown(code), false), want, "{written} {code}");
        }
        assert_eq!(text_of("43956", &Shown::Date, true), "2024-05-06");
        assert_eq!((built_in(14), built_in(2)), (Shown::Date, Shown::Plain));
    }
}

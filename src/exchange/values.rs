//! One cell to a value of a field, and back. References are not resolved here.

use super::escape;
use super::fold::{fold, squeeze};
use super::forms::{Form, is_nothing};
use super::labels::Labels;
use super::report::Reason;
use super::words::{CHOICES, each};
use crate::model::place::Datum;
use crate::model::time::DAY_MS;
use crate::model::value::FileRef;
use crate::model::{BasisPoints, Currency, Day, Field, Id, Instant, Key, Kind, Money, Place, Share, Value, Zone};
use crate::model::{share, window};

/// What the reading of a cell depends on beside its column.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// For amounts without a currency.
    pub currency: Currency,
    /// For days without a year.
    pub today: Day,
    /// For points in time given as days.
    pub zone: &'a Zone,
    /// What choices are called, in a collection.
    pub labels: Option<(&'a Labels, &'a str)>,
}

/// Reads a cell as a value of a field; `None` where it holds nothing. References and shares are
/// read by id: who knows names turns these into ids before.
pub fn parse(field: &Field, text: &str, form: Form, reading: &Reading<'_>) -> Result<Option<Value>, Reason> {
    let trimmed = text.trim();
    if matches!(field.kind, Kind::LongText) {
        return Ok((!trimmed.is_empty()).then(|| Value::Text(text.to_owned())));
    }
    if trimmed.is_empty() {
        return Ok(None);
    }
    let is_text = matches!(field.kind, Kind::Text | Kind::Phone | Kind::Email | Kind::Url | Kind::Rank);
    if is_text {
        return Ok(Some(Value::Text(trimmed.to_owned())));
    }
    let says = |code: &Key| code == trimmed || field.choice_name(code) == Some(trimmed);
    let is_code = matches!(&field.kind, Kind::Choice(codes) if codes.iter().any(says));
    if !is_code && is_nothing(trimmed) {
        return Ok(None);
    }
    let value = match &field.kind {
        Kind::Choice(codes) => Value::Text(choice(field, codes, trimmed, reading.labels).ok_or(Reason::NotAChoice)?),
        Kind::Money => Value::Money(money(trimmed, form, reading.currency).ok_or(Reason::NotANumber)?),
        Kind::Number => Value::Number(number(trimmed, form).ok_or(Reason::NotANumber)?),
        Kind::Percent => Value::Percent(percent(trimmed, form).ok_or(Reason::NotANumber)?),
        Kind::Date => Value::Date(date(trimmed, form, reading).ok_or(Reason::NotADate)?),
        Kind::Instant => Value::Instant(instant(trimmed, form, reading).ok_or(Reason::NotADate)?),
        Kind::Duration => Value::Duration(duration(trimmed).ok_or(Reason::NotANumber)?),
        Kind::Place => Value::Place(place(trimmed, form.datum).ok_or(Reason::Wrong)?),
        Kind::Tags => {
            let mut tags: Vec<String> = escape::split(trimmed).iter().map(|tag| tag.trim().to_owned()).collect();
            tags.retain(|tag| !tag.is_empty());
            tags.sort_unstable();
            tags.dedup();
            if tags.is_empty() {
                return Ok(None);
            }
            Value::Tags(tags)
        }
        Kind::File => Value::File(file(trimmed).ok_or(Reason::Wrong)?),
        Kind::Choices(codes) => {
            let read = |text: &String| choice(field, codes, text.trim(), reading.labels).ok_or(Reason::NotAChoice);
            let mut chosen: Vec<String> = escape::split(trimmed).iter().map(read).collect::<Result<_, _>>()?;
            crate::model::order::sort(&mut chosen);
            chosen.dedup();
            Value::Tags(chosen)
        }
        Kind::Shares(_) => Value::Shares(shares(trimmed, form, Id::parse)?),
        Kind::Windows => Value::Windows(window::parse(trimmed).ok_or(Reason::Wrong)?),
        Kind::Reference(_) => Value::Reference(Id::parse(trimmed).ok_or(Reason::UnknownReference)?),
        _ => return Err(Reason::Wrong),
    };
    Ok(Some(value))
}

/// Reads a day.
pub fn date(text: &str, form: Form, reading: &Reading<'_>) -> Option<Day> {
    // A day in the usual international form is never something else, whatever the column.
    let read = match form.year {
        Some(year) => form.date.parse_in(text, year),
        None => form.date.parse(text, reading.today),
    };
    read.or_else(|| Day::parse(text).filter(|_| text.len() == 10))
}

/// Reads an amount.
pub fn money(text: &str, form: Form, currency: Currency) -> Option<Money> {
    let written = form.number.parse(text).filter(|written| !written.percent)?.times(form.unit);
    Money::parse(&written.decimal, written.currency.unwrap_or(currency))
}

fn number(text: &str, form: Form) -> Option<f64> {
    let mut written = form.number.parse(text)?;
    let (unit, own) = (form.unit.shift(), form.counted_in.shift());
    // In its own unit a number stands as it is, and so does one that names none.
    let over = if written.scaled || (unit > 0 && unit != own) { own } else { 0 };
    if unit != own {
        written = written.times(form.unit);
    }
    let number = crate::model::number::parse(&written.decimal)?;
    let number = if written.percent { number / 100.0 } else { number };
    // No unit has more than eight places.
    let number = if over == 0 || written.percent { number } else { number / 10_f64.powi(i32::try_from(over).ok()?) };
    number.is_finite().then_some(number)
}

fn percent(text: &str, form: Form) -> Option<BasisPoints> {
    let written = form.number.parse(text)?;
    // Basis points are to a percent what cents are to a dollar.
    Money::parse(&written.decimal, Currency::USD).map(|money| BasisPoints(money.minor))
}

/// The code that a word of a choice stands for.
pub(super) fn choice(field: &Field, codes: &[Key], text: &str, labels: Option<(&Labels, &str)>) -> Option<String> {
    let wanted = squeeze(text);
    let exact = codes.iter().find(|code| *code == text);
    let by_code = exact.or_else(|| codes.iter().find(|code| squeeze(code) == wanted));
    let by_word = || {
        let said = |words: &str| each(words).any(|word| squeeze(word) == wanted);
        let row = CHOICES.iter().find(|(key, _, words)| field.key == *key && said(words));
        row.and_then(|(_, code, _)| codes.iter().find(|known| *known == code))
    };
    // A choice of the company's own is said by its name, which nobody else's choice may take over.
    let by_name = || {
        let named = |code: &&Key| field.choice_name(code).is_some_and(|name| squeeze(name) == wanted);
        codes.iter().find(named)
    };
    let by_label = || labels.and_then(|(labels, collection)| labels.choice(collection, field, codes, &wanted));
    by_code.or_else(by_word).or_else(by_name).or_else(by_label).map(|code| code.clone().into_owned())
}

fn instant(text: &str, form: Form, reading: &Reading<'_>) -> Option<Instant> {
    if let Some(millis) = text.strip_suffix("ms") {
        return millis.parse().ok().map(Instant);
    }
    let exact = || {
        let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
        let mut parts = time.split(':');
        let (hours, minutes) = (parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<i64>().ok()?);
        let (seconds, millis) = parts.next()?.split_once('.')?;
        let (seconds, millis) = (seconds.parse::<i64>().ok()?, millis.parse::<i64>().ok()?);
        let day = i64::from(Day::parse(day)?.0) * DAY_MS;
        Some(Instant(day + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis))
    };
    let local = || {
        let clock = time_of_day(text).unwrap_or(0);
        date(text, form, reading).map(|day| Instant(reading.zone.start_of(day).0 + clock))
    };
    exact().or_else(local)
}

/// Milliseconds of a time of day behind a day, such as ` 13:30` or `T9:05:30.5`.
fn time_of_day(text: &str) -> Option<i64> {
    let folded = fold(text);
    let colon = folded.find(':')?;
    let hour = folded[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    let clock = folded[hour.len()..].trim_end_matches('z');
    let (clock, later) = match (clock.strip_suffix("pm"), clock.strip_suffix("am")) {
        (Some(clock), _) => (clock.trim_end(), Some(12)),
        (_, Some(clock)) => (clock.trim_end(), Some(0)),
        _ => (clock, None),
    };
    let mut parts = clock.split(':');
    let part = |text: &str, most: i64| text.parse::<i64>().ok().filter(|part| (0..most).contains(part));
    let hours = part(parts.next()?, 24)?;
    let hours = later.map_or(hours, |later| hours % 12 + later);
    let minutes = part(parts.next()?, 60)?;
    let (seconds, rest) = parts.next().map_or(("0", ""), |text| text.split_once('.').unwrap_or((text, "")));
    let seconds = part(seconds, 60)?;
    let millis = format!("{rest:0<3}").get(..3).and_then(|text| part(text, 1_000))?;
    parts.next().is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis)
}

fn duration(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut seconds = 0_i128;
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for (at, part) in parts.iter().enumerate() {
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part: i64 = part.parse().ok().filter(|part| at == 0 || *part < 60)?;
        seconds = seconds * 60 + i128::from(part);
    }
    if parts.len() == 2 {
        seconds *= 60;
    }
    i64::try_from(if negative { -seconds } else { seconds }).ok()
}

/// How the datum of a place is written.
const DATUMS: [(Datum, &str); 3] = [(Datum::Wgs84, "wgs84"), (Datum::Gcj02, "gcj02"), (Datum::Bd09, "bd09")];

/// Reads a place: as [`write_place`] writes one with its datum, else however people write it.
fn place(text: &str, datum: Datum) -> Option<Place> {
    exact_place(text).or_else(|| crate::model::place::read(text, datum).ok())
}

fn exact_place(text: &str) -> Option<Place> {
    let folded = fold(text);
    let mut parts = folded.split([' ', ',', ';']).filter(|part| !part.is_empty());
    let mut point = || Some((degrees(parts.next()?, 90)?, degrees(parts.next()?, 180)?));
    let (latitude, longitude) = point()?;
    let word = parts.next()?;
    let (datum, _) = DATUMS.into_iter().find(|(_, name)| *name == word)?;
    let given = (degrees(parts.next()?, 90)?, degrees(parts.next()?, 180)?);
    parts.next().is_none().then_some(Place { latitude, longitude, given, datum })
}

/// Degrees to 1e-7 degrees, exactly.
fn degrees(text: &str, most: i64) -> Option<i32> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let sane = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !sane(whole) || !sane(fraction) {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<7}")[..7].parse().ok()?;
    let value = whole.parse::<i64>().ok()?.checked_mul(10_000_000)?.checked_add(fraction)?;
    let value = if value > most * 10_000_000 { return None } else { value };
    i32::try_from(if negative { -value } else { value }).ok()
}

/// The text of a file: name, media type, bytes and SHA-256.
pub fn write_file(file: &FileRef) -> String {
    let hash = file.hash.iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    escape::join([file.name.as_str(), &file.media, &file.size.to_string(), &hash])
}

/// Reads what [`write_file`] wrote.
pub fn file(text: &str) -> Option<FileRef> {
    let [name, media, size, hash] = escape::split(text).try_into().ok()?;
    let mut bytes = [0; 32];
    if hash.len() != 64 || !hash.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hash.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(FileRef { hash: bytes, name, media, size: size.parse().ok()? })
}

/// Reads shares: names with percents behind them, `Ann 60%; Bo 40%`; one name alone has the whole.
pub fn shares(text: &str, form: Form, find: impl Fn(&str) -> Option<Id>) -> Result<Vec<Share>, Reason> {
    let mut shares = Vec::new();
    let parts = escape::split(text);
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    for part in &parts {
        let whole = || (parts.len() == 1).then_some((*part, BasisPoints::WHOLE));
        let parted = || {
            let (name, rest) = part.rsplit_once([' ', ':', '：', '\u{3000}'])?;
            Some((name.trim(), percent(rest, form)?))
        };
        let (name, part) = parted().or_else(whole).ok_or(Reason::NotANumber)?;
        shares.push(Share { of: find(name).ok_or(Reason::UnknownReference)?, part });
    }
    Ok(share::sorted(shares))
}

/// Writes shares with what each record is called.
pub fn write_shares(shares: &[Share], name: impl Fn(Id) -> String) -> String {
    let one = |share: &Share| format!("{} {}%", name(share.of), Money::new(share.part.0, Currency::USD).decimal());
    let parts: Vec<String> = shares.iter().map(one).collect();
    escape::join(parts.iter().map(String::as_str))
}

/// Writes a value as a cell that [`parse`] reads back. Amounts in `currency` carry no code;
/// references are written by who knows the names.
pub fn write(value: &Value, currency: Currency) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(money) if money.currency == currency => money.decimal(),
        Value::Money(money) => format!("{} {}", money.decimal(), money.currency),
        Value::Number(number) => number.to_string(),
        Value::Percent(points) => {
            // Two decimals, as an amount in cents has.
            format!("{}%", Money::new(points.0, Currency::USD).decimal())
        }
        Value::Date(day) => day.to_string(),
        Value::Instant(instant) => write_instant(*instant),
        Value::Duration(seconds) => {
            let (sign, seconds) = (if *seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
            format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
        }
        Value::Reference(id) => id.to_string(),
        Value::Place(place) => write_place(place),
        Value::Tags(tags) => escape::join(tags.iter().map(String::as_str)),
        Value::File(file) => write_file(file),
        Value::Shares(shares) => write_shares(shares, |id| id.to_string()),
        Value::Windows(windows) => window::write(windows),
    }
}

fn write_instant(instant: Instant) -> String {
    let (day, rest) = (instant.0.div_euclid(DAY_MS), instant.0.rem_euclid(DAY_MS));
    // Outside the years 0 to 9999 the text of a day has another width: milliseconds say it exactly.
    let day = i32::try_from(day).ok().map(Day).filter(|day| (-719_528..2_932_897).contains(&day.0));
    let Some(day) = day else { return format!("{}ms", instant.0) };
    let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
    format!("{day}T{hours:02}:{minutes:02}:{:02}.{:03}Z", rest / 1_000 % 60, rest % 1_000)
}

fn write_place(place: &Place) -> String {
    let degrees = |n: i32| {
        let (sign, n) = (if n < 0 { "-" } else { "" }, n.unsigned_abs());
        format!("{sign}{}.{:07}", n / 10_000_000, n % 10_000_000)
    };
    let point = |latitude, longitude| format!("{} {}", degrees(latitude), degrees(longitude));
    let text = point(place.latitude, place.longitude);
    if place.datum == Datum::Wgs84 && place.given == (place.latitude, place.longitude) {
        return text;
    }
    let datum = DATUMS.iter().find(|(datum, _)| *datum == place.datum).map_or("", |(_, name)| name);
    format!("{text} {datum} {}", point(place.given.0, place.given.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::Options;

    #[test]
    fn bare_coordinates_are_in_the_datum_of_their_column() {
        let field = Field::new("x", Kind::Place, Options::PLAIN);
        let zone = Zone::default();
        let reading = Reading { currency: Currency::CNY, today: Day(20_000), zone: &zone, labels: None };
        let read = |text: &str, datum| match parse(&field, text, Form { datum, ..Form::PLAIN }, &reading) {
            Ok(Some(Value::Place(place))) => place,
            other => panic!("{text}: {other:?}"),
        };
        let text = "31.175304, 121.531542";
        let given = (311_753_040, 1_215_315_420);
        for datum in Datum::ALL {
            let place = read(text, datum);
            assert_eq!((place.given, place.datum), (given, datum));
            // What is exported reads back, whatever is said of the column.
            let written = write(&Value::Place(place), Currency::CNY);
            assert_eq!(read(&written, Datum::Wgs84), place, "{written}");
        }
        // googollee/eviltransform's Shanghai: 31.1774276, 121.5272106 in WGS-84.
        let place = read(text, Datum::Gcj02);
        assert!((place.latitude - 311_774_276).abs() < 20 && (place.longitude - 1_215_272_106).abs() < 20, "{place:?}");
        // A link says itself what it is in.
        let link = "https://uri.amap.com/marker?position=121.531542,31.175304";
        assert_eq!(read(link, Datum::Bd09).datum, Datum::Gcj02);
    }
}

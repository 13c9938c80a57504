//! What a person typed into the control of a field, to a value and back; and what a form came to.
//!
//! Unlike a cell of a file, typed text is never taken for "nothing": what cannot be read is said,
//! and stays as it was typed.

use super::numbers::NumberForm;
use super::values;
use crate::book::Table;
use crate::book::command::Change;
use crate::model::place::{self, Unread};
use crate::model::validate::{Problem, check};
use crate::model::{BasisPoints, Currency, Datum, Day, Field, Id, Instant, Kind, Money, Role, Share, Value, Zone};
use crate::model::{share, window};

/// Why typed text is no value of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistyped {
    /// It is no amount of money.
    Amount,
    /// It is no number.
    Number,
    /// It is no day.
    Day,
    /// It names no record, or several.
    Record,
    /// It says no times of weekdays.
    Windows,
    /// It is no place.
    Place(Unread),
    /// It is a value, but one that may not stand in the field.
    Problem(Problem),
}

impl Mistyped {
    /// Key of its sentence in the locale files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Amount => "typed-not-an-amount",
            Self::Number => "typed-not-a-number",
            Self::Day => "typed-not-a-day",
            Self::Record => "typed-not-a-record",
            Self::Windows => "typed-not-windows",
            Self::Place(Unread::NotAPlace) => "typed-not-a-place",
            Self::Place(Unread::ShortLink) => "typed-short-link",
            Self::Place(Unread::NoPoint) => "typed-no-point",
            Self::Problem(Problem::Missing) => "typed-missing",
            Self::Problem(Problem::OutOfBounds(..)) => "typed-out-of-bounds",
            Self::Problem(Problem::UnsafeLink) => "typed-unsafe-link",
            Self::Problem(Problem::TooLong) => "typed-too-long",
            Self::Problem(Problem::NotTheWhole) => "typed-not-the-whole",
            Self::Problem(Problem::NoWindows) => "typed-windows-overlap",
            Self::Problem(Problem::Fixed) => "typed-fixed",
            Self::Problem(Problem::Taken) => "typed-taken",
            Self::Problem(Problem::WrongKind) => "typed-wrong",
        }
    }
}

/// What the reading depends on beside the field.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Chosen beside the amount.
    pub currency: Currency,
    /// Of points in time.
    pub zone: &'a Zone,
}

/// Reads typed text as a value that may stand in a field; `None` where nothing was typed.
pub fn read(field: &Field, text: &str, reading: &Reading<'_>) -> Result<Option<Value>, Mistyped> {
    let trimmed = text.trim();
    let value = if trimmed.is_empty() { None } else { value(field, text, trimmed, reading)? };
    check(field, value.as_ref()).map_err(Mistyped::Problem)?;
    Ok(value)
}

fn value(field: &Field, text: &str, trimmed: &str, reading: &Reading<'_>) -> Result<Option<Value>, Mistyped> {
    Ok(Some(match &field.kind {
        Kind::LongText => Value::Text(text.to_owned()),
        Kind::Text | Kind::Phone | Kind::Email | Kind::Url | Kind::Rank | Kind::Choice(_) => {
            Value::Text(trimmed.to_owned())
        }
        Kind::Money => Value::Money(money(trimmed, reading.currency).ok_or(Mistyped::Amount)?),
        Kind::Number => Value::Number(number(trimmed).ok_or(Mistyped::Number)?),
        Kind::Percent => Value::Percent(percent(trimmed).ok_or(Mistyped::Number)?),
        Kind::Date => Value::Date(Day::parse(trimmed).ok_or(Mistyped::Day)?),
        Kind::Instant => Value::Instant(instant(trimmed, reading.zone).ok_or(Mistyped::Day)?),
        Kind::Duration => Value::Duration(minutes(trimmed).ok_or(Mistyped::Number)?),
        Kind::Reference(_) => Value::Reference(Id::parse(trimmed).ok_or(Mistyped::Record)?),
        Kind::Tags => {
            let mut tags: Vec<String> = trimmed
                .split([',', '，', '、', ';', '；'])
                .map(|tag| tag.trim().to_owned())
                .filter(|tag| !tag.is_empty())
                .collect();
            tags.sort_unstable();
            tags.dedup();
            if tags.is_empty() {
                return Ok(None);
            }
            Value::Tags(tags)
        }
        Kind::Choices(_) => {
            let mut codes: Vec<String> =
                trimmed.split([',', ' ']).filter(|code| !code.is_empty()).map(str::to_owned).collect();
            crate::model::order::sort(&mut codes);
            codes.dedup();
            Value::Tags(codes)
        }
        Kind::Shares(_) if share::is_blank(trimmed) => return Ok(None),
        Kind::Shares(_) => Value::Shares(shares(trimmed)?),
        Kind::Windows if window::is_blank(trimmed) => return Ok(None),
        Kind::Windows => Value::Windows(window::parse(trimmed).ok_or(Mistyped::Windows)?),
        // Links are in the datum of their map; what people copy as numbers is what satellites give.
        Kind::Place => Value::Place(place::read(trimmed, Datum::Wgs84).map_err(Mistyped::Place)?),
        Kind::File => Value::File(values::file(trimmed).ok_or(Mistyped::Problem(Problem::WrongKind))?),
        Kind::Lines(_) => return Err(Mistyped::Problem(Problem::WrongKind)),
    }))
}

/// Reads shares by id: `ID 60; ID 40`, percents with or without their sign.
fn shares(text: &str) -> Result<Vec<Share>, Mistyped> {
    let one = |(who, part): (String, String)| {
        let of = Id::parse(&who).ok_or(Mistyped::Record)?;
        Ok(Share { of, part: percent(part.trim_end_matches('%')).ok_or(Mistyped::Number)? })
    };
    let said = share::parts(text).into_iter().filter(|(who, part)| !who.is_empty() || !part.is_empty());
    said.map(one).collect::<Result<Vec<_>, _>>().map(share::sorted)
}

/// How much typed shares come to, as far as they can be read.
pub fn shared(text: &str) -> BasisPoints {
    let part = |(_, part): (String, String)| percent(part.trim_end_matches('%'));
    BasisPoints(share::parts(text).into_iter().filter_map(part).map(|part| part.0).fold(0, i64::saturating_add))
}

fn money(text: &str, currency: Currency) -> Option<Money> {
    let written = NumberForm::Point.parse(text).filter(|written| !written.percent)?;
    Money::parse(&written.decimal, written.currency.unwrap_or(currency))
}

fn number(text: &str) -> Option<f64> {
    let written = NumberForm::Point.parse(text).filter(|written| !written.percent && written.currency.is_none())?;
    crate::model::number::parse(&written.decimal).filter(|number| number.is_finite())
}

fn percent(text: &str) -> Option<BasisPoints> {
    let written = NumberForm::Point.parse(text).filter(|written| written.currency.is_none())?;
    // Basis points are to a percent what cents are to a dollar.
    Money::parse(&written.decimal, Currency::USD).map(|money| BasisPoints(money.minor))
}

fn minutes(text: &str) -> Option<i64> {
    let written = NumberForm::Point.parse(text).filter(|written| !written.percent && written.currency.is_none())?;
    written.decimal.parse::<i64>().ok()?.checked_mul(60)
}

/// Reads `2026-11-25T15:04`, as the control for a point in time writes it.
fn instant(text: &str, zone: &Zone) -> Option<Instant> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let inside = (0..24).contains(&hours) && (0..60).contains(&minutes);
    let start = zone.start_of(Day::parse(day)?);
    inside.then(|| Instant(start.0 + (hours * 60 + minutes) * 60_000))
}

/// What stands in the control of a field for a value.
pub fn write(value: &Value, zone: &Zone) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Money(money) => short(money.decimal()),
        Value::Number(number) => number.to_string(),
        Value::Percent(points) => short(Money::new(points.0, Currency::USD).decimal()),
        Value::Date(day) => day.to_string(),
        Value::Instant(at) => {
            let minute = zone.minute_of(*at);
            format!("{}T{:02}:{:02}", zone.day_of(*at), minute / 60, minute % 60)
        }
        Value::Duration(seconds) => (seconds / 60).to_string(),
        Value::Reference(id) => id.to_string(),
        Value::Tags(tags) => tags.join(", "),
        Value::Shares(shares) => {
            let one =
                |share: &Share| format!("{} {}", share.of, short(Money::new(share.part.0, Currency::USD).decimal()));
            shares.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        Value::Windows(windows) => window::write(windows),
        Value::Place(place) => place.text(),
        Value::File(file) => values::write_file(file),
    }
}

/// A decimal without a fraction that is zero.
fn short(decimal: String) -> String {
    match decimal.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole.to_owned(),
        _ => decimal,
    }
}

/// Whether people type into a field of a collection: not where it stands among its siblings, nor
/// what is no longer asked for, nor what only acts of its own set.
pub fn has_control(field: &Field) -> bool {
    field.is_offered() && !field.acted && !matches!(field.kind, Kind::Lines(_) | Kind::Rank)
}

/// What a form came to: the values that are neither what stood in it when it was opened nor what
/// stands in the row by now, which somebody may have changed since. An amount that a person states is
/// no longer an estimate.
pub fn changes(table: &Table, row: usize, opened: &[Change], typed: Vec<Change>) -> Vec<Change> {
    let mut changes: Vec<Change> =
        typed.into_iter().filter(|change| !opened.contains(change) && table.value(row, change.0) != change.1).collect();
    let touched = |role: Role| table.role(role).filter(|at| changes.iter().any(|(field, _)| field == at));
    if let (Some(_), None, Some(basis)) =
        (touched(Role::Amount), touched(Role::AmountBasis), table.role(Role::AmountBasis))
    {
        let stated: Value = "stated".into();
        if table.value(row, basis).is_some_and(|basis| basis != stated) {
            changes.push((basis, Some(stated)));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Book, Cause, Label};
    use crate::model::id::IdMaker;
    use crate::model::records::{Account, Deal, Stage};
    use crate::model::{DeviceId, Record};

    fn typed(field: &Field, text: &str) -> Result<Option<Value>, Mistyped> {
        let zone = Zone::fixed("Asia/Shanghai", 480);
        read(field, text, &Reading { currency: Currency::USD, zone: &zone })
    }

    #[test]
    fn typed_text_is_read_or_refused_with_its_reason() {
        let deal = |at: usize| &Deal::COLLECTION.fields[at];
        let usd = |minor| Ok(Some(Value::Money(Money::new(minor, Currency::USD))));
        for (text, want) in [
            ("5482", usd(548_200)),
            (" 5,482.5 ", usd(548_250)),
            ("$5,482", usd(548_200)),
            ("1.2万", usd(1_200_000)),
            ("12 CNY", Ok(Some(Value::Money(Money::new(1_200, Currency::CNY))))),
            ("", Ok(None)),
            ("5,48x", Err(Mistyped::Amount)),
            ("5,48", Err(Mistyped::Amount)),
            ("n/a", Err(Mistyped::Amount)),
            ("12%", Err(Mistyped::Amount)),
            ("-", Err(Mistyped::Amount)),
        ] {
            assert_eq!(typed(deal(Deal::AMOUNT), text), want, "{text}");
        }
        assert_eq!(typed(deal(Deal::TITLE), "  "), Err(Mistyped::Problem(Problem::Missing)));
        assert_eq!(typed(deal(Deal::EXPECTED_CLOSE), "2026-02-30"), Err(Mistyped::Day));
        assert_eq!(typed(deal(Deal::EXPECTED_CLOSE), "2026-02-28"), Ok(Day::parse("2026-02-28").map(Value::Date)));
        assert_eq!(typed(deal(Deal::OWNER), "somebody"), Err(Mistyped::Record));
        assert_eq!(typed(deal(Deal::OWNER), &Id(5).to_string()), Ok(Some(Value::Reference(Id(5)))));
        assert_eq!(typed(deal(Deal::TAGS), "b，a, b,"), Ok(Some(Value::Tags(vec!["a".into(), "b".into()]))));
        assert_eq!(typed(deal(Deal::TAGS), " , "), Ok(None));
        let chance = &Stage::COLLECTION.fields[Stage::PROBABILITY];
        assert_eq!(typed(chance, "12.5%"), Ok(Some(Value::Percent(BasisPoints(1_250)))));
        assert_eq!(typed(chance, "130"), Err(Mistyped::Problem(Problem::OutOfBounds(0, 10_000))));
        assert_eq!(
            typed(&Account::COLLECTION.fields[Account::WEB], "javascript:x"),
            Err(Mistyped::Problem(Problem::UnsafeLink))
        );
        assert_eq!(typed(&Account::COLLECTION.fields[Account::FOUNDED], "199x"), Err(Mistyped::Number));
    }

    #[test]
    fn only_what_was_typed_is_a_change() {
        let now = Instant(1_000_000);
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Typed);
        let values = [
            (Deal::TITLE, Some("Pumps".into())),
            (Deal::STAGE, Some(Id(9).into())),
            (Deal::CODE, Some("A-1".into())),
            (Deal::AMOUNT, Some(Money::new(100, Currency::USD).into())),
            (Deal::BASIS, Some("estimate".into())),
        ];
        edit.create(Deal::COLLECTION.key, Id(4), &values, &[]).expect("a deal");
        let draft = edit.finish().expect("something to do");
        book.apply(&Writer::new(DeviceId(1)).stamp(draft, None, now, &IdMaker::new(now, [1; 32])));
        let table = book.of::<Deal>();
        let code = |text: &str| (Deal::CODE, Some(Value::from(text)));
        // Opened when no code stood there, and not touched: whoever wrote one since is left alone.
        assert_eq!(changes(table, 0, &[(Deal::CODE, None)], vec![(Deal::CODE, None)]), []);
        assert_eq!(changes(table, 0, &[(Deal::CODE, None)], vec![code("B-2")]), [code("B-2")]);
        assert_eq!(changes(table, 0, &[(Deal::CODE, None)], vec![code("A-1")]), []);
        assert_eq!(changes(table, 0, &[code("A-1")], vec![(Deal::CODE, None)]), [(Deal::CODE, None)]);
        let amount = (Deal::AMOUNT, Some(Value::Money(Money::new(200, Currency::USD))));
        let stated = (Deal::BASIS, Some(Value::from("stated")));
        assert_eq!(changes(table, 0, &[], vec![amount.clone()]), [amount, stated]);
    }

    #[test]
    fn what_stands_in_a_control_reads_back() {
        let zone = Zone::fixed("Asia/Shanghai", 480);
        // A link as Amap's documentation gives it: its numbers are shifted ones.
        let link = "https://uri.amap.com/marker?position=121.287689,31.234527&name=park";
        let place = Field::new("x", Kind::Place, crate::model::field::Options::PLAIN);
        let Ok(Some(Value::Place(shared))) = typed(&place, link) else { panic!("the link is read") };
        assert_eq!((shared.datum, shared.given), (Datum::Gcj02, (312_345_270, 1_212_876_890)));
        assert_eq!(typed(&place, "somewhere"), Err(Mistyped::Place(Unread::NotAPlace)));
        assert_eq!(typed(&place, "https://surl.amap.com/abc"), Err(Mistyped::Place(Unread::ShortLink)));
        for (kind, value, want) in [
            (Kind::Money, Value::Money(Money::new(548_200, Currency::USD)), "5482"),
            (Kind::Money, Value::Money(Money::new(-548_250, Currency::USD)), "-5482.50"),
            (Kind::Percent, Value::Percent(BasisPoints(3_000)), "30"),
            (Kind::Percent, Value::Percent(BasisPoints(1_250)), "12.50"),
            (Kind::Number, Value::Number(1_100.04), "1100.04"),
            (Kind::Instant, Value::Instant(Instant(1_795_536_000_000)), "2026-11-25T00:00"),
            (Kind::Duration, Value::Duration(5_400), "90"),
            (Kind::Tags, Value::Tags(vec!["a".into(), "b".into()]), "a, b"),
            (Kind::Place, Value::Place(shared), "31.2345270, 121.2876890 GCJ-02"),
        ] {
            let field = Field::new("x", kind, crate::model::field::Options::PLAIN);
            let text = write(&value, &zone);
            assert_eq!((text.as_str(), typed(&field, &text)), (want, Ok(Some(value))), "{want}");
        }
    }
}

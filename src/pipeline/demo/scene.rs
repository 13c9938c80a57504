//! What every part of the making shares: the draft, the words, the dice, and what is there already.

use super::text::DemoText;
use crate::book::Rejection;
use crate::book::command::{Change, Editor};
use crate::model::id::IdMaker;
use crate::model::{BasisPoints, Calendar, Day, Id, Instant, Money, Month, Place, Record, Value, Zone};
use crate::pipeline::draw::Draw;

/// The scene.
pub(super) struct Scene<'a> {
    pub(super) edit: Editor<'a>,
    pub(super) text: &'a DemoText,
    pub(super) calendar: &'a Calendar,
    pub(super) zone: &'a Zone,
    pub(super) ids: &'a IdMaker,
    pub(super) today: Day,
    pub(super) draw: &'a mut Draw,
    pub(super) made: &'a mut Made,
}

/// What has been made so far, as later parts need it.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// Names of people and companies that are taken.
    pub(super) names: Vec<String>,
    pub(super) areas: Vec<Id>,
    pub(super) people: Vec<Staff>,
    pub(super) goods: Vec<Ware>,
    pub(super) ways: Vec<Path>,
    pub(super) reasons: Vec<(String, Id)>,
    /// Rules of commission: what they are reckoned from, and their rate in basis points.
    pub(super) rules: Vec<(String, i64, Id)>,
    pub(super) competitors: Vec<Id>,
    pub(super) accounts: Vec<Customer>,
    /// Days on which deals begin, in order.
    pub(super) starts: Vec<Day>,
    pub(super) bargains: Vec<Bargain>,
    /// What was shipped to somebody's credit in a month: person, month, minor units without tax.
    pub(super) credited: Vec<(Id, Month, i64)>,
    /// What was paid in advance for the order that is being made, until it is used.
    pub(super) deposit: Option<(Id, i64)>,
    /// Running numbers of papers, by their letters.
    pub(super) numbers: Vec<(&'static str, usize)>,
}

/// Somebody of the company.
#[derive(Debug)]
pub(super) struct Staff {
    pub(super) id: Id,
    pub(super) area: Option<usize>,
    pub(super) sells: bool,
    pub(super) leads: bool,
    pub(super) manages: bool,
    /// How often a deal is won, in percent of what is usual.
    pub(super) skill: u64,
}

/// A product as it is sold.
#[derive(Debug)]
pub(super) struct Ware {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) price: i64,
    /// What one costs from a day on.
    pub(super) costs: Vec<(Day, i64)>,
}

/// A pipeline as deals go through it.
#[derive(Debug)]
pub(super) struct Path {
    pub(super) key: String,
    pub(super) open: Vec<(Id, i32)>,
    pub(super) won: Id,
    pub(super) lost: Id,
    pub(super) hold: Option<Id>,
}

/// A customer as it behaves.
#[derive(Debug)]
pub(super) struct Customer {
    pub(super) id: Id,
    /// What people call it: its name without what kind of company it is.
    pub(super) short: String,
    pub(super) town: String,
    pub(super) area: usize,
    pub(super) is_dealer: bool,
    /// 8 for class A down to 1 for D.
    pub(super) weight: u64,
    /// Place of who is in charge among the people.
    pub(super) owner: usize,
    /// Who was in charge before a day.
    pub(super) before: Option<(Day, usize)>,
    pub(super) contacts: Vec<Id>,
    pub(super) sites: Vec<(Id, Place)>,
    pub(super) credit_days: i32,
    /// Days after the due day on which it usually pays.
    pub(super) lateness: i32,
}

impl Customer {
    /// Who is in charge on a day.
    pub(super) fn owner_on(&self, day: Day) -> usize {
        self.before.filter(|(until, _)| day < *until).map_or(self.owner, |(_, before)| before)
    }
}

/// A deal as fieldwork needs it.
#[derive(Debug)]
pub(super) struct Bargain {
    pub(super) id: Id,
    pub(super) account: usize,
    pub(super) start: Day,
    /// When it was won or lost.
    pub(super) end: Option<Day>,
}

/// An instant after the start of a day.
pub(super) const MORNING: i64 = 9 * 60;

impl Scene<'_> {
    /// Creates a record with values.
    pub(super) fn make<R: Record>(&mut self, values: &[Change]) -> Result<Id, Rejection> {
        self.make_dated::<R>(values, &[])
    }

    /// Creates a record with values and dated entries.
    pub(super) fn make_dated<R: Record>(
        &mut self,
        values: &[Change],
        dates: &[(usize, Instant, Option<Value>)],
    ) -> Result<Id, Rejection> {
        let id = self.ids.next_id();
        self.edit.create(R::COLLECTION.key, id, values, dates)?;
        Ok(id)
    }

    /// An instant so many minutes into a day.
    pub(super) fn at(&self, day: Day, minutes: i64) -> Instant {
        Instant(self.zone.start_of(day).0 + minutes * 60_000)
    }

    /// Money of minor units.
    pub(super) fn money(&self, minor: i64) -> Value {
        Value::Money(Money::new(minor, self.text.currency))
    }

    /// The next number of a kind of paper: `DD26-00042`.
    pub(super) fn number(&mut self, letters: &'static str, day: Day) -> Value {
        let known = self.made.numbers.iter().position(|(known, _)| *known == letters);
        let at = known.unwrap_or_else(|| {
            self.made.numbers.push((letters, 0));
            self.made.numbers.len() - 1
        });
        self.made.numbers[at].1 += 1;
        let year = day.month().year_month().0 % 100;
        Value::Text(format!("{letters}{year:02}-{:05}", self.made.numbers[at].1))
    }

    /// One of a list of words.
    pub(super) fn word(&mut self, of: &str) -> String {
        let list = self.text.list(of);
        self.draw.one(list).cloned().unwrap_or_default()
    }

    /// A made-up person's name.
    pub(super) fn person_name(&mut self) -> String {
        let (family, given) = (self.word("families"), self.word("given"));
        self.text.one("name").replace("{family}", &family).replace("{given}", &given)
    }

    /// A telephone number that reaches nobody: behind the area code it begins with 0.
    pub(super) fn phone(&mut self, dial: &str) -> Value {
        Value::Text(format!("{dial}-0{:03} {:04}", self.draw.below(1_000), self.draw.below(10_000)))
    }

    /// So many workdays after a day.
    pub(super) fn workday(&mut self, after: Day, low: i32, high: i32) -> Day {
        let days = self.draw.between(low, high);
        self.calendar.plus(after, days)
    }

    /// A place within some hundred metres of a point, as a satellite or a shifted map gives it.
    pub(super) fn near(&mut self, place: Place, metres: i32) -> Place {
        // A thousandth of a degree is 111 metres northward, and less eastward.
        let span = metres * 90;
        let point = crate::model::Point {
            latitude: place.latitude + self.draw.between(-span, span),
            longitude: place.longitude + self.draw.between(-span, span),
        };
        Place::new(point, crate::model::Datum::Wgs84)
    }
}

/// Text as a change.
pub(super) fn text(at: usize, text: impl Into<String>) -> Change {
    (at, Some(Value::Text(text.into())))
}

/// A reference as a change.
pub(super) fn of(at: usize, id: Id) -> Change {
    (at, Some(Value::Reference(id)))
}

/// A day as a change.
pub(super) fn on(at: usize, day: Day) -> Change {
    (at, Some(Value::Date(day)))
}

/// A number as a change.
#[expect(clippy::cast_precision_loss, reason = "quantities are small")]
pub(super) fn count(at: usize, count: i64) -> Change {
    (at, Some(Value::Number(count as f64)))
}

/// Basis points as a change.
pub(super) fn percent(at: usize, points: i64) -> Change {
    (at, Some(Value::Percent(BasisPoints(points))))
}

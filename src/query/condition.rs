//! One condition of a filter as people put it together: of which field, which test, with what. Texts
//! are as they were typed; a condition that is not whole yet is no filter.

use super::filter::{Filter, Test};
use super::period::Period;
use super::source::{Key, Source};
use crate::book::{Book, Table};
use crate::model::{Day, Kind};

/// How values are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Holds a text.
    Contains,
    /// Does not hold it.
    Lacks,
    /// Is exactly the text.
    Same,
    /// Is not.
    Other,
    /// Is one of several.
    AnyOf,
    /// Is none of them.
    NoneOf,
    /// Is the number.
    Equal,
    /// Is another number.
    Unequal,
    /// Is that or more.
    AtLeast,
    /// Is that or less.
    AtMost,
    /// Is more.
    More,
    /// Is less.
    Less,
    /// Lies between two numbers.
    Between,
    /// Lies in a period such as this month.
    During,
    /// Lies in the last so many days.
    Last,
    /// Lies in the next so many days.
    Next,
    /// Lies more than so many days back.
    Older,
    /// Is that day.
    On,
    /// Lies before the day.
    Before,
    /// Lies after the day.
    After,
    /// Lies between two days.
    Days,
    /// Has a value.
    Set,
    /// Has none.
    Empty,
}

/// What kind of value a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kin {
    /// Text.
    Text,
    /// Choices, labels.
    Keys,
    /// Records.
    Records,
    /// Numbers, money, percent, durations.
    Number,
    /// Days and points in time.
    Day,
    /// What is only there or not.
    Other,
}

impl Kin {
    /// The kind of what a source gives; `None` where there is no such source.
    pub fn of(book: &Book, table: &Table, source: &Source) -> Option<Self> {
        Some(match source {
            Source::Since(_) | Source::First(_) | Source::Month(_) => Self::Day,
            Source::Days(_) => Self::Number,
            Source::Furthest(_) => Self::Records,
            Source::Field(path) => {
                let (first, rest) = path.split_first()?;
                let kind = &table.column(table.position(first)?)?.field().kind;
                match kind {
                    Kind::Reference(to) if !rest.is_empty() => {
                        Self::of(book, book.table(to)?, &Source::Field(rest.to_vec()))?
                    }
                    Kind::Reference(_) => Self::Records,
                    Kind::Choice(_) | Kind::Tags => Self::Keys,
                    Kind::Money | Kind::Number | Kind::Percent | Kind::Duration => Self::Number,
                    Kind::Date | Kind::Instant => Self::Day,
                    Kind::Text | Kind::LongText | Kind::Phone | Kind::Email | Kind::Url => Self::Text,
                    _ => Self::Other,
                }
            }
        })
    }

    /// How values of the kind can be tested, the usual first.
    pub fn ops(self) -> &'static [Op] {
        use Op::{
            After, AnyOf, AtLeast, AtMost, Before, Between, Contains, Days, During, Empty, Equal, Lacks, Last, Less,
            More, Next, NoneOf, Older, On, Other, Same, Set, Unequal,
        };
        match self {
            Self::Text => &[Contains, Lacks, Same, Other, Set, Empty],
            Self::Keys => &[AnyOf, NoneOf, Set, Empty],
            Self::Records => &[AnyOf, NoneOf, Contains, Lacks, Set, Empty],
            Self::Number => &[Equal, Unequal, AtLeast, AtMost, More, Less, Between, Set, Empty],
            Self::Day => &[During, Last, Next, Older, On, Before, After, Days, Set, Empty],
            Self::Other => &[Set, Empty],
        }
    }
}

/// Periods relative to today that people choose among.
pub const PERIODS: [Period; 15] = [
    Period::Today(0),
    Period::Today(-1),
    Period::Today(1),
    Period::ThisWeek(0),
    Period::ThisWeek(-1),
    Period::ThisWeek(1),
    Period::ThisMonth(0),
    Period::ThisMonth(-1),
    Period::ThisMonth(1),
    Period::ThisQuarter(0),
    Period::ThisQuarter(-1),
    Period::ThisQuarter(1),
    Period::ThisYear(0),
    Period::ThisYear(-1),
    Period::ThisYear(1),
];

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Of what.
    pub source: Source,
    /// How it is tested.
    pub op: Op,
    /// The choices or records.
    pub keys: Vec<Key>,
    /// The text, number, day, count of days or period; the lower of two.
    pub low: String,
    /// The higher of two.
    pub high: String,
}

impl Condition {
    /// A condition that says nothing yet.
    pub fn new(source: Source, op: Op) -> Self {
        Self { source, op, keys: Vec::new(), low: String::new(), high: String::new() }
    }

    /// The filter; `None` while something is missing or cannot be read.
    pub fn filter(&self) -> Option<Filter> {
        let number = |text: &str| crate::model::number::parse(&text.trim().replace([',', ' '], ""));
        let day = |text: &str| Day::parse(text.trim());
        let count = || self.low.trim().parse::<i32>().ok().filter(|count| (1..=36_600).contains(count));
        let text = || Some(self.low.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let between = |low: f64, high: f64| Test::Between(low.min(high), low.max(high));
        let days = |from: Day, to: Day| Test::During(Period::Days(from, to));
        let (first, last) = (Day(i32::MIN), Day(i32::MAX));
        let keys = || (!self.keys.is_empty()).then(|| Test::In(self.keys.clone()));
        let test = match self.op {
            Op::Contains | Op::Lacks => Test::Contains(text()?),
            Op::Same | Op::Other => Test::In(vec![Key::Text(text()?)]),
            Op::AnyOf | Op::NoneOf => keys()?,
            Op::Equal | Op::Unequal => {
                let number = number(&self.low)?;
                Test::Between(number, number)
            }
            Op::AtLeast => Test::Between(number(&self.low)?, f64::INFINITY),
            Op::AtMost => Test::Between(f64::NEG_INFINITY, number(&self.low)?),
            Op::More => Test::More(number(&self.low)?),
            Op::Less => Test::Less(number(&self.low)?),
            Op::Between => between(number(&self.low)?, number(&self.high)?),
            Op::During => Test::During(Period::parse(&self.low)?),
            Op::Last => Test::During(Period::LastDays(count()?)),
            Op::Next => Test::During(Period::NextDays(count()?)),
            Op::Older => Test::During(Period::Older(count()?)),
            Op::On => days(day(&self.low)?, day(&self.low)?),
            Op::Before => days(first, day(&self.low)?.plus(-1)),
            Op::After => days(day(&self.low)?.plus(1), last),
            Op::Days => {
                let (low, high) = (day(&self.low)?, day(&self.high)?);
                days(low.min(high), low.max(high))
            }
            Op::Set | Op::Empty => Test::In(vec![Key::Empty]),
        };
        let not = matches!(self.op, Op::Lacks | Op::Other | Op::NoneOf | Op::Unequal | Op::Set);
        let source = self.source.clone();
        Some(if not { Filter::IsNot(source, test) } else { Filter::Is(source, test) })
    }

    /// The condition that a filter is; `None` where people could not have put it together here.
    pub fn read(filter: &Filter, kin: Kin) -> Option<Self> {
        let (source, test, not) = match filter {
            Filter::Is(source, test) => (source, test, false),
            Filter::IsNot(source, test) => (source, test, true),
            Filter::And(_) | Filter::Or(_) => return None,
        };
        let mut read = Self::new(source.clone(), Op::Set);
        let number = |number: &f64| number.to_string();
        let mut one = |op: Op, low: String| {
            read.low = low;
            op
        };
        let op = match (test, not) {
            (Test::In(keys), _) if keys.as_slice() == [Key::Empty] => {
                if not {
                    Op::Set
                } else {
                    Op::Empty
                }
            }
            (Test::In(keys), _) if kin == Kin::Text => {
                let [Key::Text(text)] = keys.as_slice() else { return None };
                one(if not { Op::Other } else { Op::Same }, text.clone())
            }
            (Test::In(keys), _) => {
                read.keys.clone_from(keys);
                if not { Op::NoneOf } else { Op::AnyOf }
            }
            (Test::Contains(text), _) => one(if not { Op::Lacks } else { Op::Contains }, text.clone()),
            (Test::Between(low, high), _) if low.total_cmp(high).is_eq() => {
                one(if not { Op::Unequal } else { Op::Equal }, number(low))
            }
            (Test::Between(low, high), false) if high.is_infinite() => one(Op::AtLeast, number(low)),
            (Test::Between(low, high), false) if low.is_infinite() => one(Op::AtMost, number(high)),
            (Test::Between(low, high), false) => {
                read.high = number(high);
                read.low = number(low);
                Op::Between
            }
            (Test::More(bound), false) => one(Op::More, number(bound)),
            (Test::Less(bound), false) => one(Op::Less, number(bound)),
            (Test::During(period), false) => match period {
                Period::LastDays(count) => one(Op::Last, count.to_string()),
                Period::NextDays(count) => one(Op::Next, count.to_string()),
                Period::Older(count) => one(Op::Older, count.to_string()),
                Period::Days(from, to) if from == to => one(Op::On, from.to_string()),
                Period::Days(from, to) if from.0 == i32::MIN => one(Op::Before, to.plus(1).to_string()),
                Period::Days(from, to) if to.0 == i32::MAX => one(Op::After, from.plus(-1).to_string()),
                Period::Days(from, to) => {
                    read.high = to.to_string();
                    read.low = from.to_string();
                    Op::Days
                }
                period => one(Op::During, period.to_string()),
            },
            _ => return None,
        };
        read.op = op;
        kin.ops().contains(&op).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn every_test_of_every_kind_of_value_reads_back() {
        let kins = [Kin::Text, Kin::Keys, Kin::Records, Kin::Number, Kin::Day, Kin::Other];
        for (kin, op) in kins.iter().flat_map(|kin| kin.ops().iter().map(move |op| (*kin, *op))) {
            let mut condition = Condition::new(Source::field("account.area"), op);
            let whole = matches!(op, Op::Set | Op::Empty);
            assert_eq!(condition.filter().is_some(), whole, "{op:?} says nothing yet");
            let (low, high) = match (kin, op) {
                (Kin::Text, _) | (_, Op::Contains | Op::Lacks) => ("Acme 50 %|x", ""),
                (Kin::Number, Op::Between) => ("-2.5", "1000"),
                (Kin::Number, _) => ("12.5", ""),
                (_, Op::During) => ("next-quarter", ""),
                (_, Op::Last | Op::Next | Op::Older) => ("30", ""),
                (_, Op::Days) => ("2026-02-28", "2026-03-01"),
                (Kin::Day, _) => ("2026-02-28", ""),
                _ => ("", ""),
            };
            if !whole {
                (condition.low, condition.high) = (low.to_owned(), high.to_owned());
            }
            if matches!(op, Op::AnyOf | Op::NoneOf) {
                condition.keys = vec![Key::Record(Id(5)), Key::Me, Key::Text("a".into())];
            }
            let filter = condition.filter().expect("is whole");
            let pairs = filter.to_pairs();
            let again = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let Filter::And(parts) = again else { panic!("an address is what all rows pass") };
            assert_eq!(Condition::read(&parts[0], kin).as_ref(), Some(&condition), "{kin:?} {op:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_no_filter() {
        let source = Source::field("amount");
        for (op, low) in [
            (Op::Equal, "5x"),
            (Op::Last, "0"),
            (Op::Last, "99999"),
            (Op::On, "2026-02-30"),
            (Op::During, "someday"),
            (Op::Contains, "  "),
        ] {
            let condition = Condition { low: low.to_owned(), ..Condition::new(source.clone(), op) };
            assert_eq!(condition.filter(), None, "{op:?} {low}");
        }
        let typed = Condition { low: " 1,200.50".into(), ..Condition::new(source.clone(), Op::Equal) };
        assert_eq!(typed.filter(), Some(Filter::Is(source, Test::Between(1_200.5, 1_200.5))));
    }
}

//! The day of a salesperson: planned (F1), submitted, signed; made; reported (F2) and signed again.
//!
//! There is one plan and one report of a person and day: their ids follow from both, so that two devices
//! that open the same day open the same form.

pub mod batch;
pub mod brief;
pub mod copy;
pub mod done;
pub mod ledger;
pub mod lines;
pub mod open;
pub mod prefill;
pub mod progress;
pub mod row;
pub mod sales;
pub mod standing;
pub mod submit;

use crate::book::{Book, Table};
use crate::model::records::{DayPlan, DayReport};
use crate::model::{Day, Id, Instant, Record, Value};

/// Which of the two forms of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// The plan (F1).
    Plan,
    /// The report (F2).
    Report,
}

impl Paper {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Plan, Self::Report];

    /// The key of its collection.
    pub fn collection(self) -> &'static str {
        match self {
            Self::Plan => DayPlan::COLLECTION.key,
            Self::Report => DayReport::COLLECTION.key,
        }
    }

    /// The form of a collection.
    pub fn parse(collection: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.collection() == collection)
    }

    /// The id of the form of a person and day.
    pub fn id(self, owner: Id, day: Day) -> Id {
        Id::derived(&[self.collection(), &owner.to_string(), &day.to_string()])
    }

    /// The fields of owner, day, begin, end, submission.
    fn fields(self) -> [usize; 5] {
        match self {
            Self::Plan => [DayPlan::OWNER, DayPlan::DAY, DayPlan::BEGINS, DayPlan::ENDS, DayPlan::SUBMITTED],
            Self::Report => {
                [DayReport::OWNER, DayReport::DAY, DayReport::BEGINS, DayReport::ENDS, DayReport::SUBMITTED]
            }
        }
    }

    fn table(self, book: &Book) -> &Table {
        match self {
            Self::Plan => book.of::<DayPlan>(),
            Self::Report => book.of::<DayReport>(),
        }
    }
}

/// A form of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which form.
    pub paper: Paper,
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub owner: Id,
    /// Which day.
    pub day: Day,
    /// The instants between which that day lies; `None` where the record does not say.
    pub span: Option<(Instant, Instant)>,
    /// When it was handed in first.
    pub submitted: Option<Instant>,
}

impl Sheet {
    /// The form of a row; `None` where it says neither whose it is nor of which day.
    pub fn read(book: &Book, paper: Paper, row: usize) -> Option<Self> {
        let table = paper.table(book);
        let [owner, day, begins, ends, submitted] = paper.fields();
        let instant = |field: usize| match table.value(row, field)? {
            Value::Instant(at) => Some(at),
            _ => None,
        };
        let Value::Date(day) = table.value(row, day)? else { return None };
        Some(Self {
            paper,
            id: table.id(row)?,
            owner: book.resolve(table.value(row, owner)?.as_reference()?),
            day,
            span: instant(begins).zip(instant(ends)),
            submitted: instant(submitted),
        })
    }

    /// The live form of an id.
    pub fn of(book: &Book, id: Id) -> Option<Self> {
        Paper::ALL.into_iter().find_map(|paper| {
            let table = paper.table(book);
            Self::read(book, paper, table.row(id).filter(|row| table.is_live(*row))?)
        })
    }

    /// The form of a person and day. Of several (one may have been imported) that with the usual id.
    pub fn find(book: &Book, paper: Paper, owner: Id, day: Day) -> Option<Self> {
        let (owner, usual) = (book.resolve(owner), paper.id(book.resolve(owner), day));
        let mut found = between(book, paper, day, day).filter(|sheet| sheet.owner == owner).collect::<Vec<_>>();
        crate::model::order::by_key(&mut found, |sheet| (sheet.id != usual, sheet.id));
        found.first().copied()
    }
}

/// The live forms of all days from one to another.
pub fn between(book: &Book, paper: Paper, from: Day, to: Day) -> impl Iterator<Item = Sheet> + '_ {
    let (table, [_, at, ..]) = (paper.table(book), paper.fields());
    let within = move |row: &usize| match table.value(*row, at) {
        Some(Value::Date(day)) => (from..=to).contains(&day),
        _ => false,
    };
    table.live().iter().filter(within).filter_map(move |row| Sheet::read(book, paper, row))
}

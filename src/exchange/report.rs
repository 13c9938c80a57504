//! What an import would do or did, in counts, and what is wrong with which cell.

use crate::model::validate::Problem;
use crate::model::{Id, Key, Value};

/// What is wrong with a row or cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A field that must hold something is empty.
    Missing,
    /// The cell is no date in the column's form.
    NotADate,
    /// The cell is no number in the column's form.
    NotANumber,
    /// The cell is none of the field's choices.
    NotAChoice,
    /// The cell does not fit its field in another way.
    Wrong,
    /// The number lies outside what the field takes.
    OutOfBounds,
    /// The link may not be opened.
    UnsafeLink,
    /// The text is too long.
    TooLong,
    /// The field stays as it was when the record was made.
    Fixed,
    /// The cell names a record that is not there and cannot be made from its name alone.
    UnknownReference,
    /// It ends before it starts; kept, with the end alone.
    EndsBeforeStart,
    /// The same record stands in the files twice; the first is taken.
    Repeated,
    /// The record is in the book already and left as it is.
    Known,
    /// The record is not in the book, and only those that are were asked for.
    NotThere,
    /// Several records of the book have what it is recognised by.
    Several,
    /// The acting person may not change this record.
    NotAllowed,
}

impl Reason {
    /// The key of its message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "import-reason-missing",
            Self::NotADate => "import-reason-not-a-date",
            Self::NotANumber => "import-reason-not-a-number",
            Self::NotAChoice => "import-reason-not-a-choice",
            Self::Wrong => "import-reason-wrong",
            Self::OutOfBounds => "import-reason-out-of-bounds",
            Self::UnsafeLink => "import-reason-unsafe-link",
            Self::TooLong => "import-reason-too-long",
            Self::Fixed => "import-reason-fixed",
            Self::UnknownReference => "import-reason-unknown-reference",
            Self::EndsBeforeStart => "import-reason-ends-before-start",
            Self::Repeated => "import-reason-repeated",
            Self::Known => "import-reason-known",
            Self::NotThere => "import-reason-not-there",
            Self::Several => "import-reason-several",
            Self::NotAllowed => "import-reason-not-allowed",
        }
    }

    /// Whether the row is left out for it; else it is only told.
    pub fn refuses(self) -> bool {
        !matches!(self, Self::EndsBeforeStart | Self::Repeated | Self::Known)
    }
}

impl From<Problem> for Reason {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Missing => Self::Missing,
            Problem::WrongKind | Problem::NotTheWhole | Problem::NoWindows => Self::Wrong,
            Problem::OutOfBounds(..) => Self::OutOfBounds,
            Problem::UnsafeLink => Self::UnsafeLink,
            Problem::TooLong => Self::TooLong,
            Problem::Fixed | Problem::Taken => Self::Fixed,
        }
    }
}

/// One row or cell with something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Position of the file in the plan.
    pub file: usize,
    /// Line in the file, from 1.
    pub line: u32,
    /// Position of the column, where it is about one.
    pub column: Option<usize>,
    /// Position of the field, where it is about one.
    pub field: Option<usize>,
    /// The cell as it was written.
    pub cell: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What becomes of the rows of one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Key of the collection.
    pub collection: Key,
    /// Rows that become records.
    pub created: usize,
    /// Records made only because rows name them.
    pub named: usize,
    /// Rows whose record is in the book already and left as it is.
    pub known: usize,
    /// Rows by which a record of the book changes.
    pub changed: usize,
    /// Rows whose record of the book says the same already.
    pub unchanged: usize,
    /// Rows whose record stands in the files before them.
    pub repeated: usize,
    /// Rows left out.
    pub refused: usize,
}

/// A field of a record of the book that would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Altered {
    /// Position of the file in the plan.
    pub file: usize,
    /// Line in the file, from 1.
    pub line: u32,
    /// The collection of the record.
    pub collection: Key,
    /// The record.
    pub id: Id,
    /// Position of the field.
    pub field: usize,
    /// What it holds.
    pub from: Option<Value>,
    /// What it would hold.
    pub to: Option<Value>,
}

/// How many issues are listed for each reason; the rest is only counted.
pub const LISTED: usize = 50;

/// What an import would do or did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Per collection, in the order of the book's tables.
    pub counts: Vec<Count>,
    /// The first issues of each reason, in the order of files and lines.
    pub issues: Vec<Issue>,
    /// How often each reason came up.
    pub reasons: Vec<(Reason, usize)>,
    /// Records whose amount is an estimate from a list price.
    pub estimates: usize,
    /// The first changes.
    pub altered: Vec<Altered>,
    /// Every row that is left out: file, row, reason.
    pub left_out: Vec<(usize, usize, Reason)>,
}

impl Report {
    /// The counts of a collection.
    pub fn count(&self, collection: &str) -> Option<&Count> {
        self.counts.iter().find(|count| count.collection == collection)
    }

    /// How often a reason came up.
    pub fn times(&self, reason: Reason) -> usize {
        self.reasons.iter().find(|(known, _)| *known == reason).map_or(0, |(_, times)| *times)
    }

    /// How many records will be made, by rows or by name.
    pub fn creates(&self) -> usize {
        self.counts.iter().map(|count| count.created + count.named).sum()
    }

    /// How many records of the book will change.
    pub fn changes(&self) -> usize {
        self.counts.iter().map(|count| count.changed).sum()
    }

    /// How many rows are left out.
    pub fn refused(&self) -> usize {
        self.counts.iter().map(|count| count.refused).sum()
    }

    /// Adds an issue: counted always, listed while there are few of its kind.
    pub(super) fn add(&mut self, reason: Reason, issue: impl FnOnce() -> Issue) {
        let at = self.reasons.iter().position(|(known, _)| *known == reason).unwrap_or_else(|| {
            self.reasons.push((reason, 0));
            self.reasons.len() - 1
        });
        self.reasons[at].1 += 1;
        if self.reasons[at].1 <= LISTED {
            self.issues.push(issue());
        }
    }

    /// Leaves a row out.
    pub(super) fn leave_out(&mut self, collection: &Key, (file, row): (usize, usize), reason: Reason) {
        self.tally(collection).refused += 1;
        self.left_out.push((file, row, reason));
    }

    /// The counts of a collection, to be raised.
    pub(super) fn tally(&mut self, collection: &Key) -> &mut Count {
        let at = self.counts.iter().position(|count| count.collection == *collection).unwrap_or_else(|| {
            let collection = collection.clone();
            self.counts.push(Count {
                collection,
                created: 0,
                named: 0,
                known: 0,
                changed: 0,
                unchanged: 0,
                repeated: 0,
                refused: 0,
            });
            self.counts.len() - 1
        });
        &mut self.counts[at]
    }
}

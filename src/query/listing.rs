//! Lists: which columns a collection shows, and its rows searched, filtered and sorted. Works on
//! row numbers, so that a page of fifty can be shown out of any number.

use std::cmp::Ordering;
use std::fmt;

use super::measure::{Measure, Measured, MoneyBag};
use super::run::{Query, Scan};
use super::source::Source;
use super::{Filter, Test, title};
use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Table};
use crate::model::{Field, Instant, Kind, Role, Storage};

/// A column of a list, by position in the field table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The value of a field.
    Value(usize),
    /// The day since which a timed field has its value.
    Since(usize),
}

impl Shown {
    /// The position of its field.
    pub fn field(self) -> usize {
        match self {
            Self::Value(field) | Self::Since(field) => field,
        }
    }

    /// Whether it is written flush right.
    pub fn is_number(self, table: &Table) -> bool {
        let kind = table.column(self.field()).map(|column| &column.field().kind);
        matches!(self, Self::Value(_))
            && matches!(kind, Some(Kind::Money | Kind::Number | Kind::Percent | Kind::Duration))
    }
}

/// The columns of a collection: the title first, then what some row has; of dealings in stages
/// also since when; the code last.
pub fn columns(table: &Table) -> Vec<Shown> {
    let fields: Vec<&Field> = table.fields().collect();
    let listed = |field: &Field| {
        let plain =
            !matches!(field.kind, Kind::LongText | Kind::Tags | Kind::Rank | Kind::Place | Kind::File | Kind::Lines(_));
        // Whether an amount is an estimate stands beside the amount itself.
        plain && field.role != Some(Role::AmountBasis)
    };
    let filled = |at: usize| table.column(at).is_some_and(|column| column.data().present().iter().next().is_some());
    let weight = |at: &usize| match fields[*at].role {
        Some(Role::Title) => 0,
        Some(Role::Code) => 2,
        _ => 1,
    };
    let mut order: Vec<usize> = (0..fields.len()).filter(|at| listed(fields[*at])).collect();
    order.retain(|at| filled(*at) || fields[*at].role == Some(Role::Title));
    crate::model::order::by_key(&mut order, weight);
    let mut columns: Vec<Shown> = order.into_iter().map(Shown::Value).collect();
    if let Some(stage) = table.role(Role::Stage) {
        let code = columns.iter().position(|column| fields[column.field()].role == Some(Role::Code));
        columns.insert(code.unwrap_or(columns.len()), Shown::Since(stage));
    }
    columns
}

/// In which order rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub by: Shown,
    /// Greatest first.
    pub down: bool,
}

impl Sort {
    /// The order where none was chosen: by title; dealings in stages by the latest move.
    pub fn usual(table: &Table) -> Self {
        match table.role(Role::Stage) {
            Some(stage) => Self { by: Shown::Since(stage), down: true },
            None => Self { by: Shown::Value(table.role(Role::Title).unwrap_or(0)), down: false },
        }
    }

    /// Reads the text form of an address: `amount`, `-amount`, `-since(stage)`.
    pub fn parse(text: &str, table: &Table) -> Option<Self> {
        let (down, name) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let by = match name.strip_prefix("since(").and_then(|rest| rest.strip_suffix(')')) {
            Some(key) => Shown::Since(table.position(key)?),
            None => Shown::Value(table.position(name)?),
        };
        Some(Self { by, down })
    }

    /// The text form.
    pub fn text(self, table: &Table) -> String {
        let key = table.column(self.by.field()).map_or("", |column| column.field().key.as_ref());
        let sign = if self.down { "-" } else { "" };
        match self.by {
            Shown::Value(_) => format!("{sign}{key}"),
            Shown::Since(_) => format!("{sign}since({key})"),
        }
    }
}

/// Rows whose title or code holds a text; every row where it is blank.
pub fn matching(table: &Table, text: &str) -> Filter {
    let text = text.trim();
    let of = |role: Role| table.role(role).and_then(|at| table.column(at)).map(|column| column.field().key.clone());
    let keys = [of(Role::Title), of(Role::Code)].into_iter().flatten();
    let holds = |key: crate::model::Key| Filter::Is(Source::field(&key), Test::Contains(text.to_owned()));
    if text.is_empty() { Filter::ALL } else { Filter::And(vec![Filter::Or(keys.map(holds).collect())]) }
}

/// The rows of a list, with the sums of its columns of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Rows of the table, in order.
    pub rows: Vec<u32>,
    /// Sums of money by position of the field.
    pub sums: Vec<(usize, MoneyBag)>,
}

/// Reads a list.
pub fn list(scan: &Scan<'_>, filter: &Filter, sort: Sort, columns: &[Shown]) -> Listed {
    let table = scan.view().table();
    let key = |at: usize| table.column(at).map(|column| column.field().key.clone().into_owned());
    let money: Vec<usize> = columns
        .iter()
        .filter(|column| matches!(column, Shown::Value(at) if table.column(*at).is_some_and(|column| column.field().kind == Kind::Money)))
        .map(|column| column.field())
        .collect();
    let measures = money.iter().filter_map(|at| Some(Measure::Sum(Source::field(&key(*at)?)))).collect();
    let query =
        Query { collection: table.key().clone().into_owned(), filter: filter.clone(), groups: Vec::new(), measures };
    let answer = scan.answer(&query);
    let sums = money.into_iter().zip(answer.total.iter().map(Measured::money)).collect();
    let rows: Vec<u32> = answer.rows.iter().filter_map(|row| u32::try_from(row).ok()).collect();
    Listed { rows: sorted(scan.book(), table, rows, sort), sums }
}

/// Puts rows in order; rows without a value stand last, equals in the order of the table.
fn sorted(book: &Book, table: &Table, rows: Vec<u32>, sort: Sort) -> Vec<u32> {
    let Some(column) = table.column(sort.by.field()) else { return rows };
    if let Shown::Since(_) = sort.by {
        let since = column.since();
        return by(rows, sort.down, |row| since.get(row).copied().filter(|since| *since != Instant::ALWAYS));
    }
    let data = column.data();
    let has = |row: usize| data.present().get(row);
    match (data.cells(), data.pool(), &column.field().kind) {
        (Cells::Code(codes), Pool::Ids(dict), Kind::Reference(to)) => {
            let places = places(book, to, dict.items());
            by(rows, sort.down, |row| has(row).then(|| places.get(codes[row] as usize).copied().unwrap_or(0)))
        }
        (Cells::Code(codes), Pool::Codes(dict), Kind::Choice(options)) => {
            let place = |code: &String| options.iter().position(|option| option == code).unwrap_or(usize::MAX);
            let places: Vec<usize> = dict.items().iter().map(place).collect();
            by(rows, sort.down, |row| has(row).then(|| places.get(codes[row] as usize).copied().unwrap_or(0)))
        }
        (Cells::Money(minor, codes), ..) => by(rows, sort.down, |row| has(row).then(|| (codes[row], minor[row]))),
        (Cells::Wide(numbers), ..) => by(rows, sort.down, |row| has(row).then(|| numbers[row])),
        (Cells::Float(numbers), ..) => by(rows, sort.down, |row| has(row).then(|| Total(numbers[row]))),
        (Cells::Day(days), ..) => by(rows, sort.down, |row| has(row).then(|| days[row])),
        _ if data.storage() == Storage::Heap => {
            by(rows, sort.down, |row| data.cell(row).map(|cell| data.text(cell).to_lowercase()))
        }
        _ => rows,
    }
}

/// A float with a total order.
#[derive(Clone, Copy, PartialEq)]
struct Total(f64);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn by<K: Ord>(rows: Vec<u32>, down: bool, key: impl Fn(usize) -> Option<K>) -> Vec<u32> {
    let keyed = rows.into_iter().map(|row| (key(row as usize), row));
    let (mut with, without): (Vec<_>, Vec<_>) = keyed.partition(|(key, _)| key.is_some());
    if down {
        crate::model::order::by(&mut with, |a, b| b.0.cmp(&a.0));
    } else {
        crate::model::order::by(&mut with, |a, b| a.0.cmp(&b.0));
    }
    with.into_iter().chain(without).map(|(_, row)| row).collect()
}

/// The places of records among each other: by rank where they have one, else by name.
fn places(book: &Book, collection: &str, ids: &[crate::model::Id]) -> Vec<usize> {
    let Some(table) = book.table(collection) else { return vec![0; ids.len()] };
    let rank = table.role(Role::Rank).and_then(|at| table.column(at));
    let name = |id: &crate::model::Id| {
        let row = table.row(*id)?;
        let rank = rank.and_then(|rank| rank.data().cell(row).map(|cell| rank.data().text(cell).to_owned()));
        Some((rank, title::of_row(table, row).to_lowercase()))
    };
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_cached_key(|at| name(&ids[*at]));
    let mut places = vec![0; ids.len()];
    for (place, at) in order.into_iter().enumerate() {
        places[at] = place;
    }
    places
}

/// A page of a list: which rows it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The first row, from 0.
    pub from: usize,
    /// Behind the last row.
    pub to: usize,
    /// The number of the page, from 1.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub of: usize,
}

impl Page {
    /// Rows to a page.
    pub const SIZE: usize = 50;

    /// The page of a number, or the nearest there is.
    pub fn at(number: usize, rows: usize) -> Self {
        let of = rows.div_ceil(Self::SIZE).max(1);
        let number = number.clamp(1, of);
        let from = (number - 1) * Self::SIZE;
        Self { from, to: (from + Self::SIZE).min(rows), number, of }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Book, Cause, Label, Moment};
    use crate::model::id::IdMaker;
    use crate::model::records::{Deal, Person, Stage};
    use crate::model::{Currency, DeviceId, Id, Money, Record, Zone};

    fn book() -> Book {
        let now = Instant(1_000_000);
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Typed);
        for (at, (name, rank)) in [("Won", "3"), ("New", "1"), ("Talk", "2")].into_iter().enumerate() {
            let values = [
                (Stage::NAME, Some(name.into())),
                (Stage::PIPELINE, Some(Id(9).into())),
                (Stage::RANK, Some(rank.into())),
            ];
            edit.create(Stage::COLLECTION.key, Id(20 + at as u128), &values, &[]).expect("a stage");
        }
        for (at, name) in ["bo", "Ann"].into_iter().enumerate() {
            edit.create(Person::COLLECTION.key, Id(30 + at as u128), &[(Person::NAME, Some(name.into()))], &[])
                .expect("a person");
        }
        let deals = [("b", 0, Some(30), 300), ("A", 1, Some(31), 0), ("c", 2, None, 200), ("d", 1, Some(30), 100)];
        for (at, (title, stage, owner, amount)) in deals.into_iter().enumerate() {
            let mut values = vec![(Deal::TITLE, Some(title.into())), (Deal::STAGE, Some(Id(20 + stage).into()))];
            values.extend(owner.map(|owner| (Deal::OWNER, Some(Id(owner).into()))));
            values.extend((amount > 0).then(|| (Deal::AMOUNT, Some(Money::new(amount, Currency::USD).into()))));
            edit.create(Deal::COLLECTION.key, Id(40 + at as u128), &values, &[]).expect("a deal");
        }
        let draft = edit.finish().expect("something to do");
        let batch = Writer::new(DeviceId(1)).stamp(draft, None, now, &IdMaker::new(now, [1; 32]));
        book.apply(&batch);
        book
    }

    #[test]
    fn rows_stand_in_the_order_of_any_column() {
        let (book, zone) = (book(), Zone::default());
        let scan = Scan::new(&book, &zone, "deals", Moment::Now).expect("deals");
        let table = scan.view().table();
        for (sort, want) in [
            ("title", "A b c d"),
            ("-title", "d c b A"),
            ("stage", "A d c b"),
            ("owner", "A b d c"),
            ("-owner", "b d A c"),
            ("-amount", "b c d A"),
            ("amount", "d c b A"),
        ] {
            let parsed = Sort::parse(sort, table).expect(sort);
            assert_eq!(parsed.text(table), sort);
            let listed = list(&scan, &Filter::ALL, parsed, &columns(table));
            let titles: Vec<String> = listed.rows.iter().map(|row| title::of_row(table, *row as usize)).collect();
            assert_eq!(titles.join(" "), want, "{sort}");
            assert_eq!(listed.sums.first().map(|(_, bag)| bag.of(Currency::USD)), Some(600));
        }
        assert_eq!(Sort::parse("nothing", table), None);
        let found = list(&scan, &matching(table, " B "), Sort::usual(table), &columns(table));
        assert_eq!(found.rows, [0]);
    }

    #[test]
    fn columns_are_those_that_hold_something() {
        let book = book();
        let table = book.of::<Deal>();
        let want = [Deal::TITLE, Deal::STAGE, Deal::AMOUNT, Deal::OWNER].map(Shown::Value);
        assert_eq!(columns(table)[..4], want);
        assert_eq!(columns(table)[4..], [Shown::Since(Deal::STAGE)]);
    }

    #[test]
    fn pages_cover_every_row_once() {
        for (number, rows, want) in
            [(1, 0, (0, 0, 1)), (1, 50, (0, 50, 1)), (2, 51, (50, 51, 2)), (9, 120, (100, 120, 3)), (0, 10, (0, 10, 1))]
        {
            let page = Page::at(number, rows);
            assert_eq!((page.from, page.to, page.number), want, "{number} of {rows}");
        }
    }
}

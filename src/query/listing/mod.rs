//! Lists: which columns a collection shows, and its rows searched, filtered and sorted. Works on
//! row numbers, so that a page of fifty can be shown out of any number.

mod asked;
mod columns;
mod order;
mod page;
mod totals;

pub use asked::{Asked, OWN, PASSING, columns_text, conditions, sorts_text, totals_text};
pub use columns::{Shown, columns, is_listed, offered};
pub use order::Sort;
pub use page::{Beside, Page};
pub use totals::{How, Total, totals};

use super::measure::MoneyBag;
use super::run::Scan;
use super::source::Source;
use super::{Filter, Test};
use crate::book::{Book, Table};
use crate::model::permission::Actor;
use crate::model::{Kind, Role};

/// Rows whose title or code holds a text; every row where it is blank.
pub fn matching(table: &Table, text: &str) -> Filter {
    let text = text.trim();
    let of = |role: Role| table.role(role).and_then(|at| table.column(at)).map(|column| column.field().key.clone());
    let keys = [of(Role::Title), of(Role::Code)].into_iter().flatten();
    let holds = |key: crate::model::Key| Filter::Is(Source::field(&key), Test::Contains(text.to_owned()));
    if text.is_empty() { Filter::ALL } else { Filter::And(vec![Filter::Or(keys.map(holds).collect())]) }
}

/// The rows that are asked for, in order, and how many more are archived.
pub fn rows(scan: &Scan<'_>, asked: &Asked, actor: &Actor) -> (Vec<u32>, usize) {
    rows_by(scan, scan.book(), asked, actor)
}

/// The same in the order of what another book shows in these rows: that of the moment scanned.
pub fn rows_by(scan: &Scan<'_>, shown: &Book, asked: &Asked, actor: &Actor) -> (Vec<u32>, usize) {
    let table = scan.view().table();
    let filter = matching(table, &asked.search).and(asked.filter.clone().seen_by(scan.book(), actor));
    let mut rows: Vec<u32> = scan.select(&filter).iter().filter_map(|row| u32::try_from(row).ok()).collect();
    let all = rows.len();
    if !asked.archived {
        rows.retain(|row| !table.state(*row as usize).archived.on);
    }
    let archived = all - rows.len();
    let table = shown.table(table.key()).unwrap_or(table);
    (order::ordered(shown, table, rows, &asked.sorts), archived)
}

/// The rows of a list, with the sums of its columns of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Rows of the table, in order.
    pub rows: Vec<u32>,
    /// Sums of money by position of the field.
    pub sums: Vec<(usize, MoneyBag)>,
}

/// Reads a list in an order, archived records included.
pub fn list(scan: &Scan<'_>, filter: &Filter, sorts: &[Sort], columns: &[Shown]) -> Listed {
    let table = scan.view().table();
    let rows: Vec<u32> = scan.select(filter).iter().filter_map(|row| u32::try_from(row).ok()).collect();
    let is_money =
        |column: &Shown| table.column(column.field()).is_some_and(|column| column.field().kind == Kind::Money);
    let money: Vec<Shown> = columns.iter().copied().filter(is_money).collect();
    let totals = totals(scan.book(), table, &rows, &money, &[]);
    let sums = totals.iter().map(|total| (total.column.field(), total.value.money())).collect();
    Listed { rows: order::ordered(scan.book(), table, rows, sorts), sums }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Cause, Label, Moment};
    use crate::model::Instant;
    use crate::model::id::IdMaker;
    use crate::model::records::{Deal, Person, Stage};
    use crate::model::{Currency, DeviceId, Id, Money, Record, Zone};
    use crate::query::title;

    fn book() -> Book {
        let now = Instant(1_000_000);
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Typed);
        for (at, (name, rank)) in [("Won", "zz"), ("New", "Zz"), ("Talk", "a")].into_iter().enumerate() {
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
            let parsed = Sort::parse(sort, &book, table).expect(sort);
            assert_eq!(parsed.text(&book, table), sort);
            let listed = list(&scan, &Filter::ALL, &[parsed], &columns(table));
            let titles: Vec<String> = listed.rows.iter().map(|row| title::of_row(table, *row as usize)).collect();
            assert_eq!(titles.join(" "), want, "{sort}");
            assert_eq!(listed.sums.first().map(|(_, bag)| bag.of(Currency::USD)), Some(600));
        }
        assert_eq!(Sort::parse("nothing", &book, table), None);
        let found = list(&scan, &matching(table, " B "), &Sort::usual(table), &columns(table));
        assert_eq!(found.rows, [0]);
    }

    #[test]
    fn the_usual_order_is_the_one_people_expect() {
        let book = book();
        let text = |collection: &str| {
            let table = book.table(collection).expect("is known");
            sorts_text(&Sort::usual(table), &book, table)
        };
        assert_eq!(text("accounts"), "name");
        assert_eq!(text("deals"), "-since(stage)");
        assert_eq!(text("stages"), "pipeline,rank");
        assert_eq!(text("visits"), "-starts");
        assert_eq!(text("orders"), "-ordered_on");
        let (zone, table) = (Zone::default(), book.of::<Stage>());
        let scan = Scan::new(&book, &zone, "stages", Moment::Now).expect("stages");
        let rows = list(&scan, &Filter::ALL, &Sort::usual(table), &columns(table)).rows;
        let names: Vec<String> = rows.iter().map(|row| title::of_row(table, *row as usize)).collect();
        assert_eq!(names, ["New", "Talk", "Won"]);
    }

    #[test]
    fn columns_are_those_that_hold_something() {
        let book = book();
        let table = book.of::<Deal>();
        let want = [Deal::TITLE, Deal::STAGE, Deal::AMOUNT, Deal::OWNER].map(Shown::Value);
        assert_eq!(columns(table)[..4], want);
        assert_eq!(columns(table)[4..], [Shown::Since(Deal::STAGE)]);
    }
}

//! The open pipeline of the real files at quarter ends, and what became of it between any two of them,
//! against sums taken naively from their text.

use std::collections::BTreeMap;

use fieldbook::book::Moment;
use fieldbook::model::records::{Deal, Pipeline};
use fieldbook::model::{Currency, Day, Record};
use fieldbook::pipeline::movement::{Change, Movement, Picture, movement};
use fieldbook::query::{Filter, Key, Scan, Source};

use super::import_crm::{imported, rows};

const ENDS: [&str; 6] = ["2016-09-30", "2016-12-31", "2017-03-31", "2017-06-30", "2017-09-30", "2017-12-31"];

/// A line of the file of deals.
struct Line {
    product: String,
    outcome: String,
    engaged: String,
    closed: String,
    price: i128,
}

fn lines() -> Vec<Line> {
    let price: BTreeMap<String, i128> = rows("products.csv")
        .iter()
        .map(|row| (row[0].clone(), row[2].parse::<i128>().expect("a price") * 100))
        .collect();
    let line = |row: &Vec<String>| {
        let product = if row[2] == "GTXPro" { "GTX Pro".to_owned() } else { row[2].clone() };
        let price = price[&product];
        Line { product, outcome: row[4].clone(), engaged: row[5].clone(), closed: row[6].clone(), price }
    };
    rows("sales_pipeline.csv").iter().map(line).collect()
}

impl Line {
    /// Open from the day it was engaged to the day before it closed; days of one form compare as texts.
    fn open(&self, day: &str) -> bool {
        !self.engaged.is_empty()
            && self.engaged.as_str() <= day
            && (self.closed.is_empty() || self.closed.as_str() > day)
    }
}

/// How many, and the sum in cents.
fn figure<'a>(lines: impl Iterator<Item = &'a Line>) -> (usize, i128) {
    lines.fold((0, 0), |(count, sum), line| (count + 1, sum + line.price))
}

#[test]
fn the_pipeline_moves_between_quarter_ends_as_the_file_says() {
    let Some((desk, _)) = imported() else { return };
    let (book, lines) = (&desk.book, lines());
    let pipeline = book.all::<Pipeline>().next().expect("a pipeline").id;
    let product = book
        .all::<fieldbook::model::records::Product>()
        .find(|product| product.name.as_deref() == Some("GTX Pro"))
        .expect("a product");
    let only = Filter::key(Source::field("product"), Key::Record(product.id.into()));
    for (filter, name) in [(Filter::ALL, None), (only, Some("GTX Pro"))] {
        let chosen: Vec<&Line> = lines.iter().filter(|line| name.is_none_or(|name| line.product == name)).collect();
        let picture = |day: &str| {
            let at = desk.zone.end_of(Day::parse(day).expect("a day"));
            let scan = Scan::new(book, &desk.zone, Deal::COLLECTION.key, Moment::At(at)).expect("deals");
            Picture::of(&scan, pipeline, &filter)
        };
        let pictures: Vec<Picture> = ENDS.iter().map(|day| picture(day)).collect();
        for (from, first) in ENDS.iter().enumerate() {
            for (to, last) in ENDS.iter().enumerate().skip(from) {
                let moved = movement(&pictures[from], &pictures[to]);
                let of = |test: &dyn Fn(&Line) -> bool| figure(chosen.iter().copied().filter(|line| test(line)));
                let has = |change: Change, less: bool| {
                    let part = moved.part(change).expect("every change is told");
                    let sum = part.money.of(Currency::USD);
                    (part.rows.len(), if less { -sum } else { sum })
                };
                let whole =
                    |part: &fieldbook::pipeline::movement::Part| (part.rows.len(), part.money.of(Currency::USD));
                assert_eq!(whole(&moved.before), of(&|line| line.open(first)), "{first}");
                assert_eq!(whole(&moved.after), of(&|line| line.open(last)), "{last}");
                let came = of(&|line| !line.open(first) && line.open(last));
                assert_eq!(has(Change::Came, false), came, "{first} {last}");
                for (change, outcome) in [(Change::Won, "Won"), (Change::Lost, "Lost")] {
                    let went = of(&|line| line.open(first) && !line.open(last) && line.outcome == outcome);
                    assert_eq!(has(change, true), went, "{outcome} {first} {last}");
                }
                for change in [Change::Held, Change::Left, Change::Grew, Change::Shrank, Change::Moved, Change::Slipped]
                {
                    assert_eq!(has(change, false), (0, 0), "{change:?}");
                }
                reconciles(&moved);
            }
        }
    }
    // What the file is known to hold.
    assert_eq!(figure(lines.iter().filter(|line| line.open("2017-06-30"))).0, 1_686);
}

/// What was there, with what came and without what went, is what is there.
fn reconciles(moved: &Movement) {
    let parts = moved.parts.iter().filter(|(change, _)| change.counts());
    let between: i128 = parts.map(|(_, part)| part.money.of(Currency::USD)).sum();
    assert_eq!(moved.before.money.of(Currency::USD) + between, moved.after.money.of(Currency::USD));
}

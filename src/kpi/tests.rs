//! The charts over a small company, against numbers counted by hand.

use super::chart::{Chart, Figure, Subject, Verdict};
use super::dashboard::{picks, years};
use super::deals::{area, field};
use super::{Choice, Dashboard};
use crate::book::command::Editor;
use crate::book::writer::Writer;
use crate::book::{Book, Cause, Label, Moment};
use crate::model::id::IdMaker;
use crate::model::records::{Area, Deal, Person, Pipeline, Product, Stage};
use crate::model::{BasisPoints, Currency, Day, DeviceId, Id, Instant, Money, Record, Value, Zone};
use crate::query::{Filter, Key, Period, Scan};

const STAGES: [(&str, &str, i64); 4] =
    [("Prospecting", "open", 1_000), ("Engaging", "open", 5_000), ("Won", "won", 10_000), ("Lost", "lost", 0)];

/// A deal: person, product, amount, and the days of its stage entries by position of the stage.
type Told = (usize, usize, i64, &'static [(usize, &'static str)]);

/// Nine deals: 3 won, 2 lost, 4 open.
const DEALS: [Told; 9] = [
    (0, 0, 100, &[(0, "2017-01-02"), (1, "2017-01-10"), (2, "2017-02-01")]),
    (0, 0, 300, &[(1, "2017-03-01"), (2, "2017-03-11")]),
    (0, 1, 50, &[(0, "2017-03-01"), (1, "2017-03-05"), (3, "2017-04-01")]),
    (1, 1, 200, &[(0, "2017-03-20"), (1, "2017-04-01"), (2, "2017-05-20")]),
    (1, 0, 80, &[(0, "2017-05-01"), (3, "2017-05-02")]),
    (1, 0, 10, &[(0, "2017-05-01")]),
    (1, 1, 20, &[(0, "2017-05-03"), (1, "2017-05-04")]),
    (2, 1, 30, &[(1, "2017-05-05")]),
    (2, 1, 40, &[(1, "2017-05-06")]),
];

fn id(kind: u128, at: usize) -> Id {
    Id(kind << 64 | (at as u128 + 1))
}

fn company() -> (Book, Zone) {
    let zone = Zone::fixed("UTC", 0);
    let start = |day: &str| zone.start_of(Day::parse(day).expect(day));
    let now = start("2017-06-15");
    let mut book = Book::new(now);
    let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Imported);
    let mut make = |collection: &str, id: Id, values: &[(usize, Value)], dates: &[(usize, Instant, Option<Value>)]| {
        let values: Vec<_> = values.iter().map(|(at, value)| (*at, Some(value.clone()))).collect();
        edit.create(collection, id, &values, dates).expect("a valid record");
    };
    make(Pipeline::COLLECTION.key, id(1, 0), &[(Pipeline::NAME, "Sales".into())], &[]);
    for (at, (name, kind, chance)) in STAGES.iter().enumerate() {
        let rank = Value::Text(format!("{}", at + 1));
        let chance = Value::Percent(BasisPoints(*chance));
        let values = [
            (Stage::NAME, (*name).into()),
            (Stage::PIPELINE, id(1, 0).into()),
            (Stage::RANK, rank),
            (Stage::KIND, (*kind).into()),
            (Stage::PROBABILITY, chance),
        ];
        make(Stage::COLLECTION.key, id(2, at), &values, &[]);
    }
    for (at, name) in ["North", "South"].into_iter().enumerate() {
        make(Area::COLLECTION.key, id(3, at), &[(Area::NAME, name.into())], &[]);
        make(Product::COLLECTION.key, id(5, at), &[(Product::NAME, ["Lamp", "Chair"][at].into())], &[]);
    }
    for (at, name) in ["Ann", "Bo", "Cy"].into_iter().enumerate() {
        make(
            Person::COLLECTION.key,
            id(4, at),
            &[(Person::NAME, name.into()), (Person::AREA, id(3, at % 2).into())],
            &[],
        );
    }
    for (at, (person, product, amount, entries)) in DEALS.iter().enumerate() {
        let money = Money::whole(*amount, Currency::USD).expect("in reach");
        let values = [
            (Deal::TITLE, Value::Text(format!("Deal {at}"))),
            (Deal::AMOUNT, money.into()),
            (Deal::OWNER, id(4, *person).into()),
            (Deal::PRODUCT, id(5, *product).into()),
            (Deal::BASIS, if at == 5 { "estimate".into() } else { "stated".into() }),
        ];
        let dates: Vec<_> =
            entries.iter().map(|(stage, day)| (Deal::STAGE, start(day), Some(id(2, *stage).into()))).collect();
        make(Deal::COLLECTION.key, id(6, at), &values, &dates);
    }
    let draft = edit.finish().expect("something to do");
    let ids = IdMaker::new(now, [3; 32]);
    let writer = Writer::new(DeviceId(1));
    let batch = writer.stamp(draft, None, now, &ids);
    book.apply(&batch);
    (book, zone)
}

fn all_time() -> Choice {
    Choice { filter: Filter::ALL, period: None, currency: Currency::USD, pipeline: None }
}

fn dashboard(book: &Book, zone: &Zone, choice: &Choice) -> Dashboard {
    let scan = Scan::new(book, zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
    let dashboard = Dashboard::of(&scan, choice);
    // Every mark opens exactly the rows it counts.
    let charts = [
        &dashboard.by_time,
        &dashboard.by_area,
        &dashboard.days,
        &dashboard.by_product,
        &dashboard.by_person,
        &dashboard.funnel.chart,
    ];
    for mark in charts.iter().flat_map(|chart| chart.marks.iter().chain([&chart.all])) {
        let pairs = mark.rows.to_pairs();
        let read = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(scan.select(&read).count() as u64, mark.base, "{:?}", mark.of);
    }
    dashboard
}

fn dollars(chart: &Chart) -> Vec<(String, i128)> {
    let named = |of: &Subject| match of {
        Subject::Period(period) => period.to_string(),
        other => format!("{other:?}"),
    };
    let minor = |value: Option<Figure>| if let Some(Figure::Money(minor, _)) = value { minor / 100 } else { -1 };
    chart.marks.iter().map(|mark| (named(&mark.of), minor(mark.value))).collect()
}

#[test]
fn won_value_is_by_month_of_close_and_adds_up() {
    let (book, zone) = company();
    let all = dashboard(&book, &zone, &all_time());
    let want = [("2017-02", 100), ("2017-03", 300), ("2017-04", 0), ("2017-05", 200)];
    assert_eq!(dollars(&all.by_time), want.map(|(month, sum)| (month.to_owned(), sum)));
    assert_eq!(all.by_time.all.value, Some(Figure::Money(60_000, Currency::USD)));
    assert_eq!(all.won.money.of(Currency::USD), 60_000);
    let Verdict::Best(Subject::Period(best), value, None) = &all.by_time.verdict else {
        panic!("{:?}", all.by_time.verdict)
    };
    assert_eq!((best.to_string().as_str(), *value), ("2017-03", Figure::Money(30_000, Currency::USD)));
    assert_eq!(
        all.closed.map(|(from, to)| (from.to_string(), to.to_string())),
        Some(("2017-02-01".into(), "2017-05-20".into()))
    );
    let may = dashboard(&book, &zone, &Choice { period: Some(Period::ThisMonth(-1)), ..all_time() });
    assert_eq!(dollars(&may.by_time), [("2017-05".to_owned(), 200)]);
    // What is open now does not depend on the period.
    assert_eq!((may.open.count, may.open.money.of(Currency::USD), may.open.estimates), (4, 10_000, 1));
    assert_eq!(may.open.weighted.of(Currency::USD), 100 + 1_000 + 1_500 + 2_000);
}

#[test]
fn charts_are_in_a_currency_that_something_was_won_in() {
    let (book, zone) = company();
    let all = dashboard(&book, &zone, &Choice { currency: Currency::CNY, ..all_time() });
    assert_eq!((all.currency, all.leaves_out()), (Currency::USD, false));
    assert_eq!(all.by_time.all.value, Some(Figure::Money(60_000, Currency::USD)));
    let none =
        dashboard(&book, &zone, &Choice { currency: Currency::CNY, period: Some(Period::Year(2016)), ..all_time() });
    assert_eq!(none.currency, Currency::CNY);
}

#[test]
fn win_rates_rest_on_closed_deals_alone() {
    let (book, zone) = company();
    let all = dashboard(&book, &zone, &all_time());
    assert_eq!((all.rate.won, all.rate.base, all.rate.value), (3, 5, Some(Figure::Share(BasisPoints(6_000)))));
    let people: Vec<_> = all.by_person.marks.iter().map(|mark| (mark.of.clone(), mark.won, mark.lost())).collect();
    let person = |at: usize| Subject::Key(Key::Record(id(4, at)));
    assert_eq!(people, [(person(0), 2, 1), (person(1), 1, 1)]);
    assert_eq!(all.without_base, ["Cy"]);
    let Verdict::Range(most, least, behind) = &all.by_person.verdict else { panic!("{:?}", all.by_person.verdict) };
    assert_eq!((most.of.clone(), least.of.clone(), *behind), (person(0), person(1), BasisPoints(1_000)));
    let north = Filter::key(area(), Key::Record(id(3, 0)));
    let north = dashboard(&book, &zone, &Choice { filter: north, ..all_time() });
    assert_eq!((north.rate.won, north.rate.base), (2, 3));
    let nothing = dashboard(&book, &zone, &Choice { period: Some(Period::Year(2016)), ..all_time() });
    assert!(nothing.is_empty() && nothing.rate.value.is_none() && nothing.by_person.verdict == Verdict::Nothing);
}

#[test]
fn the_funnel_names_its_bottleneck() {
    let (book, zone) = company();
    let all = dashboard(&book, &zone, &all_time());
    let counts: Vec<u64> = all.funnel.chart.marks.iter().map(|mark| mark.base).collect();
    // A deal that began in Engaging reached Prospecting in the sense of the funnel.
    assert_eq!(counts, [9, 7, 3]);
    let gaps: Vec<_> = all.funnel.gaps.iter().map(|gap| (gap.passed, gap.lost, gap.here, gap.worst)).collect();
    assert_eq!(gaps, [(Some(BasisPoints(7_778)), 1, 1, false), (Some(BasisPoints(4_286)), 1, 3, true)]);
    let (from, to) = (Key::Record(id(2, 1)), Key::Record(id(2, 2)));
    assert_eq!(all.funnel.chart.verdict, Verdict::Bottleneck(from, to, BasisPoints(4_286)));
}

#[test]
fn days_to_close_are_a_median_from_the_first_stage() {
    let (book, zone) = company();
    let all = dashboard(&book, &zone, &all_time());
    let days: Vec<_> = all.days.marks.iter().map(|mark| mark.value).collect();
    assert_eq!(days, [Some(Figure::Days(30.0)), Some(Figure::Days(10.0)), None, Some(Figure::Days(61.0))]);
    assert_eq!(all.days.all.value, Some(Figure::Days(30.0)));
}

#[test]
fn the_picks_are_what_deals_have() {
    let (book, zone) = company();
    let scan = Scan::new(&book, &zone, Deal::COLLECTION.key, Moment::Now).expect("deals");
    let names = |by| picks(&scan, &by).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names(field(Deal::OWNER)), ["Ann", "Bo", "Cy"]);
    assert_eq!(names(area()), ["North", "South"]);
    assert_eq!(years(&scan), [2017]);
}

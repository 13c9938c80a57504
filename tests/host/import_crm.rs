//! The real files: what the import makes of them, against sums taken naively from their text.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use fieldbook::book::{Cause, Moment, Rejection, View};
use fieldbook::exchange::csv;
use fieldbook::exchange::{Plan, Reason, Report, StageKind};
use fieldbook::model::records::{Account, Area, Deal, Person, Pipeline, Product, Stage};
use fieldbook::model::{BasisPoints, Currency, Day, Id, Instant, Money, Record};

use super::import_desk::{Desk, NOW, targets};

const FILES: [&str; 4] = ["accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"];

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/crm");
    if folder.join(FILES[0]).exists() {
        return Some(folder);
    }
    println!("skipped: ../shared/data/crm is not there");
    None
}

/// The rows of a file that has no quotes, cut naively.
pub(super) fn rows(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder().expect("the folder").join(name)).expect("a file");
    assert!(!text.contains('"'));
    text.lines().skip(1).map(|line| line.trim_end().split(',').map(ToOwned::to_owned).collect()).collect()
}

fn plan(desk: &mut Desk) -> Option<Plan> {
    let folder = folder()?;
    let sheets = FILES.iter().map(|name| {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        csv::read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
    });
    let sheets = sheets.collect();
    Some(desk.guess(sheets))
}

/// A desk after the import, its one question answered with yes. Made once for all who only look.
pub(super) fn imported() -> Option<&'static (Desk, Report)> {
    static IMPORTED: LazyLock<Option<(Desk, Report)>> = LazyLock::new(|| {
        let mut desk = Desk::new();
        let plan = answered(&mut desk)?;
        let (report, _) = desk.import(&plan);
        Some((desk, report))
    });
    IMPORTED.as_ref()
}

fn answered(desk: &mut Desk) -> Option<Plan> {
    let mut plan = plan(desk)?;
    plan.near.iter_mut().for_each(|near| near.accepted = Some(true));
    Some(plan)
}

#[test]
fn files_and_columns_are_recognised() {
    let mut desk = Desk::new();
    let Some(plan) = plan(&mut desk) else { return };
    for (file, collection, columns) in [
        (0, "accounts", vec!["name", "sector", "founded", "revenue", "employees", "location", "parent"]),
        (1, "products", vec!["name", "series", "list_price"]),
        (
            2,
            "deals",
            vec!["code", "owner", "product", "account", "stage", "@stage-start", "@stage-end", "@amount-at-end"],
        ),
        (3, "people", vec!["name", "manager", "area"]),
    ] {
        let columns = columns.into_iter().map(ToOwned::to_owned).collect();
        assert_eq!(targets(&plan, file, &desk.book), (collection.to_owned(), columns));
    }
    let near: Vec<_> = plan
        .near
        .iter()
        .map(|near| (near.collection.as_ref(), near.written.as_str(), near.proposed.as_str(), near.count))
        .collect();
    let written_so = rows("sales_pipeline.csv").iter().filter(|row| row[2] == "GTXPro").count();
    assert_eq!(near, [("products", "GTXPro", "GTX Pro", written_so)]);
    assert_eq!(plan.open_questions(), 1);
    let stages: Vec<_> = plan.stages.iter().map(|stage| (stage.name.as_str(), stage.kind, stage.count)).collect();
    assert_eq!(
        stages,
        [
            ("Prospecting", StageKind::Open, 500),
            ("Engaging", StageKind::Open, 1_589),
            ("Won", StageKind::Won, 4_238),
            ("Lost", StageKind::Lost, 2_473),
        ]
    );
}

#[test]
fn counts_are_those_of_the_files() {
    let Some((desk, report)) = imported() else { return };
    let count = |key: &str| report.count(key).map(|count| (count.created, count.named));
    assert_eq!(count("people"), Some((35, 6)));
    assert_eq!(count("areas"), Some((0, 3)));
    assert_eq!(count("accounts"), Some((85, 0)));
    assert_eq!(count("products"), Some((7, 0)));
    assert_eq!(count("deals"), Some((8_800, 0)));
    assert_eq!(count("pipelines"), Some((0, 1)));
    assert_eq!(count("stages"), Some((0, 4)));
    assert_eq!((report.refused(), report.times(Reason::EndsBeforeStart)), (0, 0));
    // Prospecting and Engaging have no value yet: 500 + 1,589 take the list price.
    assert_eq!(report.estimates, 2_089);

    let book = &desk.book;
    assert_eq!(book.all::<Person>().count(), 41);
    assert_eq!(book.all::<Area>().count(), 3);
    assert_eq!(book.all::<Account>().count(), 85);
    assert_eq!(book.all::<Product>().count(), 7);
    assert_eq!(book.all::<Deal>().count(), 8_800);
    let names: Vec<_> = book.all::<Pipeline>().filter_map(|pipeline| pipeline.name).collect();
    assert_eq!(names, ["Sales pipeline"]);

    let managers = book.all::<Person>().filter(|person| person.role.as_deref() == Some("manager"));
    let mut managers: Vec<String> = managers.filter_map(|person| person.name).collect();
    managers.sort();
    let mut wanted: Vec<String> = rows("sales_teams.csv").iter().map(|row| row[1].clone()).collect();
    wanted.sort();
    wanted.dedup();
    assert_eq!(managers, wanted);
    let head = &book.history()[0];
    assert_eq!((head.cause, head.label.key.as_str()), (Cause::Imported, "label-import"));
    assert_eq!(head.label.args, [("files".to_owned(), FILES.join(", "))]);
}

#[test]
fn people_stand_under_their_managers_and_offices_and_dirt_stays() {
    let Some((desk, _)) = imported() else { return };
    let book = &desk.book;
    let person = |id: Id| book.get::<Person>(id.into()).and_then(|person| person.name);
    let area = |id: Id| book.get::<Area>(id.into()).and_then(|area| area.name);
    for row in rows("sales_teams.csv") {
        let found = book.all::<Person>().find(|person| person.name.as_ref() == Some(&row[0])).expect("a person");
        assert_eq!(found.manager.and_then(person).as_ref(), Some(&row[1]));
        assert_eq!(found.area.and_then(area).as_ref(), Some(&row[2]));
        assert_eq!(found.role.as_deref(), Some("salesperson"));
    }
    for row in rows("accounts.csv") {
        let found = book.all::<Account>().find(|account| account.name.as_ref() == Some(&row[0])).expect("an account");
        assert_eq!(found.sector.as_ref(), Some(&row[1]));
        assert_eq!(found.founded, row[2].parse().ok());
        assert_eq!(found.revenue, row[3].parse().ok());
        assert_eq!(found.employees, row[4].parse().ok());
        assert_eq!(found.location.as_ref(), Some(&row[5]));
        let parent = found.parent.and_then(|id| book.get::<Account>(id.into())).and_then(|parent| parent.name);
        assert_eq!(parent.unwrap_or_default(), row[6]);
    }
    assert!(book.all::<Account>().any(|account| account.sector.as_deref() == Some("technolgy")));
    assert!(book.all::<Account>().any(|account| account.location.as_deref() == Some("Philipines")));
}

#[test]
fn stages_and_won_value_are_the_known_totals() {
    let Some((desk, _)) = imported() else { return };
    let book = &desk.book;
    let mut per_stage: BTreeMap<String, usize> = BTreeMap::new();
    let mut won: BTreeMap<String, i64> = BTreeMap::new();
    for deal in book.all::<Deal>() {
        let stage = deal.stage.and_then(|id| book.get::<Stage>(id.into())).expect("a stage");
        let name = stage.name.expect("a name");
        if name == "Won" {
            let owner = deal.owner.and_then(|id| book.get::<Person>(id.into())).expect("an owner");
            let area =
                owner.area.and_then(|id| book.get::<Area>(id.into())).and_then(|area| area.name).expect("an area");
            let amount = deal.amount.expect("an amount");
            assert_eq!(amount.currency, Currency::USD);
            assert_eq!(deal.basis.as_deref(), Some("stated"));
            *won.entry(area).or_default() += amount.minor;
        }
        *per_stage.entry(name).or_default() += 1;
    }
    let per_stage: Vec<_> = per_stage.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(per_stage, [("Engaging", 1_589), ("Lost", 2_473), ("Prospecting", 500), ("Won", 4_238)]);
    let won: Vec<_> = won.iter().map(|(area, minor)| (area.as_str(), *minor)).collect();
    assert_eq!(won, [("Central", 334_629_300), ("East", 309_059_400), ("West", 356_864_700)]);
    assert_eq!(won.iter().map(|(_, minor)| minor).sum::<i64>(), 1_000_553_400);
    let mut stages: Vec<_> = book.all::<Stage>().collect();
    stages.sort_by(|a, b| a.rank.cmp(&b.rank));
    let stages: Vec<_> = stages.iter().map(|stage| (stage.name.as_deref(), stage.probability)).collect();
    assert_eq!(
        stages,
        [
            (Some("Prospecting"), Some(BasisPoints(3_333))),
            (Some("Engaging"), Some(BasisPoints(6_666))),
            (Some("Won"), Some(BasisPoints::WHOLE)),
            (Some("Lost"), Some(BasisPoints(0))),
        ]
    );
}

#[test]
fn two_years_of_dates_are_two_years_of_history() {
    let Some((desk, _)) = imported() else { return };
    let book = &desk.book;
    let file = rows("sales_pipeline.csv");
    for (text, known) in
        [("2017-07-01", Some(1_706)), ("2016-10-19", Some(0)), ("2017-12-31", None), ("2017-03-01", None)]
    {
        let at = desk.zone.end_of(Day::parse(text).expect("a day"));
        let view = View::new(book, Deal::COLLECTION.key, Moment::At(at)).expect("a table");
        let stage = view.column(Deal::STAGE).expect("a column");
        let in_stage = |name: &str| {
            let id =
                book.all::<Stage>().find(|stage| stage.name.as_deref() == Some(name)).map(|stage| Id::from(stage.id));
            view.live().iter().filter(|row| stage.value(*row).and_then(|value| value.as_reference()) == id).count()
        };
        // A deal with an engage date is open from that day on, up to the day before its close date.
        let engaging = |row: &&Vec<String>| {
            !row[5].is_empty() && row[5].as_str() <= text && (row[6].is_empty() || row[6].as_str() > text)
        };
        let naive = file.iter().filter(engaging).count();
        assert_eq!(in_stage("Engaging"), naive, "{text}");
        if let Some(known) = known {
            assert_eq!(naive, known);
        }
        let closed = |stage: &str| file.iter().filter(|row| row[4] == stage && row[6].as_str() <= text).count();
        assert_eq!((in_stage("Won"), in_stage("Lost")), (closed("Won"), closed("Lost")), "{text}");
        assert_eq!(in_stage("Prospecting"), 0);
    }
    let stage = book.of::<Deal>().column(Deal::STAGE).expect("a column");
    let undated = stage.since().iter().filter(|since| **since == NOW).count();
    assert_eq!(undated, 500);
}

#[test]
fn amounts_are_estimates_until_the_close() {
    let Some((desk, _)) = imported() else { return };
    let book = &desk.book;
    let deals: BTreeMap<String, Deal> =
        book.all::<Deal>().map(|deal| (deal.code.clone().expect("a code"), deal)).collect();
    let price: BTreeMap<String, i64> = rows("products.csv")
        .iter()
        .map(|row| (row[0].clone(), row[2].parse::<i64>().expect("a price") * 100))
        .collect();
    for row in rows("sales_pipeline.csv") {
        let deal = &deals[&row[0]];
        let product = if row[2] == "GTXPro" { "GTX Pro" } else { &row[2] };
        let minor = row[7].parse::<i64>().map_or(price[product], |value| value * 100);
        assert_eq!(deal.amount, Some(Money::new(minor, Currency::USD)), "{}", row[0]);
        assert_eq!(deal.basis.as_deref(), Some(if row[7].is_empty() { "estimate" } else { "stated" }));
        let title = if row[3].is_empty() { product.to_owned() } else { format!("{} · {product}", row[3]) };
        assert_eq!(deal.title.as_ref(), Some(&title));
        assert_eq!(deal.account.is_some(), !row[3].is_empty());
    }
    // 1C1I7A6R: GTX Plus Basic (list 1,096) for Cancity, engaged 2016-10-20, won 2017-03-01 for 1,054.
    let table = book.of::<Deal>();
    let row = table.row(deals["1C1I7A6R"].id.into()).expect("a row");
    let at = |field: usize, at: Instant| {
        let column = table.column(field).expect("a column");
        let version = column.versions().and_then(|versions| versions.at(row, at));
        version.and_then(|version| column.decode(version.cell))
    };
    let close = desk.zone.start_of(Day::parse("2017-03-01").expect("a day"));
    let before = Instant(close.0 - 1);
    assert_eq!(at(Deal::AMOUNT, before), Some(Money::new(109_600, Currency::USD).into()));
    assert_eq!(at(Deal::AMOUNT, close), Some(Money::new(105_400, Currency::USD).into()));
    assert_eq!((at(Deal::BASIS, before), at(Deal::BASIS, close)), (Some("estimate".into()), Some("stated".into())));
    assert_eq!(at(Deal::STAGE, desk.zone.end_of(Day::parse("2016-10-19").expect("a day"))), None);
}

#[test]
fn importing_twice_adds_nothing_and_undo_gives_the_book_before() {
    let mut desk = Desk::new();
    let empty = desk.book.digest();
    let Some(first) = answered(&mut desk) else { return };
    let (_, batch) = desk.import(&first);
    let full = desk.book.digest();

    let Some(again) = answered(&mut desk) else { return };
    let (report, draft) = desk.run(&again);
    assert_eq!((report.creates(), report.refused()), (0, 0));
    for (key, known) in [("people", 35), ("accounts", 85), ("products", 7), ("deals", 8_800)] {
        assert_eq!(report.count(key).map(|count| count.known), Some(known), "{key}");
    }
    assert_eq!(draft.err(), Some(Rejection::Nothing));

    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    assert!(inverse.kept.is_empty());
    let undone = desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), empty);
    let redo = desk.book.invert(&undone, Cause::Redone(undone.head.id));
    desk.keep(redo.draft);
    assert_eq!(desk.book.digest(), full);
}

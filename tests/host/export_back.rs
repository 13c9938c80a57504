//! What a list was written as comes in again as it was: workbooks in every language of the
//! application, and a whole company into an empty book.

use std::sync::Arc;

use fieldbook::book::command::Editor;
use fieldbook::book::{Book, Cause, Label};
use fieldbook::exchange::export::{Column, Export, WriteWorkbook, to_csv};
use fieldbook::exchange::{Labels, Plan, Shape, Target, collections, open};
use fieldbook::model::messages::{Catalogue, Language};
use fieldbook::model::{Currency, Kind, Role, Value};
use fieldbook::ports::background::Job;
use fieldbook::query::listing::Shown;

use super::every_collection::{full, id_of, only_row};
use super::import_desk::{Desk, NOW, sheet};

fn source(language: &str, part: &str) -> String {
    let path = format!("{}/public/locales/{language}{part}.ftl", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a catalogue")
}

fn catalogue(language: Language) -> Catalogue {
    let mut catalogue = Catalogue::empty(language);
    for part in ["", "-later"] {
        catalogue.add(&source(language.tag(), part)).expect("a catalogue");
    }
    catalogue
}

fn labels() -> Arc<Labels> {
    let mut labels = Labels::none();
    for (_, tag) in Language::ALL {
        for part in ["", "-later"] {
            labels.add(&source(tag, part));
        }
    }
    Arc::new(labels)
}

/// A list as a workbook with everything called as people call it.
fn workbook(desk: &Desk, key: &str, words: &Catalogue, labels: &Labels) -> (Vec<u8>, Vec<String>) {
    let table = desk.book.table(key).expect("a table");
    let column = |(at, field): (usize, &fieldbook::model::Field)| {
        let choice = |code: &str| (code.to_owned(), words.text(&format!("choice-{key}-{}-{code}", field.key), &[]));
        let choices = match &field.kind {
            Kind::Choice(codes) => codes.iter().map(|code| choice(code)).collect(),
            _ => Vec::new(),
        };
        Column::named(table, at, &words.text(&format!("field-{key}-{}", field.key), &[]), choices, labels)
    };
    let columns: Vec<Column> = table.shown().map(column).collect();
    let headings = columns.iter().map(|column| column.heading.clone()).collect();
    let export = Export::new(&desk.book, table, columns, Currency::USD, desk.zone.clone(), labels);
    let mut grid = export.grid(&desk.book, table, words.text(&format!("collection-{key}"), &[]));
    export.add_grid(&desk.book, table, &table.live().iter().collect::<Vec<_>>(), &mut grid);
    let job = WriteWorkbook { grid, title: key.to_owned(), created: NOW };
    (job.run(&|_| ()).expect("is written").bytes.0, headings)
}

fn guess(desk: &mut Desk, labels: &Arc<Labels>, files: Vec<(String, Vec<u8>)>) -> Plan {
    let sheets = files.into_iter().flat_map(|(name, bytes)| {
        open(&name, &bytes, Shape::default()).unwrap_or_else(|error| panic!("{name}: {error:?}")).sheets
    });
    let sheets = sheets.collect();
    desk.with(|book, context| Plan::guess_by(labels.clone(), sheets, book, context))
}

fn values(book: &Book, key: &str, row: usize) -> Vec<Option<Value>> {
    let table = book.table(key).expect("a table");
    (0..table.columns().len()).map(|field| table.value(row, field)).collect()
}

#[test]
fn what_was_written_in_one_language_is_read_in_any() {
    let labels = labels();
    for (language, tag) in Language::ALL {
        let words = catalogue(language);
        let mut bracketed = Vec::new();
        for key in collections(&full().book) {
            let mut desk = full();
            let (bytes, headings) = workbook(&desk, &key, &words, &labels);
            let marked = headings.iter().filter(|heading| heading.ends_with(')'));
            bracketed.extend(marked.map(|heading| format!("{key}: {heading}")));
            let before = values(&desk.book, &key, only_row(&desk.book, &key));
            let mut edit = Editor::new(&desk.book, NOW, Label::new("label-test"), Cause::Typed);
            edit.retract(&key, id_of(&key), true).expect("is there");
            let draft = edit.finish().expect("a draft");
            desk.keep(draft);
            let name = format!("远东 {} 2026-11-25.xlsx", words.text(&format!("collection-{key}"), &[]));
            let mut plan = guess(&mut desk, &labels, vec![(name.clone(), bytes)]);
            assert_eq!(plan.files[0].collection.as_ref(), Some(&key), "{tag}: what {name} is taken for: {headings:?}");
            let table = desk.book.table(&key).expect("a table");
            let want: Vec<Target> = table.shown().map(|(at, _)| Target::Field(at)).collect();
            let targets: Vec<Target> = plan.files[0].columns.iter().map(|column| column.target).collect();
            assert_eq!(targets, want, "{tag} {key}: {headings:?}");
            for near in &mut plan.near {
                near.accepted = Some(false);
            }
            let (report, _) = desk.import(&plan);
            assert_eq!((report.creates(), report.refused()), (1, 0), "{tag} {key}: {:?}", report.issues);
            assert_eq!(values(&desk.book, &key, only_row(&desk.book, &key)), before, "{tag} {key}");
        }
        // A key in brackets is for two fields of one name only.
        assert!(bracketed.len() < 12, "{tag}: {bracketed:#?}");
    }
}

/// The rows of a collection as text, in any order.
fn lines(book: &Book, key: &str) -> Vec<String> {
    let text = to_csv(book, key, Currency::USD).expect("a collection");
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_company_in_workbooks_comes_into_an_empty_book_as_it_was() {
    const FILES: [(&str, &str); 6] = [
        ("areas", "name,parent\n华东,\n江苏,华东\n浙江,华东\n"),
        (
            "people",
            "name,role,manager,area,phone\n王芳,manager,,华东,008613800138000\n李雷,salesperson,王芳,江苏,013900139000\n",
        ),
        ("products", "name,code,series,list price\n离心泵,00420138001234567890,泵,1234.5\n球阀,0007,阀,0.99\n"),
        (
            "accounts",
            "name,code,sector,class,owner,area,phone,founded,note,tags\n\
             苏州恒瑞机械,91320594MA1X7K2L3P,机械,A,李雷,江苏,+86 512 5555 0123,1998,\"=1+1\n第二行\",\"重点,老客户\"\n\
             Nordwind 有限公司,1234567890123456789,,B,王芳,浙江,,,,\n",
        ),
        ("contacts", "name,account,position,phone\n陈晨,苏州恒瑞机械,采购,13700137000\n陈晨,Nordwind 有限公司,厂长,\n"),
        (
            "deals",
            "title,account,stage,amount,owner,product,expected close,code\n\
             换泵,苏州恒瑞机械,报价,98765.43,李雷,离心泵,2026-12-31,007\n大修,Nordwind 有限公司,赢单,3.00 EUR,王芳,球阀,2027-01-15,008\n",
        ),
    ];
    let mut from = Desk::new();
    let sheets = FILES.iter().map(|(key, text)| sheet(&format!("{key}.csv"), text)).collect();
    let plan = from.guess(sheets);
    let (report, _) = from.import(&plan);
    assert_eq!(report.refused(), 0, "{:?}", report.issues);
    let labels = labels();
    for (language, tag) in Language::ALL {
        let words = catalogue(language);
        let files = FILES.map(|(key, _)| {
            let name = format!("{}.xlsx", words.text(&format!("collection-{key}"), &[]));
            (name, workbook(&from, key, &words, &labels).0)
        });
        let mut to = Desk::new();
        let plan = guess(&mut to, &labels, files.into());
        let found: Vec<&str> = plan.files.iter().filter_map(|file| file.collection.as_deref()).collect();
        assert_eq!(found, FILES.map(|(key, _)| key), "{tag}");
        let (report, batch) = to.import(&plan);
        assert_eq!(report.refused(), 0, "{tag}: {:?}", report.issues);
        for (key, _) in FILES {
            assert_eq!(lines(&to.book, key), lines(&from.book, key), "{tag} {key}");
        }
        let inverse = to.book.invert(&batch, Cause::Undone(batch.head.id));
        to.keep(inverse.draft);
        assert_eq!(to.book.digest(), Desk::new().book.digest(), "{tag}");
    }
}

#[test]
fn what_stands_in_other_records_is_written_as_the_list_shows_it() {
    let mut desk = Desk::new();
    let sheets = vec![
        sheet("accounts.csv", "name,area\nAcme,North\nBeta,\n"),
        sheet(
            "deals.csv",
            "title,account,stage,start date\nOne,Acme,Lead,2024-03-05\nTwo,Beta,Lead,\nThree,,Lead,2024-03-06\n",
        ),
    ];
    let plan = desk.guess(sheets);
    desk.import(&plan);
    let table = desk.book.table("deals").expect("a table");
    let accounts = desk.book.table("accounts").expect("a table");
    let (account, stage) = (table.role(Role::Account).expect("a field"), table.role(Role::Stage).expect("a field"));
    let area = accounts.position("area").expect("a field");
    let columns = vec![
        Column::named(table, table.role(Role::Title).expect("a field"), "Title", Vec::new(), &Labels::none()),
        Column::beside(Shown::Through(account, area), "Account \u{203a} Area", Vec::new()),
        Column::beside(Shown::Since(stage), "In stage since", Vec::new()),
    ];
    let rows: Vec<usize> = table.live().iter().collect();
    let export = Export::new(&desk.book, table, columns, Currency::USD, desk.zone.clone(), &Labels::none());
    let mut writer = export.csv();
    export.add_csv(&desk.book, table, &rows, &mut writer);
    // A stage without a date has stood since the import, which was on 25 November in Shanghai.
    assert_eq!(
        writer.finish(),
        "Title,Account \u{203a} Area,In stage since\r\nOne,North,2024-03-05\r\nTwo,,2026-11-25\r\nThree,,2024-03-06\r\n"
    );
}

#[test]
fn units_in_headings_are_turned_into_the_one_that_a_field_counts_in() {
    let labels = labels();
    // The book counts an account's revenue in millions, as its name says in every language.
    for (heading, cell, want) in [
        ("年营收（百万）", "12.25", 12.25),
        ("年营业额（万元）", "1225", 12.25),
        ("年营业额", "12.25", 12.25),
        ("年营业额", "1225万", 12.25),
        ("年营业额（亿元）", "3", 300.0),
        ("Revenue (thousands)", "500", 0.5),
    ] {
        let mut desk = Desk::new();
        let text = format!("客户名称,\"{heading}\"\n恒瑞,{cell}\n");
        let plan = guess(&mut desk, &labels, vec![("客户.csv".to_owned(), text.into_bytes())]);
        desk.import(&plan);
        let table = desk.book.table("accounts").expect("a table");
        let field = table.position("revenue").expect("a field");
        assert_eq!(table.value(0, field), Some(Value::Number(want)), "{heading} {cell}");
    }
}

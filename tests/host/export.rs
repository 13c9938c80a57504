//! Lists as files: CSV text, and workbooks as openpyxl reads them.

use fieldbook::exchange::export::{Cell, Column, Export, Grid, GridColumn, Look, WriteWorkbook, csv};
use fieldbook::exchange::{Labels, Target};
use fieldbook::model::records::{Account, Product};
use fieldbook::model::{Currency, Instant, Record, Zone};
use fieldbook::ports::background::Job;
use fieldbook::query::listing::Shown;

use super::import_desk::{Desk, sheet};
use super::python::python;

/// Prints sheet, freeze pane, and each cell: place, kind, hex of its text, number format, quote.
const READ: &str = "
import sys, openpyxl, datetime
book = openpyxl.load_workbook(sys.argv[1])
print('title', book.properties.title)
for sheet in book:
    print('sheet', sheet.title, sheet.freeze_panes, sheet['A1'].font.b)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None: continue
            value = cell.value
            text = value.isoformat() if hasattr(value, 'isoformat') else str(value)
            if isinstance(value, datetime.timedelta): text = str(value.total_seconds())
            print('cell', cell.coordinate, cell.data_type, text.encode().hex(), int(bool(cell.quotePrefix)), cell.number_format)
";

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn column(heading: &str, look: Look, cells: Vec<Cell>) -> GridColumn {
    GridColumn { heading: heading.to_owned(), look, cells }
}

/// Writes a grid and reads it with openpyxl.
fn openpyxl(name: &str, grid: Grid) -> Option<Vec<String>> {
    let job = WriteWorkbook { grid, title: "行销簿".to_owned(), created: Instant(1_795_572_000_000) };
    let written = job.run(&|_| ()).expect("is written");
    assert_eq!(written.cut, 0);
    let path = std::env::temp_dir().join(format!("fieldbook-{}-{name}.xlsx", std::process::id()));
    std::fs::write(&path, &written.bytes.0).expect("is kept");
    let told = python(READ, &[path.to_str().expect("a plain path")]);
    std::fs::remove_file(path).expect("is removed");
    told.map(|told| told.lines().map(ToOwned::to_owned).collect())
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn cell(place: &str, kind: char, value: &str, guarded: bool, format: &str) -> String {
    format!("cell {place} {kind} {} {} {format}", hex(value), u8::from(guarded))
}

#[test]
fn openpyxl_reads_the_values_that_were_written() {
    let grid = Grid {
        name: "客户 [1/2]".to_owned(),
        columns: vec![
            column(
                "名称",
                Look::Plain,
                vec![text("上海华东机械有限公司"), text("=1+1"), text("a\nb \"c\" <d> & 'e'"), text("+8613800138000")],
            ),
            column(
                "编码",
                Look::Plain,
                vec![text("91310000132232423X"), text("00123"), Cell::Blank, text("20260101000000000001")],
            ),
            column(
                "金额",
                Look::Amount(2),
                vec![Cell::Number(1_234_567.89), Cell::Number(-0.01), text("12.50 EUR"), Cell::Blank],
            ),
            column(
                "日期",
                Look::Day,
                vec![Cell::Number(46_351.0), Cell::Number(45_351.0), Cell::Blank, text("1899-12-31")],
            ),
            column(
                "时间",
                Look::Instant,
                vec![Cell::Number(46_351.0 + 10.5 / 24.0), Cell::Blank, Cell::Blank, Cell::Blank],
            ),
            column("折扣", Look::Percent, vec![Cell::Number(12.25), Cell::Blank, Cell::Blank, Cell::Blank]),
            column("时长", Look::Duration, vec![Cell::Number(1.5 / 24.0), Cell::Blank, Cell::Blank, Cell::Blank]),
            column("数", Look::Plain, vec![Cell::Number(0.1), Cell::Number(1e21), Cell::Blank, Cell::Blank]),
        ],
    };
    let Some(told) = openpyxl("values", grid) else { return };
    // The days by the calendar: 2026-11-25 is 46351, 2024-02-29 is 45351.
    let wanted = [
        "title 行销簿".to_owned(),
        "sheet 客户 12 A2 True".to_owned(),
        cell("A1", 's', "名称", false, "General"),
        cell("B1", 's', "编码", false, "General"),
        cell("C1", 's', "金额", false, "General"),
        cell("D1", 's', "日期", false, "General"),
        cell("E1", 's', "时间", false, "General"),
        cell("F1", 's', "折扣", false, "General"),
        cell("G1", 's', "时长", false, "General"),
        cell("H1", 's', "数", false, "General"),
        cell("A2", 's', "上海华东机械有限公司", false, "General"),
        cell("B2", 's', "91310000132232423X", false, "General"),
        cell("C2", 'n', "1234567.89", false, "#,##0.00"),
        cell("D2", 'd', "2026-11-25T00:00:00", false, "yyyy-mm-dd"),
        cell("E2", 'd', "2026-11-25T10:30:00", false, "yyyy-mm-dd hh:mm"),
        cell("F2", 'n', "12.25", false, "0.00\"%\""),
        cell("G2", 'd', "5400.0", false, "[h]:mm:ss"),
        cell("H2", 'n', "0.1", false, "General"),
        cell("A3", 's', "=1+1", true, "General"),
        cell("B3", 's', "00123", false, "General"),
        cell("C3", 'n', "-0.01", false, "#,##0.00"),
        cell("D3", 'd', "2024-02-29T00:00:00", false, "yyyy-mm-dd"),
        cell("H3", 'n', "1000000000000000000000", false, "General"),
        cell("A4", 's', "a\nb \"c\" <d> & 'e'", false, "General"),
        cell("C4", 's', "12.50 EUR", false, "General"),
        cell("A5", 's', "+8613800138000", true, "General"),
        cell("B5", 's', "20260101000000000001", false, "General"),
        cell("D5", 's', "1899-12-31", false, "General"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_counted() {
    let long = "表".repeat(40_000);
    let grid = Grid { name: String::new(), columns: vec![column("a", Look::Plain, vec![text(&long), text("b")])] };
    let job = WriteWorkbook { grid, title: String::new(), created: Instant(0) };
    assert_eq!(job.run(&|_| ()).map(|written| written.cut), Ok(1));
}

/// A book with an account and a product whose values are hard on a file.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let accounts = "name,phone\n华东机械,13800138000\n=cmd,00852\n";
    let products = "name,code,list price\n泵,00420,12.5\n阀,A-1,EUR 3\n";
    for (name, text) in [("accounts.csv", accounts), ("products.csv", products)] {
        let plan = desk.guess(vec![sheet(name, text)]);
        desk.import(&plan);
    }
    desk
}

/// Columns by key with the given headings.
fn columns(desk: &Desk, collection: &str, keys: &[(&str, &str)]) -> Vec<Column> {
    let table = desk.book.table(collection).expect("is known");
    keys.iter()
        .map(|(key, heading)| {
            let field = table.position(key).expect("is a field");
            Column { shown: Shown::Value(field), heading: (*heading).to_owned(), choices: Vec::new() }
        })
        .collect()
}

#[test]
fn rows_and_columns_are_those_asked_for_in_their_order() {
    let desk = desk();
    let table = desk.book.table(Account::COLLECTION.key).expect("is known");
    let columns = columns(&desk, Account::COLLECTION.key, &[("phone", "电话"), ("name", "名称")]);
    let text = csv(&desk.book, table, &[1, 0], &columns, Currency::USD);
    assert_eq!(text, "电话,名称\r\n00852,'=cmd\r\n13800138000,华东机械\r\n");
    assert_eq!(csv(&desk.book, table, &[], &columns[..1], Currency::USD), "电话\r\n");
}

#[test]
fn numbers_are_numbers_and_codes_are_text() {
    let desk = desk();
    let table = desk.book.table(Product::COLLECTION.key).expect("is known");
    let columns = columns(&desk, Product::COLLECTION.key, &[("name", "n"), ("code", "c"), ("list_price", "p")]);
    let export = Export::new(&desk.book, table, columns, Currency::USD, Zone::default(), &Labels::none());
    let mut grid = export.grid(&desk.book, table, "产品".to_owned());
    export.add_grid(&desk.book, table, &[0], &mut grid);
    export.add_grid(&desk.book, table, &[1], &mut grid);
    assert_eq!(
        grid.columns,
        [
            column("n", Look::Plain, vec![text("泵"), text("阀")]),
            column("c", Look::Plain, vec![text("00420"), text("A-1")]),
            column("p", Look::Amount(2), vec![Cell::Number(12.5), text("3.00 EUR")]),
        ]
    );
}

#[test]
fn headings_are_words_that_lead_back_to_their_fields() {
    let desk = desk();
    let table = desk.book.table(Account::COLLECTION.key).expect("is known");
    let of = |key: &str| table.position(key).expect("is a field");
    let heading = |key: &str, name: &str| Column::named(table, of(key), name, Vec::new(), &Labels::none()).heading;
    assert_eq!(heading("name", "名称"), "名称");
    // A word of another field, and one that no import knows.
    assert_eq!(heading("note", "名称"), "名称 (note)");
    assert_eq!(heading("founded", "哪一年"), "哪一年 (founded)");

    let columns = [("name", "名称"), ("phone", "座机一"), ("founded", "哪一年"), ("note", "话")]
        .map(|(key, name)| Column::named(table, of(key), name, Vec::new(), &Labels::none()));
    let text = csv(&desk.book, table, &[0, 1], &columns, Currency::USD);
    let mut other = Desk::new();
    let plan = other.guess(vec![sheet("客户.csv", &text)]);
    assert_eq!(plan.files[0].collection.as_deref(), Some("accounts"));
    let targets: Vec<Target> = plan.files[0].columns.iter().map(|column| column.target).collect();
    assert_eq!(targets, ["name", "phone", "founded", "note"].map(|key| Target::Field(of(key))));
}

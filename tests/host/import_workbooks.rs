//! Workbooks that other programs wrote, and workbooks that are broken: read right or refused with
//! a reason.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use fieldbook::exchange::csv::{Foreign, Limit, NoteKind, ReadErrorKind, Sheet};
use fieldbook::exchange::export::{Cell, Grid, GridColumn, Look, WriteWorkbook};
use fieldbook::exchange::{Headings, OpenFile, Opened, Shape, Totals, open};
use fieldbook::model::Instant;
use fieldbook::ports::background::{Bytes, Job, Known, message, perform};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::python::python_with;

/// A workbook as companies keep them: titles, merged cells, headings on two lines, sums, formulas.
const WRITE_XLSX: &str = "
import sys, datetime, openpyxl
from openpyxl.styles import Font
book = openpyxl.Workbook()
sheet = book.active
sheet.title = '客户台账'
sheet['A1'] = '2024年客户销售台账'; sheet.merge_cells('A1:H1')
sheet['A2'] = '编制：内勤'; sheet['G2'] = '单位：万元'
sheet['A4'] = '客户编号'; sheet.merge_cells('A4:A5')
sheet['B4'] = '客户名称'; sheet.merge_cells('B4:B5')
sheet['C4'] = '联系方式'; sheet.merge_cells('C4:D4')
sheet['C5'] = '电话'; sheet['D5'] = '邮箱'
sheet['E4'] = '签约日期'; sheet.merge_cells('E4:E5')
sheet['F4'] = '金额'; sheet.merge_cells('F4:F5')
sheet['G4'] = '折扣'; sheet.merge_cells('G4:G5')
sheet['H4'] = '区域'; sheet.merge_cells('H4:H5')
rows = [
  ('001', '深圳市华为技术有限公司', 13800138000, 'a@huawei.example', datetime.date(2024, 5, 6), 12.5, 0.155, '华南'),
  (7, '東方電機（集團）', '0755-28780808', None, datetime.datetime(2024, 2, 29, 13, 30, 0), 1234.5600000000001, 1, None),
  ('123456789012345678', 'Größe & Söhne <GmbH>', '+49 30 1', 'x@y.example', datetime.date(1900, 1, 1), -3, 0.5, '华东'),
]
for at, row in enumerate(rows):
  for column, value in enumerate(row):
    cell = sheet.cell(row=6 + at, column=column + 1, value=value)
sheet['A7'].number_format = '000'
sheet['C6'].number_format = '@'
for at in (6, 7, 8):
  sheet.cell(row=at, column=7).number_format = '0.0%'
sheet['E7'].number_format = 'yyyy\"年\"m\"月\"d\"日\" h:mm'
sheet.merge_cells('H6:H7')
sheet['A9'] = '合计'; sheet['F9'] = '=SUM(F6:F8)'
plain = book.create_sheet('Codes')
plain.append(['code', 'name', 'when', 'how long', 'true', 'fx', 'text'])
plain.append([123456789012345, 'line one\\nline two', datetime.time(9, 5), datetime.timedelta(hours=36, minutes=15), True, '=1+1', ' =1+1 '])
plain.append([0.1, '_x000D_', datetime.datetime(2024, 12, 31, 23, 59, 59), datetime.timedelta(seconds=1), False, None, '\\'=x'])
plain['F2'].data_type = 'f'
book.create_sheet('Empty')
hidden = book.create_sheet('Hidden'); hidden.append(['a', 'b']); hidden.append([1, 2]); hidden.sheet_state = 'hidden'
book.save(sys.argv[1])
";

const WRITE_XLS: &str = "
import sys, datetime, xlwt
book = xlwt.Workbook(encoding='utf-8')
sheet = book.add_sheet('客户')
sheet.write_merge(0, 0, 0, 3, '客户表')
for at, text in enumerate(['编号', '名称', '日期', '金额']): sheet.write(1, at, text)
day = xlwt.easyxf(num_format_str='yyyy-mm-dd')
sheet.write(2, 0, '007'); sheet.write(2, 1, '深圳'); sheet.write(2, 2, datetime.date(2024, 5, 6), day); sheet.write(2, 3, 1234.5)
sheet.write(3, 0, 13800138000); sheet.write(3, 1, '東方'); sheet.write(3, 2, datetime.datetime(2024, 5, 6, 13, 30), day); sheet.write(3, 3, xlwt.Formula('1+1'))
sheet.write(4, 0, '合计'); sheet.write(4, 3, 99)
book.save(sys.argv[1])
";

/// What a script of Python writes; `None`, said on the terminal, where there is no such Python.
fn written(name: &str, (package, variable, script): (&str, &str, &str)) -> Option<Vec<u8>> {
    let path: PathBuf = std::env::temp_dir().join(format!("fieldbook-{}-{name}", std::process::id()));
    python_with(package, variable, script, &[path.to_str().expect("a plain path")])?;
    let bytes = std::fs::read(&path).expect("the file");
    std::fs::remove_file(path).expect("is removed");
    Some(bytes)
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.rows()).map(|row| (0..sheet.columns()).map(|column| sheet.cell(row, column)).collect()).collect()
}

#[test]
fn a_workbook_of_openpyxl_is_read_as_it_looks() {
    let Some(bytes) = written("ledger.xlsx", ("openpyxl", "FIELDBOOK_PYTHON", WRITE_XLSX)) else { return };
    let opened = open("台账.csv", &bytes, Shape::default()).expect("sheets");
    let names: Vec<_> = opened.sheets.iter().map(Sheet::name).collect();
    assert_eq!(names, ["台账.csv · 客户台账", "台账.csv · Codes"]);
    // The empty sheet is told; the hidden one is none of ours.
    assert_eq!(
        opened.skipped.iter().map(|error| (error.sheet.as_str(), error.kind)).collect::<Vec<_>>(),
        [("Empty", ReadErrorKind::Empty)]
    );
    let ledger = &opened.sheets[0];
    let header = ["客户编号", "客户名称", "联系方式 电话", "联系方式 邮箱", "签约日期", "金额", "折扣", "区域"];
    assert_eq!((ledger.header(), ledger.header_lines()), (&header.map(ToOwned::to_owned)[..], Some((4, 5))));
    assert_eq!(ledger.unit(), fieldbook::exchange::Unit::TenThousand);
    assert_eq!(
        rows(ledger),
        [
            ["001", "深圳市华为技术有限公司", "13800138000", "a@huawei.example", "2024-05-06", "12.5", "15.5%", "华南"],
            ["007", "東方電機（集團）", "0755-28780808", "", "2024-02-29 13:30:00", "1234.56", "100%", "华南"],
            [
                "123456789012345678",
                "Größe & Söhne <GmbH>",
                "+49 30 1",
                "x@y.example",
                "1900-01-01",
                "-3",
                "50%",
                "华东"
            ],
        ]
    );
    assert_eq!((0..3).map(|row| ledger.line(row)).collect::<Vec<_>>(), [6, 7, 8]);
    let notes: Vec<_> = ledger.notes().iter().map(|note| (note.line, note.kind)).collect();
    assert_eq!(notes, [(1, NoteKind::Titles(2)), (9, NoteKind::Totals(1)), (9, NoteKind::Unsolved(1))]);

    let codes = &opened.sheets[1];
    assert_eq!(
        rows(codes),
        [
            ["123456789012345", "line one\nline two", "09:05:00", "36:15:00", "TRUE", "", " =1+1 "],
            // So a sign that XML cannot hold is written, and every spreadsheet reads it.
            ["0.1", "\r", "2024-12-31 23:59:59", "0:00:01", "FALSE", "", "'=x"],
        ]
    );
    assert_eq!(codes.notes().iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Unsolved(1)]);

    // A person may say where the headings are, and that sums are rows.
    let shape = Shape { headings: Headings::Line(5), totals: Totals::Kept, ..Shape::default() };
    let ledger = &open("x", &bytes, shape).expect("sheets").sheets[0];
    assert_eq!((ledger.rows(), ledger.header()[2].as_str()), (4, "电话"));
}

#[test]
fn a_workbook_of_before_2007_is_read_too() {
    let Some(bytes) = written("old.xls", ("xlwt", "FIELDBOOK_PYTHON_XLWT", WRITE_XLS)) else { return };
    // Its name says nothing: what counts is what it holds.
    let opened = open("old.txt", &bytes, Shape::default()).expect("a sheet");
    let sheet = &opened.sheets[0];
    assert_eq!((sheet.name(), sheet.header_lines()), ("old.txt", Some((2, 2))));
    assert_eq!(sheet.header(), ["编号", "名称", "日期", "金额"]);
    assert_eq!(rows(sheet)[0], ["007", "深圳", "2024-05-06", "1234.5"]);
    assert_eq!(rows(sheet)[1][..3], ["13800138000", "東方", "2024-05-06 13:30:00"]);
    assert_eq!(sheet.rows(), 2);
}

/// A workbook of two sheets in our own hand.
fn own() -> Vec<u8> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let columns = vec![
        GridColumn { heading: "name".to_owned(), look: Look::Plain, cells: vec![text("Acme"), text("=1+1")] },
        GridColumn {
            heading: "amount".to_owned(),
            look: Look::Amount(2),
            cells: vec![Cell::Number(12.5), Cell::Blank],
        },
        GridColumn { heading: "on".to_owned(), look: Look::Day, cells: vec![Cell::Number(45_418.0), Cell::Blank] },
    ];
    let grid = Grid { name: "list".to_owned(), columns };
    WriteWorkbook { grid, title: String::new(), created: Instant(0) }.run(&|_| ()).expect("a workbook").bytes.0
}

#[test]
fn what_we_write_we_read() {
    let sheet = &open("x.xlsx", &own(), Shape::default()).expect("a sheet").sheets[0];
    assert_eq!(sheet.header(), ["name", "amount", "on"]);
    assert_eq!(rows(sheet), [["Acme", "12.5", "2024-05-06"], ["=1+1", "", ""]]);
}

#[test]
fn a_file_is_opened_beside_the_page_as_well() {
    static KNOWN: [Known; 1] = [Known::of::<OpenFile>()];
    let job = OpenFile {
        name: "x.xlsx".to_owned(),
        bytes: Bytes(own()),
        shape: Shape::default(),
        today: fieldbook::model::Day(20_000),
    };
    let answer = perform(&KNOWN, &message(&job).expect("a message"), &|_| ()).expect("an answer");
    let opened: Result<Opened, fieldbook::exchange::csv::ReadError> =
        postcard::from_bytes(&answer).expect("an outcome");
    let (here, there) = (job.run(&|_| ()).expect("sheets"), opened.expect("sheets"));
    assert_eq!(rows(&here.sheets[0]), rows(&there.sheets[0]));
    assert_eq!(here.sheets[0].header(), there.sheets[0].header());
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let foreign = |kind| ReadErrorKind::Foreign(kind);
    let cases: Vec<(&[u8], ReadErrorKind)> = vec![
        (b"%PDF-1.7 x", foreign(Foreign::Other)),
        (b"\x89PNG\r\n\x1a\n", foreign(Foreign::Other)),
        (b"<html><table><tr><td>1</td></tr></table>", foreign(Foreign::WebPage)),
        (b"\xEF\xBB\xBF <!DOCTYPE HTML>", foreign(Foreign::WebPage)),
        (b"<?xml version=\"1.0\"?><Workbook/>", foreign(Foreign::Xml)),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", foreign(Foreign::OpenDocument)),
        (b"PK\x03\x04 xl/workbook.bin", foreign(Foreign::BinaryWorkbook)),
        (b"PK\x03\x04", ReadErrorKind::Damaged),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ReadErrorKind::Damaged),
    ];
    for (bytes, kind) in cases {
        let error = open("x.xlsx", bytes, Shape::default()).expect_err("no table");
        assert_eq!(error.kind, kind, "{:?}", String::from_utf8_lossy(bytes));
    }
}

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook whose one sheet is still to be written.
fn begun() -> zip::ZipWriter<Cursor<Vec<u8>>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    for (name, text) in [
        ("_rels/.rels", relation("r", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book.to_owned()),
        ("xl/_rels/workbook.xml.rels", relation("r1", "worksheet", "/xl/worksheets/s.xml")),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.start_file("xl/worksheets/s.xml", SimpleFileOptions::default()).expect("a part");
    archive
}

/// A workbook of one sheet with this XML.
fn package(sheet: &str) -> Vec<u8> {
    let mut archive = begun();
    archive.write_all(sheet.as_bytes()).expect("its text");
    archive.finish().expect("an archive").into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn broken_sheets_are_told_with_line_and_column() {
    let header = format!("<row r=\"1\">{}{}</row>", text("A1", "a"), text("B1", "b"));
    let long = "x".repeat(64 * 1024 + 1);
    for (body, line, column, kind) in [
        (format!("{header}<row r=\"3\">{}", text("B3", "x")), 3, 2, ReadErrorKind::Damaged),
        (format!("{header}<row r=\"1\">{}</row>", text("A1", "x")), 1, 2, ReadErrorKind::Damaged),
        (format!("{header}<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>"), 2, 1, ReadErrorKind::Damaged),
        (format!("{header}<row r=\"2\">{}</row>", text("ZZ2", "x")), 2, 702, ReadErrorKind::TooLarge(Limit::Columns)),
        (format!("{header}<row r=\"2\">{}</row>", text("B2", &long)), 2, 2, ReadErrorKind::TooLarge(Limit::Cell)),
        (header.clone(), 2, 1, ReadErrorKind::NoRows),
        (String::new(), 1, 1, ReadErrorKind::Empty),
    ] {
        let bytes = package(&format!("<worksheet><sheetData>{body}</sheetData></worksheet>"));
        let error = open("x.xlsx", &bytes, Shape::default()).expect_err("broken");
        assert_eq!((error.sheet.as_str(), error.line, error.column, error.kind), ("S", line, column, kind));
    }
    // Cells and rows without an address follow one another; a shared text may be said in the cell.
    let body = "<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b &amp; c</v></c></row><row><c><v>1</v></c><c/></row>";
    let bytes = package(&format!("<worksheet><sheetData>{body}</sheetData></worksheet>"));
    let sheet = &open("x", &bytes, Shape::default()).expect("a sheet").sheets[0];
    assert_eq!((sheet.header(), rows(sheet)), (&["a".to_owned(), "b & c".to_owned()][..], vec![vec!["1", ""]]));
}

/// Reads whatever it is and looks at every cell.
fn touch(bytes: &[u8]) {
    match open("x", bytes, Shape::default()) {
        Ok(opened) => {
            for sheet in &opened.sheets {
                for row in 0..=sheet.rows() {
                    for column in 0..=sheet.columns() {
                        let _cell = sheet.cell(row, column);
                    }
                }
            }
        }
        Err(error) => assert!(error.line >= 1 && error.column >= 1 && error.key().starts_with("import-error-")),
    }
}

fn fuzz() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
}

fn spoiled(bytes: &[u8], spots: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, byte) in spots {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_after_the_mark_of_an_archive_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        touch(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        touch(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_spoiled_workbook_makes_the_reader_panic(spots in fuzz()) {
        touch(&spoiled(&own(), &spots));
    }

    #[test]
    fn no_xml_makes_the_reader_panic(xml in "(<(/?)(row|c|v|f|is|t|sheetData|mergeCell|worksheet)( r=\"[A-Z]{0,4}[0-9]{0,8}\"| t=\"(s|n|b|e|d|str|inlineStr)\"| s=\"[0-9]\"| ref=\"[A-Z]{1,3}[0-9]{1,4}:[A-Z]{1,3}[0-9]{1,4}\"){0,2}(/?)>|[0-9.E+-]{1,6}|&(amp|#10|x|#99999999);|东){0,40}") {
        touch(&package(&xml));
    }
}

#[test]
fn no_spoiled_workbook_of_before_2007_makes_the_reader_panic() {
    let Some(bytes) = written("spoil.xls", ("xlwt", "FIELDBOOK_PYTHON_XLWT", WRITE_XLS)) else { return };
    let config = ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&fuzz(), |spots| {
            touch(&spoiled(&bytes, &spots));
            Ok(())
        })
        .expect("no panic");
}

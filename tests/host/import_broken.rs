//! Broken files: each gives the line and column of what is wrong, and nothing of it is taken.

use fieldbook::exchange::csv::{Limit, NoteKind, ReadErrorKind, read};
use proptest::prelude::*;

use super::import_desk::sheet;

#[test]
fn each_fault_is_told_with_line_and_column() {
    use ReadErrorKind::{Empty, LongRow, NoRows, NotText, Nul, QuoteOpen, QuoteStray, TooLarge};
    let long_cell = format!("a,b\n1,{}\n", "x".repeat(64 * 1024 + 1));
    let wide = format!("{}\n1\n", "a,".repeat(512));
    let cases: Vec<(&[u8], u32, u32, ReadErrorKind)> = vec![
        (b"", 1, 1, Empty),
        (b"\xEF\xBB\xBF", 1, 1, Empty),
        (b"\n\r\n\n", 1, 1, Empty),
        (b"a,b\r\n", 2, 1, NoRows),
        (b"a,b", 1, 4, NoRows),
        (b"a,b\n1,\"open\n2,3\n", 2, 3, QuoteOpen),
        (b"a,b\r\n\"1\",2\r\n\"3,4\r\n", 3, 1, QuoteOpen),
        (b"a,b\n1,\"x\"y\n", 2, 6, QuoteStray),
        ("名,b\n东方,\"x\" \n".as_bytes(), 2, 7, QuoteStray),
        (b"a,b\n1,2\n1,2,3\n", 3, 5, LongRow { have: 3, want: 2 }),
        ("a,b\n\"东\n方\",2\n1,2,\"3\"\n".as_bytes(), 4, 5, LongRow { have: 3, want: 2 }),
        (b"a,b\r1,2\r1,2,3\r", 3, 5, LongRow { have: 3, want: 2 }),
        (b"a,b\n1,\xFF\n", 2, 3, NotText),
        (b"\xFF\xFEa\0,\0b\0\x00\xD8", 1, 4, NotText),
        ("a,b\n1,2\n".as_bytes().split_at(3).0, 1, 4, NoRows),
        ("a,b\n客户东".as_bytes().split_at(12).0, 2, 3, NotText),
        (b"a,b\n1,\0\n", 2, 3, Nul),
        (long_cell.as_bytes(), 2, 3, TooLarge(Limit::Cell)),
        (wide.as_bytes(), 1, 1_025, TooLarge(Limit::Columns)),
    ];
    for (bytes, line, column, kind) in cases {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        let error = read("x.csv", bytes).expect_err(&shown);
        assert_eq!((error.line, error.column, error.kind), (line, column, kind), "{shown:?}");
        assert!(error.key().starts_with("import-error-"));
        let args = error.args();
        assert_eq!(&args[..2], [("line", line.to_string()), ("column", column.to_string())]);
    }
}

#[test]
fn a_file_beyond_the_limits_is_refused_whole() {
    let big = vec![b'a'; Limit::Bytes.most() + 1];
    assert_eq!(read("x.csv", &big).map_err(|e| e.kind).err(), Some(ReadErrorKind::TooLarge(Limit::Bytes)));
    let rows = format!("a\n{}", "1\n".repeat(Limit::Rows.most() + 1));
    let error = read("x.csv", rows.as_bytes()).expect_err("too many rows");
    assert_eq!((error.line, error.kind), (1_000_002, ReadErrorKind::TooLarge(Limit::Rows)));
}

#[test]
fn many_short_rows_under_a_wide_header_cost_what_they_hold() {
    // Filled up to the header, these 2 MB would be a hundred million cells.
    let text = format!("{}\n{}", vec!["h"; 500].join(","), "1\n".repeat(200_000));
    let sheet = sheet("x.csv", &text);
    assert_eq!((sheet.rows(), sheet.columns()), (200_000, 500));
    assert_eq!((sheet.cell(199_999, 0), sheet.cell(199_999, 499), sheet.cell(200_000, 0)), ("1", "", ""));
    assert_eq!(sheet.notes().last().map(|note| note.kind), Some(NoteKind::ShortRows(200_000)));
}

#[test]
fn what_is_only_odd_is_read_and_noted() {
    let odd = sheet("x.csv", "a;;a \r\n1;2\r\n\r\n3;4;5\r\n6\r\n7;8;9;;\r\n");
    assert_eq!(odd.delimiter(), Some(';'));
    assert_eq!(odd.header(), ["a", "", "a"]);
    assert_eq!(odd.rows(), 4);
    let rows: Vec<Vec<&str>> = (0..4).map(|row| (0..3).map(|column| odd.cell(row, column)).collect()).collect();
    assert_eq!(rows, [["1", "2", ""], ["3", "4", "5"], ["6", "", ""], ["7", "8", "9"]]);
    assert_eq!((0..4).map(|row| odd.line(row)).collect::<Vec<_>>(), [2, 4, 5, 6]);
    let notes: Vec<_> = odd.notes().iter().map(|note| (note.line, note.column, note.kind)).collect();
    let (blank, repeated) = (NoteKind::BlankHeader, NoteKind::RepeatedHeader);
    assert_eq!(notes, [(1, 3, blank), (1, 4, repeated), (2, 3, NoteKind::ShortRows(2))]);
}

#[test]
fn every_usual_shape_of_a_file_reads_alike() {
    let want = [["Cancity", "1,5"], ["东方\n集团", "say \"hi\""]];
    for text in [
        "a,b\nCancity,\"1,5\"\n\"东方\n集团\",\"say \"\"hi\"\"\"\n",
        "\u{feff}a,b\nCancity,\"1,5\"\n\"东方\n集团\",\"say \"\"hi\"\"\"",
        "a;b\nCancity;1,5\n\"东方\n集团\";\"say \"\"hi\"\"\"\n",
        "a\tb\nCancity\t1,5\n\"东方\n集团\"\t\"say \"\"hi\"\"\"\n",
        "a|b\rCancity|1,5\r\"东方\n集团\"|\"say \"\"hi\"\"\"\r",
        "sep=;\r\na;b\r\nCancity;1,5\r\n\"东方\n集团\";\"say \"\"hi\"\"\"\r\n",
        "\"a\",\"b\"\r\n\r\n\"Cancity\",\"1,5\"\r\n\r\n\"东方\n集团\",\"say \"\"hi\"\"\"\r\n\r\n",
    ] {
        let sheet = sheet("x.csv", text);
        assert_eq!(sheet.header(), ["a", "b"], "{text:?}");
        let rows: Vec<Vec<&str>> = (0..sheet.rows()).map(|row| vec![sheet.cell(row, 0), sheet.cell(row, 1)]).collect();
        assert_eq!(rows, want, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        touch(&bytes);
    }

    #[test]
    fn no_text_of_marks_makes_the_reader_panic(text in "[a\",;\t|\r\n'=东 sep\u{feff}]{0,80}") {
        touch(text.as_bytes());
    }
}

fn touch(bytes: &[u8]) {
    match read("x.csv", bytes) {
        Ok(sheet) => {
            for row in 0..=sheet.rows() {
                for column in 0..=sheet.columns() {
                    let _cell = sheet.cell(row, column);
                }
            }
        }
        Err(error) => {
            let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
            assert!((1..=lines).contains(&(error.line as usize)), "{error}");
            assert!(error.column >= 1);
        }
    }
}

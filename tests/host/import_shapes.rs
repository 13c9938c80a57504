//! Text tables as companies keep and copy them: encodings, titles, sums, units, pasted cells.

use fieldbook::exchange::csv::NoteKind;
use fieldbook::exchange::{DateForm, Encoding, Headings, Shape, Totals, Unit, open};
use fieldbook::model::records::{Account, Deal};
use fieldbook::model::{Currency, Day, Money};
use proptest::prelude::*;

use super::import_desk::{Desk, sheet, targets};

#[test]
fn a_table_reads_alike_in_every_encoding() {
    let simplified = "客户名称,电话,备注\r\n深圳市华为技术有限公司,0755-28780808,\"大客户,重点\"\r\n";
    let traditional = "客戶名稱,電話,備註\r\n台灣積體電路製造股份有限公司,03-5636688,重點客戶\r\n";
    let big5 = encoding_rs::BIG5.encode(traditional).0.into_owned();
    let gbk = encoding_rs::GBK.encode(simplified).0.into_owned();
    let wide: Vec<u8> = simplified.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFE\xFF".to_vec(), traditional.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    for (bytes, encoding, cell) in [
        (simplified.as_bytes().to_vec(), Encoding::Utf8, "深圳市华为技术有限公司"),
        (gbk, Encoding::Gb18030, "深圳市华为技术有限公司"),
        (big5, Encoding::Big5, "台灣積體電路製造股份有限公司"),
        (wide, Encoding::Utf16Le, "深圳市华为技术有限公司"),
        (marked, Encoding::Utf16Be, "台灣積體電路製造股份有限公司"),
    ] {
        let opened = open("x.csv", &bytes, Shape::default()).expect("a table");
        let sheet = &opened.sheets[0];
        assert_eq!((sheet.shape().encoding, sheet.cell(0, 0)), (Some(encoding), cell));
        assert_eq!(sheet.columns(), 3, "{encoding:?}");
    }
    // Read in the wrong one on purpose, it is wrong or refused, never a panic.
    let forced = Shape { encoding: Some(Encoding::Big5), ..Shape::default() };
    assert!(
        open("x.csv", simplified.as_bytes(), forced)
            .map_or(true, |opened| opened.sheets[0].cell(0, 0) != "深圳市华为技术有限公司")
    );
}

#[test]
fn headings_are_found_under_titles_and_over_two_lines() {
    for (text, line, header, rows) in [
        ("2024年销售台账,,,\n客户,电话,金额,日期\n东方,138,5,2024-01-05\n", (2, 2), "客户|电话|金额|日期", 1),
        (
            "Report of May,,,\n,,,\nAccount,Owner,Amount,Close Date\nAcme,Ann,5,2024-01-05\n",
            (3, 3),
            "Account|Owner|Amount|Close Date",
            1,
        ),
        ("客户,联系方式,,金额\n,电话,邮箱,\n东方,138,a@b,5\n", (1, 2), "客户|联系方式 电话|联系方式 邮箱|金额", 1),
        ("Werte,,,\nalpha,beta,gamma,delta\n1,2,3,4\n5,6,7,8\n", (2, 2), "alpha|beta|gamma|delta", 2),
        // What only looks a little like a title is the header that it is.
        ("name,\nAcme,Berlin\n", (1, 1), "name|", 1),
        ("wer,was,wo\nAnn,Pump,Acme\n", (1, 1), "wer|was|wo", 1),
        ("客户\n东方\n西方\n", (1, 1), "客户", 2),
        ("a,b,c\nx,,\nname,phone,e-mail\n", (1, 1), "a|b|c", 2),
    ] {
        let sheet = sheet("x.csv", text);
        assert_eq!(sheet.header_lines(), Some(line), "{text:?}");
        assert_eq!((sheet.header().join("|").as_str(), sheet.rows()), (header, rows), "{text:?}");
    }
    let text = "Report,,\nname,phone,city\nAcme,1,Bonn\n";
    let shape = Shape { headings: Headings::Line(1), ..Shape::default() };
    let told = &open("x.csv", text.as_bytes(), shape).expect("a table").sheets[0];
    assert_eq!((told.header(), told.rows()), (&["Report".to_owned(), String::new(), String::new()][..], 2));
}

#[test]
fn sums_are_left_out_and_told() {
    let text = "客户,金额\n东方,5\n华东小计,5\n西方,7\n合计,12\n";
    let plain = sheet("x.csv", text);
    assert_eq!((plain.rows(), plain.cell(1, 0), plain.line(1)), (2, "西方", 4));
    assert!(plain.notes().iter().any(|note| (note.line, note.kind) == (3, NoteKind::Totals(2))));
    let kept = Shape { totals: Totals::Kept, ..Shape::default() };
    assert_eq!(open("x.csv", text.as_bytes(), kept).expect("a table").sheets[0].rows(), 4);
}

#[test]
fn cells_copied_from_a_spreadsheet_are_a_table() {
    let opened = open("Pasted", "name\tsize\tnote\r\nPipe\t5\"\t\"two\nlines\"\r\n".as_bytes(), Shape::default())
        .expect("cells");
    assert_eq!((opened.sheets[0].cell(0, 1), opened.sheets[0].cell(0, 2)), ("5\"", "two\nlines"));
    // A cell that begins with a quotation mark is copied as it is.
    let opened = open("Pasted", "name\tsize\n\"big\" pipe\t5\nrod\t\"6\n".as_bytes(), Shape::default()).expect("cells");
    assert_eq!((opened.sheets[0].cell(0, 0), opened.sheets[0].cell(1, 1)), ("\"big\" pipe", "\"6"));
}

#[test]
fn long_numbers_and_codes_stay_as_they_are_and_lost_digits_are_told() {
    let mut desk = Desk::new();
    let text = "客户名称,编号,电话\n东方,000123,013800138000\n西方,123456789012345678,1.38E+10\n";
    let one = sheet("客户.csv", text);
    assert!(one.notes().iter().any(|note| (note.line, note.column, note.kind) == (3, 3, NoteKind::Shortened(1))));
    let plan = desk.guess(vec![one]);
    desk.import(&plan);
    let codes: Vec<_> = desk.book.all::<Account>().map(|account| (account.code, account.phone)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(codes, [(some("000123"), some("013800138000")), (some("123456789012345678"), some("1.38E+10")),]);
}

#[test]
fn units_and_days_are_read_as_headings_and_titles_say() {
    let mut desk = Desk::new();
    let text = "单位：万元,,,,\n商机编号,商机名称,阶段,金额,预计成交日期\nA,甲,线索,12.5,45418\nB,乙,线索,3.5亿,45419\nC,丙,线索,(1.2),45420\n";
    let mut plan = desk.guess(vec![sheet("商机.csv", text)]);
    assert_eq!(targets(&plan, 0, &desk.book).1, ["code", "title", "stage", "amount", "expected_close"]);
    assert_eq!(plan.files[0].columns[3].form.unit, Unit::TenThousand);
    assert_eq!(plan.files[0].columns[4].form.date, DateForm::Serial);
    plan.currency = Currency::CNY;
    desk.import(&plan);
    let cny = |yuan: i64| Some(Money::new(yuan * 100, Currency::CNY));
    let deals: Vec<_> = desk.book.all::<Deal>().map(|deal| (deal.amount, deal.expected_close)).collect();
    assert_eq!(
        deals,
        [
            (cny(125_000), Day::parse("2024-05-06")),
            (cny(350_000_000), Day::parse("2024-05-07")),
            (cny(-12_000), Day::parse("2024-05-08")),
        ]
    );

    // A day without its year is of the year nearest to today, or of the one chosen.
    let text = "编号,商机名称,阶段,金额(千元),预计成交日期\nA,甲,线索,5,5月6日\n";
    for (year, want) in [(None, "2027-05-06"), (Some(2024), "2024-05-06")] {
        let mut desk = Desk::new();
        let mut plan = desk.guess(vec![sheet("商机.csv", text)]);
        assert_eq!(plan.files[0].columns[4].form.date, DateForm::MonthDay);
        plan.files[0].columns[4].form.year = year;
        plan.currency = Currency::CNY;
        desk.import(&plan);
        let deal = desk.book.all::<Deal>().next().expect("a deal");
        assert_eq!((deal.amount, deal.expected_close), (cny(5_000), Day::parse(want)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_in_any_encoding_make_the_reader_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        encoding in prop::sample::select(Encoding::ALL.to_vec()),
        line in 0_u32..4,
    ) {
        for encoding in [None, Some(encoding)] {
            let shape = Shape { encoding, headings: Headings::Line(line), ..Shape::default() };
            if let Err(error) = open("x", &bytes, shape) {
                prop_assert!(error.line >= 1 && error.column >= 1);
            }
        }
    }
}

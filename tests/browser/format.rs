//! Numbers, money and dates in the three languages.

use fieldbook::browser::IntlFormat;
use fieldbook::model::messages::Language;
use fieldbook::model::{BasisPoints, Currency, Day, Instant, Money, Month, Zone};
use fieldbook::ports::Format;
use wasm_bindgen_test::wasm_bindgen_test;

const USD: Currency = Currency::USD;
const CNY: Currency = Currency::CNY;

/// Compares with no-break spaces shown as plain ones.
fn check(got: &str, want: &str) {
    assert_eq!(got.replace('\u{a0}', " "), want);
}

#[wasm_bindgen_test]
fn english() {
    let format = IntlFormat::new(Language::En);
    check(&format.number(8_800.0, 0), "8,800");
    check(&format.number(1_234.567, 1), "1,234.6");
    check(&format.number(12.0, 2), "12");
    check(&format.money(Money::new(1_000_553_400, USD), true), "$10,005,534");
    check(&format.money(Money::new(-123_456, USD), false), "-$1,234.56");
    check(&format.money(Money::new(105_400, CNY), false), "CN¥1,054.00");
    check(&format.money_sum(1_000_553_400, USD), "$10,005,534");
    check(&format.money_sum(1_000_553_450, USD), "$10,005,534.50");
    check(&format.money_sum(123_456_789_012_345_678_901, USD), "$1,234,567,890,123,456,789.01");
    check(&format.money_short(1_000_553_400, USD), "$10.0M");
    check(&format.money_short(356_864_700, USD), "$3.6M");
    check(&format.money_short(105_400, USD), "$1.1K");
    check(&format.money_short(55_000, USD), "$550");
    check(&format.money_short(-1_234_500_000_000, USD), "-$12.3B");
    check(&format.money_short(0, USD), "$0");
    check(&format.percent(BasisPoints(6_315)), "63.2 %");
    check(&format.percent(BasisPoints(10_000)), "100.0 %");
    check(&format.day(Day::parse("2017-07-01").expect("a day")), "1 Jul 2017");
    check(&format.month(Month::parse("2017-07").expect("a month")), "Jul 2017");
    let zone = Zone::fixed("Asia/Shanghai", 480);
    check(&format.instant(Instant(1_795_536_000_000 + 904 * 60_000), &zone), "25 Nov 2026, 15:04");
}

#[wasm_bindgen_test]
fn simplified_chinese() {
    let format = IntlFormat::new(Language::ZhHans);
    check(&format.number(8_800.0, 0), "8,800");
    check(&format.money(Money::new(1_000_553_400, CNY), true), "¥10,005,534");
    check(&format.money_short(612_000_000, CNY), "¥612 万");
    check(&format.money_short(66_400_000, CNY), "¥66.4 万");
    check(&format.money_short(9_600_000, CNY), "¥9.6 万");
    check(&format.money_short(1_038_000_000, CNY), "¥1,038 万");
    check(&format.money_short(12_345_000_000, CNY), "¥1.23 亿");
    check(&format.money_short(950_000, CNY), "¥9,500");
    check(&format.money_short(1_000_553_400, USD), "US$1,001 万");
    check(&format.percent(BasisPoints(6_480)), "64.8 %");
    check(&format.day(Day::parse("2017-07-01").expect("a day")), "2017-07-01");
    check(&format.month(Month::parse("2017-07").expect("a month")), "2017 年 7 月");
    let zone = Zone::fixed("Asia/Shanghai", 480);
    check(&format.instant(Instant(1_795_536_000_000 + 904 * 60_000), &zone), "2026-11-25 15:04");
}

#[wasm_bindgen_test]
fn traditional_chinese() {
    let format = IntlFormat::new(Language::ZhHant);
    let twd = Currency::parse("TWD").expect("a code");
    check(&format.money_short(612_000_000, twd), "$612 萬");
    check(&format.money_short(12_345_000_000, twd), "$1.23 億");
    check(&format.month(Month::parse("2017-07").expect("a month")), "2017 年 7 月");
}

#[wasm_bindgen_test]
fn extremes_are_written_not_thrown() {
    for language in [Language::En, Language::ZhHans, Language::ZhHant] {
        let format = IntlFormat::new(language);
        for minor in [i128::MIN, i128::MAX] {
            assert!(!format.money_short(minor, USD).is_empty());
            assert!(!format.money_sum(minor, USD).is_empty());
        }
        assert!(!format.day(Day(i32::MAX)).is_empty());
        assert!(!format.day(Day(i32::MIN)).is_empty());
        assert!(!format.month(Month(i32::MAX)).is_empty());
        assert!(!format.number(f64::MAX, 0).is_empty());
    }
}

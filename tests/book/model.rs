//! The model's own promises: money, days and zones, ids.

use fieldbook::model::id::IdMaker;
use fieldbook::model::money::weigh;
use fieldbook::model::{BasisPoints, Currency, Day, Id, Instant, Money, Month, Zone};
use proptest::prelude::*;

use super::world::START;
use crate::cases;

fn currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["CNY", "USD", "JPY", "KWD"]).prop_map(|code| Currency::parse(code).expect("a code"))
}

/// A decimal number with more digits than any currency has, and its value in units of 10^-6.
fn decimal() -> impl Strategy<Value = (String, i128)> {
    (any::<bool>(), 0..=9_000_000_000_000_i64, 0..1_000_000_i64, 0..=6_usize).prop_map(
        |(negative, whole, millionths, places)| {
            let fraction = &format!("{millionths:06}")[..places];
            let text = if places == 0 { format!("{whole}") } else { format!("{whole}.{fraction}") };
            let kept = i128::from(millionths) / 10_i128.pow(6 - u32::try_from(places).expect("small"))
                * 10_i128.pow(6 - u32::try_from(places).expect("small"));
            let value = i128::from(whole) * 1_000_000 + kept;
            if negative { (format!("-{text}"), -value) } else { (text, value) }
        },
    )
}

/// Half to even, worked out on the doubled value.
fn half_even(numerator: i128, denominator: i128) -> i128 {
    let floor = numerator.div_euclid(denominator);
    let twice = 2 * numerator.rem_euclid(denominator);
    if twice > denominator || (twice == denominator && floor % 2 != 0) { floor + 1 } else { floor }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn money_of_two_currencies_never_mixes((a, b) in (any::<i64>(), any::<i64>()), (one, other) in (currency(), currency())) {
        let sum = Money::new(a, one).checked_add(Money::new(b, other));
        if one == other {
            prop_assert_eq!(sum.map(|sum| sum.minor), a.checked_add(b));
            prop_assert!(sum.is_none_or(|sum| sum.currency == one));
        } else {
            prop_assert_eq!(sum, None);
            prop_assert_ne!(Money::new(a, one), Money::new(a, other));
        }
    }

    #[test]
    fn weighting_keeps_the_currency_and_rounds_half_to_even(minor in any::<i64>(), share in -20_000..=20_000_i64, currency in currency()) {
        let weighted = Money::new(minor, currency).weighted(BasisPoints(share));
        prop_assert_eq!(weighted.currency, currency);
        let exact = half_even(i128::from(minor) * i128::from(share), 10_000);
        let clamped = exact.clamp(i64::MIN.into(), i64::MAX.into());
        prop_assert_eq!(i128::from(weigh(minor, BasisPoints(share))), clamped);
        prop_assert_eq!(weighted.minor, weigh(minor, BasisPoints(share)));
        prop_assert_eq!(Money::new(minor, currency).weighted(BasisPoints::WHOLE).minor, minor);
    }

    #[test]
    fn money_reads_back_what_it_writes(minor in any::<i64>(), currency in currency()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse(&money.decimal(), currency), Some(money));
    }

    #[test]
    fn reading_money_rounds_half_to_even((text, millionths) in decimal(), currency in currency()) {
        let unit = 10_i128.pow(6 - currency.digits());
        // Rounding goes by magnitude: half-even is the same on either side of zero.
        let exact = half_even(millionths.abs(), unit) * millionths.signum();
        prop_assert_eq!(Money::parse(&text, currency).map(|money| i128::from(money.minor)), Some(exact));
    }

    #[test]
    fn no_text_makes_the_reader_of_money_panic(text in "-?[0-9]{0,45}\\.?[0-9]{0,45}", any in any::<String>(), currency in currency()) {
        for text in [text, any] {
            if let Some(money) = Money::parse(&text, currency) {
                prop_assert!(text.bytes().any(|byte| byte.is_ascii_digit()));
                prop_assert_eq!(money.currency, currency);
            }
        }
    }

    #[test]
    fn days_read_back_and_count(number in -700_000..2_900_000_i32, plus in -10_000..10_000_i32) {
        let day = Day(number);
        if number >= -719_162 {
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
        prop_assert_eq!(day.plus(plus).plus(-plus), day);
        let month = day.month();
        prop_assert!(month.first_day() <= day && day <= month.last_day());
        prop_assert_eq!(month.last_day().plus(1).month(), Month(month.0 + 1));
        prop_assert_eq!((day.weekday() + 1) % 7, day.plus(1).weekday());
    }

    #[test]
    fn a_day_starts_where_the_day_before_ends(day in 15_000..25_000_i32, which in 0..ZONES.len()) {
        let zone = zone(which);
        starts(&zone, Day(day)).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn ids_sort_by_time_and_never_meet(seeds in prop::collection::hash_set(any::<[u8; 32]>(), 1..5), millis in 0..4_000_000_000_000_i64) {
        let mut made = std::collections::BTreeSet::new();
        let (early, late) = (IdMaker::new(Instant(millis), [1; 32]), IdMaker::new(Instant(millis + 1), [1; 32]));
        prop_assert!(early.next_id() < late.next_id());
        let count = seeds.len();
        let mut seeds: Vec<_> = seeds.into_iter().collect();
        seeds.sort_unstable();
        for seed in seeds {
            let maker = IdMaker::new(START, seed);
            for _ in 0..5 {
                let id = maker.next_id();
                prop_assert_eq!(Id::parse(&id.to_string()), Some(id));
                made.insert(id);
            }
        }
        prop_assert_eq!(made.len(), count * 5);
    }
}

/// Name, offset before, and the changes: (UTC instant in milliseconds, offset from then on).
type Steps = (&'static str, i32, &'static [(i64, i32)]);

/// Zones as the tz database has them, with the changes that are hard for midnights.
const ZONES: [Steps; 7] = [
    ("UTC", 0, &[]),
    ("Asia/Shanghai", 480, &[]),
    // 2026-03-29T01:00Z +120, 2026-10-25T01:00Z +60.
    ("Europe/Berlin", 60, &[(1_774_746_000_000, 120), (1_792_890_000_000, 60)]),
    // Midnight of 2018-11-04 never was (03:00Z), midnight of 2018-02-18 came twice (02:00Z the hour before).
    ("America/Sao_Paulo", -120, &[(1_518_919_200_000, -180), (1_541_300_400_000, -120), (1_550_368_800_000, -180)]),
    // 2022-03-27: 00:00 became 01:00 (22:00Z the day before); 2022-10-30: 00:00 became 23:00 (21:00Z).
    ("Asia/Beirut", 120, &[(1_648_332_000_000, 180), (1_667_077_200_000, 120)]),
    // 2022-11-06: 01:00 became 00:00 (05:00Z), so midnight came twice on one day.
    ("America/Havana", -240, &[(1_667_710_800_000, -300)]),
    // 2011-12-30 never was: 24 hours were skipped at its midnight (10:00Z).
    ("Pacific/Apia", -600, &[(1_325_239_200_000, 840)]),
];

fn zone(which: usize) -> Zone {
    let (name, before, changes) = ZONES[which];
    let steps = changes.iter().map(|(at, minutes)| (Instant(*at), *minutes));
    Zone::from_steps(name, std::iter::once((Instant::ALWAYS, before)).chain(steps).collect())
}

/// The first instant of a day is its first: the one before belongs to an earlier day.
fn starts(zone: &Zone, day: Day) -> Result<(), String> {
    let start = zone.start_of(day);
    let (first, before) = (zone.day_of(start), zone.day_of(Instant(start.0 - 1)));
    let skipped = zone.name == "Pacific/Apia" && day == Day(15_338);
    if (first == day || skipped) && before < day && zone.end_of(day.plus(-1)).0 + 1 == start.0 {
        Ok(())
    } else {
        Err(format!("{} {day}: starts at {start:?}, in {first} after {before}", zone.name))
    }
}

#[test]
fn numbers_too_large_for_money_are_refused_and_not_wrapped() {
    let dollars = Currency::USD;
    assert_eq!(Money::parse("92233720368547758.07", dollars).map(|money| money.minor), Some(i64::MAX));
    assert_eq!(Money::parse("-92233720368547758.08", dollars).map(|money| money.minor), Some(i64::MIN));
    for text in [
        "92233720368547758.08",
        "92233720368547758.075",
        "17014118346046923173168730371588410572.8",
        "1701411834604692317316873037158841057.278",
        "170141183460469231731687303715884105727.9",
    ] {
        assert_eq!(Money::parse(text, dollars), None, "{text}");
        assert_eq!(
            Money::parse(&format!("-{text}"), Currency::parse("JPY").expect("a code")).filter(|_| text.len() > 25),
            None,
            "{text}"
        );
    }
}

#[test]
fn days_with_a_change_at_midnight_start_with_their_first_instant() {
    for (which, (_, _, changes)) in ZONES.iter().enumerate() {
        let zone = zone(which);
        for (at, _) in *changes {
            let near = zone.day_of(Instant(*at));
            for days in -2..=2 {
                starts(&zone, near.plus(days)).expect("starts with its first instant");
            }
        }
    }
}

//! Search against a naive one that spells every name out, and on names whose readings are known.

use std::collections::BTreeSet;

use fieldbook::book::command::Editor;
use fieldbook::book::{Cause, Label};
use fieldbook::model::records::{Account, Contact, Deal};
use fieldbook::model::{Id, Record, Value};
use fieldbook::query::search::{Ask, Fit, Found, Han, Index, search};
use proptest::prelude::*;

use super::world::{Spec, World};

/// The facts that the application loads.
fn facts() -> Han {
    Han::parse(include_str!("../../public/facts/han.txt")).expect("the facts can be read")
}

/// A company with accounts: name, code, telephone.
fn company(accounts: &[(&str, &str, &str)]) -> World {
    let mut world = World::new(&[]);
    world.with(|keeper, context| {
        let book = keeper.book().clone();
        let mut edit = Editor::new(&book, context.now, Label::new("x"), Cause::Typed);
        let text = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        for (at, (name, code, phone)) in accounts.iter().enumerate() {
            let values = [(Account::NAME, text(name)), (Account::CODE, text(code)), (Account::PHONE, text(phone))];
            edit.create(Account::COLLECTION.key, Id(1_000 + at as u128), &values, &[]).expect("valid");
        }
        drop(keeper.take(edit.finish().expect("something"), context, Vec::new()));
    });
    world
}

fn indexed(world: &World) -> Index {
    let mut index = Index::new(facts());
    while !index.advance(world.book(), 7) {}
    index
}

fn ask(index: &Index, world: &World, query: &str) -> Found {
    search(index, world.book(), &Ask { query, limit: 1_000, only: Some("accounts"), ..Ask::default() })
}

/// The names found, the best first.
fn names(index: &Index, world: &World, query: &str) -> Vec<String> {
    let table = world.book().of::<Account>();
    let name = |row: usize| fieldbook::query::title::of_row(table, row);
    ask(index, world, query).hits.iter().map(|hit| name(hit.row)).collect()
}

#[test]
fn well_known_names_are_found_by_their_readings_and_in_either_script() {
    // Readings as places and people are known by, several of them against the usual reading.
    let known = [
        ("重庆", "chongqing cq chq zhongqing 重慶"),
        ("曾国藩", "zengguofan zgf zengguof"),
        ("单雄信", "shanxiongxin sxx 單雄信"),
        ("厦门", "xiamen xm 廈門"),
        ("西安", "xi'an xian xa"),
        ("乐山", "leshan ls 樂山"),
        ("六安", "luan liuan la"),
        ("长春", "changchun cc chch 長春"),
        ("中国银行", "zhongguoyinhang zgyh zhgyh 中國銀行"),
        ("吕布", "lvbu lubu lb 呂布"),
        ("台湾积体电路", "taiwanjiti 臺灣積體電路 tw"),
        ("解放日报", "jiefangribao jfrb"),
    ];
    let accounts: Vec<(&str, &str, &str)> = known.iter().map(|(name, _)| (*name, "", "")).collect();
    let world = company(&accounts);
    let index = indexed(&world);
    for (name, queries) in known {
        for query in queries.split(' ') {
            assert!(names(&index, &world, query).iter().any(|found| found == name), "{query} finds {name}");
        }
        assert_eq!(names(&index, &world, name), [name]);
    }
    assert!(names(&index, &world, "shenzhen").is_empty());
}

#[test]
fn better_fits_stand_first() {
    let world = company(&[
        ("Bacmeister", "", ""),
        ("Great Acme", "", ""),
        ("Acme Corporation", "", ""),
        ("Acme", "", ""),
        ("阿成马尔", "", ""),
        ("Adme", "", ""),
    ]);
    let index = indexed(&world);
    // A, cheng, ma, er: the last begins with what was typed last.
    assert_eq!(names(&index, &world, "ACME"), ["Acme", "Acme Corporation", "Great Acme", "阿成马尔", "Bacmeister"]);
    assert_eq!(names(&index, &world, "corp acm"), ["Acme Corporation"]);
    assert_eq!(names(&index, &world, "acmme"), ["Acme", "Acme Corporation", "Great Acme"]);
    assert_eq!(names(&index, &world, "acm"), ["Acme", "Acme Corporation", "Great Acme", "阿成马尔", "Bacmeister"]);
    let fits: Vec<Fit> = ask(&index, &world, "acm").hits.iter().map(|hit| hit.fit).collect();
    assert_eq!(fits, [Fit::Prefix, Fit::Prefix, Fit::Word, Fit::Sound, Fit::Inside]);
    assert_eq!(ask(&index, &world, "  \u{3000}-"), Found::default());
}

#[test]
fn codes_and_telephones_are_found_however_they_are_written() {
    let world = company(&[
        ("One", "KH-00123", "138 0013 8000"),
        ("Two", "KH-00124", "+86 13800138001"),
        ("Three", "", "(010) 8888-6666"),
        ("Four", "", "+886 912 345 678"),
    ]);
    let index = indexed(&world);
    for (query, want) in [
        ("kh-00123", "One"),
        ("kh00123", "One"),
        ("KH 0012", "One Two"),
        ("13800138000", "One"),
        ("138-0013-8000", "One"),
        ("+86 138 0013 800", "One Two"),
        ("8001", "One Two"),
        ("010 8888 6666", "Three"),
        ("+861088886666", "Three"),
        ("0912345678", "Four"),
        ("\u{ff11}\u{ff13}\u{ff18}\u{ff10}\u{ff10}\u{ff11}\u{ff13}\u{ff18}\u{ff10}\u{ff10}\u{ff11}", "Two"),
    ] {
        let found: BTreeSet<String> = names(&index, &world, query).into_iter().collect();
        let want: BTreeSet<String> = want.split(' ').map(str::to_owned).collect();
        assert_eq!(found, want, "{query}");
    }
}

#[test]
fn the_index_follows_the_book() {
    let mut world = company(&[("Acme", "", ""), ("Bravo", "", "")]);
    let mut index = indexed(&world);
    let id = Id(1_000);
    let rename = |world: &mut World, name: &str| {
        world.with(|keeper, context| {
            let command = fieldbook::book::command::Edit {
                collection: Account::COLLECTION.key.into(),
                id,
                changes: vec![(Account::NAME, Some(name.into()))],
                effective: None,
                label: Label::new("x"),
            };
            keeper.act(&command, context).expect("allowed")
        });
    };
    rename(&mut world, "上海医药");
    while !index.advance(world.book(), 1) {}
    assert_eq!(names(&index, &world, "shyy"), ["上海医药"]);
    assert!(names(&index, &world, "acme").is_empty());
    world.with(|keeper, context| {
        let command = fieldbook::book::command::Remove {
            collection: Account::COLLECTION.key.into(),
            id,
            archive: false,
            label: Label::new("x"),
        };
        keeper.act(&command, context).expect("allowed")
    });
    assert!(names(&index, &world, "shyy").is_empty());
    assert_eq!(names(&index, &world, "bra"), ["Bravo"]);
}

#[test]
fn among_equals_the_recent_and_the_open_come_first() {
    let spec = |stage| Spec { stage, owner: None, minor: None, days: 3 };
    let world = World::new(&[spec(2), spec(0), spec(3), spec(1)]);
    let index = indexed(&world);
    let deals = |recent: &[Id]| -> Vec<Id> {
        let ask = Ask { query: "d", limit: 9, recent, only: Some(Deal::COLLECTION.key) };
        search(&index, world.book(), &ask).hits.into_iter().map(|hit| hit.id).collect()
    };
    let id = |at: usize| Id::from(world.deals[at]);
    assert_eq!(deals(&[]), [id(3), id(1), id(2), id(0)]);
    assert_eq!(deals(&[id(2)]), [id(2), id(3), id(1), id(0)]);
}

#[test]
fn records_of_every_collection_are_found_and_few_are_given() {
    let mut world = company(&[("Acme", "", "")]);
    world.with(|keeper, context| {
        let book = keeper.book().clone();
        let mut edit = Editor::new(&book, context.now, Label::new("x"), Cause::Typed);
        for at in 0..3_u128 {
            let email = (Contact::EMAIL, Some(Value::from(format!("wu{at}@acme.cn").as_str())));
            let values = [(Contact::NAME, Some(Value::from("吴"))), email];
            edit.create(Contact::COLLECTION.key, Id(2_000 + at), &values, &[]).expect("valid");
        }
        drop(keeper.take(edit.finish().expect("something"), context, Vec::new()));
    });
    let index = indexed(&world);
    let found = |query, limit| search(&index, world.book(), &Ask { query, limit, ..Ask::default() });
    let collections: BTreeSet<String> =
        found("acme", 9).hits.iter().map(|hit| hit.collection.clone().into_owned()).collect();
    assert_eq!(collections, BTreeSet::from(["accounts".to_owned(), "contacts".to_owned()]));
    assert_eq!(found("wu1@acme.cn", 9).hits.first().map(|hit| hit.id), Some(Id(2_001)));
    let few = found("wu", 2);
    assert_eq!((few.hits.len(), few.more), (2, true));
}

/// Syllables of the characters that generated names are made of, written down by hand.
const SPELLED: [(char, char, &[&str]); 12] = [
    ('上', '上', &["shang"]),
    ('海', '海', &["hai"]),
    ('重', '重', &["zhong", "chong", "tong"]),
    ('庆', '庆', &["qing"]),
    ('中', '中', &["zhong"]),
    ('长', '長', &["chang", "zhang"]),
    ('安', '安', &["an"]),
    ('医', '醫', &["yi"]),
    ('药', '药', &["yao"]),
    ('吕', '呂', &["lv", "lu"]),
    ('昌', '昌', &["chang"]),
    ('三', '三', &["san"]),
];

/// Everything that may be typed for a name from one of its words on, spelled out; each way ends at
/// any letter of what was typed last.
fn spellings(name: &[(char, bool)], typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some(((c, _), rest)) = name.split_first() else { return false };
    if let Some(left) = typed.strip_prefix(*c)
        && spellings(rest, left)
    {
        return true;
    }
    let Some((_, _, readings)) = SPELLED.iter().find(|(simple, _, _)| simple == c) else { return false };
    readings.iter().any(|reading| {
        let double = reading.as_bytes()[1] == b'h';
        let ways = [reading.len(), 1, if double { 2 } else { 1 }];
        reading.starts_with(typed)
            || ways.iter().any(|way| typed.strip_prefix(&reading[..*way]).is_some_and(|left| spellings(rest, left)))
    })
}

/// Whether a naive reader finds the term in the name: from any word or character on, or as it is
/// written inside a Latin word.
fn naive(name: &str, typed: &str) -> bool {
    let mut letters: Vec<(char, bool)> = Vec::new();
    let mut word = true;
    for c in name.to_lowercase().chars() {
        if c == ' ' {
            word = true;
            continue;
        }
        let simple =
            SPELLED.iter().find(|(simple, other, _)| c == *simple || c == *other).map(|(simple, _, _)| *simple);
        letters.push((simple.unwrap_or(c), word || simple.is_some()));
        word = simple.is_some();
    }
    let starts = (0..letters.len()).filter(|at| letters[*at].1);
    let inside = || {
        typed.chars().count() > 1
            && name.to_lowercase().split(|c: char| !c.is_ascii_lowercase()).any(|w| w.contains(typed))
    };
    starts.into_iter().any(|at| spellings(&letters[at..], typed)) || inside()
}

fn name() -> impl Strategy<Value = String> {
    let han =
        prop::sample::select(&SPELLED[..]).prop_flat_map(|(simple, other, _)| prop_oneof![Just(simple), Just(other)]);
    let part = prop_oneof![
        3 => prop::collection::vec(han, 1..4).prop_map(|chars| chars.into_iter().collect::<String>()),
        1 => prop::sample::select(&["Acme ", "lu ", "Shan ", "an", " Z "][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.concat().trim().to_owned())
}

fn typed() -> impl Strategy<Value = String> {
    let part = prop::sample::select(
        &[
            "sh", "shang", "s", "h", "hai", "z", "zh", "zhong", "ch", "chong", "q", "qing", "an", "a", "上", "庆", "l",
            "lu", "ac", "cm", "me", "y",
        ][..],
    );
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_that_a_naive_reader_finds_is_found_and_no_other(list in prop::collection::vec(name(), 1..40), queries in prop::collection::vec(typed(), 1..12)) {
        let accounts: Vec<(&str, &str, &str)> = list.iter().map(|name| (name.as_str(), "", "")).collect();
        let world = company(&accounts);
        let index = indexed(&world);
        for query in queries {
            let slip = query.len() >= 5;
            let found: BTreeSet<usize> = ask(&index, &world, &query).hits.iter().filter(|hit| !slip || hit.fit != Fit::Near).map(|hit| hit.row).collect();
            let want: BTreeSet<usize> = (0..list.len()).filter(|at| naive(&list[*at], &query)).collect();
            prop_assert_eq!(&found, &want, "{} in {:?}", query, list);
        }
    }
}

//! Records that may be one: while typing, and in pairs against a comparison of each with each.

use std::collections::BTreeSet;

use fieldbook::book::command::{Change, Editor};
use fieldbook::book::{Cause, Label, Rejection};
use fieldbook::model::records::{Account, ApartId, Contact};
use fieldbook::model::{Id, Key, Record, Value};
use fieldbook::query::search::{Han, Index};
use fieldbook::query::twins::{Finder, TellApart, Why, like, references, undecided};

use super::world::World;

fn facts() -> Han {
    Han::parse(include_str!("../../public/facts/han.txt")).expect("the facts can be read")
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

/// Accounts (name, telephone) from id 1000 on, contacts (name, account, e-mail) from 2000 on.
fn company(accounts: &[(&str, &str)], contacts: &[(&str, u128, &str)]) -> World {
    let mut world = World::new(&[]);
    world.with(|keeper, context| {
        let book = keeper.book().clone();
        let mut edit = Editor::new(&book, context.now, Label::new("x"), Cause::Typed);
        for (at, (name, phone)) in accounts.iter().enumerate() {
            let values = [(Account::NAME, text(name)), (Account::PHONE, text(phone))];
            edit.create(Account::COLLECTION.key, Id(1_000 + at as u128), &values, &[]).expect("valid");
        }
        for (at, (name, account, email)) in contacts.iter().enumerate() {
            let account = (*account > 0).then_some(Value::Reference(Id(*account)));
            let values = [(Contact::NAME, text(name)), (Contact::ACCOUNT, account), (Contact::EMAIL, text(email))];
            edit.create(Contact::COLLECTION.key, Id(2_000 + at as u128), &values, &[]).expect("valid");
        }
        drop(keeper.take(edit.finish().expect("something"), context, Vec::new()));
    });
    world
}

const ACCOUNTS: [(&str, &str); 9] = [
    ("上海医药集团股份有限公司", "021-63730908"),
    ("上海醫藥", ""),
    ("上海医约有限公司", ""),
    ("重庆长安", "+86 23 6759 4008"),
    ("Chongqing Changan", "02367594008"),
    ("Acme Trading Co., Ltd.", ""),
    ("ACME trading", ""),
    ("Acme Tradings", ""),
    ("Plant 5", ""),
];

fn typed(world: &World, collection: &str, values: &[Change]) -> Vec<(u128, Why)> {
    let mut index = Index::new(facts());
    while !index.advance(world.book(), 100) {}
    like(&index, world.book(), collection, values, None).into_iter().map(|twin| (twin.id.0, twin.why)).collect()
}

#[test]
fn what_is_there_is_told_while_its_like_is_typed() {
    let world = company(&ACCOUNTS, &[]);
    let found = |name: &str, phone: &str| {
        typed(&world, "accounts", &[(Account::NAME, text(name)), (Account::PHONE, text(phone))])
    };
    assert_eq!(found("上海医药有限公司", ""), [(1_000, Why::Name), (1_001, Why::Name), (1_002, Why::Near)]);
    assert_eq!(found("上海依要", ""), [(1_000, Why::Sound), (1_001, Why::Sound)]);
    assert_eq!(found("acme trading inc", ""), [(1_005, Why::Name), (1_006, Why::Name), (1_007, Why::Near)]);
    assert_eq!(found("Somebody", "0086-23-67594008"), [(1_003, Why::Phone), (1_004, Why::Phone)]);
    assert_eq!(found("Plant 6", ""), []);
    assert_eq!(found("", ""), []);
}

#[test]
fn people_of_one_name_are_one_only_at_one_customer() {
    let world = company(
        &[("One", ""), ("Two", "")],
        &[
            ("张伟", 1_000, ""),
            ("张伟", 1_001, ""),
            ("張偉", 1_000, ""),
            ("Wei", 0, "wei@one.cn"),
            ("W.", 1_001, "WEI@one.cn"),
        ],
    );
    let values = [(Contact::NAME, text("张伟")), (Contact::ACCOUNT, Some(Value::Reference(Id(1_000))))];
    assert_eq!(typed(&world, "contacts", &values), [(2_000, Why::Name), (2_002, Why::Name)]);
    let pairs = pairs(&world, "contacts");
    assert_eq!(pairs, [(2_000, 2_002, vec![Why::Name]), (2_003, 2_004, vec![Why::Email])]);
    assert_eq!(references(world.book(), "accounts", Id(1_000)), 2);
}

fn pairs(world: &World, collection: &str) -> Vec<(u128, u128, Vec<Why>)> {
    let han = facts();
    let mut finder = Finder::new(&Key::Owned(collection.to_owned()));
    while !finder.advance(world.book(), &han, 2) {}
    finder.pairs(world.book(), &han, 100).into_iter().map(|pair| (pair.a.0, pair.b.0, pair.why)).collect()
}

#[test]
fn pairs_are_those_that_stand_out_when_each_is_typed_again() {
    let world = company(&ACCOUNTS, &[]);
    let found = pairs(&world, "accounts");
    let mut want = BTreeSet::new();
    for (at, (name, phone)) in ACCOUNTS.iter().enumerate() {
        let own = 1_000 + at as u128;
        for (other, why) in typed(&world, "accounts", &[(Account::NAME, text(name)), (Account::PHONE, text(phone))]) {
            if own < other {
                want.insert((own, other, why));
            }
        }
    }
    let got: BTreeSet<(u128, u128, Why)> = found.iter().map(|(a, b, why)| (*a, *b, why[0])).collect();
    assert_eq!(got, want);
    // The surest come first.
    assert_eq!(found[0].2[0], Why::Name);
    assert!(found.iter().map(|(_, _, why)| why[0]).is_sorted());
}

#[test]
fn a_pair_that_was_told_apart_is_asked_about_no_more_until_that_is_undone() {
    let mut world = company(&ACCOUNTS, &[]);
    let pairs = |world: &World| {
        let (mut index, mut finder) = (Index::new(facts()), Finder::new(&Key::Borrowed("accounts")));
        while !index.advance(world.book(), 100) {}
        while !finder.advance(world.book(), index.han(), 100) {}
        undecided(world.book(), finder.pairs(world.book(), index.han(), 100))
    };
    let before = pairs(&world);
    assert!(before.len() > 1);
    // Whichever is named first.
    let tell = |one, other| TellApart { id: ApartId(Id(50)), one, other };
    let (one, other) = (before[0].a, before[0].b);
    let head = world.with(|keeper, context| keeper.act(&tell(other, one), context).expect("is said").head);
    assert_eq!(head.label.key, "did-apart");
    assert_eq!(pairs(&world), before[1..]);
    let again = world.with(|keeper, context| keeper.act(&tell(one, other), context).map(|acted| acted.head.label));
    assert_eq!(again, Err(Rejection::Nothing));
    let batch = world.with(|keeper, _| keeper.queued(head.id).cloned().expect("queued"));
    world.with(|keeper, context| keeper.invert(&batch, context).expect("undone"));
    assert_eq!(pairs(&world), before);
}

//! Parts of a batch: roots that hold, and any parts in any order that come to the whole.

use std::collections::BTreeSet;

use fieldbook::book::apply::Applied;
use fieldbook::book::chain::{is_intact, link, root};
use fieldbook::book::part::{cut, is_part};
use fieldbook::book::seal::{Unlocked, encode, open_batch};
use fieldbook::book::{Batch, Book};
use fieldbook::model::{Id, Instant};

use super::world::{SECRETS, Team, live, said};
use crate::world::{START, batches};

/// The part that holds some records.
fn only(batch: &Batch, ids: &[u128]) -> Option<Batch> {
    cut(batch, &mut |ops, place| ids.contains(&ops.ids[place].0))
}

fn import() -> (Batch, Batch) {
    let team = Team::new();
    let mut batches = batches(&team.boss.tab.store).into_iter();
    (batches.next().expect("people"), batches.next().expect("work"))
}

fn book(batches: &[&Batch]) -> Book {
    let mut book = Book::new(Instant(START + 86_400_000));
    for batch in batches {
        book.apply(batch);
    }
    book
}

#[test]
fn a_part_has_the_root_of_the_whole_and_nothing_of_what_is_left_out() {
    let (_, work) = import();
    let part = only(&work, &[10, 20, 40]).expect("holds something");
    assert!(is_intact(&part) && is_part(&part) && !is_part(&work));
    assert_eq!((root(&part.body), part.head.root), (work.head.root, work.head.root));
    let bytes = encode(&part).expect("is written");
    let again = open_batch(bytes.clone(), &Unlocked).expect("is intact");
    assert_eq!(live(&book(&[&again])), BTreeSet::from([10, 20, 40]));
    for secret in SECRETS {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret}");
    }
    for id in [11_u128, 21, 41] {
        assert!(!bytes.windows(16).any(|part| part == Id(id).bytes()), "the id {id}");
    }
    // Whoever adds or alters anything is found out.
    let mut altered = part.clone();
    let table = altered.body.tables.iter_mut().find(|table| table.creates.len() > 1 || !table.absent.is_empty());
    table.expect("some table").absent[0].1[0] ^= 1;
    assert!(!is_intact(&altered));
    // A part of which nothing is kept is none, and a whole of which all is kept stays itself.
    assert!(only(&work, &[999]).is_none());
    let all = cut(&work, &mut |_, _| true).expect("holds everything");
    assert_eq!(link(&all.head), link(&work.head));
    // A part of a part is a part.
    let less = only(&part, &[10, 11]).expect("holds something");
    assert!(is_intact(&less));
    assert_eq!(live(&book(&[&less])), BTreeSet::from([10]));
}

#[test]
fn parts_in_any_order_and_any_number_come_to_the_whole() {
    let (people, work) = import();
    let ids: Vec<u128> = work.body.tables.iter().flat_map(|table| table.ids.iter().map(|id| id.0)).collect();
    let whole = book(&[&people, &work]);
    let mut state = 7_u64;
    let mut below = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("fits") % most
    };
    for round in 0..40 {
        let count = below(4) + 2;
        let mut shares: Vec<Vec<u128>> = vec![Vec::new(); count];
        for id in &ids {
            // Some records are in several parts.
            shares[below(count)].push(*id);
            shares[below(count)].push(*id);
        }
        let parts: Vec<Batch> = shares.iter().filter_map(|share| only(&work, share)).collect();
        let mut some = book(&[&people]);
        let mut left: Vec<usize> = (0..parts.len()).chain(0..parts.len()).collect();
        while !left.is_empty() {
            let part = &parts[left.remove(below(left.len()))];
            assert_eq!(some.apply(part), Applied::Done, "round {round}");
        }
        assert_eq!(some.digest(), whole.digest(), "round {round}");
        assert_eq!(some.history().len(), 2);
        assert!(some.holds_part(work.head.id));
        assert_eq!((some.apply(&work), some.digest()), (Applied::Done, whole.digest()));
        assert!(!some.holds_part(work.head.id));
        assert_eq!((some.apply(&work), some.history().len()), (Applied::Known, 2));
    }
}

#[test]
fn the_whole_may_follow_a_part_and_later_changes_stand() {
    let mut team = Team::new();
    let (people, work) = import();
    team.boss.set::<fieldbook::model::records::Account>(
        Id(10),
        fieldbook::model::records::Account::NAME,
        "Alpha the second".into(),
    );
    let later = batches(&team.boss.tab.store).pop().expect("a change");
    let part = only(&work, &[10]).expect("holds something");
    for order in [[&people, &part, &later, &work], [&later, &part, &work, &people], [&part, &work, &later, &people]] {
        let book = book(&order);
        assert_eq!(book.digest(), team.boss.book().digest());
        assert!(said(&book, Id(10)).iter().any(|line| line.contains("Alpha the second")));
    }
}

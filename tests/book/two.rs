//! Two records merged into one: the chosen values stay, both are found under one id, and an undo
//! gives back what was before.

use fieldbook::book::merge::{Merge, Side};
use fieldbook::book::{Command, Rejection, Table};
use fieldbook::model::{Id, Value};
use proptest::prelude::*;

use super::generate::{TOUCHED, history, play};
use super::world::{World, label};
use crate::cases;

/// What is merged: the collection, two records, and a bit for each field's side.
type Choice = (usize, usize, usize, u64);

fn live(table: &Table) -> Vec<Id> {
    table.live().iter().filter_map(|row| table.id(row)).collect()
}

fn values(table: &Table, id: Id) -> Vec<Option<Value>> {
    let row = table.row(id).expect("known");
    (0..table.columns().len()).map(|field| table.value(row, field)).collect()
}

/// The merge, with the values that it shall leave.
fn merge(world: &World, (of, one, other, sides): Choice) -> Option<(Merge, Vec<Option<Value>>)> {
    let table = world.devices[0].book.table(TOUCHED[of].key)?;
    let ids = live(table);
    let (a, b) = (*ids.get(one.checked_rem(ids.len())?)?, *ids.get(other.checked_rem(ids.len())?)?);
    if a == b {
        return None;
    }
    let side = |field: usize| if sides >> (field % 64) & 1 == 1 { Side::B } else { Side::A };
    let take: Vec<(usize, Side)> = (0..table.columns().len()).map(|field| (field, side(field))).collect();
    let (of_a, of_b) = (values(table, a), values(table, b));
    let want = take.iter().map(|(at, side)| if *side == Side::A { of_a[*at].clone() } else { of_b[*at].clone() });
    let want = want.collect();
    Some((Merge { collection: table.key().clone(), a, b, take, label: label() }, want))
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn chosen_values_stay_and_an_undo_gives_back_both(turns in history(2, 5..40), choices in prop::collection::vec((0..TOUCHED.len(), 0..64_usize, 0..64_usize, any::<u64>()), 1..4)) {
        let mut world = play(2, &turns);
        world.pull(0);
        for choice in choices {
            world.wait(1_000);
            let now = world.now;
            world.devices[0].book.advance(now);
            let Some((merge, want)) = merge(&world, choice) else { continue };
            let before = world.devices[0].book.digest();
            let batch = world.act(0, |book, context| merge.decide(book, context)).expect("two live records");
            let table = world.devices[0].book.table(&merge.collection).expect("there");
            prop_assert_eq!(table.row(merge.a), table.row(merge.b));
            prop_assert_eq!(&values(table, merge.a), &want);
            prop_assert!(live(table).contains(&merge.a.min(merge.b)) && !live(table).contains(&merge.a.max(merge.b)));
            let after = world.devices[0].book.digest();
            world.wait(1_000);
            let (undo, kept) = world.invert(0, &batch);
            prop_assert!(kept.is_empty());
            prop_assert_eq!(world.devices[0].book.digest(), before);
            world.wait(1_000);
            world.invert(0, &undo);
            prop_assert_eq!(world.devices[0].book.digest(), after);
            let again = world.act(0, |book, context| merge.decide(book, context));
            prop_assert_eq!(again.err(), Some(Rejection::Nothing));
        }
    }
}

//! Moves on a board: where a card comes to stand, and that an undo puts everything back.

use fieldbook::book::{Cause, Rejection};
use fieldbook::model::Id;
use fieldbook::model::records::{Deal, DealId, StageId};
use fieldbook::pipeline::board::order_now;
use fieldbook::pipeline::commands::{MoveDeal, Spot};
use fieldbook::pipeline::gate::Brought;
use proptest::prelude::*;

use crate::world::{Spec, World};

fn column(world: &World, stage: StageId) -> Vec<DealId> {
    let table = world.book().of::<Deal>();
    order_now(world.book(), stage).into_iter().filter_map(|row| table.id(row as usize)).map(DealId).collect()
}

fn world(counts: [usize; 4]) -> World {
    let deals = counts.iter().enumerate().flat_map(|(stage, count)| std::iter::repeat_n(stage, *count));
    let specs: Vec<Spec> = deals
        .enumerate()
        .map(|(at, stage)| Spec { stage, owner: None, minor: None, days: i64::try_from(at).expect("small") })
        .collect();
    World::new(&specs)
}

#[test]
fn unranked_cards_stand_by_stage_entry_latest_first() {
    let world = world([4, 0, 0, 0]);
    // Deal n entered n days ago.
    assert_eq!(column(&world, world.stages[0]), world.deals);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_card_stands_where_it_was_put(moves in prop::collection::vec((0..12_usize, 0..4_usize, 0..8_usize), 1..12)) {
        let mut world = world([5, 4, 3, 0]);
        for (deal, stage, place) in moves {
            let (deal, stage) = (world.deals[deal], world.stages[stage]);
            let mut expected = column(&world, stage);
            expected.retain(|id| *id != deal);
            let place = place.min(expected.len());
            let spot = expected.get(place).map_or(Spot::Last, |below| Spot::Before(*below));
            expected.insert(place, deal);
            let before = world.book().digest();
            let command = MoveDeal { deal, to: stage, spot, effective: None, brought: Brought::default() };
            let done = world.with(|keeper, context| keeper.act(&command, context));
            prop_assert_eq!(column(&world, stage), expected);
            // Undone, everything is as it was; redone, as it should be.
            if let Ok(acted) = done {
                let after = world.book().digest();
                let batch = world.keeper.queued(acted.head.id).cloned().expect("it waits to be stored");
                let undone = world.with(|keeper, context| keeper.invert(&batch, context)).expect("an undo");
                prop_assert_eq!(undone.head.cause, Cause::Undone(acted.head.id));
                prop_assert_eq!(world.book().digest(), before);
                let batch = world.keeper.queued(undone.head.id).cloned().expect("it waits to be stored");
                world.with(|keeper, context| keeper.invert(&batch, context)).expect("a redo");
                prop_assert_eq!(world.book().digest(), after);
            }
        }
    }
}

#[test]
fn a_move_that_cannot_be_says_why_and_changes_nothing() {
    let mut world = world([1, 0, 0, 0]);
    let (deal, before) = (world.deals[0], world.book().digest());
    let moved = |deal, to| MoveDeal { deal, to, spot: Spot::Usual, effective: None, brought: Brought::default() };
    let nowhere = StageId(Id(1));
    let command = moved(deal, nowhere);
    assert!(matches!(world.with(|keeper, context| keeper.act(&command, context)), Err(Rejection::Gone { .. })));
    let command = moved(DealId(Id(2)), world.stages[1]);
    assert!(matches!(world.with(|keeper, context| keeper.act(&command, context)), Err(Rejection::Gone { .. })));
    let command = moved(deal, world.stages[0]);
    assert!(matches!(world.with(|keeper, context| keeper.act(&command, context)), Err(Rejection::Nothing)));
    assert_eq!(world.book().digest(), before);
}

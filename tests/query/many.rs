//! The same done to thousands of deals: one batch, and an undo that puts every one back.

use fieldbook::book::bulk::{self, Bulk};
use fieldbook::book::command::Edit;
use fieldbook::book::each::{Deciding, Each};
use fieldbook::book::{Cause, Command, Label, Rejection};
use fieldbook::model::records::{Deal, DealId, Stage, StageId};
use fieldbook::model::validate::Problem;
use fieldbook::model::{BasisPoints, Id, Key, Record, Value};
use fieldbook::pipeline::close::Closing;
use fieldbook::pipeline::commands::{MoveDeal, Spot};
use fieldbook::pipeline::gate::Brought;
use fieldbook::pipeline::many::{Deed, ManyDeals, held_up};
use proptest::prelude::*;

use crate::world::{Spec, World};

fn world(deals: usize) -> World {
    let spec = |at: usize| Spec {
        stage: at % 4,
        owner: (!at.is_multiple_of(5)).then_some(at % 3),
        minor: (!at.is_multiple_of(7)).then(|| (i64::try_from(at).expect("small") * 100, at.is_multiple_of(2))),
        days: i64::try_from(at % 90).expect("small"),
    };
    World::new(&(0..deals).map(spec).collect::<Vec<_>>())
}

/// Does something, and gives the label's key and arguments and the batch's id.
fn act(world: &mut World, command: &dyn Command) -> Result<(String, Vec<String>, Id), Rejection> {
    let acted = world.with(|keeper, context| keeper.act(command, context))?;
    let args = acted.head.label.args.iter().map(|(_, value)| value.clone()).collect();
    Ok((acted.head.label.key.clone(), args, acted.head.id))
}

fn undo(world: &mut World, batch: Id) {
    let batch = world.keeper.queued(batch).cloned().expect("it waits to be stored");
    let undone = world.with(|keeper, context| keeper.invert(&batch, context)).expect("an undo");
    assert!(matches!(undone.head.cause, Cause::Undone(_)));
}

fn gate(world: &mut World, stage: StageId, field: &str, approval: &str) {
    let changes = vec![
        (Stage::GATE_FIELDS, Some(Value::Tags(vec![field.to_owned()]))),
        (Stage::GATE_APPROVAL, Some(approval.into())),
    ];
    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("x"));
    act(world, &Edit { collection, id: stage.into(), changes, effective: None, label }).expect("a gate");
}

fn count(world: &World, holds: impl Fn(&Deal) -> bool) -> usize {
    world.book().all::<Deal>().filter(holds).count()
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Move(usize),
    Assign(Option<usize>),
    Edit,
    EditStage(usize),
    Tag,
    Close(usize),
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (0..4_usize).prop_map(Kind::Move),
        prop::option::of(0..3_usize).prop_map(Kind::Assign),
        Just(Kind::Edit),
        (0..4_usize).prop_map(Kind::EditStage),
        Just(Kind::Tag),
        (2..4_usize).prop_map(Kind::Close),
    ]
}

fn deed(world: &World, kind: Kind) -> Deed {
    let competitor = (Deal::NEXT_STEP, Some(Value::from("Call")));
    match kind {
        Kind::Move(to) => Deed::Move(world.stages[to]),
        Kind::Assign(person) => Deed::Assign(person.map(|at| world.people[at].0)),
        Kind::Edit => Deed::Edit(vec![competitor]),
        Kind::EditStage(to) => Deed::Edit(vec![competitor, (Deal::STAGE, Some(world.stages[to].0.into()))]),
        Kind::Tag => Deed::Tag { add: vec!["hot".into(), "fair".into()], remove: vec!["cold".into()] },
        Kind::Close(to) => Deed::Close(Closing { note: Some("over".into()), ..Closing::in_stage(world.stages[to]) }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn five_thousand_deals_changed_and_undone_are_as_they_were(kinds in prop::collection::vec(kind(), 1..4)) {
        let mut world = world(5_000);
        let gated = world.stages[1];
        gate(&mut world, gated, "owner", "none");
        let mut done = Vec::new();
        for kind in kinds {
            let before = world.book().digest();
            let history = world.book().history().len();
            let many = ManyDeals { deals: world.deals.clone(), deed: deed(&world, kind) };
            let (_, _, batch) = match act(&mut world, &many) {
                // All of them are there already, or none has what the gate asks for.
                Err(Rejection::Nothing | Rejection::Lacks(_)) => continue,
                outcome => outcome.expect("the founder may"),
            };
            prop_assert_eq!(world.book().history().len(), history + 1);
            prop_assert_ne!(world.book().digest(), before);
            done.push((batch, before));
        }
        for (batch, before) in done.into_iter().rev() {
            undo(&mut world, batch);
            prop_assert_eq!(world.book().digest(), before);
        }
    }
}

#[test]
fn deals_that_a_gate_holds_up_are_left_out_and_told() {
    let mut world = world(40);
    // Every fifth deal has no owner: of the ten in the first stage the ones at 0 and 20.
    let (to, first) = (world.stages[1], world.stages[0]);
    gate(&mut world, to, "owner", "none");
    let deals: Vec<DealId> = (0..40).step_by(4).map(|at| world.deals[at]).collect();
    let held = held_up(world.book(), &fieldbook::model::permission::Actor::FOUNDER, &deals, to);
    let held: Vec<(DealId, Vec<Key>)> = held.into_iter().map(|(deal, lack)| (deal, lack.fields)).collect();
    let owner = vec![Key::Borrowed("owner")];
    assert_eq!(held, [(world.deals[0], owner.clone()), (world.deals[20], owner)]);
    let (label, args, _) = act(&mut world, &ManyDeals { deals, deed: Deed::Move(to) }).expect("eight may");
    assert_eq!((label.as_str(), args), ("did-move-many-left", vec!["8".into(), "B".into(), "2".into()]));
    assert_eq!(count(&world, |deal| deal.stage == Some(first.into())), 2);
    // What is brought along with the stage opens the gate for all.
    let person = world.people[0].0;
    let changes = vec![(Deal::STAGE, Some(to.0.into())), (Deal::OWNER, Some(person.into()))];
    let rest = ManyDeals { deals: vec![world.deals[0], world.deals[20]], deed: Deed::Edit(changes) };
    let (label, ..) = act(&mut world, &rest).expect("both may");
    assert_eq!((label.as_str(), count(&world, |deal| deal.stage == Some(first.into()))), ("did-move-many", 0));
}

#[test]
fn where_none_may_move_the_reason_is_said() {
    let mut world = world(4);
    let (to, deal) = (world.stages[1], world.deals[0]);
    gate(&mut world, to, "account", "none");
    let refused = act(&mut world, &ManyDeals { deals: vec![deal], deed: Deed::Move(to) }).err();
    assert!(matches!(refused, Some(Rejection::Lacks(lack)) if lack.fields == ["account"]));
    let nowhere = ManyDeals { deals: vec![deal], deed: Deed::Move(StageId(Id(1))) };
    assert!(matches!(act(&mut world, &nowhere), Err(Rejection::Gone { .. })));
    let wrong = ManyDeals { deals: vec![deal], deed: Deed::Edit(vec![(Deal::TITLE, None)]) };
    let missing = Rejection::Invalid { field: Key::Borrowed("title"), problem: Problem::Missing };
    assert_eq!(act(&mut world, &wrong).err(), Some(missing));
    let (label, collection) = (Label::new("x"), Key::Borrowed(Stage::COLLECTION.key));
    let archive = fieldbook::book::command::Remove { collection, id: to.into(), archive: true, label };
    act(&mut world, &archive).expect("is archived");
    let many = ManyDeals { deals: vec![deal], deed: Deed::Move(to) };
    let one = MoveDeal { deal, to, spot: Spot::Usual, effective: None, brought: Brought::default() };
    for command in [&many as &dyn Command, &one] {
        match act(&mut world, command) {
            Err(Rejection::Against(label)) => assert_eq!(label.key, "refused-stage-archived"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn labels_come_and_go_one_by_one() {
    let mut world = world(8);
    let deals = world.deals.clone();
    let tag = |add: &[&str], remove: &[&str]| {
        let texts = |all: &[&str]| all.iter().map(|tag| (*tag).to_owned()).collect();
        ManyDeals { deals: deals.clone(), deed: Deed::Tag { add: texts(add), remove: texts(remove) } }
    };
    let tags = |world: &World| {
        let mut all: Vec<_> = world.book().all::<Deal>().map(|deal| deal.tags.unwrap_or_default()).collect();
        all.dedup();
        all
    };
    act(&mut world, &tag(&["warm", " hot ", ""], &[])).expect("are set");
    assert_eq!(tags(&world), [["hot", "warm"]]);
    act(&mut world, &tag(&[], &["warm"])).expect("is taken off");
    assert_eq!(tags(&world), [["hot"]]);
    act(&mut world, &tag(&[], &["hot"])).expect("is taken off");
    assert_eq!(tags(&world), [Vec::<String>::new()]);
    assert_eq!(act(&mut world, &tag(&[], &["hot"])).err(), Some(Rejection::Nothing));
    let weight = Deed::Edit(vec![(Deal::TAGS, Some(Value::Percent(BasisPoints(1))))]);
    let refused = act(&mut world, &ManyDeals { deals: deals.clone(), deed: weight }).err();
    assert!(matches!(refused, Some(Rejection::Invalid { problem: Problem::WrongKind, .. })));
}

/// Decides in pieces of so many, and takes what was decided.
fn in_pieces<E: Each>(world: &mut World, each: E, most: usize) -> (String, Vec<String>, usize) {
    world.with(|keeper, context| {
        let mut deciding = Deciding::begin(each, keeper.book(), context).expect("may begin");
        let mut pieces = 1;
        while !deciding.step(keeper.book(), context, most).expect("goes on") {
            pieces += 1;
        }
        let draft = deciding.finish(keeper.book()).expect("something to do");
        let args = draft.label.args.iter().map(|(_, value)| value.clone()).collect();
        let key = draft.label.key.clone();
        drop(keeper.take(draft, context, Vec::new()));
        (key, args, pieces)
    })
}

#[test]
fn in_pieces_many_deals_become_what_they_become_at_once() {
    let kinds = [Kind::Move(1), Kind::EditStage(1), Kind::Tag, Kind::Close(3), Kind::Assign(Some(1)), Kind::Edit];
    for kind in kinds {
        let (mut one, mut other) = (world(500), world(500));
        for world in [&mut one, &mut other] {
            let (first, last) = (world.stages[1], world.stages[3]);
            gate(world, first, "owner", "none");
            gate(world, last, "owner", "none");
        }
        let many = ManyDeals { deals: one.deals.clone(), deed: deed(&one, kind) };
        let (key, args, _) = act(&mut one, &many).expect("some may");
        let told = match many.plain() {
            Some(bulk) => in_pieces(&mut other, bulk, 7),
            None => in_pieces(&mut other, many, 7),
        };
        assert_eq!(told, (key, args, 72), "{kind:?}");
        assert_eq!(one.book().digest(), other.book().digest(), "{kind:?}");
    }
    let (mut one, mut other) = (world(500), world(500));
    for deed in [bulk::Deed::Archive(true), bulk::Deed::Delete] {
        let ids = one.deals.iter().step_by(3).map(|deal| Id::from(*deal)).collect();
        let bulk = Bulk { collection: Key::Borrowed(Deal::COLLECTION.key), ids, deed };
        act(&mut one, &bulk).expect("may be");
        in_pieces(&mut other, bulk, 10);
        assert_eq!(one.book().digest(), other.book().digest());
    }
}

#[test]
fn a_book_that_changes_under_a_decision_is_decided_of_anew() {
    let mut world = world(100);
    let (to, deals) = (world.stages[1], world.deals.clone());
    let many = ManyDeals { deals: deals.clone(), deed: Deed::Move(to) };
    let mut deciding = world.with(|keeper, context| Deciding::begin(many, keeper.book(), context).expect("may begin"));
    let step = |world: &mut World, deciding: &mut Deciding<ManyDeals>, most: usize| {
        world.with(|keeper, context| deciding.step(keeper.book(), context, most).expect("goes on"))
    };
    assert!(!step(&mut world, &mut deciding, 60));
    // Meanwhile a gate is set: what was decided before would go round it.
    gate(&mut world, to, "owner", "none");
    assert!(!step(&mut world, &mut deciding, 60));
    assert!(step(&mut world, &mut deciding, 60));
    let draft = world.with(|keeper, _| deciding.finish(keeper.book()).expect("something to do"));
    // Every fifth has no owner; of those the five that stand there already are no move.
    let args: Vec<&str> = draft.label.args.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(args, ["85", "B", "15"]);
    // Where the stage is gone meanwhile, all of it is refused.
    let many = ManyDeals { deals, deed: Deed::Move(to) };
    let mut deciding = world.with(|keeper, context| Deciding::begin(many, keeper.book(), context).expect("may begin"));
    assert!(!step(&mut world, &mut deciding, 60));
    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("x"));
    let archive = fieldbook::book::command::Remove { collection, id: to.into(), archive: true, label };
    act(&mut world, &archive).expect("is archived");
    let refused = world.with(|keeper, context| deciding.step(keeper.book(), context, 60));
    assert!(matches!(refused, Err(Rejection::Against(label)) if label.key == "refused-stage-archived"));
}

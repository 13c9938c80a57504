//! A pipeline gets another shape: stages in another order, split, merged, archived; deals carried
//! along with the day they entered; and deals moved to another pipeline.

use fieldbook::book::command::Editor;
use fieldbook::book::{Batch, Cause, Command, Label, Moment, Rejection};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Deal, DealId, PipelineId, Stage, StageId};
use fieldbook::model::{BasisPoints, Id, Instant, Record};
use fieldbook::pipeline::board::{self, BoardQuery};
use fieldbook::pipeline::commands::{MoveDeal, Spot};
use fieldbook::pipeline::gate::Brought;
use fieldbook::pipeline::shape::{Carry, Reshape, Shaped, Transfer};
use fieldbook::pipeline::template::{CreatePipeline, NewStage};
use fieldbook::query::Filter;

use super::import_desk::{Desk, NOW};

const DAY: i64 = 86_400_000;

pub(crate) fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft))
}

pub(crate) fn pipeline(desk: &mut Desk, id: Id, name: &str, stages: &[(&str, &'static str)]) -> PipelineId {
    let stage =
        |(name, kind): &(&str, &'static str)| NewStage { name: (*name).to_owned(), kind, expected_days: Some(30) };
    let stages = stages.iter().map(stage).collect();
    act(desk, &CreatePipeline { id, name: name.to_owned(), stages }).expect("is made");
    PipelineId(id)
}

/// A pipeline of Talk, Offer, Won, Lost with three deals in Talk and two in Offer, entered on
/// different days.
pub(crate) fn sales() -> (Desk, PipelineId, Vec<DealId>) {
    let mut desk = Desk::new();
    let sales =
        pipeline(&mut desk, Id(1), "Sales", &[("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")]);
    let stages = stages(&desk, sales);
    let mut deals = Vec::new();
    for (n, stage) in [(0_i64, 0), (1, 0), (2, 0), (3, 1), (4, 1)] {
        let id = DealId(Id(100 + u128::try_from(n).expect("few")));
        let title = (Deal::TITLE, Some(format!("deal {n}").as_str().into()));
        let entered = (Deal::STAGE, Instant(NOW.0 - (n + 1) * 10 * DAY), Some(Id::from(stages[stage].id).into()));
        let draft = desk.with(|book, context| {
            let mut edit = Editor::new(book, context.now, Label::new("label-test"), Cause::Typed);
            edit.create(Deal::COLLECTION.key, id.into(), &[title], &[entered])?;
            edit.finish()
        });
        desk.keep(draft.expect("is made"));
        deals.push(id);
    }
    (desk, sales, deals)
}

pub(crate) fn stages(desk: &Desk, pipeline: PipelineId) -> Vec<Stage> {
    board::stages(&desk.book, pipeline)
}

fn shaped(desk: &Desk, pipeline: PipelineId) -> Vec<Shaped> {
    stages(desk, pipeline).iter().map(Shaped::of).collect()
}

/// Names of the columns with their deals, in the order of the board.
pub(crate) fn columns(desk: &Desk, pipeline: PipelineId, moment: Moment) -> Vec<(String, u64)> {
    let query = BoardQuery::new(pipeline, Filter::ALL, moment);
    let board = board::board(&desk.book, &desk.zone, &query).expect("a board");
    board.columns.iter().map(|column| (column.stage.name.clone().unwrap_or_default(), column.count)).collect()
}

pub(crate) fn named(columns: &[(&str, u64)]) -> Vec<(String, u64)> {
    columns.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

fn rule(outcome: Result<Batch, Rejection>) -> String {
    match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("{other:?} is not against a rule"),
    }
}

pub(crate) fn undone(desk: &mut Desk, batch: &Batch) {
    let inverse = desk.book.invert(batch, Cause::Undone(batch.head.id));
    desk.keep(inverse.draft);
}

#[test]
fn stages_change_their_order_and_nothing_else() {
    let (mut desk, sales, _) = sales();
    let before = desk.book.digest();
    let mut stages = shaped(&desk, sales);
    stages.swap(0, 1);
    let reshape = Reshape { pipeline: sales, name: "Sales".into(), stages, carry: Vec::new() };
    let batch = act(&mut desk, &reshape).expect("is allowed");
    let now = columns(&desk, sales, Moment::Now);
    assert_eq!(now, named(&[("Offer", 2), ("Talk", 3), ("Won", 0), ("Lost", 0)]));
    undone(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn a_stage_is_split_and_its_deals_keep_their_days() {
    let (mut desk, sales, deals) = sales();
    let mut stages = shaped(&desk, sales);
    let (talk, new) = (stages[0].id, StageId(Id(900)));
    let split = Shaped { id: new, name: "Demo".into(), probability: Some(BasisPoints(2_500)), ..stages[0].clone() };
    stages.insert(1, split);
    let carry = vec![Carry { from: talk, only: Some(vec![deals[0], deals[2]]), to: new }];
    let before = desk.book.digest();
    let batch = act(&mut desk, &Reshape { pipeline: sales, name: "Sales".into(), stages, carry }).expect("is allowed");
    let now = columns(&desk, sales, Moment::Now);
    assert_eq!(now, named(&[("Talk", 1), ("Demo", 2), ("Offer", 2), ("Won", 0), ("Lost", 0)]));
    let query = BoardQuery::new(sales, Filter::ALL, Moment::Now);
    let board = board::board(&desk.book, &desk.zone, &query).expect("a board");
    // Entered 10 and 30 days ago: 20 days on the mean, as before the split.
    assert_eq!(board.columns[1].mean_age, Some(20.0));
    undone(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn stages_are_merged_and_the_past_is_still_there() {
    let (mut desk, sales, _) = sales();
    let mut stages = shaped(&desk, sales);
    let (talk, offer) = (stages[0].id, stages[1].id);
    stages.remove(0);
    stages[0].name = "Talk and offer".into();
    let carry = vec![Carry { from: talk, only: None, to: offer }];
    act(&mut desk, &Reshape { pipeline: sales, name: "Sales".into(), stages, carry }).expect("is allowed");
    let now = columns(&desk, sales, Moment::Now);
    assert_eq!(now, named(&[("Talk and offer", 5), ("Won", 0), ("Lost", 0)]));
    // Nobody moves into a stage that has gone.
    let into =
        MoveDeal { deal: DealId(Id(100)), to: talk, spot: Spot::Usual, effective: None, brought: Brought::default() };
    assert_eq!(rule(act(&mut desk, &into)), "refused-stage-archived");
}

#[test]
fn what_would_be_no_pipeline_is_refused() {
    let (mut desk, sales, _) = sales();
    let before = desk.book.digest();
    let stages = shaped(&desk, sales);
    let with =
        |stages: Vec<Shaped>, carry: Vec<Carry>| Reshape { pipeline: sales, name: "Sales".into(), stages, carry };
    assert_eq!(rule(act(&mut desk, &with(Vec::new(), Vec::new()))), "refused-no-open-stage");
    assert_eq!(rule(act(&mut desk, &with(stages[2..].to_vec(), Vec::new()))), "refused-no-open-stage");
    assert_eq!(rule(act(&mut desk, &with(stages[..3].to_vec(), Vec::new()))), "refused-no-end-stage");
    assert_eq!(rule(act(&mut desk, &with(stages[1..].to_vec(), Vec::new()))), "refused-stage-holds");
    let (talk, offer) = (stages[0].id, stages[1].id);
    let circle = vec![Carry { from: talk, only: None, to: offer }, Carry { from: offer, only: None, to: talk }];
    let mut kept = stages.clone();
    kept.splice(..2, [Shaped { id: StageId(Id(901)), name: "Other".into(), ..stages[0].clone() }]);
    assert_eq!(rule(act(&mut desk, &with(kept, circle))), "refused-stage-leads-nowhere");
    let mut twice = stages.clone();
    twice[1].name = " talk".into();
    assert_eq!(rule(act(&mut desk, &with(twice, Vec::new()))), "refused-stage-twice");
    let mut sure = stages.clone();
    sure[0].probability = Some(BasisPoints(10_001));
    assert!(matches!(act(&mut desk, &with(sure, Vec::new())), Err(Rejection::Invalid { .. })));
    desk.actor = Actor { layer: Layer::Salesperson, ..Actor::FOUNDER };
    let refused = act(&mut desk, &with(stages, Vec::new())).err();
    assert_eq!(refused, Some(Rejection::NotAllowed { verb: Verb::Configure }));
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn deals_go_to_another_pipeline_by_a_map_of_stages() {
    let (mut desk, sales, deals) = sales();
    let other = pipeline(&mut desk, Id(2), "Projects", &[("Plan", "open"), ("Done", "won"), ("Dropped", "lost")]);
    let (from, to) = (stages(&desk, sales), stages(&desk, other));
    let half = Transfer { deals: deals.clone(), mapping: vec![(from[0].id, to[0].id)] };
    assert_eq!(rule(act(&mut desk, &half)), "refused-no-stage-for");
    let whole = Transfer { mapping: vec![(from[0].id, to[0].id), (from[1].id, to[0].id)], ..half };
    let before = desk.book.digest();
    let batch = act(&mut desk, &whole).expect("is allowed");
    assert_eq!(columns(&desk, other, Moment::Now), named(&[("Plan", 5), ("Done", 0), ("Dropped", 0)]));
    assert_eq!(columns(&desk, sales, Moment::Now), named(&[("Talk", 0), ("Offer", 0), ("Won", 0), ("Lost", 0)]));
    undone(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);
    // It asks no gate, so it is not for those who only move deals.
    desk.actor = Actor { layer: Layer::Salesperson, ..Actor::FOUNDER };
    assert_eq!(act(&mut desk, &whole).err(), Some(Rejection::NotAllowed { verb: Verb::Configure }));
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn of_several_rules_for_a_stage_the_first_that_fits_a_deal_holds() {
    let (mut desk, sales, deals) = sales();
    let stages = shaped(&desk, sales);
    let (talk, offer, won) = (stages[0].id, stages[1].id, stages[2].id);
    // Deals 0 to 2 are in Talk: 0 and 1 are named first, 1 and 2 again, and then all of them.
    let rule = |only: Option<&[DealId]>, to: StageId| Carry { from: talk, only: only.map(<[DealId]>::to_vec), to };
    let carry = vec![rule(Some(&deals[..2]), offer), rule(Some(&deals[1..3]), won), rule(None, won)];
    act(&mut desk, &Reshape { pipeline: sales, name: "Sales".into(), stages, carry }).expect("is allowed");
    let now = columns(&desk, sales, Moment::Now);
    assert_eq!(now, named(&[("Talk", 0), ("Offer", 4), ("Won", 1), ("Lost", 0)]));
}

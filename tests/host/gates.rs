//! Gates of stages: what a move lacks is told, what it brings along is kept, and what somebody has to
//! approve moves with the signature.
//!
//! Over 500 lines: one company and its helpers for all that gates hold up.

use fieldbook::book::command::{Create, Edit};
use fieldbook::book::lack::Lack;
use fieldbook::book::mend::ChangeEntry;
use fieldbook::book::{Batch, Cause, Command, Label, Rejection};
use fieldbook::control::form::Form;
use fieldbook::control::inbox::{Answer, inbox};
use fieldbook::control::moves::{MoveOrAsk, may_let_in};
use fieldbook::control::sign::{Sign, Verdict};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{
    Approval, ApprovalId, CloseReason, Competitor, CustomField, Deal, DealId, Person, PipelineId, Signature, Stage,
    StageId,
};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Collection, Day, Id, Instant, Key, Record, Value};
use fieldbook::pipeline::asks::Asks;
use fieldbook::pipeline::board::stages;
use fieldbook::pipeline::close::{Close, Closing, Reopen};
use fieldbook::pipeline::commands::{CreateDeal, MoveDeal, Spot};
use fieldbook::pipeline::gate::{Brought, Gate, lack};
use fieldbook::pipeline::many::{Deed, ManyDeals};
use fieldbook::pipeline::mend::Mend;
use fieldbook::pipeline::shape::{Reshape, Shaped};
use fieldbook::pipeline::template::{CreatePipeline, NewStage};
use fieldbook::pipeline::way::{Way, way};

use super::import_desk::{Desk, NOW};

const BOSS: Id = Id(1);
const LEAD: Id = Id(2);
const REP: Id = Id(3);
const SALES: PipelineId = PipelineId(Id(10));
const DEAL: DealId = DealId(Id(20));
const RIVAL: Id = Id(30);
const REQUEST: ApprovalId = ApprovalId(Id(40));

fn act(desk: &mut Desk, command: &dyn Command) -> Result<Batch, Rejection> {
    let draft = desk.with(|book, context| command.decide(book, context))?;
    Ok(desk.keep(draft))
}

fn create(desk: &mut Desk, collection: &Collection, id: Id, values: &[(usize, Value)]) {
    let values = values.iter().map(|(at, value)| (*at, Some(value.clone()))).collect();
    let create = Create { collection: Key::Borrowed(collection.key), id, values, label: Label::new("label-test") };
    act(desk, &create).expect("is created");
}

fn edit(desk: &mut Desk, collection: &Collection, id: Id, changes: &[(usize, Option<Value>)]) {
    let (collection, label) = (Key::Borrowed(collection.key), Label::new("label-test"));
    act(desk, &Edit { collection, id, changes: changes.to_vec(), effective: None, label }).expect("is changed");
}

/// A salesperson under a supervisor under a manager, with a deal in the first of four stages.
fn company() -> (Desk, [StageId; 4]) {
    let mut desk = Desk::new();
    for (person, manager) in [(BOSS, None), (LEAD, Some(BOSS)), (REP, Some(LEAD))] {
        let mut values = vec![(Person::NAME, Value::Text(format!("person {}", person.0)))];
        values.extend(manager.map(|manager: Id| (Person::MANAGER, manager.into())));
        create(&mut desk, Person::COLLECTION, person, &values);
    }
    create(&mut desk, Competitor::COLLECTION, RIVAL, &[(Competitor::NAME, "Rival".into())]);
    let stage = |(name, kind): (&str, &'static str)| NewStage { name: name.to_owned(), kind, expected_days: None };
    let named = [("Talk", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")].map(stage);
    let pipeline = CreatePipeline { id: SALES.into(), name: "Sales".into(), stages: named.to_vec() };
    act(&mut desk, &pipeline).expect("is made");
    let ids: Vec<StageId> = stages(&desk.book, SALES).iter().map(|stage| stage.id).collect();
    let ids = <[StageId; 4]>::try_from(ids).expect("four stages");
    let deal = [(Deal::TITLE, "Pumps".into()), (Deal::STAGE, Id::from(ids[0]).into()), (Deal::OWNER, REP.into())];
    create(&mut desk, Deal::COLLECTION, DEAL.into(), &deal);
    // The clock stands still here, and the deal was there before.
    let to = Some((ago(10_000), Some(Id::from(ids[0]).into())));
    let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-test"));
    let earlier = ChangeEntry { collection, id: DEAL.into(), field: Deal::STAGE, from: NOW, to, label };
    act(&mut desk, &earlier).expect("is mended");
    (desk, ids)
}

fn ago(milliseconds: i64) -> Instant {
    Instant(NOW.0 - milliseconds)
}

fn gate(desk: &mut Desk, stage: StageId, fields: &[&str], checks: &str, approval: &str) {
    let actor = std::mem::replace(&mut desk.actor, Actor::FOUNDER);
    let mut keys: Vec<String> = fields.iter().map(|key| (*key).to_owned()).collect();
    keys.sort();
    let changes = [
        (Stage::GATE_FIELDS, Some(Value::Tags(keys))),
        (Stage::GATE_CHECKS, Some(checks.into())),
        (Stage::GATE_APPROVAL, Some(approval.into())),
    ];
    edit(desk, Stage::COLLECTION, stage.into(), &changes);
    desk.actor = actor;
}

fn as_person(desk: &mut Desk, person: Id, layer: Layer) {
    desk.actor = Actor { person: Some(person), layer };
}

fn moving(to: StageId, values: Vec<(usize, Option<Value>)>, ticks: &[&str]) -> MoveDeal {
    let brought = Brought::of(values, ticks.iter().map(|tick| (*tick).to_owned()).collect());
    MoveDeal { deal: DEAL, to, spot: Spot::Usual, effective: None, brought }
}

fn lacking(outcome: Result<Batch, Rejection>) -> Lack {
    match outcome {
        Err(Rejection::Lacks(lack)) => *lack,
        other => panic!("{other:?} lacks nothing"),
    }
}

fn asked(keys: &[&'static str], ticks: &[&str], approval: bool) -> Lack {
    Lack {
        asked_by: "Offer".into(),
        fields: keys.iter().map(|key| Key::Borrowed(key)).collect(),
        ticks: ticks.iter().map(|tick| (*tick).to_owned()).collect(),
        approval,
    }
}

fn stage_of(desk: &Desk) -> Option<Id> {
    desk.book.get::<Deal>(DEAL).and_then(|deal| deal.stage)
}

#[test]
fn a_move_is_asked_for_just_what_is_missing_and_keeps_what_it_brings() {
    let (mut desk, [talk, offer, won, _]) = company();
    gate(
        &mut desk,
        offer,
        &["competitor", "next_step", "title"],
        "Budget known\n\n Decider met \nBudget known",
        "none",
    );
    as_person(&mut desk, REP, Layer::Salesperson);
    let before = desk.book.digest();
    let ticks = ["Budget known", "Decider met"];
    let missing = asked(&["competitor", "next_step"], &ticks, false);
    assert_eq!(lacking(act(&mut desk, &moving(offer, vec![], &[]))), missing);
    assert_eq!(lack(&desk.book, &desk.actor, DEAL, offer, &Brought::default()), missing);
    // A blank is nothing, and half is not all.
    let blank = vec![(Deal::COMPETITOR, Some(RIVAL.into())), (Deal::NEXT_STEP, Some("  ".into()))];
    let lacks = lacking(act(&mut desk, &moving(offer, blank, &["Decider met"])));
    assert_eq!(lacks, asked(&["next_step"], &["Budget known"], false));
    // A value that may not stand in its field is told as such.
    let wrong = vec![(Deal::COMPETITOR, Some(RIVAL.into())), (Deal::NEXT_STEP, Some(Value::Number(1.0)))];
    let refused = act(&mut desk, &moving(offer, wrong, &ticks)).err();
    assert!(matches!(refused, Some(Rejection::Invalid { problem: Problem::WrongKind, .. })), "{refused:?}");
    assert_eq!(desk.book.digest(), before);

    let values = vec![(Deal::COMPETITOR, Some(RIVAL.into())), (Deal::NEXT_STEP, Some("Call".into()))];
    let batch = act(&mut desk, &moving(offer, values, &ticks)).expect("lacks nothing");
    let deal = desk.book.get::<Deal>(DEAL).expect("is there");
    assert_eq!(
        (deal.stage, deal.competitor, deal.next_step.as_deref()),
        (Some(offer.into()), Some(RIVAL), Some("Call"))
    );
    assert_eq!(deal.checked.as_deref(), Some("Budget known\nDecider met"));
    // One batch, one way back.
    let inverse = desk.book.invert(&batch, Cause::Undone(batch.head.id));
    desk.keep(inverse.draft);
    assert_eq!(desk.book.digest(), before);

    // A deal on its way back meets no gate.
    gate(&mut desk, talk, &["account"], "", "manager");
    act(&mut desk, &moving(won, vec![], &[])).expect("no gate");
    act(&mut desk, &moving(talk, vec![], &[])).expect("the way back is open");
}

#[test]
fn a_gate_names_own_fields_and_one_that_was_removed_holds_nothing_up() {
    let (mut desk, [_, offer, ..]) = company();
    let own = Id(60);
    let values = [
        (CustomField::COLLECTION_KEY, "deals".into()),
        (CustomField::NAME, "Pump type".into()),
        (CustomField::KIND, "text".into()),
    ];
    create(&mut desk, CustomField::COLLECTION, own, &values);
    let (key, gone) = (own.to_string(), Id(61).to_string());
    gate(&mut desk, offer, &[key.as_str(), gone.as_str(), "no such field"], "", "none");
    let stage = |desk: &Desk| desk.book.get::<Stage>(offer).expect("is there");
    let read = Gate::of(&desk.book, &stage(&desk));
    assert_eq!(read.fields, [Key::Owned(key.clone())]);
    assert_eq!(read.gone, [Key::Owned(gone.clone()), Key::Borrowed("no such field")]);
    assert_eq!(lacking(act(&mut desk, &moving(offer, vec![], &[]))).fields, [Key::Owned(key.clone())]);

    // Removed, the field is told as gone and the deal goes through.
    let (collection, label) = (Key::Borrowed(CustomField::COLLECTION.key), Label::new("label-test"));
    let remove = fieldbook::book::command::Remove { collection, id: own, archive: false, label };
    act(&mut desk, &remove).expect("is removed");
    assert_eq!(Gate::of(&desk.book, &stage(&desk)).gone.len(), 3);
    act(&mut desk, &moving(offer, vec![], &[])).expect("nothing holds it up");
    assert_eq!(stage_of(&desk), Some(offer.into()));
}

fn asking(to: StageId, request: ApprovalId) -> MoveOrAsk {
    let values = vec![(Deal::NEXT_STEP, Some("Call".into()))];
    let moving = moving(to, values, &["Budget known"]);
    MoveOrAsk { moving, request, asked_of: None, due: None, note: Some(" please ".into()), closing: None }
}

fn today() -> Day {
    Day::parse("2026-11-25").expect("a day")
}

fn sign(desk: &mut Desk, approval: ApprovalId, verdict: Verdict, remark: &str) -> Result<Batch, Rejection> {
    act(desk, &Sign { approval, verdict, remark: Some(remark.into()) })
}

#[test]
fn a_move_to_be_approved_waits_for_the_signature_and_moves_with_it() {
    let (mut desk, [talk, offer, won, _]) = company();
    gate(&mut desk, offer, &["next_step"], "Budget known", "manager");
    as_person(&mut desk, REP, Layer::Salesperson);
    let lacks = lacking(act(&mut desk, &moving(offer, vec![], &[])));
    assert_eq!(lacks, asked(&["next_step"], &["Budget known"], true));
    // Nobody is asked while something else is lacking.
    let bare = MoveOrAsk { moving: moving(offer, vec![], &[]), ..asking(offer, REQUEST) };
    lacking(act(&mut desk, &bare));
    let batch = act(&mut desk, &asking(offer, REQUEST)).expect("is asked");
    assert_eq!((batch.head.cause, batch.head.label.key.as_str()), (Cause::Typed, "did-ask-move"));
    // The card stays; what was brought is kept; the leader of the person in charge is asked.
    let deal = desk.book.get::<Deal>(DEAL).expect("is there");
    assert_eq!((deal.stage, deal.next_step.as_deref()), (Some(talk.into()), Some("Call")));
    let request = desk.book.get::<Approval>(REQUEST).expect("is there");
    assert_eq!((request.asked_of, request.asked_by, request.stage), (Some(LEAD), Some(REP), Some(offer.into())));
    // Once is enough.
    match act(&mut desk, &asking(offer, ApprovalId(Id(41)))) {
        Err(Rejection::Against(label)) => assert_eq!(label.key, "refused-move-asked"),
        other => panic!("{other:?}"),
    }
    // Another way on is free.
    assert!(lack(&desk.book, &desk.actor, DEAL, won, &Brought::default()).is_empty());
    assert!(sign(&mut desk, REQUEST, Verdict::Approved, "").is_err(), "who asks does not sign");

    as_person(&mut desk, LEAD, Layer::Supervisor);
    let batch = sign(&mut desk, REQUEST, Verdict::Approved, "").expect("is signed");
    assert_eq!((batch.head.cause, batch.head.label.key.as_str()), (Cause::Signed, "did-sign-move"));
    assert_eq!(stage_of(&desk), Some(offer.into()));
    assert_eq!(desk.book.all::<Signature>().count(), 1);
    // What becomes of the deal later asks for no second signature, and moves nothing again.
    edit(
        &mut desk,
        Deal::COLLECTION,
        DEAL.into(),
        &[(Deal::NOTE, Some("later".into())), (Deal::STAGE, Some(Id::from(talk).into()))],
    );
    assert_eq!(inbox(&desk.book, Some(LEAD), today())[0].answer, Answer::Signed(Verdict::Approved));
    assert_eq!(sign(&mut desk, REQUEST, Verdict::Approved, "").err(), Some(Rejection::Nothing));
    assert_eq!(stage_of(&desk), Some(talk.into()));
    // Who leads the person in charge just moves it.
    act(&mut desk, &asking(offer, ApprovalId(Id(42)))).expect("may");
    assert_eq!(stage_of(&desk), Some(offer.into()));
}

#[test]
fn a_move_that_is_returned_stays_and_may_be_asked_again() {
    let (mut desk, [talk, offer, ..]) = company();
    gate(&mut desk, offer, &[], "", "manager");
    as_person(&mut desk, REP, Layer::Salesperson);
    act(&mut desk, &asking(offer, REQUEST)).expect("is asked");
    as_person(&mut desk, BOSS, Layer::Manager);
    sign(&mut desk, REQUEST, Verdict::Returned, "too early").expect("is returned");
    assert_eq!(stage_of(&desk), Some(talk.into()));
    let request = inbox(&desk.book, Some(REP), today()).remove(0);
    assert_eq!(request.answer, Answer::Signed(Verdict::Returned));
    assert_eq!(request.signed.and_then(|(_, _, remark)| remark).as_deref(), Some("too early"));
    as_person(&mut desk, REP, Layer::Salesperson);
    act(&mut desk, &asking(offer, ApprovalId(Id(41)))).expect("is asked again");

    // The stage was archived meanwhile: that is said, and nothing is signed.
    desk.actor = Actor::FOUNDER;
    let (collection, label) = (Key::Borrowed(Stage::COLLECTION.key), Label::new("label-test"));
    let archive = fieldbook::book::command::Remove { collection, id: offer.into(), archive: true, label };
    act(&mut desk, &archive).expect("is archived");
    let before = desk.book.digest();
    match sign(&mut desk, ApprovalId(Id(41)), Verdict::Approved, "") {
        Err(Rejection::Against(label)) => assert_eq!(label.key, "refused-stage-archived"),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.book.digest(), before);
}

#[test]
fn a_returned_end_leaves_nothing_on_the_deal_and_an_approved_one_does() {
    const WHY: Id = Id(50);
    let (mut desk, [talk, _, _, lost]) = company();
    let reason = [(CloseReason::NAME, "Price".into()), (CloseReason::KIND, "lost".into())];
    create(&mut desk, CloseReason::COLLECTION, WHY, &reason);
    edit(&mut desk, Deal::COLLECTION, DEAL.into(), &[(Deal::NOTE, Some("met in May".into()))]);
    // The gate asks for the competitor, and for somebody's approval.
    gate(&mut desk, lost, &["competitor"], "", "manager");
    as_person(&mut desk, REP, Layer::Salesperson);
    let end = |request: ApprovalId| {
        let closing = Closing { reason: Some(WHY), note: Some(" too dear ".into()), ..Closing::in_stage(lost) };
        let moving = moving(lost, vec![(Deal::COMPETITOR, Some(RIVAL.into()))], &[]);
        MoveOrAsk { moving, closing: Some(closing), ..asking(lost, request) }
    };
    let said = |desk: &Desk| {
        let deal = desk.book.get::<Deal>(DEAL).expect("is there");
        (deal.stage, deal.reason, deal.competitor, deal.note)
    };
    let before = said(&desk);
    assert_eq!(before, (Some(talk.into()), None, None, Some("met in May".into())));
    act(&mut desk, &end(REQUEST)).expect("is asked");
    assert_eq!(said(&desk), before, "as if nobody had asked");
    // Whoever is asked reads how it would end.
    let request = inbox(&desk.book, Some(LEAD), today()).remove(0);
    assert_eq!((request.ends, request.closing_note.as_deref()), ([Some(WHY), Some(RIVAL)], Some("too dear")));
    as_person(&mut desk, LEAD, Layer::Supervisor);
    sign(&mut desk, REQUEST, Verdict::Returned, "ask once more").expect("is returned");
    assert_eq!(said(&desk), before, "returned, it leaves nothing");
    as_person(&mut desk, REP, Layer::Salesperson);
    act(&mut desk, &end(ApprovalId(Id(41)))).expect("is asked again");
    as_person(&mut desk, LEAD, Layer::Supervisor);
    sign(&mut desk, ApprovalId(Id(41)), Verdict::Approved, "").expect("is signed");
    let note = Some("met in May\ntoo dear".to_owned());
    assert_eq!(said(&desk), (Some(lost.into()), Some(WHY), Some(RIVAL), note), "the note stands there once");
}

#[test]
fn nobody_to_ask_is_told() {
    let (mut desk, [_, offer, ..]) = company();
    gate(&mut desk, offer, &[], "", "manager");
    edit(&mut desk, Deal::COLLECTION, DEAL.into(), &[(Deal::OWNER, Some(BOSS.into()))]);
    as_person(&mut desk, BOSS, Layer::Salesperson);
    let missing = Rejection::Invalid { field: Key::Borrowed("asked_of"), problem: Problem::Missing };
    assert_eq!(act(&mut desk, &asking(offer, REQUEST)).err(), Some(missing));
}

#[test]
fn nobody_lets_in_what_is_their_own() {
    let (mut desk, [talk, offer, ..]) = company();
    gate(&mut desk, offer, &[], "", "manager");
    as_person(&mut desk, REP, Layer::Salesperson);
    let rule = |outcome: Result<Batch, Rejection>| match outcome {
        Err(Rejection::Against(label)) => label.key,
        other => panic!("{other:?}"),
    };
    let myself = MoveOrAsk { asked_of: Some(REP), ..asking(offer, REQUEST) };
    assert_eq!(rule(act(&mut desk, &myself)), "refused-approve-own");
    // Nor where the request was turned to them afterwards.
    act(&mut desk, &asking(offer, REQUEST)).expect("is asked");
    let to_me = [(Approval::ASKED_OF, Some(REP.into()))];
    desk.actor = Actor::FOUNDER;
    edit(&mut desk, Approval::COLLECTION, REQUEST.into(), &to_me);
    as_person(&mut desk, REP, Layer::Salesperson);
    assert_eq!(rule(sign(&mut desk, REQUEST, Verdict::Approved, "")), "refused-approve-own");
    assert_eq!(stage_of(&desk), Some(talk.into()));
}

#[test]
fn the_stage_and_the_ticks_are_no_content_of_a_signed_deal() {
    let (mut desk, [_, offer, ..]) = company();
    let content = |desk: &Desk| Form::find(&desk.book, DEAL.into()).expect("is there").content(&desk.book);
    let before = content(&desk);
    act(&mut desk, &moving(offer, vec![], &["Budget known"])).expect("no gate");
    assert_eq!(content(&desk), before);
    assert_eq!(before, format!("owner: {REP}\ntitle: Pumps\n"));
}

fn new_deal(stage: StageId, more: &[(usize, Value)]) -> CreateDeal {
    let stage = (Deal::STAGE, Some(Id::from(stage).into()));
    let more = more.iter().map(|(at, value)| (*at, Some(value.clone())));
    CreateDeal {
        id: DealId(Id(21)),
        values: [(Deal::TITLE, Some("New".into())), stage].into_iter().chain(more).collect(),
        lines: Vec::new(),
    }
}

#[test]
fn a_new_deal_does_not_begin_behind_a_gate() {
    let (mut desk, [talk, offer, ..]) = company();
    gate(&mut desk, offer, &["competitor"], "Samples sent", "none");
    as_person(&mut desk, REP, Layer::Salesperson);
    let missing = Rejection::Invalid { field: Key::Borrowed("competitor"), problem: Problem::Missing };
    assert_eq!(act(&mut desk, &new_deal(offer, &[])).err(), Some(missing));
    let with = [(Deal::COMPETITOR, RIVAL.into()), (Deal::OWNER, REP.into())];
    let gated = Rejection::Against(Label::new("refused-begin-gated").with("stage", "Offer"));
    assert_eq!(act(&mut desk, &new_deal(offer, &with)).err(), Some(gated));
    // Nothing lies before the first stage, so a checklist there holds up nobody.
    gate(&mut desk, talk, &["competitor"], "Called", "manager");
    act(&mut desk, &new_deal(talk, &with)).expect("is made");
}

#[test]
fn the_past_of_a_deal_is_mended_but_its_gate_is_not_gone_round() {
    let (mut desk, [talk, offer, won, _]) = company();
    let start = desk.book.of::<Deal>().column(Deal::STAGE).and_then(|column| column.since().first().copied());
    let start = start.expect("it entered");
    let mend = |from, to, stage: StageId| {
        let to = Some((to, Some(Id::from(stage).into())));
        let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-test"));
        Mend(ChangeEntry { collection, id: DEAL.into(), field: Deal::STAGE, from, to, label })
    };
    gate(&mut desk, offer, &["competitor"], "", "none");
    let before = desk.book.digest();
    assert_eq!(lacking(act(&mut desk, &mend(start, start, offer))), asked(&["competitor"], &[], false));
    assert_eq!(lacking(act(&mut desk, &mend(start, Instant(start.0 + 1), offer))), asked(&["competitor"], &[], false));
    assert_eq!(desk.book.digest(), before);
    // What it was before it was won is written down as it was.
    let past = Instant(start.0 - 1_000_000);
    act(&mut desk, &mend(start, past, talk)).expect("is mended");
    edit(&mut desk, Deal::COLLECTION, DEAL.into(), &[(Deal::STAGE, Some(Id::from(won).into()))]);
    act(&mut desk, &mend(past, past, offer)).expect("is mended");
    assert_eq!(stage_of(&desk), Some(won.into()));
}

#[test]
fn shaping_carries_gates_along() {
    let (mut desk, [_, offer, ..]) = company();
    gate(&mut desk, offer, &["amount", "competitor"], "Samples sent\nPrice agreed", "manager");
    let shaped: Vec<Shaped> = stages(&desk.book, SALES).iter().map(Shaped::of).collect();
    let reshape = |stages| Reshape { pipeline: SALES, name: "Sales".into(), stages, carry: Vec::new() };
    assert_eq!(act(&mut desk, &reshape(shaped.clone())).err(), Some(Rejection::Nothing));
    // Split: both halves ask for the same.
    let mut split = shaped.clone();
    split.insert(2, Shaped { id: StageId(Id(90)), name: "Second offer".into(), ..shaped[1].clone() });
    act(&mut desk, &reshape(split)).expect("is split");
    let asks = |desk: &Desk, stage| Asks::of(&desk.book.get::<Stage>(stage).expect("a stage"));
    assert_eq!(asks(&desk, StageId(Id(90))), asks(&desk, offer));
    // Merged: the one that stays asks for what both asked.
    let mine = Asks { fields: vec!["amount".into()], checks: vec!["Called".into()], approval: false };
    let merged = mine.and(&asks(&desk, offer));
    let mut stages = shaped;
    stages[1].asks = merged;
    act(&mut desk, &reshape(stages)).expect("is merged");
    let together = Asks {
        fields: vec!["amount".into(), "competitor".into()],
        checks: vec!["Called".into(), "Samples sent".into(), "Price agreed".into()],
        approval: true,
    };
    assert_eq!(asks(&desk, offer), together);
}

#[test]
fn what_is_lost_goes_on_where_it_was_and_not_behind_a_gate() {
    let (mut desk, [talk, offer, won, lost]) = company();
    let why = Id(70);
    let reason = [(CloseReason::NAME, "Price".into()), (CloseReason::KIND, "lost".into())];
    create(&mut desk, CloseReason::COLLECTION, why, &reason);
    gate(&mut desk, offer, &["next_step"], "", "none");
    gate(&mut desk, won, &["competitor"], "", "none");
    let lose = |desk: &mut Desk, before: i64| {
        let closing = Closing { reason: Some(why), ..Closing::in_stage(lost) };
        let close =
            Close { deal: DEAL, closing, order: None, brought: Brought::default(), effective: Some(ago(before)) };
        act(desk, &close).expect("is lost");
    };
    lose(&mut desk, 9_000);
    // By dragging, by reopening, and many at once.
    let missing = asked(&["next_step"], &[], false);
    assert_eq!(lacking(act(&mut desk, &moving(offer, vec![], &[]))), missing);
    assert_eq!(lacking(act(&mut desk, &Reopen { deal: DEAL, to: offer })), missing);
    let many = ManyDeals { deals: vec![DEAL], deed: Deed::Move(offer) };
    assert_eq!(lacking(act(&mut desk, &many)), missing);
    assert_eq!(way(&desk.book, &desk.actor, DEAL, offer, &Brought::default()), Way::Gate(missing));
    assert_eq!(lacking(act(&mut desk, &moving(won, vec![], &[]))).fields, ["competitor"]);
    assert_eq!(way(&desk.book, &desk.actor, DEAL, talk, &Brought::default()), Way::Reopens);
    // With what is asked for it goes on, and has no reason for an end any more.
    let brings = moving(offer, vec![(Deal::NEXT_STEP, Some("Call".into()))], &[]);
    act(&mut desk, &MoveDeal { effective: Some(ago(8_000)), ..brings }).expect("lacks nothing");
    let deal = desk.book.get::<Deal>(DEAL).expect("is there");
    assert_eq!((deal.stage, deal.reason), (Some(offer.into()), None));
    // Back to where it was worked on it meets no gate, even where the field is empty again.
    edit(&mut desk, Deal::COLLECTION, DEAL.into(), &[(Deal::NEXT_STEP, None)]);
    lose(&mut desk, 7_000);
    act(&mut desk, &Reopen { deal: DEAL, to: offer }).expect("was there");
    lose(&mut desk, 0);
    act(&mut desk, &Reopen { deal: DEAL, to: talk }).expect("the way back is open");
}

#[test]
fn a_colleague_lets_nobody_in() {
    let (mut desk, [talk, offer, ..]) = company();
    let colleague = Id(4);
    create(&mut desk, Person::COLLECTION, colleague, &[(Person::NAME, "colleague".into())]);
    gate(&mut desk, offer, &[], "", "manager");
    as_person(&mut desk, REP, Layer::Salesperson);
    let own = Rejection::Against(Label::new("refused-approve-own").with("stage", "Offer"));
    let to_them = MoveOrAsk { asked_of: Some(colleague), ..asking(offer, REQUEST) };
    assert_eq!(act(&mut desk, &to_them).err(), Some(own.clone()));
    // Nor where the request was turned to them afterwards.
    act(&mut desk, &asking(offer, REQUEST)).expect("is asked");
    desk.actor = Actor::FOUNDER;
    edit(&mut desk, Approval::COLLECTION, REQUEST.into(), &[(Approval::ASKED_OF, Some(colleague.into()))]);
    as_person(&mut desk, colleague, Layer::Salesperson);
    assert_eq!(sign(&mut desk, REQUEST, Verdict::Approved, "").err(), Some(own));
    assert_eq!(stage_of(&desk), Some(talk.into()));
    // A manager may, who leads nobody here.
    desk.actor = Actor::FOUNDER;
    edit(&mut desk, Person::COLLECTION, colleague, &[(Person::ROLE, Some("manager".into()))]);
    as_person(&mut desk, REP, Layer::Salesperson);
    assert!(may_let_in(&desk.book, colleague, DEAL, Some(REP)) && !may_let_in(&desk.book, REP, DEAL, Some(REP)));
    as_person(&mut desk, colleague, Layer::Manager);
    sign(&mut desk, REQUEST, Verdict::Approved, "").expect("is signed");
    assert_eq!(stage_of(&desk), Some(offer.into()));
}

#[test]
fn withdrawing_where_a_deal_is_leads_behind_no_gate() {
    let (mut desk, [talk, offer, ..]) = company();
    let mend = |from, to| {
        let (collection, label) = (Key::Borrowed(Deal::COLLECTION.key), Label::new("label-test"));
        Mend(ChangeEntry { collection, id: DEAL.into(), field: Deal::STAGE, from, to, label })
    };
    let stage = |stage: StageId| Some(Id::from(stage).into());
    gate(&mut desk, offer, &["competitor"], "", "none");
    // Talk since ten seconds ago, and again since five: the older of the two is put right freely.
    act(&mut desk, &mend(ago(5_000), Some((ago(5_000), stage(talk))))).expect("is dated");
    act(&mut desk, &mend(ago(10_000), Some((ago(10_000), stage(offer))))).expect("is the past");
    let before = desk.book.digest();
    assert_eq!(lacking(act(&mut desk, &mend(ago(5_000), None))), asked(&["competitor"], &[], false));
    assert_eq!((desk.book.digest(), stage_of(&desk)), (before, Some(talk.into())));
    edit(&mut desk, Deal::COLLECTION, DEAL.into(), &[(Deal::COMPETITOR, Some(RIVAL.into()))]);
    act(&mut desk, &mend(ago(5_000), None)).expect("lacks nothing");
    assert_eq!(stage_of(&desk), Some(offer.into()));
}

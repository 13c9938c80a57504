//! A pipeline as it is drawn in a form: what is said to be wrong, what is said to happen, and that
//! keeping it does just that.

use fieldbook::book::{Command, Moment};
use fieldbook::exchange::typed::{Mistyped, Reading, read, write};
use fieldbook::model::records::{DealId, PipelineId, Stage, StageId};
use fieldbook::model::{Currency, Field, Id, Money, Value, Zone};
use fieldbook::pipeline::blueprint::{Blueprint, Effect, Line, Wrong};
use fieldbook::pipeline::shape::{Transfer, usual_map};
use fieldbook::pipeline::split::{Which, chosen};
use fieldbook::pipeline::template::{HANDBOOK, TEMPLATES};

use super::import_desk::Desk;
use super::shape::{act, columns, named, pipeline, sales, stages, undone};

fn reader(field: &Field, text: &str) -> Result<Option<Value>, &'static str> {
    let zone = Zone::default();
    read(field, text, &Reading { currency: Currency::CNY, zone: &zone }).map_err(Mistyped::key)
}

fn drawn(desk: &Desk, pipeline: PipelineId) -> Blueprint {
    Blueprint::of(&desk.book, pipeline, &|value| write(value, &Zone::default())).expect("is there")
}

fn command(desk: &Desk, sheet: &Blueprint) -> Box<dyn Command> {
    sheet.command(&desk.book, &reader).map_err(|wrongs| format!("{wrongs:?}")).expect("nothing is wrong")
}

fn keys(desk: &Desk, sheet: &Blueprint) -> Vec<&'static str> {
    sheet.wrongs(&desk.book, &reader).iter().map(|wrong| wrong.key).collect()
}

#[test]
fn every_template_makes_a_pipeline() {
    let mut desk = Desk::new();
    for (n, template) in (0_u128..).zip(&TEMPLATES) {
        let mut next = 1_000 * (n + 1);
        let id = || {
            next += 1;
            StageId(Id(next))
        };
        let sheet = Blueprint::new(PipelineId(Id(n + 1)), template, id, str::to_owned);
        assert_eq!(keys(&desk, &sheet), [""; 0], "{}", template.key);
        let make = command(&desk, &sheet);
        act(&mut desk, &*make).expect("is allowed");
        let made: Vec<String> =
            stages(&desk, PipelineId(Id(n + 1))).into_iter().filter_map(|stage| stage.name).collect();
        let meant: Vec<&str> = template.stages.iter().map(|(key, _, _)| *key).collect();
        assert_eq!(made, meant);
    }
    // Five open stages of the handbook: the third has half the way behind it.
    let handbook = TEMPLATES.iter().position(|template| *template == HANDBOOK).expect("is one of them");
    let third = &stages(&desk, PipelineId(Id(handbook as u128 + 1)))[2];
    assert_eq!(third.probability.map(|share| share.0), Some(5_000));
    assert_eq!(third.expected_days, Some(21.0));
}

#[test]
fn each_thing_that_is_wrong_is_said_at_its_field() {
    let (desk, sales, _) = sales();
    let mut sheet = drawn(&desk, sales);
    let ids: Vec<StageId> = sheet.lines.iter().map(|line| line.id).collect();
    sheet.name = "  ".into();
    sheet.set(ids[0], Stage::PROBABILITY, "101".into());
    sheet.set(ids[0], Stage::LIMIT, "0".into());
    sheet.set(ids[1], Stage::NAME, " TALK ".into());
    sheet.set(ids[1], Stage::EXPECTED_DAYS, "soon".into());
    sheet.set(ids[2], Stage::KIND, "open".into());
    sheet.lines[3].fields.push("no_such_field".into());
    let wrongs = sheet.wrongs(&desk.book, &reader);
    let at = |stage: Option<usize>, field: Option<usize>, key| Wrong { stage: stage.map(|at| ids[at]), field, key };
    let meant = [
        at(None, Some(0), "typed-missing"),
        at(None, None, "shape-no-won"),
        at(Some(0), Some(Stage::PROBABILITY), "typed-out-of-bounds"),
        at(Some(0), Some(Stage::LIMIT), "typed-out-of-bounds"),
        at(Some(1), Some(Stage::NAME), "shape-name-twice"),
        at(Some(1), Some(Stage::EXPECTED_DAYS), "typed-not-a-number"),
        at(Some(3), Some(Stage::GATE_FIELDS), "shape-gate-gone"),
    ];
    assert_eq!(wrongs, meant);
    sheet.lines.clear();
    let none = ["typed-missing", "shape-no-open", "shape-no-won", "shape-no-lost"];
    assert_eq!(keys(&desk, &sheet), none);
    assert!(sheet.command(&desk.book, &reader).is_err());
}

#[test]
fn what_is_said_to_happen_happens_and_one_undo_takes_it_back() {
    let (mut desk, sales, deals) = sales();
    let mut sheet = drawn(&desk, sales);
    let ids: Vec<StageId> = sheet.lines.iter().map(|line| line.id).collect();
    let (talk, offer, demo) = (ids[0], ids[1], StageId(Id(900)));
    assert_eq!(sheet.effects(), []);
    // Two of the three deals in Talk go to Demo; Offer, with two, is merged into Demo.
    let old = chosen(&desk.book, &desk.zone, talk, Which::Days(20));
    assert_eq!(old.len(), 2);
    sheet.split(talk, demo, "Demo", old);
    assert_eq!((sheet.holds(talk), sheet.holds(demo)), (1, 2));
    sheet.lines.iter_mut().find(|line| line.id == offer).expect("is there").fields.push("amount".into());
    sheet.merge(offer, demo);
    assert_eq!(sheet.holds(demo), 4);
    assert_eq!(sheet.line(demo).expect("is there").fields, ["amount"]);
    sheet.add(Line::new(StageId(Id(901)), "Contract", "open"));
    sheet.put(StageId(Id(901)), 0);
    sheet.set(talk, Stage::NAME, "First talk".into());
    let text = |text: &str| text.to_owned();
    let meant = [
        Effect::New(text("Contract")),
        Effect::Renamed(text("Talk"), text("First talk")),
        Effect::New(text("Demo")),
        Effect::Carried(text("First talk"), text("Demo"), 2),
        Effect::Carried(text("Offer"), text("Demo"), 2),
        Effect::Archived(text("Offer")),
    ];
    assert_eq!(sheet.effects(), meant);
    let before = desk.book.digest();
    let keep = command(&desk, &sheet);
    let batch = act(&mut desk, &*keep).expect("is allowed");
    let now = columns(&desk, sales, Moment::Now);
    assert_eq!(now, named(&[("Contract", 0), ("First talk", 1), ("Demo", 4), ("Won", 0), ("Lost", 0)]));
    // What was taken away can be brought back, and stands empty: its deals have gone on.
    let mut again = drawn(&desk, sales);
    assert_eq!(again.absent(&desk.book).iter().map(|stage| stage.id).collect::<Vec<_>>(), [offer]);
    again.bring_back(&desk.book, offer, &|value| write(value, &Zone::default()));
    assert_eq!(again.effects(), [Effect::Back(text("Offer"))]);
    let back = command(&desk, &again);
    let second = act(&mut desk, &*back).expect("is allowed");
    assert_eq!(columns(&desk, sales, Moment::Now)[3], ("Offer".to_owned(), 0));
    undone(&mut desk, &second);
    undone(&mut desk, &batch);
    assert_eq!(desk.book.digest(), before);
    assert_eq!(deals.len(), 5);
}

#[test]
fn a_stage_that_was_to_take_deals_goes_and_they_go_on() {
    let (mut desk, sales, _) = sales();
    let mut sheet = drawn(&desk, sales);
    let ids: Vec<StageId> = sheet.lines.iter().map(|line| line.id).collect();
    sheet.add(Line::new(StageId(Id(901)), "Contract", "open"));
    sheet.remove(ids[0], Some(ids[1]));
    sheet.remove(ids[1], Some(StageId(Id(901))));
    assert_eq!(sheet.holds(StageId(Id(901))), 5);
    let keep = command(&desk, &sheet);
    act(&mut desk, &*keep).expect("is allowed");
    assert_eq!(columns(&desk, sales, Moment::Now), named(&[("Contract", 5), ("Won", 0), ("Lost", 0)]));
}

#[test]
fn deals_are_chosen_for_a_split_by_days_worth_and_person() {
    let (desk, sales, deals) = sales();
    let talk = stages(&desk, sales)[0].id;
    let which = |which| chosen(&desk.book, &desk.zone, talk, which);
    // They entered ten, twenty and thirty days ago.
    assert_eq!(which(Which::Days(30)), [deals[2]]);
    assert_eq!(which(Which::Days(31)), []);
    assert_eq!(which(Which::None), []);
    assert_eq!(which(Which::Worth(Money::new(1, Currency::CNY))), [] as [DealId; 0]);
    assert_eq!(which(Which::Of(Id(77))), []);
}

#[test]
fn the_usual_map_goes_by_name_and_by_how_far_a_stage_is() {
    let (mut desk, sales, deals) = sales();
    let other = pipeline(
        &mut desk,
        Id(2),
        "Projects",
        &[("Plan", "open"), ("Offer", "open"), ("Build", "open"), ("Done", "won"), ("Dropped", "lost")],
    );
    let (from, to) = (stages(&desk, sales), stages(&desk, other));
    let map = usual_map(&desk.book, sales, other);
    let meant = [(0, 0), (1, 1), (2, 3), (3, 4)].map(|(a, b)| (from[a].id, to[b].id));
    assert_eq!(map, meant);
    act(&mut desk, &Transfer { deals, mapping: map }).expect("is allowed");
    assert_eq!(columns(&desk, other, Moment::Now)[..2], named(&[("Plan", 3), ("Offer", 2)])[..]);
}

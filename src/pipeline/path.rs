//! A deal's way through its pipeline, and how it stands where it is.

use crate::book::versions::Entry;
use crate::book::{Book, Moment};
use crate::model::records::{Deal, DealId, Pipeline, PipelineId, Stage, StageId};
use crate::model::{Day, Id, Instant, Money, Zone};

use super::ageing::Age;
use super::board::{card, stages};

/// Where a stage lies on the way of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The deal went through it.
    Passed,
    /// The deal is in it.
    Here,
    /// The deal has not been in it.
    Ahead,
}

/// A stage on the way of a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// Where it lies.
    pub place: Where,
    /// The day on which the deal entered it last.
    pub entered: Option<Day>,
}

/// How a deal stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The deal.
    pub deal: Deal,
    /// Its pipeline.
    pub pipeline: Option<Pipeline>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Its age in the stage and its next step.
    pub age: Age,
    /// Its amount weighted by its chance, its own or that of the stage, while it is open.
    pub weighted: Option<Money>,
    /// The stages of the pipeline in order.
    pub path: Vec<Step>,
}

/// How a deal stands now; `None` where it is gone.
pub fn standing(book: &Book, zone: &Zone, deal: DealId) -> Option<Standing> {
    let deal = book.get::<Deal>(deal)?;
    let table = book.of::<Deal>();
    let row = table.row(deal.id.into())?;
    let stage = deal.stage.and_then(|stage| book.get::<Stage>(StageId(stage)));
    let expected = stage.as_ref().and_then(|stage| stage.expected_days);
    let age = card(book, zone, Moment::Now, u32::try_from(row).ok()?, |_| expected)?.age;
    let pipeline = stage.as_ref().and_then(|stage| stage.pipeline).map(PipelineId);
    let entries = entries(book, row);
    let step = |stage: Stage| {
        let id = Id::from(stage.id);
        let entered = entries.iter().rev().find(|(entered, _)| *entered == id).map(|(_, at)| *at);
        let place = match entered {
            _ if deal.stage == Some(id) => Where::Here,
            Some(_) => Where::Passed,
            None => Where::Ahead,
        };
        let entered = entered.filter(|at| *at != Instant::ALWAYS).map(|at| zone.day_of(at));
        Step { stage, place, entered }
    };
    let open = stage.as_ref().is_some_and(|stage| stage.kind.as_deref() == Some("open"));
    let chance = deal.probability.or(stage.as_ref().and_then(|stage| stage.probability)).filter(|_| open);
    Some(Standing {
        weighted: deal.amount.zip(chance).map(|(amount, chance)| amount.weighted(chance)),
        pipeline: pipeline.and_then(|pipeline| book.get::<Pipeline>(pipeline)),
        path: pipeline.map(|pipeline| stages(book, pipeline).into_iter().map(step).collect()).unwrap_or_default(),
        age,
        stage,
        deal,
    })
}

/// A stay of a deal in a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// The stage, which may be archived by now.
    pub stage: StageId,
    /// The day it entered; `None` where that is not known.
    pub from: Option<Day>,
    /// The day it went on; `None` while it is there.
    pub until: Option<Day>,
    /// Whole days between; up to now while it is there.
    pub days: Option<i32>,
}

/// The way that a deal has gone up to now: each stay in its order, also where it came back.
pub fn travelled(book: &Book, zone: &Zone, deal: DealId) -> Vec<Stay> {
    let Some(row) = book.of::<Deal>().row(deal.into()) else { return Vec::new() };
    let mut entries = entries(book, row);
    entries.dedup_by_key(|(stage, _)| book.resolve(*stage));
    let day = |at: Instant| (at != Instant::ALWAYS).then(|| zone.day_of(at));
    let stay = |(at, (stage, entered)): (usize, &(Id, Instant))| {
        let (from, until) = (day(*entered), entries.get(at + 1).and_then(|(_, left)| day(*left)));
        let end = until.unwrap_or_else(|| zone.day_of(book.now()));
        Stay { stage: StageId(*stage), from, until, days: from.map(|from| end.0.saturating_sub(from.0)) }
    };
    entries.iter().enumerate().map(stay).collect()
}

/// The stages that a deal has entered up to now, in order.
pub(super) fn entries(book: &Book, row: usize) -> Vec<(Id, Instant)> {
    let Some(column) = book.of::<Deal>().column(Deal::STAGE) else { return Vec::new() };
    let Some(versions) = column.versions() else { return Vec::new() };
    versions
        .row(row)
        .filter(|version| version.entry == Entry::Value && version.effective <= book.now())
        .filter_map(|version| Some((column.decode(version.cell)?.as_reference()?, version.effective)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Cause, Label};
    use crate::model::id::IdMaker;
    use crate::model::{BasisPoints, Currency, DeviceId, Record, Value};

    #[test]
    fn a_deal_knows_its_way() {
        let zone = Zone::default();
        let start = |text: &str| zone.start_of(Day::parse(text).expect(text));
        let now = start("2017-03-10");
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Imported);
        edit.create(Pipeline::COLLECTION.key, Id(1), &[(Pipeline::NAME, Some("Sales".into()))], &[])
            .expect("a pipeline");
        for (at, (name, kind)) in [("New", "open"), ("Talk", "open"), ("Won", "won")].into_iter().enumerate() {
            let rank = Value::Text(format!("{at}x"));
            let chance = Value::Percent(BasisPoints(3_000));
            let values = [
                (Stage::NAME, name.into()),
                (Stage::PIPELINE, Id(1).into()),
                (Stage::RANK, rank),
                (Stage::KIND, kind.into()),
                (Stage::PROBABILITY, chance),
            ];
            let values = values.map(|(field, value): (usize, Value)| (field, Some(value)));
            edit.create(Stage::COLLECTION.key, Id(10 + at as u128), &values, &[]).expect("a stage");
        }
        let dates = [
            (Deal::STAGE, start("2017-03-01"), Some(Id(10).into())),
            (Deal::STAGE, start("2017-03-04"), Some(Id(11).into())),
        ];
        let values = [(Deal::TITLE, Some("X".into())), (Deal::AMOUNT, Some(Money::new(1_000, Currency::USD).into()))];
        edit.create(Deal::COLLECTION.key, Id(20), &values, &dates).expect("a deal");
        let draft = edit.finish().expect("a draft");
        book.apply(&Writer::new(DeviceId(1)).stamp(draft, None, now, &IdMaker::new(now, [1; 32])));

        let standing = standing(&book, &zone, DealId(Id(20))).expect("a deal");
        let path: Vec<_> =
            standing.path.iter().map(|step| (step.place, step.entered.map(|day| day.to_string()))).collect();
        assert_eq!(
            path,
            [
                (Where::Passed, Some("2017-03-01".to_owned())),
                (Where::Here, Some("2017-03-04".to_owned())),
                (Where::Ahead, None),
            ]
        );
        let travelled = travelled(&book, &zone, DealId(Id(20)));
        let stays: Vec<_> = travelled.iter().map(|stay| (stay.stage.0, stay.until.is_some(), stay.days)).collect();
        assert_eq!(stays, [(Id(10), true, Some(3)), (Id(11), false, Some(6))]);
        assert_eq!((standing.age.days, standing.weighted.map(|money| money.minor)), (6, Some(300)));
    }
}

//! A small company with deals that a test chooses.

use fieldbook::book::command::Editor;
use fieldbook::book::{Book, Cause, Context, Label};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::records::{Area, AreaId, Deal, DealId, Person, PersonId, Pipeline, PipelineId, Stage, StageId};
use fieldbook::model::time::DAY_MS;
use fieldbook::model::{BasisPoints, Currency, DeviceId, Id, Instant, Money, Record, Value, Zone};
use fieldbook::ports::Keeper;

/// 2026-11-22T00:00Z.
pub(crate) const NOW: Instant = Instant(1_795_305_600_000);

/// What a generated deal is: stage (0-3), owner (0-2 or none), amount, days since its entry.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) stage: usize,
    pub(crate) owner: Option<usize>,
    pub(crate) minor: Option<(i64, bool)>,
    pub(crate) days: i64,
}

/// The company: two areas, three people, a pipeline of two open stages, won and lost.
pub(crate) struct World {
    pub(crate) keeper: Keeper,
    pub(crate) zone: Zone,
    pub(crate) pipeline: PipelineId,
    pub(crate) stages: [StageId; 4],
    pub(crate) people: [PersonId; 3],
    pub(crate) areas: [AreaId; 2],
    pub(crate) deals: Vec<DealId>,
    seed: u8,
}

pub(crate) const SHARES: [i64; 4] = [3_333, 6_667, 10_000, 0];

impl World {
    pub(crate) fn new(specs: &[Spec]) -> Self {
        let (zone, ids) = (Zone::default(), IdMaker::new(NOW, [3; 32]));
        let id = || ids.next_id();
        let mut world = Self {
            keeper: Keeper::new(DeviceId(1), NOW),
            pipeline: PipelineId(id()),
            stages: [StageId(id()), StageId(id()), StageId(id()), StageId(id())],
            people: [PersonId(id()), PersonId(id()), PersonId(id())],
            areas: [AreaId(id()), AreaId(id())],
            deals: specs.iter().map(|_| DealId(id())).collect(),
            zone,
            seed: 9,
        };
        let (book, text) = (Book::new(NOW), |text: &str| Some(Value::from(text)));
        let mut edit = Editor::new(&book, NOW, Label::new("x"), Cause::Typed);
        let mut make =
            |collection: &str, id: Id, values: &[(usize, Option<Value>)], dates: &[(usize, Instant, Option<Value>)]| {
                edit.create(collection, id, values, dates).expect("valid");
            };
        for (area, name) in world.areas.iter().zip(["North", "South"]) {
            make(Area::COLLECTION.key, area.0, &[(Area::NAME, text(name))], &[]);
        }
        for (at, person) in world.people.iter().enumerate() {
            let area = world.areas[at % 2];
            make(
                Person::COLLECTION.key,
                person.0,
                &[(Person::NAME, text("P")), (Person::AREA, Some(area.0.into()))],
                &[],
            );
        }
        make(Pipeline::COLLECTION.key, world.pipeline.0, &[(Pipeline::NAME, text("Main"))], &[]);
        for (at, kind) in ["open", "open", "won", "lost"].into_iter().enumerate() {
            let rank = ["A", "B", "C", "D"][at];
            let values = [
                (Stage::NAME, text(rank)),
                (Stage::PIPELINE, Some(world.pipeline.0.into())),
                (Stage::RANK, text(rank)),
                (Stage::KIND, text(kind)),
                (Stage::PROBABILITY, Some(Value::Percent(BasisPoints(SHARES[at])))),
            ];
            make(Stage::COLLECTION.key, world.stages[at].0, &values, &[]);
        }
        for (deal, spec) in world.deals.iter().zip(specs) {
            let currency = |euro: bool| if euro { Currency::parse("EUR").expect("a code") } else { Currency::USD };
            let values = [
                (Deal::TITLE, text("D")),
                (Deal::OWNER, spec.owner.map(|at| world.people[at].0.into())),
                (Deal::AMOUNT, spec.minor.map(|(minor, euro)| Money::new(minor, currency(euro)).into())),
            ];
            let entry = (Deal::STAGE, Instant(NOW.0 - spec.days * DAY_MS), Some(world.stages[spec.stage].0.into()));
            make(Deal::COLLECTION.key, deal.0, &values, &[entry]);
        }
        let draft = edit.finish().expect("something");
        world.with(|keeper, context| drop(keeper.take(draft, context, Vec::new())));
        world
    }

    /// Runs something with a context of now.
    pub(crate) fn with<T>(&mut self, run: impl FnOnce(&mut Keeper, &Context<'_>) -> T) -> T {
        self.at(NOW, run)
    }

    /// Runs something with a context of an instant, no earlier than any before.
    pub(crate) fn at<T>(&mut self, now: Instant, run: impl FnOnce(&mut Keeper, &Context<'_>) -> T) -> T {
        self.seed += 1;
        let ids = IdMaker::new(now, [self.seed; 32]);
        let zone = self.zone.clone();
        self.keeper.advance(now);
        let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::USD, ids: &ids };
        run(&mut self.keeper, &context)
    }

    /// Takes what an editor writes into the book, as written at an instant.
    pub(crate) fn write(&mut self, now: Instant, write: impl FnOnce(&mut Editor<'_>)) {
        self.keeper.advance(now);
        let book = self.keeper.book();
        let mut edit = Editor::new(book, now, Label::new("x"), Cause::Typed);
        write(&mut edit);
        let Ok(draft) = edit.finish() else { return };
        self.at(now, |keeper, context| drop(keeper.take(draft, context, Vec::new())));
    }

    pub(crate) fn book(&self) -> &Book {
        self.keeper.book()
    }
}

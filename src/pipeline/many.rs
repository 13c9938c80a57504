//! The same done to many deals: one batch, one way back. Deals that are gone, that the acting person
//! may not touch or that a gate holds up are left out; the label says how many.

use super::close::{Closing, changeable};
use super::commands::open_to;
use super::gate::{self, Brought, Door};
use crate::book::bulk::{self, Bulk};
use crate::book::command::{Change, Editor};
use crate::book::each::{self, Each};
use crate::book::lack::Lack;
use crate::book::{Book, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Actor;
use crate::model::records::{Deal, DealId, PipelineId, Stage, StageId};
use crate::model::{Id, Key, Record, Value};

/// What is done to each of the deals.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// They go to a stage.
    Move(StageId),
    /// Somebody takes charge of them, or nobody.
    Assign(Option<Id>),
    /// Fields change.
    Edit(Vec<Change>),
    /// They get labels and lose labels.
    Tag {
        /// Those that they get.
        add: Vec<String>,
        /// Those that they lose.
        remove: Vec<String>,
    },
    /// They end.
    Close(Closing),
}

/// Does the same to many deals.
#[derive(Clone, Debug)]
pub struct ManyDeals {
    /// The deals.
    pub deals: Vec<DealId>,
    /// What is done to each.
    pub deed: Deed,
}

/// The deals that a gate would hold up, with what each lacks.
pub fn held_up(book: &Book, actor: &Actor, deals: &[DealId], to: StageId) -> Vec<(DealId, Lack)> {
    let Some(door) = Door::to(book, to).filter(|door| !door.is_open()) else { return Vec::new() };
    let brought = Brought::default();
    let lacks = deals.iter().map(|deal| (*deal, door.lack(actor, *deal, &brought)));
    lacks.filter(|(_, lack)| !lack.is_empty()).collect()
}

/// The pipelines that deals are in, each once.
pub fn pipelines(book: &Book, deals: &[DealId]) -> Vec<PipelineId> {
    let table = book.of::<Deal>();
    let stage = |deal: &DealId| table.value(table.row((*deal).into())?, Deal::STAGE)?.as_reference();
    // A deal is in one of a few stages, of which each is looked up once.
    let mut stages: Vec<Id> = Vec::new();
    for stage in deals.iter().filter_map(stage) {
        if !stages.contains(&stage) {
            stages.push(stage);
        }
    }
    let of = |stage: Id| book.get::<Stage>(stage.into())?.pipeline.map(|pipeline| book.resolve(pipeline).into());
    let mut all: Vec<PipelineId> = stages.into_iter().filter_map(of).collect();
    crate::model::order::sort(&mut all);
    all.dedup();
    all
}

impl Command for ManyDeals {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        match self.plain() {
            Some(bulk) => bulk.decide(book, context),
            None => each::decide(self, book, context),
        }
    }
}

impl Each for ManyDeals {
    fn count(&self) -> usize {
        self.deals.len()
    }

    fn begin(&self, book: &Book) -> Result<(), Rejection> {
        match &self.deed {
            Deed::Close(closing) => closing.stage(book).map(drop),
            _ => self.to().map_or(Ok(()), |to| open_to(book, to).map(drop)),
        }
    }

    fn one(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        at: usize,
    ) -> Result<Result<(), Rejection>, Rejection> {
        let Some(deal) = self.deals.get(at) else { return Err(Rejection::Nothing) };
        match self.change(edit, book, context, *deal) {
            Ok(()) => Ok(Ok(())),
            // Each of these is said before anything is written.
            Err(why @ (Rejection::NotAllowed { .. } | Rejection::Gone { .. } | Rejection::Lacks(_))) => Ok(Err(why)),
            Err(why) => Err(why),
        }
    }

    /// What to call it where so many deals were changed, and so many left out.
    fn label(&self, book: &Book, done: usize, left: usize) -> Label {
        let (n, left) = (done.to_string(), (left > 0).then(|| left.to_string()));
        let stage = self.to().and_then(|to| book.get::<Stage>(to)?.name).unwrap_or_default();
        match (&self.deed, left) {
            (Deed::Tag { .. }, None) => Label::new("did-edit-many").with("n", n),
            (Deed::Tag { .. }, Some(left)) => Label::new("did-edit-many-left").with("n", n).with("left", left),
            (_, None) => Label::new("did-move-many").with("n", n).with("stage", stage),
            (_, Some(left)) => Label::new("did-move-many-left").with("n", n).with("stage", stage).with("left", left),
        }
    }
}

impl ManyDeals {
    /// The same as a plain change of fields, where no gate has a say in it.
    pub fn plain(&self) -> Option<Bulk> {
        let changes = match &self.deed {
            Deed::Assign(person) => vec![(Deal::OWNER, person.map(Value::Reference))],
            Deed::Edit(changes) if self.to().is_none() => changes.clone(),
            _ => return None,
        };
        let ids = self.deals.iter().map(|deal| Id::from(*deal)).collect();
        Some(Bulk { collection: Key::Borrowed(Deal::COLLECTION.key), ids, deed: bulk::Deed::Edit(changes, None) })
    }

    /// The stage that the deals go to, where they go to one.
    fn to(&self) -> Option<StageId> {
        match &self.deed {
            Deed::Move(to) => Some(*to),
            Deed::Close(closing) => Some(closing.to),
            Deed::Edit(changes) => {
                let mut moving = changes.iter().filter(|(field, _)| *field == Deal::STAGE);
                moving.find_map(|(_, value)| value.as_ref()?.as_reference()).map(StageId)
            }
            Deed::Assign(_) | Deed::Tag { .. } => None,
        }
    }

    fn change(&self, edit: &mut Editor<'_>, book: &Book, context: &Context<'_>, id: DealId) -> Result<(), Rejection> {
        let deal = changeable(edit, book, context, id)?;
        let none = Brought::default();
        let enter = |edit: &mut Editor<'_>, to: StageId, brought: &Brought| {
            if deal.stage == Some(to.into()) {
                return gate::keep(edit, id, brought, None);
            }
            gate::pass(book, &context.actor, id, to, brought)?;
            gate::enter(edit, book, id, to, brought, None)?;
            edit.set(Deal::COLLECTION.key, id.into(), (Deal::RANK, None), None)
        };
        match &self.deed {
            Deed::Move(to) => enter(edit, *to, &none),
            Deed::Close(closing) => closing.write(edit, book, context, &deal, (&none, None)),
            Deed::Tag { add, remove } => {
                let tags = tagged(deal.tags.unwrap_or_default(), add, remove);
                edit.set(Deal::COLLECTION.key, id.into(), (Deal::TAGS, tags), None)
            }
            Deed::Edit(changes) => {
                let others = changes.iter().filter(|(field, _)| *field != Deal::STAGE).cloned().collect();
                self.to().map_or(Ok(()), |to| enter(edit, to, &Brought::of(others, Vec::new())))
            }
            Deed::Assign(_) => Ok(()),
        }
    }
}

/// The labels of a deal after some came and some went.
fn tagged(mut tags: Vec<String>, add: &[String], remove: &[String]) -> Option<Value> {
    let trimmed = |tags: &[String]| -> Vec<String> {
        tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
    };
    let remove = trimmed(remove);
    tags.retain(|tag| !remove.contains(tag));
    tags.extend(trimmed(add));
    crate::model::order::sort(&mut tags);
    tags.dedup();
    (!tags.is_empty()).then_some(Value::Tags(tags))
}

//! The same done to many deals: one batch, one way back. Deals that are gone, that the acting person
//! may not touch or that a gate holds up are left out; the label says how many.

use super::close::{Closing, changeable};
use super::commands::open_to;
use super::gate::{self, Brought};
use crate::book::bulk::{self, Bulk};
use crate::book::command::{Change, Editor};
use crate::book::lack::Lack;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Actor;
use crate::model::records::{Deal, DealId, StageId};
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
    let brought = Brought::default();
    let lacks = deals.iter().map(|deal| (*deal, gate::lack(book, actor, *deal, to, &brought)));
    lacks.filter(|(_, lack)| !lack.is_empty()).collect()
}

impl Command for ManyDeals {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let to = match &self.deed {
            Deed::Assign(person) => {
                let owner = (Deal::OWNER, person.map(Value::Reference));
                return self.edit(vec![owner]).decide(book, context);
            }
            Deed::Edit(changes) => {
                // Where a stage is among them, its gate has its say.
                let mut moving = changes.iter().filter(|(field, _)| *field == Deal::STAGE);
                let to = moving.find_map(|(_, value)| value.as_ref()?.as_reference());
                let Some(to) = to.map(StageId) else { return self.edit(changes.clone()).decide(book, context) };
                Some(open_to(book, to)?)
            }
            Deed::Move(to) => Some(open_to(book, *to)?),
            Deed::Close(closing) => Some(closing.stage(book)?),
            Deed::Tag { .. } => None,
        };
        let stage = to.and_then(|stage| stage.name).unwrap_or_default();
        let mut edit = Editor::new(book, context.now, self.label(0, 0, &stage), Cause::Typed);
        let (mut done, mut refusal) = (0_usize, None);
        for deal in &self.deals {
            match self.one(&mut edit, book, context, *deal) {
                Ok(()) => done += 1,
                // Each of these is said before anything is written.
                Err(why @ (Rejection::NotAllowed { .. } | Rejection::Gone { .. } | Rejection::Lacks(_))) => {
                    refusal.get_or_insert(why);
                }
                Err(why) => return Err(why),
            }
        }
        if let (0, Some(why)) = (done, refusal) {
            return Err(why);
        }
        edit.draft.label = self.label(done, self.deals.len() - done, &stage);
        edit.finish()
    }
}

impl ManyDeals {
    fn edit(&self, changes: Vec<Change>) -> Bulk {
        let ids = self.deals.iter().map(|deal| Id::from(*deal)).collect();
        Bulk { collection: Key::Borrowed(Deal::COLLECTION.key), ids, deed: bulk::Deed::Edit(changes, None) }
    }

    fn one(&self, edit: &mut Editor<'_>, book: &Book, context: &Context<'_>, id: DealId) -> Result<(), Rejection> {
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
                let (stage, others): (Vec<Change>, Vec<Change>) =
                    changes.iter().cloned().partition(|(field, _)| *field == Deal::STAGE);
                let to = stage.iter().find_map(|(_, value)| value.as_ref()?.as_reference());
                let brought = Brought::of(others, Vec::new());
                to.map_or(Ok(()), |to| enter(edit, StageId(to), &brought))
            }
            Deed::Assign(_) => Ok(()),
        }
    }

    /// What to call it where so many deals were changed, and so many left out.
    fn label(&self, n: usize, left: usize, stage: &str) -> Label {
        let (n, left) = (n.to_string(), (left > 0).then(|| left.to_string()));
        match (&self.deed, left) {
            (Deed::Tag { .. }, None) => Label::new("did-edit-many").with("n", n),
            (Deed::Tag { .. }, Some(left)) => Label::new("did-edit-many-left").with("n", n).with("left", left),
            (_, None) => Label::new("did-move-many").with("n", n).with("stage", stage),
            (_, Some(left)) => Label::new("did-move-many-left").with("n", n).with("stage", stage).with("left", left),
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

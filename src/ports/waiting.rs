//! What is shown but not stored yet: batches with what they were made from, so that they can be
//! made anew where another tab wrote in between.

use std::fmt;
use std::rc::Rc;

use super::keeper::Keeper;
use crate::book::{Batch, Book, Command, Context, Draft, Label, Rejection};
use crate::model::id::IdMaker;
use crate::model::permission::Actor;
use crate::model::{Currency, Instant, Zone};

/// A batch that waits to be stored.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The batch as it is shown.
    pub(super) batch: Batch,
    /// What it was decided from; `None` where it was decided elsewhere (an import): it then merges
    /// with what others wrote as a replica does.
    pub(super) deed: Option<Deed>,
    /// The bytes of its body, where they have been written already.
    pub(super) body: Option<Vec<u8>>,
}

/// A command with all that its decision depended on beside the book.
pub(super) struct Deed {
    command: Rc<dyn Command>,
    actor: Actor,
    zone: Zone,
    currency: Currency,
    ids: IdMaker,
    time: Instant,
}

impl fmt::Debug for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deed").field("time", &self.time).finish_non_exhaustive()
    }
}

impl Deed {
    /// Of a command that is about to be decided in a context.
    pub(super) fn new(command: &dyn Command, context: &Context<'_>) -> Self {
        Self {
            command: command.aside(),
            actor: context.actor,
            zone: context.zone.clone(),
            currency: context.currency,
            ids: context.ids.clone(),
            time: context.now,
        }
    }

    /// Decides once more as of the time of the act, with the same fresh ids.
    fn decide(&self, book: &Book, ids: &IdMaker) -> Result<Draft, Rejection> {
        let (actor, now, currency) = (self.actor, self.time, self.currency);
        self.command.decide(book, &Context { actor, now, zone: &self.zone, currency, ids })
    }
}

/// A change that was shown and had to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// What it was.
    pub label: Label,
    /// Why it may not stand beside what others wrote.
    pub why: Rejection,
}

impl Keeper {
    /// Puts in the place of this book one that holds what others wrote, and decides there once
    /// more what waits, in order. Gives what had to be taken back.
    pub(super) fn decide_again(&mut self, mut fresh: Self) -> Vec<TakenBack> {
        self.settle();
        (fresh.outcomes, fresh.tickets) = (std::mem::take(&mut self.outcomes), self.tickets);
        let mut taken_back = Vec::new();
        for waiting in std::mem::take(&mut self.queue) {
            let Waiting { mut batch, deed, mut body } = waiting;
            // A write whose outcome was not heard of may have happened all the same.
            if fresh.book().knows(batch.head.id) {
                continue;
            }
            if let Some(deed) = &deed {
                let ids = deed.ids.clone();
                match deed.decide(fresh.book(), &ids) {
                    Ok(draft) => {
                        let head = batch.head;
                        batch = fresh.stamped(draft, head.actor, head.time, &ids);
                        // Whoever was told of the act knows it by this id.
                        batch.head.id = head.id;
                        body = None;
                    }
                    Err(why) => {
                        taken_back.push(TakenBack { label: batch.head.label, why });
                        continue;
                    }
                }
            } else {
                fresh.follow(&mut batch);
            }
            fresh.queue_up(Waiting { batch, deed, body });
        }
        *self = fresh;
        taken_back
    }
}

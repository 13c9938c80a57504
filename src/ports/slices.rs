//! What the keeper does in slices, so that a screen stays alive: a large change, and a checkpoint.

use std::rc::Rc;

use super::keeper::{Acted, Keeper};
use super::snapshot::Making;
use super::store::{NewCheckpoint, Unchanged};
use super::under_way::{Ready, UnderWay};
use crate::book::seal::Unlocked;
use crate::book::{Batch, Context, Draft, Rejection};

/// How work in slices goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// There is more to do.
    Working,
    /// It is done.
    Done(T),
}

/// The number of a change that is made in slices.
pub type Ticket = u64;

impl Keeper {
    /// Begins to take a draft that was decided against this very book, in slices: see
    /// [`Keeper::go_on`].
    pub fn begin(&mut self, draft: Draft, context: &Context<'_>) -> Ticket {
        self.advance(context.now);
        self.start(UnderWay::take(draft, context))
    }

    /// Begins to invert a batch, in slices: see [`Keeper::go_on`].
    pub fn begin_invert(&mut self, batch: Rc<Batch>, context: &Context<'_>) -> Ticket {
        self.advance(context.now);
        self.start(UnderWay::invert(batch, context))
    }

    fn start(&mut self, under_way: UnderWay) -> Ticket {
        self.tickets += 1;
        self.under_way = Some((self.tickets, Box::new(under_way)));
        self.tickets
    }

    /// Goes on with a change by a step of at most so many operations. The book shows nothing of it
    /// before it is done; what became of it is told once.
    pub fn go_on(&mut self, ticket: Ticket, most: usize) -> Step<Result<Acted, Rejection>> {
        if let Some(at) = self.outcomes.iter().position(|(of, _)| *of == ticket) {
            return Step::Done(self.outcomes.swap_remove(at).1);
        }
        match &mut self.under_way {
            Some((of, under_way)) if *of == ticket => match under_way.step(&self.book, &self.writer, most) {
                Step::Working => Step::Working,
                Step::Done(ready) => {
                    self.under_way = None;
                    Step::Done(ready.map(|ready| self.show_ready(ready)))
                }
            },
            _ => Step::Done(Err(Rejection::Nothing)),
        }
    }

    /// Leaves a change that is being made in slices: nothing of it has happened, unless something else
    /// has brought it to its end.
    pub fn give_up(&mut self, ticket: Ticket) {
        self.under_way.take_if(|(of, _)| *of == ticket);
    }

    /// Whether a change is being made in slices.
    pub fn is_at_work(&self) -> bool {
        self.under_way.is_some()
    }

    /// Brings a change that is being made in slices to its end at once.
    pub(super) fn settle(&mut self) {
        while let Some((ticket, _)) = self.under_way {
            if let Step::Done(outcome) = self.go_on(ticket, usize::MAX) {
                self.outcomes.push((ticket, outcome));
            }
        }
    }

    /// Shows and queues what was made in slices.
    fn show_ready(&mut self, ready: Ready) -> Acted {
        let Ready { waiting, made, kept } = ready;
        let head = waiting.batch.head.clone();
        match made {
            Some(made) => {
                self.writer.note(&head);
                match self.book.publish(&waiting.batch, made) {
                    Some(chunks) => chunks.iter().for_each(|(table, number)| self.mark(table, *number)),
                    None => self.mark_dirty(&waiting.batch),
                }
                self.queue.push_back(waiting);
            }
            None => self.queue_up(waiting),
        }
        Acted { head, kept }
    }

    /// Begins a checkpoint, to be made in slices by [`Keeper::go_on_checkpoint`].
    pub fn begin_checkpoint(&mut self) {
        // A batch in a checkpoint but not in the journal would be lost when the checkpoint is. A
        // damaged entry that a checkpoint covers would not be spoken of again.
        let may =
            self.queue.is_empty() && self.under_way.is_none() && self.storing.is_none() && self.damaged.is_empty();
        let stored = |name: &str| self.base.as_ref().is_some_and(|(_, parts)| parts.iter().any(|part| part == name));
        let unchanged = |name: &str| stored(name) && !self.dirty.iter().any(|part| part == name);
        self.making = may.then(|| Making::begin(&self.book, &Unlocked, unchanged).ok()).flatten();
    }

    /// Goes on with a checkpoint; `None` where it was not begun, or the book has changed since.
    pub fn go_on_checkpoint(&mut self) -> Option<Step<NewCheckpoint>> {
        let mut making = self.making.take()?;
        if making.version != self.book.version() || !self.queue.is_empty() {
            return None;
        }
        if !making.step(&self.book, &Unlocked).ok()? {
            self.making = Some(making);
            return Some(Step::Working);
        }
        let snapshot = making.finish();
        self.storing = Some(snapshot.names());
        let unchanged = self.base.as_ref().map(|(of, _)| Unchanged { of: *of, names: snapshot.unchanged });
        self.dirty.clear();
        self.checkpointed = self.arrived;
        self.unsaved_bytes = 0;
        Some(Step::Done(NewCheckpoint { upto: self.arrived, parts: snapshot.parts, unchanged }))
    }
}

//! A large change on its way into the book, in slices: an import, or the undo of one. What it is made
//! of is made ready beside the book; the last step shows all of it.

use std::fmt::Debug;
use std::rc::Rc;

use super::slices::Step;
use super::waiting::{Deed, Waiting};
use crate::book::gradual::Gradual;
use crate::book::pieces::Packing;
use crate::book::undo::{Invert, Inverting, Kept, inverse_cause};
use crate::book::writer::{Stamping, Writer};
use crate::book::{Batch, Book, Context, Draft, Rejection};
use crate::model::id::IdMaker;
use crate::model::{Id, Instant};

/// What is ready to be shown.
pub(super) struct Ready {
    pub(super) waiting: Waiting,
    /// The tables that it touches; `None` where it has to be let in at once.
    pub(super) made: Option<Gradual>,
    /// Fields that an undo left alone.
    pub(super) kept: Vec<Kept>,
}

/// A change that is being made. The keeper knows it by this alone, so that what it takes to make one
/// is loaded when it is.
pub(super) trait Change: Debug {
    /// Does a step of at most so many operations.
    fn step(&mut self, book: &Book, writer: &Writer, most: usize) -> Step<Result<Ready, Rejection>>;
}

/// What is done next.
#[derive(Debug)]
enum Phase {
    Invert(Rc<Batch>, Inverting),
    Stamp(Stamping),
    LetIn(Batch, Gradual),
    Pack(Batch, Option<Gradual>, Packing),
    Over,
}

/// A draft that is taken, or a batch that is inverted.
#[derive(Debug)]
pub(super) struct UnderWay {
    phase: Phase,
    ids: IdMaker,
    actor: Option<Id>,
    now: Instant,
    deed: Option<Deed>,
    kept: Vec<Kept>,
}

impl UnderWay {
    /// A draft that is to be taken.
    pub(super) fn take(draft: Draft, context: &Context<'_>) -> Self {
        Self::new(Phase::Stamp(Stamping::of(draft)), None, context)
    }

    /// A batch that is to be inverted.
    pub(super) fn invert(batch: Rc<Batch>, context: &Context<'_>) -> Self {
        let cause = inverse_cause(&batch.head);
        let deed = Deed::new(&Invert { batch: batch.clone(), cause }, context);
        let inverting = Inverting::of(&batch, cause);
        Self::new(Phase::Invert(batch, inverting), Some(deed), context)
    }

    fn new(phase: Phase, deed: Option<Deed>, context: &Context<'_>) -> Self {
        let (ids, actor, now) = (context.ids.clone(), context.actor.person, context.now);
        Self { phase, ids, actor, now, deed, kept: Vec::new() }
    }
}

impl Change for UnderWay {
    fn step(&mut self, book: &Book, writer: &Writer, most: usize) -> Step<Result<Ready, Rejection>> {
        self.phase = match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Invert(batch, mut inverting) => {
                if inverting.step(book, &batch, most) {
                    let inverse = inverting.finish();
                    if inverse.draft.is_empty() && inverse.kept.is_empty() {
                        return Step::Done(Err(Rejection::Nothing));
                    }
                    self.kept = inverse.kept;
                    Phase::Stamp(Stamping::of(inverse.draft))
                } else {
                    Phase::Invert(batch, inverting)
                }
            }
            Phase::Stamp(mut stamping) => match stamping.step(&self.ids, most) {
                None => Phase::Stamp(stamping),
                Some(root) => {
                    let batch = stamping.finish(writer, root, self.actor, self.now, &self.ids);
                    match book.begin(&batch) {
                        Some(made) => Phase::LetIn(batch, made),
                        None => Phase::Pack(batch, None, Packing::default()),
                    }
                }
            },
            Phase::LetIn(batch, mut made) => {
                if made.step(book, &batch, most) {
                    Phase::Pack(batch, Some(made), Packing::default())
                } else {
                    Phase::LetIn(batch, made)
                }
            }
            Phase::Pack(batch, made, mut packing) => match packing.step(&batch.body) {
                Ok(false) => Phase::Pack(batch, made, packing),
                outcome => {
                    // What cannot be written down now is tried again when it is to be stored.
                    let body = outcome.is_ok().then(|| packing.finish());
                    let (deed, kept) = (self.deed.take(), std::mem::take(&mut self.kept));
                    return Step::Done(Ok(Ready { waiting: Waiting { batch, deed, body }, made, kept }));
                }
            },
            Phase::Over => return Step::Done(Err(Rejection::Nothing)),
        };
        Step::Working
    }
}

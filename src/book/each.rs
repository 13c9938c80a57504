//! The same decided of many records, in pieces: a page stays alive while it is worked out. Records that are
//! gone, or of which something stands against it, are left out; the label says how many.

use super::command::Editor;
use super::{Book, Cause, Context, Draft, Label, Rejection};
use crate::model::Instant;

/// Something that is done to each of many records.
pub trait Each {
    /// How many records there are.
    fn count(&self) -> usize;

    /// Refuses all of it before the first.
    fn begin(&self, _book: &Book) -> Result<(), Rejection> {
        Ok(())
    }

    /// Does it to the record at a place; inside, why this one is left out: nothing of it is written then.
    fn one(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        at: usize,
    ) -> Result<Result<(), Rejection>, Rejection>;

    /// Does what is to be done once all are decided, given the places of those that were not left out.
    fn end(&self, _edit: &mut Editor<'_>, _book: &Book, _done: &[usize]) -> Result<(), Rejection> {
        Ok(())
    }

    /// What to call it where so many records were changed, and so many left out.
    fn label(&self, book: &Book, done: usize, left: usize) -> Label;
}

impl<E: Each> Each for &E {
    fn count(&self) -> usize {
        (*self).count()
    }

    fn begin(&self, book: &Book) -> Result<(), Rejection> {
        (*self).begin(book)
    }

    fn one(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        at: usize,
    ) -> Result<Result<(), Rejection>, Rejection> {
        (*self).one(edit, book, context, at)
    }

    fn end(&self, edit: &mut Editor<'_>, book: &Book, done: &[usize]) -> Result<(), Rejection> {
        (*self).end(edit, book, done)
    }

    fn label(&self, book: &Book, done: usize, left: usize) -> Label {
        (*self).label(book, done, left)
    }
}

/// A decision on many records in the making.
#[derive(Debug)]
pub struct Deciding<E> {
    each: E,
    /// When it holds from: the same instant for all pieces.
    now: Instant,
    /// The state of the book that it was decided of so far.
    version: u64,
    draft: Option<Draft>,
    next: usize,
    done: Vec<usize>,
    refusal: Option<Rejection>,
}

impl<E: Each> Deciding<E> {
    /// Begins it; refused where all of it is.
    pub fn begin(each: E, book: &Book, context: &Context<'_>) -> Result<Self, Rejection> {
        each.begin(book)?;
        let (now, version) = (context.now, book.version());
        Ok(Self { each, now, version, draft: None, next: 0, done: Vec::new(), refusal: None })
    }

    /// Decides of so many records more; whether all are decided. Where the book has changed since the last
    /// piece it starts over, so that the whole is of one state.
    pub fn step(&mut self, book: &Book, context: &Context<'_>, most: usize) -> Result<bool, Rejection> {
        if self.version != book.version() {
            self.each.begin(book)?;
            self.version = book.version();
            (self.draft, self.next, self.refusal) = (None, 0, None);
            self.done.clear();
        }
        let context = Context { now: self.now, ..*context };
        let mut edit = self.editor(book);
        let until = self.each.count().min(self.next.saturating_add(most));
        for at in self.next..until {
            match self.each.one(&mut edit, book, &context, at)? {
                Ok(()) => self.done.push(at),
                Err(why) => {
                    self.refusal.get_or_insert(why);
                }
            }
        }
        self.draft = Some(edit.draft);
        self.next = until;
        Ok(until == self.each.count())
    }

    /// What was decided of all; where each was left out, why the first was. To be asked of the same book as
    /// the last step.
    pub fn finish(mut self, book: &Book) -> Result<Draft, Rejection> {
        if let (true, Some(why)) = (self.done.is_empty(), self.refusal.take()) {
            return Err(why);
        }
        let mut edit = self.editor(book);
        self.each.end(&mut edit, book, &self.done)?;
        edit.draft.label = self.each.label(book, self.done.len(), self.each.count() - self.done.len());
        edit.finish()
    }

    /// The editor that goes on with the draft.
    fn editor<'a>(&mut self, book: &'a Book) -> Editor<'a> {
        let label = || self.each.label(book, 0, 0);
        let draft = self.draft.take().unwrap_or_else(|| Draft::new(label(), Cause::Typed));
        Editor::going_on(book, self.now, draft)
    }
}

/// Decides of all records at once.
pub fn decide(each: &impl Each, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
    let mut deciding = Deciding::begin(each, book, context)?;
    deciding.step(book, context, usize::MAX)?;
    deciding.finish(book)
}

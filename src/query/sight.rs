//! What the acting person sees of each collection, worked out once for a state of the book.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::book::Book;
use crate::book::bits::Bits;
use crate::model::Key;
use crate::model::permission::Actor;

/// Rows that are seen; `None` for all.
pub type Seen = Option<Rc<Bits>>;

/// What was worked out so far.
#[derive(Debug, Default)]
pub struct Sight {
    /// The state of the book, and who looks.
    of: Cell<Option<(u64, usize, Actor)>>,
    known: RefCell<Vec<(Key, Seen)>>,
}

impl Sight {
    /// The rows of a collection that the actor sees.
    pub fn seen(&self, book: &Book, actor: &Actor, collection: &str) -> Seen {
        let of = Some((book.version(), book.history().len(), *actor));
        if self.of.replace(of) != of {
            self.known.take();
        }
        if let Some((_, seen)) = self.known.borrow().iter().find(|(key, _)| *key == *collection) {
            return seen.clone();
        }
        let seen = book.seen(actor, collection).map(Rc::new);
        self.known.borrow_mut().push((Key::Owned(collection.to_owned()), seen.clone()));
        seen
    }
}

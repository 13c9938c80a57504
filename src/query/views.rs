//! Saved views: queries of lists under a name, for one person or for all.

use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::{Actor, Verb};
use crate::model::records::SavedView;
use crate::model::{Id, Key, Record};

const KEY: &str = SavedView::COLLECTION.key;

/// The views of a list that a person is offered: their own and shared ones, by name.
pub fn offered(book: &Book, actor: &Actor, collection: &str) -> Vec<SavedView> {
    let mine = |view: &SavedView| is_mine(book, actor, view) || is(view.shared.as_ref());
    let views = book.all::<SavedView>().filter(|view| view.collection.as_deref() == Some(collection) && mine(view));
    let mut views: Vec<SavedView> = views.collect();
    crate::model::order::by_key(&mut views, |view| view.name.as_ref().map(|name| name.to_lowercase()));
    views
}

/// The view that a list opens with: a person's own before a shared one.
pub fn first(book: &Book, actor: &Actor, collection: &str) -> Option<SavedView> {
    let mut views = offered(book, actor, collection);
    views.retain(|view| is(view.first.as_ref()));
    crate::model::order::by_key(&mut views, |view| !is_mine(book, actor, view));
    views.into_iter().next()
}

/// Whether the person saved the view.
pub fn is_mine(book: &Book, actor: &Actor, view: &SavedView) -> bool {
    view.person.map(|person| book.resolve(person)) == actor.person.map(|person| book.resolve(person))
}

/// Whether a yes or no is a yes.
pub fn is(answer: Option<&String>) -> bool {
    answer.is_some_and(|answer| answer == "yes")
}

/// Saves a view, new or under the name it has.
#[derive(Clone, Debug)]
pub struct SaveView {
    /// The view that is written anew; a new one where `None`.
    pub view: Option<Id>,
    /// The list.
    pub collection: Key,
    /// Its name.
    pub name: String,
    /// The query of the address.
    pub query: String,
    /// Whether everybody is offered it.
    pub shared: bool,
    /// Whether the list opens with it.
    pub first: bool,
}

impl Command for SaveView {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let label = Label::new("did-save-view").with("name", self.name.clone());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let yes = |on: bool| Some(if on { "yes".into() } else { "no".into() });
        let name = Some(self.name.trim()).filter(|name| !name.is_empty()).map(Into::into);
        let mut values: Vec<Change> = vec![
            (SavedView::NAME, name),
            (SavedView::QUERY, Some(self.query.as_str()).filter(|query| !query.is_empty()).map(Into::into)),
            (SavedView::SHARED, yes(self.shared)),
            (SavedView::FIRST, yes(self.first)),
        ];
        if let Some(id) = self.view {
            let (_, row) = edit.live(KEY, id)?;
            book.permit(&context.actor, Verb::Change, KEY, Some(row))?;
            for value in values {
                edit.set(KEY, id, value, None)?;
            }
        } else {
            book.permit(&context.actor, Verb::Change, KEY, None)?;
            values.push((SavedView::COLLECTION_KEY, Some(self.collection.as_ref().into())));
            values.push((SavedView::PERSON, context.actor.person.map(Into::into)));
            edit.create(KEY, context.ids.next_id(), &values, &[])?;
        }
        if self.first {
            self.others_step_back(&mut edit, book, &context.actor)?;
        }
        edit.finish()
    }
}

impl SaveView {
    /// A list opens with one view of a person, and with one of all.
    fn others_step_back(&self, edit: &mut Editor<'_>, book: &Book, actor: &Actor) -> Result<(), Rejection> {
        for other in offered(book, actor, &self.collection) {
            let same = is(other.shared.as_ref()) == self.shared && Some(Id::from(other.id)) != self.view;
            let may = book
                .of::<SavedView>()
                .row(other.id.into())
                .is_some_and(|row| book.permit(actor, Verb::Change, KEY, Some(row)).is_ok());
            if same && may && is(other.first.as_ref()) {
                edit.set(KEY, other.id.into(), (SavedView::FIRST, Some("no".into())), None)?;
            }
        }
        Ok(())
    }
}

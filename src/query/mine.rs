//! "Me" and "my people" in filters, as the acting person.

use super::filter::{Filter, Test};
use super::source::Key;
use crate::book::Book;
use crate::model::Id;
use crate::model::permission::Actor;
use crate::model::records::Person;

/// The person and everybody led, directly or through others.
fn people_of(book: &Book, me: Id) -> Vec<Id> {
    let table = book.of::<Person>();
    let people = table.live().iter().filter_map(|row| table.id(row));
    people.filter(|person| *person == table.resolve(me) || book.leads(me, *person)).collect()
}

impl Filter {
    /// This filter as the acting person means it: "me" and "my people" become records. Before anybody
    /// was chosen they are nobody.
    #[must_use]
    pub fn seen_by(self, book: &Book, actor: &Actor) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(|part| part.seen_by(book, actor)).collect();
        match self {
            Self::And(parts) => Self::And(all(parts)),
            Self::Or(parts) => Self::Or(all(parts)),
            Self::Is(source, test) => Self::Is(source, test.seen_by(book, actor)),
            Self::IsNot(source, test) => Self::IsNot(source, test.seen_by(book, actor)),
        }
    }
}

impl Test {
    fn seen_by(self, book: &Book, actor: &Actor) -> Self {
        let Self::In(keys) = self else { return self };
        let record = |key: Key| match (key, actor.person) {
            (Key::Me, Some(me)) => vec![Key::Record(book.of::<Person>().resolve(me))],
            (Key::MyPeople, Some(me)) => people_of(book, me).into_iter().map(Key::Record).collect(),
            (Key::Me | Key::MyPeople, None) => Vec::new(),
            (key, _) => vec![key],
        };
        Self::In(keys.into_iter().flat_map(record).collect())
    }
}

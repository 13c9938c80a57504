//! Words that are used often, offered where they fit: a person's own before everybody's.

use crate::book::Book;
use crate::model::Id;
use crate::model::records::Phrase;

/// The phrases that a person is offered for a use, each once; those without a position last.
pub fn phrases(book: &Book, person: Option<Id>, used_for: &str) -> Vec<String> {
    let person = person.map(|person| book.resolve(person));
    let table = book.of::<Phrase>();
    let fits = |phrase: &Phrase| {
        let owner = phrase.owner.map(|owner| book.resolve(owner));
        let in_use = table.row(phrase.id.into()).is_some_and(|row| !table.is_archived(row));
        in_use && phrase.used_for.as_deref() == Some(used_for) && (owner.is_none() || owner == person)
    };
    let mut all: Vec<Phrase> = book.all::<Phrase>().filter(fits).collect();
    crate::model::order::by_key(&mut all, |phrase| {
        (phrase.owner.is_none(), phrase.rank.is_none(), phrase.rank.clone(), phrase.id)
    });
    let mut words: Vec<String> = Vec::new();
    for text in all.into_iter().filter_map(|phrase| phrase.text) {
        if !words.contains(&text) {
            words.push(text);
        }
    }
    words
}

//! Which customer an appointment is with: the one whose name, site or code stands in it.

use std::collections::HashMap;

use super::{Appointment, LeftOut};
use crate::book::Book;
use crate::model::records::{Account, Site};
use crate::model::{Id, Role};
use crate::query::search::{Han, fold};
use crate::query::twins::core;

/// Shorter names stand in too many texts by chance.
const SHORTEST: usize = 2;

/// A name by which a customer is recognised.
#[derive(Debug)]
struct Name {
    letters: Vec<char>,
    account: Id,
    site: Option<Id>,
}

/// The names of the customers and sites that are not archived, by their first two letters.
#[derive(Debug, Default)]
pub struct Names {
    han: Han,
    all: Vec<Name>,
    by_start: HashMap<[char; 2], Vec<usize>>,
}

impl Names {
    /// Of a book. `han`: simplified forms of characters, where they are at hand.
    pub fn of(book: &Book, han: Han) -> Self {
        let mut names = Self { han, ..Self::default() };
        let accounts = book.of::<Account>();
        for row in accounts.live().iter().filter(|row| !accounts.is_archived(*row)) {
            let Some(id) = accounts.id(row) else { continue };
            for role in [Role::Title, Role::Code] {
                let text = accounts.role(role).and_then(|at| accounts.value(row, at));
                names.add(text.as_ref().and_then(|text| text.as_text()), id, None);
            }
        }
        for site in book.all::<Site>() {
            let Some(account) = site.account.map(|account| book.resolve(account)) else { continue };
            names.add(site.name.as_deref(), account, Some(site.id.into()));
            names.add(site.address.as_deref(), account, Some(site.id.into()));
        }
        names
    }

    fn add(&mut self, text: Option<&str>, account: Id, site: Option<Id>) {
        let Some(text) = text else { return };
        let letters: Vec<char> = core(text, &self.han).into_iter().map(|glyph| glyph.c).collect();
        if letters.len() >= SHORTEST {
            self.by_start.entry([letters[0], letters[1]]).or_default().push(self.all.len());
            self.all.push(Name { letters, account, site });
        }
    }

    /// The customer whose longest name stands in the appointment, and the site where that is named, too. The
    /// title says more than the place, and that more than the note.
    pub(super) fn find(&self, appointment: &Appointment) -> Result<(Id, Option<Id>), LeftOut> {
        let Appointment { title, place, note, .. } = appointment;
        let mut sites = Vec::new();
        let mut account = None;
        for text in [title, place, note] {
            let mut found = self.within(text);
            sites.extend(found.iter().filter_map(|name| Some((name.account, name.site?))));
            // A site's name alone ("gate 2") may be that of several customers.
            let longest = found.iter().map(|name| name.letters.len()).max();
            found.retain(|name| Some(name.letters.len()) == longest);
            let first = found.first().map(|name| name.account);
            if account.is_none() && found.iter().any(|name| Some(name.account) != first) {
                return Err(LeftOut::Several);
            }
            account = account.or(first);
        }
        let account = account.ok_or(LeftOut::Nobody)?;
        let mut sites: Vec<Id> = sites.into_iter().filter(|(of, _)| *of == account).map(|(_, site)| site).collect();
        sites.dedup();
        Ok((account, (sites.len() == 1).then(|| sites[0])))
    }

    /// The names that stand in a text, each from the beginning of a word.
    fn within(&self, text: &str) -> Vec<&Name> {
        let glyphs = fold(text, &self.han);
        let letters: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
        let mut found = Vec::new();
        for (at, pair) in letters.windows(2).enumerate().filter(|(at, _)| glyphs[*at].start) {
            let names = self.by_start.get(&[pair[0], pair[1]]).into_iter().flatten();
            found.extend(names.map(|name| &self.all[*name]).filter(|name| {
                let end = at + name.letters.len();
                // "Alpha" is no part of "Alphabet".
                let ends = glyphs.get(end).is_none_or(|next| next.start || !next.c.is_ascii_alphanumeric());
                ends && letters[at..].starts_with(&name.letters)
            }));
        }
        found
    }
}

//! Names that are nearly those of known records, each proposed once.

use std::collections::{HashMap, HashSet};

use super::fold::{Squeezed, fold};
use super::forms::is_nothing;
use super::plan::{NearMiss, Plan, Target};
use crate::book::Book;
use crate::model::{Key, Role};

/// Beyond so many comparisons only the same letters are proposed, since all would take too long.
const MANY: usize = 1_000_000;

/// A text and how many rows hold it.
type Counted<'a> = (&'a str, usize);

/// Titles and codes of a collection.
#[derive(Default)]
struct Known {
    folded: HashSet<String>,
    titles: Vec<String>,
}

impl Known {
    fn add(&mut self, text: &str, is_title: bool) {
        if self.folded.insert(fold(text)) && is_title {
            self.titles.push(text.trim().to_owned());
        }
    }

    fn of(plan: &Plan, book: &Book, collection: &Key) -> Self {
        let mut known = Self::default();
        for role in [Role::Title, Role::Code] {
            let is_title = role == Role::Title;
            for (_, file, table) in plan.tables(book).filter(|(_, _, table)| table.key() == collection) {
                let column = table.role(role).and_then(|field| file.column_of(Target::Field(field)));
                let texts = column.map(|column| file.sheet.distinct(column).texts).unwrap_or_default();
                texts.iter().filter(|text| !text.is_empty()).for_each(|text| known.add(text, is_title));
            }
            let Some(table) = book.table(collection) else { continue };
            let Some(field) = table.role(role) else { continue };
            for row in table.live().iter() {
                if let Some(text) = table.value(row, field).as_ref().and_then(|value| value.as_text()) {
                    known.add(text, is_title);
                }
            }
        }
        known
    }
}

/// The near misses of a plan; answers given before are kept.
pub(super) fn misses(plan: &Plan, book: &Book) -> Vec<NearMiss> {
    let mut misses: Vec<NearMiss> = Vec::new();
    for (collection, written) in unknown_names(plan, book) {
        let known = Known::of(plan, book, &collection);
        let squeezed: Vec<Squeezed> = known.titles.iter().map(|title| Squeezed::of(title)).collect();
        let all = written.len().saturating_mul(squeezed.len()) <= MANY;
        let same: HashMap<&Squeezed, usize> = squeezed.iter().enumerate().rev().map(|(at, name)| (name, at)).collect();
        for (text, count) in written {
            if known.folded.contains(&fold(text)) {
                continue;
            }
            let name = Squeezed::of(text);
            let nearest = same.get(&name).copied().filter(|_| name.nearness(&name).is_some()).or_else(|| {
                let near = |at: usize| squeezed[at].nearness(&name).map(|distance| (distance, at));
                all.then(|| (0..squeezed.len()).filter_map(near).min().map(|(_, at)| at)).flatten()
            });
            let Some(at) = nearest else { continue };
            let proposed = known.titles[at].clone();
            let answered = plan
                .near
                .iter()
                .find(|near| near.collection == collection && near.written == text && near.proposed == proposed);
            let accepted = answered.and_then(|near| near.accepted);
            let written = text.to_owned();
            misses.push(NearMiss { collection: collection.clone(), written, proposed, accepted, count });
        }
    }
    misses
}

/// The texts of every column of references, by collection, with how many rows hold them.
fn unknown_names<'a>(plan: &'a Plan, book: &'a Book) -> Vec<(Key, Vec<Counted<'a>>)> {
    let mut names: Vec<(Key, Vec<Counted<'a>>, HashMap<String, usize>)> = Vec::new();
    for (_, file, table) in plan.tables(book) {
        for (column, _, to) in file.references(table) {
            let at = names.iter().position(|(key, _, _)| key == to).unwrap_or_else(|| {
                names.push((to.clone(), Vec::new(), HashMap::new()));
                names.len() - 1
            });
            let (_, texts, index) = &mut names[at];
            let distinct = file.sheet.distinct(column);
            for (text, count) in distinct.texts.iter().zip(distinct.counts).filter(|(text, _)| !is_nothing(text)) {
                // One question per name, however its case and spaces vary.
                let place = *index.entry(fold(text)).or_insert_with(|| {
                    texts.push((*text, 0));
                    texts.len() - 1
                });
                texts[place].1 += count;
            }
        }
    }
    names.into_iter().map(|(key, texts, _)| (key, texts)).collect()
}

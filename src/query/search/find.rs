//! The search: candidates by their grams, then each read and ranked.

use super::blocks::{Mask, RECORDS, and, or, without};
use super::fit::{Fit, LONGEST, Match, fit, is_forgiven, near};
use super::fold::{Glyph, letters};
use super::grams::{Slot, around, first, length, of_term};
use super::index::{Index, glyphs};
use super::phone;
use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Table};
use crate::model::{Id, Kind, Role};

/// Records read for one search at most: where a query meets more, those added last are looked at,
/// what begins with the query first.
const READ: usize = 4_000;
/// ... and so many for each record asked for.
const READ_EACH: usize = 60;

/// Words of a query that count.
const TERMS: usize = 8;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Ask<'a> {
    /// What was typed.
    pub query: &'a str,
    /// How many records to give.
    pub limit: usize,
    /// Records used lately, the latest first: among equals they come first.
    pub recent: &'a [Id],
    /// The collection to stay in; all where `None`.
    pub only: Option<&'a str>,
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Key of its collection.
    pub collection: crate::model::Key,
    /// Its row.
    pub row: usize,
    /// Its id.
    pub id: Id,
    /// How it was met.
    pub fit: Fit,
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Records, the best first.
    pub hits: Vec<Hit>,
    /// Whether more were met than are given.
    pub more: bool,
}

/// A query, read.
#[derive(Debug, Default)]
struct Plan {
    terms: Vec<Vec<char>>,
    /// All terms in one.
    whole: Vec<char>,
    /// Slots of all terms.
    slots: Vec<Slot>,
    /// The digits of a telephone number, where the query is one.
    phone: Option<(Vec<char>, Vec<Slot>)>,
}

/// The slots of each way in which a term may stand with a slip; of one that none is forgiven in,
/// those of the term as it is.
fn slipped(term: &[char]) -> Vec<Vec<Slot>> {
    let mut ways = vec![of_term(term)];
    if is_forgiven(term) {
        ways.extend((0..term.len()).map(|slip| around(term, slip, true)));
    }
    ways
}

impl Plan {
    fn read(query: &str, index: &Index) -> Self {
        let term = |text: &str| -> Vec<char> { letters(text, &index.han).into_iter().take(LONGEST).collect() };
        let terms: Vec<Vec<char>> =
            query.split_whitespace().map(term).filter(|term| !term.is_empty()).take(TERMS).collect();
        let mut slots: Vec<Slot> = terms.iter().flat_map(|term| of_term(term)).collect();
        crate::model::order::sort(&mut slots);
        slots.dedup();
        let whole = terms.concat();
        let digits: Option<Vec<char>> = phone::is_phone(query).then(|| phone::digits(query).chars().collect());
        let phone = digits.filter(|digits| digits.len() > 1).map(|digits| {
            let slots = of_term(&digits);
            (digits, slots)
        });
        Self { terms, whole, slots, phone }
    }

    /// How a record is met.
    fn meet(&self, texts: &[Vec<Glyph>], index: &Index, slips: bool) -> Option<Match> {
        let best = |term: &[char]| {
            let exact = texts.iter().filter_map(|text| fit(text, term, &index.han)).min();
            let slip = || texts.iter().filter_map(|text| near(text, term)).min();
            exact.or_else(|| (slips && is_forgiven(term)).then(slip).flatten())
        };
        let phone = self.phone.as_ref().and_then(|(digits, _)| best(digits));
        let whole = if self.terms.is_empty() { None } else { best(&self.whole) };
        let terms = (self.terms.len() > 1).then(|| {
            let met: Option<Vec<Match>> = self.terms.iter().map(|term| best(term)).collect();
            // Several words are never the beginning of a text together, else they would be one.
            let worst = met?.into_iter().max()?;
            Some(Match { fit: worst.fit.max(Fit::Word), later: true, ..worst })
        });
        [phone, whole, terms.flatten()].into_iter().flatten().min()
    }
}

/// The rank of a record; the least comes first.
type Rank = (Fit, bool, usize, bool, u16, std::cmp::Reverse<usize>);

struct Search<'a> {
    index: &'a Index,
    book: &'a Book,
    ask: &'a Ask<'a>,
    plan: Plan,
    texts: Vec<Vec<Glyph>>,
    read: usize,
    found: Vec<(Rank, Hit)>,
}

/// Finds records.
pub fn search(index: &Index, book: &Book, ask: &Ask<'_>) -> Found {
    let plan = Plan::read(ask.query, index);
    if plan.terms.is_empty() {
        return Found::default();
    }
    let mut search = Search { index, book, ask, plan, texts: Vec::new(), read: 0, found: Vec::new() };
    search.exact();
    if search.found.len() < ask.limit.min(5) {
        search.slips();
    }
    let mut found = search.found;
    crate::model::order::by(&mut found, |a, b| a.0.cmp(&b.0));
    let more = found.len() > ask.limit;
    found.truncate(ask.limit);
    Found { hits: found.into_iter().map(|(_, hit)| hit).collect(), more }
}

impl Search<'_> {
    /// Looks at every record that may hold all terms: those of the query's own length that begin as
    /// it does, those that begin as it does, the others.
    fn exact(&mut self) {
        let Some(start) = self.plan.whole.first().copied() else { return };
        let (begins, long) = ([first(start)], [first(start), length(self.plan.whole.len())]);
        let phone = self.plan.phone.as_ref().map(|(digits, slots)| (digits.first().map(|c| first(*c)), slots.clone()));
        let (blocks, slots) = (&self.index.blocks, self.plan.slots.clone());
        let all = |block: usize| {
            let mut mask = blocks.meet(block, &slots);
            if let Some((_, slots)) = &phone {
                or(&mut mask, &blocks.meet(block, slots));
            }
            mask
        };
        let begin = |block: usize| {
            let mut mask = blocks.meet(block, &begins);
            if let Some((Some(first), _)) = &phone {
                or(&mut mask, &blocks.meet(block, &[*first]));
            }
            mask
        };
        self.look(false, |block| {
            let mut mask = all(block);
            and(&mut mask, &blocks.meet(block, &long));
            mask
        });
        self.look(false, |block| {
            let mut mask = all(block);
            and(&mut mask, &begin(block));
            without(&mut mask, &blocks.meet(block, &long));
            mask
        });
        let enough = self.found.iter().filter(|(rank, _)| rank.0 <= Fit::Prefix).count() >= self.ask.limit;
        if !enough {
            self.look(false, |block| {
                let mut mask = all(block);
                without(&mut mask, &begin(block));
                without(&mut mask, &blocks.meet(block, &long));
                mask
            });
        }
    }

    /// Looks at records in which a term may stand with a slip.
    fn slips(&mut self) {
        if !self.plan.terms.iter().any(|term| is_forgiven(term)) {
            return;
        }
        let terms: Vec<Vec<Vec<Slot>>> = self.plan.terms.iter().map(|term| slipped(term)).collect();
        let index = self.index;
        self.look(true, |block| {
            let mut mask = index.blocks.meet(block, &[]);
            for ways in &terms {
                let mut any = Mask::default();
                for way in ways {
                    or(&mut any, &index.blocks.meet(block, way));
                }
                and(&mut mask, &any);
            }
            mask
        });
    }

    /// Reads candidates, those added last first.
    fn look(&mut self, slips: bool, candidates: impl Fn(usize) -> Mask) {
        let most = READ.min(self.ask.limit * READ_EACH);
        for block in (0..self.index.blocks.len()).rev() {
            for (word, mut bits) in candidates(block).into_iter().enumerate().rev() {
                while bits != 0 {
                    if self.read >= most {
                        return;
                    }
                    let bit = 63 - bits.leading_zeros() as usize;
                    bits &= !(1 << bit);
                    self.consider(block * RECORDS + word * 64 + bit, slips);
                }
            }
        }
    }

    fn consider(&mut self, record: usize, slips: bool) {
        let Some(entry) = self.index.entries.get(record) else { return };
        let part = &self.index.parts[usize::from(entry.part)];
        if self.ask.only.is_some_and(|only| *only != *part.key) {
            return;
        }
        let Some(table) = self.book.table(&part.key) else { return };
        let row = entry.row as usize;
        let Some(id) = table.id(row).filter(|_| table.is_live(row)) else { return };
        self.read += 1;
        self.texts.resize(part.fields.len(), Vec::new());
        for (text, field) in self.texts.iter_mut().zip(&part.fields) {
            text.clear();
            glyphs(table, row, *field, &self.index.han, text);
        }
        let Some(met) = self.plan.meet(&self.texts, self.index, slips) else { return };
        if slips && self.found.iter().any(|(_, hit)| hit.id == id) {
            return;
        }
        let recent = self.ask.recent.iter().position(|recent| *recent == id).unwrap_or(usize::MAX);
        let closed = table.state(row).archived.on || is_closed(self.book, table, row);
        let rank = (met.fit, met.later, recent, closed, met.rest, std::cmp::Reverse(record));
        self.found.push((rank, Hit { collection: part.key.clone(), row, id, fit: met.fit }));
    }
}

impl Index {
    /// Rows of a collection that may hold these letters with one of them wrong, missing or too many:
    /// at most so many, those added last first.
    pub fn near(&self, book: &Book, collection: &str, letters: &[char], most: usize) -> Vec<usize> {
        let mut rows = Vec::new();
        if letters.len() < 4 {
            return rows;
        }
        let ways: Vec<Vec<Slot>> = (0..letters.len()).map(|slip| around(letters, slip, letters.len() > 6)).collect();
        for block in (0..self.blocks.len()).rev() {
            let mut mask = Mask::default();
            for way in &ways {
                or(&mut mask, &self.blocks.meet(block, way));
            }
            let records = (0..RECORDS).rev().filter(|at| mask[at / 64] >> (at % 64) & 1 == 1);
            let entries = records.filter_map(|at| self.entries.get(block * RECORDS + at));
            let here = entries.filter(|entry| self.parts[usize::from(entry.part)].key == *collection);
            rows.extend(here.map(|entry| entry.row as usize));
            if rows.len() >= most {
                break;
            }
        }
        rows.retain(|row| book.table(collection).is_some_and(|table| table.is_live(*row)));
        rows.truncate(most);
        rows
    }
}

/// Whether a record stands in a stage that is not open.
fn is_closed(book: &Book, table: &Table, row: usize) -> bool {
    let stage = || {
        let column = table.column(table.role(Role::Stage)?)?;
        let Kind::Reference(to) = &column.field().kind else { return None };
        let (Cells::Code(codes), Pool::Ids(ids)) = (column.data().cells(), column.data().pool()) else { return None };
        let stage = *ids.get(*codes.get(row).filter(|_| column.data().present().get(row))?)?;
        let stages = book.table(to)?;
        let kind = stages.value(stages.row(stage)?, stages.role(Role::StageKind)?)?;
        Some(kind.as_text() != Some("open"))
    };
    stage().unwrap_or(false)
}

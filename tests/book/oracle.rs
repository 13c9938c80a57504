//! What a journal says, worked out the slow way: every operation of every batch is folded into maps
//! by (collection, record, field), with none of the Book's columns, indexes or increments.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook::book::batch::{Act, TableOps};
use fieldbook::book::column::Column;
use fieldbook::book::packed::typed;
use fieldbook::book::past::{Moment, View};
use fieldbook::book::stamp::Stamp;
use fieldbook::book::versions::Entry;
use fieldbook::book::{Batch, Book};
use fieldbook::model::records::collection;
use fieldbook::model::{Id, Instant, Kind, Role, Value};

/// Something the latest stamp decides.
type Latest<T> = Option<(Stamp, T)>;

/// What a dated entry says: a value, empty, or withdrawn.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Value(Value),
    Empty,
    Withdrawn,
}

/// All that was ever said of one record.
#[derive(Clone, Debug, Default)]
struct Facts {
    created: bool,
    archived: Latest<bool>,
    retracted: Latest<bool>,
    plain: BTreeMap<String, Latest<Option<Value>>>,
    dated: BTreeMap<String, BTreeMap<Instant, Latest<Said>>>,
}

/// The journal as maps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Oracle {
    records: BTreeMap<(String, Id), Facts>,
    joins: BTreeMap<(String, Id, Id), Latest<bool>>,
}

/// Later stamps win; of equal ones, what comes later.
fn settle<T>(slot: &mut Latest<T>, stamp: Stamp, said: T) {
    if slot.as_ref().is_none_or(|(have, _)| stamp >= *have) {
        *slot = Some((stamp, said));
    }
}

fn is_on(slot: Option<&(Stamp, bool)>) -> bool {
    slot.is_some_and(|(_, on)| *on)
}

impl Facts {
    fn merge(&mut self, other: &Self) {
        self.created |= other.created;
        for (own, theirs) in [(&mut self.archived, &other.archived), (&mut self.retracted, &other.retracted)] {
            if let Some((stamp, on)) = theirs {
                settle(own, *stamp, *on);
            }
        }
        for (field, slot) in &other.plain {
            if let Some((stamp, value)) = slot {
                settle(self.plain.entry(field.clone()).or_default(), *stamp, value.clone());
            }
        }
        for (field, entries) in &other.dated {
            for (effective, slot) in entries {
                if let Some((stamp, said)) = slot {
                    let own = self.dated.entry(field.clone()).or_default().entry(*effective).or_default();
                    settle(own, *stamp, said.clone());
                }
            }
        }
    }

    /// The value of a field at an instant and from when it holds; undated fields have no past.
    fn at(&self, field: &str, at: Instant) -> (Option<Value>, Option<Instant>) {
        if let Some(slot) = self.plain.get(field) {
            return (slot.as_ref().and_then(|(_, value)| value.clone()), None);
        }
        let mut last = (None, None);
        for (effective, slot) in self.dated.get(field).into_iter().flatten() {
            match slot {
                Some((_, Said::Value(value))) if *effective <= at => last = (Some(value.clone()), Some(*effective)),
                Some((_, Said::Empty)) if *effective <= at => last = (None, Some(*effective)),
                _ => {}
            }
        }
        last
    }
}

impl Oracle {
    /// Folds a journal.
    pub(crate) fn fold<'a>(batches: impl IntoIterator<Item = &'a Batch>) -> Self {
        let mut oracle = Self::default();
        let mut seen = BTreeSet::new();
        for batch in batches {
            if seen.insert(batch.head.id) {
                for ops in &batch.body.tables {
                    oracle.add(ops, batch.head.stamp());
                }
            }
        }
        oracle
    }

    fn add(&mut self, ops: &TableOps, stamp: Stamp) {
        let key = ops.collection.to_string();
        let id = |place: &u32| ops.ids[*place as usize];
        for place in &ops.creates {
            self.facts(&key, id(place)).created = true;
        }
        for field in &ops.fields {
            let kind = declared(&key, &field.key).map_or(Kind::Text, |(kind, _)| kind);
            for (at, place) in field.records.iter().enumerate() {
                let value = field.to.get(at).map(|value| typed(value, &kind));
                let facts = self.facts(&key, id(place));
                if field.act == Act::Set {
                    settle(facts.plain.entry(field.key.to_string()).or_default(), stamp, value);
                    continue;
                }
                let said = match (field.act, value) {
                    (Act::Withdraw, _) => Said::Withdrawn,
                    (_, Some(value)) => Said::Value(value),
                    (_, None) => Said::Empty,
                };
                let entries = facts.dated.entry(field.key.to_string()).or_default();
                settle(entries.entry(field.effective[at]).or_default(), stamp, said);
            }
        }
        for (place, on) in &ops.archives {
            settle(&mut self.facts(&key, id(place)).archived, stamp, *on);
        }
        for (place, on) in &ops.retracts {
            settle(&mut self.facts(&key, id(place)).retracted, stamp, *on);
        }
        for (place, other, on) in &ops.joins {
            let (a, b) = (id(place).min(*other), id(place).max(*other));
            settle(self.joins.entry((key.clone(), a, b)).or_default(), stamp, *on);
        }
    }

    fn facts(&mut self, key: &str, id: Id) -> &mut Facts {
        self.records.entry((key.to_owned(), id)).or_default()
    }

    /// The ids that are one record with an id, the one that stands for them first.
    fn group(&self, key: &str, id: Id) -> BTreeSet<Id> {
        let mut group = BTreeSet::from([id]);
        loop {
            let before = group.len();
            for ((of, a, b), slot) in &self.joins {
                if of == key && is_on(slot.as_ref()) && (group.contains(a) || group.contains(b)) {
                    group.extend([*a, *b]);
                }
            }
            if group.len() == before {
                return group;
            }
        }
    }

    /// Every record that stands for itself, with all that was said of its group.
    fn merged(&self) -> BTreeMap<(String, Id), Facts> {
        let mut merged: BTreeMap<(String, Id), Facts> = BTreeMap::new();
        for ((key, id), facts) in &self.records {
            let stands = self.group(key, *id).first().copied().unwrap_or(*id);
            merged.entry((key.clone(), stands)).or_default().merge(facts);
        }
        merged
    }

    /// Every instant at which something takes effect.
    pub(crate) fn instants(&self) -> Vec<Instant> {
        let all = self.records.values().flat_map(|facts| facts.dated.values()).flat_map(|entries| entries.keys());
        all.copied().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// How many records are live.
    pub(crate) fn live(&self) -> usize {
        self.merged().values().filter(|facts| facts.created && !is_on(facts.retracted.as_ref())).count()
    }

    /// Compares every record, field and dated entry of a book, read at a moment, with the maps.
    pub(crate) fn agrees(&self, book: &Book, moment: Moment) -> Result<(), String> {
        let at = match moment {
            Moment::Now => book.now(),
            Moment::At(at) => at,
        };
        let merged = self.merged();
        let mut seen = 0;
        for table in book.tables() {
            let view = View::of(table, moment);
            let stage = table.role(Role::Stage).and_then(|field| table.column(field)).map(Column::field);
            for row in 0..table.len() {
                let Some(id) = table.id(row) else { continue };
                let name = format!("{} {id} at {at:?}", table.key());
                let facts = merged.get(&(table.key().to_string(), id));
                let alive = facts.is_some_and(|facts| facts.created && !is_on(facts.retracted.as_ref()));
                let staged = moment == Moment::Now
                    || stage.is_none_or(|stage| facts.is_some_and(|facts| facts.at(&stage.key, at).0.is_some()));
                same(&name, &(alive && staged), &view.live().get(row))?;
                same(&name, &alive, &table.is_live(row))?;
                let Some(facts) = facts.filter(|_| alive) else { continue };
                seen += 1;
                same(&name, &is_on(facts.archived.as_ref()), &table.state(row).archived.on)?;
                same(&name, &is_on(facts.archived.as_ref()), &table.is_archived(row))?;
                for (field, column) in table.columns().iter().enumerate() {
                    let (key, kind) = (&column.field().key, &column.field().kind);
                    let name = format!("{name} {key}");
                    let (value, since) = facts.at(key, at);
                    let seen = view.column(field).ok_or("no column")?;
                    same(&name, &value, &seen.value(row).map(|value| typed(value, kind)))?;
                    if let Some(versions) = column.versions() {
                        same(
                            &name,
                            &since.unwrap_or(Instant::ALWAYS),
                            &seen.since.get(row).copied().unwrap_or(Instant::ALWAYS),
                        )?;
                        let entries: Vec<_> = versions
                            .row(row)
                            .filter(|version| version.entry != Entry::Withdrawn)
                            .map(|version| {
                                let value = column.decode(version.cell);
                                (version.effective, value.filter(|_| version.entry == Entry::Value))
                            })
                            .collect();
                        same(&name, &facts.entries(key), &entries)?;
                    }
                }
            }
        }
        same("live records", &self.live(), &seen)
    }
}

impl Facts {
    fn entries(&self, field: &str) -> Vec<(Instant, Option<Value>)> {
        let all = self.dated.get(field).into_iter().flatten();
        all.filter_map(|(effective, slot)| match slot {
            Some((_, Said::Value(value))) => Some((*effective, Some(value.clone()))),
            Some((_, Said::Empty)) => Some((*effective, None)),
            _ => None,
        })
        .collect()
    }
}

fn declared(key: &str, field: &str) -> Option<(Kind, bool)> {
    let collection = collection(key)?;
    let field = &collection.fields[collection.position(field)?];
    Some((field.kind.clone(), field.is_timed()))
}

fn same<T: PartialEq + std::fmt::Debug>(name: &str, expected: &T, found: &T) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{name}: expected {expected:?}, found {found:?}")) }
}

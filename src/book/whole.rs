//! A record with its lines: kept in one batch, deleted and brought back together.

use std::collections::HashSet;

use super::batch::{Cause, Draft, Label};
use super::command::{Change, Command, Context, Editor, Rejection};
use super::{Book, Table, frozen, settled};
use crate::model::permission::Verb;
use crate::model::{Id, Instant, Key, Role, Value, rank};

/// The record itself.
#[derive(Clone, Debug)]
pub enum Whole {
    /// A new one with these values.
    New(Vec<Change>),
    /// One that is there: what changes, and from when timed fields hold (now where `None`).
    Changed(Vec<Change>, Option<Instant>),
}

/// A line as it is to be.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line that it is; `None` for a new one.
    pub id: Option<Id>,
    /// Its values; what is left out stays.
    pub values: Vec<Change>,
}

/// The lines of one collection as they are to be; lines that are not named stay as they are.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Their collection.
    pub collection: Key,
    /// Those that are new or may have changed, in order.
    pub lines: Vec<Line>,
    /// Those that go.
    pub removed: Vec<Id>,
}

/// Keeps a record and its lines.
#[derive(Clone, Debug)]
pub struct KeepWhole {
    /// The record's collection.
    pub collection: Key,
    /// The record.
    pub id: Id,
    /// What becomes of the record itself.
    pub whole: Whole,
    /// What becomes of its lines.
    pub lines: Vec<Lines>,
    /// What to call it.
    pub label: Label,
}

impl Command for KeepWhole {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        match &self.whole {
            Whole::New(values) => {
                book.permit_new(&context.actor, &self.collection, values)?;
                let mut values = values.clone();
                values.extend(frozen::cost(book, context.zone, &self.collection, &values));
                edit.create(&self.collection, self.id, &values, &[])?;
            }
            Whole::Changed(changes, effective) => {
                // Its lines are part of the record: who may change it may add and remove them.
                let (table, row) = edit.live(&self.collection, self.id)?;
                book.permit(&context.actor, Verb::Change, &self.collection, Some(row))?;
                settled::by_hand(table, row, changes)?;
                if self.lines.iter().any(|lines| !lines.lines.is_empty() || !lines.removed.is_empty()) {
                    book.keep_lines(&self.collection, self.id)?;
                }
                for change in changes {
                    edit.set(&self.collection, self.id, change.clone(), *effective)?;
                }
            }
        }
        for lines in &self.lines {
            keep(&mut edit, book, context, self.id, lines)?;
        }
        edit.finish()
    }
}

/// Keeps lines of a record.
pub fn keep(
    edit: &mut Editor<'_>,
    book: &Book,
    context: &Context<'_>,
    whole: Id,
    lines: &Lines,
) -> Result<(), Rejection> {
    let gone = |id: Id| Rejection::Gone { collection: lines.collection.clone(), id };
    let table = book.table(&lines.collection).ok_or_else(|| gone(whole))?;
    let parent = table.role(Role::Parent).ok_or_else(|| gone(whole))?;
    let mine: Vec<Id> = of(book, table, whole).into_iter().filter_map(|row| table.id(row)).collect();
    // A line of another record is none of this one's business.
    let own = |id: Id| Some(table.resolve(id)).filter(|id| mine.contains(id)).ok_or_else(|| gone(id));
    let mut stays = mine.clone();
    for id in &lines.removed {
        let id = own(*id)?;
        stays.retain(|line| *line != id);
        edit.retract(&lines.collection, id, true)?;
    }
    let mut ranks = ranks(table, &stays, lines.lines.iter().filter(|line| line.id.is_none()).count());
    for (id, rank) in ranks.moved.drain(..) {
        edit.set(&lines.collection, id, rank, None)?;
    }
    for line in &lines.lines {
        if let Some(id) = line.id {
            let id = own(id)?;
            for change in line.values.iter().filter(|(field, _)| *field != parent) {
                edit.set(&lines.collection, id, change.clone(), None)?;
            }
            continue;
        }
        let mut values: Vec<Change> = line.values.clone();
        values.retain(|(field, _)| *field != parent);
        values.push((parent, Some(Value::Reference(whole))));
        values.extend(ranks.new.next());
        values.extend(frozen::cost(book, context.zone, &lines.collection, &values));
        edit.create(&lines.collection, context.ids.next_id(), &values, &[])?;
    }
    Ok(())
}

/// The positions that lines get.
struct Ranks {
    /// New positions of lines that are there.
    moved: Vec<(Id, Change)>,
    /// Those of new lines, in order.
    new: std::vec::IntoIter<Change>,
}

/// New lines stand behind those that stay. Where one of these has no position yet (it was imported),
/// all get one.
fn ranks(table: &Table, stays: &[Id], new: usize) -> Ranks {
    let none = Ranks { moved: Vec::new(), new: Vec::new().into_iter() };
    let Some(at) = table.role(Role::Rank).filter(|_| new > 0) else { return none };
    let change = |text: String| (at, Some(Value::Text(text)));
    let known: Option<Vec<String>> = stays.iter().map(|id| position(table, table.row(*id)?)).collect();
    if let Some(known) = known {
        let mut last = known.last().cloned();
        let next = |_| {
            let next = rank::between(last.as_deref(), None);
            last = Some(next.clone());
            change(next)
        };
        return Ranks { new: (0..new).map(next).collect::<Vec<_>>().into_iter(), ..none };
    }
    let mut all = rank::series(stays.len() + new).into_iter().map(change);
    let moved = stays.iter().copied().zip(all.by_ref()).collect();
    Ranks { moved, new: all.collect::<Vec<_>>().into_iter() }
}

/// Where a line stands among its siblings.
fn position(table: &Table, row: usize) -> Option<String> {
    table.value(row, table.role(Role::Rank)?)?.as_text().map(str::to_owned)
}

/// The rows of a collection of lines that are part of a record, in the order of their positions;
/// those without one stand last.
pub fn of(book: &Book, lines: &Table, whole: Id) -> Vec<usize> {
    let is_live = |row: &usize| lines.is_live(*row);
    let mut rows: Vec<usize> = all_of(book, lines, whole).filter(is_live).collect();
    sort(lines, &mut rows);
    rows
}

/// Puts the rows of lines in the order of their positions; those without one stand last.
pub fn sort(lines: &Table, rows: &mut Vec<usize>) {
    crate::model::order::by_key(rows, |row| {
        let position = position(lines, *row);
        (position.is_none(), position, lines.id(*row))
    });
}

/// Every line of a record, deleted ones too.
fn all_of<'a>(book: &'a Book, lines: &'a Table, whole: Id) -> impl Iterator<Item = usize> + 'a {
    let parent = lines.role(Role::Parent);
    let whole = book.resolve(whole);
    (0..lines.len()).filter(move |row| {
        let of = parent.and_then(|parent| lines.value(*row, parent)).and_then(|value| value.as_reference());
        of.is_some_and(|of| book.resolve(of) == whole)
    })
}

/// Deletes the lines of a record with it.
pub(super) fn retract_lines(edit: &mut Editor<'_>, book: &Book, whole: &Table, id: Id) -> Result<(), Rejection> {
    retract_all_lines(edit, book, whole, &[id])
}

/// Deletes the lines of many records with them: all lines are gone through once.
pub(super) fn retract_all_lines(
    edit: &mut Editor<'_>,
    book: &Book,
    whole: &Table,
    ids: &[Id],
) -> Result<(), Rejection> {
    let gone: HashSet<Id> = ids.iter().map(|id| book.resolve(*id)).collect();
    for lines in collections(book, whole) {
        let Some(parent) = lines.role(Role::Parent) else { continue };
        for row in lines.live().iter() {
            let of = lines.value(row, parent).and_then(|value| value.as_reference());
            if let (true, Some(line)) = (of.is_some_and(|of| gone.contains(&book.resolve(of))), lines.id(row)) {
                edit.retract(lines.key(), line, true)?;
            }
        }
    }
    Ok(())
}

/// Brings back the lines that were deleted with a record: in the same act, not one by one before.
pub(super) fn restore_lines(edit: &mut Editor<'_>, book: &Book, whole: &Table, id: Id) -> Result<(), Rejection> {
    let Some(row) = whole.row(id) else { return Ok(()) };
    let gone = whole.state(row).retracted;
    for lines in collections(book, whole) {
        let with_it = |row: &usize| lines.state(*row).retracted == gone;
        for row in all_of(book, lines, id).filter(with_it) {
            if let Some(line) = lines.id(row) {
                edit.retract(lines.key(), line, false)?;
            }
        }
    }
    Ok(())
}

/// The tables of a collection's lines.
fn collections<'a>(book: &'a Book, whole: &Table) -> impl Iterator<Item = &'a Table> + use<'a> {
    let keys: Vec<&'static str> = whole.collection().into_iter().flat_map(crate::model::Collection::lines).collect();
    keys.into_iter().filter_map(|key| book.table(key))
}

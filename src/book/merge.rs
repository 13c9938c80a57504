//! Merging two records into one: their ids are joined, and of each field the chosen value stays.
//! Both histories are kept, and one undo parts them again.

use super::batch::{Act, Cause, Draft, Label, Write};
use super::column::Column;
use super::command::{Command, Context, Editor, Rejection};
use super::stamp::{StampNo, UNWRITTEN};
use super::versions::{Entry, Version};
use super::{Book, Table};
use crate::model::permission::Verb;
use crate::model::{Id, Instant, Key, Value};

/// One of two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

/// Merges two records of a collection.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Their collection.
    pub collection: Key,
    /// One record.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// Whose value stays, by position of the field; of the others the one written last.
    pub take: Vec<(usize, Side)>,
    /// What to call it.
    pub label: Label,
}

impl Command for Merge {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let mut edit = Editor::new(book, context.now, self.label.clone(), Cause::Typed);
        let (table, a) = edit.live(&self.collection, self.a)?;
        let (_, b) = edit.live(&self.collection, self.b)?;
        if a == b {
            return Err(Rejection::Nothing);
        }
        for row in [a, b] {
            // One of the two will no longer be found by itself.
            for verb in [Verb::Change, Verb::Remove] {
                book.permit(&context.actor, verb, &self.collection, Some(row))?;
            }
        }
        for (field, side) in &self.take {
            keep(book, table, (a, b), (*field, *side), context.now, &mut edit.draft);
        }
        edit.join(&self.collection, self.a, self.b, true)?;
        edit.finish()
    }
}

/// Whose value of a field shows once two rows are joined: the one that holds from later on, or was
/// written last; `None` where one batch wrote both.
pub fn winner(book: &Book, table: &Table, (a, b): (usize, usize), field: usize, now: Instant) -> Option<Side> {
    let column = table.column(field)?;
    let later = |won: bool| Some(if won { Side::B } else { Side::A });
    let written = |a: StampNo, b: StampNo| match (a, b) {
        (a, b) if a == b => None,
        (UNWRITTEN, _) => later(true),
        (_, UNWRITTEN) => later(false),
        (a, b) => later(book.stamps().wins(b, a)),
    };
    let Some(versions) = column.versions() else { return written(column.clock(a), column.clock(b)) };
    match (versions.at(a, now), versions.at(b, now)) {
        (Some(a), Some(b)) if a.effective == b.effective => written(a.stamp, b.stamp),
        (Some(a), Some(b)) => later(b.effective > a.effective),
        (a, b) => later(a.is_none() && b.is_some()),
    }
}

/// Whether what holds for a row still holds once another is joined to it: not where the other took
/// back an entry of the same instant later than this one was written.
fn stays(book: &Book, column: &Column, (mine, theirs): (usize, usize), now: Instant) -> bool {
    let Some(versions) = column.versions() else { return true };
    let Some(holds) = versions.at(mine, now) else { return true };
    let taken_back = versions.exactly(theirs, holds.effective).filter(|version| version.entry == Entry::Withdrawn);
    !taken_back.is_some_and(|version| book.stamps().wins(version.stamp, holds.stamp))
}

/// Writes the value of a side where the other's would show.
fn keep(
    book: &Book,
    table: &Table,
    (a, b): (usize, usize),
    (field, side): (usize, Side),
    now: Instant,
    draft: &mut Draft,
) {
    let Some(column) = table.column(field) else { return };
    let (one, other) = (column.value(a), column.value(b));
    let stays = |mine: usize, theirs: usize| stays(book, column, (mine, theirs), now);
    let shown = if one == other {
        stays(a, b) || stays(b, a)
    } else {
        let (mine, theirs) = if side == Side::A { (a, b) } else { (b, a) };
        winner(book, table, (a, b), field, now) == Some(side) && stays(mine, theirs)
    };
    if shown {
        return;
    }
    let to: Option<Value> = if side == Side::A { one } else { other };
    let Some(id) = table.id(a).zip(table.id(b)).map(|(a, b)| a.min(b)) else { return };
    let Some(row) = table.row(id) else { return };
    let (key, storage, stamps) = (&column.field().key, column.data().storage(), book.stamps());
    let (holder, write) = match column.versions() {
        None => {
            let from = column.value(row);
            let holder = table.holder(id, stamps, |row| column.clock(row));
            (holder, Write { key, storage, act: Act::Set, effective: None, to: to.as_ref(), from: Some(from) })
        }
        Some(versions) => {
            // Two first entries of always are one question; otherwise the choice holds from now on.
            let effective = match (versions.at(a, now), versions.at(b, now)) {
                (Some(a), Some(b)) if a.effective == b.effective => a.effective,
                _ => now,
            };
            let value =
                |version: Version| (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
            let stood = versions.exactly(row, effective).filter(|version| version.entry != Entry::Withdrawn);
            let holder = table.holder(id, stamps, |row| versions.stamp(row, effective));
            let (effective, from) = (Some(effective), stood.map(value));
            (holder, Write { key, storage, act: Act::SetDated, effective, to: to.as_ref(), from })
        }
    };
    draft.write(table.key(), holder, &write);
}

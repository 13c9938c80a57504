//! Two ids that are one record: the smaller id stands for both, its row shows the merge, and what
//! was written to each alone is kept, so that they can be parted again.

use std::collections::HashMap;

use super::Book;
use super::stamp::{StampNo, Stamps, UNWRITTEN};
use super::table::{Join, Switch, Table};
use crate::model::Id;

impl Table {
    /// The row that keeps what was written to a row's id alone.
    pub(super) fn own_of(&self, row: usize) -> usize {
        u32::try_from(row).ok().and_then(|row| self.shadows.get(&row)).map_or(row, |shadow| *shadow as usize)
    }

    /// The id, of those joined into one record, whose own content decides something of it; `written`
    /// says who wrote that last in a row. A change goes there, so that once it is undone and the
    /// ids are parted, each has back what was its own.
    pub(super) fn holder(&self, id: Id, stamps: &Stamps, written: impl Fn(usize) -> StampNo) -> Id {
        let stands = self.resolve(id);
        if self.shadows.is_empty() {
            return stands;
        }
        let mut members: Vec<Id> =
            self.stands_for.iter().filter(|(_, to)| **to == stands).map(|(member, _)| *member).collect();
        members.push(stands);
        crate::model::order::sort(&mut members);
        let (mut holder, mut last) = (stands, UNWRITTEN);
        for member in members {
            let Some(row) = self.own_row(member) else { continue };
            let stamp = written(self.own_of(row));
            if stamp != UNWRITTEN && stamps.wins(stamp, last) {
                (holder, last) = (member, stamp);
            }
        }
        holder
    }

    /// Whether exactly these two ids were said to be one record, and not parted since.
    pub(super) fn joined(&self, one: Id, other: Id) -> bool {
        let pair = (one.min(other), one.max(other));
        self.joins.iter().any(|join| (join.a, join.b) == pair && join.switch.on)
    }

    pub(super) fn write_join(&mut self, one: Id, other: Id, on: bool, stamp: StampNo, stamps: &Stamps) {
        let (a, b) = (one.min(other), one.max(other));
        if a == b {
            return;
        }
        let at = self.joins.iter().position(|join| (join.a, join.b) == (a, b)).unwrap_or_else(|| {
            self.joins.push(Join { a, b, switch: Switch::UNTOUCHED });
            self.joins.len() - 1
        });
        self.joins[at].switch.write(on, stamp, stamps);
    }

    /// The smallest id of each joined group, by member.
    fn groups(&self) -> HashMap<Id, Id> {
        let mut stands_for: HashMap<Id, Id> = HashMap::new();
        let find = |map: &HashMap<Id, Id>, mut id: Id| {
            while let Some(next) = map.get(&id) {
                id = *next;
            }
            id
        };
        for join in self.joins.iter().filter(|join| join.switch.on) {
            let (a, b) = (find(&stands_for, join.a), find(&stands_for, join.b));
            if a != b {
                stands_for.insert(a.max(b), a.min(b));
            }
        }
        let members: Vec<Id> = stands_for.keys().copied().collect();
        members.into_iter().map(|id| (id, find(&stands_for, id))).collect()
    }
}

/// What stands for each member, by member.
fn sorted(stands_for: &HashMap<Id, Id>) -> Vec<(Id, Id)> {
    let mut all: Vec<(Id, Id)> = stands_for.iter().map(|(member, stands)| (*member, *stands)).collect();
    crate::model::order::sort(&mut all);
    all
}

impl Book {
    /// Builds every merged row of a table anew from the rows behind it. Joins are few.
    pub(super) fn rebuild_joins(&mut self, at: usize) {
        let (table, stamps, now) = (&mut self.tables[at], &self.stamps, self.now);
        let stands_for = table.groups();
        // Rows that stood for others before and no longer do get their own content back.
        let mut standing: Vec<Id> = stands_for.values().copied().collect();
        crate::model::order::sort(&mut standing);
        standing.dedup();
        let mut before: Vec<(u32, u32)> = table.shadows.iter().map(|(row, shadow)| (*row, *shadow)).collect();
        crate::model::order::sort(&mut before);
        table.stands_for = stands_for;
        let mut changes = Vec::new();
        for (row, shadow) in before {
            let (row, shadow) = (row as usize, shadow as usize);
            table.clear_row(row);
            let next = table.merge_row(shadow, row, stamps, now);
            changes.extend(next.into_iter().map(|(field, at)| (field, row, at)));
        }
        let mut members: HashMap<Id, Vec<Id>> = HashMap::new();
        for (member, stands) in sorted(&table.stands_for) {
            members.entry(stands).or_default().push(member);
        }
        // All rows first: making room for one more goes through every column.
        let mut rows = Vec::with_capacity(standing.len());
        for id in standing {
            let row = table.row_or_new(id);
            let Ok(key) = u32::try_from(row) else { continue };
            let fresh = (!table.shadows.contains_key(&key)).then(|| table.add_row());
            if let Some(shadow) = fresh {
                table.shadows.insert(key, u32::try_from(shadow).unwrap_or(u32::MAX));
            }
            rows.push((id, row, fresh));
        }
        table.fit();
        for (id, row, fresh) in rows {
            if let Some(shadow) = fresh {
                table.merge_row(row, shadow, stamps, now);
            }
            for member in members.remove(&id).unwrap_or_default() {
                if let Some(member) = table.own_row(member) {
                    let member = table.own_of(member);
                    let next = table.merge_row(member, row, stamps, now);
                    changes.extend(next.into_iter().map(|(field, at)| (field, row, at)));
                }
            }
        }
        for row in 0..table.len() {
            table.refresh_live(row);
        }
        // Dated entries of any member come into force in the merged row, too.
        for (field, row, next) in changes {
            self.expect_change(at, field, row, Some(next));
        }
        self.version += 1;
    }
}

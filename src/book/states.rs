//! What is known of a table's rows as a whole: whether they are created, archived, retracted.

use super::packed::lengthen;
use super::stamp::{StampNo, Stamps, UNWRITTEN};

/// A switch that the latest stamp decides: archived, retracted, joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Where it stands.
    pub on: bool,
    /// Who moved it last.
    pub stamp: StampNo,
}

impl Switch {
    pub(super) const UNTOUCHED: Self = Self { on: false, stamp: UNWRITTEN };

    pub(super) fn write(&mut self, on: bool, stamp: StampNo, stamps: &Stamps) {
        if stamps.wins(stamp, self.stamp) {
            *self = Self { on, stamp };
        }
    }
}

/// What is known of a row as a whole. A row without a create waits for it: operations may arrive
/// before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowState {
    /// The first create that arrived by stamp; [`UNWRITTEN`] while it is awaited.
    pub created: StampNo,
    /// Hidden.
    pub archived: Switch,
    /// Deleted, as a person sees it.
    pub retracted: Switch,
}

impl RowState {
    pub(super) const AWAITED: Self =
        Self { created: UNWRITTEN, archived: Switch::UNTOUCHED, retracted: Switch::UNTOUCHED };

    pub(super) fn is_live(self) -> bool {
        self.created != UNWRITTEN && !self.retracted.on
    }
}

/// The states of a table's rows. Switches take room from the first that is moved.
#[derive(Clone, Debug, Default)]
pub(super) struct States {
    created: Vec<StampNo>,
    archived: Vec<Switch>,
    retracted: Vec<Switch>,
}

impl States {
    /// The state of a row.
    pub(super) fn get(&self, row: usize) -> RowState {
        let switch = |of: &[Switch]| of.get(row).copied().unwrap_or(Switch::UNTOUCHED);
        let created = self.created.get(row).copied().unwrap_or(UNWRITTEN);
        RowState { created, archived: switch(&self.archived), retracted: switch(&self.retracted) }
    }

    /// Makes room for rows to come.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.created.reserve_exact(rows);
    }

    /// Adds a row whose create is awaited.
    pub(super) fn push(&mut self) {
        self.created.push(UNWRITTEN);
    }

    /// Says who created a row.
    pub(super) fn create(&mut self, row: usize, stamp: StampNo) {
        if let Some(created) = self.created.get_mut(row) {
            *created = stamp;
        }
    }

    /// Whether a row is archived.
    pub(super) fn archived(&mut self, row: usize) -> &mut Switch {
        switch(&mut self.archived, self.created.len(), row)
    }

    /// Whether a row is retracted.
    pub(super) fn retracted(&mut self, row: usize) -> &mut Switch {
        switch(&mut self.retracted, self.created.len(), row)
    }

    /// Gives a row another state.
    pub(super) fn set(&mut self, row: usize, state: RowState) {
        self.create(row, state.created);
        if state.archived != self.get(row).archived {
            *self.archived(row) = state.archived;
        }
        if state.retracted != self.get(row).retracted {
            *self.retracted(row) = state.retracted;
        }
    }
}

/// The switch of a row, with room for those of all rows.
fn switch(of: &mut Vec<Switch>, rows: usize, row: usize) -> &mut Switch {
    if row >= of.len() {
        lengthen(of, rows.max(row + 1), Switch::UNTOUCHED);
    }
    &mut of[row]
}

//! Which records a person was given so far, so that one that becomes theirs later brings its past along.

use serde::{Deserialize, Serialize};

use super::ledger::LedgerError;
use crate::book::given::{Given, number};
use crate::book::seal::{Unreadable, decode, encode};
use crate::model::Id;
use crate::ports::Store;

/// Most files without a receipt of which this is remembered.
const MOST_OPEN: usize = 4;

/// What a person was given, by number of the record ([`number`]), in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Had {
    /// What was in any file for them.
    ever: Vec<u64>,
    /// What they have for sure.
    sure: Vec<u64>,
    /// What they have once they have a file.
    open: Vec<(u64, Vec<u64>)>,
}

impl Had {
    /// What a person was given.
    pub(super) async fn load(store: &dyn Store, person: Id) -> Result<Self, LedgerError> {
        let bytes = store.meta(key(person)).await?;
        Ok(bytes.map(|bytes| decode(&bytes)).transpose()?.unwrap_or_default())
    }

    /// The setting that holds it.
    pub(super) fn setting(&self, person: Id) -> Result<(String, Vec<u8>), Unreadable> {
        Ok((key(person), encode(self)?))
    }

    /// Whether the person has a record for sure, with all that was recorded of it up to their receipt.
    pub(super) fn has(&self, id: Id) -> bool {
        self.sure.binary_search(&number(id)).is_ok()
    }

    /// Whether a record was in any file for them.
    pub(super) fn had(&self, id: Id) -> bool {
        self.ever.binary_search(&number(id)).is_ok()
    }

    /// Whether something is to be given that they do not have yet.
    pub(super) fn lacks(&self, given: &Given) -> bool {
        given.numbers().iter().any(|number| self.sure.binary_search(number).is_err())
    }

    /// Takes note of a file that goes out.
    pub(super) fn went(&mut self, serial: u64, given: &Given) {
        let numbers = given.numbers();
        self.ever.extend(&numbers);
        crate::model::order::sort(&mut self.ever);
        self.ever.dedup();
        self.open.push((serial, numbers));
        let many = self.open.len().saturating_sub(MOST_OPEN);
        self.open.drain(..many);
    }

    /// Takes note that files were read; whether that says anything new.
    pub(super) fn read(&mut self, serials: &[u64]) -> bool {
        let Some(last) = self.open.iter().rposition(|(serial, _)| serials.contains(serial)) else { return false };
        let read: Vec<_> = self.open.drain(..=last).collect();
        self.sure = read.into_iter().last().map(|(_, given)| given).unwrap_or_default();
        true
    }
}

fn key(person: Id) -> String {
    format!("handover-had-{person}")
}

//! Mending the way of a deal: its past is put right freely, but what would put it further ahead from
//! now on meets the gate as any move does.

use super::gate::{self, Brought};
use crate::book::mend::ChangeEntry;
use crate::book::{Book, Command, Context, Draft, Rejection};
use crate::model::records::{Deal, DealId, StageId};
use crate::model::{Instant, Key, Record};

/// Changes a dated entry of a record, where it is one of a deal's stage with an eye to the gate.
#[derive(Clone, Debug)]
pub struct Mend(pub ChangeEntry);

impl Command for Mend {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let draft = self.0.decide(book, context)?;
        if let Some(to) = self.leads_to(book) {
            gate::pass(book, &context.actor, DealId(self.0.id), to, &Brought::default())?;
        }
        Ok(draft)
    }
}

impl Mend {
    /// The stage that the deal would be in, now or later.
    fn leads_to(&self, book: &Book) -> Option<StageId> {
        if self.0.collection != Key::Borrowed(Deal::COLLECTION.key) || self.0.field != Deal::STAGE {
            return None;
        }
        let table = book.of::<Deal>();
        let row = table.row(self.0.id)?;
        let column = table.column(Deal::STAGE)?;
        let since = column.since().get(row).copied().unwrap_or(Instant::ALWAYS);
        let Some((from, value)) = &self.0.to else {
            // Where what holds now goes, what was before it holds again.
            let holds = self.0.from == since && since != Instant::ALWAYS;
            let before = column.versions().filter(|_| holds)?.at(row, Instant(since.0 - 1))?;
            return column.decode(before.cell)?.as_reference().map(StageId);
        };
        // Before what holds now it changes the past alone, unless it is that very entry.
        let rules = *from >= since || self.0.from == since;
        value.as_ref().filter(|_| rules)?.as_reference().map(StageId)
    }
}

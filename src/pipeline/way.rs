//! What a move comes to: done at once, or with something to be said first.

use super::gate::{self, Brought};
use crate::book::Book;
use crate::book::lack::Lack;
use crate::model::permission::Actor;
use crate::model::records::{Deal, DealId, Stage, StageId};
use crate::model::{Day, Instant, Zone};

/// What a move to a stage comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is a plain move.
    Plain,
    /// A deal that had ended goes on.
    Reopens,
    /// The stage asks for something that is lacking.
    Gate(Lack),
    /// The deal ends, or rests: how is to be said, and what the stage asks for.
    Ends(Lack),
}

/// What a move of a deal comes to, given what comes along.
pub fn way(book: &Book, actor: &Actor, deal: DealId, to: StageId, brought: &Brought) -> Way {
    let from = book.get::<Deal>(deal).and_then(|deal| deal.stage).and_then(|from| book.get::<Stage>(from.into()));
    let Some(stage) = book.get::<Stage>(to) else { return Way::Plain };
    if from.as_ref().is_some_and(|from| from.id == stage.id) {
        return Way::Plain;
    }
    let lack = gate::lack(book, actor, deal, to, brought);
    if !is_open(&stage) {
        return Way::Ends(lack);
    }
    match from {
        _ if !lack.is_empty() => Way::Gate(lack),
        Some(from) if !is_open(&from) && from.pipeline == stage.pipeline => Way::Reopens,
        _ => Way::Plain,
    }
}

/// Whether a deal in a stage is still being worked on.
pub fn is_open(stage: &Stage) -> bool {
    stage.kind.as_deref().unwrap_or("open") == "open"
}

/// Why a day is none on which a deal can have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// It lies before the deal came to where it is, which was on this day.
    Before(Day),
    /// It is still to come.
    Ahead,
}

/// From when a deal has ended that did so on a day: `None` is now.
pub fn ended_on(book: &Book, zone: &Zone, deal: DealId, day: Day) -> Result<Option<Instant>, NoDay> {
    let today = zone.day_of(book.now());
    if day >= today {
        return if day == today { Ok(None) } else { Err(NoDay::Ahead) };
    }
    let table = book.of::<Deal>();
    let row = table.row(deal.into());
    let since = row.and_then(|row| table.column(Deal::STAGE)?.since().get(row).copied()).unwrap_or(Instant::ALWAYS);
    if since != Instant::ALWAYS && day < zone.day_of(since) {
        return Err(NoDay::Before(zone.day_of(since)));
    }
    // On the day it came, right after it came.
    Ok(Some(zone.start_of(day).max(Instant(since.0.saturating_add(1)))))
}

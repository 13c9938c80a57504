//! What becomes of a carried card: a command, or its way back with the reason.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use super::cell::{Cell, Col, Lane};
use super::state::{BoardState, Carry};
use crate::book::Command;
use crate::model::Record;
use crate::model::records::{Deal, DealId};
use crate::pipeline::carry::{Carry as Carried, Wants, asked_by, beside};
use crate::pipeline::commands::Spot;
use crate::query::Source;
use crate::ui::list::words;
use crate::ui::moves::{Outcome, Wanted};

impl BoardState {
    /// Drops what is carried where it would drop.
    pub(super) fn drop_carried(&self) {
        let Some(carry) = self.carry.get_untracked() else { return };
        self.carry.set(None);
        let (from, to) = (carry.from.0, carry.to.0);
        // Months have an order of their own: by day.
        let stays = carry.from == carry.to || (from == to && matches!(to.col, Col::Month(_)));
        if stays {
            self.say(t!(self.app, "board-heard-put-back", deal = self.deal_name(carry.row)));
            return;
        }
        let spot = self.spot(carry);
        self.put(carry.deal, carry.row, (from, to), spot, !carry.by_pointer);
    }

    /// Where in its column a carried card would drop.
    fn spot(&self, carry: Carry) -> Spot {
        let (from, to) = (carry.from.0, carry.to.0);
        let other = |at: usize| {
            // Past the card itself, which is taken out of its own column.
            let own = self.place_of(to, carry.row);
            self.row_at(to, if own.is_some_and(|own| at >= own) { at + 1 } else { at })
        };
        let id_at =
            |at: usize| other(at).and_then(|row| self.app.peek(|desk| desk.book().of::<Deal>().id(row as usize)));
        // Taken out of its own column, what stood below moved up by one.
        let at = if from == to && carry.from.1 < carry.to.1 { carry.to.1 - 1 } else { carry.to.1 };
        let is_first = from.col != to.col && at == 0;
        match id_at(at) {
            // Carried by keys to another column without choosing a place: it comes where it comes.
            Some(_) if is_first && !carry.by_pointer => Spot::Usual,
            Some(below) => Spot::Before(DealId(below)),
            // Alone in its column it has no place of its own.
            None if is_first => Spot::Usual,
            None => Spot::Last,
        }
    }

    /// What is carried, as the command that it would be where nobody could be asked; `None` where it
    /// cannot come there.
    pub(super) fn as_command(&self) -> Option<Carried> {
        let carry = self.carry.get_untracked()?;
        let wants = self.wants(carry.from.0, carry.to.0)?;
        Some(Carried { deal: carry.deal, wants, spot: self.spot(carry) })
    }

    /// What a card needs to come from a cell to another; `None` where it cannot come into the lane.
    fn wants(&self, from: Cell, to: Cell) -> Option<Vec<Wants>> {
        let mut wants = Vec::new();
        match to.col {
            Col::Stage(stage) if from.col != to.col || from.lane == to.lane => wants.push(Wants::Stage(stage)),
            Col::Month(month) if from.col != to.col => wants.push(Wants::Month(month)),
            _ => {}
        }
        if from.lane != to.lane {
            wants.push(self.wanted_by(to.lane)?);
        }
        Some(wants)
    }

    /// Moves a deal from a cell to another, says so, and keeps the focus on its card.
    pub(super) fn move_to(&self, deal: DealId, row: u32, (from, to): (Cell, Cell), spot: Spot) {
        self.put(deal, row, (from, to), spot, true);
    }

    /// Moves a deal and says what became of it; focus follows it where it is asked to.
    fn put(&self, deal: DealId, row: u32, (from, to): (Cell, Cell), spot: Spot, follow: bool) {
        let Some(wants) = self.wants(from, to) else {
            self.stays_in_lane(row);
            if follow {
                super::focus::card(*self, from, row);
            }
            return;
        };
        let state = *self;
        // A dialog takes the focus: it comes back to the card, however this was carried.
        let asked = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&asked);
        let then = Arc::new(move |outcome| {
            state.arrived(outcome, row, (from, to), follow || told.load(Ordering::Relaxed));
        });
        match wants.split_first() {
            Some((Wants::Stage(stage), others)) => {
                let beside = self.app.peek(|desk| beside(desk.book(), deal, others));
                self.parts().moves.go(Wanted { deal, to: *stage, spot, beside, then });
                asked.store(self.parts().moves.is_asking(), Ordering::Relaxed);
            }
            _ => then(if self.does(&Carried { deal, wants, spot }) { Outcome::Moved } else { Outcome::Stays }),
        }
    }

    /// Says what became of a card on its way from a cell to another.
    fn arrived(self, outcome: Outcome, row: u32, (from, to): (Cell, Cell), follow: bool) {
        let (deal, place) = (self.deal_name(row), self.cell_name(to));
        self.say(match outcome {
            Outcome::Moved => t!(self.app, "board-heard-dropped", deal = deal, stage = place),
            Outcome::Asked => t!(self.app, "board-heard-asked", deal = deal, stage = place),
            Outcome::Stays => t!(self.app, "board-heard-put-back", deal = deal),
        });
        if follow {
            super::focus::card(self, if outcome == Outcome::Moved { to } else { from }, row);
        }
    }

    fn does(&self, command: &dyn Command) -> bool {
        self.app.act(command).is_ok()
    }

    /// What brings a deal into a lane.
    pub(super) fn wanted_by(&self, lane: Lane) -> Option<Wants> {
        let source = self.lane_source()?;
        let key = self.key_of(lane)?;
        self.app.peek(|desk| asked_by(desk.book(), &source, &key))
    }

    /// By what the deals are parted into lanes.
    pub(super) fn lane_source(&self) -> Option<Source> {
        self.query.with_untracked(|query| query.as_ref()?.lanes.clone())
    }

    /// Says why a card did not come into another lane.
    fn stays_in_lane(&self, row: u32) {
        let source = self.lane_source();
        let field = source.map(|source| words::path(&self.app, Deal::COLLECTION.key, &source)).unwrap_or_default();
        let why = t!(self.app, "board-lane-fixed", deal = self.deal_name(row), field = field);
        self.app.toast(why.clone(), true, false);
        self.say(why);
    }

    /// Puts what is carried back.
    pub(super) fn cancel(&self) {
        if let Some(carry) = self.carry.get_untracked() {
            self.carry.set(None);
            self.say(t!(self.app, "board-heard-put-back", deal = self.deal_name(carry.row)));
        }
    }
}

//! A company to look around in: a believable lighting distributor with two years of history that ends
//! today, always the same for a seed, a day and a language. Everything is one draft, so that one
//! undo takes it away again.
//!
//! The work goes in [steps](Demo::step), so that a page can show how far it is. It rests on itself:
//! orders come only from won deals, goods leave only for orders, receipts pay only what is owed.

mod company;
mod customers;
mod deals;
mod delivery;
mod fieldwork;
mod goals;
mod scene;
mod spending;
mod text;

use super::draw::Draw;
use crate::book::acts::acts;
use crate::book::command::Editor;
use crate::book::{Book, Cause, Context, Draft, Head, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::Organisation;
use crate::model::{Calendar, Id, Instant, Record};
use scene::{Made, Scene};

pub use text::{DemoText, TextError};

/// Key of the label of the batch that makes the demo company.
pub const LABEL: &str = "did-demo";

/// Customers.
const ACCOUNTS: usize = 300;
/// Deals over the two years.
const DEALS: usize = 1_500;
/// How many deals a step makes.
const DEALS_A_STEP: usize = 50;
/// Days of work in the field that a step makes.
const DAYS_A_STEP: usize = 40;
/// How far the history reaches back, in days.
const HISTORY: i32 = 730;

/// How far the work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// All steps.
    pub total: usize,
}

/// The batch that made the demo company which the book holds, where it holds one.
pub fn batch(history: &[Head]) -> Option<Id> {
    // Most books never had one, and need not be read through act by act.
    history.iter().any(|head| head.label.key == LABEL).then_some(())?;
    let made = |act: &crate::book::acts::Act<'_>| act.head.label.key == LABEL && act.undone.is_none();
    acts(history).into_iter().rev().find(made).map(|act| act.head.id)
}

/// The making of a demo company.
#[derive(Debug)]
pub struct Demo {
    text: DemoText,
    calendar: Calendar,
    now: Instant,
    draw: Draw,
    made: Made,
    draft: Draft,
    done: usize,
}

impl Demo {
    /// Begins; refused where the company may not be set up by the person who acts.
    pub fn new(
        text: DemoText,
        calendar: Calendar,
        seed: u64,
        book: &Book,
        context: &Context<'_>,
    ) -> Result<Self, Rejection> {
        book.permit(&context.actor, Verb::Configure, Organisation::COLLECTION.key, None)?;
        let label = Label::new(LABEL).with("name", text.one("company"));
        let draft = Draft::new(label, Cause::Imported);
        let made = Made::default();
        Ok(Self { text, calendar, now: context.now, draw: Draw::new(seed), made, draft, done: 0 })
    }

    /// Does a part of the work. Steps after the last do nothing.
    pub fn step(&mut self, book: &Book, context: &Context<'_>) -> Result<Progress, Rejection> {
        let label = self.draft.label.clone();
        let mut edit = Editor::new(book, self.now, label, Cause::Imported);
        std::mem::swap(&mut edit.draft, &mut self.draft);
        let mut scene = Scene {
            edit,
            text: &self.text,
            calendar: &self.calendar,
            zone: context.zone,
            ids: context.ids,
            today: context.zone.day_of(self.now),
            draw: &mut self.draw,
            made: &mut self.made,
        };
        let result = scene.part(self.done);
        self.draft = scene.edit.draft;
        let total = result?;
        self.done = (self.done + 1).min(total);
        Ok(Progress { done: self.done, total })
    }

    /// The draft of the whole company.
    pub fn finish(self) -> Draft {
        self.draft
    }
}

impl Scene<'_> {
    /// Does a part, and says how many there are.
    fn part(&mut self, at: usize) -> Result<usize, Rejection> {
        let deals = DEALS / DEALS_A_STEP;
        let days = (HISTORY as usize).div_ceil(DAYS_A_STEP) + 1;
        match at {
            0 => self.company()?,
            1 => self.goods()?,
            2 => self.customers(ACCOUNTS)?,
            _ if at < 3 + deals => self.deals(at - 3, DEALS_A_STEP)?,
            _ if at < 3 + deals + days => self.fieldwork(at - 3 - deals, DAYS_A_STEP)?,
            _ if at == 3 + deals + days => self.goals()?,
            _ => {}
        }
        Ok(4 + deals + days)
    }
}

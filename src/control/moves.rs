//! A move that somebody has to approve: it asks for the signature, and the card stays until it is
//! given.

use super::inbox;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Approval, ApprovalId, Deal, DealId, Person, StageId};
use crate::model::validate::Problem;
use crate::model::{Day, Id, Record, Value};
use crate::pipeline::commands::{MoveDeal, open_to};
use crate::pipeline::gate::{self, Brought};
use crate::query::title;

/// Moves a deal; where nothing but an approval is lacking, asks for it. What else the gate asked for
/// is kept on the deal either way.
#[derive(Clone, Debug)]
pub struct MoveOrAsk {
    /// The move.
    pub moving: MoveDeal,
    /// The id of a request.
    pub request: ApprovalId,
    /// Who is asked; who leads the person in charge where `None`.
    pub asked_of: Option<Id>,
    /// By when.
    pub due: Option<Day>,
    /// What to look at.
    pub note: Option<String>,
}

impl Command for MoveOrAsk {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        match self.moving.decide(book, context) {
            Err(Rejection::Lacks(lack)) if lack.is_approval_alone() => self.ask(book, context, &lack.asked_by),
            outcome => outcome,
        }
    }
}

impl MoveOrAsk {
    fn ask(&self, book: &Book, context: &Context<'_>, stage: &str) -> Result<Draft, Rejection> {
        let (deal, to) = (Id::from(self.moving.deal), Id::from(self.moving.to));
        let name = title::of(book, Deal::COLLECTION.key, deal).unwrap_or_default();
        if waits(book, context, deal, to) {
            let label = Label::new("refused-move-asked").with("deal", name).with("stage", stage);
            return Err(Rejection::Against(label));
        }
        let asked_of = self.asked_of.or_else(|| signer(book, context.actor.person, self.moving.deal));
        let asked_of = asked_of.ok_or_else(|| {
            let field = Approval::COLLECTION.fields[Approval::ASKED_OF].key.clone();
            Rejection::Invalid { field, problem: Problem::Missing }
        })?;
        let is_own = context.actor.person.is_some_and(|me| book.resolve(me) == book.resolve(asked_of));
        if is_own || !may_let_in(book, asked_of, self.moving.deal, context.actor.person) {
            return Err(Rejection::Against(Label::new("refused-approve-own").with("stage", stage)));
        }
        let label = Label::new("did-ask-move").with("deal", name).with("stage", stage);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        gate::keep(&mut edit, self.moving.deal, &self.moving.brought, self.moving.effective)?;
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let values: [Change; 7] = [
            (Approval::FORM, Some(deal.into())),
            (Approval::ASKED_OF, Some(asked_of.into())),
            (Approval::ASKED, Some(Value::Instant(context.now))),
            (Approval::STAGE, Some(to.into())),
            (Approval::ASKED_BY, context.actor.person.map(Value::Reference)),
            (Approval::DUE_ON, self.due.map(Value::Date)),
            (Approval::NOTE, note.map(Value::from)),
        ];
        edit.create(Approval::COLLECTION.key, self.request.into(), &values, &[])?;
        edit.finish()
    }
}

/// Who is asked to approve the moves of a deal: who leads the person in charge of it, else who leads
/// the person who asks.
pub fn signer(book: &Book, me: Option<Id>, deal: DealId) -> Option<Id> {
    let manager = |person: Id| book.get::<Person>(person.into()).and_then(|person| person.manager);
    let owner = book.get::<Deal>(deal).and_then(|deal| deal.owner);
    owner.and_then(manager).or_else(|| me.and_then(manager))
}

/// Whether a person may be asked to let a deal in.
pub fn may_let_in(book: &Book, person: Id, deal: DealId, asker: Option<Id>) -> bool {
    let actor = book.actor(person);
    !is_in_charge(book, deal, person) && actor.is_some_and(|actor| gate::lets_in(book, &actor, deal, asker))
}

fn is_in_charge(book: &Book, deal: DealId, person: Id) -> bool {
    let owner = book.get::<Deal>(deal).and_then(|deal| deal.owner);
    owner.is_some_and(|owner| book.resolve(owner) == book.resolve(person))
}

/// Whether somebody was asked for this very move and has not answered.
fn waits(book: &Book, context: &Context<'_>, deal: Id, to: Id) -> bool {
    let requests = inbox::of_form(book, None, context.zone.day_of(context.now), deal);
    let to = book.resolve(to);
    requests
        .iter()
        .any(|request| request.answer.is_waiting() && request.stage.map(|stage| book.resolve(stage)) == Some(to))
}

/// Puts a deal into the stage that a signature lets it enter.
pub(super) fn let_in(
    edit: &mut Editor<'_>,
    book: &Book,
    context: &Context<'_>,
    (deal, to): (DealId, StageId),
    asker: Option<Id>,
) -> Result<(), Rejection> {
    if book.get::<Deal>(deal).is_some_and(|deal| deal.stage == Some(to.into())) {
        return Ok(());
    }
    let stage = open_to(book, to)?;
    // Nobody waves through what is their own or a colleague's, whoever was asked.
    if !gate::lets_in(book, &context.actor, deal, asker) {
        let label = Label::new("refused-approve-own").with("stage", stage.name.unwrap_or_default());
        return Err(Rejection::Against(label));
    }
    let signed = Brought::signed();
    gate::pass(book, &context.actor, deal, to, &signed)?;
    gate::enter(edit, book, deal, to, &signed, None)?;
    edit.set(Deal::COLLECTION.key, deal.into(), (Deal::RANK, None), None)
}

//! A move that somebody has to approve: it asks for the signature, and the card stays until it is
//! given.

use super::inbox;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Approval, ApprovalId, Deal, DealId, Person, StageId};
use crate::model::validate::Problem;
use crate::model::{Day, Id, Record, Value};
use crate::pipeline::close::Closing;
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
    /// How the deal ends there, where it ends. As long as nobody has approved it, that is with the request:
    /// a deal that is not let in is left as if nobody had asked.
    pub closing: Option<Closing>,
}

impl Command for MoveOrAsk {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let deal = book.get::<Deal>(self.moving.deal);
        let said = self.closing.as_ref().zip(deal).map(|(closing, deal)| closing.brought(&deal, &self.moving.brought));
        let brought = said.unwrap_or_else(|| self.moving.brought.clone());
        match (MoveDeal { brought, ..self.moving.clone() }).decide(book, context) {
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
        let (kept, of_end) = self.parted();
        gate::keep(&mut edit, self.moving.deal, &kept, self.moving.effective)?;
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let mut values: Vec<Change> = vec![
            (Approval::FORM, Some(deal.into())),
            (Approval::ASKED_OF, Some(asked_of.into())),
            (Approval::ASKED, Some(Value::Instant(context.now))),
            (Approval::STAGE, Some(to.into())),
            (Approval::ASKED_BY, context.actor.person.map(Value::Reference)),
            (Approval::DUE_ON, self.due.map(Value::Date)),
            (Approval::NOTE, note.map(Value::from)),
        ];
        values.extend(of_end);
        edit.create(Approval::COLLECTION.key, self.request.into(), &values, &[])?;
        edit.finish()
    }

    /// What is kept on the deal, and what the request says of its end.
    fn parted(&self) -> (Brought, Vec<Change>) {
        let mut kept = self.moving.brought.clone();
        let Some(closing) = &self.closing else { return (kept, Vec::new()) };
        kept.values.extend(closing.amount.map(|amount| (Deal::AMOUNT, Some(amount.into()))));
        // What the gate asked for by its own control says the same as the dialog of the end.
        let mut said = |at: usize, of: Option<Id>| {
            let asked = kept.values.iter().rev().find(|(field, _)| *field == at).and_then(|(_, value)| value.clone());
            kept.values.retain(|(field, _)| *field != at);
            of.map(Value::Reference).or(asked)
        };
        let (reason, competitor) = (said(Deal::REASON, closing.reason), said(Deal::COMPETITOR, closing.competitor));
        let note = closing.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let of_end = vec![
            (Approval::REASON, reason),
            (Approval::COMPETITOR, competitor),
            (Approval::CLOSING_NOTE, note.map(Value::from)),
        ];
        (kept, of_end)
    }
}

/// How a deal ends by a request.
fn closing(approval: &Approval, to: StageId) -> Closing {
    let (reason, competitor) = (approval.reason, approval.competitor);
    Closing { reason, competitor, note: approval.closing_note.clone(), ..Closing::in_stage(to) }
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
    approval: &Approval,
) -> Result<(), Rejection> {
    let found = book.get::<Deal>(deal);
    if found.as_ref().is_some_and(|deal| deal.stage == Some(to.into())) {
        return Ok(());
    }
    let stage = open_to(book, to)?;
    // Nobody waves through what is their own or a colleague's, whoever was asked.
    if !gate::lets_in(book, &context.actor, deal, approval.asked_by) {
        let label = Label::new("refused-approve-own").with("stage", stage.name.unwrap_or_default());
        return Err(Rejection::Against(label));
    }
    let (signed, closing) = (Brought::signed(), closing(approval, to));
    let signed = found.map_or(signed.clone(), |found| closing.brought(&found, &signed));
    gate::pass(book, &context.actor, deal, to, &signed)?;
    gate::enter(edit, book, deal, to, &signed, None)?;
    edit.set(Deal::COLLECTION.key, deal.into(), (Deal::RANK, None), None)
}

//! Asking for a signature, and signing. A signature is written once and never undone: who thinks
//! otherwise signs again. A deal that asks to enter a stage enters it with the signature.

use super::form::{Form, digest};
use super::inbox::{is_anew, latest, said};
use super::moves::let_in;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Approval, ApprovalId, Deal, DealId, Quote, Signature, Stage, StageId};
use crate::model::validate::Problem;
use crate::model::{Day, Id, Instant, Key, Record, Role, Value};
use crate::query::title;

/// What is said of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is good as it stands.
    Approved,
    /// It goes back, with a remark that says why.
    Returned,
}

impl Verdict {
    /// Its code in the field of the signature.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Returned => "returned",
        }
    }

    /// The verdict of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Approved, Self::Returned].into_iter().find(|verdict| verdict.code() == code)
    }
}

/// Asks somebody to sign a form.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The id of the request.
    pub id: ApprovalId,
    /// The form.
    pub form: Id,
    /// Who is asked.
    pub asked_of: Id,
    /// By when.
    pub due: Option<Day>,
    /// What to look at.
    pub note: Option<String>,
}

impl Command for Ask {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let form = Form::find(book, self.form).ok_or_else(|| gone("", self.form))?;
        // Who asks must be able to change the form: a signature is asked for one's own work.
        book.permit(&context.actor, Verb::Change, form.table.key(), Some(form.row))?;
        let label = Label::new("did-ask-sign").with("form", title::named(book, form.table, form.row));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut values: Vec<Change> = vec![
            (Approval::FORM, Some(self.form.into())),
            (Approval::ASKED_OF, Some(self.asked_of.into())),
            (Approval::ASKED, Some(Value::Instant(context.now))),
        ];
        values.extend(context.actor.person.map(|person| (Approval::ASKED_BY, Some(person.into()))));
        values.extend(self.due.map(|due| (Approval::DUE_ON, Some(Value::Date(due)))));
        values.extend(written(self.note.as_deref()).map(|note| (Approval::NOTE, Some(note))));
        edit.create(Approval::COLLECTION.key, self.id.into(), &values, &[])?;
        edit.finish()
    }
}

/// What is to be talked about with whoever a form is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    /// With that person alone.
    Alone,
    /// Together with others.
    Together,
}

impl Talk {
    /// Both, with their codes in the field of the signature.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Alone, "alone"), (Self::Together, "together")];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(talk, _)| *talk == self).map_or("alone", |(_, code)| *code)
    }

    /// The talk of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(talk, _)| *talk)
    }
}

/// Signs the form of a request, and asks for a talk about it.
#[derive(Clone, Debug)]
pub struct SignAndTalk {
    /// What is signed.
    pub sign: Sign,
    /// The talk.
    pub talk: Talk,
}

impl Command for SignAndTalk {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let signed = self.sign.ready(book, context, Some(self.talk))?;
        let mut edit = Editor::new(book, context.now, signed.label.clone(), Cause::Signed);
        signed.write(&mut edit, book, context)?;
        edit.finish()
    }
}

/// Signs the form of a request, or returns it.
#[derive(Clone, Debug)]
pub struct Sign {
    /// The request.
    pub approval: ApprovalId,
    /// What is said.
    pub verdict: Verdict,
    /// The remark; a form is not returned without one.
    pub remark: Option<String>,
}

impl Command for Sign {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let signed = self.ready(book, context, None)?;
        let mut edit = Editor::new(book, context.now, signed.label.clone(), Cause::Signed);
        signed.write(&mut edit, book, context)?;
        edit.finish()
    }
}

/// A signature about to be written.
#[derive(Debug)]
pub(super) struct Signed {
    /// What to call it.
    pub(super) label: Label,
    values: Vec<Change>,
    /// The deal that it lets into a stage.
    enters: Option<(DealId, StageId)>,
    /// The request.
    approval: Approval,
}

impl Signed {
    /// Writes it.
    pub(super) fn write(self, edit: &mut Editor<'_>, book: &Book, context: &Context<'_>) -> Result<(), Rejection> {
        edit.create(Signature::COLLECTION.key, context.ids.next_id(), &self.values, &[])?;
        match self.enters {
            Some(entry) => let_in(edit, book, context, entry, &self.approval),
            None => Ok(()),
        }
    }
}

impl Sign {
    /// Whether it may be signed, and what that writes.
    pub(super) fn ready(&self, book: &Book, context: &Context<'_>, talk: Option<Talk>) -> Result<Signed, Rejection> {
        let approval =
            book.get::<Approval>(self.approval).ok_or_else(|| gone(Approval::COLLECTION.key, self.approval.into()))?;
        if !may_sign(book, context.actor.person, &approval) {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        let id = approval.form.ok_or(Rejection::Nothing)?;
        let form = Form::find(book, id).ok_or_else(|| gone("", id))?;
        let remark = written(self.remark.as_deref());
        if self.verdict == Verdict::Returned && remark.is_none() {
            let field = Signature::COLLECTION.fields[Signature::REMARK].key.clone();
            return Err(Rejection::Invalid { field, problem: Problem::Missing });
        }
        let content = form.content(book);
        let digest = digest(&content);
        // The same word on the same content a second time says nothing new.
        let same = |last: &Signature| {
            last.digest.as_deref() == Some(digest.as_str()) && last.verdict.as_deref() == Some(self.verdict.code())
        };
        let last = latest(book, self.approval.into());
        // A deal that was let into its stage is not let in twice.
        let is_done = |last: &Signature| approval.stage.is_some() && said(last) == Verdict::Approved;
        let is_said = |last: &Signature| same(last) && !is_anew(approval.asked, last);
        if last.as_ref().is_some_and(|last| is_said(last) || is_done(last)) {
            return Err(Rejection::Nothing);
        }
        // What is said later is later, even where a clock went back, or another device's is ahead.
        let after = last.and_then(|last| last.signed).map_or(context.now, |signed| Instant(signed.0 + 1));
        let signed = context.now.max(after).max(approval.asked.unwrap_or(after));
        let enters =
            approval.stage.filter(|_| self.verdict == Verdict::Approved && form.table.key() == Deal::COLLECTION.key);
        let named = title::named(book, form.table, form.row);
        let label = match (self.verdict, enters) {
            (Verdict::Returned, _) => Label::new("did-return").with("form", named),
            (Verdict::Approved, None) => Label::new("did-sign").with("form", named),
            (Verdict::Approved, Some(stage)) => {
                let stage = title::of(book, Stage::COLLECTION.key, stage).unwrap_or_default();
                Label::new("did-sign-move").with("form", named).with("stage", stage)
            }
        };
        let mut values: Vec<Change> = vec![
            (Signature::FORM, Some(book.resolve(id).into())),
            (Signature::APPROVAL, Some(Id::from(self.approval).into())),
            (Signature::SIGNED, Some(Value::Instant(signed))),
            (Signature::VERDICT, Some(self.verdict.code().into())),
            (Signature::DIGEST, Some(Value::Text(digest))),
        ];
        values.extend((!content.is_empty()).then_some((Signature::CONTENT, Some(Value::Text(content)))));
        values.extend(context.actor.person.map(|person| (Signature::PERSON, Some(person.into()))));
        values.extend(remark.map(|remark| (Signature::REMARK, Some(remark))));
        values.extend(talk.map(|talk| (Signature::TALK, Some(talk.code().into()))));
        let enters = enters.map(|stage| (DealId(book.resolve(id)), StageId(stage)));
        Ok(Signed { label, values, enters, approval })
    }
}

/// Whether a person may answer a request: who is asked, and who leads them; nobody signs what is their
/// own. Of deals and quotes their gates say so, with what to do instead. Before anybody was chosen on the
/// device, whoever set the book up.
pub fn may_sign(book: &Book, person: Option<Id>, approval: &Approval) -> bool {
    let Some(me) = person.map(|me| book.resolve(me)) else { return true };
    let is_asked = approval.asked_of.is_some_and(|asked| book.resolve(asked) == me || book.leads(me, asked));
    is_asked && whose(book, approval) != Some(me)
}

/// Whose the form of a request is, where they may not sign it.
fn whose(book: &Book, approval: &Approval) -> Option<Id> {
    let form = Form::find(book, approval.form?)?;
    let is_gated = [Deal::COLLECTION.key, Quote::COLLECTION.key].contains(&form.table.key().as_ref());
    let owner = form.table.value(form.row, form.table.role(Role::Person)?)?.as_reference()?;
    (!is_gated).then(|| book.resolve(owner))
}

fn written(text: Option<&str>) -> Option<Value> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| Value::Text(text.to_owned()))
}

fn gone(collection: &str, id: Id) -> Rejection {
    Rejection::Gone { collection: Key::Owned(collection.to_owned()), id }
}

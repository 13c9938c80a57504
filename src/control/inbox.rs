//! Requests for signatures as a person finds them: what waits, what was said, and what changed since.

use std::collections::{HashMap, HashSet};

use super::form::{Difference, Form, Reader, differences, digest};
use super::sign::{Verdict, may_sign};
use crate::book::Book;
use crate::model::records::{Approval, ApprovalId, Signature};
use crate::model::{Day, Id, Instant, Key};

/// What has become of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has signed since it was asked.
    Open,
    /// Signed as the form stands.
    Signed(Verdict),
    /// Signed, but the form has changed since, in these fields.
    ChangedSince(Verdict, Vec<Difference>),
    /// The form is no longer there.
    Gone,
}

impl Answer {
    /// Whether the form is approved as it stands.
    pub fn is_approved(&self) -> bool {
        *self == Self::Signed(Verdict::Approved)
    }

    /// Whether somebody is to sign.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Open | Self::ChangedSince(..))
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Its record.
    pub id: ApprovalId,
    /// The form: collection and id; `None` where it is gone.
    pub form: Option<(Key, Id)>,
    /// Who asks.
    pub asked_by: Option<Id>,
    /// Who is asked.
    pub asked_of: Option<Id>,
    /// When it was asked.
    pub asked: Option<Instant>,
    /// By when.
    pub due: Option<Day>,
    /// Whether that day is over and nobody has signed.
    pub is_late: bool,
    /// What to look at.
    pub note: Option<String>,
    /// The stage that the form, a deal, enters once it is approved.
    pub stage: Option<Id>,
    /// Why the deal would end there, and who would get it.
    pub ends: [Option<Id>; 2],
    /// What to remember of its end.
    pub closing_note: Option<String>,
    /// What has become of it.
    pub answer: Answer,
    /// The last signature: who, when, remark.
    pub signed: Option<(Option<Id>, Option<Instant>, Option<String>)>,
    /// Whether this person may sign.
    pub may_sign: bool,
}

/// The requests that concern a person: asked of them, of those they lead, or by them; all of them
/// before anybody was chosen. What waits stands first, and of that what is asked of this very person;
/// the most urgent on top, then the latest.
pub fn inbox(book: &Book, me: Option<Id>, today: Day) -> Vec<Request> {
    let me = me.map(|me| book.resolve(me));
    let is_me = |person: Option<Id>| me.is_none() || person.map(|person| book.resolve(person)) == me;
    let mine = |approval: &Approval| is_me(approval.asked_by) || may_sign(book, me, approval);
    let (signatures, reader) = (last_signatures(book), Reader::new(book));
    let request = |approval| request((book, &reader), me, today, approval, &signatures);
    let mut requests: Vec<Request> = book.all::<Approval>().filter(mine).map(request).collect();
    crate::model::order::by_key(&mut requests, |request| {
        let waits = request.answer.is_waiting();
        let due = request.due.map_or(i32::MAX, |day| day.0);
        let others = waits && !is_me(request.asked_of);
        (!waits, others, if waits { due } else { 0 }, std::cmp::Reverse(request.asked), request.id)
    });
    requests
}

/// The requests for signatures under a form, the latest first.
pub fn of_form(book: &Book, me: Option<Id>, today: Day, form: Id) -> Vec<Request> {
    let form = book.resolve(form);
    let of = |approval: &Approval| approval.form.map(|asked| book.resolve(asked)) == Some(form);
    let mut requests = some(book, &Reader::new(book), me, today, of);
    crate::model::order::by_key(&mut requests, |request| (std::cmp::Reverse(request.asked), request.id));
    requests
}

/// The requests for signatures under each of some forms, the latest first.
pub fn of_forms(
    book: &Book,
    reader: &Reader<'_>,
    me: Option<Id>,
    today: Day,
    forms: &[Id],
) -> HashMap<Id, Vec<Request>> {
    let forms: HashSet<Id> = forms.iter().map(|form| book.resolve(*form)).collect();
    let form = |approval: &Approval| approval.form.map(|form| book.resolve(form));
    let of = |approval: &Approval| form(approval).is_some_and(|form| forms.contains(&form));
    let mut requests = some(book, reader, me, today, of);
    crate::model::order::by_key(&mut requests, |request| (std::cmp::Reverse(request.asked), request.id));
    let mut found: HashMap<Id, Vec<Request>> = HashMap::new();
    for request in requests {
        if let Some((_, form)) = &request.form {
            found.entry(*form).or_default().push(request);
        }
    }
    found
}

fn some(book: &Book, reader: &Reader<'_>, me: Option<Id>, today: Day, of: impl Fn(&Approval) -> bool) -> Vec<Request> {
    let signatures = last_signatures(book);
    let approvals = book.all::<Approval>().filter(of);
    approvals.map(|approval| request((book, reader), me, today, approval, &signatures)).collect()
}

/// How many requests wait for a signature of this very person.
pub fn waiting(requests: &[Request], me: Option<Id>) -> usize {
    requests.iter().filter(|request| request.answer.is_waiting() && (me.is_none() || request.asked_of == me)).count()
}

fn request(
    (book, reader): (&Book, &Reader<'_>),
    me: Option<Id>,
    today: Day,
    approval: Approval,
    signatures: &[Signature],
) -> Request {
    let form = approval.form.and_then(|form| Form::find(book, form));
    let last =
        signatures.iter().find(|signature| signature.approval.map(|id| book.resolve(id)) == Some(approval.id.into()));
    let answer = match (&form, last) {
        (None, _) => Answer::Gone,
        (Some(_), None) => Answer::Open,
        // The deal has moved with the signature: what becomes of it later asks for nothing again.
        (Some(_), Some(last)) if approval.stage.is_some() && said(last) == Verdict::Approved => {
            Answer::Signed(Verdict::Approved)
        }
        (Some(form), Some(last)) => answer(reader, *form, last, approval.asked),
    };
    let place = form.and_then(|form| Some((form.table.key().clone(), form.table.id(form.row)?)));
    Request {
        id: approval.id,
        form: place,
        asked_by: approval.asked_by,
        asked_of: approval.asked_of,
        asked: approval.asked,
        due: approval.due_on,
        is_late: answer.is_waiting() && approval.due_on.is_some_and(|due| due < today),
        may_sign: form.is_some() && may_sign(book, me, &approval),
        note: approval.note,
        stage: approval.stage,
        ends: [approval.reason, approval.competitor],
        closing_note: approval.closing_note,
        answer,
        signed: last.map(|last| (last.person, last.signed, last.remark.clone())),
    }
}

fn answer(reader: &Reader<'_>, form: Form<'_>, last: &Signature, asked: Option<Instant>) -> Answer {
    let verdict = said(last);
    let now = form.content_in(reader);
    if last.digest.as_deref() == Some(digest(&now).as_str()) {
        return if is_anew(asked, last) { Answer::Open } else { Answer::Signed(verdict) };
    }
    Answer::ChangedSince(verdict, differences(last.content.as_deref().unwrap_or_default(), &now))
}

/// Whether what was returned was asked again since: it was answered in words alone.
pub(super) fn is_anew(asked: Option<Instant>, last: &Signature) -> bool {
    said(last) == Verdict::Returned && asked > last.signed
}

/// What a signature says; what cannot be read approves nothing.
pub(super) fn said(signature: &Signature) -> Verdict {
    signature.verdict.as_deref().and_then(Verdict::parse).unwrap_or(Verdict::Returned)
}

/// The last signature under each request.
fn last_signatures(book: &Book) -> Vec<Signature> {
    let mut all: Vec<Signature> = book.all::<Signature>().collect();
    crate::model::order::by_key(&mut all, |signature| {
        (signature.approval.map(|id| book.resolve(id)), std::cmp::Reverse((signature.signed, signature.id)))
    });
    all.dedup_by_key(|signature| signature.approval.map(|id| book.resolve(id)));
    all
}

/// The last signature under a request.
pub(super) fn latest(book: &Book, approval: Id) -> Option<Signature> {
    let of = |signature: &Signature| signature.approval.map(|id| book.resolve(id)) == Some(book.resolve(approval));
    last_signatures(book).into_iter().find(of)
}

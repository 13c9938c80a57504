//! How a form of a day stands: not handed in, waiting, approved, returned, or changed since.

use super::{Paper, Sheet};
use crate::book::Book;
use crate::control::form::Difference;
use crate::control::inbox::{Answer, Request};
use crate::control::sign::Verdict;
use crate::model::permission::Layer;
use crate::model::records::Organisation;
use crate::model::{Id, Instant};

/// How long after the beginning of a day its report is due, where the company says nothing else.
const HOURS: f64 = 24.0;
/// Milliseconds of an hour.
const HOUR: f64 = 3_600_000.0;

/// How a form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has been asked to sign it.
    Draft,
    /// It was handed in and waits. What differs from what was signed before, where it was.
    Waiting(Vec<Difference>),
    /// Approved as it stands.
    Approved,
    /// Returned, and it stands as it was returned.
    Returned,
    /// It was signed so, has changed since in these fields, and was not handed in again.
    Changed(Verdict, Vec<Difference>),
}

impl Standing {
    /// Whether a supervisor is to look at it.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting(_))
    }
}

/// Whether somebody may be asked to sign what another hands in: who leads them, and whoever leads anybody,
/// who may stand in. A colleague never.
pub fn signs_for(book: &Book, signer: Id, owner: Id) -> bool {
    let is_own = book.resolve(signer) == book.resolve(owner);
    let leads_any = book.actor(signer).is_some_and(|actor| {
        matches!(actor.layer, Layer::OfficeHead | Layer::Supervisor | Layer::Manager | Layer::Owner)
    });
    !is_own && (leads_any || book.leads(signer, owner))
}

/// The request that decides how a form stands, of its requests, the latest first: what a colleague was
/// asked to look at decides nothing.
pub fn decisive<'a>(book: &Book, owner: Id, requests: &'a [Request]) -> Option<&'a Request> {
    requests.iter().find(|request| request.asked_of.is_some_and(|asked| signs_for(book, asked, owner)))
}

/// How a form stands by the request that decides it.
pub fn standing(request: Option<&Request>) -> Standing {
    let Some(last) = request else { return Standing::Draft };
    let signed = last.signed.as_ref().and_then(|(_, at, _)| *at);
    match &last.answer {
        Answer::Open | Answer::Gone => Standing::Waiting(Vec::new()),
        Answer::Signed(Verdict::Approved) => Standing::Approved,
        Answer::Signed(Verdict::Returned) => Standing::Returned,
        // What was handed in again after it was signed waits again.
        Answer::ChangedSince(_, what) if last.asked > signed => Standing::Waiting(what.clone()),
        Answer::ChangedSince(verdict, what) => Standing::Changed(*verdict, what.clone()),
    }
}

/// By when a form is due: a plan before its day begins, a report some hours after.
pub fn due(book: &Book, sheet: &Sheet) -> Option<Instant> {
    Some(due_of(book, sheet.paper, sheet.span?.0))
}

/// By when a form of a day is due that begins at an instant, whether it was opened or not.
pub fn due_of(book: &Book, paper: Paper, begins: Instant) -> Instant {
    if paper == Paper::Plan {
        return begins;
    }
    let said = book.all::<Organisation>().next().and_then(|organisation| organisation.report_hours);
    let hours = said.filter(|hours| (0.0..=1000.0).contains(hours)).unwrap_or(HOURS);
    #[expect(clippy::cast_possible_truncation, reason = "some days")]
    Instant(begins.0 + (hours * HOUR) as i64)
}

/// Whether a form was handed in late, or is late by now. What counts is when it was handed in first:
/// mending what was returned makes nobody late.
pub fn is_late(book: &Book, sheet: &Sheet, now: Instant) -> bool {
    due(book, sheet).is_some_and(|due| sheet.submitted.unwrap_or(now) > due)
}

/// Whoever signs for a person: who leads them.
pub fn signer(book: &Book, owner: Id) -> Option<Id> {
    let manager = book.get::<crate::model::records::Person>(owner.into())?.manager?;
    Some(book.resolve(manager)).filter(|manager| *manager != book.resolve(owner))
}

//! Signing many reports at once, by rule: those of which nothing is to be said. What the rule holds back
//! is said, and signed one by one.

use super::row::Row;
use super::standing::Standing;
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::control::sign::{Sign, Verdict};
use crate::model::records::ApprovalId;
use crate::model::{BasisPoints, Money};

/// What a rule may ask of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It was handed in in time.
    OnTime,
    /// Every planned visit came to an end, made or not.
    Settled,
    /// Nothing is to be asked about positions and times.
    NoDoubts,
    /// No complaint and no severe market report.
    NoExceptions,
    /// There is an approved plan, and it has not changed since.
    PlanApproved,
}

impl Demand {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::OnTime, Self::Settled, Self::NoDoubts, Self::NoExceptions, Self::PlanApproved];
}

/// What a report must hold to be signed among many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is asked for.
    pub demands: Vec<Demand>,
    /// So much of the plan was done at least.
    pub completion: Option<BasisPoints>,
    /// The day cost so much at most.
    pub spent_up_to: Option<Money>,
}

impl Default for Rule {
    fn default() -> Self {
        Self { demands: Demand::ALL.to_vec(), completion: None, spent_up_to: None }
    }
}

/// Why a report is not signed among many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hitch {
    /// Nothing waits to be signed, or not by this person.
    NotWaiting,
    /// It is late.
    Late,
    /// A visit has no end.
    Unsettled,
    /// Something is to be asked about so many visits.
    Doubts(usize),
    /// There were so many complaints and severe market reports.
    Exceptions(usize),
    /// The plan was not approved, or changed since.
    Plan,
    /// Too little of the plan was done.
    Completion(BasisPoints),
    /// The day cost too much, or in another currency than the rule says.
    Spent(Money),
}

/// What holds a report back from being signed among many; nothing where it may be.
pub fn hitches(row: &Row, rule: &Rule) -> Vec<Hitch> {
    let report = row.report.as_ref().filter(|report| report.standing.is_waiting());
    let Some(report) = report.filter(|report| report.request.is_some_and(|(_, may_sign)| may_sign)) else {
        return vec![Hitch::NotWaiting];
    };
    let approved = row.plan.as_ref().is_some_and(|plan| plan.standing == Standing::Approved);
    let hitch = |demand: &Demand| {
        let (when, hitch) = match demand {
            Demand::OnTime => (report.is_late, Hitch::Late),
            Demand::Settled => (!row.done.is_settled(), Hitch::Unsettled),
            Demand::NoDoubts => (row.doubts > 0, Hitch::Doubts(row.doubts)),
            Demand::NoExceptions => (row.exceptions > 0, Hitch::Exceptions(row.exceptions)),
            Demand::PlanApproved => (!approved, Hitch::Plan),
        };
        when.then_some(hitch)
    };
    let mut hitches: Vec<Hitch> = rule.demands.iter().filter_map(hitch).collect();
    let mut hold = |when: bool, hitch: Hitch| hitches.extend(when.then_some(hitch));
    if let Some((least, completion)) = rule.completion.zip(row.done.completion()) {
        hold(completion < least, Hitch::Completion(completion));
    }
    if let Some((most, spent)) = rule.spent_up_to.zip(row.spent) {
        hold(spent.currency != most.currency || spent.minor > most.minor, Hitch::Spent(spent));
    }
    hitches
}

/// Signs many forms as one act; those that may not be signed, or are signed already, are left out.
#[derive(Clone, Debug)]
pub struct SignMany {
    /// The requests.
    pub approvals: Vec<ApprovalId>,
    /// The remark under all of them.
    pub remark: Option<String>,
}

impl Command for SignMany {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let sign = |approval: &ApprovalId| {
            let sign = Sign { approval: *approval, verdict: Verdict::Approved, remark: self.remark.clone() };
            sign.ready(book, context, None)
        };
        let ready: Vec<Result<_, Rejection>> = self.approvals.iter().map(sign).collect();
        let count = ready.iter().filter(|signed| signed.is_ok()).count();
        if count == 0 {
            // The first reason says why none was signed.
            return Err(ready.into_iter().find_map(Result::err).unwrap_or(Rejection::Nothing));
        }
        let label = Label::new("did-sign-many").with("n", count.to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Signed);
        for signed in ready.into_iter().flatten() {
            signed.write(&mut edit, book, context)?;
        }
        edit.finish()
    }
}

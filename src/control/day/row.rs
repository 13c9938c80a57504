//! What a supervisor sees of a day (F3), a row a person: how plan and report stand, progress to target,
//! what came of the visits, and what the day cost.

use std::collections::HashMap;
use std::rc::Rc;

use super::done::{DayDone, day_done};
use super::ledger::{Take, one};
use super::prefill::Basis;
use super::progress::Progress;
use super::standing::{Standing, decisive, due_of, is_late, standing};
use super::{Paper, Sheet, between};
use crate::book::Book;
use crate::control::form::Reader;
use crate::control::inbox::{Request, of_form, of_forms};
use crate::model::records::{ApprovalId, Complaint, MarketReport, Person, Visit};
use crate::model::{Calendar, Day, Id, Instant, Money, Zone};
use crate::visits::workday::{DayOff, workday};

/// A form of the day, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stands {
    /// The form.
    pub sheet: Sheet,
    /// How it stands.
    pub standing: Standing,
    /// Whether it was handed in late, or is late.
    pub is_late: bool,
    /// The request to sign it, and whether the acting person may.
    pub request: Option<(ApprovalId, bool)>,
    /// The remark of the last signature.
    pub remark: Option<String>,
}

/// The day of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who.
    pub person: Id,
    /// What they are called.
    pub name: String,
    /// The plan.
    pub plan: Option<Stands>,
    /// The report.
    pub report: Option<Stands>,
    /// Why the person does not work on the day.
    pub off: Option<DayOff>,
    /// Whether the person worked and has not handed in a report that is due.
    pub lacks_report: bool,
    /// How the visits went.
    pub done: DayDone,
    /// How far each target has been reached.
    pub progress: Vec<Progress>,
    /// Ordered on the day.
    pub ordered: Option<Money>,
    /// Collected on the day.
    pub collected: Option<Money>,
    /// What the day cost.
    pub spent: Option<Money>,
    /// What each visit made cost.
    pub cost_per_visit: Option<Money>,
    /// Visits of which something is to be asked about.
    pub doubts: usize,
    /// Complaints heard, and market reports that are severe.
    pub exceptions: usize,
}

/// How a form of a person and day stands for whoever looks at it; `None` where it was not opened.
pub fn stands(
    book: &Book,
    (paper, person, day): (Paper, Id, Day),
    me: Option<Id>,
    (today, now): (Day, Instant),
) -> Option<Stands> {
    let sheet = Sheet::find(book, paper, person, day)?;
    let requests = of_form(book, me, today, sheet.id);
    Some(told(book, sheet, &requests, now))
}

fn told(book: &Book, sheet: Sheet, requests: &[Request], now: Instant) -> Stands {
    let last = decisive(book, sheet.owner, requests);
    Stands {
        sheet,
        standing: standing(last),
        is_late: is_late(book, &sheet, now),
        request: last.map(|request| (request.id, request.may_sign)),
        remark: last.and_then(|request| request.signed.as_ref()?.2.clone()),
    }
}

/// The day of everybody whom a person leads; of everybody who sells before anybody was chosen. By name.
pub fn rows(book: &Book, zone: &Zone, calendar: &Calendar, me: Option<Id>, (day, now): (Day, Instant)) -> Vec<Row> {
    let basis = Basis::of(book, zone, calendar, day);
    let reader = Reader::knowing(book, Rc::clone(&basis.lines));
    let of = |paper: Paper| -> HashMap<Id, Sheet> {
        let mut sheets: HashMap<Id, Sheet> = HashMap::new();
        for sheet in between(book, paper, day, day) {
            let usual = paper.id(sheet.owner, day) == sheet.id;
            if usual || !sheets.contains_key(&sheet.owner) {
                sheets.insert(sheet.owner, sheet);
            }
        }
        sheets
    };
    let papers = [of(Paper::Plan), of(Paper::Report)];
    let forms: Vec<Id> = papers.iter().flat_map(HashMap::values).map(|sheet| sheet.id).collect();
    let requests = of_forms(book, &reader, me, day, &forms);
    let stands = |papers: &HashMap<Id, Sheet>, person: Id| {
        let sheet = *papers.get(&person)?;
        let requests: &[Request] = requests.get(&sheet.id).map_or(&[], Vec::as_slice);
        Some(told(book, sheet, requests, now))
    };
    let row = |person: Person| {
        let id = Id::from(person.id);
        let (begins, ends) = (zone.start_of(day), zone.start_of(day.plus(1)));
        let visits = basis.lines.diary().between(id, begins, ends);
        let mut done = day_done(book, &visits, (begins, ends));
        done.joined = basis.lines.along(id, begins, ends);
        let money = |take: Take| one(&basis.ledger.sum(take, id, day, day), &basis.rates);
        let spent = money(Take::Expenses);
        let has_doubts = |visit: &Id| {
            let visit = book.get::<Visit>((*visit).into());
            visit.and_then(|visit| visit.doubts).is_some_and(|doubts| !doubts.is_empty())
        };
        let off = workday(book, calendar, id, day).off;
        let report = stands(&papers[1], id);
        let handed_in = report.as_ref().is_some_and(|report| report.sheet.submitted.is_some());
        Row {
            person: id,
            name: person.name.unwrap_or_default(),
            plan: stands(&papers[0], id),
            lacks_report: off.is_none() && !handed_in && now > due_of(book, Paper::Report, begins),
            report,
            off,
            progress: basis.progress(book, id, day),
            ordered: money(Take::Orders),
            collected: money(Take::Collection),
            cost_per_visit: spent.and_then(|spent| each(spent, done.done + done.unplanned)),
            spent,
            doubts: visits.iter().map(|visit| visit.id).filter(has_doubts).count(),
            exceptions: exceptions(book, id, day),
            done,
        }
    };
    let mut rows: Vec<Row> = book.all::<Person>().filter(|person| is_mine(book, me, person)).map(row).collect();
    crate::model::order::by_key(&mut rows, |row| (row.name.clone(), row.person));
    rows
}

/// Whether a person's days are for somebody to look at.
fn is_mine(book: &Book, me: Option<Id>, person: &Person) -> bool {
    let sells = !matches!(person.role.as_deref(), Some("owner" | "office" | "manager"));
    match me {
        Some(me) => book.leads(me, person.id.into()),
        None => sells,
    }
}

fn exceptions(book: &Book, person: Id, day: Day) -> usize {
    let is = |of: Option<Id>| of.map(|of| book.resolve(of)) == Some(person);
    let complaint = |complaint: &Complaint| is(complaint.owner) && complaint.received_on == Some(day);
    let severe = |report: &MarketReport| {
        let is_severe = matches!(report.severity.as_deref(), Some("high" | "severe"));
        is_severe && is(report.owner) && report.seen_on == Some(day)
    };
    book.all::<Complaint>().filter(complaint).count() + book.all::<MarketReport>().filter(severe).count()
}

/// One part of so many of an amount, rounded half-even; `None` of nothing.
pub(super) fn each(amount: Money, parts: u64) -> Option<Money> {
    let (minor, parts) = (i128::from(amount.minor), i128::from(parts));
    if parts == 0 {
        return None;
    }
    let (whole, rest) = (minor.div_euclid(parts), minor.rem_euclid(parts));
    let up = rest * 2 > parts || (rest * 2 == parts && whole % 2 != 0);
    Some(Money::new(i64::try_from(whole + i128::from(up)).ok()?, amount.currency))
}

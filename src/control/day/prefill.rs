//! What a daily report begins with: read from the visits of the day, and from what was written down on
//! them. Whoever reports changes what they like of it.

use std::rc::Rc;

use super::ledger::{Ledger, Take, one};
use super::lines::Lines;
use super::progress::{Aim, Progress, Size, earliest, progress};
use crate::book::command::Change;
use crate::book::{Book, Moment};
use crate::model::records::{Account, Complaint, DayReport, MarketReport, Visit};
use crate::model::{Calendar, Day, Id, Instant, Money, Record, Value, Zone};
use crate::query::rates::Rates;
use crate::query::title;
use crate::visits::trace::Trace;
use crate::visits::workday::{absence, trip};

/// What is looked up for the reports of a day, once for many of them.
#[derive(Debug)]
pub struct Basis<'a> {
    /// What was taken in since targets began.
    pub ledger: Ledger,
    /// What foreign money is worth.
    pub rates: Rates,
    /// The company's working days.
    pub calendar: &'a Calendar,
    /// The visits of everybody.
    pub lines: Rc<Lines>,
}

impl<'a> Basis<'a> {
    /// For a day.
    pub fn of(book: &Book, zone: &Zone, calendar: &'a Calendar, day: Day) -> Self {
        Self {
            ledger: Ledger::of(book, zone, earliest(book, day), day),
            rates: Rates::at(book, zone, Moment::Now),
            calendar,
            lines: Rc::new(Lines::of(book)),
        }
    }

    /// How far somebody has come with each target.
    pub fn progress(&self, book: &Book, person: Id, day: Day) -> Vec<Progress> {
        progress(book, &self.ledger, (self.calendar, &self.rates), person, day)
    }
}

/// What a report begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prefill {
    /// Whether the person was at work, where the records say so.
    pub attendance: Option<&'static str>,
    /// The first check-in.
    pub came: Option<Instant>,
    /// The last check-out.
    pub went: Option<Instant>,
    /// Complaints heard and answered.
    pub complaints: Vec<String>,
    /// Collected on the day, and what was to be.
    pub collected: [Option<Money>; 2],
    /// Ordered on the day, and what was to be.
    pub ordered: [Option<Money>; 2],
    /// What the day cost.
    pub spent: Option<Money>,
    /// What competitors do.
    pub competition: Vec<String>,
    /// What customers think.
    pub opinions: Vec<String>,
    /// What is new at customers'.
    pub news: Vec<String>,
}

impl Prefill {
    /// What it puts into the report.
    pub fn changes(&self) -> Vec<Change> {
        let money = |money: Option<Money>| money.map(Value::Money);
        let text = |lines: &[String]| (!lines.is_empty()).then(|| Value::Text(lines.join("\n")));
        let all = [
            (DayReport::ATTENDANCE, self.attendance.map(Value::from)),
            (DayReport::CAME, self.came.map(Value::Instant)),
            (DayReport::WENT, self.went.map(Value::Instant)),
            (DayReport::COMPLAINTS, text(&self.complaints)),
            (DayReport::COLLECTED, money(self.collected[0])),
            (DayReport::COLLECTION_TARGET, money(self.collected[1])),
            (DayReport::ORDERED, money(self.ordered[0])),
            (DayReport::ORDER_TARGET, money(self.ordered[1])),
            (DayReport::SPENT, money(self.spent)),
            (DayReport::COMPETITION, text(&self.competition)),
            (DayReport::OPINIONS, text(&self.opinions)),
            (DayReport::NEWS, text(&self.news)),
        ];
        all.into_iter().filter(|(_, value)| value.is_some()).collect()
    }

    /// What has become known since the report was opened: figures and times as they are now, and of the
    /// rest what nobody filled in. The page offers it; nothing that was typed is lost by it.
    pub fn renews(&self, report: &DayReport) -> Vec<Change> {
        let typed = |field: usize| match field {
            DayReport::ATTENDANCE => report.attendance.is_some(),
            DayReport::COMPLAINTS => report.complaints.is_some(),
            DayReport::COMPETITION => report.competition.is_some(),
            DayReport::OPINIONS => report.opinions.is_some(),
            DayReport::NEWS => report.news.is_some(),
            _ => false,
        };
        self.changes().into_iter().filter(|(field, _)| !typed(*field)).collect()
    }
}

/// What the report of a person and day begins with.
pub fn prefill(book: &Book, zone: &Zone, basis: &Basis<'_>, owner: Id, day: Day) -> Prefill {
    let owner = book.resolve(owner);
    let visits = basis.lines.diary().between(owner, zone.start_of(day), zone.start_of(day.plus(1)));
    let mut filled = Prefill {
        attendance: attendance(book, &visits, owner, day),
        came: visits.iter().filter_map(|visit| visit.arrived).min(),
        went: visits.iter().filter_map(|visit| visit.left).max(),
        ..Prefill::default()
    };
    let progress = basis.progress(book, owner, day);
    let both = |aim: Aim, take: Take| {
        let target = progress.iter().find(|progress| progress.aim == aim).and_then(|progress| match progress.of_day {
            Some(Size::Money(target)) => Some(target),
            _ => None,
        });
        [one(&basis.ledger.sum(take, owner, day, day), &basis.rates), target]
    };
    filled.collected = both(Aim::Collection, Take::Collection);
    filled.ordered = both(Aim::Orders, Take::Orders);
    filled.spent = one(&basis.ledger.sum(Take::Expenses, owner, day, day), &basis.rates);
    for visit in visits.iter().filter_map(|visit| book.get::<Visit>(visit.id.into())) {
        let say = |of: &mut Vec<String>, text: &Option<String>| said(book, of, visit.account, text.as_deref());
        say(&mut filled.competition, &visit.competition);
        say(&mut filled.opinions, &visit.opinion);
        say(&mut filled.news, &visit.news);
    }
    exceptions(book, &mut filled, owner, day);
    filled
}

/// Complaints and market reports are said in the report, too.
fn exceptions(book: &Book, filled: &mut Prefill, owner: Id, day: Day) {
    let is = |person: Option<Id>| person.map(|person| book.resolve(person)) == Some(owner);
    for complaint in book.all::<Complaint>() {
        let heard = is(complaint.owner) && complaint.received_on == Some(day);
        let answered = is(complaint.responsible.or(complaint.owner)) && complaint.answered_on == Some(day);
        if heard || answered {
            let text = [complaint.subject.as_deref(), complaint.answer.as_deref().filter(|_| answered)];
            let text = text.into_iter().flatten().collect::<Vec<_>>().join(" \u{2192} ");
            said(book, &mut filled.complaints, complaint.account, Some(&text));
        }
    }
    let seen = |report: &MarketReport| is(report.owner) && report.seen_on == Some(day);
    for report in book.all::<MarketReport>().filter(seen) {
        let of = match report.trigger.as_deref() {
            Some("promotion" | "new_product") => &mut filled.competition,
            Some("opinion" | "dealer") => &mut filled.opinions,
            _ => &mut filled.news,
        };
        said(book, of, report.account, report.subject.as_deref());
    }
}

/// Adds what was said, behind the name of the customer; what stands there already not again.
fn said(book: &Book, lines: &mut Vec<String>, account: Option<Id>, text: Option<&str>) {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return };
    let name = account.and_then(|account| title::of(book, Account::COLLECTION.key, account)).unwrap_or_default();
    let line = if name.is_empty() { text.to_owned() } else { format!("{name}: {text}") };
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// Whether somebody was at work: who checked in was; else what was written down before.
fn attendance(book: &Book, visits: &[Trace], owner: Id, day: Day) -> Option<&'static str> {
    let on_trip = trip(book, owner, day).is_some();
    if visits.iter().any(|visit| visit.arrived.is_some()) {
        return Some(if on_trip { "trip" } else { "present" });
    }
    match absence(book, owner, day) {
        Some(kind) => Some(match kind.as_str() {
            "leave" => "leave",
            "sick" => "sick",
            "training" => "training",
            "meeting" => "meeting",
            _ => "absent",
        }),
        None => on_trip.then_some("trip"),
    }
}

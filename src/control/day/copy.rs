//! A daily report as tidy text, fit for a group chat: the ten sections of the form, and 无 where one is
//! empty. Words, numbers and times are asked of whoever speaks the person's language.

use super::done::{DayDone, Line, Outcome};
use crate::book::Book;
use crate::kpi::chart::ratio;
use crate::model::records::{Account, Contact, DayReport, Person, Visit};
use crate::model::{BasisPoints, Id, Instant, Money, Record};
use crate::query::title;
use crate::visits::trace::Trace;

/// Speaks the person's language.
pub trait Words {
    /// A message with its values.
    fn say(&self, key: &str, values: &[(&str, String)]) -> String;
    /// An amount.
    fn money(&self, money: Money) -> String;
    /// A time of day.
    fn clock(&self, at: Instant) -> String;
    /// A share of a whole.
    fn share(&self, share: BasisPoints) -> String;
    /// A day.
    fn day(&self, day: crate::model::Day) -> String;
}

/// A section of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is called.
    pub name: String,
    /// Its lines; none where there is nothing to say.
    pub lines: Vec<String>,
}

/// The sections of a report, in the order of the form.
pub fn sections(book: &Book, report: &DayReport, done: &DayDone, words: &dyn Words) -> Vec<Section> {
    let field = |at: usize| {
        let key = &DayReport::COLLECTION.fields[at].key;
        words.say(&format!("field-day_reports-{key}"), &[])
    };
    let text = |at: usize, text: &Option<String>| Section {
        name: field(at),
        lines: text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect(),
    };
    let attendance = report.attendance.as_ref().map(|code| {
        let said = words.say(&format!("choice-day_reports-attendance-{code}"), &[]);
        let time = |at: Option<Instant>| at.map_or_else(String::new, |at| words.clock(at));
        let times = (report.came.is_some() || report.went.is_some())
            .then(|| format!(" {}\u{2013}{}", time(report.came), time(report.went)));
        said + &times.unwrap_or_default()
    });
    let reached = [
        reached(words, "day-collection", report.collected, report.collection_target),
        reached(words, "day-orders", report.ordered, report.order_target),
    ];
    let spent = report.spent.map(|spent| words.money(spent));
    vec![
        Section { name: field(DayReport::ATTENDANCE), lines: attendance.into_iter().collect() },
        Section { name: words.say("day-results", &[]), lines: results(book, done, words) },
        text(DayReport::COMPLAINTS, &report.complaints),
        Section { name: words.say("day-reached", &[]), lines: reached.into_iter().flatten().collect() },
        text(DayReport::COMPETITION, &report.competition),
        text(DayReport::OPINIONS, &report.opinions),
        text(DayReport::NEWS, &report.news),
        text(DayReport::INSIGHT, &report.insight),
        Section { name: field(DayReport::SPENT), lines: spent.into_iter().collect() },
    ]
}

/// The whole report as text.
pub fn text(book: &Book, report: &DayReport, (done, is_late): (&DayDone, bool), words: &dyn Words) -> String {
    let person = report.owner.and_then(|owner| title::of(book, Person::COLLECTION.key, owner)).unwrap_or_default();
    let day = report.day.map(|day| words.day(day)).unwrap_or_default();
    let mut lines = vec![format!("{} {person} {day}", words.say("record-day_reports", &[]))];
    if is_late {
        lines.push(words.say("day-late", &[]));
    }
    for (at, section) in sections(book, report, done, words).into_iter().enumerate() {
        let name = format!("{}. {}", at + 1, section.name);
        match section.lines.as_slice() {
            [] => lines.push(format!("{name}: {}", words.say("day-none", &[]))),
            [only] if at != 1 => lines.push(format!("{name}: {only}")),
            several => {
                lines.push(name);
                lines.extend(several.iter().map(|line| format!("  {line}")));
            }
        }
    }
    lines.join("\n")
}

/// Actual, target and the rate between them; nothing where neither is known.
fn reached(words: &dyn Words, name: &str, actual: Option<Money>, target: Option<Money>) -> Option<String> {
    let name = words.say(name, &[]);
    match (actual, target) {
        (None, None) => None,
        (Some(actual), None) => Some(format!("{name} {}", words.money(actual))),
        (actual, Some(target)) => {
            let actual = actual.unwrap_or(Money::new(0, target.currency));
            let rate = (actual.currency == target.currency)
                .then(|| ratio(actual.minor.into(), target.minor.into()))
                .flatten()
                .map_or_else(|| words.say("day-none", &[]), |rate| words.share(rate));
            let values =
                [("name", name), ("actual", words.money(actual)), ("target", words.money(target)), ("rate", rate)];
            Some(words.say("day-of-target", &values))
        }
    }
}

/// A line for each visit, and one that sums up plan and done.
fn results(book: &Book, done: &DayDone, words: &dyn Words) -> Vec<String> {
    let along = done.joined.iter().map(|visit| joined(book, visit, words));
    if done.lines.is_empty() {
        return along.collect();
    }
    let count = |number: u64| number.to_string();
    let sum = [("done", count(done.done)), ("planned", count(done.planned)), ("more", count(done.unplanned))];
    let mut lines = vec![words.say("day-plan-done", &sum)];
    lines.extend(done.lines.iter().map(|line| result(book, line, words)));
    lines.extend(along);
    lines
}

/// A visit of somebody else that the person came along on.
fn joined(book: &Book, visit: &Trace, words: &dyn Words) -> String {
    let name = |collection: &str, id: Option<Id>| id.and_then(|id| title::of(book, collection, id)).unwrap_or_default();
    let customer = name(Account::COLLECTION.key, visit.account);
    let clock = visit.at().map(|at| words.clock(at)).unwrap_or_default();
    let with = words.say("day-joined", &[("person", name(Person::COLLECTION.key, visit.owner))]);
    format!("{clock} {customer} \u{b7} {with}")
}

fn result(book: &Book, line: &Line, words: &dyn Words) -> String {
    let visit = book.get::<Visit>(line.visit.id.into());
    let name = |collection: &str, id: Option<Id>| id.and_then(|id| title::of(book, collection, id));
    let customer = name(Account::COLLECTION.key, line.visit.account).unwrap_or_default();
    let mut parts = vec![match line.visit.at() {
        Some(at) => format!("{} {customer}", words.clock(at)),
        None => customer,
    }];
    let outcome = match line.outcome {
        Outcome::Done => line.visit.unplanned.then(|| words.say("field-visits-unplanned", &[])),
        Outcome::Nobody => Some(words.say("choice-visits-found-nobody", &[])),
        Outcome::UnderWay | Outcome::Open | Outcome::Missed | Outcome::Cancelled | Outcome::Postponed(_) => {
            Some(words.say(&format!("choice-visits-status-{}", line.visit.status.code()), &[]))
        }
    };
    parts.extend(outcome);
    if let Some(visit) = visit {
        let met = name(Contact::COLLECTION.key, visit.met).or(visit.met_name);
        let said = [met, visit.chips.map(|chips| chips.join(", ")), visit.result, visit.reason, visit.next_step];
        let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        parts.extend(said.into_iter().flatten().map(plain).filter(|text| !text.is_empty()));
    }
    parts.join(" \u{b7} ")
}

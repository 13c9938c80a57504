//! The visits that a plan or a report says, as part of its content: of a plan what was planned, of a
//! report what was made of it. How far a visit has come is no part of a plan, but for one that was called
//! off or put off: it is no longer in it.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Paper, Sheet};
use crate::book::{Book, content};
use crate::model::records::Visit;
use crate::model::{Id, Instant, Record};
use crate::visits::joint::Companions;
use crate::visits::trace::{self, Diary, Status, Trace};

/// Under which name the id of a visit stands in a content: by it lines are found again after others came
/// between them.
pub const ID: &str = "id";

/// What a plan says of a visit.
const PLANNED: [usize; 9] = [
    Visit::ACCOUNT,
    Visit::SITE,
    Visit::STARTS,
    Visit::ENDS,
    Visit::PURPOSES,
    Visit::AIM,
    Visit::DIRECTION,
    Visit::JOINED_BY,
    Visit::DEAL,
];

/// What a report says of a visit.
const MADE: [usize; 22] = [
    Visit::ACCOUNT,
    Visit::SITE,
    Visit::UNPLANNED,
    Visit::INSTEAD_OF,
    Visit::INCIDENT,
    Visit::REASON,
    Visit::JOINED_BY,
    Visit::ARRIVED,
    Visit::ARRIVED_VERDICT,
    Visit::LEFT,
    Visit::LEFT_VERDICT,
    Visit::FOUND,
    Visit::MET,
    Visit::MET_NAME,
    Visit::ACHIEVED,
    Visit::CHIPS,
    Visit::RESULT,
    Visit::COMPETITION,
    Visit::OPINION,
    Visit::NEWS,
    Visit::NEXT_STEP,
    Visit::NEXT_STEP_ON,
];

/// The fields of a visit that a form says.
pub(in crate::control) fn said(paper: Paper) -> &'static [usize] {
    if paper == Paper::Plan { &PLANNED } else { &MADE }
}

/// What is looked up for contents, once for many of them.
#[derive(Debug, Default)]
pub struct Lines {
    diary: Diary,
    companions: Companions,
    /// The visits of others that each person came along on, in the order of time.
    along: HashMap<Id, Vec<Trace>>,
}

impl Lines {
    /// Of a book.
    pub fn of(book: &Book) -> Self {
        let companions = Companions::of(book);
        let mut along: HashMap<Id, Vec<Trace>> = HashMap::new();
        for visit in trace::all(book) {
            for person in companions.on(&visit) {
                along.entry(person).or_default().push(visit);
            }
        }
        let sort = |visits: &mut Vec<Trace>| crate::model::order::by_key(visits, |visit| (visit.at(), visit.id));
        along.values_mut().for_each(sort);
        Self { diary: Diary::of(book), companions, along }
    }

    /// The visits of others that a person came along on between two instants: said in their own report, and
    /// counted in that of whoever's they are.
    pub fn along(&self, person: Id, from: Instant, to: Instant) -> Vec<Trace> {
        let within = |visit: &&Trace| visit.at().is_some_and(|at| from <= at && at < to);
        self.along.get(&person).into_iter().flatten().filter(within).copied().collect()
    }

    /// The visits of everybody by person.
    pub fn diary(&self) -> &Diary {
        &self.diary
    }

    /// Who comes along on visits.
    pub fn companions(&self) -> &Companions {
        &self.companions
    }

    /// The visits that are lines of a form, in the order of time.
    pub fn visits(&self, sheet: &Sheet) -> Vec<Trace> {
        let Some((begins, ends)) = sheet.span else { return Vec::new() };
        let mut visits = self.diary.between(sheet.owner, begins, ends);
        if sheet.paper == Paper::Plan {
            let is_planned = |visit: &Trace| {
                !visit.unplanned && visit.starts.is_some_and(|starts| begins <= starts && starts < ends)
            };
            visits.retain(is_planned);
            crate::model::order::by_key(&mut visits, |visit| (visit.starts, visit.id));
        }
        visits
    }

    /// Writes the lines of a form behind its fields.
    pub(in crate::control) fn write(&self, book: &Book, sheet: &Sheet, text: &mut String) {
        let fields = said(sheet.paper);
        for (at, visit) in self.visits(sheet).iter().enumerate() {
            self.line(book, (sheet.paper, fields), (at, visit), text);
        }
    }

    fn line(&self, book: &Book, (paper, fields): (Paper, &[usize]), (at, visit): (usize, &Trace), text: &mut String) {
        let table = book.of::<Visit>();
        let Some(row) = table.row(visit.id) else { return };
        let before = format!("{} {} ", Visit::COLLECTION.key, at + 1);
        let mut say = |name: &str, what: &str| {
            // Writing to a text cannot fail.
            writeln!(text, "{before}{name}: {what}").ok();
        };
        say(ID, &visit.id.to_string());
        let people: Vec<String> = self.companions.on(visit).iter().map(Id::to_string).collect();
        if !people.is_empty() {
            say("companions", &people.join(", "));
        }
        let is_off = matches!(visit.status, Status::Cancelled | Status::Postponed);
        if is_off || paper == Paper::Report {
            say("status", visit.status.code());
        }
        let filled = fields.iter().filter_map(|at| Some((table.column(*at)?.field(), table.value(row, *at)?)));
        content::write(&before, filled, &|id| book.resolve(id), text);
    }
}

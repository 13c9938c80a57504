//! Gates: what a stage asks of a deal that comes from before it: fields that are filled in, a
//! checklist that is ticked, somebody's approval. A deal on its way back meets no gate.

use super::asks::{Asks, lines};
use super::board::stages;
use super::path::entries;
use super::way::is_open;
use crate::book::command::{Change, Editor};
use crate::book::lack::Lack;
use crate::book::{Book, Label, Rejection, Table, whole};
use crate::model::permission::{Actor, Layer};
use crate::model::records::{Deal, DealId, Stage, StageId};
use crate::model::validate::Problem;
use crate::model::{Id, Instant, Key, Kind, Record, Value};

/// What a stage asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Keys of fields that must be filled in.
    pub fields: Vec<Key>,
    /// Keys that no field in use has (any more): they hold nothing up.
    pub gone: Vec<Key>,
    /// Lines that must be ticked.
    pub checks: Vec<String>,
    /// Whether somebody who leads must approve.
    pub approval: bool,
}

impl Gate {
    /// The gate of a stage.
    pub fn of(book: &Book, stage: &Stage) -> Self {
        let table = book.of::<Deal>();
        let in_use = |key: &Key| {
            table.fields().any(|field| field.key == *key && field.is_offered()) || lines_of(table, key).is_some()
        };
        let asks = Asks::of(stage);
        let (fields, gone) = asks.fields.into_iter().map(Key::Owned).partition(in_use);
        Self { fields, gone, checks: asks.checks, approval: asks.approval }
    }
}

/// What comes along with a move: what its gate asked for.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Values of fields of the deal.
    pub values: Vec<Change>,
    /// Lines that were ticked.
    pub ticks: Vec<String>,
    approved: bool,
}

impl Brought {
    /// Values and ticks.
    pub fn of(values: Vec<Change>, ticks: Vec<String>) -> Self {
        Self { values, ticks, approved: false }
    }

    /// A signature of whoever was asked.
    pub(crate) fn signed() -> Self {
        Self { approved: true, ..Self::default() }
    }
}

/// A stage with its gate, read once for however many deals.
#[derive(Clone, Debug)]
pub struct Door<'a> {
    book: &'a Book,
    stage: Stage,
    gate: Gate,
}

impl<'a> Door<'a> {
    /// That of a stage; `None` where it is gone.
    pub fn to(book: &'a Book, stage: StageId) -> Option<Self> {
        let stage = book.get::<Stage>(stage)?;
        let gate = Gate::of(book, &stage);
        Some(Self { book, stage, gate })
    }

    /// Whether nothing is asked of anybody.
    pub fn is_open(&self) -> bool {
        self.gate.fields.is_empty() && self.gate.checks.is_empty() && !self.gate.approval
    }

    /// What a deal lacks to enter, given what comes along.
    pub fn lack(&self, actor: &Actor, deal: DealId, brought: &Brought) -> Lack {
        let (book, table) = (self.book, self.book.of::<Deal>());
        let Some(row) = table.row(deal.into()) else { return Lack::default() };
        if !is_forward(book, table, row, &self.stage) {
            return Lack::default();
        }
        let mut ticked = ticks(table, row);
        ticked.extend(brought.ticks.iter().map(|tick| tick.trim().to_owned()));
        let fields = self.gate.fields.iter().filter(|key| !is_filled(book, table, row, key, brought));
        Lack {
            asked_by: self.stage.name.clone().unwrap_or_default(),
            fields: fields.cloned().collect(),
            ticks: self.gate.checks.iter().filter(|check| !ticked.contains(check)).cloned().collect(),
            approval: self.gate.approval && !brought.approved && !may_approve(book, actor, table, row),
        }
    }
}

/// What a deal lacks to enter a stage, given what comes along.
pub fn lack(book: &Book, actor: &Actor, deal: DealId, to: StageId, brought: &Brought) -> Lack {
    Door::to(book, to).map(|door| door.lack(actor, deal, brought)).unwrap_or_default()
}

/// Refuses a move that lacks something.
pub(crate) fn pass(book: &Book, actor: &Actor, deal: DealId, to: StageId, brought: &Brought) -> Result<(), Rejection> {
    let lack = lack(book, actor, deal, to, brought);
    if lack.is_empty() { Ok(()) } else { Err(Rejection::Lacks(Box::new(lack))) }
}

/// Refuses a new deal in a stage that asks for more than it comes with. Where no stage lies before
/// it, there is no other to begin in: then only fields are asked for.
pub(crate) fn begin(book: &Book, actor: &Actor, values: &[Change], stage: &Stage) -> Result<(), Rejection> {
    let table = book.of::<Deal>();
    let gate = Gate::of(book, stage);
    let given = |key: &Key| {
        let at = table.defined(key);
        let value = values.iter().find(|(field, _)| Some(*field) == at).and_then(|(_, value)| value.as_ref());
        value.is_some_and(is_said)
    };
    // A new deal has no lines yet; they are asked for when it goes on.
    let missing = gate.fields.iter().find(|key| table.defined(key).is_some() && !given(key));
    if let Some(field) = missing {
        return Err(Rejection::Invalid { field: field.clone(), problem: Problem::Missing });
    }
    let first = stage.pipeline.and_then(|pipeline| stages(book, pipeline.into()).into_iter().next());
    let is_first = first.is_none_or(|first| first.id == stage.id);
    let asks = !gate.checks.is_empty() || (gate.approval && actor.person.is_some() && !approves_all(actor));
    if asks && !is_first {
        let name = stage.name.clone().unwrap_or_default();
        return Err(Rejection::Against(Label::new("refused-begin-gated").with("stage", name)));
    }
    Ok(())
}

/// Keeps what was brought along on the deal.
pub(crate) fn keep(
    edit: &mut Editor<'_>,
    deal: DealId,
    brought: &Brought,
    effective: Option<Instant>,
) -> Result<(), Rejection> {
    let (table, row) = edit.live(Deal::COLLECTION.key, deal.into())?;
    for change in &brought.values {
        // What was said of the field since then would hide what is said now: then it holds from now.
        let since = table.column(change.0).and_then(|column| column.since().get(row).copied());
        let effective = effective.filter(|from| since.is_none_or(|since| since <= *from));
        edit.set(Deal::COLLECTION.key, deal.into(), change.clone(), effective)?;
    }
    let mut ticked = ticks(table, row);
    let before = ticked.len();
    for tick in brought.ticks.iter().map(|tick| tick.trim()).filter(|tick| !tick.is_empty()) {
        if !ticked.iter().any(|known| known == tick) {
            ticked.push(tick.to_owned());
        }
    }
    if ticked.len() > before {
        let checked = (Deal::CHECKED, Some(Value::Text(ticked.join("\n"))));
        edit.set(Deal::COLLECTION.key, deal.into(), checked, None)?;
    }
    Ok(())
}

/// Puts a deal with what it brought into a stage.
pub(crate) fn enter(
    edit: &mut Editor<'_>,
    book: &Book,
    deal: DealId,
    to: StageId,
    brought: &Brought,
    effective: Option<Instant>,
) -> Result<(), Rejection> {
    keep(edit, deal, brought, effective)?;
    let (table, row) = edit.live(Deal::COLLECTION.key, deal.into())?;
    let from = table.value(row, Deal::STAGE).and_then(|value| value.as_reference());
    let goes_on =
        |stage: Option<Id>| stage.and_then(|stage| book.get::<Stage>(stage.into())).is_some_and(|s| is_open(&s));
    if goes_on(Some(to.into())) && !goes_on(from) && table.value(row, Deal::REASON).is_some() {
        // Why it had ended is no word on a deal that goes on.
        edit.set(Deal::COLLECTION.key, deal.into(), (Deal::REASON, None), None)?;
    }
    edit.set(Deal::COLLECTION.key, deal.into(), (Deal::STAGE, Some(Value::Reference(to.into()))), effective)
}

/// Whether a stage lies ahead of the one that a deal is in; one of another pipeline does. What has
/// ended, or rests, goes on from where it was worked on last: the end of a way leads round no gate.
fn is_forward(book: &Book, table: &Table, row: usize, to: &Stage) -> bool {
    let from = table.value(row, Deal::STAGE).and_then(|value| value.as_reference());
    let Some(mut from) = from.and_then(|from| book.get::<Stage>(from.into())) else { return true };
    if !is_open(&from) {
        let of = |(stage, _): &(Id, Instant)| book.get::<Stage>((*stage).into());
        let worked_on = |stage: &Stage| is_open(stage) && stage.pipeline == from.pipeline;
        let Some(last) = entries(book, row).iter().rev().filter_map(of).find(worked_on) else { return true };
        from = last;
    }
    from.pipeline != to.pipeline || (&to.rank, to.id) > (&from.rank, from.id)
}

fn is_filled(book: &Book, table: &Table, row: usize, key: &str, brought: &Brought) -> bool {
    let Some(at) = table.defined(key) else {
        // Lines of a deal are records of their own: one is enough.
        let lines = lines_of(table, key).and_then(|of| book.table(of));
        return table.id(row).zip(lines).is_some_and(|(id, lines)| !whole::of(book, lines, id).is_empty());
    };
    let brought = brought.values.iter().rev().find(|(field, _)| *field == at).map(|(_, value)| value.clone());
    brought.unwrap_or_else(|| table.value(row, at)).as_ref().is_some_and(is_said)
}

fn is_said(value: &Value) -> bool {
    value.as_text().is_none_or(|text| !text.trim().is_empty())
}

/// The collection of the lines that a field stands for.
fn lines_of<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    let field = table.collection()?.fields.iter().find(|field| field.key == key)?;
    if let Kind::Lines(of) = &field.kind { Some(of) } else { None }
}

/// Whether somebody may approve a move by making it: a manager, and whoever leads the person in charge.
fn may_approve(book: &Book, actor: &Actor, table: &Table, row: usize) -> bool {
    let Some(me) = actor.person else { return true };
    let owner = table.value(row, Deal::OWNER).and_then(|value| value.as_reference());
    let is_other = |owner: &Id| book.resolve(*owner) != book.resolve(me);
    approves_all(actor) || owner.filter(is_other).is_some_and(|owner| book.leads(me, owner))
}

/// Whether somebody may let a deal in that another asked for: whoever may approve its moves, and
/// where nobody is in charge of it, whoever leads the one who asks. Nobody does so with their own.
pub fn lets_in(book: &Book, actor: &Actor, deal: DealId, asker: Option<Id>) -> bool {
    let (Some(me), table) = (actor.person, book.of::<Deal>()) else { return true };
    let Some(row) = table.row(deal.into()) else { return false };
    let in_charge = table.value(row, Deal::OWNER).is_some();
    may_approve(book, actor, table, row) || (!in_charge && asker.is_some_and(|asker| book.leads(me, asker)))
}

/// Whether somebody may let any deal in.
pub(crate) fn approves_all(actor: &Actor) -> bool {
    matches!(actor.layer, Layer::Manager | Layer::Owner)
}

/// The lines that were ticked on a deal.
fn ticks(table: &Table, row: usize) -> Vec<String> {
    lines(table.value(row, Deal::CHECKED).as_ref().and_then(Value::as_text))
}

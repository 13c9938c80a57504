//! A pipeline as it is being drawn in a form: what is typed, stage by stage, where its deals would
//! go, what is wrong with it, and the command that keeps it. Nothing happens before that is decided.

use std::collections::BTreeMap;

use super::asks::{self, Asks};
use super::board;
use super::shape::{Carry, Found, Reshape, Shaped};
use super::template::Template;
use crate::book::packed::Pool;
use crate::book::{Book, Command};
use crate::model::records::{Deal, DealId, Pipeline, PipelineId, Stage, StageId};
use crate::model::{Field, Record, Value};

/// Reads what was typed into a field; else the key of the sentence that says why not.
pub type Reader<'a> = &'a dyn Fn(&Field, &str) -> Result<Option<Value>, &'static str>;

/// The fields of a stage that are typed.
const TYPED: [usize; 8] = [
    Stage::NAME,
    Stage::KIND,
    Stage::PROBABILITY,
    Stage::EXPECTED_DAYS,
    Stage::LIMIT,
    Stage::LIMIT_EACH,
    Stage::GATE_CHECKS,
    Stage::GATE_APPROVAL,
];

/// Key of the sentence that something must be filled in.
pub const MISSING: &str = "typed-missing";

/// Code of the gate that a manager opens.
pub const APPROVED: &str = "manager";

/// A stage as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id: of a stage of the pipeline, or a fresh one.
    pub id: StageId,
    /// Keys of the fields of a deal that it asks for.
    pub fields: Vec<String>,
    texts: BTreeMap<usize, String>,
}

impl Line {
    /// A stage of which nothing is known but name and kind.
    pub fn new(id: StageId, name: &str, kind: &str) -> Self {
        let texts = [(Stage::NAME, name.to_owned()), (Stage::KIND, kind.to_owned())];
        Self { id, fields: Vec::new(), texts: texts.into_iter().collect() }
    }

    fn of(book: &Book, id: StageId, write: &dyn Fn(&Value) -> String) -> Self {
        let table = book.of::<Stage>();
        let row = table.row(id.into());
        let text = |at: usize| row.and_then(|row| table.value(row, at)).map(|value| write(&value));
        let texts = TYPED.into_iter().filter_map(|at| Some((at, text(at)?)));
        let asks = book.get::<Stage>(id).map(|stage| Asks::of(&stage)).unwrap_or_default();
        let mut line = Self { id, fields: asks.fields, texts: texts.collect() };
        if line.text(Stage::KIND).is_empty() {
            line.set(Stage::KIND, "open".to_owned());
        }
        line
    }

    /// What is typed into a field.
    pub fn text(&self, field: usize) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// Types something into a field.
    pub fn set(&mut self, field: usize, text: String) {
        self.texts.insert(field, text);
    }

    /// What it asks of a deal that enters.
    pub fn asks(&self) -> Asks {
        let checks = asks::lines(Some(self.text(Stage::GATE_CHECKS)));
        Asks { fields: self.fields.clone(), checks, approval: self.text(Stage::GATE_APPROVAL) == APPROVED }
    }

    /// Its name without the space around it.
    pub fn name(&self) -> &str {
        self.text(Stage::NAME).trim()
    }
}

/// What is wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The stage; `None` where it is of the pipeline.
    pub stage: Option<StageId>,
    /// The field of the stage, or of the pipeline; of a pipeline's stages where `None`.
    pub field: Option<usize>,
    /// Key of the sentence.
    pub key: &'static str,
}

/// What keeping it would do, in the order in which it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The pipeline gets another name.
    Named(String),
    /// A stage is new.
    New(String),
    /// A stage gets another name.
    Renamed(String, String),
    /// A stage that was archived is back.
    Back(String),
    /// The stages stand in another order.
    Order,
    /// A stage is of another kind from now on, with this many deals in it: code of the kind.
    Kind(String, String, usize),
    /// A number or a gate of a stage is another.
    Ruled(String),
    /// This many deals go from one stage to another.
    Carried(String, String, usize),
    /// A stage is archived, and nothing is left in it.
    Archived(String),
}

/// A pipeline as it is being drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Blueprint {
    /// Its id.
    pub pipeline: PipelineId,
    /// Its name, as typed.
    pub name: String,
    /// Its stages, in order.
    pub lines: Vec<Line>,
    carry: Vec<Carry>,
    /// What it was when the drawing began; `None` of a new one.
    before: Option<Before>,
}

/// A pipeline as it stood when the drawing began.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    name: String,
    lines: Vec<Line>,
    /// Deals in each stage, archived stages too.
    counts: BTreeMap<StageId, usize>,
}

impl Blueprint {
    /// A pipeline as it stands; `None` where there is none.
    pub fn of(book: &Book, pipeline: PipelineId, write: &dyn Fn(&Value) -> String) -> Option<Self> {
        let name = book.get::<Pipeline>(pipeline)?.name.unwrap_or_default();
        let lines: Vec<Line> =
            board::stages(book, pipeline).iter().map(|stage| Line::of(book, stage.id, write)).collect();
        let before = Before { name: name.clone(), lines: lines.clone(), counts: counts(book, pipeline) };
        Some(Self { pipeline, name, lines, carry: Vec::new(), before: Some(before) })
    }

    /// A new pipeline from a template, or with nothing but what every pipeline needs.
    pub fn new(
        pipeline: PipelineId,
        template: &Template,
        mut id: impl FnMut() -> StageId,
        name: impl Fn(&str) -> String,
    ) -> Self {
        let line = |(key, kind, days): &(&str, &str, Option<u16>)| {
            let mut line = Line::new(id(), &name(key), kind);
            if let Some(days) = days {
                line.set(Stage::EXPECTED_DAYS, days.to_string());
            }
            line
        };
        let lines = template.stages.iter().map(line).collect();
        Self { pipeline, name: name(template.key), lines, carry: Vec::new(), before: None }
    }

    /// A new pipeline like one that stands.
    #[must_use]
    pub fn like(&self, pipeline: PipelineId, mut id: impl FnMut() -> StageId) -> Self {
        let lines = self.lines.iter().map(|line| Line { id: id(), ..line.clone() }).collect();
        Self { pipeline, name: String::new(), lines, carry: Vec::new(), before: None }
    }

    /// Whether it is a pipeline that is not there yet.
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// The stage with an id.
    pub fn line(&self, id: StageId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// Types something into a field of a stage.
    pub fn set(&mut self, id: StageId, field: usize, text: String) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.id == id) {
            line.set(field, text);
        }
    }

    /// Adds a stage behind the last open one.
    pub fn add(&mut self, line: Line) {
        let last = self.lines.iter().rposition(|line| line.text(Stage::KIND) == "open");
        self.lines.insert(last.map_or(0, |at| at + 1), line);
    }

    /// Puts a stage in another place; beyond the end it stands last.
    pub fn put(&mut self, id: StageId, at: usize) {
        if let Some(from) = self.lines.iter().position(|line| line.id == id) {
            let line = self.lines.remove(from);
            self.lines.insert(at.min(self.lines.len()), line);
        }
    }

    /// Splits a stage: a new one right behind it, like it but for its name, takes some of its deals.
    pub fn split(&mut self, id: StageId, new: StageId, name: &str, only: Vec<DealId>) {
        let Some(at) = self.lines.iter().position(|line| line.id == id) else { return };
        let mut line = Line { id: new, ..self.lines[at].clone() };
        line.set(Stage::NAME, name.to_owned());
        self.lines.insert(at + 1, line);
        if !only.is_empty() {
            // What is told earlier holds first, and a stage may be split more than once.
            self.carry.push(Carry { from: id, only: Some(only), to: new });
        }
    }

    /// Merges a stage into another, which asks for what both asked for.
    pub fn merge(&mut self, id: StageId, into: StageId) {
        let asks = self.line(id).map(Line::asks).unwrap_or_default();
        self.remove(id, Some(into));
        if let Some(line) = self.lines.iter_mut().find(|line| line.id == into) {
            let both = line.asks().and(&asks);
            line.fields = both.fields;
            line.set(Stage::GATE_CHECKS, both.checks.join("\n"));
            if both.approval {
                line.set(Stage::GATE_APPROVAL, APPROVED.to_owned());
            }
        }
    }

    /// Takes a stage away; its deals, and those that were to come to it, go to another.
    pub fn remove(&mut self, id: StageId, into: Option<StageId>) {
        self.lines.retain(|line| line.id != id);
        match into {
            Some(into) => {
                for carry in self.carry.iter_mut().filter(|carry| carry.to == id) {
                    carry.to = into;
                }
                self.carry.retain(|carry| carry.from != carry.to);
                if self.counts(id) > 0 {
                    self.carry.push(Carry { from: id, only: None, to: into });
                }
            }
            None => self.carry.retain(|carry| carry.to != id),
        }
    }

    /// Brings back an archived stage, in the last place of its kind.
    pub fn bring_back(&mut self, book: &Book, id: StageId, write: &dyn Fn(&Value) -> String) {
        if self.line(id).is_none() {
            // Deals that a split sent elsewhere still go there.
            self.carry.retain(|carry| carry.from != id || carry.only.is_some());
            self.add(Line::of(book, id, write));
        }
    }

    /// The other stages, the nearest ones of the same kind first: where its deals would go.
    pub fn others(&self, id: StageId) -> Vec<&Line> {
        let Some(at) = self.lines.iter().position(|line| line.id == id) else { return Vec::new() };
        let kind = self.lines[at].text(Stage::KIND);
        let mut others: Vec<(usize, &Line)> = self.lines.iter().enumerate().filter(|(_, line)| line.id != id).collect();
        crate::model::order::by_key(&mut others, |(other, line)| {
            (line.text(Stage::KIND) != kind, other.abs_diff(at), *other)
        });
        others.into_iter().map(|(_, line)| line).collect()
    }

    /// Deals that stand in a stage now.
    fn counts(&self, id: StageId) -> usize {
        self.before.as_ref().and_then(|before| before.counts.get(&id)).copied().unwrap_or(0)
    }

    /// Deals of a stage that one rule carries away.
    fn carried(&self, carry: &Carry) -> usize {
        let earlier = self.carry.iter().take_while(|other| *other != carry).filter(|other| other.from == carry.from);
        if let Some(only) = &carry.only {
            return only.len();
        }
        let gone: usize = earlier.map(|other| other.only.as_ref().map_or(0, Vec::len)).sum();
        self.counts(carry.from).saturating_sub(gone)
    }

    /// Deals that would stand in a stage.
    pub fn holds(&self, id: StageId) -> usize {
        let sum = |of: &dyn Fn(&Carry) -> bool| -> usize {
            self.carry.iter().filter(|carry| of(carry)).map(|carry| self.carried(carry)).sum()
        };
        (self.counts(id) + sum(&|carry| carry.to == id)).saturating_sub(sum(&|carry| carry.from == id))
    }

    /// Deals of a stage that have been sent nowhere else so far.
    pub fn left(&self, id: StageId, deals: Vec<DealId>) -> Vec<DealId> {
        let sent: std::collections::BTreeSet<DealId> = self
            .carry
            .iter()
            .filter(|carry| carry.from == id)
            .filter_map(|carry| carry.only.as_ref())
            .flatten()
            .copied()
            .collect();
        deals.into_iter().filter(|deal| !sent.contains(deal)).collect()
    }

    /// The stages of the pipeline that are not in the drawing: archived ones, and those that it takes
    /// away. They can be brought back.
    pub fn absent(&self, book: &Book) -> Vec<Stage> {
        let mut stages = board::all_stages(book, self.pipeline);
        stages.retain(|stage| self.line(stage.id).is_none());
        stages
    }

    /// What is wrong with it, in the order of the form.
    pub fn wrongs(&self, book: &Book, read: Reader<'_>) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        if self.name.trim().is_empty() {
            wrongs.push(Wrong { stage: None, field: Some(Pipeline::NAME), key: MISSING });
        }
        for (kind, key) in [("open", "shape-no-open"), ("won", "shape-no-won"), ("lost", "shape-no-lost")] {
            if !self.lines.iter().any(|line| line.text(Stage::KIND) == kind) {
                wrongs.push(Wrong { stage: None, field: None, key });
            }
        }
        for (at, line) in self.lines.iter().enumerate() {
            let wrong = |field, key| Wrong { stage: Some(line.id), field: Some(field), key };
            let same = |other: &Line| other.name().to_lowercase() == line.name().to_lowercase();
            if !line.name().is_empty() && self.lines[..at].iter().any(same) {
                wrongs.push(wrong(Stage::NAME, "shape-name-twice"));
            }
            for field in TYPED {
                if let Err(key) = read(&Stage::COLLECTION.fields[field], line.text(field).trim()) {
                    wrongs.push(wrong(field, key));
                }
            }
            if line.fields.iter().any(|key| !asks::may_ask(book, key)) {
                wrongs.push(wrong(Stage::GATE_FIELDS, "shape-gate-gone"));
            }
        }
        wrongs
    }

    /// The command that keeps it; else what is wrong with it.
    pub fn command(&self, book: &Book, read: Reader<'_>) -> Result<Box<dyn Command>, Vec<Wrong>> {
        let wrongs = self.wrongs(book, read);
        if !wrongs.is_empty() {
            return Err(wrongs);
        }
        let stages = self.lines.iter().map(|line| shaped(line, read)).collect();
        let (pipeline, name) = (self.pipeline, self.name.trim().to_owned());
        Ok(match &self.before {
            None => Box::new(Found { pipeline, name, stages }),
            Some(_) => Box::new(Reshape { pipeline, name, stages, carry: self.carry.clone() }),
        })
    }

    /// What keeping it would do to a pipeline that stands.
    pub fn effects(&self) -> Vec<Effect> {
        let Some(before) = &self.before else { return Vec::new() };
        let mut effects = Vec::new();
        if before.name != self.name.trim() {
            effects.push(Effect::Named(self.name.trim().to_owned()));
        }
        let stood = |id: StageId| before.lines.iter().find(|line| line.id == id);
        let name = |id: StageId| {
            let line = self.line(id).filter(|line| !line.name().is_empty()).or_else(|| stood(id));
            line.map(|line| line.name().to_owned()).unwrap_or_default()
        };
        for line in &self.lines {
            let Some(old) = stood(line.id) else {
                if line.name().is_empty() {
                    continue;
                }
                let back = before.counts.contains_key(&line.id);
                effects.push(if back { Effect::Back(name(line.id)) } else { Effect::New(name(line.id)) });
                continue;
            };
            if old.name() != line.name() {
                effects.push(Effect::Renamed(old.name().to_owned(), name(line.id)));
            }
            if old.text(Stage::KIND) != line.text(Stage::KIND) {
                effects.push(Effect::Kind(name(line.id), line.text(Stage::KIND).to_owned(), self.holds(line.id)));
            }
            let ruled = |field: &usize| old.text(*field).trim() != line.text(*field).trim();
            if TYPED[2..].iter().any(ruled) || old.fields != line.fields {
                effects.push(Effect::Ruled(name(line.id)));
            }
        }
        let order = |lines: &[Line], others: &[Line]| -> Vec<StageId> {
            let known = |id: &StageId| others.iter().any(|line| line.id == *id);
            lines.iter().map(|line| line.id).filter(known).collect()
        };
        if order(&self.lines, &before.lines) != order(&before.lines, &self.lines) {
            effects.push(Effect::Order);
        }
        for carry in &self.carry {
            effects.push(Effect::Carried(name(carry.from), name(carry.to), self.carried(carry)));
        }
        let gone = before.lines.iter().filter(|line| self.line(line.id).is_none());
        effects.extend(gone.map(|line| Effect::Archived(line.name().to_owned())));
        effects
    }
}

fn shaped(line: &Line, read: Reader<'_>) -> Shaped {
    let value = |field: usize| read(&Stage::COLLECTION.fields[field], line.text(field).trim()).ok().flatten();
    let number = |field: usize| {
        super::shape::whole(match value(field) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        })
    };
    let probability = match value(Stage::PROBABILITY) {
        Some(Value::Percent(share)) => Some(share),
        _ => None,
    };
    Shaped {
        id: line.id,
        name: line.name().to_owned(),
        kind: line.text(Stage::KIND).to_owned(),
        probability,
        expected_days: number(Stage::EXPECTED_DAYS),
        limit: number(Stage::LIMIT),
        limit_each: number(Stage::LIMIT_EACH),
        asks: line.asks(),
    }
}

/// How many deals stand in each stage of a pipeline, archived stages too.
pub fn counts(book: &Book, pipeline: PipelineId) -> BTreeMap<StageId, usize> {
    let mut counts: BTreeMap<StageId, usize> =
        board::all_stages(book, pipeline).into_iter().map(|stage| (stage.id, 0)).collect();
    let table = book.of::<Deal>();
    let Some(column) = table.column(Deal::STAGE) else { return counts };
    let Pool::Ids(dict) = column.data().pool() else { return counts };
    let mut tally = vec![0_usize; dict.items().len()];
    for row in table.live().iter() {
        let code = column.data().cell(row).and_then(|cell| usize::try_from(cell.0).ok());
        if let Some(count) = code.and_then(|code| tally.get_mut(code)) {
            *count += 1;
        }
    }
    for (id, count) in dict.items().iter().zip(tally) {
        if let Some(sum) = counts.get_mut(&StageId(book.resolve(*id))) {
            *sum += count;
        }
    }
    counts
}

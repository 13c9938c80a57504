//! Between the two looks: which record each reference means, which records are made only because
//! they are named, and the stages.

use super::super::fold::fold;
use super::super::forms::is_nothing;
use super::super::names::Identity;
use super::super::plan::{PipelineChoice, StageKind, Target, staged};
use super::super::stages::{self, Known};
use super::super::words::NAMED_BY;
use super::screen::Fate;
use super::{Mode, Run, index};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Rejection, Table};
use crate::model::permission::Verb;
use crate::model::{BasisPoints, Id, Key, Role, Value};
use crate::pipeline::{rank, template};

/// A column of references, resolved.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) column: usize,
    pub(super) field: usize,
    /// Position of the collection among the names.
    pub(super) names: usize,
    /// The text of each row, by number.
    pub(super) codes: Vec<u32>,
    /// What each text means.
    pub(super) meant: Vec<Meant>,
}

/// What a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// No record.
    Nothing,
    /// The record at this position among the names.
    Record(usize),
    /// A record that is not there and cannot be made from its name.
    Unknown,
}

/// The stages of the run.
#[derive(Debug)]
pub(super) struct Stages {
    /// Stage and kind of each stage of the plan.
    pub(super) of_plan: Vec<(Id, StageKind)>,
    /// The last open stage: where a closed record stood before.
    pub(super) last_open: Option<Id>,
    /// Per file of the run: the plan's stage of each row, by position.
    pub(super) rows: Vec<Vec<Option<usize>>>,
}

/// A record that exists only because others name it.
struct Mention {
    collection: Key,
    id: Id,
    title: String,
}

impl Run {
    pub(super) fn link(&mut self, book: &Book, edit: &mut Editor<'_>) {
        let mut mentions = Vec::new();
        for at in 0..self.states.len() {
            self.link_references(book, at, &mut mentions);
        }
        for mention in mentions {
            self.report.tally(&mention.collection).named += 1;
            let Some(table) = book.table(&mention.collection) else { continue };
            let mut values: Vec<Change> = Vec::new();
            values.extend(table.role(Role::Title).map(|title| (title, Some(Value::Text(mention.title)))));
            values.extend(self.led_value(table, mention.id));
            self.create(edit, &mention.collection, mention.id, &values);
        }
        self.link_stages(book, edit);
    }

    fn create(&mut self, edit: &mut Editor<'_>, collection: &str, id: Id, values: &[Change]) {
        if !self.setup.may_make(collection) {
            self.failed.get_or_insert(Rejection::NotAllowed { verb: Verb::Configure });
        } else if self.setup.mode == Mode::Write
            && let Err(rejection) = edit.create(collection, id, values, &[])
        {
            self.failed.get_or_insert(rejection);
        }
    }

    /// What a record gets because others name it in a certain field.
    pub(super) fn led_value(&self, table: &Table, id: Id) -> Option<Change> {
        let (_, _, field, code) = NAMED_BY.iter().find(|(collection, ..)| *collection == *table.key())?;
        self.led.contains(&id).then_some((table.position(field)?, Some(Value::Text((*code).to_owned()))))
    }

    fn link_references(&mut self, book: &Book, at: usize, mentions: &mut Vec<Mention>) {
        let state = &self.states[at];
        let plan = &self.setup.plan;
        let (file, Some(table)) = (&plan.files[state.at], book.table(&state.table)) else { return };
        let mut references = Vec::new();
        for (column, field, to) in file.references(table) {
            let Some(names) = index(&mut self.names, book, to) else { continue };
            let distinct = file.sheet.distinct(column);
            // Only rows that are taken may bring others into being.
            let mut used = vec![false; distinct.texts.len()];
            for (fate, code) in state.fates.iter().zip(distinct.codes) {
                used[*code as usize] |= !matches!(fate, Fate::Out);
            }
            let key = table.column(field).map(|column| &column.field().key);
            let leads = NAMED_BY
                .iter()
                .any(|(collection, by, ..)| *collection == *table.key() && key.is_some_and(|key| key == by));
            let may_be_made = self.setup.may_make(to) && book.table(to).is_some_and(can_be_made_from_its_name);
            let meant = distinct.texts.iter().zip(used).map(|(text, used)| {
                if !used || is_nothing(text) {
                    return Meant::Nothing;
                }
                let confirmed = || {
                    let miss = plan.near.iter().find(|near| {
                        near.collection == *to && near.accepted == Some(true) && fold(&near.written) == fold(text)
                    });
                    miss.and_then(|near| self.names[names].find(&near.proposed))
                };
                let found = self.names[names].find(text).or_else(confirmed);
                let record = match found {
                    Some(record) => record,
                    None if may_be_made => {
                        let (id, title) = (self.ids.next_id(), (*text).to_owned());
                        mentions.push(Mention { collection: to.clone(), id, title: title.clone() });
                        let identity = Identity { title: Some(title), ..Identity::default() };
                        self.names[names].add(id, &identity, None)
                    }
                    None => return Meant::Unknown,
                };
                if leads {
                    self.led.insert(self.names[names].get(record).id);
                }
                Meant::Record(record)
            });
            let meant = meant.collect();
            references.push(Reference { column, field, names, codes: distinct.codes.to_vec(), meant });
        }
        self.states[at].references = references;
    }

    fn link_stages(&mut self, book: &Book, edit: &mut Editor<'_>) {
        let Some((file, table, field)) = staged(&self.setup.plan, book) else { return };
        let Some((stage_table, pipelines)) = stages::stage_table(book, table, field) else { return };
        let rows: Vec<_> = self.states.iter().map(|state| self.stage_of_rows(&state.table, state.at, book)).collect();
        let new_rows = |state: &super::State| {
            state.table == *table.key() && state.fates.iter().any(|fate| !matches!(fate, Fate::Out))
        };
        let needed = self.states.iter().any(new_rows) && !self.setup.plan.stages.is_empty();
        let (pipeline, known) = match &self.setup.plan.pipeline {
            PipelineChoice::Existing(id) => (*id, stages::known(stage_table, *id)),
            PipelineChoice::New(name) => {
                let (id, name) = (self.ids.next_id(), name.trim().to_owned());
                if needed {
                    // A pipeline without a name would be refused: its file's name is better than that.
                    let file = self.setup.plan.files[file].sheet.name();
                    let name = if name.is_empty() { stages::spoken(file) } else { name };
                    let title = book.table(pipelines).and_then(|table| table.role(Role::Title));
                    let values: Vec<Change> = title.map(|title| (title, Some(Value::Text(name)))).into_iter().collect();
                    self.report.tally(pipelines).named += 1;
                    self.create(edit, pipelines, id, &values);
                }
                (id, Vec::new())
            }
        };
        let (of_plan, all) = self.make_stages(edit, stage_table, pipeline, known, needed);
        let last_open = all.iter().rev().find(|stage| stage.kind == StageKind::Open).map(|stage| stage.id);
        self.stages = Some(Stages { of_plan, last_open, rows });
    }

    /// The plan's stage of each row of a file.
    fn stage_of_rows(&self, collection: &Key, at: usize, book: &Book) -> Vec<Option<usize>> {
        let file = &self.setup.plan.files[at];
        let stage = book.table(collection).and_then(|table| table.role(Role::Stage));
        let Some(column) = stage.and_then(|stage| file.column_of(Target::Field(stage))) else { return Vec::new() };
        let distinct = file.sheet.distinct(column);
        let stages = &self.setup.plan.stages;
        let place = |text: &&str| stages.iter().position(|stage| fold(&stage.written) == fold(text));
        let places: Vec<Option<usize>> = distinct.texts.iter().map(place).collect();
        distinct.codes.iter().map(|code| places[*code as usize]).collect()
    }

    /// Finds or makes the stages of the plan in a pipeline; gives them in the plan's order, and all
    /// stages of the pipeline in the board's.
    fn make_stages(
        &mut self,
        edit: &mut Editor<'_>,
        table: &Table,
        pipeline: Id,
        mut all: Vec<Known>,
        needed: bool,
    ) -> (Vec<(Id, StageKind)>, Vec<Known>) {
        let mut made: Vec<Id> = Vec::new();
        let mut of_plan = Vec::new();
        let fresh = all.is_empty();
        for stage in &self.setup.plan.stages {
            if let Some(known) = all.iter().find(|known| fold(&known.name) == fold(&stage.name)) {
                of_plan.push((known.id, known.kind));
                continue;
            }
            let id = self.ids.next_id();
            // In a pipeline that has stages, a new open one stands behind the last open one.
            let behind_open = all.iter().rposition(|known| known.kind == StageKind::Open).map_or(0, |at| at + 1);
            let at = if fresh || stage.kind != StageKind::Open { all.len() } else { behind_open };
            all.insert(at, Known { id, name: stage.name.clone(), kind: stage.kind, rank: String::new() });
            made.push(id);
            of_plan.push((id, stage.kind));
        }
        if fresh {
            for (stage, rank) in all.iter_mut().zip(rank::series(made.len())) {
                stage.rank = rank;
            }
        }
        let open = all.iter().filter(|stage| stage.kind == StageKind::Open).count();
        let mut opened = 0;
        for at in 0..all.len() {
            opened += usize::from(all[at].kind == StageKind::Open);
            if !needed || !made.contains(&all[at].id) {
                continue;
            }
            if all[at].rank.is_empty() {
                let below = at.checked_sub(1).map(|below| all[below].rank.clone());
                let above = all[at + 1..].iter().map(|stage| stage.rank.as_str()).find(|rank| !rank.is_empty());
                all[at].rank = rank::between(below.as_deref(), above);
            }
            let stage = all[at].clone();
            let chance = match stage.kind {
                StageKind::Open => template::by_position(opened, open),
                StageKind::Won => BasisPoints::WHOLE,
                StageKind::Lost | StageKind::Hold => BasisPoints(0),
            };
            let values = [
                (Role::Title, Value::Text(stage.name)),
                (Role::Parent, Value::Reference(pipeline)),
                (Role::StageKind, stage.kind.code().into()),
                (Role::Probability, Value::Percent(chance)),
                (Role::Rank, Value::Text(stage.rank)),
            ];
            let values: Vec<Change> =
                values.into_iter().filter_map(|(role, value)| Some((table.role(role)?, Some(value)))).collect();
            self.report.tally(table.key()).named += 1;
            self.create(edit, table.key(), stage.id, &values);
        }
        (of_plan, all)
    }
}

/// Whether a record of a table can be made from its title alone.
fn can_be_made_from_its_name(table: &Table) -> bool {
    let title = table.role(Role::Title);
    title.is_some()
        && table.fields().enumerate().all(|(at, field)| !field.required || field.default.is_some() || title == Some(at))
}

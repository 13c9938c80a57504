//! Where in a file the parts of a record stand, looked up once per file.

use super::super::plan::{FilePlan, PipelineChoice, Plan, StageKind, Target};
use super::super::stages;
use crate::book::{Book, Table};
use crate::model::{Id, Kind, Role};

/// Columns by what they hold.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns of values that stand for themselves, with their fields.
    pub(super) plain: Vec<(usize, usize)>,
    pub(super) title: Option<usize>,
    pub(super) code: Option<usize>,
    /// What titles are unique within.
    pub(super) within: Option<usize>,
    pub(super) price: Option<usize>,
    /// The stage field and its column.
    pub(super) stage: Option<(usize, Option<usize>)>,
    /// The stage of rows where no column says one.
    pub(super) stage_else: Option<Id>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) amount_at_end: Option<usize>,
    pub(super) account: Option<usize>,
    pub(super) product: Option<usize>,
    /// Required fields without default that no rule fills, with their columns.
    pub(super) required: Vec<(usize, Option<usize>)>,
    /// The title, where other cells can stand in for it.
    pub(super) title_made: Option<usize>,
}

impl Layout {
    pub(super) fn of(file: &FilePlan, table: &Table, plan: &Plan, book: &Book) -> Self {
        let column = |field: Option<usize>| field.and_then(|field| file.column_of(Target::Field(field)));
        let role = |role: Role| column(table.role(role));
        let stage = table.role(Role::Stage).map(|field| (field, column(Some(field))));
        let stage_else = match (stage, &plan.pipeline) {
            (Some((field, None)), PipelineChoice::Existing(id)) => {
                let stages = stages::stage_table(book, table, field).map(|(stages, _)| stages::known(stages, *id));
                let first = stages.and_then(|all| all.into_iter().find(|stage| stage.kind == StageKind::Open));
                first.map(|stage| stage.id)
            }
            _ => None,
        };
        let is_value = |field: usize| {
            // A reference that may lead to any collection is an id, not a name.
            table.column(field).is_some_and(|column| match &column.field().kind {
                Kind::Reference(to) => to.is_empty(),
                kind => !matches!(kind, Kind::Lines(_)),
            })
        };
        let values = file.columns.iter().enumerate().filter_map(|(at, column)| match column.target {
            Target::Field(field) if is_value(field) => Some((at, field)),
            _ => None,
        });
        let (account, product, code) = (role(Role::Account), role(Role::Product), role(Role::Code));
        let title_made = table.role(Role::Title).filter(|_| table.role(Role::Product).is_some());
        let needed = table.fields().enumerate().filter(|(at, field)| {
            let filled = stage_else.is_some() && stage.is_some_and(|(stage, _)| stage == *at);
            field.required && field.default.is_none() && !filled && title_made != Some(*at)
        });
        Self {
            plain: values.collect(),
            title: role(Role::Title),
            code,
            within: column(super::super::names::within(table)),
            price: role(Role::ListPrice),
            stage,
            stage_else,
            start: file.column_of(Target::StageStart),
            end: file.column_of(Target::StageEnd),
            amount_at_end: file.column_of(Target::AmountAtEnd),
            account,
            product,
            required: needed.map(|(at, _)| (at, column(Some(at)))).collect(),
            title_made,
        }
    }
}

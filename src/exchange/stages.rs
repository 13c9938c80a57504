//! The stages that a file names: what they are, in which order they stand, to which pipeline of
//! the book they may belong.

use std::collections::HashMap;

use super::fold::fold;
use super::forms::is_nothing;
use super::names::title_of;
use super::plan::{PipelineChoice, Plan, StageKind, StagePlan, Target, staged};
use super::words::{STAGE_ORDER, each};
use crate::book::{Book, Table};
use crate::model::{Id, Key, Kind, Role};

/// A stage column's name, while it is being counted.
struct Seen<'a> {
    written: &'a str,
    count: usize,
    dated: usize,
}

/// The stages of a plan: as decided before where the files still name the same, else as guessed.
pub(super) fn of(plan: &Plan, book: &Book) -> Vec<StagePlan> {
    let seen = seen(plan, book);
    let mut stages: Vec<StagePlan> = Vec::new();
    // The order that was there before is somebody's decision as long as nothing is missing from it.
    let before: Vec<&str> = plan.stages.iter().map(|stage| stage.written.as_str()).collect();
    if before.len() == seen.len() && seen.iter().all(|seen| before.contains(&seen.written)) {
        for stage in &plan.stages {
            let count = seen.iter().find(|seen| seen.written == stage.written).map_or(0, |seen| seen.count);
            stages.push(StagePlan { count, ..stage.clone() });
        }
        return stages;
    }
    let mut guessed: Vec<(StageKind, usize, usize, StagePlan)> = Vec::new();
    for seen in &seen {
        let known = plan.stages.iter().find(|stage| stage.written == seen.written);
        let kind = known.map_or_else(|| StageKind::guess(seen.written), |stage| stage.kind);
        let name = known.map_or_else(|| seen.written.to_owned(), |stage| stage.name.clone());
        // Per mille of rows with a date: what is never dated has not begun.
        let dated = if kind == StageKind::Open { seen.dated * 1_000 / seen.count.max(1) } else { 0 };
        let usual = usual_place(seen.written);
        guessed.push((
            kind,
            dated,
            usual,
            StagePlan { written: seen.written.to_owned(), name, kind, count: seen.count },
        ));
    }
    let place = |kind: StageKind| StageKind::ALL.iter().position(|known| *known == kind);
    crate::model::order::by_key(&mut guessed, |(kind, dated, usual, _)| (place(*kind), *dated, *usual));
    guessed.into_iter().map(|(_, _, _, stage)| stage).collect()
}

fn usual_place(name: &str) -> usize {
    let name = fold(name);
    each(STAGE_ORDER).position(|word| name.contains(word)).unwrap_or(usize::MAX)
}

/// The names in the stage columns of all files, each once without regard to case and space.
fn seen<'a>(plan: &'a Plan, book: &'a Book) -> Vec<Seen<'a>> {
    let Some((_, staged, field)) = staged(plan, book) else { return Vec::new() };
    let mut seen: Vec<Seen<'a>> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for (_, file, _) in plan.tables(book).filter(|(_, _, table)| table.key() == staged.key()) {
        let Some(column) = file.column_of(Target::Field(field)) else { continue };
        let start = file.column_of(Target::StageStart);
        let distinct = file.sheet.distinct(column);
        let places: Vec<Option<usize>> = distinct
            .texts
            .iter()
            .map(|text| {
                let place = || {
                    *index.entry(fold(text)).or_insert_with(|| {
                        seen.push(Seen { written: text, count: 0, dated: 0 });
                        seen.len() - 1
                    })
                };
                (!is_nothing(text)).then(place)
            })
            .collect();
        for (row, code) in distinct.codes.iter().enumerate() {
            let Some(place) = places[*code as usize] else { continue };
            seen[place].count += 1;
            let dated = start.is_some_and(|start| !is_nothing(file.sheet.cell(row, start)));
            seen[place].dated += usize::from(dated);
        }
    }
    seen
}

/// A stage of the book.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) kind: StageKind,
    pub(super) rank: String,
}

/// The stages of a pipeline of the book, in order.
pub(super) fn known(table: &Table, pipeline: Id) -> Vec<Known> {
    let text = |row: usize, role: Role| {
        let value = table.value(row, table.role(role)?)?;
        value.as_text().map(ToOwned::to_owned)
    };
    let parent = table.role(Role::Parent);
    let of = |row: &usize| {
        parent.and_then(|field| table.value(*row, field)).and_then(|v| v.as_reference()) == Some(pipeline)
    };
    let known = table.live().iter().filter(of).filter_map(|row| {
        let kind = text(row, Role::StageKind).and_then(|code| StageKind::parse(&code)).unwrap_or(StageKind::Open);
        let rank = text(row, Role::Rank).unwrap_or_default();
        Some(Known { id: table.id(row)?, name: text(row, Role::Title).unwrap_or_default(), kind, rank })
    });
    let mut known: Vec<Known> = known.collect();
    crate::model::order::by(&mut known, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    known
}

/// The table of stages and the collection of pipelines, seen from a stage field.
pub(super) fn stage_table<'a>(book: &'a Book, table: &Table, field: usize) -> Option<(&'a Table, &'a Key)> {
    let Kind::Reference(to) = &table.column(field)?.field().kind else { return None };
    let stages = book.table(to)?;
    let Kind::Reference(pipelines) = &stages.column(stages.role(Role::Parent)?)?.field().kind else { return None };
    Some((stages, pipelines))
}

/// The pipelines of the book with their names.
pub fn pipelines(book: &Book) -> Vec<(Id, String)> {
    let staged = book.tables().iter().find_map(|table| Some((table, table.role(Role::Stage)?)));
    let Some((_, pipelines)) = staged.and_then(|(table, field)| stage_table(book, table, field)) else {
        return Vec::new();
    };
    let Some(table) = book.table(pipelines) else { return Vec::new() };
    let named = table.live().iter().filter_map(|row| {
        let id = table.id(row)?;
        Some((id, title_of(table, id)?))
    });
    named.collect()
}

/// The pipeline of the book that has every stage named, else a new one called as the file is.
pub(super) fn choose_pipeline(plan: &Plan, book: &Book) -> PipelineChoice {
    let Some((file, table, field)) = staged(plan, book) else { return PipelineChoice::New(String::new()) };
    let fits = |pipeline: &Id| {
        let Some((stages, _)) = stage_table(book, table, field) else { return false };
        let known = known(stages, *pipeline);
        let has = |stage: &StagePlan| known.iter().any(|known| fold(&known.name) == fold(&stage.name));
        // Without a stage column any pipeline with a stage to start in will do.
        known.iter().any(|known| known.kind == StageKind::Open) && plan.stages.iter().all(has)
    };
    if let Some((id, _)) = pipelines(book).into_iter().find(|(id, _)| fits(id)) {
        return PipelineChoice::Existing(id);
    }
    PipelineChoice::New(spoken(plan.files[file].sheet.name()))
}

/// A file's name as a title: without its ending, its words parted by spaces.
pub(super) fn spoken(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = stem.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_says_what_it_is() {
        use StageKind::{Hold, Lost, Open, Won};
        for (name, want) in [
            ("Won", Won),
            ("Closed Won", Won),
            ("closed-lost", Lost),
            ("On hold", Hold),
            ("Prospecting", Open),
            ("Engaging", Open),
            ("Wonderful", Open),
            ("赢单", Won),
            ("已成交", Won),
            ("未成交", Lost),
            ("输单", Lost),
            ("失敗", Lost),
            ("擱置", Hold),
            ("报价谈判", Open),
            ("Closed", Open),
        ] {
            assert_eq!(StageKind::guess(name), want, "{name}");
        }
    }

    #[test]
    fn a_file_name_becomes_a_title() {
        for (file, want) in [("sales_pipeline.csv", "Sales pipeline"), ("商机.csv", "商机"), ("a", "A"), (".csv", "")]
        {
            assert_eq!(spoken(file), want);
        }
    }
}

//! How files with certain headings were imported before, so that the next one of its kind needs
//! no hand: one line of text per kind of file, kept by the caller.

use super::dates::DateForm;
use super::fold::squeeze;
use super::numbers::NumberForm;
use super::plan::{Existing, FilePlan, Plan, Target, targets};
use super::presets;
use super::units::Unit;
use crate::book::{Book, Table};
use crate::model::Key;

/// So many kinds of files are remembered.
const MOST: usize = 50;

/// Where what a file becomes was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recalled {
    /// From the last import of such a file.
    Before,
    /// From what is known of the exports of another system, by its name.
    Preset(&'static str),
}

/// The memory with how the files of a plan are imported.
pub fn remember(plan: &Plan, book: &Book, memory: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let fresh = plan.files.iter().filter_map(|file| line(file, book));
    for line in fresh.chain(memory.lines().map(ToOwned::to_owned)) {
        let marks = marks_of(&line).map(ToOwned::to_owned);
        if marks.is_some() && lines.iter().all(|known| marks_of(known) != marks.as_deref()) {
            lines.push(line);
        }
    }
    lines.truncate(MOST);
    lines.join("\n")
}

/// The headings of a file as they are compared, in any order.
fn marks(file: &FilePlan) -> String {
    let mut marks: Vec<String> = file.sheet.header().iter().map(|heading| squeeze(heading)).collect();
    crate::model::order::sort(&mut marks);
    marks.join(" ")
}

/// What a line is recognised by: everything before its first bar.
fn marks_of(line: &str) -> Option<&str> {
    line.split_once('|').map(|(marks, _)| marks)
}

fn line(file: &FilePlan, book: &Book) -> Option<String> {
    let collection = file.collection.as_deref()?;
    let table = book.table(collection)?;
    let name = |target: Target| word(table, target);
    let existing = Existing::ALL.iter().position(|way| *way == file.existing)?;
    let known_by = file.known_by.map(|at| name(Target::Field(at))).unwrap_or_default();
    let columns = file.sheet.header().iter().zip(&file.columns).map(|(heading, column)| {
        let form = column.form;
        let at = |at: Option<usize>| at.unwrap_or(0);
        format!(
            "{}={},{},{},{}",
            squeeze(heading),
            name(column.target),
            at(DateForm::ALL.iter().position(|known| *known == form.date)),
            at(NumberForm::ALL.iter().position(|known| *known == form.number)),
            at(Unit::ALL.iter().position(|known| *known == form.unit)),
        )
    });
    let columns: Vec<String> = columns.collect();
    Some(format!("{}|{collection}|{existing}|{known_by}|{}", marks(file), columns.join(" ")))
}

/// A target as a word that no other target of the table has.
fn word(table: &Table, target: Target) -> String {
    match target {
        Target::Ignore => "-".to_owned(),
        Target::Field(at) => table.column(at).map(|column| column.field().key.to_string()).unwrap_or_default(),
        Target::StageStart => "@start".to_owned(),
        Target::StageEnd => "@end".to_owned(),
        Target::AmountAtEnd => "@amount".to_owned(),
    }
}

impl Plan {
    /// Takes files as such files were taken before, else as exports of known systems are.
    pub fn recall(&mut self, memory: &str, book: &Book) {
        for at in 0..self.files.len() {
            let marks = marks(&self.files[at]);
            let known = memory.lines().find(|line| marks_of(line) == Some(&marks));
            if known.is_some_and(|line| self.follow(at, line, book).is_some()) {
                self.files[at].recalled = Some(Recalled::Before);
            } else if let Some(preset) = presets::of(self.files[at].sheet.header()) {
                self.follow_preset(at, preset, book);
            }
        }
        self.refresh(book);
        self.choose_pipeline(book);
    }

    fn follow(&mut self, at: usize, line: &str, book: &Book) -> Option<()> {
        let mut parts = line.split('|').skip(1);
        let (collection, existing, known_by) = (parts.next()?, parts.next()?, parts.next()?);
        let table = book.table(collection)?;
        let offered = targets(book, collection);
        let target = |text: &str| offered.iter().copied().find(|target| word(table, *target) == text);
        let labels = self.labels.clone();
        let file = self.files.get_mut(at)?;
        file.collection = Some(Key::Owned(collection.to_owned()));
        file.existing = existing.parse().ok().and_then(|at: usize| Existing::ALL.get(at).copied()).unwrap_or_default();
        file.known_by = match target(known_by) {
            Some(Target::Field(field)) => Some(field),
            _ => None,
        };
        for column in &mut file.columns {
            column.target = Target::Ignore;
        }
        for told in parts.next()?.split(' ') {
            let (heading, told) = told.split_once('=')?;
            let mut told = told.split(',');
            let target = target(told.next()?).unwrap_or(Target::Ignore);
            let mut number = || told.next().and_then(|text| text.parse::<usize>().ok());
            let (date, numbers, unit) = (number(), number(), number());
            let is_it = |at: &usize| squeeze(&file.sheet.header()[*at]) == heading;
            let Some(column) = (0..file.columns.len()).find(is_it) else { continue };
            if target != Target::Ignore && file.column_of(target).is_some() {
                continue;
            }
            let column = &mut file.columns[column];
            column.target = target;
            // A form that somebody chose before is no longer a question.
            if let Some(date) = date.and_then(|at| DateForm::ALL.get(at)).filter(|_| column.form.date_ambiguous) {
                (column.form.date, column.form.date_ambiguous) = (*date, false);
            }
            if let Some(form) = numbers.and_then(|at| NumberForm::ALL.get(at)).filter(|_| column.form.number_ambiguous)
            {
                (column.form.number, column.form.number_ambiguous) = (*form, false);
            }
            if let Some(unit) = unit.and_then(|at| Unit::ALL.get(at)) {
                column.form.unit = *unit;
            }
        }
        super::guess::settle(file, book, &labels);
        Some(())
    }

    fn follow_preset(&mut self, at: usize, preset: &presets::Preset, book: &Book) {
        let Some(table) = book.table(preset.collection) else { return };
        let offered = targets(book, preset.collection);
        if self.files[at].collection.as_deref() != Some(preset.collection) {
            self.set_collection(at, Some(Key::Borrowed(preset.collection)), book);
        }
        let labels = self.labels.clone();
        let file = &mut self.files[at];
        for (heading, name) in preset.columns {
            let target = offered.iter().copied().find(|target| word(table, *target) == *name);
            let column = file.sheet.header().iter().position(|own| squeeze(own) == squeeze(heading));
            let (Some(target), Some(column)) = (target, column) else { continue };
            for other in file.columns.iter_mut().filter(|other| other.target == target) {
                other.target = Target::Ignore;
            }
            file.columns[column].target = target;
        }
        super::guess::settle(file, book, &labels);
        file.recalled = Some(Recalled::Preset(preset.system));
    }
}

//! What is to be imported, as guessed and then changed by a person.

use std::sync::Arc;

use super::csv::Sheet;
use super::forms::{Form, Found};
use super::labels::Labels;
use super::memory::Recalled;
use super::words::{NEVER, STAGE_KINDS, each};
use super::{fold, guess, near, stages};
use crate::book::{Book, Context, Table};
use crate::model::field::Upkeep;
use crate::model::{Currency, Id, Key, Kind, Role};

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Nothing.
    Ignore,
    /// The field at this position of the collection's table.
    Field(usize),
    /// The day on which the record entered its stage, or the last open one.
    StageStart,
    /// The day on which it was closed.
    StageEnd,
    /// What it is worth from the day on which it was closed.
    AmountAtEnd,
}

impl Target {
    /// The key of its name, where it is not that of a field.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Ignore => Some("import-target-ignore"),
            Self::Field(_) => None,
            Self::StageStart => Some("import-target-stage-start"),
            Self::StageEnd => Some("import-target-stage-end"),
            Self::AmountAtEnd => Some("import-target-amount-at-end"),
        }
    }
}

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPlan {
    /// What becomes of it.
    pub target: Target,
    /// How its days and numbers are read.
    pub form: Form,
}

/// What becomes of rows whose record is in the book already, and of those whose record is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Existing {
    /// New ones are added; those in the book stay as they are.
    #[default]
    Add,
    /// Those in the book are updated; new ones are left out.
    Update,
    /// Those in the book are updated, new ones added.
    AddAndUpdate,
}

impl Existing {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Add, Self::AddAndUpdate, Self::Update];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Add => "import-existing-add",
            Self::Update => "import-existing-update",
            Self::AddAndUpdate => "import-existing-both",
        }
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub struct FilePlan {
    /// Its cells.
    pub sheet: Sheet,
    /// What its rows are; `None` leaves the file out.
    pub collection: Option<Key>,
    /// Its columns.
    pub columns: Vec<ColumnPlan>,
    /// What was found in each column.
    pub found: Arc<[Found]>,
    /// What becomes of records that are in the book already.
    pub existing: Existing,
    /// The field by which they are recognised; `None` is code, else name.
    pub known_by: Option<usize>,
    /// Where this was taken from, if it was not guessed.
    pub recalled: Option<Recalled>,
}

impl FilePlan {
    /// The column with a target.
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == target)
    }

    /// Columns that refer to records of other kinds, stages left out: column, field, collection.
    pub(super) fn references<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = (usize, usize, &'a Key)> {
        self.columns.iter().enumerate().filter_map(|(at, column)| {
            let Target::Field(field) = column.target else { return None };
            let known = table.column(field)?.field();
            let Kind::Reference(to) = &known.kind else { return None };
            (known.role != Some(Role::Stage) && !to.is_empty()).then_some((at, field, to))
        })
    }
}

/// What a record in a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// Being worked on.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// Resting.
    Hold,
}

impl StageKind {
    /// Every kind, in the order in which their stages stand.
    pub const ALL: [Self; 4] = [Self::Open, Self::Won, Self::Lost, Self::Hold];

    /// Its code in the field of the stage.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Hold => "hold",
        }
    }

    /// The kind with a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether a record that enters such a stage is closed.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }

    /// The kind that a stage's name speaks of.
    pub fn guess(name: &str) -> Self {
        let folded = fold::fold(name);
        let squeezed = fold::squeeze(name);
        let says = |word: &str| {
            let word = fold::squeeze(word);
            let tokens = || folded.split(|c: char| !c.is_alphanumeric());
            // A word of one sign is too short to look for inside others.
            squeezed == word
                || if word.is_ascii() {
                    tokens().any(|token| token == word)
                } else {
                    word.chars().count() > 1 && squeezed.contains(&word)
                }
        };
        let row = STAGE_KINDS.iter().find(|(_, words)| each(words).any(says));
        row.and_then(|(code, _)| Self::parse(code)).unwrap_or(Self::Open)
    }
}

/// A stage that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagePlan {
    /// As the file writes it.
    pub written: String,
    /// As it will be called.
    pub name: String,
    /// What a record in it is.
    pub kind: StageKind,
    /// How many rows are in it.
    pub count: usize,
}

/// The pipeline that the stages belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineChoice {
    /// A new one, called so.
    New(String),
    /// One of the book.
    Existing(Id),
}

/// A name that is nearly that of a known record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The collection in which it is looked for.
    pub collection: Key,
    /// As the files write it.
    pub written: String,
    /// The name of the record that may be meant.
    pub proposed: String,
    /// Whether that is so; `None` until somebody has said.
    pub accepted: Option<bool>,
    /// In how many rows it stands.
    pub count: usize,
}

/// What is to be imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The files.
    pub files: Vec<FilePlan>,
    /// The currency of amounts that do not say theirs.
    pub currency: Currency,
    /// Where stages go.
    pub pipeline: PipelineChoice,
    /// The stages named, in the order of the board.
    pub stages: Vec<StagePlan>,
    /// Names to be confirmed.
    pub near: Vec<NearMiss>,
    /// What the application calls what files may hold.
    pub labels: Arc<Labels>,
}

impl Plan {
    /// Guesses everything from headings, file names and content.
    pub fn guess(sheets: Vec<Sheet>, book: &Book, context: &Context<'_>) -> Self {
        Self::guess_by(Arc::default(), sheets, book, context)
    }

    /// Guesses as [`Plan::guess`] does, also by what the application calls things.
    pub fn guess_by(labels: Arc<Labels>, sheets: Vec<Sheet>, book: &Book, context: &Context<'_>) -> Self {
        let today = context.zone.day_of(context.now);
        let files = sheets.into_iter().map(|sheet| {
            let found: Arc<[Found]> = (0..sheet.columns()).map(|column| sheet.found(column, today)).collect();
            let columns = found.iter().map(|found| ColumnPlan { target: Target::Ignore, form: found.form }).collect();
            FilePlan {
                sheet,
                collection: None,
                columns,
                found,
                existing: Existing::Add,
                known_by: None,
                recalled: None,
            }
        });
        let mut plan = Self {
            files: files.collect(),
            currency: context.currency,
            pipeline: PipelineChoice::New(String::new()),
            stages: Vec::new(),
            near: Vec::new(),
            labels,
        };
        guess::everything(&mut plan, book);
        plan.refresh(book);
        plan.pipeline = stages::choose_pipeline(&plan, book);
        plan
    }

    /// Says what the rows of a file are, and guesses its columns anew.
    pub fn set_collection(&mut self, file: usize, collection: Option<Key>, book: &Book) {
        if let Some(plan) = self.files.get_mut(file) {
            plan.collection = collection;
            (plan.known_by, plan.recalled) = (None, None);
            guess::columns(self, file, book);
            self.refresh(book);
            self.pipeline = stages::choose_pipeline(self, book);
        }
    }

    /// Says what becomes of a column; a target taken from another column leaves that one ignored.
    pub fn set_target(&mut self, file: usize, column: usize, target: Target, book: &Book) {
        let labels = self.labels.clone();
        let Some(plan) = self.files.get_mut(file) else { return };
        for (at, other) in plan.columns.iter_mut().enumerate() {
            if at == column {
                other.target = target;
            } else if other.target == target {
                other.target = Target::Ignore;
            }
        }
        guess::settle(plan, book, &labels);
        self.refresh(book);
    }

    /// Chooses where stages go by what they are called.
    pub(super) fn choose_pipeline(&mut self, book: &Book) {
        self.pipeline = stages::choose_pipeline(self, book);
    }

    /// Brings stages and near misses up to date with the targets; answers given are kept.
    pub fn refresh(&mut self, book: &Book) {
        self.stages = stages::of(self, book);
        self.near = near::misses(self, book);
    }

    /// Whether any file holds records that stand in stages.
    pub fn has_stages(&self, book: &Book) -> bool {
        staged(self, book).is_some()
    }

    /// How many near misses nobody has answered yet.
    pub fn open_questions(&self) -> usize {
        self.near.iter().filter(|near| near.accepted.is_none()).count()
    }

    /// Each file that takes part, with its table.
    pub(super) fn tables<'a>(&'a self, book: &'a Book) -> impl Iterator<Item = (usize, &'a FilePlan, &'a Table)> {
        self.files
            .iter()
            .enumerate()
            .filter_map(|(at, file)| Some((at, file, book.table(file.collection.as_deref()?)?)))
    }
}

/// The fields of a file by which its records can be recognised in the book: texts that a column
/// brings.
pub fn keys(file: &FilePlan, book: &Book) -> Vec<usize> {
    let Some(table) = file.collection.as_deref().and_then(|key| book.table(key)) else { return Vec::new() };
    let is_text = |at: &usize| {
        let kind = table.column(*at).map(|column| &column.field().kind);
        matches!(kind, Some(Kind::Text | Kind::Phone | Kind::Email | Kind::Url))
    };
    (0..table.columns().len()).filter(is_text).filter(|at| file.column_of(Target::Field(*at)).is_some()).collect()
}

/// The first file whose records stand in stages, with its table and stage field.
pub(super) fn staged<'a>(plan: &'a Plan, book: &'a Book) -> Option<(usize, &'a Table, usize)> {
    plan.tables(book).find_map(|(at, _, table)| Some((at, table, table.role(Role::Stage)?)))
}

/// What a file may hold: every collection but those that no file brings.
pub fn collections(book: &Book) -> Vec<Key> {
    let may = |table: &&Table| {
        let known = table.collection().is_some_and(|collection| collection.upkeep != Upkeep::Sealed);
        known && !NEVER.contains(&table.key().as_ref())
    };
    book.tables().iter().filter(may).map(|table| table.key().clone()).collect()
}

/// What a column of such a file may be.
pub fn targets(book: &Book, collection: &str) -> Vec<Target> {
    let mut targets = vec![Target::Ignore];
    let Some(table) = book.table(collection) else { return targets };
    targets.extend(table.shown().filter(|(_, field)| field.is_offered()).map(|(at, _)| Target::Field(at)));
    if table.role(Role::Stage).is_some() {
        targets.extend([Target::StageStart, Target::StageEnd]);
        targets.extend(table.role(Role::Amount).map(|_| Target::AmountAtEnd));
    }
    targets
}

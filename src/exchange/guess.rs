//! Guesses what files and columns are: by headings and file names first, then by what stands in
//! the columns, also compared with the other files. Whatever is guessed can be changed.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::csv::Sheet;
use super::dates::DateForm;
use super::fit::Reads;
use super::fold::{fold, squeeze};
use super::forms::{Found, is_nothing};
use super::labels::Labels;
use super::plan::{FilePlan, Plan, StageKind, Target, collections, targets};
use super::units::Unit;
use super::words::{AMOUNT_AT_END, COLLECTIONS, END, FIELDS, START, each};
use crate::book::{Book, Table};
use crate::model::{Field, Key, Kind, Role};

/// Stands between the steps of a way from record to record, in headings that we write.
const PATH: char = '\u{203a}';
/// A file is taken for a collection from this many points on.
const ENOUGH: u32 = 40;
/// A column refers to a collection where so many of a hundred of its texts are names of it.
const OVERLAP: usize = 60;
/// A column that names stages has at most so many different texts.
const FEW: usize = 20;

/// Guesses collections and columns of every file.
pub(super) fn everything(plan: &mut Plan, book: &Book) {
    let labels = plan.labels.clone();
    for file in &mut plan.files {
        let mut best = ENOUGH - 1;
        for collection in collections(book) {
            let Some(table) = book.table(&collection) else { continue };
            let (assigned, points) = by_headings(file, table, book, &labels);
            if points > best {
                best = points;
                file.collection = Some(collection);
                apply(file, &assigned);
            }
        }
    }
    let names = Titles::of(plan, book);
    for at in 0..plan.files.len() {
        if plan.files[at].collection.is_none() {
            plan.files[at].collection = by_content(&plan.files[at], &names, book);
        }
        fill_by_content(&mut plan.files[at], at, &names, book);
        settle(&mut plan.files[at], book, &labels);
    }
}

/// Brings the forms of columns in line with what they become.
pub(super) fn settle(file: &mut FilePlan, book: &Book, labels: &Labels) {
    let Some(table) = file.collection.as_deref().and_then(|key| book.table(key)) else { return };
    for at in 0..file.columns.len() {
        let (found, target) = (file.found[at], file.columns[at].target);
        let form = &mut file.columns[at].form;
        let field = if let Target::Field(field) = target { table.column(field) } else { None };
        form.counted_in = field.map(|column| labels.unit(table.key(), &column.field().key)).unwrap_or_default();
        match super::fit::reads(table, target) {
            // Numbers under a heading for days are those of days in a spreadsheet.
            Reads::Days if found.dates * 2 < found.filled && found.serials * 2 >= found.filled && found.serials > 0 => {
                form.date = DateForm::Serial;
            }
            // What stands above the whole table holds for its amounts.
            Reads::Numbers if form.unit == Unit::One && is_money(table, target) => form.unit = file.sheet.unit(),
            _ => {}
        }
    }
}

/// Whether a target holds amounts of money.
pub fn is_money(table: &Table, target: Target) -> bool {
    match target {
        Target::AmountAtEnd => true,
        Target::Field(field) => table.column(field).is_some_and(|column| column.field().kind == Kind::Money),
        _ => false,
    }
}

/// Guesses the columns of one file whose collection is known.
pub(super) fn columns(plan: &mut Plan, at: usize, book: &Book) {
    let labels = plan.labels.clone();
    let file = &mut plan.files[at];
    for column in &mut file.columns {
        column.target = Target::Ignore;
    }
    let Some(table) = file.collection.as_deref().and_then(|key| book.table(key)) else { return };
    let (assigned, _) = by_headings(file, table, book, &labels);
    apply(file, &assigned);
    let names = Titles::of(plan, book);
    fill_by_content(&mut plan.files[at], at, &names, book);
    settle(&mut plan.files[at], book, &labels);
}

fn apply(file: &mut FilePlan, assigned: &[Target]) {
    for (column, target) in file.columns.iter_mut().zip(assigned) {
        column.target = *target;
    }
}

/// The best targets by headings, and how well they fit as a whole.
fn by_headings(file: &FilePlan, table: &Table, book: &Book, labels: &Labels) -> (Vec<Target>, u32) {
    let header: Vec<String> = file.sheet.header().iter().map(|heading| squeeze(heading)).collect();
    let before = collection_words(table.key(), labels);
    let mut fits: Vec<(u32, usize, Target)> = Vec::new();
    for target in targets(book, table.key()) {
        let words = words_for(table, target, labels);
        for (column, heading) in header.iter().enumerate() {
            let said = words.iter().map(|word| strength(heading, word, &before)).max().unwrap_or(0);
            let whole = &file.sheet.header()[column];
            // What stands in another record is headed by the way there.
            let said = if whole.contains(PATH) && said < 95 { 0 } else { said };
            let strength = if names_key(whole, table, target) { 100 } else { said };
            if strength > 0 && may_hold(table, target, &file.found[column]) {
                fits.push((strength, column, target));
            }
        }
    }
    crate::model::order::by_key(&mut fits, |(strength, column, _)| (u32::MAX - strength, *column));
    let mut assigned = vec![Target::Ignore; header.len()];
    let mut sum = 0;
    for (strength, column, target) in fits {
        if assigned[column] == Target::Ignore && !assigned.contains(&target) {
            assigned[column] = target;
            sum += strength;
        }
    }
    let has = |role: Role| table.role(role).is_some_and(|field| assigned.contains(&Target::Field(field)));
    let columns = u32::try_from(header.len()).unwrap_or(u32::MAX).max(1);
    let mut points = sum / columns;
    // Records have a name or a code, or all that one of them needs; those in stages have a stage.
    let nameless = table.role(Role::Title).is_none() && table.role(Role::Code).is_none();
    let needs = |(at, field): (usize, &Field)| !field.required || assigned.contains(&Target::Field(at));
    let complete = nameless && table.fields().enumerate().all(needs);
    let named = has(Role::Title) || has(Role::Code) || complete;
    let whole = if table.role(Role::Stage).is_some() { has(Role::Stage) } else { has(Role::Title) || complete };
    points += if named && points > 0 { 20 } else { 0 };
    if !whole {
        points /= 3;
    }
    (assigned, points + file_name_points(file.sheet.name(), table.key(), labels))
}

fn file_name_points(name: &str, collection: &str, labels: &Labels) -> u32 {
    let stem = squeeze(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let points = |word: &String| {
        if *word == stem {
            25
        } else if worth_finding(word) && stem.contains(word) {
            12
        } else {
            0
        }
    };
    collection_words(collection, labels).iter().map(points).max().unwrap_or(0).max(points(&squeeze(collection)))
}

/// The words for a collection, squeezed.
fn collection_words(collection: &str, labels: &Labels) -> Vec<String> {
    let rows = COLLECTIONS.iter().filter(|(key, _)| *key == collection);
    let words = rows.flat_map(|(_, words)| each(words)).map(squeeze);
    words.chain(labels.collection(collection).iter().cloned()).collect()
}

/// The words that a heading for a target may say, squeezed.
fn words_for(table: &Table, target: Target, labels: &Labels) -> Vec<String> {
    let key: &str = match target {
        Target::Ignore => return Vec::new(),
        Target::Field(field) => table.column(field).map_or("", |column| &column.field().key),
        Target::StageStart => START,
        Target::StageEnd => END,
        Target::AmountAtEnd => AMOUNT_AT_END,
    };
    let given = match target {
        Target::Field(field) => table.column(field).and_then(|column| column.field().custom.as_ref()),
        _ => None,
    };
    let rows = FIELDS.iter().filter(|(collection, field, _)| *collection == *table.key() && *field == key);
    let words = rows.flat_map(|(_, _, words)| each(words)).chain([key]);
    let words = words.chain(given.map(|custom| custom.name.as_str())).map(squeeze);
    words.chain(labels.field(table.key(), key).iter().cloned()).collect()
}

/// Whether a heading ends with the key of a field in brackets, as exports write it.
fn names_key(heading: &str, table: &Table, target: Target) -> bool {
    let Target::Field(field) = target else { return false };
    let inside = || heading.trim().strip_suffix(')')?.strip_suffix(&*table.column(field)?.field().key);
    inside().is_some_and(|rest| rest.ends_with(" ("))
}

/// Whether a heading says one field of a table and no other.
pub(super) fn is_plain(table: &Table, field: usize, heading: &str, labels: &Labels) -> bool {
    let heading = squeeze(heading);
    let says = |field: usize| words_for(table, Target::Field(field), labels).contains(&heading);
    (0..table.columns().len()).all(|other| says(other) == (other == field))
}

/// Whether a word is long enough to be looked for inside others.
fn worth_finding(word: &str) -> bool {
    if word.is_ascii() { word.len() >= 4 } else { word.chars().count() >= 2 }
}

/// How well a heading says a word, of 100; `before` are words that may stand before it. All squeezed.
fn strength(heading: &str, word: &str, before: &[String]) -> u32 {
    if heading.is_empty() || word.is_empty() {
        return 0;
    }
    if heading == word {
        return 100;
    }
    if before.iter().any(|name| heading.strip_prefix(name.as_str()) == Some(word)) {
        return 95;
    }
    if worth_finding(word) && heading.contains(word) {
        // The more of the heading a word says, the better.
        let share = word.chars().count() * 40 / heading.chars().count();
        return 40 + u32::try_from(share).unwrap_or(0);
    }
    0
}

/// Whether a column's content can be what a target holds.
fn may_hold(table: &Table, target: Target, found: &Found) -> bool {
    if found.filled == 0 {
        return true;
    }
    let half = |hits: usize| hits * 2 >= found.filled;
    let days = found.dates.max(found.serials);
    match target {
        Target::StageStart | Target::StageEnd => half(days),
        Target::AmountAtEnd => half(found.numbers),
        Target::Ignore => true,
        Target::Field(field) => match table.column(field).map(|column| &column.field().kind) {
            Some(Kind::Date) => half(days),
            Some(Kind::Money | Kind::Number | Kind::Percent) => half(found.numbers),
            Some(Kind::Reference(_)) => !found.is_dates(),
            _ => true,
        },
    }
}

/// So many texts of a column are compared with the titles of a collection.
const SAMPLE: usize = 500;

/// Where titles stand.
enum Source<'a> {
    Book(&'a Table, usize),
    File(Sheet, usize),
}

impl Source<'_> {
    fn texts(&self) -> HashSet<String> {
        match self {
            Self::Book(table, title) => {
                let text = |row: usize| table.value(row, *title)?.as_text().map(fold);
                table.live().iter().filter_map(text).collect()
            }
            Self::File(sheet, column) => sheet.distinct(*column).texts.iter().map(|text| fold(text)).collect(),
        }
    }
}

/// The titles of a collection, read when first asked for.
struct Known<'a> {
    collection: Key,
    /// The file that they stand in; none is the book.
    file: Option<usize>,
    source: Source<'a>,
    texts: OnceCell<HashSet<String>>,
}

/// The titles of each collection, in the book and in each file.
struct Titles<'a>(Vec<Known<'a>>);

impl<'a> Titles<'a> {
    fn of(plan: &Plan, book: &'a Book) -> Self {
        let mut titles = Vec::new();
        // Nothing refers to what stands in stages, and there is most of it.
        let may_be_named = |table: &&Table| table.role(Role::Stage).is_none();
        for table in book.tables().iter().filter(may_be_named) {
            let (Some(title), collection) = (table.role(Role::Title), table.key().clone()) else { continue };
            let source = Source::Book(table, title);
            titles.push(Known { collection, file: None, source, texts: OnceCell::new() });
        }
        for (at, file, table) in plan.tables(book).filter(|(_, _, table)| may_be_named(table)) {
            for field in [table.role(Role::Title), table.role(Role::Code)].into_iter().flatten() {
                let Some(column) = file.column_of(Target::Field(field)) else { continue };
                let (collection, source) = (table.key().clone(), Source::File(file.sheet.clone(), column));
                titles.push(Known { collection, file: Some(at), source, texts: OnceCell::new() });
            }
        }
        Self(titles)
    }

    /// Of a hundred different texts of a column, how many are titles of a collection, other
    /// columns of the same file left out.
    fn overlap(&self, file: &FilePlan, at: Option<usize>, column: usize, collection: &Key) -> usize {
        let some = file.sheet.some(column, SAMPLE).into_iter().filter(|text| !is_nothing(text));
        let texts: Vec<String> = some.map(fold).collect();
        // One text alone agrees with something by chance.
        if texts.len() < 2 {
            return 0;
        }
        let other = |known: &&Known<'_>| known.collection == *collection && (known.file.is_none() || known.file != at);
        let sets: Vec<&HashSet<String>> =
            self.0.iter().filter(other).map(|known| known.texts.get_or_init(|| known.source.texts())).collect();
        let known = texts.iter().filter(|text| sets.iter().any(|set| set.contains(*text))).count();
        known * 100 / texts.len()
    }
}

fn reference_fields(table: &Table) -> impl Iterator<Item = (usize, &Field, &Key)> {
    table.shown().filter(|(_, field)| field.is_offered()).filter_map(|(at, field)| match &field.kind {
        Kind::Reference(to) if field.role != Some(Role::Stage) => Some((at, field, to)),
        _ => None,
    })
}

/// What a file with strange headings is: the collection to which at least two of its columns fit
/// as references, the most first.
fn by_content(file: &FilePlan, names: &Titles<'_>, book: &Book) -> Option<Key> {
    let mut best: Option<(usize, Key)> = None;
    for collection in collections(book) {
        let Some(table) = book.table(&collection) else { continue };
        let mut kinds: Vec<&Key> = reference_fields(table).map(|(_, _, to)| to).collect();
        crate::model::order::sort(&mut kinds);
        kinds.dedup();
        let refers =
            |to: &&&Key| (0..file.columns.len()).any(|column| names.overlap(file, None, column, to) >= OVERLAP);
        let count = kinds.iter().filter(refers).count();
        if count >= 2 && best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, collection));
        }
    }
    best.map(|(_, collection)| collection)
}

/// Gives columns that no heading explains a target by what they hold.
fn fill_by_content(file: &mut FilePlan, at: usize, names: &Titles<'_>, book: &Book) {
    let Some(table) = file.collection.as_deref().and_then(|key| book.table(key)) else { return };
    let free = |file: &FilePlan| -> Vec<usize> {
        (0..file.columns.len())
            .filter(|column| file.columns[*column].target == Target::Ignore && file.found[*column].filled > 0)
            .collect()
    };
    for (field, _, to) in reference_fields(table) {
        if file.column_of(Target::Field(field)).is_some() {
            continue;
        }
        let columns = free(file).into_iter().map(|column| (names.overlap(file, Some(at), column, to), column));
        if let Some((_, column)) = columns.filter(|(overlap, _)| *overlap >= OVERLAP).max() {
            file.columns[column].target = Target::Field(field);
        }
    }
    if let Some(stage) = table.role(Role::Stage) {
        fill_stage(file, stage, &free);
    } else if let Some(title) = table.role(Role::Title).filter(|title| file.column_of(Target::Field(*title)).is_none())
    {
        // What sets every row apart names it.
        let sets_apart = |column: &usize| {
            let found = &file.found[*column];
            found.distinct == found.filled && !found.is_dates() && !found.is_numbers()
        };
        if let Some(column) = free(file).into_iter().find(sets_apart) {
            file.columns[column].target = Target::Field(title);
        }
    }
}

fn fill_stage(file: &mut FilePlan, stage: usize, free: &dyn Fn(&FilePlan) -> Vec<usize>) {
    if file.column_of(Target::Field(stage)).is_none() {
        let speaks_of_stages = |column: &usize| {
            let few = file.found[*column].distinct <= FEW;
            few && file.sheet.distinct(*column).texts.iter().any(|text| StageKind::guess(text).is_closed())
        };
        if let Some(column) = free(file).into_iter().find(speaks_of_stages) {
            file.columns[column].target = Target::Field(stage);
        }
    }
    let dates: Vec<usize> = free(file).into_iter().filter(|column| file.found[*column].is_dates()).collect();
    let has = |target: Target| file.column_of(target).is_some();
    if let ([one, other], false, false) = (dates.as_slice(), has(Target::StageStart), has(Target::StageEnd)) {
        // Records begin before they end, and more of them have begun than ended.
        let (start, end) =
            if file.found[*one].filled >= file.found[*other].filled { (*one, *other) } else { (*other, *one) };
        file.columns[start].target = Target::StageStart;
        file.columns[end].target = Target::StageEnd;
    }
}

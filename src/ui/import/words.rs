//! Words for what a plan holds.

use crate::exchange::csv::Sheet;
use crate::exchange::{DateForm, FilePlan, NumberForm, Target, collections, targets};
use crate::ui::context::App;
use crate::ui::parts::field;

/// Value and text of each choice of a select.
pub(super) type Options = Vec<(String, String)>;

/// What may separate cells: sign and message key.
const DELIMITERS: [(char, &str); 4] = [
    (',', "import-delimiter-comma"),
    (';', "import-delimiter-semicolon"),
    ('\t', "import-delimiter-tab"),
    ('|', "import-delimiter-bar"),
];

/// What may separate the cells of a file.
pub(super) fn delimiter_options(app: &App) -> Options {
    DELIMITERS.iter().map(|(sign, key)| (sign.to_string(), app.text(key, &[]))).collect()
}

/// Whether the first row of a file holds headings.
pub(super) fn heading_options(app: &App) -> Options {
    vec![("yes".to_owned(), t!(app, "import-headings-yes")), ("no".to_owned(), t!(app, "import-headings-no"))]
}

/// What a file may become; the empty value leaves it out.
pub(super) fn collection_options(app: &App) -> Options {
    let keys = app.peek(|desk| collections(desk.book()));
    let none = (String::new(), t!(app, "import-leave-out"));
    let text = |key: &str| app.text(&format!("collection-{key}"), &[]);
    std::iter::once(none).chain(keys.iter().map(|key| (key.to_string(), text(key)))).collect()
}

/// What a column of such a file may become; the value is the position among the targets.
pub(super) fn target_options(app: &App, collection: &str) -> Options {
    let targets = app.peek(|desk| targets(desk.book(), collection));
    targets.into_iter().enumerate().map(|(at, target)| (at.to_string(), target_text(app, collection, target))).collect()
}

/// What a target is called.
pub(super) fn target_text(app: &App, collection: &str, target: Target) -> String {
    let own = target.key().map(|key| app.text(key, &[]));
    let of_field = || {
        let Target::Field(at) = target else { return None };
        app.peek(|desk| {
            let column = desk.book().table(collection)?.column(at)?;
            Some(field::name(app, collection, column.field()))
        })
    };
    own.or_else(of_field).unwrap_or_default()
}

/// The forms in which days may be written.
pub(super) fn date_options(app: &App) -> Options {
    let text = |form: DateForm| app.text(form.key(), &[]);
    DateForm::ALL.into_iter().enumerate().map(|(at, form)| (at.to_string(), text(form))).collect()
}

/// The forms in which numbers may be written.
pub(super) fn number_options(app: &App) -> Options {
    let text = |form: NumberForm| app.text(form.key(), &[]);
    NumberForm::ALL.into_iter().enumerate().map(|(at, form)| (at.to_string(), text(form))).collect()
}

/// How much of a file is used and how it is written.
pub(super) fn file_summary(app: &App, file: &FilePlan) -> String {
    let used = file.columns.iter().filter(|column| column.target != Target::Ignore).count();
    let delimiter = file.sheet.delimiter();
    let named = DELIMITERS.iter().find(|(known, _)| *known == delimiter);
    let delimiter = named.map_or_else(|| delimiter.to_string(), |(_, key)| app.text(key, &[]));
    t!(app, "import-used", used = used, all = file.columns.len(), delimiter = delimiter)
}

/// The first few different cells of a column.
pub(super) fn sample(sheet: &Sheet, column: usize) -> String {
    let mut cells: Vec<&str> = Vec::new();
    for row in 0..sheet.rows().min(200) {
        let cell = sheet.cell(row, column).trim();
        if !cell.is_empty() && !cells.contains(&cell) {
            cells.push(cell);
        }
        if cells.len() == 2 {
            break;
        }
    }
    let short = |cell: &&str| {
        if cell.chars().count() > 32 { cell.chars().take(31).chain(['…']).collect() } else { (*cell).to_owned() }
    };
    cells.iter().map(short).collect::<Vec<String>>().join(", ")
}

//! Words for what a plan holds.

use crate::exchange::csv::Sheet;
use crate::exchange::{DateForm, Encoding, FilePlan, NumberForm, Target, Unit, collections, targets};
use crate::model::Datum;
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

/// How the letters of a file may be written.
pub(super) fn encoding_options(app: &App) -> Options {
    let text = |encoding: Encoding| app.text(encoding.key(), &[]);
    Encoding::ALL.into_iter().enumerate().map(|(at, encoding)| (at.to_string(), text(encoding))).collect()
}

/// On which line the headings may stand; 0 is none.
pub(super) fn heading_options(app: &App, line: u32) -> Options {
    let mut lines: Vec<u32> = (1..=10).collect();
    if line > 10 {
        lines.push(line);
    }
    let none = (0.to_string(), t!(app, "import-headings-none"));
    let text = |line: u32| t!(app, "import-headings-line", n = line.to_string());
    lines.into_iter().map(|line| (line.to_string(), text(line))).chain([none]).collect()
}

/// What may become of rows of totals.
pub(super) fn total_options(app: &App) -> Options {
    vec![("dropped".to_owned(), t!(app, "import-totals-dropped")), ("kept".to_owned(), t!(app, "import-totals-kept"))]
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

/// The units in which amounts may be written.
pub(super) fn unit_options(app: &App) -> Options {
    let text = |unit: Unit| app.text(unit.key(), &[]);
    Unit::ALL.into_iter().enumerate().map(|(at, unit)| (at.to_string(), text(unit))).collect()
}

/// The datums that places may be in.
pub(super) fn datum_options(app: &App) -> Options {
    let text = |datum: Datum| match datum {
        Datum::Wgs84 => t!(app, "import-datum-wgs84"),
        Datum::Gcj02 => t!(app, "import-datum-gcj02"),
        Datum::Bd09 => t!(app, "import-datum-bd09"),
    };
    Datum::ALL.into_iter().enumerate().map(|(at, datum)| (at.to_string(), text(datum))).collect()
}

/// The years that days without one may be of; 0 is the one that brings each nearest to today.
pub(super) fn year_options(app: &App) -> Options {
    let (year, _) = app.zone().day_of(app.now()).month().year_month();
    let nearest = ("0".to_owned(), t!(app, "import-year-nearest"));
    let years = (year - 4..=year + 1).rev().map(|year| (year.to_string(), year.to_string()));
    std::iter::once(nearest).chain(years).collect()
}

/// How much of a file is used and how it is written.
pub(super) fn file_summary(app: &App, file: &FilePlan) -> String {
    let used = file.columns.iter().filter(|column| column.target != Target::Ignore).count();
    let shape = file.sheet.shape();
    let written = match shape.delimiter.zip(shape.encoding) {
        Some((delimiter, encoding)) => {
            let named = DELIMITERS.iter().find(|(known, _)| *known == delimiter);
            let delimiter = named.map_or_else(|| delimiter.to_string(), |(_, key)| app.text(key, &[]));
            t!(app, "import-written", delimiter = delimiter, encoding = app.text(encoding.key(), &[]))
        }
        None => t!(app, "import-workbook"),
    };
    t!(app, "import-used", used = used, all = file.columns.len(), written = written)
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

//! What each column of a file becomes, and how its cells fit.

use leptos::prelude::*;

use super::columns::place_of;
use super::state::ImportState;
use super::words::{Options, sample, target_options};
use crate::exchange::{FilePlan, Fit, Target, fit, targets};
use crate::ui::context::use_app;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;

/// How the column at a position fits.
fn fit_of(state: ImportState, file: Memo<Option<FilePlan>>, column: usize) -> Fit {
    let app = use_app();
    let sheet = file.with(|file| file.as_ref().map(|file| file.sheet.clone()));
    state.plan.with(|plan| {
        let (Some(plan), Some(sheet)) = (plan, sheet) else { return Fit::Unused };
        let Some(at) = plan.files.iter().position(|file| file.sheet == sheet) else { return Fit::Unused };
        app.with_context(|book, context| fit(plan, at, column, book, context))
    })
}

/// Says that a column of the file should be looked at, so that it need not be unfolded to know.
#[component]
pub(super) fn Unsure(file: Memo<Option<FilePlan>>) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let unsure = Memo::new(move |_| {
        let columns = file.with(|file| file.as_ref().map_or(0, |file| file.columns.len()));
        (0..columns).filter(|column| matches!(fit_of(state, file, *column), Fit::Unclear | Fit::Not(_))).count()
    });
    view! {
        <Show when=move || unsure.with(|unsure| *unsure > 0)>
            <span class="tag tag-warning">{move || t!(app, "import-unsure", n = counted(&app, unsure.get()))}</span>
        </Show>
    }
}

/// The columns of a file that becomes records of a collection.
pub(super) fn columns(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    collection: &str,
    id: &str,
) -> impl IntoView + use<> {
    let app = use_app();
    let options = target_options(&app, collection);
    let known = StoredValue::new(app.peek(|desk| targets(desk.book(), collection)));
    let count = file.with_untracked(|file| file.as_ref().map_or(0, |file| file.columns.len()));
    let rows = (0..count).map(|column| {
        let id = format!("{id}-{column}");
        view! { <ColumnRow file=file name=name column=column id=id options=options.clone() known=known/> }
    });
    view! { <ul class="map" role="list">{rows.collect_view()}</ul> }
}

/// A column: its heading, a sample, where it goes, and whether it fits.
#[component]
fn ColumnRow(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    column: usize,
    id: String,
    options: Options,
    known: StoredValue<Vec<Target>>,
) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let (heading, sample) = file.with_untracked(|file| {
        let sheet = file.as_ref().map(|file| &file.sheet);
        let heading = sheet.and_then(|sheet| sheet.header().get(column)).cloned().unwrap_or_default();
        (heading, sheet.map(|sheet| sample(sheet, column)).unwrap_or_default())
    });
    let heading = if heading.trim().is_empty() { t!(app, "import-column", n = column + 1) } else { heading };
    let value = Memo::new(move |_| {
        let target = file.with(|file| file.as_ref()?.columns.get(column).map(|column| column.target));
        known.with_value(|known| known.iter().position(|have| Some(*have) == target)).unwrap_or(0).to_string()
    });
    let pick = move |choice: String| {
        let target = choice.parse().ok().and_then(|at: usize| known.with_value(|known| known.get(at).copied()));
        if let (Some(at), Some(target)) = (place_of(state, name), target) {
            state.change(app, |plan, book| plan.set_target(at, column, target, book));
        }
    };
    let fits = Memo::new(move |_| fit_of(state, file, column));
    let tag = move || {
        let (class, text) = match fits.get() {
            Fit::Unused => return None,
            Fit::All => ("map-sure tag tag-good", t!(app, "import-fits")),
            Fit::Unclear => ("map-sure tag tag-warning", t!(app, "import-please-check")),
            Fit::Not(count) => ("map-sure tag tag-bad", t!(app, "import-misfits", n = counted(&app, count))),
        };
        Some(view! { <span class=class>{text}</span> })
    };
    view! {
        <li class="map-row">
            <label class="map-column" for=id.clone()>{heading}</label>
            <span class="map-sample">{sample}</span>
            <Choose id=id options=options value=value on_pick=Callback::new(pick)/>
            {tag}
        </li>
    }
}

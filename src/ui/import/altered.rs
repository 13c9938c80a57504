//! What would change in records of the book, and the rows that are left out as a file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::exchange::{Altered, Plan, Report, refused_csv};
use crate::model::Value;
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// Examples of changes: record, field, old and new value.
pub(super) fn examples(app: &App, report: &Report) -> impl IntoView + use<> {
    let items: Vec<String> = report.altered.iter().filter_map(|altered| sentence(app, altered)).collect();
    let count = report.changes();
    let app = *app;
    (!items.is_empty()).then(|| {
        let items = items.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! {
            <section class="panel" aria-labelledby="import-altered">
                <div class="panel-head"><h2 id="import-altered">{t!(app, "import-altered", n = counted(&app, count))}</h2></div>
                <ul class="stack" role="list">{items}</ul>
            </section>
        }
    })
}

/// "Acme: telephone 1 → 2".
fn sentence(app: &App, altered: &Altered) -> Option<String> {
    let (name, title) = app.peek(|desk| {
        let table = desk.book().table(&altered.collection)?;
        let name = field::name(app, &altered.collection, table.column(altered.field)?.field());
        let title = table.role(crate::model::Role::Title).and_then(|title| table.value(table.row(altered.id)?, title));
        Some((name, title.as_ref().and_then(|title| title.as_text()).unwrap_or_default().to_owned()))
    })?;
    let said = |value: Option<&Value>| {
        let shown = value.map(|value| app.peek(|desk| shown(app, altered, value, desk.currency)));
        shown.filter(|text| !text.is_empty()).unwrap_or_else(|| t!(app, "import-altered-nothing"))
    };
    let (from, to) = (said(altered.from.as_ref()), said(altered.to.as_ref()));
    Some(t!(app, "import-altered-one", title = title, field = name, from = from, to = to))
}

fn shown(app: &App, altered: &Altered, value: &Value, currency: crate::model::Currency) -> String {
    // Of a record that is only being made there is no name yet: what it was called in the file stands there.
    app.peek(|desk| {
        let column = desk.book().table(&altered.collection)?.column(altered.field)?;
        let crate::model::Kind::Reference(to) = &column.field().kind else { return None };
        let table = desk.book().table(to)?;
        let title = table.value(table.row(value.as_reference()?)?, table.role(crate::model::Role::Title)?)?;
        title.as_text().map(ToOwned::to_owned)
    })
    .unwrap_or_else(|| match value {
        Value::Reference(_) => t!(app, "import-altered-new"),
        value => crate::exchange::values::write(value, currency),
    })
}

/// A button for each file of which rows are left out: these rows with the reason, to be mended.
pub(super) fn refused_rows(app: &App, plan: &Plan, report: &Report) -> impl IntoView + use<> {
    let app = *app;
    let words = move |reason: crate::exchange::Reason| app.text(reason.key(), &[]);
    let button = |at: usize| {
        let text = refused_csv(plan, report, at, &t!(app, "import-refused-heading"), &words)?;
        let file = plan.files[at].sheet.name().to_owned();
        let name = format!("{}-{}.csv", stem(&file), t!(app, "import-refused-file"));
        let press = move |_| {
            // A mark tells spreadsheets that it is UTF-8.
            if save(&name, &format!("\u{feff}{text}")).is_err() {
                app.toast(t!(app, "import-refused-not-saved"), true, false);
            }
        };
        let label = t!(app, "import-refused-save", file = file);
        Some(view! { <button class="button" type="button" on:click=press><Icon name="file"/>{label}</button> })
    };
    (0..plan.files.len()).filter_map(button).collect_view()
}

fn stem(file: &str) -> String {
    let safe = |c: char| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c };
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).chars().map(safe).collect()
}

/// Hands a text to the person as a file.
fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&parts)?)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

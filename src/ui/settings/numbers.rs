//! Numbers that the company lays down: the rules of the pool, the least margin of a quote.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::book::command::{Change, Edit};
use crate::book::{Label, Rejection};
use crate::exchange::typed::changes;
use crate::model::records::Organisation;
use crate::model::{Id, Key, Record};
use crate::ui::context::{App, use_app};
use crate::ui::record::cell::Cell;

/// What numbers are about.
#[derive(Clone, Copy)]
pub(in crate::ui) enum About {
    /// The pool of customers.
    Pool,
    /// Quotes.
    Quotes,
}

impl About {
    fn fields(self) -> &'static [usize] {
        match self {
            Self::Pool => &[Organisation::POOL_DAYS, Organisation::POOL_HOLD, Organisation::POOL_WAIT],
            Self::Quotes => &[Organisation::MARGIN_FLOOR],
        }
    }

    fn title(self, app: App) -> String {
        match self {
            Self::Pool => t!(app, "pool-rules"),
            Self::Quotes => t!(app, "collection-quotes"),
        }
    }

    fn text(self, app: App) -> String {
        match self {
            Self::Pool => t!(app, "pool-rules-text"),
            Self::Quotes => t!(app, "quote-floor-text"),
        }
    }
}

/// The row of the organisation, and what stands in these fields of it.
fn stands(app: App, fields: &[usize]) -> (Option<usize>, Vec<Change>) {
    app.peek(|desk| {
        let table = desk.book().of::<Organisation>();
        let row = desk.book().all::<Organisation>().next().and_then(|found| table.row(found.id.into()));
        (row, fields.iter().map(|at| (*at, row.and_then(|row| table.value(row, *at)))).collect())
    })
}

/// Keeps what differs from what was opened.
fn keep(app: App, about: About, opened: &[Change], typed: Vec<Change>) -> bool {
    let found = app.peek(|desk| {
        let table = desk.book().of::<Organisation>();
        let id = Id::from(desk.book().all::<Organisation>().next()?.id);
        Some((id, changes(table, table.row(id)?, opened, typed)))
    });
    let Some((id, changes)) = found else {
        app.toast(t!(app, "numbers-no-company"), true, false);
        return false;
    };
    let collection = Key::Borrowed(Organisation::COLLECTION.key);
    let label = Label::new("did-edit").with("name", about.title(app));
    // A refusal has been said by the act itself.
    matches!(app.act(&Edit { collection, id, changes, effective: None, label }), Ok(_) | Err(Rejection::Nothing))
}

/// The panel.
#[component]
pub(in crate::ui) fn NumbersPanel(
    /// What they are about.
    about: About,
) -> impl IntoView {
    let app = use_app();
    let (row, opened) = stands(app, about.fields());
    let cells: Vec<Cell> =
        about.fields().iter().filter_map(|at| Cell::new(app, Organisation::COLLECTION.key, *at, row)).collect();
    let controls: Vec<_> = cells.iter().map(|cell| cell.field(app)).collect();
    let (cells, opened) = (StoredValue::new(cells), StoredValue::new(opened));
    let form = NodeRef::<leptos::html::Form>::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // All are read, so that each says what is wrong with it.
        let typed: Vec<Option<Change>> = cells.with_value(|cells| cells.iter().map(|cell| cell.read(app)).collect());
        let Some(typed) = typed.into_iter().collect::<Option<Vec<Change>>>() else { return focus_wrong(form) };
        if opened.with_value(|opened| keep(app, about, opened, typed.clone())) {
            opened.try_update_value(|opened| *opened = typed);
        }
    };
    let id = match about {
        About::Pool => "pool-rules",
        About::Quotes => "margin-floors",
    };
    view! {
        <section class="panel" aria-labelledby=id>
            <div class="panel-head"><h2 id=id>{about.title(app)}</h2></div>
            <p class="field-hint">{about.text(app)}</p>
            <form class="form" novalidate=true node_ref=form on:submit=save>
                {controls}
                <div class="form-acts"><button class="button button-primary" type="submit">{t!(app, "form-save")}</button></div>
            </form>
        </section>
    }
}

/// Moves focus to the first control that is wrong, once it says so.
fn focus_wrong(form: NodeRef<leptos::html::Form>) {
    request_animation_frame(move || {
        let wrong = form.get_untracked().and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
        if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(wrong.focus());
        }
    });
}

//! Two records side by side: of each field, which value stays.

use leptos::prelude::*;

use crate::book::merge::{Merge, Side, winner};
use crate::book::{Label, Table};
use crate::model::{Id, Kind, Role, Value};
use crate::query::title;
use crate::query::twins::references;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::missing::MissingPage;
use crate::ui::parts::{count, field};
use crate::ui::route::{Place, Route};

/// A field of which at least one record holds something.
#[derive(Clone)]
struct Line {
    at: usize,
    name: String,
    texts: [String; 2],
    /// Which value stays; asked only where they differ.
    side: RwSignal<Side>,
    differs: bool,
}

/// The two records: their names, how many records refer to each, and their fields.
#[derive(Clone)]
struct Pair {
    names: [String; 2],
    references: [usize; 2],
    lines: Vec<Line>,
}

fn pair(app: App, desk: &Desk, collection: &str, a: Id, b: Id) -> Option<Pair> {
    let book = desk.book();
    let table = book.table(collection)?;
    let row = |id: Id| table.row(id).filter(|row| table.is_live(*row));
    let rows = (row(a)?, row(b)?);
    if rows.0 == rows.1 {
        return None;
    }
    let shown = |at: &usize| {
        table.column(*at).is_some_and(|column| {
            let field = column.field();
            field.role != Some(Role::Rank) && !matches!(field.kind, Kind::Lines(_))
        })
    };
    let line = |at: usize| {
        let (one, other) = (table.value(rows.0, at), table.value(rows.1, at));
        let differs = one != other;
        let side = match (&one, &other) {
            (None, None) => return None,
            // Something is worth more than nothing; else what was written last.
            (Some(_), None) => Side::A,
            (None, Some(_)) => Side::B,
            _ => winner(book, table, rows, at, desk.ports.clock.now()).unwrap_or(Side::A),
        };
        let text = |value: Option<Value>| text(app, table, at, value);
        let name = field::name(&app, collection, table.column(at)?.field());
        Some(Line { at, name, texts: [text(one), text(other)], side: RwSignal::new(side), differs })
    };
    let lines = (0..table.columns().len()).filter(shown).filter_map(line).collect();
    let names = [title::of_row(table, rows.0), title::of_row(table, rows.1)];
    Some(Pair { names, references: [references(book, collection, a), references(book, collection, b)], lines })
}

fn text(app: App, table: &Table, at: usize, value: Option<Value>) -> String {
    let field = table.column(at).map(crate::book::column::Column::field);
    value
        .zip(field)
        .map_or_else(|| t!(app, "merge-empty"), |(value, field)| field::text(&app, table.key(), field, &value))
}

/// The page.
#[component]
pub(in crate::ui) fn MergePage(
    /// Key of the collection.
    collection: &'static str,
    /// One record.
    a: Id,
    /// The other.
    b: Id,
) -> impl IntoView {
    let app = use_app();
    let Some(pair) = app.peek(|desk| pair(app, desk, collection, a, b)) else {
        return view! { <MissingPage/> }.into_any();
    };
    let lines = StoredValue::new(pair.lines.clone());
    let all = move |side: Side| lines.with_value(|lines| lines.iter().for_each(|line| line.side.set(side)));
    let name = pair.names[0].clone();
    let merge = move |_| {
        let take = lines.with_value(|lines| {
            lines.iter().filter(|line| line.differs).map(|line| (line.at, line.side.get_untracked())).collect()
        });
        let label = Label::new("did-merge").with("name", name.clone());
        if app.act(&Merge { collection: collection.into(), a, b, take, label }).is_ok() {
            app.go_to(Route::Record(collection, a.min(b)));
        }
    };
    let heads: Vec<_> = [a, b]
        .into_iter()
        .zip(pair.names.clone())
        .zip(pair.references)
        .zip([Side::A, Side::B])
        .map(|(((id, name), references), side)| {
            let href = Place::new(Route::Record(collection, id)).href();
            view! {
                <th scope="col">
                    <a href=href>{name}</a>
                    <p class="second">{t!(app, "merge-references", n = count::counted(&app, references))}</p>
                    <button class="button" type="button" on:click=move |_| all(side)>{t!(app, "merge-all")}</button>
                </th>
            }
        })
        .collect();
    let rows: Vec<_> = pair.lines.into_iter().map(Line::view).collect();
    let list = Place::new(Route::Duplicates(collection)).href();
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=list.clone()>{t!(app, "duplicates-title")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{t!(app, "merge-title")}</h1></div>
        </header>
        <div class="page-body">
            <p class="prose second">{t!(app, "merge-text")}</p>
            <section class="panel">
                <div class="panel-head"><h2 id="merge-fields">{t!(app, "merge-fields")}</h2></div>
                <div class="table-wrap" role="region" tabindex="0" aria-labelledby="merge-fields">
                    <table class="table merge">
                        <thead><tr><th scope="col">{t!(app, "merge-field")}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="panel-foot">
                    <a class="button push" href=list>{t!(app, "cancel")}</a>
                    <button class="button button-primary" type="button" on:click=merge>{t!(app, "merge-do")}</button>
                </div>
            </section>
        </div>
    }
    .into_any()
}

impl Line {
    fn view(self) -> AnyView {
        let Self { at, name, texts: [one, other], side, differs } = self;
        if !differs {
            return view! { <tr><th scope="row">{name}</th><td class="second">{one}</td><td class="second">{other}</td></tr> }.into_any();
        }
        let cell = |of: Side, text: String| {
            let label = format!("{name}: {text}");
            view! {
                <td>
                    <label class="check">
                        <input
                            type="radio"
                            name=format!("merge-{at}")
                            aria-label=label
                            prop:checked=move || side.get() == of
                            on:change=move |_| side.set(of)
                        />
                        <span>{text}</span>
                    </label>
                </td>
            }
        };
        let cells = (cell(Side::A, one), cell(Side::B, other));
        view! { <tr><th scope="row">{name.clone()}</th>{cells.0}{cells.1}</tr> }.into_any()
    }
}

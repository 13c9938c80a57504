//! What is there already and may be what is being typed.

use leptos::prelude::*;

use crate::book::command::Change;
use crate::exchange::typed::{Reading, read};
use crate::model::{Id, Kind, Role, Value};
use crate::query::title;
use crate::query::twins::{Twin, is_compared, like};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::palette::index;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Records shown.
const SHOWN: usize = 3;

/// A notice of records like the one that is typed; nothing where there are none.
#[component]
pub(in crate::ui) fn Like(
    /// Key of the collection.
    collection: &'static str,
    /// What is typed, by position of the field.
    typed: Vec<(usize, RwSignal<String>)>,
    /// The record that is edited, where it is no new one.
    #[prop(optional)]
    but: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let compared = app.peek(|desk| desk.book().table(collection).is_some_and(is_compared));
    if !compared {
        return ().into_any();
    }
    let ready = RwSignal::new(0_u32);
    index::follow(app, Callback::new(move |_| ready.update(|ready| *ready += 1)));
    let texts = Memo::new(move |_| typed.iter().map(|(at, text)| (*at, text.get())).collect::<Vec<_>>());
    let found = Memo::new(move |_| {
        ready.track();
        app.read(|desk| texts.with(|texts| found(desk, collection, texts, but)))
    });
    let notice = move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let lines: Vec<_> = found.into_iter().map(|found| found.view(app, collection)).collect();
            view! {
                <div class="notice notice-warning">
                    <Icon name="info"/>
                    <p class="notice-title">{t!(app, "twins-there")}</p>
                    <ul class="stack" role="list">{lines}</ul>
                </div>
            }
        })
    };
    view! { <div role="status">{notice}</div> }.into_any()
}

/// A record found, in words.
#[derive(Clone, PartialEq)]
struct Found {
    id: Id,
    name: String,
    owner: Option<String>,
    why: &'static str,
}

fn found(desk: &Desk, collection: &str, texts: &[(usize, String)], but: Option<Id>) -> Vec<Found> {
    let (book, zone) = (desk.book(), &desk.zone);
    let Some(table) = book.table(collection) else { return Vec::new() };
    let reading = Reading { currency: desk.currency, zone };
    let value = |(at, text): &(usize, String)| -> Option<Change> {
        let field = table.column(*at)?.field();
        let value = match &field.kind {
            Kind::Reference(to) => Id::parse(text).or_else(|| title::find(book, to, text)).map(Value::Reference),
            _ => read(field, text, &reading).ok().flatten(),
        };
        value.map(|value| (*at, Some(value)))
    };
    let values: Vec<Change> = texts.iter().filter(|(_, text)| !text.trim().is_empty()).filter_map(value).collect();
    let twins = index::with(|index| like(index, book, collection, &values, but)).unwrap_or_default();
    let one = |twin: Twin| {
        let owner = table.role(Role::Person).and_then(|at| table.value(twin.row, at)).and_then(|v| v.as_reference());
        let owner = owner.and_then(|owner| title::anywhere(book, owner));
        Found { id: twin.id, name: title::of_row(table, twin.row), owner, why: twin.why.key() }
    };
    twins.into_iter().take(SHOWN).map(one).collect()
}

impl Found {
    fn view(self, app: App, collection: &'static str) -> impl IntoView + use<> {
        let href = Place::new(Route::Record(collection, self.id)).href();
        let held = match self.owner {
            Some(owner) => t!(app, "twins-held", owner = owner),
            None => t!(app, "twins-unheld"),
        };
        let why = app.text(self.why, &[]);
        // Beside what is being typed, which must not be lost by looking.
        view! { <li><a href=href target="_blank">{self.name}</a>{format!(" · {held} · {why}")}</li> }
    }
}

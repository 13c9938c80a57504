//! The records before and after this one, in the order of the list that one came from.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::model::Id;
use crate::query::listing::{Asked, Beside, rows};
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;
use crate::ui::route::{Place, Route};

/// Name in the address of what the list asked for.
const LIST: &str = "list";

/// Where the record stands, with the addresses beside it.
#[derive(Clone, PartialEq)]
struct Shown {
    place: usize,
    of: usize,
    previous: Option<String>,
    next: Option<String>,
}

fn beside(app: App, list: Option<&str>, collection: &'static str, id: Id) -> Option<Shown> {
    let pairs = Place::parse("", list.unwrap_or_default()).query;
    app.read(|desk| {
        let scan = desk.scan(collection)?;
        let table = scan.view().table();
        let row = u32::try_from(table.row(id)?).ok()?;
        let (rows, _) = rows(&scan, &Asked::read(&pairs, desk.book(), table), &desk.actor);
        let beside = Beside::of(&rows, row)?;
        let address = |row: u32| {
            let id = table.id(row as usize)?;
            Some(Place::new(Route::Record(collection, id)).set(LIST, list.map(str::to_owned)).href())
        };
        let (previous, next) = (beside.previous.and_then(address), beside.next.and_then(address));
        Some(Shown { place: beside.place, of: beside.of, previous, next })
    })
}

/// What the list asks for that one came from.
fn asked(app: App) -> Memo<Option<String>> {
    app.of_place(|place| place.get(LIST).map(str::to_owned))
}

/// The address of the list that one came from.
pub(super) fn list(app: App, collection: &'static str) -> Memo<String> {
    app.of_place(move |place| {
        let query = Place::parse("", place.get(LIST).unwrap_or_default()).query;
        Place { query, ..Place::new(Route::List(collection)) }.href()
    })
}

/// Whether a key goes into a control, or to a dialog.
fn is_taken(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let taken = "input, textarea, select, [contenteditable], dialog[open]";
    target.is_some_and(|target| target.closest(taken).ok().flatten().is_some())
}

/// The way to the records beside this one; J and K go there, too.
#[component]
pub(super) fn BesidePager(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let asked = asked(app);
    let shown = Memo::new(move |_| beside(app, asked.get().as_deref(), collection, id));
    let go = move |href: Option<String>| {
        if let Some((path, query)) = href.as_deref().map(|href| href.split_once('?').unwrap_or((href, ""))) {
            app.go(&Place::parse(path, query));
        }
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || is_taken(&event) {
            return;
        }
        match event.key().as_str() {
            "j" => go(shown.get_untracked().and_then(|shown| shown.next)),
            "k" => go(shown.get_untracked().and_then(|shown| shown.previous)),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
    let step = move |href: Option<String>, icon: &'static str, label: String| {
        match href {
        Some(href) => view! { <a class="button button-quiet button-icon" href=href aria-label=label.clone() title=label><Icon name=icon/></a> }.into_any(),
        None => view! { <span class="button button-quiet button-icon" aria-hidden="true" data-off=""><Icon name=icon/></span> }.into_any(),
    }
    };
    move || {
        let shown = shown.get().filter(|shown| shown.of > 1)?;
        let place = t!(app, "beside-place", n = money::count(&app, shown.place), of = money::count(&app, shown.of));
        Some(view! {
            <nav class="pager beside" aria-label=t!(app, "beside")>
                {step(shown.previous, "left", t!(app, "beside-previous"))}
                <span class="num">{place}</span>
                {step(shown.next, "right", t!(app, "beside-next"))}
            </nav>
        })
    }
}

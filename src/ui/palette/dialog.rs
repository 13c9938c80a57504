//! The dialog of the palette: a combo box over groups of rows.

use leptos::prelude::*;

use super::row::{Aim, Row, id, of_record};
use super::{commands, index, recent};
use crate::query::search::{Ask, Han, search};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::route::Place;

/// Records to a query.
const RECORDS: usize = 12;
/// Records looked at for each that is shown, where not all are seen.
const HIDDEN: usize = 20;
/// Pages and commands to a query.
const COMMANDS: usize = 6;
/// Records seen lately, while nothing is typed.
const RECENT: usize = 6;

/// What is shown: records and commands, each under a heading.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    records: Vec<Row>,
    commands: Vec<Row>,
    more: bool,
}

impl Shown {
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.records.iter().chain(&self.commands)
    }
}

/// What there is for a query.
fn shown(app: App, query: &str, commands: &[Row]) -> Shown {
    let seen = recent::all(app);
    let records = app.read(|desk| {
        let row = |(key, id): &(&'static str, crate::model::Id)| of_record(app, desk.book(), key, *id);
        if query.trim().is_empty() {
            return (seen.iter().filter_map(row).take(RECENT).collect::<Vec<_>>(), false);
        }
        let ids: Vec<_> = seen.iter().map(|(_, id)| *id).collect();
        // What is not seen is found, too, and left out.
        let limit = if desk.actor.sees_all() { RECORDS } else { RECORDS * HIDDEN };
        let ask = Ask { query, limit, recent: &ids, only: None };
        let found = index::with(|index| search(index, desk.book(), &ask)).unwrap_or_default();
        let seen = found.hits.iter().filter(|hit| desk.sees(&hit.collection, hit.id));
        let rows = seen.filter_map(|hit| of_record(app, desk.book(), &hit.collection, hit.id));
        let mut rows: Vec<_> = rows.take(RECORDS + 1).collect();
        let more = found.more || rows.len() > RECORDS;
        rows.truncate(RECORDS);
        (rows, more)
    });
    let (records, more) = records;
    let commands = index::with(|index| commands::find(commands, query, index.han(), COMMANDS))
        .unwrap_or_else(|| commands::find(commands, query, &Han::default(), COMMANDS));
    Shown { records, commands, more }
}

/// The palette.
#[component]
pub(in crate::ui) fn Palette(
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (query, at) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    // What has been read of the book so far, and whether that is all of it.
    let grown = RwSignal::new((0_u32, false));
    let tell = Callback::new(move |done: bool| grown.update(|(slices, all)| (*slices, *all) = (*slices + 1, done)));
    app.peek(|_| index::follow(app, tell));
    let commands = StoredValue::new(commands::all(app));
    let listed = Memo::new(move |_| {
        grown.track();
        query.with(|query| commands.with_value(|commands| shown(app, query, commands)))
    });
    let count = move || listed.with(|shown| shown.rows().count());
    let chosen = Memo::new(move |_| at.get().min(count().saturating_sub(1)));
    let choose = Callback::new(move |at: usize| {
        let Some(row) = listed.with_untracked(|shown| shown.rows().nth(at).cloned()) else { return };
        on_close.run(());
        match row.aim {
            Aim::Record(..) => {
                if let Some(route) = row.route() {
                    app.go(&Place::new(route));
                }
            }
            Aim::Command(command) => command.run(app),
        }
    });
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let (here, last) =
            (chosen.get_untracked(), listed.with_untracked(|shown| shown.rows().count()).saturating_sub(1));
        if event.key() == "Enter" {
            event.prevent_default();
            return choose.run(here);
        }
        let Some(to) = step(&event.key(), here, last) else { return };
        event.prevent_default();
        at.set(to);
        reveal(to);
    };
    let typed = move |event: leptos::ev::Event| {
        query.set(event_target_value(&event));
        at.set(0);
    };
    let records = Memo::new(move |_| listed.with(|shown| shown.records.len()));
    let found = Found { listed, chosen, choose };
    let first = move || {
        let is_empty = query.with(|query| query.trim().is_empty());
        if is_empty { t!(app, "palette-recent") } else { t!(app, "palette-records") }
    };
    let said = move || {
        let (number, more) = (count(), listed.with(|shown| shown.more));
        if query.with(|query| query.trim().is_empty()) {
            return t!(app, "palette-hint");
        }
        match (number, grown.get().1) {
            (0, false) => t!(app, "palette-reading"),
            (0, true) => t!(app, "palette-nothing", query = query.get()),
            (number, _) if more => t!(app, "palette-more", n = count::counted(&app, number)),
            (number, _) => t!(app, "palette-count", n = count::counted(&app, number)),
        }
    };
    view! {
        <Dialog title=t!(app, "palette-title") on_close=on_close class="palette">
            <span class="search">
                <Icon name="search"/>
                <input
                    class="input"
                    type="search"
                    role="combobox"
                    aria-label=t!(app, "palette-label")
                    placeholder=t!(app, "palette-label")
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls="palette-list"
                    aria-activedescendant=move || (count() > 0).then(|| id(chosen.get()))
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    on:input=typed
                    on:keydown=press
                />
            </span>
            <ul class="menu palette-list" role="listbox" id="palette-list" aria-label=t!(app, "palette-found")>
                {found.group("found-records", first, |shown| &shown.records, || 0)}
                {found.group("found-commands", move || t!(app, "palette-commands"), |shown| &shown.commands, move || records.get())}
            </ul>
            <p class="palette-said second" role="status">{said}</p>
        </Dialog>
    }
}

/// What was found, and what choosing does.
#[derive(Clone, Copy)]
struct Found {
    listed: Memo<Shown>,
    chosen: Memo<usize>,
    choose: Callback<usize>,
}

impl Found {
    /// A group of rows under a heading, counted on from `before`. A row's element stays while one types: only
    /// what it says changes.
    fn group(
        self,
        id: &'static str,
        heading: impl Fn() -> String + Send + 'static,
        of: fn(&Shown) -> &Vec<Row>,
        before: impl Fn() -> usize + Copy + Send + Sync + 'static,
    ) -> impl IntoView {
        let Self { listed, chosen, choose } = self;
        let count = Memo::new(move |_| listed.with(|shown| of(shown).len()));
        let one = move |nth: usize| {
            let row = Memo::new(move |_| listed.with(|shown| of(shown).get(nth).cloned()));
            super::row::view(row, Signal::derive(move || before() + nth), chosen, choose)
        };
        view! {
            <li role="presentation" hidden=move || count.get() == 0>
                <ul class="menu" role="group" aria-labelledby=id>
                    <li class="menu-group" role="presentation" id=id>{heading}</li>
                    <For each=move || 0..count.get() key=|nth| *nth children=one/>
                </ul>
            </li>
        }
    }
}

/// Brings a row into sight.
fn reveal(at: usize) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id(at)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// The row that a key leads to.
fn step(key: &str, here: usize, last: usize) -> Option<usize> {
    Some(match key {
        "ArrowDown" if here >= last => 0,
        "ArrowDown" => here + 1,
        "ArrowUp" if here == 0 => last,
        "ArrowUp" => here - 1,
        "PageDown" => (here + 8).min(last),
        "PageUp" => here.saturating_sub(8),
        _ => return None,
    })
}

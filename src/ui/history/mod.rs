//! History: what was done, the latest first, by day, with undo and redo.

mod entry;

use leptos::prelude::*;

use super::context::{App, use_app};
use super::parts::count::counted;
use super::parts::icon::Icon;
use super::route::{Place, Route};
use crate::book::acts::acts;
use crate::model::{Day, Id};
pub(super) use entry::{Entry, entries};

/// Entries shown at first, and added by each "more".
const PAGE: usize = 50;

/// The page.
#[component]
pub(super) fn HistoryPage() -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(PAGE);
    let count = Memo::new(move |_| app.read(|desk| acts(desk.book().history()).len()));
    let days = Memo::new(move |_| by_day(entries(&app, shown.get())));
    let more = Memo::new(move |_| count.get() > shown.get());
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "history")}</h1></div>
            <p class="page-sum">{move || t!(app, "history-count", n = counted(&app, count.get()))}</p>
        </header>
        <div class="page-body page-narrow">
            <Show when=move || count.get() == 0><Nothing/></Show>
            <For each=move || days.get() key=Clone::clone let:day><DayPanel day=day.0 entries=day.1/></For>
            <Show when=move || more.get()>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>{t!(app, "history-more")}</button>
                </div>
            </Show>
        </div>
    }
}

/// What a history without entries says.
#[component]
fn Nothing() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="history" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "history-empty")}</h2>
            <p class="empty-text">{t!(app, "history-empty-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::Import).href()>{t!(app, "nav-import")}</a>
            </div>
        </div>
    }
}

/// Neighbouring entries of one day together.
fn by_day(entries: Vec<Entry>) -> Vec<(Day, Vec<Entry>)> {
    let mut days: Vec<(Day, Vec<Entry>)> = Vec::new();
    for entry in entries {
        match days.last_mut().filter(|(day, _)| *day == entry.day) {
            Some((_, of_day)) => of_day.push(entry),
            None => days.push((entry.day, vec![entry])),
        }
    }
    days
}

/// The name of a day: today, yesterday, or its date.
fn day_name(app: &App, day: Day) -> String {
    let today = app.zone().day_of(app.now());
    match today.0 - day.0 {
        0 => t!(app, "today"),
        1 => t!(app, "yesterday"),
        _ => app.format().day(day),
    }
}

/// The entries of a day.
#[component]
fn DayPanel(day: Day, entries: Vec<Entry>) -> impl IntoView {
    let app = use_app();
    // Merged entries may bring a day back further down, so its first entry is part of the id.
    let id = format!("history-{day}-{}", entries.first().map_or(Id(0), |entry| entry.id));
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <div class="panel-head"><h2 id=id.clone()>{day_name(&app, day)}</h2></div>
            <ol role="list">{entries.into_iter().map(|entry| view! { <Line entry=entry/> }).collect_view()}</ol>
        </section>
    }
}

/// An entry: what, whether it is undone, when, who; and the way back where it is next.
#[component]
fn Line(entry: Entry) -> impl IntoView {
    let app = use_app();
    let facts = [entry.time, entry.who, entry.cause].into_iter().chain(entry.undone.clone());
    view! {
        <li class="batch" class:is-undone=entry.undone.is_some()>
            <span>
                <span class="batch-what">{entry.what}</span>
                {entry.undone.is_some().then(|| view! { " "<span class="tag">{t!(app, "history-undone")}</span> })}
            </span>
            {entry.next_undo.then(|| view! {
                <button class="button" type="button" on:click=move |_| app.undo()><Icon name="undo"/>{t!(app, "undo")}</button>
            })}
            {entry.next_redo.then(|| view! {
                <button class="button" type="button" on:click=move |_| app.redo()><Icon name="redo"/>{t!(app, "redo")}</button>
            })}
            <span class="batch-facts">{facts.map(|fact| view! { <span>{fact}</span> }).collect_view()}</span>
        </li>
    }
}

//! The order and the columns of a list, in dialogs: several levels of order; columns chosen and moved.

use leptos::prelude::*;

use super::state::List;
use super::table::heading;
use super::words;
use crate::query::Source;
use crate::query::listing::{Shown, Sort, columns, columns_text, offered, sorts_text};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;

/// Every column that can be chosen: text form and name.
fn all(list: List) -> Vec<(String, String)> {
    let name = |source: &Source| words::path(&list.app, list.collection, source);
    let all = list.peek(|book, table| {
        let sources = offered(book, table).into_iter().map(|shown| shown.source(book, table));
        sources.map(|source| (source.to_string(), name(&source))).collect()
    });
    all.unwrap_or_default()
}

/// The buttons that open the dialogs.
#[component]
pub(super) fn Arrange(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let (sorting, choosing) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| sorting.set(true)><Icon name="sort" class="icon-small"/>{t!(app, "sort")}</button>
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| choosing.set(true)><Icon name="board" class="icon-small"/>{t!(app, "columns")}</button>
        {move || sorting.get().then(|| view! { <SortDialog list=list on_close=Callback::new(move |()| sorting.set(false))/> })}
        {move || choosing.get().then(|| view! { <ColumnsDialog list=list on_close=Callback::new(move |()| choosing.set(false))/> })}
    }
}

/// A part of a list moved by one place.
fn moved<T>(items: &mut [T], at: usize, up: bool) {
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < items.len()) };
    if let Some(to) = to {
        items.swap(at, to);
    }
}

/// A list without one of its parts.
fn without<T>(items: &mut Vec<T>, at: usize) {
    if at < items.len() {
        items.remove(at);
    }
}

/// The order: the first level first.
#[component]
fn SortDialog(list: List, on_close: Callback<()>) -> impl IntoView {
    let app = list.app;
    let sorts = RwSignal::new(
        list.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.sorts.clone()).unwrap_or_default()),
    );
    let options = StoredValue::new(all(list));
    let find = move |text: &str| list.peek(|book, table| Shown::parse(text, book, table)).flatten();
    let level = move |(at, sort): (usize, Sort)| {
        let text = list.peek(|book, table| sort.by.source(book, table).to_string()).unwrap_or_default();
        let pick = Callback::new(move |text: String| {
            if let Some(by) = find(&text) {
                sorts.update(|sorts| sorts[at].by = by);
            }
        });
        let ways = vec![("up".to_owned(), t!(app, "sort-up")), ("down".to_owned(), t!(app, "sort-down"))];
        let way = if sort.down { "down" } else { "up" }.to_owned();
        let turn = Callback::new(move |way: String| sorts.update(|sorts| sorts[at].down = way == "down"));
        view! {
            <li class="arrange-one">
                <Choose id=format!("sort-{at}") label=t!(app, "sort-level", n = at + 1) options=Signal::stored(options.get_value()) value=Signal::stored(text) on_pick=pick/>
                <Choose id=format!("sort-way-{at}") label=t!(app, "sort-way") options=Signal::stored(ways) value=Signal::stored(way) on_pick=turn/>
                <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "move-up") disabled=at == 0 on:click=move |_| sorts.update(|sorts| moved(sorts, at, true))><Icon name="up"/></button>
                <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "sort-remove") on:click=move |_| sorts.update(|sorts| without(sorts, at))><Icon name="close"/></button>
            </li>
        }
    };
    let add = move |_| {
        let free = list.asked.with_untracked(|asked| {
            let taken = sorts.read_untracked();
            asked.as_ref()?.columns.iter().copied().find(|column| taken.iter().all(|sort| sort.by != *column))
        });
        if let Some(by) = free {
            sorts.update(|sorts| sorts.push(Sort { by, down: false }));
        }
    };
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = list.peek(|book, table| sorts_text(&sorts.read_untracked(), book, table));
        app.go(&list.with("sort", text));
        on_close.run(());
    };
    view! {
        <Dialog title=t!(app, "sort-title") on_close=on_close>
            <form class="form" on:submit=apply>
                <ol class="arrange">{move || sorts.get().into_iter().enumerate().map(level).collect::<Vec<_>>()}</ol>
                <button class="button button-quiet" type="button" on:click=add><Icon name="plus"/>{t!(app, "sort-add")}</button>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "arrange-apply")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The columns: those chosen in their order, and what else there is.
#[component]
fn ColumnsDialog(list: List, on_close: Callback<()>) -> impl IntoView {
    let app = list.app;
    let chosen = RwSignal::new(
        list.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.columns.clone()).unwrap_or_default()),
    );
    let one = move |(at, column): (usize, Shown)| {
        let name = list.peek(|_, table| heading(app, table, column)).unwrap_or_default();
        let said = [
            t!(app, "move-up-what", what = name.as_str()),
            t!(app, "move-down-what", what = name.as_str()),
            t!(app, "column-remove", what = name.as_str()),
        ];
        let [up, down, remove] = said;
        let (first, last) = (at == 0, at + 1 == chosen.read_untracked().len());
        view! {
            <li class="arrange-one">
                <span class="arrange-name">{name}</span>
                <button class="button button-quiet button-icon" type="button" aria-label=up disabled=first on:click=move |_| chosen.update(|chosen| moved(chosen, at, true))><Icon name="up"/></button>
                <button class="button button-quiet button-icon" type="button" aria-label=down disabled=last on:click=move |_| chosen.update(|chosen| moved(chosen, at, false))><Icon name="down"/></button>
                <button class="button button-quiet button-icon" type="button" aria-label=remove disabled=first && last on:click=move |_| chosen.update(|chosen| without(chosen, at))><Icon name="close"/></button>
            </li>
        }
    };
    let options = Memo::new(move |_| {
        let taken = list.peek(|book, table| {
            chosen.read().iter().map(|column| column.source(book, table).to_string()).collect::<Vec<_>>()
        });
        let taken = taken.unwrap_or_default();
        let free = all(list).into_iter().filter(|(text, _)| !taken.contains(text));
        std::iter::once((String::new(), t!(app, "column-add"))).chain(free).collect::<Vec<_>>()
    });
    let add = Callback::new(move |text: String| {
        if let Some(column) = list.peek(|book, table| Shown::parse(&text, book, table)).flatten() {
            chosen.update(|chosen| chosen.push(column));
        }
    });
    let go = move |text: Option<String>| {
        // Columns say nothing of which rows there are: the page stays.
        app.go(&app.place.get_untracked().set("cols", text));
        on_close.run(());
    };
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = list.peek(|book, table| {
            let chosen = chosen.read_untracked();
            (*chosen != columns(table)).then(|| columns_text(&chosen, book, table))
        });
        go(text.flatten());
    };
    view! {
        <Dialog title=t!(app, "columns-title") on_close=on_close>
            <form class="form" on:submit=apply>
                <ol class="arrange">{move || chosen.get().into_iter().enumerate().map(one).collect::<Vec<_>>()}</ol>
                <Choose id="column-add" label=t!(app, "column-add") options=options value=Signal::stored(String::new()) on_pick=add/>
                <div class="form-acts">
                    <button class="button button-quiet" type="button" on:click=move |_| go(None)>{t!(app, "columns-usual")}</button>
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "arrange-apply")}</button>
                </div>
            </form>
        </Dialog>
    }
}

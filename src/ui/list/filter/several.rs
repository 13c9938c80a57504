//! Choosing several: choices, labels, records of another collection.

use leptos::prelude::*;

use crate::book::Book;
use crate::book::packed::Pool;
use crate::book::{Table, column::Column};
use crate::model::records::Person;
use crate::model::{Kind, Record, Value};
use crate::query::condition::Condition;
use crate::query::listing::Shown;
use crate::query::{Key, Source, title};
use crate::ui::list::state::List;
use crate::ui::list::words;
use crate::ui::parts::field;

/// Choices shown at once; beyond, a few letters find one.
const SHOWN: usize = 12;

/// The column that a source ends at.
fn end<'a>(book: &'a Book, table: &'a Table, source: &Source) -> Option<(&'a Table, &'a Column)> {
    let source = match source {
        Source::Furthest(key) => &Source::Field(vec![key.clone()]),
        source => source,
    };
    Shown::of(source, book, table)?.end(book, table)
}

/// What can be chosen: key and name, of records at most a few whose name holds a text.
fn found(list: List, source: &Source, text: &str) -> Vec<(Key, String)> {
    let app = list.app;
    let text = text.trim().to_lowercase();
    let holds = |name: &str| text.is_empty() || name.to_lowercase().contains(&text);
    let all = list.peek(|book, table| {
        let (target, column) = end(book, table, source)?;
        let of = column.field();
        Some(match (&of.kind, column.data().pool()) {
            (Kind::Choice(codes), _) => {
                let name = |code: &str| field::choice(&app, target.key(), of, code);
                codes.iter().map(|code| (Key::Text(code.clone().into_owned()), name(code))).collect()
            }
            (Kind::Reference(to), _) => {
                let people = *to == *Person::COLLECTION.key;
                let said = [(Key::Me, t!(app, "key-me")), (Key::MyPeople, t!(app, "key-my-people"))];
                let mut all: Vec<(Key, String)> = said.into_iter().filter(|_| people).collect();
                if let Some(records) = book.table(to) {
                    let named = records.live().iter().map(|row| (row, title::of_row(records, row)));
                    let some = named.filter(|(_, name)| holds(name)).take(SHOWN * 8);
                    let mut some: Vec<(Key, String)> =
                        some.filter_map(|(row, name)| Some((Key::Record(records.id(row)?), name))).collect();
                    crate::model::order::by_key(&mut some, |(_, name)| name.to_lowercase());
                    all.extend(some);
                }
                all
            }
            (Kind::Tags, Pool::Blobs(_)) => {
                let mut tags: Vec<String> = Vec::new();
                for row in target.live().iter() {
                    if let Some(Value::Tags(more)) = column.value(row) {
                        tags.extend(more);
                    }
                }
                tags.sort_unstable();
                tags.dedup();
                tags.into_iter().map(|tag| (Key::Text(tag.clone()), tag)).collect()
            }
            _ => Vec::new(),
        })
    });
    let mut all: Vec<(Key, String)> = all.flatten().unwrap_or_default();
    all.retain(|(_, name)| holds(name));
    all
}

/// What a chosen key is called.
fn name(list: List, source: &Source, key: &Key) -> String {
    let choice = list.peek(|book, table| {
        let (target, column) = end(book, table, source)?;
        Some(words::key(&list.app, Some((target.key(), column.field())), key))
    });
    choice.flatten().unwrap_or_else(|| words::key(&list.app, None, key))
}

/// The choice: a box each, those that are chosen first.
#[component]
pub(super) fn Several(
    /// The list.
    list: List,
    /// The condition whose keys are chosen.
    condition: RwSignal<Condition>,
) -> impl IntoView {
    let app = list.app;
    let source = condition.with_untracked(|condition| condition.source.clone());
    let many = found(list, &source, "").len() > SHOWN;
    let text = RwSignal::new(String::new());
    let chosen_first = condition.with_untracked(|condition| condition.keys.clone());
    let of = source.clone();
    let boxes = move || {
        let mut offered: Vec<(Key, String)> =
            chosen_first.iter().map(|key| (key.clone(), name(list, &of, key))).collect();
        let rest: Vec<_> =
            found(list, &of, &text.get()).into_iter().filter(|(key, _)| !chosen_first.contains(key)).collect();
        let more = rest.len().saturating_sub(SHOWN);
        offered.extend(rest.into_iter().take(SHOWN));
        let none = offered.is_empty().then(|| t!(app, "list-nothing-title"));
        let more = (more > 0).then(|| view! { <p class="field-hint">{t!(app, "filter-more")}</p> });
        let offered: Vec<_> = offered.into_iter().map(|(key, name)| one(condition, key, name)).collect();
        view! { {offered}{none}{more} }
    };
    let search = many.then(|| {
        view! {
            <input class="input" type="search" aria-label=t!(app, "list-search") placeholder=t!(app, "filter-find") autocomplete="off"
                on:input=move |event| text.set(event_target_value(&event))/>
        }
    });
    view! {
        <div class="several" role="group" aria-label=t!(app, "filter-value")>
            {search}
            <div class="several-list">{boxes}</div>
        </div>
    }
}

fn one(condition: RwSignal<Condition>, key: Key, name: String) -> AnyView {
    let mine = key.clone();
    let is_on = move || condition.with(|condition| condition.keys.contains(&mine));
    let turn = move |_| {
        condition.update(|condition| match condition.keys.iter().position(|have| *have == key) {
            Some(at) => drop(condition.keys.remove(at)),
            None => condition.keys.push(key.clone()),
        });
    };
    view! { <label class="several-one"><input class="check" type="checkbox" prop:checked=is_on on:change=turn/>{name}</label> }.into_any()
}

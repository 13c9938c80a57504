//! Words under the control of a text: a press adds them to what is typed, a second one takes them off.

use leptos::prelude::*;

use super::entry::Entry;
use crate::model::Kind;
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::field;

/// What stands between two words, and how a text is parted into them.
fn between(kind: &Kind) -> (&'static str, &'static [char]) {
    if *kind == Kind::Tags { (", ", &[',']) } else { ("\n", &['\n']) }
}

/// A text with words added, or taken off where they stand in it.
fn toggled(kind: &Kind, text: &str, words: &str) -> String {
    let (join, part) = between(kind);
    let mut all: Vec<&str> = text.split(part).map(str::trim).filter(|one| !one.is_empty()).collect();
    match all.iter().position(|one| *one == words) {
        Some(at) => drop(all.remove(at)),
        None => all.push(words),
    }
    all.join(join)
}

/// The chips; nothing where nothing is offered.
pub(super) fn offered(app: App, entry: &Entry) -> Option<AnyView> {
    if let Kind::Reference(to) = &entry.field.kind {
        return people(app, entry, to);
    }
    let (text, kind) = (entry.text, StoredValue::new(entry.field.kind.clone()));
    let chip = |words: &String| {
        let (mine, pressed) = (words.clone(), words.clone());
        let on = move || {
            let text = text.get();
            kind.with_value(|kind| text.split(between(kind).1).any(|one| one.trim() == mine)).to_string()
        };
        let press = move |_| {
            let now = kind.with_value(|kind| toggled(kind, &text.get_untracked(), &pressed));
            text.set(now);
        };
        view! { <button class="chip" type="button" aria-pressed=on on:click=press>{words.clone()}</button> }
    };
    let chips: Vec<_> = entry.offers.iter().map(chip).collect();
    row(app, entry, chips)
}

fn row(app: App, entry: &Entry, chips: Vec<impl IntoView + 'static>) -> Option<AnyView> {
    let of = field::name(&app, entry.collection, &entry.field);
    (!chips.is_empty()).then(|| {
        view! { <div class="row offers" role="group" aria-label=t!(app, "offers-of", field = of)>{chips}</div> }
            .into_any()
    })
}

/// Records by their names: a press takes one, whether it is chosen from a list or named.
fn people(app: App, entry: &Entry, to: &str) -> Option<AnyView> {
    let (text, picked, by_name) = (entry.text, entry.picked, entry.by_name);
    let chip = |name: &String| {
        let id = app.peek(|desk| title::find(desk.book(), to, name))?;
        let (mine, taken) = (name.clone(), name.clone());
        let on = move || text.with(|text| *text == mine || *text == id.to_string()).to_string();
        let press = move |_| {
            picked.set(Some((taken.clone(), id)));
            text.set(if by_name.get_untracked() { taken.clone() } else { id.to_string() });
        };
        Some(view! { <button class="chip" type="button" aria-pressed=on on:click=press>{name.clone()}</button> })
    };
    row(app, entry, entry.offers.iter().filter_map(chip).collect::<Vec<_>>())
}

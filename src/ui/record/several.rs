//! The control of several choices of a set: a chip for each.

use leptos::prelude::*;

use super::control::described;
use super::entry::Entry;
use crate::model::Key;
use crate::ui::context::App;
use crate::ui::parts::field;

/// The codes that a text lists.
fn listed(text: &str) -> Vec<String> {
    text.split([',', ' ']).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// The control.
pub(super) fn several(app: App, entry: &Entry, codes: &[Key]) -> AnyView {
    let (id, text) = (entry.id(), entry.text);
    let chip = |code: &Key| {
        let (code, name) = (code.to_string(), field::choice(&app, entry.collection, &entry.field, code));
        let mine = code.clone();
        let on = Memo::new(move |_| text.with(|text| listed(text).contains(&mine)));
        let toggle = move |_| {
            let mut chosen = text.with_untracked(|text| listed(text));
            match chosen.iter().position(|one| *one == code) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(code.clone()),
            }
            // As it is written: what nobody changed in the end stays what it was.
            chosen.sort();
            text.set(chosen.join(", "));
        };
        view! {
            <label class="chip chip-check" class:chip-on=move || on.get()>
                <input class="only-heard" type="checkbox" prop:checked=move || on.get() on:change=toggle/>{name}
            </label>
        }
    };
    let chips: Vec<_> = codes.iter().map(chip).collect();
    let (described, named) = (described(entry), format!("{id}-label"));
    view! {
        <div class="row" role="group" id=id tabindex="-1" aria-labelledby=named aria-describedby=described>{chips}</div>
    }
    .into_any()
}

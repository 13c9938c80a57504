//! The table of keys.

use leptos::prelude::*;

use crate::ui::context::use_app;
use crate::ui::parts::dialog::Dialog;

/// Keys with what they do; several words are pressed together.
const KEYS: &[(&[&str], &str)] = &[
    (&["key-control", "K"], "keys-palette"),
    (&["/"], "keys-search"),
    (&["key-control", "Z"], "undo"),
    (&["key-control", "key-shift", "Z"], "redo"),
    (&["?"], "keys-title"),
    (&["key-space"], "keys-lift"),
    (&["key-arrows"], "keys-arrows"),
    (&["M"], "keys-move"),
    (&["E"], "keys-edit"),
    (&["X"], "keys-choose"),
    (&["key-control", "A"], "keys-choose-all"),
    (&["Esc"], "keys-leave"),
];

/// The dialog.
#[component]
pub(in crate::ui) fn KeysDialog(
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let word = move |key: &&'static str| if key.starts_with("key-") { app.text(key, &[]) } else { (*key).to_owned() };
    let line = |(keys, what): &(&'static [&'static str], &'static str)| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{word(key)}</kbd>" " }).collect();
        view! { <dt>{keys}</dt><dd>{app.text(what, &[])}</dd> }
    };
    let lines: Vec<_> = KEYS.iter().map(line).collect();
    view! {
        <Dialog title=t!(app, "keys-title") on_close=on_close>
            <dl class="keys">{lines}</dl>
            <div class="dialog-acts">
                <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "close")}</button>
            </div>
        </Dialog>
    }
}

//! Says on every page that what is shown is made up, and takes it away again.

use leptos::prelude::*;

use crate::pipeline::demo::batch;
use crate::ui::context::use_app;

/// The note, while the book holds a demo company.
#[component]
pub(super) fn MadeUp() -> impl IntoView {
    let app = use_app();
    let made = Memo::new(move |_| app.read(|desk| batch(desk.book().history())));
    move || {
        made.get().map(|batch| {
            view! {
                <p class="demo-note">
                    <span>{t!(app, "demo-note")}</span>
                    <button class="button" type="button" on:click=move |_| app.invert(Some(batch), "toast-nothing-to-undo")>{t!(app, "demo-remove")}</button>
                </p>
            }
        })
    }
}

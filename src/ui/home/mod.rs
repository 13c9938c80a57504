//! Home: the first steps in an empty book, else how things stand.

mod demo;
mod figures;
mod lately;
mod start;
mod welcome;

use leptos::prelude::*;

pub(super) use demo::LookAround;
pub(super) use start::StartEmpty;

use super::context::use_app;
use crate::model::records::Pipeline;

/// The page.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let app = use_app();
    let is_empty = Memo::new(move |_| {
        app.read(|desk| {
            let book = desk.book();
            let nothing = book.tables().iter().all(|table| table.live().count() == 0);
            // A company alone (its name was set, an import was undone) has nothing to show yet.
            nothing
                || (book.of::<Pipeline>().live().count() == 0
                    && book.tables().iter().skip(1).all(|table| table.live().count() == 0))
        })
    });
    move || {
        if is_empty.get() {
            view! { <welcome::Welcome/> }.into_any()
        } else {
            let due = super::backup::days_due(app).and_then(|days| usize::try_from(days).ok());
            view! { {due.map(super::pages::backup_due)}<figures::Standing/> }.into_any()
        }
    }
}

//! What was done lately.

use leptos::prelude::*;

use crate::ui::context::use_app;
use crate::ui::history::{Entry, entries};
use crate::ui::route::{Place, Route};

/// How many entries are shown.
const SHOWN: usize = 6;

/// The panel.
#[component]
pub(super) fn Lately() -> impl IntoView {
    let app = use_app();
    let latest = Memo::new(move |_| entries(&app, SHOWN));
    let today = app.zone().day_of(app.now());
    let line = move |entry: Entry| {
        let when = if entry.day == today { entry.time } else { app.format().day(entry.day) };
        let undone = entry.undone.is_some();
        view! {
            <li class="event">
                <span class="event-what">{entry.what}{undone.then(|| view! { " "<span class="tag">{t!(app, "history-undone")}</span> })}</span>
                <span class="event-when">{when}" · "{entry.who}</span>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="home-lately">
            <div class="panel-head">
                <h2 id="home-lately">{t!(app, "home-lately")}</h2>
                <a href=Place::new(Route::History).href()>{t!(app, "history")}</a>
            </div>
            <ol class="time-line" role="list">
                {move || latest.get().into_iter().map(line).collect_view()}
            </ol>
        </section>
    }
}

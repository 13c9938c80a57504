//! A quiet word when the last backup is long ago.

use leptos::prelude::*;

use super::work::last;
use crate::exchange::backup::due;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::route::{Place, Route};

/// The days since the last backup, when it is time for one.
pub(in crate::ui) fn days_due(app: App) -> Option<i64> {
    let last = last(app);
    app.peek(|desk| due(last, desk.book().history().first().map(|head| head.time), app.now(), desk.keeper.arrived()))
}

/// The word.
#[component]
pub(in crate::ui) fn Due(
    /// Days since the last backup.
    days: usize,
) -> impl IntoView {
    let app = use_app();
    view! {
        <p class="field-hint">
            {t!(app, "backup-due", n = counted(&app, days))}" "
            <a href=Place::new(Route::Settings).href()>{t!(app, "backup-save-do")}</a>
        </p>
    }
}

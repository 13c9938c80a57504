//! The pages of a list.

use leptos::prelude::*;

use super::state::List;
use crate::query::listing::Page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// Which rows a page shows, of how many.
fn range(list: List, page: Page) -> String {
    let app = list.app;
    let rows = list.found.with(|found| found.rows.len());
    t!(
        app,
        "list-range",
        from = money::count(&app, page.from + 1),
        to = money::count(&app, page.to),
        of = money::count(&app, rows)
    )
}

/// Goes some pages on or back, and says where that is.
pub(super) fn turn(list: List, on: bool) {
    let page = list.page.get_untracked();
    let number = if on { (page.number + 1).min(page.of) } else { page.number.saturating_sub(1).max(1) };
    list.app.go(&list.app.place.get_untracked().set("page", (number > 1).then(|| number.to_string())));
    list.app.heard.set(untrack(|| range(list, list.page.get())));
}

/// The pager; nothing where one page holds all. It stays while pages turn: focus is on its buttons.
#[component]
pub(super) fn Pager(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let many = Memo::new(move |_| list.page.with(|page| page.of > 1));
    let first = move || list.page.with(|page| page.number == 1).then_some("true");
    let last = move || list.page.with(|page| page.number == page.of).then_some("true");
    move || {
        many.get().then(|| {
            view! {
                <div class="panel-foot">
                    <nav class="pager" aria-label=t!(app, "list-pages")>
                        <button class="button button-icon" type="button" aria-label=t!(app, "list-previous") aria-disabled=first on:click=move |_| turn(list, false)>
                            <Icon name="left"/>
                        </button>
                        <span class="num">{move || range(list, list.page.get())}</span>
                        <button class="button button-icon" type="button" aria-label=t!(app, "list-next") aria-disabled=last on:click=move |_| turn(list, true)>
                            <Icon name="right"/>
                        </button>
                    </nav>
                </div>
            }
        })
    }
}

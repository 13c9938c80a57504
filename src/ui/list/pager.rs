//! The pages of a list.

use leptos::prelude::*;

use super::state::List;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// The pager; nothing where one page holds all.
#[component]
pub(super) fn Pager(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let turn =
        move |number: usize| app.go(&app.place.get_untracked().set("page", (number > 1).then(|| number.to_string())));
    move || {
        let page = list.page.get();
        let rows = list.found.with(|found| found.rows.len());
        if page.of == 1 {
            return None;
        }
        let range = t!(
            app,
            "list-range",
            from = money::count(&app, page.from + 1),
            to = money::count(&app, page.to),
            of = money::count(&app, rows)
        );
        Some(view! {
            <div class="panel-foot">
                <nav class="pager" aria-label=t!(app, "list-pages")>
                    <button class="button button-icon" type="button" aria-label=t!(app, "list-previous") disabled=page.number == 1 on:click=move |_| turn(page.number - 1)>
                        <Icon name="left"/>
                    </button>
                    <span class="num">{range}</span>
                    <button class="button button-icon" type="button" aria-label=t!(app, "list-next") disabled=page.number == page.of on:click=move |_| turn(page.number + 1)>
                        <Icon name="right"/>
                    </button>
                </nav>
            </div>
        })
    }
}

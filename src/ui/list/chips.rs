//! The conditions of a list as chips: each says what it asks for, opens the filter, and can go.

use leptos::prelude::*;

use super::state::List;
use super::words;
use crate::query::listing::conditions;
use crate::ui::parts::icon::Icon;

/// The chips.
#[component]
pub(in crate::ui) fn Chips(
    /// The list.
    list: List,
    /// Whether the filter is open.
    open: RwSignal<bool>,
    /// Says of which conditions, name and value, there is no chip.
    #[prop(optional)]
    but: Option<Callback<(String, String), bool>>,
) -> impl IntoView {
    let app = list.app;
    let remove = move |at: usize| {
        let mut place = app.place.get_untracked().set("page", None);
        // The page may stand before it.
        let gone = app.place.with_untracked(|place| place.query.get(at).cloned());
        place.query.retain(|pair| Some(pair) != gone.as_ref());
        app.refine(&place);
        list.say_count();
    };
    let all = app.of_place(move |place| {
        let mut all = conditions(&place.query);
        all.retain(|(at, _)| but.is_none_or(|but| !but.run(place.query[*at].clone())));
        all
    });
    move || {
        let chip = |(at, filter)| {
            let words = words::condition(&app, list.collection, &filter);
            let label = t!(app, "filter-clear", what = words.as_str());
            view! {
                <span class="pick pick-on">
                    <button class="pick-edit" type="button" aria-haspopup="dialog" title=t!(app, "filter-edit") on:click=move |_| open.set(true)>{words}</button>
                    <button class="pick-clear" type="button" aria-label=label on:click=move |_| remove(at)><Icon name="close" class="icon-small"/></button>
                </span>
            }
        };
        all.get().into_iter().map(chip).collect::<Vec<_>>()
    }
}

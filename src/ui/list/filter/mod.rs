//! The filter of a list, put together: conditions in groups that must all hold, or any of them.

mod condition;
mod draft;
mod group;
mod several;
mod value;
mod words;

use leptos::prelude::*;

use super::state::List;
use crate::query::Filter;
use crate::query::listing::OWN;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;
use draft::Group;
use group::GroupView;

/// The button that opens the dialog, with how many conditions there are.
#[component]
pub(in crate::ui) fn FilterButton(
    /// The list.
    list: List,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = list.app;
    view! {
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            <Icon name="settings" class="icon-small"/>{t!(app, "filter-open")}
        </button>
        {move || open.get().then(|| view! { <FilterDialog list=list on_close=Callback::new(move |()| open.set(false))/> })}
    }
}

/// A filter that is being put together.
pub(in crate::ui) struct Drawn {
    /// Its controls.
    pub(in crate::ui) view: AnyView,
    /// What they come to; what is not whole yet is left out.
    pub(in crate::ui) filter: Signal<Filter>,
}

/// Begins to put a filter together, with what holds already.
pub(in crate::ui) fn draw(list: List, now: &Filter) -> Drawn {
    let draft = Group::read(list, now);
    if draft.parts.with_untracked(Vec::is_empty) {
        draft.add_condition(list);
    }
    let view = view! { <GroupView list=list group=draft depth=0/> }.into_any();
    Drawn { view, filter: Signal::derive(move || draft.filter()) }
}

/// The dialog.
#[component]
fn FilterDialog(list: List, on_close: Callback<()>) -> impl IntoView {
    let app = list.app;
    let asked = list.asked.with_untracked(|asked| asked.as_ref().map_or(Filter::ALL, |asked| asked.filter.clone()));
    let Drawn { view: conditions, filter: drawn } = draw(list, &asked);
    let count = Memo::new(move |_| {
        let filter = drawn.get().and(list.limits().get());
        app.read(|desk| {
            let scan = desk.scan(list.collection)?;
            Some(scan.select(&filter.seen_by(desk.book(), &desk.actor)).count())
        })
    });
    let apply = move |filter: &Filter| {
        let mut place = app.place.get_untracked().set("page", None);
        place.query.retain(|(name, _)| OWN.contains(&name.as_str()));
        place.query.extend(filter.to_pairs());
        app.go(&place);
        list.say_count();
        on_close.run(());
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply(&drawn.get_untracked());
    };
    let shows = move || t!(app, "filter-apply", n = money::count(&app, count.get().unwrap_or_default()));
    view! {
        <Dialog title=t!(app, "filter-title") on_close=on_close>
            <form class="form filter" novalidate=true on:submit=submit>
                {conditions}
                <p class="field-hint">{t!(app, "filter-hint")}</p>
                <div class="form-acts">
                    <button class="button button-quiet" type="button" on:click=move |_| apply(&Filter::ALL)>{t!(app, "filter-none")}</button>
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" aria-live="polite">{shows}</button>
                </div>
            </form>
        </Dialog>
    }
}

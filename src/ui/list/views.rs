//! Saved views of a list: a picker, and the dialog that saves what is shown under a name.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::state::List;
use crate::book::Label;
use crate::book::command::Remove;
use crate::model::records::SavedView;
use crate::model::{Id, Record};
use crate::query::listing::PASSING;
use crate::query::views::{SaveView, first, is, offered};
use crate::ui::context::App;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::pick::Pick;
use crate::ui::route::{Place, Route};

/// Name in the address of the view that was chosen; [`NONE`] where none was on purpose.
const VIEW: &str = "view";
const NONE: &str = "-";
/// Names in the address of the moment that is looked at.
const MOMENT: [&str; 2] = ["at", "as"];

/// The address of a view.
fn place(list: List, view: &SavedView) -> Place {
    // A view of deals keeps to the way in which they are shown: as a list or as a board.
    let now = list.app.place.get_untracked();
    let asked = Place::parse("", view.query.as_deref().unwrap_or_default()).query;
    let lasting = asked.into_iter().filter(|(name, _)| !PASSING.contains(&name.as_str()));
    // Whoever looks at the past goes on looking at it.
    let moment = now.query.into_iter().filter(|(name, _)| MOMENT.contains(&name.as_str()));
    let query = lasting.chain(moment).collect();
    Place { route: now.route, query }.set(VIEW, Some(Id::from(view.id).to_string()))
}

/// The query of the address without what is of the moment.
fn query(place: &Place) -> String {
    let home = Place { route: Route::Home, query: place.query.clone() };
    let plain = PASSING.iter().fold(home, |place, name| place.set(name, None)).href();
    plain.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

/// Opens the view that the list opens with, where the address asks for nothing.
pub(in crate::ui) fn open_first(list: List) {
    if list.app.place.with_untracked(|place| place.query.is_empty()) {
        let found = list.app.peek(|desk| first(desk.book(), &desk.actor, list.collection));
        if let Some(view) = found {
            list.app.refine(&place(list, &view));
        }
    }
}

/// The view that was chosen, by its id.
fn chosen(app: App) -> Memo<Option<Id>> {
    app.of_place(|place| place.get(VIEW).and_then(Id::parse))
}

/// A view as it is saved.
fn saved(app: App, id: Option<Id>) -> Option<SavedView> {
    app.read(|desk| desk.book().get::<SavedView>(id?.into()))
}

/// The picker; nothing where there is no view to pick.
#[component]
pub(in crate::ui) fn ViewPicker(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let options = Memo::new(move |_| {
        let views = app.read(|desk| offered(desk.book(), &desk.actor, list.collection));
        let named = views.into_iter().map(|view| (Id::from(view.id).to_string(), view.name.unwrap_or_default()));
        named.collect::<Vec<_>>()
    });
    let current = chosen(app);
    let value =
        Memo::new(move |_| saved(app, current.get()).map(|view| Id::from(view.id).to_string()).unwrap_or_default());
    let pick = Callback::new(move |id: String| {
        let view = Id::parse(&id).and_then(|id| app.peek(|desk| desk.book().get::<SavedView>(id.into())));
        if let Some(view) = view {
            app.go(&place(list, &view));
        } else {
            let mut bare = app.place.get_untracked();
            bare.query.retain(|(name, _)| MOMENT.contains(&name.as_str()));
            app.go(&bare.set(VIEW, Some(NONE.to_owned())));
        }
        list.say_count();
    });
    let some = Memo::new(move |_| !options.read().is_empty());
    // What was changed since the view was chosen is worth a word.
    let asked = app.of_place(query);
    let changed = move || {
        let saved = saved(app, current.get())?.query.unwrap_or_default();
        (saved != asked.get()).then(|| view! { <span class="second small">{t!(app, "view-changed")}</span> })
    };
    view! {
        {move || some.get().then(|| view! { <Pick id="views" label=t!(app, "view") all=t!(app, "filter-all") options=options value=value on_pick=pick/> })}
        {changed}
    }
}

/// The button that saves what is shown.
#[component]
pub(in crate::ui) fn SaveButton(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let saving = RwSignal::new(false);
    view! {
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| saving.set(true)><Icon name="plus" class="icon-small"/>{t!(app, "view-save")}</button>
        {move || saving.get().then(|| view! { <SaveDialog list=list on_close=Callback::new(move |()| saving.set(false))/> })}
    }
}

/// The dialog.
#[component]
fn SaveDialog(list: List, on_close: Callback<()>) -> impl IntoView {
    let app = list.app;
    let now = untrack(|| saved(app, chosen(app).get()));
    let name = RwSignal::new(now.as_ref().and_then(|view| view.name.clone()).unwrap_or_default());
    let shared = RwSignal::new(now.as_ref().is_some_and(|view| is(view.shared.as_ref())));
    let first = RwSignal::new(now.as_ref().is_some_and(|view| is(view.first.as_ref())));
    let wrong = RwSignal::new(false);
    let id = now.as_ref().map(|view| Id::from(view.id));
    let save = move |view: Option<Id>| {
        if name.read_untracked().trim().is_empty() {
            wrong.set(true);
            return;
        }
        let command = SaveView {
            view,
            collection: list.collection.into(),
            name: name.get_untracked().trim().to_owned(),
            query: app.place.with_untracked(query),
            shared: shared.get_untracked(),
            first: first.get_untracked(),
        };
        let done = app.act(&command);
        if done.is_ok() {
            let views = app.peek(|desk| offered(desk.book(), &desk.actor, list.collection));
            let mine = views
                .into_iter()
                .filter(|view| view.name.as_deref() == Some(command.name.as_str()))
                .map(|view| Id::from(view.id));
            let id = view.or(mine.max());
            app.refine(&app.place.get_untracked().set(VIEW, id.map(|id| id.to_string())));
        }
        on_close.run(());
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save(id);
    };
    let remove = move |_| {
        if let Some(id) = id {
            let label = Label::new("did-delete").with("name", name.get_untracked());
            let gone = Remove { collection: SavedView::COLLECTION.key.into(), id, archive: false, label };
            if app.act(&gone).is_ok() {
                app.refine(&app.place.get_untracked().set(VIEW, None));
            }
        }
        on_close.run(());
    };
    let check = |on: RwSignal<bool>, text: String| {
        view! { <label class="several-one"><input class="check" type="checkbox" prop:checked=move || on.get() on:change=move |event| on.set(event_target_checked(&event))/>{text}</label> }
    };
    let old = id.is_some().then(|| {
        view! {
            <button class="button button-danger" type="button" on:click=remove><Icon name="trash"/>{t!(app, "delete")}</button>
            <button class="button" type="button" on:click=move |_| save(None)>{t!(app, "view-save-new")}</button>
        }
    });
    view! {
        <Dialog title=t!(app, "view-title") on_close=on_close>
            <form class="form" novalidate=true on:submit=submit>
                <div class="field">
                    <label class="field-label" for="view-name">{t!(app, "view-name")}</label>
                    <input class="input" id="view-name" type="text" autocomplete="off" aria-required="true" aria-invalid=move || wrong.get().then_some("true")
                        aria-describedby="view-hint" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                </div>
                {check(shared, t!(app, "view-shared"))}
                {check(first, t!(app, "view-first"))}
                <p class="field-hint" id="view-hint">{t!(app, "view-hint")}</p>
                <div class="form-acts">
                    {old}
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "view-save-do")}</button>
                </div>
            </form>
        </Dialog>
    }
}

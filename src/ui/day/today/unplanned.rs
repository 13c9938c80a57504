//! A visit that no plan named: whom, what for; it begins with a check-in.

use leptos::prelude::*;

use crate::model::records::{Account, Visit, VisitId};
use crate::model::{Id, Kind, Record};
use crate::query::title;
use crate::ui::context::{Desk, use_app};
use crate::ui::day::doing::{Doing, show};
use crate::ui::day::words;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::life::ArriveUnplanned;

/// Customers proposed at once.
const MOST: usize = 6;

/// The customers whose name holds a text, those that begin with it first.
fn found(desk: &Desk, typed: &str) -> Vec<(Id, String)> {
    let (book, key) = (desk.book(), Account::COLLECTION.key);
    let (table, seen) = (book.of::<Account>(), desk.seen(key));
    let typed = typed.trim().to_lowercase();
    let offered = |row: &usize| !table.is_archived(*row) && seen.as_ref().is_none_or(|seen| seen.get(*row));
    let fits = |row: usize| {
        let name = title::named(book, table, row);
        let lower = name.to_lowercase();
        lower.contains(&typed).then(|| (!lower.starts_with(&typed), name, table.id(row)))
    };
    let mut all: Vec<(bool, String, Option<Id>)> = table.live().iter().filter(offered).filter_map(fits).collect();
    crate::model::order::sort(&mut all);
    all.into_iter().take(MOST).filter_map(|(_, name, id)| Some((id?, name))).collect()
}

/// The dialog.
#[component]
pub(super) fn UnplannedDialog(person: Id, doing: Doing, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let (typed, chosen) = (RwSignal::new(String::new()), RwSignal::new(None::<(Id, String)>));
    let purposes = RwSignal::new(Vec::<String>::new());
    let found = Memo::new(move |_| typed.with(|typed| app.read(|desk| found(desk, typed))));
    let option = move |(id, name): (Id, String)| {
        let (mine, shown) = ((id, name.clone()), name);
        let on = move || (chosen.with(|chosen| chosen.as_ref().map(|(id, _)| *id)) == Some(id)).to_string();
        view! { <li><button class="menu-item" type="button" aria-pressed=on on:click=move |_| chosen.set(Some(mine.clone()))>{shown}</button></li> }
    };
    let codes: Vec<String> = match &Visit::COLLECTION.fields[Visit::PURPOSES].kind {
        Kind::Choices(codes) => codes.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let purpose = move |code: String| {
        let (mine, name) = (code.clone(), words::choice(app, Visit::PURPOSES, &code));
        let on = Memo::new(move |_| purposes.with(|purposes| purposes.contains(&mine)));
        let toggle = move |_| {
            purposes.update(|purposes| match purposes.iter().position(|one| *one == code) {
                Some(at) => drop(purposes.remove(at)),
                None => purposes.push(code.clone()),
            });
        };
        view! {
            <label class="chip chip-check" class:chip-on=move || on.get()>
                <input class="only-heard" type="checkbox" prop:checked=move || on.get() on:change=toggle/>{name}
            </label>
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((account, _)) = chosen.get_untracked() else { return };
        let (id, purposes) = (VisitId(app.new_id()), purposes.get_untracked());
        on_close.run(());
        doing.begin(move |found| {
            let purposes = purposes.clone();
            let arrive =
                ArriveUnplanned { id, account, site: None, owner: Some(person), purposes, instead_of: None, found };
            if app.act(&arrive).is_ok() {
                show(app, id);
            }
        });
    };
    // Whom nobody has written down yet is a new customer, with the name that was looked for.
    let nobody = move || {
        let typed = typed.with(|typed| typed.trim().to_owned());
        (found.with(Vec::is_empty) && !typed.is_empty()).then(|| {
            let key = Account::COLLECTION.key;
            let named = Account::COLLECTION.fields[Account::NAME].key.to_string();
            let href = Place::new(Route::New(key)).set(&named, Some(typed.clone())).href();
            view! {
                <p class="second" role="status">{t!(app, "palette-nothing", query = typed)}</p>
                <div><a class="button" href=href><Icon name="plus"/>{app.text("new-accounts", &[])}</a></div>
            }
        })
    };
    let name = app.text("field-visits-purposes", &[]);
    view! {
        <Dialog title=t!(app, "today-unplanned-title") on_close=on_close>
            <form class="form" on:submit=submit>
                <div class="field field-wide">
                    <label class="field-label" for="unplanned-find">{app.text("field-visits-account", &[])}</label>
                    <input class="input" id="unplanned-find" type="search" autocomplete="off" prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    <ul class="menu day-found" role="list">{move || found.get().into_iter().map(option).collect::<Vec<_>>()}</ul>
                    {nobody}
                </div>
                <div class="field field-wide">
                    <span class="field-label" id="unplanned-purposes">{name}</span>
                    <div class="row" role="group" aria-labelledby="unplanned-purposes">{codes.into_iter().map(purpose).collect::<Vec<_>>()}</div>
                </div>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=move || chosen.with(Option::is_none)>
                        {move || match chosen.get() {
                            Some((_, name)) => t!(app, "stop-in-at", name = name),
                            None => t!(app, "stop-in"),
                        }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

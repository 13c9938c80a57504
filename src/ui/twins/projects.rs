//! Open deals of the customer for whom one is being registered: whoever holds them is named, also where
//! the acting person does not see them.

use leptos::prelude::*;

use crate::model::records::{Account, Deal};
use crate::model::{Id, Record};
use crate::pipeline::pool::open_deals;
use crate::query::title;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Deals shown.
const SHOWN: usize = 5;

/// A notice of the deals; nothing where there are none.
#[component]
pub(in crate::ui) fn Projects(
    /// Key of the collection of the record that is new.
    collection: &'static str,
    /// What is typed, by position of the field.
    typed: Vec<(usize, RwSignal<String>)>,
) -> impl IntoView {
    let app = use_app();
    let account = typed.into_iter().find(|(at, _)| collection == Deal::COLLECTION.key && *at == Deal::ACCOUNT);
    let Some((_, account)) = account else { return ().into_any() };
    let found = Memo::new(move |_| {
        app.read(|desk| {
            let text = account.read();
            let Some(account) = Id::parse(&text).or_else(|| title::find(desk.book(), Account::COLLECTION.key, &text))
            else {
                return Vec::new();
            };
            let deals = open_deals(desk.book(), account).into_iter().take(SHOWN);
            let named = |deal: Deal| {
                let owner = deal.owner.and_then(|owner| title::anywhere(desk.book(), owner));
                let sees = desk.sees(collection, deal.id.into());
                (Id::from(deal.id), deal.title.unwrap_or_default(), owner, sees)
            };
            deals.map(named).collect::<Vec<_>>()
        })
    });
    let line = move |(id, name, owner, sees): (Id, String, Option<String>, bool)| {
        let held = match owner {
            Some(owner) => t!(app, "twins-held", owner = owner),
            None => t!(app, "twins-unheld"),
        };
        let href = Place::new(Route::Record(Deal::COLLECTION.key, id)).href();
        // Beside what is being typed, which must not be lost by looking.
        let named = if sees { view! { <a href=href target="_blank">{name}</a> }.into_any() } else { name.into_any() };
        view! { <li>{named}{format!(" · {held}")}</li> }
    };
    let notice = move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <div class="notice notice-warning">
                    <Icon name="info"/>
                    <p class="notice-title">{t!(app, "pool-projects")}</p>
                    <ul class="stack" role="list">{found.into_iter().map(line).collect::<Vec<_>>()}</ul>
                </div>
            }
        })
    };
    view! { <div role="status">{notice}</div> }.into_any()
}

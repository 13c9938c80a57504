//! Policies: what I have still to read, over their list; who has read one, on its page.

mod readers;

use leptos::prelude::*;

use super::context::use_app;
use super::parts::count::counted;
use super::parts::icon::Icon;
use super::route::{Place, Route};
use crate::control::policy::unread;
use crate::model::Record;
use crate::model::records::Policy;
pub(super) use readers::ReadersPanel;

/// Key of the collection of policies.
pub(super) const POLICIES: &str = Policy::COLLECTION.key;

/// What the acting person has still to read; nothing where there is nothing, or nobody was chosen.
#[component]
pub(super) fn Unread() -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| {
        let today = app.zone().day_of(app.now());
        app.read(|desk| desk.actor.person.map(|me| unread(desk.book(), me, today))).unwrap_or_default()
    });
    let link = |policy: &Policy| {
        let href = Place::new(Route::Record(POLICIES, policy.id.into())).href();
        view! { <li><a href=href>{policy.title.clone()}</a></li> }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <div class="notice" role="status">
                    <Icon name="info"/>
                    <p class="notice-title">{t!(app, "policy-unread", n = counted(&app, found.len()))}</p>
                    <ul role="list">{found.iter().map(link).collect::<Vec<_>>()}</ul>
                </div>
            }
        })
    }
}

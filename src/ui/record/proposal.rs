//! A place that a check-in proposes for a record without one: taken or refused by a press.

use leptos::prelude::*;

use super::edit::is_editing;
use crate::model::Id;
use crate::model::place::Provider;
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::visits::checkin::{Proposal, RefusePlace, TakePlace, proposal};

/// The proposal; nothing where there is none.
#[component]
pub(super) fn Proposed(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| app.read(|desk| proposal(desk.book(), collection, id)));
    let editing = is_editing(app);
    move || found.get().filter(|_| !editing.get()).map(|found| notice(app, collection, id, found))
}

fn notice(app: App, collection: &'static str, id: Id, found: Proposal) -> AnyView {
    let Proposal { visit, by, at, place } = found;
    let (when, zone) = (app.format(), app.zone());
    let when = when.instant(at, &zone);
    let (who, name) = app.peek(|desk| {
        let who = by.and_then(|by| title::anywhere(desk.book(), by));
        (who, title::of(desk.book(), collection, id).unwrap_or_default())
    });
    let text = match who {
        Some(who) => t!(app, "place-proposed", who = who, when = when),
        None => t!(app, "place-proposed-by-nobody", when = when),
    };
    let maps = Provider::ALL.map(|map| {
        let label = t!(app, "place-look", map = app.text(map.key(), &[]));
        view! { <a class="chip" href=map.show(place, &name) target="_blank" rel="noopener noreferrer" aria-label=label>{app.text(map.key(), &[])}</a> }
    });
    // What is refused is told by the act itself.
    let take = move |_| drop(app.act(&TakePlace { visit }));
    let refuse = move |_| drop(app.act(&RefusePlace { visit }));
    view! {
        <div class="notice" role="status">
            <Icon name="area"/>
            <p class="notice-title">{text}</p>
            <p>{place.text()}</p>
            <div class="row">
                <button class="button button-primary" type="button" on:click=take>{t!(app, "place-take")}</button>
                <button class="button" type="button" on:click=refuse>{t!(app, "place-refuse")}</button>
                {maps}
            </div>
        </div>
    }
    .into_any()
}

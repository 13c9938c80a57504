//! Whose day a page is about: one's own, or that of somebody whom one leads.

use leptos::prelude::*;

use crate::model::Id;
use crate::model::records::Person;
use crate::ui::context::{App, Desk};
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Name in the address of the person.
pub(in crate::ui) const PERSON: &str = "person";

/// Whether the acting person may look at somebody's days.
fn is_open(desk: &Desk, person: Id) -> bool {
    let book = desk.book();
    desk.actor.person.is_none_or(|me| book.resolve(me) == book.resolve(person) || book.leads(me, person))
}

/// The person that the address names.
pub(super) fn asked(app: App) -> Memo<Option<Id>> {
    let asked = app.of_page(|place| place.get(PERSON).and_then(Id::parse));
    Memo::new(move |_| {
        let asked = asked.get()?;
        app.read(|desk| desk.book().get::<Person>(asked.into()).is_some() && is_open(desk, asked)).then_some(asked)
    })
}

/// The person of the page; `None` before anybody was chosen.
pub(super) fn person(app: App) -> Memo<Option<Id>> {
    let asked = asked(app);
    Memo::new(move |_| {
        let asked = asked.get();
        app.read(|desk| {
            let person = desk.book().get::<Person>(asked.or(desk.actor.person)?.into())?;
            Some(person.id.into())
        })
    })
}

/// Everybody whose days may be looked at, oneself first.
pub(super) fn people(desk: &Desk) -> Vec<(String, String)> {
    let me = desk.actor.person.map(|me| desk.book().resolve(me));
    let sells = |person: &Person| !matches!(person.role.as_deref(), Some("owner" | "office"));
    let is_mine = |person: &Person| Some(person.id.into()) == me || (sells(person) && is_open(desk, person.id.into()));
    let mut people: Vec<(bool, String, Id)> = desk
        .book()
        .all::<Person>()
        .filter(is_mine)
        .map(|person| (Some(person.id.into()) != me, person.name.unwrap_or_default(), person.id.into()))
        .collect();
    crate::model::order::sort(&mut people);
    people.into_iter().map(|(_, name, id)| (id.to_string(), name)).collect()
}

/// What stands where nobody was chosen.
pub(super) fn nobody(app: App) -> AnyView {
    view! {
        <div class="empty">
            <Icon name="person" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "day-nobody")}</h2>
            <p class="empty-text">{t!(app, "day-nobody-text")}</p>
            <a class="button button-primary" href=Place::new(Route::Settings).href()>{t!(app, "day-nobody-do")}</a>
        </div>
    }
    .into_any()
}

//! The page of a record that was deleted: it can come back; and of one that is not shown.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::mend::Restore;
use crate::model::Id;
use crate::query::title;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::missing::MissingPage;
use crate::ui::route::{Place, Route};

/// Says what it was, and brings it back; where nothing is known of it, that it is missing.
#[component]
pub(super) fn Gone(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let deleted = app.peek(|desk| {
        let table = desk.book().table(collection)?;
        let row = table.row(id)?;
        table.state(row).retracted.on.then(|| title::of_row(table, row))
    });
    let Some(name) = deleted else { return view! { <MissingPage/> }.into_any() };
    let said = name.clone();
    let back = move |_| {
        let label = Label::new("did-bring-back").with("name", said.as_str());
        drop(app.act(&Restore { collection: collection.into(), id, label }));
    };
    view! {
        <div class="empty">
            <Icon name="trash" class="icon-large"/>
            <h1 class="empty-title" tabindex="-1">{t!(app, "deleted-title", name = name)}</h1>
            <p class="empty-text">{t!(app, "deleted-text")}</p>
            <div class="empty-acts">
                <button class="button button-primary" type="button" on:click=back><Icon name="undo"/>{t!(app, "bring-back")}</button>
                <a class="button" href=Place::new(Route::List(collection)).href()>{app.text(&format!("collection-{collection}"), &[])}</a>
            </div>
        </div>
    }
    .into_any()
}

/// Says that a record is in the charge of others.
#[component]
pub(super) fn Hidden(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    view! {
        <div class="empty">
            <Icon name="shield" class="icon-large"/>
            <h1 class="empty-title" tabindex="-1">{t!(app, "hidden-title")}</h1>
            <p class="empty-text">{t!(app, "hidden-text")}</p>
            <div class="empty-acts">
                <a class="button button-primary" href=Place::new(Route::List(collection)).href()>{app.text(&format!("collection-{collection}"), &[])}</a>
                <a class="button" href=Place::new(Route::Settings).href()>{t!(app, "hidden-who")}</a>
            </div>
        </div>
    }
}

//! The first screen of an empty book: look around, start empty, or bring files.

use leptos::prelude::*;

use crate::ui::context::use_app;
use crate::ui::pages;
use crate::ui::parts::icon::{BrandMark, Icon};
use crate::ui::route::{Place, Route};

/// What the application promises: icon and text.
const PROMISES: [(&str, &str); 4] = [
    ("shield", "welcome-promise-device"),
    ("offline", "welcome-promise-offline"),
    ("undo", "welcome-promise-undo"),
    ("history", "welcome-promise-history"),
];

/// The page.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let app = use_app();
    let (asking, looking) = (RwSignal::new(false), RwSignal::new(false));
    let promise = move |(icon, text): (&'static str, &str)| {
        view! { <li><Icon name=icon class="icon-small"/><span>{t!(app, text)}</span></li> }
    };
    view! {
        <div class="welcome">
            <div class="welcome-head">
                <BrandMark class="welcome-mark"/>
                <h1 tabindex="-1">{t!(app, "welcome-title")}</h1>
                <p class="prose second">{t!(app, "welcome-text")}</p>
            </div>
            <div class="welcome-ways">
                <section class="panel way" aria-labelledby="way-demo">
                    <Icon name="search" class="icon-large"/>
                    <h2 id="way-demo">{t!(app, "welcome-demo")}</h2>
                    <p class="second">{t!(app, "welcome-demo-text")}</p>
                    <button class="button" type="button" on:click=move |_| looking.set(true)>{t!(app, "welcome-demo-act")}</button>
                </section>
                <section class="panel way" aria-labelledby="way-import">
                    <Icon name="import" class="icon-large"/>
                    <h2 id="way-import">{t!(app, "welcome-import")}</h2>
                    <p class="second">{t!(app, "welcome-import-text")}</p>
                    <a class="button button-primary" href=Place::new(Route::Import).href()>{t!(app, "welcome-import-act")}</a>
                </section>
                <section class="panel way" aria-labelledby="way-empty">
                    <Icon name="board" class="icon-large"/>
                    <h2 id="way-empty">{t!(app, "welcome-empty")}</h2>
                    <p class="second">{t!(app, "welcome-empty-text")}</p>
                    <button class="button" type="button" on:click=move |_| asking.set(true)>{t!(app, "welcome-empty-act")}</button>
                </section>
            </div>
            <p><a href=Place::new(Route::HandOver).href()>{t!(app, "welcome-handover")}</a></p>
            <ul class="promises" role="list">{PROMISES.into_iter().map(promise).collect_view()}</ul>
        </div>
        {move || looking.get().then(|| pages::look_around(Callback::new(move |()| looking.set(false))))}
        {move || asking.get().then(|| pages::start_empty(Callback::new(move |()| asking.set(false))))}
    }
}

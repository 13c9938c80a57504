//! The frame around every page: navigation, status, notes, keys.

mod keys;
mod nav;
pub(super) mod navigation;
mod status;
mod toasts;

use leptos::prelude::*;

use super::context::use_app;
use nav::Nav;
use status::Status;
use toasts::Toasts;

/// The frame.
#[component]
pub(super) fn Shell(children: Children) -> impl IntoView {
    let app = use_app();
    keys::listen(app);
    let board = Memo::new(move |_| app.place.with(|place| matches!(place.route, super::route::Route::Board(_))));
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = document().get_element_by_id("main") {
            use wasm_bindgen::JsCast;
            if let Ok(main) = main.dyn_into::<web_sys::HtmlElement>() {
                drop(main.focus());
            }
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t!(app, "skip")}</a>
        <div class="app">
            <div class="side">
                <Nav/>
                <Status/>
            </div>
            <main class="page" class:page-board=move || board.get() id="main" tabindex="-1">{children()}</main>
        </div>
        {move || app.over.get().map(super::pages::over)}
        <Toasts/>
        <div class="only-heard" aria-live="assertive">{move || app.heard.get()}</div>
    }
}

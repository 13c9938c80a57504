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

/// When the first screen has surely been shown.
const SETTLED: std::time::Duration = std::time::Duration::from_millis(900);

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
    // What stands in the way or is on offer comes in the later file, once the page is there.
    let settled = RwSignal::new(false);
    set_timeout(move || settled.set(true), SETTLED);
    view! {
        <a class="skip" href="#main" on:click=skip>{t!(app, "skip")}</a>
        <div class="app">
            <div class="side">
                <Nav/>
                <Status/>
            </div>
            <main class="page" class:page-board=move || board.get() id="main" tabindex="-1">
                {move || settled.get().then(super::pages::notices)}
                {children()}
            </main>
        </div>
        {move || app.over.get().map(super::pages::over)}
        <Toasts/>
        <div class="only-heard" aria-live="assertive">{move || app.heard.get()}</div>
    }
}

//! What stands in the way or is on offer, above the page: what happened, what was kept, what to do.

mod demo;
mod guest;
mod install;
mod picture;
mod trouble;
mod update;

use leptos::prelude::*;

use super::context::{App, Start, use_app};
use super::parts::icon::Icon;
pub(in crate::ui) use install::Installing;

/// Setting that says that the browser was asked to keep the storage.
const ASKED: &str = "fieldbook.asked-to-keep";
/// Acts after which the book is worth to be kept.
const WORTH: usize = 5;

/// Everything there is to say.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let app = use_app();
    ask_to_stay(app);
    let troubles = view! { <trouble::Unsaved/><trouble::Beginning/><trouble::Damage/> };
    view! {
        <section class="notices" aria-label=t!(app, "notices")>
            {troubles}<demo::MadeUp/><guest::OpenOutside/><update::Update/><install::Offer/>
        </section>
    }
}

/// Asks the browser once to keep the storage, when somebody came back to a book with work in it.
fn ask_to_stay(app: App) {
    let due = app.peek(|desk| {
        let sound = desk.start == Start::Sound && desk.book().history().len() >= WORTH;
        sound && desk.ports.settings.get(ASKED).is_none()
    });
    if due {
        app.peek(|desk| desk.ports.settings.set(ASKED, "1"));
        leptos::task::spawn_local(async move {
            // The settings show how it was answered, and ask again.
            super::settings::persist().await;
        });
    }
}

/// A notice.
#[component]
pub(in crate::ui) fn Notice(
    /// `notice-good`, `notice-warning`, `notice-bad` or nothing.
    #[prop(optional)]
    class: &'static str,
    icon: &'static str,
    /// What happened.
    title: String,
    /// What was kept and what to do.
    text: String,
    /// More, and the ways out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = (class == "notice-bad").then_some("alert");
    view! {
        <div class=format!("notice {class}") role=role>
            <Icon name=icon/>
            <p class="notice-title">{title}</p>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}

//! Inside another application (微信, 企业微信, 钉钉): how to open the system's browser, said before
//! anything is typed here, since what is typed here is not kept for long.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Notice;
use super::picture::{Picture, Step, Steps};
use crate::model::agent::Guest;
use crate::ui::context::{App, use_app};
use crate::ui::parts::clipboard;

/// The notice, where the browser is such a guest.
#[component]
pub(super) fn OpenOutside() -> impl IntoView {
    let app = use_app();
    let guest = Guest::of(&window().navigator().user_agent().unwrap_or_default());
    guest.map(|guest| {
        let name = app.text(guest.key(), &[]);
        let steps = vec![
            Step(Picture::Dots, t!(app, "guest-step-menu")),
            Step(Picture::BrowserRow, t!(app, "guest-step-browser")),
        ];
        view! {
            <Notice
                class="notice-warning"
                icon="alert"
                title=t!(app, "guest-title", name = name.as_str())
                text=t!(app, "guest-text", name = name.as_str())
            >
                <Steps steps=steps/>
                <div class="notice-acts">
                    <button class="button" type="button" on:click=move |_| copy(app)>{t!(app, "guest-copy")}</button>
                </div>
            </Notice>
        }
    })
}

/// Copies the address, for those who find no menu.
fn copy(app: App) {
    let address = window().location().href().unwrap_or_default();
    spawn_local(async move {
        let copied = clipboard::copy(&address).await.is_some();
        let said = if copied { t!(app, "guest-copied") } else { address };
        app.toast(said, !copied, false);
    });
}

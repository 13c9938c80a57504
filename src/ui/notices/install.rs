//! Adding the application to the device: by the browser's offer, or by hand on iPhone and iPad.

use leptos::prelude::*;

use super::Notice;
use super::picture::{Picture, Step, Steps};
use crate::model::agent::{Guest, is_apple_phone};
use crate::ui::context::{App, Start, use_app};
use crate::ui::parts::page;
use crate::ui::route::Route;

/// Setting that says that the offer was declined.
const DECLINED: &str = "fieldbook.install-declined";
/// Acts after which somebody seems to stay.
const SOME_USE: usize = 12;

/// How this device takes the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It has it already.
    Done,
    /// By the browser's own offer.
    Offer,
    /// By hand, from the share sheet.
    ShareSheet,
    /// By the browser's menu, or not at all.
    Menu,
}

/// The way that is open now; what reads it runs again when the browser makes its offer.
fn way() -> impl Fn() -> Way + Copy + 'static {
    let offered = page::watch("install", "fieldbook:install");
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let by_hand = is_apple_phone(&agent, navigator.max_touch_points());
    let standalone = page::matches("(display-mode: standalone)");
    move || match offered.get().as_deref() {
        Some("done") => Way::Done,
        _ if standalone => Way::Done,
        _ if by_hand => Way::ShareSheet,
        Some("offered") => Way::Offer,
        _ => Way::Menu,
    }
}

/// The quiet offer on the home page, after some use.
#[component]
pub(super) fn Offer() -> impl IntoView {
    let app = use_app();
    let (way, declined) = (way(), RwSignal::new(is_declined(app)));
    let home = Memo::new(move |_| app.place.with(|place| place.route == Route::Home));
    let due = Memo::new(move |_| {
        let used = app.read(|desk| desk.start == Start::Sound && desk.book().history().len() >= SOME_USE);
        home.get() && used && !declined.get() && matches!(way(), Way::Offer | Way::ShareSheet)
    });
    let decline = move |_| {
        app.peek(|desk| desk.ports.settings.set(DECLINED, "1"));
        declined.set(true);
    };
    move || {
        due.get().then(|| {
            view! {
                <Notice icon="shield" title=t!(app, "install-offer") text=t!(app, "install-offer-text")>
                    <Acts way=way()/>
                    <div class="notice-acts">
                        <button class="button button-quiet" type="button" on:click=decline>{t!(app, "install-decline")}</button>
                    </div>
                </Notice>
            }
        })
    }
}

fn is_declined(app: App) -> bool {
    let guest = Guest::of(&window().navigator().user_agent().unwrap_or_default()).is_some();
    guest || app.peek(|desk| desk.ports.settings.get(DECLINED)).is_some()
}

/// The control in the settings: what can be done here and now.
#[component]
pub(in crate::ui) fn Installing() -> impl IntoView {
    let way = way();
    move || view! { <Acts way=way()/> }
}

/// What to press, or what to do by hand.
#[component]
fn Acts(way: Way) -> impl IntoView {
    let app = use_app();
    match way {
        Way::Done => view! { <span class="tag tag-good">{t!(app, "install-done")}</span> }.into_any(),
        Way::Offer => {
            let press = move |_| page::tell("fieldbook:do-install");
            view! {
                <div class="notice-acts">
                    <button class="button button-primary" type="button" on:click=press>{t!(app, "install-do")}</button>
                </div>
            }
            .into_any()
        }
        Way::ShareSheet => {
            let steps = vec![
                Step(Picture::ShareButton, t!(app, "install-step-share")),
                Step(Picture::AddRow, t!(app, "install-step-add")),
                Step(Picture::HomeScreen, t!(app, "install-step-open")),
            ];
            view! { <Steps steps=steps/> }.into_any()
        }
        Way::Menu => view! { <p class="field-hint">{t!(app, "install-menu")}</p> }.into_any(),
    }
}

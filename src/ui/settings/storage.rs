//! What is kept on this device: how much, whether the browser may clear it, and how to wipe it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Setting;
use crate::book::acts::acts;
use crate::ui::context::{App, Start, use_app};
use crate::ui::notices::Installing;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::trouble;

/// What the browser says of the space used here.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Kept {
    bytes: Option<f64>,
    persisted: Option<bool>,
}

/// The panel.
#[component]
pub(super) fn Device() -> impl IntoView {
    let app = use_app();
    let (kept, wiping) = (RwSignal::new(Kept::default()), RwSignal::new(false));
    spawn_local(async move { kept.set(look().await) });
    let entries = app.peek(|desk| acts(desk.book().history()).len());
    let used = move || {
        let megabytes = kept.get().bytes? / 1_000_000.0;
        Some(t!(app, "settings-used", size = app.format().number(megabytes, 1)))
    };
    let promise = move || match kept.get().persisted {
        Some(true) => t!(app, "settings-persisted"),
        _ => t!(app, "settings-not-persisted"),
    };
    let ask = move |_| {
        spawn_local(async move {
            let granted = persist().await;
            kept.set(look().await);
            if !granted {
                app.toast(t!(app, "settings-persist-refused"), true, false);
            }
        });
    };
    view! {
        <section class="panel" aria-labelledby="settings-device">
            <div class="panel-head"><h2 id="settings-device">{t!(app, "settings-device")}</h2></div>
            <div class="setting" role="group" aria-label=t!(app, "settings-storage")>
                <div>
                    <p class="setting-name">{t!(app, "settings-storage")}</p>
                    <p class="field-hint">{t!(app, "settings-entries", n = counted(&app, entries))}</p>
                    <p class="field-hint">{used}</p>
                    <p class="field-hint">{promise}</p>
                </div>
                <div class="setting-control">
                    <Show
                        when=move || kept.get().persisted == Some(true)
                        fallback=move || view! { <button class="button" type="button" on:click=ask>{t!(app, "settings-persist")}</button> }
                    >
                        <span class="tag tag-good">{t!(app, "settings-kept")}</span>
                    </Show>
                </div>
            </div>
            <Setting name=t!(app, "settings-install") hint=t!(app, "settings-install-hint")>
                <Installing/>
            </Setting>
            <Setting name=t!(app, "settings-wipe") hint=t!(app, "settings-wipe-hint")>
                <button class="button button-danger" type="button" on:click=move |_| wiping.set(true)>
                    <Icon name="trash"/>{t!(app, "settings-wipe-ask")}
                </button>
            </Setting>
        </section>
        <Show when=move || wiping.get()>
            <Dialog title=t!(app, "settings-wipe-title") on_close=Callback::new(move |()| wiping.set(false))>
                <p>{t!(app, "settings-wipe-warning", n = counted(&app, entries))}</p>
                <div class="dialog-acts">
                    <button class="button" type="button" on:click=move |_| wiping.set(false)>{t!(app, "cancel")}</button>
                    <button class="button button-danger" type="button" on:click=move |_| wipe(app)>
                        <Icon name="trash"/>{t!(app, "settings-wipe-do")}
                    </button>
                </div>
            </Dialog>
        </Show>
    }
}

/// Removes everything and starts anew.
fn wipe(app: App) {
    spawn_local(async move {
        let store = app.peek(|desk| desk.ports.store.clone());
        match store.wipe().await {
            Ok(()) => {
                crate::ui::backup::forget(app);
                app.peek(|desk| desk.ports.settings.set(Start::MARK, "0"));
                // The page is left, so that nothing of what was shown stays.
                drop(window().location().set_href("./"));
            }
            Err(error) => app.toast(trouble::text(&app, &error), true, false),
        }
    });
}

async fn look() -> Kept {
    let storage = window().navigator().storage();
    let persisted = match storage.persisted() {
        Ok(asked) => JsFuture::from(asked).await.ok().and_then(|answer| answer.as_bool()),
        Err(_) => None,
    };
    let bytes = match storage.estimate() {
        Ok(asked) => JsFuture::from(asked).await.ok().and_then(|answer| number(&answer, "usage")),
        Err(_) => None,
    };
    Kept { bytes, persisted }
}

fn number(object: &JsValue, name: &str) -> Option<f64> {
    js_sys::Reflect::get(object.dyn_ref::<js_sys::Object>()?, &name.into()).ok()?.as_f64()
}

/// Asks the browser to keep the storage; whether it agreed.
pub(in crate::ui) async fn persist() -> bool {
    let Ok(asked) = window().navigator().storage().persist() else { return false };
    JsFuture::from(asked).await.ok().and_then(|answer| answer.as_bool()) == Some(true)
}

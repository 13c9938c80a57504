//! Notes at the edge of the screen: what was done, with a way back.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::context::{Toast, use_app};
use crate::ui::parts::icon::Icon;

/// How long a note stays while nobody points at it.
const STAY: Duration = Duration::from_secs(10);

/// The notes on screen.
#[component]
pub(super) fn Toasts() -> impl IntoView {
    let app = use_app();
    view! {
        <section class="toasts" aria-label=t!(app, "toasts") aria-live="polite">
            <For each=move || app.toasts.get() key=|toast| toast.number let:toast><Note toast=toast/></For>
        </section>
    }
}

#[component]
fn Note(toast: Toast) -> impl IntoView {
    let app = use_app();
    let number = toast.number;
    let close = move || app.toasts.update(|toasts| toasts.retain(|toast| toast.number != number));
    let held = RwSignal::new(false);
    let timer = set_interval_with_handle(
        move || {
            if !held.get_untracked() {
                close();
            }
        },
        STAY,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let undo = move |_| {
        close();
        app.undo();
    };
    view! {
        <div
            class="toast"
            class:toast-bad=toast.bad
            on:pointerenter=move |_| held.set(true)
            on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true)
            on:focusout=move |_| held.set(false)
        >
            <span class="toast-text">{toast.text}</span>
            {toast.undo.then(|| view! {
                <button class="button" type="button" on:click=undo>{t!(app, "undo")}</button>
            })}
            <button class="button button-icon toast-close" type="button" aria-label=t!(app, "dismiss") on:click=move |_| close()>
                <Icon name="close"/>
            </button>
        </div>
    }
}

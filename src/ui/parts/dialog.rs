//! Native dialogs and popovers.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Closes a popover, if it is open.
pub(in crate::ui) fn hide_popover(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element.filter(|element| element.matches(":popover-open").unwrap_or(false)) {
        drop(element.hide_popover());
    }
}

/// Frames to wait for a dialog to be in the page.
const FRAMES: u32 = 60;

/// Opens a dialog as soon as it is in the page. No effect: in a page that comes in a file of its own,
/// one that is made while the file arrives is never run.
fn show(node: NodeRef<leptos::html::Dialog>, frames: u32) {
    request_animation_frame(move || match node.try_get_untracked().flatten() {
        Some(dialog) if dialog.is_connected() => {
            let dialog: &HtmlDialogElement = &dialog;
            if !dialog.open() {
                drop(dialog.show_modal());
            }
        }
        _ if frames > 0 => show(node, frames - 1),
        _ => {}
    });
}

/// A modal dialog that is open while it is mounted; Escape and its close button call `on_close`.
/// Focus returns to where it was.
#[component]
pub(in crate::ui) fn Dialog(
    /// Its title.
    title: String,
    /// Called when it closes.
    on_close: Callback<()>,
    /// Its kind, where it is not a plain one: its title is then only heard, and a press beside it
    /// closes it.
    #[prop(optional)]
    class: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let beside = move |event: leptos::ev::MouseEvent| {
        if !class.is_empty() && event.target() == event.current_target() {
            on_close.run(());
        }
    };
    let node = NodeRef::<leptos::html::Dialog>::new();
    let before = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    show(node, FRAMES);
    let before = StoredValue::new_local(before);
    on_cleanup(move || {
        if let Some(Some(before)) = before.try_get_value()
            && before.is_connected()
        {
            drop(before.focus());
            // As long as the dialog is in the page nothing beside it takes the focus.
            request_animation_frame(move || {
                let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
                if is_free {
                    drop(before.focus());
                }
            });
        }
    });
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
    };
    view! {
        <dialog class=format!("dialog {class}") aria-labelledby="dialog-title" node_ref=node on:click=beside on:keydown=press on:cancel=move |event: leptos::ev::Event| {
            event.prevent_default();
            on_close.run(());
        }>
            <h2 class=if class.is_empty() { "dialog-title" } else { "only-heard" } id="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}

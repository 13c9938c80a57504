//! Dragging a stage by its grip: the list follows the pointer.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::State;
use crate::model::Id;
use crate::model::records::StageId;

/// Takes a stage by its grip.
pub(super) fn begin(state: State, event: &ev::PointerEvent, id: StageId) {
    if event.button() == 0 {
        event.prevent_default();
        state.dragged.set(Some(id));
    }
}

/// Follows the pointer as long as the form is there.
pub(super) fn listen(state: State) {
    let follow = window_event_listener(ev::pointermove, move |event| {
        let Some(id) = state.dragged.get_untracked() else { return };
        if let Some(at) = place(id, event.client_y()) {
            let stands = state.shown.with_untracked(|sheet| {
                sheet.as_ref().and_then(|sheet| sheet.lines.iter().position(|line| line.id == id))
            });
            if stands != Some(at) {
                state.change(|sheet| sheet.put(id, at));
            }
        }
    });
    let end = window_event_listener(ev::pointerup, move |_| state.dragged.set(None));
    let cancel = window_event_listener(ev::pointercancel, move |_| state.dragged.set(None));
    on_cleanup(move || {
        follow.remove();
        end.remove();
        cancel.remove();
    });
}

/// The place of the line under the pointer: that of the dragged one while it is over itself.
fn place(id: StageId, y: i32) -> Option<usize> {
    let lines = document().query_selector_all(".stage-line").ok()?;
    let mine = Some(Id::from(id).to_string());
    let mut own = None;
    for at in 0..lines.length() {
        let line = lines.item(at)?.dyn_into::<web_sys::Element>().ok()?;
        let here = line.get_attribute("data-stage") == mine;
        if here {
            own = Some(at as usize);
        }
        let bounds = line.get_bounding_client_rect();
        let (top, middle) = (bounds.top(), bounds.top() + bounds.height() / 2.0);
        // Past the middle of another line its place is taken, so that lines of different heights
        // do not change places to and fro.
        let before = own.is_none() && f64::from(y) < middle;
        if before {
            return Some(at as usize);
        }
        if own.is_some() && !here && f64::from(y) < middle {
            return Some(at as usize - 1);
        }
        if here && f64::from(y) >= top && f64::from(y) <= bounds.bottom() {
            return own;
        }
    }
    (lines.length() as usize).checked_sub(1)
}

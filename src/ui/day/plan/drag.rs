//! Dragging a visit by its grip: a line shows where it will stand; it is put there where it is let go.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::lines::put;
use crate::model::Id;
use crate::model::records::VisitId;
use crate::ui::context::App;

/// What is dragged, and the place that it would take.
pub(super) type Dragged = RwSignal<Option<(VisitId, usize)>>;

/// Follows the pointer as long as the lines are there.
pub(super) fn listen(app: App, order: Memo<Vec<VisitId>>) -> Dragged {
    let dragged: Dragged = RwSignal::new(None);
    let follow = window_event_listener(ev::pointermove, move |event| {
        let Some((id, at)) = dragged.get_untracked() else { return };
        let to = place(event.client_y());
        if to != at {
            dragged.set(Some((id, to)));
        }
    });
    let end = window_event_listener(ev::pointerup, move |_| {
        let Some((id, at)) = dragged.get_untracked() else { return };
        dragged.set(None);
        order.with_untracked(|order| {
            // Behind itself it is one place less.
            let from = order.iter().position(|one| *one == id).unwrap_or(at);
            put(app, order, id, if at > from { at - 1 } else { at });
        });
    });
    let cancel = window_event_listener(ev::pointercancel, move |_| dragged.set(None));
    on_cleanup(move || {
        follow.remove();
        end.remove();
        cancel.remove();
    });
    dragged
}

/// Takes a visit by its grip.
pub(super) fn begin(dragged: Dragged, event: &ev::PointerEvent, id: VisitId, at: usize) {
    if event.button() == 0 {
        event.prevent_default();
        // A finger keeps what it took: without this the grip would get all moves of it.
        let grip = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(grip) = grip {
            drop(grip.release_pointer_capture(event.pointer_id()));
        }
        dragged.set(Some((id, at)));
    }
}

/// Before how many of the lines that can be moved a height lies.
fn place(y: i32) -> usize {
    let Ok(lines) = document().query_selector_all(".day-line[data-visit]") else { return 0 };
    let before = |at: &u32| {
        let line = lines.item(*at).and_then(|line| line.dyn_into::<web_sys::Element>().ok());
        line.is_some_and(|line| {
            let bounds = line.get_bounding_client_rect();
            bounds.top() + bounds.height() / 2.0 < f64::from(y)
        })
    };
    (0..lines.length()).take_while(before).count()
}

/// The name of a line, by which its place is found.
pub(super) fn name(id: VisitId) -> String {
    Id::from(id).to_string()
}

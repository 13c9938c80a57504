//! The day as a bar, a piece for each visit; words beside it say the same.

use leptos::prelude::*;

use crate::ui::day::stop::Stop;
use crate::visits::trace::Status;

/// The bar; nothing on an empty day.
pub(super) fn bar(stops: &[Stop]) -> Option<AnyView> {
    let piece = |stop: &Stop| {
        let class = match stop.status {
            Status::Done if !stop.nobody => "trail-piece trail-piece-done",
            Status::UnderWay => "trail-piece trail-piece-now",
            Status::Done | Status::Missed => "trail-piece trail-piece-off",
            Status::Planned | Status::Cancelled | Status::Postponed => "trail-piece",
        };
        view! { <span class=class></span> }
    };
    let pieces: Vec<_> = stops.iter().map(piece).collect();
    (!pieces.is_empty()).then(|| view! { <div class="day-bar" aria-hidden="true">{pieces}</div> }.into_any())
}

//! What stands under the control of a day: whether it is off, and days for a next step.

use leptos::prelude::*;

use super::entry::Entry;
use crate::model::Kind;
use crate::model::records::{Activity, Deal, Visit};
use crate::model::{Collection, Record};
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::{calendar, day_of, why_off};

/// Days that something is planned for next: by collection and position of the field.
const NEXT: [(&Collection, usize); 3] = [
    (Deal::COLLECTION, Deal::NEXT_STEP_ON),
    (Visit::COLLECTION, Visit::NEXT_STEP_ON),
    (Activity::COLLECTION, Activity::DUE_ON),
];

/// What each proposed day is called.
const PROPOSED: [&str; 3] = ["day-next", "day-in-a-week", "day-in-a-month"];

/// What is said under the control; nothing where the field holds no day.
pub(super) fn under(app: App, entry: &Entry) -> Option<AnyView> {
    if !matches!(entry.field.kind, Kind::Date | Kind::Instant) {
        return None;
    }
    let next = NEXT.iter().any(|(of, at)| of.key == entry.collection && *at == entry.at);
    let proposals = next.then(|| proposals(app, entry));
    let entry = entry.clone();
    let off = move || {
        let day = day_of(app, &entry.now(app)?)?;
        let why = why_off(app, day)?;
        Some(view! { <p class="row field-hint"><Icon name="info" class="icon-small"/>{why}</p> })
    };
    Some(view! { {proposals}<div role="status">{off}</div> }.into_any())
}

/// Workdays to choose by a press: none of them is a day off.
fn proposals(app: App, entry: &Entry) -> AnyView {
    let text = entry.text;
    let chips = move || {
        let today = app.zone().day_of(app.now());
        let days = calendar(app).proposed(today);
        let chip = |(key, day): (&'static str, crate::model::Day)| {
            let label = app.text(key, &[("day", app.format().day(day).into())]);
            view! { <button class="chip" type="button" on:click=move |_| text.set(day.to_string())>{label}</button> }
        };
        PROPOSED.into_iter().zip(days).map(chip).collect::<Vec<_>>()
    };
    view! { <span class="row">{chips}</span> }.into_any()
}

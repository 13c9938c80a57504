//! The control of a place: coordinates or a pasted link of a map, and the device's own position.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::entry::Entry;
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;

/// The line to type in, given, with the button that fills it.
pub(super) fn input(app: App, entry: &Entry, line: AnyView) -> AnyView {
    let (text, error) = (entry.text, entry.error);
    let is_busy = RwSignal::new(false);
    let within = RwSignal::new(None::<u32>);
    let find = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            let position = app.peek(|desk| desk.ports.position.clone());
            let found = position.find().await;
            // The form may have been left while the device was looking.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(fix) => {
                    text.set(fix.place().text());
                    error.set(None);
                    within.set(Some(fix.metres));
                }
                Err(why) => error.set(Some(app.text(why.key(), &[]))),
            }
        });
    };
    let said = move || {
        if is_busy.get() {
            return Some(t!(app, "position-looking"));
        }
        within.get().map(|metres| t!(app, "position-within", n = counted(&app, metres as usize)))
    };
    let sketch = super::sketch::sketch(app, entry);
    view! {
        <span class="input-found">
            {line}
            <button class="button" type="button" disabled=move || is_busy.get() on:click=find>
                <Icon name="area" class="icon-small"/>{t!(app, "position-mine")}
            </button>
        </span>
        {sketch}
        <p class="field-hint" role="status">{said}</p>
    }
    .into_any()
}

//! Dictation under a long text of a visit: what is heard is put behind what is typed. Only where the device has it.

use leptos::prelude::*;

use super::entry::Entry;
use crate::model::records::Visit;
use crate::model::{Kind, Record};
use crate::ports::dictation::{End, Said, Trouble, joined};
use crate::ui::context::App;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// Ends listening, if it is under way.
fn end(ending: StoredValue<Option<End>, LocalStorage>) {
    if let Some(Some(end)) = ending.try_update_value(Option::take) {
        end();
    }
}

/// The button; nothing under other fields, and where the device cannot listen.
pub(super) fn button(app: App, entry: &Entry) -> Option<AnyView> {
    let is_spoken = entry.collection == Visit::COLLECTION.key && entry.field.kind == Kind::LongText;
    let dictation = app.peek(|desk| desk.ports.dictation.clone());
    if !is_spoken || !dictation.is_there() {
        return None;
    }
    let (text, of) = (entry.text, field::name(&app, entry.collection, &entry.field));
    let (listening, perhaps) = (RwSignal::new(false), RwSignal::new(String::new()));
    let ending = StoredValue::new_local(None::<End>);
    on_cleanup(move || end(ending));
    let stop = move || {
        // What seemed to be said is kept: it can be mended by hand.
        let last = perhaps.try_update(std::mem::take).unwrap_or_default();
        if !last.trim().is_empty() {
            text.update(|text| *text = joined(text, &last));
        }
        listening.try_set(false);
        end(ending);
    };
    let hear = move |said: Said| match said {
        // The page may be gone by the time something was heard.
        _ if listening.try_get_untracked().is_none() => {}
        Said::Perhaps(seems) => perhaps.set(seems),
        Said::Surely(words) => {
            perhaps.set(String::new());
            text.update(|text| *text = joined(text, &words));
        }
        // Ended within its own word: the next moment takes it down.
        Said::Over => request_animation_frame(stop),
        Said::Failed(why) => {
            let said = match why {
                Trouble::Silence => None,
                Trouble::Denied => Some(t!(app, "dictate-denied")),
                Trouble::Offline => Some(t!(app, "dictate-offline")),
                Trouble::Other(why) => Some(t!(app, "dictate-failed", why = why)),
            };
            if let Some(said) = said {
                app.toast(said, true, false);
            }
            request_animation_frame(stop);
        }
    };
    let press = move |_| {
        if listening.get_untracked() {
            return stop();
        }
        let language = app.format().language().tag();
        let begun = app.peek(|desk| desk.ports.dictation.listen(spoken(language), Box::new(hear)));
        listening.set(begun.is_some());
        ending.set_value(begun);
    };
    let said = move || if listening.get() { t!(app, "dictate-stop") } else { t!(app, "dictate") };
    let label = move || t!(app, "form-part", whole = said(), part = of.as_str());
    let note = move || {
        listening.get().then(|| {
            view! {
                <p class="second" role="status">{move || perhaps.get()}</p>
                <p class="field-hint">{t!(app, "dictate-note")}</p>
            }
        })
    };
    let button = view! {
        <div class="row offers">
            <button class="chip" type="button" aria-label=label aria-pressed=move || listening.get().to_string() title=t!(app, "dictate-note") on:click=press>
                <Icon name="mic" class="icon-small"/>{said}
            </button>
        </div>
        {note}
    };
    Some(button.into_any())
}

/// The tag of a language as recognition wants it, with its region.
fn spoken(tag: &str) -> &'static str {
    match tag {
        "zh-Hans" => "zh-CN",
        "zh-Hant" => "zh-TW",
        _ => "en-US",
    }
}

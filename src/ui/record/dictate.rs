//! Dictation into a long text: a button beside it, what is heard so far under it, the words where the caret stands.
//! Without dictation on the device there is no button.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::entry::Entry;
use super::recognition::Recognition;
use crate::model::dictated::{heard_as, inserted};
use crate::ports::Dictation;
use crate::ports::dictation::{End, Said, Trouble};
use crate::ui::context::App;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// Setting of the device: that somebody has read who may get the sound.
const TOLD: &str = "fieldbook.dictation";

/// A microphone; no first screen has it.
const MICROPHONE: &str = "M10 12.5a2.75 2.75 0 0 0 2.75-2.75v-4a2.75 2.75 0 0 0-5.5 0v4A2.75 2.75 0 0 0 10 12.5zM4.5 9.75a5.5 5.5 0 0 0 11 0M10 15.25v2";

thread_local! {
    /// Who listens: one text at a time.
    static LISTENS: Cell<Option<Dictating>> = const { Cell::new(None) };
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nobody is listened to.
    Idle,
    /// Whoever pressed is told who may get the sound.
    Telling,
    /// Somebody is listened to.
    Listening,
}

/// Dictation into one text.
#[derive(Clone, Copy)]
struct Dictating {
    app: App,
    /// The id of the control.
    control: StoredValue<String>,
    stage: RwSignal<Stage>,
    /// Words that may still change.
    perhaps: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    /// Whether anything was heard since the press, and since the last pause.
    heard: StoredValue<(bool, bool)>,
    end: StoredValue<Option<End>, LocalStorage>,
}

/// The control of a long text with the button beside it.
pub(super) fn beside(app: App, entry: &Entry, area: AnyView) -> AnyView {
    if !entry.is_dictated || !Recognition.is_there() {
        return area;
    }
    let dictating = Dictating {
        app,
        control: StoredValue::new(entry.id()),
        stage: RwSignal::new(Stage::Idle),
        perhaps: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        heard: StoredValue::new((false, false)),
        end: StoredValue::new_local(None),
    };
    on_cleanup(move || dictating.silence());
    let of = field::name(&app, entry.collection, &entry.field);
    view! {
        <div class="dictation">
            {area}
            <button class="button button-icon dictation-press" type="button" aria-label=t!(app, "dictate-of", field = of)
                aria-pressed=move || (dictating.stage.get() == Stage::Listening).to_string() on:click=move |_| dictating.press()>
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=MICROPHONE></path></svg>
            </button>
        </div>
        {move || (dictating.stage.get() == Stage::Telling).then(|| dictating.telling())}
        <p class="field-hint" role="status">{move || dictating.said()}</p>
    }
    .into_any()
}

impl Dictating {
    fn press(self) {
        match self.stage.get_untracked() {
            Stage::Listening => self.finish(),
            Stage::Telling => self.stage.set(Stage::Idle),
            Stage::Idle if self.app.peek(|desk| desk.ports.settings.get(TOLD)).is_none() => {
                self.stage.set(Stage::Telling);
            }
            Stage::Idle => self.begin(),
        }
    }

    /// Who may get the sound, said before any goes out, once on this device.
    fn telling(self) -> impl IntoView {
        let app = self.app;
        let agree = move |_| {
            app.peek(|desk| desk.ports.settings.set(TOLD, "told"));
            self.begin();
        };
        view! {
            <div class="notice" role="group" aria-label=t!(app, "dictate")>
                <Icon name="info"/>
                <p>{t!(app, "dictate-note")}</p>
                <div class="row">
                    <button class="button" type="button" on:click=agree>{t!(app, "dictate-begin")}</button>
                    <button class="button button-quiet" type="button" on:click=move |_| self.stage.set(Stage::Idle)>{t!(app, "cancel")}</button>
                </div>
            </div>
        }
    }

    fn begin(self) {
        if let Some(other) = LISTENS.replace(Some(self)).filter(|other| other.control != self.control) {
            other.finish();
        }
        self.trouble.set(None);
        self.heard.set_value((false, false));
        self.stage.set(Stage::Listening);
        self.listen();
    }

    /// Listens until the next pause.
    fn listen(self) {
        self.silence();
        let tag = heard_as(self.app.format().language());
        let end = Recognition.listen(tag, Box::new(move |said| self.hear(said)));
        if end.is_none() {
            self.trouble.set(Some(Trouble::Other("unavailable".to_owned())));
            self.stage.set(Stage::Idle);
        }
        self.end.set_value(end);
    }

    fn hear(self, said: Said) {
        // The form may have been left.
        if self.stage.try_get_untracked().is_none() {
            return;
        }
        match said {
            Said::Perhaps(seems) => {
                if !seems.is_empty() {
                    self.heard.set_value((true, true));
                }
                self.perhaps.set(seems);
            }
            Said::Surely(words) => {
                self.heard.set_value((true, true));
                self.perhaps.set(String::new());
                self.put(&words);
            }
            // Silence behind words is only their end.
            Said::Failed(Trouble::Silence) if self.heard.get_value().0 => {}
            Said::Failed(why) => self.trouble.set(Some(why)),
            // Ended within its own word: the next moment goes on, or takes it down.
            Said::Over => request_animation_frame(move || self.go_on()),
        }
    }

    /// After a pause: listens on where somebody spoke and nobody has ended it.
    fn go_on(self) {
        if self.stage.try_get_untracked() != Some(Stage::Listening) {
            return;
        }
        let (ever, now) = self.heard.get_value();
        self.put_perhaps();
        if now && self.trouble.with_untracked(Option::is_none) {
            self.heard.set_value((ever, false));
            return self.listen();
        }
        if !ever && self.trouble.with_untracked(Option::is_none) {
            self.trouble.set(Some(Trouble::Silence));
        }
        self.finish();
    }

    /// What was still open when it ended counts as said: it can be mended by hand.
    fn put_perhaps(self) {
        let words = self.perhaps.try_update(std::mem::take).unwrap_or_default();
        if !words.is_empty() {
            self.put(&words);
        }
    }

    fn finish(self) {
        if self.stage.try_get_untracked().is_some() {
            self.put_perhaps();
            self.stage.set(Stage::Idle);
        }
        self.silence();
    }

    /// Nothing more is heard.
    fn silence(self) {
        if let Some(Some(end)) = self.end.try_update_value(Option::take) {
            end();
        }
    }

    /// Puts words where the caret stands, as typing them would.
    fn put(self, words: &str) {
        let control = self.control.with_value(|id| document().get_element_by_id(id));
        let Some(area) = control.and_then(|control| control.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
        let text = area.value();
        let all = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        let caret = |end: Result<Option<u32>, _>| end.ok().flatten().unwrap_or(all);
        let selected = (caret(area.selection_start()), caret(area.selection_end()));
        let Some((text, caret)) = inserted(&text, selected, words) else { return };
        area.set_value(&text);
        // A browser that keeps the caret elsewhere has the words all the same.
        drop(area.set_selection_range(caret, caret));
        if let Ok(event) = document().create_event("Event") {
            event.init_event_with_bubbles("input", true);
            drop(area.dispatch_event(&event));
        }
    }

    fn said(self) -> Option<String> {
        let app = self.app;
        if let Some(why) = self.trouble.get() {
            return Some(match why {
                Trouble::Silence => t!(app, "dictate-silent"),
                Trouble::Denied => t!(app, "dictate-denied"),
                Trouble::Offline => t!(app, "dictate-offline"),
                Trouble::Other(why) => t!(app, "dictate-failed", why = why),
            });
        }
        (self.stage.get() == Stage::Listening).then(|| match self.perhaps.get() {
            seems if seems.is_empty() => t!(app, "dictate-listening"),
            seems => t!(app, "dictate-hears", words = seems),
        })
    }
}

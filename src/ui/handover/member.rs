//! Somebody whose device is set up: their passphrase, their file, and what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::give::Given;
use super::kept::Kept;
use super::ready::{Ready, ReadyFile, hand};
use super::write;
use crate::exchange::handover::Standing;
use crate::exchange::phrase;
use crate::model::Id;
use crate::ports::stop::Stop;
use crate::ui::context::{App, use_app};
use crate::ui::parts::clipboard;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::person::disc;

/// How far a file is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum State {
    /// Nobody has asked for it.
    #[default]
    Idle,
    /// It is being written; what is being done.
    Working(String),
    /// It is there.
    Done(Ready),
    /// It came to nothing, and why.
    Failed(String),
}

/// A person with their file.
#[derive(Clone, Copy)]
pub(super) struct Member {
    /// Who.
    pub(super) id: Id,
    name: StoredValue<String>,
    phrase: RwSignal<String>,
    /// How far the file is.
    pub(super) state: RwSignal<State>,
    /// What became of it.
    pub(super) given: RwSignal<Option<Given>>,
    stop: StoredValue<Stop, LocalStorage>,
}

impl Member {
    /// A person, with a passphrase proposed.
    pub(super) fn new(app: App, id: Id, name: String) -> Self {
        let (proposed, stop) = (propose(app), StoredValue::new_local(Stop::default()));
        on_cleanup(move || stop.with_value(Stop::press));
        Self {
            id,
            name: StoredValue::new(name),
            phrase: RwSignal::new(proposed),
            state: RwSignal::default(),
            given: RwSignal::new(None),
            stop,
        }
    }

    /// Whether a file is being written.
    pub(super) fn is_busy(self) -> bool {
        self.state.with(|state| matches!(state, State::Working(_)))
    }

    /// Writes the file; `None` where that was stopped, or came to nothing.
    pub(super) async fn written(self, app: App) -> Option<Ready> {
        let (state, stop) = (self.state, Stop::default());
        self.stop.try_update_value(|before| *before = stop.clone())?;
        self.given.set(None);
        let (name, phrase) = (self.name.get_value(), phrase::tidy(&self.phrase.get_untracked()));
        if !phrase::is_long_enough(&phrase) {
            state.set(State::Failed(t!(app, "handover-phrase-short")));
            return None;
        }
        let tell = move |said: String| drop(state.try_set(State::Working(said)));
        let outcome = stop.unless(write::set_up(app, (self.id, &name), &phrase, &tell)).await;
        let (next, ready) = match outcome {
            Some(Ok(ready)) => (State::Done(ready.clone()), Some(ready)),
            Some(Err(why)) => (State::Failed(t!(app, "handover-not-written", why = why)), None),
            None => (State::Idle, None),
        };
        drop(state.try_set(next));
        ready
    }

    fn stop(self) {
        self.stop.with_value(Stop::press);
    }
}

fn propose(app: App) -> String {
    phrase::propose(&app.peek(|desk| desk.ports.random.seed()))
}

/// The person as an item of a list.
#[component]
pub(super) fn MemberLine(member: Member, kept: Kept) -> impl IntoView {
    let app = use_app();
    let name = member.name.get_value();
    let write = move |_| {
        spawn_local(async move {
            if let Some(ready) = member.written(app).await {
                kept.refresh(app);
                hand(&ready.file, member.given, Callback::new(|()| ()));
            }
        });
    };
    let label = t!(app, "handover-write-for", who = name.as_str());
    // What is being done alone does not build the rest again.
    let busy = Memo::new(move |_| member.is_busy());
    let state = move || {
        if busy.get() {
            return working(app, member);
        }
        member.state.with(|state| match state {
            State::Done(ready) => {
                view! { <ReadyFile ready=ready.clone() given=member.given on_out=Callback::new(|()| ())/> }.into_any()
            }
            State::Failed(why) => view! { <p class="field-error" role="alert">{why.clone()}</p> }.into_any(),
            State::Idle | State::Working(_) => ().into_any(),
        })
    };
    let stands = Memo::new(move |_| kept.read(|ledger| ledger.standing(member.id)).unwrap_or_default());
    let standing = move || standing(app, stands.get());
    let before = move || stands.with(|stands| stands.is_set_up);
    let again = move || before().then(|| view! { <p class="field-hint">{t!(app, "handover-set-up-again")}</p> });
    view! {
        <li class="hand-person">
            <p class="row">{disc(&name)}<strong>{name.clone()}</strong>{standing}</p>
            {again}
            <Phrase member=member/>
            <div class="row">
                <button class="button" type="button" aria-label=label disabled=move || busy.get() on:click=write><Icon name="file"/>{t!(app, "handover-write")}</button>
            </div>
            {state}
        </li>
    }
}

/// Whether the person was set up, as a tag.
fn standing(app: App, stands: Standing) -> Option<AnyView> {
    let when = app.format().instant(stands.set_up?, &app.zone());
    let (class, said) = if stands.is_set_up {
        ("tag tag-good", t!(app, "handover-set-up-done", when = when))
    } else {
        ("tag", t!(app, "handover-set-up-made", when = when))
    };
    Some(view! { <span class=class>{said}</span> }.into_any())
}

fn working(app: App, member: Member) -> AnyView {
    let said =
        move || member.state.with(|state| if let State::Working(said) = state { said.clone() } else { String::new() });
    view! {
        <div class="progress">
            <progress class="progress-bar" aria-label=said></progress>
            <p class="field-hint" role="status">{said}</p>
        </div>
        <div class="row"><button class="button" type="button" on:click=move |_| member.stop()>{t!(app, "handover-cancel")}</button></div>
    }
    .into_any()
}

/// The passphrase: proposed, told, typed anew.
#[component]
fn Phrase(member: Member) -> impl IntoView {
    let app = use_app();
    let (name, phrase) = (member.name.get_value(), member.phrase);
    let id = format!("phrase-{}", member.id);
    let hint = format!("{id}-hint");
    let short = Memo::new(move |_| phrase.with(|phrase| !phrase::is_long_enough(phrase)));
    let copy = move |_| {
        let text = phrase.get_untracked();
        spawn_local(async move {
            let copied = clipboard::copy(&text).await.is_some();
            let said = if copied { t!(app, "handover-phrase-copied") } else { t!(app, "handover-phrase-not-copied") };
            app.toast(said, !copied, false);
        });
    };
    let (copy_name, other_name) = (
        t!(app, "handover-phrase-copy-of", who = name.as_str()),
        t!(app, "handover-phrase-other-of", who = name.as_str()),
    );
    let said = move || if short.get() { t!(app, "handover-phrase-short") } else { t!(app, "handover-phrase-tell") };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{t!(app, "handover-phrase-of", who = name)}</label>
            <input class="input hand-phrase" id=id autocomplete="off" autocapitalize="none" spellcheck="false"
                aria-invalid=move || short.get().then_some("true") aria-describedby=hint.clone()
                prop:value=phrase on:input=move |event| phrase.set(event_target_value(&event))/>
            <p class="field-hint" class:field-error=move || short.get() id=hint>{said}</p>
            <div class="row">
                <button class="button button-quiet" type="button" aria-label=copy_name on:click=copy><Icon name="pair"/>{t!(app, "handover-phrase-copy")}</button>
                <button class="button button-quiet" type="button" aria-label=other_name on:click=move |_| phrase.set(propose(app))><Icon name="redo"/>{t!(app, "handover-phrase-other")}</button>
            </div>
        </div>
    }
}

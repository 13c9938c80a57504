//! Opening files: chosen or dropped, any number at once; what each was and what was done with it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::kept::Kept;
use super::opened::OpenedFile;
use super::read::{self, Outcome};
use crate::ports::stop::Stop;
use crate::ui::context::{App, use_app};
use crate::ui::parts::arrive::{chosen, dropped};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;

/// A file that came, with what was done with it.
#[derive(Clone, Copy)]
pub(super) struct Came {
    /// Its place among those that came.
    pub(super) number: usize,
    /// Its name and bytes; none where they could not be read.
    pub(super) file: StoredValue<(String, Option<Arc<Vec<u8>>>)>,
    /// What was done.
    pub(super) outcome: RwSignal<Outcome>,
}

/// The files that came, and the work on them.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    kept: Kept,
    all: RwSignal<Vec<Came>>,
    /// Which of how many is being opened.
    busy: RwSignal<Option<(usize, usize)>>,
    stop: StoredValue<Stop, LocalStorage>,
    owner: StoredValue<Option<Owner>>,
}

impl Opening {
    fn new(kept: Kept) -> Self {
        let stop = StoredValue::new_local(Stop::default());
        on_cleanup(move || stop.with_value(Stop::press));
        Self {
            kept,
            all: RwSignal::default(),
            busy: RwSignal::new(None),
            stop,
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Opens files one after another.
    fn take(self, app: App, files: Vec<File>) {
        if files.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut came = Vec::new();
            for file in files {
                let bytes = read::bytes(app, &file).await;
                let (bytes, outcome) = match bytes {
                    Ok(bytes) => (Some(Arc::new(bytes)), Outcome::Waits),
                    Err(why) => (None, Outcome::Refused { lines: vec![why], again: false }),
                };
                let Some(one) = self.add(file.name(), bytes, outcome) else { return };
                came.push(one);
            }
            self.open(app, came, None).await;
        });
    }

    /// Adds a file to the list; `None` where the page is gone.
    fn add(self, name: String, bytes: Option<Arc<Vec<u8>>>, outcome: Outcome) -> Option<Came> {
        let number = self.all.try_with_untracked(Vec::len)?;
        let owner = self.owner.try_get_value()??;
        // What belongs to a file lives as long as the page, not as long as what reads the list.
        let made = || Came { number, file: StoredValue::new((name, bytes)), outcome: RwSignal::new(outcome) };
        let one = owner.with(made);
        self.all.update(|all| all.push(one));
        Some(one)
    }

    /// Opens one that asked for its passphrase.
    pub(super) fn unlock(self, app: App, one: Came, phrase: String) {
        spawn_local(async move { self.open(app, vec![one], Some(phrase)).await });
    }

    async fn open(self, app: App, files: Vec<Came>, phrase: Option<String>) {
        let stop = Stop::default();
        if self.stop.try_update_value(|before| *before = stop.clone()).is_none() {
            return;
        }
        let mut set_up = false;
        for (at, one) in files.iter().enumerate() {
            self.busy.try_set(Some((at + 1, files.len())));
            set_up |= self.open_one(app, *one, phrase.clone(), &stop).await;
        }
        // What came before its key did opens now.
        if set_up {
            let again = |one: &Came| one.outcome.with_untracked(Outcome::may_open_now);
            let waiting = self.all.try_with_untracked(|all| all.iter().copied().filter(again).collect::<Vec<_>>());
            for one in waiting.unwrap_or_default() {
                self.open_one(app, one, None, &stop).await;
            }
        }
        self.busy.try_set(None);
        self.kept.refresh(app);
    }

    /// Opens a file; whether it set this device up.
    async fn open_one(self, app: App, one: Came, phrase: Option<String>, stop: &Stop) -> bool {
        let Some((_, Some(bytes))) = one.file.try_get_value() else { return false };
        let tell = move |outcome: Outcome| drop(one.outcome.try_set(outcome));
        let found = stop.unless(read::look_through(app, &bytes, phrase, &tell)).await;
        let outcome = match found {
            // What is being taken in is not stopped half-way.
            Some(Ok(found)) => read::take_in(app, found).await,
            Some(Err(outcome)) => outcome,
            None => Outcome::Refused { lines: vec![t!(app, "handover-stopped")], again: true },
        };
        let set_up = matches!(outcome, Outcome::Taken { set_up: true, .. });
        tell(outcome);
        set_up
    }

    /// Ends the work on the file that is being opened.
    pub(super) fn stop(self) {
        self.stop.with_value(Stop::press);
    }
}

/// The panel.
#[component]
pub(super) fn OpenFiles(kept: Kept) -> impl IntoView {
    let app = use_app();
    let opening = Opening::new(kept);
    let over = dropped(move |files| opening.take(app, files));
    let busy = Memo::new(move |_| opening.busy.get().is_some());
    let progress = move || {
        busy.get().then(|| {
            let at = move || opening.busy.get().unwrap_or((0, 1));
            let said = move || {
                let (at, all) = at();
                t!(app, "handover-opening", at = counted(&app, at), all = counted(&app, all))
            };
            view! {
                <div class="progress">
                    <progress class="progress-bar" max=move || at().1 value=move || at().0.saturating_sub(1) aria-label=said></progress>
                    <p class="field-hint" role="status">{said}</p>
                </div>
                <div class="row"><button class="button" type="button" on:click=move |_| opening.stop()>{t!(app, "handover-stop")}</button></div>
            }
        })
    };
    let some = Memo::new(move |_| opening.all.with(|all| !all.is_empty()));
    let list = move || {
        some.get().then(|| {
            view! {
                <h3 class="only-heard">{t!(app, "handover-opened")}</h3>
                <ul class="hand-files" role="list">
                    <For each=move || opening.all.get() key=|one| one.number let:one><OpenedFile one=one opening=opening/></For>
                </ul>
            }
        })
    };
    view! {
        <section class="panel stack hand-panel" aria-labelledby="handover-open" class:is-over=over aria-busy=move || busy.get().then_some("true")>
            <div class="panel-head"><h2 id="handover-open">{t!(app, "handover-open")}</h2></div>
            <p class="second">{t!(app, "handover-open-text")}</p>
            <div class="row">
                <label class="button button-primary file-button">
                    <Icon name="import"/>{t!(app, "handover-open-do")}
                    <input class="only-heard" type="file" multiple on:change=move |event| opening.take(app, chosen(&event))/>
                </label>
                <span class="field-hint wide-only">{t!(app, "handover-open-drop")}</span>
            </div>
            {progress}
            {list}
        </section>
    }
}

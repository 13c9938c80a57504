//! What is to be handed back: signatures, remarks and receipts, a file a person.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::give::{Given, give};
use super::kept::Kept;
use super::ready::{Ready, ReadyFile};
use super::write;
use crate::exchange::handover::{Here, waiting};
use crate::model::Id;
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::person::disc;
use crate::ui::parts::share::Outgoing;

/// Somebody for whom something waits.
type Waiting = (Id, String);

/// A file that was written.
#[derive(Clone)]
struct Done {
    number: usize,
    ready: Ready,
    given: RwSignal<Option<Given>>,
}

/// The files that were written, and the work on more of them.
#[derive(Clone, Copy)]
struct Work {
    kept: Kept,
    done: RwSignal<Vec<Done>>,
    failed: RwSignal<Vec<String>>,
    busy: RwSignal<bool>,
    owner: StoredValue<Owner>,
}

impl Work {
    /// Writes the files of some people, and gives them away together.
    async fn write(self, app: App, people: Vec<Waiting>) {
        self.busy.set(true);
        self.failed.set(Vec::new());
        let mut written = Vec::new();
        for (id, name) in &people {
            match write::answer(app, (*id, name)).await {
                Ok(ready) => written.extend(self.add(ready)),
                Err(why) => {
                    let said = t!(app, "handover-not-written", why = why);
                    let said = t!(app, "form-part", whole = name.as_str(), part = said);
                    self.failed.try_update(|failed| failed.push(said));
                }
            }
        }
        self.busy.try_set(false);
        self.kept.refresh(app);
        if written.is_empty() {
            return;
        }
        let files = written.iter().map(|done: &Done| Outgoing::clone(&done.ready.file)).collect::<Vec<_>>();
        let became = give(&files).await;
        for done in written {
            done.given.try_set(Some(became));
        }
    }

    /// Lists a file; `None` where the page is gone.
    fn add(self, ready: Ready) -> Option<Done> {
        let number = self.done.try_with_untracked(Vec::len)?;
        // It lives as long as the page, not as long as what reads the list.
        let given = self.owner.try_get_value()?.with(|| RwSignal::new(None));
        let done = Done { number, ready, given };
        self.done.update(|all| all.push(done.clone()));
        Some(done)
    }
}

/// The panel; nothing where nobody was set up from here.
#[component]
pub(in crate::ui) fn Answers(
    /// What the device remembers.
    kept: Kept,
) -> impl IntoView {
    let some = Memo::new(move |_| kept.read(|ledger| ledger.people().next().is_some()) == Some(true));
    move || some.get().then(|| view! { <Panel kept=kept/> })
}

#[component]
fn Panel(kept: Kept) -> impl IntoView {
    let app = use_app();
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let work = Work { kept, done: RwSignal::default(), failed: RwSignal::default(), busy: RwSignal::new(false), owner };
    let people = Memo::new(move |_| {
        let today = app.zone().day_of(app.now());
        let people = kept
            .read(|ledger| app.read(|desk| waiting(&Here { book: desk.book(), ledger }, today)))
            .unwrap_or_default();
        let named = |id: Id| (id, app.peek(|desk| title::anywhere(desk.book(), id)).unwrap_or_default());
        people.into_iter().map(named).collect::<Vec<Waiting>>()
    });
    let count = move || people.with(|people| t!(app, "handover-answers-count", n = counted(&app, people.len())));
    let tag = move || {
        let some = people.with(Vec::len);
        (some > 0).then(|| view! { <span class="tag tag-accent" aria-hidden="true">{counted(&app, some).text}</span> })
    };
    let lines = move || people.get().into_iter().map(|one| line(app, work, one)).collect::<Vec<_>>();
    let all = move |_| spawn_local(async move { work.write(app, people.get_untracked()).await });
    let together = move || {
        let many = people.with(Vec::len);
        (many > 1).then(|| view! {
            <div class="panel-foot"><button class="button button-primary" type="button" disabled=move || work.busy.get() on:click=all><Icon name="export"/>{t!(app, "handover-answers-do", n = counted(&app, many))}</button></div>
        })
    };
    let failed = move || {
        work.failed
            .get()
            .into_iter()
            .map(|why| view! { <p class="field-error" role="alert">{why}</p> })
            .collect::<Vec<_>>()
    };
    let writing = move || work.busy.get().then(|| t!(app, "handover-writing"));
    view! {
        <section class="panel stack hand-panel" aria-labelledby="handover-answers">
            <div class="panel-head"><h2 id="handover-answers">{t!(app, "handover-answers")}</h2>{tag}</div>
            <p>{count}</p>
            <p class="second">{t!(app, "handover-answers-text")}</p>
            <ul class="hand-files" role="list">{lines}</ul>
            {together}
            <p class="field-hint" role="status">{writing}</p>
            {failed}
            <ul class="hand-files" role="list">
                <For each=move || work.done.get() key=|done| done.number let:done>{ready(done)}</For>
            </ul>
        </section>
    }
}

fn line(app: App, work: Work, one: Waiting) -> AnyView {
    let name = one.1.clone();
    let label = t!(app, "handover-answer-for", who = name.as_str());
    let press = move |_| {
        let one = one.clone();
        spawn_local(async move { work.write(app, vec![one]).await });
    };
    view! {
        <li class="hand-waits">
            <span class="row">{disc(&name)}<strong>{name.clone()}</strong></span>
            <button class="button" type="button" aria-label=label disabled=move || work.busy.get() on:click=press><Icon name="export"/>{t!(app, "handover-back")}</button>
        </li>
    }
    .into_any()
}

fn ready(done: Done) -> AnyView {
    let name = done.ready.who.clone();
    view! {
        <li class="hand-file">
            <p class="row">{disc(&name)}<strong>{name.clone()}</strong></p>
            <ReadyFile ready=done.ready given=done.given on_out=Callback::new(|()| ())/>
        </li>
    }
    .into_any()
}

//! Handing in what one has done: one press, one file, and how far it is delivered.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept::Kept;
use super::ready::{Ready, ReadyFile, hand};
use super::write;
use crate::exchange::handover::{Delivery, Here, delivered};
use crate::model::Id;
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// How far the file is.
#[derive(Clone, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Working,
    Done(Ready),
    Failed(String),
}

/// How far a form is delivered, as a tag.
fn tag(app: App, delivery: Delivery) -> AnyView {
    let when = |at| app.format().instant(at, &app.zone());
    let (class, said) = match delivery {
        Delivery::NotOurs => return ().into_any(),
        Delivery::NotYet => ("tag tag-warning", t!(app, "handover-state-not")),
        Delivery::Handed(at) => ("tag tag-accent", t!(app, "handover-state-handed", when = when(at))),
        Delivery::Received { at, .. } => ("tag tag-good", t!(app, "handover-state-received", when = when(at))),
    };
    view! { <span class=class>{said}</span> }.into_any()
}

/// The panel; nothing on a device that was not set up for the person.
#[component]
pub(in crate::ui) fn HandIn(
    /// Whose work; whoever the device was set up for, where nobody is named.
    #[prop(optional)]
    person: Option<Id>,
    /// The form that the page is about.
    #[prop(optional)]
    form: Option<Id>,
    /// What the device remembers.
    kept: Kept,
) -> impl IntoView {
    let app = use_app();
    let whom = Memo::new(move |_| {
        let (me, lead) = kept.read(|ledger| (ledger.me(), ledger.lead()))?;
        let me = me.filter(|me| person.is_none_or(|person| app.read(|desk| desk.book().resolve(person) == *me)))?;
        app.read(|desk| {
            let lead = crate::control::day::standing::signer(desk.book(), me).or(lead);
            lead.and_then(|lead| title::anywhere(desk.book(), lead))
        })
        .or_else(|| Some(t!(app, "handover-supervisor")))
    });
    move || whom.get().map(|whom| view! { <Panel whom=whom form=form kept=kept/> })
}

#[component]
fn Panel(whom: String, form: Option<Id>, kept: Kept) -> impl IntoView {
    let app = use_app();
    let (state, given) = (RwSignal::new(State::default()), RwSignal::new(None));
    let delivery = Memo::new(move |_| {
        let form = form?;
        kept.read(|ledger| app.read(|desk| delivered(&Here { book: desk.book(), ledger }, form, None)))
    });
    let out = Callback::new(move |()| kept.refresh(app));
    let who = whom.clone();
    let press = move |_| {
        let who = who.clone();
        state.set(State::Working);
        given.set(None);
        spawn_local(async move {
            let outcome = write::day(app, &who).await;
            kept.refresh(app);
            match outcome {
                Ok(ready) => {
                    drop(state.try_set(State::Done(ready.clone())));
                    hand(&ready.file, given, out);
                }
                Err(why) => drop(state.try_set(State::Failed(t!(app, "handover-not-written", why = why)))),
            }
        });
    };
    let working = Memo::new(move |_| state.with(|state| *state == State::Working));
    let said = move || {
        state.with(|state| match state {
            State::Idle => ().into_any(),
            State::Working => {
                view! { <p class="field-hint" role="status">{t!(app, "handover-writing")}</p> }.into_any()
            }
            State::Done(ready) => view! { <ReadyFile ready=ready.clone() given=given on_out=out/> }.into_any(),
            State::Failed(why) => view! { <p class="field-error" role="alert">{why.clone()}</p> }.into_any(),
        })
    };
    let page = Place::new(Route::HandOver).href();
    let elsewhere = form.map(|_| view! { <a class="button button-quiet" href=page>{t!(app, "handover-pages")}</a> });
    view! {
        <section class="panel stack hand-panel" aria-labelledby="handover-mine">
            <div class="panel-head"><h2 id="handover-mine">{t!(app, "handover-mine", who = whom.as_str())}</h2><span class="row">{move || delivery.get().map(|delivery| tag(app, delivery))}</span></div>
            <p class="second">{t!(app, "handover-mine-text", who = whom)}</p>
            {said}
            <div class="panel-foot">
                <button class="button button-primary" type="button" disabled=move || working.get() on:click=press><Icon name="export"/>{t!(app, "handover-mine-do")}</button>
                {elsewhere}
            </div>
        </section>
    }
}

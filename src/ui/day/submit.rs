//! How a form of a day stands, and handing it in.

use leptos::prelude::*;

use crate::book::Rejection;
use crate::control::day::open::{OpenPlan, OpenReport};
use crate::control::day::row::{Stands, stands};
use crate::control::day::standing::{Standing, signer, signs_for};
use crate::control::day::submit::Submit as HandIn;
use crate::control::day::{Paper, Sheet};
use crate::model::records::{ApprovalId, Person};
use crate::model::{Day, Id};
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::ui::sign::SignedPanel;

/// How a form stands, for whoever acts.
pub(super) fn watch(app: App, of: (Paper, Id, Day)) -> Memo<Option<Stands>> {
    let today = app.zone().day_of(app.now());
    Memo::new(move |_| {
        let now = app.now();
        app.read(|desk| stands(desk.book(), of, desk.actor.person, (today, now)))
    })
}

/// Opens the form where it is not there yet; whether it is there now.
pub(super) fn opened(app: App, (paper, owner, day): (Paper, Id, Day)) -> Option<Id> {
    let find = || app.peek(|desk| Sheet::find(desk.book(), paper, owner, day)).map(|sheet| sheet.id);
    find().or_else(|| {
        let outcome = match paper {
            Paper::Plan => app.act(&OpenPlan { owner, day }),
            Paper::Report => {
                let calendar = untrack(|| calendar(app));
                app.act(&OpenReport { owner, day, calendar: calendar.as_ref().clone() })
            }
        };
        matches!(outcome, Ok(_) | Err(Rejection::Nothing)).then(find).flatten()
    })
}

/// Whoever may sign, where nobody leads the person.
fn signers(desk: &Desk, owner: Id) -> Vec<(String, String)> {
    let book = desk.book();
    let may = |person: &Person| signs_for(book, person.id.into(), owner);
    let named = |person: Person| (Id::from(person.id).to_string(), person.name.unwrap_or_default());
    let mut all: Vec<(String, String)> = book.all::<Person>().filter(may).map(named).collect();
    crate::model::order::by_key(&mut all, |(id, name)| (name.clone(), id.clone()));
    all
}

/// The panel: how it stands, whom it goes to, and the button.
#[component]
pub(super) fn Submit(paper: Paper, person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let stands = watch(app, (paper, person, day));
    let boss = Memo::new(move |_| app.read(|desk| signer(desk.book(), person)));
    let others = Memo::new(move |_| app.read(|desk| signers(desk, person)));
    let chosen = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let asked = move || {
        let first = || others.with_untracked(|others| others.first().map(|(id, _)| id.clone()));
        boss.get_untracked().or_else(|| {
            let chosen = Some(chosen.get_untracked()).filter(|chosen| !chosen.is_empty()).or_else(first);
            chosen.and_then(|chosen| Id::parse(&chosen))
        })
    };
    let press = move |_| {
        let (asked_of, said) = (asked(), note.get_untracked());
        let Some(form) = opened(app, (paper, person, day)) else { return };
        let command = HandIn { form, request: ApprovalId(app.new_id()), asked_of, note: Some(said) };
        if app.act(&command).is_ok() {
            drop(note.try_set(String::new()));
        }
    };
    let state = Memo::new(move |_| stands.with(|stands| stands.as_ref().map(|stands| stands.standing.clone())));
    let open = Memo::new(move |_| {
        state.with(|state| matches!(state, None | Some(Standing::Draft | Standing::Returned | Standing::Changed(..))))
    });
    let whom = move || {
        match boss.get() {
        Some(boss) => {
            let name = app.read(|desk| title::anywhere(desk.book(), boss)).unwrap_or_default();
            view! { <p class="second">{t!(app, "day-goes-to", name = name)}</p> }.into_any()
        }
        None if others.with(Vec::is_empty) => view! { <p class="second">{t!(app, "day-no-signer")}</p> }.into_any(),
        None => view! {
            <div class="field">
                <label class="field-label" for="submit-who">{app.text("field-approvals-asked_of", &[])}</label>
                <Choose id="submit-who" options=Signal::derive(move || others.get()) value=Signal::derive(move || {
                    let chosen = chosen.get();
                    if chosen.is_empty() { others.with(|others| others.first().map(|(id, _)| id.clone()).unwrap_or_default()) } else { chosen }
                }) on_pick=Callback::new(move |id| chosen.set(id))/>
            </div>
        }
        .into_any(),
    }
    };
    let form = move || {
        open.get().then(|| {
            let key = match (paper, state.with(Option::is_some) && state.with(|state| !matches!(state, Some(Standing::Draft)))) {
                (Paper::Plan, false) => "plan-submit",
                (Paper::Report, false) => "report-submit",
                (_, true) => "day-submit-again",
            };
            view! {
                {whom}
                <div class="field">
                    <label class="field-label" for="submit-note">{t!(app, "day-note")}</label>
                    <textarea class="area day-note" id="submit-note" rows="1" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
                </div>
                <div class="panel-foot day-submit"><button class="button button-primary" type="button" on:click=press><Icon name="check"/>{app.text(key, &[])}</button></div>
            }
        })
    };
    let form_id = Memo::new(move |_| stands.with(|stands| stands.as_ref().map(|stands| stands.sheet.id)));
    view! {
        <section class="panel" aria-labelledby="day-standing">
            <div class="panel-head"><h2 id="day-standing">{t!(app, "day-standing")}</h2><span class="row">{move || stands.with(|stands| words::standing(app, stands.as_ref()))}</span></div>
            {form}
        </section>
        {move || form_id.get().map(|id| view! { <SignedPanel id=id/> })}
    }
}

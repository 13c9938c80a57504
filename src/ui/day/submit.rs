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
use crate::ui::handover::{HandIn, Kept};
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

/// Whom a form goes to: who leads the person, else somebody chosen.
#[derive(Clone, Copy)]
struct Whom {
    boss: Memo<Option<Id>>,
    others: Memo<Vec<(String, String)>>,
    chosen: RwSignal<Option<String>>,
}

impl Whom {
    fn of(app: App, person: Id) -> Self {
        Self {
            boss: Memo::new(move |_| app.read(|desk| signer(desk.book(), person))),
            others: Memo::new(move |_| app.read(|desk| signers(desk, person))),
            chosen: RwSignal::new(None),
        }
    }

    /// The one who is chosen, or stands first.
    fn picked(self) -> String {
        let first = || self.others.with(|others| others.first().map(|(id, _)| id.clone()));
        self.chosen.get().or_else(first).unwrap_or_default()
    }

    fn asked(self) -> Option<Id> {
        untrack(|| self.boss.get().or_else(|| Id::parse(&self.picked())))
    }

    fn shown(self, app: App) -> AnyView {
        let Self { boss, others, chosen } = self;
        if let Some(boss) = boss.get() {
            let name = app.read(|desk| title::anywhere(desk.book(), boss)).unwrap_or_default();
            return view! { <p class="second">{t!(app, "day-goes-to", name = name)}</p> }.into_any();
        }
        if others.with(Vec::is_empty) {
            return view! { <p class="second">{t!(app, "day-no-signer")}</p> }.into_any();
        }
        let pick = Callback::new(move |id| chosen.set(Some(id)));
        let value = Signal::derive(move || self.picked());
        view! {
            <div class="field">
                <label class="field-label" for="submit-who">{app.text("field-approvals-asked_of", &[])}</label>
                <Choose id="submit-who" options=others value=value on_pick=pick/>
            </div>
        }
        .into_any()
    }
}

/// The panel: how it stands, whom it goes to, and the button.
#[component]
pub(super) fn Submit(paper: Paper, person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let stands = watch(app, (paper, person, day));
    let (whom, note) = (Whom::of(app, person), RwSignal::new(String::new()));
    let press = move |_| {
        let (asked_of, said) = (whom.asked(), note.get_untracked());
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
    let form = move || {
        open.get().then(|| {
            let is_first = state.with(|state| matches!(state, None | Some(Standing::Draft)));
            let key = match paper {
                _ if !is_first => "day-submit-again",
                Paper::Plan => "plan-submit",
                Paper::Report => "report-submit",
            };
            view! {
                {move || whom.shown(app)}
                <div class="field">
                    <label class="field-label" for="submit-note">{t!(app, "day-note")}</label>
                    <textarea class="area day-note" id="submit-note" rows="1" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
                </div>
                <div class="panel-foot day-submit"><button class="button button-primary" type="button" on:click=press><Icon name="check"/>{app.text(key, &[])}</button></div>
            }
        })
    };
    let form_id = Memo::new(move |_| stands.with(|stands| stands.as_ref().map(|stands| stands.sheet.id)));
    let kept = Kept::new(app);
    // What nobody was asked to sign is not handed in.
    let out = Memo::new(move |_| form_id.get().filter(|_| state.with(|state| *state != Some(Standing::Draft))));
    let handed = move || out.get().map(|form| view! { <HandIn person=person form=form kept=kept/> });
    view! {
        <section class="panel" aria-labelledby="day-standing">
            <div class="panel-head"><h2 id="day-standing">{t!(app, "day-standing")}</h2><span class="row">{move || stands.with(|stands| words::standing(app, stands.as_ref()))}</span></div>
            {form}
        </section>
        {handed}
        {move || form_id.get().map(|id| view! { <SignedPanel id=id/> })}
    }
}

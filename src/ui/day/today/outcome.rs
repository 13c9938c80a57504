//! A visit that is not made as planned: put off, called off, missed, or nobody was there; each with why.

use leptos::prelude::*;

use crate::book::{Command, Rejection};
use crate::exchange::typed::{Reading, read};
use crate::model::records::{CloseReason, Visit, VisitId};
use crate::model::{Id, Instant, Record, Value};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::doing::{Doing, show};
use crate::ui::day::stop::Stop;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::refusal;
use crate::visits::life::{Answer, CallOff, NobodyThere, Postpone, Why};
use crate::visits::phrases::phrases;

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    PutOff,
    CalledOff,
    Missed,
    Nobody,
}

impl Fate {
    const ALL: [Self; 4] = [Self::Nobody, Self::PutOff, Self::CalledOff, Self::Missed];

    fn key(self) -> &'static str {
        match self {
            Self::PutOff => "fate-put-off",
            Self::CalledOff => "fate-called-off",
            Self::Missed => "fate-missed",
            Self::Nobody => "fate-nobody",
        }
    }
}

/// The company's reasons.
fn reasons(desk: &Desk) -> Vec<(String, String)> {
    let is_incident = |reason: &CloseReason| reason.kind.as_deref() == Some("incident");
    let mut all: Vec<CloseReason> = desk.book().all::<CloseReason>().filter(is_incident).collect();
    crate::model::order::by_key(&mut all, |reason| (reason.rank.clone(), reason.id));
    all.into_iter().map(|reason| (Id::from(reason.id).to_string(), reason.name.unwrap_or_default())).collect()
}

/// The buttons, a row of them.
#[component]
pub(super) fn NotMade(stop: Stop, person: Id) -> impl IntoView {
    let app = use_app();
    let asked = RwSignal::new(None::<Fate>);
    let close = Callback::new(move |()| asked.set(None));
    let stop = StoredValue::new(stop);
    let button = move |fate: Fate| {
        view! { <button class="chip" type="button" on:click=move |_| asked.set(Some(fate))>{app.text(fate.key(), &[])}</button> }
    };
    view! {
        <div class="row" role="group" aria-label=t!(app, "fate")>{Vec::from(Fate::ALL.map(button))}</div>
        {move || asked.get().map(|fate| {
            stop.with_value(|stop| view! { <FateDialog fate=fate stop=stop.clone() person=person on_close=close/> })
        })}
    }
}

#[component]
fn FateDialog(fate: Fate, stop: Stop, person: Id, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let doing = Doing::new(app);
    let known = app.peek(reasons);
    let offered = app.peek(|desk| phrases(desk.book(), Some(person), "reason"));
    let (incident, words, lacking) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let later = stop.starts.map(|at| {
        let next = crate::ui::parts::workdays::calendar(app).plus(app.zone().day_of(at), 1);
        app.zone().at(next, app.zone().minute_of(at))
    });
    let written = later.map(|at| crate::exchange::typed::write(&Value::Instant(at), &app.zone())).unwrap_or_default();
    let starts = RwSignal::new(written);
    let refused = RwSignal::new(None::<String>);
    let is_refused = move || refused.with(Option::is_some);
    let id = stop.id;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = Why { incident: Id::parse(&incident.get_untracked()), words: Some(words.get_untracked()) };
        let silent = why.incident.is_none() && words.with_untracked(|words| words.trim().is_empty());
        lacking.set(silent && fate != Fate::Nobody);
        refused
            .set((fate == Fate::PutOff && !silent).then(|| against(app, id, &starts.get_untracked(), &why)).flatten());
        if lacking.get_untracked() || refused.with_untracked(Option::is_some) {
            return;
        }
        if fate == Fate::Nobody {
            doing.begin(move |found| {
                let why = (!silent).then(|| why.clone());
                if app.act(&NobodyThere { visit: id, found, why }).is_ok() {
                    show(app, id);
                }
            });
        } else if say(app, fate, id, &starts.get_untracked(), why) {
            on_close.run(());
        }
    };
    let mut options = vec![(String::new(), t!(app, "form-none"))];
    options.extend(known);
    let some = options.len() > 1;
    let chip = |phrase: String| {
        let text = phrase.clone();
        view! { <button class="chip" type="button" on:click=move |_| words.set(text.clone())>{phrase}</button> }
    };
    let chips: Vec<_> = offered.into_iter().map(chip).collect();
    view! {
        <Dialog title=t!(app, "form-part", whole = app.text(fate.key(), &[]), part = stop.name.clone()) on_close=on_close>
            <form class="form" on:submit=submit>
                {(fate == Fate::PutOff).then(|| view! {
                    <div class="field">
                        <label class="field-label" for="fate-starts">{t!(app, "fate-when")}</label>
                        <input class="input" id="fate-starts" type="datetime-local" aria-invalid=move || is_refused().then_some("true") aria-describedby=move || is_refused().then_some("fate-starts-error")
                            prop:value=move || starts.get() on:input=move |event| starts.set(event_target_value(&event))/>
                        {move || refused.get().map(|text| view! { <p class="field-error" id="fate-starts-error" role="alert">{text}</p> })}
                    </div>
                })}
                {some.then(|| view! {
                    <div class="field">
                        <label class="field-label" for="fate-kind">{app.text("field-visits-incident", &[])}</label>
                        <Choose id="fate-kind" options=Signal::stored(options) value=incident on_pick=Callback::new(move |id| incident.set(id))/>
                    </div>
                })}
                <div class="field field-wide">
                    <label class="field-label" for="fate-words">{app.text("field-visits-reason", &[])}</label>
                    <input class="input" id="fate-words" type="text" autocomplete="off" aria-invalid=move || lacking.get().then_some("true") aria-describedby=move || lacking.get().then_some("fate-error")
                        prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))/>
                    <span class="row">{chips}</span>
                    {move || lacking.get().then(|| view! { <p class="field-error" id="fate-error" role="alert">{t!(app, "fate-why-needed")}</p> })}
                </div>
                {doing.waiting()}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=move || doing.is_busy()>{app.text(fate.key(), &[])}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// When a visit that is put off begins; `None` where that is no time.
fn begins(app: App, starts: &str) -> Option<Instant> {
    let zone = app.zone();
    let reading = Reading { currency: app.peek(|desk| desk.currency), zone: &zone };
    match read(&Visit::COLLECTION.fields[Visit::STARTS], starts, &reading) {
        Ok(Some(Value::Instant(starts))) => Some(starts),
        _ => None,
    }
}

/// What stands against a new time, said in the dialog: a note would lie behind it.
fn against(app: App, visit: VisitId, starts: &str, why: &Why) -> Option<String> {
    let Some(starts) = begins(app, starts) else { return Some(t!(app, "week-no-time")) };
    let command = Postpone { visit, id: VisitId(app.new_id()), starts, why: why.clone() };
    app.with_context(|book, context| command.decide(book, context).err()).map(|why| refusal::text(&app, &why))
}

/// Says it; whether it was kept.
fn say(app: App, fate: Fate, visit: VisitId, starts: &str, why: Why) -> bool {
    let outcome = match fate {
        Fate::CalledOff => app.act(&CallOff { visit, answer: Answer::Cancelled, why }),
        Fate::Missed => app.act(&CallOff { visit, answer: Answer::Missed, why }),
        Fate::PutOff => match begins(app, starts) {
            Some(starts) => app.act(&Postpone { visit, id: VisitId(app.new_id()), starts, why }),
            None => Err(Rejection::Nothing),
        },
        Fate::Nobody => Err(Rejection::Nothing),
    };
    outcome.is_ok()
}

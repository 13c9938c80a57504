//! The way to a visit of the plan: how long it takes; a press sets it by hand, where somebody knows better than the map.

use leptos::prelude::*;

use crate::model::records::Leg;
use crate::model::{Id, Record};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::day::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::visits::cadence::Unit;
use crate::visits::legs::{By, SetLeg, leg};
use crate::visits::week::Way;

/// Seconds of a minute.
const MINUTE: i64 = 60;

/// The ways of a day, and whose they are.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    pub(super) person: Id,
    pub(super) all: Memo<Vec<Way>>,
}

impl Ways {
    /// The way to a visit; nothing where an end of it is not known.
    pub(super) fn to(self, app: App, visit: Id) -> impl IntoView {
        let mine = Memo::new(move |_| self.all.with(|all| all.iter().find(|way| way.visit == visit).cloned()));
        let open = RwSignal::new(false);
        let close = Callback::new(move |()| open.set(false));
        let button = move || {
            mine.get().map(|way| {
                let time = words::length(app, way.seconds);
                let said = match way.ends.0 {
                    Some(_) => t!(app, "leg-from", time = time, name = name(app, way.ends.0)),
                    None => t!(app, "leg-start", time = time),
                };
                let set = way.is_set.then(|| view! { <span class="tag">{t!(app, "leg-set")}</span> });
                view! { <p><button class="chip" type="button" on:click=move |_| open.set(true)><Icon name="route" class="icon-small"/>{said}{set}</button></p> }
            })
        };
        let dialog = move || {
            let way = open.get().then(|| mine.get_untracked()).flatten()?;
            Some(view! { <WayDialog way=way person=self.person on_close=close/> })
        };
        view! { {button}{dialog} }
    }
}

fn name(app: App, end: Option<Unit>) -> String {
    match end {
        Some(unit) => app.peek(|desk| title::anywhere(desk.book(), unit.account)).unwrap_or_default(),
        None => t!(app, "leg-begin"),
    }
}

#[component]
fn WayDialog(way: Way, person: Id, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let ends = way.ends;
    let known = app.peek(|desk| leg(desk.book(), person, ends));
    let of = |leg: &Option<Leg>, part: fn(&Leg) -> Option<String>| leg.as_ref().and_then(part);
    let by = RwSignal::new(of(&known, |leg| leg.mode.clone()).unwrap_or_else(|| By::Car.code().to_owned()));
    let both = RwSignal::new(of(&known, |leg| leg.both_ways.clone()).is_none_or(|both| both == "yes"));
    let note = RwSignal::new(of(&known, |leg| leg.note.clone()).unwrap_or_default());
    let minutes = RwSignal::new(((way.seconds + MINUTE / 2) / MINUTE).to_string());
    let wrong = RwSignal::new(false);
    let is_own = known.as_ref().is_some_and(|leg| leg.owner.is_some());
    let set = move |seconds: Option<i64>| {
        let by = By::parse(&by.get_untracked()).unwrap_or(By::Car);
        let note = Some(note.get_untracked());
        let set = SetLeg { person, ends, seconds, by, both_ways: both.get_untracked(), note };
        if app.act(&set).is_ok() {
            on_close.run(());
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = minutes.with_untracked(|minutes| minutes.trim().parse::<i64>().ok());
        let typed = typed.filter(|minutes| (0..=24 * 60).contains(minutes));
        wrong.set(typed.is_none());
        if let Some(minutes) = typed {
            set(Some(minutes * MINUTE));
        }
    };
    let choices = By::ALL.map(|(_, code)| {
        let field = &Leg::COLLECTION.fields[Leg::MODE];
        (code.to_owned(), field::choice(&app, Leg::COLLECTION.key, field, code))
    });
    view! {
        <Dialog title=t!(app, "leg-title", from = name(app, ends.0), to = name(app, ends.1)) on_close=on_close>
            <form class="form" on:submit=submit>
                <div class="field">
                    <label class="field-label" for="leg-minutes">{t!(app, "leg-minutes")}</label>
                    <input class="input" id="leg-minutes" type="number" inputmode="numeric" min="0" max="1440" step="1" autocomplete="off"
                        aria-invalid=move || wrong.get().then_some("true") aria-describedby="leg-hint"
                        prop:value=move || minutes.get() on:input=move |event| minutes.set(event_target_value(&event))/>
                    {move || wrong.get().then(|| view! { <p class="field-error" role="alert">{t!(app, "leg-wrong")}</p> })}
                </div>
                <div class="field">
                    <label class="field-label" for="leg-by">{app.text("field-legs-mode", &[])}</label>
                    <Choose id="leg-by" options=Signal::stored(choices.to_vec()) value=by on_pick=Callback::new(move |code| by.set(code))/>
                </div>
                <p class="field-hint field-wide" id="leg-hint">{t!(app, "leg-hint", time = words::length(app, way.map))}</p>
                <div class="field field-wide">
                    <label class="field-label" for="leg-note">{app.text("field-legs-note", &[])}</label>
                    <input class="input" id="leg-note" type="text" autocomplete="off" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))/>
                </div>
                <div class="row field-wide">
                    <label class="chip chip-check" class:chip-on=move || both.get()>
                        <input class="only-heard" type="checkbox" prop:checked=move || both.get() on:change=move |_| both.update(|both| *both = !*both)/>{t!(app, "leg-both")}
                    </label>
                </div>
                <div class="form-acts">
                    {is_own.then(|| view! { <button class="button" type="button" on:click=move |_| set(None)>{t!(app, "leg-drop")}</button> })}
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

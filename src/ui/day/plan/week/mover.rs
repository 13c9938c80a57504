//! The dialog that puts a visit to another day and time, saying at once what breaks there.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{drag, said};
use crate::book::{Command, Rejection};
use crate::model::records::VisitId;
use crate::model::{Day, Id, Instant, window};
use crate::ui::context::use_app;
use crate::ui::day::whose;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::refusal;
use crate::ui::parts::workdays::calendar;
use crate::visits::life::MoveVisit;
use crate::visits::week::{Days, Planned};

/// The dialog.
#[component]
pub(in crate::ui::day::plan) fn Mover(
    person: Id,
    planned: Planned,
    days: Memo<Days>,
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (zone, id) = (app.zone(), planned.visit.id);
    let name = days.with_untracked(|days| super::card::name_of(app, days, id));
    let people = app.peek(whose::people);
    let to = RwSignal::new(person.to_string());
    let by = Memo::new(move |_| to.with(|to| Id::parse(to)).unwrap_or(person));
    let day = RwSignal::new(zone.day_of(planned.starts).to_string());
    let time = RwSignal::new(window::clock(u16::try_from(zone.minute_of(planned.starts)).unwrap_or(0)));
    let starts = Memo::new(move |_| {
        let day = day.with(|day| Day::parse(day))?;
        let minute = time.with(|time| window::minute(time))?;
        Some(app.zone().at(day, minute.into()))
    });
    let planned = StoredValue::new(planned);
    let wrong = Memo::new(move |_| {
        starts.get().map(|starts| planned.with_value(|planned| breaks((person, by.get()), planned, days, starts)))
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts) = starts.get_untracked() else { return };
        let wrong = wrong.get_untracked().unwrap_or_default();
        let to = Some(by.get_untracked()).filter(|by| *by != person);
        let is_same = planned.with_value(|planned| planned.starts == starts) && to.is_none();
        if is_same || drag::put(app, id, (starts, to), &wrong) {
            on_close.run(());
        }
    };
    let verdict = move || {
        wrong.with(|wrong| match wrong {
            None => view! { <p class="second">{t!(app, "week-no-time")}</p> }.into_any(),
            Some(wrong) if wrong.is_empty() => {
                view! { <p class="good"><Icon name="check" class="icon-small"/>" "{t!(app, "week-fits")}</p> }.into_any()
            }
            Some(wrong) => {
                let lines: Vec<_> = wrong.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
                view! { <p class="warning"><Icon name="alert" class="icon-small"/>" "{t!(app, "week-breaks")}</p><ul class="day-list" role="list">{lines}</ul> }
                    .into_any()
            }
        })
    };
    // Who leads others passes visits on to them.
    let whom = (people.len() > 1).then(|| {
        view! {
            <div class="field field-wide">
                <label class="field-label" for="week-move-person">{t!(app, "day-person")}</label>
                <Choose id="week-move-person" options=Signal::stored(people) value=to on_pick=Callback::new(move |id| to.set(id))/>
            </div>
        }
    });
    view! {
        <Dialog title=t!(app, "week-move", name = name) on_close=on_close>
            <form class="form form-2" novalidate=true on:submit=save>
                <div class="field">
                    <label class="field-label" for="week-move-day">{t!(app, "week-move-day")}</label>
                    <input class="input" id="week-move-day" type="date" prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label class="field-label" for="week-move-time">{t!(app, "week-move-time")}</label>
                    <input class="input" id="week-move-time" type="time" step="300" prop:value=move || time.get() on:input=move |event| time.set(event_target_value(&event))/>
                </div>
                {whom}
                <div class="field-wide" role="status">{verdict}</div>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "week-move-do")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// What a visit of somebody would break at another time, made by them or by somebody else.
fn breaks((person, by): (Id, Id), planned: &Planned, days: Memo<Days>, starts: Instant) -> Vec<String> {
    let app = use_app();
    let day = app.zone().day_of(starts);
    let is_here = by == person && days.with_untracked(|days| days.days().iter().any(|(one, _)| *one == day));
    let beside = if is_here {
        days.get_untracked()
    } else {
        let calendar = calendar(app);
        app.peek(|desk| Days::of(desk.book(), (&desk.zone, &calendar), by, (day, day)))
    };
    // What the command itself would refuse, before it is asked to.
    let to = Some(by).filter(|by| *by != person);
    let command = MoveVisit { visit: VisitId(planned.visit.id), starts, to };
    let refused = app.with_context(|book, context| command.decide(book, context).err());
    let refused = refused.filter(|why| *why != Rejection::Nothing).map(|why| refusal::text(&app, &why));
    let moved = beside.with(planned, starts);
    // What is wrong with others in any case is no reason against this time.
    let before = said(app, &beside, &beside.amiss(day));
    let others = said(app, &moved, &moved.amiss(day))
        .into_iter()
        .filter(|one| one.0 == planned.visit.id || !before.contains(one))
        .map(|(visit, text)| if visit == planned.visit.id { text } else { drag::named(app, &moved, visit, &text) });
    refused.into_iter().chain(others).collect()
}

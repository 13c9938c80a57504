//! Customers chosen on a map, and what can be done with them: a visit on a day, a proposal with them, or without.

use leptos::prelude::*;

use super::Acting;
use super::state::Shown;
use crate::model::{Day, Id};
use crate::ui::context::use_app;
use crate::ui::day::plan::propose::asked;
use crate::ui::day::words;
use crate::ui::parts::choose::ChooseChip;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::life::PutOn;

/// The panel; nothing where nobody is chosen, or nobody can be visited from here.
pub(super) fn chosen(shown: Shown, acting: Signal<Option<Acting>>) -> impl Fn() -> Option<AnyView> + Copy {
    let app = use_app();
    let none = Memo::new(move |_| shown.chosen.with(Vec::is_empty));
    let day: RwSignal<Option<Day>> = RwSignal::new(None);
    let on = Memo::new(move |_| {
        let days = acting.with(|acting| acting.as_ref().map(|acting| acting.days.clone())).unwrap_or_default();
        day.get().filter(|day| days.contains(day)).or(days.first().copied())
    });
    move || {
        let Acting { person, days } = acting.get().filter(|_| !none.get())?;
        let options: Vec<(String, String)> = days.iter().map(|day| (day.to_string(), words::day(app, *day))).collect();
        let value = Signal::derive(move || on.get().map(|day| day.to_string()).unwrap_or_default());
        let pick = Callback::new(move |text: String| day.set(Day::parse(&text)));
        let names = move || {
            let name = |unit: &crate::visits::cadence::Unit| shown.map.with(|map| map.name(*unit).map(str::to_owned));
            shown.chosen.with(|chosen| chosen.iter().filter_map(name).collect::<Vec<_>>().join(", "))
        };
        let count = move || shown.chosen.with(|chosen| t!(app, "daymap-chosen", n = counted(&app, chosen.len())));
        let acts = view! {
            <ChooseChip id="map-day" label=t!(app, "daymap-day") options=Signal::stored(options) value=value on_pick=pick/>
            <div class="row">
                <button class="button button-primary" type="button" on:click=move |_| put(shown, person, on.get_untracked())><Icon name="plus"/>{t!(app, "daymap-put")}</button>
                {way(shown, on, asked::WITH, "daymap-with")}
                {way(shown, on, asked::WITHOUT, "daymap-without")}
            </div>
        };
        Some(
            view! {
                <section class="map-chosen" aria-label=t!(app, "daymap-chosen-title")>
                    <p class="row"><strong class="num">{count}</strong>
                        <button class="button button-quiet push" type="button" on:click=move |_| shown.chosen.set(Vec::new())>{t!(app, "daymap-clear")}</button>
                    </p>
                    <p class="second">{names}</p>
                    {acts}
                </section>
            }
            .into_any(),
        )
    }
}

/// Plans a visit to each of them.
fn put(shown: Shown, person: Id, day: Option<Day>) {
    let (app, Some(day)) = (use_app(), day) else { return };
    let calendar = untrack(|| calendar(app));
    let units = shown.chosen.get_untracked();
    // A refusal has been said by the act itself.
    if app.act(&PutOn { person, day, units, calendar }).is_ok() {
        shown.chosen.set(Vec::new());
    }
}

/// The way to the proposal of a day that has to do with them.
fn way(shown: Shown, day: Memo<Option<Day>>, list: &'static str, name: &'static str) -> AnyView {
    let app = use_app();
    let here = app.of_page(Clone::clone);
    let href = move || {
        let place = here.get();
        day.get().map(|day| shown.chosen.with(|chosen| asked::href(&place, day, list, chosen)))
    };
    view! { <a class="button" href=href>{app.text(name, &[])}</a> }.into_any()
}

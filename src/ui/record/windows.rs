//! The control of visiting windows: for each weekday several times from and to.

use leptos::prelude::*;

use super::control::described;
use super::entry::Entry;
use crate::model::window::{self, Times};
use crate::ui::context::App;
use crate::ui::parts::count;
use crate::ui::parts::field::DAYS;
use crate::ui::parts::icon::Icon;

/// The end of a day, which a clock shows as its beginning.
const END: (&str, &str) = ("24:00", "00:00");

/// What is typed into an entry, as windows.
#[derive(Clone, Copy)]
struct Week(RwSignal<String>);

impl Week {
    fn times(self, day: usize) -> Times {
        self.0.with(|text| window::week(text)[day].clone())
    }

    fn change(self, change: impl FnOnce(&mut [Times; 7])) {
        let mut week = self.0.with_untracked(|text| window::week(text));
        change(&mut week);
        self.0.set(window::join(&week));
    }
}

/// The control.
pub(super) fn windows(app: App, entry: &Entry) -> AnyView {
    let (id, week) = (entry.id(), Week(entry.text));
    let days: Vec<AnyView> = (0..DAYS.len()).map(|day| one_day(app, week, day)).collect();
    let alike = move |_| {
        week.change(|week| {
            let monday = week[0].clone();
            for day in &mut week[1..5] {
                day.clone_from(&monday);
            }
        });
    };
    let may = move || week.times(0).is_empty();
    let (described, named) = (described(entry), format!("{id}-label"));
    view! {
        <div class="several" role="group" id=id tabindex="-1" aria-labelledby=named aria-describedby=described>
            {days}
            <span class="several-foot">
                <button class="button" type="button" disabled=may on:click=alike>{t!(app, "windows-alike")}</button>
            </span>
        </div>
    }
    .into_any()
}

fn one_day(app: App, week: Week, day: usize) -> AnyView {
    let name = app.text(DAYS[day], &[]);
    let several = Memo::new(move |_| week.times(day).len());
    let said = name.clone();
    let row = move |at: usize| one_time(app, week, (day, at), &said);
    let add = move |_| week.change(|week| week[day].push((String::new(), String::new())));
    let closed = move || (several.get() == 0).then(|| view! { <span class="second">{t!(app, "windows-none")}</span> });
    view! {
        <div class="windows-day">
            <span class="windows-name">{name.clone()}</span>
            <span class="windows-times">
                {closed}
                <For each=move || 0..several.get() key=|at| *at children=row/>
            </span>
            <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "windows-add", day = name) on:click=add><Icon name="plus"/></button>
        </div>
    }
    .into_any()
}

fn one_time(app: App, week: Week, (day, at): (usize, usize), name: &str) -> AnyView {
    let n = count::number(&app, at + 1);
    let time = Memo::new(move |_| week.times(day).get(at).cloned().unwrap_or_default());
    let set = move |from: Option<String>, to: Option<String>| {
        week.change(|week| {
            if let Some(time) = week[day].get_mut(at) {
                time.0 = from.unwrap_or_else(|| time.0.clone());
                time.1 = to.unwrap_or_else(|| time.1.clone());
            }
        });
    };
    let shown = move || time.with(|(_, to)| if to == END.0 { END.1.to_owned() } else { to.clone() });
    let until = move |event| {
        let to: String = event_target_value(&event);
        set(None, Some(if to == END.1 { END.0.to_owned() } else { to }));
    };
    let remove = move |_| {
        week.change(|week| {
            if at < week[day].len() {
                week[day].remove(at);
            }
        });
    };
    view! {
        <span class="windows-time">
            <input class="input" type="time" aria-label=t!(app, "windows-from", day = name, n = n.clone()) prop:value=move || time.with(|time| time.0.clone())
                on:input=move |event| set(Some(event_target_value(&event)), None)/>
            <span aria-hidden="true">"–"</span>
            <input class="input" type="time" aria-label=t!(app, "windows-to", day = name, n = n.clone()) prop:value=shown on:input=until/>
            <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "windows-remove", day = name, n = n) on:click=remove><Icon name="close"/></button>
        </span>
    }
    .into_any()
}

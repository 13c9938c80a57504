//! The bar of the time machine: slider, date, sense, comparison. A band in words and colour says that
//! the past is shown and nothing can be changed.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::compare::Compare;
use super::journal;
use super::state::{Reading, Times, today};
use crate::model::{Day, Month};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// Opens and closes the time machine.
#[component]
pub(in crate::ui) fn TimeButton(
    /// The moment shown.
    times: Times,
) -> impl IntoView {
    let app = times.app;
    let press = move |_| if times.is_shown() { times.leave() } else { times.open.set(true) };
    view! {
        <button class="button" id="time-button" type="button" aria-label=t!(app, "time-open") aria-expanded=move || times.is_shown().to_string() on:click=press>
            <Icon name="history"/><span class="wide-only">{t!(app, "time-open")}</span>
        </button>
    }
}

/// The bar, where it is open.
#[component]
pub(in crate::ui) fn TimeBar(
    /// The moment shown.
    times: Times,
    /// Whether there is nothing to see of it.
    #[prop(into)]
    nothing: Signal<bool>,
    /// Whether this is a board, which compares two moments.
    #[prop(optional)]
    compares: bool,
) -> impl IntoView {
    let escape = window_event_listener(ev::keydown, move |event| {
        let is_busy = document().query_selector("dialog[open], :popover-open").ok().flatten().is_some();
        if event.key() == "Escape" && !event.default_prevented() && !is_busy && times.is_shown() {
            event.prevent_default();
            times.leave();
            focus_button();
        }
    });
    on_cleanup(move || escape.remove());
    let shown = Memo::new(move |_| times.is_shown());
    move || shown.get().then(|| view! { <Bar times=times nothing=nothing compares=compares/> })
}

fn focus_button() {
    let button = document().get_element_by_id("time-button");
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(button.focus());
    }
}

#[component]
fn Bar(times: Times, nothing: Signal<bool>, compares: bool) -> impl IntoView {
    let app = times.app;
    let today = today(app);
    let first = Memo::new(move |_| times.first().unwrap_or(today).min(today.plus(-1)));
    let day = move || times.at.get().unwrap_or(today);
    let said = move || app.format().day(day());
    let is_past = Memo::new(move |_| times.at.get().is_some());
    let slid = move |event: web_sys::Event| {
        if let Some(day) = event_target_value(&event).parse().ok().map(Day) {
            times.slide(day);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let now = times.at.get_untracked().unwrap_or(today);
        let by = |months: i32| same_day(now, months);
        let to = match event.key().as_str() {
            "PageUp" => by(1),
            "PageDown" => by(-1),
            "ArrowRight" | "ArrowUp" if event.shift_key() => now.plus(7),
            "ArrowLeft" | "ArrowDown" if event.shift_key() => now.plus(-7),
            _ => return,
        };
        event.prevent_default();
        times.slide(to.clamp(first.get_untracked(), today));
    };
    let dated = move |event: web_sys::Event| {
        if let Some(day) = Day::parse(&event_target_value(&event)) {
            times.go(day);
        }
    };
    let sense = move |event: web_sys::Event| times.mean(event_target_value(&event) == "recorded");
    // Read when it is first asked for.
    let load = move || {
        if times.as_recorded.get() {
            journal::read(times);
        }
    };
    view! {
        <section class="time" class:is-past=move || is_past.get() aria-label=t!(app, "time-title")>
            <p class="time-band" role="status">
                <Icon name="history"/>
                <span>{move || if is_past.get() { t!(app, "time-band", day = said()) } else { t!(app, "time-band-now") }}</span>
                <button class="button button-quiet" type="button" on:click=move |_| { times.leave(); focus_button(); }>{t!(app, "board-to-now")}</button>
            </p>
            <div class="time-tools">
                <input class="time-slider" type="range" aria-label=t!(app, "time-slider") step="1"
                    min=move || first.get().0.to_string() max=today.0.to_string()
                    prop:value=move || { first.track(); day().0.to_string() } aria-valuetext=said on:input=slid on:keydown=keys/>
                <label class="time-field time-sense"><span>{t!(app, "time-sense")}</span>
                    <select class="input" on:change=sense>
                        <option value="force" selected=move || !times.as_recorded.get()>{t!(app, "time-in-force")}</option>
                        <option value="recorded" selected=move || times.as_recorded.get()>{t!(app, "time-recorded")}</option>
                    </select>
                </label>
                <label class="time-field"><span>{t!(app, "time-day")}</span>
                    <input class="input" type="date" max=today.to_string() prop:value=move || day().to_string() on:change=dated/>
                </label>
                {compares.then(|| view! { <With times=times/> })}
            </div>
            {load}
            {move || progress(times)}
            <Show when=move || nothing.get()><p class="time-note">{t!(app, "time-none-yet")}</p></Show>
            {compares.then(|| view! { <Compare/> })}
        </section>
    }
}

/// How far the journal has been read, while it is.
fn progress(times: Times) -> Option<AnyView> {
    let app = times.app;
    match times.reading.get() {
        Reading::Under(done, total) => {
            let text = t!(app, "time-reading", done = money::count(&app, done), total = money::count(&app, total));
            Some(view! { <p class="time-note" role="status">{text}</p> }.into_any())
        }
        Reading::Failed if times.as_recorded.get() => {
            Some(view! { <p class="time-note" role="alert">{t!(app, "time-failed")}</p> }.into_any())
        }
        _ => None,
    }
}

/// The day to compare with: typed, or one of the usual ones.
#[component]
fn With(times: Times) -> impl IntoView {
    let app = times.app;
    let today = today(app);
    let to = move |day: Option<Day>| {
        if day.is_none() {
            times.set("change", None);
        }
        times.set("with", day.map(|day| day.to_string()));
    };
    let typed = move |event: web_sys::Event| to(Day::parse(&event_target_value(&event)));
    let usual = move |back: fn(Day) -> Day| move |_| to(Some(back(times.at.get_untracked().unwrap_or(today))));
    view! {
        <label class="time-field"><span>{t!(app, "time-with")}</span>
            <input class="input" type="date" max=today.to_string()
                prop:value=move || times.with.get().map(|day| day.to_string()).unwrap_or_default() on:change=typed/>
        </label>
        <span class="time-usual">
            <button class="chip" type="button" on:click=usual(|day| day.plus(-7))>{t!(app, "time-week-before")}</button>
            <button class="chip" type="button" on:click=usual(|day| same_day(day, -1))>{t!(app, "time-month-before")}</button>
            <button class="chip" type="button" on:click=usual(quarter_end)>{t!(app, "time-quarter-end")}</button>
            <Show when=move || times.with.get().is_some()>
                <button class="chip" type="button" on:click=move |_| to(None)><Icon name="close" class="icon-small"/>{t!(app, "time-no-with")}</button>
            </Show>
        </span>
    }
}

/// The same day of another month, or the last of it.
fn same_day(day: Day, months: i32) -> Day {
    let month = Month(day.month().0 + months);
    month.first_day().plus(day.0 - day.month().first_day().0).min(month.last_day())
}

/// The last day of the quarter before.
fn quarter_end(day: Day) -> Day {
    Month(day.month().0.div_euclid(3) * 3).first_day().plus(-1)
}

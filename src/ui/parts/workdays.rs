//! The organisation's working days: which days are off, said where days are typed and listed.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::DAYS;
use crate::model::calendar::{CALENDARS, Off};
use crate::model::records::Organisation;
use crate::model::{Calendar, Day, Instant, Value};
use crate::ui::context::App;

/// The calendar that needs no file.
const WEEKENDS: &str = CALENDARS[3];

/// A calendar under its code.
type Loaded = Option<(String, Arc<Calendar>)>;

thread_local! {
    /// The calendar that is there: facts of the site, the same for every page.
    static LOADED: ArcRwSignal<Loaded> = ArcRwSignal::new(None);
    /// The one that was asked for last.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The organisation's calendar: weekends alone until its file is there. What reads it runs again then.
pub(in crate::ui) fn calendar(app: App) -> Arc<Calendar> {
    let code = app.read(|desk| desk.book().all::<Organisation>().next().and_then(|company| company.calendar));
    let code = code.filter(|code| CALENDARS.contains(&code.as_str())).unwrap_or_else(|| WEEKENDS.to_owned());
    let loaded = LOADED.with(Clone::clone);
    loaded.track();
    match loaded.get_untracked() {
        Some((have, calendar)) if have == code => return calendar,
        _ if code == WEEKENDS => {}
        _ => load(app, code),
    }
    Arc::new(Calendar::weekends())
}

fn load(app: App, code: String) {
    if ASKED.replace(code.clone()) == code {
        return;
    }
    spawn_local(async move {
        let locale = app.peek(|desk| desk.ports.locale.clone());
        // Without its file weekends are all that is known; the next visit asks again.
        if let Ok(text) = locale.facts(&format!("calendar-{code}")).await
            && let Ok(calendar) = Calendar::parse(&text)
        {
            LOADED.with(|loaded| loaded.set(Some((code, Arc::new(calendar)))));
        }
    });
}

/// The day of a date or of a point in time.
pub(in crate::ui) fn day_of(app: App, value: &Value) -> Option<Day> {
    match value {
        Value::Date(day) => Some(*day),
        Value::Instant(at) if *at != Instant::ALWAYS => Some(app.zone().day_of(*at)),
        _ => None,
    }
}

/// Why a day is off, in words; `None` where it is worked.
pub(in crate::ui) fn why_off(app: App, day: Day) -> Option<String> {
    let name = app.text(DAYS[day.weekday() as usize % DAYS.len()], &[]);
    Some(match calendar(app).off(day)? {
        Off::Weekend => t!(app, "day-off-weekend", day = name),
        Off::Holiday => t!(app, "day-off-holiday", day = name),
    })
}

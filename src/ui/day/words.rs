//! What pages of days say in words: times, ways, reasons, how a form stands, what is aimed at.

use leptos::prelude::*;

use crate::control::day::copy::Words;
use crate::control::day::progress::{Aim, Size};
use crate::control::day::row::Stands;
use crate::control::day::standing::Standing;
use crate::control::sign::Verdict;
use crate::model::records::{Account, SalesTarget, Visit};
use crate::model::{BasisPoints, Day, Id, Instant, Money, Record, window};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::visits::wanted::Reason;
use crate::visits::week::Amiss;

/// A time of day: `09:05`.
pub(in crate::ui) fn clock(app: App, at: Instant) -> String {
    window::clock(u16::try_from(app.zone().minute_of(at)).unwrap_or(0))
}

/// From when to when: `09:05–09:35`.
pub(in crate::ui) fn span(app: App, starts: Option<Instant>, ends: Option<Instant>) -> String {
    let times: Vec<String> = [starts, ends].into_iter().flatten().map(|at| clock(app, at)).collect();
    times.join("\u{2013}")
}

/// A day with its weekday.
pub(in crate::ui) fn day(app: App, day: Day) -> String {
    let name = app.text(field::DAYS[day.weekday() as usize % field::DAYS.len()], &[]);
    t!(app, "day-named", weekday = name, day = app.format().day(day))
}

/// A way or a distance.
pub(in crate::ui) fn metres(app: App, metres: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "metres on the Earth")]
    let exact = metres as f64;
    if metres < 1000 {
        t!(app, "day-metres", n = app.format().number(exact, 0))
    } else {
        t!(app, "day-kilometres", n = app.format().number(exact / 1000.0, 1))
    }
}

/// A length of time in minutes, or hours and minutes.
pub(in crate::ui) fn length(app: App, seconds: i64) -> String {
    let minutes = (seconds.max(0) + 30) / 60;
    if minutes < 60 {
        t!(app, "day-minutes", n = minutes.to_string())
    } else {
        t!(app, "day-hours", h = (minutes / 60).to_string(), m = (minutes % 60).to_string())
    }
}

/// A choice of a field of visits.
pub(in crate::ui) fn choice(app: App, at: usize, code: &str) -> String {
    field::choice(&app, Visit::COLLECTION.key, &Visit::COLLECTION.fields[at], code)
}

/// A number of days as a value of a message.
fn days(app: App, days: i32) -> crate::model::messages::Arg {
    counted(&app, usize::try_from(days).unwrap_or(0))
}

/// Why somebody is visited.
pub(in crate::ui) fn reason(app: App, reason: &Reason) -> String {
    let name = |id: Id| app.peek(|desk| title::anywhere(desk.book(), id)).unwrap_or_default();
    match reason {
        Reason::Class(code) => {
            let field = &Account::COLLECTION.fields[Account::CLASS];
            t!(app, "why-class", class = field::choice(&app, Account::COLLECTION.key, field, code))
        }
        Reason::Overdue(late) => t!(app, "why-overdue", n = days(app, *late)),
        Reason::Never => t!(app, "why-never"),
        Reason::By(day) => t!(app, "why-by", day = app.format().day(*day)),
        Reason::Deal(deal) => t!(app, "why-deal", name = name(*deal)),
        Reason::Complaint(complaint) => t!(app, "why-complaint", name = name(*complaint)),
        Reason::Appointment => app.text("field-visits-locked", &[]),
        Reason::Planned => choice(app, Visit::STATUS, "planned"),
        Reason::Forced => t!(app, "why-forced"),
        Reason::Near(far) => t!(app, "why-near", way = metres(app, (*far).into())),
    }
}

/// All reasons in a line.
pub(in crate::ui) fn reasons(app: App, all: &[Reason]) -> String {
    all.iter().map(|one| reason(app, one)).collect::<Vec<_>>().join(" \u{b7} ")
}

/// What is wrong with a visit where it stands, given what visits are called.
pub(in crate::ui) fn amiss(app: App, amiss: &Amiss, name: &dyn Fn(Id) -> String) -> String {
    match amiss {
        Amiss::Overlap(other) => t!(app, "amiss-overlap", name = name(*other)),
        Amiss::TooFar { from, takes, has } => {
            let (takes, has) = (length(app, *takes), length(app, *has));
            match from {
                Some(from) => t!(app, "amiss-far", name = name(*from), takes = takes, has = has),
                None => t!(app, "amiss-far-start", takes = takes, has = has),
            }
        }
        Amiss::Closed => t!(app, "amiss-closed"),
        Amiss::OverHours => t!(app, "amiss-hours"),
        Amiss::LateBack(late) => t!(app, "amiss-late", time = length(app, *late)),
        Amiss::NoLunch => t!(app, "amiss-lunch"),
        Amiss::DayOff(_) => t!(app, "amiss-off"),
    }
}

/// An amount or a number.
pub(in crate::ui) fn size(app: App, size: Size) -> String {
    match size {
        Size::Money(money) => app.format().money(money, money.minor % 100 == 0),
        Size::Count(count) => app.format().number(count, 1),
    }
}

/// What is aimed at.
pub(in crate::ui) fn aim(app: App, aim: Aim) -> String {
    let measure = &SalesTarget::COLLECTION.fields[SalesTarget::MEASURE];
    field::choice(&app, SalesTarget::COLLECTION.key, measure, aim.code())
}

/// How a form stands, as tags.
pub(in crate::ui) fn standing(app: App, stands: Option<&Stands>) -> AnyView {
    let (class, key) = match stands.map(|stands| &stands.standing) {
        None | Some(Standing::Draft) => ("tag", "day-state-draft"),
        Some(Standing::Waiting(_)) => ("tag tag-accent", "day-state-waiting"),
        Some(Standing::Approved) => ("tag tag-good", "day-state-approved"),
        Some(Standing::Returned) => ("tag tag-warning", "day-state-returned"),
        Some(Standing::Changed(Verdict::Approved, _)) => ("tag tag-loud", "sign-state-approved-changed"),
        Some(Standing::Changed(Verdict::Returned, _)) => ("tag tag-loud", "sign-state-returned-changed"),
    };
    let is_late = stands.is_some_and(|stands| stands.is_late);
    let late = is_late.then(|| view! { <span class="tag tag-bad">{t!(app, "day-state-late")}</span> });
    view! { <span class=class>{app.text(key, &[])}</span>{late} }.into_any()
}

/// Speaks the person's language for texts that are made below the interface.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Spoken(pub(in crate::ui) App);

impl Words for Spoken {
    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.0.text(key, &values)
    }

    fn money(&self, money: Money) -> String {
        size(self.0, Size::Money(money))
    }

    fn clock(&self, at: Instant) -> String {
        clock(self.0, at)
    }

    fn share(&self, share: BasisPoints) -> String {
        self.0.format().percent(share)
    }

    fn day(&self, on: Day) -> String {
        day(self.0, on)
    }
}

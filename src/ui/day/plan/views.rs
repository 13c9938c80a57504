//! The views of the plan: a day, a week side by side, a month in numbers. Which one is part of the address.

use leptos::prelude::*;

use crate::model::records::Organisation;
use crate::model::{Day, Id};
use crate::query::period::{Period, week_start};
use crate::ui::context::App;
use crate::ui::day::map::MAP;
use crate::ui::day::whose::{PERSON, people};
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Name in the address of the view.
const VIEW: &str = "view";

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui::day) enum View {
    /// One day, with its form.
    Day,
    /// Seven days side by side.
    Week,
    /// A month in numbers.
    Month,
    /// The weeks of a team, for those who lead one.
    Team,
    /// Hours across, days or people under one another.
    Timeline,
}

impl View {
    /// Each with its code in the address, none for the first, and the key of its name.
    const ALL: [(Self, Option<&'static str>, &'static str); 5] = [
        (Self::Day, None, "plan-view-day"),
        (Self::Week, Some("week"), "plan-view-week"),
        (Self::Month, Some("month"), "plan-view-month"),
        (Self::Team, Some("team"), "plan-view-team"),
        (Self::Timeline, Some("timeline"), "plan-view-timeline"),
    ];
}

/// The view that the address asks for.
pub(super) fn asked(app: App) -> Memo<View> {
    app.of_page(|place| {
        let asked = place.get(VIEW);
        View::ALL.iter().find(|(_, code, _)| code.is_some() && *code == asked).map_or(View::Day, |(view, ..)| *view)
    })
}

/// The address of a view around a day, of the same person.
pub(super) fn href(place: &Place, view: View, day: Day) -> String {
    let code = View::ALL.iter().find(|(one, ..)| *one == view).and_then(|(_, code, _)| *code);
    let kept = |name: &str| place.get(name).map(str::to_owned);
    let there = Place::new(Route::DayPlan(Some(day))).set(VIEW, code.map(str::to_owned));
    there.set(PERSON, kept(PERSON)).set(MAP, kept(MAP)).href()
}

/// The address of a view around a day, of somebody.
pub(super) fn plan_of(person: Id, view: View, day: Day) -> String {
    let code = View::ALL.iter().find(|(one, ..)| *one == view).and_then(|(_, code, _)| *code);
    let place = Place::new(Route::DayPlan(Some(day))).set(VIEW, code.map(str::to_owned));
    place.set(PERSON, Some(person.to_string())).href()
}

/// The way to the other views.
pub(super) fn tabs(app: App, day: Day, here: View) -> AnyView {
    let tab = |(view, _, name): (View, Option<&'static str>, &'static str)| {
        let href = app.of_page(move |place| href(place, view, day));
        let current = (view == here).then_some("true");
        view! { <li><a class="chip" href=move || href.get() aria-current=current>{app.text(name, &[])}</a></li> }
    };
    // A plan for a team is for those who lead somebody.
    let leads = app.read(|desk| people(desk).len() > 1);
    let views = View::ALL.into_iter().filter(|(view, ..)| leads || *view != View::Team);
    view! {
        <nav class="plan-views" aria-label=t!(app, "plan-views")><ul role="list">{views.map(tab).collect::<Vec<_>>()}</ul></nav>
    }
    .into_any()
}

/// The ways to what comes before and after in the same view.
pub(super) fn steps(app: App, view: View, (before, after): (Day, Day)) -> AnyView {
    let names = if view == View::Month {
        ["plan-month-before", "plan-month-after"]
    } else {
        ["plan-week-before", "plan-week-after"]
    };
    let step = |day: Day, icon: &'static str, name: &'static str| {
        let href = app.of_page(move |place| href(place, view, day));
        let label = app.text(name, &[]);
        view! { <a class="button button-icon" href=move || href.get() aria-label=label.clone() title=label><Icon name=icon/></a> }
    };
    view! { {step(before, "left", names[0])}{step(after, "right", names[1])} }.into_any()
}

/// First and last day of the organisation's week that a day is in.
pub(super) fn week_of(app: App, day: Day) -> (Day, Day) {
    let company = app.peek(|desk| desk.book().all::<Organisation>().next());
    Period::ThisWeek(0).days_of(day, company.as_ref().map_or(0, week_start))
}

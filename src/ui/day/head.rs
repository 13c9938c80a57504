//! The head of a page of days: which page, whose, which day, and the way to the others.

use leptos::prelude::*;

use super::map::MAP;
use super::whose::{PERSON, people};
use crate::model::Day;
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::ChooseChip;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// The pages, with their names.
const PAGES: [(Route, &str); 4] = [
    (Route::Today, "day-tab-today"),
    (Route::DayPlan(None), "day-tab-plan"),
    (Route::DayReport(None), "day-tab-report"),
    (Route::Coverage, "day-tab-coverage"),
];

/// A day, with the route of the same page on others.
type Dated = (Day, fn(Option<Day>) -> Route);

/// A route with whose days are looked at, and whether the map is open.
pub(super) fn kept(place: &Place, route: Route) -> String {
    let kept = |name: &str| place.get(name).map(str::to_owned);
    Place::new(route).set(PERSON, kept(PERSON)).set(MAP, kept(MAP)).href()
}

fn tab(app: App, route: Route, name: &'static str) -> AnyView {
    let mine = route.clone();
    let here = app.of_page(move |place| std::mem::discriminant(&place.route) == std::mem::discriminant(&mine));
    let href = app.of_page(move |place| kept(place, route.clone()));
    let current = move || here.get().then_some("true");
    view! { <li><a class="chip" href=move || href.get() aria-current=current>{app.text(name, &[])}</a></li> }.into_any()
}

/// The days before and after.
fn beside(app: App, day: Day, route: fn(Option<Day>) -> Route) -> AnyView {
    let step = |by: i32, icon: &'static str, label: String| {
        let href = app.of_page(move |place| kept(place, route(Some(day.plus(by)))));
        view! { <a class="button button-icon" href=move || href.get() aria-label=label.clone() title=label><Icon name=icon/></a> }
    };
    view! {
        {step(-1, "left", t!(app, "day-before"))}
        {step(1, "right", t!(app, "day-after"))}
    }
    .into_any()
}

/// The head.
#[component]
pub(super) fn DayHead(
    /// What the page is called.
    title: String,
    /// The day that it is about, with the route of others.
    #[prop(default = None)]
    day: Option<Dated>,
    /// The ways to what comes before and after, where that is no day.
    #[prop(optional)]
    steps: Option<AnyView>,
    /// Whether it may be about all people together.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let app = use_app();
    let people = Memo::new(move |_| app.read(people));
    let who = app.of_page(|place| place.get(PERSON).map(str::to_owned));
    let value = Signal::derive(move || {
        let own = || app.read(|desk| desk.actor.person).filter(|_| !all).map(|me| me.to_string());
        who.get().or_else(own).unwrap_or_default()
    });
    let pick = Callback::new(move |id: String| {
        let id = (!id.is_empty()).then_some(id);
        app.refine(&app.place.get_untracked().set(PERSON, id));
    });
    let options = Signal::derive(move || {
        let name = if all { "day-everybody" } else { "day-choose" };
        let nobody = all || app.read(|desk| desk.actor.person.is_none());
        let nobody = nobody.then(|| (String::new(), app.text(name, &[])));
        nobody.into_iter().chain(people.get()).collect::<Vec<_>>()
    });
    let some =
        Memo::new(move |_| people.with(|people| people.len() > 1) || app.read(|desk| desk.actor.person.is_none()));
    let chooser = move || {
        let any = some.get() && !people.with(Vec::is_empty);
        any.then(|| view! { <ChooseChip id="day-person" label=t!(app, "day-person") options=options value=value on_pick=pick/> })
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{title}</h1></div>
            <nav class="day-tabs" aria-label=t!(app, "nav-visits")>
                <ul role="list">{Vec::from(PAGES.map(|(route, name)| tab(app, route, name)))}</ul>
                <span class="row">{chooser}{day.map(|(day, route)| beside(app, day, route))}{steps}</span>
            </nav>
        </header>
    }
}

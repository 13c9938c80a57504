//! How well customers are covered: visits by class against their cadence, who is overdue, areas where
//! nobody was, what a visit takes in time, way and money.

use leptos::prelude::*;

use super::cycle::{Cycles, Flaws};
use super::head::DayHead;
use super::map::{Acting, DayMap};
use super::{whose, words};
use crate::model::permission::Verb;
use crate::model::records::{Account, Cadence};
use crate::model::{Day, Id, Record};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::ChooseChip;
use crate::ui::parts::count::counted;
use crate::ui::parts::{field, money};
use crate::ui::route::{Place, Route};
use crate::visits::coverage::{Coverage, coverage};
use crate::visits::cycle::{ClassSum, Cycle};
use crate::visits::map::Map;
use crate::visits::usual::LayDownUsual;

/// Spans of days to choose from, today the last of them.
const SPANS: [(i32, &str); 3] = [(7, "coverage-week"), (28, "coverage-four-weeks"), (91, "coverage-quarter")];
/// Name in the address of the span.
const DAYS: &str = "days";
/// Days to come on which visits can be planned from the map.
const AHEAD: i32 = 7;
/// Overdue customers that are shown.
const SHOWN: usize = 30;

/// The page.
#[component]
pub(in crate::ui) fn CoveragePage() -> impl IntoView {
    let app = use_app();
    let person = whose::asked(app);
    let days = app.of_page(|place| {
        let asked = place.get(DAYS).and_then(|days| days.parse::<i32>().ok());
        asked.filter(|days| SPANS.iter().any(|(known, _)| known == days)).unwrap_or(SPANS[1].0)
    });
    // Without a person it is about all whose days may be looked at; before anybody was chosen, everybody.
    let people = Memo::new(move |_| {
        let person = person.get();
        app.read(|desk| {
            let all =
                || desk.actor.person.map(|_| whose::people(desk).iter().filter_map(|(id, _)| Id::parse(id)).collect());
            person.map(|person| vec![person]).or_else(all)
        })
    });
    let found = Memo::new(move |_| {
        let today = app.zone().day_of(app.now());
        let span = (today.plus(1 - days.get()), today);
        let people: Option<Vec<Id>> = people.get();
        app.read(|desk| coverage(desk.book(), &desk.zone, span, people.as_deref()))
    });
    let map = Memo::new(move |_| {
        let today = app.zone().day_of(app.now());
        let people: Option<Vec<Id>> = people.get();
        let blank = found.with(|found| found.blank.clone());
        app.read(|desk| Map::of_people(desk.book(), &desk.zone, people.as_deref(), today, &blank))
    });
    // Of one person visits can be planned for the days to come.
    let acting = Signal::derive(move || {
        let today = app.zone().day_of(app.now());
        person.get().map(|person| Acting { person, days: (0..AHEAD).map(|days| today.plus(days)).collect() })
    });
    let options = SPANS.map(|(days, key)| (days.to_string(), app.text(key, &[]))).to_vec();
    let pick = Callback::new(move |days: String| app.refine(&app.place.get_untracked().set(DAYS, Some(days))));
    let value = Signal::derive(move || days.get().to_string());
    view! {
        <DayHead title=t!(app, "day-tab-coverage") all=true/>
        <div class="page-body">
            <div class="row"><ChooseChip id="coverage-span" label=t!(app, "coverage-span") options=Signal::stored(options) value=value on_pick=pick/></div>
            {move || found.with(|found| tiles(app, found))}
            <DayMap map=map acting=acting/>
            <div class="grid-2">
                {move || found.with(|found| classes(app, &found.classes))}
                {move || found.with(|found| blank(app, &found.blank))}
            </div>
            {move || found.with(|found| overdue(app, &found.overdue))}
            <Cycles found=found/>
            <Flaws people=people/>
        </div>
    }
}

fn tiles(app: App, found: &Coverage) -> AnyView {
    let count = |number: u64| counted(&app, usize::try_from(number).unwrap_or(usize::MAX)).text;
    let none = || "\u{2013}".to_owned();
    let cost = found.cost_each().into_iter().map(|cost| app.format().money(cost, false)).collect::<Vec<_>>();
    let tiles = [
        ("coverage-visits", count(found.visits), t!(app, "coverage-arrivals", n = count(found.arrivals))),
        ("coverage-accounts", count(found.accounts), String::new()),
        (
            "coverage-time",
            found.seconds_each().map_or_else(none, |seconds| words::length(app, seconds)),
            t!(app, "coverage-timed", n = count(found.timed)),
        ),
        (
            "coverage-way",
            found.metres_each().map_or_else(none, |metres| words::metres(app, metres)),
            t!(app, "coverage-way-whole", way = words::metres(app, found.metres)),
        ),
        (
            "coverage-cost",
            if cost.is_empty() { none() } else { cost.join(" + ") },
            t!(app, "coverage-spent", sum = money::bag(&app, &found.spent)),
        ),
    ];
    let tile = |(name, figure, formula): (&'static str, String, String)| {
        view! { <div class="panel tile"><span class="tile-name">{app.text(name, &[])}</span><span class="tile-figure">{figure}</span><span class="formula">{formula}</span></div> }
    };
    view! { <div class="grid-tiles">{Vec::from(tiles.map(tile))}</div> }.into_any()
}

fn classes(app: App, classes: &[ClassSum]) -> AnyView {
    let class = |code: &Option<String>| match code {
        Some(code) => {
            let field = &Account::COLLECTION.fields[Account::CLASS];
            field::choice(&app, Account::COLLECTION.key, field, code)
        }
        None => t!(app, "fact-none"),
    };
    let number = |number: u32| counted(&app, usize::try_from(number).unwrap_or(0)).text;
    let row = |sum: &ClassSum| {
        view! {
            <tr>
                <th scope="row">{class(&sum.class)}</th>
                <td class="cell-num">{number(sum.units)}</td>
                <td class="cell-num">{number(sum.planned)}</td>
                <td class="cell-num">{number(sum.done)}</td>
                <td class="cell-num">{number(sum.scheduled)}</td>
                <td class="cell-num">{number(sum.remaining)}</td>
                <td class="cell-num">{number(sum.overdue)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = classes.iter().map(row).collect();
    let heads = [
        "coverage-units",
        "coverage-planned",
        "coverage-done",
        "coverage-scheduled",
        "coverage-remaining",
        "coverage-overdue",
    ];
    let heads = Vec::from(heads.map(|key| view! { <th scope="col" class="cell-num">{app.text(key, &[])}</th> }));
    let first = app.text("field-accounts-class", &[]);
    let body = if rows.is_empty() {
        no_cadence(app)
    } else {
        view! {
            <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "coverage-classes")>
                <table class="table"><thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
        .into_any()
    };
    view! { <section class="panel" aria-labelledby="coverage-classes"><div class="panel-head"><h2 id="coverage-classes">{t!(app, "coverage-classes")}</h2></div>{body}</section> }
        .into_any()
}

/// What stands where no customer is to be visited: either nobody has said how often classes are, then the usual is
/// laid down by pressing a button, or no customer has a class.
fn no_cadence(app: App) -> AnyView {
    let list = Place::new(Route::List(Cadence::COLLECTION.key)).href();
    if app.read(|desk| desk.book().all::<Cadence>().next().is_some()) {
        let list = Place::new(Route::List(Account::COLLECTION.key)).href();
        return view! {
            <p class="second">{t!(app, "coverage-no-class")}</p>
            <div class="panel-foot"><a class="button" href=list>{app.text("collection-accounts", &[])}</a></div>
        }
        .into_any();
    }
    let may = app.read(|desk| desk.book().permit(&desk.actor, Verb::Configure, Cadence::COLLECTION.key, None).is_ok());
    // A refusal has been said by the act itself.
    let press = move |_| drop(app.act(&LayDownUsual));
    if !may {
        return view! { <p class="second">{t!(app, "coverage-no-cadence")}</p> }.into_any();
    }
    view! {
        <p class="second">{t!(app, "coverage-no-cadence")}</p>
        <p class="second">{t!(app, "coverage-usual-text")}</p>
        <div class="panel-foot">
            <button class="button button-primary" id="coverage-usual" type="button" on:click=press>{t!(app, "coverage-usual")}</button>
            <a class="button" href=list>{app.text("collection-cadences", &[])}</a>
        </div>
    }
    .into_any()
}

fn blank(app: App, blank: &[Id]) -> AnyView {
    let line = |id: &Id| {
        let name = app.peek(|desk| title::anywhere(desk.book(), *id)).unwrap_or_default();
        let href = Place::new(Route::Record(crate::model::records::Area::COLLECTION.key, *id)).href();
        view! { <li><a href=href>{name}</a></li> }
    };
    let lines: Vec<_> = blank.iter().map(line).collect();
    let body = if lines.is_empty() {
        view! { <p class="second">{t!(app, "coverage-no-blank")}</p> }.into_any()
    } else {
        view! { <ul class="day-list" role="list">{lines}</ul> }.into_any()
    };
    view! { <section class="panel" aria-labelledby="coverage-blank"><div class="panel-head"><h2 id="coverage-blank">{t!(app, "coverage-blank")}</h2></div>{body}</section> }
        .into_any()
}

fn overdue(app: App, overdue: &[Cycle]) -> AnyView {
    let day = |day: Option<Day>| day.map_or_else(|| t!(app, "why-never"), |day| app.format().day(day));
    let row = |cycle: &Cycle| {
        let unit = cycle.of.unit;
        let id = unit.site.unwrap_or(unit.account);
        let name = app.peek(|desk| title::anywhere(desk.book(), id)).unwrap_or_default();
        let href = Place::new(Route::Record(Account::COLLECTION.key, unit.account)).href();
        let late = counted(&app, usize::try_from(cycle.overdue_days()).unwrap_or(0));
        view! { <tr><th scope="row"><a href=href>{name}</a></th><td class="cell-num">{t!(app, "why-overdue", n = late)}</td><td class="cell-num">{day(cycle.last)}</td></tr> }
    };
    let rows: Vec<_> = overdue.iter().take(SHOWN).map(row).collect();
    let count = counted(&app, overdue.len());
    let body = (!rows.is_empty()).then(|| {
        view! {
            <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "coverage-late")>
                <table class="table"><thead><tr>
                    <th scope="col">{app.text("field-visits-account", &[])}</th>
                    <th scope="col" class="cell-num">{t!(app, "coverage-overdue")}</th>
                    <th scope="col" class="cell-num">{t!(app, "coverage-last")}</th>
                </tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
    });
    view! { <section class="panel" aria-labelledby="coverage-late"><div class="panel-head"><h2 id="coverage-late">{t!(app, "coverage-late")}</h2><span class="panel-note num">{t!(app, "coverage-late-count", n = count)}</span></div>{body}</section> }
        .into_any()
}

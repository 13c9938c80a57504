//! How each customer's cycle stands: visits asked for, done, scheduled, remaining; since when one is overdue. And
//! what is to be mended before they can be planned well.

use leptos::prelude::*;

use super::words;
use crate::model::records::Account;
use crate::model::{Day, Id, Record};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::field;
use crate::ui::parts::workdays::calendar;
use crate::ui::route::{Place, Route};
use crate::visits::cadence::Unit;
use crate::visits::coverage::Coverage;
use crate::visits::cycle::{Cycle, Due};
use crate::visits::flaws::{Flaw, flaws};

/// Shown at once, and how many more at a press.
const SHOWN: usize = 20;

/// The way to whoever is visited.
fn link(app: App, unit: Unit) -> AnyView {
    let name = app.peek(|desk| title::anywhere(desk.book(), unit.site.unwrap_or(unit.account))).unwrap_or_default();
    let href = Place::new(Route::Record(Account::COLLECTION.key, unit.account)).href();
    view! { <a href=href>{name}</a> }.into_any()
}

/// The table of cycles, the most urgent first.
#[component]
pub(super) fn Cycles(found: Memo<Coverage>) -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(SHOWN);
    let rows = move || {
        found.with(|found| found.cycles.iter().take(shown.get()).map(|cycle| row(app, cycle)).collect::<Vec<_>>())
    };
    let more = move || {
        let left = found.with(|found| found.cycles.len()).saturating_sub(shown.get());
        (left > 0).then(|| view! {
            <div class="panel-foot"><button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += SHOWN)>{t!(app, "pool-more", n = counted(&app, left))}</button></div>
        })
    };
    let heads =
        ["cycle-due", "cycle-next", "coverage-planned", "coverage-done", "coverage-scheduled", "coverage-remaining"];
    let some = Memo::new(move |_| found.with(|found| !found.cycles.is_empty()));
    let panel = move || {
        let heads = Vec::from(heads.map(|key| view! { <th scope="col" class="cell-num">{app.text(key, &[])}</th> }));
        view! {
            <section class="panel" aria-labelledby="coverage-cycles">
                <div class="panel-head"><h2 id="coverage-cycles">{t!(app, "cycle-title")}</h2><span class="panel-note">{t!(app, "cycle-hint")}</span></div>
                <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "cycle-title")>
                    <table class="table">
                        <thead><tr><th scope="col">{app.text("field-visits-account", &[])}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {more}
            </section>
        }
    };
    move || some.get().then(panel)
}

fn row(app: App, cycle: &Cycle) -> AnyView {
    let number = |number: u32| counted(&app, usize::try_from(number).unwrap_or(0)).text;
    let day = |day: Day| app.format().day(day);
    let (class, due) = match cycle.due {
        Due::Never => ("tag tag-warning", t!(app, "why-never")),
        Due::Overdue(late) => {
            ("tag tag-bad", t!(app, "why-overdue", n = counted(&app, usize::try_from(late).unwrap_or(0))))
        }
        Due::Now(until) => ("tag tag-accent", t!(app, "cycle-until", day = day(until))),
        Due::From(from) => ("tag", t!(app, "cycle-from", day = day(from))),
    };
    let kind = cycle.of.terms.class.as_ref().map(|class| {
        let field = &Account::COLLECTION.fields[Account::CLASS];
        view! { " "<span class="tag">{field::choice(&app, Account::COLLECTION.key, field, class)}</span> }
    });
    view! {
        <tr>
            <th scope="row">{link(app, cycle.of.unit)}{kind}</th>
            <td class="cell-num"><span class=class>{due}</span></td>
            <td class="cell-num">{cycle.next.map_or_else(|| "\u{2013}".to_owned(), day)}</td>
            <td class="cell-num">{number(cycle.planned)}</td>
            <td class="cell-num">{number(cycle.done)}</td>
            <td class="cell-num">{number(cycle.scheduled)}</td>
            <td class="cell-num">{number(cycle.remaining)}</td>
        </tr>
    }
    .into_any()
}

/// What is to be mended, of the customers of some people, and of those that nobody is in charge of.
#[component]
pub(super) fn Flaws(people: Memo<Option<Vec<Id>>>) -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(SHOWN);
    let found = Memo::new(move |_| {
        let (calendar, today) = (calendar(app), app.zone().day_of(app.now()));
        let mut found = app.read(|desk| flaws(desk.book(), &calendar, today, None));
        people.with(|people| {
            let is_theirs = |owner: Option<Id>| {
                people.as_ref().is_none_or(|people| owner.is_none_or(|owner| people.contains(&owner)))
            };
            found.retain(|(of, _)| is_theirs(of.owner));
        });
        found
    });
    let lines = move || {
        found.with(|found| {
            let line = |(of, flaws): &(crate::visits::cadence::Visited, Vec<Flaw>)| {
                let all: Vec<String> = flaws.iter().map(|flaw| said(app, *flaw)).collect();
                view! { <li>{link(app, of.unit)}" "<span class="second">{all.join(" \u{b7} ")}</span></li> }
            };
            found.iter().take(shown.get()).map(line).collect::<Vec<_>>()
        })
    };
    let more = move || {
        let left = found.with(Vec::len).saturating_sub(shown.get());
        (left > 0).then(|| view! {
            <div class="panel-foot"><button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += SHOWN)>{t!(app, "pool-more", n = counted(&app, left))}</button></div>
        })
    };
    let some = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let panel = move || {
        view! {
            <section class="panel" aria-labelledby="coverage-flaws">
                <div class="panel-head"><h2 id="coverage-flaws">{t!(app, "flaw-title")}</h2><span class="panel-note num">{move || t!(app, "coverage-late-count", n = found.with(|found| counted(&app, found.len())))}</span></div>
                <ul class="day-list" role="list">{lines}</ul>
                {more}
            </section>
        }
    };
    move || some.get().then(panel)
}

fn said(app: App, flaw: Flaw) -> String {
    match flaw {
        Flaw::NoOwner => t!(app, "flaw-no-owner"),
        Flaw::NoPlace => t!(app, "flaw-no-place"),
        Flaw::CannotFit => t!(app, "flaw-cannot-fit"),
        Flaw::NeverOpen => t!(app, "flaw-never-open"),
        Flaw::TooLong(minutes) => t!(app, "flaw-too-long", time = words::length(app, minutes * 60)),
    }
}

//! Where nobody was there: whom else one might see nearby, with the reason.

use leptos::prelude::*;

use super::on_the_way;
use crate::model::Id;
use crate::model::records::{Visit, VisitId};
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::doing::{Doing, show};
use crate::ui::day::words;
use crate::ui::parts::workdays::calendar;
use crate::visits::life::{ArriveUnplanned, whereabouts};
use crate::visits::today::{Suggestion, suggestions};
use crate::visits::trace::Diary;
use crate::visits::wanted::{purposes, reasons};

/// How far is near, in metres.
const REACH: u32 = 10_000;
/// Shown at once.
const SHOWN: usize = 5;
/// Asked for, to say of those that are near what they cost on the way.
const ALL: usize = 40;

fn near(app: App, desk: &Desk, visit: Id, person: Option<Id>) -> Vec<Suggestion> {
    let (book, zone) = (desk.book(), &desk.zone);
    let found = || {
        let visit = book.get::<Visit>(visit.into())?;
        // Where the device was found, else where the customer is.
        let from = visit.arrived_at.map(crate::model::Place::point);
        let from = from.or_else(|| whereabouts(book, visit.account, visit.site))?;
        let (person, today) = (person?, zone.day_of(app.now()));
        let visits = Diary::of(book).between(book.resolve(person), zone.start_of(today), zone.start_of(today.plus(1)));
        Some(suggestions(book, zone, today, (person, from), REACH, &visits))
    };
    found().unwrap_or_default()
}

/// The panel; nothing where nobody is near.
#[component]
pub(super) fn Instead(visit: Id, person: Option<Id>, doing: Doing) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| app.read(|desk| near(app, desk, visit, person)));
    let way = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| person.map(|person| on_the_way::found(app, desk, &calendar, person, ALL))).unwrap_or_default()
    });
    let line = move |one: &Suggestion| {
        let unit = one.cycle.of.unit;
        let name = app.peek(|desk| title::anywhere(desk.book(), unit.site.unwrap_or(unit.account))).unwrap_or_default();
        let today = app.zone().day_of(app.now());
        let why = app.peek(|desk| reasons(desk.book(), &desk.zone, (unit.account, unit.site), today));
        let codes: Vec<String> = purposes(&why).into_iter().map(str::to_owned).collect();
        let cost = way.with(|way| way.iter().find(|one| one.unit() == unit).map(|one| on_the_way::cost(app, one)));
        let parts = [Some(words::metres(app, one.metres.into())), cost, Some(words::reasons(app, &why))];
        let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
        let label = t!(app, "stop-in-at", name = name.as_str());
        let press = move |_| {
            let (id, purposes) = (VisitId(app.new_id()), codes.clone());
            doing.begin(move |found| {
                let arrive = ArriveUnplanned {
                    id,
                    account: unit.account,
                    site: unit.site,
                    owner: person,
                    purposes: purposes.clone(),
                    instead_of: Some(visit),
                    found,
                };
                if app.act(&arrive).is_ok() {
                    show(app, id);
                }
            });
        };
        view! {
            <li class="own-field">
                <span class="own-field-name"><strong>{name}</strong><span class="second">{said}</span></span>
                <button class="button" type="button" aria-label=label disabled=move || doing.is_busy() on:click=press>{t!(app, "stop-in")}</button>
            </li>
        }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="stop-instead">
                    <div class="panel-head"><h2 id="stop-instead">{t!(app, "stop-instead")}</h2></div>
                    <ul class="stack" role="list">{found.iter().take(SHOWN).map(line).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    }
}
